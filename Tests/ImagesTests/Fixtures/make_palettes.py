"""Makes palettes.json: what zennit and matplotlib draw in the maps that overlays may have.

    env/bin/pip install matplotlib==3.8.4 zennit==0.4.6
    env/bin/python make_palettes.py

For each map 256 colours as hexadecimal digits: zennit's own bytes; of matplotlib the nearest bytes to
its 64-bit colours (matplotlib itself cuts them off, which may make them smaller by 1). `entries` holds
the palette entry that each peer takes for some strengths s.
"""

import json
from pathlib import Path

import matplotlib
import numpy as np
from zennit.image import imgify, palette

PLACES = [-1, -.999, -.75, -.501, -.5, -.25, -.01, 0, .003, .01, .2, .49, .5, .625, .998, .999, 1]
maps, entries = {}, {}
for name in ("bwr", "coldnhot", "seismic", "hot"):
    maps[name] = palette(name).astype(np.uint8).tobytes().hex()
    signed = name != "hot"
    image = imgify(np.array([PLACES]) if signed else np.abs([PLACES]), vmin=-1. if signed else 0.,
                   vmax=1., cmap=name)
    entries[name] = [int(v) for v in np.asarray(image)[0]]
for name in ("coolwarm", "jet", "viridis"):
    scale = matplotlib.colormaps[name]
    maps[name] = np.round(scale(np.arange(256))[:, :3] * 255).astype(np.uint8).tobytes().hex()
    number = [matplotlib.colors.Normalize(0 if name == "viridis" else -1, 1)(
        abs(v) if name == "viridis" else v) for v in PLACES]
    entries[name] = [min(int(float(v) * 256), 255) for v in number]
    for v, entry in zip(number, entries[name]):
        assert tuple(scale(float(v))) == tuple(scale(entry)), (name, v, entry)
(Path(__file__).parent / "palettes.json").write_text(json.dumps(
    {"places": PLACES, "maps": maps, "entries": entries}, indent=1) + "\n")
