"""onnxruntime."""
import onnxruntime
import places
import safetensors.numpy


class Peer:
    def __init__(self, network, source, cache, threads):
        self.input = safetensors.numpy.load_file(source)["input"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        path = places.onnx(cache, network)
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.latest = {}

    def forward(self):
        self.latest["logits"] = self.session.run(None, {"input": self.input})[0]

    def write(self, path):
        safetensors.numpy.save_file(self.latest, path)
