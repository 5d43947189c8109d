"""The whole training on one GPU in ten minutes: teachers of mpnet, their reading of news and of sentences mixed from the treebanks,
students.

usage: gpu.py pack MODEL-FOLDER        here: out/pack/data.npz (mpnet.py pack writes the encoder beside it)
       gpu.py run PACK OUT SECONDS     on the machine with the GPU: OUT/student-*.pt, OUT/log
       gpu.py unpack OUT/student-N.pt out/gpu.pt     as export.py and student.py read it
Three teachers learn side by side, each a process; one process reads with all of them, their distributions averaged; then two students
with different rates learn side by side, and their own figures on the development parts say which to ship.
"""
import json
import os
import random
import subprocess
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import mpnet
import student
import teacher
import ud

K = {"upos": 2, "xpos": 3, "feats": 3, "ne": 4, "rel": 3, "head": 5}
SETS = ("gold", "ewt-dev", "gum-dev", "ewt-test", "gum-test", "news", "mixed")
MOST = 8                                      # pieces of a word
DEV = "cuda" if torch.cuda.is_available() else "cpu"
WIDTH, BLOCKS = 192, "c1 c1 c2 a6 c4 a6"


# ---- packing

def subtrees(s):
    """(deprel, tag of the head) -> [(first, last)] of the subtrees without a gap, of at most 12 words, the whole sentence left out."""
    n = len(s)
    lo, hi, size = list(range(n)), list(range(n)), [1] * n
    for i in range(n):
        j, steps = s.head[i] - 1, 0
        while j >= 0 and steps < n:
            lo[j], hi[j], size[j] = min(lo[j], i), max(hi[j], i), size[j] + 1
            j, steps = s.head[j] - 1, steps + 1
    return [((s.rel[i], s.upos[i]), lo[i], hi[i]) for i in range(n)
            if s.head[i] > 0 and hi[i] - lo[i] + 1 == size[i] and size[i] <= 12 and s.upos[i] != "PUNCT"]


def mixed(sents, copies, rng):
    """Sentences in which one to three subtrees are another's of the same relation and tag; the teachers say what has become of them."""
    trees = [subtrees(s) for s in sents]
    pool = {}
    for n, ts in enumerate(trees):
        for key, a, b in ts:
            pool.setdefault(key, []).append((n, a, b))
    out = []
    for n, s in enumerate(sents):
        if not 4 <= len(s) <= 60:
            continue
        for _ in range(copies):
            spots, used = [], set()
            for key, a, b in rng.sample(trees[n], len(trees[n])):
                if len(spots) < 1 + len(s) // 8 and not used & set(range(a, b + 1)):
                    spots.append((a, b, rng.choice(pool[key])))
                    used |= set(range(a, b + 1))
            forms = list(s.form)
            for a, b, (m, c, d) in sorted(spots, reverse=True):
                forms[a:b + 1] = sents[m].form[c:d + 1]
            out.append(forms)
    return out


