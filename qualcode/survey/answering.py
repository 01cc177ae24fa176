"""One question's column → its options, and what each respondent answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qualcode.language.order import sort_key
from qualcode.model import Bilingual, Problem, QuestionKind, SurveyColumn
from qualcode.survey.grid import Row, letter
from qualcode.survey.headings import did_you_mean, folded, one_line, short
from qualcode.survey.labels import FormQuestion
from qualcode.survey.layout import FALSE, TRUE, Field, Table
from qualcode.survey.parts import number_reader, options_in, parts, separator_of, told

_BETWEEN = {"kobo": " ", "google": ", ", "surveymonkey": ", "}
_TOLD_ONE_BY_ONE = 5
"""Answers outside the options that are told with their rows; the rest as a number."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a question's columns hold."""

    kind: QuestionKind
    options: tuple[str, ...]
    of: tuple[tuple[str, ...], ...]
    """Of each row the answers; none: it was not answered."""
    problems: tuple[Problem, ...]


def answers(
    table: Table, rows: Sequence[Row], field: Field, column: SurveyColumn, form: FormQuestion | None
) -> Answers:
    """Return the answers to one question in these rows, in the words respondents saw."""
    kind = kind_of(table, field, column, form)
    if kind == "number":
        return _numbers(table, rows, field)
    if kind == "open":
        cells = [_cell(field, row) for row in rows]
        return Answers(kind, (), tuple((cell,) if cell else () for cell in cells), ())
    labels = _labels(form)
    known = [*(labels[name] for name in form.choices)] if form else []
    complete = bool(known or column.options)
    known = known or [one_line(option) for option in column.options]
    known += [labels.get(folded(name), name) for _, name in field.split if not complete]
    names = tuple(form.choices) if form else ()
    words = (*names, *column.options, *labels.values(), *known, *_mapped(column))
    between = "" if kind == "single" else _between(table, field, column)
    if between and field.cell is not None and not known:
        words = (*words, *options_in(table.values(field.cell), between))
    given = [tuple(_given(row, field, words, between, complete=complete)) for row in rows]
    named = [tuple(labels.get(folded(one), one) for one in each) for each in given]
    spelled = _spellings(known, named)
    said = tuple(tuple(dict.fromkeys(spelled[folded(o)] for o in each)) for each in named)
    options = _in_order([*known, *([field.other[1]] if field.other else [])], said)
    told_of = _unknown(table, rows, field, said, known) if complete else ()
    return Answers(kind, options, said, tuple(told_of))


def kind_of(
    table: Table, field: Field, column: SurveyColumn, form: FormQuestion | None
) -> QuestionKind:
    """Return the question's kind: as chosen, else as the form, the layout or its answers tell."""
    if column.kind:
        return column.kind
    if form and form.kind:
        return form.kind
    if field.told:
        return field.told
    if field.split:
        return "multiple"
    kind = told(table.values(field.cell or 0))
    closed = bool(column.means or column.options)
    if column.separator:
        return "multiple"
    return "single" if closed and kind in {"open", "number"} else kind


def _labels(form: FormQuestion | None) -> dict[str, str]:
    """Return the label of each answer by its folded name, and by its folded self."""
    found: dict[str, str] = {}
    for name, label in (form.choices if form else {}).items():
        found.setdefault(folded(label), label)
        found[folded(name)] = label
        found[name] = label
    return found


def _cell(field: Field, row: Row) -> str:
    return row.at(field.cell) if field.cell is not None else ""


def _given(
    row: Row, field: Field, known: Sequence[str], between: str, *, complete: bool
) -> Iterator[str]:
    """Yield the answers of one row as its cells have them; `between` parts several in a cell."""
    chosen = [name for place, name in field.split if _is_chosen(row.at(place), name)]
    cell = one_line(_cell(field, row))
    if chosen or not cell:
        yield from chosen
        # A form's "or other" has no column of its own.
        named = {name for _, name in field.split}
        yield from (one for one in cell.split(" ") if one in known and one not in named)
    elif between:
        yield from parts(cell, known, between, complete=complete)
    else:
        yield cell
    if field.other and row.at(field.other[0]):
        yield field.other[1]


