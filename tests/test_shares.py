from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from word_documents import tree, words

from qualcode import decisions, explain, project, shares
from qualcode.exporters import write_all
from qualcode.model import Coding, Settings, Span, Study
from qualcode.overview import overview
from qualcode.project import results, with_decisions
from qualcode.shares import Shares

MODEL = "qualcode 0.6, linear, seed 0; 12 examples, 40 decisions"
HERE = Coding("pvs_01", 2, Span(0, 9), "awareness.no_knowledge", rule="awareness#ab12cd")
LEARNED = replace(HERE, origin="model", rule="", probability=0.8312, model=MODEL)
OTHERS = replace(LEARNED, model="local_model tiny-7b, seed 0")
ADDED = replace(HERE, origin="Lan", rule="", status="added", coder="Lan")


def test_each_coding_is_a_persons_a_rules_or_a_models() -> None:
    codings = [HERE, HERE, LEARNED, OTHERS, OTHERS, OTHERS, ADDED]
    accepted = replace(LEARNED, status="accepted", coder="Lan")
    found = shares.shares([*codings, accepted])
    assert found == Shares(person=2, rule=2, model=1, others={"local_model": 3})


def test_what_coders_differ_about_is_nobodys_until_it_is_settled() -> None:
    disputed = replace(ADDED, status="proposed", coder="")
    found = shares.shares([disputed, ADDED])
    assert found == Shares(person=1, disputed=1)
    assert found.say().en.endswith("0 by learning, 1 added and in dispute")


def test_the_shares_are_one_line_in_both_languages() -> None:
    said = Shares(person=310, rule=702, model=192).say()
    assert said.vi == (
        "1.204 lượt: 310 do người xác nhận hay thêm, 702 do quy tắc đề xuất, 192 do máy học đề xuất"
    )
    assert said.en == (
        "1,204 codings: 310 confirmed or added by a person, 702 proposed by rules, 192 by learning"
    )


def test_others_models_are_named() -> None:
    said = shares.shares([OTHERS]).say()
    assert said.vi == (
        "1 lượt: 0 do người xác nhận hay thêm, 0 do quy tắc đề xuất, 0 do máy học đề xuất, "
        "1 do local_model đề xuất"
    )
    assert said.en.startswith("1 coding: ")
    assert said.en.endswith(", 1 by local_model")


CODINGS = st.lists(
    st.builds(
        lambda origin, model, status: replace(HERE, origin=origin, model=model, status=status),
        st.sampled_from(["rule", "model", "Lan", "Minh Anh"]),
        st.sampled_from(["", MODEL, OTHERS.model, "llm: v2"]),
        st.sampled_from(["proposed", "accepted", "added"]),
    )
)


@given(CODINGS)
def test_the_shares_add_up_to_all_there_are(codings: list[Coding]) -> None:
    found = shares.shares(codings)
    assert found.total == len(codings)
    assert found.person == sum(map(shares.is_confirmed, codings))


@given(CODINGS)
def test_only_the_confirmed_count_where_the_settings_say_so(codings: list[Coding]) -> None:
    study = Study(Settings(), codings=tuple(codings))
    assert shares.counted(study) == study
    only = shares.counted(shares.only_confirmed(study))
    assert only.codings == tuple(c for c in codings if shares.is_counted(only, c))
    assert shares.shares(only.codings) == Shares(person=shares.shares(codings).person)


# What tells a model's proposal from a rule's


@pytest.mark.parametrize(
    ("coding", "vi", "en"),
    [
        (HERE, "awareness#ab12cd", "awareness#ab12cd"),
        (replace(HERE, probability=0.9), "awareness#ab12cd", "awareness#ab12cd"),
        (LEARNED, "máy học 0,83", "learned 0.83"),
        (replace(LEARNED, probability=None), "máy học", "learned"),
        (OTHERS, "local_model 0,83", "local_model 0.83"),
        (ADDED, "", ""),
    ],
)
def test_where_a_rules_id_stands_a_model_says_how_likely_it_is(
    coding: Coding, vi: str, en: str
) -> None:
    by = explain.proposer(coding)
    assert (by.vi, by.en) == (vi, en)


