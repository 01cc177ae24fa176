"""The report's annexes, and reports of studies that have little or nothing yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode import codebook, coreq, documents, report, turns
from qualcode.documents.values import Document, Paragraph, Quotation, Table
from qualcode.model import (
    Bilingual,
    Case,
    Person,
    Question,
    Report,
    Respondent,
    Settings,
    Study,
    Survey,
    Tongue,
)
from qualcode.project import with_codings

BOOK = """
codebook: made_up
version: 4
codes:
  - id: awareness.none
    label: {vi: Chưa nghe, en: Never heard}
    definition: {vi: Chưa từng nghe, en: Has never heard of it}
    include: {vi: Nghe loáng thoáng, en: Vague hearsay}
    exclude: {vi: Hiểu sai, en: Wrong ideas}
    valence: barrier
    patterns: ["chưa nghe"]
  - id: awareness.never_said
    label: {vi: Không ai nói, en: Nobody says it}
    examples: ["Câu ví dụ."]
    patterns: ["xyz"]
"""
SURVEY = Survey(
    "ks",
    "Khảo sát nhỏ",
    (Question("q1", "Anh chị nghe chưa?", "single", ("Rồi", "Chưa")),),
    (
        Respondent("1", {"gender": "nữ"}, {"q1": ("Chưa",)}),
        Respondent("2", {"gender": "nam"}, {"q1": ("Chưa",)}),
        Respondent("3", {"gender": "nam"}, {}),
    ),
)


def study() -> Study:
    words = (
        "PVV: Bác có nghe về bảo hiểm chưa?\nNữ 1: Tôi chưa nghe.\n"
        "Nam 2: Tôi cũng chưa nghe ai nói.\n"
    )
    talks = (turns.parse("tln_1", words), turns.parse("pvs_1", words.replace("Nam 2", "Nữ 1")))
    cases = (
        Case(
            "tln_1",
            {
                "type": "FGD",
                "group": "lao động",
                "province": "Lào Cai",
                "gender": "nam và nữ",
                "date": "2025-08-20",
                "note": "chị Lan xóm Đồi",
            },
        ),
        Case("pvs_1", {"type": "IDI", "group": "quản lý HTX", "gender": "nữ", "date": "12/8/25"}),
    )
    people = (
        Person("tln_1", "Nữ 1", {"type": "FGD", "gender": "nữ"}),
        Person("tln_1", "Nam 2", {"type": "FGD", "gender": "nam"}),
        Person("pvs_1", "Nữ 1", {"type": "IDI", "gender": "nữ"}),
    )
    made = Study(
        Settings(title=Bilingual("Thử", "Try")),
        (codebook.parse(BOOK, "codebooks/made_up.yaml"),),
        talks,
        cases,
        people,
        (SURVEY,),
    )
    return with_codings(made)


def document(made: Study, tongue: Tongue = "en") -> Document:
    return report.document(made, tongue)


def tables(made: Document, start: str) -> list[Table]:
    parts = [part for part in made.parts if part.id.startswith(start)]
    return [block for part in parts for block in part.blocks if isinstance(block, Table)]


def rows(table: Table) -> list[list[str]]:
    return [[cell.words for cell in row] for row in table.rows]


def words(made: Document) -> str:
    lines: list[str] = []
    for part in made.parts:
        for block in part.blocks:
            lines += (
                [cell.words for row in block.rows for cell in row]
                if isinstance(block, Table)
                else [str(getattr(block, "words", ""))]
            )
    return "\n".join(lines)


def test_informants_are_a_row_each_without_names_and_with_the_month_only() -> None:
    found = rows(tables(document(study()), "annex.informants:list")[0])

    assert found == [
        ["tln_1", "FGD", "lao động", "men and women", "Lào Cai", "08/2025", "2"],
        ["pvs_1", "IDI", "quản lý HTX", "female", "–", "–", "1"],
    ]
    assert "xóm Đồi" not in words(document(study()))


def test_types_are_totalled_by_gender_and_a_survey_apart() -> None:
    found = rows(tables(document(study()), "annex.informants:totals")[0])

    assert ["Focus group discussion (FGD)", "1", "2", "1", "1", "0", "1"] in found
    assert ["Survey: Khảo sát nhỏ", "–", "3", "1", "2", "0", "0"] in found
    assert found[-1] == ["Total (surveys apart)", "2", "3", "2", "1", "0", "1"]


def test_instruments_are_printed_as_the_files_have_them() -> None:
    made = study()
    given = Report(
        instruments=("a/guide.md",), texts={"a/guide.md": "1. Bác làm gì?\n\n2. Vì sao?\n"}
    )
    found = document(replace(made, settings=replace(made.settings, report=given)))
    part = next(one for one in found.parts if one.id == "annex.instruments:file-1")

    said = [block.words for block in part.blocks if isinstance(block, Paragraph)]
    assert said == ["guide", "1. Bác làm gì?", "2. Vì sao?"]


def test_without_instruments_the_questions_asked_stand_there_and_the_questionnaire() -> None:
    made = document(study())
    asked = rows(tables(made, "annex.instruments:talk")[-1])
    options = rows(tables(made, "annex.instruments:survey-1")[0])

    assert asked == [["awareness", "2", "– Bác có nghe về bảo hiểm chưa?"]]
    assert options == [["Anh chị nghe chưa? [one answer]", "– Rồi (0)\n– Chưa (2)", "2 (67%)"]]


def test_the_codebook_tells_what_a_code_means_with_a_quote_and_its_counts() -> None:
    said, never = rows(tables(document(study()), "annex.codebook")[0])

    assert said[0] == "Never heard\nawareness.none\nbarrier"
    for line in (
        "Has never heard of it",
        "Include: Vague hearsay",
        "Exclude: Wrong ideas",
        "Quote: “",
    ):
        assert line in said[1]
    assert said[2] == "4; 2/2"
    assert "“Câu ví dụ.”" in never[1]
    assert never[2] == "No source mentions it."


def test_a_translated_quote_in_the_codebook_is_attributed_too() -> None:
    made = study()
    every = tuple(replace(one, translation="Never heard of it.") for one in made.codings)
    said = rows(tables(document(replace(made, codings=every)), "annex.codebook")[0])[0][1]

    assert "Quote: “Never heard of it.” — " in said


def test_all_items_of_coreq_are_answered_or_asked_for_by_their_key() -> None:
    made = study()
    methods = {"sampling": Bilingual("Có chủ đích", "On purpose")}
    chosen = replace(made.settings, report=Report(methods=methods))
    table = tables(document(replace(made, settings=chosen)), "annex.methods:coreq")[0]
    found = {row[0]: row[2] for row in rows(table) if row[0]}

    assert list(found) == [str(number) for number in range(1, 33)]
    assert found["10"].startswith("On purpose")
    for item in coreq.items(replace(made, settings=chosen)):
        if item.answer is None:
            assert f"report: methods: {item.key} in qualcode.yaml" in found[str(item.number)]


def test_tables_have_all_codes_by_each_attribute_and_the_surveys_answers() -> None:
    made = document(study())

    assert rows(tables(made, "annex.tables:codes-group")[0]) == [["Never heard", "1/1", "1/1"]]
    answers = rows(tables(made, "annex.tables:survey-1")[0])
    assert answers[1][:3] == ["Chưa", "2", "100%"]
    assert tables(made, "annex.tables:saturation") or "Saturation" in words(made)


def test_quotes_without_translation_are_listed_by_id_and_others_counted() -> None:
    made = study()
    found = document(made)
    cited = {b.id for part in found.parts for b in part.blocks if isinstance(b, Quotation)}
    (waiting,) = tables(found, "annex.untranslated")

    assert {row[0] for row in rows(waiting)} == cited
    every = tuple(replace(one, translation="Never") for one in made.codings)
    assert not tables(document(replace(made, codings=every)), "annex.untranslated")


LITTLE: dict[str, Callable[[Study], Study]] = {
    "nothing": lambda _: Study(Settings()),
    "no transcripts": lambda made: replace(
        made, transcripts=(), cases=(), people=(), surveys=(), codings=()
    ),
    "no codings": lambda made: replace(made, codings=()),
    "no survey": lambda made: replace(made, surveys=()),
    "no attributes": lambda made: replace(made, cases=(Case("tln_1"), Case("pvs_1")), people=()),
    "one case": lambda made: replace(
        made,
        transcripts=made.transcripts[:1],
        cases=made.cases[:1],
        codings=tuple(one for one in made.codings if one.transcript == "tln_1"),
    ),
    "no codebook": lambda made: replace(made, codebooks=()),
    "nothing to compare by": lambda made: replace(
        made, settings=replace(made.settings, compare=())
    ),
}


@pytest.mark.parametrize("little", LITTLE)
@pytest.mark.parametrize("tongue", ["vi", "en", "both"])
def test_a_study_with_little_has_every_chapter_and_a_sentence_where_there_is_nothing(
    little: str, tongue: Tongue, tmp_path: Path
) -> None:
    made = document(LITTLE[little](study()), tongue)
    ids = {part.id for part in made.parts}

    assert {"summary:prose", "challenges.workers:prose", "annex.methods:coreq"} <= ids
    for name in ("informants", "instruments", "codebook", "tables"):
        assert any(one.startswith(f"annex.{name}:") for one in ids - {f"annex.{name}:prose"})
    assert all(part.blocks for part in made.parts)
    documents.write(made, tmp_path / "report.docx")
    assert (tmp_path / "report.docx").is_file()


def test_what_people_typed_can_hold_anything(tmp_path: Path) -> None:
    odd = "=1+1 <b>& {{ x }} {% y %} \x0b😀 " + "dài " * 5000
    made = study()
    cases = tuple(replace(one, attributes={**one.attributes, "group": odd}) for one in made.cases)
    chosen = replace(made.settings, title=Bilingual(odd[:80], odd[:80]))
    documents.write(
        document(replace(made, cases=cases, settings=chosen), "both"), tmp_path / "report.docx"
    )
    assert (tmp_path / "report.docx").is_file()
