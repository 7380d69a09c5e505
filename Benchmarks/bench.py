"""Runs our program and its peers by turns and prints one table; `Scripts/bench` calls it.

    python bench.py PROGRAM CACHE [--quick] [--threads N] [--only MODEL]

One round asks each side once, in an order that changes from round to round, so that what else the
machine does meets all alike. A ratio is taken within a round; the table has their median and range.
"""
import argparse
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile

import numpy as np
import safetensors.numpy

here = pathlib.Path(__file__).resolve().parent
CASES = {
    "vgg16": {"layer": "features.28", "target": 7, "rounds": (9, 4)},
    "squeezenet1_1": {"layer": "features.12", "target": 7, "rounds": (25, 10)},
}


class Side:
    """One process that does as it is told and says how long it took."""

    def __init__(self, words):
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.peak = 0
        if self.process.stdout.readline().strip() != "ready":
            raise SystemExit(f"{words[0]} did not start")

    def ask(self, order):
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"{order}: no answer")
        answer = json.loads(answer)
        self.peak = max(self.peak, answer["peak_bytes"])
        return answer["seconds"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def image(name, folder):
    """One input of the network's usual spread, in a file for all sides."""
    noise = np.random.default_rng(0).normal(size=(1, 3, 224, 224)).astype(np.float32)
    if name == "squeezenet1_1":
        noise *= 50
    path = os.path.join(folder, f"{name}.safetensors")
    safetensors.numpy.save_file({"input": noise}, path)
    return path


def weights(name, cache):
    if name != "vgg16":
        return "-"
    path = pathlib.Path(cache) / "bench" / "vgg16.safetensors"
    if not path.exists():
        import nets
        state = {key: value.numpy() for key, value in nets.random_vgg16().state_dict().items()}
        path.parent.mkdir(parents=True, exist_ok=True)
        safetensors.numpy.save_file(state, path.with_suffix(".part"))
        path.with_suffix(".part").rename(path)
    return str(path)


def rounds(sides, order, count):
    """Seconds of each side, one list each, after one run that does not count."""
    times = {title: [] for title in sides}
    titles = list(sides)
    for title in titles:
        sides[title].ask(order)
    for turn in range(count):
        for title in titles[turn % len(titles):] + titles[:turn % len(titles)]:
            times[title].append(sides[title].ask(order))
    return times


def row(case, title, times, ours, peak):
    ratios = sorted(b / a for a, b in zip(ours, times))
    faster = f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
    seconds = statistics.median(times)
    spread = f"{seconds:.3f} ({min(times):.3f} to {max(times):.3f})"
    print(f"| {case} | {title} | {spread} | {faster} | {peak / 2**20:.0f} |", flush=True)


def difference(a, b):
    return float(np.abs(a - b).max() / np.abs(b).max())


def relative_l2(a, b):
    return float(np.linalg.norm(a - b) / np.linalg.norm(b))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("cache")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", choices=list(CASES))
    options = parser.parse_args()
    cpu = next(
        (line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    from importlib.metadata import version
    packages = ", ".join(f"{name} {version(name)}" for name in ("torch", "zennit", "zennit-crp", "onnxruntime"))
    print(f"{cpu}, {os.cpu_count()} cores, {options.threads} threads a side; {packages}")
    print(f"Load before: {os.getloadavg()[0]:.1f}; other work on the machine shows in the spread.\n")
    print("| | side | seconds, median (range) | times our time, median (range) | peak MiB |")
    print("|---|---|---|---|---|")
    notes = []
    for name, case in CASES.items():
        if options.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory() as folder:
            source = image(name, folder)
            common = [source, case["layer"], str(case["target"]), options.cache]
            peer = [sys.executable, "-W", "ignore", str(here / "peer.py")]
            ours = Side([options.program, name, weights(name, options.cache)] + common)
            crp = Side(peer + ["crp", name] + common + [str(options.threads)])
            onnx = Side(peer + ["onnx", name] + common + [str(options.threads)])
            count = case["rounds"][options.quick]
            forward = {"llexicorp": ours, "PyTorch": crp, "onnxruntime": onnx}
            times = rounds(forward, "forward", count)
            for title, side in forward.items():
                row(f"{name}, forward", title, times[title], times["llexicorp"], side.peak)
            explained = {"llexicorp": ours, "zennit-crp": crp}
            times = rounds(explained, "explain", count)
            for title, side in explained.items():
                row(f"{name}, five concepts", title, times[title], times["llexicorp"], side.peak)
            results = {}
            for title, side in (("ours", ours), ("crp", crp), ("onnx", onnx)):
                path = os.path.join(folder, f"{title}.safetensors")
                side.ask(f"write {path}")
                results[title] = safetensors.numpy.load_file(path)
                side.close()
        a, b = results["ours"], results["crp"]
        same = a["channels"].tolist() == b["channels"].tolist()
        notes.append(
            f"{name}: the five channels are {'the same' if same else 'NOT the same'}"
            f" ({[int(c) for c in a['channels']]}); largest difference of a heatmap, relative to its largest"
            f" value: {max(difference(x, y) for x, y in zip(a['heatmaps'], b['heatmaps'])):.1e}, relative L2"
            f" {max(relative_l2(x, y) for x, y in zip(a['heatmaps'], b['heatmaps'])):.1e}; of the logits:"
            f" {difference(a['logits'], b['logits']):.1e} (PyTorch), {difference(a['logits'], results['onnx']['logits']):.1e}"
            " (onnxruntime)"
        )
    print("\n" + "\n".join(notes))


main()
