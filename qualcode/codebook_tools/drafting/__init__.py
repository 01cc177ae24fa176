"""Coded passages → patterns for a person to edit: what a code's passages say and others don't.

Candidates are runs of one to five words, and two short runs with a gap between them. They are
ranked by the log-likelihood ratio G² of Dunning (1993), "Accurate methods for the statistics of
surprise and coincidence", Computational Linguistics 19(1), 61–74, over passages with and without
them. The log-odds ratio with a Dirichlet prior of Monroe, Colaresi and Quinn (2008) found no more,
and what is never said elsewhere came first or last as its prior was chosen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.codebook_tools.drafting import runs, slots, texts
from qualcode.codebook_tools.drafting.passages import Passage
from qualcode.codebook_tools.drafting.runs import NOT, Found, Lexis, Shape
from qualcode.codebook_tools.drafting.slots import Line
from qualcode.codebook_tools.drafting.texts import Sides, Text
from qualcode.codebook_tools.ids import unique
from qualcode.codebook_tools.writing import quoted
from qualcode.language.normalise import clean

MOST = 12
"""Patterns proposed for a code."""
LEAST_SHARE = 0.5
"""Of the passages and sentences that a pattern matches, so many must have the code."""
ALONE = 3
ALONE_SHARE = 0.8
"""A single syllable is part of many words, so that it needs more passages, and more of them."""
PAIR = 3
"""Two single syllables with a gap need so many passages: two may be chance."""
CHANCE = 3.84
"""A G² below this comes by chance once in twenty shapes that are tried."""
REPEATS = 3
"""So many patterns may rest on the same passages."""
SHOWN = 3
SHOWN_CHARACTERS = 120

HEADER = """\
# Bản nháp từ các đoạn đã mã hóa; hãy đọc từng mẫu rồi sửa, gộp hoặc xóa trước khi dùng.
# Drafted from coded passages; read each pattern and edit, join or delete it before use.
"""
_NOT_IN_ID = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pattern that a person may keep, and what it matches in the talk it was drafted from."""

    pattern: str
    found: int
    """Passages of the code that it matches."""
    of: int
    """Passages of the code."""
    elsewhere: int
    """Other passages and sentences of the background that it matches too."""
    background: int
    """Other passages and sentences of the background in all."""
    passages: tuple[str, ...]
    """Up to three of those found."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A code, and the patterns proposed for it, best first."""

    code: str
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    shape: Shape
    gap: int
    words: frozenset[str]
    found: frozenset[int]
    """The code's passages that it matches."""
    strength: float

    @property
    def rank(self) -> tuple[float, bool, int, int, str]:
        """Return what sorts the stronger first, then the simpler, but a single syllable last.

        Two runs with a gap are the simpler the less is left open.
        """
        whole = " ~ ".join(self.shape.runs)
        length = whole.count(" ")
        simple = length if not self.shape.right else self.gap - length
        return -round(self.strength, 6), not length, len(self.shape.runs), simple, whole

    def only_adds_to(self, other: _Candidate) -> bool:
        """Say whether this has all words of another and more, and finds nothing that it doesn't."""
        return other.words < self.words and self.found <= other.found


def draft(passages: Iterable[Passage], background: Iterable[str]) -> tuple[Draft, ...]:
    """Return for each code, in the passages' order, the patterns that tell it from other talk.

    `background` is what respondents said, a sentence each; the passages may be among it.
    """
    coded, uncoded = texts.texts(passages, background)
    shapes, lexis = runs.shapes_by_code(coded)
    all_texts = (*coded, *uncoded)
    found = runs.occurrences(all_texts, {shape for each in shapes.values() for shape in each})
    said = ["\n".join(" ".join((*line, "")) for line in text.lines) for text in all_texts]
    drafts = []
    for code in dict.fromkeys(code for text in coded for code in text.codes):
        sides = texts.sides(code, all_texts)
        chosen = _chosen(_candidates(shapes.get(code, ()), sides, found, lexis))
        lines = slots.joined(
            slots.heard(slots.of(each.shape, each.gap, lexis), each.found, said) for each in chosen
        )
        proposals = [_proposal(line, sides, all_texts, said, lexis) for line in lines]
        drafts.append(Draft(code, _best(proposals, sides)))
    return tuple(drafts)


def as_yaml(name: str, drafts: Iterable[Draft]) -> str:
    """Return a codebook of the drafts, each pattern with what it matches behind it."""
    lines = [f"codebook: {quoted(name)}", "version: 1", "codes:"]
    taken: set[str] = set()
    for each in drafts:
        lines += _code_lines(each, _id(each.code, taken))
    return HEADER + "\n".join(lines) + "\n"


