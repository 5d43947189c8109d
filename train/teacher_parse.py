"""Reads CoNLL-U and writes it again with the teacher's tags, trees and names; tokens are kept.

usage: teacher_parse.py FILE.conllu > OUT.conllu
For experiments: what would the rest of the program gain from a better parser?  One root a sentence, no cycles.  Lemmas as lemma.py gives them.
"""
import sys

import torch

import lemma
import teacher
import ud


def tree(score):
    """Best heads with one root and no cycle: greedy on the doubts.  score [L, L + 1], head 0 the root."""
    n = score.size(0)
    head = score.argmax(-1).tolist()
    root = max(range(n), key=lambda i: score[i, 0] - score[i, 1:].max() if n > 1 else 0)
    for i in range(n):
        if i == root:
            head[i] = 0
        elif head[i] == 0:
            head[i] = int(score[i, 1:].argmax()) + 1

    def loop(i):
        seen, v = [], i
        while v != -1 and v not in seen:
            seen.append(v)
            v = head[v] - 1
        return seen[seen.index(v):] if v != -1 else []

    def below(i, j):
        for _ in range(n):                          # another cycle may lie above j
            if j == i:
                return True
            if j == -1:
                break
            j = head[j] - 1
        return False

    for i in range(n):
        while (cyc := loop(i)):                    # open it where another head costs least
            best = None
            for v in cyc:
                for h in range(n):
                    if h not in cyc and not any(below(c, h) for c in cyc):
                        cost = float(score[v, head[v]] - score[v, h + 1])
                        if best is None or cost < best[0]:
                            best = cost, v, h + 1
            if best is None:
                best = 0, cyc[0], root + 1
            head[best[1]] = best[2]
    return head


@torch.no_grad()
def main(path):
    model, labels, tok = teacher.load()
    known, exc = lemma.table()
    sents = ud.read(path)
    forms = [s.form for s in sents]
    pieces = teacher.Pieces(forms, tok, 10 ** 9)
    out = [None] * len(sents)
    for batch in pieces.batches(3000):
        ids, mask, first, shape, wmask = teacher.collate(pieces, batch, forms)
        with torch.autocast("cpu", torch.bfloat16):
            x = model.states(ids[:, :512], mask[:, :512], first.clamp(max=511), shape)
            arcs, ld, lh = model(x, wmask)
            tags = {k: m(x).argmax(-1) for k, m in model.tags.items()}
        heads = torch.zeros(wmask.shape, dtype=torch.long)
        for r, i in enumerate(batch):
            n = len(forms[pieces.where[i]])
            s = arcs[r, :n, :n + 1].clone()
            s[torch.arange(n), torch.arange(1, n + 1)] = -1e4
            heads[r, :n] = torch.tensor(tree(s))
        with torch.autocast("cpu", torch.bfloat16):
            score = model.rels(ld, lh, heads)
        score[..., labels.index["rel"]["root"]] = -1e4
        rel = score.argmax(-1)
        for r, i in enumerate(batch):
            rows, before = [], "O"
            for j, f in enumerate(forms[pieces.where[i]]):
                u, x_, fe, ne = (getattr(labels, k)[tags[k][r, j]] for k in ("upos", "xpos", "feats", "ne"))
                if ne[0] == "I" and ne[1:] != before[1:]:
                    ne = "B" + ne[1:]
                before = ne
                h = int(heads[r, j])
                rows.append("\t".join([str(j + 1), f, lemma.lemma(known, exc, f, u, x_), u, x_, fe, str(h),
                                       labels.rel[rel[r, j]] if h else "root", "_", "_" if ne == "O" else f"NE={ne}"]))
            out[pieces.where[i]] = "\n".join(rows)
    print("\n\n".join(out) + "\n")


if __name__ == "__main__":
    torch.set_num_threads(2)
    main(sys.argv[1])
