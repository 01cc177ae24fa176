"""The sheet of what each source says on each theme: the figures that verdicts rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode.exporters.cells import Cell, Column, Sheet, Words
from qualcode.exporters.comparisons import names_of, sources_title
from qualcode.exporters.table import plain
from qualcode.model import Bilingual, Results

NAME = "Triangulation_n"
PRINTED = 11
"""Columns that a reader of paper needs; those after them are for the screen."""
BANDS: Mapping[str, Bilingual] = {
    "none": Bilingual("không ai", "none"),
    "few": Bilingual("ít", "few"),
    "some": Bilingual("một số", "some"),
    "most": Bilingual("đa số", "most"),
}
DIRECTIONS = {"+": "+", "-": "−", "~": "±"}
ELICITED: Mapping[str, Bilingual] = {
    "spontaneous": Bilingual("tự nói", "spontaneous"),
    "prompted": Bilingual("câu hỏi đóng", "prompted"),
    "written": Bilingual("tự viết", "written"),
    "documentary": Bilingual("tài liệu", "documents"),
    "various": Bilingual("nhiều cách", "various"),
}
HOW_TO_READ = Bilingual(
    "Tỷ lệ = nói tới / được hỏi, với khoảng tin cậy 95 % của Wilson; +/−/± là số nguồn nói như "
    "thuận lợi, như trở ngại, cả hai. n/a: không hỏi.",
    "Share = mention / asked, with Wilson's 95% interval; +/−/± count cases that speak of it as an "
    "enabler, as a barrier, as both. n/a: not asked.",
)


def cells_sheet(results: Results) -> Sheet:
    """Return a row for each theme and source, all comparisons one below the other."""
    return Sheet(
        NAME,
        (
            Column(Bilingual("So theo", "By"), 25),
            Column(Bilingual("Mã", "Code"), 34),
            Column(Bilingual("Nguồn", "Source"), 34),
            Column(Bilingual("Số nguồn", "Cases"), 8),
            Column(Bilingual("Được hỏi", "Asked"), 8),
            Column(Bilingual("Nói tới", "Mention"), 8),
            Column(Bilingual("Tỷ lệ", "Share"), 8),
            Column(Bilingual("Khoảng 95 %", "95% interval"), 11),
            Column(Bilingual("Mức", "Band"), 14),
            Column(Bilingual("Chiều", "Direction"), 9),
            Column(Bilingual("+/−/±", "+/−/±"), 12),
            Column(Bilingual("Cách có được", "Elicitation"), 26),
            Column(Bilingual("Mã con", "Sub-codes"), 60),
        ),
        tuple(
            _row(by, row, names.get(row["source"], row["source"]))
            for by, table in results.cells.items()
            for names in [names_of(results.study.cases, by)]
            for row in table.to_dict("records")
        ),
        frozen=3,
        notes=(HOW_TO_READ,),
        printed=PRINTED,
    )


def _row(by: str, row: Mapping[Any, Any], source: Words) -> tuple[Cell, ...]:
    asked = row["state"] != "not_asked"
    interval = f"{100 * row['low']:.0f}–{100 * row['high']:.0f}%" if asked else ""
    leaning = "/".join(str(row[name]) for name in ("pos", "neg", "mixed"))
    return (
        Cell(sources_title(by)),
        Cell(plain(row["code"])),
        Cell(source),
        Cell(row["cases"]),
        Cell(row["asked"]) if asked else Cell("n/a", "mark"),
        Cell(row["mention"]) if asked else Cell("n/a", "mark"),
        Cell(f"{100 * row['prominence']:.0f}%" if asked else ""),
        Cell(interval),
        Cell(BANDS[row["band"]] if asked else ""),
        Cell(DIRECTIONS.get(row["direction"], ""), "mark"),
        Cell(leaning if row["mention"] and asked else ""),
        Cell(ELICITED[row["elicitation"]]),
        Cell(plain(row["examples"]), "line"),
    )
