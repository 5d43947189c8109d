#!/usr/bin/env python3
"""How well coreference serves: gold parties that their sentence does not name, and what the program makes of them.

usage: coref_report.py PROGRAM SHARED [SET]... [--list]

SET     articles-train articles-dev when absent
--list  shows each party whose country is not found

A gold party is told by its fullest name in the document.  Where the sentence of its event has no word of that name, the sentence must tell it by a
pronoun, a definite phrase ("the group") or a shorter name: those are counted.  "mentioned": some pronoun, role or name of the sentence has its country;
"coded": an event coded from that sentence with its type has the country on the same side.
"""
import json, re, subprocess, sys


def run(args):
    return [json.loads(line) for line in subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.splitlines()]


def words(text):
    return {w.lower() for w in re.findall(r"\w+", text) if len(w) > 2} - {"the", "and", "for", "from"}


def sentence_of(doc, text):
    """The sentence in which an event's words begin, by the longest head of them that the document has."""
    for n in range(len(text), 11, -4):
        at = doc["bytes"].find(text[:n].encode())
        if at >= 0:
            return next((s for s in doc["sentences"] if s.get("in") != "title" and s["start"] <= at < s["end"]), None)
    return None


def inside(span, s):
    return span.get("in") == s.get("in") and s["start"] <= span["start"] < s["end"]


def main(argv):
    names = [a for a in argv[2:] if not a.startswith("--")] or ["articles-train", "articles-dev"]
    for name in names:
        gold_file = f"{argv[1]}/gold/{name}.jsonl"
        gold = [json.loads(line) for line in open(gold_file, encoding="utf-8")]
        parsed = {d["id"]: d for d in run([argv[0], "parse", "-q", "-f", "jsonl", gold_file])}
        coded = {}
        for e in run([argv[0], "code", "-q", gold_file]):
            coded.setdefault(e["doc_id"], []).append(e)
        total = mentioned = right = 0
        for g in gold:
            doc = parsed.get(g["id"])
            if not doc:
                continue
            doc["bytes"] = g["text"].encode()
            for e in g["events"]:
                s = sentence_of(doc, e["text"])
                if not s:
                    continue
                told = words(s["text"])
                for side in ("actor", "recipient"):
                    for p in e.get(side) or []:
                        if not p["country"] or words(p["text"]) & told:
                            continue
                        total += 1
                        some = any(inside(m, s) and m["country"] == p["country"] for m in doc["mentions"])
                        sides = [q["country"] for c in coded.get(g["id"], []) if c["type"] == e["type"] and not c.get("in") and
                                 s["start"] <= c["start"] < s["end"] for q in c[side]]
                        mentioned += some
                        right += p["country"] in sides
                        if "--list" in argv and p["country"] not in sides:
                            print(f"{g['id']} {e['type']} {side} {p['country']} {p['sector']} [{p['text']}] {'' if some else 'not mentioned '}"
                                  f"coded {'+'.join(sides) or '-'}\n    {' '.join(s['text'].split())[:400]}")
        print(f"{name:16} {total} gold parties not named in their sentence: country mentioned {mentioned / max(total, 1):.2f}, "
              f"coded on its side {right / max(total, 1):.2f}")


main(sys.argv[1:])
