"""New names for cases, speakers and respondents, by which nobody can be found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from qualcode.counting import same_speaker
from qualcode.language.order import sort_key
from qualcode.language.source_types import SOURCE_TYPES
from qualcode.language.speakers import HONORIFICS, is_generic, is_of_several, listed_role
from qualcode.model import Study, Transcript

OTHER = "NG"
"""How a case of no known type is called: nguồn."""
ASKS, ANSWERS, NOTES = "PVV", "NTL", "TK"
PERSON = "NG"


def cases(study: Study) -> dict[str, str]:
    """Return each case's and transcript's name → `KII-01`: numbered within its type, by date."""
    surveys = _surveys(study)
    counts: Counter[str] = Counter()
    names = dict(surveys)
    listed = sorted(study.cases, key=lambda case: (case.get("date"), sort_key(case.name)))
    others = [talk.name for talk in study.transcripts if not study.case(talk.name)]
    for name, kind in (
        *((case.name, case.get("type")) for case in listed),
        *((n, "") for n in others),
    ):
        if name not in names:
            short = SOURCE_TYPES[kind].short.vi if kind in SOURCE_TYPES else OTHER
            prefix = short if len(short.split()) == 1 and short.isascii() else OTHER
            counts[prefix] += 1
            names[name] = f"{prefix}-{counts[prefix]:02d}"
    return names


def _surveys(study: Study) -> dict[str, str]:
    """Return the names of surveys and of their open answers → new ones."""
    names = {}
    for number, survey in enumerate(study.surveys, 1):
        names[survey.name] = f"KS-{number}"
        for question in survey.questions:
            names[f"{survey.name}.{question.id}"] = f"KS-{number}.{question.id}"
    return names


def respondents(study: Study) -> dict[str, dict[str, str]]:
    """Return survey → respondent's id → a number."""
    return {
        survey.name: {
            one.id: str(number)
            for number, one in enumerate(
                sorted(survey.respondents, key=lambda r: sort_key(r.id)), 1
            )
        }
        for survey in study.surveys
    }


def speakers(talk: Transcript) -> dict[str, str]:
    """Return each label of a transcript → one that names nobody; those that don't stay."""
    answering = {
        same_speaker(turn.speaker)
        for turn in talk.turns
        if turn.role not in {"interviewer", "other"} and not is_of_several(turn.speaker)
    }
    new: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for turn in talk.turns:
        key = same_speaker(turn.speaker)
        if key in new:
            continue
        if listed_role(turn.speaker, {}) or is_of_several(turn.speaker) or is_generic(turn.speaker):
            new[key] = turn.speaker
        elif turn.role in {"interviewer", "other"}:
            new[key] = ASKS if turn.role == "interviewer" else NOTES
        elif len(answering) == 1:
            new[key] = ANSWERS
        else:
            counts[PERSON] += 1
            new[key] = f"{PERSON} {counts[PERSON]}"
    return new


def said_names(talk: Transcript, renamed: Mapping[str, str]) -> frozenset[str]:
    """Return the names in the labels that are replaced: `Mận` of "Chị Mận"."""
    honorifics = {word.casefold() for word in HONORIFICS}
    found = set()
    for label in {turn.speaker for turn in talk.turns}:
        if renamed.get(same_speaker(label)) != label:
            words = label.split()
            name = " ".join(words[1:] if words[:1] and words[0].casefold() in honorifics else words)
            found.add(name)
            found.add(name.split()[-1] if name.split() else "")
    return frozenset(name for name in found if name.strip(".") and name[0].isupper())
