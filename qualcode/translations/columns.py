"""The columns of a translator's sheet: how they are called in a workbook, in a CSV, by people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.exporters.cells import fitting, printable
from qualcode.framework.translating import Left
from qualcode.framework.written import digest
from qualcode.language.normalise import clean
from qualcode.model import Coding, Span

COLUMNS = (
    *("id", "before", "vi", "after", "en", "terms"),
    *("translator", "checked", "first", "key"),
)
"""As a CSV has them."""
READ = ("id", "vi", "en", "translator", "checked", "key", "cite")
"""Those that are read back; `cite` only a copy of the workbook's sheet has, to be told of."""
PREFIX = "qualcode_translation_"
"""How the hidden names of a workbook's columns begin."""
NAMES = {"id", "key"}
"""What tells which words a row is about: one of them is needed, and English."""

_CALLED: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "quote id", "quote_id", "mã trích dẫn", "coding_id", "coding id"),
    "vi": ("vi", "vietnamese", "tiếng việt", "quote", "trích dẫn", "words"),
    "en": (
        *("en", "english", "tiếng anh", "translation", "bản dịch"),
        *("english translation", "bản dịch tiếng anh"),
    ),
    "translator": ("translator", "translated by", "người dịch"),
    "checked": (
        *("checked", "checked?", "đã kiểm tra", "đã kiểm tra?", "kiểm tra"),
        *("translation checked?", "đã kiểm tra bản dịch?"),
    ),
    "cite": ("in the report?", "đưa vào báo cáo?"),
    "key": ("key",),
}
_KEY = re.compile(r"(.+):(\d{1,9})-(\d{1,9}) ([0-9a-f]{8}) ([0-9a-f]{8}) ([0-3])", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Key:
    """What a row of ours knows of itself, whatever is done to it."""

    transcript: str
    span: Span
    left: Left


def key(coding: Coding) -> str:
    """Return what is written beside a row: where its words stand, and what it leaves with."""
    shown = fitting(coding.translation)
    is_whole = shown == printable(coding.translation)
    flags = bool(coding.checked) + 2 * (not is_whole)
    place = f"{coding.transcript}:{coding.span.start}-{coding.span.end}"
    return f"{place} {digest(shown)} {digest(coding.translator)} {flags}"


def read_key(text: str) -> Key | None:
    """Return what a row knows of itself; None if it knows nothing."""
    found = _KEY.fullmatch(text.strip())
    if not found:
        return None
    transcript, start, end, english, translator, flags = found.groups()
    is_whole, is_checked = not int(flags) & 2, bool(int(flags) & 1)
    left = Left(english, is_whole=is_whole, is_checked=is_checked, translator=translator)
    return Key(clean(transcript), Span(int(start), int(end)), left)


def places(cells: Sequence[str]) -> dict[str, int]:
    """Return which column is where in a row of headings; empty if it is none."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        if name := _name(cell):
            found.setdefault(name, at)
    return found if "en" in found and NAMES & found.keys() else {}


def _name(heading: str) -> str:
    typed = " ".join(clean(heading).casefold().split())
    if typed.startswith(PREFIX):
        name = typed.removeprefix(PREFIX)
        return name if name in READ else ""
    parts = {typed, *(part.strip() for part in typed.split("/"))}
    return next((name for name, called in _CALLED.items() if parts & set(called)), "")
