"""LIWC dictionaries of 2007 and 2015 (.dic): numbered categories between `%`, then the words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.codebook_tools.exchange.decoding import decoded_western
from qualcode.codebook_tools.exchange.imported import Imported, Notes, book_of, same
from qualcode.codebook_tools.exchange.phrases import Reader, losses, told
from qualcode.codebook_tools.ids import id_below, unique
from qualcode.codebook_tools.tree import levels
from qualcode.errors import CodebookError
from qualcode.model import Bilingual, Code, Codebook, Language

__all__ = ["losses", "read", "write"]

_CATEGORY = re.compile(r"(?P<indent>\s*)(?P<number>\d+)\s+(?P<name>\S.*?)\s*")
_NAME = re.compile(r"(?P<name>\S+)\s+\((?P<label>.+)\)")
_LINE = re.compile(r"(?P<words>.*?\S)(?P<numbers>(?:\s+\d+)+)\s*")
_CONDITIONAL = re.compile(r"<of>|\(.*\)|\d+/\d+", re.IGNORECASE)
_NEVER = Bilingual(
    "điều kiện của LIWC không ghi được thành mẫu, nên mục này bị bỏ ra",
    "LIWC's conditions can't be told as a pattern, so this entry was left out",
)
_NO_CATEGORY = Bilingual(
    "không thuộc nhóm nào có trong phần đầu tệp, nên bị bỏ ra",
    "in no category that the head of the file names, so left out",
)


@dataclass(frozen=True, slots=True)
class _Category:
    number: int
    id: str
    label: str


def read(data: bytes, file: str) -> Imported:
    """Return a dictionary's categories as codes and its words as their patterns."""
    notes = Notes(file)
    lines = decoded_western(data, file, notes).split("\n")
    marks = [place for place, line in enumerate(lines) if line.strip() == "%"][:2]
    if len(marks) < 2:  # noqa: PLR2004 - one before the categories and one after
        raise CodebookError.at(
            file,
            "đây không phải từ điển LIWC: phần nhóm phải nằm giữa hai dòng chỉ có dấu %",
            "this is no LIWC dictionary: its categories must stand between two lines of just %",
        )
    categories = _categories(lines[: marks[1]], marks[0] + 1, notes)
    words = _words(lines, marks[1] + 1, {c.number for c in categories}, notes)
    reader = Reader()
    codes = [
        Code(c.id, same(c.label), rules=reader.rules(words.get(c.number, ()))) for c in categories
    ]
    reader.note(notes)
    return Imported(book_of(codes, file), tuple(notes.found))


def write(book: Codebook, language: Language = "vi") -> bytes:
    """Return a codebook's phrases with a numbered category for each level of its tree."""
    phrases = {code_id: found.phrases for code_id, found in told(book).items()}
    head, numbers = [], {}
    for number, (code_id, code) in enumerate(levels(book), 1):
        label = " ".join(code.label.say(language).split()) if code else ""
        numbers[code_id] = number
        named = f"{code_id} ({label})" if label and label != code_id else code_id
        head.append("\t" * code_id.count(".") + f"{number}\t{named}")
    places: dict[str, list[int]] = {}
    for code_id, number in numbers.items():
        for phrase in phrases.get(code_id, ()):
            places.setdefault(phrase, []).append(number)
    body = ["\t".join([phrase, *map(str, where)]) for phrase, where in places.items()]
    return "\n".join(["%", *head, "%", *body, ""]).encode()


def _categories(lines: Sequence[str], first: int, notes: Notes) -> list[_Category]:
    """Return the categories between the `%`, deeper ones below the one they are indented under."""
    found: list[_Category] = []
    above: list[tuple[int, str]] = []
    for place, line in enumerate(lines[first:], first + 1):
        named = _CATEGORY.fullmatch(line)
        if not named:
            if line.strip():
                notes.add(
                    f"“{line.strip()}” không có dạng 'số, tab, tên nhóm' nên bị bỏ qua",
                    f"“{line.strip()}” is not 'number, tab, name of category', so left out",
                    place,
                )
            continue
        number, depth = int(named["number"]), len(named["indent"].expandtabs(4))
        while above and above[-1][0] >= depth:
            above.pop()
        if any(each.number == number for each in found):
            notes.add(
                f"số {number} dùng hai lần; từ mang số này thuộc nhóm đứng trước",
                f"number {number} is used twice; its words belong to the earlier category",
                place,
            )
        parent = above[-1][1] if above else ""
        pair = _NAME.fullmatch(named["name"])
        name, label = (pair["name"], pair["label"]) if pair else (named["name"],) * 2
        code_id = unique(id_below(parent, name), {each.id for each in found})
        found.append(_Category(number, code_id, label))
        above.append((depth, code_id))
    return _without_repeats(found)


def _without_repeats(found: Sequence[_Category]) -> list[_Category]:
    """Give a category whose number is taken one that no word has."""
    seen: set[int] = set()
    kept: list[_Category] = []
    for each in found:
        number = -len(kept) - 1 if each.number in seen else each.number
        seen.add(number)
        kept.append(_Category(number, each.id, each.label))
    return kept


def _words(
    lines: Sequence[str], first: int, known: set[int], notes: Notes
) -> Mapping[int, list[tuple[int, str]]]:
    """Return category → its (line, phrase) pairs."""
    found: dict[int, list[tuple[int, str]]] = {}
    conditional, lost = [], []
    for place, line in enumerate(lines[first:], first + 1):
        if not line.strip():
            continue
        phrase, numbers = _split(line)
        if _CONDITIONAL.search(line.split("\t", 1)[-1] if "\t" in line else line) or "(" in phrase:
            conditional.append((place, line.strip().replace("\t", " ")))
            continue
        if not known.intersection(numbers):
            lost.append((place, phrase))
        for number in dict.fromkeys(numbers):
            if number in known:
                found.setdefault(number, []).append((place, phrase))
    notes.add_each(_NEVER, conditional)
    notes.add_each(_NO_CATEGORY, lost)
    return found


def _split(line: str) -> tuple[str, list[int]]:
    """Return a line's phrase and the numbers behind it; a tab parts them, or else the digits."""
    phrase, tab, rest = line.strip().partition("\t")
    if tab:
        return phrase.strip(), [int(number) for number in re.findall(r"\d+", rest)]
    parts = _LINE.fullmatch(line.strip())
    if not parts:
        return line.strip(), []
    return parts["words"], [int(number) for number in parts["numbers"].split()]
