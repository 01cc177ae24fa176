"""What people choose or type beside a quote: whether its English is checked, pinned, banned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualcode.language.normalise import clean
from qualcode.language.quoting import CHOICES, CHOSEN
from qualcode.model import Bilingual, Cite

CHECKED = Bilingual("đã kiểm tra", "checked")
CITES: Mapping[str, Bilingual] = {"pin": Bilingual("ghim", "pin"), "ban": Bilingual("loại", "ban")}

_YES = {"x", "✓", "✔", "☑", "v", "1", "true", "yes", "y", "ok", "có", "rồi", "đã", "done"}
_NO = {"", "-", "–", "0", "false", "no", "n", "không", "chưa", "not checked", "chưa kiểm tra"}
_ALSO: Mapping[str, tuple[str, ...]] = {
    "pin": ("pinned", "luôn dùng", "luôn chọn", "always"),
    "ban": ("banned", "cấm", "không dùng", "never"),
    "": ("-", "–"),
}


def tick(text: str, people: Iterable[str] = ()) -> bool | str | None:
    """Return whether a cell says that a translation is checked, or who of these people did it.

    None where it says neither.
    """
    typed = _folded(text)
    if typed in _NO:
        return False
    if typed in _YES or typed in _names(CHECKED):
        return True
    return next((name for name in people if _folded(name) == typed), None)


def cite(text: str) -> Cite | None:
    """Return whether a cell pins a quote, bans it, or does neither; None where it isn't clear."""
    typed = _folded(text)
    if not typed or typed in _ALSO[""]:
        return ""
    if typed in _called("pin"):
        return "pin"
    return "ban" if typed in _called("ban") else None


def _called(choice: str) -> set[str]:
    labels = (CITES[choice], CHOICES[choice], CHOSEN[choice])
    names = {name for label in labels for name in _names(label)}
    return {choice, *names, *_ALSO[choice]}


def _names(label: Bilingual) -> set[str]:
    vi, en = _folded(label.vi), _folded(label.en)
    return {vi, en, f"{vi} / {en}", f"{vi}/{en}"}


def _folded(text: str) -> str:
    return " ".join(clean(text).casefold().split()).strip(".!")
