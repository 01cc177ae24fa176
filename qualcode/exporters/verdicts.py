"""The columns of the sheet Triangulation that a person fills in: a verdict, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcode.exporters.cells import Cell, Column, Phrase
from qualcode.exporters.table import plain
from qualcode.framework.known import BY, CODE, REASON, VERDICT, KnownVerdict
from qualcode.framework.signs import STALE
from qualcode.language.verdicts import VERDICT_LABELS, label_of
from qualcode.model import Bilingual, Results

GREEN = "#C6E5C3"
LONGEST_REASON = 32_000
COLUMNS = (
    Column(
        Bilingual("Kết luận của người", "A person's verdict"),
        22,
        GREEN,
        choices=tuple(VERDICT_LABELS.values()),
    ),
    Column(Bilingual("Lý do", "Reason"), 32, GREEN, longest=LONGEST_REASON),
    Column(Bilingual("Ai kết luận", "By whom"), 14),
    Column(Bilingual("Số liệu đã đổi từ đó?", "Changed since?"), 20),
    Column(Bilingual("qualcode", "qualcode"), 10, hidden=True),
)
"""They stand behind all that is computed; the last one tells rows apart, and nobody sees it."""
HOW_TO = Bilingual(
    "Cột xanh lá để người viết: chọn kết luận và ghi lý do, lưu tệp, rồi chạy qualcode import TỆP; "
    "xóa cả hai ô là rút kết luận lại. Kết luận do máy tính ra vẫn giữ nguyên bên cạnh.",
    "Green columns are a person's: choose a verdict and give the reason, save, then run qualcode "
    "import FILE; to empty both cells takes the verdict back. What is computed stays beside it.",
)
SINCE: Mapping[str, Bilingual] = {
    "verdict": Bilingual("kết luận máy tính ra nay đã khác", "the computed verdict is another now"),
    "cells": Bilingual("số liệu của nguồn nay đã khác", "the sources' figures are others now"),
}


def keys(before: int, code: int) -> tuple[str, ...]:
    """Return the keys of a sheet whose code stands in this column, and this many before ours."""
    ours = (VERDICT, REASON, "qualcode_coder", "qualcode_since", BY)
    computed = (CODE if place == code else f"qualcode_{place}" for place in range(before))
    return (*computed, *ours)


def cells(by: str, row: Mapping[Any, Any]) -> tuple[Cell, ...]:
    """Return what a person concluded on a theme, ready to be edited."""
    verdict = plain(row.get("concluded"))
    since = plain(row.get("changed"))
    mark = Phrase((f"{STALE} ", SINCE[since]), " / ") if since in SINCE else since
    return (
        Cell(label_of(verdict) if verdict else "", "editable"),
        Cell(plain(row.get("reason")), "editable"),
        Cell(plain(row.get("concluded_by"))),
        Cell(mark, "stale" if since else "text"),
        Cell(by),
    )


def known(results: Results) -> dict[tuple[str, str], KnownVerdict]:
    """Return what the sheet leaves with: (compared by, code) → verdict and reason."""
    return {
        (by, plain(row["code"])): KnownVerdict(
            plain(row.get("concluded")), plain(row.get("reason")), plain(row.get("verdict"))
        )
        for by, table in results.comparisons.items()
        for row in table.to_dict("records")
    }
