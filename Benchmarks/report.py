"""The Markdown that goes into RESULTS.md."""
import datetime
import os
import platform
import statistics
from importlib.metadata import version

from sides import within_rounds


class Row:
    """One piece of work with all its sides; ours is the first."""

    def __init__(self, title, reach=None, memory_reach=None):
        self.title, self.reach, self.memory_reach = title, reach, memory_reach
        self.times, self.peaks, self.agreement = {}, {}, {}
        self.work, self.notes = None, []

    def add(self, side, times, peak):
        self.times[side], self.peaks[side] = times, peak

    @property
    def ours(self):
        return next(iter(self.times))


def spread(values, digits=4):
    """`median (least to most)`."""
    low, high = min(values), max(values)
    return f"{statistics.median(values):.{digits}g} ({low:.{digits}g} to {high:.{digits}g})"


def pair(values):
    return f"{values[0]:.0e}, {values[1]:.0e}" if values else "not asked"


HEADER = (
    "| work | side | seconds, median (range) | times our time, within rounds | reach |"
    " peak MiB | times our memory | largest difference, relative L2 | numbers |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def lines(row):
    """The lines of a row in the first table: one a side."""
    base, found = row.times[row.ours], []
    for title, times in row.times.items():
        peak = f"{row.peaks[title] / 2**20:.0f}" if row.peaks[title] else "–"
        cells = [row.title, title, spread(times, 3)]
        if title == row.ours:
            cells += ["1", "", peak, "1", "", ""]
        else:
            middle, low, high = within_rounds(times, base)
            memory = row.peaks[title] / row.peaks[row.ours] if row.peaks[row.ours] else 0
            agrees = row.agreement.get(title)
            goal = f"{row.reach}x" if row.reach else ""
            if goal and row.memory_reach:
                goal += f", memory {row.memory_reach}x"
            cells += [
                f"**{middle:.3g}** ({low:.3g} to {high:.3g})", goal, peak, f"{memory:.2g}" if memory else "–",
                pair(agrees.direct) if agrees else "–",
                agrees.verdict if agrees else "–",
            ]
        found.append("| " + " | ".join(cells) + " |")
    return found


def precise(rows):
    """The table of distances from the peer's heatmaps in double precision: largest difference, relative L2."""
    found = [
        "| work | ours to double | ours to double, near-ties as ours | peer's single to double |"
        " ours to peer's single |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        for agrees in row.agreement.values():
            if agrees.ours_precise:
                pairs = (agrees.ours_precise, agrees.ours_tied, agrees.peer_precise, agrees.direct)
                cells = [pair(distances) for distances in pairs]
                found.append("| " + " | ".join([row.title] + cells) + " |")
    return found if len(found) > 2 else []


def floors(rows, peaks):
    """The table of distances from what the machine can do."""
    found = [
        "| work | GFLOP | FLOP / peak, ms | MB | bytes / bandwidth, ms | floor, ms | ours, ms | ours / floor |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        if row.work:
            by_flops, by_bytes, both = row.work.floor(peaks)
            ours = statistics.median(row.times[row.ours])
            found.append(
                f"| {row.title} | {row.work.flops / 1e9:.1f} | {by_flops * 1e3:.1f} | {row.work.bytes / 1e6:.0f} |"
                f" {by_bytes * 1e3:.1f} | {both * 1e3:.1f} | {ours * 1e3:.1f} | {ours / both:.2f} |"
            )
    return found


def machine(threads, peaks, versions):
    """What was measured with, on what, when."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    packages = ("torch", "zennit", "zennit-crp", "onnxruntime")
    return "\n".join([
        f"## {datetime.date.today()}, {names[0] if names else platform.machine()}, {os.cpu_count()} cores\n",
        f"* {threads} threads a side; {versions}; "
        + ", ".join(f"{name} {version(name)}" for name in packages) + f", Python {platform.python_version()}.",
        f"* The machine's peaks, by as many threads: {peaks['flops'] / 1e9:.0f} GF/s (OpenBLAS sgemm),"
        f" {peaks['bytes_per_second'] / 1e9:.1f} GB/s (a reading loop).",
        f"* Load when it began: {os.getloadavg()[0]:.1f}; other work on the machine shows in the ranges.\n",
    ])
