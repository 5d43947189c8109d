"""all-mpnet-base-v2 in plain torch: 12 layers of 768 under a table of pieces, with a shared bias for the distance of two pieces.

usage: mpnet.py pack MODEL-FOLDER out/pack      weights in rows of 7 bits (the table of pieces: 8), in files of 30 MB for another machine
The weights are those of Song et al. 2020 as fine-tuned by the sentence-transformers project (Apache-2.0).
"""
import glob
import lzma
import math
import os
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTH, LAYERS, HEADS, INNER, PIECES, PLACES, BUCKETS = 768, 12, 12, 3072, 30527, 514, 32
START, PAD, END = 0, 1, 2
PART = 30 << 20


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm, self.norm2 = nn.LayerNorm(WIDTH, 1e-5), nn.LayerNorm(WIDTH, 1e-5)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, x, bias, drop):
        B, L, _ = x.shape
        q, k, v = (f(x).view(B, L, HEADS, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        a = F.scaled_dot_product_attention(q, k, v, bias.to(q.dtype)).transpose(1, 2).reshape(B, L, WIDTH)
        x = self.norm(x + F.dropout(self.o(a), drop, self.training))
        return self.norm2(x + F.dropout(self.outer(F.gelu(self.inner(x))), drop, self.training))


class Encoder(nn.Module):
    """forward gives the states of the table and of every layer, [B, L, WIDTH] each."""

    def __init__(self, drop=0.1):
        super().__init__()
        self.word, self.place = nn.Embedding(PIECES, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, 1e-5)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.far = nn.Embedding(BUCKETS, HEADS)
        self.drop = drop

    def forward(self, ids, mask, extra=0):
        L = ids.size(1)
        at = torch.arange(L, device=ids.device)
        x = self.norm(self.word(ids) + self.place(at + PAD + 1) + extra)
        x = F.dropout(x, self.drop, self.training)
        bias = self.far(bucket(at[None, :] - at[:, None])).permute(2, 0, 1)[None]
        bias = bias.masked_fill(~mask[:, None, None, :], -1e4)
        out = [x]
        for layer in self.layers:
            out.append(layer(out[-1], bias, self.drop))
        return out


def bucket(far):
    """The bucket of a distance: 16 to each side, half of them exact, the rest logarithmic to 128 (as in T5)."""
    n = -far
    half, exact = BUCKETS // 2, BUCKETS // 4
    side = (n < 0).long() * half
    n = n.abs()
    large = exact + (torch.log(n.float().clamp(min=1) / exact) / math.log(128 / exact) * (half - exact)).long()
    return side + torch.where(n < exact, n, large.clamp(max=half - 1))


def names():
    """Our name of each weight and the published one."""
    yield "word.weight", "embeddings.word_embeddings.weight"
    yield "place.weight", "embeddings.position_embeddings.weight"
    yield "far.weight", "encoder.relative_attention_bias.weight"
    parts = {"q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o",
             "norm": "attention.LayerNorm", "inner": "intermediate.dense", "outer": "output.dense", "norm2": "output.LayerNorm"}
    for end in ("weight", "bias"):
        yield f"norm.{end}", f"embeddings.LayerNorm.{end}"
        for i in range(LAYERS):
            for ours, theirs in parts.items():
                yield f"layers.{i}.{ours}.{end}", f"encoder.layer.{i}.{theirs}.{end}"


def pack(folder, out):
    from safetensors.torch import load_file
    whole = load_file(f"{folder}/model.safetensors")
    body = b""
    for ours, theirs in names():
        t = whole[theirs].float().numpy()
        if t.ndim == 1:
            body += t.astype("<f4").tobytes()
        else:
            s = (abs(t).max(1, keepdims=True) / (127 if len(t) == PIECES else 63)).astype("<f4") + np.float32(1e-9)
            body += s.tobytes() + np.round(t / s).astype(np.int8).tobytes()
    body = lzma.compress(body, preset=0, filters=None)
    os.makedirs(out, exist_ok=True)
    for i in range(0, len(body), PART):
        open(f"{out}/mpnet.{i // PART}", "wb").write(body[i:i + PART])
    print(len(body), "bytes")


def unpack(folder, encoder):
    """Fills an Encoder from the packed parts."""
    body = lzma.decompress(b"".join(open(f, "rb").read() for f in sorted(glob.glob(f"{folder}/mpnet.*"))))
    state, at = encoder.state_dict(), 0
    for ours, _ in names():
        t = state[ours]
        if t.dim() == 1:
            t.copy_(torch.from_numpy(np.frombuffer(body, "<f4", t.numel(), at).copy()))
            at += 4 * t.numel()
        else:
            s = np.frombuffer(body, "<f4", t.size(0), at)[:, None]
            q = np.frombuffer(body, np.int8, t.numel(), at + 4 * t.size(0)).reshape(t.shape)
            t.copy_(torch.from_numpy(q * s))
            at += 4 * t.size(0) + t.numel()
    assert at == len(body)
    return encoder


if __name__ == "__main__":
    pack(sys.argv[2], sys.argv[3])
