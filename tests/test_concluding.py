"""What a person concludes of a theme: recorded, folded, kept through renaming, taken back."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode import audit, checks, decisions, explain, triangulation, undoing
from qualcode.decided import blinded, with_decisions, with_more
from qualcode.errors import QualcodeError
from qualcode.exporters.audit import write_log
from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Conclusion,
    Decision,
    Settings,
    Span,
    Study,
    Transcript,
    Turn,
)

CASES = {"k1": "KII", "k2": "KII", "f1": "FGD", "f2": "FGD"}
CODES = ("money.income", "money.cost", "trust")


def book(*codes: str) -> Codebook:
    return Codebook("test", "1", tuple(Code(c, Bilingual(c, c), valence="barrier") for c in codes))


def said(case: str, code: str, status: str = "proposed") -> Coding:
    return Coding(case, 1, Span(0, 5), code, "barrier", status=status)  # type: ignore[arg-type]


def fresh(policy: str = "latest", **more: object) -> Study:
    turn = Turn(1, "NTL", "respondent", Span(0, 50))
    study = Study(
        Settings(policy=policy),
        (book(*CODES),),
        tuple(Transcript(name, "a" * 50, (turn,)) for name in CASES),
        tuple(Case(name, {"type": kind, "vùng": "Bắc"}) for name, kind in CASES.items()),
        proposals=(said("k1", "money.income"), said("f1", "money.income")),
        asked={name: frozenset({"money", "trust"}) for name in CASES},
    )
    return with_decisions(replace(study, **more), ())  # type: ignore[arg-type]


def after(study: Study, *drafts: Decision) -> Study:
    """The study with drafts recorded one a second, from where its log ends."""
    return with_decisions(study, recorded(study, drafts))


def recorded(study: Study, drafts: Sequence[Decision]) -> tuple[Decision, ...]:
    done = [*study.decisions]
    for draft in drafts:
        number = len(done)
        time = f"2026-03-10T08:00:00.{number:06}Z"
        done.append(replace(draft, id=f"id_{number:02}", time=time, sequence=number))
    return tuple(done)


def conclude(study: Study, verdict: str, **more: str) -> Decision:
    given = {"theme": "money.income", "by": "type", "reason": "đã đọc", "coder": "Lan"} | more
    return decisions.conclude(study, given.pop("theme"), given.pop("by"), verdict, **given)


def test_a_conclusion_keeps_what_was_computed_and_what_each_source_said_then() -> None:
    study = fresh()

    [concluded] = after(study, conclude(study, "partial")).conclusions

    assert concluded == Conclusion(
        theme="money.income",
        by="type",
        verdict="partial",
        reason="đã đọc",
        coder="Lan",
        computed="agreement",
        cells="KII 1/2 −; FGD 1/2 −",
    )


def test_to_confirm_is_to_conclude_what_is_computed() -> None:
    study = fresh()

    assert conclude(study, decisions.CONFIRM).target == "agreement"


@pytest.mark.parametrize(
    "words", ["partial", "Thống nhất một phần", "partial agreement", " PARTIAL "]
)
def test_a_verdict_may_be_named_as_reports_call_it(words: str) -> None:
    assert conclude(fresh(), words).target == "partial"


def test_a_whole_family_may_be_concluded_on() -> None:
    study = fresh()

    [concluded] = after(study, conclude(study, "confirm", theme="money")).conclusions

    assert (concluded.theme, concluded.computed) == ("money", "agreement")


def test_the_sources_are_those_within_the_type() -> None:
    found = conclude(fresh(), "single_source", by="vùng@TLN")

    assert (found.exact, found.suffix) == ("vùng@FGD", "FGD: Bắc 1/2 −")


@pytest.mark.parametrize(
    ("verdict", "more", "said"),
    [
        ("partial", {"reason": "  "}, "no reason is given"),
        ("confirm", {"reason": ""}, "no reason is given"),
        ("agreed", {}, "write one of: confirm, agreement, partial"),
        ("partial", {"theme": "money.incom"}, "did you mean 'money.income'?"),
        ("partial", {"theme": "mone"}, "is not in a codebook"),
        ("partial", {"by": "tỉnh"}, "no case has 'tỉnh'"),
        ("partial", {"by": "type@IDI"}, "no case is of the type 'IDI'; there are: FGD, KII"),
        ("partial", {"coder": " "}, "no coder is named"),
    ],
)
def test_what_cannot_be_concluded_says_why(verdict: str, more: dict[str, str], said: str) -> None:
    with pytest.raises(QualcodeError) as error:
        conclude(fresh(), verdict, **more)
    assert said in error.value.problems[0].message.en


def test_the_latest_conclusion_on_a_theme_by_the_same_sources_stands() -> None:
    study = fresh()
    study = after(
        study,
        conclude(study, "partial"),
        conclude(study, "dissonance", by="vùng"),
        conclude(study, "silence", coder="Minh"),
    )

    assert [(c.by, c.verdict, c.coder) for c in study.conclusions] == [
        ("type", "silence", "Minh"),
        ("vùng", "dissonance", "Lan"),
    ]


def test_an_empty_verdict_takes_away_what_was_concluded_and_needs_no_reason() -> None:
    study = fresh()
    study = after(study, conclude(study, "partial"))
    study = after(study, conclude(study, "", reason=""))

    assert study.conclusions == ()


def test_where_nobody_concluded_there_is_nothing_to_take_away() -> None:
    study = fresh()
    study = after(study, conclude(study, "partial"))

    with pytest.raises(QualcodeError) as error:
        conclude(study, "", by="vùng")
    assert "there is nothing to take away" in error.value.problems[0].message.en


def test_only_the_coders_own_conclusions_count_where_only_her_word_does() -> None:
    study = fresh("coder:Lan")
    study = after(study, conclude(study, "partial"), conclude(study, "silence", coder="Minh"))

    assert [c.coder for c in study.conclusions] == ["Lan"]


@pytest.mark.parametrize("policy", ["union", "majority", "adjudicated"])
def test_the_latest_conclusion_stands_under_the_other_policies(policy: str) -> None:
    study = fresh(policy)
    study = after(study, conclude(study, "partial"), conclude(study, "silence", coder="Minh"))

    assert [c.coder for c in study.conclusions] == ["Minh"]


def test_a_conclusion_is_taken_back_and_restored_like_any_decision() -> None:
    study = fresh()
    study = after(study, conclude(study, "partial"))
    gone = after(study, *undoing.undo(study, coder="Lan"))
    back = after(gone, *undoing.redo(gone, coder="Lan"))

    assert gone.conclusions == ()
    assert back.conclusions == study.conclusions


def test_a_conclusion_follows_its_code_to_its_new_name() -> None:
    study = fresh()
    done = after(study, conclude(study, "partial"))
    renamed = replace(done, codebooks=(book("cash.income", "money.cost", "trust"),))
    moved = after(
        renamed, decisions.migrate(renamed, "rename", "money.income", "cash.income", coder="Lan")
    )

    assert [c.theme for c in moved.conclusions] == ["cash.income"]
    assert not moved.doubts


def test_a_conclusion_on_a_code_that_is_gone_is_kept_and_told() -> None:
    study = fresh()
    done = after(study, conclude(study, "partial", theme="trust"))
    without = replace(done, codebooks=(book("money.income", "money.cost"),))
    lost = with_decisions(without, done.decisions)

    assert lost.conclusions == ()
    [problem] = checks.of_decisions(lost)
    assert "its code is no longer in a codebook" in problem.message.en
    assert "trust" in problem.message.en


def test_other_decisions_leave_conclusions_as_they_are() -> None:
    study = fresh()
    study = after(study, conclude(study, "partial"))
    accepted = decisions.accept(study, study.codings[0], coder="Lan")

    more = with_more(study, recorded(study, [accepted]))

    assert more == with_decisions(fresh(), more.decisions)
    assert [c.verdict for c in more.conclusions] == ["partial"]


def test_a_blind_coder_sees_no_conclusions_of_others() -> None:
    study = fresh()

    assert blinded(after(study, conclude(study, "partial")), "Minh").conclusions == ()


def test_the_log_tells_what_was_computed_then_what_was_concluded_before() -> None:
    study = fresh()
    study = after(study, conclude(study, "partial"), conclude(study, "silence"))
    first, second = audit.entries(study)

    assert (first.before.en, first.after.en) == ("computed: Agreement", "Partial agreement (type)")
    assert (second.before.en, second.after.en) == ("Partial agreement", "Silence (type)")
    assert audit.words_of(first.decision) == ""
    assert first.tells_more


def test_the_audit_trail_has_the_reason_and_takes_the_sources_for_no_words(tmp_path: Path) -> None:
    study = fresh()
    study = after(study, conclude(study, "partial"))
    write_log(audit.entries(study), tmp_path / "log.csv", "en")

    with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["action"], row["code"], row["target"]) == ("conclude", "money.income", "partial")
    assert (row["words"], row["note"]) == ("", "đã đọc")
    assert (row["before"], row["after"]) == ("computed: Agreement", "Partial agreement (type)")


def test_the_log_goes_back_to_the_conclusion_that_stands() -> None:
    study = fresh()
    study = after(study, conclude(study, "partial"))
    study = after(study, *undoing.undo(study, coder="Lan"))
    study = after(study, conclude(study, "silence"))
    study = after(study, conclude(study, ""))

    assert [e.before.en for e in audit.entries(study)] == [
        "computed: Agreement",
        "Partial agreement (type)",
        "computed: Agreement",
        "Silence",
    ]
    assert audit.entries(study)[-1].after.en == "no verdict any more (type)"


def test_the_log_is_filtered_by_the_action_and_the_theme() -> None:
    study = fresh()
    study = after(study, conclude(study, "partial"), conclude(study, "partial", theme="trust"))

    found = audit.entries(study, audit.Filters(action="conclude", code="money"))

    assert [entry.decision.code for entry in found] == ["money.income"]


def test_a_conclusion_is_described_in_a_line() -> None:
    assert explain.change(conclude(fresh(), "partial"), "en") == (
        "conclude money.income (type): Partial agreement"
    )


def test_the_table_has_the_computed_verdict_and_the_persons_side_by_side() -> None:
    study = fresh()
    study = after(study, conclude(study, "partial"))

    row = triangulation.triangulate(study, "type").set_index("code").loc["money.income"]

    assert (row["verdict"], row["concluded"]) == ("agreement", "partial")
    assert (row["concluded_vi"], row["reason"], row["concluded_by"]) == (
        "Thống nhất một phần",
        "đã đọc",
        "Lan",
    )
    assert row["concluded_then"] == "agreement: KII 1/2 −; FGD 1/2 −"
    assert row["changed"] == ""


def changed(study: Study) -> str:
    table = triangulation.triangulate(study, "type").set_index("code")
    return str(table.loc["money.income", "changed"])


def test_a_conclusion_says_if_the_computed_verdict_or_the_figures_have_changed_since() -> None:
    study = fresh()
    study = after(study, conclude(study, "confirm"))
    both = [
        decisions.add(study, case, "money.income", Span(0, 5), coder="Lan") for case in ("k2", "f2")
    ]
    struck = [decisions.reject(study, c, coder="Lan") for c in study.codings]

    assert changed(study) == ""
    assert changed(after(study, *both)) == "cells"
    assert changed(after(study, *struck)) == "verdict"


def test_to_count_only_what_people_confirmed_is_no_change_of_what_was_looked_at() -> None:
    study = fresh()
    study = after(study, conclude(study, "confirm"))
    settings = replace(study.settings, count="confirmed")

    assert changed(replace(study, settings=settings, codings=())) == ""


def test_thresholds_of_the_study_decide_what_is_confirmed() -> None:
    limits = triangulation.Thresholds(min_asked=3)
    study = replace(fresh(), settings=Settings(thresholds=limits))

    assert conclude(study, "confirm").target == "no_finding"
