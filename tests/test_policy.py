from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from coders import FIRST, SECOND, TALK, make
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model import Coding, Decision, Span, Valence
from qualcode.review import Review, review
from qualcode.review.policy import describe, in_force

POLICIES = ["latest", "union", "majority", "adjudicated", "coder:An"]
SEVERAL = ["union", "majority", "adjudicated"]
CODES: dict[str, Valence] = {"cost": "barrier", "trust": "neutral"}
PROPOSED = Coding("t1", 1, FIRST, "cost", "barrier", rule="#ab12", evidence=(Span(5, 9),))


def seen(coder: str, turn: int = 1, *, at: int = 9) -> Decision:
    return make("seen", coder, TALK.turns[turn - 1].span, at=at, code="")


def settle(target: str, span: Span = FIRST, *, at: int = 20) -> Decision:
    return make("adjudicate", "Dung", span, at=at, target=target, note="đã bàn")


def fold(policy: str, decisions: Sequence[Decision], automatic: Sequence[Coding] = ()) -> Review:
    return in_force(automatic, decisions, [TALK], CODES, policy)


def shown(after: Review) -> list[tuple[Span, str, str]]:
    """The words, status and coders of what is in force and of what was struck."""
    return [(c.span, c.status, c.coder) for c in (*after.codings, *after.rejected)]


@pytest.mark.parametrize("policy", POLICIES)
def test_without_decisions_the_proposals_are_in_force(policy: str) -> None:
    assert fold(policy, [], [PROPOSED]).codings == (PROPOSED,)


@pytest.mark.parametrize("policy", SEVERAL)
def test_what_all_accept_is_in_force_with_its_rule_and_all_their_names(policy: str) -> None:
    after = fold(policy, [make("accept", "An"), make("accept", "Bình")], [PROPOSED])
    assert after.codings == (replace(PROPOSED, status="accepted", coder="An, Bình"),)


@pytest.mark.parametrize("policy", SEVERAL)
def test_what_all_strike_is_struck_by_them_all(policy: str) -> None:
    after = fold(policy, [make("reject", "An"), make("reject", "Bình")], [PROPOSED])
    assert after.codings == ()
    assert after.rejected == (replace(PROPOSED, status="rejected", coder="An, Bình"),)


@pytest.mark.parametrize("policy", SEVERAL)
def test_what_one_decides_and_others_leave_counts(policy: str) -> None:
    assert shown(fold(policy, [make("accept", "An")], [PROPOSED])) == [(FIRST, "accepted", "An")]
    assert shown(fold(policy, [make("add", "An")])) == [(FIRST, "added", "An")]
    assert shown(fold(policy, [make("reject", "An")], [PROPOSED])) == [(FIRST, "rejected", "An")]


@pytest.mark.parametrize(
    ("policy", "status"),
    [("union", "accepted"), ("majority", "proposed"), ("adjudicated", "proposed")],
)
def test_where_one_accepts_and_one_strikes(policy: str, status: str) -> None:
    after = fold(policy, [make("accept", "An"), make("reject", "Bình", at=1)], [PROPOSED])
    assert [(c.status, c.coder) for c in after.codings] == [
        (status, "An" if status == "accepted" else "")
    ]
    assert after.codings[0].rule == PROPOSED.rule


@pytest.mark.parametrize(
    ("policy", "status"),
    [("union", "accepted"), ("majority", "rejected"), ("adjudicated", "proposed")],
)
def test_where_one_accepts_and_two_strike(policy: str, status: str) -> None:
    log = [make("accept", "An"), make("reject", "Bình"), make("reject", "Chi")]
    (one,) = shown(fold(policy, log, [PROPOSED]))
    assert one[1] == status


@pytest.mark.parametrize(
    ("policy", "status"),
    [("union", "added"), ("majority", "proposed"), ("adjudicated", "proposed")],
)
def test_who_read_the_turn_and_added_nothing_there_said_no(policy: str, status: str) -> None:
    after = fold(policy, [make("add", "An"), seen("Bình"), seen("An")])
    assert [c.status for c in after.codings] == [status]


