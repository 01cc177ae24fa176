"""YAML as people mean it: every scalar is text, and every value knows its line.

YAML 1.1 turns the id `no` into False and `1.10` into 1.1, lets a repeated key win in silence and
an alias blow up a file; none of that happens here.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.model import Bilingual, Problem

if TYPE_CHECKING:
    import yaml

MAX_DEPTH = 20
_TAB = re.compile(r"^ *\t[ \t]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Item:
    """A value of the file: text, a list or a mapping, and where it stands."""

    value: str | tuple[Item, ...] | Mapping[str, Item]
    line: int
    """1-based, as editors count."""
    column: int

    @property
    def text(self) -> str:
        """Return the text, or an empty string for a list or a mapping."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def keys(self) -> Mapping[str, Item]:
        """Return the mapping, empty for anything else."""
        return self.value if isinstance(self.value, Mapping) else {}


class Faults(list[Problem]):
    """The problems of one file, each with `file:line:column`."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.file = file

    def add(self, item: Item, vi: str, en: str) -> None:
        """Note a fault at an item."""
        self.append(Problem(f"{self.file}:{item.line}:{item.column}", Bilingual(vi, en)))

    def in_order(self) -> list[Problem]:
        """Return each fault once, in the order of the file."""
        places = {p: tuple(map(int, p.where.rsplit(":", 2)[1:])) for p in self}
        return sorted(places, key=lambda p: (places[p], p.message.en))

    def unknown_keys(self, item: Item, known: Iterable[str]) -> None:
        """Note each key that is not one of these, with the nearest that is."""
        known = tuple(known)
        for key, value in item.keys.items():
            if key not in known:
                near = nearest(key, known)
                hint = (f"; ý bạn là '{near}'?", f"; did you mean '{near}'?") if near else ("", "")
                self.add(value, f"khóa lạ '{key}'{hint[0]}", f"unknown key '{key}'{hint[1]}")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like this one, or an empty string."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), "")


def read(text: str, faults: Faults) -> Item:
    """Return the file's top value; what can't be read is noted in `faults`."""
    import yaml

    empty = Item({}, 1, 1)
    try:
        node = _compose(text, faults)
    except yaml.MarkedYAMLError as error:
        tabs = [n for n, line in enumerate(text.splitlines(), 1) if _TAB.match(line)]
        if tabs:
            # With the tabs replaced the rest of the file can be looked at too.
            for number in tabs:
                faults.add(
                    Item("", number, 1),
                    "thụt dòng bằng tab; hãy dùng dấu cách",
                    "indented with a tab; use spaces",
                )
            return read(_TAB.sub(lambda found: found[0].replace("\t", "  "), text), faults)
        faults.add(_place(error.problem_mark or error.context_mark), *_unreadable(error))
        return empty
    except yaml.reader.ReaderError as error:
        faults.add(
            empty,
            f"có ký tự không được phép ở vị trí {error.position}; hãy xóa nó đi",
            f"a character that is not allowed at position {error.position}; delete it",
        )
        return empty
    except RecursionError:
        faults.add(empty, "lồng nhau quá sâu", "nested too deeply")
        return empty
    return _item(node, faults, 0) if node else empty


def _unreadable(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    said = " ".join(filter(None, [error.problem, error.context]))
    vi = (
        f"YAML không đọc được ({said}); kiểm tra thụt dòng (dùng dấu cách, không dùng tab) "
        "và đặt trong ngoặc kép những chữ có dấu : * ? ! hoặc { }"
    )
    en = (
        f"YAML can't be read ({said}); check the indentation (spaces, no tabs) and put words "
        "with : * ? ! or { } in double quotes"
    )
    return vi, en


def _compose(text: str, faults: Faults) -> yaml.Node | None:
    """Return the file's top node; an alias, which could blow it up, is noted and left empty."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    if not any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, loader)):
        return yaml.compose(text, loader)

    class WithoutAliases(yaml.SafeLoader):
        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            if not self.check_event(yaml.AliasEvent):
                return super().compose_node(parent, index)
            event = self.get_event()  # type: ignore[no-untyped-call]
            faults.add(
                _place(event.start_mark),
                f"không dùng bí danh YAML (*{event.anchor}); hãy chép lại phần đó vào đây",
                f"YAML aliases (*{event.anchor}) are not allowed; write it out here",
            )
            text = "tag:yaml.org,2002:str"
            return yaml.ScalarNode(text, "", event.start_mark, event.end_mark)

    return yaml.compose(text, WithoutAliases)


