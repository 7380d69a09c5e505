"""Makes Onnx/: small networks as exporters write them, and what ONNX Runtime computes of them.

Made with torch 2.13 (TorchScript exporter), onnx 1.22.0 and onnxruntime 1.32:
    python make_onnx_fixtures.py
"""

import pathlib
import warnings

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save_file
from torch import nn
from torch.nn import functional as F

warnings.filterwarnings("ignore")
torch.set_num_threads(1)
torch.manual_seed(7)
rng = np.random.default_rng(7)
folder = pathlib.Path(__file__).parent / "Onnx"
folder.mkdir(exist_ok=True)
results = {}


def record(name, x, channels_last=False):
    """Runs the file on x ([N, C, H, W]) and keeps input and logits."""
    session = onnxruntime.InferenceSession(
        str(folder / f"{name}.onnx"), providers=["CPUExecutionProvider"]
    )
    fed = np.ascontiguousarray(x.transpose(0, 2, 3, 1)) if channels_last else x
    out = session.run(None, {session.get_inputs()[0].name: fed})[0]
    results[f"{name}.input"] = x
    results[f"{name}.logits"] = np.ascontiguousarray(out.reshape(out.shape[0], -1))


def torch_case(name, module, shape=(2, 3, 16, 16), dynamic=True, **options):
    module.eval()
    for norm in module.modules():
        if isinstance(norm, nn.BatchNorm2d):
            norm.running_mean.uniform_(-0.3, 0.3)
            norm.running_var.uniform_(0.5, 2)
            nn.init.uniform_(norm.weight, 0.5, 1.5)
            nn.init.uniform_(norm.bias, -0.3, 0.3)
    torch.onnx.export(
        module,
        torch.zeros(1, *shape[1:]),
        str(folder / f"{name}.onnx"),
        input_names=["input"],
        output_names=["logits"],
        dynamic_axes={"input": {0: "batch"}} if dynamic else None,
        dynamo=False,
        **options,
    )
    record(name, rng.standard_normal(shape).astype(np.float32))


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.layer1 = nn.Sequential(Block(8, 8, 1), Block(8, 12, 2))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(12, 5)

    def forward(self, x):
        x = self.maxpool(F.relu(self.bn1(self.conv1(x))))
        return self.fc(torch.flatten(self.avgpool(self.layer1(x)), 1))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU()
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride > 1:
            self.downsample = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
            )

    def forward(self, x):
        y = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        return self.relu(y + (x if self.downsample is None else self.downsample(x)))


class Squeeze(nn.Module):
    """A squeeze-excite block with the activations that exporters spell out."""

    def __init__(self, activation, gate):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, 2, 1)
        self.activation = activation
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.reduce = nn.Conv2d(8, 4, 1)
        self.expand = nn.Conv2d(4, 8, 1)
        self.gate = gate
        self.head = nn.Linear(8, 4)

    def forward(self, x):
        x = self.activation(self.stem(x))
        gate = self.gate(self.expand(F.relu(self.reduce(self.pool(x)))))
        x = self.activation(x * gate)
        return self.head(x.mean([2, 3]))


class FlatGate(Squeeze):
    """The gate as a linear layer makes it."""

    def __init__(self):
        super().__init__(nn.ReLU6(), nn.Sigmoid())
        self.first, self.second = nn.Linear(8, 4), nn.Linear(4, 8)

    def forward(self, x):
        x = self.activation(self.stem(x))
        gate = torch.sigmoid(self.second(F.elu(self.first(x.mean([2, 3])))))
        x = x * gate.view(x.size(0), 8, 1, 1)
        return F.log_softmax(self.head(x.mean([2, 3])), 1)


