"""Makes the heatmap fixtures with numpy, scipy and Pillow, from the formulas alone.

    env/bin/pip install pillow==11.3.0 numpy scipy contourpy
    env/bin/python make_heatmaps.py                         # writes heatmaps/
    env/bin/pip install safetensors
    env/bin/python make_heatmaps.py VIS.safetensors         # also writes vis/ from golden vectors

Everything is computed in 64 bits from 32-bit inputs. Nothing here was translated from or into the
Swift code. VIS.safetensors holds what zennit 0.4.6 and zennit-crp 0.6.0 gave for blurs, maximum
normalisation, crop ranges, palettes and palette pictures (torch 2.13, float64, rounded to float32).
"""

import json
import sys
from pathlib import Path

import contourpy
import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter, label

HERE = Path(__file__).parent
OUT = HERE / "heatmaps"
LUMA = np.array([0.2126, 0.7152, 0.0722])
POSITIVE = np.array([0xC8, 0x45, 0x0C], float)
NEGATIVE = np.array([0x1B, 0x5F, 0xAE], float)
INK = np.array([0x1A] * 3, float)
TILE = np.array([0xEE, 0xEF, 0xF1], float)


def blob(n, x, y, s, a):
    v, u = (np.mgrid[0:n, 0:n] + 0.5) / n
    return a * np.exp(-((u - x) ** 2 + (v - y) ** 2) / (2 * s * s))