# In everything that is written


@pytest.fixture
def coded(folder: Path) -> Study:
    """A study with two rules' proposals, one a model's, and one of each accepted by a person."""
    study = project.load(folder)
    rules = [one for one in study.proposals if one.rule]
    first, second, *others = rules
    learned = replace(
        LEARNED, transcript=first.transcript, turn=second.turn, span=second.span, code=second.code
    )
    study = replace(study, proposals=(first, learned, *others), decisions=())
    return with_decisions(study, ())


def accepted(study: Study, coding: Coding) -> Study:
    """The study with this coding accepted by Lan, and no longer proposed."""
    draft = decisions.accept(study, coding, coder="Lan")
    done = replace(draft, id="d1", time="2026-03-12T08:30:00.000000Z", sequence=1)
    left = tuple(one for one in study.proposals if one != coding)
    return with_decisions(replace(study, proposals=left), (done,))


def written(study: Study, folder: Path) -> Path:
    _, problems = write_all(results(study), folder)
    assert not problems
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_learned_coding_that_was_accepted_outlives_what_was_learned(coded: Study) -> None:
    [learned] = [one for one in coded.codings if one.origin == "model"]
    after = accepted(coded, learned)
    assert learned not in after.proposals
    [kept] = [one for one in after.codings if one.id == learned.id]
    assert kept == replace(learned, status="accepted", coder="Lan", evidence=())
    assert shares.shares(after.codings) == Shares(person=1, rule=2)


def test_codings_csv_tells_the_model_and_how_likely_it_is(coded: Study, tmp_path: Path) -> None:
    found = rows(written(coded, tmp_path / "out") / "codings.csv")
    told = [(row["origin"], row["rule"] != "", row["probability"], row["model"]) for row in found]
    assert sorted(told) == [
        ("model", False, "0.831", MODEL),
        ("rule", True, "", ""),
        ("rule", True, "", ""),
    ]


def test_workbook_and_document_say_whose_the_codings_are(coded: Study, tmp_path: Path) -> None:
    folder = written(coded, tmp_path / "out")
    book = load_workbook(folder / "qualitative_matrix.xlsx")
    said = "3 codings: 0 confirmed or added by a person, 2 proposed by rules, 1 by learning."
    readme = [row[1].value for row in book["README"].iter_rows()]
    assert said in readme
    assert f"Model: {MODEL}" in readme
    quotes = [str(cell.value) for row in book["Quotes"].iter_rows() for cell in row]
    assert "máy học 0,83 / learned 0.83" in quotes
    text = words(tree(folder / "quotes.docx"))
    assert said in text
    assert text.replace("\N{NO-BREAK SPACE}", " ").count(" máy học 0,83]") == 1


def test_a_hundred_states_of_what_was_learned_take_a_line_not_a_hundred(
    coded: Study, tmp_path: Path
) -> None:
    [learned] = [one for one in coded.codings if one.origin == "model"]
    others = tuple(
        replace(learned, span=Span(learned.span.start, learned.span.end - number), model=f"m{one}")
        for number, one in enumerate(("1", "2", "3", "4", "5", "5"), 1)
    )
    study = replace(coded, codings=(*coded.codings, *others))
    readme = load_workbook(written(study, tmp_path / "out") / "qualitative_matrix.xlsx")["README"]
    told = [str(row[1].value) for row in readme.iter_rows()]

    assert [line for line in told if line.startswith("Model: ")] == [
        "Model: m5",
        "Model: m1",
        "Model: m2",
    ]
    assert sum(line.startswith("and 3 more; the column model") for line in told) == 1