@pytest.mark.parametrize("policy", SEVERAL)
def test_who_read_another_turn_said_nothing(policy: str) -> None:
    after = fold(policy, [make("add", "An"), seen("Bình", 2)])
    assert [c.status for c in after.codings] == ["added"]


@pytest.mark.parametrize("policy", SEVERAL)
def test_who_read_the_turn_and_left_the_proposal_as_it_was_has_not_said_no(policy: str) -> None:
    after = fold(policy, [make("accept", "An"), seen("Bình")], [PROPOSED])
    assert shown(after) == [(FIRST, "accepted", "An")]


@pytest.mark.parametrize("policy", SEVERAL)
def test_a_place_has_the_words_that_most_coders_gave(policy: str) -> None:
    log = [
        make("add", "An", Span(5, 67)),
        make("add", "Bình", Span(10, 40)),
        make("add", "Chi", Span(10, 40)),
    ]
    assert shown(fold(policy, log)) == [(Span(10, 40), "added", "An, Bình, Chi")]


@pytest.mark.parametrize("policy", SEVERAL)
def test_of_equally_many_coders_words_the_longest_then_the_first_are_taken(policy: str) -> None:
    longest = [make("add", "An", Span(5, 20)), make("add", "Bình", Span(10, 40))]
    assert [span for span, *_ in shown(fold(policy, longest))] == [Span(10, 40)]
    first = [make("add", "An", Span(5, 20)), make("add", "Bình", Span(10, 25))]
    assert [span for span, *_ in shown(fold(policy, first))] == [Span(5, 20)]


@pytest.mark.parametrize("policy", SEVERAL)
def test_one_coders_own_pieces_beside_each_other_stay_apart(policy: str) -> None:
    wide = replace(PROPOSED, span=Span(5, 67))
    log = [make("add", "An", Span(5, 20)), make("add", "An", Span(30, 50), at=1)]
    assert [span for span, *_ in shown(fold(policy, log, [wide]))] == [Span(5, 20), Span(30, 50)]


@pytest.mark.parametrize("policy", SEVERAL)
def test_codings_that_only_touch_are_two_places(policy: str) -> None:
    log = [make("add", "An", Span(5, 20)), make("add", "Bình", Span(20, 40))]
    assert len(fold(policy, log).codings) == 2


@pytest.mark.parametrize("policy", SEVERAL)
def test_what_nobody_decided_beside_what_somebody_did_stays_proposed(policy: str) -> None:
    other = replace(PROPOSED, span=SECOND)
    after = fold(policy, [make("accept", "An")], [PROPOSED, other])
    assert [c.status for c in after.codings] == ["accepted", "proposed"]


@pytest.mark.parametrize("policy", SEVERAL)
@pytest.mark.parametrize("at", [0, 59])
def test_what_was_settled_outranks_the_coders_whatever_the_time(policy: str, at: int) -> None:
    log = [make("accept", "An", at=30), make("reject", "Bình", at=31)]
    yes = fold(policy, [*log, settle("accept", at=at)], [PROPOSED])
    assert yes.codings == (replace(PROPOSED, status="accepted", coder="Dung"),)
    no = fold(policy, [*log, settle("reject", at=at)], [PROPOSED])
    assert no.rejected == (replace(PROPOSED, status="rejected", coder="Dung"),)


def test_in_the_latest_what_was_settled_counts_in_its_time() -> None:
    log = [settle("accept", at=1), make("reject", "An", at=2)]
    assert fold("latest", log, [PROPOSED]).codings == ()


@pytest.mark.parametrize("policy", SEVERAL)
def test_what_was_settled_and_taken_back_is_open_again(policy: str) -> None:
    log = [make("add", "An"), seen("Bình"), settle("reject")]
    taken = replace(make("undo", "Dung", at=40), code="", target="Dung20", transcript="")
    assert fold(policy, [*log, taken]) == fold(policy, log[:2])


@pytest.mark.parametrize("policy", SEVERAL)
def test_memos_and_translations_are_set_on_what_the_coders_came_to(policy: str) -> None:
    log = [
        make("accept", "An"),
        make("memo", "Bình", at=1, note="câu đắt"),
        make("translate", "Chi", at=2, code="", note="Where would I get the money?"),
    ]
    (coding,) = fold(policy, log, [PROPOSED]).codings
    assert (coding.memo, coding.translation) == ("câu đắt", "Where would I get the money?")


