"""What a person needs of a code, in the one text that QDC has room for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from qualcode.codebook_tools.exchange.imported import same
from qualcode.exporters.cells import printable
from qualcode.model import Bilingual, Code, Language, Valence

HEADS: dict[str, Bilingual] = {
    "label": Bilingual("Nhãn", "Label"),
    "definition": Bilingual("Định nghĩa", "Definition"),
    "include": Bilingual("Bao gồm", "Include"),
    "exclude": Bilingual("Không bao gồm", "Exclude"),
    "examples": Bilingual("Ví dụ", "Example"),
    "counter_examples": Bilingual("Phản ví dụ", "Counter-example"),
    "valence": Bilingual("Chiều", "Valence"),
    "id": Bilingual("Mã", "Id"),
}
_TEXTS = ("definition", "include", "exclude")
_LISTS = ("examples", "counter_examples")
_OURS = ("id", "valence")
"""Heads that only we write, always in both languages: "Mã: 12" may be anyone's words."""
_BOTH = {name: f"{head.vi} / {head.en}" for name, head in HEADS.items()}
_FOUND = {
    said.casefold(): (name, language)
    for name, head in HEADS.items()
    for said, language in ((_BOTH[name], ""), (head.vi, "vi"), (head.en, "en"))
    if not (language and name in _OURS)
}
_ANY = "|".join(sorted(map(re.escape, _FOUND), key=len, reverse=True))
_LINE = re.compile(rf"(?P<head>{_ANY})\s*: ?(?P<words>.*)", re.IGNORECASE)


def write(code: Code, language: Language) -> str:
    """Return a code's description, one head a line: definition, include, exclude, examples, id."""
    return printable("\n".join(_lines(code, language)), "").strip()


def read(text: str, name: str) -> Code:
    """Return what a description says of the code of this name; its id is empty if it says none."""
    texts = dict.fromkeys(("label", *_TEXTS), Bilingual("", ""))
    lists: dict[str, list[str]] = {key: [] for key in (*_LISTS, *_OURS)}
    for key, language, words in _said(text):
        if key in texts:
            texts[key] = _with(texts[key], language, words)
        elif words:
            lists[key].append(words)
    label = texts["label"]
    # Who changed the name in another program meant it for both languages.
    is_same = name in {" ".join(label.vi.split()), " ".join(label.en.split())}
    return Code(
        next(iter(lists["id"]), ""),
        label if is_same else same(name),
        definition=texts["definition"],
        include=texts["include"],
        exclude=texts["exclude"],
        examples=tuple(lists["examples"]),
        counter_examples=tuple(lists["counter_examples"]),
        valence=next((v for v in get_args(Valence) if v in lists["valence"]), "neutral"),
    )


def _lines(code: Code, language: Language) -> Iterator[str]:
    for key in _TEXTS:
        yield from _both_languages(key, getattr(code, key), language)
    for key in _LISTS:
        for words in getattr(code, key):
            yield f"{_BOTH[key]}: {' '.join(words.split())}"
    if code.valence != "neutral":
        yield f"{_BOTH['valence']}: {code.valence}"
    yield from _both_languages("label", code.label, language)
    yield f"{_BOTH['id']}: {code.id}"


def _both_languages(key: str, words: Bilingual, language: Language) -> Iterator[str]:
    if words.vi == words.en:
        yield from [f"{_BOTH[key]}: {words.vi}"] if words.vi else []
        return
    order = [(HEADS[key].vi, words.vi), (HEADS[key].en, words.en)]
    for head, said in reversed(order) if language == "en" else order:
        yield from [f"{head}: {said}"] if said else []


def _said(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (key, language, words); lines without a head go on with the one before."""
    current: tuple[str, str] = ("definition", "")
    lines: list[str] = []
    for line in text.split("\n"):
        head = _LINE.fullmatch(line.strip())
        if head:
            yield (*current, "\n".join(lines).strip())
            current = _FOUND[head["head"].casefold()]
            lines = [head["words"]]
        else:
            lines.append(line.strip())
    yield (*current, "\n".join(lines).strip())


def _with(words: Bilingual, language: str, said: str) -> Bilingual:
    """Return the words with what was said in a language, or in both, added."""
    if not said:
        return words
    if language != "en":
        words = replace(words, vi=f"{words.vi}\n{said}".strip())
    if language != "vi":
        words = replace(words, en=f"{words.en}\n{said}".strip())
    return words
