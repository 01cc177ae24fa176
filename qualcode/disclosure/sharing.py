"""A study without what could identify who spoke: every deliverable of it is then without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from qualcode import summaries
from qualcode.counting import same_speaker, survey_of
from qualcode.disclosure import naming, telling
from qualcode.disclosure.attributes import attributes
from qualcode.disclosure.masking import NOTHING, Mask, Masked, Masker, Own, masked
from qualcode.model import (
    Bilingual,
    Case,
    Coding,
    Conclusion,
    Decision,
    Doubt,
    Hit,
    Person,
    Segment,
    Span,
    Study,
    Summary,
    Survey,
    Transcript,
    Turn,
)


def shared(study: Study) -> tuple[Study, tuple[Bilingual, ...]]:
    """Return the study without what could identify anybody, and a line for each thing left out.

    File names and speakers' labels become numbers, ages bands, dates months; of the attributes
    only those that qualcode.yaml keeps stay; in all words what looks like a name, a commune, a
    number of a person or a speaker's age is masked. Codings stay on the very same words.
    """
    hiding = _Hiding(study)
    hidden = hiding.study()
    return hidden, telling.left_out(study, hidden, hiding.masker.found)


@dataclass(frozen=True, slots=True)
class _Talk:
    """A transcript as it is shared, and where its stretches stand now."""

    transcript: Transcript
    moves: Masked


class _Hiding:
    """All the new names of one study, and its masks."""

    def __init__(self, study: Study) -> None:
        """Find the new names, and mask what was said."""
        self.old = study
        self.masker = Masker()
        self.cases = naming.cases(study)
        self.respondents = naming.respondents(study)
        self.labels = {talk.name: self._labels(talk) for talk in study.transcripts}
        self.own = {talk.name: self._own(talk) for talk in study.transcripts}
        self.talks = {talk.name: self._talk(talk) for talk in study.transcripts}

    def study(self) -> Study:
        """Return the study as it is shared."""
        old = self.old
        made = replace(
            old,
            settings=replace(old.settings, roles={}, encodings={}, coder="", header={}, surveys=()),
            transcripts=tuple(self.talks[talk.name].transcript for talk in old.transcripts),
            cases=tuple(self._case(case) for case in old.cases),
            people=tuple(self._person(person) for person in old.people),
            surveys=tuple(self._survey(survey) for survey in old.surveys),
            decisions=tuple(self._decision(one) for one in old.decisions),
            hits=tuple(self._hit(hit) for hit in old.hits),
            proposals=self._codings(old.proposals),
            suggestions=self._codings(old.suggestions),
            left_out=self._codings(old.left_out),
            codings=self._codings(old.codings),
            rejected=self._codings(old.rejected),
            doubts=tuple(self._doubt(one) for one in old.doubts),
            seen={(self.cases[name], n): who for (name, n), who in old.seen.items()},
            conclusions=tuple(self._conclusion(one) for one in old.conclusions),
            assigned={self.cases[n]: who for n, who in old.assigned.items() if n in self.cases},
            asked={self.cases[name]: codes for name, codes in old.asked.items()},
            segments=tuple(
                Segment(self.cases[one.transcript], one.turn, self._span(one.transcript, one.span))
                for one in old.segments
            ),
            problems=(),
        )
        return replace(made, summaries=tuple(self._summaries(made)))

    def _case(self, case: Case) -> Case:
        shown = attributes(self.old, case.attributes)
        return replace(case, name=self.cases[case.name], attributes=shown)

    def _doubt(self, doubt: Doubt) -> Doubt:
        return replace(
            doubt,
            decision=self._decision(doubt.decision),
            transcript=self.cases.get(doubt.transcript, ""),
            span=self._span(doubt.transcript, doubt.span) if doubt.span else None,
        )

    def _labels(self, talk: Transcript) -> Mapping[str, str]:
        survey = survey_of(self.old, talk.name)
        if not survey:
            return naming.speakers(talk)
        numbers = self.respondents[survey]
        return {same_speaker(t.speaker): numbers.get(t.speaker, t.speaker) for t in talk.turns}

    def _own(self, talk: Transcript) -> Own:
        if survey_of(self.old, talk.name):
            return NOTHING
        case = self.old.case(talk.name)
        ages = [person.get("age") for person in self.old.people if person.case == talk.name]
        ages += [case.get("age")] if case else []
        known = frozenset(int(age) for age in ages if age.isdecimal())
        return Own(naming.said_names(talk, self.labels[talk.name]), known)

    def _talk(self, talk: Transcript) -> _Talk:
        """Return the transcript with nothing but its turns, labels and words replaced."""
        labels, own = self.labels[talk.name], self.own[talk.name]
        masks: list[Mask] = []
        at = 0
        for turn in sorted(talk.turns, key=lambda one: one.span.start):
            start, end = turn.span.start, turn.span.end
            label = labels[same_speaker(turn.speaker)]
            masks.append(Mask(at, start, f"{chr(10) if at else ''}{label}: "))
            words = self.masker.mask(turn.span.of(talk.text), own)
            masks += [Mask(start + m.start, start + m.end, m.words) for m in words.masks]
            at = end
        if at < len(talk.text):
            masks.append(Mask(at, len(talk.text), "\n" if at else ""))
        moves = masked(talk.text, masks)
        turns = tuple(self._turn(turn, labels, moves) for turn in talk.turns)
        name = self.cases[talk.name]
        return _Talk(Transcript(name, moves.text, turns), moves)

    def _turn(self, turn: Turn, labels: Mapping[str, str], moves: Masked) -> Turn:
        # What stands before a turn is a mask of its own, which a turn must not take in.
        span = Span(moves.start(turn.span.start), moves.end(turn.span.end))
        label = labels[same_speaker(turn.speaker)]
        return Turn(turn.number, label, turn.role, span, turn.time)

    def _span(self, transcript: str, span: Span) -> Span:
        talk = self.talks.get(transcript)
        return talk.moves.span(span) if talk else span

    def _codings(self, codings: Iterable[Coding]) -> tuple[Coding, ...]:
        return tuple(
            replace(
                one,
                transcript=self.cases[one.transcript],
                span=self._span(one.transcript, one.span),
                evidence=tuple(self._span(one.transcript, each) for each in one.evidence),
                memo=self._words(one.memo, one.transcript),
                translation=self._words(one.translation, one.transcript),
            )
            for one in codings
        )

    def _hit(self, hit: Hit) -> Hit:
        name = hit.segment.transcript
        place = Segment(self.cases[name], hit.segment.turn, self._span(name, hit.segment.span))
        return replace(hit, segment=place, words=tuple(self._span(name, one) for one in hit.words))

    def _words(self, text: str, transcript: str) -> str:
        return self.masker.plain(text, self.own.get(transcript, NOTHING)) if text else text

    def _person(self, person: Person) -> Person:
        kept = attributes(self.old, person.attributes)
        numbers = self.respondents.get(person.case)
        label = numbers[person.speaker] if numbers else self._label(person)
        return Person(self.cases.get(person.case, person.case), label, kept)

    def _label(self, person: Person) -> str:
        labels = self.labels.get(person.case, {})
        return labels.get(same_speaker(person.speaker), naming.PERSON)

    def _survey(self, survey: Survey) -> Survey:
        numbers = self.respondents[survey.name]
        spoken = {question.id for question in survey.questions if question.kind == "open"}
        return replace(
            survey,
            name=self.cases[survey.name],
            file="",
            respondents=tuple(
                replace(
                    one,
                    id=numbers[one.id],
                    attributes=attributes(self.old, one.attributes),
                    answers={
                        name: tuple(map(self.masker.plain, said)) if name in spoken else said
                        for name, said in one.answers.items()
                    },
                )
                for one in survey.respondents
            ),
        )

    def _decision(self, one: Decision) -> Decision:
        talk = self.talks.get(one.transcript)
        old = self.old.transcript(one.transcript)
        same = talk is not None and old is not None and one.sha256 == old.sha256
        is_verdict = one.action == "conclude"
        exact, prefix, suffix = (
            part if is_verdict else self._words(part, one.transcript)
            for part in (one.exact, one.prefix, one.suffix)
        )
        return replace(
            one,
            transcript=self.cases.get(one.transcript, naming.OTHER if one.transcript else ""),
            sha256=talk.transcript.sha256 if talk and same else one.sha256,
            span=self._span(one.transcript, one.span) if same else one.span,
            exact=exact,
            prefix=prefix,
            suffix=suffix,
            note=self._words(one.note, one.transcript),
        )

    def _conclusion(self, one: Conclusion) -> Conclusion:
        return replace(one, reason=self.masker.plain(one.reason))

    def _summaries(self, made: Study) -> Iterable[Summary]:
        """Yield the summaries with their cells' new marks; a stale one stays stale."""
        before, after = summaries.Cells(self.old), summaries.Cells(made)
        for one in self.old.summaries:
            case = self.cases.get(one.case, naming.OTHER)
            marks = frozenset({""}) if before.since(one) else after.marks(case, one.code)
            yield replace(
                one,
                case=case,
                text=self._words(one.text, one.case),
                about=None if one.about is None else marks,
            )
