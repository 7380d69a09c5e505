"""Photos for all sides: windows of one example photo, prepared as the networks want them."""
import pathlib

import numpy as np
import safetensors.numpy
from PIL import Image

SIDE = 288
MEAN = {"squeezenet1_1": (103.939, 116.779, 123.68)}
TORCHVISION = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))


def windows(source, folder, count):
    """Writes different windows of a photo, every other one mirrored, as PNG files."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    photo = Image.open(source).convert("RGB")
    across, down = photo.width - SIDE, photo.height - SIDE
    for index in range(count):
        left, top = across * index // max(count - 1, 1), down * (index * 5 % 8) // 8
        window = photo.crop((left, top, left + SIDE, top + SIDE))
        if index % 2:
            window = window.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        window.save(folder / f"window-{index:03}.png")
    return folder


def prepared(file, network):
    """A square photo as the network takes it, `[3, 224, 224]`: resized to 256, its centre."""
    photo = Image.open(file).convert("RGB").resize((256, 256), Image.Resampling.BILINEAR)
    pixels = np.asarray(photo.crop((16, 16, 240, 240)), dtype=np.float64)
    if network in MEAN:
        pixels = pixels[:, :, ::-1] - MEAN[network]
    else:
        pixels = (pixels / 255 - TORCHVISION[0]) / TORCHVISION[1]
    return np.ascontiguousarray(pixels.transpose(2, 0, 1), dtype=np.float32)


def write_input(files, network, path):
    """A batch of photos as one file that all sides read."""
    batch = np.stack([prepared(file, network) for file in files])
    safetensors.numpy.save_file({"input": batch}, path)
    return path
