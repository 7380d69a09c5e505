"""Copy what the tests need of the golden vectors, leaving out what would only take space.

usage: python make_fixtures.py GOLDEN_FOLDER     (needs numpy and safetensors)
"""
import json
import pathlib
import shutil
import sys

from safetensors.numpy import load_file, save_file

SOURCE = pathlib.Path(sys.argv[1])
TARGET = pathlib.Path(__file__).resolve().parent
ACTIVATIONS = {  # per case, the layers whose activations are kept besides input and logits
    "tinyvgg": ["features.10", "features.17", "features.28", "classifier.0", "classifier.6"],
    "tinyvgg_bn": ["features.40", "classifier.0", "classifier.6"],
}

for case, layers in ACTIVATIONS.items():
    (TARGET / case).mkdir(exist_ok=True)
    shutil.copyfile(SOURCE / case / "weights.safetensors", TARGET / case / "weights.safetensors")
    forward = load_file(str(SOURCE / case / "forward.safetensors"))
    kept = ["input", "logits"] + [f"act.{layer}" for layer in layers]
    save_file({name: forward[name] for name in kept}, str(TARGET / case / "forward.safetensors"))
    composite = load_file(str(SOURCE / case / "EpsilonPlusFlat.safetensors"))
    kept = {name: value for name, value in composite.items() if not name.startswith("peer046.")}
    save_file(kept, str(TARGET / case / "EpsilonPlusFlat.safetensors"))
    manifest = json.loads((SOURCE / case / "manifest.json").read_text())
    manifest["composites"] = {"EpsilonPlusFlat": manifest["composites"]["EpsilonPlusFlat"]}
    (TARGET / case / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")

(TARGET / "rules").mkdir(exist_ok=True)
for name in ("rules.safetensors", "manifest.json"):
    shutil.copyfile(SOURCE / "rules" / name, TARGET / "rules" / name)
for path in TARGET.rglob("*"):
    path.chmod(0o755 if path.is_dir() else 0o644)
