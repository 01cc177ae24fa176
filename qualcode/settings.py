"""qualcode.yaml as Settings, or every fault in it at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from qualcode.errors import StudyError
from qualcode.language.syllables import syllables, written
from qualcode.model import POLICIES, Role, Settings
from qualcode.plain_yaml import (
    Faults,
    Item,
    bilingual_of,
    mapping_of,
    read,
    text_of,
    texts_of,
)

KEYS = (
    *("title", "codebooks", "roles", "header", "coder", "attribution"),
    *("compare", "guide", "variants", "encodings", "policy"),
)


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

    default = Settings()
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


def _variant(key: str, item: Item, faults: Faults) -> str:
    if len(syllables(key)) == 0 or len(key.split()) > 1 or not syllables(item.text):
        faults.add(
            item,
            f"variants: '{key}' phải là một chữ viết liền, bên phải là những từ nó thay cho",
            f"variants: '{key}' must be one written syllable, with the words it stands for",
        )
    return item.text
