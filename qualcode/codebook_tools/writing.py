"""A codebook as the YAML that a person would write: to read, to edit, to keep under version."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

from qualcode import codebook
from qualcode.codebook_tools.tree import in_tree_order
from qualcode.errors import CodebookError
from qualcode.model import Bilingual, Code, Codebook, Rule
from qualcode.rules import SHARED_KEYS

SCHEMA = "# yaml-language-server: $schema=codebook.schema.json"
WIDTH = 100
_PLAIN = re.compile(r"\w(?:[\w /.;()%*“”’–-]*[\w.)%*”])?")
"""Text that needs no quotes in any place of a YAML file, if it is not a number or the like."""
_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]*")
_TO_ESCAPE = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)

Shared = Mapping[str, tuple[str, ...]]
"""What cancels every rule of a code, by the key that says it."""
_LISTS = ("question", "unless", "unless_question", "unless_turn", "only_when", "not_when")


def to_yaml(book: Codebook) -> str:
    """Return the YAML that gives this codebook back when it is parsed."""
    lines = [
        SCHEMA,
        f"codebook: {scalar(book.name)}",
        f"version: {_version(book.version)}",
        *_bilingual("title", book.title, ""),
    ]
    if book.example_files:
        lines += _list("examples:", book.example_files, "  ")
    if book.lexicons:
        lines += ["", "lexicons:"]
        for name, words in book.lexicons.items():
            lines += _list(f"  {scalar(name)}:", words, "    ")
    if book.other_words:
        lines += ["", *_list("other_words:", book.other_words, "  ")]
    lines += ["", "codes:"]
    for place, code in enumerate(in_tree_order(book)):
        lines += [""] * (place > 0) + list(_code(code, shared_conditions(code, book)))
    return "\n".join(lines) + "\n"


def scalar(text: str) -> str:
    """Return a text as YAML: plain if every reader takes it as it is meant, else in quotes."""
    import yaml

    if _PLAIN.fullmatch(text) and text.lower() not in {"y", "n"}:
        # The resolver has no types.
        tag = yaml.resolver.Resolver().resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
        if tag == "tag:yaml.org,2002:str":
            return text
    return quoted(text)


def quoted(text: str) -> str:
    """Return a text in double quotes, Vietnamese letters as they are."""
    return _TO_ESCAPE.sub(_escaped, json.dumps(text, ensure_ascii=False))


def shared_conditions(code: Code, book: Codebook) -> Shared:
    """Return what the code says for all of its rules, and not each rule for itself.

    A rule's id depends on its own words, so the ids tell which of the two it was.
    """
    ends = {key: common_end([getattr(rule, key) for rule in code.rules]) for key in SHARED_KEYS}
    if not any(ends.values()) or not code.rules[0].id:
        return ends
    choices = ([end[place:] for place in range(len(end) + 1)] for end in ends.values())
    for chosen in product(*choices):
        shared: Shared = dict(zip(SHARED_KEYS, chosen, strict=True))
        if _is_id_kept(code, shared, book):
            return shared
    return ends


def without(rule: Rule, shared: Shared) -> Rule:
    """Return a rule as it stands in its code, with what it says for itself."""
    own = {key: getattr(rule, key) for key in SHARED_KEYS}
    return replace(rule, **{key: own[key][: len(own[key]) - len(shared[key])] for key in own})


def _escaped(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\U{number:08x}" if number > 0xFFFF else f"\\u{number:04x}"  # noqa: PLR2004 - four digits


def _version(version: str) -> str:
    return version if _WHOLE_NUMBER.fullmatch(version) else scalar(version)


def common_end(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the longest tuple that all of these end with."""
    first = lists[0] if lists else ()
    ends = (first[place:] for place in range(len(first)))
    return next((e for e in ends if all(each[-len(e) :] == e for each in lists)), ())