def pack():
    from transformers import AutoTokenizer
    tok = AutoTokenizer.from_pretrained(sys.argv[2])
    gold = ud.treebank("train")
    labels, words = ud.Labels(gold), student.Words()
    parts = {"gold": gold}
    for p in ("dev", "test"):
        for k in ("ewt", "gum"):
            parts[f"{k}-{p}"] = ud.read(f"{ud.UD}/en_{k}{'_open' if k == 'gum' else ''}-{p}.conllu")
    forms = {k: [s.form for s in v] for k, v in parts.items()}
    forms["news"] = json.load(open(f"{student.OUT}/news.sents.json"))
    forms["mixed"] = mixed(gold, 4, random.Random(5))
    ids, out = {}, {}
    for k in SETS:
        row = [ids.setdefault((f, ud.all_caps(s)), len(ids)) for s in forms[k] for f in s]
        out[f"{k}.form"] = np.array(row, np.int32)
        out[f"{k}.n"] = np.array([len(s) for s in forms[k]], np.int16)
        for t in ("upos", "xpos", "feats", "rel", "head", "ne"):
            if k not in parts:
                continue
            v = [labels.of(t, x) if t != "head" else x for s in parts[k] for x in (getattr(s, t) or [None] * len(s))]
            out[f"{k}.{t}"] = np.array(v, np.int16)
    feats = np.array([words.row(f) for f, _ in ids], np.int32)
    caps = np.array([c for _, c in ids])
    feats[caps, 6] = feats[caps, 8]
    out["feats"] = feats.astype(np.uint16)
    enc = tok([f for f, _ in ids], add_special_tokens=False)["input_ids"]
    piece = np.full((len(ids), MOST), mpnet.PAD, np.uint16)
    for i, e in enumerate(enc):
        e = e[:MOST] or [tok.unk_token_id]
        piece[i, :len(e)] = e
    out["piece"] = piece
    out["vec"] = np.load(f"{student.OUT}/glove.npz")["vec"].astype(np.float16)
    out["labels"] = np.array([len(getattr(labels, t)) for t in ("upos", "xpos", "feats", "ne", "rel")])
    out["rel.base"] = np.array([sorted({x.split(":")[0] for x in labels.rel}).index(x.split(":")[0]) for x in labels.rel])
    np.savez_compressed(f"{student.OUT}/pack/data.npz", **out)
    print({k: (len(out[f"{k}.n"]), len(out[f"{k}.form"])) for k in SETS}, len(ids), "forms")


# ---- data on the device

class Sizes:
    """What Student and Teacher ask of ud.Labels: how many labels there are."""

    def __init__(self, n):
        for k, c in zip(("upos", "xpos", "feats", "ne", "rel"), n.tolist()):
            setattr(self, k, range(c))


class Data:
    def __init__(self, path, sets=SETS):
        z = np.load(path)
        T = lambda a: torch.from_numpy(a.astype(np.int64)).to(DEV)
        self.feats, self.piece, self.vec = T(z["feats"]), T(z["piece"]), z["vec"].astype(np.float32)
        self.count = (self.piece != mpnet.PAD).sum(1)
        self.labels, self.base = Sizes(z["labels"]), T(z["rel.base"])
        self.n, self.at, self.form, self.gold = {}, {}, {}, {}
        for k in sets:
            n = z[f"{k}.n"].astype(np.int64)
            self.n[k], self.at[k] = n, T(np.cumsum(n) - n)
            self.form[k] = T(z[f"{k}.form"])
            self.gold[k] = {t: T(z[f"{k}.{t}"]) for t in K if f"{k}.{t}" in z}

    def tokens(self, k, rows, cut=None):
        """Places of the words of the sentences `rows` [B, L], and which are there."""
        n = torch.from_numpy(self.n[k][rows]).to(DEV)
        if cut is not None:
            n = n - cut
        j = torch.arange(int(self.n[k][rows].max()), device=DEV)
        m = j < n[:, None]
        return torch.where(m, self.at[k][torch.from_numpy(rows).to(DEV)][:, None] + j, 0), m

    def pieces(self, k, at, m):
        """Pieces [B, P] with start and end, mask, the word each belongs to, and each word's first piece."""
        f = self.form[k][at]
        c = torch.where(m, self.count[f], 0)
        first = c.cumsum(1) - c + 1
        B, total = len(at), c.sum(1)
        P = int(total.max()) + 2
        ids = torch.full((B, P), mpnet.PAD, device=DEV)
        word = torch.zeros(B, P, dtype=torch.long, device=DEV)
        b, l = m.nonzero(as_tuple=True)
        for i in range(MOST):
            there = self.count[f[b, l]] > i
            bb, ll = b[there], l[there]
            ids[bb, first[bb, ll] + i] = self.piece[f[bb, ll], i]
            word[bb, first[bb, ll] + i] = ll
        ids[:, 0] = mpnet.START
        ids[torch.arange(B, device=DEV), total + 1] = mpnet.END
        return ids, torch.arange(P, device=DEV) <= total[:, None] + 1, word, torch.where(m, first, 0)


