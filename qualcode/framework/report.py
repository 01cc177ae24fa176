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
    "checked": ("✓", Bilingual("bản dịch đã kiểm tra", "translation checked")),
    "unchecked": ("✗", Bilingual("thôi coi bản dịch là đã kiểm tra", "translation unchecked")),
    "pinned": ("★", Bilingual("ghim: luôn có trong báo cáo", "pinned: in every report")),
    "banned": ("✗", Bilingual("loại: không có trong báo cáo", "banned: in no report")),
    "released": ("→", Bilingual("thôi ghim, thôi loại", "neither pinned nor banned any more")),
}


def lines(comparison: Comparison, coder: str, language: Language) -> Iterator[str]:
    """Yield whose changes these are and how many, then the text before and after of each."""
    number = len(comparison.changes)
    count = Bilingual(f"{number} thay đổi", f"changes: {number}").say(language)
    yield f"{comparison.file} ({coder}): {count}"
    for change in comparison.changes:
        yield from _lines(change, coder, language)


def _lines(change: Change, coder: str, language: Language) -> Iterator[str]:
    sign, name = _SHOWN[change.kind]
    place = " · ".join(part for part in (change.place, change.code) if part)
    by = f" ({change.draft.coder})" if change.draft.coder != coder else ""
    yield f"  {sign} {place}: {name.say(language)}{by}"
    if change.kind in {"changed", "removed", "confirmed"}:
        yield f"      − {_short(change.before)}"
    if change.kind in {"written", "changed"}:
        yield f"      + {_short(change.after)}"
    if change.kind in {"checked", "unchecked"}:
        yield f"      = {_short(change.after)}"


def _short(text: str) -> str:
    return f"“{shorten(text, LONGEST, placeholder=' …')}”"
