from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pytest

from qualcode import decision_table, decisions
from qualcode.errors import DecisionError
from qualcode.model import (
    CONTEXT,
    Action,
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Decision,
    Settings,
    Span,
    Study,
    Transcript,
    Turn,
)
from qualcode.review import review

ASKED = "Chị có đóng không?"
FIRST = "Tiền đâu ra   mà\nđóng hả em. Tiền đâu ra mà đóng."
NONE = ""
LAST = "Tôi chưa nghe nói bảo hiểm bao giờ."


def document(name: str) -> Transcript:
    text = ""
    turns = []
    for number, (speaker, words) in enumerate(
        [("PVV", ASKED), ("NTL", FIRST), ("NTL", NONE), ("NTL", LAST)], start=1
    ):
        text += f"{speaker}: "
        span = Span(len(text), len(text) + len(words))
        turns.append(
            Turn(number, speaker, "interviewer" if speaker == "PVV" else "respondent", span)
        )
        text += words + "\n"
    return Transcript(name, text, tuple(turns))


def codes(*ids: str) -> Codebook:
    return Codebook("test", "1", tuple(Code(id_, Bilingual(id_, id_)) for id_ in ids))


TALK = document("pvs_01_laocai")
STUDY = Study(
    Settings(),
    codebooks=(codes("affordability", "awareness.no_knowledge"),),
    transcripts=(TALK, document("tln_02_khanhhoa")),
)


