"""The least that a piece of work costs: operations at the peak, bytes at the memory's speed.

Operations are those of the direct convolution, so a Winograd convolution can come in below. A layer reads its
weights and input and writes its output once; its floor is the longer of the two times, and a row's floor
is the sum over its layers. Activations, pools and quotients count as nothing.
"""


class Work:
    """What a row must compute."""

    def __init__(self):
        self.flops, self.bytes, self.steps = 0, 0, []

    def add(self, flops, values):
        self.flops += flops
        self.bytes += 4 * values
        self.steps.append((flops, 4 * values))

    def floor(self, peaks):
        """Seconds by operations alone, by bytes alone, and by the longer of them layer by layer."""
        speed, width = peaks["flops"], peaks["bytes_per_second"]
        return (
            self.flops / speed, self.bytes / width,
            sum(max(flops / speed, count / width) for flops, count in self.steps),
        )

    def divided(self, count):
        """The work for one of `count` images."""
        self.flops, self.bytes = self.flops / count, self.bytes / count
        self.steps = [(flops / count, values / count) for flops, values in self.steps]
        return self


def forward(costs, images=1, work=None):
    work = work or Work()
    for layer in costs["layers"]:
        values = layer["weights"] + images * (layer["input"] + layer["output"])
        work.add(2 * images * layer["macs"], values)
    return work


def explain(costs, layer, count):
    """One forward run, one denominator a layer, one pass down to the layer, `count` from there to the input."""
    work = forward(costs)
    above = costs["done"][layer]
    denominators(work, costs["layers"][1:], 1)
    backward(work, costs["layers"][above:], 1)
    # Of the masked layer one channel is alive; the first layer is a box filter.
    masked = costs["layers"][above - 1]
    work.add(2 * count * masked["macs"] / masked["outputs"], masked["weights"] + count * masked["input"])
    backward(work, costs["layers"][1 : above - 1], count)
    return work


def index(costs, layers, images):
    """One forward run and one pass down to the lowest layer, for a batch of images; per image."""
    work = forward(costs, images)
    above = min(costs["done"][layer] for layer in layers)
    denominators(work, costs["layers"][above:], images)
    backward(work, costs["layers"][above:], images)
    return work.divided(images)


def denominators(work, layers, images):
    """What the ZPlus rule divides by: one more run of a convolution. The Epsilon rule has it already."""
    for layer in layers:
        if not layer["linear"]:
            work.add(
                2 * images * layer["macs"], layer["weights"] + images * (layer["input"] + layer["output"])
            )


def backward(work, layers, rows):
    for layer in layers:
        work.add(2 * rows * layer["macs"], layer["weights"] + rows * (layer["input"] + layer["output"]))
