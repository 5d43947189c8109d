"""The student: the small network that ships.  Every step is a table look-up or a product of 8-bit integers.

usage: student.py train --out out/gold.pt --minutes 10                          the treebanks alone
       student.py train --out out/student.pt --minutes 30 --news out/news.npz   and news read by the teacher
       student.py eval  --out out/gold.pt                                       figures, with the rounding of the C program
With RANK, WORLD_SIZE and MEET (file:///some/new/file) set, processes of one thread each train together (team.sh).

Learning rate and rounding follow the clock, so that a run ends when it should on a busy machine.  From `--quant` of the time
on, weights and activations are rounded as the C program rounds them (straight-through gradients).
SYNC network (src/syntax/network.c)
"""
import argparse
import os
import random
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import ud

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "out")
DIMS = {"word": 48, "pre": 24, "suf2": 16, "suf3": 32, "suf4": 24, "shape": 16}
BLOCKS = "c1 c1 c2 a4 c4"                      # c: convolution and its dilation; a: attention and its heads
ARC, LAB, QK = 96, 128, 16                    # width of arc vectors, of the label's hidden layer, of one attention head
STEPS = [1, 2, 3, 4, 5, 6, 8, 11, 16, 25]     # bucket k holds distances from STEPS[k] on, 10 to each side; then one more
BUCKETS = 2 * len(STEPS) + 1
TAGS = ("upos", "xpos", "feats", "ne")


class Rounded(torch.autograd.Function):
    """x rounded to 1/scale within lo/scale..hi/scale; the gradient passes where x lies within."""

    @staticmethod
    def forward(ctx, x, scale, lo, hi):
        ctx.save_for_backward(x)
        ctx.range = lo / scale, hi / scale
        return (x * scale).add_(0.5).floor_().clamp_(lo, hi).div_(scale)

    @staticmethod
    def backward(ctx, g):
        return torch.ops.aten.hardtanh_backward(g, ctx.saved_tensors[0], *ctx.range), None, None, None


def ste(x, scale, lo, hi, on):
    """x clamped to lo/scale..hi/scale; rounded to 1/scale if on, the gradient as if not."""
    return Rounded.apply(x, scale, lo, hi) if on else F.hardtanh(x, lo / scale, hi / scale)


def dropped(x, p, training):
    return F.dropout(x, p) if training and p > 0 else x


def grid(s):
    """The step of a row's weights: at least s, and m * 2^-k with m in 64..127."""
    k = torch.floor(torch.log2(s))
    m = torch.ceil(s / 2 ** (k - 6)).clamp(64, 128)
    return m * 2 ** (k - 6)


class QLinear(nn.Module):
    """A product with 8-bit weights, one step a row."""

    def __init__(self, n_in, n_out, gain=1.0):
        super().__init__()
        self.w = nn.Parameter(torch.randn(n_out, n_in) * gain * n_in ** -0.5)
        self.b = nn.Parameter(torch.zeros(n_out))

    def rounded(self):
        s = grid((self.w.abs().amax(1, keepdim=True) / 127).clamp(min=2.0 ** -14))
        return s, (self.w / s).round().clamp(-127, 127)

    def forward(self, x, on):
        w = self.w
        if on:
            s, q = self.rounded()
            w = w + (s * q - w).detach()
        return F.linear(x, w, self.b)


class Act(nn.Module):
    """Residual stream -> 7 bits: the channel's gain and bias, then a clamp to -1..63/64."""

    def __init__(self, d):
        super().__init__()
        self.g = nn.Parameter(torch.ones(d))
        self.b = nn.Parameter(torch.zeros(d))

    def forward(self, r, on):
        return ste(r * self.g + self.b, 64, -64, 63, on)


class Conv(nn.Module):
    def __init__(self, d, dilation, drop):
        super().__init__()
        self.act, self.lin, self.k, self.drop = Act(d), QLinear(3 * d, 2 * d, 0.7), dilation, drop

    def forward(self, r, on, wmask, bucket):
        u = self.act(r, on) * wmask
        if torch.is_autocast_enabled("cpu"):
            u = u.bfloat16()                  # exact: 7 bits
        p = F.pad(u, (0, 0, self.k, self.k))
        L = u.size(1)
        a, g = self.lin(torch.cat([p[:, :L], u, p[:, 2 * self.k:2 * self.k + L]], -1), on).chunk(2, -1)
        a = ste(a, 64, -127, 127, on)
        g = ste(g + 0.5, 128, 0, 127, on)
        return r + dropped(a * g, self.drop, self.training)


