#!/usr/bin/env python3
"""Measures the program against gold data: `./dev eval` calls it.

usage: eval.py PROGRAM SHARED [SET]... [--keep WHAT]

SHARED  folder with gold/ and score/ (not part of the project); a set whose files are absent is passed over
SET     seed gsr-dev digest-dev news-dev articles-dev digest-train news-train articles-train fields trees timex places dyads; all but the
        train ones when absent; fields: date, place, source and parties, pooled over digest-, news- and articles-, with their confusions
--keep  appends the figures as a row to the table of docs/diary.md, with these words
"""
import importlib, json, os, subprocess, sys, tempfile, time

import eval_fields

CODED = ["seed", "gsr-dev", "digest-dev", "news-dev", "articles-dev"]
TRAIN = ["digest-train", "news-train", "articles-train"]
OTHER = ["fields", "trees", "timex", "places", "dyads"]


def run(args, out=None):
    """Runs a command; its stdout as text, or None with the complaint shown."""
    done = subprocess.run(args, stdout=out or subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1) or (done.returncode == 1 and not out):
        print(f"  {' '.join(map(str, args[:3]))} ...: {done.stderr.decode(errors='replace').strip().splitlines()[-1:]}")
        return None
    return "" if out else done.stdout.decode()


def score(shared, script, gold, coded, *more):
    text = run([sys.executable, f"{shared}/score/{script}", gold, coded, "--json", *more])
    try:
        return json.loads(text) if text else None
    except ValueError:
        return None


def events(program, shared, name, tmp):
    gold, coded = f"{shared}/gold/{name}.jsonl", f"{tmp}/{name}.jsonl"
    if not os.path.exists(gold):
        return None
    with open(coded, "wb") as out:
        if run([program, "code", "-q", gold], out) is None:
            return None
    r = score(shared, "score.py", gold, coded)
    if not r:
        return None
    per_doc = r["coded events"] / r["documents"]
    row = {"type": r["type"]["f1"], "dyad": r["dyad"]["f1"], "full": r["full"]["f1"], "typeR": r["type"]["recall"],
           "dyadR": r["dyad"]["recall"], "each": per_doc}
    print(f"{name:15} type P {r['type']['precision']:.3f} R {r['type']['recall']:.3f} F {r['type']['f1']:.3f}   "
          f"dyad R {r['dyad']['recall']:.3f} F {r['dyad']['f1']:.3f}   full F {r['full']['f1']:.3f}   "
          f"{r['coded events']} coded of {r['gold events']}, {per_doc:.2f} a document")
    extra = [f"{k} {r[k]['agree']:.2f}" for k in ("mode", "CAMEO root", "CAMEO code", "status") if r.get(k, {}).get("agree") is not None]
    extra += [f"{k} {r[k]['f1']:.2f}" for k in ("date", "place", "source") if r.get(k)]
    print(f"{'':15} {', '.join(extra)}")
    return row


SHOWN = {
    "trees": ("tokens", "sentences", "UPOS", "UAS", "LAS"),
    "timex": ("strict.f1", "relaxed.f1", "type.f1", "value.f1"),
    "places": ("all.precision", "all.recall", "all.f1", "all.acc161", "all.local", "all.end_to_end", "all.country"),
    "dyads": ("both", "one", "event", "extra"),
}


def figures(name, r):
    """The figures of that scorer which are shown."""
    out = []
    for path in SHOWN[name]:
        v = r
        for key in path.split("."):
            v = v.get(key) if isinstance(v, dict) else None
        if isinstance(v, (int, float)):
            out.append(f"{path.removeprefix('all.')} {v:.3f}" if v <= 1 else f"{path} {v:.2f}")
    return "  ".join(out)


BANKS = [("EWT test", "{shared}/data/ud/en_ewt-test.conllu"), ("GUM test", "{shared}/data/ud/en_gum_open-test.conllu"),
         ("example news", "tests/data/news.conllu")]


def raw_text(gold, path):
    """The running text of a treebank: its sentences, with a blank line where it has a new document or paragraph."""
    out = []
    for line in open(gold, encoding="utf-8"):
        if line.startswith(("# newdoc", "# newpar")) and out and out[-1] != "\n\n":
            out[-1] = out[-1].rstrip(" ")
            out.append("\n\n")
        elif line.startswith("# text = "):
            out.append(line[9:].rstrip("\n") + " ")
    with open(path, "w", encoding="utf-8") as f:
        f.write("".join(out).rstrip() + "\n")


