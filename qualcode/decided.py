"""A coded study with its decisions let over it, anew or only where something was decided."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode import checks
from qualcode.model import Code, Codebook, Coding, Decision, Doubt, Study, is_within
from qualcode.review import Review, policy
from qualcode.review.placing import hashed
from qualcode.review.standing import MIGRATIONS, by_time

WHOLE = MIGRATIONS | {"summarise", "assign"}
"""Actions that are not about one transcript's words."""

Place = tuple[str, str]
"""A transcript's name and a code's id; "" for what is about no code."""


def with_decisions(study: Study, decisions: Sequence[Decision]) -> Study:
    """Return the study with these decisions let over what the rules propose."""
    found = _in_force(study, decisions)
    return _reviewed(study, decisions, found)


def with_more(study: Study, decisions: Sequence[Decision]) -> Study:
    """Return the same, from a study reviewed before: only what was decided about is reviewed."""
    places = _touched(study, decisions)
    if places is None:
        return with_decisions(study, decisions)
    every = {decision.id: decision for decision in decisions}
    roots = [(decision, _root(decision, every)) for decision in decisions]
    about = [d for d, root in roots if root and any(places.has(p) for p in _places(root))]
    part = replace(
        study,
        proposals=tuple(p for p in study.proposals if places.has((p.transcript, p.code))),
        transcripts=tuple(t for t in study.transcripts if t.name in places.names),
    )
    found = _in_force(part, about)
    done = {d.id for d, root in roots if root and places.has((root.transcript, root.code))}
    whole = replace(
        found,
        codings=_spliced(study.codings, found.codings, places),
        rejected=_spliced(study.rejected, found.rejected, places),
        doubts=_together(study.doubts, found.doubts, done),
        seen=_seen(study, found, places),
        summaries=study.summaries,
        assigned=study.assigned,
    )
    return _reviewed(study, decisions, whole)


def _in_force(study: Study, decisions: Sequence[Decision]) -> Review:
    codes = {c.id: c.valence for book in study.codebooks for c in (*book.codes, *book.groups)}
    return policy.in_force(
        study.proposals, decisions, study.transcripts, codes, study.settings.policy
    )


@dataclass(frozen=True, slots=True)
class _Touched:
    """What new decisions are about: codes in transcripts, or all there is in some."""

    names: frozenset[str]
    whole: frozenset[str]
    codes: frozenset[Place]

    def has(self, place: Place) -> bool:
        """Say whether what was decided anew can change this code there; "" stands for no code."""
        name, code = place
        return name in self.whole or place in self.codes or (not code and name in self.names)


def _touched(study: Study, decisions: Sequence[Decision]) -> _Touched | None:
    """Return what the new decisions can change; None if that is anything."""
    known = {decision.id for decision in study.decisions}
    new = [decision for decision in decisions if decision.id not in known]
    named = {transcript.name for transcript in study.transcripts}
    every = {decision.id: decision for decision in decisions} if new else {}
    about = [root for decision in new if (root := _root(decision, every))]
    if len(decisions) - len(new) != len(known) or len(about) != len(new):
        return None
    if any(one.action in WHOLE or one.transcript not in named for one in about):
        return None
    texts = {hashed(transcript.text): transcript.name for transcript in study.transcripts}
    if any(d.action in MIGRATIONS or _is_elsewhere(d, named, texts) for d in decisions):
        return None
    names = frozenset(decision.transcript for decision in about)
    # A translation holds for exact words, whatever their codes.
    loose = {d.transcript for d in decisions if d.action == "translate"}
    return _Touched(
        names=names,
        whole=names & (loose | {one.transcript for one in about if not one.code}),
        codes=frozenset(place for one in about for place in _places(one)),
    )


def _is_elsewhere(decision: Decision, named: Container[str], texts: Mapping[str, str]) -> bool:
    """Say whether a decision is about a transcript that may have another name now."""
    name = decision.transcript
    return bool(name) and (name not in named or texts.get(decision.sha256, name) != name)


def _places(decision: Decision) -> list[Place]:
    """Return where a decision about words changes something."""
    codes = [decision.code, decision.target] if decision.action == "recode" else [decision.code]
    return [(decision.transcript, code) for code in codes]


def _root(decision: Decision, every: Mapping[str, Decision]) -> Decision | None:
    """Return what an undo, or an undo of undos, is about in the end."""
    passed: set[str] = set()
    found: Decision | None = decision
    while found and found.action == "undo" and found.id not in passed:
        passed.add(found.id)
        found = every.get(found.target)
    return found if found and found.action != "undo" else None


def _spliced(
    before: Iterable[Coding], now: Iterable[Coding], places: _Touched
) -> tuple[Coding, ...]:
    kept = (c for c in before if not places.has((c.transcript, c.code)))
    new = (c for c in now if places.has((c.transcript, c.code)))
    return tuple(sorted((*kept, *new), key=_in_order))


def _together(
    before: Iterable[Doubt], now: Iterable[Doubt], done: Container[str]
) -> tuple[Doubt, ...]:
    kept = (doubt for doubt in before if doubt.decision.id not in done)
    new = (doubt for doubt in now if doubt.decision.id in done)
    return tuple(sorted((*kept, *new), key=lambda doubt: by_time(doubt.decision)))


def _in_order(coding: Coding) -> tuple[str, int, int, str, str, str]:
    span = coding.span
    return coding.transcript, span.start, span.end, coding.code, coding.origin, coding.rule


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
        assigned=found.assigned,
    )
    others = (p for p in study.problems if not p.where.startswith(f"{checks.DECISIONS}:"))
    return replace(study, problems=(*others, *checks.of_decisions(study)))


def blinded(study: Study, coder: str) -> Study:
    """Return the study as this coder sees it who codes without machine and colleagues."""
    alone = replace(study.settings, policy=f"coder:{coder}")
    return with_decisions(
        replace(study, settings=alone, proposals=(), hits=(), summaries=()), study.decisions
    )


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
