"""Networks changed so that zennit's rules reach all of them.

Batch norms are merged exactly: zennit 0.4.6's own merging leaves their epsilon behind. Sums and pools that
torchvision does by a function get no rule there, only the gradient; as modules they get Norm, as with us.
"""
import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval
from torchvision_models import mobilenetv2, resnet
from zennit.layer import Sum


def merged(model):
    """Merges every batch norm into the convolution before it."""
    modules, last = dict(model.named_modules()), None
    for name, module in modules.items():
        if isinstance(module, nn.BatchNorm2d):
            put(modules, last, fuse_conv_bn_eval(modules[last], module))
            put(modules, name, nn.Identity())
        elif isinstance(module, nn.Conv2d):
            last = name
    return model


def put(modules, name, module):
    parent, _, child = name.rpartition(".")
    setattr(modules[parent], child, module)
    modules[name] = module


def with_rules(model):
    """Turns additions and pools into modules."""
    for module in list(model.modules()):
        kind = KINDS.get(type(module))
        if kind in (Inverted, Narrowed):
            module.sum = Sum()
        if kind is Pooled:
            module.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        if kind:
            module.__class__ = kind
    return model


class Inverted(mobilenetv2.InvertedResidual):
    def forward(self, x):
        if not self.use_res_connect:
            return self.conv(x)
        return self.sum(torch.stack([x, self.conv(x)], dim=-1))


class Narrowed(resnet.Bottleneck):
    def forward(self, x):
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn3(self.conv3(self.relu(self.bn2(self.conv2(out)))))
        shortcut = x if self.downsample is None else self.downsample(x)
        return self.relu(self.sum(torch.stack([shortcut, out], dim=-1)))


class Pooled(mobilenetv2.MobileNetV2):
    def forward(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


KINDS = {mobilenetv2.InvertedResidual: Inverted, resnet.Bottleneck: Narrowed, mobilenetv2.MobileNetV2: Pooled}
