"""Which sources are set side by side: cases of a type, a group, a province, a method; surveys."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode import answers, counting
from qualcode.cases import canonical_type
from qualcode.counting import Unit, Units
from qualcode.errors import StudyError
from qualcode.heard import Heard, heard, talks, up
from qualcode.language.order import sort_key
from qualcode.language.source_types import OPEN, method_of
from qualcode.model import Coding, Study, Survey, Valence
from qualcode.triangulation.coders import MACHINE, of_coders
from qualcode.triangulation.columns import COLUMNS
from qualcode.triangulation.values import DataSet, Elicitation

if TYPE_CHECKING:
    from qualcode.heard import Saying

ELICITATION: Mapping[str, Elicitation] = {"survey": "prompted", "desk_review": "documentary"}
"""Source type → how its findings come about; every other type speaks spontaneously."""
SURVEY = "survey"
"""The source that a questionnaire's answers are; what was written in own words is `OPEN`."""
METHOD, CODER = "method", "coder"
BESIDE = (METHOD, CODER, f"{CODER}{MACHINE}")
"""What sources are told apart by besides the columns of cases.csv."""
WITHIN = "@"
"""`province@FGD`: by province, the group discussions alone."""


@dataclass(frozen=True, slots=True)
class Source:
    """Those who are counted together, and what each was asked and said."""

    name: str
    members: tuple[str, ...]
    heard: Heard
    elicitation: Elicitation
    types: Mapping[str, int]
    """Source type → how many of its members are of it."""
    codings: tuple[Coding, ...]
    """Where its words are to be found."""

    def data_set(self, theme: str) -> DataSet:
        """Return what it says on a theme: a code, with all codes below it in the tree."""
        side = self.heard.side(theme, self.members)
        return DataSet(
            side.asked,
            side.mention,
            side.pos,
            side.neg,
            side.mixed,
            frozenset(side.codes),
            self.elicitation,
        )


def sources(study: Study, by: str) -> tuple[Source, ...]:
    """Return the sources, each under a name of its own; `by` as `attribute`, `attribute@TYPE`."""
    attribute, within = parted(by)
    every = themes(study)
    study = replace(study, codings=tuple(_of_respondents(study)))
    if attribute.startswith(CODER) and attribute in BESIDE:
        found = [*_of_coders(study, attribute, within, every)]
    else:
        found = [*_of_cases(study, attribute, within, every)]
        if attribute in {"type", METHOD} and not within:
            found += [source for one in study.surveys for source in _of_survey(study, one, every)]
    prefix = f"{within}: " if within else ""
    names = _names([f"{prefix}{source.name}" for source in found], by)
    return tuple(replace(s, name=name) for s, name in zip(found, names, strict=True))


def themes(study: Study) -> tuple[str, ...]:
    """Return every code and all groups above the codes, parents before their children."""
    return tuple(dict.fromkeys(t for code in study.codes for t in up(code.id)))


def parted(by: str) -> tuple[str, str]:
    """Return what sources are told apart by, and the type that all are of; empty: any."""
    attribute, _, within = by.partition(WITHIN)
    return attribute.strip(), canonical_type(within) or within.strip()


def told_apart(study: Study, by: str, within: str = "") -> str:
    """Return `by`, or `by@within`, as tables and conclusions are named for it.

    Raises:
        StudyError: if there are no cases, none has the attribute, or none is of the type.
    """
    attribute, inside = parted(f"{by}{WITHIN}{within}" if within else by)
    cases = counting.cases(study).members
    if not (cases or study.surveys or attribute in BESIDE):
        raise StudyError.at(
            "transcripts/",
            "chưa có nguồn nào; hãy chép các bản gỡ băng vào đây",
            "there are no cases yet; copy transcripts here",
        )
    known = {"type"} if study.surveys else set()
    known |= {name for case in cases for name, value in case.attributes.items() if value}
    if attribute not in known and attribute not in BESIDE:
        others, listed = ", ".join(BESIDE), ", ".join(sorted(known, key=sort_key)) or "–"
        raise StudyError.at(
            "--by",
            f"không có trường hợp nào có '{attribute}' trong cases.csv (ngoài ra có {others}); "
            f"đang có: {listed}",
            f"no case has '{attribute}' in cases.csv, nor is it one of {others}; "
            f"there are: {listed}",
        )
    types = sorted({case.get("type") for case in cases} - {""}, key=sort_key)
    if inside and inside not in types:
        listed = ", ".join(types) or "–"
        raise StudyError.at(
            "--within",
            f"không có nguồn nào thuộc loại '{inside}'; đang có: {listed}",
            f"no case is of the type '{inside}'; there are: {listed}",
        )
    return f"{attribute}{WITHIN}{inside}" if inside else attribute


