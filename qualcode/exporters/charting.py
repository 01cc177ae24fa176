"""A native line chart beside a sheet's table."""

from __future__ import annotations

from typing import Any

from qualcode.exporters import office
from qualcode.exporters.cells import Chart, Sheet

LOOKS: dict[str, dict[str, Any]] = {
    "thick": {"color": "#1F4E79", "width": 2.5},
    "thin": {"color": "#7F7F7F", "width": 1.25},
    "dotted": {"color": "#A6A6A6", "width": 1, "dash_type": "dash"},
}
FONT = {"name": office.FONT, "size": 9}
WIDTH, HEIGHT = 620, 360
"""Pixels."""


def draw_chart(workbook: Any, page: Any, sheet: Sheet, chart: Chart) -> None:
    """Put the chart to the right of the sheet's table; its lines are the table's columns."""
    if not sheet.rows:
        return
    drawn = workbook.add_chart({"type": "line"})
    first, last = sheet.headings, sheet.headings + len(sheet.rows) - 1
    for column, look in chart.lines.items():
        drawn.add_series(
            {
                "name": [sheet.name, sheet.headings - 1, column],
                "categories": [sheet.name, first, chart.place, last, chart.place],
                "values": [sheet.name, first, column, last, column],
                "line": LOOKS[look],
            }
        )
    # A name that begins with = would be taken for a formula.
    drawn.set_title({"name": chart.title.vi.lstrip("="), "name_font": FONT | {"size": 11}})
    drawn.set_x_axis(_axis(chart.across.vi))
    drawn.set_y_axis(_axis(chart.up.vi) | {"min": 0, "major_gridlines": {"visible": True}})
    drawn.set_legend({"position": "bottom", "font": FONT})
    drawn.set_size({"width": WIDTH, "height": HEIGHT})
    words = chart.title.vi
    page.insert_chart(
        sheet.headings,
        len(sheet.columns) + 1,
        drawn,
        {"object_position": 3, "description": words},
    )


def _axis(words: str) -> dict[str, Any]:
    return {"name": words, "name_font": FONT, "num_font": FONT}
