"""How much of a code is found, told by a check sample of what nobody has read."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from qualcode.learning.work.drawing import bounds, without_any
from qualcode.learning.work.stopping import (
    ANY,
    TARGET,
    Progress,
    Sample,
    draw,
    drawn,
    progress,
    read,
    verdict,
)
from qualcode.model import (
    Bilingual,
    Code,
    Codebook,
    Coding,
    Segment,
    Settings,
    Span,
    Study,
    Transcript,
    Turn,
)

PAPERS, INCOME = "institutional.procedures", "affordability.income"
SAID = "Giấy tờ lằng nhằng lắm."
BOOK = Codebook("test", "1", tuple(Code(name, Bilingual(name, name)) for name in (PAPERS, INCOME)))
Turns = Iterable[tuple[str, int]]


def talk(name: str, length: int) -> Transcript:
    """Respondents' turns of the same words: what they are about is told by the codings."""
    line = f"NTL: {SAID}\n"
    spans = (Span(n * len(line) + 5, (n + 1) * len(line) - 1) for n in range(length))
    turns = tuple(Turn(n, "NTL", "respondent", span) for n, span in enumerate(spans, 1))
    return Transcript(name, line * length, turns)


def study_of(length: int = 100, names: Iterable[str] = ("t1",)) -> Study:
    transcripts = tuple(talk(name, length) for name in names)
    segments = tuple(
        Segment(transcript.name, turn.number, turn.span)
        for transcript in transcripts
        for turn in transcript.turns
    )
    return Study(Settings(), (BOOK,), transcripts, segments=segments)


def of(numbers: Iterable[int], name: str = "t1") -> list[tuple[str, int]]:
    return [(name, number) for number in numbers]


def found(study: Study, turns: Turns, code: str = PAPERS) -> Study:
    """The study after somebody gave the code to these turns."""
    new = tuple(
        Coding(name, number, Span(0, 1), code, origin="Lan", status="added", coder="Lan")
        for name, number in turns
    )
    return replace(study, codings=tuple(dict.fromkeys((*study.codings, *new))))


def struck(study: Study, turns: Turns, code: str = PAPERS) -> Study:
    new = tuple(Coding(n, t, Span(0, 1), code, status="rejected", coder="Lan") for n, t in turns)
    return replace(study, rejected=(*study.rejected, *new))


def seen(study: Study, turns: Turns) -> Study:
    return replace(study, seen={**study.seen, **dict.fromkeys(turns, ("Lan",))})


def reads(study: Study, turns: Turns, truth: Mapping[str, Turns]) -> Study:
    """The study after somebody read these turns and gave them the codes that they have."""
    turns = [*turns]
    for code, having in truth.items():
        study = found(study, {*having} & {*turns}, code)
    return seen(study, turns)


def told(study: Study, sample: Sample | None = None, code: str = PAPERS) -> Progress:
    return next(one for one in progress(study, sample=sample) if one.code == code)


# The draw


def test_a_draw_can_be_repeated_and_another_seed_draws_others() -> None:
    study = study_of()
    assert draw(study, 20, 7) == draw(study, 20, 7)
    assert draw(study, 20, 7).turns != draw(study, 20, 8).turns


def test_a_longer_draw_is_the_same_and_some_more() -> None:
    study = study_of()
    assert draw(study, 60, 1).turns[:20] == draw(study, 20, 1).turns


def test_a_draw_is_of_respondents_turns_that_nobody_has_read() -> None:
    study = seen(study_of(30), of(range(1, 21)))
    first = study.transcripts[0]
    asked = replace(first, turns=(*first.turns[:-1], replace(first.turns[-1], role="interviewer")))
    sample = draw(replace(study, transcripts=(asked,)), 50)
    assert sorted(sample.turns) == of(range(21, 30))


def test_a_draw_is_in_no_order_of_the_talk() -> None:
    sample = draw(study_of(), 30)
    assert [*sample.turns] != sorted(sample.turns)


def test_another_transcript_leaves_the_order_of_the_draw() -> None:
    alone, both = draw(study_of(20), 20), draw(study_of(20, ("t1", "t2")), 40)
    assert [turn for turn in both.turns if turn[0] == "t1"] == [*alone.turns]


