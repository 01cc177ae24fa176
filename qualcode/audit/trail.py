"""The log's decisions, each with what it found and what it left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode.audit import filters as asked
from qualcode.audit import telling
from qualcode.audit.filters import Filters
from qualcode.model import Bilingual, Coding, Decision, Study
from qualcode.review import DECIDING, Change, history
from qualcode.review.standing import migrations, that_stand


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail."""

    decision: Decision
    about: Decision
    """The decision itself; of an undo, what it takes back or restores in the end."""
    turn: int
    """0 if it isn't about one turn's words."""
    before: Bilingual
    after: Bilingual
    stands: bool
    tells_more: bool
    """Whether `before` tells more than that a rule had proposed it, or nothing was there."""

    @property
    def restores(self) -> bool:
        """Say whether this is an undo of an undo."""
        return self.decision.action == "undo" and self.about.id not in {
            self.decision.id,
            self.decision.target,
        }


@dataclass(frozen=True, slots=True)
class Tally:
    """How much one coder decided, undos left out."""

    coder: str
    decisions: int
    stand: int


def entries(study: Study, filters: Filters | None = None) -> tuple[Entry, ...]:
    """Return the decisions that the filters ask for, oldest first.

    Raises:
        DecisionError: if they name what neither the study nor its log has.
    """
    wanted = asked.checked(filters or Filters(), study)
    codes = study.valences
    changes = history(study.proposals, study.decisions, study.transcripts, codes)
    known = {change.decision.id: change for change in changes}
    texts = {transcript.name: transcript.text for transcript in study.transcripts}
    summaries = _earlier_summaries(changes)
    verdicts = _earlier_verdicts(changes)
    # What became of codes that were renamed or merged.
    heirs = migrations(that_stand(study.decisions), codes)
    listed = []
    for change in changes:
        about, undos = _about(change, known)
        if asked.fits(change.decision, about.decision, wanted, stands=change.stands, heirs=heirs):
            told = _told(about, texts, summaries, verdicts)
            turn = _turn(study, about)
            listed.append(_entry(change, about, told, turn, turned=undos % 2 == 1))
    return tuple(listed[-wanted.last :] if wanted.last else listed)


def tallies(listed: Iterable[Entry]) -> tuple[Tally, ...]:
    """Return how many decisions each coder made, and how many of them stand."""
    made = [entry for entry in listed if entry.decision.action != "undo"]
    every = Counter(entry.decision.coder for entry in made)
    stand = Counter(entry.decision.coder for entry in made if entry.stands)
    return tuple(Tally(coder, every[coder], stand[coder]) for coder in sorted(every))


def _about(change: Change, known: Mapping[str, Change]) -> tuple[Change, int]:
    """Return what an undo is about in the end, and how many undos lead there."""
    passed: set[str] = set()
    while (
        change.decision.action == "undo"
        and change.decision.id not in passed
        and change.decision.target in known
    ):
        passed.add(change.decision.id)
        change = known[change.decision.target]
    return change, len(passed)


def _entry(
    change: Change, about: Change, told: tuple[Bilingual, Bilingual], turn: int, *, turned: bool
) -> Entry:
    before, after = reversed(told) if turned else told
    is_undo = change.decision.action == "undo"
    if about.decision.action in DECIDING:
        a_person_spoke = any(coding.status != "proposed" for coding in about.before)
        more = a_person_spoke or about.decision.action == "respan"
    else:
        more = bool(before.vi)
    return Entry(
        decision=change.decision,
        about=about.decision,
        turn=turn,
        before=before,
        after=after,
        stands=change.stands,
        tells_more=is_undo or more,
    )


def _told(
    about: Change,
    texts: Mapping[str, str],
    summaries: Mapping[str, str],
    verdicts: Mapping[str, Decision],
) -> tuple[Bilingual, Bilingual]:
    decision = about.decision
    if decision.action in DECIDING:
        return telling.of_codings(decision, about.before, about.after, texts)
    if decision.action in telling.WITH_TEXT:
        return telling.of_text(decision, about.before, summaries.get(decision.id, ""))
    if decision.action == "cite":
        return telling.of_choice(about.before, about.after)
    if decision.action == "conclude":
        return telling.of_verdict(decision, verdicts.get(decision.id))
    if decision.action == "undo":
        # What it took back isn't here.
        return telling.NOTHING, telling.NOTHING
    return telling.of_whole(decision)


def _turn(study: Study, about: Change) -> int:
    """Return the turn where the decision's codings are, or its words were."""
    codings: tuple[Coding, ...] = (*about.after, *about.before)
    if codings:
        return codings[0].turn
    document = study.transcript(about.decision.transcript)
    if document is None or not about.decision.exact or document.sha256 != about.decision.sha256:
        return 0
    turn = document.turn_at(about.decision.span)
    return turn.number if turn else 0


def _earlier_summaries(changes: Iterable[Change]) -> dict[str, str]:
    """Return by its id what each summary found in its cell."""
    cells: dict[tuple[str, str], str] = {}
    found: dict[str, str] = {}
    for change in changes:
        decision = change.decision
        if decision.action == "summarise":
            cell = decision.transcript, decision.code
            found[decision.id] = cells.get(cell, "")
            if change.stands:
                cells[cell] = decision.note
    return found


def _earlier_verdicts(changes: Iterable[Change]) -> dict[str, Decision]:
    """Return by its id what each conclusion on a theme found, if there was one that stands."""
    latest: dict[tuple[str, str], Decision] = {}
    found: dict[str, Decision] = {}
    for change in changes:
        decision = change.decision
        if decision.action == "conclude":
            about = decision.code, decision.exact
            if about in latest:
                found[decision.id] = latest[about]
            if change.stands:
                latest[about] = decision
    return found
