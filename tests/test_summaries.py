"""Whether summaries still fit what is coded, and the command that writes and lists them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from qualcode import basis, checks, codebook, decisions, project, summaries, turns
from qualcode.cli import summarising
from qualcode.decided import with_decisions
from qualcode.errors import DecisionError
from qualcode.model import Case, Coding, Decision, Settings, Span, Study, Summary, Transcript
from qualcode.summaries import Changes

BOOK = codebook.parse(
    "codebook: test\nversion: 1\ncodes:\n"
    "  - {id: cost.fee, label: {vi: Mức đóng cao, en: Fee too high}}\n"
    "  - {id: cost.income, label: {vi: Thu nhập thấp, en: Low income}}\n"
    "  - {id: trust, label: {vi: Niềm tin, en: Trust}}\n",
    "codebooks/test.yaml",
)
TALK = turns.parse(
    "pvs_01",
    "PVV: Chị thấy sao?\nNTL: Đóng thế thì cao quá. Thu nhập bấp bênh lắm. Cao quá, thôi.\n",
    file="transcripts/pvs_01.txt",
)


def coded(words: str, code: str, nth: int = 0, talk: Transcript = TALK, **more: object) -> Coding:
    start = -1
    for _ in range(nth + 1):
        start = talk.text.index(words, start + 1)
    return Coding(talk.name, 2, Span(start, start + len(words)), code, **more)  # type: ignore[arg-type]


def study_of(*codings: Coding, talk: Transcript = TALK) -> Study:
    return Study(
        Settings(), (BOOK,), (talk,), (Case(talk.name),), proposals=codings, codings=codings
    )


FEE, INCOME = coded("cao quá", "cost.fee"), coded("Thu nhập bấp bênh", "cost.income")
BEFORE = study_of(FEE, INCOME)


def written(study: Study, code: str = "cost", text: str = "Thấy đắt.") -> Study:
    """Return the study with a summary recorded in it."""
    draft = decisions.summarise(study, "pvs_01", code, text, coder="Lan")
    return with_decisions(study, (replace(draft, id="a1", time="2026-01-01", sequence=1),))


def later(study: Study, *codings: Coding, talk: Transcript = TALK) -> Changes | None:
    """Return how the study's one summary is changed by there being these codings instead."""
    now = with_decisions(replace(study, transcripts=(talk,), proposals=codings), study.decisions)
    return summaries.since(now, now.summaries[0])


def test_a_summary_is_about_the_codings_there_are_when_it_is_written() -> None:
    (summary,) = written(BEFORE).summaries
    assert summary.about == summaries.marks(BEFORE, "pvs_01", "cost")
    assert len(summary.about) == 2
    assert summaries.since(written(BEFORE), summary) == Changes()


def test_a_coding_more_and_one_fewer_are_counted_and_the_new_one_named() -> None:
    again = coded("Cao quá", "cost.fee")
    changes = later(written(BEFORE), FEE, again)
    assert changes == Changes((again,), 1)
    assert changes.say().vi == "1 lượt thêm, 1 lượt bớt"
    assert changes.say().en == "1 more, 1 fewer"


def test_the_same_words_once_more_are_a_change() -> None:
    one, other = (coded("ao quá", "cost.fee", nth) for nth in (0, 1))
    assert later(written(study_of(one)), one, other) == Changes((other,), 0)


def test_another_themes_codings_change_nothing() -> None:
    assert later(written(BEFORE), FEE, INCOME, coded("thôi", "trust")) == Changes()


@pytest.mark.parametrize(
    "change",
    [
        {"status": "accepted", "coder": "Hoa"},
        {"origin": "Hoa", "status": "added"},
        {"probability": 0.9, "origin": "model", "model": "m"},
        {"memo": "xem lại", "translation": "too high"},
    ],
)
def test_who_stands_by_a_coding_changes_nothing(change: dict[str, object]) -> None:
    assert later(written(BEFORE), replace(FEE, **change), INCOME) == Changes()  # type: ignore[arg-type]


