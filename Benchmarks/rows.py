"""The rows whose sides are networks: what is timed, and whether the numbers agree."""
import json
import pathlib

import agreement
import floors
import photos
import report
import safetensors.numpy
from sides import by_turns

TARGET = 282  # "tiger cat": the photo shows a cat
CONVOLUTIONS = [0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28]


class Bench:
    """What all rows share."""

    def __init__(self, sides, weights, example, folder, quick):
        self.sides, self.weights, self.quick = sides, weights, quick
        self.folder = pathlib.Path(folder)
        self.windows = photos.windows(example, self.folder / "windows", 8 if quick else 32)
        self.files = sorted(self.windows.glob("*.png"))
        self.costs = {}

    def input(self, network, images=1):
        path = self.folder / f"{network}-{images}.safetensors"
        return path if path.exists() else photos.write_input(self.files[:images], network, path)

    def cost(self, network, source):
        """What the network's layers cost; PyTorch tells."""
        if network not in self.costs:
            path, peer = self.folder / f"{network}.json", self.sides.peer("torch", network, source)
            peer.tell(f"layers {path}")
            peer.close()
            self.costs[network] = json.loads(path.read_text())
        return self.costs[network]

    def start(self, network, source, peers):
        """A process for each side."""
        started = {"llexicorp": self.sides.ours(network, self.weights(network), source)}
        return started | {title: self.sides.peer(kind, network, source) for title, kind in peers.items()}

    def results(self, side, title):
        path = self.folder / f"{title}.safetensors"
        side.tell(f"write {path}")
        return safetensors.numpy.load_file(path)


def finish(row, sides, times, images=1):
    """Fills a row with times and memory and ends its processes."""
    for title, side in sides.items():
        row.add(title, [seconds / images for seconds in times[title]], side.peak)
        side.close()
    return row


def forward(bench, network, images, rounds):
    row = report.Row(f"{network}, forward, batch {images}", reach=1.2)
    source = bench.input(network, images)
    sides = bench.start(network, source, {"onnxruntime": "onnx", "PyTorch": "torch"})
    times = by_turns(sides, dict.fromkeys(sides, "forward"), rounds)
    found = {title: bench.results(side, title)["logits"] for title, side in sides.items()}
    for title in ("onnxruntime", "PyTorch"):
        row.agreement[title] = agreement.of_arrays(found["llexicorp"], found[title], agreement.PLAIN)
    row.work = floors.forward(bench.cost(network, source), images)
    return finish(row, sides, times)


def explain(bench, network, layer, count, rounds, reach, tolerance):
    row = report.Row(f"{network}, rank at {layer}, {count} heatmaps", reach, memory_reach=3)
    source = bench.input(network)
    sides = bench.start(network, source, {"zennit-crp": "crp"})
    times = by_turns(sides, dict.fromkeys(sides, f"explain {layer} {TARGET} {count}"), rounds)
    ours, peer = (bench.results(side, title) for title, side in sides.items())
    found, channels = agreement.of_maps(ours, peer, tolerance)
    # In double precision the maps that differ most: enough to tell whose single precision strays.
    if not bench.quick or found.verdict != "agree":
        worst = ",".join(map(str, channels[: 2 if bench.quick else 5]))
        sides["zennit-crp"].tell(f"precise {layer} {TARGET} {worst}")
        agreement.add_precise(found, ours, peer, bench.results(sides["zennit-crp"], "precise"))
    row.agreement["zennit-crp"] = found
    row.work = floors.explain(bench.cost(network, source), layer, count)
    return finish(row, sides, times)


def index(bench, title, layers, images, rounds, reach):
    row = report.Row(f"vgg16, index {title}, per photo of {images}", reach, memory_reach=3)
    source, folder = bench.input("vgg16"), bench.folder / f"photos-{images}"
    folder.mkdir(exist_ok=True)
    for file in bench.files[:images]:
        (folder / file.name).exists() or (folder / file.name).symlink_to(file)
    sides = bench.start("vgg16", source, {"zennit-crp": "crp"})
    outputs = {name: bench.folder / f"index-{name}" for name in sides}
    sides["zennit-crp"].tell(f"prepare_index {folder}")
    orders = {name: f"index {folder} {','.join(layers)} {output}" for name, output in outputs.items()}
    times = by_turns(sides, orders, rounds)
    peer = bench.results(sides["zennit-crp"], "scores")
    row.agreement["zennit-crp"] = agreement.of_indexes(outputs["llexicorp"], peer, agreement.DEEP)
    row.work = floors.index(bench.cost("vgg16", source), layers, 8)
    return finish(row, sides, times, images)


def all_rows(quick):
    """Name of a row → what measures it; fewer rounds and photos where it must be quick."""
    def rounds(most, least):
        return least if quick else most

    many = 8 if quick else 32
    rows = {
        "forward-1": lambda bench: forward(bench, "vgg16", 1, rounds(15, 7)),
        "forward-8": lambda bench: forward(bench, "vgg16", 8, rounds(7, 3)),
        "explain-5": lambda bench: explain(
            bench, "vgg16", "features.28", 5, rounds(7, 3), 12, agreement.PLAIN
        ),
        "explain-50": lambda bench: explain(
            bench, "vgg16", "features.28", 50, rounds(3, 1), 12, agreement.PLAIN
        ),
        "index-1": lambda bench: index(bench, "of features.28", ["features.28"], many, rounds(2, 1), 15),
        "index-13": lambda bench: index(
            bench, "of all 13 convolutions", [f"features.{place}" for place in CONVOLUTIONS],
            8 if quick else 16, rounds(2, 1), 8,
        ),
        "squeezenet": lambda bench: explain(
            bench, "squeezenet1_1", "features.12", 5, rounds(9, 3), 10, agreement.PLAIN
        ),
        "mobilenet": lambda bench: explain(
            bench, "mobilenet_v2", "features.14.conv.0", 5, rounds(9, 3), 8, agreement.DEEP
        ),
        "resnet": lambda bench: explain(
            bench, "resnet50", "layer4", 5, rounds(5, 2), 8, agreement.DEEP
        ),
    }
    if quick:
        # Half a quick run's time by itself; `--only explain-50` without QUICK measures it.
        del rows["explain-50"]
    return rows
