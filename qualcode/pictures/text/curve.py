"""A curve as text: a dot for each case, the mean of any order as dashes, its band in shade."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.pictures.text.fitting import listed
from qualcode.pictures.values import Curve, Step

HIGH = 12
"""Lines of the drawing."""
WIDEST = 4
"""Columns from one case to the next."""
SEEN, MEAN, BAND = "●", "─", "░"


def lines(picture: Curve, width: int) -> Iterator[str]:
    """Yield the curve's lines from the top, then what its signs mean."""
    steps = picture.steps
    top = max(step.high for step in steps)
    top = max(top, *(step.cumulative for step in steps))
    margin = len(str(round(top))) + 1
    room = width - margin - 1
    step_width = max(1, min(WIDEST, room // len(steps)))
    columns = _columns(steps, room, step_width)
    yield picture.up
    for line in range(HIGH, -1, -1):
        drawn = "".join(_sign(column, line, top) for column in columns)
        number = str(round(top * line / HIGH)) if line % 3 == 0 else ""
        yield (
            f"{number:>{margin}}┤{drawn}".rstrip() if number else f"{'':>{margin}}│{drawn}".rstrip()
        )
    yield f"{'':>{margin}}└{'─' * len(columns)}"
    last = str(len(steps))
    yield (
        f"{'':>{margin}} 1{last:>{max(1, len(columns) - 1)}}"
        if len(steps) > 1
        else f"{'':>{margin}} 1"
    )
    yield f"{'':>{margin}} {picture.across}"
    yield ""
    signs = ((SEEN, picture.observed), (MEAN, picture.average), (BAND, picture.band))
    yield from listed([f"{sign} {words}" for sign, words in signs], width)


def _columns(steps: tuple[Step, ...], room: int, step_width: int) -> list[tuple[Step, bool]]:
    """Return for each column the case it shows, and whether its dot stands there.

    Of more cases than columns each column shows the last of its share.
    """
    if len(steps) > room:
        return [(steps[(at + 1) * len(steps) // room - 1], True) for at in range(room)]
    return [
        (step, at == 0)
        for number, step in enumerate(steps)
        for at in range(step_width if number < len(steps) - 1 else 1)
    ]


def _sign(column: tuple[Step, bool], line: int, top: float) -> str:
    step, dotted = column
    row = {name: round(value * HIGH / top) for name, value in _values(step).items()}
    if dotted and row["seen"] == line:
        return SEEN
    if row["mean"] == line:
        return MEAN
    return BAND if row["low"] <= line <= row["high"] else " "


def _values(step: Step) -> dict[str, float]:
    return {"seen": step.cumulative, "mean": step.mean, "low": step.low, "high": step.high}
