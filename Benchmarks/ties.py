"""Max pools that decide near-ties as ours do.

Flat areas of photos hold windows whose values are equal but for rounding. Ours hands relevance to the first
value within 1e-6 of the largest, PyTorch's to the largest, and so to whichever rounding favoured.
"""
import torch
from torch import nn

TOLERANCE = 1e-6


class FirstOfNearTies(nn.Module):
    def __init__(self, pool):
        super().__init__()
        self.side, self.stride, self.ceil = pool.kernel_size, pool.stride, pool.ceil_mode

    def forward(self, x):
        height, width = (self.count(length) for length in x.shape[2:])
        down, right = ((n - 1) * self.stride + self.side for n in (height, width))
        low = nn.functional.pad(
            x, (0, max(0, right - x.shape[3]), 0, max(0, down - x.shape[2])), value=-torch.inf
        )
        windows = low.unfold(2, self.side, self.stride).unfold(3, self.side, self.stride)
        windows = windows[:, :, :height, :width].flatten(4)
        highest = windows.amax(-1, keepdim=True)
        near = windows >= highest - TOLERANCE * highest.abs()
        first = near.to(torch.int8).argmax(-1, keepdim=True)
        return windows.gather(-1, first)[..., 0]

    def count(self, length):
        steps = length - self.side
        return (-(-steps // self.stride) if self.ceil else steps // self.stride) + 1


def give_near_ties_to_the_first(model):
    """Replaces the max pools of a model; those with a border stay."""
    for name, module in list(model.named_modules()):
        if isinstance(module, nn.MaxPool2d) and module.padding in (0, (0, 0)):
            parent, _, child = name.rpartition(".")
            setattr(model.get_submodule(parent), child, FirstOfNearTies(module))
