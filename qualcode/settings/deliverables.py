"""What qualcode.yaml says of the files that leave the house: language, template, sharing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from qualcode.language.syllables import written
from qualcode.model import Bilingual, Deliverable, Report, Sharing, Tongue
from qualcode.plain_yaml import (
    Faults,
    Item,
    bilingual_of,
    chosen_of,
    mapping_of,
    nearest,
    text_of,
    texts_of,
)
from qualcode.settings.outlines import outline

KINDS: Mapping[str, tuple[str, ...]] = {
    "quotes": ("language", "most"),
    "report": ("language", "template", "most", "outline", "instruments", "methods"),
    "brief": ("language", "template"),
    "site": ("language",),
    "workbook": ("language",),
}
"""Each kind of file → the keys that qualcode.yaml may have for it."""
KEYS = (*KINDS, "share", "glossary")
SUFFIXES = {"report": ".docx", "brief": ".pptx"}
MOST = 1000
LANGUAGES = {
    "tiếng việt": "vi",
    "vietnamese": "vi",
    "tiếng anh": "en",
    "english": "en",
    "vi-en": "both",
    "en-vi": "both",
}
"""What people also write."""


@dataclass(frozen=True, slots=True)
class Said:
    """All that these keys say."""

    deliverables: Mapping[str, Deliverable]
    report: Report
    sharing: Sharing
    glossary: Mapping[str, str]


def said(keys: Mapping[str, Item], faults: Faults) -> Said:
    """Return what the keys `KEYS` say; what isn't given is as it is by default."""
    return Said(
        {kind: _deliverable(kind, keys[kind], faults) for kind in KINDS if kind in keys},
        _report(keys["report"], faults) if "report" in keys else Report(),
        _sharing(keys.get("share"), faults),
        _glossary(keys.get("glossary"), faults),
    )


def _deliverable(kind: str, item: Item, faults: Faults) -> Deliverable:
    keys = mapping_of(item, faults)
    faults.unknown_keys(item, KINDS[kind])
    return Deliverable(
        language=_language(keys.get("language"), faults),
        template=_template(kind, keys.get("template"), faults),
        most=_number(keys.get("most"), "most", MOST, faults),
    )


def _language(item: Item | None, faults: Faults) -> Tongue | None:
    text = text_of(item, faults).strip().casefold()
    if item is None or not text:
        return None
    plain = Item(LANGUAGES.get(text, text), item.line, item.column)
    found = chosen_of(plain, "language", get_args(Tongue), faults)
    return cast("Tongue", found) if found else None


def _template(kind: str, item: Item | None, faults: Faults) -> str:
    """Return the template's path; one in another format than the file's own is a fault."""
    path, suffix = text_of(item, faults).strip(), SUFFIXES.get(kind, "")
    if item is not None and path and suffix and not path.lower().endswith(suffix):
        faults.add(
            item,
            f"template: mẫu phải là tệp {suffix}; hãy lưu '{path}' thành {suffix} rồi ghi lại",
            f"template: it has to be a {suffix} file; save '{path}' as {suffix} and name that",
        )
    return path


def _number(item: Item | None, key: str, most: int, faults: Faults) -> int | None:
    text = text_of(item, faults).strip()
    if item is None or not text:
        return None
    if not re.fullmatch(r"\d{1,6}", text) or not 1 <= int(text) <= most:
        faults.add(
            item,
            f"{key}: hãy ghi một số nguyên từ 1 đến {most}; đang ghi '{text}'",
            f"{key}: write a whole number from 1 to {most}, not '{text}'",
        )
        return None
    return int(text)


def _report(item: Item, faults: Faults) -> Report:
    keys = item.keys
    return Report(
        outline=outline(keys.get("outline"), faults),
        instruments=texts_of(keys.get("instruments"), faults),
        methods=_methods(keys.get("methods"), faults),
    )


def _methods(item: Item | None, faults: Faults) -> Mapping[str, Bilingual]:
    """Return what the team says of how it was done, by the keys of COREQ's items."""
    if item is None:
        return {}
    from qualcode.coreq import KEYS as ITEMS

    keys = mapping_of(item, faults)
    for key, value in keys.items():
        if key not in ITEMS:
            near, listed = nearest(key, ITEMS), ", ".join(ITEMS)
            vi, en = (f" (ý bạn là '{near}'?)", f" (did you mean '{near}'?)") if near else ("", "")
            faults.add(
                value,
                f"methods: không có mục '{key}' trong COREQ{vi}; các mục: {listed}",
                f"methods: COREQ has no item '{key}'{en}; the items: {listed}",
            )
    told = {key: bilingual_of(value, faults) for key, value in keys.items()}
    return {key: words for key, words in told.items() if words.vi or words.en}


def _sharing(item: Item | None, faults: Faults) -> Sharing:
    default = Sharing()
    if item is None:
        return default
    keys = mapping_of(item, faults)
    faults.unknown_keys(item, ("smallest", "keep"))
    smallest = _number(keys.get("smallest"), "smallest", MOST, faults)
    keep = texts_of(keys["keep"], faults) if "keep" in keys else default.keep
    return Sharing(default.smallest if smallest is None else smallest, keep)


def _glossary(item: Item | None, faults: Faults) -> Mapping[str, str]:
    """Return term → English; a term in capital letters is the same one."""
    found: dict[str, str] = {}
    seen: dict[str, str] = {}
    for typed, value in mapping_of(item, faults).items():
        term, english = " ".join(typed.split()), " ".join(text_of(value, faults).split())
        if not term or not english:
            faults.add(
                value,
                f"glossary: '{term}' cần có tiếng Anh ở bên phải: {term or '…'}: …",
                f"glossary: '{term}' needs its English on the right: {term or '…'}: …",
            )
        elif seen.get(written(term), english) != english:
            faults.add(
                value,
                f"glossary: '{term}' đã là '{seen[written(term)]}'; hãy giữ một",
                f"glossary: '{term}' is '{seen[written(term)]}' already; keep one",
            )
        else:
            found[term] = seen[written(term)] = english
    return found
