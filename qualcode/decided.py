"""A coded study with its decisions let over it, anew or only where something was decided."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode import checks
from qualcode.model import Code, Codebook, Coding, Decision, Doubt, Study, is_within
from qualcode.review import Review, by_words, policy
from qualcode.review.placing import Finder
from qualcode.review.standing import MIGRATIONS, by_time, migrations, origin, that_stand

ANYTHING = MIGRATIONS | {"summarise", "conclude", "assign", "undo"}
"""Actions that are not about one transcript's words; an undo, if what it takes back is not here."""
BY_READING = frozenset({"union", "majority", "adjudicated"})
"""The policies by which it says something of the codes there that a turn was read."""

Place = tuple[str, str]
"""A transcript's name and a code's id, as they are now; "" for what is about no code."""
EVERYWHERE: Place = ("", "")
"""Where it counts what codes are called now, and what it is that an undo takes back."""


def with_decisions(study: Study, decisions: Sequence[Decision]) -> Study:
    """Return the study with these decisions let over what the rules propose."""
    found = _in_force(study, decisions)
    return _reviewed(study, decisions, found)


def with_more(study: Study, decisions: Sequence[Decision]) -> Study:
    """Return the same, from a study reviewed before: only what was decided about is reviewed."""
    every = {decision.id: decision for decision in decisions}
    origins = {decision.id: origin(decision, every) for decision in decisions}
    finder = Finder(study.transcripts, study.valences, _moves(study, decisions))
    where = {id_: _places(first, finder) for id_, first in origins.items()}
    places = _touched(study, decisions, origins, where)
    if places is None:
        return with_decisions(study, decisions)
    part = replace(
        study,
        proposals=tuple(p for p in study.proposals if places.has((p.transcript, p.code))),
        transcripts=tuple(t for t in study.transcripts if t.name in places.names),
    )
    found = _in_force(part, [d for d in decisions if any(map(places.has, where[d.id]))])
    done = {id_ for id_, (first, *_) in where.items() if places.has(first)}
    whole = replace(
        found,
        codings=_spliced(study.codings, found.codings, places),
        rejected=_spliced(study.rejected, found.rejected, places),
        doubts=_together(study.doubts, found.doubts, done),
        seen=_seen(study, found, places),
        summaries=study.summaries,
        conclusions=study.conclusions,
        assigned=study.assigned,
    )
    return _reviewed(study, decisions, whole)


def _in_force(study: Study, decisions: Sequence[Decision]) -> Review:
    return policy.in_force(
        study.proposals, decisions, study.transcripts, study.valences, study.settings.policy
    )


def _moves(study: Study, decisions: Sequence[Decision]) -> Mapping[str, str]:
    """Return what codes that have left the codebooks are called now."""
    if all(decision.action not in MIGRATIONS for decision in decisions):
        return {}
    return migrations(that_stand(decisions), study.valences)


def _places(decision: Decision, finder: Finder) -> list[Place]:
    """Return where it counts what was decided."""
    if decision.action in MIGRATIONS or decision.action == "undo":
        return [EVERYWHERE]
    name, moves = finder.transcript_now(decision), finder.moves
    places = [(name, moves.get(decision.code, decision.code))]
    if decision.action == "recode":
        places.append((name, moves.get(decision.target, decision.target)))
    return places


@dataclass(frozen=True, slots=True)
class _Touched:
    """What new decisions are about: codes in transcripts, or all there is in some."""

    names: frozenset[str]
    whole: frozenset[str]
    codes: frozenset[Place]

    def has(self, place: Place) -> bool:
        """Say whether what was decided anew can change this code there."""
        name, code = place
        if not code:
            return name in self.names or place == EVERYWHERE
        return name in self.whole or place in self.codes


