"""What every screen needs: a terminal, room in it, and an end that others can tell."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.errors import StudyError
from qualcode.model import Bilingual
from qualcode.tui.wrap import Line, paragraph

if TYPE_CHECKING:
    from textual.app import App


def check(where: str, words: Bilingual) -> None:
    """Refuse to open a screen where there is none.

    Raises:
        StudyError: with these words, which say what to do in scripts.
    """
    # Textual reads from standard input and draws on standard error.
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise StudyError.at(where, words.vi, words.en)


def run(app: App[None]) -> None:
    """Show the screen until it is left; an unforeseen error ends the program as one."""
    app.run()
    # Textual has printed the error, but lets the program go on as if nothing had happened.
    if app.return_code:
        sys.exit(app.return_code)


def is_small(width: int, height: int, least: tuple[int, int]) -> bool:
    """Say whether there is too little room to draw."""
    return width < least[0] or height < least[1]


def too_small(
    say: Callable[[str, str], str], width: int, height: int, least: tuple[int, int]
) -> list[Line]:
    """Return what to say where the screen has no room."""
    words = say(
        f"Cửa sổ {width}×{height} nhỏ quá; hãy mở rộng ít nhất {least[0]}×{least[1]}. q: thoát",
        f"{width}×{height} is too small; widen it to {least[0]}×{least[1]} or more. q: quit",
    )
    return paragraph("", words, width)[:height]
