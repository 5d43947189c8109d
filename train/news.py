"""Unlabelled news for the student: split, tokenized, read by the teacher, with the teacher's doubts kept.

usage: news.py split               out/news.sents.json from current-events and wikinews (open licences), shuffled with a fixed seed
       news.py read [--sents N] [--worker I --workers N] [--into DIR]   the first N sentences with the teacher's distributions, 4,000 a
                                   part, in DIR/news.part-*.npz (DIR is out/ when absent); a broken run goes on where it was; one
                                   process a core is quicker than threads
       news.py join [--into DIR]   out/news.npz and out/news.forms.json from the parts that are there; the readings of out/ and of
                                   DIR, by two teachers, are averaged where there are both
The tokens follow UD English as well as a regular expression can; the program's own tokenizer (src/text) does it with more care.
"""
import argparse
import glob
import gzip
import json
import os
import random
import re
import time

import numpy as np
import torch

import ud

OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "out")
WIRE = f"{ud.UD}/../wire"
ABBR = ("Mr Mrs Ms Dr Gen Lt Col Maj Capt Sgt Cpl Adm Sen Rep Gov Prof Rev Hon St Jr Sr No vs Inc Corp Ltd Co Bros Jan Feb Mar Apr Jun Jul "
        "Aug Sept Sep Oct Nov Dec Mt Ft etc Messrs Pres Supt Brig Cmdr").split()
PREFIX = "anti|auto|bi|co|counter|cross|e|ex|extra|inter|intra|mid|mini|multi|non|over|post|pre|pro|pseudo|re|semi|sub|super|trans|ultra|un|under|vice"
TOKEN = re.compile(r"""
    (?:https?://|www\.)\S+ | [\w.+-]+@[\w-]+\.[\w.]+
  | (?:[A-Za-z]\.){2,} | (?:%s)\.(?=\s) | [A-Z]\.(?=\s[A-Z])
  | \$ | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|s|m|bn)?\b | (?:%s)-[A-Za-z]\w+
  | (?:[^\W\d_]|[\u0300-\u036f])+?(?=n['’]t\b) | n['’]t\b | ['’](?:s|S|re|ve|ll|d|m)\b
  | (?:[^\W_]|[\u0300-\u036f])+(?:['’](?!(?:s|S|re|ve|ll|d|m|t)\b)[^\W\d_]+)*
  | \.\.\.+ | --+ | \S""" % ("|".join(ABBR), PREFIX), re.X)
END = re.compile(r"""(?<=[.!?])(["'”’)\]]*)\s+(?=["'“‘(\[]*[A-Z0-9“"])""")


def sentences(text):
    for para in re.split(r"\n\s*\n|\n(?=[A-Z\"“])", text):
        para = " ".join(para.split())
        start, pieces = 0, []
        for m in END.finditer(para):
            before = para[start:m.start()]
            last = before.split()[-1] if before.split() else ""
            if last.rstrip(".").lstrip("(\"'“") in ABBR or re.fullmatch(r"[\"'(“]?(?:[A-Z]\.)+", last):
                continue
            pieces.append(para[start:m.end()].strip())
            start = m.end()
        pieces.append(para[start:].strip())
        yield from (p for p in pieces if p)


def split():
    seen, out = set(), []
    texts = [json.loads(x)["text"] for x in gzip.open(f"{WIRE}/current-events.jsonl.gz", "rt")]
    for x in open(f"{WIRE}/wikinews.jsonl"):
        d = json.loads(x)
        texts += [d["text"], d.get("title") or ""]
    for text in texts:
        for s in sentences(text):
            forms = TOKEN.findall(s)
            key = " ".join(forms)
            letters = sum(c.isalpha() and ord(c) < 0x250 for c in key)
            if 3 <= len(forms) <= 80 and key not in seen and letters > 0.6 * len(key.replace(" ", "")):
                seen.add(key)
                out.append(forms)
    random.Random(7).shuffle(out)
    json.dump(out, open(f"{OUT}/news.sents.json", "w"))
    print(len(out), "sentences,", sum(map(len, out)), "tokens")


K = {"upos": 2, "xpos": 3, "feats": 3, "ne": 3, "rel": 3, "head": 4}


@torch.no_grad()
def distributions(model, pieces, batch, forms):
    """The likeliest labels of each word with their weights: {task: ([B, L, K] indices, [B, L, K] weights)}, and the words' mask."""
    import teacher
    ids, mask, first, shape, wmask = teacher.collate(pieces, batch, forms)
    with torch.autocast("cpu", torch.bfloat16):
        x = model.states(ids, mask, first, shape)
        arcs, ld, lh = model(x, wmask)
        rel = model.rels(ld, lh, arcs.argmax(-1))
        scores = {k: m(x).float() for k, m in model.tags.items()}
    scores["head"], scores["rel"] = arcs, rel
    out = {}
    for k, s in scores.items():
        p, i = s.softmax(-1).topk(min(K[k], s.size(-1)), -1)
        if p.size(-1) < K[k]:
            p, i = (torch.nn.functional.pad(v, (0, K[k] - v.size(-1))) for v in (p, i))
        out[k] = i, p / p.sum(-1, keepdim=True)
    return out, wmask


