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
    Doubt,
    Span,
    Summary,
    Transcript,
    Turn,
    Valence,
)
from qualcode.review import (
    CHANGED,
    DECIDING,
    NO_CHOICE,
    NO_CODING,
    NO_QUOTE,
    Review,
    history,
    review,
)
from qualcode.review.standing import by_time, undone

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
    assert fold([]) == Review((PROPOSED,), (), (), {}, (), (), {})


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


def test_a_memo_without_a_coding_is_in_doubt() -> None:
    memo = make("memo", at=1, note="câu đắt")
    assert [doubt.decision for doubt in fold([memo], []).doubts] == [memo]


def test_what_was_only_seen_changes_no_coding() -> None:
    after = fold([make("seen", TALK.turns[1].span, at=1, code="")])
    assert after == replace(fold([]), seen={("t1", 2): ("An",)})


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


def test_an_undo_of_what_is_not_here_is_in_doubt() -> None:
    lost = undo("elsewhere", at=1)
    assert [doubt.decision for doubt in fold([lost]).doubts] == [lost]


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
    (doubt,) = after.doubts
    assert doubt.decision == decision
    assert words in doubt.reason.en
    assert doubt.reason.vi
    assert after.codings == after.rejected == ()


def test_a_recoding_whose_new_code_is_gone_still_strikes_the_old_one() -> None:
    decision = make("recode", at=1, target="gone")
    after = fold([decision])
    assert after.codings == ()
    assert [doubt.decision for doubt in after.doubts] == [decision]


def test_a_recoding_whose_old_code_is_gone_still_adds_the_new_one() -> None:
    after = fold([make("recode", at=1, code="gone", target="trust")], [])
    assert after.codings == (added(PROPOSED.span, code="trust"),)
    assert after.doubts == ()


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
    assert after.doubts == ()
    assert [c.span.of(shifted.text) for c in after.codings] == [PROPOSED.span.of(TALK.text)]


def test_a_renamed_transcript_keeps_its_decisions() -> None:
    renamed = replace(TALK, name="pvs_01_laocai")
    proposed = replace(PROPOSED, transcript=renamed.name)
    decisions = [make("accept", at=1), make("memo", at=2, note="câu đắt")]
    after = fold(decisions, [proposed], [renamed])
    assert after.doubts == ()
    assert after.codings == (replace(proposed, status="accepted", coder="An", memo="câu đắt"),)


def test_decisions_of_a_lost_name_do_not_choose_between_two_copies() -> None:
    copies = [replace(TALK, name="a"), replace(TALK, name="b")]
    (doubt,) = fold([make("accept", at=1)], [], copies).doubts
    assert "transcript is no longer" in doubt.reason.en


def test_a_copy_takes_no_decisions_while_the_name_is_there() -> None:
    after = fold([make("add", at=1)], [], [replace(TALK, name="a"), TALK])
    assert [coding.transcript for coding in after.codings] == ["t1"]


def test_a_group_may_have_decisions_like_any_code() -> None:
    after = review([], [make("add", at=1, code="money")], [TALK], {**CODES, "money": "neutral"})
    assert [coding.code for coding in after.codings] == ["money"]
    assert after.doubts == ()


def test_a_decision_on_words_that_were_reworded_is_applied_and_listed_as_changed() -> None:
    reworded = document(FIRST.replace("Tiền đâu ra", "Tiền đã có"))
    decision = make("accept", at=1)
    after = fold([decision], [], [reworded])
    (coding,) = after.codings
    assert after.doubts == (Doubt(decision, CHANGED, "t1", coding.span),)
    assert [(c.span.of(reworded.text), c.status) for c in after.codings] == [
        ("Tiền đã có mà đóng hả em.", "accepted")
    ]


def test_what_was_decided_anew_on_the_changed_words_is_no_longer_listed() -> None:
    reworded = document(FIRST.replace("Tiền đâu ra", "Tiền đã có"))
    old, anew = make("accept", at=1), make("accept", at=2, coder="Bình", talk=reworded)
    assert fold([old, anew], [], [reworded]).doubts == ()
    other_code = make("add", at=2, code="trust", talk=reworded)
    (doubt,) = fold([old, other_code], [], [reworded]).doubts
    assert doubt.decision == old


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


