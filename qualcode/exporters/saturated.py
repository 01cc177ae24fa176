"""The sheet of saturation: what each case added, what the rule says, and the curve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode import basis, saturation, shares
from qualcode.exporters.cells import Cell, Chart, Column, Sheet
from qualcode.exporters.matrices import case_width
from qualcode.model import Bilingual, Results

NAME = "Saturation"
COLUMNS = (
    Column(Bilingual("Nguồn", "Case"), 28),
    Column(Bilingual("Thứ tự", "Place"), 8),
    Column(Bilingual("Ngày", "Date"), 12),
    Column(Bilingual("Mã mới", "New codes"), 9),
    Column(Bilingual("Mã đã gặp", "Codes so far"), 10),
    Column(Bilingual("Trung bình mọi thứ tự", "Mean of any order"), 12),
    Column(Bilingual("Dải: thấp", "Band: low"), 9),
    Column(Bilingual("Dải: cao", "Band: high"), 9),
    Column(Bilingual("Loạt nguồn kết thúc ở đây", "Run that ends here"), 14),
    Column(Bilingual("Mã mới trong loạt", "New in the run"), 11),
    Column(Bilingual("So với nền", "Of the base"), 9),
    Column(Bilingual("Đạt ngưỡng?", "Rule met?"), 11),
)
MET = {True: Bilingual("đạt", "met"), False: Bilingual("chưa", "not met")}


def saturation_sheet(results: Results) -> Sheet:
    """Return a row for each case in order of date, with the run that ends there, and the curve."""
    study = shares.counted(results.study)
    runs, curve = saturation.saturation(study), saturation.curve(study)
    ends = {row["last"]: row for row in basis.records(runs) if row["last"] is not None}
    rows = basis.records(curve)
    told = (*basis.of(runs).notes, basis.of(runs).method, *basis.of(curve).notes)
    columns = list(COLUMNS)
    columns[0] = Column(columns[0].title, case_width(study.cases))
    return Sheet(
        NAME,
        tuple(columns),
        tuple(_row(row, ends.get(row["position"])) for row in rows),
        frozen=1,
        notes=(*saturation.verdicts(runs), *dict.fromkeys(told)),
        charts=(
            Chart(
                Bilingual("Số mã đã gặp sau mỗi nguồn", "Codes met after each case"),
                Bilingual("số nguồn", "cases"),
                Bilingual("số mã", "codes"),
                place=1,
                lines={4: "thick", 5: "thin", 6: "dotted", 7: "dotted"},
            ),
        ),
        see="qualcode saturation --curve",
    )


def _row(row: Mapping[str, Any], run: Mapping[str, Any] | None) -> tuple[Cell, ...]:
    return (
        Cell(str(row["case"]), "strong"),
        Cell(int(row["position"]), "number"),
        Cell(str(row["date"] or "")),
        Cell(int(row["new"]), "number"),
        Cell(int(row["cumulative"]), "total"),
        *(Cell(round(float(row[name]), 2), "decimal") for name in ("mean", "low", "high")),
        *(_run(run) if run else (Cell(""),) * 4),
    )


def _run(run: Mapping[str, Any]) -> tuple[Cell, ...]:
    return (
        Cell(f"{run['first']}–{run['last']}"),
        Cell(int(run["new"]), "number"),
        Cell("" if run["ratio"] is None else float(run["ratio"]), "percent"),
        Cell(MET[bool(run["reached"])]),
    )