def read(count, worker, workers, into):
    import teacher
    os.makedirs(into, exist_ok=True)
    model, labels, tok = teacher.load()
    sents = json.load(open(f"{OUT}/news.sents.json"))[:count]
    size, t0 = 4000, time.time()
    for part in range(worker, (len(sents) + size - 1) // size, workers):
        if os.path.exists(f"{into}/news.part-{part:03}.npz"):
            continue
        chunk = sents[part * size:(part + 1) * size]
        pieces = teacher.Pieces(chunk, tok)
        got = [None] * len(chunk)
        for batch in pieces.batches(3000):
            d, m = distributions(model, pieces, batch, chunk)
            for r, i in enumerate(batch):
                n = int(m[r].sum())
                got[pieces.where[i]] = {k: (v[0][r, :n].numpy().astype(np.int16), v[1][r, :n].numpy().astype(np.float16)) for k, v in d.items()}
        keep = [i for i, g in enumerate(got) if g is not None]
        arrays = {}
        for k in K:
            arrays[k + "_i"] = np.concatenate([got[i][k][0] for i in keep])
            arrays[k + "_p"] = np.concatenate([got[i][k][1] for i in keep])
        json.dump([chunk[i] for i in keep], open(f"{into}/news.part-{part:03}.json", "w"))
        np.savez(f"{into}/news.tmp{worker}.npz", **arrays)
        os.replace(f"{into}/news.tmp{worker}.npz", f"{into}/news.part-{part:03}.npz")
        print(f"part {part}: {sum(map(len, chunk))} tokens, {time.time() - t0:.0f}s", flush=True)


def average(a, b):
    """Two teachers' distributions as one: weights of the same label added, the likeliest kept."""
    out = {}
    for k, most in K.items():
        ia, ib = a[k + "_i"], b[k + "_i"]
        pa, pb = a[k + "_p"].astype(np.float32) / 2, b[k + "_p"].astype(np.float32) / 2
        for j in range(ib.shape[1]):
            same = (ia == ib[:, j:j + 1]) & (pa > 0)
            pa += same * pb[:, j:j + 1]
            pb[same.any(1), j] = 0
        i, p = np.concatenate([ia, ib], 1), np.concatenate([pa, pb], 1)
        best = np.argsort(-p, 1, kind="stable")[:, :most]
        i, p = np.take_along_axis(i, best, 1), np.take_along_axis(p, best, 1)
        out[k + "_i"], out[k + "_p"] = i, (p / p.sum(1, keepdims=True)).astype(np.float16)
    return out


def kinds_only(arrays, path):
    """Only proper nouns say something about names, and only the kind: the program takes their extent from the tree.  The teacher's
    kinds, with a fifth for spaCy's (news_names.py) where there are any: on GUM's development part they are right for 8 and 6 of 10 names."""
    i, p = arrays["ne_i"].copy(), arrays["ne_p"].astype(np.float32)
    p[i == 0] = 0
    p[(arrays["upos_i"][:, 0] != ud.UPOS.index("PROPN")) | (arrays["upos_p"][:, 0] < 0.5)] = 0
    total = p.sum(1, keepdims=True)
    p = np.where(total > 0, p / np.maximum(total, 1e-6), 0)
    if os.path.exists(path):
        tags = [t for s in json.load(open(path)) for t in s]
        second = np.array([0 if t in "?O" else ud.NE.index(t) for t in tags], dtype=i.dtype)
        both = (second > 0) & (total[:, 0] > 0)
        i = np.concatenate([i, second[:, None]], 1)
        p = np.concatenate([p * np.where(both, 0.8, 1)[:, None], np.where(both, 0.2, 0)[:, None]], 1)
    else:
        i, p = (np.pad(v, ((0, 0), (0, 1))) for v in (i, p))
    arrays["ne_i"], arrays["ne_p"] = i, p.astype(np.float16)


def join(into):
    files = sorted({os.path.basename(f) for d in (OUT, into) for f in glob.glob(f"{d}/news.part-*.npz")})
    parts, forms = [], []
    for f in files:
        there = [d for d in (into, OUT) if os.path.exists(f"{d}/{f}")][:1 if into == OUT else 2]
        read_by = [dict(np.load(f"{d}/{f}")) for d in there]
        text = [json.load(open(f"{d}/{f}".replace(".npz", ".json"))) for d in there]
        assert all(t == text[0] for t in text), f
        parts.append(average(*read_by) if len(read_by) == 2 else read_by[0])
        kinds_only(parts[-1], f"{OUT}/{f}".replace(".npz", ".ne.json"))
        forms += text[0]
    np.savez(f"{OUT}/news.npz", **{k: np.concatenate([a[k] for a in parts]) for k in parts[0]})
    json.dump(forms, open(f"{OUT}/news.forms.json", "w"))
    print("joined", len(files), "parts:", len(forms), "sentences,", sum(map(len, forms)), "tokens")


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=["split", "read", "join"])
    ap.add_argument("--sents", type=int, default=10 ** 9)
    ap.add_argument("--worker", type=int, default=0)
    ap.add_argument("--workers", type=int, default=1)
    ap.add_argument("--into", default=OUT)
    args = ap.parse_args()
    torch.set_num_threads(2 if args.workers == 1 else 1)
    {"split": split, "read": lambda: read(args.sents, args.worker, args.workers, args.into),
     "join": lambda: join(args.into)}[args.what]()
