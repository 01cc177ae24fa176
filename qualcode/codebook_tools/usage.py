"""How a codebook does in use: what each rule found and what coders made of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qualcode.model import Coding, Rule, Segment, Span, Study
from qualcode.proportions import wilson


@dataclass(frozen=True, slots=True)
class Use:
    """One rule, or all rules of a code, in a study's talk."""

    code: str
    rule: str
    """Empty for the sum of a code's rules."""
    pattern: str
    where: str
    """`file:line:column`."""
    matches: int
    """Segments in which it matched, also where a longer match of its code won."""
    codings: int
    """Codings that it proposes."""
    transcripts: int
    """Transcripts in which it matched."""
    accepted: int
    rejected: int
    """What coders decided on its codings; one recoded was not this code."""

    @property
    def precision(self) -> float | None:
        """Return the share accepted of those decided on; None where none was."""
        decided = self.accepted + self.rejected
        return self.accepted / decided if decided else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return Wilson's 95 % interval of the precision; None where nothing was decided on."""
        decided = self.accepted + self.rejected
        return wilson(self.accepted, decided) if decided else None


def by_rule(study: Study) -> tuple[Use, ...]:
    """Return each rule's use, in the order of the codebooks."""
    tally = _Tally(study)
    return tuple(
        tally.use(code.id, (rule,), rule.id, rule.pattern or rule.tokens, rule.where)
        for code in study.codes
        for rule in code.rules
    )


def by_code(study: Study) -> tuple[Use, ...]:
    """Return the use of each code's rules together, those of codes without rules too."""
    tally = _Tally(study)
    return tuple(tally.use(code.id, code.rules) for code in study.codes)


def untouched(study: Study) -> tuple[Segment, ...]:
    """Return the respondents' segments in which no rule of any code matched, in order."""
    matched: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for hit in study.hits:
        matched[hit.segment.transcript, hit.segment.turn].append(hit.segment.span)
    return tuple(
        one
        for one in respondents_segments(study)
        if not any(span.overlaps(one.span) for span in matched[one.transcript, one.turn])
    )


def respondents_segments(study: Study) -> tuple[Segment, ...]:
    """Return what respondents said, segment by segment, in order."""
    said = {
        (transcript.name, turn.number)
        for transcript in study.transcripts
        for turn in transcript.turns
        if turn.role == "respondent"
    }
    return tuple(one for one in study.segments if (one.transcript, one.turn) in said)


def spread(segments: Sequence[Segment], number: int) -> tuple[Segment, ...]:
    """Return so many of these segments, evenly spread over them."""
    if number >= len(segments):
        return tuple(segments)
    return tuple(segments[at * len(segments) // number] for at in range(number))


class _Tally:
    """Counts over a study, made once."""

    def __init__(self, study: Study) -> None:
        self._hits: dict[str, set[tuple[str, Span]]] = defaultdict(set)
        for hit in study.hits:
            self._hits[hit.rule].add((hit.segment.transcript, hit.segment.span))
        self._proposed = Counter(coding.rule for coding in study.proposals)
        self._accepted = _decided(study.codings)
        self._rejected = _decided(study.rejected)

    def use(
        self, code: str, rules: Iterable[Rule], name: str = "", pattern: str = "", where: str = ""
    ) -> Use:
        ids = {rule.id for rule in rules}
        found = set().union(*(self._hits[each] for each in ids))
        return Use(
            code=code,
            rule=name,
            pattern=pattern,
            where=where,
            matches=len(found),
            codings=sum(self._proposed[each] for each in ids),
            transcripts=len({transcript for transcript, _ in found}),
            accepted=sum(self._accepted[each] for each in ids),
            rejected=sum(self._rejected[each] for each in ids),
        )


def _decided(codings: Iterable[Coding]) -> Counter[str]:
    return Counter(coding.rule for coding in codings if coding.rule and coding.coder)
