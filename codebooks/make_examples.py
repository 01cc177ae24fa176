"""Makes social_insurance.examples.csv: `python codebooks/make_examples.py`.

Of the sample transcripts whose gold labels (tests/data/gold) were in sight when the rules were
written, every turn of a respondent: its segments, each with the codes of the labels on its words.
The other sample transcripts are left out, so that on them one sees how well the file teaches.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from qualcode import example_files, files
from qualcode.language.sentences import segments
from qualcode.learning.coded import placed
from qualcode.model import Example, Span, Transcript, Turn

ROOT = Path(__file__).parent.parent
FILE = ROOT / "codebooks" / "social_insurance.examples.csv"
sys.path.insert(0, str(ROOT / "benchmarks"))

from gold import GOLD, IN_SIGHT  # noqa: E402 - a script beside, found only now

Label = tuple[str, Sequence[str]]
"""Words of a turn and their codes."""


def made() -> str:
    """Return what the file holds."""
    chosen = files.read_settings(ROOT)
    paths = {path.stem: path for path in files.transcript_files(ROOT)}
    examples: list[Example] = []
    for gold in sorted(GOLD.glob("*.gold.json")):
        name = gold.name.removesuffix(".gold.json")
        if name.startswith(IN_SIGHT):
            transcript, _ = files.read_transcript(ROOT, paths[name], name, chosen)
            examples += _examples(transcript, _labels(gold))
    return example_files.as_text(examples)


def _labels(gold: Path) -> Mapping[int, Sequence[Label]]:
    turns = json.loads(gold.read_text(encoding="utf-8"))["turns"]
    return {
        turn["i"] + 1: [(span["quote"], span["codes"]) for span in turn["spans"]] for turn in turns
    }


def _examples(transcript: Transcript, labels: Mapping[int, Sequence[Label]]) -> Iterator[Example]:
    said: dict[int, list[Span]] = defaultdict(list)
    for segment in segments(transcript):
        said[segment.turn].append(segment.span)
    question = ""
    for turn in transcript.turns:
        if turn.role == "interviewer":
            question = " ".join(transcript.words_of(turn).split())
        elif turn.role == "respondent":
            codes = _codes(transcript, turn, said[turn.number], labels[turn.number])
            for span in said[turn.number]:
                yield Example(
                    passage=span.of(transcript.text),
                    codes=frozenset(codes[span]),
                    question=question,
                    source=transcript.name,
                    turn=str(turn.number),
                )


def _codes(
    transcript: Transcript, turn: Turn, spans: Sequence[Span], labels: Sequence[Label]
) -> Mapping[Span, set[str]]:
    """Return each segment of a turn with the codes of the labels on it."""
    codes: dict[Span, set[str]] = defaultdict(set)
    for quote, given in labels:
        start = transcript.text.index(quote, turn.span.start, turn.span.end)
        for span in placed(Span(start, start + len(quote)), spans):
            codes[span].update(given)
    return codes


if __name__ == "__main__":
    FILE.write_text(made(), encoding="utf-8-sig", newline="\n")
    print(f"{FILE.name}: {made().count(chr(10)) - 1} rows")
