"""The sheet of codes by groups: how many of each attribute's values mention each code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode import basis, code_counts, comparing, shares
from qualcode.exporters.cells import BANDS, Cell, Column, Phrase, Sheet
from qualcode.language.attributes import title as attribute_title
from qualcode.model import Bilingual, Results, Study

if TYPE_CHECKING:
    from pandas import DataFrame

NAME = "Counts by group"
ALWAYS = "gender"
MOST_VALUES = 12
"""Values of an attribute for which there is room; ages or names have more."""
ALL = Bilingual("Tất cả", "All")
LEAD = 2
HOW_TO = Bilingual(
    "n: số nguồn của nhóm có nhắc tới mã; %: phần trăm trong số nguồn của nhóm được hỏi hoặc tự "
    "nói tới; n/a: không nguồn nào trong nhóm được hỏi. Dòng in đậm là cả nhóm mã.",
    "n: sources of the group that mention the code; %: of those in the group that were asked or "
    "brought it up; n/a: nobody in the group was asked. A bold row is a whole code family.",
)


@dataclass(frozen=True, slots=True)
class _Group:
    """The two columns of one value of an attribute."""

    title: Bilingual
    name: Bilingual
    size: int
    cells: Mapping[str, Mapping[str, Any]]
    """Code → its row."""


def groups_sheet(results: Results) -> Sheet:
    """Return a row for each code, and for each value of each attribute n and per cent of cases."""
    study = shares.counted(results.study)
    whole = basis.records(code_counts.frequencies(study))
    chosen, left_out = _attributes(study)
    tables = {by: code_counts.by_attribute(study, by) for by in chosen}
    everybody = _Group(ALL, ALL, _size(whole), {row["code"]: row for row in whole})
    groups = [everybody, *(one for by in chosen for one in _groups(study, by, tables[by]))]
    families = {code.family for code in study.codes}
    return Sheet(
        NAME,
        (
            Column(Bilingual("Mã", "Code"), 28),
            Column(Bilingual("Tên mã", "Label"), 30),
            *(column for one in _in_bands(groups) for column in one),
        ),
        tuple(_row(row, groups, families) for row in whole),
        frozen=LEAD,
        breaks=tuple(_breaks(groups)),
        repeated=LEAD,
        scale=55,
        notes=(HOW_TO, *_notes(tables, left_out)),
        see="qualcode counts --by",
    )


def _attributes(study: Study) -> tuple[list[str], list[str]]:
    """Return the attributes to show, and those with more values than there is room for."""
    names = dict.fromkeys((*study.settings.compare, ALWAYS))
    values = {name: {case.get(name) for case in study.cases} - {""} for name in names}
    fits = [name for name in names if 0 < len(values[name]) <= MOST_VALUES]
    return fits, [name for name in names if len(values[name]) > MOST_VALUES]


def _groups(study: Study, by: str, table: DataFrame) -> Iterator[_Group]:
    rows = basis.records(table)
    values = list(dict.fromkeys(row["value"] for row in rows))
    names = comparing.names(study, by, values)
    for value in values:
        cells = {row["code"]: row for row in rows if row["value"] == value}
        yield _Group(attribute_title(by), names[value], _size([*cells.values()]), cells)


def _size(rows: Sequence[Mapping[str, Any]]) -> int:
    return int(rows[0]["n"]) if rows else 0


def _in_bands(groups: Sequence[_Group]) -> Iterator[tuple[Column, Column]]:
    """Yield the two columns of each group, those of one attribute in one colour."""
    titles = list(dict.fromkeys(one.title for one in groups))
    for one in groups:
        fill = BANDS[titles.index(one.title) % len(BANDS)]
        words = Bilingual(f"{one.name.vi} (n = {one.size})", f"{one.name.en} (n = {one.size})")
        banner = Phrase((one.title,), " / ")
        yield (
            Column(words, 13, fill, one.title.vi, banner=banner),
            Column(Bilingual("%", "%"), 7, fill, one.title.vi, banner=banner),
        )


def _breaks(groups: Sequence[_Group]) -> Iterator[int]:
    """Yield the columns at which another attribute begins, but not after the first few."""
    before = groups[0].title
    for place, one in enumerate(groups):
        if one.title not in (before, ALL) and before != ALL:
            yield LEAD + 2 * place
        before = one.title


def _row(row: Mapping[str, Any], groups: Sequence[_Group], families: set[str]) -> tuple[Cell, ...]:
    code = str(row["code"])
    style = "strong" if code in families else "text"
    label = Bilingual(str(row["label_vi"]), str(row["label_en"]))
    cells = (cell for one in groups for cell in _pair(one.cells.get(code)))
    return Cell(code, style), Cell(label, style, between="\n"), *cells


def _pair(row: Mapping[str, Any] | None) -> tuple[Cell, Cell]:
    if row is None or row["of_asked"] is None:
        return Cell("n/a", "mark"), Cell("", "mark")
    return Cell(int(row["mention"]), "number"), Cell(float(row["of_asked"]), "percent")


def _notes(tables: Mapping[str, DataFrame], left_out: Sequence[str]) -> Iterator[Bilingual]:
    if left_out:
        listed = ", ".join(left_out)
        yield Bilingual(
            f"Có hơn {MOST_VALUES} giá trị nên không đưa vào đây: {listed}.",
            f"More than {MOST_VALUES} values, so not shown here: {listed}.",
        )
    told = (words for table in tables.values() for words in basis.of(table).notes)
    yield from dict.fromkeys(told)