def span_of(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TALK.text.index(words, start + 1)
    return Span(start, start + len(words))


LAST_SPAN = span_of(LAST)


def coding(words: str = LAST, code: str = "awareness.no_knowledge", turn: int = 4) -> Coding:
    return Coding(TALK.name, turn, span_of(words), code)


def recorded(*drafts: Decision) -> tuple[Decision, ...]:
    """The drafts as if stored one after the other, with the ids `id_0`, `id_1` …"""
    return tuple(
        replace(d, id=f"id_{n}", time=f"2026-03-12T08:00:{n:02}.000000Z", sequence=n)
        for n, d in enumerate(drafts)
    )


def english(error: pytest.ExceptionInfo[DecisionError]) -> str:
    assert all(problem.message.vi for problem in error.value.problems)
    return str(error.value)


def test_a_quote_is_located_with_its_white_space_folded() -> None:
    span = decisions.locate(STUDY, TALK.name, 2, "ra mà đóng \n hả em")
    assert span.of(TALK.text) == "ra   mà\nđóng hả em"


def test_a_decomposed_quote_is_located() -> None:
    quote = unicodedata.normalize("NFD", "chưa nghe nói")
    assert decisions.locate(STUDY, TALK.name, 4, quote).of(TALK.text) == "chưa nghe nói"


def test_an_empty_quote_is_the_whole_turn() -> None:
    assert decisions.locate(STUDY, TALK.name, 4, " ").of(TALK.text) == LAST


def test_of_a_repeated_quote_the_first_is_located() -> None:
    assert decisions.locate(STUDY, TALK.name, 2, "Tiền đâu") == span_of("Tiền đâu")


def test_a_quote_of_another_turn_is_not_located() -> None:
    with pytest.raises(DecisionError) as error:
        decisions.locate(STUDY, TALK.name, 2, "chưa nghe nói")
    assert english(error).startswith("pvs_01_laocai:T002: 'chưa nghe nói' does not occur in turn 2")


def test_signs_in_a_quote_stand_for_themselves() -> None:
    with pytest.raises(DecisionError):
        decisions.locate(STUDY, TALK.name, 4, "Tôi .* giờ.")


def test_an_empty_turn_has_nothing_to_locate() -> None:
    with pytest.raises(DecisionError, match="no words to code"):
        decisions.locate(STUDY, TALK.name, 3, "")


@pytest.mark.parametrize("turn", [0, -1, 5])
def test_a_turn_that_is_not_there_is_named_with_how_many_there_are(turn: int) -> None:
    with pytest.raises(DecisionError, match=f"no turn {turn}.*has 4 turns"):
        decisions.locate(STUDY, TALK.name, turn, "x")


def test_an_unknown_transcript_gets_a_near_name() -> None:
    with pytest.raises(DecisionError, match="did you mean 'pvs_01_laocai'"):
        decisions.locate(STUDY, "pvs_1_laocai", 2, "Tiền")


def test_an_addition_carries_its_words_and_32_characters_on_each_side() -> None:
    span = span_of("hả em")
    draft = decisions.add(STUDY, TALK.name, "affordability", span, coder="Lan", note="rõ")
    assert draft == Decision(
        id="",
        time="",
        sequence=0,
        coder="Lan",
        action="add",
        transcript=TALK.name,
        sha256=TALK.sha256,
        span=span,
        exact="hả em",
        prefix=TALK.text[span.start - 32 : span.start],
        suffix=TALK.text[span.end : span.end + 32],
        code="affordability",
        note="rõ",
    )
    assert CONTEXT == 32


def test_context_stops_at_the_edges_of_the_text() -> None:
    draft = decisions.add(STUDY, TALK.name, "affordability", span_of("bao giờ."), coder="Lan")
    assert draft.suffix == "\n"


@pytest.mark.parametrize(
    ("code", "span", "coder", "fault"),
    [
        ("afordability", span_of("hả em"), "Lan", "did you mean 'affordability'"),
        ("affordability", span_of(ASKED), "Lan", "turn 1 is the interviewer's"),
        ("affordability", Span(span_of("hả em").start, span_of("Tôi").end), "Lan", "one turn"),
        ("affordability", Span(9, 9), "Lan", "one turn"),
        ("affordability", Span(5000, 5010), "Lan", "one turn"),
        ("affordability", span_of("hả em"), " ", "no coder"),
    ],
)
def test_what_can_not_be_added_is_refused(code: str, span: Span, coder: str, fault: str) -> None:
    with pytest.raises(DecisionError, match=fault):
        decisions.add(STUDY, TALK.name, code, span, coder=coder)


def test_a_coding_is_accepted_rejected_or_annotated_on_its_own_span() -> None:
    one = coding()
    drafts = (
        decisions.accept(STUDY, one, coder="Lan"),
        decisions.reject(STUDY, one, coder="Lan", note="ý khác"),
        decisions.memo(STUDY, one, "xem lại", coder="Lan"),
    )
    assert [(d.action, d.span, d.exact, d.code, d.note) for d in drafts] == [
        ("accept", one.span, LAST, one.code, ""),
        ("reject", one.span, LAST, one.code, "ý khác"),
        ("memo", one.span, LAST, one.code, "xem lại"),
    ]


def test_a_draft_keeps_what_the_rule_said_other_than_the_code() -> None:
    enabling = replace(coding(), valence="enabler")
    assert decisions.accept(STUDY, enabling, coder="Lan").valence == "enabler"
    assert decisions.accept(STUDY, coding(), coder="Lan").valence is None
    assert decisions.add(STUDY, TALK.name, "affordability", LAST_SPAN, coder="Lan").valence is None


def test_a_group_may_be_given_like_any_code() -> None:
    """A code that got a child is a group now; what was decided on it can be decided anew."""
    book = replace(codes("awareness.no_knowledge"), groups=codes("awareness").codes)
    study = replace(STUDY, codebooks=(book,))
    assert decisions.add(study, TALK.name, "awareness", LAST_SPAN, coder="Lan").code == "awareness"
    assert decisions.recode(study, coding(), "awareness", coder="Lan").target == "awareness"


def test_the_nearest_word_is_named_if_there_is_one() -> None:
    known = ["affordability", "awareness.no_knowledge"]
    assert decisions.nearest("afordabilty", known) == "affordability"
    assert decisions.nearest("xyz", known) == decisions.nearest("affordability", []) == ""


def test_a_name_typed_without_marks_or_capitals_is_near() -> None:
    assert decisions.nearest("truong dai", ["Hoa", "Trưởng Đài"]) == "Trưởng Đài"


def test_a_recoding_names_both_codes() -> None:
    draft = decisions.recode(STUDY, coding(), "affordability", coder="Lan")
    assert (draft.action, draft.code, draft.target) == (
        "recode",
        "awareness.no_knowledge",
        "affordability",
    )


@pytest.mark.parametrize("code", ["awareness.no_knowledge", "awareness", ""])
def test_a_recoding_to_the_same_or_no_code_is_refused(code: str) -> None:
    with pytest.raises(DecisionError):
        decisions.recode(STUDY, coding(), code, coder="Lan")


def test_a_coding_gets_other_words_with_their_own_context() -> None:
    whole = replace(coding(), valence="enabler")
    draft = decisions.respan(STUDY, whole, span_of("chưa nghe nói"), coder="Lan", note="gọn hơn")
    assert (draft.action, draft.code, draft.exact, draft.valence, draft.note) == (
        "respan",
        whole.code,
        "chưa nghe nói",
        "enabler",
        "gọn hơn",
    )
    assert draft.prefix.endswith("Tôi ")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("chưa nghe nói", "these very words already"),
        ("bao giờ.", "share nothing with the old"),
        (ASKED, "share nothing"),
    ],
)
def test_new_words_of_a_coding_are_others_and_overlap_the_old(words: str, fault: str) -> None:
    with pytest.raises(DecisionError, match=fault):
        decisions.respan(STUDY, coding("chưa nghe nói"), span_of(words), coder="Lan")


