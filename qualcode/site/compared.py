"""The triangulation tables, and the joint display of a study with a survey, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import basis, joint, triangulation
from qualcode.exporters.comparisons import sources_title
from qualcode.exporters.joint_words import fit_named, inference_lines, survey_lines, talk_lines
from qualcode.heard import up
from qualcode.language.source_types import METHODS, OPEN, OPEN_ANSWERS, source_type
from qualcode.language.verdicts import label_of
from qualcode.model import Bilingual, Conclusion, Quote, Study
from qualcode.site.attributes import Attribute

if TYPE_CHECKING:
    from qualcode.triangulation import Compared

SIGN: Mapping[str, str] = {
    "agreement": "=",
    "partial": "≈",
    "silence": "∅",
    "dissonance": "≠",
    "confirmation": "=",
    "expansion": "+",
    "discordance": "≠",
}
"""A verdict → the sign that stands before it, so that it isn't told by colour alone."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict in words, with its sign and the class of its colour."""

    key: str
    label: Bilingual
    sign: str

    @classmethod
    def of(cls, key: str, label: Bilingual | None = None) -> Verdict:
        """Return how a verdict of this key is shown."""
        return cls(key, label or label_of(key), SIGN.get(key, ""))


@dataclass(frozen=True, slots=True)
class Row:
    """A theme, what each source says on it, and whether they agree."""

    theme: str
    level: int
    shares: tuple[str, ...]
    computed: Verdict
    fragile: Bilingual
    """With one case more or fewer of which sources the verdict changes: `KII-1; PVS+1`."""
    person: Verdict | None = None
    conclusion: Conclusion | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison of sources."""

    by: str
    title: Bilingual
    sources: tuple[tuple[Bilingual, int], ...]
    """What each is called, and how many cases it has."""
    rows: tuple[Row, ...]
    notes: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class JointRow:
    """A theme of the joint display."""

    theme: str
    survey: tuple[Bilingual, ...]
    talk: tuple[Bilingual, ...]
    fit: Verdict
    is_person: bool
    why: tuple[Bilingual, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Joint:
    """Survey beside talk."""

    rows: tuple[JointRow, ...]
    notes: tuple[Bilingual, ...]


def tables(study: Study, known: Sequence[Attribute]) -> tuple[Table, ...]:
    """Return the comparisons by each attribute the study compares by, where there are two sources.

    The study has those codings only that count.
    """
    named = {one.name: one for one in known}
    found = (triangulation.compared(study, by) for by in study.settings.compare)
    return tuple(_table(one, named.get(one.by)) for one in found if len(one.sources) > 1)


def _table(found: Compared, attribute: Attribute | None) -> Table:
    called = {one.name: _called(one.name, attribute) for one in found.sources}
    rows = tuple(_row(found, theme, called) for theme in found.verdicts)
    made = basis.of(triangulation.as_table(found))
    return Table(
        found.by,
        sources_title(found.by),
        tuple((called[one.name], len(one.members)) for one in found.sources),
        rows,
        (*made.notes, made.method),
    )


def _called(source: str, attribute: Attribute | None) -> Bilingual:
    if source == OPEN:
        return OPEN_ANSWERS
    if attribute is None:
        return METHODS.get(source, Bilingual(source, source))
    return source_type(source).short if attribute.name == "type" else attribute.label(source)


def _row(found: Compared, theme: str, called: Mapping[str, Bilingual]) -> Row:
    verdict, conclusion = found.verdicts[theme], found.conclusion(theme)
    return Row(
        theme,
        len(up(theme)),
        tuple(cell.share for cell in verdict.cells.values()),
        Verdict.of(verdict.verdict),
        _fragile(verdict.fragile, called),
        Verdict.of(conclusion.verdict) if conclusion else None,
        conclusion,
        bool(found.changed(theme)),
    )


def _fragile(changes: Sequence[str], called: Mapping[str, Bilingual]) -> Bilingual:
    """Return the changes that would change the verdict, the sources as a reader calls them."""
    named = [(called[name], sign) for name, sign in ((one[:-2], one[-2:]) for one in changes)]
    return Bilingual(
        "; ".join(f"{name.vi}{sign}" for name, sign in named),
        "; ".join(f"{name.en}{sign}" for name, sign in named),
    )


def joint_display(study: Study, quotes: Sequence[Quote]) -> Joint | None:
    """Return what the survey says beside what people say; None for a study without a survey."""
    if not study.surveys:
        return None
    found = joint.joined(study, joint.mapped(study), quotes)
    made = basis.of(joint.as_table(found, study, {}))
    rows = tuple(
        JointRow(
            one.theme,
            tuple(survey_lines(study, one)),
            tuple(talk_lines(study, one)),
            Verdict.of(one.fit, fit_named(one)),
            one.conclusion is not None,
            tuple(inference_lines(one)),
            one.quotes,
        )
        for one in found
    )
    return Joint(rows, (*made.notes, made.method))
