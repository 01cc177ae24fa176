"""qualcode.yaml as Settings, or every fault in it at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from qualcode.errors import StudyError
from qualcode.model import Role, Settings
from qualcode.plain_yaml import Faults, Item, bilingual, read

KEYS = ("title", "codebooks", "roles", "header", "coder", "attribution", "compare", "guide")


def parse(text: str, file: str) -> Settings:
    """Return the settings; an empty file gives the defaults.

    Raises:
        StudyError: with every fault, each with `file:line:column`.
    """
    faults = Faults(file)
    top = read(text, faults)
    if not faults:
        faults.unknown_keys(top, KEYS)
    keys = top.keys
    roles = {label: _role(item, faults) for label, item in _mapping(keys, "roles").items()}
    if faults:
        raise StudyError(faults)
    default = Settings()
    return Settings(
        title=bilingual(keys.get("title")),
        codebooks=_texts(keys.get("codebooks")),
        roles=roles,
        header={key: item.text for key, item in _mapping(keys, "header").items()},
        coder=keys["coder"].text if "coder" in keys else "",
        attribution=bilingual(keys.get("attribution")),
        compare=_texts(keys.get("compare")) or default.compare,
        guide={kind: _texts(item) for kind, item in _mapping(keys, "guide").items()},
    )


def _role(item: Item, faults: Faults) -> Role:
    if item.text not in get_args(Role):
        known = ", ".join(get_args(Role))
        faults.add(
            item,
            f"vai trò '{item.text}' không có; dùng một trong: {known}",
            f"there is no role '{item.text}'; use one of: {known}",
        )
    return cast("Role", item.text)


def _mapping(keys: Mapping[str, Item], key: str) -> Mapping[str, Item]:
    return keys[key].keys if key in keys else {}


def _texts(item: Item | None) -> tuple[str, ...]:
    return tuple(i.text for i in item.items) if item else ()