def test_a_recut_coding_keeps_its_rule_and_the_evidence_that_lies_within() -> None:
    proposed = replace(PROPOSED, evidence=(stretch(0, 4), stretch(10, 16)))
    after = fold([make("respan", stretch(8, 40), at=1)], [proposed])
    assert after.codings == (
        replace(
            proposed,
            span=stretch(8, 40),
            evidence=(stretch(10, 16),),
            status="accepted",
            coder="An",
        ),
    )


def test_what_was_added_stays_added_by_its_coder_when_another_recuts_it() -> None:
    after = fold([make("add", at=1), make("respan", stretch(3, 50), at=2, coder="Bình")], [])
    assert after.codings == (replace(added(stretch(3, 50)), coder="Bình"),)


def test_recutting_takes_the_place_of_all_that_the_new_words_touch() -> None:
    pieces = [replace(PROPOSED, span=stretch(0, 12)), replace(PROPOSED, span=stretch(13, 26))]
    theirs = make("accept", pieces[0].span, at=1, coder="Bình")
    after = fold([theirs, make("respan", stretch(10, 30), at=2)], pieces)
    assert [(c.span, c.status, c.coder) for c in after.codings] == [
        (stretch(10, 30), "accepted", "An")
    ]


def test_recutting_what_is_not_there_any_more_stands_alone() -> None:
    assert fold([make("respan", stretch(3, 9), at=1)], []).codings == (added(stretch(3, 9)),)


def test_a_memo_follows_its_coding_to_words_that_it_did_not_touch() -> None:
    moves = [
        make("memo", stretch(0, 26), at=1, note="câu đắt"),
        make("respan", stretch(20, 50), at=2),
        make("respan", stretch(40, 60), at=3),
    ]
    after = fold(moves)
    assert [(c.span, c.memo) for c in after.codings] == [(stretch(40, 60), "câu đắt")]
    assert after.doubts == ()


def test_a_memo_does_not_go_where_another_coding_went_before() -> None:
    log = [
        make("respan", stretch(20, 50), at=1),
        make("add", stretch(0, 10), at=2),
        make("memo", stretch(0, 10), at=3, note="chỉ câu này"),
    ]
    assert [c.memo for c in fold(log).codings] == ["chỉ câu này", ""]


def test_a_translation_holds_for_every_code_on_exactly_its_words() -> None:
    log = [
        make("add", at=1, code="trust"),
        make("add", stretch(0, 20), at=2, code="other"),
        make("translate", at=3, code="", note="Where would I get the money?"),
    ]
    after = review([PROPOSED], log, [TALK], {**CODES, "other": "neutral"})
    assert {(c.code, c.translation) for c in after.codings} == {
        ("cost", "Where would I get the money?"),
        ("trust", "Where would I get the money?"),
        ("other", ""),
    }


def test_the_latest_translation_counts_and_an_empty_one_takes_it_away() -> None:
    first, second = (make("translate", at=n, code="", note=f"No {n}") for n in (1, 2))
    assert [c.translation for c in fold([first, second]).codings] == ["No 2"]
    after = fold([first, make("translate", at=3, code="")])
    assert [c.translation for c in after.codings] == [""]
    assert after.doubts == ()


def test_a_translation_of_words_that_were_recut_is_a_doubt_until_it_is_given_anew() -> None:
    old = make("translate", at=1, code="", note="Where would I get the money?")
    recut = make("respan", stretch(0, 20), at=2)
    (doubt,) = fold([old, recut]).doubts
    assert (doubt.decision, doubt.reason, doubt.transcript, doubt.span) == (
        old,
        NO_QUOTE,
        "t1",
        None,
    )
    anew = make("translate", stretch(0, 20), at=3, code="", note="What money?")
    after = fold([old, recut, anew])
    assert after.doubts == ()
    assert [c.translation for c in after.codings] == ["What money?"]