class Attention(nn.Module):
    def __init__(self, d, heads, drop):
        super().__init__()
        self.h, self.drop = heads, drop
        self.act = Act(d)
        self.q, self.k, self.v, self.o = QLinear(d, heads * QK), QLinear(d, heads * QK), QLinear(d, d), QLinear(d, d, 0.5)
        self.bias = nn.Parameter(torch.zeros(heads, BUCKETS))

    def forward(self, r, on, wmask, bucket):
        B, L, d = r.shape
        u = self.act(r, on)
        split = lambda x: x.view(B, L, self.h, -1).transpose(1, 2)
        q = split(ste(self.q(u, on).float(), 32, -127, 127, on))
        k = split(ste(self.k(u, on).float(), 32, -127, 127, on))
        v = split(ste(self.v(u, on).float(), 64, -64, 63, on))
        s = q @ k.transpose(2, 3) / 4 + self.bias[:, bucket]
        s = s.masked_fill(~wmask.squeeze(-1).bool()[:, None, None, :], -1e4)
        o = (s.softmax(-1) @ v).transpose(1, 2).reshape(B, L, d)
        o = self.o(ste(o, 64, -64, 63, on), on).float()
        return r + dropped(o, self.drop, self.training)


class Student(nn.Module):
    def __init__(self, labels, glove, d=128, blocks=BLOCKS, drop=0.1, block_drop=0.1):
        super().__init__()
        self.d, self.kinds, self.drop = d, blocks, drop
        self.register_buffer("glove", torch.cat([torch.zeros(1, 100), torch.tensor(glove)]) / 0.4)
        self.tab = nn.ModuleDict({k: nn.Embedding(n, DIMS[k]) for k, n in ud.TABLES})
        self.proj = nn.ParameterDict({"glove": nn.Parameter(torch.randn(d, 100) * 0.03)})
        for k, n in DIMS.items():
            self.tab[k].weight.data.mul_(0.5)
            self.proj[k] = nn.Parameter(torch.randn(d, n) * 0.4 * n ** -0.5)
        self.blocks = nn.ModuleList(Conv(d, int(b[1:]), block_drop) if b[0] == "c" else Attention(d, int(b[1:]), block_drop)
                                    for b in blocks.split())
        self.last = Act(d)
        self.tags = nn.ModuleDict({k: QLinear(d, len(getattr(labels, k))) for k in TAGS})
        self.arc_d, self.arc_h, self.arc_t = QLinear(d, ARC), QLinear(d, ARC), QLinear(d, BUCKETS, 0.3)
        self.arc_root = nn.Parameter(torch.randn(ARC) * 0.3)
        self.lab_d, self.lab_h = QLinear(d, LAB), QLinear(d, LAB)
        self.lab_root = nn.Parameter(torch.randn(LAB) * 0.3)
        self.lab_t = nn.Parameter(torch.randn(BUCKETS, LAB) * 0.1)
        self.lab_o = QLinear(LAB, len(labels.rel))

    def part(self, k):
        """Rows of a table as they ship: already times its projection."""
        w = self.glove if k == "glove" else self.tab[k].weight
        return w @ self.proj[k].T

    def embed(self, x, on):
        """x: [B, L, 7] of glove, word, pre, suf2, suf3, suf4, shape."""
        r = 0
        for i, k in enumerate(["glove"] + [k for k, _ in ud.TABLES]):
            e = self.glove[x[..., i]] if k == "glove" else self.tab[k](x[..., i])
            if self.training and k in ("glove", "word"):
                p = 0.05 if k == "glove" else 0.15
                e = e * (torch.rand(e.shape[:2], device=e.device) >= p).unsqueeze(-1)
            r = r + ste(F.linear(e, self.proj[k]).float(), 64, -127, 127, on)
        return dropped(r, self.drop, self.training)

    def forward(self, x, wmask, on):
        L = x.size(1)
        bucket = buckets(L).to(x.device)
        m = wmask.unsqueeze(-1).float()
        r = self.embed(x, on)
        for b in self.blocks:
            r = b(r, on, m, bucket)
        return self.last(r, on)

    def arcs(self, u, wmask, on):
        """[B, L, L+1]; head 0 is the root."""
        B, L, _ = u.shape
        d = ste(self.arc_d(u, on).float(), 32, -127, 127, on)
        h = ste(self.arc_h(u, on).float(), 32, -127, 127, on)
        root = ste(self.arc_root, 32, -127, 127, on)
        t = self.arc_t(u, on).float()
        s = d @ torch.cat([root.expand(B, 1, -1), h], 1).transpose(1, 2) / 8
        b = torch.cat([torch.full((L, 1), BUCKETS - 1), buckets(L)], 1).to(u.device)
        s = s + t.gather(2, b.expand(B, L, L + 1))
        own = torch.cat([torch.zeros(L, 1, dtype=torch.bool), torch.eye(L, dtype=torch.bool)], 1).to(u.device)
        ok = torch.cat([torch.ones_like(wmask[:, :1]), wmask], 1)
        return s.masked_fill(own | ~ok.unsqueeze(1), -1e4)

    def rels(self, u, head, on):
        B, L, _ = u.shape
        a = ste(self.lab_d(u, on).float(), 64, -32767, 32767, on)
        h = ste(self.lab_h(u, on).float(), 64, -32767, 32767, on)
        h = torch.cat([ste(self.lab_root, 64, -32767, 32767, on).expand(B, 1, -1), h], 1)
        h = h.gather(1, head.unsqueeze(-1).expand(-1, -1, LAB))
        b = buckets(L, head)
        z = a + h + ste(self.lab_t, 64, -32767, 32767, on)[b]
        return self.lab_o(dropped(ste(z, 64, 0, 127, on), self.drop, self.training), on).float()


