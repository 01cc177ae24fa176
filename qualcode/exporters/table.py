"""Results → CSV files that Excel, R and pandas open."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.model import Coding, Results, Settings, Study, Transcript, Turn

if TYPE_CHECKING:
    from pandas import DataFrame

COLUMNS = (
    "coding_id",
    "transcript",
    "turn",
    "speaker",
    "role",
    "start",
    "end",
    "quote",
    "code",
    "valence",
    "origin",
    "coder",
    "status",
    "rule",
    "evidence",
    "memo",
    "translation",
    "changed",
    "policy",
    "probability",
    "model",
    "translator",
    "checked",
    "cite",
)

COMPARISONS = "triangulation_by_*.csv"
"""What the names of all comparisons' files look like."""

CELLS = "triangulation_cells.csv"
"""What each source says on each theme: the figures that the comparisons rest on."""

Row = dict[str, str | int]


def write_codings(study: Study, path: Path) -> None:
    """Write one row for each coding in force."""
    _write(COLUMNS, codings_table(study), path)


def export_codings(results: Results, path: Path) -> None:
    """Write codings.csv as every exporter is called."""
    write_codings(results.study, path)


def write_comparison(table: DataFrame, settings: Settings, path: Path) -> None:
    """Write one convergence table; its last columns say what its verdicts rest on."""
    _write_frame(table.assign(**_rests_on(settings)), path)


def write_cells(cells: Mapping[str, DataFrame], settings: Settings, path: Path) -> None:
    """Write what each source says, for all comparisons: the first column tells them apart."""
    import pandas as pd

    parts = [table.assign(by=by) for by, table in cells.items()]
    whole = pd.concat(parts, ignore_index=True)
    first = ["by", *(name for name in whole.columns if name != "by")]
    _write_frame(whole[first].assign(**_rests_on(settings)), path)


def _rests_on(settings: Settings) -> dict[str, str]:
    """Return whose word counts, what is counted, and the thresholds, as columns."""
    limits = settings.thresholds
    given = "; ".join(f"{one.name}={getattr(limits, one.name)}" for one in fields(limits))
    return {"policy": settings.policy, "count": settings.count, "thresholds": given}


def _write_frame(table: DataFrame, path: Path) -> None:
    columns = [str(name) for name in table.columns]
    rows = (dict(zip(columns, row, strict=True)) for row in table.itertuples(index=False))
    _write(columns, ({name: plain(value) for name, value in row.items()} for row in rows), path)


def comparison_file(attribute: str) -> str:
    """Return the name of the file that compares sources by this attribute."""
    name = re.sub(r"[^\w-]+", "_", attribute)
    return COMPARISONS.replace("*", name)


def codings_table(study: Study, *, rejected: bool = False) -> list[Row]:
    """Return one row for each coding in force, and with `rejected` each struck one too."""
    transcripts = {transcript.name: transcript for transcript in study.transcripts}
    turns = turns_of(study)
    codings = (*study.codings, *study.rejected) if rejected else study.codings
    changed, policy = study.doubted, study.settings.policy
    return [
        _row(coding, transcripts[coding.transcript], turns.get((coding.transcript, coding.turn)))
        | {"changed": "yes" if coding.id in changed else "", "policy": policy}
        | {"probability": share_of_one(coding.probability), "model": coding.model}
        for coding in sorted(codings, key=_place)
    ]


def turns_of(study: Study) -> dict[tuple[str, int], Turn]:
    """Return (transcript's name, turn's number) → the turn."""
    return {
        (source.name, turn.number): turn for source in study.transcripts for turn in source.turns
    }


def by_code(summary: DataFrame) -> dict[str, dict[str, Any]]:
    """Return code id → its row of the summary, whether the ids are a column or the index."""
    table = summary if "code" in summary.columns else summary.rename_axis("code").reset_index()
    rows = table.to_dict("records")
    return {row["code"]: {str(name): value for name, value in row.items()} for row in rows}


def plain(value: object) -> str:
    """Return what a table's cell holds as text: nothing for a missing value, a list by commas."""
    if value is None or value != value:  # noqa: PLR0124 - only NaN differs from itself
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(plain(item) for item in value)
    return str(value)


def share_of_one(probability: float | None) -> str:
    """Return a probability with three decimals, as programs read it; nothing for none."""
    return "" if probability is None else f"{probability:.3f}"


def _place(coding: Coding) -> tuple[str, int, int, str]:
    return coding.transcript, coding.span.start, coding.span.end, coding.code


def _row(coding: Coding, transcript: Transcript, turn: Turn | None) -> Row:
    return {
        "coding_id": coding.id,
        "transcript": coding.transcript,
        "turn": coding.turn,
        "speaker": turn.speaker if turn else "",
        "role": turn.role if turn else "",
        "start": coding.span.start,
        "end": coding.span.end,
        "quote": coding.span.of(transcript.text),
        "code": coding.code,
        "valence": coding.valence,
        "origin": coding.origin,
        "coder": coding.coder,
        "status": coding.status,
        "rule": coding.rule,
        "evidence": " … ".join(span.of(transcript.text) for span in coding.evidence),
        "memo": coding.memo,
        "translation": coding.translation,
        "translator": coding.translator,
        "checked": coding.checked,
        "cite": coding.cite,
    }


def _write(columns: Sequence[str], rows: Iterable[Mapping[str, object]], path: Path) -> None:
    """Write a table with the byte order mark by which Excel knows UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.DictWriter(file, columns)
        table.writeheader()
        table.writerows(rows)
