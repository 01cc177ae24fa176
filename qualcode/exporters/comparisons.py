"""The sheet that compares sources: where they agree, differ, or say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from qualcode.exporters import verdicts
from qualcode.exporters.cells import Cell, Column, Family, Phrase, Sheet, Words, cut, families
from qualcode.exporters.table import comparison_file, plain
from qualcode.language.attributes import title as attribute_title
from qualcode.language.source_types import (
    METHODS,
    OPEN,
    OPEN_ANSWERS,
    SOURCE_TYPES,
    source_type,
)
from qualcode.model import Bilingual, Case, Results

if TYPE_CHECKING:
    from pandas import DataFrame

COLOURED = frozenset({"agreement", "partial", "dissonance", "silence"})
COMPUTED = 10
"""Columns that stand before a person's."""
LONGEST_PAIRS = 300
"""Characters of the pairs that a cell shows: many sources have very many pairs."""

CONFOUNDED = "confounded"
"""Where a comparison keeps its warnings."""

PAIR_WORDS: Mapping[str, Words] = {
    "partial": Phrase((Bilingual("một phần", "partial"),)),
    "dissonance": Phrase((Bilingual("trái ngược", "dissonance"),)),
}
"""What the ends of a pair's line mean."""

Names = Mapping[str, Words]
"""A source as its column is named → what a reader is shown."""

SHARES = Bilingual(
    "“KII: 3/5”: 3 trong 5 nguồn KII được hỏi có nói tới. Dòng in đậm là cả nhóm mã.",
    "“KII: 3/5”: 3 of the 5 KII sources asked mention it. A bold row is a whole code family.",
)
FRAGILE = Bilingual(
    "Dễ đổi: thêm (+1) hoặc bớt (-1) một nguồn nói tới là kết luận đổi. Kết luận do máy tính "
    "ra; hãy đọc trích dẫn trước khi dùng.",
    "Fragile: one source more (+1) or fewer (-1) mentioning it changes the verdict. Verdicts "
    "are computed; read the quotes before using them.",
)

PAIRS = Bilingual(
    "Cặp thống nhất không liệt kê, ở đây và trong cột pairs của tệp CSV.",
    "Pairs that agree are not listed, here and in column pairs of the CSV file.",
)
CONFIRMED = Bilingual(
    "Đã xác nhận: “2/9”: trong 9 lượt mã hóa có 2 lượt đã có người chấp nhận hoặc thêm.",
    "Confirmed: “2/9”: a person has accepted or added 2 of the 9 codings.",
)


def triangulation_sheet(results: Results) -> Sheet:
    """Return every comparison, one below the other; the first column tells them apart."""
    labels = {family.id: family for family in families(results.study)}
    return Sheet(
        "Triangulation",
        (
            Column(Bilingual("So theo", "By"), 13),
            Column(Bilingual("Mã", "Code"), 26),
            Column(Bilingual("Tên mã", "Label"), 25),
            Column(Bilingual("Kết luận", "Verdict"), 16),
            Column(Bilingual("Nói tới/được hỏi theo nguồn", "Mention/asked by source"), 40),
            Column(Bilingual("Không nhắc tới", "Silent"), 16),
            Column(Bilingual("Không được hỏi", "Not asked"), 16),
            Column(Bilingual("Dễ đổi nếu", "Fragile"), 16),
            Column(Bilingual("Đã xác nhận", "Confirmed"), 11),
            Column(Bilingual("Cặp không thống nhất", "Pairs that don't agree"), 36),
            *verdicts.COLUMNS,
        ),
        tuple(
            _comparison_row(attribute, row, sources, labels, names)
            for attribute, table in results.comparisons.items()
            for sources in [_sources(table)]
            for names in [names_of(results.study.cases, attribute)]
            for row in table.to_dict("records")
        ),
        frozen=3,
        notes=(
            *(SHARES, _thresholds(results.thresholds), FRAGILE, PAIRS, CONFIRMED, verdicts.HOW_TO),
            *confounded(results),
        ),
        keys=verdicts.keys(before=COMPUTED, code=1),
        printed=_printed(results),
        see="triangulation_by_*.csv",
    )


def _printed(results: Results) -> int:
    """Return how many columns are printed: a person's where somebody wrote, and what is stale."""
    if not any(one.by in results.comparisons for one in results.study.conclusions):
        return COMPUTED
    changed = (each for table in results.comparisons.values() for each in table.get("changed", ()))
    return COMPUTED + (4 if any(map(plain, changed)) else 3)


