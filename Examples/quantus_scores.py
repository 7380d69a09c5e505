"""Judges our heatmaps by Quantus (pip install quantus): python quantus_scores.py PHOTOS.npz

PHOTOS.npz holds `input` [N, 3, 224, 224], normalised as the model wants it.
"""
import subprocess
import sys

import numpy as np
import quantus

subprocess.run(
    ["llexicorp", "attribute", "squeezenet1_1", "--input", sys.argv[1], "--output", "heatmaps.npz"], check=True
)
images, made = np.load(sys.argv[1])["input"], np.load("heatmaps.npz")
given = dict(model=None, x_batch=images, y_batch=made["logits"].argmax(1), a_batch=made["heatmap"][:, None])
print("sparseness", quantus.Sparseness(disable_warnings=True)(**given))
print("complexity", quantus.Complexity(disable_warnings=True)(**given))
