"""Where the benchmark keeps what takes long to make."""
import pathlib


def folder(cache):
    path = pathlib.Path(cache) / "bench"
    path.mkdir(parents=True, exist_ok=True)
    return path


def weights(cache, network):
    """Made-up weights as safetensors, for ours and the peers."""
    return folder(cache) / f"{network}.safetensors"


def onnx(cache, network):
    return folder(cache) / f"{network}-batched.onnx"


def pulled(cache, network, kind):
    """The weights that `llexicorp model pull` fetched."""
    return next((pathlib.Path(cache) / "models" / network).glob(f"*.{kind}"))
