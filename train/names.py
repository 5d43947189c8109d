"""Weights of the spans that may be names, from GUM's entities and the shipped network's own trees and scores: ../src/syntax/name.def.

usage: names.py fit TRAIN.conllu TRAIN.tsv     writes name.def
       names.py score GOLD.conllu DUMP.tsv     F1 with the weights of name.def
The second file is what build/train/dump_names prints for the first.

A semi-Markov model: the spans of src/syntax/name.c (SYNC names), each with a score a kind, and the likelihood of the gold's set of spans
against all sets that do not overlap.  The network has seen the training part, where its scores are better than they are elsewhere: they
get noise (NOISE, in log odds), which brings kinds and words nearer to what they are in GUM's dev part (.85 of the kinds, .70 of the words
of names right; training .98 and .95 without noise, .92 and .81 with 1.5, .87 and .72 with 2, whose weights are no better).
"""
import collections
import os
import re
import sys

import numpy as np
import scipy.optimize
import scipy.sparse

import ud

DEF = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../src/syntax/name.def")
KINDS = ["person", "organisation", "place", "other"]
NETWORK = ["FIRST", "LATER", "NEXT", "HEAD"]
SIGNS = NETWORK + """BIAS USUAL MANY CAPITALS CAPITALS_ALONE DIGITS_ALONE HEAD_ADJ HEAD_NOUN HEAD_OTHER
IS_FLAT IS_COMPOUND IS_COMPOUND_OF_NAME IS_COMPOUND_OF_NUMBER IS_APPOS IS_APPOS_COMMA IS_CONJ IS_CONJ_OF_NAME IS_NMOD IS_NMOD_OF_NAME
IS_NMOD_UNMARKED IS_POSS IS_OBL IS_AMOD IS_ROOT IS_DEP IS_LIST IS_PARATAXIS IS_VOCATIVE
LEFT_DET LEFT_COMPOUND LEFT_AMOD LEFT_POSS LEFT_DESC LEFT_NUMBER LEFT_OTHER
RIGHT_FLAT RIGHT_COMPOUND RIGHT_CONJ RIGHT_CONJ_NAME RIGHT_APPOS RIGHT_APPOS_NAME RIGHT_OF RIGHT_IN RIGHT_NMOD RIGHT_UNMARKED
RIGHT_UNMARKED_COMMA RIGHT_CASE RIGHT_ACL RIGHT_RELCL RIGHT_LOOSE RIGHT_OTHER""".split()
SIGN = {x: i for i, x in enumerate(SIGNS)}
ENDS = 6                    # to each side of the head, at most
NOISE, SEEDS = 1.5, 2       # the training part is read with so many draws of noise
COMMON, OWN = 1.0, 3.0      # how much weights are held at 0: what kinds share of a sign, and what is a kind's own
KEPT_BELOW = 1024           # SYNC kept
BIAS = 0.6                  # log odds for every span: dev is the same from 0 to 0.6, and who was not marked is lost to the stages behind

OUTSIDE = set("cc cc:preconj conj appos acl acl:relcl parataxis cop nsubj nsubj:outer csubj ccomp mark advmod aux discourse advcl dep list "
              "orphan vocative expl obl obl:unmarked obj punct".split())
STOPS = set("cc cop nsubj aux mark discourse expl csubj ccomp case advcl vocative reparandum".split())
IS = {"flat": "FLAT", "goeswith": "FLAT", "fixed": "FLAT", "nmod:unmarked": "NMOD_UNMARKED", "nmod:poss": "POSS", "obl": "OBL",
      "amod": "AMOD", "root": "ROOT", "dep": "DEP", "list": "LIST", "parataxis": "PARATAXIS", "vocative": "VOCATIVE"}
LEFT = {"det": "DET", "compound": "COMPOUND", "amod": "AMOD", "nmod:poss": "POSS", "nmod:desc": "DESC", "nummod": "NUMBER"}
RIGHT = {"flat": "FLAT", "compound": "COMPOUND", "case": "CASE", "acl": "ACL", "acl:relcl": "RELCL", "list": "LOOSE", "dep": "LOOSE",
         "parataxis": "LOOSE"}
UNKEPT = set("flat goeswith fixed compound nmod:unmarked".split())
HEADS = {"ADJ": "HEAD_ADJ", "NOUN": "HEAD_NOUN", "X": "HEAD_OTHER", "VERB": "HEAD_OTHER", "NUM": "HEAD_OTHER"}