@pytest.mark.parametrize("policy", SEVERAL)
def test_a_memo_follows_words_that_its_coder_moved(policy: str) -> None:
    log = [
        make("memo", "An", at=1, note="câu đắt"),
        make("respan", "An", Span(25, 50), at=2),
        make("respan", "An", Span(40, 60), at=3),
    ]
    after = fold(policy, log, [PROPOSED])
    assert [(c.span, c.memo) for c in after.codings] == [(Span(40, 60), "câu đắt")]
    assert after.doubts == ()


def test_one_coders_word_hears_what_was_decided_about_the_study_for_all() -> None:
    log = [
        make("add", "An", code="price"),
        make("rename", "Dung", at=1, code="price", target="cost"),
        replace(make("assign", "Dung", at=2, code="", target="An"), span=Span(0, 0)),
    ]
    after = fold("coder:An", log)
    assert shown(after) == [(FIRST, "added", "An")]
    assert after.assigned == {"t1": ("An",)}


def test_one_coders_word_has_no_doubt_about_having_taken_back_anothers() -> None:
    log = [make("reject", "Bình"), replace(make("undo", "An", at=1), code="", target="Bình0")]
    assert fold("coder:An", log, [PROPOSED]) == fold("coder:An", [], [PROPOSED])


@pytest.mark.parametrize("policy", POLICIES)
def test_every_policy_says_whose_word_counts_in_both_languages(policy: str) -> None:
    said = describe(policy)
    assert said.vi.endswith(".")
    assert said.en.endswith(".")
    assert said.vi != said.en


def test_a_policy_of_one_coder_names_her() -> None:
    assert "An" in describe("coder: An").vi


SPANS = st.builds(
    lambda turn, start, length: Span(
        TALK.turns[turn].span.start + start,
        min(TALK.turns[turn].span.start + start + length, TALK.turns[turn].span.end),
    ),
    st.integers(0, 1),
    st.integers(0, 12),
    st.integers(1, 40),
)
OWN = ["add", "accept", "reject", "recode", "respan", "memo", "cite", "translate", "check", "seen"]


@st.composite
def proposals(draw: Callable[[Any], Any]) -> list[Coding]:
    """Of each code some proposals that do not overlap, as the rules make them."""
    found: list[Coding] = []
    for code in CODES:
        for span in draw(st.lists(SPANS, max_size=4)):
            turn = 1 if span.end <= TALK.turns[0].span.end else 2
            if not any(c.code == code and c.span.overlaps(span) for c in found):
                found.append(Coding("t1", turn, span, code, rule="#r"))
    return found


@st.composite
def logs(
    draw: Callable[[Any], Any],
    coders: Sequence[str] = ("An", "Bình", "Chi"),
    actions: Sequence[str] = (*OWN, "adjudicate"),
) -> list[Decision]:
    log: list[Decision] = []
    for at in range(draw(st.integers(0, 10))):
        coder = draw(st.sampled_from(coders))
        action = draw(st.sampled_from([*actions, *(["undo"] if log else [])]))
        if action == "undo":
            target = draw(st.sampled_from(log)).id
            log.append(replace(make("undo", coder, at=at), code="", target=target, transcript=""))
            continue
        code = draw(st.sampled_from(sorted(CODES)))
        target = "trust" if code == "cost" else "cost"
        if action in {"seen", "translate", "check"}:
            code = target = ""
        if action == "adjudicate":
            target = draw(st.sampled_from(["accept", "reject"]))
        if action == "cite":
            target = draw(st.sampled_from(["pin", "ban", ""]))
        span = draw(SPANS)
        log.append(make(action, coder, span, at=at, code=code, target=target, note="x"))
    return log


@given(log=logs(), automatic=proposals())
def test_whatever_the_majority_has_in_force_the_union_has(
    log: list[Decision], automatic: list[Coding]
) -> None:
    majority = {(c.span, c.code) for c in fold("majority", log, automatic).codings}
    assert majority <= {(c.span, c.code) for c in fold("union", log, automatic).codings}


