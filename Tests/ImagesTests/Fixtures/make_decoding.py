"""Makes the decoding and resizing fixtures with Pillow 11.3.0 and numpy.

    python3 -m venv env && env/bin/pip install pillow==11.3.0 numpy
    env/bin/python make_decoding.py        # writes decoding/ and resizing/ beside itself

decoding/NAME.EXT is a picture file, NAME.rgb the bytes that Pillow makes of it (RGB, row by row,
EXIF orientation applied, transparent parts pasted on white). resizing/NAME.rgb and NAME.f32 are
what Pillow's resize makes of source-*.rgb and map.f32. The JSON files say what belongs together.
"""

import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

HERE = Path(__file__).parent
DECODING = HERE / "decoding"
RESIZING = HERE / "resizing"


def scene(width, height, seed=1):
    """A smooth colourful picture with some noise and hard edges."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    red = 127 + 120 * np.sin(x / 7.0 + seed)
    green = 127 + 120 * np.cos(y / 5.0 - x / 11.0)
    blue = 255.0 * ((x // 6 + y // 4) % 2)
    noise = rng.normal(0, 9, (height, width, 3))
    return np.clip(np.stack([red, green, blue], -1) + noise, 0, 255).astype(np.uint8)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(
        ">I", zlib.crc32(name + data))


def png(width, height, depth, colour, rows, extra=(), interlaced=False):
    """A PNG file of packed rows (bytes each), for kinds that Pillow does not write."""
    body = b"".join(b"\0" + row for row in rows)
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced))
    parts = [b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", head)]
    parts += [chunk(name, data) for name, data in extra]
    parts += [chunk(b"IDAT", zlib.compress(body, 9)), chunk(b"IEND", b"")]
    return b"".join(parts)


def adam7(array):
    """The rows of the seven passes of an interlaced picture."""
    rows = []
    for x0, y0, dx, dy in [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4),
                           (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]:
        part = array[y0::dy, x0::dx]
        if part.size:
            rows += [row.tobytes() for row in part]
    return rows


def packed(values, depth):
    """Rows of `depth`-bit samples, the first in the high bits."""
    rows = []
    for row in values:
        bits = "".join(format(v, f"0{depth}b") for v in row)
        bits += "0" * (-len(bits) % 8)
        rows.append(bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8)))
    return rows


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def exif(orientation, endian="<", kind=3):
    value = struct.pack(endian + "HH", orientation, 0) if kind == 3 else struct.pack(
        endian + "I", orientation)
    mark = b"II" if endian == "<" else b"MM"
    entries = struct.pack(endian + "HHI4s", 0x010F, 2, 4, b"abc\0")
    entries += struct.pack(endian + "HHI", 0x0112, kind, 1) + value
    return b"Exif\0\0" + mark + struct.pack(endian + "HIH", 42, 8, 2) + entries + b"\0" * 4


def expected(data):
    """What Pillow makes of a file."""
    image = Image.open(io.BytesIO(data))
    orientation = image.getexif().get(0x0112, 1)
    image = ImageOps.exif_transpose(image)
    if image.mode == "I;16":
        high = (np.asarray(image) >> 8).astype(np.uint8)
        return Image.fromarray(high).convert("RGB"), False, orientation
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=alpha)
        return ground, alpha.getextrema()[0] < 255, orientation
    return image.convert("RGB"), False, orientation


def decoding():
    DECODING.mkdir(exist_ok=True)
    rgb = scene(37, 29)
    image = Image.fromarray(rgb)
    grey = image.convert("L")
    alpha = Image.fromarray(scene(37, 29, 5)[..., 0])
    rgba = image.copy()
    rgba.putalpha(alpha)
    opaque = image.copy()
    opaque.putalpha(255)
    files = {}

    files["grey.jpg"] = saved(grey, "JPEG", quality=90)
    files["420.jpg"] = saved(image, "JPEG", quality=85, subsampling=2)
    files["422.jpg"] = saved(image, "JPEG", quality=85, subsampling=1)
    files["444.jpg"] = saved(image, "JPEG", quality=95, subsampling=0)
    files["progressive.jpg"] = saved(image, "JPEG", quality=80, progressive=True)
    files["rgb.jpg"] = saved(image, "JPEG", quality=90, keep_rgb=True)
    cmyk = Image.fromarray(np.dstack([rgb, scene(37, 29, 3)[..., 1]]), "CMYK")
    files["cmyk.jpg"] = saved(cmyk, "JPEG", quality=90)
    # The same file with Adobe's colour transform set to 2: YCCK.
    data = bytearray(files["cmyk.jpg"])
    data[data.index(b"Adobe") + 11] = 2
    files["ycck.jpg"] = bytes(data)
    small = Image.fromarray(scene(16, 9, 2))
    for orientation in range(1, 9):
        block = exif(orientation, "<" if orientation % 2 else ">", 4 if orientation == 5 else 3)
        files[f"orientation-{orientation}.jpg"] = saved(
            small, "JPEG", quality=90, subsampling=0, exif=block)

    files["grey.png"] = saved(grey, "PNG")
    files["grey-alpha.png"] = saved(Image.merge("LA", (grey, alpha)), "PNG")
    files["rgb.png"] = saved(image, "PNG")
    files["rgba.png"] = saved(rgba, "PNG")
    files["rgba-opaque.png"] = saved(opaque, "PNG")
    files["bilevel.png"] = saved(image.convert("1"), "PNG")
    palette = image.quantize(13)
    files["palette.png"] = saved(palette, "PNG", bits=4)
    files["palette-alpha.png"] = saved(
        palette, "PNG", bits=8, transparency=bytes([0, 128, 255, 30] + [255] * 9))
    files["orientation-6.png"] = saved(small, "PNG", exif=exif(6)[6:])
    values = np.asarray(grey)
    files["grey-2-bit.png"] = png(37, 29, 2, 0, packed(values >> 6, 2))
    files["grey-4-bit.png"] = png(37, 29, 4, 0, packed(values >> 4, 4))
    deep = (scene(37, 29, 7).astype(">u2") * 257 - 99 * (scene(37, 29, 8) > 99)).astype(">u2")
    files["grey-16-bit.png"] = png(37, 29, 16, 0, [r.tobytes() for r in deep[..., 0]])
    files["rgb-16-bit.png"] = png(37, 29, 16, 2, [r.tobytes() for r in deep])
    deep_alpha = np.dstack([deep, deep[::-1, :, :1]])
    files["rgba-16-bit.png"] = png(37, 29, 16, 6, [r.tobytes() for r in deep_alpha])
    key = struct.pack(">HHH", *[int(v) for v in rgb[4, 5]])
    plain = [r.tobytes() for r in rgb]
    files["rgb-key.png"] = png(37, 29, 8, 2, plain, [(b"tRNS", key)])
    files["gamma.png"] = png(37, 29, 8, 2, plain, [(b"gAMA", struct.pack(">I", 100000))])
    files["interlaced.png"] = png(37, 29, 8, 2, adam7(rgb), interlaced=True)

    files["lossy.webp"] = saved(image, "WEBP", quality=80)
    files["lossless.webp"] = saved(image, "WEBP", lossless=True)
    files["lossy-alpha.webp"] = saved(rgba, "WEBP", quality=80)
    files["lossless-alpha.webp"] = saved(rgba, "WEBP", lossless=True, exact=True)
    files["orientation-8.webp"] = saved(small, "WEBP", lossless=True, exif=exif(8))

    cases = []
    for name, data in files.items():
        picture, transparent, orientation = expected(data)
        (DECODING / name).write_bytes(data)
        (DECODING / f"{name}.rgb").write_bytes(picture.tobytes())
        cases.append({"file": name, "width": picture.width, "height": picture.height,
                      "hadTransparency": transparent, "orientation": orientation})
    animated = saved(image, "WEBP", lossless=True, save_all=True,
                     append_images=[ImageOps.mirror(image)], duration=80)
    (DECODING / "animated.webp").write_bytes(animated)
    (DECODING / "cases.json").write_text(json.dumps(cases, indent=1) + "\n")


def resizing():
    RESIZING.mkdir(exist_ok=True)
    filters = {"bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS}
    sources = {"wide": scene(97, 61, 11), "noise": np.random.default_rng(5).integers(
        0, 256, (53, 41, 3), dtype=np.uint8)}
    for name, array in sources.items():
        (RESIZING / f"source-{name}.rgb").write_bytes(array.tobytes())
    cases = []

    def add(source, size, filter, box=None):
        image = Image.fromarray(sources[source])
        result = image.resize(size, filters[filter], box=box)
        name = f"picture-{len(cases):02}.rgb"
        (RESIZING / name).write_bytes(result.tobytes())
        cases.append({"source": source, "sourceWidth": image.width,
                      "sourceHeight": image.height, "width": size[0], "height": size[1],
                      "filter": filter, "box": list(box) if box else None, "result": name})

    for filter in filters:
        for source in sources:
            w, h = Image.fromarray(sources[source]).size
            add(source, (24, 17), filter)
            add(source, (w, 31), filter)
            add(source, (19, h), filter)
            add(source, (w + 40, h + 13), filter)
            add(source, (7, 90), filter)
            add(source, (1, 1), filter)
            add(source, (32, 32), filter, (3.25, 7.5, 33.875, 38.1))
            add(source, (64, 64), filter, (10.1, 20.3, 20.7, 30.9))
            add(source, (12, 9), filter, (0, 0, w, h - 0.5))
            add(source, (w - 8, h - 8), filter, (4, 4, w - 4, h - 4))
            add(source, (3, 200), filter, (0, 0, w, 5))
    (RESIZING / "pictures.json").write_text(json.dumps(cases, indent=0) + "\n")

    rng = np.random.default_rng(9)
    field = rng.normal(0, 1e-3, (28, 33)).astype("<f4")
    (RESIZING / "map.f32").write_bytes(field.tobytes())
    maps = []
    for filter in filters:
        for width, height in [(80, 70), (33, 50), (9, 11), (33, 28)]:
            result = np.asarray(Image.fromarray(field).resize((width, height), filters[filter]))
            name = f"map-{len(maps):02}.f32"
            (RESIZING / name).write_bytes(result.astype("<f4").tobytes())
            maps.append({"width": width, "height": height, "filter": filter, "result": name})
    (RESIZING / "maps.json").write_text(json.dumps(maps, indent=0) + "\n")


decoding()
resizing()
