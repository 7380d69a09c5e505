"""Make the golden vectors of a narrow MobileNetV2.

usage: python make_mobilenet.py     (needs torch, torchvision, zennit 0.4.6, zennit-crp 0.6.0, numpy 1.23, safetensors)

The network is torchvision's with other widths and depths, random weights with a fixed seed, and two changes that
leave its outputs alone: residual sums go through zennit's `Sum` module and the pool is a module, so that zennit's
rules (Norm for both) find them. Batch norms are merged exactly: zennit 0.4.6 would divide by sqrt(1 + eps) once more.
All reference values are computed in double precision and rounded.
"""
import copy
import json
import pathlib

import numpy as np
import torch
from torch import nn

# A torchvision built for another torch lacks its compiled operators; the models need none but their names.
library = torch.library.Library("torchvision", "DEF")
for schema in ("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
               "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"):
    try:
        library.define(schema)
    except RuntimeError:
        pass

import torchvision  # noqa: E402
from crp.attribution import CondAttribution  # noqa: E402
from safetensors.numpy import save_file  # noqa: E402
from torchvision.models.mobilenetv2 import Conv2dNormActivation, InvertedResidual, MobileNetV2  # noqa: E402
from zennit.canonizers import MergeBatchNorm, SequentialMergeBatchNorm  # noqa: E402
from zennit.composites import EpsilonPlusFlat  # noqa: E402
from zennit.layer import Sum  # noqa: E402

TARGET = pathlib.Path(__file__).resolve().parent / "tinymobilenet"
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
# Expansion, output width, blocks, stride: each stage of its own width, twelve blocks in all, five with a sum.
STAGES = [[1, 8, 1, 1], [3, 10, 2, 2], [4, 12, 2, 2], [4, 16, 2, 2], [4, 20, 2, 1], [3, 24, 2, 2], [4, 32, 1, 1]]
LAST, CLASSES, SEED = 64, 10, 41
LAYERS = ["features.13.0", "features.12", "features.11", "features.11.conv.2", "features.9.conv.1.0", "features.5"]
TOP, MIDDLE = "features.13.0", "features.11.conv.2"
SHOWN = 5

register, remove = MergeBatchNorm.register, MergeBatchNorm.remove


def register_exactly(self, linears, norm):
    register(self, linears, norm)
    self.kept, norm.eps = norm.eps, 0.0


def remove_exactly(self):
    self.batch_norm.eps = self.kept
    remove(self)


MergeBatchNorm.register, MergeBatchNorm.remove = register_exactly, remove_exactly


class Block(InvertedResidual):
    """torchvision's block with its sum as a module."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        if self.use_res_connect:
            self.join = Sum(-1)

    def forward(self, x):
        if not self.use_res_connect:
            return self.conv(x)
        return self.join(torch.stack([x, self.conv(x)], -1))


class Network(MobileNetV2):
    """torchvision's network with its pool as a module."""

    def __init__(self, **options):
        super().__init__(block=Block, **options)
        self.pool = nn.AdaptiveAvgPool2d((1, 1))

    def forward(self, x):
        return self.classifier(torch.flatten(self.pool(self.features(x)), 1))


def narrow():
    """The narrow network with random weights."""
    model = Network(inverted_residual_setting=STAGES, round_nearest=1, width_mult=1.0, num_classes=CLASSES)
    width = STAGES[-1][1]
    model.features[0] = Conv2dNormActivation(3, 8, stride=2, activation_layer=nn.ReLU6)
    model.features[1] = Block(8, 8, 1, 1)
    model.features[-1] = Conv2dNormActivation(width, LAST, kernel_size=1, activation_layer=nn.ReLU6)
    model.classifier[1] = nn.Linear(LAST, CLASSES)
    draw = torch.Generator().manual_seed(SEED)
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                scale = (2.0 / module.weight[0].numel()) ** 0.5
                module.weight.copy_(torch.randn(module.weight.shape, generator=draw) * scale)
                if module.bias is not None:
                    module.bias.copy_(torch.rand(module.bias.shape, generator=draw) * 0.2 - 0.1)
            elif isinstance(module, nn.BatchNorm2d):
                shape = module.weight.shape
                module.weight.copy_(0.8 + torch.rand(shape, generator=draw))
                module.bias.copy_((torch.rand(shape, generator=draw) - 0.3) * 0.5)
                module.momentum = None
    # Statistics of real activations: with made-up ones rounding errors grow from layer to layer.
    with torch.no_grad():
        model.train()(photos(48, SEED + 2))
    return model.eval()


def photos(count=2, seed=SEED + 1):
    """Smooth random pictures, normalised as torchvision does: [count, 3, 72, 56]."""
    draw = torch.Generator().manual_seed(seed)
    low = torch.rand((count, 3, 7, 6), generator=draw)
    picture = nn.functional.interpolate(low, size=(72, 56), mode="bicubic", align_corners=False).clamp(0, 1)
    picture = (picture * 255).round() / 255
    column = lambda values: torch.tensor(values)[:, None, None]  # noqa: E731
    return (picture - column(MEAN)) / column(DEVIATION)


def normalized(sums):
    return sums / (sums.abs().sum(-1, keepdim=True) + 1e-10)


