from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model import CONTEXT, Decision, Span, Transcript, Turn
from qualcode.review.placing import place
from qualcode.review.standing import by_time, in_order, migrations, origin, that_stand, undone

CODES = {"cost": "barrier", "trust": "neutral"}


def decision(action: Any, *, at: int, code: str = "", target: str = "") -> Decision:
    """A decision stored as `d<at>`, `at` minutes after eight."""
    time = f"2026-03-12T08:{at:02}:00.000000Z"
    return Decision(f"d{at}", time, at, "An", action, code=code, target=target)


def undo(target: str, *, at: int) -> Decision:
    return decision("undo", at=at, target=target)


def test_two_undos_of_one_decision_take_it_back_until_both_are_undone() -> None:
    twice = [decision("reject", at=1), undo("d1", at=2), undo("d1", at=3)]
    assert undone(twice) == {"d1"}
    assert undone([*twice, undo("d2", at=4)]) == {"d1", "d2"}
    assert undone([*twice, undo("d2", at=4), undo("d3", at=5)]) == {"d2", "d3"}


def test_an_undo_of_an_undo_is_about_what_was_decided_in_the_end() -> None:
    log = [decision("accept", at=1), undo("d1", at=2), undo("d2", at=3)]
    known = in_order(log)
    assert [origin(one, known).id for one in log] == ["d1", "d1", "d1"]
    assert [one.id for one in that_stand(reversed(log))] == ["d1", "d3"]


def test_an_undo_of_what_is_not_here_is_about_itself() -> None:
    lost = undo("d9", at=2)
    assert origin(undo("d2", at=3), in_order([lost])) == lost


def test_undos_in_a_circle_do_not_hang() -> None:
    circle = [undo("d2", at=1), undo("d1", at=2)]
    assert undone([*circle, undo("d3", at=3)]) == {"d2", "d3"}


@pytest.mark.parametrize("length", [0, 1, 2, 999, 1000])
def test_of_a_chain_of_undos_every_second_one_counts(length: int) -> None:
    chain = [Decision(f"u{n}", "", n, "An", "undo", target=f"u{n - 1}") for n in range(length)]
    gone = undone(reversed(chain))
    assert [undo.id in gone for undo in chain] == [(length - n) % 2 == 0 for n in range(length)]


UNDOS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8)), unique_by=lambda pair: pair[0], max_size=9
)


@given(pairs=UNDOS, random=st.randoms(use_true_random=False))
def test_what_is_undone_does_not_depend_on_the_order(
    pairs: list[tuple[int, int]], random: Any
) -> None:
    log = [undo(f"d{target}", at=at) for at, target in pairs]
    shuffled = random.sample(log, len(log))
    assert undone(shuffled) == undone(log)


@given(pairs=UNDOS)
def test_an_undo_that_stands_has_taken_its_target_back(pairs: list[tuple[int, int]]) -> None:
    """Circles, which no program makes, have no right answer."""
    log = [undo(f"d{target}", at=at) for at, target in pairs if target < at]
    gone = undone(log)
    assert {d.target for d in log if d.id not in gone} == gone


def test_decisions_count_in_order_of_time_coder_sequence_and_id() -> None:
    first = decision("add", at=1)
    later = [
        replace(first, id="d0", sequence=2),
        replace(first, id="d0a", coder="Bình", sequence=0),
        replace(first, id="a", time="2026-03-12T09:00:00.000000Z", sequence=0),
    ]
    assert list(in_order([*reversed(later), first, first]).values()) == [first, *later]


def moved(*steps: tuple[str, str, str], codes: Sequence[str] = ("cost", "trust")) -> dict[str, str]:
    """What codes are called after these migrations, one a minute."""
    log = [decision(a, at=at, code=old, target=new) for at, (a, old, new) in enumerate(steps)]
    return migrations(log, codes)


def test_a_chain_of_names_is_followed_to_its_end() -> None:
    steps = [("rename", "price", "fee"), ("merge", "fee", "cost")]
    assert moved(*steps) == moved(*reversed(steps)) == {"price": "cost", "fee": "cost"}


def test_a_chain_that_ends_in_a_retired_code_retires_them_all() -> None:
    assert moved(("rename", "price", "fee"), ("retire", "fee", "")) == {"price": "", "fee": ""}


def test_a_chain_ends_at_a_code_that_a_codebook_has() -> None:
    assert moved(("rename", "price", "cost"), ("rename", "cost", "trust")) == {"price": "cost"}