def test_what_was_settled_takes_the_place_of_all_that_it_overlaps() -> None:
    theirs = make("add", stretch(0, 40), at=1, coder="Bình")
    verdict = make("adjudicate", stretch(0, 26), at=2, coder="Chi", target="accept", note="đúng")
    assert fold([verdict]).codings == (replace(PROPOSED, status="accepted", coder="Chi"),)
    assert [(c.span, c.status) for c in fold([theirs, verdict]).codings] == [
        (stretch(0, 26), "accepted")
    ]
    assert fold([verdict], []).codings == (added(stretch(0, 26), "Chi"),)


def test_what_was_settled_against_is_struck() -> None:
    theirs = make("add", stretch(0, 40), at=1, coder="Bình")
    verdict = make("adjudicate", stretch(30, 35), at=2, coder="Chi", target="reject", note="sai")
    after = fold([theirs, verdict], [])
    assert after.codings == ()
    assert [(c.span, c.coder) for c in after.rejected] == [(stretch(0, 40), "Chi")]


def test_turns_are_read_by_whoever_says_so() -> None:
    turn = TALK.turns[0].span
    log = [make("seen", turn, at=n, code="", coder=coder) for n, coder in enumerate(["Bình", "An"])]
    assert fold(log).seen == {("t1", 1): ("An", "Bình")}
    assert fold([*log, undo("d0", at=5)]).seen == {("t1", 1): ("An",)}


def test_a_turn_whose_words_changed_has_to_be_read_again() -> None:
    seen = make("seen", TALK.turns[1].span, at=1, code="")
    reworded = document(FIRST.replace("Tiền đâu ra", "Tiền đã có"))
    (doubt,) = fold([seen], [], [reworded]).doubts
    assert (doubt.reason, doubt.span) == (CHANGED, reworded.turns[1].span)
    again = make("seen", reworded.turns[1].span, at=2, code="", talk=reworded)
    assert fold([seen, again], [], [reworded]).doubts == ()
    by_another = replace(again, coder="Bình")
    assert fold([seen, by_another], [], [reworded]).doubts == (doubt,)


def test_a_turn_that_others_were_joined_to_has_to_be_read_again() -> None:
    seen = make("seen", TALK.turns[2].span, at=1, code="")
    longer = document(second=SECOND + " Thế thôi, tôi không nói gì thêm nữa đâu.")
    (doubt,) = fold([seen], [], [longer]).doubts
    assert (doubt.reason, doubt.transcript) == (CHANGED, "t1")


def test_the_latest_summary_of_a_cell_stands_and_an_empty_one_takes_it_away() -> None:
    def cell(text: str, at: int, code: str = "cost") -> Decision:
        return replace(make("summarise", Span(0, 0), at=at, code=code, note=text), sha256="")

    log = [cell("không có tiền", 1), cell("thiếu trước hụt sau", 2), cell("tin", 3, "trust")]
    assert fold(log).summaries == (
        Summary("t1", "cost", "thiếu trước hụt sau", "An"),
        Summary("t1", "trust", "tin", "An"),
    )
    assert [s.code for s in fold([*log, cell("", 4)]).summaries] == ["trust"]


def test_a_summary_may_be_of_a_case_without_a_transcript_and_of_a_whole_family() -> None:
    made = make("summarise", Span(0, 0), at=1, code="money", note="x")
    cell = replace(made, transcript="c9", sha256="")
    after = review([], [cell], [TALK], {"money.cost": "barrier"})
    assert after.summaries == (Summary("c9", "money", "x", "An"),)
    assert after.doubts == ()


def test_transcripts_are_assigned_until_that_is_taken_back() -> None:
    log = [
        make("assign", Span(0, 0), at=1, code="", target="Bình"),
        make("assign", Span(0, 0), at=2, code="", target="An"),
    ]
    assert fold(log).assigned == {"t1": ("An", "Bình")}
    assert fold([*log, undo("d1", at=3)]).assigned == {"t1": ("An",)}


def migration(action: Any, old: str, new: str = "", *, at: int) -> Decision:
    time = f"2026-03-12T08:{at:02}:00.000000Z"
    return Decision(f"d{at}", time, at, "Chi", action, code=old, target=new)


def test_decisions_follow_their_code_to_its_new_name_whatever_the_clocks_say() -> None:
    old = make("add", at=5, code="price")
    for at in (1, 9):
        after = fold([old, migration("rename", "price", "cost", at=at)], [])
        assert after.codings == (added(PROPOSED.span),)
        assert after.doubts == ()


