"""How well the rules alone find what the gold labels say: `python benchmarks/gold.py [--per-code]`.

The unit is a respondent's turn × code, over every respondent's turn of the transcripts in
tests/data/gold. Decisions in coding.sqlite are left aside.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

from qualcode import project

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "data" / "gold"
IN_SIGHT = (
    *("KII_HCM", "TLN_HN", "ag_nld", "c1_", "c2_", "c3_", "c4_", "c5_", "c6_"),
    *("d01_", "d02_", "d03_", "d04_", "d05_", "d06_", "yb_tv"),
)
"""The rules were written with the errors in these transcripts in sight; in the others never."""

Sets = dict[tuple[str, int], set[str]]


def gold_sets() -> Sets:
    """Return (transcript, turn) → codes that the gold labels give a respondent's turn."""
    sets: Sets = {}
    for path in sorted(GOLD.glob("*.gold.json")):
        name = path.name.removesuffix(".gold.json")
        for turn in json.loads(path.read_text(encoding="utf-8"))["turns"]:
            if turn["role"] != "interviewer":
                codes = {code for span in turn["spans"] for code in span["codes"]}
                sets[name, turn["i"] + 1] = codes
    return sets


def found_sets() -> Sets:
    """Return (transcript, turn) → codes that the rules propose."""
    study = project.load(ROOT)
    sets: Sets = defaultdict(set)
    for coding in project.with_codings(replace(study, decisions=())).codings:
        sets[coding.transcript, coding.turn].add(coding.code)
    return sets


def counts(gold: Sets, found: Sets) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Return right, wrong and missed by code."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for key, wanted in gold.items():
        got = found.get(key, set())
        right.update(wanted & got)
        wrong.update(got - wanted)
        missed.update(wanted - got)
    return right, wrong, missed


def line(name: str, right: int, wrong: int, missed: int) -> str:
    """Return precision, recall and F1."""
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    f1 = 2 * right / max(1, 2 * right + wrong + missed)
    return f"{name:66} precision {precision:.2f}  recall {recall:.2f}  F1 {f1:.2f}"


def main() -> None:
    """Print the figures by part and, if asked for, by code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-code", action="store_true")
    arguments = parser.parse_args()
    gold, found = gold_sets(), found_sets()
    parts = {
        "rules written with these in sight": lambda name: name.startswith(IN_SIGHT),
        "never looked at": lambda name: not name.startswith(IN_SIGHT),
    }
    for part, belongs in parts.items():
        own = {key: codes for key, codes in gold.items() if belongs(key[0])}
        transcripts = len({name for name, _ in own})
        totals = [sum(counter.values()) for counter in counts(own, found)]
        print(line(f"{part} ({transcripts} transcripts, {len(own)} turns)", *totals))
    if arguments.per_code:
        right, wrong, missed = counts(gold, found)
        for code in sorted(right | wrong | missed):
            print(line(f"  {code}", right[code], wrong[code], missed[code]))


if __name__ == "__main__":
    main()
