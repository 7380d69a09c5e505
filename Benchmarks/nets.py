"""The benchmark's networks in PyTorch, under torchvision's names.

    python nets.py CACHE NETWORK...    makes made-up weights and ONNX files that are not there yet
"""
import pickle
import sys

import places
import safetensors.torch
import torch
from torch import nn

VGG16 = [64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M"]


class VGG(nn.Module):
    def __init__(self):
        super().__init__()
        layers, channels = [], 3
        for width in VGG16:
            if width == "M":
                layers.append(nn.MaxPool2d(2, 2))
                continue
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU()]
            channels = width
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d((7, 7))
        self.classifier = nn.Sequential(
            nn.Linear(512 * 49, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 4096), nn.ReLU(),
            nn.Dropout(), nn.Linear(4096, 1000),
        )

    def forward(self, x):
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


class Fire(nn.Module):
    def __init__(self, channels, squeeze, expand):
        super().__init__()
        self.squeeze = nn.Conv2d(channels, squeeze, 1)
        self.squeeze_activation = nn.ReLU()
        self.expand1x1 = nn.Conv2d(squeeze, expand, 1)
        self.expand1x1_activation = nn.ReLU()
        self.expand3x3 = nn.Conv2d(squeeze, expand, 3, padding=1)
        self.expand3x3_activation = nn.ReLU()

    def forward(self, x):
        x = self.squeeze_activation(self.squeeze(x))
        return torch.cat(
            [self.expand1x1_activation(self.expand1x1(x)), self.expand3x3_activation(self.expand3x3(x))], 1
        )


class SqueezeNet(nn.Module):
    def __init__(self):
        super().__init__()

        def pool():
            return nn.MaxPool2d(3, 2, ceil_mode=True)

        self.features = nn.Sequential(
            nn.Conv2d(3, 64, 3, stride=2), nn.ReLU(), pool(), Fire(64, 16, 64), Fire(128, 16, 64), pool(),
            Fire(128, 32, 128), Fire(256, 32, 128), pool(), Fire(256, 48, 192), Fire(384, 48, 192),
            Fire(384, 64, 256), Fire(512, 64, 256),
        )
        self.classifier = nn.Sequential(
            nn.Dropout(), nn.Conv2d(512, 1000, 1), nn.ReLU(), nn.AdaptiveAvgPool2d((1, 1))
        )

    def forward(self, x):
        return torch.flatten(self.classifier(self.features(x)), 1)


def made_up(model):
    """Weights that neither blow activations up nor let them die; batch norms that do something."""
    torch.manual_seed(0)
    with torch.no_grad():
        for name, module in model.named_modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                nn.init.kaiming_normal_(module.weight, mode="fan_in", nonlinearity="relu")
                if module.bias is not None:
                    module.bias.zero_()
            elif isinstance(module, nn.BatchNorm2d):
                nn.init.uniform_(module.weight, 0.5, 1)
                if name.endswith("bn3"):
                    module.weight.mul_(0.3)
                nn.init.normal_(module.bias, std=0.1)
                nn.init.normal_(module.running_mean, std=0.1)
                nn.init.uniform_(module.running_var, 0.5, 1.5)
    return model.eval()


def pulled_squeezenet(cache):
    """SqueezeNet 1.1 with the weights that `llexicorp model pull squeezenet1_1` fetched."""
    layers = pickle.loads(places.pulled(cache, "squeezenet1_1", "pkl").read_bytes(), encoding="latin1")
    model = SqueezeNet().eval()
    modules = {2: 3, 3: 4, 4: 6, 5: 7, 6: 9, 7: 10, 8: 11, 9: 12}
    names = {"conv1": "features.0", "conv10": "classifier.1"}
    for fire, module in modules.items():
        for part in ("squeeze1x1", "expand1x1", "expand3x3"):
            names[f"fire{fire}/{part}"] = f"features.{module}.{part.replace('squeeze1x1', 'squeeze')}"
    state = {}
    for name, (kernel, bias) in layers.items():
        state[f"{names[name]}.weight"] = torch.tensor(kernel.transpose(3, 2, 0, 1).copy())
        state[f"{names[name]}.bias"] = torch.tensor(bias.reshape(-1).copy())
    model.load_state_dict(state)
    return model


def load(network, cache):
    """A network ready to run, its batch norms merged, all of it made of modules."""
    if network == "squeezenet1_1":
        return pulled_squeezenet(cache)
    if network == "vgg16":
        model = VGG().eval()
        model.load_state_dict(safetensors.torch.load_file(places.weights(cache, network)))
        return model
    from torchvision_models import models
    from wrapped import merged, with_rules

    model = getattr(models, network)(weights=None).eval()
    if network == "mobilenet_v2":
        model.load_state_dict(torch.load(places.pulled(cache, network, "pth"), weights_only=True))
    else:
        model.load_state_dict(safetensors.torch.load_file(places.weights(cache, network)))
    return with_rules(merged(model))


def prepare(network, cache):
    """Makes what is missing of a network's files."""
    weights, onnx = places.weights(cache, network), places.onnx(cache, network)
    if network in ("vgg16", "resnet50") and not weights.exists():
        if network == "vgg16":
            model = VGG()
        else:
            from torchvision_models import models

            model = models.resnet50(weights=None)
        safetensors.torch.save_file(made_up(model).state_dict(), weights)
    if network == "vgg16" and not onnx.exists():
        batch = {"input": {0: "images"}, "logits": {0: "images"}}
        torch.onnx.export(
            load(network, cache), torch.zeros(1, 3, 224, 224), onnx, dynamo=False, input_names=["input"],
            output_names=["logits"], dynamic_axes=batch,
        )


if __name__ == "__main__":
    for each in sys.argv[2:]:
        prepare(each, sys.argv[1])