def maps():
    rng = np.random.default_rng(3)
    two = blob(56, .3, .35, .09, 1) + blob(56, .72, .6, .06, 1.3) - blob(56, .6, .15, .07, .8)
    two = two + rng.normal(0, .05, two.shape)
    border = blob(56, .98, .5, .1, 1) + blob(56, .02, .02, .08, 1) - blob(56, .5, .99, .1, .5)
    ring_y, ring_x = (np.mgrid[0:56, 0:56] + 0.5) / 56 - 0.5
    ring = np.exp(-((np.hypot(ring_x, ring_y) - .28) ** 2) / (2 * .05 ** 2)) * (1 + .05 * ring_x)
    scattered = np.zeros((56, 56))
    spots = rng.permutation(49)[:16]
    for spot in spots:
        scattered += blob(56, (spot % 7 + .5) / 7, (spot // 7 + .5) / 7, .02, rng.uniform(.7, 1.3))
    real = rng.normal(0, 1, (56, 56)) * (.2 + blob(56, .5, .5, .2, 1)) + blob(56, .45, .5, .12, .8)
    small = blob(56, .86, .14, .03, 1.0) - .02
    return {name: (1e-3 * m).astype(np.float32) for name, m in [
        ("two", two), ("border", border), ("ring", ring), ("scattered", scattered),
        ("real", real), ("small", small)]}


def resize(map_, size):
    return np.asarray(Image.fromarray(map_.astype(np.float32)).resize((size, size), Image.BICUBIC),
                      float)


def overlay(photo, heatmap, contrast):
    size = photo.shape[0]
    g = gaussian_filter(heatmap.astype(float), .02 * heatmap.shape[0])
    s = np.clip(resize(g, size) / np.percentile(np.abs(g), 99), -1, 1)[..., None]
    luma = (photo @ LUMA)[..., None]
    gamma = min(max(np.log(.36) / np.log(luma.mean() / 255), .4), 1)
    y = 255 * (luma / 255) ** gamma
    base = 255 - contrast * (255 - (y + .1 * (photo - luma)))
    u = y / 127.5 - 1
    t = u - .3 * u ** 3
    tints = []
    for c in (POSITIVE, NEGATIVE):
        dark, light = .14 * c + .12 * INK, 255 - .14 * (255 - c)
        tints.append(np.concatenate([np.interp(t, [-1, 0, 1], [dark[i], c[i], light[i]])
                                     for i in range(3)], -1))
    tint = np.where(s >= 0, tints[0], tints[1])
    alpha = .94 * np.clip((np.abs(s) - .08) / .52, 0, 1) ** .8
    return base * (1 - alpha) + tint * alpha


def tile_map(heatmap):
    g = gaussian_filter(heatmap.astype(float), .022 * heatmap.shape[0])
    return g / g.max()


def square(heatmap):
    n = heatmap.shape[0]
    rows, columns = np.nonzero(tile_map(heatmap) > .22)
    x0, x1, y0, y1 = columns.min(), columns.max() + 1, rows.min(), rows.max() + 1
    side = int(np.ceil(np.clip(max(x1 - x0, y1 - y0) + .1 * n, .39 * n, n)))
    place = [int(np.clip(np.trunc((a + b - side) / 2), 0, n - side)) for a, b in ((x0, x1), (y0, y1))]
    return place[0], place[1], side


def tile(photo, f):
    f = resize(f, photo.shape[0])
    t = np.clip((f - .08) / (.34 - .08), 0, 1)
    m = (t * t * (3 - 2 * t))[..., None]
    y = (photo @ LUMA)[..., None]
    pale = 255 - .4 * (255 - (y + .1 * (photo - y)))
    return (photo * m + pale * (1 - m)) * TILE / 255


def region(heatmap, sign, blur):
    n = heatmap.shape[0]
    g = sign * gaussian_filter(heatmap.astype(float), blur * n)
    v = np.clip(g, 0, None).ravel()
    order = np.argsort(-v, kind="stable")
    count = int((np.cumsum(v[order]) < v.sum() / 2).sum()) + 1
    mask = np.zeros(n * n, bool)
    mask[order[:count]] = True
    level = v[order[count - 1]]
    mask = mask.reshape(n, n)
    labels, number = label(mask)
    sizes = [(labels == i + 1).sum() for i in range(number)]
    kept = [i + 1 for i in range(number) if sizes[i] >= .006 * n * n]
    main = np.isin(labels, kept)
    rows, columns = np.nonzero(main)
    weights = np.where(main, g, 0)
    yy, xx = np.mgrid[0:n, 0:n] + 0.5
    # Outline area: the same level on the grid of pixel centres with the edge values repeated.
    axis = np.concatenate([[0], np.arange(n) + .5, [n]]) / n
    padded = np.pad(g, 1, mode="edge")
    filled = contourpy.contour_generator(axis, axis, padded,
                                         fill_type="OuterOffset").filled(level, 1e9)
    areas = []
    for points, offsets in zip(*filled):
        parts = []
        for a, b in zip(offsets[:-1], offsets[1:]):
            x, y = points[a:b, 0], points[a:b, 1]
            parts.append(abs(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2)
        if parts[0] >= .006:
            areas.append(parts[0] - sum(p for p in parts[1:] if p >= .006))
    return {"area": count / n / n, "pieces": len(kept),
            "box": [columns.min() / n, rows.min() / n, (columns.max() + 1 - columns.min()) / n,
                    (rows.max() + 1 - rows.min()) / n],
            "centroid": [(weights * xx).sum() / weights.sum() / n,
                         (weights * yy).sum() / weights.sum() / n],
            "outlinePieces": len(areas), "outlineArea": float(sum(areas))}


def save(name, array, kind):
    (OUT / name).write_bytes(np.ascontiguousarray(array).astype(kind).tobytes())


def heatmaps():
    OUT.mkdir(exist_ok=True)
    rng = np.random.default_rng(7)
    y, x = np.mgrid[0:96, 0:96]
    photo = np.clip(np.stack([127 + 127 * np.sin(x / 9.), 127 + 127 * np.cos((x + y) / 13.),
                              255. * ((x // 12 + y // 9) % 2)], -1)
                    + rng.normal(0, 9, (96, 96, 3)), 0, 255).astype(np.uint8)
    save("photo.rgb", photo, np.uint8)
    regions = {}
    for name, m in maps().items():
        save(f"{name}.f32", m, "<f4")
        signs = {"positive": 1} if name in ("ring", "scattered", "small") else {
            "positive": 1, "negative": -1}
        regions[name] = {k: region(m, v, .034) for k, v in signs.items()}
        x0, y0, side = square(m)
        regions[name]["square"] = {"column": x0, "row": y0, "side": side}
    (OUT / "regions.json").write_text(json.dumps(regions, indent=1) + "\n")
    cases = maps()
    # 16-bit fixed point, so that the test sees what lies between two bytes.
    for name in ("two", "real"):
        save(f"overlay-{name}.u16", overlay(photo.astype(float), cases[name], .38) * 256, "<u2")
        x0, y0, side = square(cases[name])
        f = tile_map(cases[name])[y0:y0 + side, x0:x0 + side]
        save(f"tile-{name}.u16", tile(photo.astype(float), f) * 256, "<u2")
    save("overlay-gallery.u16", overlay(photo.astype(float), cases["two"], .45) * 256, "<u2")

    odd = rng.normal(0, 1, (9, 23)).astype(np.float32)
    save("odd.f32", odd, "<f4")
    blurs = []
    for sigma in (.3, 1., 2.5, 7.):
        save(f"odd-blurred-{sigma}.f32", gaussian_filter(odd.astype(float), sigma), "<f4")
        blurs.append({"sigma": sigma, "result": f"odd-blurred-{sigma}.f32"})
    percentiles = {str(q): float(np.percentile(odd.astype(float), q))
                   for q in (0, 1, 33.3, 50, 99, 100)}
    (OUT / "filters.json").write_text(
        json.dumps({"blurs": blurs, "percentiles": percentiles}, indent=1) + "\n")


def vis(path):
    from safetensors.numpy import load_file
    out = HERE / "vis"
    out.mkdir(exist_ok=True)
    tensors = load_file(path)
    ranges = []
    for i in range(5):
        for name, array in [("heat", tensors["heat"][i]), ("blur19", tensors[f"blur19.{i}"]),
                            ("maxnorm", tensors[f"maxnorm.{i}"])]:
            (out / f"{name}-{i}.f32").write_bytes(array.astype("<f4").tobytes())
        ranges.append([int(v) for v in tensors[f"crop.{i}"]])
    names = sorted(k for k in tensors if k.startswith("palette."))
    (out / "palettes.json").write_text(json.dumps(names) + "\n")
    (out / "palettes.bin").write_bytes(b"".join(
        tensors[k].astype(np.uint8).tobytes() for k in names))
    (out / "signed-0.f32").write_bytes(tensors["signed"][0].astype("<f4").tobytes())
    for kind in ("heat0.asym", "heat0.sym", "signed0.asym", "signed0.sym"):
        (out / f"imgify-{kind}.rgb").write_bytes(
            tensors[f"imgify.{kind}.rgb"].astype(np.uint8).tobytes())
    (out / "crops.json").write_text(json.dumps(ranges) + "\n")


heatmaps()
if len(sys.argv) > 1:
    vis(sys.argv[1])
