#!/usr/bin/env python3
"""Makes the files under Weights/ again, and TensorsTests' every_type.safetensors.

Made with Python 3.11, torch 2.13.0, numpy 2.4.6, safetensors 0.8.0:

    python3 -m venv venv && venv/bin/pip install torch numpy safetensors
    venv/bin/python Tests/ModelsTests/Fixtures/make_fixtures.py

All arrays count up in eighths from -1, so that the tests know every value without these libraries:
element i of an array (row-major) is i / 8 - 1. Integers count up from 0 or from -1.
torch's legacy files come out with other storage keys each time; nothing depends on them.
"""
import collections
import io
import os
import pathlib
import pickle
import struct
import tarfile
import warnings
import zipfile

import numpy as np
import safetensors.numpy
import safetensors.torch
import torch

here = pathlib.Path(__file__).resolve().parent
out = here / "Weights"
out.mkdir(exist_ok=True)
tensors_tests = here.parent.parent / "TensorsTests" / "Fixtures"
tensors_tests.mkdir(exist_ok=True)


def eighths(*shape):
    return np.arange(int(np.prod(shape)), dtype=np.float32).reshape(shape) / 8 - 1


def counted(dtype, *shape):
    return np.arange(int(np.prod(shape))).reshape(shape).astype(dtype)


# --- torch ------------------------------------------------------------------------------------
def state():
    whole = torch.from_numpy(eighths(4, 6))
    tensors = collections.OrderedDict()
    tensors["conv.weight"] = torch.nn.Parameter(torch.from_numpy(eighths(2, 3, 2, 2)))
    tensors["conv.bias"] = torch.from_numpy(eighths(2))
    tensors["norm.num_batches_tracked"] = torch.tensor(7, dtype=torch.int64)
    tensors["half"] = torch.from_numpy(eighths(5)).half()
    tensors["brain"] = torch.from_numpy(eighths(5)).bfloat16()
    tensors["double"] = torch.from_numpy(eighths(5)).double()
    tensors["bytes"] = torch.arange(6, dtype=torch.uint8).reshape(2, 3)
    tensors["truth"] = torch.tensor([True, False, True])
    tensors["whole"] = whole
    tensors["tied"] = whole
    tensors["turned"] = whole.t()
    tensors["window"] = whole[1:3, 2:5]
    tensors["steps"] = whole[::2, 1::3]
    tensors["empty"] = torch.zeros(0, 3)
    tensors._metadata = collections.OrderedDict(version=1)
    return tensors


def save(value, name, **options):
    # The archive's inner folder is named after the file; a fixed name keeps the bytes alike.
    torch.save(value, out / name, **options)


save(state(), "torch_zip.pt")
save(state(), "torch_legacy.pt", _use_new_zipfile_serialization=False)
save(state(), "torch_zip_protocol4.pt", pickle_protocol=4)
save(state(), "torch_legacy_protocol4.pt", _use_new_zipfile_serialization=False, pickle_protocol=4)
training = {
    "epoch": 3,
    "best": np.float64(0.5),
    "note": "anything",
    "state_dict": {
        "module.fc.weight": torch.from_numpy(eighths(2, 3)),
        "module.fc.bias": torch.from_numpy(eighths(2)),
    },
    "optimizer": {"state": {0: {"momentum": torch.ones(3)}}, "param_groups": [{"lr": 0.1}]},
}
save(training, "torch_training.pt")
save(training, "torch_training_legacy.pt", _use_new_zipfile_serialization=False)
save({"a": torch.arange(4).to(torch.uint16)}, "torch_uint16.pt")
save(torch.nn.Linear(2, 2), "torch_whole_model.pt")
save({"a": torch.zeros(1).expand(1_000_000_000)}, "torch_expanded.pt")
save({"fine": torch.ones(2), "fc.weight": torch.tensor([0.0, float("nan"), 1.0])}, "torch_nan.pt")
save({"a": torch.tensor([1 + 2j])}, "torch_complex.pt")
save({"a": torch.eye(2).to_sparse()}, "torch_sparse.pt")


