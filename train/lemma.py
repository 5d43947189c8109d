"""Lemmas: rules over a list of known bases, and a table of what the rules get wrong.

usage: lemma.py               figures on the test sets, with gold tags
       lemma.py ship FILE     puts the tables made anew into a file that export.py wrote
The table comes from the training treebanks and WordNet's lists of irregular forms (wordnet-base, unpacked in out/wn).  Proper nouns keep
their form.  The same rules stand in src/syntax/lemma.c.  SYNC lemma
"""
import collections
import glob
import os
import sys

import numpy as np

import ud

WN = os.environ.get("WORDNET", f"{os.path.dirname(os.path.abspath(__file__))}/out/wn/usr/share/wordnet")
IRREGULAR = {"verb": ("VBD", "VBN", "VBG", "VBZ"), "noun": ("NNS",), "adj": ("JJR", "JJS"), "adv": ("RBR", "RBS")}
OURS = {("troops", "NNS"): "troop", ("people", "NNS"): "people"}        # where the treebanks differ from themselves
VOWELS = "aeiou"


def wordnet_index(pos):
    for line in open(f"{WN}/index.{pos}", encoding="utf-8"):
        w = line.split(" ", 1)[0]
        if w and w.isalpha() and w.isascii():
            yield w


def bases(sents):
    """Known bases, each with its class before it: v verbs, n nouns whose plural is ambiguous, a adjectives and adverbs."""
    out = {"v" + w for w in wordnet_index("verb")}
    out |= {"n" + w for w in wordnet_index("noun") if w.endswith(("se", "xe", "ze", "che", "she", "ie", "oe"))}
    out |= {"a" + w for p in ("adj", "adv") for w in wordnet_index(p) if len(w) <= 9}
    n = collections.Counter((u, lem.lower()) for s in sents for u, lem in zip(s.upos, s.lemma))
    out |= {"v" + w for (u, w), k in n.items() if u == "VERB" and k >= 3 and w.isalpha() and w.isascii()}
    return out


def vowel_consonant(s):
    """One syllable with a single vowel and a single last consonant: it doubles before -ed, so what is not doubled had an e."""
    return len(s) >= 2 and s[-1] not in VOWELS + "wxy" and s[-2] in VOWELS and not any(c in VOWELS + "y" for c in s[:-2])


def best(known, kind, cands):
    for c in cands:
        if kind + c in known:
            return c
    return None


def stem_of(known, kind, stem):
    """The base of a stem that lost -ed, -ing, -er or -est."""
    double = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS
    plain, with_e = kind + stem in known, kind + stem + "e" in known
    if plain and with_e:
        return stem + "e" if vowel_consonant(stem) else stem
    if plain:
        return stem
    if with_e:
        return stem + "e"
    if double and (kind + stem[:-1] in known or stem[-1] not in "lszf"):
        return stem[:-1]
    if stem and (stem[-1] in "cvuz" or (stem[-1] == "s" and stem[-2:-1] != "s") or (stem[-1] == "l" and stem[-2:-1] in tuple("bdgkpt"))
                 or vowel_consonant(stem)):
        return stem + "e"
    return stem


def without_s(known, kind, w):
    if w.endswith("ies") and len(w) > 4:
        return w[:-1] if kind + w[:-1] in known else w[:-3] + "y"
    if w.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        return w[:-1] if kind + w[:-1] in known else w[:-2]
    return w[:-1]


def rule(known, w, xpos):
    """The regular lemma of a word in small letters."""
    if xpos in ("VBD", "VBN") and w.endswith("ed") and len(w) > 3:
        if w.endswith("ied") and len(w) > 4:
            return w[:-3] + "y"
        return stem_of(known, "v", w[:-2])
    if xpos == "VBG" and w.endswith("ing") and len(w) > 4:
        return stem_of(known, "v", w[:-3])
    if xpos in ("VBZ", "NNS", "NNPS") and w.endswith("s") and not w.endswith("ss") and len(w) > 2:
        return without_s(known, "v" if xpos == "VBZ" else "n", w)
    if xpos in ("VB", "VBP", "VBD", "VBN") and w.endswith("s") and not w.endswith("ss") and len(w) > 3 and "v" + w not in known:
        base = without_s(known, "v", w)                 # the tag of another form: the ending is right where it leaves a verb
        return base if "v" + base in known else w
    if xpos in ("JJR", "RBR") and w.endswith("er") and len(w) > 4:
        return w[:-3] + "y" if w.endswith("ier") else stem_of(known, "a", w[:-2])
    if xpos in ("JJS", "RBS") and w.endswith("est") and len(w) > 5:
        return w[:-4] + "y" if w.endswith("iest") else stem_of(known, "a", w[:-3])
    return w


