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

# The small residual network: one image, and only what tells most.
RESIDUAL = ("logits", "lrp.heatmap", "crp.set_heatmap", "two.heatmap", "chan.", "top.", "two.", "targets")
source, target = SOURCE / "tinyresnet", TARGET / "tinyresnet"
target.mkdir(exist_ok=True)
shutil.copyfile(source / "weights.safetensors", target / "weights.safetensors")
forward = load_file(str(source / "forward.safetensors"))
save_file({name: forward[name][:1] for name in ("input", "logits")}, str(target / "forward.safetensors"))
manifest = json.loads((source / "manifest.json").read_text())
manifest["targets"] = manifest["targets"][:1]
for tag, facts in manifest["composites"].items():
    composite = load_file(str(source / f"{tag}.safetensors"))
    kept = {name: value[:1] for name, value in composite.items() if name.startswith(RESIDUAL)}
    save_file(kept, str(target / f"{tag}.safetensors"))
    facts["part"] = True
    for key in ("top_channels", "two_level_channels"):
        facts[key] = facts[key][:1]
    for key in ("margins", "conservation_sumR_over_logit", "zennit046_minus_exact_merge"):
        facts.pop(key, None)
(target / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")

(TARGET / "graph").mkdir(exist_ok=True)
shutil.copyfile(SOURCE / "graph" / "manifest.json", TARGET / "graph" / "manifest.json")
(TARGET / "rules").mkdir(exist_ok=True)
for name in ("rules.safetensors", "rules_gamma_zennit051.safetensors", "manifest.json"):
    shutil.copyfile(SOURCE / "rules" / name, TARGET / "rules" / name)
for path in TARGET.rglob("*"):
    path.chmod(0o755 if path.is_dir() else 0o644)