def trees(program, shared, tmp):
    """Trees of each treebank from its tokens and from its raw text, and GUM's names."""
    found = {}
    for bank, gold in BANKS:
        gold = gold.format(shared=shared)
        if not os.path.exists(gold):
            continue
        out, text = f"{tmp}/trees", f"{tmp}/raw.txt"
        raw_text(gold, text)
        for how, args in (("", ["--conllu", gold]), (", raw", ["-i", "text", text])):
            if bank == "example news" and how:
                continue
            with open(out, "wb") as f:
                if run([program, "parse", "-q", *args], f) is None:
                    continue
            r = score(shared, "trees.py", gold, out, *["--names"] * (bank == "GUM test"))
            if r:
                names = f"  names {r['names']['all three']:.2f}" if "names" in r else ""
                print(f"{'trees':15} {bank + how}: {figures('trees', r)}{names}")
                found[bank + how] = r
    return found or None


def parsed(program, shared, name, tmp):
    """timex, places, dyads, and trees by its own: a parse, or records, and that set's scorer."""
    out = f"{tmp}/{name}"
    if name == "trees":
        return trees(program, shared, tmp)
    gold = f"{shared}/gold/{name}-dev.jsonl"
    if not os.path.exists(gold):
        return None
    with open(out, "wb") as f:
        args = ["code", "-q"] if name == "dyads" else ["parse", "-q", "-f", "jsonl"]
        if run([program, *args, gold], f) is None:
            return None
    r = score(shared, f"{name}.py", gold, out)
    if r:
        print(f"{name:15} {figures(name, r)}")
    return r


def fields(program, shared, tmp):
    def code(gold, coded):
        with open(coded, "wb") as out:
            return run([program, "code", "-q", gold], out) is not None

    sys.path.insert(0, f"{shared}/score")
    return eval_fields.fields(importlib.import_module("score"), shared, code, tmp)


def measure(program, shared, name, tmp):
    if name == "fields":
        return fields(program, shared, tmp)
    return (events if name in CODED + TRAIN else parsed)(program, shared, name, tmp)


def keep(what, found):
    """One row of the diary's table: type and dyad F1 of each set (gsr: recall)."""
    path = "docs/diary.md"
    head = "| date | commit | what changed | " + " | ".join(CODED) + " |\n|" + " --- |" * (3 + len(CODED)) + "\n"
    old = open(path, encoding="utf-8").read() if os.path.exists(path) else "# Diary\n"
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    cells = []
    for name in CODED:
        r = found.get(name)
        cells.append("" if not r else f"R {r['typeR']:.2f} {r['dyadR']:.2f} ({r['each']:.2f})" if name == "gsr-dev" else f"{r['type']:.3f} {r['dyad']:.3f}")
    row = f"| {time.strftime('%Y-%m-%d')} | {commit} | {what.replace('|', '/')} | " + " | ".join(cells) + " |\n"
    if head not in old:
        old += "\n## Figures\nType and dyad F1; gsr-dev: recall of type and dyad, events a record.\n\n" + head
    at = old.index(head) + len(head)
    while old[at:at + 1] == "|":
        at = old.index("\n", at) + 1 if "\n" in old[at:] else len(old)
    with open(path, "w", encoding="utf-8") as f:
        f.write(old[:at] + row + old[at:])


def main(argv):
    what = None
    if "--keep" in argv:
        at = argv.index("--keep")
        what = argv[at + 1] if at + 1 < len(argv) else "no words given"
        del argv[at:at + 2]
    if len(argv) < 2:
        sys.exit(__doc__)
    program, shared, names = argv[0], argv[1], argv[2:] or CODED + OTHER
    if not os.path.isdir(f"{shared}/gold"):
        print(f"no gold data at {shared}: nothing to measure")
        return
    found = {}
    with tempfile.TemporaryDirectory() as tmp:
        for name in names:
            r = measure(program, shared, name, tmp)
            if r is None:
                print(f"{name:15} -")
            else:
                found[name] = r
    if what is not None:
        keep(what, found)


if __name__ == "__main__":
    main(sys.argv[1:])