def batches(n, most, rng, keep=None):
    """Rows of sentences of like lengths, at most `most` words a batch, in random order."""
    rows = np.arange(len(n)) if keep is None else keep
    rows = rows[n[rows] <= 150]
    rows = rows[np.argsort(n[rows] + rng.random(len(rows)) * 3, kind="stable")]
    out, i = [], 0
    while i < len(rows):
        size = max(1, most // int(n[rows[i]] + 3))
        size = max(1, min(size, most // int(n[rows[min(i + size, len(rows)) - 1]])))
        out.append(rows[i:i + size])
        i += size
    return [out[i] for i in rng.permutation(len(out))]


# ---- teachers

class Big(teacher.Teacher):
    """The shapes of the words are also added to the pieces, so that an encoder without case learns of it."""

    def __init__(self, labels):
        super().__init__(labels, mpnet.Encoder(), mpnet.WIDTH, mpnet.LAYERS)
        self.case = nn.Embedding(teacher.SHAPES, mpnet.WIDTH)
        nn.init.zeros_(self.case.weight)

    def states(self, ids, mask, word, first, shape):
        layers = self.enc(ids, mask, self.case(shape.gather(1, word)) * mask.unsqueeze(-1))
        w = self.mix.softmax(0)
        x = sum(w[i] * h for i, h in enumerate(layers))
        x = x.gather(1, first.unsqueeze(-1).expand(-1, -1, x.size(-1)))
        return self.drop(torch.cat([x, self.shape(shape)], -1))


def shapes(d, k, at, rng=None):
    """Shape of each word; sometimes of the sentence in small letters, in capitals, or as a headline."""
    col = torch.full((len(at),), 6)
    if rng is not None:
        how = torch.from_numpy(rng.random(len(at)))
        col[how < 0.15], col[how < 0.10], col[how < 0.05] = 9, 8, 7
    return d.feats[d.form[k][at], col.to(DEV)[:, None].expand_as(at)]


def train_teacher(packed, out, seed, epochs):
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    d = Data(f"{packed}/data.npz", SETS[:5])
    model = Big(d.labels)
    mpnet.unpack(packed, model.enc)
    model.to(DEV).train()
    enc = [p for n, p in model.named_parameters() if n.startswith("enc.")]
    rest = [p for n, p in model.named_parameters() if not n.startswith("enc.")]
    opt = torch.optim.AdamW([{"params": enc, "lr": 7e-5}, {"params": rest, "lr": 1.5e-3}], weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    total = int(len(batches(d.n["gold"], 1800, rng)) * epochs)
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda k: min(1, (k + 1) / 150) * max(0.0, 1 - k / total) + 1e-3)
    g, step, t0 = d.gold["gold"], 0, time.time()
    ce = lambda s, t: F.cross_entropy(s.reshape(-1, s.size(-1)), t.reshape(-1), ignore_index=-1)
    while step < total:
        for rows in batches(d.n["gold"], 1800, rng):
            if step >= total:
                break
            at, m = d.tokens("gold", rows)
            shape = shapes(d, "gold", at, rng)
            t = {k: torch.where(m, v[at], -1) for k, v in g.items()}
            with torch.autocast(DEV, torch.bfloat16):
                x = model.states(*d.pieces("gold", at, m), shape)
                arcs, ld, lh = model(x, m)
                rel = model.rels(ld, lh, t["head"].clamp(min=0))
                tags = {k: f(x).float() for k, f in model.tags.items()}
            loss = ce(arcs, t["head"]) + ce(rel, t["rel"]) + 0.5 * (ce(tags["upos"], t["upos"]) + ce(tags["xpos"], t["xpos"])) \
                + 0.3 * ce(tags["feats"], t["feats"])
            if (t["ne"] >= 0).any():
                loss = loss + ce(tags["ne"], t["ne"])
            opt.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(enc + rest, 2.0)
            opt.step(), sched.step()
            step += 1
            if step % 200 == 0:
                print(f"teacher {seed} step {step}/{total} loss {loss.item():.3f} {time.time() - t0:.0f}s", flush=True)
    torch.save(model.state_dict(), f"{out}/teacher-{seed}.pt")
    print(f"teacher {seed}", figures(d, lambda k, at, m: read_batch([model.eval()], d, k, at, m)), f"{time.time() - t0:.0f}s", flush=True)


@torch.no_grad()
def read_batch(models, d, k, at, m):
    """The averaged distributions of all teachers: {task: [B, L, labels]}; relations under the heads that the average likes best."""
    with torch.autocast(DEV, torch.bfloat16):
        ids, shape, parts, p = d.pieces(k, at, m), shapes(d, k, at), [], {}
        for model in models:
            x = model.states(*ids, shape)
            arcs, ld, lh = model(x, m)
            parts.append((model, ld, lh))
            for t, s in [("head", arcs)] + [(t, f(x)) for t, f in model.tags.items()]:
                p[t] = p.get(t, 0) + s.float().softmax(-1) / len(models)
        head = p["head"].argmax(-1)
        p["rel"] = sum(model.rels(ld, lh, head).float().softmax(-1) for model, ld, lh in parts) / len(models)
    return p


def spans(tags):
    out, cur = set(), None
    for i, t in enumerate(tags + [0]):
        if cur and (t == 0 or t % 2 == 1 or (t + 1) // 2 != cur[0]):
            out.add((cur[0], cur[1], i))
            cur = None
        if t and (t % 2 == 1 or not cur):
            cur = ((t + 1) // 2, i)
    return {s for s in out if s[0] < 4}           # person, organisation, place


@torch.no_grad()
def figures(d, reads, parts=SETS[1:5]):
    """UPOS, UAS, LAS (base relations) and F1 of names of the best labels."""
    said = []
    for k in parts:
        n = up = ua = la = found = gold = both = 0
        for rows in batches(d.n[k], 8000, np.random.default_rng(0)):
            at, m = d.tokens(k, rows)
            p = {t: s.argmax(-1) for t, s in reads(k, at, m).items()}
            g = {t: v[at] for t, v in d.gold[k].items()}
            n += int(m.sum())
            up += int((m & (p["upos"] == g["upos"])).sum())
            ok = m & (p["head"] == g["head"])
            ua += int(ok.sum())
            la += int((ok & (d.base[p["rel"]] == d.base[g["rel"].clamp(min=0)])).sum())
            if k.startswith("gum"):
                for r in range(len(rows)):
                    a, b = spans(p["ne"][r, m[r]].tolist()), spans(g["ne"][r, m[r]].clamp(min=0).tolist())
                    found, gold, both = found + len(a), gold + len(b), both + len(a & b)
        f1 = f" names {200 * both / max(1, found + gold):.1f}" if gold else ""
        said.append(f"{k} UPOS {100 * up / n:.2f} UAS {100 * ua / n:.2f} LAS {100 * la / n:.2f}{f1}")
    return "; ".join(said)


def read_all(packed, out, seeds):
    d, models, t0 = Data(f"{packed}/data.npz"), [], time.time()
    for seed in seeds:
        if os.path.exists(f"{out}/teacher-{seed}.pt"):
            models.append(Big(d.labels))
            models[-1].load_state_dict(torch.load(f"{out}/teacher-{seed}.pt", map_location="cpu"))
            models[-1].to(DEV).eval()
    print(len(models), "teachers:", figures(d, lambda k, at, m: read_batch(models, d, k, at, m)), flush=True)
    for k in ("gold", "news", "mixed"):
        n = len(d.form[k])
        idx = {t: torch.zeros(n, c, dtype=torch.int16, device=DEV) for t, c in K.items()}
        wt = {t: torch.zeros(n, c, dtype=torch.float16, device=DEV) for t, c in K.items()}
        for rows in batches(d.n[k], 12000, np.random.default_rng(0)):
            at, m = d.tokens(k, rows)
            p = read_batch(models, d, k, at, m)
            own = torch.arange(p["head"].size(-1), device=DEV) == torch.arange(1, at.size(1) + 1, device=DEV)[:, None]
            p["head"] = p["head"].masked_fill(own, 0)
            for t, s in p.items():
                c = min(K[t], s.size(-1))
                w, i = s.topk(c, -1)
                idx[t][at[m], :c], wt[t][at[m], :c] = i[m].short(), (w / w.sum(-1, keepdim=True))[m].half()
        np.savez(f"{out}/read-{k}.npz", **{f"{t}_i": v.cpu().numpy() for t, v in idx.items()},
                 **{f"{t}_p": v.cpu().numpy() for t, v in wt.items()})
        print("read", k, f"{time.time() - t0:.0f}s", flush=True)


# ---- students

class Targets:
    """Weighted labels of every word of a set: the treebank's where it has them, else the teachers'."""

    def __init__(self, d, k, path):
        z = np.load(path)
        self.idx = {t: torch.from_numpy(z[f"{t}_i"].astype(np.int64)).to(DEV) for t in K}
        self.p = {t: torch.from_numpy(z[f"{t}_p"].astype(np.float32)).to(DEV) for t in K}
        for t, g in d.gold[k].items():
            has = g >= 0
            self.idx[t][has] = g[has][:, None].expand(-1, K[t]).clone()
            first = torch.zeros(K[t], device=DEV)
            first[0] = 1
            self.p[t][has] = first
        last = d.at[k] + torch.from_numpy(d.n[k]).to(DEV) - 1
        n = torch.from_numpy(d.n[k]).to(DEV)
        sent = torch.repeat_interleave(torch.arange(len(n), device=DEV), n)
        on_last = torch.zeros(len(n), dtype=torch.bool, device=DEV)
        on_last[sent[self.idx["head"][:, 0] == n[sent]]] = True
        self.cut = ((self.idx["upos"][last, 0] == ud.UPOS.index("PUNCT")) & ~on_last & (n > 3)).long()


def train_student(packed, out, name, seconds, lr, most, drop, gold, init):
    torch.manual_seed(len(name))
    torch.backends.cuda.matmul.allow_tf32 = True
    rng, t0 = np.random.default_rng(len(name)), time.time()
    d = Data(f"{packed}/data.npz")
    sets = {k: Targets(d, k, f"{out}/read-{k}.npz") for k in ("gold", "news", "mixed")}
    model = student.Student(d.labels, d.vec, WIDTH, BLOCKS, drop, drop)
    if os.path.exists(init):
        ck = torch.load(init, map_location="cpu")
        student.ARC = ck.get("arc", student.ARC)
        model.load_state_dict({k: v.float() for k, v in ck["model"].items()}, strict=False)
    vectors = model.glove
    del model.glove
    model.glove = nn.Parameter(vectors)            # learned on from GloVe's, slowly
    model.to(DEV).train()
    slow = [model.glove]
    tables = [p for n, p in model.named_parameters() if n.startswith("tab.")]
    decay = [p for n, p in model.named_parameters() if p.dim() > 1 and not n.startswith("tab.") and n != "glove"]
    rest = [p for n, p in model.named_parameters() if p.dim() <= 1]
    groups = [(slow, 0.15, 0.0), (tables, 1.0, 0.002), (decay, 1.0, 0.01), (rest, 1.0, 0.0)]
    opt = torch.optim.AdamW([{"params": p, "weight_decay": w} for p, _, w in groups], lr=lr, betas=(0.9, 0.98), fused=True)
    start, step, acc, seen = time.time(), 0, 0.0, 0
    params = slow + tables + decay + rest
    while time.time() - start < seconds:
        todo = [("gold", r) for _ in range(gold) for r in batches(d.n["gold"], most, rng)]
        todo += [(k, r) for k in ("news", "mixed") for r in batches(d.n[k], most, rng)]
        for i in rng.permutation(len(todo)):
            part = (time.time() - start) / seconds
            if part >= 1:
                break
            on = part >= 0.5
            for g, (_, q, _) in zip(opt.param_groups, groups):
                g["lr"] = q * lr * min(1, (step + 1) / 300) * (1 - part) + 1e-6
            k, rows = todo[i]
            s = sets[k]
            how = torch.from_numpy(rng.random(len(rows))).to(DEV)
            cut = s.cut[torch.from_numpy(rows).to(DEV)] * (how < 0.04)
            at, m = d.tokens(k, rows, cut)
            f = d.feats[d.form[k][at]]
            case = torch.full_like(cut, 6)
            case[(how >= 0.04) & (how < 0.08)], case[(how >= 0.08) & (how < 0.14)], case[(how >= 0.14) & (how < 0.22)] = 7, 8, 9
            x = torch.cat([f[..., :6], f.gather(2, case[:, None, None].expand(-1, f.size(1), 1))], -1)
            w = m.unsqueeze(-1)
            t = {q: (s.idx[q][at], s.p[q][at] * w) for q in K}
            L = m.size(1)
            end = (m.sum(1))[:, None, None]
            hi, hp = t["head"]
            t["head"] = hi.clamp(max=L), hp * (hi <= end)
            u = model(x, m, on)
            arcs = model.arcs(u, m, on)
            rel = model.rels(u, t["head"][0][..., 0], on)
            loss = student.soft_ce(arcs, t["head"]) + student.soft_ce(rel, t["rel"])
            for q, v in (("upos", 0.5), ("xpos", 0.5), ("feats", 0.3), ("ne", 0.5)):
                loss = loss + v * student.soft_ce(model.tags[q](u, on), t[q])
            opt.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(params, 2.0, foreach=True)
            opt.step()
            step += 1
            if step % 1000 == 0:
                print(f"student {name} step {step} loss {loss.item():.3f} part {part:.2f} {time.time() - start:.0f}s", flush=True)
            if step % 6000 == 0:
                print(f"student {name}", figures(d, lambda *a: student_reads(model, d, *a), SETS[1:3]), flush=True)
    state = {n: v.detach().cpu() for n, v in model.state_dict().items()}
    glove = state.pop("glove").half()
    torch.save({"model": state, "spent": 0, "step": 0, "epoch": 0, "width": WIDTH, "blocks": BLOCKS, "arc": student.ARC},
               f"{out}/student-{name}.pt")
    torch.save(glove, f"{out}/student-{name}.vec")
    print(f"student {name}", figures(d, lambda *a: student_reads(model, d, *a)), f"{step} steps", flush=True)


@torch.no_grad()
def student_reads(model, d, k, at, m):
    model.eval()
    u = model(d.feats[d.form[k][at]][..., :7], m, True)
    p = {"head": model.arcs(u, m, True)}
    p["rel"] = model.rels(u, p["head"].argmax(-1), True)
    p.update({t: model.tags[t](u, True) for t in student.TAGS})
    model.train()
    return p


# ---- the run

def together(*lists):
    return [subprocess.Popen([sys.executable, os.path.abspath(__file__)] + [str(x) for x in a]) for a in lists]


def run(packed, out, seconds, epochs=4):
    t0 = time.time()
    for p in together(*(["teacher", packed, "/tmp", seed, epochs] for seed in (1, 2, 3))):
        p.wait()
    print(f"teachers {time.time() - t0:.0f}s", flush=True)
    read_all(packed, "/tmp", (1, 2, 3))
    torch.cuda.empty_cache()
    left = seconds - (time.time() - t0) - 35
    print(f"{left:.0f}s for students", flush=True)
    for p in together(["student", packed, "/tmp", "a", left, 2.5e-3, 12000, 0.07, 2, f"{packed}/init.pt"],
                      ["student", packed, "/tmp", "bb", left, 3.5e-3, 20000, 0.05, 3, "none"]):
        p.wait()
    os.system(f"cp /tmp/student-*.pt /tmp/student-*.vec {out}/")


def unpack(src, dst):
    ck = torch.load(src)
    ck["model"]["glove"] = torch.load(src.replace(".pt", ".vec")).float()
    torch.save(ck, dst)


if __name__ == "__main__":
    a = sys.argv[2:]
    {"pack": pack, "run": lambda: run(a[0], a[1], float(a[2]), *(float(x) for x in a[3:])),
     "teacher": lambda: train_teacher(a[0], a[1], int(a[2]), float(a[3])),
     "read": lambda: read_all(a[0], a[1], (1, 2, 3)),
     "student": lambda: train_student(a[0], a[1], a[2], float(a[3]), float(a[4]), int(a[5]), float(a[6]), int(a[7]), a[8]),
     "unpack": lambda: unpack(*a)}[sys.argv[1]]()
