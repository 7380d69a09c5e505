#!/usr/bin/env python3
"""Make a language model that sees, small enough for a test: a megabyte of random numbers.

llama.cpp loads it as it would load a real one: a LLaMA of two layers that reads and writes single
bytes, and a CLIP of two layers that turns a picture of 56 x 56 pixels into 16 vectors. What it says
is noise; what the server around it does (decode pictures, hold replies to a schema, refuse keys) is
real. The same numbers come out each time.

    make_tiny_vision_model.py FOLDER      writes FOLDER/text.gguf and FOLDER/eyes.gguf
"""

import pathlib
import sys

import gguf
import numpy

WIDTH = 64
EYE_WIDTH = 32
LAYERS = 2
HEADS = 4
PICTURE = 56
PATCH = 14
CONTEXT = 4096

# Roles joined by line ends; pictures arrive as markers inside the contents.
TEMPLATE = (
    "{% for turn in messages %}<{{ turn['role'] }}> {{ turn['content'] }}\n{% endfor %}"
    "{% if add_generation_prompt %}<assistant> {% endif %}"
)


class Numbers:
    """Weights: normal noise of one seed, or constants."""

    def __init__(self, seed):
        self.source = numpy.random.default_rng(seed)

    def noise(self, *shape):
        return self.source.normal(0, 0.2, shape).astype(numpy.float32)

    @staticmethod
    def constant(value, *shape):
        return numpy.full(shape, value, numpy.float32)


def finish(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def alphabet():
    """Three marks, every byte, and the sign that stands for a blank: (text, type, score)."""
    kinds = gguf.TokenType
    yield b"<unk>", kinds.UNKNOWN, 0.0
    yield b"<s>", kinds.CONTROL, 0.0
    yield b"</s>", kinds.CONTROL, 0.0
    for byte in range(256):
        yield b"<0x%02X>" % byte, kinds.BYTE, 0.0
    for byte in range(0x21, 0x7F):
        yield bytes([byte]), kinds.NORMAL, -byte / 100
    yield "\u2581".encode(), kinds.NORMAL, -0.1


def write_text_model(path):
    numbers = Numbers(seed=20)
    tokens, kinds, scores = zip(*alphabet())
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name("tiny noise that sees")
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_context_length(CONTEXT)
    writer.add_block_count(LAYERS)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(2 * WIDTH)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(len(tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_scores(scores)
    writer.add_unk_token_id(0)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_add_bos_token(True)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(TEMPLATE)
    tensors = {
        "token_embd": numbers.noise(len(tokens), WIDTH),
        "output_norm": numbers.constant(1, WIDTH),
        "output": numbers.noise(len(tokens), WIDTH),
    }
    for layer in range(LAYERS):
        for name in ("attn_norm", "ffn_norm"):
            tensors[f"blk.{layer}.{name}"] = numbers.constant(1, WIDTH)
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            tensors[f"blk.{layer}.{name}"] = numbers.noise(WIDTH, WIDTH)
        for name in ("ffn_gate", "ffn_up"):
            tensors[f"blk.{layer}.{name}"] = numbers.noise(2 * WIDTH, WIDTH)
        tensors[f"blk.{layer}.ffn_down"] = numbers.noise(WIDTH, 2 * WIDTH)
    for name, tensor in tensors.items():
        writer.add_tensor(name + ".weight", tensor)
    finish(writer)


def write_eyes(path):
    numbers = Numbers(seed=21)
    writer = gguf.GGUFWriter(path, "clip")
    writer.add_type(gguf.GGUFType.MMPROJ)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_clip_has_vision_encoder(True)
    writer.add_bool("clip.has_text_encoder", False)
    writer.add_bool("clip.has_llava_projector", True)
    writer.add_clip_projector_type("mlp")
    writer.add_vision_use_gelu(False)
    writer.add_vision_image_size(PICTURE)
    writer.add_vision_patch_size(PATCH)
    writer.add_vision_embedding_length(EYE_WIDTH)
    writer.add_vision_feed_forward_length(2 * EYE_WIDTH)
    writer.add_vision_projection_dim(WIDTH)
    writer.add_vision_head_count(2)
    writer.add_vision_block_count(LAYERS)
    writer.add_vision_attention_layernorm_eps(1e-5)
    writer.add_vision_image_mean([0.5, 0.5, 0.5])
    writer.add_vision_image_std([0.5, 0.5, 0.5])

    def dense(name, outputs, inputs):
        writer.add_tensor(name + ".weight", numbers.noise(outputs, inputs))
        writer.add_tensor(name + ".bias", numbers.constant(0, outputs))

    def norm(name):
        writer.add_tensor(name + ".weight", numbers.constant(1, EYE_WIDTH))
        writer.add_tensor(name + ".bias", numbers.constant(0, EYE_WIDTH))

    patches = (PICTURE // PATCH) ** 2
    writer.add_tensor("v.class_embd", numbers.noise(EYE_WIDTH))
    writer.add_tensor("v.patch_embd.weight", numbers.noise(EYE_WIDTH, 3, PATCH, PATCH))
    writer.add_tensor("v.position_embd.weight", numbers.noise(patches + 1, EYE_WIDTH))
    norm("v.pre_ln")
    for layer in range(LAYERS):
        for name in ("ln1", "ln2"):
            norm(f"v.blk.{layer}.{name}")
        for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
            dense(f"v.blk.{layer}.{name}", EYE_WIDTH, EYE_WIDTH)
        # CLIP's files call the first of the two layers "down".
        dense(f"v.blk.{layer}.ffn_down", 2 * EYE_WIDTH, EYE_WIDTH)
        dense(f"v.blk.{layer}.ffn_up", EYE_WIDTH, 2 * EYE_WIDTH)
    dense("mm.0", WIDTH, EYE_WIDTH)
    dense("mm.2", WIDTH, WIDTH)
    finish(writer)


def main():
    if len(sys.argv) != 2:
        print("usage: make_tiny_vision_model.py FOLDER", file=sys.stderr)
        return 2
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    write_text_model(folder / "text.gguf")
    write_eyes(folder / "eyes.gguf")
    return 0


if __name__ == "__main__":
    sys.exit(main())
