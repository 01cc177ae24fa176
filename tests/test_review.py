from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model import (
    CONTEXT,
    Bilingual,
    Coding,
    Decision,
    Span,
    Transcript,
    Turn,
    Valence,
)
from qualcode.review import Review, review, undone

CODES: dict[str, Valence] = {"cost": "barrier", "trust": "neutral"}
FIRST = "Tiền đâu ra mà đóng hả em. Tháng nào cũng thiếu trước hụt sau."
SECOND = "Tôi chưa nghe nói bảo hiểm bao giờ. Cán bộ có xuống đâu mà biết."


def document(first: str = FIRST, second: str = SECOND, name: str = "t1") -> Transcript:
    text, turns = "", []
    for number, words in enumerate(["Chị có đóng không?", first, second], start=1):
        text += "PVV: " if number == 1 else "NTL: "
        span = Span(len(text), len(text) + len(words))
        turns.append(Turn(number, text, "interviewer" if number == 1 else "respondent", span))
        text += words + "\n"
    return Transcript(name, text, tuple(turns))


TALK = document()
START = TALK.turns[1].span.start
PROPOSED = Coding(
    "t1", 2, Span(START, START + 26), "cost", "barrier", rule="#ab12", evidence=(Span(START, 30),)
)


def make(
    action: Any,
    span: Span = PROPOSED.span,
    *,
    at: int,
    coder: str = "An",
    code: str = "cost",
    target: str = "",
    note: str = "",
    talk: Transcript = TALK,
) -> Decision:
    """A decision stored as `d<at>`, `at` minutes after eight."""
    return Decision(
        id=f"d{at}",
        time=f"2026-03-12T08:{at:02}:00.000000Z",
        sequence=at,
        coder=coder,
        action=action,
        transcript=talk.name,
        sha256=talk.sha256,
        span=span,
        exact=span.of(talk.text),
        prefix=talk.text[max(0, span.start - CONTEXT) : span.start],
        suffix=talk.text[span.end : span.end + CONTEXT],
        code=code,
        note=note,
        target=target,
    )


def undo(target: str, *, at: int, coder: str = "An") -> Decision:
    return Decision(f"d{at}", f"2026-03-12T08:{at:02}:00.000000Z", at, coder, "undo", target=target)


def fold(
    decisions: Sequence[Decision],
    automatic: Sequence[Coding] = (PROPOSED,),
    talk: Sequence[Transcript] = (TALK,),
) -> Review:
    return review(automatic, decisions, talk, CODES)


def stretch(start: int, end: int) -> Span:
    return Span(START + start, START + end)


def added(span: Span, coder: str = "An", code: str = "cost") -> Coding:
    valence = "barrier" if code == "cost" else "neutral"
    turn = 2 if span.end <= TALK.turns[1].span.end else 3
    return Coding("t1", turn, span, code, valence, origin=coder, status="added", coder=coder)


def test_without_decisions_the_proposals_are_in_force() -> None:
    assert fold([]) == Review((PROPOSED,), (), (), ())


def test_an_accepted_proposal_keeps_its_rule_and_evidence() -> None:
    accepted = replace(PROPOSED, status="accepted", coder="An")
    assert fold([make("accept", at=1)]).codings == (accepted,)


def test_a_rejected_proposal_is_struck_and_kept_among_the_rejected() -> None:
    after = fold([make("reject", at=1)])
    assert after.codings == ()
    assert after.rejected == (replace(PROPOSED, status="rejected", coder="An"),)


def test_an_addition_has_its_coders_name_and_its_codes_valence() -> None:
    span = TALK.turns[2].span
    assert fold([make("add", span, at=1)]).codings == (PROPOSED, added(span))


def test_an_addition_takes_the_place_of_the_proposal_that_it_overlaps() -> None:
    span = stretch(5, 60)
    assert fold([make("add", span, at=1)]).codings == (added(span),)


