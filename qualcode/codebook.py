"""A codebook's YAML as a Codebook, or every fault in it at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import cast, get_args

from qualcode import patterns
from qualcode.errors import CodebookError
from qualcode.model import Code, Codebook, Rule, Scope, Valence
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

TOP_KEYS = ("codebook", "version", "title", "lexicons", "codes")
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
    "unless",
    "asked",
)
RULE_KEYS = ("pattern", "question", "unless", "speaker", "scope", "valence")
_ID = re.compile(r"\w[\w-]*(\.\w[\w-]*)*")
UNREADABLE = patterns.Word(("x",), ("x",))
"""Stands for a pattern that was noted as faulty, so that reading goes on."""


def parse(text: str, file: str) -> Codebook:
    """Return the codebook that a YAML text describes.

    Raises:
        CodebookError: with every fault, each with `file:line:column` and what to do.
    """
    faults = Faults(file)
    top = read(text, faults)
    if faults:
        raise CodebookError(faults)
    faults.unknown_keys(top, TOP_KEYS)
    keys = mapping_of(top, faults)
    words = {
        name: list_of(item, faults)
        for name, item in mapping_of(keys.get("lexicons"), faults).items()
    }
    lexicons = _lexicons(words, top, faults)
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
        title=bilingual_of(keys.get("title"), faults),
        file=file,
    )
    if faults:
        raise CodebookError(faults.in_order())
    return book


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


def _lexicons(
    lexicons: Mapping[str, tuple[Item, ...]], top: Item, faults: Faults
) -> dict[str, patterns.Node]:
    """Return the lexicons that can be read; those that can't are noted and stand for a word."""
    order = patterns.in_order(
        {name: tuple(word.text for word in words) for name, words in lexicons.items()}
    )
    nodes: dict[str, patterns.Node] = {}
    for name in order:
        if not lexicons[name]:
            faults.add(
                top.keys["lexicons"].keys[name],
                f"bộ từ '{name}' trống",
                f"lexicon '{name}' is empty",
            )
        found = tuple(_pattern(word, nodes, faults) for word in lexicons[name])
        nodes[name] = patterns.Choice(found) if found else UNREADABLE
    circle = {name: words for name, words in lexicons.items() if name not in nodes}
    if circle:
        _note_circle(circle, faults)
    return nodes | dict.fromkeys(circle, UNREADABLE)


def _note_circle(circle: Mapping[str, tuple[Item, ...]], faults: Faults) -> None:
    chain = " → ".join([*sorted(circle), min(circle)])
    for words in circle.values():
        faults.add(
            words[0],
            f"các bộ từ gọi vòng nhau: {chain}",
            f"these lexicons name each other in a circle: {chain}",
        )


def _pattern(item: Item, lexicons: Mapping[str, patterns.Node], faults: Faults) -> patterns.Node:
    """Return the pattern's tree, or note what is wrong with it and return a word."""
    if not item.text:
        faults.add(item, "thiếu mẫu ở đây", "a pattern is missing here")
        return UNREADABLE
    try:
        return patterns.parse(item.text, lexicons)
    except patterns.PatternError as error:
        shown = f"{item.text[: error.at]}⟦{item.text[error.at :]}⟧" if error.at else item.text
        faults.add(
            item,
            f'mẫu "{shown}": {error.message.vi}',
            f'pattern "{shown}": {error.message.en}',
        )
        return UNREADABLE


