"""Date, place, source and parties of coded events, pooled over sets of gold data: figures, what the plainest rule gets beside each, and confusions.

Part of eval.py.  Events are paired as the scorer pairs them; all figures are over the pairs, which are of one type.
"""
import json, os
from collections import Counter

SETS = ["digest-train", "digest-dev", "news-train", "news-dev", "articles-train", "articles-dev"]
SHOWN = 10  # confusions of a kind that are printed


def place(e):
    return (e.get("place") or {}).get("country") or ""


def source(e):
    return "+".join(sorted({p.get("country") or "-" for p in e.get("source") or []}))


def parties(e, *roles):
    return [p for r in roles or ("actor", "recipient") for p in e.get(r) or []]


def country_of_a_party(e):
    """The plainest rule for a place: where it was done to somebody, else the doer's country."""
    return next((p["country"] for p in parties(e, "recipient", "actor") if p.get("country")), "")


def f1(rows):
    """Over (gold, coded) values: a value for a blank, or another value, is wrong."""
    hit = sum(bool(g) and g == c for g, c in rows)
    of = sum(bool(g) for g, _ in rows) + sum(bool(c) for _, c in rows)
    return 2 * hit / of if of else 0.0


def share(rows):
    return sum(g == c for g, c in rows) / len(rows) if rows else 0.0


def as_long(gold, coded):
    """A day where the gold has but its month is right."""
    return coded[:len(gold)] if gold and coded.startswith(gold) else coded


def shared_words(pairs):
    """Gold parties with the coded party that shares their words, as the scorer finds it."""
    words = lambda p: {w.lower() for w in (p.get("text") or "").split() if len(w) > 2}
    total, found = 0, []
    for g, c, _ in pairs:
        coded = parties(c)
        for p in parties(g):
            total += 1
            best = max(coded, default=None, key=lambda q: (len(words(p) & words(q)), p.get("country") == q.get("country"),
                                                          p.get("sector") == q.get("sector")))
            if best is not None and words(p) & words(best):
                found.append((p, best))
    return total, found


DATES = ["blank", "report's", "said", "another"]


def kind(value, report, gold):
    """Of a date: none, the report's, one that the text says, one that is neither the report's nor the gold's."""
    return "blank" if not value else "report's" if value == report else "said" if value == gold else "another"


def top(rows):
    wrong = Counter((g or "-", c or "-") for g, c in rows if g != c)
    return "  ".join(f"{g}>{c} {n}" for (g, c), n in wrong.most_common(SHOWN))


def table(rows, kinds):
    count = Counter(rows)
    print("    gold \\ coded " + " ".join(f"{k:>9}" for k in kinds))
    for g in kinds[:-1]:
        print(f"    {g:12} " + " ".join(f"{count[g, c]:9}" for c in kinds))


def pair_all(score, docs, coded):
    """(gold event, coded event, date of the report) of all pairs."""
    out = []
    for doc in docs:
        for e in doc["events"]:
            for key in ("cameo", "date", "mode", "status", "text"):
                e[key] = e.get(key) or ""
        out += [(g, c, doc["date"]) for g, c in score.pair(doc["events"], coded.get(doc["id"], []))]
    return out


def line(name, value, rule, plain):
    print(f"  {name:34} {value:.3f}{f'   {rule} {plain:.3f}' if rule else ''}")


def show(score, pairs):
    dates = [(g["date"], as_long(g["date"], c["date"])) for g, c, _ in pairs]
    places, sources = [(place(g), place(c)) for g, c, _ in pairs], [(source(g), source(c)) for g, c, _ in pairs]
    statuses = [(g["status"] or "actual", c["status"] or "actual") for g, c, _ in pairs]
    total, found = shared_words(pairs)
    countries = [(g.get("country") or "", c.get("country") or "") for g, c in found]
    sectors = [(g.get("sector") or "", c.get("sector") or "") for g, c in found]
    both = [(score.same_parties(g, c, False), score.same_parties(g, c, True)) for g, c, _ in pairs]
    most = Counter(c for c, _ in countries).most_common(1)[0][0] if countries else ""
    print(f"fields          {len(pairs)} pairs of one type; {total} gold parties, the words of {len(found) / max(total, 1):.3f} shared")
    line("countries right, where shared", share(countries), f"always {most or 'none'}", share([(g, most) for g, _ in countries]))
    line("sectors right, where shared", share(sectors), "always GOV", share([(g, "GOV") for g, _ in sectors]))
    line("countries of both sides right", sum(a for a, _ in both) / max(len(both), 1), "", 0)
    line("... and sectors", sum(b for _, b in both) / max(len(both), 1), "", 0)
    line("date F1", f1(dates), "always the report's", f1([(g["date"], as_long(g["date"], d)) for g, _, d in pairs]))
    line("place F1", f1(places), "a party's country", f1([(place(g), country_of_a_party(c)) for g, c, _ in pairs]))
    line("source F1", f1(sources), "never any", 0.0)
    line("status right", share(statuses), "always actual", share([(g, "actual") for g, _ in statuses]))
    print("  dates")
    table([(kind(g["date"], d, g["date"]), kind(as_long(g["date"], c["date"]), d, g["date"])) for g, c, d in pairs], DATES)
    print(f"  countries     {top(countries)}\n  sectors       {top(sectors)}\n  places        {top(places)}\n  sources       {top(sources)}\n"
          f"  statuses      {top(statuses)}")


def fields(score, shared, code, tmp):
    """code(gold, coded) runs the program; None where no set is at hand."""
    pairs = []
    for name in SETS:
        gold, coded = f"{shared}/gold/{name}.jsonl", f"{tmp}/{name}.fields"
        if not os.path.exists(gold) or not code(gold, coded):
            continue
        with open(gold, encoding="utf-8") as lines:
            docs = [json.loads(x) for x in lines if x.strip()]
        pairs += pair_all(score, docs, score.load(coded))
    if not pairs:
        return None
    show(score, pairs)
    return {"pairs": len(pairs)}