class Sent:
    def __init__(self, lines, doc):
        rows = [x.split("\t") for x in lines]
        self.form, self.upos, self.rel = ([r[i] for r in rows] for i in (0, 1, 3))
        self.head = [int(r[2]) for r in rows]
        self.z = np.array([[int(x) for x in r[4:12]] for r in rows], dtype=np.int64).reshape(len(rows), -1)
        if self.z.shape[1] != 8:
            self.z = np.full((len(rows), 8), -8 * 1024)
        self.doc = doc
        text = "".join(self.form)
        self.caseless = not any(c.islower() for c in text) and sum(c.isupper() for c in text) >= 8

    def __len__(self):
        return len(self.form)


def read_dump(path):
    out, lines, doc = [], [], 0
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# document") and not lines:
            doc += 1
        elif line:
            lines.append(line)
        else:
            out.append(Sent(lines, doc))
            lines = []
    return out


def hulls(s):
    n = len(s)
    hull, usual = [[i, i] for i in range(n)], [[i, i] for i in range(n)]
    for i in range(n):
        v = s.head[i]
        while v:
            hull[v - 1] = [min(hull[v - 1][0], i), max(hull[v - 1][1], i)]
            v = s.head[v - 1]
    for i in range(n):
        h = s.head[i] - 1
        if h >= 0 and not (i < h and s.rel[i] == "case") and s.rel[i] not in OUTSIDE:
            usual[h] = [min(usual[h][0], hull[i][0]), max(usual[h][1], hull[i][1])]
    return hull, usual


def relation_sign(s, h, usual):
    r, g = s.rel[h], s.head[h] - 1
    name = g >= 0 and s.upos[g] == "PROPN"
    if r == "compound":
        return "IS_COMPOUND_OF_NAME" if name else "IS_COMPOUND_OF_NUMBER" if s.upos[g] == "NUM" else "IS_COMPOUND"
    if r == "appos":
        return "IS_APPOS_COMMA" if comma_before(s, h, usual) else "IS_APPOS"
    if r in ("conj", "nmod"):
        return f"IS_{r.upper()}" + ("_OF_NAME" if name else "")
    return "IS_" + IS[r] if r in IS else None


def comma_before(s, i, usual):
    return usual[i][0] > 0 and s.form[usual[i][0] - 1] == ","


def right_sign(s, c, usual):
    r, name = s.rel[c], s.upos[c] == "PROPN"
    if r == "nmod":
        case = [s.form[x].lower() for x in range(c) if s.head[x] == c + 1 and s.rel[x] == "case"][:1]
        return "RIGHT_OF" if case == ["of"] else "RIGHT_IN" if case and case[0] in ("in", "at", "for", "from", "@") else "RIGHT_NMOD"
    if r == "nmod:unmarked":
        return "RIGHT_UNMARKED_COMMA" if comma_before(s, c, usual) else "RIGHT_UNMARKED"
    if r in ("conj", "appos"):
        return f"RIGHT_{r.upper()}" + ("_NAME" if name else "")
    return "RIGHT_" + RIGHT.get(r, "OTHER")


def spans(s):
    """The spans that may be names, in the order of name.c: (first, last, head, signs, whether its score is above 0 anyhow)."""
    hull, usual = hulls(s)
    kids = collections.defaultdict(list)
    for i, h in enumerate(s.head):
        kids[h - 1].append(i)
    out = []
    for h in range(len(s)):
        proper = s.upos[h] == "PROPN"
        if not proper and (h == 0 or s.caseless or not s.form[h][0].isupper() or s.upos[h] not in HEADS):
            continue
        signs = {"BIAS", relation_sign(s, h, usual)} | (set() if proper else {HEADS[s.upos[h]]})
        left, right = [(h, set())], [(h, set())]
        for c in reversed([c for c in kids[h] if c < h]):
            if s.rel[c] in STOPS or s.rel[c] == "punct" and s.form[c] in (",", "(", ":", ";"):
                break
            if s.rel[c] != "punct":
                left.append((min(left[-1][0], hull[c][0]), left[-1][1] | {"LEFT_" + LEFT.get(s.rel[c], "OTHER")}))
        for c in kids[h]:
            if c > h and s.rel[c] not in ("punct", "cc", "cop", "nsubj", "aux"):
                right.append((max(right[-1][0], hull[c][1]), right[-1][1] | {right_sign(s, c, usual)}))
        core = max([h] + [hull[c][1] for c in kids[h] if s.rel[c] == "flat"])
        capitals = bool(re.fullmatch("[A-Z]{2,}", s.form[h])) and not s.caseless
        digits = bool(re.search("[0-9]", s.form[h]))
        for a, fa in left[:ENDS]:
            for b, fb in right[:ENDS]:
                f = signs | fa | fb
                if proper and "IS_FLAT" not in f and [a, b] == usual[h]:
                    f = f | {"USUAL"}
                if a < b:
                    f = f | {"MANY"}
                if capitals:
                    f = f | {"CAPITALS" if a < b else "CAPITALS_ALONE"}
                elif digits and a == b:
                    f = f | {"DIGITS_ALONE"}
                kept = proper and s.rel[h] not in UNKEPT and a == usual[h][0] and b in (usual[h][1], core)
                out.append((a, b, h, sorted(SIGN[x] for x in f if x), kept))
    return out