def _place(mark: object) -> Item:
    """Return an empty item at the place of a YAML mark, at the beginning without one."""
    line, column = getattr(mark, "line", 0), getattr(mark, "column", 0)
    return Item("", line + 1, column + 1)


def _item(node: object, faults: Faults, depth: int) -> Item:
    """Return a composed YAML node as an item, all scalars as text."""
    import yaml

    assert isinstance(node, yaml.Node)  # noqa: S101 - tells the type checker
    place = _place(node.start_mark)
    line, column = place.line, place.column
    if depth > MAX_DEPTH:
        faults.add(Item("", line, column), "lồng nhau quá sâu", "nested too deeply")
        return Item("", line, column)
    if isinstance(node, yaml.SequenceNode):
        return Item(tuple(_item(n, faults, depth + 1) for n in node.value), line, column)
    if isinstance(node, yaml.MappingNode):
        return Item(_mapping(node.value, faults, depth), line, column)
    plain_null = not getattr(node, "style", "") and node.value in {"~", "null"}
    return Item("" if plain_null else str(node.value), line, column)


def _mapping(pairs: list[tuple[object, object]], faults: Faults, depth: int) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for key_node, value_node in pairs:
        key = _item(key_node, faults, depth + 1)
        if key.text in found:
            faults.add(
                key,
                f"khóa '{key.text}' có hai lần (lần đầu ở dòng {found[key.text].line}); giữ một",
                f"key '{key.text}' is there twice (first in line {found[key.text].line}); keep one",
            )
            continue
        found[key.text] = _item(value_node, faults, depth + 1)
    return found


def text_of(item: Item | None, faults: Faults) -> str:
    """Return an item's text, empty without one; a list or a mapping is a fault."""
    if item is not None and not isinstance(item.value, str):
        faults.add(item, "ở đây phải là một dòng chữ", "this must be text")
    return item.text if item else ""


def list_of(item: Item | None, faults: Faults) -> tuple[Item, ...]:
    """Return an item's list, or a single text as a list of one; a mapping is a fault."""
    if item is None or item.value == "":
        return ()
    if isinstance(item.value, tuple):
        return item.value
    if isinstance(item.value, Mapping):
        faults.add(
            item,
            "ở đây phải là một danh sách: mỗi dòng bắt đầu bằng dấu -",
            "this must be a list: each line begins with a -",
        )
        return ()
    return (item,)


def texts_of(item: Item | None, faults: Faults) -> tuple[str, ...]:
    """Return the texts of a list or of a single text; anything else is a fault."""
    return tuple(filter(None, (text_of(each, faults) for each in list_of(item, faults))))


def mapping_of(item: Item | None, faults: Faults) -> Mapping[str, Item]:
    """Return an item's mapping; a list or a text is a fault."""
    if item is not None and item.value != "" and not isinstance(item.value, Mapping):
        faults.add(
            item, "ở đây phải có dạng 'khóa: giá trị'", "this must have the form 'key: value'"
        )
    return item.keys if item else {}


def bilingual_of(item: Item | None, faults: Faults) -> Bilingual:
    """Return `{vi: …, en: …}`, or one text for both; anything else is a fault."""
    if item is None or item.text:
        return Bilingual(item.text, item.text) if item else Bilingual("", "")
    keys = mapping_of(item, faults)
    faults.unknown_keys(item, ("vi", "en"))
    return Bilingual(text_of(keys.get("vi"), faults), text_of(keys.get("en"), faults))


def chosen_of(item: Item | None, key: str, known: Iterable[str], faults: Faults) -> str:
    """Return a text that is one of these; anything else is a fault that names the nearest."""
    text, known = text_of(item, faults).strip(), tuple(known)
    if item is None or not text or text in known:
        return text
    near, listed = nearest(text, known), ", ".join(known)
    vi, en = (f" (ý bạn là '{near}'?)", f" (did you mean '{near}'?)") if near else ("", "")
    faults.add(
        item,
        f"{key}: không có '{text}'{vi}; dùng một trong: {listed}",
        f"{key}: there is no '{text}'{en}; use one of: {listed}",
    )
    return ""