def test_every_turn_is_drawn_as_often_as_any() -> None:
    """Chi squared over 1,000 draws of 10 of 20: 19 degrees of freedom, p = 0.001 at 43.82."""
    study = study_of(20)
    times = dict.fromkeys(range(1, 21), 0)
    for seed in range(1000):
        for _, number in draw(study, 10, seed).turns:
            times[number] += 1
    # Drawn without putting back, counts vary half as much as independent ones.
    assert sum((count - 500) ** 2 / 500 for count in times.values()) * 2 < 43.82


# What a sample tells of a population


@pytest.mark.parametrize(
    ("count", "size", "low", "high"),
    [(0, 10, 0.0, 0.3085), (1, 10, 0.0025, 0.4450), (5, 10, 0.1871, 0.8129), (10, 10, 0.6915, 1.0)],
)
def test_in_a_large_population_the_bounds_are_those_of_clopper_and_pearson(
    count: int, size: int, low: float, high: float
) -> None:
    """Exact binomial limits, e.g. Newcombe, Statistics in Medicine 1998;17:857-872, method 5."""
    least, most = bounds(count, size, 1_000_000)
    assert (least / 1e6, most / 1e6) == pytest.approx((low, high), abs=5e-5)


def test_the_rule_of_three_at_the_upper_bounds_confidence() -> None:
    """-ln 0.025 = 3.69 takes the place of 3 = -ln 0.05 (Hanley & Lippman-Hand, JAMA 1983)."""
    assert bounds(0, 300, 1_000_000)[1] / 1e6 == pytest.approx(3.69 / 300, rel=0.01)
    assert without_any(10_000, 1_000_000) == pytest.approx(369, rel=0.01)


def test_nothing_drawn_tells_nothing_and_all_drawn_tells_all() -> None:
    assert bounds(0, 0, 50) == (0, 50)
    assert bounds(7, 50, 50) == (7, 7)


@given(st.integers(1, 60), st.data())
def test_bounds_hold_what_was_found_and_leave_out_what_was_not(
    of: int, data: st.DataObject
) -> None:
    size = data.draw(st.integers(0, of))
    count = data.draw(st.integers(0, size))
    least, most = bounds(count, size, of)
    assert count <= least <= most <= of - (size - count)


@given(st.integers(1, 80), st.data())
def test_the_least_sample_without_any_is_where_the_bound_falls(
    of: int, data: st.DataObject
) -> None:
    marked = data.draw(st.integers(1, of))
    size = without_any(marked, of)
    assert bounds(0, size, of)[1] < marked
    assert size == 0 or bounds(0, size - 1, of)[1] >= marked


# Recall


def test_without_a_check_sample_nothing_is_estimated() -> None:
    study = found(seen(study_of(), of(range(1, 41))), of(range(1, 20)))
    one = told(study)
    assert (one.recall, one.remaining, one.sampled) == (None, None, 0)
    assert (one.found, one.unread) == (19, 60)
    assert one.recall_high == 1.0
    assert one.recall_low == 19 / 79
    assert not one.enough


def test_once_every_turn_is_read_all_is_found() -> None:
    study = found(seen(study_of(10), of(range(1, 11))), of([3, 4]))
    one = told(study)
    assert (one.unread, one.recall, one.recall_low) == (0, 1.0, 1.0)
    assert verdict(one).en == "every turn is read, all is found"


def test_a_sample_without_anything_new_says_that_enough_is_found() -> None:
    truth = {PAPERS: of(range(1, 101))}
    before = reads(study_of(400), of(range(1, 201)), truth)
    sample = draw(before, 120)
    after = told(reads(before, sample.turns, truth), sample)
    assert (after.new, after.sampled, after.recall) == (0, 120, 1.0)
    assert after.recall_low >= TARGET
    assert verdict(after).en == "you have probably found at least 95 %"


def test_a_sample_that_is_too_small_says_how_large_it_must_be() -> None:
    truth = {PAPERS: of(range(1, 101))}
    before = reads(study_of(400), of(range(1, 201)), truth)
    sample = draw(before, 20)
    small = told(reads(before, sample.turns, truth), sample)
    assert not small.enough
    assert str(small.needed) in verdict(small).en
    larger = draw(before, small.needed)
    assert told(reads(before, larger.turns, truth), larger).enough
    smaller = draw(before, small.needed - 1)
    assert not told(reads(before, smaller.turns, truth), smaller).enough