STEP_OF = torch.zeros(5000, dtype=torch.long)
for _k, _s in enumerate(STEPS):
    STEP_OF[_s:] = _k


def buckets(L, head=None):
    """Bucket of every pair (word i, head j), or of (i, its head): 0-9 head to the left, 10-19 to the right, 20 itself or root."""
    i = torch.arange(L, device=None if head is None else head.device)
    if head is None:
        diff = i.unsqueeze(1) - i.unsqueeze(0)
        own = diff == 0
    else:
        diff = i + 1 - head
        own = head == 0
    b = STEP_OF.to(diff.device)[diff.abs().clamp(max=4999)] + (diff < 0) * len(STEPS)
    return torch.where(own, BUCKETS - 1, b)


def grow(model, ck):
    """Starts `model` from a narrower or shallower one: its weights lie in the corner of the new ones, the rest is small and random."""
    old, new, small = ck["model"], model.state_dict(), 0.3
    d, D = ck["width"], model.d
    for name, t in new.items():
        o = old.get(name)
        if o is None:
            if name.endswith((".o.w", ".o.b")):
                t.mul_(0.1)
        elif o.shape == t.shape:
            t.copy_(o)
        elif name.endswith(".lin.w"):                # [value, gate][d] x [left, itself, right][d]
            v = t.mul_(small).view(2, D, 3, D)
            v[:, :d, :, :d] = o.view(2, d, 3, d)
        elif name.endswith(".lin.b"):
            t.view(2, D)[:, :d] = o.view(2, d)
        else:
            if t.dim() > 1:
                t.mul_(small)
            t[tuple(slice(0, n) for n in o.shape)] = o


# ---- data

class Words:
    """Feature rows of forms, kept once for each form."""

    def __init__(self):
        g = np.load(f"{OUT}/glove.npz")
        self.vec = g["vec"]
        self.id = {w: i + 1 for i, w in enumerate(g["words"].tolist())}
        self.cache = {}

    def row(self, f):
        r = self.cache.get(f)
        if r is None:
            w = ud.norm(f)
            g = self.id.get(w) or self.id.get(ud.fold_digits(w)) or 0
            title = f[:1].upper() + f[1:]
            r = self.cache[f] = (g,) + ud.word_features(f) + (ud.shape_id(f), ud.shape_id(f.lower()), ud.shape_id(f, True),
                                                              ud.shape_id(title))
        return r

    def rows(self, forms):
        m = np.array([self.row(f) for f in forms], dtype=np.int32)
        if ud.all_caps(forms):
            m[:, 6] = m[:, 8]
        return m


