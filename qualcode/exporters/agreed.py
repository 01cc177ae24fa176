"""The sheet of agreement: coders with each other and with the rules, overall and for each code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qualcode import agreement, basis
from qualcode.agreement.views import RULES
from qualcode.exporters.cells import Cell, Column, Sheet
from qualcode.model import Bilingual, Results

NAME = "Agreement"
DRAWS, FEW_DRAWS, LARGE = 2000, 200, 20_000
"""Resamples for intervals; so many decisions from which there are fewer of them."""
COLUMNS = (
    Column(Bilingual("Người mã hóa", "Coders"), 24),
    Column(Bilingual("Phạm vi", "Scope"), 11),
    Column(Bilingual("Mã", "Code"), 26),
    Column(Bilingual("Tên mã", "Label"), 28),
    Column(Bilingual("Đơn vị cùng xem", "Units both judged"), 11),
    Column(Bilingual("Bản gỡ băng", "Transcripts"), 12),
    Column(Bilingual("% đồng ý", "% agreement"), 12),
    Column(Bilingual("% khoảng dưới", "% low"), 10),
    Column(Bilingual("% khoảng trên", "% high"), 10),
    Column(Bilingual("Krippendorff α", "Krippendorff α"), 16),
    Column(Bilingual("α khoảng dưới", "α low"), 10),
    Column(Bilingual("α khoảng trên", "α high"), 10),
    Column(Bilingual("κ", "κ"), 8),
    Column(Bilingual("AC1", "AC1"), 8),
    Column(Bilingual("Tần suất mã", "Prevalence"), 11),
    Column(Bilingual("Lưu ý", "Note"), 35),
)
SCOPES = {
    "overall": Bilingual("mọi mã", "all codes"),
    "family": Bilingual("nhóm mã", "family"),
    "code": Bilingual("mã", "code"),
}
RULES_NAME = Bilingual("quy tắc", "rules")
MISLEADS = Bilingual("! mã hiếm hay quá phổ biến: xem AC1", "! rare or very common code: see AC1")
ONE = Bilingual(
    "Chỉ có một người mã hóa ({}): bảng này so người ấy với quy tắc, không phải người với người.",
    "There is one coder only ({}): this table sets that person beside the rules, not beside "
    "another coder.",
)


def agreement_sheet(results: Results) -> Sheet:
    """Return a row for each pair of coders, and each with the rules: overall, family, code."""
    study = results.study
    draws = DRAWS if len(study.decisions) < LARGE else FEW_DRAWS
    found = agreement.agreement(study, machines=(RULES,), draws=draws)
    rows = [row for row in basis.records(found) if _is_told(row)]
    made = basis.of(found)
    return Sheet(
        NAME,
        COLUMNS,
        tuple(map(_row, rows)),
        frozen=4,
        notes=(*_whose(rows), *made.notes, made.method, *(_drawn(draws) if rows else ())),
        see="qualcode agree --csv",
    )


def _is_told(row: Mapping[str, Any]) -> bool:
    """Say whether somebody of these gave the code; all codes and families always are told."""
    return row["scope"] != "code" or bool(row["prevalence"])


def _whose(rows: Sequence[Mapping[str, Any]]) -> Iterator[Bilingual]:
    coders = {name for row in rows for name in str(row["coders"]).split(", ")} - {RULES}
    if len(coders) == 1:
        name = next(iter(coders))
        yield Bilingual(ONE.vi.format(name), ONE.en.format(name))


def _drawn(draws: int) -> Iterator[Bilingual]:
    yield Bilingual(
        f"Khoảng 95% từ {draws} lần lấy mẫu lại cả bản gỡ băng; nhiều hơn: qualcode agree --draws.",
        f"95% intervals from {draws} draws of whole transcripts; for more: qualcode agree --draws.",
    )


def _row(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    style = "text" if row["scope"] == "code" else "strong"
    label = Bilingual(str(row["label_vi"]), str(row["label_en"]))
    return (
        Cell(_coders(str(row["coders"])), style),
        Cell(SCOPES[row["scope"]], style),
        Cell(str(row["code"]), style),
        Cell(label, style, between="\n"),
        Cell(int(row["units"]), "number"),
        Cell(int(row["transcripts"]), "number"),
        *(_share(row[name]) for name in ("percent", "percent_low", "percent_high")),
        *(_figure(row[name]) for name in ("alpha", "alpha_low", "alpha_high", "kappa", "ac1")),
        _share(row["prevalence"]),
        Cell(_note(row)),
    )


def _coders(names: str) -> Bilingual:
    """Return who is compared, the rules by what they are called."""
    parts = names.split(", ")
    vi, en = (
        ", ".join(said if part == RULES else part for part in parts)
        for said in (RULES_NAME.vi, RULES_NAME.en)
    )
    return Bilingual(vi, en)


def _note(row: Mapping[str, Any]) -> Bilingual:
    if row["warning"]:
        return MISLEADS
    why = str(row["why"] or row["why_interval"] or "")
    return agreement.REASONS[why] if why in agreement.REASONS else Bilingual("", "")


def _share(value: float | None) -> Cell:
    return Cell("–", "mark") if value is None else Cell(float(value), "percent")


def _figure(value: float | None) -> Cell:
    return Cell("–", "mark") if value is None else Cell(round(float(value), 3) + 0.0, "decimal")