def test_the_sample_asked_for_before_any_is_read_is_enough_if_nothing_is_new() -> None:
    truth = {PAPERS: of(range(1, 101))}
    before = reads(study_of(400), of(range(1, 201)), truth)
    needed = told(before).needed
    assert verdict(told(before)).en == f"can't be told yet; read a check sample of {needed} turns"
    sample = draw(before, needed)
    assert told(reads(before, sample.turns, truth), sample).enough


def test_with_few_found_it_is_said_that_only_reading_tells() -> None:
    study = found(seen(study_of(200), of(range(1, 101))), of(range(1, 11)))
    assert "nearly all" in verdict(told(study)).en


def test_what_the_sample_finds_is_new_and_points_to_more() -> None:
    truth = {PAPERS: of(range(1, 401, 4))}
    before = reads(study_of(400), of(range(1, 201)), truth)
    sample = draw(before, 60)
    after = told(reads(before, sample.turns, truth), sample)
    assert after.new == len({*truth[PAPERS]} & {*sample.turns}) > 0
    assert after.remaining == pytest.approx(200 * after.new / 60 - after.new)
    assert after.least <= 50 - after.new <= after.most
    assert "draw another" in verdict(after).en


def test_what_was_known_before_the_draw_is_not_new() -> None:
    before = found(study_of(50), of(range(1, 51)))
    sample = draw(before, 50)
    after = told(seen(before, sample.turns), sample)
    assert (after.sampled, after.new, after.found) == (0, 0, 50)


def test_a_code_struck_in_a_turn_is_told_for_it_and_for_no_other_code() -> None:
    before = struck(study_of(50), of(range(1, 11)))
    assert told(before).unread == 40
    assert told(before, code=INCOME).unread == 50


def test_what_is_found_or_read_after_the_sample_is_left_no_more() -> None:
    truth = {PAPERS: of([1, 2, 3])}
    before = reads(study_of(200), of(range(1, 51)), truth)
    sample = draw(before, 60)
    study = reads(before, sample.turns, truth)
    others = [turn for turn in of(range(51, 201)) if turn not in sample.turns]
    less, more = told(study, sample), told(found(study, others[:3]), sample)
    assert (less.unread, more.unread) == (90, 87)
    assert more.most == less.most - 3
    assert told(seen(study, others[:80]), sample).unread == 10


def test_a_sample_made_longer_after_more_was_found_is_as_long_as_it_was_said_to_be() -> None:
    truth = {PAPERS: of(range(1, 101))}
    before = reads(study_of(400), of(range(1, 201)), truth)
    sample = draw(before, 20)
    read_it = reads(before, sample.turns, truth)
    longest = draw(before, 190).turns
    later = [turn for turn in of(range(201, 401)) if turn not in longest][:3]
    study = found(read_it, later)
    needed = told(study, sample).needed
    assert needed < told(read_it, sample).needed
    for size, enough in ((needed, True), (needed - 1, False)):
        longer = draw(before, size)
        assert told(reads(study, longer.turns, truth), longer).enough == enough


def test_a_turn_known_to_have_a_code_is_not_guessed_to_have_any() -> None:
    suggested = Coding("t1", 5, Span(0, 1), INCOME, origin="model", probability=0.5)
    study = found(replace(study_of(), suggestions=(suggested,)), of([5]))
    assert told(study, code=INCOME).guess == 0.5
    assert told(study, code=ANY).guess == 0


def test_of_any_code_a_turn_counts_once() -> None:
    study = found(found(study_of(20), of([1, 2])), of([2, 3]), INCOME)
    one = told(study, code=ANY)
    assert (one.found, one.unread) == (3, 17)


def test_only_the_first_of_a_sample_count_up_to_one_that_is_unread() -> None:
    before = study_of()
    sample = draw(before, 30)
    some = seen(before, [*sample.turns[:10], *sample.turns[11:20]])
    assert read(some, sample) == sample.turns[:10]
    assert told(some, sample).sampled == 10


