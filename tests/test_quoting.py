"""Drafts about quotes: their English, who checked it, which are pinned or banned, and their ids."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk import record, study_of

from qualcode import decisions, project, quotes
from qualcode.errors import DecisionError
from qualcode.language.quoting import translated_by
from qualcode.model import Bilingual, Coding, Study

TALK = "PVV: Chị nghe chưa?\nNTL: Tôi chưa nghe. Mà tiền đâu ra mà đóng!\n"


@pytest.fixture
def study() -> Study:
    return study_of(TALK)


def first(study: Study) -> Coding:
    return study.codings[0]


def translated(study: Study, text: str = "No.", coder: str = "Lan") -> Study:
    return record(study, (decisions.translate(study, first(study), text, coder=coder),))


def test_a_check_keeps_the_very_translation_that_was_checked(study: Study) -> None:
    done = translated(study, "Never\nheard.")
    draft = decisions.check_translation(done, first(done), coder="Minh")
    assert (draft.action, draft.note, draft.code) == ("check", "Never\nheard.", "")
    assert first(record(done, (draft,))).checked == "Minh"


def test_what_nobody_translated_can_not_be_checked(study: Study) -> None:
    with pytest.raises(DecisionError, match="no translation to check"):
        decisions.check_translation(study, first(study), coder="Minh")


def test_ones_own_translation_is_for_somebody_else_to_check(study: Study) -> None:
    done = translated(study)
    with pytest.raises(DecisionError, match="ask somebody else") as refused:
        decisions.check_translation(done, first(done), coder="Lan ")
    (problem,) = refused.value.problems
    assert "\n" not in problem.message.vi


def test_a_check_is_taken_away_only_where_there_is_one(study: Study) -> None:
    done = translated(study)
    with pytest.raises(DecisionError, match="nobody has checked"):
        decisions.uncheck_translation(done, first(done), coder="Minh")
    done = record(done, (decisions.check_translation(done, first(done), coder="Minh"),))
    done = record(done, (decisions.uncheck_translation(done, first(done), coder="Hoa"),))
    assert (first(done).translator, first(done).checked) == ("Lan", "")


def test_a_quote_is_pinned_banned_and_let_go(study: Study) -> None:
    for choice in ("pin", "ban", ""):
        draft = decisions.cite(study, first(study), choice, coder="Lan", note="lý do")
        study = record(study, (draft,))
        assert (first(study).cite, first(study).status) == (choice, "proposed")
        assert (draft.code, draft.note) == (first(study).code, "lý do")


def test_who_translated_and_checked_is_said_in_both_languages(study: Study) -> None:
    assert translated_by(first(study)) == Bilingual("", "")
    done = translated(study)
    assert translated_by(first(done)) == Bilingual(
        "Lan dịch; chưa ai kiểm tra", "by Lan; not checked"
    )
    checked = replace(first(done), checked="Minh")
    assert translated_by(checked) == Bilingual(
        "Lan dịch; Minh đã kiểm tra", "by Lan; checked by Minh"
    )


def test_a_quotes_id_as_printed_names_all_its_codings_or_those_of_a_code(study: Study) -> None:
    other = "institutional.procedures"
    add = decisions.add(study, "t1", other, first(study).span, coder="Lan")
    study = record(study, (add,))
    printed = {quote.coding.id: quote.id for quote in quotes.quotes(study)}
    assert printed[first(study).id] == "t1:T002:1"

    found = decisions.meant(study, "t1:T002:1")
    assert {one.code for one in found} == {first(study).code, other}
    assert [one.code for one in decisions.meant(study, "t1:T2:1", "institutional")] == [other]
    assert decisions.meant(study, first(study).id) == (first(study),)


@pytest.mark.parametrize(
    ("typed", "code", "fault"),
    [
        ("t1:T002:9", "", "this turn has: t1:T002:1"),
        ("t1:T001:1", "", "no such quote in the turn"),
        ("t1:T099:1", "", "no turn 99"),
        ("t9:T002:1", "", "no transcript 't9'"),
        ("t1:T002:1", "benefits", "they have: awareness.no_knowledge"),
        ("zzzzzz", "", "no id begins so"),
    ],
)
def test_a_quote_that_is_not_there_is_refused(
    study: Study, typed: str, code: str, fault: str
) -> None:
    with pytest.raises(DecisionError, match=fault):
        decisions.meant(study, typed, code)


def test_a_pin_goes_with_its_quote_when_the_code_is_changed(study: Study) -> None:
    study = record(study, (decisions.cite(study, first(study), "ban", coder="Lan"),))
    recoded = decisions.recode(study, first(study), "benefits.pension", coder="Minh")
    study = record(study, (recoded,))
    assert [(c.code, c.cite) for c in study.codings if c.turn == 2][:1] == [
        ("benefits.pension", "ban")
    ]
    assert project.with_decisions(study, study.decisions).codings == study.codings
