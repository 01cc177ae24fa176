"""What reading a foreign codebook gives: the codes, and what could not be taken over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from qualcode import codebook
from qualcode.codebook_tools.ids import file_name, slug
from qualcode.codebook_tools.writing import to_yaml
from qualcode.errors import CodebookError
from qualcode.model import Bilingual, Code, Codebook, Problem

SHOWN = 20
"""Notes of one kind that are told one by one."""


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
    name = file_name(slug(PurePath(file).stem))
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