def test_a_renamed_code_that_a_codebook_has_again_keeps_its_decisions() -> None:
    after = fold([make("add", at=1), migration("rename", "cost", "trust", at=2)], [])
    assert [c.code for c in after.codings] == ["cost"]


def test_a_recoding_between_two_codes_that_were_merged_confirms_the_one() -> None:
    recoded = make("recode", at=1, code="price", target="fee")
    merged = [migration("merge", "price", "cost", at=2), migration("merge", "fee", "cost", at=3)]
    assert fold([recoded, *merged]).codings == (replace(PROPOSED, status="accepted", coder="An"),)


def test_decisions_on_a_retired_code_are_set_aside_without_a_doubt() -> None:
    log = [make("add", at=1, code="price"), migration("retire", "price", at=2)]
    after = fold(log, [])
    assert after.codings == after.doubts == ()
    assert [d.decision for d in fold([*log, undo("d2", at=3)], []).doubts] == [log[0]]


def test_a_recoding_to_a_retired_code_still_strikes_the_old_one() -> None:
    log = [make("recode", at=1, target="price"), migration("retire", "price", at=2)]
    after = fold(log)
    assert after.codings == after.doubts == ()
    assert [c.status for c in after.rejected] == ["rejected"]


def test_decisions_on_a_code_renamed_to_one_that_is_gone_are_listed() -> None:
    old = make("add", at=1, code="price")
    after = fold([old, migration("rename", "price", "lost", at=2)], [])
    assert [d.decision for d in after.doubts] == [old]


def test_a_memo_written_anew_on_the_words_as_they_are_settles_the_old_one() -> None:
    reworded = document(FIRST.replace("Tiền đâu ra", "Tiền đã có"))
    old = make("memo", at=1, note="câu đắt")
    proposed = replace(PROPOSED, span=Span(START, reworded.turns[1].span.end))
    (doubt,) = fold([old], [proposed], [reworded]).doubts
    assert doubt.reason == CHANGED
    anew = make("memo", Span(START, START + 10), at=2, note="đã đọc lại", talk=reworded)
    assert fold([old, anew], [proposed], [reworded]).doubts == ()


def test_a_memo_without_a_coding_says_what_to_do() -> None:
    (doubt,) = fold([make("memo", at=1, note="câu đắt")], []).doubts
    assert (doubt.reason, doubt.span) == (NO_CODING, None)


def changes(
    decisions: Sequence[Decision], automatic: Sequence[Coding] = (PROPOSED,)
) -> list[tuple[str, list[str], list[str], bool]]:
    """Of each decision its id, the status of what it found and left, and whether it stands."""
    return [
        (c.decision.id, [b.status for b in c.before], [a.status for a in c.after], c.stands)
        for c in history(automatic, decisions, [TALK], CODES)
    ]


def test_the_history_says_what_each_decision_found_and_left() -> None:
    log = [make("accept", at=1), make("reject", at=2, coder="Bình"), make("add", at=3)]
    assert changes(log) == [
        ("d1", ["proposed"], ["accepted"], True),
        ("d2", ["accepted"], ["rejected"], True),
        ("d3", ["rejected"], ["added"], True),
    ]


def test_the_history_of_a_recoding_has_both_codes() -> None:
    ((change),) = history([PROPOSED], [make("recode", at=1, target="trust")], [TALK], CODES)
    assert [(c.code, c.status) for c in change.before] == [("cost", "proposed")]
    assert [(c.code, c.status) for c in change.after] == [("cost", "rejected"), ("trust", "added")]


def test_what_was_taken_back_shows_what_it_did_and_its_undo_the_reverse() -> None:
    log = [make("reject", at=1), undo("d1", at=2), make("accept", at=3)]
    assert changes(log) == [
        ("d1", ["proposed"], ["rejected"], False),
        ("d2", ["rejected"], ["proposed"], True),
        ("d3", ["proposed"], ["accepted"], True),
    ]


