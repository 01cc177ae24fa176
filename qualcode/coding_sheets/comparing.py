"""A returned sheet and the study → what the coder changed, as drafts, and what isn't understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode import decisions
from qualcode.coding_sheets import changes, faults
from qualcode.coding_sheets.changes import Change, Outcome
from qualcode.coding_sheets.desk import Desk, desk
from qualcode.coding_sheets.naming import Names, code_now, named, names, other_code
from qualcode.coding_sheets.places import is_another, is_older, settled, trimmed
from qualcode.coding_sheets.sheet import Known, Mark, Returned, digest
from qualcode.model import Problem, Study, Transcript

MANY = 3
"""If so many comments are gone and none is left, a program has dropped them, not the coder."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a returned sheet asks for; nothing of it is recorded yet."""

    transcript: str
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Errors are what was not understood; warnings are what is good to know."""


@dataclass(frozen=True, slots=True)
class _Pairs:
    """What is still there, what is gone, and what is new."""

    kept: tuple[tuple[Known, Mark], ...]
    gone: tuple[Known, ...]
    new: tuple[Mark, ...]


def compare(study: Study, returned: Returned, *, coder: str) -> Comparison:
    """Return what the coder changed since the sheet was made, without what is recorded already.

    What was left as it was says nothing: silence is no acceptance.
    """
    decisions.check_coder(coder)
    transcript = _transcript(study, returned)
    if transcript is None:
        name = returned.fingerprint.transcript
        return Comparison(name, (), (faults.other_study(study, returned),))
    table = desk(study, transcript, returned, coder)
    found = list(_outcomes(table))
    changed = dict.fromkeys(one for one in found if isinstance(one, Change) and one.drafts)
    return Comparison(
        transcript.name,
        tuple(sorted(changed, key=lambda change: change.span)),
        tuple(dict.fromkeys(one for one in found if isinstance(one, Problem))),
    )


def _transcript(study: Study, returned: Returned) -> Transcript | None:
    """Return the transcript that the sheet is of, also if its file has another name now."""
    by_name = study.transcript(returned.fingerprint.transcript)
    if by_name is not None and not is_older(returned, by_name):
        return by_name
    by_words = next((t for t in study.transcripts if not is_older(returned, t)), None)
    if by_words is not None:
        return by_words
    return None if by_name is None or is_another(returned, by_name) else by_name


def _outcomes(table: Desk) -> Iterator[Outcome]:
    """Yield every change, and every problem of the sheet, its comments or its rows."""
    yield from table.returned.problems
    yield from faults.of_sheet(table)
    known = names(table.study)
    left_with = _known(table, known)
    dead = [was for was in left_with if not code_now(was.code, known)]
    if dead:
        yield faults.codes_gone(table, sorted({was.code for was in dead}))
    marks = [
        _named(mark, known)
        for mark in _placed(table)
        if not any(changes.is_left(was, mark) for was in dead)
    ]
    for mark in marks:
        if fault := mark.named.fault or (None if mark.place else faults.NO_PLACE):
            yield faults.of_mark(table, mark, fault)
    pairs = _pair(
        [was for was in left_with if was not in dead], [mark for mark in marks if mark.place]
    )
    still = [was for was, mark in pairs.kept if changes.verdict(was, mark) != "reject"]
    for was, mark in pairs.kept:
        if mark.code:
            yield from changes.kept(table, was, mark, still)
    for mark in pairs.new:
        if mark.code:
            yield from changes.added(table, mark, marks)
    yield from _gone(table, pairs, still, [mark for mark in marks if not mark.place])


def _known(table: Desk, known: Names) -> list[Known]:
    """Return what the sheet left with as marks have it: ends trimmed, codes called as they are now.

    A code that no codebook has any more keeps its id.
    """
    words = table.returned.words if table.is_older else table.transcript
    codings = table.returned.fingerprint.codings
    return [
        replace(
            each, place=trimmed(words, each.place), code=code_now(each.code, known) or each.code
        )
        for each in codings
    ]


def _placed(table: Desk) -> tuple[Mark, ...]:
    """Return the marks with their ends trimmed, those on edited turns where their words were."""
    returned = table.returned
    marks = (
        replace(mark, place=trimmed(returned.words, mark.place)) if mark.place else mark
        for mark in returned.marks
    )
    return settled(returned, table.transcript, marks, table.edited)


def _named(mark: Mark, known: Names) -> Mark:
    """Return the mark with the id of the code that it names, or an empty one."""
    name = named(mark.code, known)
    memo = "\n".join(part for part in (name.rest, mark.memo) if part)
    name = replace(name, other=other_code(memo, name.code, known))
    return replace(mark, code=name.code, memo=memo, named=name)


def _gone(
    table: Desk, pairs: _Pairs, still: Sequence[Known], lost: Sequence[Mark]
) -> Iterator[Outcome]:
    """Yield a rejection for each coding that is no longer in the sheet, unless it may be a slip."""
    if len(pairs.gone) >= MANY and not pairs.kept:
        yield faults.none_left(table, len(pairs.gone))
        return
    for was in pairs.gone:
        is_doubtful = any(mark.code in {"", was.code} for mark in lost)
        if not any(_swallows(mark, was, one) for one, mark in pairs.kept):
            yield from changes.gone(table, was, still, is_doubtful=is_doubtful)


def _swallows(mark: Mark, was: Known, other: Known) -> bool:
    """Say whether another coding of this code was given these words: it takes this one's place."""
    if mark.place is None or mark.place == other.place or mark.code != was.code:
        return False
    return was.place.shares(mark.place) > 0


def _pair(known: Sequence[Known], marks: Sequence[Mark]) -> _Pairs:
    """Match by words and code, then by code alone, then by words alone; ids and order say nothing.

    Each coding and each mark is matched once. Marks have the ids of their codes, or an empty one.
    """
    codings, left = list(known), list(marks)
    kept: list[tuple[Known, Mark]] = []
    for likeness in (_same, _other_words, _other_code):
        for mark in list(left):
            best = max(codings, key=lambda one: likeness(one, mark), default=None)
            if best is not None and likeness(best, mark) > 0:
                kept.append((best, mark))
                codings.remove(best)
                left.remove(mark)
    return _Pairs(tuple(kept), tuple(codings), tuple(left))


def _same(known: Known, mark: Mark) -> int:
    """Weigh the same code on the same words; of two such, the one with the same memo."""
    is_same = known.place == mark.place and known.code == mark.code
    return is_same * (1 + (known.memo == digest(mark.memo)))


def _other_words(known: Known, mark: Mark) -> int:
    """Weigh the same code by how many characters are shared."""
    if mark.place is None or known.code != mark.code:
        return 0
    return known.place.shares(mark.place)


def _other_code(known: Known, mark: Mark) -> int:
    """Weigh the same words under another code; of two such, the one with the same memo."""
    return (known.place == mark.place) * (1 + (known.memo == digest(mark.memo)))