def _of_respondents(study: Study) -> Iterator[Coding]:
    asking = {
        (transcript.name, turn.number)
        for transcript in study.transcripts
        for turn in transcript.turns
        if turn.role == "interviewer"
    }
    return (one for one in study.codings if (one.transcript, one.turn) not in asking)


def _of_cases(study: Study, attribute: str, within: str, every: Sequence[str]) -> Iterator[Source]:
    units = counting.cases(study)
    if within:
        chosen = tuple(unit for unit in units.members if unit.get("type") == within)
        units = replace(units, members=chosen)
    said, codings = heard(study, units, every), _by_transcript(study.codings)
    grouped = _by_method(units.members) if attribute == METHOD else units.by(attribute)
    for name, members in grouped.items():
        types = Counter(unit.get("type") for unit in members if unit.is_coded)
        kinds = {ELICITATION.get(unit.get("type"), "spontaneous") for unit in members}
        yield Source(
            name,
            tuple(unit.name for unit in members),
            said,
            next(iter(kinds)) if len(kinds) == 1 else "various",
            types,
            tuple(coding for unit in members for coding in codings.get(unit.name, ())),
        )


def _of_coders(study: Study, attribute: str, within: str, every: Sequence[str]) -> Iterator[Source]:
    units = counting.cases(study)
    types = {
        unit.name: unit.get("type") for unit in units.members if within in {"", unit.get("type")}
    }
    for one in of_coders(study, machine=attribute.endswith(MACHINE)):
        read = tuple(name for name in types if name in one.read)
        said = heard(replace(study, codings=one.codings), units, every).said
        asked = dict.fromkeys(every, frozenset(read))
        kinds = {ELICITATION.get(types[name], "spontaneous") for name in read} or {"spontaneous"}
        yield Source(
            one.name,
            read,
            Heard(asked, said),
            next(iter(kinds)) if len(kinds) == 1 else "various",
            Counter(types[name] for name in read),
            tuple(coding for coding in one.codings if coding.transcript in read),
        )


def _of_survey(study: Study, survey: Survey, every: Sequence[str]) -> Iterator[Source]:
    """Yield what respondents chose, and what they wrote in their own words, as two sources."""
    name = f": {survey.name}" if len(study.surveys) > 1 else ""
    respondents = tuple(one.id for one in survey.respondents)
    if any(question.meanings for question in survey.questions):
        chosen = _chosen(survey, every)
        yield Source(
            f"{SURVEY}{name}", respondents, chosen, "prompted", {SURVEY: len(respondents)}, ()
        )
    own = {f"{survey.name}.{one.id}" for one in survey.questions if one.kind == "open"}
    written = tuple(coding for coding in study.codings if coding.transcript in own)
    if own & {transcript.name for transcript in study.transcripts if transcript.turns}:
        units = counting.respondents(study)
        members = tuple(one.name for one in study.people if one.case == survey.name)
        kind = {SURVEY: len(members)}
        yield Source(
            f"{OPEN}{name}", members, _of_writers(study, units, every), "written", kind, written
        )


def _of_writers(study: Study, units: Units, every: Sequence[str]) -> Heard:
    """Return what respondents wrote: of a theme that some bring up, all who wrote were asked.

    The rest could have brought it up too; a theme in nobody's answer was not asked.
    """
    found = heard(study, units, every)
    writers = frozenset(talks(units))
    put = {theme: writers if found.said[theme] else found.asked[theme] for theme in every}
    return Heard(put, found.said)


def _chosen(survey: Survey, every: Sequence[str]) -> Heard:
    """Return which themes respondents were asked about in closed questions, and their answers."""
    said: dict[str, dict[str, dict[str, frozenset[Valence]]]] = {theme: {} for theme in every}
    for one in answers.meant(survey):
        for theme in up(one.code):
            saying = said.setdefault(theme, {}).setdefault(one.respondent, {})
            saying[one.code] = saying.get(one.code, frozenset()) | {one.valence}
    put = {theme: answers.asked(survey, theme) | said[theme].keys() for theme in every}
    found: Mapping[str, Mapping[str, Saying]] = said
    return Heard(put, found)


def _by_method(members: Iterable[Unit]) -> dict[str, list[Unit]]:
    grouped: dict[str, list[Unit]] = defaultdict(list)
    for unit in members:
        grouped[method_of(unit.get("type")) or counting.UNKNOWN].append(unit)
    return dict(sorted(grouped.items(), key=lambda pair: pair[0] == counting.UNKNOWN))


def _by_transcript(codings: Iterable[Coding]) -> dict[str, list[Coding]]:
    found: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        found[coding.transcript].append(coding)
    return found


def _names(wanted: Iterable[str], by: str) -> list[str]:
    """Return a name for each source that no other has, and without the mark of a list."""
    names: list[str] = []
    for source in wanted:
        name = " ".join(source.replace(";", ",").split())
        while name in {*COLUMNS[0], *COLUMNS[1], *names}:
            name = f"{name} ({by})"
        names.append(name)
    return names
