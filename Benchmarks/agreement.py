"""Whether two sides computed the same numbers."""
import contextlib
import pathlib
import sqlite3

import numpy as np

# (largest difference relative to the largest value, relative L2): the golden files' tolerances, those of small
# plain networks and those of deep ones with merged batch norms.
PLAIN, DEEP = (1e-4, 3e-5), (2e-3, 5e-4)


class Agreement:
    """What is printed of a row's numbers; the worst of several maps counts."""

    def __init__(self, tolerance):
        self.tolerance = tolerance
        self.direct = self.ours_precise = self.ours_tied = self.peer_precise = None
        self.notes = []

    def within(self, pair):
        return bool(pair) and pair[0] <= self.tolerance[0] and pair[1] <= self.tolerance[1]

    @property
    def verdict(self):
        """What the table says; a ratio counts unless the numbers differ."""
        if self.within(self.direct):
            return "agree"
        if self.within(self.ours_precise):
            return "agree with the peer in double precision"
        if self.within(self.ours_tied):
            return "agree but for near-ties"
        return "**DIFFER**"


def distance(a, b):
    """The largest difference relative to b's largest value, and the relative L2."""
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    return float(np.abs(a - b).max() / np.abs(b).max()), float(np.linalg.norm(a - b) / np.linalg.norm(b))


def worst(pairs):
    pairs = list(pairs)
    return max(pair[0] for pair in pairs), max(pair[1] for pair in pairs)


def of_arrays(ours, peer, tolerance):
    """The agreement of two arrays."""
    found = Agreement(tolerance)
    found.direct = distance(ours, peer)
    return found


def of_maps(ours, peer, tolerance):
    """The agreement of heatmaps, channel by channel; also the channels whose maps differ most."""
    found = Agreement(tolerance)
    mine = dict(zip(ours["channels"].astype(int).tolist(), ours["heatmaps"]))
    theirs = dict(zip(peer["channels"].astype(int).tolist(), peer["heatmaps"]))
    both = [channel for channel in mine if channel in theirs]
    if list(mine) != list(theirs):
        found.notes.append(f"{len(both)} of {len(mine)} channels are the same, or their order differs")
    each = {channel: distance(mine[channel], theirs[channel]) for channel in both}
    found.direct = worst(each.values())
    return found, sorted(both, key=lambda channel: -each[channel][1])


def add_precise(found, ours, peer, precise):
    """Adds each side's distance from the peer's heatmaps in double precision."""
    mine = dict(zip(ours["channels"].astype(int).tolist(), ours["heatmaps"]))
    theirs = dict(zip(peer["channels"].astype(int).tolist(), peer["heatmaps"]))
    exact = dict(zip(precise["precise_channels"].astype(int).tolist(), precise["precise"]))
    tied = dict(zip(exact, precise["tied"]))
    found.ours_precise = worst(distance(mine[channel], exact[channel]) for channel in exact)
    found.ours_tied = worst(distance(mine[channel], tied[channel]) for channel in exact)
    found.peer_precise = worst(distance(theirs[channel], exact[channel]) for channel in exact)


def index_scores(path):
    """All scores of an index of at most 40 photos: {layer and mode: [photos, channels]}."""
    scores = {}
    with contextlib.closing(sqlite3.connect(f"file:{pathlib.Path(path)}?mode=ro", uri=True)) as database:
        order = {
            ordinal: place
            for place, (ordinal,) in enumerate(database.execute("SELECT ordinal FROM samples ORDER BY name"))
        }
        channels = dict(database.execute("SELECT layer, channels FROM runs"))
        for layer, mode, channel, sample, score in database.execute(
            "SELECT layer, mode, channel, sample, score FROM tops JOIN rankings ON rankings.id = ranking"
            " JOIN runs ON runs.id = run"
        ):
            key = f"{layer} {mode.replace('-sum', '')}"
            if key not in scores:
                scores[key] = np.full((len(order), channels[layer]), np.nan, dtype=np.float32)
            scores[key][order[sample], channel] = score
    return scores


def of_indexes(path, peer, tolerance):
    """The agreement of all scores of two indexes, ranking by ranking."""
    ours = index_scores(path)
    found = Agreement(tolerance)
    found.direct = worst(distance(ours[key], peer[key]) for key in ours)
    return found