def rewritten(name, members, compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(out / name, "w", compression) as archive:
        for member, content in members.items():
            archive.writestr(zipfile.ZipInfo(member), content, compression)


save({"a": torch.from_numpy(eighths(3))}, "torch_plain.pt")
with zipfile.ZipFile(out / "torch_plain.pt") as archive:
    plain = {member: archive.read(member) for member in archive.namelist()}
(out / "torch_plain.pt").unlink()
rewritten("torch_deflated.pt", plain, zipfile.ZIP_DEFLATED)
rewritten(
    "torch_big_endian.pt",
    plain
    | {"torch_plain/byteorder": b"big"}
    | {"torch_plain/data/0": eighths(3).astype(">f4").tobytes()},
)
rewritten("torch_short_storage.pt", plain | {"torch_plain/data/0": b"1234"})
missing = {member: content for member, content in plain.items() if not member.endswith("data/0")}
rewritten("torch_no_storage.pt", missing)
rewritten("torch_script.pt", plain | {"torch_plain/constants.pkl": b"\x80\x02]."})

# --- pickles of NumPy arrays -------------------------------------------------------------------
arrays = {
    "conv1": [eighths(1, 2, 3, 4), eighths(4)],
    "fire2/squeeze1x1": (eighths(2, 2), eighths(2)),
    "nested": {"deep": {0: eighths(3)}},
    "fortran": np.asfortranarray(eighths(3, 4)),
    "turned": eighths(3, 4).T,
    "big": eighths(4).astype(">f4"),
    "big64": eighths(4).astype(">f8"),
    "half": eighths(4).astype(np.float16),
    "long": counted(np.int64, 4) - 1,
    "bytes": counted(np.uint8, 300),
    "truth": np.array([True, False]),
    "scalar": np.float32(2.5),
    "zero_dimensional": np.array(0.25, dtype=np.float32),
    "text": "left out",
    "none": None,
}
for protocol in (2, 3, 4, 5):
    with open(out / f"numpy_protocol{protocol}.pkl", "wb") as file:
        pickle.dump(arrays, file, protocol=protocol)
for name, array in {
    "numpy_objects.pkl": np.array([1, "two"], dtype=object),
    "numpy_structured.pkl": np.zeros(2, dtype=[("a", "f4"), ("b", "i4")]),
    "numpy_complex.pkl": np.zeros(2, dtype=np.complex64),
    "numpy_infinite.pkl": np.array([1, np.inf], dtype=np.float32),
    "numpy_beyond_float32.pkl": np.array([1e300]),
}.items():
    with open(out / name, "wb") as file:
        pickle.dump({"fc.weight": array}, file, protocol=4)


# --- .npz and .npy -------------------------------------------------------------------------------
numbers = {
    "conv.weight": eighths(2, 3, 2, 2), "conv.bias": eighths(2),
    "fortran": np.asfortranarray(eighths(3, 4)), "turned": eighths(3, 4).T,
    "big": eighths(4).astype(">f4"), "double": eighths(4).astype(np.float64),
    "half": eighths(4).astype(np.float16), "long": counted(np.int64, 4) - 1,
    "bytes": counted(np.uint8, 300), "truth": np.array([True, False]),
    "scalar": np.array(0.25, dtype=np.float32), "empty": np.zeros((0, 3), dtype=np.float32),
    "text": np.array("left out"),
}
np.savez(out / "arrays.npz", **numbers)
np.savez_compressed(out / "arrays_compressed.npz", **numbers)
np.savez(out / "npz_objects.npz", **{"fc.weight": np.array([1, "two"], dtype=object)})
np.savez(out / "npz_structured.npz", **{"fc.weight": np.zeros(2, dtype=[("a", "f4"), ("b", "i4")])})
np.savez(out / "npz_complex.npz", **{"fc.weight": np.zeros(2, dtype=np.complex64)})
np.savez(out / "npz_infinite.npz", **{"fc.weight": np.array([1, np.inf], dtype=np.float32)})
np.save(out / "single.npy", np.asfortranarray(eighths(2, 3)))


def npy(descr, shape, values, version=1):
    """A .npy file that says what it is told to, true or not."""
    text = f"{{'descr': {descr!r}, 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    size = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes([version, 0]) + size + text + values


three = eighths(3).tobytes()
rewritten("npz_version2.npz", {"a.npy": npy("<f4", "(3,)", three, version=2)})
rewritten("npz_python2.npz", {"a.npy": npy("<f4", "(3L,)", three)})
for name, content in {
    "empty": b"", "text": b"not an array at all", "version9": npy("<f4", "(3,)", three, version=9),
    "negative": npy("<f4", "(-3,)", three), "short": npy("<f4", "(3,)", three[:-1]),
    "long": npy("<f4", "(3,)", three + b"0"), "tera": npy("<f4", "(1099511627776,)", three),
    "overflow": npy("<f4", "(4294967296, 4294967296)", three), "wide": npy("<f4", "(" + "1," * 33 + ")", three),
    "beyond64": npy("<f4", "(99999999999999999999,)", three), "call": npy("<f4", "__import__('os')", three),
    "header": b"\x93NUMPY\x02\x00\xff\xff\xff\x7f" + three,
}.items():
    rewritten(f"npz_bad_{name}.npz", {"a.npy": content})
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Two members of one name are what is wanted.
    with zipfile.ZipFile(out / "npz_bad_twice.npz", "w") as archive:
        for _ in range(2):
            archive.writestr(zipfile.ZipInfo("a.npy"), npy("<f4", "(3,)", three))
# A directory that claims 2^32 - 2 bytes for a member that has some hundred.
rewritten("npz_bad_claim.npz", {"a.npy": npy("<f4", "(3,)", three)}, zipfile.ZIP_DEFLATED)
claim = bytearray((out / "npz_bad_claim.npz").read_bytes())
place = claim.index(b"PK\x01\x02")
struct.pack_into("<I", claim, place + 24, 0xFFFFFFFE)
struct.pack_into("<I", claim, 22, 0xFFFFFFFE)
(out / "npz_bad_claim.npz").write_bytes(claim)


# As Python 2 wrote them: texts and values are byte strings, the array's module is the old one.
def short(text):
    return b"U" + bytes([len(text)]) + text


def python2_array(shape, values):
    dims = b"".join(b"K" + bytes([n]) for n in shape)
    return (
        b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85" + short(b"b") + b"\x87R"
        b"(K\x01(" + dims + b"tcnumpy\ndtype\n" + short(b"f4") + b"K\x00K\x01\x87R(K\x03"
        + short(b"<") + b"NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89"
        + b"T" + struct.pack("<I", len(values)) + values + b"tb"
    )


python2 = b"\x80\x02}(" + short(b"conv") + b"](" + python2_array((2, 3), eighths(2, 3).tobytes())
python2 += python2_array((2,), eighths(2).tobytes()) + b"eu."
loaded = pickle.loads(python2, encoding="latin1")
assert (loaded["conv"][0] == eighths(2, 3)).all()
(out / "numpy_python2.pkl").write_bytes(python2)


# --- hostile -----------------------------------------------------------------------------------
class Call:
    def __reduce__(self):
        return (os.system, ("echo this must never run",))


class Evaluate:
    def __reduce__(self):
        return (eval, ("1 + 1",))


for protocol in (2, 4):
    with open(out / f"hostile_system_protocol{protocol}.pkl", "wb") as file:
        pickle.dump({"conv": [eighths(2), Call()]}, file, protocol=protocol)
save({"a": torch.ones(2), "b": Call()}, "hostile_system.pt")
save({"a": torch.ones(2), "b": Evaluate()}, "hostile_eval.pt", _use_new_zipfile_serialization=False)

# --- safetensors -------------------------------------------------------------------------------
numbers = {
    "f64": eighths(2, 3).astype(np.float64), "f32": eighths(2, 3),
    "f16": eighths(2, 3).astype(np.float16),
    "i64": counted(np.int64, 3) - 1, "i32": counted(np.int32, 3) - 1,
    "i16": counted(np.int16, 3) - 1, "i8": counted(np.int8, 3) - 1,
    "u64": counted(np.uint64, 3), "u32": counted(np.uint32, 3),
    "u16": counted(np.uint16, 3), "u8": counted(np.uint8, 3),
    "bool": np.array([True, False, True]), "scalar": np.array(0.25, dtype=np.float32),
    "empty": np.zeros((0, 4), dtype=np.float32), "umlaut \u00e4 \"quoted\"": eighths(1),
}
with_brain = {key: torch.from_numpy(value.copy()) for key, value in numbers.items()}
with_brain["bf16"] = torch.from_numpy(eighths(2, 3)).bfloat16()
safetensors.torch.save_file(
    with_brain, tensors_tests / "every_type.safetensors", metadata={"made by": "safetensors"}
)
halves = [0, 1, 0x3FF, 0x400, 0x3C00, 0x7BFF, 0x7C00, 0x8000, 0x8001, 0xC000, 0xFC00, 0x7E00]
half = np.array(halves, dtype=np.uint16).view(np.float16)
safetensors.numpy.save_file(
    {"half": half, "single": half.astype(np.float32)}, tensors_tests / "halves.safetensors"
)
safetensors.numpy.save_file(
    {"module.fc.weight": eighths(2, 3), "module.fc.bias": eighths(2)}, out / "prefixed.safetensors"
)
safetensors.numpy.save_file(
    {"fine": eighths(2), "fc.weight": np.array([0, -np.inf], dtype=np.float32)},
    out / "infinite.safetensors",
)

# --- packages, for pulling ---------------------------------------------------------------------
with tarfile.open(out / "toy-1.0.tar.gz", "w:gz") as archive:
    for name, content in {"setup.py": b"raise SystemExit(1)\n", "toy/weights.pkl": b"weights of a toy"}.items():
        member = tarfile.TarInfo(f"toy-1.0/{name}")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
with zipfile.ZipFile(out / "names-2.0-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as archive:
    for name, content in {"names/__init__.py": "", "names/classes.json": '["cat", "dog"]'}.items():
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)

for folder in (out, tensors_tests):
    for path in folder.iterdir():
        path.chmod(0o644)