def test_names_in_a_circle_stay_as_they_are() -> None:
    circle = moved(("rename", "price", "fee"), ("rename", "fee", "price"))
    assert circle == {"price": "price", "fee": "fee"}


def test_the_latest_word_on_a_code_counts() -> None:
    assert moved(("rename", "price", "cost"), ("rename", "price", "trust")) == {"price": "trust"}
    assert moved(("retire", "price", ""), ("rename", "price", "trust")) == {"price": "trust"}


@given(
    pairs=st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from(["cost", *"abcdef"])),
        unique_by=lambda pair: pair[0],
    ),
    random=st.randoms(use_true_random=False),
)
def test_renamings_in_any_order_give_the_same_names(
    pairs: list[tuple[str, str]], random: Any
) -> None:
    steps = [("rename", old, new) for old, new in pairs]
    assert moved(*random.sample(steps, len(steps))) == moved(*steps)


def talk(name: str, *answers: str) -> Transcript:
    text, turns = "", []
    for number, words in enumerate(answers, start=1):
        text += "NTL: "
        turns.append(Turn(number, "NTL", "respondent", Span(len(text), len(text) + len(words))))
        text += words + "\n"
    return Transcript(name, text, tuple(turns))


ONE = talk("pvs_01", "Tiền đâu ra mà đóng hả em.", "Cả nhà tôi làm ruộng.", "Không ai nói cả.")
TWO = talk("pvs_02", "Tôi tham gia ba năm rồi.", "Chồng tôi chạy xe.", "Đóng ở bưu điện xã thôi.")


def on(transcript: Transcript, turn: int = 1, *, at: int = 1) -> Decision:
    """A decision on the words of a turn."""
    span = transcript.turns[turn - 1].span
    return replace(
        decision("add", at=at, code="cost"),
        transcript=transcript.name,
        sha256=transcript.sha256,
        span=span,
        exact=span.of(transcript.text),
        prefix=transcript.text[max(0, span.start - CONTEXT) : span.start],
        suffix=transcript.text[span.end : span.end + CONTEXT],
    )


def homes(decisions: Sequence[Decision], *now: Transcript) -> list[str]:
    """The transcripts in which the decisions stand now."""
    return [item.transcript for item in place(decisions, now, CODES).placed]


def test_decisions_follow_their_text_when_two_files_swap_names() -> None:
    log = [on(ONE, at=1), on(TWO, at=2)]
    swapped = replace(ONE, name="pvs_02"), replace(TWO, name="pvs_01")
    assert homes(log, *swapped) == ["pvs_02", "pvs_01"]


def test_decisions_follow_their_text_when_files_are_numbered_anew() -> None:
    log = [on(ONE, at=1), on(TWO, at=2)]
    new = talk("pvs_01", "Tôi mới về đây.")
    numbered = new, replace(ONE, name="pvs_02"), replace(TWO, name="pvs_03")
    assert homes(log, *numbered) == ["pvs_02", "pvs_03"]


def test_decisions_stay_with_the_edited_text_though_the_old_one_is_kept_beside_it() -> None:
    edited = talk("pvs_01", "Tiền đâu ra mà đóng.", "Cả nhà tôi làm ruộng.", "Không ai nói cả.")
    assert homes([on(ONE, 2)], edited, replace(ONE, name="pvs_01_cũ")) == ["pvs_01"]


def test_a_decision_on_a_turn_that_was_divided_is_in_doubt() -> None:
    text = ONE.text.replace("mà đóng", "\nPVV: Dạ.\nNTL: mà đóng")
    spans = [Span(5, 17), Span(23, 26), Span(32, 47)]
    roles: Sequence[Any] = ("respondent", "interviewer", "respondent")
    turns = (
        Turn(n, "", role, span)
        for n, (span, role) in enumerate(zip(spans, roles, strict=True), start=1)
    )
    placement = place([on(ONE)], [Transcript("pvs_01", text, tuple(turns))], CODES)
    assert placement.placed == ()
    assert [doubt.transcript for doubt in placement.doubts] == ["pvs_01"]


def test_placed_decisions_and_doubts_are_in_order_of_time() -> None:
    log = [on(TWO, at=1), on(ONE, at=2), on(talk("gone", "Hết."), at=3), on(TWO, 2, at=4)]
    placement = place(reversed(log), [ONE, TWO], CODES)
    assert [item.decision.id for item in placement.placed] == ["d1", "d2", "d4"]
    assert [doubt.decision.id for doubt in placement.doubts] == ["d3"]
    assert sorted(log, key=by_time) == log
