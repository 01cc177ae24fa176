"""What another version of a codebook changes: its codes, its rules and what they find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from qualcode.model import Codebook, Coding, Rule, Study

What = Literal["added", "removed", "changed"]
Verdict = Literal["", "accepted", "rejected"]


@dataclass(frozen=True, slots=True)
class BookChange:
    """A code or a rule that only one version has, or that they have otherwise."""

    what: What
    code: str
    before: str
    after: str
    """What only one version says: lines of a code's entry, words of a lexicon, conditions of
    rules; of a rule that is new or gone its pattern stands in `before`."""
    patterns: tuple[str, ...] = ()
    """Those of the rules whose conditions changed so."""


@dataclass(frozen=True, slots=True)
class CodingChange:
    """A segment that a version codes and the other does not."""

    what: Literal["added", "lost"]
    coding: Coding
    quote: str
    evidence: tuple[str, ...]
    verdict: Verdict
    """What coders had decided on this code here: a lost coding that they accepted stays in
    force, an added one that they rejected stays rejected."""


@dataclass(frozen=True, slots=True)
class Changes:
    """All that one version does otherwise than the other."""

    codes: tuple[BookChange, ...]
    lexicons: tuple[BookChange, ...]
    """With the words gone and the words come."""
    rules: tuple[BookChange, ...]
    examples: tuple[BookChange, ...]
    """The example files that only one version names, each in the place of a code."""
    codings: tuple[CodingChange, ...]
    kept: int
    """Codings that both versions propose."""


def compare(before: Study, after: Study) -> Changes:
    """Return what changes from one version to the other, over the same transcripts."""
    old = {_place(coding): coding for coding in before.proposals}
    new = {_place(coding): coding for coding in after.proposals}
    lost = (_coding_change("lost", c, before) for place, c in old.items() if place not in new)
    added = (_coding_change("added", c, after) for place, c in new.items() if place not in old)
    return Changes(
        codes=tuple(_code_changes(before.codebooks, after.codebooks)),
        lexicons=tuple(_lexicon_changes(before.codebooks, after.codebooks)),
        rules=tuple(_rule_changes(before.codebooks, after.codebooks)),
        examples=tuple(_example_changes(before.codebooks, after.codebooks)),
        codings=tuple(sorted((*lost, *added), key=lambda c: (c.coding.code, c.what, c.coding.id))),
        kept=len(old.keys() & new.keys()),
    )


def _place(coding: Coding) -> tuple[str, int, int, str]:
    return (coding.transcript, coding.span.start, coding.span.end, coding.code)


def _coding_change(what: Literal["added", "lost"], coding: Coding, study: Study) -> CodingChange:
    transcript = study.transcript(coding.transcript)
    text = transcript.text if transcript else ""
    return CodingChange(
        what=what,
        coding=coding,
        quote=" ".join(coding.span.of(text).split()),
        evidence=tuple(span.of(text) for span in coding.evidence),
        verdict=_verdict(coding, study),
    )


def _verdict(coding: Coding, study: Study) -> Verdict:
    if any(one.id == coding.id and one.coder for one in study.codings):
        return "accepted"
    return "rejected" if any(one.id == coding.id for one in study.rejected) else ""


def _code_changes(before: Iterable[Codebook], after: Iterable[Codebook]) -> Iterator[BookChange]:
    old, new = _entries(before), _entries(after)
    for code in dict.fromkeys((*old, *new)):
        was, now = old.get(code, ""), new.get(code, "")
        if was != now:
            what: What = "changed" if was and now else "added" if now else "removed"
            yield BookChange(what, code, _without(was, now), _without(now, was))


def _entries(books: Iterable[Codebook]) -> dict[str, str]:
    """Return what people read of each code: its label, valence, definition and limits."""
    return {
        code.id: "\n".join(
            f"{name}: {part.say('vi')} / {part.say('en')}"
            for name, part in (
                ("label", code.label),
                ("definition", code.definition),
                ("include", code.include),
                ("exclude", code.exclude),
            )
        )
        + f"\nvalence: {code.valence}"
        for book in books
        for code in (*book.groups, *book.codes)
    }


def _lexicon_changes(before: Iterable[Codebook], after: Iterable[Codebook]) -> Iterator[BookChange]:
    """Yield each lexicon with the words that only one version has."""
    old = {name: words for book in before for name, words in book.lexicons.items()}
    new = {name: words for book in after for name, words in book.lexicons.items()}
    for name in dict.fromkeys((*old, *new)):
        gone = [word for word in old.get(name, ()) if word not in new.get(name, ())]
        come = [word for word in new.get(name, ()) if word not in old.get(name, ())]
        if gone or come:
            what: What = "added" if name not in old else "removed" if name not in new else "changed"
            yield BookChange(what, f"{{{name}}}", ", ".join(gone), ", ".join(come))


def _example_changes(before: Iterable[Codebook], after: Iterable[Codebook]) -> Iterator[BookChange]:
    old = {file for book in before for file in book.example_files}
    new = {file for book in after for file in book.example_files}
    for file in sorted(old ^ new):
        yield BookChange("added" if file in new else "removed", file, "", "")


def _rule_changes(before: Iterable[Codebook], after: Iterable[Codebook]) -> Iterator[BookChange]:
    """Yield each rule that only one version has, and what narrows rules otherwise than before."""
    old, new = _rules(before), _rules(after)
    narrowed: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for code, sought in dict.fromkeys((*old, *new)):
        was, now = old.get((code, sought), []), new.get((code, sought), [])
        gone = [one for one in was if one not in now]
        come = [one for one in now if one not in was]
        for one, other in zip_longest(gone, come):
            if one is None or other is None:
                yield BookChange("added" if one is None else "removed", code, sought, "")
            else:
                delta = _without(one, other), _without(other, one)
                narrowed[code, *delta].append(sought)
    for (code, only_before, only_after), sought_by in narrowed.items():
        yield BookChange("changed", code, only_before, only_after, tuple(sought_by))


def _rules(books: Iterable[Codebook]) -> dict[tuple[str, str], list[str]]:
    """Return, for each code's pattern, what narrows each rule that has it, a line a condition."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for book in books:
        for code in book.codes:
            for rule in code.rules:
                found[code.id, rule.pattern or rule.tokens].append("\n".join(_conditions(rule)))
    return found


def _conditions(rule: Rule) -> Iterator[str]:
    for name in ("question", "unless", "unless_question", "unless_turn", "only_when", "not_when"):
        yield from (f"{name}: {each}" for each in getattr(rule, name))
    for name in ("speaker", "scope", "valence"):
        if getattr(rule, name):
            yield f"{name}: {getattr(rule, name)}"


def _without(lines: str, others: str) -> str:
    known = others.splitlines()
    return "\n".join(line for line in lines.splitlines() if line not in known)
