"""What a sheet's rows say of the English of some words, as drafts of decisions or as faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qualcode import decisions
from qualcode.errors import DecisionError
from qualcode.framework import faults, quote_faults
from qualcode.framework.choices import tick
from qualcode.framework.desk import Change, Kind, Outcome
from qualcode.framework.written import Written, canonical, digest
from qualcode.language.normalise import clean
from qualcode.model import Coding, Decision, Problem, Study

LONGEST_ENGLISH = 30_000
"""Characters of a translation: a cell of Excel has room for little more."""


@dataclass(frozen=True, slots=True)
class Left:
    """What a row had when its sheet was made."""

    english: str
    """The digest of the English as it was shown."""
    is_whole: bool = True
    """False if the English was too long for the cell."""
    is_checked: bool = False
    translator: str = ""
    """The digest of who had translated it."""

    def is_other(self, text: str) -> bool:
        """Say whether the study's English is another one by now."""
        return self.is_whole and self.english != digest(text)


@dataclass(frozen=True, slots=True)
class Row:
    """What a row has now; None where there is no such column, or where it says nothing."""

    english: Written | None = None
    checked: Written | None = None
    translator: Written | None = None
    left: Left | None = None
    """None: in somebody's own table that is not known."""

    @property
    def cells(self) -> tuple[Written, ...]:
        """Return the cells that say something."""
        return tuple(c for c in (self.english, self.checked, self.translator) if c)


@dataclass(frozen=True, slots=True)
class Asked:
    """Words of the study, and the rows of one file that are about them."""

    study: Study
    file: str
    coder: str
    people: frozenset[str]
    """Who may have checked a translation."""
    quote: str
    """What names the words to a person."""
    coding: Coding
    rows: Sequence[Row]

    @property
    def text(self) -> str:
        """Return the English that the study has."""
        return canonical(self.coding.translation)


def people(study: Study, coder: str) -> frozenset[str]:
    """Return who may be named as having checked a translation: all who have decided anything."""
    return frozenset({d.coder for d in study.decisions} | {study.settings.coder, coder}) - {""}


def translated(asked: Asked) -> list[Outcome]:
    """Return what the rows change, and what is wrong with them; nothing is changed by half."""
    return whole(_outcomes(asked))