def slip(verbs, irregular, key, lem, times):
    """A lemma of the treebanks that is no verb though another is known ("fled" flead, "freed" fre), or that of another verb ("lent" loan)."""
    w, xpos = key
    if xpos not in ("VB", "VBP", "VBD", "VBN", "VBG", "VBZ") or times >= 5:
        return False
    others = irregular.get((w, "verb"))
    if others:
        return lem not in others
    regular = {w} | {w[:-k] + e for k, e in ((1, ""), (2, ""), (3, ""), (3, "e"), (3, "y")) if len(w) > k + 1}
    return lem not in verbs and bool(regular & verbs) and w.startswith(lem[:2]) and not lem.endswith(("ise", "yse")) and lem.isascii()


def table():
    sents = ud.treebank("train")
    known = bases(sents)
    seen = collections.defaultdict(collections.Counter)
    for s in sents:
        for f, x, u, lem in zip(s.form, s.xpos, s.upos, s.lemma):
            if (u != "PROPN" or x == "NNPS") and lem != "_":
                seen[ud.norm(f), x][lem.lower()] += 1
    want, irregular, verbs = {}, collections.defaultdict(set), set(wordnet_index("verb"))
    for pos, tags in IRREGULAR.items():
        for line in open(f"{WN}/{pos}.exc", encoding="utf-8"):
            p = line.split()
            if len(p) >= 2 and p[0].isascii() and "_" not in p[0]:
                irregular[p[0], pos].update(p[1:])
                for t in tags:
                    if not (t == "VBG" and not p[0].endswith("ing")) and not (t == "VBZ" and not p[0].endswith("s")):
                        want.setdefault((p[0], t), p[1])
    for w in verbs:
        if w.endswith("ie") and w[:-2] + "y" not in verbs:
            want.update({(w + "d", t): w for t in ("VBD", "VBN")})
    for key, c in seen.items():
        lem = c.most_common(1)[0][0]
        if not slip(verbs, irregular, key, lem, c[lem]):
            want[key] = lem
    want.update(OURS)
    return known, {k: v for k, v in want.items() if rule(known, *k) != v}


PREFIXES = ("re", "over", "out", "under", "mis", "un", "fore", "with")


def prefixed(known, exc, w, xpos):
    """"retook": an irregular form behind a prefix that makes another verb."""
    if xpos in ("VB", "VBP", "VBD", "VBN") and "v" + w not in known:      # rare words: the tag may be of another form
        for p in PREFIXES:
            base = exc.get((w[len(p):], "VBN" if xpos == "VBN" else "VBD")) if w.startswith(p) and len(w) >= len(p) + 3 else None
            if base and "v" + p + base in known:
                return p + base
    return None


def lemma(known, exc, form, upos, xpos):
    """A proper noun keeps its form; in the plural it loses its ending as other nouns do."""
    w = ud.norm(form)
    if upos == "PROPN" and xpos != "NNPS":
        return form
    lem = exc.get((w, xpos)) or prefixed(known, exc, w, xpos) or rule(known, w, xpos)
    if upos != "PROPN":
        return lem
    if not form.isascii():
        return form
    keep = len(os.path.commonprefix([w, lem]))
    return form[:keep] + lem[keep:] if keep else form


def sections():
    """lem.base: a set of u32; lem.exc: slots of u32 check, u32 place in lem.text (1 byte length, then bytes; place 0 is nothing)."""
    from export import fnv64
    known, exc = table()
    size = 1 << (2 * len(known) - 1).bit_length()
    base = np.zeros(size, np.uint32)
    for w in sorted(known):
        h = fnv64(w.encode())
        at, check = h & (size - 1), (h >> 32) or 1
        while base[at] and base[at] != check:
            at = (at + 1) & (size - 1)
        base[at] = check
    text, place = bytearray(b"\0"), {}
    size = 1 << (2 * len(exc) - 1).bit_length()
    slots = np.zeros((size, 2), np.uint32)
    for (w, x), lem in sorted(exc.items()):
        b = lem.encode()[:255]
        if b not in place:
            place[b] = len(text)
            text += bytes([len(b)]) + b
        h = fnv64(f"{w}\t{x}".encode())
        at = h & (size - 1)
        while slots[at, 1]:
            at = (at + 1) & (size - 1)
        slots[at] = (h >> 32, place[b])
    return {"lem.base": (4, base.tobytes()), "lem.exc": (8, slots.tobytes()), "lem.text": (1, bytes(text))}


def ship(path):
    from export import read, write
    sec = read(path)
    sec.update(sections())
    write(path, sec)


def main():
    if sys.argv[1:2] == ["ship"]:
        return ship(sys.argv[2])
    known, exc = table()
    print(len(known), "bases,", len(exc), "exceptions")
    for name in ("en_ewt", "en_gum_open"):
        n = ok = 0
        bad = collections.Counter()
        for s in ud.read(f"{ud.UD}/{name}-test.conllu"):
            for f, x, u, lem in zip(s.form, s.xpos, s.upos, s.lemma):
                got = lemma(known, exc, f, u, x)
                n += 1
                ok += got.lower() == lem.lower()
                if got.lower() != lem.lower():
                    bad[f, x, lem, got] += 1
        print(name, f"lemmas {100 * ok / n:.2f}", bad.most_common(40))


if __name__ == "__main__":
    main()
