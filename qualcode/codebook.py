"""A codebook's YAML as a Codebook, or every fault in it at once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import cast, get_args

from qualcode import patterns
from qualcode.errors import CodebookError
from qualcode.model import Code, Codebook, Rule, Scope, Valence
from qualcode.plain_yaml import Faults, Item, bilingual, read

TOP_KEYS = ("codebook", "version", "title", "description", "lexicons", "codes")
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
UNREADABLE = patterns.Word("x")
"""Stands for a pattern that was noted as faulty, so that reading goes on."""


def parse(text: str, file: str) -> Codebook:
    """Return the codebook that a YAML text describes.

    Raises:
        CodebookError: with every fault, each with `file:line:column` and what to do.
    """
    faults = Faults(file)
    top = read(text, faults)
    if not faults:
        faults.unknown_keys(top, TOP_KEYS)
    keys = top.keys
    lexicons = _lexicons(keys.get("lexicons"), faults)
    entries = _entries(top, faults)
    codes = [_code(entry, lexicons, faults) for entry in entries]
    _check_ids(entries, faults)
    if faults:
        raise CodebookError(sorted(set(faults), key=lambda p: _place(p.where)))
    return _codebook(keys, codes, file)


def _codebook(keys: Mapping[str, Item], codes: list[Code], file: str) -> Codebook:
    parents = {c.id.rsplit(".", i)[0] for c in codes for i in range(1, c.id.count(".") + 1)}
    groups = tuple(c for c in codes if c.id in parents and not c.rules)
    title = keys.get("title") or keys.get("description")
    lexicons = keys["lexicons"].keys if "lexicons" in keys else {}
    return Codebook(
        name=keys["codebook"].text,
        version=keys["version"].text if "version" in keys else "1",
        codes=tuple(c for c in codes if c not in groups),
        groups=groups,
        lexicons={name: tuple(w.text for w in words.items) for name, words in lexicons.items()},
        title=bilingual(title),
        file=file,
    )


def _entries(top: Item, faults: Faults) -> tuple[Item, ...]:
    keys = top.keys
    if not faults and not keys.get("codebook", Item("", 1, 1)).text:
        faults.add(
            top,
            "thiếu tên sổ mã: thêm dòng 'codebook: ten_so_ma'",
            "the codebook has no name: add a line 'codebook: its_name'",
        )
    entries = keys["codes"].items if "codes" in keys else ()
    if not faults and not entries:
        faults.add(top, "sổ mã chưa có mã nào dưới 'codes:'", "there are no codes under 'codes:'")
    return entries


def _lexicons(item: Item | None, faults: Faults) -> dict[str, patterns.Node]:
    """Return the lexicons that can be read; those that can't are noted and stand for a word."""
    lexicons = item.keys if item else {}
    order = patterns.in_order(
        {name: tuple(word.text for word in words.items) for name, words in lexicons.items()}
    )
    nodes: dict[str, patterns.Node] = {}
    for name in order:
        nodes[name] = _lexicon(name, lexicons[name], nodes, faults)
    circle = {name: words for name, words in lexicons.items() if name not in nodes}
    if circle:
        _note_circle(circle, faults)
    return nodes | dict.fromkeys(circle, UNREADABLE)


def _note_circle(waiting: Mapping[str, Item], faults: Faults) -> None:
    chain = " → ".join([*sorted(waiting), min(waiting)])
    for words in waiting.values():
        faults.add(
            words,
            f"các bộ từ gọi vòng nhau: {chain}",
            f"these lexicons name each other in a circle: {chain}",
        )


def _lexicon(
    name: str, words: Item, nodes: Mapping[str, patterns.Node], faults: Faults
) -> patterns.Node:
    if not words.items:
        faults.add(words, f"bộ từ '{name}' trống", f"lexicon '{name}' is empty")
    found = [_pattern(word, nodes, faults) for word in words.items]
    return patterns.Choice(tuple(found)) if found else UNREADABLE


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
    keys = entry.keys
    for key in ("id", "label"):
        if key not in keys:
            faults.add(entry, f"mã này thiếu '{key}'", f"this code has no '{key}'")
    code_id = _text(keys, "id")
    if "id" in keys and not _ID.fullmatch(code_id):
        faults.add(
            keys["id"],
            f"id '{code_id}' chỉ được có chữ, số, dấu _ và dấu chấm ngăn cấp",
            f"id '{code_id}' may have letters, digits and _ only, with dots between levels",
        )
    label = bilingual(keys.get("label"))
    if "label" in keys and not (label.vi or label.en):
        faults.add(keys["label"], "nhãn trống", "the label is empty")
    unless = _patterns(keys.get("unless"), lexicons, faults)
    return Code(
        id=code_id,
        label=label,
        definition=bilingual(keys.get("definition")),
        include=bilingual(keys.get("include")),
        exclude=bilingual(keys.get("exclude")),
        examples=_texts(keys.get("examples")),
        counter_examples=_texts(keys.get("counter_examples")),
        valence=_valence(keys.get("valence"), faults) or "neutral",
        rules=_rules(code_id, keys.get("patterns"), unless, lexicons, faults),
        asked=_patterns(keys.get("asked"), lexicons, faults),
    )


def _texts(item: Item | None) -> tuple[str, ...]:
    return tuple(i.text for i in item.items if i.text) if item else ()


def _patterns(
    item: Item | None, lexicons: Mapping[str, patterns.Node], faults: Faults
) -> tuple[str, ...]:
    for each in item.items if item else ():
        _pattern(each, lexicons, faults)
    return _texts(item)


def _rules(
    code: str,
    item: Item | None,
    unless: tuple[str, ...],
    lexicons: Mapping[str, patterns.Node],
    faults: Faults,
) -> tuple[Rule, ...]:
    """Return the code's rules; what cancels the code cancels each of them."""
    rules: dict[str, Rule] = {}
    for each in item.items if item else ():
        rule = _rule(code, each, unless, lexicons, faults)
        if rule.id in rules:
            faults.add(
                each,
                f'mẫu "{rule.pattern}" có hai lần trong mã {code} (lần đầu: '
                f"{rules[rule.id].where}); hãy xóa một",
                f'pattern "{rule.pattern}" is there twice in code {code} (first: '
                f"{rules[rule.id].where}); delete one",
            )
        rules.setdefault(rule.id, rule)
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
    speaker, scope = _text(keys, "speaker"), _text(keys, "scope") or "sentence"
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


def _text(keys: Mapping[str, Item], key: str) -> str:
    return keys[key].text if key in keys else ""


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


def _place(where: str) -> tuple[int, ...]:
    return tuple(int(part) for part in where.rsplit(":", 2)[1:])
