"""Text in a CSV that no spreadsheet takes for a formula, and back."""

from __future__ import annotations

import re

# A cell begins at its start; and, to a program that expects other separators than ours, after
# these and in a new line.
_RISKY = re.compile(r"(\A|[;\t\r\n|])([ \xa0]*)('*)(?=[=+\-@\t\r＝＋－＠])")
_GUARDED = re.compile(r"(\A|[;\t\r\n|])([ \xa0]*)'('*)(?=[=+\-@\t\r＝＋－＠])")


def guarded(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would compute."""
    return _RISKY.sub(r"\1\2'\3", text)


def unguarded(text: str) -> str:
    """Return the text as it was."""
    return _GUARDED.sub(r"\1\2\3", text)