def test_new_words_of_a_coding_stay_within_its_turn() -> None:
    over = Span(LAST_SPAN.start - 6, LAST_SPAN.end)
    with pytest.raises(DecisionError, match="one turn"):
        decisions.respan(STUDY, coding(), over, coder="Lan")


def test_of_a_repeated_quote_the_place_that_shares_words_with_the_old_is_located() -> None:
    second = span_of("Tiền đâu", nth=1)
    near = Span(second.start, second.end + 6)
    assert decisions.locate(STUDY, TALK.name, 2, "Tiền đâu", near=near) == second
    assert decisions.locate(STUDY, TALK.name, 2, "hả em", near=near) == span_of("hả em")


def test_a_translation_is_of_the_words_whatever_their_codes() -> None:
    draft = decisions.translate(STUDY, coding(), "I never heard of it.", coder="Lan")
    assert (draft.action, draft.code, draft.exact, draft.note) == (
        "translate",
        "",
        LAST,
        "I never heard of it.",
    )
    assert decisions.translate(STUDY, coding(), "", coder="Lan").note == ""


def test_a_turn_is_marked_as_read_as_a_whole() -> None:
    draft = decisions.seen(STUDY, TALK.name, 4, coder="Lan")
    assert (draft.action, draft.code, draft.exact, draft.span) == ("seen", "", LAST, LAST_SPAN)


@pytest.mark.parametrize(("turn", "fault"), [(3, "no words to read"), (9, "no turn 9")])
def test_a_turn_without_words_is_not_marked_as_read(turn: int, fault: str) -> None:
    with pytest.raises(DecisionError, match=fault):
        decisions.seen(STUDY, TALK.name, turn, coder="Lan")


def test_an_outcome_is_on_a_code_and_words_with_its_reason() -> None:
    draft = decisions.adjudicate(
        STUDY, TALK.name, "affordability", LAST_SPAN, "reject", coder="Hoa", note="không nói tiền"
    )
    assert (draft.action, draft.target, draft.code, draft.exact, draft.note) == (
        "adjudicate",
        "reject",
        "affordability",
        LAST,
        "không nói tiền",
    )


@pytest.mark.parametrize(
    ("outcome", "reason", "fault"),
    [("accept", " ", "give the reason"), ("both", "vì", "accept or reject")],
)
def test_an_outcome_is_one_of_two_and_has_a_reason(outcome: str, reason: str, fault: str) -> None:
    with pytest.raises(DecisionError, match=fault):
        decisions.adjudicate(
            STUDY, TALK.name, "affordability", LAST_SPAN, outcome, coder="Hoa", note=reason
        )


WITH_CASE = replace(STUDY, cases=(Case(TALK.name),))


