#!/usr/bin/env python3
"""Move cases between known_bad.spec and the files that they belong to.

usage: tests/spec/settle.py TEST_PROGRAM [--demote]
TEST_PROGRAM  the built runner, e.g. build/tests/unit/test_events_spec; it tells which cases are right and wrong
--demote      also move the cases that are wrong today into known_bad.spec (for new cases; a case that was right before is a fault to mend)
"""
import re, subprocess, sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BAD = HERE / "known_bad.spec"


def cases(path):
    """[head, case, case, ...]: the text before the first case, then each case with its lines."""
    return re.split(r"(?m)^(?=== )", path.read_text(encoding="utf-8"))


def name(case):
    return case.split("\n", 1)[0][3:].split("#", 1)[0].strip()


def tidy(case):
    return case.rstrip() + "\n"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    told = subprocess.run([sys.argv[1]], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    right = set(re.findall(r"^# right (\S+): (.*)$", told, re.M))
    wrong = set(re.findall(r"^# wrong (\S+): (.*)$", told, re.M)) if "--demote" in sys.argv else set()
    homes, home = {}, ""  # file -> its known failures
    for part in re.split(r"(?m)^(?=@ )", BAD.read_text(encoding="utf-8")):
        if part.startswith("@ "):
            home, _, part = part[2:].partition("\n")
            homes.setdefault(home.strip(), []).extend(re.split(r"(?m)^(?=== )", part.strip() + "\n"))
        else:
            head = part.rstrip() + "\n"
    moved = 0
    for file in sorted({f for f, _ in right | wrong}):
        first, *good = cases(HERE / file)
        bad = [c for c in homes.get(file, []) if c.strip()]
        back = [c for c in bad if (file, name(c)) in right]
        gone = [c for c in good if (file, name(c)) in wrong]
        keep = [c for c in good if c not in gone] + back
        homes[file] = [c for c in bad if c not in back] + gone
        moved += len(back) + len(gone)
        (HERE / file).write_text("\n".join(map(tidy, [first] + keep)), encoding="utf-8")
    out = [head]
    for file in sorted(homes):
        if any(c.strip() for c in homes[file]):
            out += [f"@ {file}\n"] + [tidy(c) for c in homes[file] if c.strip()]
    BAD.write_text("\n".join(out), encoding="utf-8")
    print(f"{moved} cases moved")


if __name__ == "__main__":
    main()
