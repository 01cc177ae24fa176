"""A codebook's YAML as a Codebook, or every fault in it at once."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qualcode.errors import CodebookError
from qualcode.model import Code, Codebook
from qualcode.plain_yaml import (
    Faults,
    Item,
    bilingual_of,
    list_of,
    mapping_of,
    read,
    text_of,
    texts_of,
)
from qualcode.rules import (
    SHARED_KEYS,
    Lexicons,
    read_lexicons,
    read_patterns,
    read_rules,
    read_valence,
)

TOP_KEYS = ("codebook", "version", "title", "examples", "lexicons", "other_words", "codes")
CODE_KEYS = (
    "id",
    "label",
    "definition",
    "include",
    "exclude",
    "examples",
    "counter_examples",
    "valence",
    "patterns",
    *SHARED_KEYS,
    "asked",
)
ID = re.compile(r"[^\W_][\w-]*(\.[^\W_][\w-]*)*")


def parse(text: str, file: str) -> Codebook:
    """Return the codebook that a YAML text describes.

    Raises:
        CodebookError: with every fault, each with `file:line:column` and what to do.
    """
    faults = Faults(file)
    top = read(text, faults)
    if not top.keys and faults:
        raise CodebookError(faults)
    faults.unknown_keys(top, TOP_KEYS)
    keys = mapping_of(top, faults)
    words = {
        name: list_of(item, faults)
        for name, item in mapping_of(keys.get("lexicons"), faults).items()
    }
    lexicons = read_lexicons(words, top, faults)
    entries = _entries(top, faults)
    codes = [_code(entry, lexicons, faults) for entry in entries]
    _check_ids(entries, faults)
    parents = {c.id.rsplit(".", i)[0] for c in codes for i in range(1, c.id.count(".") + 1)}
    groups = tuple(c for c in codes if c.id in parents and not c.rules)
    book = Codebook(
        name=text_of(keys.get("codebook"), faults),
        version=text_of(keys.get("version"), faults) or "1",
        codes=tuple(c for c in codes if c not in groups),
        groups=groups,
        lexicons={name: tuple(word.text for word in items) for name, items in words.items()},
        other_words=read_patterns(keys.get("other_words"), lexicons, faults),
        title=bilingual_of(keys.get("title"), faults),
        file=file,
        example_files=tuple(dict.fromkeys(texts_of(keys.get("examples"), faults))),
    )
    if faults:
        raise CodebookError(faults.in_order())
    return book


def example_places(text: str, file: str) -> Mapping[str, str]:
    """Return each example file that a codebook's YAML names → where, as `file:line:column`."""
    faults = Faults(file)
    named = list_of(read(text, faults).keys.get("examples"), faults)
    return {item.text: f"{file}:{item.line}:{item.column}" for item in reversed(named)}


def _entries(top: Item, faults: Faults) -> tuple[Item, ...]:
    if not top.keys.get("codebook", Item("", 1, 1)).text:
        faults.add(
            top,
            "thiếu tên sổ mã: thêm dòng 'codebook: ten_so_ma'",
            "the codebook has no name: add a line 'codebook: its_name'",
        )
    entries = list_of(top.keys.get("codes"), faults)
    if not entries:
        faults.add(top, "sổ mã chưa có mã nào dưới 'codes:'", "there are no codes under 'codes:'")
    return entries


def _code(entry: Item, lexicons: Lexicons, faults: Faults) -> Code:
    faults.unknown_keys(entry, CODE_KEYS)
    keys = mapping_of(entry, faults)
    for key in ("id", "label"):
        if key not in keys:
            faults.add(entry, f"mã này thiếu '{key}'", f"this code has no '{key}'")
    code_id = text_of(keys.get("id"), faults)
    if "id" in keys and not ID.fullmatch(code_id):
        faults.add(
            keys["id"],
            f"id '{code_id}' chỉ được có chữ, số, dấu _ - và dấu chấm ngăn cấp; mỗi cấp bắt đầu "
            "bằng chữ hay số",
            f"id '{code_id}' may have letters, digits, _ and - only, with dots between levels; a "
            "level begins with a letter or digit",
        )
    label = bilingual_of(keys.get("label"), faults)
    if "label" in keys and not (label.vi or label.en):
        faults.add(keys["label"], "nhãn trống", "the label is empty")
    return Code(
        id=code_id,
        label=label,
        definition=bilingual_of(keys.get("definition"), faults),
        include=bilingual_of(keys.get("include"), faults),
        exclude=bilingual_of(keys.get("exclude"), faults),
        examples=texts_of(keys.get("examples"), faults),
        counter_examples=texts_of(keys.get("counter_examples"), faults),
        valence=read_valence(keys.get("valence"), faults) or "neutral",
        rules=read_rules(code_id, keys, lexicons, faults),
        asked=read_patterns(keys.get("asked"), lexicons, faults),
    )


def _check_ids(entries: tuple[Item, ...], faults: Faults) -> None:
    first: dict[str, Item] = {}
    for entry in entries:
        given = entry.keys.get("id")
        if given is None or not given.text:
            continue
        if given.text in first:
            faults.add(
                given,
                f"id '{given.text}' dùng hai lần (lần đầu ở dòng {first[given.text].line})",
                f"id '{given.text}' is used twice (first in line {first[given.text].line})",
            )
        first.setdefault(given.text, given)