def test_an_addition_leaves_other_codes_on_the_same_words_alone() -> None:
    other = added(PROPOSED.span, code="trust")
    assert fold([make("add", code="trust", at=1)]).codings == (PROPOSED, other)


def test_a_recoding_strikes_the_old_code_and_adds_the_new_one() -> None:
    after = fold([make("recode", target="trust", at=1)])
    assert after.codings == (added(PROPOSED.span, code="trust"),)
    assert after.rejected == (replace(PROPOSED, status="rejected", coder="An"),)


@pytest.mark.parametrize("span", [stretch(0, 12), stretch(20, 62), stretch(0, 62)])
def test_a_rule_that_fires_on_other_words_of_the_place_stays_rejected(span: Span) -> None:
    recut = replace(PROPOSED, span=span, rule="#zz99")
    assert fold([make("reject", at=1)], [recut]).codings == ()


def test_one_decision_governs_both_pieces_of_a_sentence_that_was_cut() -> None:
    pieces = [replace(PROPOSED, span=stretch(0, 12)), replace(PROPOSED, span=stretch(13, 26))]
    after = fold([make("accept", at=1)], pieces)
    assert [coding.status for coding in after.codings] == ["accepted", "accepted"]


def test_a_proposal_that_only_touches_the_decisions_words_is_not_governed() -> None:
    beside = replace(PROPOSED, span=stretch(26, 40))
    assert fold([make("reject", at=1)], [beside]).codings == (beside,)


def test_an_accepted_coding_outlives_its_rule() -> None:
    after = fold([make("accept", at=1)], [])
    assert after.codings == (
        Coding("t1", 2, PROPOSED.span, "cost", "barrier", "rule", "accepted", "An"),
    )


def test_an_accepted_coding_keeps_what_its_lost_rule_had_said_of_it() -> None:
    accepted = replace(make("accept", at=1), valence="enabler")
    assert [coding.valence for coding in fold([accepted], []).codings] == ["enabler"]
    struck = replace(make("reject", at=1), valence="enabler")
    assert [coding.valence for coding in fold([struck], []).rejected] == ["enabler"]


def test_a_rule_that_is_there_says_the_valence_itself() -> None:
    accepted = replace(make("accept", at=1), valence="enabler")
    assert [coding.valence for coding in fold([accepted]).codings] == ["barrier"]


def test_what_the_rule_of_the_old_code_said_is_not_said_of_the_new_one() -> None:
    after = fold([replace(make("recode", at=1, target="trust"), valence="enabler")], [])
    assert [coding.valence for coding in after.codings] == ["neutral"]
    assert [coding.valence for coding in after.rejected] == ["enabler"]


def test_a_rejection_outlives_its_rule() -> None:
    after = fold([make("reject", at=1)], [])
    assert after.codings == ()
    assert [(c.span, c.status, c.coder) for c in after.rejected] == [
        (PROPOSED.span, "rejected", "An")
    ]


def test_the_later_word_counts() -> None:
    no, yes = make("reject", at=1), make("accept", at=2, coder="Bình")
    assert fold([no, yes]).codings == (replace(PROPOSED, status="accepted", coder="Bình"),)
    assert fold([no, yes]).rejected == ()
    assert fold([yes, replace(no, time="2026-03-12T09:00:00.000000Z")]).codings == ()


def test_what_one_coder_added_another_can_strike() -> None:
    span = TALK.turns[2].span
    after = fold([make("add", span, at=1), make("reject", span, at=2, coder="Bình")], [])
    assert after.codings == ()
    assert after.rejected == (replace(added(span), status="rejected", coder="Bình"),)


def test_what_one_coder_added_another_can_accept() -> None:
    span = TALK.turns[2].span
    after = fold([make("add", span, at=1), make("accept", span, at=2, coder="Bình")], [])
    assert after.codings == (replace(added(span), status="accepted", coder="Bình"),)
    assert after.codings[0].origin == "An"