def outputs(model, x):
    """Each convolution's, linear layer's and block's output, and the logits."""
    found, hooks = {}, []
    for name, module in model.named_modules():
        if isinstance(module, (nn.Conv2d, nn.Linear, InvertedResidual)):
            hooks.append(module.register_forward_hook(
                lambda _, __, out, name=name: found.__setitem__(f"act.{name}", out.detach().clone().numpy())))
    with torch.no_grad():
        found["logits"] = model(x).numpy()
    for hook in hooks:
        hook.remove()
    return found


def relevances(model, x, targets, chosen=None):
    """All that is compared, image by image; `chosen` are the channels of an earlier run."""
    attribution, parts, channels = CondAttribution(model), {}, {"top": [], "two": []}

    def run(image, conditions, record=()):
        composite = EpsilonPlusFlat([SequentialMergeBatchNorm()])
        start = image.detach().clone().requires_grad_()
        return attribution(start, conditions, composite, record_layer=list(record))

    def keep(name, value):
        parts.setdefault(name, []).append(value.detach().numpy())

    for place, target in enumerate(targets):
        image = x[place:place + 1]
        whole = run(image, [{"y": [target]}], LAYERS)
        keep("logits", whole.prediction[0])
        keep("lrp.heatmap", whole.heatmap[0])
        for layer in LAYERS:
            sums = whole.relevances[layer][0].sum((1, 2))
            keep(f"rel.{layer}", whole.relevances[layer][0])
            keep(f"chan.{layer}.raw", sums)
            keep(f"chan.{layer}.norm", normalized(sums))
        best = whole.relevances[TOP][0].sum((1, 2)).topk(SHOWN).indices.tolist()
        below = int(whole.relevances[MIDDLE][0].sum((1, 2)).argmax())
        top = chosen["top"][place] if chosen else best
        two = chosen["two"][place] if chosen else [best[0], below]
        channels["top"].append(top)
        channels["two"].append(two)
        single = run(image.repeat(1, 1, 1, 1), [{"y": [target], TOP: [channel]} for channel in top], [MIDDLE])
        keep("crp.heatmaps", single.heatmap)
        sums = single.relevances[MIDDLE].sum((2, 3))
        keep(f"cond.{MIDDLE}.raw", sums)
        keep(f"cond.{MIDDLE}.norm", normalized(sums))
        keep("crp.set_heatmap", run(image, [{"y": [target], TOP: top}]).heatmap[0])
        keep("two.heatmap", run(image, [{"y": [target], TOP: [two[0]], MIDDLE: [two[1]]}]).heatmap[0])
    return {name: np.stack(rows) for name, rows in parts.items()}, channels


def distances(values, reference):
    """The largest relative L2 and the largest maximum over the first axis."""
    worst = [0.0, 0.0]
    for one, other in zip(np.float64(values), np.float64(reference)):
        worst[0] = max(worst[0], np.linalg.norm(one - other) / max(np.linalg.norm(other), 1e-30))
        worst[1] = max(worst[1], np.abs(one - other).max() / max(np.abs(other).max(), 1e-30))
    return worst


def tolerances(reference, single):
    """30 times what zennit itself loses in single precision, at least 1e-5 and 1e-4."""
    def limit(value, floor):
        return float(f"{max(floor, 30 * value):.1e}")
    table = {}
    for name, values in reference.items():
        noise = distances(single[name], values)
        table[name] = {"tol_rel_l2": limit(noise[0], 1e-5), "tol_max_rel": limit(noise[1], 1e-4)}
    return table


def save(name, tensors):
    clean = {key: np.ascontiguousarray(np.asarray(value, np.float32)) for key, value in tensors.items()}
    save_file(clean, str(TARGET / f"{name}.safetensors"))


def main():
    torch.set_num_threads(2)
    TARGET.mkdir(exist_ok=True)
    model, x = narrow(), photos()
    double = copy.deepcopy(model).double()
    exact, rough = outputs(double, x.double()), outputs(model, x)
    targets = exact["logits"].argmax(1).tolist()
    reference, channels = relevances(double, x.double(), targets)
    single, _ = relevances(model, x, targets, channels)
    save("weights", {name: value.numpy() for name, value in model.state_dict().items()})
    kept = ["act.features.3", "act.features.5.conv.1.0", "act.features.11", "act.features.12.conv.2"]
    save("forward", {"input": x.numpy(), **{name: exact[name] for name in kept + ["logits"]}})
    save("EpsilonPlusFlat", reference)
    manifest = {
        "made with": {"torch": torch.__version__, "torchvision": torchvision.__version__, "zennit": "0.4.6",
                      "zennit-crp": "0.6.0"},
        "stages": STAGES, "targets": targets, "layers": LAYERS, "top_layer": TOP, "mid_layer": MIDDLE,
        "forward": tolerances({name: exact[name] for name in kept + ["logits"]}, rough),
        "composites": {"EpsilonPlusFlat": {
            "top_channels": channels["top"], "two_level_channels": channels["two"],
            "tensors": tolerances(reference, single)}},
    }
    for path in TARGET.iterdir():
        path.chmod(0o644)
    (TARGET / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    logits = exact["logits"]
    for place, target in enumerate(targets):
        print("logit", logits[place][target], "heatmap sum", reference["lrp.heatmap"][place].sum(),
              "block 11 sum", reference["chan.features.11.raw"][place].sum(), channels["top"][place])
    print("noise", {name: row["tol_rel_l2"] / 30 for name, row in manifest["composites"]["EpsilonPlusFlat"]["tensors"].items()})


if __name__ == "__main__":
    main()
