"""What a returned sheet changes, as lines that a person reads before anything is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualcode.coding_sheets.changes import Change
from qualcode.coding_sheets.comparing import Comparison
from qualcode.model import Action, Bilingual, Language

LONGEST = 70
"""Characters of a quote that a line shows."""
_SHOWN: Mapping[Action, tuple[str, Bilingual]] = {
    "add": ("✚", Bilingual("thêm", "add")),
    "accept": ("●", Bilingual("chấp nhận", "accept")),
    "reject": ("✗", Bilingual("bỏ", "reject")),
    "recode": ("→", Bilingual("đổi mã", "recode")),
    "respan": ("↔", Bilingual("đổi đoạn", "respan")),
    "memo": ("✎", Bilingual("ghi chú", "memo")),
    "translate": ("✎", Bilingual("tiếng Anh:", "English:")),
}


def lines(file: str, coder: str, comparison: Comparison, language: Language) -> Iterator[str]:
    """Yield whose sheet it is and how much it changes, then a line for each change."""
    number = len(comparison.changes)
    count = Bilingual(f"{number} thay đổi", f"changes: {number}").say(language)
    yield f"{file} → {comparison.transcript} ({coder}): {count}"
    for change in comparison.changes:
        yield f"  {_line(change, language)}"


def _line(change: Change, language: Language) -> str:
    sign, name = _SHOWN[change.action]
    words = " ".join(change.words.split())
    short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
    what = " ".join(change.what.split())
    return f"{sign} T{change.turn:03} {name.say(language)} {what} “{short}”"
