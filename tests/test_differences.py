from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from coders import FIRST, SECOND, TALK, make

from qualcode.model import (
    Bilingual,
    Code,
    Codebook,
    Coding,
    Decision,
    Settings,
    Span,
    Study,
)
from qualcode.review.differences import Difference, Side, differences

OTHER_TURN = Span(73, 87)
PROPOSED = Coding("t1", 1, FIRST, "cost", "barrier", rule="#ab12")
BOOK = Codebook(
    "b", "1", (Code("cost", Bilingual("Tiền", "Cost")), Code("trust", Bilingual("", "")))
)


def seen(coder: str, turn: int = 1) -> Decision:
    return make("seen", coder, TALK.turns[turn - 1].span, at=50, code="")


def found(
    *decisions: Decision, proposals: Sequence[Coding] = (PROPOSED,)
) -> tuple[Difference, ...]:
    return differences(
        Study(
            Settings(),
            codebooks=(BOOK,),
            transcripts=(TALK,),
            decisions=decisions,
            proposals=tuple(proposals),
        )
    )


def test_one_yes_and_one_no_differ() -> None:
    assert found(make("accept", "An"), make("reject", "Bình")) == (
        Difference(
            "t1", 1, "cost", FIRST, (Side("An", "yes", (FIRST,)), Side("Bình", "no", (FIRST,)))
        ),
    )


def test_who_agree_do_not_differ() -> None:
    assert found(make("accept", "An"), make("accept", "Bình")) == ()
    assert found(make("reject", "An"), make("reject", "Bình")) == ()
    assert found(make("add", "An", Span(5, 20)), make("add", "Bình", Span(10, 31))) == ()


def test_a_transcript_in_which_one_worked_has_no_differences() -> None:
    assert found(make("add", "An", SECOND), seen("An")) == ()


@pytest.mark.parametrize("sign", [seen("Bình"), make("add", "Bình", SECOND, code="trust")])
def test_who_read_the_turn_or_decided_in_it_did_not_give_the_code(sign: Decision) -> None:
    log = (make("add", "An"), sign)
    differing = [one for one in found(*log, proposals=()) if one.code == "cost"]
    assert [one.sides for one in differing] == [
        (Side("An", "yes", (FIRST,)), Side("Bình", "absent"))
    ]


@pytest.mark.parametrize("sign", [seen("Bình"), make("add", "Bình", SECOND, code="trust")])
def test_who_left_what_a_rule_proposed_alone_has_no_side(sign: Decision) -> None:
    assert [one for one in found(make("accept", "An"), sign) if one.code == "cost"] == []


def test_who_worked_elsewhere_in_the_transcript_has_no_side() -> None:
    assert found(make("accept", "An"), seen("Bình", 2)) == ()


def test_a_difference_reaches_over_all_words_that_anyone_coded() -> None:
    (one,) = found(
        make("add", "An", Span(5, 20)), make("reject", "Bình", Span(15, 40)), proposals=()
    )
    assert one.span == Span(5, 40)
    assert [side.spans for side in one.sides] == [(Span(5, 20),), (Span(15, 40),)]


def test_a_side_has_its_coders_latest_memo_there() -> None:
    memos = [make("memo", "An", at=at, note=note) for at, note in enumerate(["một", "hai"], 5)]
    elsewhere = make("memo", "An", SECOND, at=8, note="chỗ khác")
    (one,) = found(make("accept", "An"), *memos, elsewhere, make("reject", "Bình"))
    assert [side.memo for side in one.sides] == ["hai", ""]


def test_what_was_settled_stays_in_the_list_with_the_verdict() -> None:
    open_ = found(make("accept", "An"), make("reject", "Bình"))
    first = make("adjudicate", "Dung", at=20, target="accept", note="đúng")
    last = make("adjudicate", "Dung", at=21, target="reject", note="sau khi bàn lại")
    settled = found(make("accept", "An"), make("reject", "Bình"), first, last)
    assert settled == (replace(open_[0], settled=last),)


def test_who_only_settles_has_no_side() -> None:
    verdict = make("adjudicate", "Dung", at=20, target="accept", note="đúng")
    assert found(make("accept", "An"), verdict) == ()


def test_what_was_taken_back_is_no_longer_a_side() -> None:
    undo = replace(make("undo", "Bình", at=9), code="", target="Bình0", transcript="")
    assert found(make("accept", "An"), make("reject", "Bình"), undo) == ()


def test_decisions_on_a_renamed_code_are_compared_under_its_new_name() -> None:
    renamed = make("rename", "Dung", at=30, code="price", target="cost")
    (one,) = found(make("add", "An", code="price"), make("reject", "Bình"), renamed)
    assert one.code == "cost"


def test_differences_are_in_order_of_place_and_code() -> None:
    log = [
        make("add", "An", OTHER_TURN, at=1),
        make("add", "An", SECOND, at=2, code="trust"),
        make("add", "An", SECOND, at=3),
        make("accept", "An", at=4),
        make("reject", "Bình", at=5),
        seen("Bình"),
        replace(seen("Bình", 2), id="Bình51"),
    ]
    assert [(one.span, one.code) for one in found(*log)] == [
        (FIRST, "cost"),
        (SECOND, "cost"),
        (SECOND, "trust"),
        (OTHER_TURN, "cost"),
    ]


def test_who_read_past_what_a_model_had_proposed_does_not_differ() -> None:
    accepted = replace(make("accept", "An"), model="qualcode 1", probability=0.7)
    assert found(accepted, seen("Bình"), proposals=()) == ()
    assert found(replace(accepted, model=""), seen("Bình"), proposals=()) != ()


def test_one_yes_and_one_no_to_what_a_model_had_proposed_differ() -> None:
    yes, no = (
        replace(make(action, coder), model="qualcode 1", probability=0.7)
        for action, coder in (("accept", "An"), ("reject", "Bình"))
    )
    [difference] = found(yes, no, proposals=())
    assert [side.verdict for side in difference.sides] == ["yes", "no"]