def test_a_redo_shows_what_the_decision_did() -> None:
    log = [make("reject", at=1), undo("d1", at=2), undo("d2", at=3)]
    assert changes(log) == [
        ("d1", ["proposed"], ["rejected"], True),
        ("d2", ["rejected"], ["proposed"], False),
        ("d3", ["proposed"], ["rejected"], True),
    ]


def test_the_history_shows_memos_and_translations_as_they_were_written() -> None:
    log = [
        make("memo", at=1, note="một"),
        make("memo", at=2, note="hai"),
        make("translate", at=3, code="", note="money"),
    ]
    shown = history([PROPOSED], log, [TALK], CODES)
    assert [[c.memo for c in change.before + change.after] for change in shown] == [
        ["", "một"],
        ["một", "hai"],
        ["hai", "hai"],
    ]
    assert [c.translation for c in shown[2].after] == ["money"]


def test_the_history_lists_what_can_not_be_applied_as_having_done_nothing() -> None:
    lost = [make("add", at=1, code="gone"), undo("elsewhere", at=2)]
    assert changes(lost, []) == [("d1", [], [], True), ("d2", [], [], True)]


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


ACTIONS = ["add", "accept", "reject", "recode", "respan", "adjudicate", "memo", "cite"]
ACTIONS += ["translate", "check", "seen"]


@st.composite
def logs(draw: Callable[[Any], Any], actions: Sequence[str] = ACTIONS) -> list[Decision]:
    """A log of up to twelve decisions of two coders, undos of earlier ones among them."""
    log: list[Decision] = []
    for at in range(draw(st.integers(0, 12))):
        coder = draw(st.sampled_from(["An", "Bình"]))
        action = draw(st.sampled_from([*actions, *(["undo"] if log else [])]))
        if action == "undo":
            log.append(undo(draw(st.sampled_from(log)).id, at=at, coder=coder))
            continue
        code = draw(st.sampled_from(["cost", "trust", "gone"]))
        target = "trust" if code == "cost" else "cost"
        if action in {"seen", "translate", "check"}:
            code = target = ""
        if action == "adjudicate":
            target = draw(st.sampled_from(["accept", "reject"]))
        if action == "cite":
            target = draw(st.sampled_from(["pin", "ban", ""]))
        note = draw(st.sampled_from(["", "x", "y"]))
        made = make(action, draw(SPANS), at=at, coder=coder, code=code, target=target, note=note)
        log.append(made)
    return log


MIGRATIONS = st.lists(
    st.builds(
        lambda action, old, new, at: migration(action, old, new, at=at),
        st.sampled_from(["rename", "merge", "retire"]),
        st.sampled_from(["gone", "lost", "cost"]),
        st.sampled_from(["gone", "lost", "cost", "trust"]),
        st.integers(40, 59),
    ),
    max_size=4,
    unique_by=lambda decision: decision.id,
)


@given(log=logs(), more=MIGRATIONS, proposals=PROPOSALS, random=st.randoms(use_true_random=False))
def test_the_order_in_which_decisions_are_given_does_not_matter(
    log: list[Decision], more: list[Decision], proposals: list[Coding], random: Any
) -> None:
    shuffled = [*log, *more, *random.choices([*log, *more, undo("d0", at=39)], k=3)]
    random.shuffle(shuffled)
    once = list(dict.fromkeys(shuffled))
    assert repr(fold(shuffled, proposals)) == repr(fold(sorted(once, key=by_time), proposals))


@given(log=logs(), proposals=PROPOSALS)
def test_replaying_a_log_gives_the_same_to_the_byte(
    log: list[Decision], proposals: list[Coding]
) -> None:
    copies = [replace(decision, note=str(decision.note)) for decision in log]
    assert repr(fold(copies, list(proposals))) == repr(fold(log, proposals))
    assert repr(history(proposals, copies, [TALK], CODES)) == repr(
        history(proposals, log, [TALK], CODES)
    )


@given(log=logs(), proposals=PROPOSALS)
def test_undoing_a_whole_log_leaves_the_proposals(
    log: list[Decision], proposals: list[Coding]
) -> None:
    standing = [d for d in log if d.id not in undone(log)]
    taken = [undo(d.id, at=20 + n) for n, d in enumerate(standing) if d.action != "undo"]
    after = fold([*log, *taken], proposals)
    assert set(after.codings) == set(proposals)
    assert after.rejected == ()


