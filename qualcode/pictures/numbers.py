"""A picture's numbers as a table, and the picture in a few words, for those who can't see it."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.model import Language
from qualcode.pictures.values import (
    Bars,
    Curve,
    HeatMap,
    Network,
    Nothing,
    Picture,
    Row,
    Timeline,
)
from qualcode.pictures.wording import DIRECTION, STANDING, decimal, say

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Headings, and rows."""


def numbers(picture: Picture) -> Table:
    """Return what the picture shows as a table; nothing of what shows nothing."""
    match picture:
        case HeatMap():
            return _of_heat_map(picture)
        case Bars():
            return _of_bars(picture)
        case Curve():
            return _of_curve(picture)
        case Network():
            return _of_network(picture)
        case Timeline():
            return _of_timeline(picture)
        case Nothing():
            return (), ()


def in_words(picture: Picture) -> str:
    """Return the picture in two or three sentences."""
    about = picture.about
    return " ".join(part for part in (f"{about.title}.", about.headline, _size(picture)) if part)


def _size(picture: Picture) -> str:
    language = picture.about.language
    match picture:
        case HeatMap(rows=rows, columns=columns):
            vi, en = f"{len(rows)} mã × {len(columns)} cột", f"{len(rows)} × {len(columns)} cells"
            return say(language, f"Bản đồ nhiệt {vi}.", f"Heat map of {en}.")
        case Bars(rows=rows):
            return say(language, f"Biểu đồ {len(rows)} thanh.", f"Chart of {len(rows)} bars.")
        case Curve(steps=steps):
            return say(language, f"Đường qua {len(steps)} nguồn.", f"Line of {len(steps)} cases.")
        case Network(nodes=nodes, edges=edges):
            vi, en = f"{len(nodes)} mã, {len(edges)} đường nối", f"{len(nodes)} codes"
            return say(language, f"Mạng {vi}.", f"Network of {en}, {len(edges)} lines.")
        case Timeline(lanes=lanes, marks=marks):
            vi, en = f"{len(lanes)} mã, {len(marks)} vạch", f"{len(lanes)} codes"
            return say(language, f"Dòng thời gian {vi}.", f"Timeline of {en}, {len(marks)} marks.")
        case Nothing(why=why):
            return why


def _heads(language: Language, rows: Sequence[Row]) -> tuple[str, ...]:
    family = (say(language, "nhóm mã", "family"),) if any(row.family for row in rows) else ()
    return (*family, say(language, "mã", "code"))


def _names(row: Row, heads: Sequence[str]) -> tuple[str, ...]:
    return (row.family, row.words)[-len(heads) :]


def _of_heat_map(picture: HeatMap) -> Table:
    heads = _heads(picture.about.language, picture.rows)
    columns = (
        column.words if column.n is None else f"{column.words} (n={column.n})"
        for column in picture.columns
    )
    rows = (
        (*_names(row, heads), *(cell.words for cell in cells))
        for row, cells in zip(picture.rows, picture.cells, strict=True)
    )
    return (*heads, *columns), tuple(rows)


def _of_bars(picture: Bars) -> Table:
    language = picture.about.language
    heads = _heads(language, picture.rows)
    counted = (
        say(language, f"{picture.unit} nhắc tới", f"{picture.unit} that mention it"),
        say(language, "được hỏi", "asked"),
    )
    rows = (
        (*_names(row, heads), *map(str, counts), str(sum(counts)), str(of))
        for row, counts, of in zip(picture.rows, picture.counts, picture.of, strict=True)
    )
    return (*heads, *(part.words for part in picture.parts), *counted), tuple(rows)


def _of_curve(picture: Curve) -> Table:
    language = picture.about.language
    order = (say(language, "thứ tự", "order"), say(language, "nguồn", "case"))
    band = (say(language, "từ", "from"), say(language, "đến", "to"))
    heads = (*order, picture.observed, picture.average, *(f"{picture.band}: {b}" for b in band))
    rows = (
        (
            str(at),
            step.case,
            str(step.cumulative),
            *(decimal(value, language, 1) for value in (step.mean, step.low, step.high)),
        )
        for at, step in enumerate(picture.steps, 1)
    )
    return heads, tuple(rows)


def _of_network(picture: Network) -> Table:
    language = picture.about.language
    code = say(language, "mã", "code")
    counted = (
        say(language, "hệ số", "coefficient"),
        say(language, "số lần cùng có", "times together"),
        picture.unit,
    )
    words = [f"{node.row.words} ({node.cases})" for node in picture.nodes]
    rows = (
        (
            words[edge.first],
            words[edge.second],
            decimal(edge.strength, language),
            str(edge.together),
            str(edge.cases),
        )
        for edge in picture.edges
    )
    return (code, code, *counted), tuple(rows)


def _of_timeline(picture: Timeline) -> Table:
    language = picture.about.language
    heads = _heads(language, picture.lanes)
    counted = (
        say(language, "lượt lời", "turn"),
        say(language, "chiều", "direction"),
        say(language, "xác nhận", "standing"),
    )
    rows = (
        (
            *_names(picture.lanes[mark.lane], heads),
            str(mark.turn),
            DIRECTION[mark.direction].say(language),
            STANDING["confirmed" if mark.confirmed else "proposed"].say(language),
        )
        for mark in picture.marks
    )
    return (*heads, *counted), tuple(rows)
