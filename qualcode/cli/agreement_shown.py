"""The table of agreement as text: every group of coders, then the codes of the first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qualcode import basis
from qualcode.cli import columns, console, showing
from qualcode.cli.console import data, note, say
from qualcode.language.numbers import decimal
from qualcode.language.source_types import source_type

if TYPE_CHECKING:
    from pandas import DataFrame

LEAST = 6
"""Columns that stay on the narrowest screen: up to the interval of alpha."""


def show(found: DataFrame) -> None:
    """Show the overall figures of each group, then the codes of the first."""
    rows = basis.records(found)
    overall = [row for row in rows if row["scope"] == "overall"]
    data(*_lines(_overall_heads(overall), map(_overall, overall)))
    data(*_undefined(overall))
    whose = overall[0]["coders"]
    part = [row for row in rows if row["coders"] == whose and row["scope"] != "overall"]
    if not overall[0]["value"] and overall[0]["units"]:
        data("", whose)
        data(*_lines(_heads(part), map(_of_code, filter(_is_told, part))))
        data(*_untold(part))
    if len(overall) > 1:
        note(say("Từng mã của một cặp: --coders A,B", "A pair's codes: --coders A,B"))
    note(say("--csv, --json: mọi cột, mọi khoảng.", "--csv, --json: every column and interval."))
    showing.tell(found)


def _overall_heads(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    start = [say("nhóm", "group")] if rows[0]["value"] else []
    start.append(say("người mã hóa", "coders"))
    return [
        *(" · ".join(start), say("nhận định", "verdicts"), say("bản", "files"), "%", "α", "95%"),
        *("κ", "AC1", "BP", "MASI", "Jaccard", "|u"),
    ]


def _overall(row: Mapping[str, Any]) -> list[str]:
    figures = [rate(row[name]) for name in ("kappa", "ac1", "bp", "masi", "jaccard", "u_alpha")]
    counts = [str(row["units"]), str(row["transcripts"]), _percent(row["percent"])]
    return [_who(row), *counts, rate(row["alpha"]), _interval(row, "alpha"), *figures]


def _who(row: Mapping[str, Any]) -> str:
    value = source_type(row["value"]).short.say(console.language())
    return " · ".join(filter(None, (value, row["coders"])))


def _heads(part: Sequence[Mapping[str, Any]]) -> list[str]:
    kappa = "κ" if part[0]["kappa_is"] == "cohen" else "κ (Fleiss)"
    return [
        *(say("mã", "code"), "", say("đơn vị", "units"), "%", "α", "95%", kappa, "AC1"),
        *(say("tỉ lệ", "share"), "|u", say("trùng lời", "overlap")),
    ]


def _of_code(row: Mapping[str, Any]) -> list[str]:
    """Return a family's or code's cells, the code's set in below its family."""
    name = row["code"]
    if row["scope"] == "code":
        name = f"  {name.partition('.')[2] or name}"
    counts = ["!" if row["warning"] else "", str(row["units"]), _percent(row["percent"])]
    figures = [rate(row["alpha"]), _interval(row, "alpha"), rate(row["kappa"]), rate(row["ac1"])]
    spans = [_percent(row["prevalence"]), rate(row["u_alpha"]), rate(row["overlap"])]
    return [name, *counts, *figures, *spans]


def _lines(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield lines that fit: names to the left, figures to the right; the last columns give way."""
    listed = [list(heads), *map(list, rows)]
    widths = [max(map(len, column)) for column in zip(*listed, strict=True)]
    while sum(widths) + 2 * len(widths) - 2 > console.width() and len(widths) > LEAST:
        widths.pop()
    listed.insert(1, ["─" * width for width in widths])
    for row in listed:
        cells = [cell.rjust(width) for cell, width in zip(row, widths, strict=False)]
        yield "  ".join([row[0].ljust(widths[0]), *cells[1:]]).rstrip()


def _is_told(row: Mapping[str, Any]) -> bool:
    return bool(row["prevalence"])


def _undefined(overall: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Say of each group of coders why nothing, or no interval, could be computed."""
    from qualcode.agreement.notes import LOOK
    from qualcode.agreement.reasons import CODED_ONCE, REASONS

    language = console.language()
    for row in overall:
        if why := row["why"] or row["why_interval"]:
            advice = f" {LOOK.say(language)}" if why == CODED_ONCE else ""
            yield from console.folded(f"{_who(row)}: {REASONS[why].say(language)}.{advice}")


def _untold(part: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Say of which codes only the percentage is defined, and why."""
    from qualcode.agreement.reasons import REASONS

    for why in dict.fromkeys(row["why"] for row in part if row["why"]):
        names = [row["code"] for row in part if row["why"] == why and row["scope"] == "code"]
        if names:
            reason = REASONS[why].say(console.language())
            yield from console.folded(f"{reason}: {', '.join(names)}")


def _interval(row: Mapping[str, Any], name: str) -> str:
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    return showing.NOTHING if low is None else f"{rate(low)}…{rate(high)}"


def rate(value: float | None) -> str:
    """Return a figure with two decimals, and a real minus sign."""
    return (
        showing.NOTHING if value is None else columns.rate(round(value, 2) + 0.0).replace("-", "−")
    )


def _percent(value: float | None) -> str:
    """Return a share in per cent; what is only nearly all never reads as all."""
    if value is None:
        return showing.NOTHING
    shown = decimal(min(100 * value, 99.9) if value < 1 else 100, 1)
    return f"{shown.say(console.language())}%"
