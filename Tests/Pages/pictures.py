"""Screenshots: what changed between two, and whether one is as recorded."""
import io

import numpy
from PIL import Image


def read(data):
    """The bytes of a PNG as an array of [height, width, 3], 0-255."""
    return numpy.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def luminance(picture):
    """WCAG's relative luminance of each pixel."""
    s = picture.astype(float) / 255
    linear = numpy.where(s <= 0.04045, s / 12.92, ((s + 0.055) / 1.055) ** 2.4)
    return linear @ numpy.array([0.2126, 0.7152, 0.0722])


def changed(one, other, contrast=3.0):
    """How many pixels differ between two pictures of one size by at least this contrast."""
    if one.shape != other.shape:
        return one.shape[0] * one.shape[1]
    a, b = luminance(one), luminance(other)
    ratio = (numpy.maximum(a, b) + 0.05) / (numpy.minimum(a, b) + 0.05)
    return int((ratio >= contrast).sum())


def is_blank(picture):
    """Whether nearly all of a picture has one colour."""
    flat = picture.reshape(-1, 3)
    values, counts = numpy.unique(flat // 8, axis=0, return_counts=True)
    return counts.max() / len(flat) > 0.995


def reduced(data, width):
    """A screenshot at a smaller width, with few enough colours to be a small PNG."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    height = round(picture.height * width / picture.width)
    picture = picture.resize((width, height), Image.Resampling.BOX)
    return picture.quantize(64, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def stored(picture):
    """The bytes of a PNG."""
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def difference(seen, expected):
    """The largest difference of a byte in each pixel, and a picture of it in black on white."""
    far = numpy.abs(seen.astype(int) - expected.astype(int)).max(axis=2)
    return far, Image.fromarray((255 - numpy.clip(far * 3, 0, 255)).astype("uint8"))
