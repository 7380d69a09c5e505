#!/usr/bin/env python3
"""Adds to Fuzz/Corpus from the fixtures of the tests: small files of every kind, good and bad.

    python3 Fuzz/make_corpus.py
"""
import pathlib
import zipfile

here = pathlib.Path(__file__).resolve().parent
weights = here.parent / "Tests/ModelsTests/Fixtures/Weights"
tensors = here.parent / "Tests/TensorsTests/Fixtures"
corpus = here / "Corpus"
longest = 4096


def keep(reader, name, content):
    if len(content) <= longest:
        (corpus / reader).mkdir(parents=True, exist_ok=True)
        (corpus / reader / name).write_bytes(content)


for folder in (weights, tensors):
    for path in sorted(folder.glob("*.safetensors")):
        keep("safetensors", path.stem, path.read_bytes())
for path in sorted(weights.glob("*.pt")):
    content = path.read_bytes()
    if not content.startswith(b"PK"):
        keep("torch-legacy", path.stem, content)
        continue
    keep("torch-zip", path.stem, content)
    with zipfile.ZipFile(path) as archive:
        for member in archive.namelist():
            if member.endswith("/data.pkl"):
                keep("torch-zip", f"{path.stem}.data", archive.read(member))
for path in sorted(weights.glob("*.pkl")):
    keep("pickle", path.stem, path.read_bytes())
for path in sorted(weights.glob("*.npz")):
    keep("npz", path.stem, path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.file_size <= longest and "claim" not in path.stem and "twice" not in path.stem:
                for reader in ("npz", "npy"):
                    keep(reader, f"{path.stem}.{member.filename}", archive.read(member))
for path in sorted((weights.parent / "Onnx").glob("*.onnx")):
    keep("onnx", path.stem, path.read_bytes())