def _candidates(
    shapes: Iterable[Shape], sides: Sides, found: Found, lexis: Lexis
) -> Iterator[_Candidate]:
    """Yield the shapes that a person may want to keep."""
    for shape in shapes:
        own = {number: gap for number, gap in found[shape].items() if number in sides.own}
        gap = max(own.values())
        rest = sum(each <= gap and n in sides.rest for n, each in found[shape].items())
        words = [lexis.words[run] for run in shape.runs]
        strength = sides.strength(len(own), rest)
        if (
            strength >= CHANCE
            and bool(gap) == bool(shape.right)
            and _is_often_enough(words, len(own), rest)
            and not _is_denied(shape, own.keys(), found)
        ):
            in_all = frozenset(word for run in words for word in run)
            yield _Candidate(shape, gap, in_all, frozenset(own), strength)


def _is_often_enough(words: Sequence[Sequence[str]], found: int, rest: int) -> bool:
    """Say whether enough passages have it, and enough of what has it are the code's."""
    share = found / (found + rest)
    syllables = sum(len(word.split()) for run in words for word in run)
    if syllables == 1:
        return found >= ALONE and share >= ALONE_SHARE
    if len(words) > 1 and syllables == len(words) and found < PAIR:
        return False
    return share >= LEAST_SHARE


def _is_denied(shape: Shape, own: Collection[int], found: Found) -> bool:
    """Say whether half of the passages that have it deny it: then the denial must be in it."""
    before = Shape(f"{NOT} {shape.left}", shape.right)
    near = Shape(NOT, shape.left) if not shape.right else before
    denied = {n for each in (before, near) for n in found.get(each, ())}
    return not shape.left.startswith(NOT) and 2 * len(denied.intersection(own)) >= len(own)


def _chosen(candidates: Iterable[_Candidate]) -> list[_Candidate]:
    """Return the best of those that add something: other passages, or other words."""
    chosen: list[_Candidate] = []
    seen: Counter[int] = Counter()
    for candidate in sorted(candidates, key=lambda each: each.rank):
        repeats = any(
            candidate.found <= other.found and candidate.words & other.words for other in chosen
        )
        if not repeats and any(seen[number] < REPEATS for number in candidate.found):
            chosen.append(candidate)
            seen.update(candidate.found)
    return [each for each in chosen if not any(each.only_adds_to(other) for other in chosen)][:MOST]


def _proposal(
    line: Line,
    sides: Sides,
    all_texts: Sequence[Text],
    said: Sequence[str],
    lexis: Lexis,
) -> Proposal:
    found = slots.matching(line, sorted(sides.own), said)
    return Proposal(
        pattern=slots.pattern(line, lexis),
        found=len(found),
        of=len(sides.own),
        elsewhere=len(slots.matching(line, sides.rest, said)),
        background=len(sides.rest),
        passages=tuple(all_texts[number].typed for number in found[:SHOWN]),
    )


def _best(proposals: Iterable[Proposal], sides: Sides) -> tuple[Proposal, ...]:
    """Return the proposals that still say more of the code than of others, best first."""
    kept = [each for each in proposals if each.found >= LEAST_SHARE * (each.found + each.elsewhere)]
    return tuple(sorted(kept, key=lambda each: -sides.strength(each.found, each.elsewhere)))


def _code_lines(each: Draft, id: str) -> Iterator[str]:
    yield ""
    yield f"  - id: {quoted(id)}"
    yield f"    label: {quoted(each.code)}"
    passages = (_line(words) for proposal in each.proposals for words in proposal.passages)
    examples = dict.fromkeys(filter(None, passages))
    if not each.proposals:
        yield "    # chưa có mẫu nào đủ riêng cho mã này – no pattern is this code's own"
        return
    yield "    examples:"
    yield from (f"      - {quoted(words)}" for words in list(examples)[:SHOWN])
    yield "    patterns:"
    for proposal in each.proposals:
        counts = f"{proposal.found}/{proposal.of} passages, {proposal.elsewhere} elsewhere"
        yield f"      - {quoted(proposal.pattern)}  # {counts}"
        yield from (f"      #   “{_cut(_line(words))}”" for words in proposal.passages)


def _id(code: str, taken: set[str]) -> str:
    """Return an id that a codebook may have, no other code's; the label keeps what was written."""
    parts = (_NOT_IN_ID.sub("_", part).strip("_-") for part in clean(code).split("."))
    free = unique(".".join(filter(None, parts)) or "code", taken)
    taken.add(free)
    return free


def _cut(words: str) -> str:
    return words if len(words) <= SHOWN_CHARACTERS else words[: SHOWN_CHARACTERS - 1] + "…"


def _line(words: str) -> str:
    """Return words in one line, without what a comment can't hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())