def test_counting_the_confirmed_leaves_proposals_out_of_tables_and_quotes(
    coded: Study, tmp_path: Path
) -> None:
    [learned] = [one for one in coded.codings if one.origin == "model"]
    study = shares.only_confirmed(accepted(coded, learned))
    found = results(study)
    assert int(found.counts.to_numpy().sum()) == 1
    assert int(found.summary["references"].sum()) == 1
    assert [quote.coding.id for quote in found.quotes] == [learned.id]
    assert {row["confirmed"] for row in found.comparisons["type"].to_dict("records")} == {
        "1/1",
        "0/0",
    }
    folder = written(study, tmp_path / "out")
    readme = load_workbook(folder / "qualitative_matrix.xlsx")["README"]
    told = [row[1].value for row in readme.iter_rows()]
    assert shares.ONLY_CONFIRMED.en in told
    assert not any("Proposals not yet looked at are counted" in str(line) for line in told)
    text = words(tree(folder / "quotes.docx"))
    assert shares.ONLY_CONFIRMED.vi in text
    assert {row["count"] for row in rows(folder / "triangulation_by_type.csv")} == {"confirmed"}
    # The list of all codings has each one's status, and the ids by which people decide.
    assert len(rows(folder / "codings.csv")) == 3


def test_a_confirmed_quote_keeps_the_id_that_it_has_among_all(coded: Study) -> None:
    [learned] = [one for one in coded.codings if one.origin == "model"]
    study = accepted(coded, learned)
    ids = {quote.coding.id: quote.id for quote in results(study).quotes}
    [quote] = results(shares.only_confirmed(study)).quotes
    assert quote.id == ids[learned.id]


def test_the_overview_counts_what_the_settings_count(coded: Study) -> None:
    every = overview(coded)
    assert (every.codings, every.shares.model, sum(every.families.values())) == (3, 1, 3)
    only = overview(shares.only_confirmed(coded))
    assert (only.codings, sum(only.families.values())) == (3, 0)


def test_why_names_the_model_and_what_it_had_learned_from(coded: Study) -> None:
    [learned] = [one for one in coded.codings if one.origin == "model"]
    told = explain.lines(explain.why(coded, learned.id), "vi")
    assert "  đề xuất bởi: máy học 0,83" in told
    assert f"    {MODEL}" in told
    assert "  proposed by: learned 0.83" in explain.lines(explain.why(coded, learned.id), "en")


@pytest.mark.parametrize("action", ["accept", "reject", "memo", "recode", "respan"])
def test_a_decision_on_a_models_proposal_records_the_model(coded: Study, action: str) -> None:
    [learned] = [one for one in coded.codings if one.origin == "model"]
    shorter = Span(learned.span.start, learned.span.end - 3)
    more: dict[str, tuple[Any, ...]] = {
        "memo": ("rõ",),
        "recode": ("affordability.worker_income",),
        "respan": (shorter,),
    }
    draft = getattr(decisions, action)(coded, learned, *more.get(action, ()), coder="Lan")
    assert (draft.model, draft.probability) == (MODEL, 0.8312)
    [rule, *_] = [one for one in coded.codings if one.origin == "rule"]
    by_rule = decisions.accept(coded, replace(rule, probability=0.9), coder="Lan")
    assert (by_rule.model, by_rule.probability) == ("", None)


def test_a_suggestion_can_be_decided_on_though_it_is_not_proposed(coded: Study) -> None:
    spot = next(one for one in coded.segments if one.turn == 4)
    low = replace(LEARNED, turn=4, span=spot.span, probability=0.2)
    study = replace(coded, suggestions=(low,))
    assert decisions.find(study, low.id) == low
    assert decisions.find(study, coded.codings[0].id) == coded.codings[0]
    [kept] = [one for one in accepted(study, low).codings if one.status == "accepted"]
    assert kept == replace(low, status="accepted", coder="Lan")


def test_settings_of_a_folder_count_only_the_confirmed(folder: Path) -> None:
    (folder / "qualcode.yaml").write_text("coder: Lan\ncount: confirmed\n", encoding="utf-8")
    study, _ = project.run(folder)
    assert study.codings
    assert int(results(study).counts.to_numpy().sum()) == 0
