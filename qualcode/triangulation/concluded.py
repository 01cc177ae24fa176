"""What a person concluded of a theme, and whether what they looked at has changed since."""

from __future__ import annotations

from typing import Literal

from qualcode.model import Bilingual, Conclusion, Study
from qualcode.triangulation.values import Verdict

Changed = Literal["", "verdict", "cells"]

CHANGED = Bilingual("đã đổi từ khi kết luận", "changed since it was concluded")
"""What stands beside a conclusion that rests on other figures than there are now."""
CONFIRMED_ONLY = "confirmed: "
"""How the cells begin where only what people confirmed was counted."""


def on(study: Study, theme: str, by: str) -> Conclusion | None:
    """Return what a person concluded of this theme by these sources, if anybody did."""
    return next((c for c in study.conclusions if (c.theme, c.by) == (theme, by)), None)


def looked_at(study: Study, verdict: Verdict) -> str:
    """Return what a person has before them: every source's figures, and which codings count."""
    return f"{CONFIRMED_ONLY if study.settings.count == 'confirmed' else ''}{verdict.said}"


def changed(study: Study, conclusion: Conclusion, verdict: Verdict) -> Changed:
    """Say what is other than it was when it was concluded; nothing if other codings count now."""
    was_confirmed = conclusion.cells.startswith(CONFIRMED_ONLY)
    if was_confirmed != (study.settings.count == "confirmed"):
        return ""
    if conclusion.computed != verdict.verdict:
        return "verdict"
    return "" if conclusion.cells == looked_at(study, verdict) else "cells"
