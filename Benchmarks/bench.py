"""Runs our program and its peers by turns and prints Markdown for RESULTS.md; `Scripts/bench` calls it.

    python bench.py PROGRAMS CACHE EXAMPLE VERSIONS [--quick] [--full] [--threads N] [--only ROW...]

PROGRAMS is the folder of the built programs. One round asks each side of a row once, and each round begins
with another side, so that what else the machine does meets all alike. Each row has a process of its own
for each side, so that the peak memory is the row's.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import pages
import places
import report
import rows
from sides import Sides, here

NETWORKS = ["vgg16", "squeezenet1_1", "mobilenet_v2", "resnet50"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("programs", type=pathlib.Path)
    parser.add_argument("cache", type=pathlib.Path)
    parser.add_argument("example", type=pathlib.Path)
    parser.add_argument("versions")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--full", action="store_true", help="the gallery of 1,000 photos too")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", nargs="+", metavar="ROW")
    options = parser.parse_args()
    network_rows = rows.all_rows(options.quick)
    names = list(network_rows) + ["sheet", "gallery"]
    wanted = options.only or names
    if set(wanted) - set(names):
        parser.error(f"the rows are {', '.join(names)}")
    program = options.programs / "AttributionBench"
    subprocess.run([sys.executable, here / "nets.py", options.cache, *NETWORKS], check=True)

    def peaks_now():
        return json.loads(subprocess.check_output([program, "peaks", str(options.threads)]))

    before = peaks_now()

    def weights(network):
        path = places.weights(options.cache, network)
        return path if path.exists() else "-"

    print(report.machine(options.threads, before, options.versions))
    print(report.HEADER, flush=True)
    done = []

    def show(row):
        done.append(row)
        print("\n".join(report.lines(row)), flush=True)

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        sides = Sides(program, options.cache, options.threads)
        bench = rows.Bench(sides, weights, options.example, folder, options.quick)
        for title, measure in network_rows.items():
            if title in wanted:
                start = time.monotonic()
                show(measure(bench))
                print(f"{title}: {time.monotonic() - start:.0f} s", file=sys.stderr)
        if {"sheet", "gallery"} & set(wanted):
            tool = options.programs / "llexicorp"
            finished = pages.explanation(tool, bench.windows, options.example, folder)
            if "sheet" in wanted:
                show(pages.sheet(finished, 5 if options.quick else 15))
            if "gallery" in wanted:
                show(pages.gallery(tool, finished, folder, (10, 1000 if options.full else 100)))
    # Twice, since other work on the machine lowers them.
    after = peaks_now()
    peaks = {name: max(before[name], after[name]) for name in before}
    for title, table in {
        "Whose numbers are right": report.precise(done), "Distance to the floor": report.floors(done, peaks)
    }.items():
        if table:
            print(f"\n### {title}\n\n" + "\n".join(table))
    for row in done:
        for note in row.notes + [note for found in row.agreement.values() for note in found.notes]:
            print(f"\n* {row.title}: {note}")


main()