@given(log=logs(), automatic=proposals())
def test_what_the_coders_agree_on_the_majority_has_too(
    log: list[Decision], automatic: list[Coding]
) -> None:
    agreed = {c for c in fold("adjudicated", log, automatic).codings if c.status != "proposed"}
    assert agreed <= set(fold("majority", log, automatic).codings)


@pytest.mark.parametrize("policy", POLICIES)
@given(log=logs(["An"], OWN), automatic=proposals())
def test_with_one_coder_every_policy_says_the_same(
    policy: str, log: list[Decision], automatic: list[Coding]
) -> None:
    assert fold(policy, log, automatic) == fold("latest", log, automatic)


@given(log=logs(), automatic=proposals())
def test_one_coders_word_ignores_the_others(log: list[Decision], automatic: list[Coding]) -> None:
    alone = [d for d in log if d.coder == "An"]
    alone = [d for d in alone if d.action != "undo" or d.target.startswith("An")]
    theirs = {d.id for d in log} - {d.id for d in alone}
    if not any(d.target in theirs for d in alone):
        after = fold("coder:An", log, automatic)
        assert after == review(automatic, alone, [TALK], CODES)


@given(log=logs(["Bình", "Chi"]), automatic=proposals())
def test_of_a_coder_who_decided_nothing_the_proposals_remain(
    log: list[Decision], automatic: list[Coding]
) -> None:
    assert fold("coder:An", log, automatic) == fold("latest", [], automatic)


@pytest.mark.parametrize("policy", POLICIES)
@given(log=logs(), automatic=proposals(), random=st.randoms(use_true_random=False))
def test_the_order_in_which_decisions_are_given_does_not_matter(
    policy: str, log: list[Decision], automatic: list[Coding], random: Any
) -> None:
    shuffled = random.sample([*log, *log], 2 * len(log))
    assert repr(fold(policy, shuffled, automatic)) == repr(fold(policy, log, automatic))


@pytest.mark.parametrize("policy", SEVERAL)
@given(log=logs(actions=OWN), automatic=proposals())
def test_no_words_have_one_code_twice(
    policy: str, log: list[Decision], automatic: list[Coding]
) -> None:
    after = fold(policy, log, automatic)
    ids = [c.id for c in (*after.codings, *after.rejected)]
    assert len(ids) == len(set(ids))


LEARNED = replace(PROPOSED, origin="model", rule="", model="qualcode 1", probability=0.7)


def on_learned(action: Any, coder: str, **about: Any) -> Decision:
    made = make(action, coder, **about)
    return replace(made, model=LEARNED.model, probability=LEARNED.probability)


@pytest.mark.parametrize("policy", SEVERAL)
def test_what_all_accept_of_a_model_stays_its_proposal_when_it_is_no_more(policy: str) -> None:
    after = fold(policy, [on_learned("accept", "An"), on_learned("accept", "Bình")])
    assert after.codings == (replace(LEARNED, status="accepted", coder="An, Bình", evidence=()),)


@pytest.mark.parametrize("automatic", [[LEARNED], []], ids=["proposed", "no more"])
@pytest.mark.parametrize("policy", SEVERAL)
def test_who_read_past_a_learned_proposal_has_not_struck_it(
    policy: str, automatic: list[Coding]
) -> None:
    after = fold(policy, [on_learned("accept", "An", at=1), seen("Bình")], automatic)
    assert [(c.status, c.coder, c.origin) for c in after.codings] == [("accepted", "An", "model")]


@pytest.mark.parametrize("policy", ["majority", "adjudicated"])
def test_a_tie_about_a_learned_proposal_leaves_it_the_models(policy: str) -> None:
    after = fold(policy, [on_learned("accept", "An"), on_learned("reject", "Bình", at=1)])
    assert after.codings == (replace(LEARNED, evidence=()),)


@pytest.mark.parametrize("policy", SEVERAL)
def test_a_settled_learned_proposal_is_still_the_models(policy: str) -> None:
    decisions = [on_learned("accept", "An"), on_learned("reject", "Bình", at=1), settle("accept")]
    [coding] = fold(policy, decisions).codings
    assert (coding.origin, coding.model, coding.status) == ("model", LEARNED.model, "accepted")