@given(log=logs(), proposals=PROPOSALS)
def test_undo_then_redo_of_any_decision_changes_nothing(
    log: list[Decision], proposals: list[Coding]
) -> None:
    for decision in log:
        if decision.id not in undone(log):
            again = [*log, undo(decision.id, at=30), undo("d30", at=31)]
            assert fold(again, proposals) == fold(log, proposals)


@given(log=logs(), more=MIGRATIONS, proposals=PROPOSALS)
def test_the_history_ends_where_the_review_does(
    log: list[Decision], more: list[Decision], proposals: list[Coding]
) -> None:
    """What the last decision left at its place is what is in force there."""
    every = [*log, *more]
    after = fold(every, proposals)
    shown = history(proposals, every, [TALK], CODES)
    deciding = [c for c in shown if c.stands and c.decision.action in DECIDING and c.after]
    there = {(c.span, c.code, c.status, c.coder) for c in (*after.codings, *after.rejected)}
    for change in deciding[-1:]:
        assert {(c.span, c.code, c.status, c.coder) for c in change.after} <= there


@given(log=logs(), proposals=PROPOSALS)
def test_a_log_given_twice_counts_once(log: list[Decision], proposals: list[Coding]) -> None:
    assert fold([*log, *log], proposals) == fold(log, proposals)


@given(log=logs(), proposals=PROPOSALS, span=SPANS)
def test_undo_undoes(log: list[Decision], proposals: list[Coding], span: Span) -> None:
    for action in ACTIONS:
        target = "accept" if action == "adjudicate" else "trust"
        decided = [*log, make(action, span, at=30, target=target, note="x")]
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
    standing = [d for d in log if d.id not in gone and d.action != "undo"]
    after = fold(log, proposals, [])
    assert [doubt.decision for doubt in after.doubts] == standing


def test_reasons_are_in_both_languages() -> None:
    (doubt,) = fold([make("accept", at=1)], [], []).doubts
    assert isinstance(doubt.reason, Bilingual)
    assert doubt.reason.vi != doubt.reason.en


# What a model had proposed

LEARNED = replace(
    PROPOSED, origin="model", rule="", probability=0.8312, model="qualcode 0.6; 12 examples"
)


def on_learned(action: Any, span: Span = PROPOSED.span, **about: Any) -> Decision:
    """A decision on what the model had proposed."""
    made = make(action, span, **about)
    return replace(made, model=LEARNED.model, probability=LEARNED.probability)


def test_an_accepted_learned_proposal_stays_when_it_is_not_proposed_any_more() -> None:
    accepted = replace(LEARNED, status="accepted", coder="An")
    assert fold([on_learned("accept", at=1)], [LEARNED]).codings == (accepted,)
    assert fold([on_learned("accept", at=1)], []).codings == (replace(accepted, evidence=()),)


def test_a_rejected_learned_proposal_stays_rejected_as_a_models() -> None:
    after = fold([on_learned("reject", at=1)], [])
    assert after.codings == ()
    assert after.rejected == (replace(LEARNED, status="rejected", coder="An", evidence=()),)


def test_an_undone_acceptance_leaves_nothing_where_nothing_is_proposed_now() -> None:
    assert fold([on_learned("accept", at=1), undo("d1", at=2)], []).codings == ()


@pytest.mark.parametrize("automatic", [[LEARNED], []], ids=["proposed", "no more"])
@pytest.mark.parametrize("accepts", [True, False], ids=["accepted first", "at once"])
def test_a_respanned_learned_proposal_is_the_models_and_accepted(
    automatic: list[Coding], *, accepts: bool
) -> None:
    first = [on_learned("accept", at=1)] if accepts else []
    (coding,) = fold([*first, on_learned("respan", stretch(0, 12), at=2)], automatic).codings
    assert replace(coding, evidence=()) == replace(
        LEARNED, span=stretch(0, 12), status="accepted", coder="An", evidence=()
    )


