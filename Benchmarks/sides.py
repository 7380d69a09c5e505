"""Programs that are told what to do and say how long it took."""
import json
import os
import pathlib
import statistics
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent


class Side:
    """One process, ours or a peer's, that has loaded its network and answers orders."""

    def __init__(self, words):
        self.words = [str(word) for word in words]
        self.process = subprocess.Popen(self.words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.peak = 0
        self.hear("ready")

    def hear(self, wanted=None):
        line = self.process.stdout.readline().strip()
        if not line or (wanted and line != wanted):
            raise SystemExit(f"{' '.join(self.words)}: {line or 'no answer'}")
        return line

    def tell(self, order):
        """What is done between the timed orders; its memory does not count."""
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        return json.loads(self.hear())

    def time(self, order):
        """The seconds of an order."""
        answer = self.tell(order)
        self.peak = max(self.peak, answer["peak_bytes"])
        return answer["seconds"]

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class Sides:
    """How the sides are started, with what they share."""

    def __init__(self, program, cache, threads):
        self.program, self.cache, self.threads = program, cache, threads
        # Peers must not use more threads than ours either.
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ[name] = str(threads)

    def ours(self, network, weights, source):
        return Side([self.program, "serve", network, weights, source, self.cache, self.threads])

    def peer(self, kind, network, source):
        script = [sys.executable, "-W", "ignore", here / "peer.py"]
        return Side(script + [kind, network, source, self.cache, self.threads])


def by_turns(sides, orders, count):
    """The seconds of every side, `count` rounds; each round begins with another side.

    One round more comes first and does not count: it fills caches.
    """
    titles = list(sides)
    times = {title: [] for title in titles}
    for turn in range(count + 1):
        first = turn % len(titles)
        for title in titles[first:] + titles[:first]:
            seconds = sides[title].time(orders[title])
            if turn:
                times[title].append(seconds)
    return times


def within_rounds(times, base):
    """How many times as long as the base a side took, round by round: (median, least, most)."""
    ratios = [a / b for a, b in zip(times, base)]
    return statistics.median(ratios), min(ratios), max(ratios)
