"""How well rules, and rules with learning, find what people mean: `python benchmarks/gold.py`.

Measured on the gold labels of the sample transcripts (tests/data/gold; a respondent's turn × code;
decisions in coding.sqlite are left aside), and on single turns written from the code lists alone,
by someone who knew neither the rules nor the transcripts (benchmarks/talk/*.csv, with the question
before). Of these every other line was read while the rules were written; the others never. Rules
and learning together are measured on the transcripts that the codebook's examples are not from.
`--per-code` shows where the rules are weak.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode import coding, files, matcher, project, turns
from qualcode.language.sentences import segments
from qualcode.model import Codebook, Study
from qualcode.ruleset import compile_rules
from qualcode.talk import listen

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "tests" / "data" / "gold"
TALK = Path(__file__).parent / "talk"
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


def found_sets(study: Study) -> Sets:
    """Return (transcript, turn) → codes that are proposed."""
    sets: Sets = defaultdict(set)
    for one in study.proposals:
        sets[one.transcript, one.turn].add(one.code)
    return sets


def written_sets(book: Codebook) -> tuple[Sets, Sets]:
    """Return (codebook, line) → the codes wanted and those found in the turns written for it."""
    with (TALK / f"{book.name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted: Sets = {}
    found: Sets = {}
    for number, (row, codes) in enumerate(zip(rows, _coded(rows, book), strict=True), 1):
        wanted[book.name, number] = {code for code in row["codes"].split(";") if code}
        found[book.name, number] = codes
    return wanted, found


def _coded(rows: Sequence[dict[str, str]], book: Codebook) -> Iterator[set[str]]:
    ruleset = compile_rules([book])
    texts = (f"PVV: {row['question'] or '…'}\nNTL: {' '.join(row['text'].split())}" for row in rows)
    talks = [turns.parse(str(number), text) for number, text in enumerate(texts)]
    heard = [listen(talk, segments(talk)) for talk in talks]
    for hits in matcher.find(heard, ruleset):
        yield {one.code for one in coding.code(hits)}


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


def show(part: str, gold: Sets, found: Sets, *, per_code: bool) -> None:
    """Print a part's figures, and those of each code if asked for."""
    right, wrong, missed = counts(gold, found)
    print(line(part, *(sum(counter.values()) for counter in (right, wrong, missed))))
    for code in sorted(right | wrong | missed) if per_code else ():
        print(line(f"    {code}", right[code], wrong[code], missed[code]))


def main() -> None:
    """Print the figures by part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-code", action="store_true")
    per_code = parser.parse_args().per_code
    study = project.load(ROOT)
    gold, found = gold_sets(), found_sets(project.with_codings(replace(study, decisions=())))
    for part, seen in (("rules written with these in sight", True), ("never looked at", False)):
        own = {key: codes for key, codes in gold.items() if key[0].startswith(IN_SIGHT) is seen}
        transcripts = len({name for name, _ in own})
        part_of = f"{part} ({transcripts} transcripts, {len(own)} turns)"
        # The unseen ones stay unseen: not even by code, lest rules be written for them.
        show(part_of, own, found, per_code=per_code and seen)
        if not seen:
            show("the same, rules and learning together", own, found_sets(study), per_code=False)
    for path in sorted((ROOT / "codebooks").glob("*.yaml")):
        book = files.read_codebook(path)
        wanted, got = written_sets(book)
        for half, odd in (("written turns, read", 1), ("written turns, never read", 0)):
            own = {key: codes for key, codes in wanted.items() if key[1] % 2 == odd}
            show(f"{book.name}: {half} ({len(own)})", own, got, per_code=per_code and not odd)


if __name__ == "__main__":
    main()