def test_a_typo_mended_elsewhere_moves_the_words_and_changes_nothing() -> None:
    mended = turns.parse(
        "pvs_01",
        "PVV: Chị thấy việc đó ra sao?\n"
        "NTL: Đóng thế thì CAO QUÁ. Thu nhập  bấp bênh lắm. Cao quá, thôi.\n",
        file="transcripts/pvs_01.txt",
    )
    moved = (
        coded("CAO QUÁ", "cost.fee", talk=mended),
        coded("Thu nhập  bấp bênh", "cost.income", talk=mended),
    )
    assert moved[0].span != FEE.span
    assert later(written(BEFORE), *moved, talk=mended) == Changes()


def test_a_renamed_code_changes_nothing_a_recoded_passage_does() -> None:
    study = written(BEFORE)
    renamed = codebook.parse(
        "codebook: test\nversion: 2\ncodes:\n"
        "  - {id: cost.price, label: {vi: Giá}}\n  - {id: cost.income, label: {vi: Thu nhập}}\n",
        "codebooks/test.yaml",
    )
    move = Decision("b1", "2026-01-02", 2, "Lan", "rename", code="cost.fee", target="cost.price")
    new = replace(FEE, code="cost.price")
    after = replace(study, codebooks=(renamed,), proposals=(new, INCOME))
    moved = with_decisions(after, (*study.decisions, move))
    assert summaries.since(moved, moved.summaries[0]) == Changes()
    assert later(study, replace(FEE, code="cost.income"), INCOME) is not None
    assert later(study, replace(FEE, code="cost.income"), INCOME)


def test_a_summary_of_a_cell_with_nothing_coded_becomes_stale_by_the_first_coding() -> None:
    study = written(study_of())
    assert study.summaries[0].about == frozenset()
    assert later(study, FEE) == Changes((FEE,), 0)


def test_of_a_summary_written_before_that_was_noted_it_is_said_that_it_is_not_known() -> None:
    old = Decision("a1", "2026-01-01", 1, "Lan", "summarise", "pvs_01", code="cost", note="Đắt.")
    study = with_decisions(BEFORE, (old,))
    assert study.summaries == (Summary("pvs_01", "cost", "Đắt.", "Lan", None),)
    assert summaries.since(study, study.summaries[0]) is None
    assert summaries.table(study)[["state", "new", "gone"]].to_numpy().tolist() == [
        ["unknown", None, None]
    ]


def test_the_table_says_of_each_summary_whether_it_is_stale_and_why() -> None:
    study = written(BEFORE)
    lost = Decision("c1", "2026-01-03", 2, "Lan", "summarise", "pvs_01", code="gone", note="Cũ.")
    away = replace(lost, id="c2", sequence=3, transcript="pvs_99", code="trust", target="about")
    again = coded("Cao quá", "cost.fee")
    now = with_decisions(
        replace(study, proposals=(FEE, INCOME, again)), (*study.decisions, lost, away)
    )
    frame = summaries.table(now)
    assert tuple(frame.columns) == summaries.COLUMNS
    assert frame[["case", "code", "state", "new", "gone"]].to_numpy().tolist() == [
        ["pvs_01", "cost", "changed", 1, 0],
        ["pvs_99", "trust", "case_gone", 0, 0],
        ["pvs_01", "gone", "code_gone", None, None],
    ]
    assert basis.of(frame).n == {"summaries": 3, "stale": 3, "unknown": 0, "cases": 2}
    assert "Gale" in basis.of(frame).method.en


def test_a_study_without_summaries_has_an_empty_table_with_its_columns() -> None:
    frame = summaries.table(Study(Settings()))
    assert (len(frame), tuple(frame.columns)) == (0, summaries.COLUMNS)
    assert basis.of(frame).n["stale"] == 0


