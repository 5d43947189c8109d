"""Writes the file that ships from a trained student.

usage: export.py out/student.pt ../model/english.ent
Layout (little-endian), read by src/syntax/model.c:  SYNC model
  header   64 bytes: "ENTSYN\\0\\1", u32 version, u32 sections, u64 size, u64 checksum of all that follows the header, zeros
  table    a section each: char name[16], u64 at, u64 bytes, u64 zero
  sections aligned to 64: config, labels, vocab, t.<table>..., net, exp, and the lemmas (lemma.py)
"""
import struct
import sys

import numpy as np
import torch

import lemma
import student
import ud

VERSION = 1


def checksum(b, sections):
    """What src/base/image.c writes: hash_bytes of all that follows the header."""
    m = 0xFFFFFFFFFFFFFFFF
    h = 0x454E54 + sections ^ (len(b) * 0x9E3779B97F4A7C15 & m)
    assert len(b) % 8 == 0
    for w in np.frombuffer(b, dtype="<u8").tolist():
        x = (h ^ w) * 0xA0761D6478BD642F
        h = (x & m) ^ (x >> 64) ^ ((h << 1 & m) | h >> 63) ^ (w * 0xE7037ED1A0B428DB & m)
    h ^= h >> 32
    h = h * 0xD6E8FEB86659FD93 & m
    h ^= h >> 29
    h = h * 0x9FB21C651E98DF25 & m
    return (h ^ h >> 32) or 1


def pad(b, to=64):
    return b + b"\0" * (-len(b) % to)


def up16(n):
    return (n + 15) // 16 * 16


def i16(t, scale):
    return pad((t.detach() * scale + 0.5).floor().clamp(-32767, 32767).short().numpy().tobytes())


