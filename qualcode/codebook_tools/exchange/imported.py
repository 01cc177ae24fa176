"""What reading a foreign codebook gives: the codes, and what could not be taken over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from qualcode import codebook
from qualcode.codebook_tools.writing import to_yaml
from qualcode.errors import CodebookError
from qualcode.language.normalise import strip_accents
from qualcode.model import Bilingual, Code, Codebook, Problem

LONGEST_PART = 60
"""Characters of one level of an id."""
LONGEST_NAME = 120
"""Characters of a name that may stand as an id."""
SHOWN = 20
"""Notes of one kind that are told one by one."""
ID = re.compile(r"\w[\w-]*(\.\w[\w-]*)*")


@dataclass(frozen=True, slots=True)
class Imported:
    """A codebook from another program's file, with notes on what it lost on the way."""

    book: Codebook
    notes: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Notes:
    """Notes on one file, as many of a kind as a person reads."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(self, vi: str, en: str, line: int = 0) -> None:
        """Note what a user should know of."""
        where = f"{self.file}:{line}" if line else self.file
        self.found.append(Problem(where, Bilingual(vi, en), "warning"))

    def add_each(self, kind: Bilingual, named: Iterable[tuple[int, str]]) -> None:
        """Note each (line, words) of a kind, the first ones by name."""
        named = list(named)
        for line, words in named[:SHOWN]:
            self.add(f"“{words}”: {kind.vi}", f"“{words}”: {kind.en}", line)
        rest = len(named) - SHOWN
        if rest > 0:
            more = ", ".join(words for _, words in named[SHOWN:])
            self.add(f"và {rest} mục nữa cũng vậy: {more}", f"and {rest} more like these: {more}")


def slug(name: str) -> str:
    """Return a name as one level of an id: `Không biết, chưa nghe` gives `khong_biet_chua_nghe`."""
    letters = re.sub(r"[\W_]+", "_", strip_accents(name).lower()).strip("_")
    if len(letters) > LONGEST_PART:
        letters = letters[:LONGEST_PART].rsplit("_", 1)[0] if "_" in letters else letters
    return letters[:LONGEST_PART].strip("_") or "code"


def id_below(parent: str, name: str) -> str:
    """Return the id of a code of this name; one that is an id in plain letters stays."""
    is_whole = name.isascii() and ID.fullmatch(name) and len(name) <= LONGEST_NAME
    if is_whole and (not parent or name.startswith(parent + ".")):
        return name
    own = name if is_whole and "." not in name else slug(name)
    return f"{parent}.{own}" if parent else own


def unique(wanted: str, taken: Mapping[str, object] | set[str]) -> str:
    """Return an id that is not taken: this one, or this one with a number."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}_{number}" in taken:
        number += 1
    return f"{wanted}_{number}"


def book_of(
    codes: Iterable[Code], file: str, lexicons: Mapping[str, tuple[str, ...]] | None = None
) -> Codebook:
    """Return these codes as a codebook that its own YAML gives back.

    Raises:
        CodebookError: if there is not a single code.
    """
    codes = tuple(codes)
    if not codes:
        raise CodebookError.at(
            file,
            "không thấy mã nào trong tệp; hãy kiểm tra xem đây có đúng là sổ mã không",
            "there are no codes in this file; check that it is a codebook",
        )
    name = slug(PurePath(file).stem)
    draft = Codebook(name, "1", codes, lexicons=dict(lexicons or {}), file=file)
    parsed = codebook.parse(to_yaml(draft), file)
    return replace(
        parsed,
        codes=tuple(_without_places(code) for code in parsed.codes),
        groups=tuple(_without_places(code) for code in parsed.groups),
    )


def same(text: str) -> Bilingual:
    """Return one text for both languages, as a file that has only one means it."""
    return Bilingual(text, text)


def _without_places(code: Code) -> Code:
    return replace(code, rules=tuple(replace(rule, where="") for rule in code.rules))
