"""How the cells of a workbook look: one font, borders, fills that can be told apart in grey."""

from __future__ import annotations

from typing import Any

from qualcode.exporters import office

POINTS = 10
FONT = {"font_name": office.FONT, "font_size": POINTS, "font_scheme": False}
"""As the default font it is also what column widths count in."""
BASE = FONT | {"valign": "top"}
RIGHT = {"align": "right", "indent": 1}
"""So that a number keeps away from the words in the next column."""
STYLES: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "border": 1, "border_color": "#D0D0D0"},
    # What is too long for one line runs on to its right, where it is the last column.
    "line": {"border": 1, "border_color": "#D0D0D0"},
    "strong": {"text_wrap": True, "border": 1, "border_color": "#D0D0D0", "bold": True},
    "mark": {
        "border": 1,
        "border_color": "#D0D0D0",
        "align": "center",
        "font_color": "#767676",
    },
    "percent": {"border": 1, "border_color": "#D0D0D0", "num_format": "0%", **RIGHT},
    "title": {"text_wrap": True, "bold": True, "font_size": 15, "indent": 1},
    "section": {"text_wrap": True, "bold": True, "bg_color": "#DCE9F5", "indent": 1},
    "page": {"text_wrap": True, "indent": 1},
    "note": {"italic": True, "font_color": "#595959"},
    "summary": {},
    "count": {"bold": True},
    "quote": {"italic": True},
    "id": {"font_size": 8, "font_color": "#767676"},
    "proposal": {"font_size": 8, "font_color": "#C55A11"},
    "proposed": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "font_color": "#C55A11",
    },
    "agreement": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "bold": True,
        "bg_color": "#C6E5C3",
    },
    "partial": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "bold": True,
        "bg_color": "#FFF0B8",
    },
    "dissonance": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "bold": True,
        "bg_color": "#F6C2BC",
    },
    "silence": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "bold": True,
        "bg_color": "#D6E3F3",
    },
    "undecided": {"text_wrap": True, "border": 1, "bg_color": "#EDEDED"},
    "context": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "font_color": "#595959",
        "bg_color": "#F2F2F2",
    },
    "to_write": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "italic": True,
        "font_color": "#767676",
        "bg_color": "#FFFBE0",
    },
    "stale": {
        "text_wrap": True,
        "border": 1,
        "border_color": "#D0D0D0",
        "bg_color": "#FBE0D0",
    },
    "editable": {
        "text_wrap": True,
        "border": 3,
        "border_color": "#548235",
        "bg_color": "#F0F8EF",
    },
    "count_link": {
        "border": 1,
        "border_color": "#D0D0D0",
        "font_color": "#1F4E9E",
        "underline": 1,
        "align": "center",
    },
    "number": {"border": 1, "border_color": "#D0D0D0", **RIGHT},
    "decimal": {"border": 1, "border_color": "#D0D0D0", "num_format": "0.00", **RIGHT},
    "total": {"border": 1, "border_color": "#D0D0D0", "bold": True, **RIGHT},
    "link": {"text_wrap": True, "font_color": "#1F4E9E", "underline": 1},
}
