"""Dictionaries of R's quanteda in YAML: keys that nest, phrases with `*` as values."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.codebook_tools.exchange.decoding import decoded
from qualcode.codebook_tools.exchange.imported import Imported, Notes, book_of, same
from qualcode.codebook_tools.exchange.phrases import Reader, losses, told
from qualcode.codebook_tools.ids import id_below, unique
from qualcode.codebook_tools.tree import levels
from qualcode.codebook_tools.writing import scalar
from qualcode.errors import CodebookError
from qualcode.model import Code, Codebook, Language, is_within
from qualcode.plain_yaml import Faults, Item
from qualcode.plain_yaml import read as read_yaml

__all__ = ["losses", "read", "write"]

OWN = "__"
"""The key that quanteda gives the phrases of a level that has levels below it."""


def read(data: bytes, file: str) -> Imported:
    """Return a dictionary's keys as codes and its phrases as their patterns."""
    faults = Faults(file)
    top = read_yaml(decoded(data, file), faults)
    if not faults and not top.keys:
        faults.add(
            top,
            "đây không phải từ điển quanteda: cần các dòng 'khóa: [cụm từ, cụm từ]'",
            "this is no quanteda dictionary: it takes lines such as 'key: [phrase, phrase]'",
        )
    if faults:
        raise CodebookError(faults.in_order())
    notes = Notes(file)
    codes: dict[str, Code] = {}
    reader = Reader()
    for key, item in top.keys.items():
        _add(key, item, "", codes, reader)
    reader.note(notes)
    return Imported(book_of(codes.values(), file), tuple(notes.found))


def write(book: Codebook, language: Language = "vi") -> bytes:  # noqa: ARG001 - ids are in neither
    """Return a codebook's phrases as a dictionary whose keys are the parts of its ids."""
    phrases = {code_id: found.phrases for code_id, found in told(book).items()}
    known = [code_id for code_id, _ in levels(book)]
    said = [each for each in known if phrases.get(each)]
    kept = [each for each in known if any(is_within(one, each) for one in said)]
    lines = [f"# {problem.message.vi} – {problem.message.en}" for problem in losses(book)]
    for code_id in kept:
        indent = "  " * code_id.count(".")
        lines.append(f"{indent}{scalar(code_id.rpartition('.')[2])}:")
        if own := phrases.get(code_id, ()):
            has_below = any(each.startswith(code_id + ".") for each in kept)
            lines += [f"{indent}  {scalar(OWN)}:"] if has_below else []
            deeper = "    " if has_below else "  "
            lines += [f"{indent}{deeper}- {scalar(phrase)}" for phrase in own]
    return ("\n".join(lines) + "\n").encode()


def _add(key: str, item: Item, parent: str, codes: dict[str, Code], reader: Reader) -> None:
    """Add a key's code and those below it."""
    code_id = unique(id_below(parent, key), codes)
    said: list[tuple[int, str]] = []
    inner: list[tuple[str, Item]] = []
    for each in _values(item):
        for name, value in each.keys.items():
            if name == OWN:
                said += [(one.line, one.text) for one in _values(value)]
            else:
                inner.append((name, value))
        said += [(each.line, each.text)] if each.text else []
    codes[code_id] = Code(code_id, same(key), rules=reader.rules(said))
    for name, value in inner:
        _add(name, value, code_id, codes, reader)


def _values(item: Item) -> Iterator[Item]:
    """Yield the texts and mappings of an item, those of lists in lists too."""
    if isinstance(item.value, tuple):
        for each in item.value:
            yield from _values(each)
    else:
        yield item