def test_a_summary_that_no_cell_of_excel_holds_is_refused() -> None:
    assert decisions.summarise(BEFORE, "pvs_01", "cost", "a" * 30_000, coder="Lan").note
    for text in ("a" * 30_001, "😀" * 15_001):
        with pytest.raises(DecisionError, match="shorten it"):
            decisions.summarise(BEFORE, "pvs_01", "cost", text, coder="Lan")


SPANS = st.builds(
    lambda start, length, code: Coding("pvs_01", 2, Span(start, start + length), code),
    st.integers(25, 60),
    st.integers(1, 20),
    st.sampled_from(["cost.fee", "cost.income", "trust"]),
)


@given(st.lists(SPANS, max_size=8), st.randoms())
def test_the_order_of_codings_makes_no_difference(codings: list[Coding], draw: object) -> None:
    shuffled = list(codings)
    draw.shuffle(shuffled)  # type: ignore[attr-defined]
    marks = summaries.marks(study_of(*codings), "pvs_01", "cost")
    assert marks == summaries.marks(study_of(*shuffled), "pvs_01", "cost")
    different = {(c.span, c.code) for c in codings if c.code != "trust"}
    assert len(marks) == len(different)


@given(st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=6))
def test_what_came_and_what_left_add_up(first: list[Coding], second: list[Coding]) -> None:
    before, after = study_of(*first), study_of(*second)
    about = summaries.marks(before, "pvs_01", "cost")
    changes = summaries.since(after, Summary("pvs_01", "cost", "x", "Lan", about))
    assert changes is not None
    now = len(summaries.marks(after, "pvs_01", "cost"))
    assert len(about) + len(changes.new) - changes.gone == now


# The command


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_LANG", "en")
    monkeypatch.delenv("QUALCODE_CODER", raising=False)


def run(folder: Path, *arguments: str) -> Result:
    app = typer.Typer()
    summarising.add_to(app)
    app.command()(lambda: None)  # with a single one there would be no verbs
    return CliRunner().invoke(app, ["summarise", *arguments, "--project", str(folder)])


def test_what_is_written_is_listed_with_case_theme_and_coder(folder: Path) -> None:
    done = run(folder, "pvs_01", "awareness", "Chưa nghe bao giờ.\nKhông ai nói.")
    assert done.exit_code == 0
    shown = run(folder)
    assert shown.stdout.splitlines() == [
        "pvs_01  awareness (Awareness)  Lan",
        "  Chưa nghe bao giờ.",
        "  Không ai nói.",
    ]
    assert "Gale" in shown.stderr


def test_a_stale_summary_says_what_changed(folder: Path) -> None:
    run(folder, "pvs_01", "affordability", "Không có tiền.")
    assert run(folder, "--stale").stdout == ""
    study = project.load(folder)
    money = next(c for c in study.codings if c.code.startswith("affordability"))
    project.record(folder, study, [decisions.reject(study, money, coder="Hoa")])
    told = [p.message.en for p in checks.of_summaries(project.load(folder))]
    assert [text.split(";")[0] for text in told] == [
        "the summary of affordability is stale, since it was written: 1 fewer"
    ]
    shown = run(folder, "--list", "--stale")
    assert "  ↻ 1 fewer: codings changed since it was written" in shown.stdout.splitlines()
    assert run(folder, "pvs_01", "awareness", "--list").stdout == ""
    (row,) = json.loads(run(folder, "--json").stdout)["rows"]
    assert (row["state"], row["new"], row["gone"]) == ("changed", 0, 1)
    assert (
        run(folder, "--csv")
        .stdout.splitlines()[1]
        .startswith("pvs_01,affordability,,,changed,0,1,Không có tiền.,Lan")
    )


def test_without_summaries_it_is_said_how_to_write_one(folder: Path) -> None:
    shown = run(folder)
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert "There are no summaries yet" in shown.stderr


def test_a_case_that_is_not_there_is_named(folder: Path) -> None:
    shown = run(folder, "pvs_1", "awareness")
    assert isinstance(shown.exception, DecisionError)
    assert "did you mean 'pvs_01'" in str(shown.exception)