def test_a_summary_is_of_a_case_and_a_code() -> None:
    draft = decisions.summarise(
        WITH_CASE, TALK.name, "affordability", "Không có tiền.", coder="Lan"
    )
    assert draft == Decision(
        *("", "", 0, "Lan", "summarise"),
        transcript=TALK.name,
        sha256=TALK.sha256,
        code="affordability",
        note="Không có tiền.",
        target="about",
    )


def test_a_whole_family_may_be_summed_up_and_a_case_without_a_transcript() -> None:
    study = replace(STUDY, cases=(Case("so_cai", has_transcript=False),))
    draft = decisions.summarise(study, "so_cai", "awareness", "Chưa ai nghe.", coder="Lan")
    assert (draft.code, draft.sha256) == ("awareness", "")


@pytest.mark.parametrize(
    ("case", "code", "coder", "fault"),
    [
        ("pvs_1_laocai", "affordability", "Lan", "did you mean 'pvs_01_laocai'"),
        (TALK.name, "afordability", "Lan", "did you mean 'affordability'"),
        (TALK.name, "affordability", "", "no coder"),
    ],
)
def test_a_summary_of_nothing_known_is_refused(
    case: str, code: str, coder: str, fault: str
) -> None:
    with pytest.raises(DecisionError, match=fault):
        decisions.summarise(WITH_CASE, case, code, "…", coder=coder)


def test_a_transcript_is_assigned_to_somebody() -> None:
    draft = decisions.assign(STUDY, TALK.name, " Minh ", coder="Hoa")
    assert (draft.action, draft.transcript, draft.target, draft.sha256, draft.span) == (
        "assign",
        TALK.name,
        "Minh",
        TALK.sha256,
        Span(0, 0),
    )


@pytest.mark.parametrize(
    ("name", "to", "fault"), [("pvs_99", "Minh", "no transcript"), (TALK.name, " ", "to whom")]
)
def test_an_assignment_names_a_transcript_and_a_coder(name: str, to: str, fault: str) -> None:
    with pytest.raises(DecisionError, match=fault):
        decisions.assign(STUDY, name, to, coder="Hoa")


OLD = replace(
    STUDY,
    decisions=(
        Decision("id_0", "2026-03-12", 1, "Lan", "accept", code="money"),
        Decision("id_1", "2026-03-13", 2, "Lan", "recode", code="money", target="money.none"),
        Decision("id_2", "2026-03-14", 3, "Lan", "assign", target="Minh"),
    ),
)


@pytest.mark.parametrize("action", ["rename", "merge"])
@pytest.mark.parametrize("old", ["money", "money.none"])
def test_a_code_that_was_decided_on_leads_to_one_of_the_codebook(action: Action, old: str) -> None:
    draft = decisions.migrate(OLD, action, old, "affordability", coder="Hoa", note="v3")
    assert draft == Decision("", "", 0, "Hoa", action, code=old, target="affordability", note="v3")


def test_a_code_that_is_retired_leads_nowhere() -> None:
    draft = decisions.migrate(OLD, "retire", "money", "", coder="Hoa")
    assert (draft.action, draft.code, draft.target) == ("retire", "money", "")


def test_a_code_still_in_the_codebook_may_be_renamed_before_the_codebook_is_edited() -> None:
    draft = decisions.migrate(STUDY, "rename", "affordability", "money", coder="Hoa")
    assert (draft.code, draft.target) == ("affordability", "money")


def test_a_code_may_lead_to_one_that_leads_on() -> None:
    on = Decision("id_3", "2026-03-15", 1, "Hoa", "rename", code="money", target="affordability")
    study = replace(OLD, decisions=(*OLD.decisions, on))
    assert decisions.migrate(study, "merge", "money.none", "money", coder="Hoa").target == "money"
    back = Decision("id_4", "2026-03-16", 2, "Hoa", "undo", target="id_3")
    with pytest.raises(DecisionError, match="neither"):
        decisions.migrate(
            replace(study, decisions=(*study.decisions, back)),
            *("merge", "money.none", "money"),
            coder="Hoa",
        )


