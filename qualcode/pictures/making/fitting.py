"""What there is room for: the themes that most cases mention, family by family."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from qualcode.language.order import sort_key
from qualcode.model import Bilingual, Language
from qualcode.pictures.values import Row
from qualcode.pictures.wording import left_out, say

ROWS = 30
"""Themes that a page has room for."""
COLUMNS = 12
"""Groups that a page has room for side by side."""
CODES = Bilingual("mã", "code")
GROUPS = Bilingual("nhóm", "group")


def ranked(rows: Sequence[Row], sizes: Mapping[str, int]) -> list[Row]:
    """Return the rows with the largest first in each family, families as they come."""
    places = {row.id: place for place, row in enumerate(rows)}
    return sorted(rows, key=lambda row: (row.band, -sizes[row.id], places[row.id]))


def largest(names: Collection[str], sizes: Mapping[str, int], top: int) -> set[str]:
    """Return the names of the largest; without a limit all. Of equals the first come first."""
    order = {name: place for place, name in enumerate(names)}
    by_size = sorted(names, key=lambda name: (-sizes[name], order[name]))
    return set(by_size[:top] if top else by_size)


def unmentioned(rows: Sequence[Row], unit: str, language: Language) -> tuple[str, ...]:
    """Return the note that names the themes nobody mentions."""
    if not rows:
        return ()
    named = ", ".join(sorted((row.words for row in rows), key=sort_key))
    return (
        say(
            language,
            f"Không có {unit} nào nhắc tới {len(rows)} mã: {named}.",
            f"No {unit} mention {len(rows)} of the codes: {named}.",
        ),
    )


def without_room(rows: Sequence[Row], language: Language) -> tuple[str, ...]:
    """Return the note that so many more themes are not drawn."""
    return left_out([row.words for row in rows], CODES, language)
