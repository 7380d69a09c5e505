"""PyTorch."""
import json

import nets
import safetensors.numpy
import torch


class Peer:
    def __init__(self, network, source, cache, threads):
        torch.set_num_threads(threads)
        self.model = nets.load(network, cache)
        self.input = torch.from_numpy(safetensors.numpy.load_file(source)["input"])
        self.latest = {}

    def forward(self):
        with torch.no_grad():
            self.latest["logits"] = self.model(self.input).numpy()

    def write(self, path):
        safetensors.numpy.save_file(self.latest, path)

    def layers(self, path):
        """What convolutions and linear layers cost for one image, in the order in which they run."""
        costs, marks, handles = [], {}, []

        def keep(name, module):
            def hook(_, inputs, output):
                if isinstance(module, (torch.nn.Conv2d, torch.nn.Linear)):
                    costs.append({
                        "name": name,
                        "linear": isinstance(module, torch.nn.Linear),
                        "macs": output[0].numel() * module.weight[0].numel(),
                        "weights": module.weight.numel(),
                        "input": inputs[0][0].numel(),
                        "output": output[0].numel(),
                        "outputs": output.shape[1],
                    })
                marks[name] = len(costs)
            return hook

        for name, module in self.model.named_modules():
            handles.append(module.register_forward_hook(keep(name, module)))
        with torch.no_grad():
            self.model(self.input[:1])
        for handle in handles:
            handle.remove()
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"layers": costs, "done": marks}, file)