def _sources(table: DataFrame) -> list[str]:
    """Return the columns of the sources: they stand between the labels and the verdict."""
    columns = [str(name) for name in table.columns]
    return columns[columns.index("label_en") + 1 : columns.index("verdict")]


def _comparison_row(
    attribute: str,
    row: Mapping[Any, Any],
    sources: list[str],
    labels: Mapping[str, Family],
    names: Names,
) -> tuple[Cell, ...]:
    family = labels.get(row["code"])
    style = "strong" if family else "text"
    label = Bilingual(plain(row.get("label_vi")), plain(row.get("label_en")))
    shares = "; ".join(f"{source}: {_share(plain(row[source]))}" for source in sources)
    details = (plain(row.get(name)) for name in ("silent", "not_asked", "fragile"))
    pairs = cut(_differing(plain(row.get("pairs"))), LONGEST_PAIRS, comparison_file(attribute))
    return (
        Cell(sources_title(attribute)),
        Cell(plain(row["code"]), style),
        Cell(label, style, between="\n"),
        _verdict_cell(row),
        *(Cell(_in_words(names, text)) for text in (shares, *details)),
        Cell(plain(row.get("confirmed")), "mark"),
        Cell(_in_words({**names, **PAIR_WORDS}, pairs)),
        *verdicts.cells(attribute, row),
    )


def sources_title(by: str) -> Bilingual:
    """Return what sources are told apart by, in words: "Tỉnh, thành (TLN)"."""
    attribute, _, within = by.partition("@")
    title = attribute_title(attribute)
    if not within:
        return title
    short = source_type(within).short
    return Bilingual(f"{title.vi} ({short.vi})", f"{title.en} ({short.en})")


def confounded(results: Results) -> tuple[Bilingual, ...]:
    """Return the warnings that sources differ in type too, each below what it is about."""
    return tuple(
        words for table in results.comparisons.values() for words in table.attrs.get(CONFOUNDED, ())
    )


def names_of(cases: Iterable[Case], by: str) -> Names:
    """Return the sources that have a name in two languages, or that a team calls otherwise."""
    attribute, _, within = by.partition("@")
    if within:
        alone = names_of(cases, attribute)
        short = Phrase((source_type(within).short,))
        return {f"{within}: {name}": Phrase((short, ": ", shown)) for name, shown in alone.items()}
    if attribute == "type":
        types = {name: Phrase((source_type(name).short,)) for name in SOURCE_TYPES}
        return types | {OPEN: Phrase((OPEN_ANSWERS,))}
    if attribute == "method":
        methods = {name: Phrase((words,)) for name, words in METHODS.items()}
        return methods | {OPEN: Phrase((OPEN_ANSWERS,))}
    # The columns of a comparison are named without the mark that parts a list.
    return {
        " ".join(words.vi.split()): Phrase((words,), " / ")
        for case in cases
        if case.get(attribute) and case.get(f"{attribute}_en")
        for vi, en in [(case.get(attribute), case.get(f"{attribute}_en"))]
        for words in [Bilingual(vi.replace(";", ","), en.replace(";", ","))]
    }


def _in_words(names: Names, text: str) -> Words:
    """Return the text with these names of sources replaced, but not within a longer name."""
    if not names:
        return text
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    place = rf"(^|; |: | – )({longest_first})(?=[+-]1|: | – | \(|; |$)"
    parts: list[Words] = []
    end = 0
    for found in re.finditer(place, text, flags=re.MULTILINE):
        parts += [text[end : found.start(2)], names[found[2]]]
        end = found.end(2)
    return Phrase((*parts, text[end:]))


def _thresholds(words: Bilingual) -> Bilingual:
    return Bilingual(
        f"Mức nổi bật và chiều hướng (+, −, ±) theo ngưỡng: {words.vi}.",
        f"Prominence and direction (+, −, ±) by these thresholds: {words.en}.",
    )


def _verdict_cell(row: Mapping[Any, Any]) -> Cell:
    verdict = plain(row.get("verdict"))
    words = Bilingual(plain(row.get("verdict_vi")), plain(row.get("verdict_en")))
    return Cell(words, verdict if verdict in COLOURED else "undecided", between="\n")


def _share(share: str) -> str:
    """Return how many of those asked mention it, or the mark of a source that wasn't asked."""
    return "n/a" if share in {"", "0/0"} else share


def _differing(pairs: str) -> str:
    """Return the pairs that say different things; who is silent stands in a column of its own."""
    differing = ("partial", "dissonance")
    return "\n".join(pair for pair in pairs.split("; ") if pair.endswith(differing))
