"""zennit-crp, used as its tutorials do."""
import pathlib
import shutil

import numpy as np
import peer_torch
import photos
import safetensors.numpy
import ties
import torch
import torchvision_models  # noqa: F401  zennit-crp imports torchvision
from crp.attribution import CondAttribution
from crp.concepts import ChannelConcept
from crp.visualization import FeatureVisualization
from zennit.composites import EpsilonPlusFlat


class Photos:
    """A folder of photos, each with the class that the network gives it."""

    def __init__(self, folder, network):
        self.files = sorted(pathlib.Path(folder).glob("*.png"))
        self.network, self.classes = network, None

    def picture(self, index):
        return torch.from_numpy(photos.prepared(self.files[index], self.network))

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        return self.picture(index), self.classes[index]


class Peer(peer_torch.Peer):
    def __init__(self, network, source, cache, threads):
        super().__init__(network, source, cache, threads)
        self.network, self.concept, self.sets = network, ChannelConcept(), {}
        self.attribution, self.composite = CondAttribution(self.model), EpsilonPlusFlat()

    def explain(self, layer, target, count):
        """One call to rank the layer's channels, another one for the heatmaps of the first few."""
        classes, count = [int(target)], int(count)
        image = self.input.clone().requires_grad_()
        first = self.attribution(image, [{"y": classes}], self.composite, record_layer=[layer])
        relevance = self.concept.attribute(first.relevances[layer], abs_norm=True)[0]
        channels = torch.topk(relevance, count).indices.tolist()
        self.latest["logits"] = first.prediction.detach().numpy()
        self.latest["channels"] = np.array(channels, dtype=np.float32)
        self.latest["heatmaps"] = self.heatmaps(layer, classes, channels).numpy()

    def heatmaps(self, layer, classes, channels):
        conditions = [{"y": classes, layer: [channel]} for channel in channels]
        image = self.input.clone().requires_grad_()
        if len(channels) <= 10:
            maps = self.attribution(image, conditions, self.composite).heatmap
        else:
            parts = self.attribution.generate(image, conditions, self.composite, batch_size=10, verbose=False)
            maps = torch.cat([part.heatmap for part in parts])
        return maps.detach().contiguous()

    def precise(self, layer, target, channels):
        """The heatmaps of these channels in double precision, with PyTorch's max pools and with ours.

        Nothing else works afterwards.
        """
        channels = [int(channel) for channel in channels.split(",")]
        self.model.double()
        self.input = self.input.double()
        self.latest["precise_channels"] = np.array(channels, dtype=np.float32)
        self.latest["precise"] = self.heatmaps(layer, [int(target)], channels).numpy()
        ties.give_near_ties_to_the_first(self.model)
        self.latest["tied"] = self.heatmaps(layer, [int(target)], channels).numpy()

    def index(self, folder, layers, output):
        """A new run of FeatureVisualization."""
        dataset, output = self.sets[folder], pathlib.Path(output)
        shutil.rmtree(output, ignore_errors=True)
        layers = layers.split(",")
        concepts = {layer: self.concept for layer in layers}
        found = FeatureVisualization(self.attribution, dataset, concepts, path=str(output))
        found.run(self.composite, 0, len(dataset))
        self.found = (output, layers)

    def prepare_index(self, folder):
        """Works out each photo's class, which ours finds on its way but zennit-crp must be told."""
        dataset = self.sets[folder] = Photos(folder, self.network)
        with torch.no_grad():
            dataset.classes = [
                int(self.model(dataset.picture(index)[None]).argmax()) for index in range(len(dataset))
            ]

    def write(self, path):
        if hasattr(self, "found"):
            output, layers = self.found
            for layer in layers:
                for mode in ("RelMax", "ActMax"):
                    stem = output / f"{mode}_sum_normed" / layer
                    samples = np.load(f"{stem}_data.npy").astype(np.int64)
                    scores = np.empty(samples.shape, dtype=np.float32)
                    np.put_along_axis(scores, samples, np.load(f"{stem}_rel.npy").astype(np.float32), 0)
                    self.latest[f"{layer} {mode.lower()}"] = scores
        super().write(path)
