"""What the columns of the tables are called."""

from __future__ import annotations

COLUMNS = (
    ("code", "label_vi", "label_en"),
    (
        *("verdict", "verdict_vi", "verdict_en", "silent", "not_asked", "fragile"),
        *("confirmed", "pairs"),
        *("concluded", "concluded_vi", "concluded_en", "reason", "concluded_by"),
        *("concluded_then", "changed"),
    ),
)
"""The columns of `triangulate` before and after those of the sources.

`confirmed` is how many of the theme's codings a person has confirmed: 2/9. `pairs` lists only the
sources that differ: where both mention a theme and agree, or neither does, there is nothing to say.
From `concluded` on it is what a person concluded, and whether what they looked at has changed.
"""

CELLS = (
    *("code", "label_vi", "label_en", "source", "cases", "asked", "mention"),
    *("prominence", "low", "high", "band", "pos", "neg", "mixed", "direction"),
    *("examples", "elicitation", "state", "why"),
)
"""The columns of `cells`: one row a theme and source.

`low` and `high` are Wilson's 95% interval of `prominence`; `why` says why a figure is missing.
"""
