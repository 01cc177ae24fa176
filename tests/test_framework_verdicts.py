"""Verdicts that a person writes into the sheet Triangulation, read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qualcode import codebook, decisions, project
from qualcode.decided import with_decisions
from qualcode.exporters.workbook import write_workbook
from qualcode.framework import reading
from qualcode.framework.comparing import Comparison, compare
from qualcode.language.verdicts import VERDICT_LABELS
from qualcode.model import Case, Coding, Settings, Span, Study
from qualcode.turns import parse

BOOK = codebook.parse(
    "codebook: test\nversion: 1\ncodes:\n"
    "  - {id: cost.fee, label: {vi: Mức đóng cao, en: Fee}, valence: barrier}\n"
    "  - {id: trust, label: {vi: Niềm tin, en: Trust}}\n",
    "codebooks/test.yaml",
)
NAMES = ("kii_01", "kii_02", "tln_01", "tln_02")
TALKS = tuple(parse(name, f"PVV: {name}?\nNTL: Cao quá.\n") for name in NAMES)
CODINGS = tuple(
    Coding(talk.name, 2, Span(start, start + 7), "cost.fee", "barrier")
    for talk in TALKS
    for start in [talk.text.index("Cao quá")]
)
STUDY = Study(
    Settings(compare=("type",)),
    (BOOK,),
    TALKS,
    tuple(Case(name, {"type": "FGD" if name.startswith("tln") else "KII"}) for name in NAMES),
    proposals=CODINGS,
    codings=CODINGS,
    asked={name: frozenset({"cost"}) for name in NAMES},
)
VERDICT, REASON = "qualcode_verdict", "qualcode_reason"
DISSONANCE = "Trái ngược / Dissonance"


def exported(study: Study, path: Path) -> Path:
    write_workbook(project.results(study), path)
    return path


def cell(page: Any, code: str, key: str) -> Any:
    keys = [one.value for one in page[1]]
    at = keys.index("qualcode_code") + 1
    row = next(r for r in range(3, page.max_row) if page.cell(r, at).value == code)
    return page.cell(row, keys.index(key) + 1)


def edited(path: Path, edit: Callable[[Any], None]) -> Path:
    book = load_workbook(path)
    edit(book["Triangulation"])
    book.save(path)
    return path


def filled(path: Path, code: str, verdict: str | None, reason: str | None) -> Path:
    def edit(page: Any) -> None:
        cell(page, code, VERDICT).value = verdict
        cell(page, code, REASON).value = reason

    return edited(path, edit)


def back(study: Study, path: Path) -> Comparison:
    returned = reading.read(path)
    assert returned
    return compare(study, returned, coder="Mai")


def concluded(study: Study = STUDY, verdict: str = "dissonance", at: int = 1) -> Study:
    draft = decisions.conclude(
        study, "cost.fee", "type", verdict, reason="Nghĩa khác hẳn nhau.", coder="Hoa"
    )
    made = replace(draft, id=f"c{at}", time=f"2026-01-0{at}", sequence=at)
    return with_decisions(study, (*study.decisions, made))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "matrix.xlsx"


def test_a_person_chooses_from_the_six_verdicts_in_both_languages(path: Path) -> None:
    page = load_workbook(exported(STUDY, path))["Triangulation"]
    [choice] = [one for one in page.data_validations.dataValidation if one.type == "list"]
    listed = choice.formula1.strip('"').split(",")
    assert listed == [f"{label.vi} / {label.en}" for label in VERDICT_LABELS.values()]
    assert cell(page, "cost.fee", VERDICT).coordinate in choice.sqref


def test_what_a_person_concluded_stands_beside_what_is_computed(path: Path) -> None:
    page = load_workbook(exported(concluded(), path))["Triangulation"]
    row = [one.value for one in page[cell(page, "cost.fee", VERDICT).row]]
    assert "Thống nhất\nAgreement" in row
    assert row[row.index(DISSONANCE) :][:3] == [DISSONANCE, "Nghĩa khác hẳn nhau.", "Hoa"]


def test_a_conclusion_whose_figures_have_changed_since_is_marked(path: Path) -> None:
    study = concluded()
    fewer = with_decisions(replace(study, proposals=CODINGS[:2]), study.decisions)
    page = load_workbook(exported(fewer, path))["Triangulation"]
    mark = cell(page, "cost.fee", "qualcode_since")
    assert str(mark.value).startswith("↻")
    unchanged = load_workbook(exported(study, path))["Triangulation"]
    assert not cell(unchanged, "cost.fee", "qualcode_since").value


def test_a_workbook_left_alone_concludes_nothing(path: Path) -> None:
    for study in (STUDY, concluded()):
        assert back(study, exported(study, path)) == Comparison(path.name, (), ())


def test_a_verdict_with_its_reason_is_read_back(path: Path) -> None:
    filled(exported(STUDY, path), "cost.fee", DISSONANCE, "Nghĩa khác nhau.")
    (change,) = back(STUDY, path).changes
    assert (change.kind, change.place, change.code) == ("written", "type", "cost.fee")
    assert change.draft == decisions.conclude(
        STUDY, "cost.fee", "type", "dissonance", reason="Nghĩa khác nhau.", coder="Mai"
    )
    made = replace(change.draft, id="d1", time="2026-02-01", sequence=1)
    assert back(with_decisions(STUDY, (made,)), path).changes == ()


@pytest.mark.parametrize("typed", ["dissonance", "trái ngược", "Dissonance"])
def test_a_verdict_may_be_typed_in_either_language(path: Path, typed: str) -> None:
    filled(exported(STUDY, path), "cost.fee", typed, "Vì thế.")
    assert [change.draft.target for change in back(STUDY, path).changes] == ["dissonance"]


@pytest.mark.parametrize(
    ("verdict", "reason", "key", "fault"),
    [
        (DISSONANCE, None, REASON, "this verdict has no reason"),
        (None, "Vì thế.", VERDICT, "there is a reason but no verdict"),
        ("chắc là khác", "Vì thế.", VERDICT, "choose from: Agreement; Partial agreement"),
        ("=A1", "Vì thế.", VERDICT, "formula"),
    ],
)
def test_half_a_conclusion_is_refused_with_its_cell(
    path: Path, verdict: str | None, reason: str | None, key: str, fault: str
) -> None:
    filled(exported(STUDY, path), "cost.fee", verdict, reason)
    place = cell(load_workbook(path)["Triangulation"], "cost.fee", key).coordinate
    found = back(STUDY, path)
    assert found.changes == ()
    (problem,) = found.problems
    assert problem.where == f"{path.name} Triangulation!{place}"
    assert fault in problem.message.en


def test_emptying_both_cells_takes_the_conclusion_back(path: Path) -> None:
    study = concluded()
    filled(exported(study, path), "cost.fee", None, None)
    (change,) = back(study, path).changes
    assert (change.kind, change.draft.target) == ("removed", "")


def test_a_verdict_that_the_study_has_otherwise_by_now_is_not_overwritten(path: Path) -> None:
    filled(exported(STUDY, path), "cost.fee", DISSONANCE, "Vì thế.")
    found = back(concluded(verdict="partial"), path)
    assert found.changes == ()
    assert "study (Hoa): “Thống nhất một phần / Partial agreement: Nghĩa" in (
        found.problems[0].message.en
    )


def test_rows_that_were_sorted_are_found(path: Path) -> None:
    def edit(page: Any) -> None:
        cell(page, "cost.fee", VERDICT).value = DISSONANCE
        cell(page, "cost.fee", REASON).value = "Vì thế."
        rows = [[one.value for one in row] for row in page.iter_rows(min_row=3, max_row=5)]
        for number, row in enumerate(reversed(rows), start=3):
            for place, value in enumerate(row, start=1):
                page.cell(number, place).value = value

    edited(exported(STUDY, path), edit)
    assert [(c.place, c.code) for c in back(STUDY, path).changes] == [("type", "cost.fee")]