def network(s, z, a, b, h):
    """What the network says of a span: a row a sign of NETWORK, a column a kind."""
    begin, inside = z[:, 0::2], z[:, 1::2]
    following = np.maximum(inside[b + 1], 0) if b + 1 < len(s) else np.zeros_like(inside[0])
    return np.array([begin[a], inside[a + 1:b + 1].sum(0), following, np.maximum(begin[h], inside[h])])


def gold_spans(ne):
    out, i = {}, 0
    while i < len(ne):
        j = i + 1
        if ne[i][0] == "B":
            while j < len(ne) and ne[j][0] == "I":
                j += 1
            out[i, j - 1] = KINDS.index(ne[i][2:])
        i = j
    return out


class Data:
    """Spans of all sentences in a row: signs (sparse), network rows, gold kind or -1."""

    def __init__(self, gold, dump, seeds):
        self.off, self.at, self.n, z_rows, y, rows, cols = [0], [], [], [], [], [], []
        for seed in seeds:
            rng = np.random.default_rng(seed)
            for g, s in zip(gold, dump):
                e = rng.normal(0, NOISE, (len(s), 9))
                z = s.z / 1024 + (e[:, 1:] - e[:, :1])
                want, had = gold_spans(g.ne), set()
                for a, b, h, f, _ in sorted(spans(s), key=lambda x: (x[1], x[0])):
                    rows += [len(y)] * len(f)
                    cols += f
                    z_rows.append(network(s, z, a, b, h))
                    y.append(want.get((a, b), -1) if (a, b) not in had else -1)
                    had.add((a, b))
                    self.at.append((a, b))
                self.off.append(len(y))
                self.n.append(len(s))
        self.m = scipy.sparse.csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(len(y), len(SIGNS)))
        self.z, self.y = np.array(z_rows), np.array(y)


def marginals(n, at, score):
    """Log of the sum over sets of spans that do not overlap, and the odds of each span."""
    by_end, by_start = collections.defaultdict(list), collections.defaultdict(list)
    for j, (a, b) in enumerate(at):
        by_end[b].append(j)
        by_start[a].append(j)
    left, right = np.zeros(n + 1), np.zeros(n + 1)
    for i in range(1, n + 1):
        left[i] = np.logaddexp.reduce([left[i - 1]] + [left[at[j][0]] + score[j] for j in by_end[i - 1]])
    for i in range(n - 1, -1, -1):
        right[i] = np.logaddexp.reduce([right[i + 1]] + [right[at[j][1] + 1] + score[j] for j in by_start[i]])
    return left[n], np.exp(np.array([left[a] + score[j] + right[b + 1] for j, (a, b) in enumerate(at)]) - left[n])


def unpack(w):
    """weights [sign][kind]: of the network's rows one for all kinds."""
    m, k = len(SIGNS), len(KINDS)
    own, common = w[:m * k].reshape(m, k), w[m * k:]
    return np.where(np.arange(m)[:, None] < len(NETWORK), 0, own) + common[:, None]