def whole(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return the outcomes; of those with an error among them only what is wrong."""
    found = list(outcomes)
    if any(isinstance(one, Problem) and one.severity == "error" for one in found):
        return [one for one in found if isinstance(one, Problem)]
    return found


def _outcomes(asked: Asked) -> Iterator[Outcome]:
    broken = [cell for row in asked.rows for cell in row.cells if cell.fault]
    if broken:
        yield from (faults.of_cell(asked.file, c, c.fault) for c in broken if c.fault)
        return
    new = _new(asked)
    if isinstance(new, Problem):
        yield new
        return
    if emptied := _emptied_in_part(asked):
        yield faults.of_cell(asked.file, emptied, quote_faults.EMPTIED_IN_PART, "warning")
    coding = asked.coding
    if new:
        row, said = new
        if fault := _fault(asked, row, said):
            yield fault
            return
        who = _translator(asked, row)
        yield _translation(asked, said, who)
        coding = replace(coding, translation=said, translator=who if said else "", checked="")
    yield from _checked(asked, coding, is_new=bool(new))


def _new(asked: Asked) -> tuple[Row, str] | Problem | None:
    """Return the one new English with its row; or the fault where rows have different ones."""
    found: dict[str, Row] = {}
    for row in asked.rows:
        if row.english and _is_new(asked, row, row.english.text):
            found.setdefault(row.english.text, row)
    if "" in found and _emptied_in_part(asked):
        del found[""]
    if len(found) > 1:
        cells = [row.english for row in found.values() if row.english]
        return quote_faults.two_texts(asked.file, asked.quote, cells)
    for said, row in found.items():
        if digest(said) != digest(asked.text):
            return row, said
    return None


def _is_new(asked: Asked, row: Row, text: str) -> bool:
    return digest(text) != (row.left.english if row.left else digest(asked.text))


def _emptied_in_part(asked: Asked) -> Written | None:
    """Return the cell that was emptied while another row of the same words still has its text."""
    texts = [(row, row.english) for row in asked.rows if row.english]
    if not any(cell.text and not _is_new(asked, row, cell.text) for row, cell in texts):
        return None
    return next((c for row, c in texts if not c.text and _is_new(asked, row, "")), None)


def _fault(asked: Asked, row: Row, said: str) -> Problem | None:
    """Return why a new English can't be recorded."""
    cell = row.english or asked.rows[0].cells[0]
    if row.left and not row.left.is_whole:
        return faults.of_cell(asked.file, cell, quote_faults.TOO_LONG_TO_EDIT)
    if row.left and row.left.is_other(asked.text):
        return _conflict(asked, cell, said)
    # Excel counts what is not in the basic plane twice.
    if (length := len(said.encode("utf-16-le", "surrogatepass")) // 2) > LONGEST_ENGLISH:
        fault = quote_faults.too_long(length, LONGEST_ENGLISH)
        return faults.of_cell(asked.file, cell, fault)
    return None


def _conflict(asked: Asked, cell: Written, said: str) -> Problem:
    return faults.conflict(asked.file, cell, said, asked.coding.translator, asked.text)


def _translator(asked: Asked, row: Row) -> str:
    """Return who gave a new English: who the row names, unless it named them before already."""
    named = clean(row.translator.text).strip() if row.translator else ""
    if not named or (row.left and row.left.translator == digest(named)):
        return asked.coder
    return named


def _translation(asked: Asked, said: str, who: str) -> Change:
    before = asked.text
    kind: Kind = "removed" if not said else "changed" if before else "written"
    draft = decisions.translate(asked.study, asked.coding, said, coder=who)
    return Change(kind, asked.quote, "", before, said, draft)


def _checked(asked: Asked, coding: Coding, *, is_new: bool) -> Iterator[Outcome]:
    """Yield the check that a row newly says, or that it takes away."""
    for row in asked.rows:
        cell = row.checked
        said = tick(cell.text, asked.people) if cell else False
        if cell is None:
            continue
        if said is None:
            yield faults.of_cell(asked.file, cell, quote_faults.NO_CHECK)
        elif bool(said) != bool(row.left and row.left.is_checked):
            yield from _newly_checked(asked, coding, row, said=said, is_new=is_new)
            return
        elif said and is_new and coding.translation and asked.coding.checked:
            yield faults.of_cell(asked.file, cell, quote_faults.LAPSED, "warning")
            return


def _newly_checked(
    asked: Asked, coding: Coding, row: Row, *, said: bool | str, is_new: bool
) -> Iterator[Outcome]:
    cell = row.checked or asked.rows[0].cells[0]
    who = said if isinstance(said, str) else asked.coder
    if bool(said) == bool(coding.checked):
        return
    if not is_new and _is_of_another(asked, row):
        yield _conflict(asked, cell, row.english.text if row.english else "")
        return
    if said and coding.translation and who == coding.translator:
        yield faults.of_cell(asked.file, cell, quote_faults.own_check(who), "warning")
        return
    try:
        draft = _check(asked, coding, who, is_checked=bool(said))
    except DecisionError as error:
        yield from (faults.of_cell(asked.file, cell, each.message) for each in error.problems)
        return
    kind: Kind = "checked" if said else "unchecked"
    yield Change(kind, asked.quote, "", "", canonical(coding.translation), draft)


def _is_of_another(asked: Asked, row: Row) -> bool:
    """Say whether the English beside a check isn't the one that the study has."""
    if row.english:
        is_whole = not row.left or row.left.is_whole
        return is_whole and digest(row.english.text) != digest(asked.text)
    return bool(row.left and row.left.is_other(asked.text))


def _check(asked: Asked, coding: Coding, who: str, *, is_checked: bool) -> Decision:
    if is_checked:
        return decisions.check_translation(asked.study, coding, coder=who)
    return decisions.uncheck_translation(asked.study, coding, coder=who)
