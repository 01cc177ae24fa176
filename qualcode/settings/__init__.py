"""qualcode.yaml as Settings, or every fault in it at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast, get_args

from qualcode.errors import StudyError
from qualcode.language.syllables import syllables, written
from qualcode.model import POLICIES, Count, Role, Settings, Suggesting
from qualcode.plain_yaml import (
    Faults,
    Item,
    bilingual_of,
    mapping_of,
    read,
    text_of,
    texts_of,
)
from qualcode.settings import deliverables
from qualcode.settings.thresholds import thresholds
from qualcode.survey.mapping import surveys

KEYS = (
    *("title", "codebooks", "roles", "header", "coder", "attribution"),
    *("compare", "guide", "variants", "encodings", "policy", "suggest", "count"),
    "surveys",
    "triangulation",
    *deliverables.KEYS,
)
SUGGEST_KEYS = ("from", "embed", "suggesters")
SWITCH = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}
"""What people write for on and off, and what YAML makes of it."""


def parse(text: str, file: str) -> Settings:
    """Return the settings; an empty file gives the defaults.

    Raises:
        StudyError: with every fault, each with `file:line:column`.
    """
    faults = Faults(file)
    top = read(text, faults)
    if not faults:
        faults.unknown_keys(top, KEYS)
    keys = mapping_of(top, faults)

    def under(key: str) -> Mapping[str, Item]:
        return mapping_of(keys.get(key), faults)

    default, delivered = Settings(), deliverables.said(keys, faults)
    found = Settings(
        title=bilingual_of(keys.get("title"), faults),
        codebooks=texts_of(keys.get("codebooks"), faults),
        roles={label: _role(item, faults) for label, item in under("roles").items()},
        header={key: text_of(item, faults) for key, item in under("header").items()},
        coder=text_of(keys.get("coder"), faults),
        attribution=bilingual_of(keys.get("attribution"), faults),
        compare=texts_of(keys.get("compare"), faults) or default.compare,
        guide={kind: texts_of(item, faults) for kind, item in under("guide").items()},
        variants={written(w): _variant(w, item, faults) for w, item in under("variants").items()},
        encodings={name: text_of(item, faults) for name, item in under("encodings").items()},
        policy=_policy(keys["policy"], faults) if "policy" in keys else default.policy,
        suggest=_suggest(keys["suggest"], faults) if "suggest" in keys else default.suggest,
        count=_count(keys["count"], faults) if "count" in keys else default.count,
        surveys=surveys(keys.get("surveys"), faults),
        thresholds=thresholds(keys.get("triangulation"), faults),
        deliverables=delivered.deliverables,
        report=delivered.report,
        sharing=delivered.sharing,
        glossary=delivered.glossary,
    )
    if faults:
        raise StudyError(faults.in_order())
    return found


def _role(item: Item, faults: Faults) -> Role:
    if item.text not in get_args(Role):
        known = ", ".join(get_args(Role))
        faults.add(
            item,
            f"vai trò '{item.text}' không có; dùng một trong: {known}",
            f"there is no role '{item.text}'; use one of: {known}",
        )
    return cast("Role", item.text)


def _policy(item: Item, faults: Faults) -> str:
    policy = text_of(item, faults).strip()
    kind, _, coder = (part.strip() for part in policy.partition(":"))
    if kind == "coder" and coder:
        return f"coder:{coder}"
    if policy not in POLICIES:
        known = ", ".join((*POLICIES, "coder:TÊN"))
        faults.add(
            item,
            f"policy: không có '{policy}'; dùng một trong: {known}",
            f"policy: there is no '{policy}'; use one of: {known.replace('TÊN', 'NAME')}",
        )
    return policy


def _count(item: Item, faults: Faults) -> Count:
    count = text_of(item, faults).strip() or Settings().count
    if count not in get_args(Count):
        faults.add(
            item,
            f"count: không có '{count}'; hãy ghi all (mọi lượt) hay confirmed (chỉ lượt đã có "
            "người xác nhận)",
            f"count: there is no '{count}'; write all, or confirmed (only what a person confirmed)",
        )
    return cast("Count", count)


def _suggest(item: Item, faults: Faults) -> Suggesting:
    switch = SWITCH.get(item.text.strip().lower())
    if switch is not None:
        return Suggesting(on=switch)
    if not item.keys and item.value != "":
        faults.add(
            item,
            "suggest: hãy ghi on, off, hay các khóa from, embed, suggesters ở những dòng dưới",
            "suggest: write on, off, or the keys from, embed, suggesters on the lines below",
        )
    faults.unknown_keys(item, SUGGEST_KEYS)
    others = mapping_of(item.keys.get("suggesters"), faults)
    return Suggesting(
        start=_probability(item.keys.get("from"), faults),
        embed=_embed(item.keys.get("embed"), faults),
        suggesters={
            name: {key: text_of(value, faults) for key, value in mapping_of(one, faults).items()}
            for name, one in others.items()
        },
    )


def _probability(item: Item | None, faults: Faults) -> float | None:
    text = text_of(item, faults).strip()
    if item is None or not text:
        return None
    if not re.fullmatch(r"[01]|[01]?[.,]\d+", text) or not float(text.replace(",", ".")) <= 1:
        faults.add(
            item,
            f"from: hãy ghi một xác suất từ 0 đến 1 như 0.35; đang ghi '{text}'",
            f"from: write a probability from 0 to 1 such as 0.35, not '{text}'",
        )
        return None
    return float(text.replace(",", "."))


def _embed(item: Item | None, faults: Faults) -> str:
    place = text_of(item, faults).strip()
    switch = SWITCH.get(place.lower())
    if item is not None and switch:
        faults.add(
            item,
            "embed: hãy ghi wheel (mô hình trong gói cài thêm) hay thư mục chứa mô hình",
            "embed: write wheel (the model of an installed package) or a folder with a model",
        )
    return place if switch is None else ""


def _variant(key: str, item: Item, faults: Faults) -> str:
    if len(syllables(key)) == 0 or len(key.split()) > 1 or not syllables(item.text):
        faults.add(
            item,
            f"variants: '{key}' phải là một chữ viết liền, bên phải là những từ nó thay cho",
            f"variants: '{key}' must be one written syllable, with the words it stands for",
        )
    return item.text