class Shuffle(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, 2, 1)
        self.branch = nn.Conv2d(4, 4, 3, 1, 1, groups=4)
        self.conv5 = nn.Conv2d(8, 6, 1)
        self.fc = nn.Linear(6, 4)

    def forward(self, x):
        x = F.relu(self.stem(x))
        for _ in range(2):
            first, second = x.chunk(2, dim=1)
            x = torch.cat((first, F.leaky_relu(self.branch(second), 0.1)), dim=1)
            n, c, h, w = x.shape
            x = x.view(n, 2, c // 2, h, w).transpose(1, 2).contiguous().view(n, c, h, w)
        x = x[:, [7, 6, 5, 4, 3, 2, 1, 0]] + x[:, 0:8]
        return self.fc(self.conv5(x).mean([2, 3]))


class Spelled(nn.Module):
    """x · hardsigmoid(x), mish and the rest in single steps."""

    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = (nn.Conv2d(i, 6, 3, 2, 1) for i in (3, 6, 6))
        self.d = nn.Linear(6, 4)
        self.scale = nn.Parameter(torch.rand(6, 1, 1) + 0.5)

    def forward(self, x):
        x = (x - torch.tensor([0.4, 0.5, 0.6]).view(1, 3, 1, 1)) / 0.25
        x = self.a(x)
        x = x * (x + 3).clamp(0, 6) / 6
        x = self.b(x) * self.scale
        x = x * torch.tanh(F.softplus(x))
        y = self.c(x)
        y = 0.5 * y * (1 + torch.erf(y / 2**0.5))
        y = y * torch.sigmoid(1.702 * y)
        return 2 * self.d(y.mean(3).mean(2)) - 1


torch_case("residual", Residual())
torch_case("residual_unfolded", Residual(), do_constant_folding=False, training=torch.onnx.TrainingMode.PRESERVE, opset_version=9)
torch_case("squeeze_silu", Squeeze(nn.SiLU(), nn.Sigmoid()))
torch_case("squeeze_hardswish", Squeeze(nn.Hardswish(), nn.Hardsigmoid()), opset_version=11)
torch_case("squeeze_gelu", Squeeze(nn.GELU(), nn.Sigmoid()), dynamic=False, shape=(1, 3, 16, 16))
torch_case("squeeze_gelu_tanh", Squeeze(nn.GELU(approximate="tanh"), nn.Sigmoid()), opset_version=17)
torch_case("gate_flat", FlatGate())
torch_case("shuffle", Shuffle())
torch_case("spelled", Spelled())


# Networks that hold channels last, as tf2onnx writes them.
def initializer(name, *shape, scale=0.4):
    return numpy_helper.from_array((rng.standard_normal(shape) * scale).astype(np.float32), name)


def save(name, nodes, initializers, input_shape, output_shape, opset=13):
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, input_shape)],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, output_shape)],
        initializers,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])
    model.ir_version = 8
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, folder / f"{name}.onnx")


def integers(name, *values):
    return numpy_helper.from_array(np.array(values, np.int64), name)


