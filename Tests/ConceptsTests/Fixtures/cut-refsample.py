"""Cuts the tensors the concept tests need out of the golden file `refsample.safetensors`.

usage: python3 cut-refsample.py refsample.safetensors OUT.safetensors
"""
import json
import struct
import sys

LAYERS = ["features.28", "features.14"]
NAMES = ["images_u8", "labels", "statsref.features.28.3:5.heatmap", "statsref.features.14.5:5.heatmap"]
for channel in ("features.28.3", "features.14.5"):
    NAMES += [f"ref.{channel}.{kind}.heatmap" for kind in ("full", "rf")]
for layer in LAYERS:
    NAMES += [f"score.{layer}.{kind}.{pooling}" for kind in ("act", "rel") for pooling in ("sum", "max")]
    NAMES += [f"stats.{layer}.class{target}.{part}" for target in range(10) for part in ("ids", "values")]
    for mode in ("sum_normed", "sum_unnormed", "max_normed"):
        for kind in ("relevance", "activation"):
            NAMES += [f"{mode}.{kind}.{layer}.{part}" for part in ("ids", "values", "neuron")]

source = open(sys.argv[1], "rb").read()
length = struct.unpack("<Q", source[:8])[0]
header = json.loads(source[8 : 8 + length])
cut, content = {}, b""
# Wide elements first, so that every tensor is aligned.
width = {"I64": 8, "F32": 4, "U8": 1}
for name in sorted(NAMES, key=lambda name: (-width[header[name]["dtype"]], name)):
    start, end = header[name]["data_offsets"]
    cut[name] = dict(header[name], data_offsets=[len(content), len(content) + end - start])
    content += source[8 + length + start : 8 + length + end]
text = json.dumps(cut, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
open(sys.argv[2], "wb").write(struct.pack("<Q", len(text)) + text + content)