def test_a_recoded_learned_proposal_is_struck_as_a_models_and_the_new_code_is_a_persons() -> None:
    after = fold([on_learned("recode", target="trust", at=1)], [])
    assert after.codings == (added(PROPOSED.span, code="trust"),)
    assert after.rejected == (replace(LEARNED, status="rejected", coder="An", evidence=()),)


def test_a_memo_on_an_accepted_learned_proposal_stays_on_it() -> None:
    (coding,) = fold([on_learned("accept", at=1), on_learned("memo", at=2, note="rõ")], []).codings
    assert (coding.origin, coding.model, coding.memo) == ("model", LEARNED.model, "rõ")


def test_where_a_rule_fires_now_the_coding_is_the_rules() -> None:
    (coding,) = fold([on_learned("accept", at=1)], [PROPOSED]).codings
    assert coding == replace(PROPOSED, status="accepted", coder="An")


def test_what_a_person_adds_over_a_learned_proposal_is_the_persons() -> None:
    (coding,) = fold([make("add", at=1)], [LEARNED]).codings
    assert coding == added(PROPOSED.span)


LEARNED_ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["accept", "reject", "respan", "recode", "memo", "add"]),
        st.sampled_from([PROPOSED.span, stretch(0, 12), stretch(5, 40)]),
        st.sampled_from(["An", "Bình"]),
    ),
    max_size=6,
)


def learned_decisions(acts: Sequence[tuple[str, Span, str]]) -> list[Decision]:
    return [
        (make if action == "add" else on_learned)(
            action, span, at=at, coder=coder, target="trust" if action == "recode" else ""
        )
        for at, (action, span, coder) in enumerate(acts)
    ]


@given(LEARNED_ACTIONS, st.randoms(use_true_random=False))
def test_decisions_on_learned_proposals_merge_in_any_order(acts: Any, chance: Any) -> None:
    decisions = learned_decisions(acts)
    shuffled = [*decisions, *decisions[::2]]
    chance.shuffle(shuffled)
    assert fold(shuffled, []) == fold(decisions, [])


@given(LEARNED_ACTIONS)
def test_every_coding_is_a_persons_or_names_the_model(acts: Any) -> None:
    after = fold(learned_decisions(acts), [])
    for coding in (*after.codings, *after.rejected):
        by_model = coding.origin == "model"
        assert by_model == (coding.model == LEARNED.model)
        assert by_model == (coding.probability == LEARNED.probability)
        assert by_model or coding.origin in {"An", "Bình"}


@given(LEARNED_ACTIONS, st.integers(0, 5))
def test_what_is_taken_back_is_as_if_it_had_not_been(acts: Any, which: int) -> None:
    decisions = learned_decisions(acts)
    gone = decisions[which : which + 1]
    undos = [undo(decision.id, at=50 + which) for decision in gone]
    kept = [decision for decision in decisions if decision not in gone]
    assert fold([*decisions, *undos], []).codings == fold(kept, []).codings


# Quotes: their English, who has checked it, and whether they are shown


def translation(note: str, *, at: int, coder: str = "An") -> Decision:
    return make("translate", at=at, coder=coder, code="", note=note)


def check(note: str, *, at: int, coder: str = "Bình") -> Decision:
    return make("check", at=at, coder=coder, code="", note=note)


def english(log: Sequence[Decision]) -> list[tuple[str, str, str]]:
    """The translation of what is in force, who gave it and who checked it."""
    return [(c.translation, c.translator, c.checked) for c in fold(log).codings]


def test_a_translation_names_its_translator_and_who_checked_it() -> None:
    assert english([translation("No", at=1)]) == [("No", "An", "")]
    assert english([translation("No", at=1), check("No", at=2)]) == [("No", "An", "Bình")]


def test_nobody_checks_their_own_translation() -> None:
    log = [translation("No", at=1), check("No", at=2, coder="An")]
    assert english(log) == [("No", "An", "")]
    other = check("No", at=2)
    assert english([log[0], other, check("No", at=3, coder="An")]) == [("No", "An", "Bình")]


def test_a_check_holds_for_just_the_text_that_was_checked() -> None:
    log = [translation("No", at=1), check("No", at=2), translation("Not", at=3)]
    assert english(log) == [("Not", "An", "")]
    assert english([*log, translation("No", at=4)]) == [("No", "An", "Bình")]
    assert fold(log).doubts == ()


