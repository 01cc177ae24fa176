"""What a returned workbook changes, as lines that a person reads before anything is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import shorten

from qualcode.framework.comparing import Comparison
from qualcode.framework.desk import Change, Kind
from qualcode.framework.signs import STALE
from qualcode.model import Bilingual, Language

LONGEST = 90
"""Characters of a text that a line shows."""
_SHOWN: Mapping[Kind, tuple[str, Bilingual]] = {
    "written": ("✚", Bilingual("viết", "written")),
    "changed": ("→", Bilingual("sửa", "changed")),
    "removed": ("✗", Bilingual("bỏ", "taken away")),
    "confirmed": (STALE, Bilingual("đọc lại, vẫn đúng", "read again, still holds")),
}


def lines(comparison: Comparison, coder: str, language: Language) -> Iterator[str]:
    """Yield whose changes these are and how many, then the text before and after of each."""
    number = len(comparison.changes)
    count = Bilingual(f"{number} thay đổi", f"changes: {number}").say(language)
    yield f"{comparison.file} ({coder}): {count}"
    for change in comparison.changes:
        yield from _lines(change, language)


def _lines(change: Change, language: Language) -> Iterator[str]:
    sign, name = _SHOWN[change.kind]
    yield f"  {sign} {change.place} · {change.code}: {name.say(language)}"
    if change.kind != "written":
        yield f"      − {_short(change.before)}"
    if change.kind in {"written", "changed"}:
        yield f"      + {_short(change.after)}"


def _short(text: str) -> str:
    return f"“{shorten(text, LONGEST, placeholder=' …')}”"
