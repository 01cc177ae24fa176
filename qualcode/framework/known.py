"""What a workbook left with, as text that Excel and LibreOffice carry along unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcode.errors import ImportFileError
from qualcode.framework import known_quotes
from qualcode.framework.known_quotes import KnownQuote
from qualcode.packing import DAMAGED, packed, unpacked

MARK = "qualcode-workbook"
VERSION = "1"
HIDDEN = "qualcode"
"""The name of the sheet that nobody sees."""
QUOTES = "Quotes"
"""The name of the sheet of quotes."""
PIECE = 30_000
"""Excel keeps no more than 32,767 characters in one cell."""
LONGEST = 50_000_000
"""Characters that it may unpack to."""

CASE, THEME = "qualcode_case", "qualcode_theme:"
BY, CODE, VERDICT, REASON = (f"qualcode_{name}" for name in ("by", "code", "verdict", "reason"))
CODING, QUOTE, WORDS = (f"qualcode_{name}" for name in ("coding", "quote", "words"))
ENGLISH, CHECKED, CITE = (f"qualcode_{name}" for name in ("english", "checked", "cite"))
"""The keys of columns, in the hidden row above their headings."""


@dataclass(frozen=True, slots=True)
class KnownCell:
    """What a cell of the framework left with."""

    text: str = ""
    """The summary as the study had it."""
    shown: str = ""
    """The digest of all that was in the cell."""
    own: tuple[str, ...] = ()
    """The digests of the lines that are not a person's: a hint, a mark."""
    about: frozenset[str] = frozenset()
    """The marks of the codings that there were."""
    is_whole: bool = True
    """False if the summary was too long for the cell."""


@dataclass(frozen=True, slots=True)
class KnownVerdict:
    """What a person had concluded, and what was computed."""

    verdict: str
    reason: str
    computed: str


@dataclass(frozen=True, slots=True)
class Known:
    """All that tells what a person changed in a workbook."""

    cases: Mapping[str, str] = field(default_factory=dict)
    """Case's name → the hash of its transcript's text."""
    cells: Mapping[tuple[str, str], KnownCell] = field(default_factory=dict)
    """(case's name, theme's id) → what it left with, where there was anything but a mark."""
    verdicts: Mapping[tuple[str, str], KnownVerdict] = field(default_factory=dict)
    """(compared by, theme's id) → what it left with."""
    quotes: Mapping[str, KnownQuote] = field(default_factory=dict)
    """Coding's id → what its row of the quotes left with."""


def pack(known: Known) -> tuple[str, ...]:
    """Return it in pieces that fit a cell; the first says what it is."""
    cases, themes = list(known.cases), list(dict.fromkeys(theme for _, theme in known.cells))
    at = {name: place for place, name in enumerate(cases)}
    places = {name: place for place, name in enumerate(themes)}
    said = {
        "cases": list(known.cases.items()),
        "themes": themes,
        "cells": [
            [
                *(at[case], places[theme], cell.text, cell.shown),
                *("".join(cell.own), "".join(sorted(cell.about)), int(cell.is_whole)),
            ]
            for (case, theme), cell in known.cells.items()
        ],
        "verdicts": [
            [by, theme, one.verdict, one.reason, one.computed]
            for (by, theme), one in known.verdicts.items()
        ],
        "quotes": known_quotes.pack(known.quotes),
    }
    return f"{MARK} {VERSION}", *packed(said, PIECE)


def unpack(pieces: Sequence[str], file: str) -> Known:
    """Return what is in these pieces.

    Raises:
        ImportFileError: if it can't be read.
    """
    if pieces[0] != f"{MARK} {VERSION}":
        raise ImportFileError.at(
            file,
            "bảng tính này do bản qualcode khác tạo; hãy cập nhật qualcode rồi nhập lại",
            "another version of qualcode made this workbook; update qualcode and import it again",
        )
    try:
        return _known(unpacked(pieces[1:], LONGEST))
    except DAMAGED as cause:
        raise ImportFileError.at(
            file,
            "phần ẩn của bảng tính này bị hỏng nên không biết đã sửa những gì; hãy xuất bảng mới "
            "và chép các thay đổi sang",
            "the hidden part of this workbook is damaged, so that what was changed can't be told; "
            "export a new one and copy the changes over",
        ) from cause


def _known(said: Mapping[str, Any]) -> Known:
    cases, themes = [str(name) for name, _ in said["cases"]], said["themes"]
    return Known(
        cases={str(name): str(sha256) for name, sha256 in said["cases"]},
        cells={
            (cases[at], str(themes[place])): KnownCell(
                str(text), str(shown), _eights(own), frozenset(_eights(about)), bool(is_whole)
            )
            for at, place, text, shown, own, about, is_whole in said["cells"]
        },
        verdicts={
            (str(by), str(theme)): KnownVerdict(str(verdict), str(reason), str(computed))
            for by, theme, verdict, reason, computed in said["verdicts"]
        },
        # A workbook of an earlier version knew nothing of its quotes.
        quotes=known_quotes.unpack(said["quotes"]) if "quotes" in said else {},
    )


def _eights(text: str) -> tuple[str, ...]:
    return tuple(text[start : start + 8] for start in range(0, len(text), 8))
