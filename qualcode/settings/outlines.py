"""The key `report: outline:` of qualcode.yaml: the report's chapters, as a study wants them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast, get_args

from qualcode.language.normalise import strip_accents
from qualcode.model import Bilingual, Chapter, Shown, Valence
from qualcode.plain_yaml import (
    Faults,
    Item,
    bilingual_of,
    chosen_of,
    list_of,
    mapping_of,
    text_of,
    texts_of,
)

KEYS = (*("title", "id", "prose", "codes", "speakers", "valence", "show", "annex", "chapters"),)
ANNEXES = (
    *("informants", "instruments", "codebook", "methods", "coreq", "tables", "untranslated"),
)
"""What an annex can be."""
LONGEST_ID = 44
"""Characters of a chapter's id: what stands in it adds some, and Word has room for 64."""


def outline(item: Item | None, faults: Faults) -> tuple[Chapter, ...]:
    """Return the chapters, each with an id that no other has."""
    taken: set[str] = set()
    return _chapters(item, "", taken, faults)


def slug(words: str) -> str:
    """Return plain characters for a title: `thach-thuc-cua-htx` for "Thách thức của HTX"."""
    plain = re.sub(r"[^a-z0-9]+", "-", strip_accents(words).casefold()).strip("-")
    return plain[:LONGEST_ID].strip("-") or "chapter"


def _chapters(
    item: Item | None, above: str, taken: set[str], faults: Faults
) -> tuple[Chapter, ...]:
    found = (_chapter(one, above, taken, faults) for one in list_of(item, faults))
    return tuple(chapter for chapter in found if chapter)


def _chapter(item: Item, above: str, taken: set[str], faults: Faults) -> Chapter | None:
    if item.text:
        # A title alone is a chapter that the program puts nothing into.
        title = bilingual_of(item, faults)
        return Chapter(title, _id("", title, above, taken))
    keys = mapping_of(item, faults)
    faults.unknown_keys(item, KEYS)
    title = bilingual_of(keys.get("title"), faults)
    if not (title.vi or title.en):
        faults.add(
            item,
            "mỗi chương cần một tên: title: {vi: …, en: …}",
            "each chapter needs a title: {vi: …, en: …}",
        )
        return None
    own = _id(text_of(keys.get("id"), faults), title, above, taken)
    return Chapter(
        title,
        own,
        prose=bilingual_of(keys.get("prose"), faults),
        codes=texts_of(keys.get("codes"), faults),
        speakers=_speakers(keys.get("speakers"), faults),
        valence=_valence(keys.get("valence"), faults),
        show=_show(keys.get("show"), faults),
        annex=chosen_of(keys.get("annex"), "annex", ANNEXES, faults),
        chapters=_chapters(keys.get("chapters"), own, taken, faults),
    )


def _id(given: str, title: Bilingual, above: str, taken: set[str]) -> str:
    """Return an id of plain characters that no chapter before has."""
    whole = re.sub(r"[^A-Za-z0-9._-]+", "-", strip_accents(given)).strip("-.")[:LONGEST_ID]
    first = whole or slug(title.en or title.vi)
    if above and not whole:
        first = f"{above}.{first}"[:LONGEST_ID].rstrip("-.")
    found, number = first, 1
    while found in taken:
        number += 1
        found = f"{first[: LONGEST_ID - 4]}-{number}"
    taken.add(found)
    return found


def _speakers(item: Item | None, faults: Faults) -> Mapping[str, tuple[str, ...]]:
    return {name: texts_of(one, faults) for name, one in mapping_of(item, faults).items()}


def _valence(item: Item | None, faults: Faults) -> Valence | None:
    found = chosen_of(item, "valence", get_args(Valence), faults)
    return cast("Valence", found) if found else None


def _show(item: Item | None, faults: Faults) -> tuple[Shown, ...]:
    if item is None:
        return Chapter(Bilingual("", "")).show
    found = [chosen_of(one, "show", get_args(Shown), faults) for one in list_of(item, faults)]
    return tuple(cast("Shown", one) for one in found if one)