def test_a_check_goes_with_an_empty_one_or_with_an_empty_translation() -> None:
    log = [translation("No", at=1), check("No", at=2)]
    assert english([*log, check("", at=3)]) == [("No", "An", "")]
    assert english([*log, translation("", at=3)]) == [("", "", "")]
    assert english([*log, undo("d2", at=3)]) == [("No", "An", "")]


def test_who_checked_and_then_changed_a_translation_is_its_translator() -> None:
    log = [translation("No", at=1), check("No", at=2), translation("No", at=3, coder="Bình")]
    assert english(log) == [("No", "Bình", "")]


def cited(log: Sequence[Decision], automatic: Sequence[Coding] = (PROPOSED,)) -> list[Any]:
    return [(c.code, c.span, c.cite) for c in fold(log, automatic).codings]


def test_the_latest_pin_or_ban_counts_and_an_empty_one_takes_it_away() -> None:
    pin, ban = make("cite", at=1, target="pin"), make("cite", at=2, target="ban")
    assert [c.cite for c in fold([pin, ban]).codings] == ["ban"]
    none = fold([pin, make("cite", at=3)])
    assert [c.cite for c in none.codings] == [""]
    assert none.doubts == ()


def test_a_pin_follows_its_coding_to_other_words_and_to_another_code() -> None:
    pin = make("cite", at=1, target="pin")
    recut = make("respan", stretch(20, 50), at=2)
    assert cited([pin, recut]) == [("cost", stretch(20, 50), "pin")]
    recoded = make("recode", stretch(20, 50), at=3, target="trust")
    assert cited([pin, recut, recoded]) == [("trust", stretch(20, 50), "pin")]
    off = make("cite", stretch(20, 50), at=4, code="trust")
    assert cited([pin, recut, recoded, off]) == [("trust", stretch(20, 50), "")]


def test_a_ban_of_a_code_that_was_merged_holds_for_what_it_is_called_now() -> None:
    ban = make("cite", at=1, code="gone", target="ban")
    merged = migration("merge", "gone", "cost", at=2)
    assert cited([ban, merged]) == [("cost", PROPOSED.span, "ban")]


def test_a_ban_of_one_code_leaves_others_on_the_same_words_alone() -> None:
    log = [make("add", at=1, code="trust"), make("cite", at=2, target="ban")]
    assert {(code, cite) for code, _, cite in cited(log)} == {("cost", "ban"), ("trust", "")}


def test_a_pin_where_nothing_is_coded_any_more_is_a_doubt_until_somebody_decides_there() -> None:
    pin = make("cite", at=1, target="pin", note="đắt")
    (doubt,) = fold([pin], []).doubts
    assert (doubt.decision, doubt.reason, doubt.span) == (pin, NO_CHOICE, None)
    assert fold([pin, make("cite", at=2, note="thôi")], []).doubts == ()
    assert fold([pin, make("add", stretch(3, 9), at=2)], []).doubts == ()


def test_a_check_of_words_that_have_changed_is_a_doubt_until_they_are_translated_anew() -> None:
    reworded = document(FIRST.replace("đóng hả em", "đóng hả cô"))
    log = [translation("No", at=1), check("No", at=2)]
    after = fold(log, [PROPOSED], [reworded])
    assert [(d.decision.action, d.reason) for d in after.doubts] == [
        ("translate", CHANGED),
        ("check", CHANGED),
    ]
    anew = make("translate", at=3, code="", note="None", talk=reworded)
    assert fold([*log, anew], [PROPOSED], [reworded]).doubts == ()


def test_the_history_tells_pins_and_checks_as_they_were() -> None:
    log = [translation("No", at=1), check("No", at=2), make("cite", at=3, target="pin")]
    shown = history([PROPOSED], log, [TALK], CODES)
    assert [[(c.translator, c.checked, c.cite) for c in (*s.before, *s.after)] for s in shown] == [
        [("", "", ""), ("An", "", "")],
        [("An", "", ""), ("An", "Bình", "")],
        [("An", "Bình", ""), ("An", "Bình", "pin")],
    ]