def test_of_one_coders_two_overlapping_additions_the_later_stands() -> None:
    first, second = stretch(0, 20), stretch(10, 40)
    after = fold([make("add", first, at=1), make("add", second, at=2)], [])
    assert after.codings == (added(second),)


def test_two_coders_overlapping_additions_both_stand() -> None:
    first, second = stretch(0, 20), stretch(10, 40)
    after = fold([make("add", first, at=1), make("add", second, at=2, coder="Bình")], [])
    assert after.codings == (added(first), added(second, "Bình"))


def test_a_wide_addition_leaves_what_another_coder_accepted() -> None:
    pieces = [replace(PROPOSED, span=stretch(0, 26)), replace(PROPOSED, span=stretch(27, 62))]
    accepted = [make("accept", piece.span, at=at) for at, piece in enumerate(pieces)]
    whole = make("add", stretch(0, 62), at=5, coder="Bình")
    assert set(fold([*accepted, whole], pieces).codings) == {
        *(replace(piece, status="accepted", coder="An") for piece in pieces),
        added(stretch(0, 62), "Bình"),
    }


def test_a_wide_addition_replaces_its_own_coders_and_what_nobody_confirmed() -> None:
    pieces = [replace(PROPOSED, span=stretch(0, 26)), replace(PROPOSED, span=stretch(27, 62))]
    after = fold([make("accept", at=1), make("add", stretch(0, 62), at=5)], pieces)
    assert after.codings == (added(stretch(0, 62)),)


def test_an_addition_on_the_very_words_that_another_accepted_accepts_them_too() -> None:
    after = fold([make("accept", at=1), make("add", at=2, coder="Bình")])
    assert after.codings == (replace(PROPOSED, status="accepted", coder="Bình"),)


def test_a_recoding_leaves_what_another_coder_added_with_the_new_code() -> None:
    theirs = make("add", stretch(0, 10), at=1, coder="Bình", code="trust")
    after = fold([theirs, make("recode", at=2, target="trust")])
    assert set(after.codings) == {
        added(stretch(0, 10), "Bình", "trust"),
        added(PROPOSED.span, code="trust"),
    }


def test_two_additions_that_share_nothing_both_stand() -> None:
    first, second = stretch(0, 20), stretch(20, 40)
    after = fold([make("add", first, at=1), make("add", second, at=2)], [])
    assert after.codings == (added(first), added(second))


def test_one_coders_decisions_of_the_same_time_go_by_sequence() -> None:
    time = "2026-03-12T08:00:00.000000Z"
    yes = replace(make("accept", at=1), id="z", time=time)
    no = replace(make("reject", at=2), id="a", time=time)
    assert fold([no, yes]).codings == ()


def test_a_memo_is_set_on_what_it_is_about_whoever_made_it() -> None:
    after = fold([make("memo", at=1, coder="Bình", note="câu đắt")])
    assert after.codings == (replace(PROPOSED, memo="câu đắt"),)


def test_a_memo_stays_when_its_coding_is_decided_later() -> None:
    after = fold([make("memo", at=1, note="câu đắt"), make("add", at=2), make("reject", at=3)])
    assert [coding.memo for coding in after.rejected] == ["câu đắt"]


def test_the_latest_memo_counts() -> None:
    memos = [make("memo", at=1, note="một"), make("memo", at=2, note="")]
    assert fold(memos).codings == (PROPOSED,)


def test_a_memo_without_a_coding_is_an_orphan() -> None:
    memo = make("memo", at=1, note="câu đắt")
    assert [orphan.decision for orphan in fold([memo], []).orphans] == [memo]


def test_what_was_only_seen_changes_nothing() -> None:
    assert fold([make("seen", at=1, code="")]) == fold([])


