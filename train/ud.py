"""Treebanks and word features, shared by the teacher and the student.

The features of a word (norm, hash, shape) are computed again in C (src/syntax/feature.c); both must agree to the bit.
SYNC features
"""
import collections
import os
import re

UD = os.environ.get("UD", os.path.join(os.path.dirname(__file__), "../../shared/data/ud"))
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
NE = ["O"] + [f"{b}-{k}" for k in ("person", "organisation", "place", "other") for b in "BI"]
KINDS = {"person": "person", "organization": "organisation", "place": "place"}
DROPPED = ("Typo=", "Style=", "ExtPos=", "CorrectForm")     # features of the annotation, not of the word
RARE_DEPREL, RARE_FEATS = 30, 8


class Sent:
    """One sentence: parallel lists, heads 1-based with 0 for the root; ne is None where nobody marked names."""
    __slots__ = ("form", "upos", "xpos", "feats", "lemma", "head", "rel", "ne", "source")

    def __init__(self, source):
        for k in self.__slots__[:-1]:
            setattr(self, k, [])
        self.source = source

    def __len__(self):
        return len(self.form)


def simple_feats(s):
    if s == "_":
        return s
    return "|".join(f for f in s.split("|") if not f.startswith(DROPPED)) or "_"


def names_of(sent, miscs):
    """BIO of the outermost entities of GUM's Entity column whose head is a proper noun."""
    open_, spans = [], []
    for i, misc in enumerate(miscs):
        m = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
        for tok in re.findall(r"\([^()]*\)?|[^()]*\)", m.group(1)) if m else []:
            if tok.startswith("("):
                parts = tok.strip("()").split("-")
                open_.append((parts[0], parts[1] if len(parts) > 1 else "", i))
                if tok.endswith(")"):
                    _, kind, a = open_.pop()
                    spans.append((kind, a, i))
            else:
                ident = tok.strip(")")
                for k in range(len(open_) - 1, -1, -1):
                    if open_[k][0] == ident or not ident:
                        _, kind, a = open_.pop(k)
                        spans.append((kind, a, i))
                        break
    named = []
    for kind, a, b in spans:
        heads = [i for i in range(a, b + 1) if not a <= sent.head[i] - 1 <= b]
        if heads and sent.upos[heads[0]] == "PROPN":
            named.append((KINDS.get(kind, "other"), a, b))
    tags = ["O"] * len(sent)
    for kind, a, b in named:
        if not any((c, d) != (a, b) and c <= a and b <= d for _, c, d in named) and all(t == "O" for t in tags[a:b + 1]):
            tags[a:b + 1] = ["B-" + kind] + ["I-" + kind] * (b - a)
    return tags


def read(path, source=None):
    source = source or ("gum" if "gum" in path else "ewt")
    out, s, miscs = [], Sent(source), []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if len(s):
                s.ne = names_of(s, miscs) if source == "gum" else None
                out.append(s)
            s, miscs = Sent(source), []
        elif line[0] != "#":
            f = line.split("\t")
            if f[0].isdigit():
                s.form.append(f[1]), s.lemma.append(f[2]), s.upos.append(f[3]), s.xpos.append(f[4])
                s.feats.append(simple_feats(f[5])), s.head.append(int(f[6]) if f[6].isdigit() else 0), s.rel.append(f[7])
                miscs.append(f[9])
    return out


def treebank(part):
    return [s for name in ("en_ewt", "en_gum_open") for s in read(f"{UD}/{name}-{part}.conllu")]


class Labels:
    """The label sets of the network, from the training treebanks; in order of the name, so that they never move."""

    def __init__(self, sents):
        c = {k: collections.Counter(x for s in sents for x in getattr(s, k)) for k in ("xpos", "feats", "rel")}
        self.upos = UPOS
        self.xpos = sorted(c["xpos"])
        self.feats = ["_"] + sorted(k for k, n in c["feats"].items() if n >= RARE_FEATS and k != "_")
        self.rel = sorted({k if n >= RARE_DEPREL else k.split(":")[0] for k, n in c["rel"].items()})
        self.ne = NE
        self.index = {k: {x: i for i, x in enumerate(getattr(self, k))} for k in ("upos", "xpos", "feats", "rel", "ne")}

    def of(self, kind, x):
        """The index of a label; a rare relation falls back to its base, a rare set of features is left out (-1)."""
        ix = self.index[kind]
        if x in ix:
            return ix[x]
        if kind == "rel":
            return ix.get(x.split(":")[0], -1)
        return -1


# ---- features ---------------------------------------------------------------------------------------------- SYNC features

FOLD = {0x2018: "'", 0x2019: "'", 0x201A: "'", 0x201C: '"', 0x201D: '"', 0x201E: '"', 0x2010: "-", 0x2011: "-", 0x2012: "-",
        0x2013: "-", 0x2014: "-", 0x2026: "..."}


def upper(c):
    return (0x41 <= c <= 0x5A or (0xC0 <= c <= 0xDE and c != 0xD7) or (0x100 <= c <= 0x137 and c % 2 == 0)
            or (0x139 <= c <= 0x148 and c % 2 == 1) or (0x14A <= c <= 0x177 and c % 2 == 0) or 0x410 <= c <= 0x42F)


def lowered(c):
    if not upper(c):
        return c
    return c + 1 if 0x100 <= c <= 0x177 else c + 32


def norm(form):
    """Small letters and plain quotes; of a longer word the first 60 characters alone are seen."""
    return "".join(FOLD.get(c) or chr(lowered(c)) for c in map(ord, form[:60]))


def fold_digits(s):
    return "".join("0" if "0" <= c <= "9" else c for c in s)


def fnv(s, seed, mask):
    h = 2166136261 ^ seed
    for b in s.encode():
        h = (h ^ b) * 16777619 & 0xFFFFFFFF
    h ^= h >> 15
    h = h * 0x2C1B3C6D & 0xFFFFFFFF
    h ^= h >> 12
    return h & mask


def shape_class(c):
    if upper(c):
        return "X"
    if 0x30 <= c <= 0x39:
        return "d"
    if 0x61 <= c <= 0x7A or 0xC0 <= c < 0x2000 or 0x2C00 <= c:
        return "x"
    if c < 0x80:
        return chr(c)
    return "p"


def shape(form, caseless=False):
    """Classes of the characters, at most two of a kind in a row, at most ten."""
    out = []
    for ch in form[:60]:
        k = shape_class(ord(ch))
        if caseless and k in "Xx":
            k = "C"
        if len(out) >= 2 and out[-1] == k and out[-2] == k:
            continue
        out.append(k)
        if len(out) == 10:
            break
    return "".join(out)


WORD, PRE, SUF2, SUF3, SUF4, SHAPE = 16384, 4096, 1024, 4096, 8192, 1024
TABLES = (("word", WORD), ("pre", PRE), ("suf2", SUF2), ("suf3", SUF3), ("suf4", SUF4), ("shape", SHAPE))


def word_features(form):
    w = fold_digits(norm(form))
    return (fnv(w, 1, WORD - 1), fnv(w[:3], 2, PRE - 1), fnv(w[-2:], 3, SUF2 - 1), fnv(w[-3:], 4, SUF3 - 1),
            fnv(w[-4:], 5, SUF4 - 1))


def shape_id(form, caseless=False):
    return fnv(shape(form, caseless), 6, SHAPE - 1)


def all_caps(forms):
    """True if the sentence has no small letter and eight capitals or more: its case says nothing."""
    up = 0
    for f in forms:
        for ch in f:
            k = shape_class(ord(ch))
            if k == "x":
                return False
            up += k == "X"
    return up >= 8