def test_codes_that_lead_in_a_circle_lead_nowhere() -> None:
    there = Decision("id_3", "2026-03-15", 1, "Hoa", "rename", code="money", target="cash")
    back = Decision("id_4", "2026-03-16", 2, "Hoa", "rename", code="cash", target="money")
    study = replace(OLD, decisions=(*OLD.decisions, there, back))
    with pytest.raises(DecisionError, match="neither"):
        decisions.migrate(study, "merge", "money.none", "cash", coder="Hoa")


@pytest.mark.parametrize(
    ("action", "old", "new", "fault"),
    [
        ("rename", "mony", "affordability", "neither a codebook nor a decision.*mean 'money'"),
        ("retire", "Minh", "", "neither a codebook nor a decision"),
        ("rename", "money", "afordability", "neither.*did you mean 'affordability'"),
        ("merge", "money", "money", "are the same"),
        ("rename", "affordability", "", "is in a codebook"),
        ("rename", "", "affordability", "neither a codebook"),
    ],
)
def test_a_migration_from_or_to_nothing_known_is_refused(
    action: Action, old: str, new: str, fault: str
) -> None:
    with pytest.raises(DecisionError, match=fault):
        decisions.migrate(OLD, action, old, new, coder="Hoa")


def test_a_coding_is_found_in_force_or_rejected() -> None:
    one, struck = coding(), replace(coding("Tiền đâu", "affordability", 2), status="rejected")
    study = replace(STUDY, codings=(one,), rejected=(struck,))
    assert decisions.find(study, one.id[:6]) == one
    assert decisions.find(study, struck.id) == struck


def test_an_ambiguous_prefix_lists_the_candidates() -> None:
    codings = tuple(Coding(TALK.name, 2, Span(n, n + 1), "affordability") for n in range(3000))
    shared = sorted(c.id for c in codings)
    prefix = next(a[:4] for a, b in pairwise(shared) if a[:4] == b[:4])
    expected = [name for name in shared if name.startswith(prefix)]
    with pytest.raises(DecisionError) as error:
        decisions.find(replace(STUDY, codings=codings), prefix)
    assert all(name in english(error) for name in expected)


def row(**cells: str) -> Mapping[str, str]:
    base = {
        "transcript": TALK.name,
        "turn": "2",
        "quote": "Tiền đâu ra mà đóng",
        "code": "affordability",
        "action": "add",
        "coder": "Lan",
    }
    return {**base, **cells}


def read(*rows: Mapping[str, str], study: Study = STUDY) -> tuple[Decision, ...]:
    return decision_table.from_rows(study, rows, "dot1.csv")


def test_a_row_adds_a_code() -> None:
    span = decisions.locate(STUDY, TALK.name, 2, "Tiền đâu ra mà đóng")
    assert read(row()) == (decisions.add(STUDY, TALK.name, "affordability", span, coder="Lan"),)


def test_no_rows_are_no_decisions() -> None:
    assert read() == ()


@pytest.mark.parametrize("action", ["accept", "reject"])
def test_a_row_refers_to_the_coding_that_its_quote_lies_in(action: str) -> None:
    one = coding()
    (draft,) = read(
        row(turn="4", quote="chưa nghe", code=one.code, action=action),
        study=replace(STUDY, codings=(one,)),
    )
    assert (draft.action, draft.span, draft.exact) == (action, one.span, LAST)


def test_a_row_does_not_refer_to_another_codes_coding() -> None:
    other = coding(code="affordability")
    (draft,) = read(
        row(turn="4", quote="chưa nghe", code="awareness.no_knowledge", action="reject"),
        study=replace(STUDY, codings=(other,)),
    )
    assert (draft.code, draft.exact) == ("awareness.no_knowledge", "chưa nghe")


@pytest.mark.parametrize("action", ["accept", "reject"])
def test_a_row_acts_on_every_coding_that_its_quote_shares_words_with(action: str) -> None:
    near, far = coding("Tôi chưa"), coding("nghe nói bảo hiểm")
    beside = coding("bao giờ.")
    drafts = read(
        row(turn="4", quote="chưa nghe nói bảo", code=near.code, action=action, memo="rõ"),
        study=replace(STUDY, codings=(near, far, beside)),
    )
    assert [(d.action, d.span) for d in drafts] == [
        (action, near.span),
        (action, far.span),
        ("memo", near.span),
        ("memo", far.span),
    ]


