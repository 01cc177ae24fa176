"""What a study's files and its decisions don't agree on: lines that name the place and the cure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from qualcode.cases import canonical_type
from qualcode.language.order import sort_key
from qualcode.language.source_types import SOURCE_TYPES
from qualcode.model import Bilingual, Doubt, Problem, Settings, Study
from qualcode.quotes import FIELDS

SETTINGS = "qualcode.yaml"
DECISIONS = "coding.sqlite"


def of_decisions(study: Study) -> list[Problem]:
    """Return a note for each decision whose words or code have changed or are gone."""
    return [_doubt(doubt) for doubt in study.doubts]


def of_copies(copies: Iterable[Path]) -> list[Problem]:
    """Return a note for each copy of the store that a cloud folder or a messenger has left."""
    told = Bilingual(
        "là bản sao xung đột của kho quyết định; hãy gộp vào bằng: qualcode merge",
        "is a conflict copy of the store of decisions; take it in with: qualcode merge",
    )
    return [Problem(path.name, told, "warning") for path in copies]


def _doubt(doubt: Doubt) -> Problem:
    decision = doubt.decision
    place = f"{DECISIONS}: {decision.id[:8]} {decision.coder}: {decision.transcript}"
    words = f"{decision.action} {decision.code} “{decision.exact[:60]}”"
    if doubt.span is None:
        kept = Bilingual(
            f"quyết định được giữ lại nhưng không còn chỗ gắn ({doubt.reason.vi}): {words}",
            f"the decision is kept but has no place now ({doubt.reason.en}): {words}",
        )
        return Problem(place, kept, "warning")
    changed = Bilingual(f"{doubt.reason.vi}: {words}", f"{doubt.reason.en}: {words}")
    return Problem(place, changed, "warning")


def of_settings(study: Study) -> list[Problem]:
    """Return what qualcode.yaml names that no case, codebook or template has."""
    chosen = study.settings
    attributes = sorted({name for c in study.cases for name in c.attributes}, key=sort_key)
    codes = [c.id for book in study.codebooks for c in (*book.codes, *book.groups)]
    parents = {c.rsplit(".", level)[0] for c in codes for level in range(c.count(".") + 1)}
    templates = chosen.attribution.vi + chosen.attribution.en
    fields = [f"{{{name}}}" for name in FIELDS]
    asked = [code for listed in chosen.guide.values() for code in listed]
    compared = [name for name in chosen.compare if name not in Settings().compare]
    checks = (
        ("compare", compared if study.cases else [], attributes),
        ("attribution", sorted(set(re.findall(r"\{.*?\}", templates))), fields),
        ("guide", [name for name in chosen.guide if not canonical_type(name)], SOURCE_TYPES),
        ("guide", asked if codes else [], parents),
    )
    return [
        _unfit(key, name, known)
        for key, named, known in checks
        for name in named
        if name not in known
    ]


def _unfit(key: str, name: str, known: Iterable[str]) -> Problem:
    listed = ", ".join(known)
    return Problem(
        SETTINGS,
        Bilingual(
            f"{key}: không có '{name}'; đã có: {listed}",
            f"{key}: there is no '{name}'; there are: {listed}",
        ),
    )
