"""What the options that several commands share stand for; read without Typer, for `tag`'s sake."""

from __future__ import annotations

import getpass
from pathlib import Path

from qualcode.errors import DecisionError
from qualcode.language.normalise import clean
from qualcode.model import Settings


def folder(project: Path | None) -> Path:
    """Return the study's folder: the one given, or the one around the working directory."""
    from qualcode import files

    return files.find_folder(project or Path.cwd())


def coder_of(given: str, chosen: Settings) -> str:
    """Return who decides: as given, as qualcode.yaml says, or the computer's user.

    Raises:
        DecisionError: if nobody is named anywhere.
    """
    # However it was typed, it has to be the same person: in composed letters, without blanks.
    name = clean(given).strip() or chosen.coder
    try:
        return name or getpass.getuser()
    except (ImportError, KeyError, OSError) as error:
        raise DecisionError.at(
            "coder",
            "chưa có tên người mã hóa; hãy thêm --coder TÊN, hoặc ghi coder: TÊN vào qualcode.yaml",
            "no coder is named; add --coder NAME, or write coder: NAME into qualcode.yaml",
        ) from error
