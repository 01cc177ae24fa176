"""A returned sheet and the study → what the coder changed, as drafts, and what isn't understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode import decisions
from qualcode.coding_sheets import changes, faults
from qualcode.coding_sheets.changes import Change, Outcome
from qualcode.coding_sheets.desk import Desk, desk
from qualcode.coding_sheets.naming import Named, named, names
from qualcode.coding_sheets.pairing import Pairs, pair
from qualcode.coding_sheets.places import is_another, is_older, settled, trimmed
from qualcode.coding_sheets.sheet import Known, Mark, Returned
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
    marks = [
        replace(mark, place=trimmed(table.returned.words, mark.place)) if mark.place else mark
        for mark in table.returned.marks
    ]
    said = _named(table.study, settled(table.returned, table.transcript, marks, table.edited))
    for mark, name in said:
        if name.fault:
            yield faults.of_mark(table, mark, name.fault)
        elif not mark.place:
            yield faults.of_mark(table, mark, faults.NO_PLACE)
    names_of = {id(mark): name for mark, name in said}
    pairs = pair(_known(table), [mark for mark, _ in said if mark.place])
    still = [was for was, mark in pairs.kept if changes.verdict(was, mark) != "reject"]
    for was, mark in pairs.kept:
        if mark.code:
            yield from changes.kept(table, was, mark, names_of[id(mark)], still)
    for mark in pairs.new:
        if mark.code:
            yield from changes.added(table, mark, [mark for mark, _ in said])
    yield from _gone(table, pairs, still, [mark for mark, _ in said if not mark.place])


def _known(table: Desk) -> list[Known]:
    """Return what the sheet left with, white space at the ends aside, as marks have it."""
    words = table.returned.words if table.is_older else table.transcript
    codings = table.returned.fingerprint.codings
    return [replace(each, place=trimmed(words, each.place)) for each in codings]


def _named(study: Study, marks: Iterable[Mark]) -> list[tuple[Mark, Named]]:
    """Return the marks with the ids of the codes they name, or an empty one."""
    known = names(study)
    return [
        (replace(mark, code=name.code, memo=_memo(mark, name)), name)
        for mark in marks
        for name in (named(mark.code, known),)
    ]


def _memo(mark: Mark, name: Named) -> str:
    """Return the memo, with what was written behind the code on its line."""
    return "\n".join(part for part in (name.rest, mark.memo) if part)


def _gone(
    table: Desk, pairs: Pairs, still: Sequence[Known], lost: Sequence[Mark]
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
