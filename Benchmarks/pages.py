"""The rows whose work is printing; they call the scripts that measure it, or time the program as a whole."""
import json
import os
import pathlib
import subprocess
import sys
import time

import report

ROOT = pathlib.Path(__file__).resolve().parent.parent


def run(program, *words):
    """Runs the program that must succeed: (seconds, peak bytes)."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in (program, *words)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, words))}: {errors.decode(errors='replace').strip()[-600:]}")
    return time.perf_counter() - start, usage.ru_maxrss * 1024


def explanation(program, windows, example, folder):
    """A finished explanation, made with a small index of its own."""
    index, output = folder / "sheet.sqlite", folder / "sheet"
    run(program, "index", "build", windows, "--model", "squeezenet1_1", "--output", index)
    run(program, "explain", example, "--index", index, "--format", "json", "--output", output)
    return next(output.glob("*/explanation.json")).parent


def sheet(finished, rounds):
    """One page as PDF and PNG beside WeasyPrint, by Scripts/measure-printing."""
    printed = subprocess.run(
        [
            ROOT / "Scripts/measure-printing", finished, "--runs", str(rounds), "--json",
            "--only", "llexicorp, PDF + PNG", "weasyprint + pdftoppm, PDF + PNG",
        ],
        capture_output=True, text=True, check=False,
    )
    if printed.returncode:
        raise SystemExit(f"Scripts/measure-printing: {printed.stderr.strip()[-600:]}")
    row = report.Row("one-page PDF + PNG of a finished explanation, as a process", reach=10)
    for title, seconds in json.loads(printed.stdout).items():
        row.add(title.partition(",")[0], seconds, 0)
    row.notes.append("The page of WeasyPrint has the same words and pictures at the same places, without layout.")
    return row


def gallery(program, finished, folder, sizes):
    """A gallery of copies of one explanation, web pages and contact sheets, per photo."""
    row = report.Row(f"gallery, per photo: {sizes[0]} photos beside {sizes[1]}")
    for size in reversed(sizes):
        place = folder / f"gallery-{size}"
        place.mkdir()
        for number in range(size):
            copy = place / f"photo-{number:04}"
            copy.mkdir()
            for entry in finished.iterdir():
                (copy / entry.name).symlink_to(entry, target_is_directory=entry.is_dir())
        seconds, peak = run(program, "gallery", place, "--output", folder / f"made-{size}")
        row.add(f"{size} photos", [seconds / size], peak)
    return row