def objective(w, d, hold):
    t = unpack(w)
    s = d.m @ t + np.einsum("nrk,rk->nk", d.z, t[:len(NETWORK)])
    total = np.logaddexp.reduce(s, axis=1)
    grad, loss = np.exp(s - total[:, None]), 0.0
    for i, n in enumerate(d.n):
        o, e = d.off[i], d.off[i + 1]
        if o == e:
            continue
        z, odds = marginals(n, d.at[o:e], total[o:e])
        loss += z
        grad[o:e] *= odds[:, None]
    right = np.where(d.y >= 0)[0]
    loss -= s[right, d.y[right]].sum()
    grad[right, d.y[right]] -= 1
    g = d.m.T @ grad
    g[:len(NETWORK)] = np.einsum("nrk,nk->rk", d.z, grad)
    own = g.copy()
    own[:len(NETWORK)] = 0
    return loss + (hold * w * w).sum() / 2, np.concatenate([own.ravel(), g.sum(1)]) + hold * w


def fit(d):
    m, k = len(SIGNS), len(KINDS)
    hold = np.concatenate([np.full(m * k, OWN), np.full(m, COMMON)]) * SEEDS
    hold[SIGN["BIAS"] * k:SIGN["BIAS"] * k + k] = 0.01
    hold[m * k:m * k + len(NETWORK)] = 0.01
    r = scipy.optimize.minimize(objective, np.zeros(len(hold)), args=(d, hold), jac=True, method="L-BFGS-B", options={"maxiter": 80})
    t = unpack(r.x)
    t[SIGN["BIAS"]] += BIAS
    t[:len(NETWORK)] *= 256 / 1024
    return np.round(t * 1024).astype(int)


def write_def(t):
    with open(DEF, "w") as f:
        f.write("/* Weights of the signs of a name by its kind, in 1/1024 (of the first four in 1/256).  Written by train/names.py.\n"
                "** X(SIGN, person, organisation, place, other) */\n")
        for x, row in zip(SIGNS, t):
            f.write(f"X({x}, {', '.join(map(str, row))})\n")


def read_def():
    t = {m[1]: list(map(int, m[2].split(","))) for m in re.finditer(r"^X\((\w+), (.*)\)$", open(DEF).read(), re.M)}
    return np.array([t[x] for x in SIGNS])


def decode(s, t):
    """[[first, last, head, scores]] of one sentence, in the whole numbers of name.c."""
    found = []
    for a, b, h, f, kept in spans(s):
        score = ((network(s, s.z, a, b, h) * t[:len(NETWORK)]).sum(0) >> 8) + t[f].sum(0)
        found.append((a, b, h, score + max(0, 1 - score.max()) if kept and score.max() > -KEPT_BELOW else score))
    best, back = [0] * (len(s) + 1), [None] * (len(s) + 1)
    for i in range(1, len(s) + 1):
        best[i] = best[i - 1]
        for x in found:
            if x[1] == i - 1 and best[x[0]] + x[3].max() > best[i]:
                best[i], back[i] = best[x[0]] + x[3].max(), x
    out, i = [], len(s)
    while i:
        if back[i]:
            out.append(back[i])
        i = back[i][0] if back[i] else i - 1
    return out


def names(dump, t):
    """Spans with kinds, those of one head in one document of one kind."""
    found, sums = [decode(s, t) for s in dump], collections.defaultdict(lambda: 0)
    for s, f in zip(dump, found):
        for a, b, h, score in f:
            sums[s.doc, s.form[h].lower()] += score
    return [{(a, b): int(sums[s.doc, s.form[h].lower()].argmax()) for a, b, h, _ in f} for s, f in zip(dump, found)]


def f1(gold, found, kinds=(0, 1, 2)):
    right = both = 0
    for g, f in zip(gold, found):
        g = {x for x in gold_spans(g.ne).items() if x[1] in kinds}
        f = {x for x in f.items() if x[1] in kinds}
        right, both = right + len(g & f), both + len(g) + len(f)
    return 200 * right / both


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in ("fit", "score"):
        sys.exit(__doc__)
    gold, dump = ud.read(sys.argv[2], "gum"), read_dump(sys.argv[3])
    assert [len(x) for x in gold] == [len(x) for x in dump], "the two files are not of the same sentences"
    if sys.argv[1] == "fit":
        write_def(fit(Data(gold, dump, range(SEEDS))))
    found = names(dump, read_def())
    print(f"names {f1(gold, found):.1f}", *(f"{k} {f1(gold, found, (i,)):.1f}" for i, k in enumerate(KINDS)))


if __name__ == "__main__":
    main()
