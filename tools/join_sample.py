#!/usr/bin/env python3
"""Draws pairs of news items to judge by hand: do the two tell of one act?

usage: join_sample.py CODED NEWS [--pairs N] [--seed N]

CODED  what `entente code` printed for NEWS (JSONL, plain or .gz)
NEWS   JSONL of {"id", "date", "text"}

Pairs of items at most two days apart, each with an event, with a country in common.  Most such pairs are nothing like each other, so they are drawn
from bands of likeness (cosine of their words weighed by rarity), more from the higher ones; the join is not asked.  Prints a pair a line in random
order: two ids, the band, and the number of candidates in that band.
"""
import argparse, collections, datetime, gzip, json, math, random, re

BANDS = [(0.10, 0.20, 0.10), (0.20, 0.32, 0.15), (0.32, 0.45, 0.20), (0.45, 0.58, 0.25), (0.58, 1.01, 0.30)]  # from, to, share of the pairs
APART = 2


def lines(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
        yield from map(json.loads, f)


def countries(event):
    found = {p["country"] for side in ("actor", "recipient") for p in event[side]}
    return (found | {(event["place"] or {}).get("country", "")}) - {""}


def vectors(texts):
    words = {i: set(re.findall(r"[a-z][a-z]+|\d+", t.lower())) for i, t in texts.items()}
    seen = collections.Counter(w for ws in words.values() for w in ws)
    rare = {w: math.log(len(words) / n) for w, n in seen.items()}
    length = {i: math.sqrt(sum(rare[w] ** 2 for w in ws)) or 1 for i, ws in words.items()}
    return words, rare, length


def candidates(coded, news):
    places = collections.defaultdict(set)
    for e in lines(coded):
        places[e["doc_id"]] |= countries(e)
    items = {d["id"]: d for d in lines(news) if places.get(d["id"])}
    words, rare, length = vectors({i: d["text"] for i, d in items.items()})
    days = collections.defaultdict(list)
    for i, d in items.items():
        days[datetime.date.fromisoformat(d["date"]).toordinal()].append(i)
    for day in sorted(days):
        near = [i for k in range(APART + 1) for i in days.get(day + k, ())]
        for n, a in enumerate(days[day]):
            for b in near[n + 1:]:
                if places[a] & places[b]:
                    yield a, b, sum(rare[w] ** 2 for w in words[a] & words[b]) / length[a] / length[b]


def main():
    p = argparse.ArgumentParser(usage=__doc__)
    p.add_argument("coded")
    p.add_argument("news")
    p.add_argument("--pairs", type=int, default=300)
    p.add_argument("--seed", type=int, default=11)
    o = p.parse_args()
    bands = [[] for _ in BANDS]
    for a, b, cos in candidates(o.coded, o.news):
        for k, (low, high, _) in enumerate(BANDS):
            if low <= cos < high:
                bands[k].append((a, b))
    draw = random.Random(o.seed)
    drawn = [(a, b, k + 1, len(band)) for k, band in enumerate(bands) for a, b in draw.sample(band, round(o.pairs * BANDS[k][2]))]
    draw.shuffle(drawn)
    for row in drawn:
        print(*row, sep="\t")


if __name__ == "__main__":
    main()