def _touched(
    study: Study,
    decisions: Sequence[Decision],
    origins: Mapping[str, Decision],
    where: Mapping[str, Sequence[Place]],
) -> _Touched | None:
    """Return what the new decisions can change; None if that is anything."""
    known = {decision.id for decision in study.decisions}
    new = [decision.id for decision in decisions if decision.id not in known]
    if len(decisions) - len(new) != len(known):
        return None
    named = {transcript.name for transcript in study.transcripts}
    if any(origins[id_].action in ANYTHING or where[id_][0][0] not in named for id_ in new):
        return None
    names = frozenset(where[id_][0][0] for id_ in new)
    tells = study.settings.policy in BY_READING
    about_all = {
        where[id_][0][0]
        for id_ in new
        if not origins[id_].code and (tells or origins[id_].action != "seen")
    }
    # A translation is in doubt once no code at all has its words: all that have it are looked at.
    translated = {
        (coding.transcript, coding.code)
        for coding in (*study.codings, *study.rejected)
        if coding.translation and coding.transcript in names
    }
    codes = {place for id_ in new for place in where[id_]} | translated
    recoded = [set(where[id_]) for id_, first in origins.items() if first.action == "recode"]
    return _Touched(names, frozenset(about_all), _joined(codes, recoded))


def _joined(codes: set[Place], recoded: Sequence[set[Place]]) -> frozenset[Place]:
    """Return these codes, and those they were changed from or to: a pin or ban goes with that."""
    while more := [each for each in recoded if each & codes and not each <= codes]:
        codes = codes.union(*more)
    return frozenset(codes)


def _spliced(
    before: Iterable[Coding], now: Iterable[Coding], places: _Touched
) -> tuple[Coding, ...]:
    kept = (c for c in before if not places.has((c.transcript, c.code)))
    new = (c for c in now if places.has((c.transcript, c.code)))
    return tuple(sorted((*kept, *new), key=by_words))


def _together(
    before: Iterable[Doubt], now: Iterable[Doubt], done: Container[str]
) -> tuple[Doubt, ...]:
    kept = (doubt for doubt in before if doubt.decision.id not in done)
    new = (doubt for doubt in now if doubt.decision.id in done)
    return tuple(sorted((*kept, *new), key=lambda doubt: by_time(doubt.decision)))


def _seen(study: Study, found: Review, places: _Touched) -> dict[tuple[str, int], tuple[str, ...]]:
    kept = {turn: coders for turn, coders in study.seen.items() if turn[0] not in places.names}
    return {**kept, **found.seen}


def _reviewed(study: Study, decisions: Sequence[Decision], found: Review) -> Study:
    used = {coding.code for coding in (*found.codings, *found.rejected)}
    study = replace(
        study,
        codebooks=tuple(_with_coded_groups(book, used) for book in study.codebooks),
        decisions=tuple(decisions),
        codings=found.codings,
        rejected=found.rejected,
        doubts=found.doubts,
        seen=found.seen,
        summaries=found.summaries,
        conclusions=found.conclusions,
        assigned=found.assigned,
    )
    others = (p for p in study.problems if not p.where.startswith(f"{checks.DECISIONS}:"))
    return replace(study, problems=(*others, *checks.of_decisions(study)))


def blinded(study: Study, coder: str) -> Study:
    """Return the study as this coder sees it who codes without machine and colleagues."""
    alone = replace(study.settings, policy=f"coder:{coder}")
    bare = replace(study, settings=alone, proposals=(), hits=(), summaries=(), conclusions=())
    unaided = replace(bare, suggestions=(), left_out=(), learned=None)
    return with_decisions(unaided, study.decisions)


def _with_coded_groups(book: Codebook, used: Container[str]) -> Codebook:
    """Return the codebook with each parent that people coded with as a code among the others."""
    parents = {group.id for group in book.groups}
    given = [group for group in book.groups if group.id in used]
    codes: list[Code] = []
    for code in book.codes:
        # Those that were given before may be given no more: an undo takes them away again.
        if code.id not in parents:
            codes += [g for g in given if is_within(code.id, g.id) and g not in codes]
            codes.append(code)
    return replace(book, codes=tuple(codes))
