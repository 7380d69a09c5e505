"""The peers' side of the benchmark: the same orders and answers as the program AttributionBench.

    python peer.py crp|onnx vgg16|squeezenet1_1 INPUT LAYER CLASS CACHE THREADS

crp: PyTorch with zennit's EpsilonPlusFlat and zennit-crp. onnx: onnxruntime, forward only.
"""
import json
import os
import resource
import sys
import time

import nets
import safetensors.numpy
import torch

kind, name, source, layer, target, cache, threads = sys.argv[1:]
torch.set_num_threads(int(threads))
model = nets.random_vgg16() if name == "vgg16" else nets.pulled_squeezenet(cache)
image = torch.from_numpy(safetensors.numpy.load_file(source)["input"])
latest = {}

if kind == "onnx":
    import onnxruntime

    path = os.path.join(cache, "bench", f"{name}.onnx")
    if not os.path.exists(path):
        torch.onnx.export(model, image, path, dynamo=False, input_names=["input"], output_names=["logits"])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = int(threads)
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    # What is not needed any more must not count as the runtime's memory; the peak has it all the same.
    pixels = image.numpy()
    del model

    def forward():
        latest["logits"] = session.run(None, {"input": pixels})[0]
else:
    from crp.attribution import CondAttribution
    from crp.concepts import ChannelConcept
    from zennit.composites import EpsilonPlusFlat

    attribution, composite, concept = CondAttribution(model), EpsilonPlusFlat(), ChannelConcept()

    def forward():
        with torch.no_grad():
            latest["logits"] = model(image).numpy()

    def explain():
        y = [int(target)]
        first = attribution(image.clone().requires_grad_(), [{"y": y}], composite, record_layer=[layer])
        relevance = concept.attribute(first.relevances[layer], abs_norm=True)[0]
        channels = torch.topk(relevance, 5).indices.tolist()
        conditions = [{"y": y, layer: [channel]} for channel in channels]
        second = attribution(image.clone().requires_grad_(), conditions, composite)
        latest["channels"] = torch.tensor(channels, dtype=torch.float32).numpy()
        latest["heatmaps"] = second.heatmap.detach().float().contiguous().numpy()


print("ready", flush=True)
for line in sys.stdin:
    order, _, path = line.strip().partition(" ")
    start = time.perf_counter()
    if order == "forward":
        forward()
    elif order == "explain":
        explain()
    elif order == "write":
        safetensors.numpy.save_file(latest, path)
    else:
        raise SystemExit(f"{order!r} is no order")
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "peak_bytes": peak}), flush=True)