class Set:
    """Sentences as arrays: feats [n, 10]; for each task labels [n, K] and weights [n, K]; bounds of the sentences."""

    def __init__(self, feats, at, idx, p):
        self.feats, self.at, self.idx, self.p = feats, at, idx, p

    @staticmethod
    def gold(labels, words, sents):
        at = np.cumsum([0] + [len(s) for s in sents])
        feats = np.concatenate([words.rows(s.form) for s in sents])
        idx, p = {}, {}
        for k in TAGS + ("rel",):
            v = np.concatenate([np.array([labels.of(k, x) for x in getattr(s, k)], dtype=np.int64) if getattr(s, k) is not None
                                else np.full(len(s), -1) for s in sents])
            idx[k], p[k] = np.maximum(v, 0)[:, None], (v >= 0).astype(np.float32)[:, None]
        p["ne"][idx["ne"] == 0] *= 0.1              # the program asks for the kind of a name, not whether it is one
        h = np.concatenate([np.array(s.head) for s in sents])
        idx["head"], p["head"] = h[:, None], np.ones((len(h), 1), np.float32)
        return Set(feats, at, idx, p)

    @staticmethod
    def news(path, words):
        import json
        z = np.load(path)
        forms = json.load(open(path.replace(".npz", ".forms.json")))
        at = np.cumsum([0] + [len(f) for f in forms])
        kept = path.replace(".npz", ".feats.npy")
        if os.path.exists(kept) and os.path.getmtime(kept) > os.path.getmtime(path.replace(".npz", ".forms.json")):
            feats = np.load(kept)
        else:
            feats = np.concatenate([words.rows(f) for f in forms])
            np.save(kept, feats)
        keys = TAGS + ("rel", "head")
        idx, p = {k: z[k + "_i"] for k in keys}, {k: z[k + "_p"] for k in keys}
        own = np.arange(at[-1]) - np.repeat(at[:-1], np.diff(at)) + 1       # nobody is his own head, whatever the teacher doubts
        far = np.repeat(np.diff(at), np.diff(at))[:, None]
        p["head"][(idx["head"] == own[:, None]) | (idx["head"] > far)] = 0
        return Set(feats, at, idx, p)


def batches(sets, most, rng, share=(1.0, 1.0)):
    """(set, [sentences]) of like lengths, at most `most` words with padding; a share of each set, drawn anew; 2.5 is twice and then a half."""
    out = []
    for s, part in zip(sets, share):
        n = len(s.at) - 1
        order = [i for i in range(n) if s.at[i + 1] - s.at[i] <= 150 for _ in range(int(part) + (rng.random() < part - int(part)))]
        order.sort(key=lambda i: s.at[i + 1] - s.at[i] + rng.random() * 3)
        cur = []
        for i in order:
            if cur and (len(cur) + 1) * (s.at[i + 1] - s.at[i]) > most:
                out.append((s, cur))
                cur = []
            cur.append(i)
        if cur:
            out.append((s, cur))
    rng.shuffle(out)
    return out


def collate(s, rows, rng=None):
    L = max(int(s.at[i + 1] - s.at[i]) for i in rows)
    B = len(rows)
    x = np.zeros((B, L, 7), np.int64)
    m = np.zeros((B, L), bool)
    t = {k: (np.zeros((B, L, v.shape[1]), np.int64), np.zeros((B, L, v.shape[1]), np.float32)) for k, v in s.idx.items()}
    for r, i in enumerate(rows):
        a, b = s.at[i], s.at[i + 1]
        f = s.feats[a:b]
        how = rng.random() if rng else 1.0
        if rng and how < 0.04 and b - a > 3:          # without its last mark
            if s.idx["upos"][b - 1, 0] == ud.UPOS.index("PUNCT") and not (s.idx["head"][a:b, 0] == b - a).any():
                b -= 1
                f = f[:-1]
        n = b - a
        x[r, :n, :6] = f[:, :6]
        case = 6
        if 0.04 <= how < 0.08:
            case = 7
        elif 0.08 <= how < 0.14:
            case = 8
        elif 0.14 <= how < 0.22:
            case = 9
        x[r, :n, 6] = f[:, case]
        m[r, :n] = True
        for k, (ti, tp) in t.items():
            ti[r, :n] = s.idx[k][a:b]
            tp[r, :n] = s.p[k][a:b]
            if k == "head":
                tp[r, :n][ti[r, :n] > n] = 0
                ti[r, :n][ti[r, :n] > n] = 0
    T = torch.from_numpy
    return T(x), T(m), {k: (T(a), T(b)) for k, (a, b) in t.items()}


def soft_ce(scores, target):
    """Cross entropy with the weighted labels of `target`, over all words that have any."""
    idx, p = target
    logp = scores.log_softmax(-1).gather(-1, idx)
    return -(logp * p).sum() / (p.sum() + 1e-6)