def test_undo_takes_back_and_undoing_the_undo_restores() -> None:
    no = make("reject", at=1)
    assert fold([no, undo("d1", at=2)]) == fold([])
    assert fold([no, undo("d1", at=2), undo("d2", at=3)]) == fold([no])
    assert fold([no, undo("d1", at=2), undo("d2", at=3), undo("d3", at=4)]) == fold([])


def test_undo_brings_back_what_the_decision_had_displaced() -> None:
    first = make("add", stretch(0, 20), at=1)
    second = make("add", stretch(10, 40), at=2)
    assert fold([first, second, undo("d2", at=3)]) == fold([first])


def test_an_undo_counts_even_if_its_clock_was_behind() -> None:
    no, late = make("reject", at=30), undo("d30", at=1, coder="Bình")
    redo = replace(undo("d1", at=2), time="2026-03-12T07:00:00.000000Z")
    assert fold([no, late]) == fold([])
    assert fold([no, late, redo]) == fold([no])


def test_two_undos_of_one_decision_take_it_back_until_both_are_undone() -> None:
    twice = [make("reject", at=1), undo("d1", at=2), undo("d1", at=3, coder="Bình")]
    assert undone(twice) == {"d1"}
    assert undone([*twice, undo("d2", at=4)]) == {"d1", "d2"}
    assert undone([*twice, undo("d2", at=4), undo("d3", at=5)]) == {"d2", "d3"}


def test_undos_in_a_circle_do_not_hang() -> None:
    circle = [undo("d2", at=1), undo("d1", at=2)]
    assert undone([*circle, undo("d3", at=3)]) == {"d2", "d3"}


def test_an_undo_of_what_is_not_here_is_an_orphan() -> None:
    lost = undo("elsewhere", at=1)
    assert [orphan.decision for orphan in fold([lost]).orphans] == [lost]


@pytest.mark.parametrize(
    ("decision", "talk", "words"),
    [
        (make("accept", at=1), (), "transcript is no longer"),
        (make("accept", at=1, code="gone"), (TALK,), "code is no longer"),
        (make("recode", at=1, code="gone", target="lost"), (TALK,), "code is no longer"),
        (make("add", at=1), (document("Không."),), "no longer found"),
        (make("add", TALK.turns[0].span, at=1), (TALK,), "turn of a respondent"),
        (make("add", Span(START, TALK.turns[2].span.end), at=1), (TALK,), "within one turn"),
        (make("add", Span(START, START), at=1), (TALK,), "no longer found"),
    ],
)
def test_what_can_not_be_applied_is_listed_with_the_reason(
    decision: Decision, talk: Sequence[Transcript], words: str
) -> None:
    after = fold([decision], [], talk)
    (orphan,) = after.orphans
    assert orphan.decision == decision
    assert words in orphan.reason.en
    assert orphan.reason.vi
    assert after.codings == after.rejected == ()


def test_a_recoding_whose_new_code_is_gone_still_strikes_the_old_one() -> None:
    decision = make("recode", at=1, target="gone")
    after = fold([decision])
    assert after.codings == ()
    assert [orphan.decision for orphan in after.orphans] == [decision]


def test_a_recoding_whose_old_code_is_gone_still_adds_the_new_one() -> None:
    after = fold([make("recode", at=1, code="gone", target="trust")], [])
    assert after.codings == (added(PROPOSED.span, code="trust"),)
    assert after.orphans == ()


def test_a_decision_follows_its_words_to_their_new_place() -> None:
    grown = document("Dạ, để tôi nói. " + FIRST)
    moved = replace(PROPOSED, span=Span(PROPOSED.span.start + 16, PROPOSED.span.end + 16))
    after = fold([make("reject", at=1)], [moved], [grown])
    assert after.codings == ()
    assert after.rejected == (replace(moved, status="rejected", coder="An"),)


