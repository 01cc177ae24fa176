"""The same words, or nearly the same, that two coders judged otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from qualcode.language.normalise import strip_accents
from qualcode.learning.coded import Codings
from qualcode.learning.likeness.consistency import Neighbour, Oddity
from qualcode.learning.likeness.similar import LEAST, pairs
from qualcode.learning.likeness.space import Space
from qualcode.learning.passages import Passage, in_order, place
from qualcode.model import Segment, Study
from qualcode.review.differences import differences
from qualcode.review.placing import Placed
from qualcode.review.placing import place as placed_in
from qualcode.review.voices import Vote, listen, readers

THRESHOLD = 0.8
Verdicts = Mapping[str, Mapping[str, bool]]
"""Code → coder → whether she gave it."""


def between(study: Study) -> tuple[Oddity, ...]:
    """Return where coders differ that is not settled: on the same words, then on such as these."""
    found = [*_on_the_same(study), *_on_nearly_the_same(study)]
    return tuple(sorted(found, key=lambda one: (-one.oddness, place(one.segment), one.code)))


def _on_the_same(study: Study) -> Iterator[Oddity]:
    for one in differences(study):
        if one.settled:
            continue
        segment = Segment(one.transcript, one.turn, one.span)
        yes = next(side for side in one.sides if side.verdict == "yes")
        others = tuple(
            Neighbour(segment, 1.0, side.verdict == "yes", side.coder)
            for side in one.sides
            if side is not yes
        )
        yield Oddity(segment, one.code, True, 1.0, others, yes.coder)  # noqa: FBT003 - has it


def _on_nearly_the_same(study: Study) -> Iterator[Oddity]:
    passages = in_order(study)
    verdicts = _verdicts(study, passages)
    space = Space([one.text for one in passages], study.settings.variants)
    keys = {number: space.keys(passages[number].text) for number in verdicts}
    written = {n: strip_accents(" ".join(own)) for n, own in keys.items() if len(own) >= LEAST}
    near: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for one, other, alike in pairs(space, written, THRESHOLD):
        near[one].append((other, alike))
        near[other].append((one, alike))
    for number, others in sorted(near.items()):
        for code, by_coder in sorted(verdicts[number].items()):
            for coder in sorted(name for name, has in by_coder.items() if has):
                against = tuple(
                    Neighbour(passages[other].segment, round(alike, 6), has=False, coder=name)
                    for other, alike in sorted(others, key=lambda each: (-each[1], each[0]))
                    for name, has in sorted(verdicts[other].get(code, {}).items())
                    if not has and name != coder
                )
                if against:
                    alike = against[0].similarity
                    yield Oddity(
                        passages[number].segment,
                        code,
                        has=True,
                        oddness=alike,
                        neighbours=against,
                        coder=coder,
                    )


def _verdicts(study: Study, passages: Sequence[Passage]) -> dict[int, Verdicts]:
    """Return who gave each passage which code, and who did not: struck it, or read and left it."""
    placed = placed_in(study.decisions, study.transcripts, study.valences).placed
    votes = _by_turn(study, placed)
    read, proposed = readers(placed), Codings(study.proposals)
    found: dict[int, Verdicts] = {}
    for number, passage in enumerate(passages):
        segment, told = passage.segment, defaultdict[str, dict[str, bool]](dict)
        in_turn = votes.get(passage.turn, ())
        # Nothing is known of a sentence beside one that the same coder gave the code.
        known = {(vote.coder, vote.coding.code) for vote in in_turn}
        open_ = {coding.code for coding in proposed.in_turn(segment)}
        for code in {code.id for code in study.codes} - open_:
            for coder in read.get(passage.turn, ()):
                if (coder, code) not in known:
                    told[code][coder] = False
        for vote in in_turn:
            if vote.coding.span.overlaps(segment.span):
                own = told[vote.coding.code]
                own[vote.coder] = own.get(vote.coder, False) or vote.is_yes
        if told:
            found[number] = told
    return found


def _by_turn(study: Study, placed: Sequence[Placed]) -> dict[tuple[str, int], list[Vote]]:
    found: defaultdict[tuple[str, int], list[Vote]] = defaultdict(list)
    for votes in listen(study.proposals, placed, study.valences).votes.values():
        for vote in votes:
            found[vote.coding.transcript, vote.coding.turn].append(vote)
    return dict(found)
