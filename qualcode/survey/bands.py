"""What respondents are grouped by: an attribute's values, or bands of its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.counting import UNKNOWN
from qualcode.language.bands import AGES, band
from qualcode.language.order import sort_key
from qualcode.model import Respondent
from qualcode.survey.headings import folded

UNTOLD = frozenset(
    {
        *("không muốn trả lời", "không trả lời", "từ chối trả lời", "từ chối", "không muốn nêu"),
        *("prefer not to say", "prefer not to answer", "refused", "don't want to answer"),
    }
)
"""What is written in place of an attribute by who doesn't tell it."""
_UNTOLD = frozenset(map(folded, UNTOLD))


def groups(
    respondents: Sequence[Respondent], by: str, bands: Sequence[int] = ()
) -> dict[str, list[Respondent]]:
    """Return value → who has it, in order of the values; who told nothing last.

    Ages in years come in bands, and so does any attribute for which `bands` are given.
    """
    edges = tuple(sorted(set(bands))) or (AGES if by == "age" else ())
    found: dict[str, list[Respondent]] = {}
    for one in respondents:
        found.setdefault(_group(one.attributes.get(by, "").strip(), edges), []).append(one)
    ordered = sorted(found, key=lambda name: (name == UNKNOWN, *_order(name)))
    return {name: found[name] for name in ordered}


def _group(value: str, edges: Sequence[int]) -> str:
    if not value or folded(value) in _UNTOLD:
        return UNKNOWN
    return band(value, edges) or value


def _order(name: str) -> tuple[bool, object]:
    """Return what to sort a group's name by: below the first edge comes first."""
    return not name.startswith("<"), sort_key(name)