def _code(entry: Item, lexicons: Mapping[str, patterns.Node], faults: Faults) -> Code:
    faults.unknown_keys(entry, CODE_KEYS)
    keys = mapping_of(entry, faults)
    for key in ("id", "label"):
        if key not in keys:
            faults.add(entry, f"mã này thiếu '{key}'", f"this code has no '{key}'")
    code_id = text_of(keys.get("id"), faults)
    if "id" in keys and not _ID.fullmatch(code_id):
        faults.add(
            keys["id"],
            f"id '{code_id}' chỉ được có chữ, số, dấu _ - và dấu chấm ngăn cấp",
            f"id '{code_id}' may have letters, digits, _ and - only, with dots between levels",
        )
    label = bilingual_of(keys.get("label"), faults)
    if "label" in keys and not (label.vi or label.en):
        faults.add(keys["label"], "nhãn trống", "the label is empty")
    unless = _patterns(keys.get("unless"), lexicons, faults)
    return Code(
        id=code_id,
        label=label,
        definition=bilingual_of(keys.get("definition"), faults),
        include=bilingual_of(keys.get("include"), faults),
        exclude=bilingual_of(keys.get("exclude"), faults),
        examples=texts_of(keys.get("examples"), faults),
        counter_examples=texts_of(keys.get("counter_examples"), faults),
        valence=_valence(keys.get("valence"), faults) or "neutral",
        rules=_rules(code_id, keys.get("patterns"), unless, lexicons, faults),
        asked=_patterns(keys.get("asked"), lexicons, faults),
    )


def _patterns(
    item: Item | None, lexicons: Mapping[str, patterns.Node], faults: Faults
) -> tuple[str, ...]:
    for each in list_of(item, faults):
        _pattern(each, lexicons, faults)
    return tuple(each.text for each in list_of(item, Faults("")))


def _rules(
    code: str,
    item: Item | None,
    unless: tuple[str, ...],
    lexicons: Mapping[str, patterns.Node],
    faults: Faults,
) -> tuple[Rule, ...]:
    """Return the code's rules; what cancels the code cancels each of them."""
    rules: dict[Rule, Rule] = {}
    for each in list_of(item, faults):
        rule = _rule(code, each, unless, lexicons, faults)
        words = replace(rule, where="")
        if words in rules:
            faults.add(
                each,
                f'mẫu "{rule.pattern}" có hai lần trong mã {code} (lần đầu: '
                f"{rules[words].where}); hãy xóa một",
                f'pattern "{rule.pattern}" is there twice in code {code} (first: '
                f"{rules[words].where}); delete one",
            )
        rules.setdefault(words, rule)
    return tuple(rules.values())


def _rule(
    code: str,
    item: Item,
    unless: tuple[str, ...],
    lexicons: Mapping[str, patterns.Node],
    faults: Faults,
) -> Rule:
    faults.unknown_keys(item, RULE_KEYS)
    keys = item.keys or {"pattern": item}
    pattern = keys.get("pattern", Item("", item.line, item.column))
    _pattern(pattern, lexicons, faults)
    question = _patterns(keys.get("question"), lexicons, faults)
    own_unless = _patterns(keys.get("unless"), lexicons, faults)
    speaker = text_of(keys.get("speaker"), faults)
    scope = text_of(keys.get("scope"), faults) or "sentence"
    if scope not in get_args(Scope):
        faults.add(
            keys["scope"],
            f"scope là sentence hoặc turn, không phải '{scope}'",
            f"scope is sentence or turn, not '{scope}'",
        )
    said = "\t".join([pattern.text, *question, *own_unless, speaker, scope])
    return Rule(
        id=f"{code}#{hashlib.sha256(said.encode()).hexdigest()[:6]}",
        pattern=pattern.text,
        question=question,
        unless=own_unless + unless,
        speaker=speaker,
        scope=cast("Scope", scope),
        valence=_valence(keys.get("valence"), faults),
        where=f"{faults.file}:{pattern.line}:{pattern.column}",
    )


def _valence(item: Item | None, faults: Faults) -> Valence | None:
    if item is None:
        return None
    if item.text not in get_args(Valence):
        faults.add(
            item,
            f"valence là barrier, enabler hoặc neutral, không phải '{item.text}'",
            f"valence is barrier, enabler or neutral, not '{item.text}'",
        )
        return None
    return cast("Valence", item.text)


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