def _between(table: Table, field: Field, column: SurveyColumn) -> str:
    """Return what parts several answers in one cell."""
    if column.separator or field.cell is None:
        return column.separator or ", "
    return _BETWEEN.get(table.layout) or separator_of(table.values(field.cell)) or ", "


def _mapped(column: SurveyColumn) -> tuple[str, ...]:
    return tuple(answer for mean in column.means for answer in mean.answers)


def _is_chosen(cell: str, option: str) -> bool:
    key = cell.strip().lower()
    return bool(key) and (key in TRUE or (key not in FALSE and folded(cell) == folded(option)))


def _spellings(known: Sequence[str], named: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return one spelling for each answer: the option's own, else the most frequent."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in named:
        for one in each:
            counts[folded(one)][one] += 1
    found = {key: min(c, key=lambda one: (-c[one], one)) for key, c in counts.items()}
    return found | {folded(option): option for option in reversed(known)}


def _in_order(known: Sequence[str], said: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the options: those known in their order, then the others, the most frequent first."""
    counts = Counter(one for each in said for one in each)
    others = sorted(counts.keys() - set(known), key=lambda o: (-counts[o], sort_key(o)))
    return tuple(dict.fromkeys((*known, *others)))


def _unknown(
    table: Table,
    rows: Sequence[Row],
    field: Field,
    said: Sequence[tuple[str, ...]],
    known: Sequence[str],
) -> list[Problem]:
    """Return a note for each answer that is none of the options; it is counted as it stands."""
    options = {*known, *([field.other[1]] if field.other else [])}
    first: dict[str, int] = {}
    counts = Counter[str]()
    for row, each in zip(rows, said, strict=True):
        for one in each:
            if one not in options:
                first.setdefault(one, row.number)
                counts[one] += 1
    place = letter(field.first)
    found = []
    for one, number in list(first.items())[:_TOLD_ONE_BY_ONE]:
        near = did_you_mean(one, options)
        vi = f"“{short(one)}” không có trong các phương án của “{short(field.heading)}”"
        en = f"“{short(one)}” is none of the options of “{short(field.heading)}”"
        told_of = Bilingual(
            f"cột {place}: {vi} ({counts[one]} lần), được tính như đã ghi{near[0]}",
            f"column {place}: {en} ({counts[one]} times); it is counted as it stands{near[1]}",
        )
        found.append(Problem(f"{table.file}:{number}", told_of, "warning"))
    if (more := len(first) - len(found)) > 0:
        told_of = Bilingual(
            f"cột {place}: còn {more} câu trả lời khác ngoài các phương án",
            f"column {place}: {more} more answers are none of the options",
        )
        found.append(Problem(table.file, told_of, "warning"))
    return found


def _numbers(table: Table, rows: Sequence[Row], field: Field) -> Answers:
    cells = [one_line(_cell(field, row)) for row in rows]
    read = number_reader([cell for cell in cells if cell], point=table.layout == "kobo")
    numbers: list[tuple[str, ...]] = []
    problems = []
    for row, cell in zip(rows, cells, strict=True):
        value = read(cell) if cell else None
        numbers.append(() if value is None else (f"{value:.12g}",))
        if cell and value is None:
            vi = f"“{short(cell)}” không phải là số nên được coi như không trả lời"
            en = f"“{short(cell)}” is no number and counts as no answer"
            place = letter(field.first)
            told_of = Bilingual(f"cột {place}: {vi}", f"column {place}: {en}")
            problems.append(Problem(f"{table.file}:{row.number}", told_of, "warning"))
    return Answers("number", (), tuple(numbers), tuple(_few(problems, table)))


def _few(problems: Sequence[Problem], table: Table) -> list[Problem]:
    """Return the first problems, and of the rest how many there are."""
    if (more := len(problems) - _TOLD_ONE_BY_ONE) <= 0:
        return list(problems)
    told_of = Bilingual(f"còn {more} dòng như vậy", f"{more} more rows are like that")
    return [*problems[:_TOLD_ONE_BY_ONE], Problem(table.file, told_of, "warning")]


def label_of(form: FormQuestion | None, value: str) -> str:
    """Return an answer in the words respondents saw."""
    labels: Mapping[str, str] = _labels(form)
    return labels.get(folded(value), one_line(value))