def test_proposals_are_not_found_and_the_models_guess_is_no_estimate() -> None:
    chances = {1: 0.5, 2: 0.25, 3: 0.9}
    suggested = tuple(
        Coding("t1", n, Span(0, 1), PAPERS, origin="model", probability=p)
        for n, p in chances.items()
    )
    twice = replace(suggested[1], span=Span(2, 3), probability=0.1)
    study = replace(study_of(), suggestions=(*suggested, twice), codings=suggested)
    one = told(seen(study, of([3])))
    assert (one.found, one.remaining) == (0, None)
    assert one.guess == pytest.approx(0.75)
    assert told(study, code=ANY).guess == pytest.approx(1.65)


def test_the_moment_of_the_draw_is_found_again_once_the_sample_is_read() -> None:
    """Read 1 to 40, draw, read the sample, then go on with 41 to 50."""
    first = seen(study_of(), of(range(1, 41)))
    sample = draw(first, 15)
    read_all = seen(first, sample.turns)
    now = seen(read_all, of(range(41, 51)))
    states = {"0": study_of(), "1": first, "2": read_all, "3": now}
    assert drawn(now, 15, 1, [*states], states.__getitem__) == "1"
    assert draw(states["1"], 15) == sample


def test_of_a_sample_that_nobody_read_no_moment_is_found() -> None:
    now = seen(study_of(), of(range(1, 21)))
    states = {"0": study_of(), "1": now}
    assert drawn(now, 40, 1, [*states], states.__getitem__) is None


# Laws

numbers = st.sets(st.integers(1, 60))


@given(numbers, numbers, numbers, st.integers(0, 60), st.integers(0, 60))
def test_recall_is_a_share_and_lies_in_its_interval(
    having: set[int], reading: set[int], more: set[int], size: int, seed: int
) -> None:
    truth = {PAPERS: of(having), INCOME: of(more)}
    before = reads(study_of(60), of(reading), truth)
    sample = draw(before, size, seed)
    for one in progress(reads(before, sample.turns, truth), sample=sample):
        assert 0 <= one.recall_low <= one.recall_high <= 1
        assert 0 <= one.least <= one.most <= one.unread
        assert one.recall is None or 0 <= one.recall <= 1


@given(numbers, numbers, st.integers(1, 60), st.integers(1, 40))
@hypothesis_settings(max_examples=60)
def test_to_find_more_never_lowers_recall(
    having: set[int], reading: set[int], new: int, size: int
) -> None:
    truth = {PAPERS: of(having)}
    before = reads(study_of(60), of(reading), truth)
    sample = draw(before, size)
    assume(("t1", new) not in sample.turns)
    study = reads(before, sample.turns, truth)
    less, more = told(study, sample), told(found(study, of([new])), sample)
    assert more.recall_low >= less.recall_low
    assert more.recall_high >= less.recall_high
    assert more.recall is not None
    assert less.recall is not None
    assert more.recall >= less.recall


@pytest.mark.parametrize(("left", "size"), [(4, 60), (15, 60), (30, 40), (60, 90)])
def test_the_interval_holds_the_true_recall_in_93_of_100_draws(left: int, size: int) -> None:
    """The coder found 80 in 200 turns; of 300 that are left some have it that nobody knows of."""
    chance = random.Random(left)  # noqa: S311 - where the code is, no secret
    truth = {PAPERS: of([*range(1, 81), *chance.sample(range(201, 501), left)])}
    before = reads(study_of(500), of(range(1, 201)), truth)
    held = estimated = 0.0
    draws = 300
    for seed in range(draws):
        sample = draw(before, size, seed)
        one = told(reads(before, sample.turns, truth), sample)
        recall = one.found / (80 + left)
        held += one.recall_low <= recall <= one.recall_high
        assert one.remaining is not None
        estimated += one.remaining + one.new
    assert held / draws >= 0.93
    # The estimate itself is without bias: its mean is what is there.
    assert estimated / draws == pytest.approx(left, rel=0.12)


def test_the_claim_of_95_percent_is_seldom_false() -> None:
    """A tenth of the code is left: whoever looks once is told otherwise in one of 40 draws."""
    truth = {PAPERS: of([*range(1, 181), *range(201, 600, 20)])}
    before = reads(study_of(600), of(range(1, 201)), truth)
    false = 0
    for seed in range(200):
        sample = draw(before, 60, seed)
        one = told(reads(before, sample.turns, truth), sample)
        false += one.enough and one.found / 200 < TARGET
    assert false / 200 <= 0.05
