"""Makes Fixtures/Architectures: torchvision's networks at an eighth of their width, on made-up weights.

Needs torch, torchvision and efficientnet-lite-pytorch (tried with 2.13, 0.28 and 0.1.0).

Every weight and the input follow from a name and a place by `numbers`, which the tests have too, so the
files hold no weights: `NAME.txt` has a line for each module with parameters (kind, name, shape), for some
networks one for every module's output (its root mean square), and the logits, computed in double precision.
"""
import pathlib
import sys

import numpy as np
import torch
from torch import nn
from torchvision import models
from efficientnet_lite_pytorch import EfficientNet

OUT = pathlib.Path(__file__).parent / "Architectures"
HEIGHT, WIDTH = 75, 90
# Networks of which every module's output is written down: one of each family.
TRACED = ["alexnet", "densenet121", "efficientnet_b0", "efficientnet_lite0", "googlenet", "mobilenet_v2",
          "mobilenet_v3_small", "resnet18", "resnext50_32x4d", "squeezenet1_0", "vgg11_bn"]
NAMES = (["alexnet", "googlenet", "mobilenet_v2", "mobilenet_v3_large", "mobilenet_v3_small", "squeezenet1_0",
          "squeezenet1_1", "resnext50_32x4d", "resnext101_32x8d", "resnext101_64x4d", "wide_resnet50_2",
          "wide_resnet101_2"]
         + [f"vgg{d}{b}" for d in (11, 13, 16, 19) for b in ("", "_bn")]
         + [f"resnet{d}" for d in (18, 34, 50, 101, 152)]
         + [f"densenet{d}" for d in (121, 161, 169, 201)]
         + [f"efficientnet_b{d}" for d in range(8)]
         + [f"efficientnet_lite{d}" for d in range(3)])


def numbers(name, count):
    """`count` numbers of [-1, 1): SplitMix64 of the place, seeded by the name's 64-bit FNV-1a."""
    seed = 0xCBF29CE484222325
    for byte in name.encode():
        seed = (seed ^ byte) * 0x100000001B3 % 2**64
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + (np.arange(count, dtype=np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(40)).astype(np.float64) / 2**23 - 1


def values(name, shape, scale=1.0, shift=0.0):
    flat = numbers(name, int(np.prod(shape))) * scale + shift
    return nn.Parameter(torch.from_numpy(flat.astype(np.float32).astype(np.float64).reshape(shape)))


def eighth(channels):
    return 3 if channels == 3 else max(1, round(channels / 8))


def narrow(name, module):
    """Gives a module an eighth of its channels and made-up parameters; returns its line."""
    if isinstance(module, nn.Conv2d):
        depthwise = module.groups == module.in_channels > 1
        inputs, outputs = eighth(module.in_channels), eighth(module.out_channels)
        module.groups = inputs if depthwise else max(1, module.groups // 8)
        module.in_channels, module.out_channels = inputs, outputs
        shape = (outputs, inputs // module.groups, *module.kernel_size)
    elif isinstance(module, nn.Linear):
        shape = (eighth(module.out_features), eighth(module.in_features))
        module.out_features, module.in_features = shape
    elif isinstance(module, nn.BatchNorm2d):
        width = eighth(module.num_features)
        module.num_features = width
        module.weight = values(f"{name}.weight", (width,), 0.5, 1)
        module.bias = values(f"{name}.bias", (width,), 0.3, 0.1)
        module.running_mean = values(f"{name}.running_mean", (width,), 0.2).data
        module.running_var = values(f"{name}.running_var", (width,), 0.5, 1).data
        return f"norm {name} {width}"
    else:
        return None
    fan = int(np.prod(shape[1:]))
    module.weight = values(f"{name}.weight", shape, float(np.float32((6 / fan) ** 0.5)))
    biased = module.bias is not None
    if biased:
        module.bias = values(f"{name}.bias", (shape[0],), 0.1)
    return f"{'biased' if biased else 'plain'} {name} {','.join(map(str, shape))}"


def build(name):
    if name.startswith("efficientnet_lite"):
        return EfficientNet.from_name(name.replace("_", "-"))
    extra = {"init_weights": False} if name == "googlenet" else {}
    return getattr(models, name)(weights=None, **extra)


def write(name):
    net = build(name).eval()
    side = (HEIGHT, WIDTH)
    if name.startswith("efficientnet_lite"):
        # The package fixes its padding for one picture size.
        side = (net.input_image_size, net.input_image_size)
    lines = [f"input {side[0]} {side[1]}"]
    for path, module in net.named_modules():
        line = narrow(path, module)
        if line and not path.startswith("aux"):
            lines.append(line)
    net = net.double()
    seen = {}

    def watch(path):
        def hook(_, __, output):
            if isinstance(output, torch.Tensor):
                seen.setdefault(path, []).append(float(output.detach().pow(2).mean().sqrt()))
        return hook

    if name in TRACED:
        for path, module in net.named_modules():
            if path and path not in ("features", "classifier") and "static_padding" not in path:
                module.register_forward_hook(watch(path))
    picture = values("input", (1, 3, *side))
    with torch.no_grad():
        logits = net(picture)[0]
        traced = {path: list(rms) for path, rms in seen.items()}
        single = net.float()(picture.float())[0].double()
    # A module that works in place changes what its predecessor gave out only after the hook.
    lines += [f"output {path} {rms[0]:.5g}" for path, rms in traced.items() if len(rms) == 1]
    # Deep networks on made-up weights blow up the rounding of single precision: torch's own.
    lines.append(f"noise {float((single - logits).abs().max() / logits.abs().max()):.2g}")
    lines.append("logits " + " ".join(f"{value:.6g}" for value in logits.tolist()))
    (OUT / f"{name}.txt").write_text("\n".join(lines) + "\n")
    print(name, float(logits.abs().max()), float(logits.std()))


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    torch.set_num_threads(1)
    for wanted in sys.argv[1:] or NAMES:
        write(wanted)