def test_after_a_row_rejects_a_quote_nothing_of_its_code_is_left_there() -> None:
    pair = (coding("Tôi chưa"), coding("nghe nói bảo hiểm bao giờ."))
    study = replace(STUDY, codings=pair)
    drafts = read(row(turn="4", quote="", code=pair[0].code, action="reject"), study=study)
    after = review(pair, recorded(*drafts), STUDY.transcripts, {pair[0].code: "neutral"})
    assert after.codings == ()


def test_a_row_acts_on_struck_codings_only_where_none_is_in_force() -> None:
    alive, struck = coding("Tôi chưa"), replace(coding("nghe nói bảo hiểm"), status="rejected")
    again = row(turn="4", quote="chưa nghe nói", code=alive.code, action="accept")
    both = read(again, study=replace(STUDY, codings=(alive,), rejected=(struck,)))
    assert [draft.span for draft in both] == [alive.span]
    alone = read(again, study=replace(STUDY, rejected=(struck,)))
    assert [draft.span for draft in alone] == [struck.span]


def test_accepting_what_nobody_found_adds_it() -> None:
    (draft,) = read(row(action="accept"))
    assert draft.action == "add"


def test_rejecting_what_nobody_found_is_recorded_all_the_same() -> None:
    (draft,) = read(row(action="reject", turn="4", quote="chưa nghe"))
    assert (draft.action, draft.exact) == ("reject", "chưa nghe")


def test_a_memo_column_adds_a_memo_on_the_same_words() -> None:
    added, memo = read(row(memo="câu đắt"), row(memo=""))[:2]
    assert (added.action, memo.action, memo.note, memo.span) == (
        "add",
        "memo",
        "câu đắt",
        added.span,
    )
    assert len(read(row(memo="câu đắt"), row(memo=""))) == 3


def test_every_fault_of_every_row_is_told_with_its_line() -> None:
    with pytest.raises(DecisionError) as error:
        read(
            row(),
            row(transcript="pvs_01_laocay"),
            row(turn="hai"),
            row(turn="9"),
            row(turn="1", quote="có đóng"),
            row(quote="tiền ở đâu"),
            row(code="affordabilty", action="thêm", coder=""),
        )
    told = [(p.where, p.message.en.split("'")[0].strip()) for p in error.value.problems]
    assert told == [
        ("dot1.csv:3", "there is no transcript"),
        ("dot1.csv:4", "turn"),
        ("dot1.csv:5", "there is no turn 9;"),
        ("dot1.csv:6", "turn 1 is the interviewer"),
        ("dot1.csv:7", ""),
        ("dot1.csv:8", "code"),
        ("dot1.csv:8", "unknown action"),
        ("dot1.csv:8", "no coder is named; give a name, so that it is known who decided"),
    ]
    assert "did you mean 'pvs_01_laocai'" in english(error)
    assert "did you mean 'affordability'" in english(error)


def test_a_missing_column_is_named_at_the_first_line() -> None:
    short = {key: value for key, value in row().items() if key not in {"coder", "action"}}
    with pytest.raises(DecisionError) as error:
        read(short)
    (problem,) = error.value.problems
    assert problem.where == "dot1.csv:1"
    assert "action, coder" in problem.message.en


def test_a_quote_over_two_lines_moves_the_lines_that_follow() -> None:
    with pytest.raises(DecisionError) as error:
        read(row(quote="Tiền đâu ra mà\nđóng"), row(turn="x"))
    assert [p.where for p in error.value.problems] == ["dot1.csv:4"]


def test_the_line_that_the_reader_counted_is_believed() -> None:
    with pytest.raises(DecisionError) as error:
        read(row(turn="x", __line__="17"))
    assert [p.where for p in error.value.problems] == ["dot1.csv:17"]


def test_a_row_that_ends_early_has_empty_cells() -> None:
    """As `csv.DictReader` gives them."""
    short: dict[str, str | None] = {**row(), "coder": None}
    with pytest.raises(DecisionError, match="no coder is named"):
        read(short)  # type: ignore[arg-type]  # what csv gives, against its own type
