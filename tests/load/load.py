"""Reads the exports with Python's own readers, as pandas would, and checks GeoJSON by RFC 7946.  usage: load.py FOLDER"""
import csv
import json
import math
import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[1])
tables = dict(re.findall(r"CREATE TABLE (\w+) \((.*?)\n\);", (pathlib.Path(__file__).parent / "tables.sql").read_text(), re.S))


def columns(table):
    """Names of a table's columns, in order."""
    return [a or b for a, b in re.findall(r'(?:^|,)\s*(?:"([^"]+)"|(\w+)) \w+', tables[table])]


def rows(name, **how):
    with open(folder / name, encoding="utf-8", newline="") as f:
        return list(csv.reader(f, **how))


def check(name, table, header, **how):
    got = rows(name, **how)
    want = columns(table)
    if header:
        assert got[0] == want, f"{name}: columns differ: {set(got[0]) ^ set(want)}"
        got = got[1:]
    assert got, f"{name}: no rows"
    for r in got:
        assert len(r) == len(want), f"{name}: {len(r)} cells, not {len(want)}: {r}"
    return [dict(zip(want, r)) for r in got]


gdelt = check("gdelt", "gdelt", False, delimiter="\t")
mentions = check("gdelt-mentions", "gdelt_mentions", False, delimiter="\t")
icews = check("icews", "icews", True, delimiter="\t")
polecat = check("polecat", "polecat", True, delimiter="\t")
phoenix = check("phoenix", "phoenix", False, delimiter="\t")
table = check("csv", "csv", True)
tellings = check("csv-mentions", "csv", True)
dyads = check("dyads", "dyads", True)
records = [json.loads(line) for line in open(folder / "jsonl", encoding="utf-8")]

# Numbers are numbers; ids survive a float.
for r in gdelt:
    assert int(float(r["GLOBALEVENTID"])) == int(r["GLOBALEVENTID"])
    year, share = divmod(float(r["FractionDate"] or 2024), 1)
    assert year == int(r["Year"] or 2024) and 0 <= share < 1
assert {m["GLOBALEVENTID"] for m in mentions} == {g["GLOBALEVENTID"] for g in gdelt}
assert {r["EventID"] for r in phoenix} == {g["GLOBALEVENTID"] for g in gdelt}
assert all(p["Actor COW"] == "None" or all(x == "None" or int(x) for x in p["Actor COW"].split("; ")) for p in polecat)
assert sum(int(r["mentions"]) for r in table) == len(tellings) == len(records)
assert {r["id"] for r in records} == {r["id"] for r in tellings}
assert {r["event"] for r in records} == {r["event"] for r in table}
for r in table:
    sides = [r[k].split(";") for k in ("actor_country", "actor_sector", "actor_name", "actor_cow", "actor_gw")]
    assert len({len(s) for s in sides}) == 1, sides
for d in dyads:
    assert int(d["events"]) == sum(int(d[k]) for k in ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"))
    assert d["a"] < d["b"] and d["month"].endswith("-01")


def point(c):
    return len(c) == 2 and all(isinstance(x, (int, float)) and math.isfinite(x) for x in c) and abs(c[0]) <= 180 and abs(c[1]) <= 90


world = json.loads((folder / "geojson").read_text(encoding="utf-8"))
assert world["type"] == "FeatureCollection" and isinstance(world["features"], list) and world["features"]
assert "crs" not in world
ids = set()
for f in world["features"]:
    assert f["type"] == "Feature" and isinstance(f["properties"], dict) and f["id"] not in ids
    ids.add(f["id"])
    assert f["geometry"]["type"] == "Point" and point(f["geometry"]["coordinates"]), f["geometry"]
assert len(ids) == sum(1 for r in table if r["place_lat"])
print(f"{len(gdelt)} rows of pairs, {len(table)} events, {len(records)} tellings, {len(ids)} points, {len(dyads)} rows of dyads")