def _is_id_kept(code: Code, shared: Shared, book: Codebook) -> bool:
    """Say whether the first rule's id stays what it is if the code shares these conditions."""
    alone = Code(code.id, Bilingual("x", "x"), rules=code.rules[:1])
    said = "\n".join(_code(alone, shared))
    named = [f"  {scalar(name)}: [x]\n" for name in book.lexicons if name in said]
    lexicons = "lexicons:\n" + "".join(named) if named else ""
    try:
        parsed = codebook.parse(f"codebook: x\n{lexicons}codes:\n{said}", "")
    except CodebookError:
        return False
    return parsed.codes[0].rules[0].id == code.rules[0].id


def _code(code: Code, shared: Shared) -> Iterator[str]:
    yield f"  - id: {scalar(code.id)}"
    for key in ("label", "definition", "include", "exclude"):
        yield from _bilingual(key, getattr(code, key), "    ")
    yield from _quoted_list("examples", code.examples, "    ")
    yield from _quoted_list("counter_examples", code.counter_examples, "    ")
    if code.valence != "neutral":
        yield f"    valence: {code.valence}"
    yield from _quoted_list("asked", code.asked, "    ")
    for key in SHARED_KEYS:
        yield from _quoted_list(key, shared[key], "    ")
    if code.rules:
        yield "    patterns:"
    for rule in code.rules:
        yield from _rule(without(rule, shared))


def _rule(rule: Rule) -> Iterator[str]:
    lines = [f"pattern: {quoted(rule.pattern)}"]
    if rule.tokens:
        lines = [f"tokens: {json.dumps(json.loads(rule.tokens), ensure_ascii=False)}"]
    for key in _LISTS:
        values: tuple[str, ...] = getattr(rule, key)
        if values:
            said = [quoted(v) for v in values] if "_when" not in key else list(values)
            lines.append(f"{key}: " + (said[0] if len(said) == 1 else f"[{', '.join(said)}]"))
    lines += [f"speaker: {scalar(rule.speaker)}"] if rule.speaker else []
    lines += [f"scope: {rule.scope}"] if rule.scope != "sentence" else []
    lines += [f"valence: {rule.valence}"] if rule.valence else []
    if len(lines) == 1 and not rule.tokens:
        yield f"      - {quoted(rule.pattern)}"
        return
    yield f"      - {lines[0]}"
    yield from (f"        {line}" for line in lines[1:])


def _bilingual(key: str, words: Bilingual, indent: str) -> Iterator[str]:
    """Yield one text for both languages, or each on its own; nothing for nothing."""
    if words.vi == words.en:
        yield from _text(key, words.vi, indent) if words.vi else ()
        return
    said = {name: text for name, text in (("vi", words.vi), ("en", words.en)) if text}
    line = f"{indent}{key}: {{{', '.join(f'{n}: {quoted(t)}' for n, t in said.items())}}}"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"{indent}{key}:"
    for name, text in said.items():
        yield from _text(name, text, indent + "  ")


def _text(key: str, text: str, indent: str) -> Iterator[str]:
    lines = text.split("\n")
    is_block = len(lines) > 1 and lines[0] and lines[-1] and not _TO_ESCAPE.search("".join(lines))
    if is_block and all(line == line.strip() for line in lines):
        yield f"{indent}{key}: |-"
        yield from (f"{indent}  {line}" if line else "" for line in lines)
    else:
        yield f"{indent}{key}: {scalar(text) if len(text) < WIDTH else quoted(text)}"


def _quoted_list(key: str, texts: Sequence[str], indent: str) -> Iterator[str]:
    if texts:
        yield f"{indent}{key}:"
        yield from (f"{indent}  - {quoted(text)}" for text in texts)


def _list(head: str, words: Iterable[str], indent: str) -> Iterator[str]:
    """Yield words in as few lines as hold them, or patterns one a line."""
    said = [scalar(word) for word in words]
    if sum(word.startswith('"') for word in said) * 2 > len(said) > 1:
        yield head
        yield from (f"{indent}- {word}" for word in said)
        return
    whole = f"{head} [{', '.join(said)}]"
    if len(whole) <= WIDTH:
        yield whole
        return
    yield f"{head} ["
    line = ""
    for word in said:
        if line and len(indent) + len(line) + len(word) + 2 > WIDTH:
            yield indent + line
            line = ""
        line += (" " if line else "") + word + ","
    yield f"{indent}{line.rstrip(',')}]"
