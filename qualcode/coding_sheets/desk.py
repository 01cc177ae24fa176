"""What a returned sheet is compared with: the study, and what was decided since it was made."""

from __future__ import annotations

from dataclasses import dataclass, replace

from qualcode import decisions
from qualcode.coding_sheets import faults
from qualcode.coding_sheets.places import edited_turns, is_older, locate
from qualcode.coding_sheets.sheet import Known, Mark, Returned
from qualcode.errors import DecisionError
from qualcode.model import Coding, Decision, Problem, Span, Study, Transcript
from qualcode.review.anchor import anchor
from qualcode.review.standing import that_stand
from qualcode.shares import is_confirmed


@dataclass(frozen=True, slots=True)
class Desk:
    """A study, a returned sheet of one of its transcripts, and the coder whose word it is."""

    study: Study
    transcript: Transcript
    returned: Returned
    coder: str
    edited: frozenset[int]
    """Turns whose words the coder changed in the sheet."""
    since: tuple[Decision, ...]
    """The coder's own decisions on this transcript that stand and that the sheet can't know of."""

    @property
    def is_older(self) -> bool:
        """Say whether the sheet was made of another version of the transcript."""
        return is_older(self.returned, self.transcript)

    def coding(self, was: Known) -> Coding | Problem:
        """Return the coding that the sheet left with, where it stands now."""
        found = locate(self.returned, self.transcript, was.place)
        turn = self.transcript.turn_at(found.span) if found.span else None
        if found.span is None or found.status == "changed" or turn is None:
            return faults.of_known(self, was, faults.WORDS_CHANGED)
        coding = self.coding_at(was.code, found.span)
        if not was.model or coding in self.study.codings or coding in self.study.rejected:
            return coding
        # What the sheet showed as learned is no longer proposed: the coder's word is still on it.
        return replace(coding, origin="model", model=was.model, probability=was.probability)

    def coding_at(self, code: str, span: Span) -> Coding:
        """Return the code's coding on these words, or one made up with its valence."""
        there = [
            coding
            for coding in (*self.study.codings, *self.study.rejected)
            if (coding.transcript, coding.code) == (self.transcript.name, code)
            and coding.span.overlaps(span)
        ]
        same = [coding for coding in there if self._is_same(coding.span, span)]
        if same:
            return same[0]
        if there:
            return replace(there[0], span=span, status="proposed", coder="")
        known = self.study.code(code)
        turn = self.transcript.turn_at(span)
        return Coding(
            self.transcript.name,
            turn.number if turn else 0,
            span,
            code,
            known.valence if known else "neutral",
        )

    def span_to_code(self, mark: Mark) -> Span | Problem:
        """Return where a mark's words stand now, if they may be coded."""
        place = mark.place
        found = locate(self.returned, self.transcript, place) if place else None
        if found is None or found.span is None or found.status == "changed":
            return faults.of_mark(self, mark, faults.WORDS_CHANGED)
        try:
            decisions.check_span(self.transcript, found.span)
        except DecisionError as error:
            return faults.of_mark(self, mark, error.problems[0].message)
        return found.span

    def is_recorded(self, draft: Decision) -> bool:
        """Say whether the coder's word is on record already, so that it needn't be again."""
        return any(self._is_repeated(draft, decision) for decision in self.since) or (
            self._is_in_force(draft)
        )

    def _is_repeated(self, draft: Decision, decision: Decision) -> bool:
        same = all(
            getattr(draft, name) == getattr(decision, name)
            for name in ("action", "code", "target", "note")
        )
        return same and anchor(decision, self.transcript, draft.sha256).span == draft.span

    def _is_in_force(self, draft: Decision) -> bool:
        """Say whether the study is as the draft wants it, by this coder's word."""
        there = [
            coding
            for coding in self.study.codings
            if coding.transcript == self.transcript.name and coding.span == draft.span
        ]
        if draft.action == "translate":
            return any(coding.translation == draft.note for coding in there)
        there = [coding for coding in there if coding.code == draft.code]
        if draft.action == "memo":
            return any(coding.memo == draft.note for coding in there)
        mine = (c for c in there if self.coder in c.coder.split(", "))
        wants_it = draft.action in {"accept", "add", "respan"}
        return wants_it and any(map(is_confirmed, mine))

    def _is_same(self, one: Span, other: Span) -> bool:
        """Say whether two spans are of the same words, white space at the ends aside."""
        text = self.transcript.text
        return one == other or (
            bool(one.of(text).strip())
            and one.overlaps(other)
            and not text[min(one.start, other.start) : max(one.start, other.start)].strip()
            and not text[min(one.end, other.end) : max(one.end, other.end)].strip()
        )


def desk(study: Study, transcript: Transcript, returned: Returned, coder: str) -> Desk:
    """Return all that the marks of a sheet are compared with."""
    since = (
        decision
        for decision in that_stand(study.decisions)
        if decision.coder == coder
        and decision.transcript == transcript.name
        and decision.time > returned.fingerprint.latest
    )
    return Desk(study, transcript, returned, coder, frozenset(edited_turns(returned)), tuple(since))