def test_a_decision_whose_words_only_moved_is_not_listed_as_changed() -> None:
    head = "BIÊN BẢN\n"
    shifted = replace(
        TALK,
        text=head + TALK.text,
        turns=tuple(
            replace(t, span=Span(t.span.start + len(head), t.span.end + len(head)))
            for t in TALK.turns
        ),
    )
    after = fold([make("accept", at=1)], [], [shifted])
    assert after.changed == after.orphans == ()
    assert [c.span.of(shifted.text) for c in after.codings] == [PROPOSED.span.of(TALK.text)]


def test_a_renamed_transcript_keeps_its_decisions() -> None:
    renamed = replace(TALK, name="pvs_01_laocai")
    proposed = replace(PROPOSED, transcript=renamed.name)
    decisions = [make("accept", at=1), make("memo", at=2, note="câu đắt")]
    after = fold(decisions, [proposed], [renamed])
    assert after.orphans == ()
    assert after.codings == (replace(proposed, status="accepted", coder="An", memo="câu đắt"),)


def test_decisions_of_a_lost_name_do_not_choose_between_two_copies() -> None:
    copies = [replace(TALK, name="a"), replace(TALK, name="b")]
    (orphan,) = fold([make("accept", at=1)], [], copies).orphans
    assert "transcript is no longer" in orphan.reason.en


def test_a_copy_takes_no_decisions_while_the_name_is_there() -> None:
    after = fold([make("add", at=1)], [], [replace(TALK, name="a"), TALK])
    assert [coding.transcript for coding in after.codings] == ["t1"]


def test_a_group_may_have_decisions_like_any_code() -> None:
    after = review([], [make("add", at=1, code="money")], [TALK], {**CODES, "money": "neutral"})
    assert [coding.code for coding in after.codings] == ["money"]
    assert after.orphans == ()


def test_a_decision_on_words_that_were_reworded_is_applied_and_listed_as_changed() -> None:
    reworded = document(FIRST.replace("Tiền đâu ra", "Tiền đã có"))
    decision = make("accept", at=1)
    after = fold([decision], [], [reworded])
    assert after.changed == (decision,)
    assert [(c.span.of(reworded.text), c.status) for c in after.codings] == [
        ("Tiền đã có mà đóng hả em.", "accepted")
    ]


def test_what_was_decided_anew_on_the_changed_words_is_no_longer_listed() -> None:
    reworded = document(FIRST.replace("Tiền đâu ra", "Tiền đã có"))
    old, anew = make("accept", at=1), make("accept", at=2, coder="Bình", talk=reworded)
    assert fold([old, anew], [], [reworded]).changed == ()
    other_code = make("add", at=2, code="trust", talk=reworded)
    assert fold([old, other_code], [], [reworded]).changed == (old,)


def test_transcripts_of_other_names_are_not_touched() -> None:
    other = document(name="t2")
    theirs = replace(PROPOSED, transcript="t2")
    after = fold([make("reject", at=1)], [PROPOSED, theirs], [TALK, other])
    assert after.codings == (theirs,)


def test_results_are_in_order_of_transcript_place_and_code() -> None:
    other = document(name="t0")
    codings = [
        replace(PROPOSED, span=stretch(0, 9)),
        replace(PROPOSED, code="trust"),
        replace(PROPOSED, transcript="t0"),
        PROPOSED,
    ]
    after = fold([], codings, [TALK, other])
    assert after.codings == (codings[2], codings[0], codings[3], codings[1])


SPANS = st.builds(
    lambda turn, start, length: Span(
        TALK.turns[turn].span.start + start, TALK.turns[turn].span.start + start + length
    ),
    st.integers(1, 2),
    st.integers(0, 30),
    st.integers(1, 30),
)
PROPOSALS = st.lists(
    st.builds(
        lambda span, code: Coding("t1", 2, span, code, rule="#r"),
        SPANS,
        st.sampled_from(sorted(CODES)),
    ),
    max_size=5,
)


