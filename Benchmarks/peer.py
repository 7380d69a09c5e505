"""The peers' side of the benchmark: the orders and answers of AttributionBench's `serve`.

    python peer.py crp|torch|onnx NETWORK INPUT CACHE THREADS

crp: zennit's EpsilonPlusFlat and zennit-crp. torch and onnx: PyTorch and onnxruntime, forward only.
Orders: forward; explain LAYER CLASS COUNT; index FOLDER LAYERS OUTPUT; and, not to be timed: write FILE,
layers FILE (what each layer costs), precise LAYER CLASS CHANNEL,CHANNEL... (heatmaps in double precision).
"""
import json
import sys
import time


def peak_bytes():
    """The process's high-water mark; Linux hands `ru_maxrss` of a parent on, VmHWM begins anew."""
    with open("/proc/self/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


def main():
    kind, network, source, cache, threads = sys.argv[1:]
    # What others print goes elsewhere: standard output is for answers.
    answers, sys.stdout = sys.stdout, sys.stderr
    if kind == "onnx":
        from peer_onnx import Peer
    elif kind == "torch":
        from peer_torch import Peer
    else:
        from peer_crp import Peer
    peer = Peer(network, source, cache, int(threads))
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        order, *words = line.split()
        start = time.perf_counter()
        getattr(peer, order)(*words)
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "peak_bytes": peak_bytes()}), file=answers, flush=True)


main()
