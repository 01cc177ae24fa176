"""A pattern as its author wrote it: read with every fault named, and what spaCy says of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.language import words
from qualcode.model import Bilingual
from qualcode.plain_yaml import Faults, Item, list_of, mapping_of, nearest, text_of
from qualcode.token_patterns.entries import (
    FLAGS,
    SPELT,
    TAGS,
    TEXTS,
    UNFILLED,
    Entry,
    is_operator,
    named,
    tells,
    times,
)
from qualcode.token_patterns.talk import plain, vocab

MOST = 20
"""Words that a token with a number may stand for."""
COMPARISONS = ("==", "!=", ">=", "<=", ">", "<")


def read(item: Item, faults: Faults) -> str:
    """Return the pattern as JSON, the same however it was laid out; its faults are noted."""
    before = len(faults)
    entries = [_entry(each, faults) for each in list_of(item, faults)]
    if len(faults) == before and not entries:
        faults.add(item, "chưa có từ nào dưới 'tokens:'", "there are no tokens under 'tokens:'")
    elif len(faults) == before and not any(tells(e) and times(e)[0] for e in entries):
        faults.add(
            item,
            "mẫu này khớp với mọi thứ; hãy để ít nhất một từ có LOWER, NORM hoặc TAG … và không"
            ' có OP "?", "*", "!" hay "{0,n}"',
            "this matches anything; let at least one token have LOWER, NORM or TAG … and no OP"
            ' "?", "*", "!" or "{0,n}"',
        )
    return json.dumps(entries, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _entry(item: Item, faults: Faults) -> Entry:
    found: dict[str, Any] = {}
    if item.value == "":
        faults.add(
            item,
            "thiếu một từ ở đây; từ bất kỳ thì ghi {}",
            "a token is missing here; for any word write {}",
        )
    for key, value in mapping_of(item, faults).items():
        name = key.upper()
        if name in UNFILLED:
            _note_unfilled(key, value, faults)
        elif name == "OP":
            found[name] = _operator(value, faults)
        elif name in FLAGS:
            found[name] = _flag(value, faults)
        elif name in TEXTS or name == "LENGTH":
            found[name] = _value(name, value, faults)
        else:
            _note_unknown(key, value, (*TEXTS, *FLAGS, "LENGTH", "OP"), faults)
    return found


def _note_unfilled(key: str, item: Item, faults: Faults) -> None:
    instead = UNFILLED[key.upper()]
    faults.add(
        item,
        f"'{key}' không dùng được vì ở đây không có gì điền thông tin ấy; hãy "
        + (f"dùng {instead}" if instead else "bỏ đi"),
        f"'{key}' can't be used since nothing here fills it; "
        + (f"use {instead}" if instead else "leave it out"),
    )


def _note_unknown(key: str, item: Item, known: Sequence[str], faults: Faults) -> None:
    near = nearest(key.upper(), known)
    hint = (f"ý bạn là '{near}'?", f"did you mean '{near}'?")
    listed = ", ".join(known)
    faults.add(
        item,
        f"khóa lạ '{key}'; " + (hint[0] if near else f"các khóa có thể dùng: {listed}"),
        f"unknown key '{key}'; " + (hint[1] if near else f"known: {listed}"),
    )


def _operator(item: Item, faults: Faults) -> str:
    least, most = times({"OP": item.text}) if is_operator(item.text) else (-1, None)
    if least < 0 or max(least, most or 0) > MOST or (most is not None and most < max(least, 1)):
        faults.add(
            item,
            f'OP là một trong "?", "*", "+", "!", "{{n}}", "{{n,m}}" với n ≤ m ≤ {MOST}, đặt trong'
            " ngoặc kép",
            f'OP is one of "?", "*", "+", "!", "{{n}}", "{{n,m}}" with n ≤ m ≤ {MOST}, in double'
            " quotes",
        )
    return item.text


def _flag(item: Item, faults: Faults) -> bool:
    if item.text.lower() not in {"true", "false"}:
        faults.add(item, "ở đây ghi true hoặc false", "write true or false here")
    return item.text.lower() == "true"


def _value(name: str, item: Item, faults: Faults) -> Any:
    """Return a text or a number, or the mapping that tells how to compare with it."""
    one = _number if name == "LENGTH" else _text
    if not isinstance(item.value, Mapping):
        return one(name, item, faults)
    if not item.keys:
        faults.add(item, f"thiếu giá trị của {name}", f"{name} has no value")
    known = ("IN", "NOT_IN", *(COMPARISONS if name == "LENGTH" else ()))
    found: dict[str, Any] = {}
    for key, value in item.keys.items():
        if key.upper() in {"IN", "NOT_IN"}:
            each = {one(name, w, faults) for w in list_of(value, faults)}
            found[key.upper()] = sorted(each)
            if not each:
                faults.add(value, f"danh sách {key} trống", f"the list of {key} is empty")
        elif key in known:
            found[key] = one(name, value, faults)
        elif key.upper() == "REGEX" or key.upper().startswith("FUZZY"):
            _note_refused(key, value, faults)
        else:
            _note_unknown(key, value, known, faults)
    return found


def _note_refused(key: str, item: Item, faults: Faults) -> None:
    why = ("khớp quá lỏng: ma, má, mà", "it is too loose: ma, má, mà")
    if key.upper() == "REGEX":
        why = ("không giới hạn được thời gian tìm", "its time has no bound")
    faults.add(
        item,
        f"không dùng {key} ({why[0]}); hãy ghi các từ: {{IN: [...]}}, hoặc dùng 'pattern:'",
        f"{key} is not allowed ({why[1]}); list the words: {{IN: [...]}}, or use a 'pattern:'",
    )


def _number(name: str, item: Item, faults: Faults) -> int:
    if re.fullmatch("[0-9]{1,3}", item.text):
        return int(item.text)
    faults.add(item, f"{name} phải là một số", f"{name} must be a number")
    return 0


def _text(name: str, item: Item, faults: Faults) -> str:
    if isinstance(item.value, tuple):
        faults.add(
            item,
            f"nhiều giá trị thì ghi {name}: {{IN: [...]}}",
            f"for several values write {name}: {{IN: [...]}}",
        )
        return ""
    value = plain(text_of(item, faults))
    if not value:
        faults.add(item, f"thiếu giá trị của {name}", f"{name} has no value")
    elif name == "TAG" and value not in TAGS:
        near = ", ".join(TAGS)
        faults.add(item, f"TAG là một trong: {near}", f"TAG is one of: {near}")
    elif name in SPELT and re.search(r"\w_\w", value):
        blank = value.replace("_", " ")
        faults.add(
            item,
            f"giữa các âm tiết là dấu cách: '{blank}'",
            f"between syllables there is a blank: '{blank}'",
        )
    return value.lower() if name in {"LOWER", "NORM"} else value


def check(tokens: str) -> Bilingual | None:
    """Return what spaCy itself has against a pattern, or None."""
    from spacy.matcher import Matcher

    try:
        Matcher(vocab(), validate=True).add("pattern", [json.loads(tokens)])
    except ValueError as error:
        said = " ".join(str(error).split())
        return Bilingual(
            f"spaCy không nhận mẫu này, hãy sửa theo lời báo: {said}",
            f"spaCy refuses this pattern; put right what it says: {said}",
        )
    return None


def doubt(tokens: str) -> Bilingual | None:
    """Return which words of a pattern our tokenizer makes several of, or None."""
    listed = (named(entry.get(name)) for entry in json.loads(tokens) for name in SPELT)
    parts = {word: [t.span.of(word) for t in words.words(word)] for each in listed for word in each}
    apart = ", ".join(" | ".join(each) for each in parts.values() if len(each) > 1)
    if not apart:
        return None
    return Bilingual(
        f"thường được tách thành nhiều từ: {apart}; hãy viết mỗi từ một mục {{LOWER: …}}",
        f"usually cut into several words: {apart}; write a {{LOWER: …}} for each word",
    )