@st.composite
def logs(draw: Callable[[Any], Any]) -> list[Decision]:
    """A log of up to twelve decisions of two coders, undos of earlier ones among them."""
    log: list[Decision] = []
    for at in range(draw(st.integers(0, 12))):
        coder = draw(st.sampled_from(["An", "Bình"]))
        actions = ["add", "accept", "reject", "recode", "memo", "seen", *(["undo"] if log else [])]
        action = draw(st.sampled_from(actions))
        if action == "undo":
            log.append(undo(draw(st.sampled_from(log)).id, at=at, coder=coder))
            continue
        code = draw(st.sampled_from(["cost", "trust", "gone"]))
        target = "trust" if code == "cost" else "cost"
        log.append(make(action, draw(SPANS), at=at, coder=coder, code=code, target=target))
    return log


@given(log=logs(), proposals=PROPOSALS, random=st.randoms(use_true_random=False))
def test_the_order_in_which_decisions_are_given_does_not_matter(
    log: list[Decision], proposals: list[Coding], random: Any
) -> None:
    shuffled = list(log)
    random.shuffle(shuffled)
    assert fold(shuffled, proposals) == fold(log, proposals)


@given(log=logs(), proposals=PROPOSALS)
def test_a_log_given_twice_counts_once(log: list[Decision], proposals: list[Coding]) -> None:
    assert fold([*log, *log], proposals) == fold(log, proposals)


@given(log=logs(), proposals=PROPOSALS, span=SPANS)
def test_undo_undoes(log: list[Decision], proposals: list[Coding], span: Span) -> None:
    for action in ("add", "accept", "reject", "recode", "memo"):
        decided = [*log, make(action, span, at=30, target="trust", note="x")]
        assert fold([*decided, undo("d30", at=31)], proposals) == fold(log, proposals)


@given(log=logs(), proposals=PROPOSALS, later=PROPOSALS, span=SPANS)
def test_after_a_rejection_no_rule_brings_the_code_back_there(
    log: list[Decision], proposals: list[Coding], later: list[Coding], span: Span
) -> None:
    after = fold([*log, make("reject", span, at=30)], [*proposals, *later])
    assert not [c for c in after.codings if c.code == "cost" and c.span.overlaps(span)]


@given(log=logs(), proposals=PROPOSALS, span=SPANS)
def test_what_was_added_last_is_in_force_alone(
    log: list[Decision], proposals: list[Coding], span: Span
) -> None:
    after = fold([*log, make("add", span, at=30)], proposals)
    there = [c for c in after.codings if c.code == "cost" and c.span.overlaps(span)]
    assert [c.span for c in there if c.coder == "An"] == [span]
    assert {c.coder for c in there if c.span != span} <= {"Bình"}


@given(log=logs(), proposals=PROPOSALS, span=SPANS)
def test_an_addition_takes_nothing_that_another_coder_confirmed(
    log: list[Decision], proposals: list[Coding], span: Span
) -> None:
    theirs = {
        c.id for c in fold(log, proposals).codings if c.coder == "Bình" and c.status != "proposed"
    }
    after = fold([*log, make("add", span, at=30)], proposals)
    assert theirs <= {c.id for c in after.codings}


@given(log=logs())
def test_no_words_have_one_code_twice(log: list[Decision]) -> None:
    after = fold(log, [])
    ids = [coding.id for coding in (*after.codings, *after.rejected)]
    assert len(ids) == len(set(ids))


@given(log=logs(), proposals=PROPOSALS)
def test_no_decision_is_lost_when_the_transcript_goes(
    log: list[Decision], proposals: list[Coding]
) -> None:
    gone = undone(log)
    standing = [d for d in log if d.id not in gone and d.action not in {"undo", "seen"}]
    after = fold(log, proposals, [])
    assert [orphan.decision for orphan in after.orphans] == standing


def test_reasons_are_in_both_languages() -> None:
    (orphan,) = fold([make("accept", at=1)], [], []).orphans
    assert isinstance(orphan.reason, Bilingual)
    assert orphan.reason.vi != orphan.reason.en
