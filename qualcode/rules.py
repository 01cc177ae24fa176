"""What a codebook's YAML says of its patterns: lexicons and rules, with every fault in them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast, get_args

from qualcode import patterns, token_patterns
from qualcode.model import Rule, Scope, Stance, Valence
from qualcode.plain_yaml import Faults, Item, list_of, text_of

CONDITIONS = (
    "question",
    "unless",
    "unless_question",
    "unless_turn",
    "only_when",
    "not_when",
    "speaker",
)
"""What narrows a rule; left empty it would widen it in silence."""
RULE_KEYS = ("pattern", "tokens", *CONDITIONS, "scope", "valence")
SHARED_KEYS = ("unless", "unless_question", "unless_turn", "not_when")
"""What a code can say once for all of its rules."""
SHOWN = 60
"""Letters of a faulty pattern shown on each side of the place."""
UNREADABLE = patterns.Word(("x",), ("x",))
"""Stands for a pattern that was noted as faulty, so that reading goes on."""

Lexicons = Mapping[str, patterns.Node]


def read_lexicons(
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
        found = tuple(read_pattern(word, nodes, faults) for word in lexicons[name])
        nodes[name] = patterns.either(found) if found else UNREADABLE
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


def read_pattern(item: Item, lexicons: Lexicons, faults: Faults) -> patterns.Node:
    """Return the pattern's tree, or note what is wrong with it and return a word."""
    if not item.text:
        faults.add(item, "thiếu mẫu ở đây", "a pattern is missing here")
        return UNREADABLE
    try:
        return patterns.parse(item.text, lexicons)
    except patterns.PatternError as error:
        before, after = item.text[: error.at], item.text[error.at :]
        if len(before) > SHOWN:
            before = "…" + before[-SHOWN:]
        if len(after) > SHOWN:
            after = after[:SHOWN] + "…"
        shown = f"{before}⟦{after}⟧" if before else after
        faults.add(
            item,
            f'mẫu "{shown}": {error.message.vi}',
            f'pattern "{shown}": {error.message.en}',
        )
        return UNREADABLE


def read_patterns(item: Item | None, lexicons: Lexicons, faults: Faults) -> tuple[str, ...]:
    """Return a list of patterns as written, each checked."""
    for each in list_of(item, faults):
        read_pattern(each, lexicons, faults)
    return tuple(each.text for each in list_of(item, Faults("")))


def read_rules(
    code: str, keys: Mapping[str, Item], lexicons: Lexicons, faults: Faults
) -> tuple[Rule, ...]:
    """Return a code's rules; what cancels the code cancels each of them."""
    shared = _conditions({key: keys[key] for key in SHARED_KEYS if key in keys}, lexicons, faults)
    rules: dict[Rule, Rule] = {}
    for each in list_of(keys.get("patterns"), faults):
        rule = _rule(code, each, shared, lexicons, faults)
        words = replace(rule, where="")
        if words in rules:
            said = rule.pattern or rule.tokens
            faults.add(
                each,
                f'mẫu "{said}" có hai lần trong mã {code} (lần đầu: '
                f"{rules[words].where}); hãy xóa một",
                f'pattern "{said}" is there twice in code {code} (first: '
                f"{rules[words].where}); delete one",
            )
        rules.setdefault(words, rule)
    return tuple(rules.values())


@dataclass(frozen=True, slots=True)
class _Conditions:
    """What narrows a rule, or all rules of a code."""

    question: tuple[str, ...]
    unless: tuple[str, ...]
    unless_question: tuple[str, ...]
    unless_turn: tuple[str, ...]
    only_when: tuple[Stance, ...]
    not_when: tuple[Stance, ...]


def _conditions(keys: Mapping[str, Item], lexicons: Lexicons, faults: Faults) -> _Conditions:
    for key in CONDITIONS:
        if key in keys and keys[key].value == "":
            faults.add(
                keys[key],
                f"{key} trống: hãy ghi mẫu hoặc xóa khóa này",
                f"{key} is empty: write something or delete this key",
            )
    return _Conditions(
        question=read_patterns(keys.get("question"), lexicons, faults),
        unless=read_patterns(keys.get("unless"), lexicons, faults),
        unless_question=read_patterns(keys.get("unless_question"), lexicons, faults),
        unless_turn=read_patterns(keys.get("unless_turn"), lexicons, faults),
        only_when=_stances("only_when", keys.get("only_when"), faults),
        not_when=_stances("not_when", keys.get("not_when"), faults),
    )


def _stances(key: str, item: Item | None, faults: Faults) -> tuple[Stance, ...]:
    named = list_of(item, faults)
    for each in named:
        if each.text not in get_args(Stance):
            known = ", ".join(get_args(Stance))
            faults.add(
                each,
                f"{key} là một hay vài từ trong: {known}; không phải '{each.text}'",
                f"{key} is one or more of: {known}; not '{each.text}'",
            )
    return tuple(cast("Stance", each.text) for each in named)


def _rule(code: str, item: Item, shared: _Conditions, lexicons: Lexicons, faults: Faults) -> Rule:
    faults.unknown_keys(item, RULE_KEYS)
    keys = item.keys or {"pattern": item}
    pattern, tokens = _what_is_sought(item, keys, lexicons, faults)
    own = _conditions(keys, lexicons, faults)
    speaker = text_of(keys.get("speaker"), faults)
    scope = text_of(keys.get("scope"), faults) or "sentence"
    if scope not in get_args(Scope):
        faults.add(
            keys["scope"],
            f"scope là sentence hoặc turn, không phải '{scope}'",
            f"scope is sentence or turn, not '{scope}'",
        )
    said = [pattern.text, *own.question, *own.unless, speaker, scope]
    also = (tokens, own.unless_question, own.unless_turn, own.only_when, own.not_when)
    said_in_full = "\t".join([*said, *(repr(each) for each in also if each)])
    return Rule(
        id=f"{code}#{hashlib.sha256(said_in_full.encode()).hexdigest()[:6]}",
        pattern=pattern.text,
        tokens=tokens,
        question=own.question,
        unless=own.unless + shared.unless,
        unless_question=own.unless_question + shared.unless_question,
        unless_turn=own.unless_turn + shared.unless_turn,
        only_when=own.only_when,
        not_when=own.not_when + shared.not_when,
        speaker=speaker,
        scope=cast("Scope", scope),
        valence=read_valence(keys.get("valence"), faults),
        where=f"{faults.file}:{pattern.line}:{pattern.column}",
    )


def _what_is_sought(
    item: Item, keys: Mapping[str, Item], lexicons: Lexicons, faults: Faults
) -> tuple[Item, str]:
    """Return the pattern, or an empty one at its place and the tokens sought instead."""
    if "tokens" not in keys:
        pattern = keys.get("pattern", Item("", item.line, item.column))
        read_pattern(pattern, lexicons, faults)
        return pattern, ""
    if "pattern" in keys:
        faults.add(
            keys["tokens"],
            "một mẫu có 'pattern' hoặc 'tokens', không có cả hai",
            "a rule has 'pattern' or 'tokens', not both",
        )
    tokens = keys["tokens"]
    return Item("", tokens.line, tokens.column), token_patterns.read(tokens, faults)


def read_valence(item: Item | None, faults: Faults) -> Valence | None:
    """Return a valence, None without one."""
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