node = helper.make_node
save(
    "channels_last",
    [
        node("Sub", ["input", "mean"], ["centred"], "net/norm/sub"),
        node("Transpose", ["centred"], ["x"], "net/conv1/transpose", perm=[0, 3, 1, 2]),
        node("Conv", ["x", "k1", "b1"], ["c1"], "net/conv1/Conv2D", auto_pad="SAME_UPPER", strides=[2, 2]),
        node("Transpose", ["c1"], ["l1"], "net/conv1/back", perm=[0, 2, 3, 1]),
        node("Relu", ["l1"], ["r1"], "net/conv1/Relu"),
        node("Mul", ["r1", "scale"], ["m1"], "net/bn/mul"),
        node("Add", ["m1", "shift"], ["a1"], "net/bn/add"),
        node("MatMul", ["a1", "point"], ["p1"], "net/point/MatMul"),
        node("Concat", ["p1", "a1"], ["j1"], "net/join/concat", axis=3),
        node("Pad", ["j1", "pads"], ["d1"], "net/pad/Pad"),
        node("Transpose", ["d1"], ["t1"], "net/pool/transpose", perm=[0, 3, 1, 2]),
        node("MaxPool", ["t1"], ["q1"], "net/pool/MaxPool", kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_LOWER"),
        node("Transpose", ["q1"], ["u1"], "net/flatten/transpose", perm=[0, 2, 3, 1]),
        node("Shape", ["u1"], ["s1"], "net/flatten/Shape"),
        node("Slice", ["s1", "zero", "one"], ["s2"], "net/flatten/slice"),
        node("Concat", ["s2", "rest"], ["s3"], "net/flatten/pack", axis=0),
        node("Reshape", ["u1", "s3"], ["f1"], "net/flatten/Reshape"),
        node("MatMul", ["f1", "w"], ["z1"], "net/dense/MatMul"),
        node("Add", ["z1", "b"], ["z2"], "net/dense/BiasAdd"),
        node("Softmax", ["z2"], ["output"], "net/dense/Softmax", axis=-1),
    ],
    [
        initializer("mean", 1, 1, 1, 3), initializer("k1", 4, 3, 3, 3), initializer("b1", 4),
        initializer("scale", 4), initializer("shift", 1, 1, 4), initializer("point", 4, 3),
        integers("pads", 0, 1, 0, 0, 0, 1, 2, 0), integers("zero", 0), integers("one", 1),
        integers("rest", -1), initializer("w", 5 * 6 * 7, 5, scale=0.1), initializer("b", 5),
    ],
    ["n", 15, 17, 3],
    ["n", 5],
)
save(
    "gate_last",
    [
        node("Transpose", ["input"], ["x"], perm=[0, 3, 1, 2]),
        node("Conv", ["x", "k1"], ["c1"], pads=[1, 1, 1, 1]),
        node("Transpose", ["c1"], ["l1"], perm=[0, 2, 3, 1]),
        node("Sigmoid", ["l1"], ["s1"]),
        node("Mul", ["l1", "s1"], ["y"]),
        node("ReduceMean", ["y"], ["m"], axes=[1, 2], keepdims=0),
        node("Reshape", ["m", "shape"], ["m4"]),
        node("MatMul", ["m4", "e"], ["g"]),
        node("Sigmoid", ["g"], ["gs"]),
        node("Mul", ["gs", "y"], ["gated"]),
        node("Add", ["gated", "y"], ["sum"]),
        node("ReduceMean", ["sum"], ["o"], axes=[1, 2], keepdims=1),
        node("Squeeze", ["o", "places"], ["o2"]),
        node("Gemm", ["o2", "w", "b"], ["output"], alpha=0.5, beta=2.0),
    ],
    [
        initializer("k1", 6, 3, 3, 3), initializer("e", 6, 6), integers("shape", -1, 1, 1, 6),
        integers("places", 1, 2), initializer("w", 6, 4), initializer("b", 1, 4),
    ],
    [1, 8, 8, 3],
    [1, 4],
)
save(
    "pools",
    [
        node("Conv", ["input", "k"], ["c"], pads=[2, 0, 1, 1], strides=[1, 2], dilations=[2, 1]),
        node("PRelu", ["c", "slope"], ["p"]),
        node("MaxPool", ["p"], ["a"], kernel_shape=[3, 2], strides=[2, 1], pads=[1, 0, 0, 1], ceil_mode=1),
        node("AveragePool", ["p"], ["b0"], kernel_shape=[3, 2], strides=[2, 1], pads=[1, 0, 0, 1], ceil_mode=1),
        node("AveragePool", ["p"], ["b1"], kernel_shape=[3, 2], strides=[2, 1], pads=[1, 0, 0, 1], ceil_mode=1, count_include_pad=1),
        node("Concat", ["a", "b0", "b1"], ["j"], axis=1),
        node("MaxPool", ["j"], ["d"], kernel_shape=[2, 2], dilations=[2, 1]),
        node("Resize", ["d", "", "scales"], ["u"], mode="linear", coordinate_transformation_mode="half_pixel"),
        node("Resize", ["u", "", "twice"], ["v"], mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor"),
        node("GlobalMaxPool", ["v"], ["g"]),
        node("Split", ["g", "parts"], ["g1", "g2"], axis=1),
        node("Flatten", ["g1"], ["f1"]),
        node("Flatten", ["g2"], ["f2"]),
        node("Gemm", ["f1", "w1"], ["z1"], transB=1),
        node("Gemm", ["f2", "w2"], ["z2"]),
        node("ReduceSum", ["v", "places"], ["q"], keepdims=0),
        node("MatMul", ["q", "w3"], ["z3"]),
        node("Sum", ["z1", "z2", "z3"], ["output"]),
    ],
    [
        initializer("k", 4, 3, 3, 2), initializer("slope", 4, 1, 1),
        numpy_helper.from_array(np.array([1, 1, 2, 3], np.float32), "scales"),
        numpy_helper.from_array(np.array([1, 1, 2, 1], np.float32), "twice"),
        integers("parts", 5, 7), integers("places", 2, 3),
        initializer("w1", 4, 5), initializer("w2", 7, 4), initializer("w3", 12, 4, scale=0.01),
    ],
    ["n", 3, 14, 13],
    ["n", 4],
)
save(
    "unsupported",
    [
        node("Conv", ["input", "k"], ["c"], "body/conv"),
        node("LRN", ["c"], ["l"], "body/norm1", size=3),
        node("GlobalAveragePool", ["l"], ["g"]),
        node("Flatten", ["g"], ["output"]),
    ],
    [initializer("k", 4, 3, 3, 3)],
    ["n", 3, 8, 8],
    ["n", 4],
)
# Without its softmax, the runtime gives logits too.
for name, x in [("channels_last", (2, 3, 15, 17)), ("gate_last", (1, 3, 8, 8))]:
    path = folder / f"{name}.onnx"
    whole = onnx.load(path)
    bare = onnx.load(path)
    if bare.graph.node[-1].op_type == "Softmax":
        bare.graph.node.pop()
        bare.graph.node[-1].output[0] = "output"
        onnx.save(bare, path)
    record(name, rng.standard_normal(x).astype(np.float32), channels_last=True)
    onnx.save(whole, path)
record("pools", rng.standard_normal((2, 3, 14, 13)).astype(np.float32))
path = folder / "gate_flat.onnx"
whole, bare = onnx.load(path), onnx.load(path)
last = bare.graph.node.pop()
bare.graph.node[-1].output[0] = last.output[0]
onnx.save(bare, path)
record("gate_flat", results["gate_flat.input"])
onnx.save(whole, path)
save_file(results, folder / "expected.safetensors")
