"""What is said of a quote: whether it is pinned or banned, who translated it, who checked that."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.model import Bilingual, Coding, Decision

CHOICES: Mapping[str, Bilingual] = {
    "pin": Bilingual("ghim trích dẫn", "pin the quote"),
    "ban": Bilingual("loại khỏi trích dẫn", "ban the quote"),
    "": Bilingual("thôi ghim, thôi loại", "neither pin nor ban"),
}
"""What it is called to have a quote always chosen, never, or as its rank has it."""
CHOSEN: Mapping[str, Bilingual] = {
    "pin": Bilingual("luôn chọn làm trích dẫn", "always chosen as a quote"),
    "ban": Bilingual("không dùng làm trích dẫn", "never shown as a quote"),
    "": Bilingual("", ""),
}
"""What was decided of a quote."""
UNCHECK = Bilingual("thôi coi bản dịch là đã kiểm tra", "the translation is unchecked again")
"""What it is called to take the check of a translation away."""


def choice(decision: Decision) -> Bilingual:
    """Return what a decision to pin or ban a quote is called."""
    return CHOICES.get(decision.target, CHOICES[""])


def translated_by(coding: Coding) -> Bilingual:
    """Return who translated a coding's words and who has checked that, if anybody."""
    if not coding.translation:
        return Bilingual("", "")
    translator, checker = coding.translator, coding.checked
    by = Bilingual(f"{translator} dịch; ", f"by {translator}; ") if translator else None
    return Bilingual(
        (by.vi if by else "") + (f"{checker} đã kiểm tra" if checker else "chưa ai kiểm tra"),
        (by.en if by else "") + (f"checked by {checker}" if checker else "not checked"),
    )