def linear(lin, out_scale, zero=64, add=0):
    """Row o of a product: (sum(x * w) * mul + plus) >> shift, where x are the 7-bit inputs as they lie (zero point `zero`)."""
    s, q = lin.rounded()
    s, q = s.detach().squeeze(1).double().numpy(), q.detach().int().numpy()
    n, n_in = q.shape
    mant, exp = np.frexp(s)                                 # s = mant * 2^exp, mant in [.5, 1)
    mul = np.round(mant * 128).astype(np.int64)
    shift = -(exp - 7 + int(np.log2(out_scale)) - 6)
    while (shift < 1).any():
        mul, shift = np.where(shift < 1, mul * 2, mul), np.where(shift < 1, shift + 1, shift)
    while (shift > 30).any():
        mul, shift = np.where(shift > 30, mul // 2, mul), np.where(shift > 30, shift - 1, shift)
    b = lin.b.detach().double().numpy()
    plus = np.round(b * 64 / s * mul).astype(np.int64) - zero * q.sum(1) * mul + (1 << (shift - 1)) + (add << shift)
    assert (abs(plus) < 2 ** 31).all() and (abs(q).sum(1) * 127 * mul < 2 ** 32).all(), "a product may leave 32 bits"
    w = np.zeros((up16(n), n_in), np.int8)
    w[:n] = q
    w4 = w.reshape(up16(n), n_in // 4, 4).transpose(1, 0, 2)   # [input / 4][output][4]: one 32-bit step of vpdpbusd
    col = lambda v: pad(np.pad(v, (0, up16(n) - n)).astype("<i4").tobytes())
    return col(plus) + col(mul) + col(shift) + pad(np.ascontiguousarray(w4).tobytes())


def act(a):
    return i16(a.g, 2048) + i16(a.b, 64)


def net(m):
    out = b""
    for b in m.blocks:
        out += act(b.act)
        if isinstance(b, student.Conv):
            out += joined_conv(b.lin)
        else:
            out += linear(b.q, 32) + linear(b.k, 32) + linear(b.v, 64) + linear(b.o, 1024)
            out += pad((b.bias.detach() * 4096 + 0.5).floor().int().numpy().tobytes())
    out += act(m.last)
    for k in student.TAGS:
        out += linear(m.tags[k], 1024)
    out += linear(m.arc_d, 32) + linear(m.arc_h, 32) + linear(m.arc_t, 8192) + i16(m.arc_root.clamp(-127 / 32, 127 / 32), 32)
    out += linear(m.lab_d, 64) + linear(m.lab_h, 64) + i16(m.lab_root, 64) + i16(m.lab_t, 64) + linear(m.lab_o, 1024, zero=0)
    return out


class Half:
    """Some rows of a product, seen as one of their own."""

    def __init__(self, lin, rows):
        s, q = lin.rounded()
        self.s, self.q, self.b = s[rows], q[rows], lin.b[rows]

    def rounded(self):
        return self.s, self.q


def joined_conv(lin):
    d = lin.w.shape[0] // 2
    return linear(Half(lin, slice(0, d)), 64) + linear(Half(lin, slice(d, 2 * d)), 128, add=64)


def fnv64(b):
    h = 0xCBF29CE484222325
    for c in b:
        h = (h ^ c) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return h ^ (h >> 29)


def vocab(words):
    """Open addressing: u32 check (high half of the hash), u32 row (0: empty; row 0 of the vectors is all zero)."""
    size = 1 << (2 * len(words) - 1).bit_length()
    slots = np.zeros((size, 2), np.uint32)
    for i, w in enumerate(words):
        h = fnv64(w.encode())
        at = h & (size - 1)
        while slots[at, 1]:
            at = (at + 1) & (size - 1)
        slots[at] = (h >> 32, i + 1)
    return slots.tobytes()


def read(path):
    """The sections of a file: name to (bytes an element, bytes)."""
    with open(path, "rb") as f:
        b = f.read()
    n, out = struct.unpack_from("<I", b, 12)[0], {}
    for i in range(n):
        name, at, size, elem, _ = struct.unpack_from("<16sQQII", b, 32 + 40 * i)
        out[name.rstrip(b"\0").decode()] = elem, b[at:at + size]
    return out


def write(dst, sec):
    table, body, start = b"", b"", (32 + 40 * len(sec) + 63) // 64 * 64
    for name, (elem, b) in sec.items():
        table += struct.pack("<16sQQII", name.encode(), start + len(body), len(b), elem, 0)
        body += pad(b)
    rest = table + b"\0" * (start - 32 - len(table)) + body
    head = struct.pack("<6sBBIIQQ", b"ENTIMG", 1, 0, VERSION, len(sec), 32 + len(rest), checksum(rest, len(sec)))
    with open(dst, "wb") as f:
        f.write(head + rest)
    print(f"{dst}: {32 + len(rest)} bytes, " + ", ".join(f"{k} {len(b)}" for k, (_, b) in sec.items()))


def main(src, dst):
    model, labels, words = student.load(src)
    sec = {}
    blocks = model.kinds.split()
    config = [model.d, len(student.STEPS), student.ARC, student.LAB, student.QK, len(labels.upos), len(labels.xpos),
              len(labels.feats), len(labels.ne), len(labels.rel), len(ud.TABLES), len(blocks)]
    for b in blocks:
        config += [0 if b[0] == "c" else 1, int(b[1:])]
    config += student.STEPS
    sec["config"] = 4, np.array(config, "<i4").tobytes()
    sec["labels"] = 1, "".join(x + "\n" for k in ("upos", "xpos", "feats", "ne", "rel") for x in getattr(labels, k)).encode()
    sec["vocab"] = 8, vocab([w for w in np.load(f"{student.OUT}/glove.npz")["words"].tolist()])
    with torch.no_grad():
        for k in ["glove"] + [k for k, _ in ud.TABLES]:
            t = (model.part(k) * 64 + 0.5).floor()
            print(f"{k}: {100 * (t.abs() > 127).float().mean():.4f}% clamped")
            sec["t." + k] = 1, t.clamp(-127, 127).to(torch.int8).numpy().tobytes()
        sec["net"] = 1, net(model)
    sec["exp"] = 2, np.round(16384 * np.exp(-np.arange(256) / 16)).astype("<u2").tobytes()
    sec.update(lemma.sections())
    write(dst, sec)


if __name__ == "__main__":
    main(*sys.argv[1:])