def loss_of(model, x, m, t, on):
    with torch.autocast("cpu", torch.bfloat16):
        u = model(x, m, on)
        arcs = model.arcs(u, m, on)
        rel = model.rels(u, t["head"][0][..., 0], on)
        tags = {k: model.tags[k](u, on).float() for k in TAGS}
    loss = soft_ce(arcs, t["head"]) + soft_ce(rel, t["rel"])
    for k, w in (("upos", 0.5), ("xpos", 0.5), ("feats", 0.3), ("ne", 0.3)):
        loss = loss + w * soft_ce(tags[k], t[k])
    return loss


@torch.no_grad()
def evaluate(model, labels, words, sents, on=True):
    model.eval()
    s = Set.gold(labels, words, sents)
    n = up = xp = fe = ua = la = full = names = kinds = 0
    for ss, rows in batches([s], 4000, random.Random(0)):
        x, m, t = collate(ss, rows)
        u = model(x, m, on)
        head = model.arcs(u, m, on).argmax(-1)
        rel = model.rels(u, head, on).argmax(-1)
        ne = model.tags["ne"](u, on)
        tag = {k: model.tags[k](u, on).argmax(-1) for k in TAGS[:3]}
        for r, i in enumerate(rows):
            g = sents[i]
            for j in range(len(g)):
                n += 1
                up += labels.upos[tag["upos"][r, j]] == g.upos[j]
                xp += labels.xpos[tag["xpos"][r, j]] == g.xpos[j]
                fe += labels.feats[tag["feats"][r, j]] == g.feats[j]
                ok = head[r, j].item() == g.head[j]
                name = labels.rel[rel[r, j]]
                ua += ok
                la += ok and name.split(":")[0] == g.rel[j].split(":")[0]
                full += ok and name == g.rel[j]
            for kind, a, b in spans(g.ne or []):          # of a name as it lies, its kind as src/syntax/name.c finds it
                score = ne[r, a:b, 1:].reshape(b - a, -1, 2).amax(-1)
                weight = torch.tensor([float(g.upos[j] == "PROPN") + (not a < g.head[j] <= b) for j in range(a, b)])
                names += 1
                kinds += labels.ne[1 + 2 * int((score * weight[:, None]).sum(0).argmax())][2:] == kind
    model.train()
    q = 100 / n
    return f"UPOS {up * q:.2f} XPOS {xp * q:.2f} feats {fe * q:.2f} UAS {ua * q:.2f} LAS {la * q:.2f} full {full * q:.2f} kinds {100 * kinds / max(1, names):.1f}"


def spans(tags):
    out, cur = set(), None
    for i, t in enumerate(list(tags) + ["O"]):
        if cur and not (t[0] == "I" and t[2:] == cur[0]):
            out.add((cur[0], cur[1], i))
            cur = None
        if t[0] == "B" or (t[0] == "I" and not cur):
            cur = (t[2:], i)
    return out


class Team:
    """Processes of one thread each, learning from batches of their own, that average their weights every few steps: on a busy machine far
    quicker than threads, or than gradients shared at every step, which wait for each other."""

    def __init__(self):
        self.rank, self.size = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
        if self.size > 1:
            torch.distributed.init_process_group("gloo", init_method=os.environ["MEET"], rank=self.rank, world_size=self.size)

    @torch.no_grad()
    def share(self, params, clock):
        """Averages the weights in place; returns the mean of the clocks."""
        if self.size == 1:
            return clock
        flat = torch.cat([p.reshape(-1) for p in params] + [torch.tensor([clock])])
        torch.distributed.all_reduce(flat)
        flat /= self.size
        at = 0
        for p in params:
            p.copy_(flat[at:at + p.numel()].view_as(p))
            at += p.numel()
        return float(flat[-1])


