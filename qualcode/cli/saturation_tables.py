"""The tables that `saturation` prints, as rows of cells for a screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode import basis
from qualcode.cli import console, showing
from qualcode.cli.console import data, say
from qualcode.language.numbers import decimal, percent

if TYPE_CHECKING:
    from pandas import DataFrame

Row = Mapping[str, Any]
RUNS, CASES = 8, 12
"""Runs and cases of a stratum that the screen shows if nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class Table:
    """What stands above columns, and the rows; the first column is the stratum."""

    heads: list[str]
    rows: list[list[object]]
    below: Sequence[str] = ()
    """Lines that stand under the table."""

    def show(self, places: Iterable[int] | None = None) -> None:
        """Print all rows, or those at these places; without strata where there are none."""
        rows = self.rows if places is None else [self.rows[place] for place in places]
        first = 0 if any(row[0] for row in rows) else 1
        if rows:
            cells = [row[first:] for row in rows]
            console.screen().print(console.table(self.heads[first:], cells))
        data(*self.below)


def few_runs(frame: DataFrame) -> list[int]:
    """Return which runs to show: of each stratum those before and after the first that is met."""
    rows, shown = basis.records(frame), []
    for places in _strata(rows):
        runs = [at for at in places if rows[at]["first"] is not None]
        met = next((place for place, at in enumerate(runs) if rows[at]["reached"]), len(runs))
        start = max(0, min(met + 3, len(runs)) - RUNS)
        shown += runs[start : start + RUNS]
    return shown


def few_cases(frame: DataFrame) -> list[int]:
    """Return which cases to show: of each stratum the first that bring something, and the last."""
    rows, shown = basis.records(frame), []
    for places in _strata(rows):
        bringing = [at for at in places[:-1] if rows[at]["new"]][: CASES - 1]
        shown += [*(places[:-1] if len(places) <= CASES else bringing), places[-1]]
    return shown


def _strata(rows: Sequence[Row]) -> list[list[int]]:
    """Return the places of each stratum's rows."""
    found: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        found.setdefault(row["stratum"], []).append(place)
    return list(found.values())


def runs(frame: DataFrame) -> Table:
    """Return the runs as heads and rows."""
    heads = [
        say("nhóm", "group"),
        say("loạt", "run"),
        say("mã mới", "new codes"),
        say("nền", "base"),
        say("tỷ lệ", "ratio"),
        say("đạt", "met"),
    ]
    cells: list[list[object]] = [
        [
            row["stratum"],
            f"{row['first']}–{row['last']}",
            row["new"],
            row["base_codes"],
            showing.NOTHING if row["ratio"] is None else _percent(row["ratio"]),
            say("có", "yes") if row["reached"] else say("chưa", "no"),
        ]
        for row in basis.records(frame)
    ]
    return Table(heads, cells)


def curve(frame: DataFrame) -> Table:
    """Return the curve as heads and rows, one a case."""
    heads = [
        say("nhóm", "group"),
        "#",
        say("nguồn", "case"),
        say("ngày", "date"),
        say("mã mới", "new codes"),
        say("cộng dồn", "in all"),
        say("thứ tự bất kỳ (95%)", "any order (95%)"),
    ]
    cells: list[list[object]] = [
        [
            row["stratum"],
            row["position"],
            row["case"],
            row["date"] or showing.NOTHING,
            row["new"],
            row["cumulative"],
            f"{_number(row['mean'])} ({row['low']:.0f}–{row['high']:.0f})",
        ]
        for row in basis.records(frame)
    ]
    return Table(heads, cells)


def richness(frame: DataFrame) -> Table:
    """Return the estimates as heads and rows, one a stratum."""
    heads = [
        say("nhóm", "group"),
        say("nguồn", "cases"),
        say("mã đã gặp", "codes met"),
        say("chỉ ở 1 nguồn", "in one case"),
        say("ở 2 nguồn", "in two"),
        say("Chao2: ít nhất", "Chao2: at least"),
        say("dạng cổ điển", "classic"),
        say("phần chưa gặp", "missing mass"),
    ]
    cells: list[list[object]] = [
        [
            row["stratum"],
            *(row[name] for name in ("T", "S_obs", "Q1", "Q2")),
            _number(row["chao2"]),
            _number(row["chao2_classic"]),
            showing.NOTHING if row["missing_mass"] is None else _percent(row["missing_mass"]),
        ]
        for row in basis.records(frame)
    ]
    return Table(heads, cells, _undefined(frame))


def _undefined(frame: DataFrame) -> list[str]:
    """Return a line for each reason why strata have no estimate, with these."""
    from qualcode.saturation import WHY

    found: dict[str, list[str]] = {}
    for row in basis.records(frame):
        if row["why"]:
            found.setdefault(row["why"], []).append(row["stratum"] or say("tất cả", "all"))
    return [
        f"Chao2: {', '.join(values)}: {WHY[why].say(console.language())}."
        for why, values in found.items()
    ]


def _percent(share: float) -> str:
    return percent(share).say(console.language())


def _number(value: float | None) -> str:
    """Return the number with one decimal, as the language writes it, if there is one."""
    return showing.NOTHING if value is None else decimal(value, 1).say(console.language())
