"""torchvision beside a PyTorch for the CPU finds no compiled operators, and asks for these two when imported."""
import torch

operators = torch.library.Library("torchvision", "FRAGMENT")
for name in ("nms", "qnms"):
    operators.define(f"{name}(Tensor boxes, Tensor scores, float threshold) -> Tensor")

from torchvision import models  # noqa: E402, F401
from torchvision.models import mobilenetv2, resnet  # noqa: E402, F401