def train(args):
    team = Team()
    torch.manual_seed(args.seed)
    rng, noise = random.Random(args.seed), random.Random(args.seed * 100 + team.rank)
    gold = ud.treebank("train")
    labels, words = ud.Labels(gold), Words()
    sets = [Set.gold(labels, words, gold)]
    if args.news:
        sets.append(Set.news(args.news, words))
    model = Student(labels, words.vec, args.width, args.blocks, args.drop, args.block_drop)
    if args.init:
        grow(model, torch.load(args.init))
    dev = ud.read(f"{ud.UD}/en_ewt-dev.conllu")
    decay = [p for n, p in model.named_parameters() if p.dim() > 1]
    rest = [p for n, p in model.named_parameters() if p.dim() <= 1]
    opt = torch.optim.AdamW([{"params": decay, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0.0}], lr=args.lr,
                            betas=(0.9, 0.98), fused=True)
    before, spent, step, epoch = 0.0, 0.0, 0, 0
    if os.path.exists(args.out):
        ck = torch.load(args.out)
        model.load_state_dict(ck["model"]), opt.load_state_dict(ck["opt"])
        before, step, epoch = ck["spent"], ck["step"], ck["epoch"]
        spent = before
    torch.manual_seed(args.seed * 100 + team.rank)
    total, params = args.minutes * 60, decay + rest
    t0, seen, acc, said, saved = time.time(), 0, 0.0, time.time(), time.time()
    model.train()
    while spent < total:
        epoch += 1
        todo = batches(sets, args.batch, rng, (args.gold_share, args.news_share))
        for s, rows in todo[team.rank:len(todo) // team.size * team.size:team.size]:
            part = spent / total
            if part >= 1:
                break
            on = part >= args.quant
            for g in opt.param_groups:
                g["lr"] = args.lr * min(1, (step + 1) / 200) * (1 - part) + 1e-5
            x, m, t = collate(s, rows, noise)
            loss = loss_of(model, x, m, t, on)
            opt.zero_grad(set_to_none=False)
            loss.backward()
            nn.utils.clip_grad_norm_(params, 2.0)
            opt.step()
            step += 1
            if step % args.sync == 0:
                spent = team.share(params, before + time.time() - t0)
            seen += int(m.sum()) * team.size
            acc += loss.item()
            if team.rank:
                continue
            if step % 100 == 0:
                now = time.time()
                print(f"epoch {epoch} step {step} loss {acc / 100:.3f} {seen / (now - said):.0f} words/s {spent:.0f}s rounded {on}", flush=True)
                acc, seen, said = 0.0, 0, now
            if step % args.sync == 0 and time.time() - saved > args.every:
                save(args.out, model, opt, spent, step, epoch)
                print("dev", evaluate(model, labels, words, dev, True), flush=True)
                saved = said = time.time()
                seen = 0
    if team.rank == 0:
        save(args.out, model, opt, spent, step, epoch)
        report(model, labels, words)


def save(path, model, opt, spent, step, epoch):
    torch.save({"model": model.state_dict(), "opt": opt.state_dict(), "spent": spent, "step": step, "epoch": epoch,
                "width": model.d, "blocks": model.kinds, "arc": ARC}, path + ".tmp")
    os.replace(path + ".tmp", path)


def report(model, labels, words):
    for part in ("dev", "test"):
        for n in ("en_ewt", "en_gum_open"):
            print(n, part, evaluate(model, labels, words, ud.read(f"{ud.UD}/{n}-{part}.conllu"), True), flush=True)


def load(path):
    labels, words = ud.Labels(ud.treebank("train")), Words()
    ck = torch.load(path)
    global ARC
    ARC = ck.get("arc", 64)
    model = Student(labels, words.vec, ck["width"], ck.get("blocks", BLOCKS))
    model.load_state_dict(ck["model"])
    return model.eval(), labels, words


if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=["train", "eval"])
    ap.add_argument("--out", default=f"{OUT}/student.pt")
    ap.add_argument("--init", help="another student to start from, as wide and deep or less")
    ap.add_argument("--news")
    ap.add_argument("--minutes", type=float, default=10)
    ap.add_argument("--width", type=int, default=128)
    ap.add_argument("--blocks", default=BLOCKS)
    ap.add_argument("--batch", type=int, default=1200)
    ap.add_argument("--lr", type=float, default=2.5e-3)
    ap.add_argument("--drop", type=float, default=0.12)
    ap.add_argument("--block-drop", type=float, default=0.12)
    ap.add_argument("--quant", type=float, default=0.6)
    ap.add_argument("--gold-share", type=float, default=1.0)
    ap.add_argument("--news-share", type=float, default=1.0)
    ap.add_argument("--every", type=float, default=420, help="seconds between checkpoints")
    ap.add_argument("--sync", type=int, default=16, help="steps from one averaging to the next")
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    torch.set_num_threads(1 if "RANK" in os.environ else 2)
    if args.what == "train":
        train(args)
    else:
        report(*load(args.out))
