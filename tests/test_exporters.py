"""What the exported files hold, read back with other libraries than wrote them."""

from __future__ import annotations

import csv
import io
import math
import zipfile
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from pandas import DataFrame

from qualcode import exporters, project, turns
from qualcode.errors import StudyError
from qualcode.exporters.cells import LONGEST, printable
from qualcode.exporters.notes import SHEETS as SHEET_NOTES
from qualcode.exporters.table import COLUMNS, codings_table, write_codings
from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Decision,
    Doubt,
    Question,
    Quote,
    Respondent,
    Results,
    Rule,
    Settings,
    Span,
    Study,
    Summary,
    Survey,
    Transcript,
    Turn,
)

SHEETS = [
    *("README", "Cases", "Codebook", "Framework", "Matrix", "Counts", "Counts by group"),
    *("Triangulation", "Quotes", "Saturation", "Agreement", "Audit"),
]
HIDDEN = "qualcode"
SAID = "Dạ hổng, bữa giờ có ai nói đâu mà biết; chuyện ấy hoà hay hòa tôi cũng chịu."
OTHER = "Mỗi tháng trăm rưỡi thì ráng được, chớ hơn nữa thì ngặt lắm."


AGREE = ("agreement", "Thống nhất", "Agreement")
SILENT = ("silence", "Chỉ một nguồn nói tới", "Silence")
POLICY = Bilingual("Tính quyết định sau cùng", "The latest decision counts")
THRESHOLDS = Bilingual("ít < 1/3", "few < 1/3")


def transcript(name: str, said: str) -> Transcript:
    """Return a conversation of one question and this answer."""
    opening = "PVV: Bác có nghe bảo hiểm tự nguyện chưa?\nNTL: "
    text = opening + said
    return Transcript(
        name,
        text,
        (
            Turn(1, "PVV", "interviewer", Span(5, len(opening) - 6)),
            Turn(2, "NTL", "respondent", Span(len(opening), len(text))),
        ),
    )


def coding(source: Transcript, words: str, code: str, **more: Any) -> Coding:
    """Return this code on these words."""
    start = source.text.index(words, source.turns[1].span.start)
    return Coding(source.name, 2, Span(start, start + len(words)), code, **more)


def quoted(study: Study, number: int, one: Coding) -> Quote:
    """Return the quote of a coding."""
    source = study.transcript(one.transcript)
    assert source
    return Quote(
        f"{one.transcript}:T002:{number}",
        one,
        one.span.of(source.text),
        Bilingual("PVS, lao động nữ HTX, Lào Cai", "IDI, female cooperative worker, Lào Cai"),
    )


CODES = (
    Code(
        "awareness.no_knowledge",
        Bilingual("Không biết, chưa nghe", "No or little knowledge"),
        Bilingual("Chưa từng nghe nói", "Has never heard of it"),
        examples=("có ai nói đâu mà biết",),
        valence="barrier",
        rules=(Rule("awareness.no_knowledge#ab12", "đâu mà biết"),),
    ),
    Code("affordability.cost", Bilingual("Mức đóng cao", "Contribution too high")),
    Code("policy.subsidy", Bilingual("Đề xuất hỗ trợ", "Proposal: subsidy")),
)
BOOK = Codebook("mau", "3", CODES, (Code("awareness", Bilingual("Nhận thức", "Awareness")),))


def results_of(study: Study, quotes: tuple[Quote, ...]) -> Results:
    """Return tables for a study whose cases were all asked about `awareness` only."""
    cases, codes = [case.name for case in study.cases], [code.id for code in study.codes]
    hits = [(one.transcript, one.code) for one in study.codings]
    counts = DataFrame(
        [[hits.count((case, code)) for code in codes] for case in cases],
        cases,
        codes,
        dtype="int64",
    )
    silent = {code: "silent" if code.startswith("awareness") else "not_asked" for code in codes}
    coverage = DataFrame(
        [["mention" if (a, c) in hits else silent[c] for c in codes] for a in cases], cases, codes
    )
    summary = DataFrame(
        [
            {
                "code": code.id,
                "family": code.family,
                "label_vi": code.label.vi,
                "label_en": code.label.en,
                "references": sum(hit[1] == code.id for hit in hits),
                "cases": len({hit for hit in hits if hit[1] == code.id}),
                "asked": 2,
                "n_cases": 2,
                "turns": 1,
                "accepted": 0,
                "added": 0,
                "proposed": 1,
                "confirmed_share": float("nan"),
            }
            for code in study.codes
        ]
    )
    comparison = DataFrame(
        [
            ("awareness", "Nhận thức", "Awareness", "1/1", "1/1", *AGREE, "", "", "", "1/2", ""),
            (CODES[0].id, "Không biết", "No", "1/1", "1/1", *AGREE, "", "", "KII-1", "1/2", ""),
            (CODES[1].id, "Mức", "Cost", "0/1", "1/1", *SILENT, "PVS", "", "", "0/1", "KII – PVS"),
        ],
        columns=[
            *("code", "label_vi", "label_en", "PVS", "KII"),
            *("verdict", "verdict_vi", "verdict_en", "silent", "not_asked", "fragile"),
            *("confirmed", "pairs"),
        ],
    )
    best = {(quote.coding.transcript, quote.coding.code): quote for quote in quotes}
    return Results(
        study, counts, coverage, summary, {"type": comparison}, THRESHOLDS, POLICY, quotes, best
    )


def example(said: str = SAID, words: str = "có ai nói đâu mà biết", memo: str = "") -> Results:
    """Return the results of two short interviews and three codings."""
    first, second = transcript("lc_pvs_01", said), transcript("ag_kii_02", OTHER)
    start = first.text.index(words, first.turns[1].span.start)
    fired = (Span(start, start + 2), Span(start + 3, start + 5))
    codings = (
        coding(first, words, CODES[0].id, valence="barrier", evidence=fired, memo=memo),
        coding(second, "trăm rưỡi", CODES[1].id, status="added", origin="lan", coder="lan"),
        coding(second, "ngặt lắm", CODES[0].id, status="accepted", coder="lan"),
    )
    cases = (
        Case("lc_pvs_01", {"type": "PVS", "province": "Lào Cai", "age": "61", "dân tộc": "Tày"}),
        Case("ag_kii_02", {"type": "KII", "province": "An Giang", "gender": "Nữ"}),
    )
    study = Study(
        Settings(title=Bilingual("Nghiên cứu mẫu", "A sample study")),
        (BOOK,),
        (first, second),
        cases,
        codings=codings,
        rejected=(coding(second, "ráng được", CODES[2].id, status="rejected", coder="lan"),),
    )
    ordered = sorted(codings, key=lambda c: [code.id for code in CODES].index(c.code))
    return results_of(study, tuple(quoted(study, n, c) for n, c in enumerate(ordered, start=1)))


def nothing() -> Results:
    """Return the results of a study without a coding, a transcript or a case."""
    empty = Study(Settings(), (BOOK,))
    return replace(results_of(empty, ()), comparisons={})


def workbook(results: Results, folder: Path, **how: Any) -> Any:
    """Return the workbook as another library reads it."""
    path = folder / "qualitative_matrix.xlsx"
    exporters.exporters()[path.name](results, path)
    return load_workbook(path, **how)


def column(sheet: Any, heading: str) -> list[Any]:
    """Return what stands below a heading, in whichever of the first two rows that is."""
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    # Notes stand below an empty row.
    rows = list(takewhile(any, cells))
    top = next(n for n, row in enumerate(rows[:2]) if heading in row)
    return [row[rows[top].index(heading)] for row in rows[top + 1 :]]


def document(results: Results, folder: Path) -> Any:
    """Return the Word document of the results."""
    path = folder / "quotes.docx"
    exporters.exporters()[path.name](results, path)
    return Document(str(path))


def words_of(document: Any) -> list[str]:
    """Return the words of each of a Word file's paragraphs."""
    return [
        "".join(part.text or "" for part in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    ]


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return a CSV file's rows."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# codings.csv


def test_codings_csv_has_a_byte_order_mark_and_the_agreed_header(tmp_path: Path) -> None:
    write_codings(example().study, tmp_path / "codings.csv")
    first = (tmp_path / "codings.csv").read_bytes().split(b"\r\n")[0]
    assert first == (
        b"\xef\xbb\xbfcoding_id,transcript,turn,speaker,role,start,end,quote,code,valence,origin,"
        b"coder,status,rule,evidence,memo,translation,changed,policy,probability,model,translator,"
        b"checked,cite"
    )


def test_every_quote_in_codings_csv_is_the_text_between_its_offsets(tmp_path: Path) -> None:
    results = example()
    write_codings(results.study, tmp_path / "codings.csv")
    rows = rows_of(tmp_path / "codings.csv")
    texts = {source.name: source.text for source in results.study.transcripts}
    assert len(rows) == 3
    for row in rows:
        assert row["quote"] == texts[row["transcript"]][int(row["start"]) : int(row["end"])]


def test_codings_are_in_order_of_transcript_and_place() -> None:
    rows = codings_table(example().study)
    assert [(row["transcript"], row["quote"]) for row in rows] == [
        ("ag_kii_02", "trăm rưỡi"),
        ("ag_kii_02", "ngặt lắm"),
        ("lc_pvs_01", "có ai nói đâu mà biết"),
    ]


def test_a_coding_names_its_speaker_and_the_words_that_fired() -> None:
    row = codings_table(example().study)[-1]
    assert (row["speaker"], row["role"]) == ("NTL", "respondent")
    assert row["evidence"] == "có … ai"


def test_rejected_codings_are_rows_only_when_asked_for() -> None:
    study = example().study
    assert "rejected" not in {row["status"] for row in codings_table(study)}
    assert [
        r["quote"] for r in codings_table(study, rejected=True) if r["status"] == "rejected"
    ] == ["ráng được"]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_words_come_back_from_a_csv_as_they_were(words: str) -> None:
    results = example(said=f"{words} xin hết ạ", words=words)
    file = io.StringIO(newline="")
    table = csv.DictWriter(file, COLUMNS)
    table.writerows(codings_table(results.study))
    file.seek(0)
    assert words in [row["quote"] for row in csv.DictReader(file, COLUMNS)]


def test_a_minus_at_the_start_of_a_quote_gets_no_apostrophe(tmp_path: Path) -> None:
    write_codings(example("- Có, =1+1 thì có", "- Có, =1+1").study, tmp_path / "codings.csv")
    assert rows_of(tmp_path / "codings.csv")[-1]["quote"] == "- Có, =1+1"


# triangulation_by_*.csv


def test_a_comparison_is_written_with_a_column_for_each_source(tmp_path: Path) -> None:
    exporters.write_all(example(), tmp_path)
    row = rows_of(tmp_path / "triangulation_by_type.csv")[2]
    assert (row["PVS"], row["KII"], row["verdict"]) == ("0/1", "1/1", "silence")


def test_an_attribute_with_a_slash_gives_one_file_in_the_same_folder(tmp_path: Path) -> None:
    results = example()
    results = replace(results, comparisons={"loại hình/kiểu": results.comparisons["type"]})
    assert exporters.write_all(results, tmp_path)[0][-1] == (
        tmp_path / "triangulation_by_loại_hình_kiểu.csv"
    )


def test_a_comparison_no_longer_made_leaves_no_file(tmp_path: Path) -> None:
    results = example()
    again = replace(results, comparisons={"vùng": results.comparisons["type"]})
    exporters.write_all(results, tmp_path)
    (tmp_path / "triangulation.md").write_text("của tôi", encoding="utf-8")

    exporters.write_all(again, tmp_path)

    assert sorted(path.name for path in tmp_path.glob("triangulation*")) == [
        "triangulation.md",
        "triangulation_by_vùng.csv",
    ]


def test_a_stale_comparison_that_cannot_be_removed_is_told(tmp_path: Path) -> None:
    (tmp_path / "triangulation_by_vùng.csv").mkdir()

    _, [problem] = exporters.write_all(example(), tmp_path)
    assert "triangulation_by_vùng" in problem.where

    assert (tmp_path / "triangulation_by_type.csv").is_file()


# qualitative_matrix.xlsx


def test_the_workbook_has_its_sheets_in_order(tmp_path: Path) -> None:
    assert workbook(example(), tmp_path).sheetnames == [*SHEETS, HIDDEN]


def test_the_first_sheet_says_what_each_of_the_others_is_and_names_no_other(
    tmp_path: Path,
) -> None:
    survey = Survey("khao_sat", "Khảo sát", (Question("q1", "Vì sao?", "open"),))
    wrote = (Summary("lc_pvs_01", CODES[0].id, "Chưa ai tới thôn.", "Lan"),)
    results = example()
    more = replace(results, study=replace(results.study, surveys=(survey,), summaries=wrote))
    for one in (results, more, nothing()):
        book = workbook(one, tmp_path)
        names = book.sheetnames[1:-1]
        for said in book["README"].iter_cols(max_col=2, values_only=True):
            below = next(
                at for at, words in enumerate(said) if words in {"Các trang", "The sheets"}
            )
            starts = [str(words).split(":")[0] for words in said[below:]]
            assert [start for start in starts if start in SHEET_NOTES] == names
    after = workbook(more, tmp_path).sheetnames.index("Joint display")
    assert workbook(more, tmp_path).sheetnames[after - 1].startswith("Triangulation")


def test_answers_to_a_survey_are_no_transcripts_on_the_first_sheet(tmp_path: Path) -> None:
    results = example()
    survey = Survey("khao_sat", "", (Question("q1", "Vì sao?", "open"),), (Respondent("r1"),))
    answers = turns.parse("khao_sat.q1", "PVV: Vì sao?\nNTL: Đắt quá.\n")
    study = results.study
    study = replace(study, surveys=(survey,), transcripts=(*study.transcripts, answers))
    said = [cell.value for cell in workbook(replace(results, study=study), tmp_path)["README"]["B"]]

    assert any(str(line).startswith("2 transcripts, ") for line in said)
    assert "Survey khao_sat: 1 respondents; open questions coded: 1" in said


@pytest.mark.parametrize(
    ("sheet", "frozen", "first_row"),
    [
        ("Cases", "B2", 1),
        ("Codebook", "D2", 1),
        ("Matrix", "B3", 2),
        ("Counts", "D2", 1),
        ("Framework", "B3", 2),
        ("Triangulation", "D3", 2),
        ("Quotes", "B3", 2),
        ("Counts by group", "C3", 2),
        ("Saturation", "B2", 1),
        ("Agreement", "E2", 1),
        ("Audit", "C2", 1),
    ],
)
def test_headings_stay_in_sight_and_have_a_filter(
    tmp_path: Path, sheet: str, frozen: str, first_row: int
) -> None:
    page = workbook(example(), tmp_path)[sheet]
    assert page.freeze_panes == frozen
    assert page.auto_filter.ref.startswith(f"A{first_row}:")


def width_of(page: Any, number: int) -> float:
    """Return the width of a column; alike neighbours share one entry."""
    found = page.column_dimensions.values()
    return float(next(entry.width for entry in found if entry.min <= number <= entry.max))


def test_texts_are_wrapped_and_every_row_is_tall_enough_for_its_lines(tmp_path: Path) -> None:
    """A line of 10-point Arial is 12 points high and holds about 1.2 letters a unit of width."""
    long = "Nói thiệt là " * 40
    seen = 0
    for page in workbook(example(long, long.strip()), tmp_path).worksheets:
        for cell in (cell for row in page.iter_rows() for cell in row):
            if isinstance(cell.value, str) and cell.alignment.wrap_text:
                room = 1.2 * width_of(page, cell.column)
                count = sum(max(1, math.ceil(len(line) / room)) for line in cell.value.split("\n"))
                assert page.row_dimensions[cell.row].height >= min(409, 12 * count)
                seen += count > 3
    assert seen


def test_a_long_title_is_in_sight_to_its_end(tmp_path: Path) -> None:
    """A line of 15-point bold Arial is 18 points high and holds about 0.75 letters a unit."""
    results = example()
    title = Bilingual("Nghiên cứu mẫu về an sinh của lao động di cư ở hai đô thị lớn", "A study")
    study = replace(results.study, settings=Settings(title=title))

    page = workbook(replace(results, study=study), tmp_path)["README"]

    room = 0.75 * width_of(page, 1)
    assert room < len(title.vi) < 2 * room
    assert page.row_dimensions[1].height >= 2 * 18


def test_no_column_is_wider_than_sixty(tmp_path: Path) -> None:
    for page in workbook(example(), tmp_path).worksheets[:-1]:
        assert max(d.width for d in page.column_dimensions.values()) <= 61


def test_vietnamese_comes_back_equal(tmp_path: Path) -> None:
    book = workbook(example(SAID, SAID, memo="hỏi lại bác Ềnh"), tmp_path)
    assert SAID in column(book["Quotes"], "Trích dẫn / Quote")
    assert "hỏi lại bác Ềnh" in column(book["Quotes"], "Ghi chú / Memo")
    assert column(book["Cases"], "dân tộc")[0] == "Tày"


@pytest.mark.parametrize("words", ["=1+1", "+84 912", "-5 triệu", "@SUM(A1)", "http://vi.du/a"])
def test_a_text_that_looks_like_something_else_stays_a_text(tmp_path: Path, words: str) -> None:
    cells = [
        cell
        for row in workbook(example(f"Dạ {words} ạ", words), tmp_path)["Quotes"].iter_rows()
        for cell in row
        if cell.value == words
    ]
    assert [cell.data_type for cell in cells] == ["s"]
    assert cells[0].hyperlink is None


def test_a_quote_longer_than_a_cell_is_cut_where_the_reader_sees_it(tmp_path: Path) -> None:
    words = "dài " * 10_000
    shown = column(workbook(example(words, words), tmp_path)["Quotes"], "Trích dẫn / Quote")[0]
    assert len(shown) <= LONGEST
    assert shown.endswith("… (xem / see codings.csv)")


def test_control_characters_are_replaced_in_a_cell(tmp_path: Path) -> None:
    book = workbook(example("Dạ\x07 có\x00 ạ", "Dạ\x07 có\x00 ạ"), tmp_path)
    assert "Dạ\ufffd có\ufffd ạ" in column(book["Quotes"], "Trích dẫn / Quote")


def test_a_matrix_cell_says_how_often_and_shows_a_quote_with_its_id(tmp_path: Path) -> None:
    matrix = workbook(example(), tmp_path)["Matrix"]
    assert column(matrix, "Không biết, chưa nghe / No or little knowledge") == [
        "1× “có ai nói đâu mà biết” [○\N{NO-BREAK SPACE}lc_pvs_01:T002:1]",
        "1× “ngặt lắm” [ag_kii_02:T002:2 ●\N{NO-BREAK SPACE}lan]",
    ]


def test_a_proposed_quote_has_another_colour_than_a_confirmed_one(tmp_path: Path) -> None:
    matrix = workbook(example(), tmp_path, rich_text=True)["Matrix"]
    cells = [row[6].value for row in matrix.iter_rows(min_row=3)]
    assert all(isinstance(cell, CellRichText) for cell in cells)
    assert [cell[-1].font.color.rgb for cell in cells] == ["FFC55A11", "FF767676"]


def test_silent_and_not_asked_have_marks_of_their_own(tmp_path: Path) -> None:
    results = example()
    assert column(
        workbook(results, tmp_path)["Matrix"], "Mức đóng cao / Contribution too high"
    ) == [
        "n/a",
        "1× “trăm rưỡi” [ag_kii_02:T002:3 ✚\N{NO-BREAK SPACE}lan]",
    ]
    results.states.loc["lc_pvs_01"] = ["mention", "silent", "not_coded"]
    matrix = workbook(results, tmp_path)["Matrix"]
    marks = [cell.value for cell in matrix[3]]
    assert [marks[-4], marks[-2]] == ["–", "…"]


def test_the_band_over_the_codes_names_each_family_once(tmp_path: Path) -> None:
    bands = [cell.value for cell in workbook(example(), tmp_path)["Matrix"][1]]
    assert [band for band in bands if band] == ["Nhận thức – Awareness", "affordability", "policy"]


def test_counts_are_numbers(tmp_path: Path) -> None:
    counts = workbook(example(), tmp_path)["Counts"]
    assert column(counts, "Lượt nhắc / References")[:3] == [2, 1, 0]
    assert column(counts, "ag_kii_02")[:3] == [1, 1, "n/a"]


def test_a_verdict_is_worded_in_both_languages_and_coloured(tmp_path: Path) -> None:
    page = workbook(example(), tmp_path)["Triangulation"]
    assert column(page, "Kết luận / Verdict")[:3] == [
        "Thống nhất\nAgreement",
        "Thống nhất\nAgreement",
        "Chỉ một nguồn nói tới\nSilence",
    ]
    assert page["D3"].fill.fgColor.rgb != page["D5"].fill.fgColor.rgb
    assert [cell.value for cell in page[5]][4:6] == ["PVS: 0/1; KII: 1/1", "PVS"]


def typed(**types: str) -> Results:
    """Return the example with other source types, also in its comparison."""
    results = example()
    cases = tuple(
        replace(case, attributes={**case.attributes, "type": types.get(case.name, "")})
        for case in results.study.cases
    )
    values = list(types.values())
    table = results.comparisons["type"].rename(
        columns=dict(zip(("PVS", "KII"), values, strict=True))
    )
    table["silent"] = ["", values[0], "; ".join(values)]
    table["fragile"] = f"{values[0]}+1; {values[1]}-1"
    pairs = ("{0} (−) – {1}: partial", "{1} – {0}: silence", "{1} – {0}: dissonance")
    table["pairs"] = "; ".join(pairs).format(*values)
    return replace(results, study=replace(results.study, cases=cases), comparisons={"type": table})


def test_a_client_reads_source_types_in_words(tmp_path: Path) -> None:
    book = workbook(typed(lc_pvs_01="IDI", ag_kii_02="FGD"), tmp_path)

    assert column(book["Cases"], "Loại nguồn / Source type") == [
        "Phỏng vấn sâu (PVS)\nIn-depth interview (IDI)",
        "Thảo luận nhóm (TLN)\nFocus group discussion (FGD)",
    ]
    assert column(book["Matrix"], "Loại nguồn / Source type") == ["PVS/IDI", "TLN/FGD"]
    assert set(column(book["Quotes"], "Loại nguồn / Source type")) == {"PVS/IDI", "TLN/FGD"}
    row = [cell.value for cell in book["Triangulation"][5]]
    assert row[4:6] == ["PVS/IDI: 0/1; TLN/FGD: 1/1", "PVS/IDI; TLN/FGD"]
    assert row[7:10] == [
        "PVS/IDI+1; TLN/FGD-1",
        "0/1",
        "PVS/IDI (−) – TLN/FGD: một phần/partial\nTLN/FGD – PVS/IDI: trái ngược/dissonance",
    ]


def test_a_type_within_another_name_stays_as_it_is(tmp_path: Path) -> None:
    page = workbook(typed(lc_pvs_01="survey 2024", ag_kii_02="mini FGD"), tmp_path)["Triangulation"]

    row = [cell.value for cell in page[5]]
    assert row[4:6] == ["survey 2024: 0/1; mini FGD: 1/1", "survey 2024; mini FGD"]
    assert row[9].splitlines()[0] == "survey 2024 (−) – mini FGD: một phần/partial"


def grouped() -> Results:
    """Return the example compared by group, of which only one has a name in English."""
    results = example()
    groups = ({"group": "lao động HTX", "group_en": "worker", "vùng": "Bắc"}, {"group": "cán bộ"})
    cases = tuple(
        replace(case, attributes={"vùng": "?", "date": "2025-12-05", **case.attributes, **more})
        for case, more in zip(results.study.cases, groups, strict=True)
    )
    table = results.comparisons["type"].rename(columns={"PVS": "lao động HTX", "KII": "cán bộ"})
    table["silent"], table["fragile"] = "lao động HTX", "lao động HTX-1; cán bộ+1"
    table["pairs"] = "lao động HTX (−) – cán bộ (+): dissonance"
    study = replace(results.study, cases=cases)
    return replace(results, study=study, comparisons={"group": table})


def test_a_group_is_shown_in_both_languages_where_they_differ(tmp_path: Path) -> None:
    book = workbook(grouped(), tmp_path)

    for name in ("Cases", "Matrix"):
        assert column(book[name], "Nhóm / Group") == ["lao động HTX / worker", "cán bộ"]
    assert [cell.value for cell in book["Triangulation"][3]][4:10] == [
        "lao động HTX / worker: 1/1; cán bộ: 1/1",
        "lao động HTX / worker",
        "",
        "lao động HTX / worker-1; cán bộ+1",
        "1/2",
        "lao động HTX / worker (−) – cán bộ (+): trái ngược/dissonance",
    ]


def test_cases_have_the_known_columns_first_and_the_teams_own_after(tmp_path: Path) -> None:
    headings = [cell.value for cell in workbook(grouped(), tmp_path)["Cases"][1]]
    assert [heading.split(" / ")[0] for heading in headings] == [
        *("Nguồn", "Loại nguồn", "Tỉnh, thành", "Nhóm", "Giới tính", "Tuổi", "Ngày"),
        *("vùng", "dân tộc", "Lượt lời", "Lượt mã hóa", "Đã xác nhận"),
    ]


def test_the_cases_of_the_sample_print_at_no_less_than_seven_tenths(tmp_path: Path) -> None:
    """A4 lying down is 277 mm wide without margins; a unit of 10-point Arial is about 1.85 mm."""
    study = project.load(Path(__file__).parent.parent)
    page = workbook(project.results(study), tmp_path)["Cases"]
    widths = [width_of(page, number) for number in range(1, page.max_column + 1)]
    assert 277 / (1.85 * sum(widths)) >= 0.7


def test_a_status_has_the_sign_that_the_screen_gives_it(tmp_path: Path) -> None:
    statuses = column(workbook(example(), tmp_path)["Quotes"], "Tình trạng / Status")
    assert [status[0] for status in statuses] == ["○", "●", "✚"]


def test_the_first_sheet_says_whose_word_counts_and_by_which_codebook(tmp_path: Path) -> None:
    page = workbook(example(), tmp_path)["README"]
    vi, en = ([cell.value for cell in page[letter]] for letter in "AB")
    assert "Sổ mã: mau, phiên bản 3, 3 mã" in vi
    assert "Codebook: mau, version 3, 3 codes" in en
    assert POLICY.en in en


def test_the_first_sheet_says_what_share_a_person_has_confirmed(tmp_path: Path) -> None:
    said = [cell.value for cell in workbook(example(), tmp_path)["README"]["B"]]
    assert "Confirmed by a person: 2/3 (67%); rejected: 1" in said


def test_no_speaker_label_is_in_the_workbook_for_the_client(tmp_path: Path) -> None:
    values = {
        cell.value
        for page in workbook(example(), tmp_path).worksheets
        for row in page.iter_rows()
        for cell in row
    }
    assert "NTL" not in values


@given(st.text(max_size=60))
def test_what_a_cell_gets_is_always_writable_and_else_unchanged(text: str) -> None:
    cleaned = printable(text)
    assert printable(cleaned) == cleaned
    assert all(ch in {"\t", "\n"} or ch >= " " for ch in cleaned)
    if text.isprintable():
        assert cleaned == text


# Several files


def test_codings_on_words_that_changed_since_are_marked_in_every_file(tmp_path: Path) -> None:
    results = example()
    second = results.study.codings[1]
    decision = Decision("d1", "", 1, "lan", "accept", second.transcript, code=second.code)
    doubt = Doubt(
        decision, Bilingual("lời đã sửa", "words changed"), second.transcript, second.span
    )
    results = replace(results, study=replace(results.study, doubts=(doubt,)))
    write_codings(results.study, tmp_path / "codings.csv")
    marked = [row["coding_id"] for row in rows_of(tmp_path / "codings.csv") if row["changed"]]
    assert marked == [second.id]
    en = [cell.value for cell in workbook(results, tmp_path)["README"]["B"]]
    assert [line for line in en if line and "words have changed" in line and " 1 codings" in line]
    texts = words_of(document(results, tmp_path))
    assert [text for text in texts if "lời trong bản gỡ băng đã sửa" in text.lower()]


def with_translation(results: Results, english: str) -> Results:
    first, *rest = results.quotes
    translated = replace(first, coding=replace(first.coding, translation=english))
    return replace(results, quotes=(translated, *rest))


def test_a_translation_stands_beside_the_words_it_is_of(tmp_path: Path) -> None:
    results = with_translation(example(), "nobody told us, so how could we know")
    english = column(
        workbook(results, tmp_path)["Quotes"], "Bản dịch tiếng Anh / English translation"
    )
    assert english == ["nobody told us, so how could we know", "", ""]


def test_a_summary_leads_its_cell_and_has_a_row_of_its_own(tmp_path: Path) -> None:
    results = example()
    wrote = (
        Summary("lc_pvs_01", CODES[0].id, "Chưa ai tới thôn nói về chế độ.", "Lan"),
        Summary("lc_pvs_01", CODES[2].id, "Không nhắc tới.", "Lan"),
    )
    results = replace(results, study=replace(results.study, summaries=wrote))
    book = workbook(results, tmp_path)
    known = column(book["Matrix"], "Không biết, chưa nghe / No or little knowledge")[0]
    silent = column(book["Matrix"], "Đề xuất hỗ trợ / Proposal: subsidy")[0]
    assert known.startswith("Chưa ai tới thôn nói về chế độ. (Lan)\n1× “có ai nói đâu")
    assert silent == "Không nhắc tới. (Lan)\nn/a"
    assert column(book["Summaries"], "Tóm tắt / Summary") == [one.text for one in wrote]


# Every file


@pytest.mark.parametrize("name", ["codings.csv", "qualitative_matrix.xlsx", "quotes.docx"])
def test_the_same_results_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    export = exporters.exporters()[name]
    export(example(), tmp_path / "first")
    export(example(), tmp_path / "second")
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


@pytest.mark.parametrize("name", ["qualitative_matrix.xlsx", "quotes.docx"])
def test_no_part_of_a_file_carries_the_clocks_time(tmp_path: Path, name: str) -> None:
    exporters.exporters()[name](example(), tmp_path / name)
    with zipfile.ZipFile(tmp_path / name) as file:
        assert {part.date_time[0] for part in file.infolist()} == {1980}
        core = file.read("docProps/core.xml").decode()
    assert "2000-01-01" in core


def test_every_deliverable_is_written(tmp_path: Path) -> None:
    written, _ = exporters.write_all(example(), tmp_path / "matrices")
    assert [path.name for path in written] == [
        "codings.csv",
        "qualitative_matrix.xlsx",
        "quotes.docx",
        "triangulation_by_type.csv",
    ]
    assert sorted(written) == sorted((tmp_path / "matrices").iterdir())


def test_a_study_without_codings_gives_files_with_headings_only(tmp_path: Path) -> None:
    exporters.write_all(nothing(), tmp_path)
    assert rows_of(tmp_path / "codings.csv") == []
    book = load_workbook(tmp_path / "qualitative_matrix.xlsx")
    assert book.sheetnames == [*SHEETS, HIDDEN]
    assert [book[name].max_row for name in ("Cases", "Matrix", "Quotes")] == [1, 2, 2]
    assert "There are no quotes yet." in words_of(Document(str(tmp_path / "quotes.docx")))


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "codings.csv"
    path.write_text("cũ", encoding="utf-8")

    def fill_the_disk() -> None:
        with exporters.replacing(path) as temporary:
            temporary.write_text("nửa chừng", encoding="utf-8")
            raise OSError(28, "No space left on device")

    with pytest.raises(StudyError, match="No space left on device"):
        fill_the_disk()
    assert path.read_text(encoding="utf-8") == "cũ"
    assert list(tmp_path.iterdir()) == [path]


def test_a_fault_of_our_own_is_not_hidden_and_leaves_no_file(tmp_path: Path) -> None:
    def stumble() -> None:
        with exporters.replacing(tmp_path / "quotes.docx"):
            raise KeyError("code")

    with pytest.raises(KeyError):
        stumble()
    assert list(tmp_path.iterdir()) == []


def test_a_file_open_elsewhere_is_said_in_both_languages(tmp_path: Path) -> None:
    def refuse() -> None:
        with exporters.replacing(tmp_path / "codings.csv"):
            raise PermissionError(13, "Permission denied")

    with pytest.raises(StudyError) as caught:
        refuse()
    (problem,) = caught.value.problems
    assert problem.where == str(tmp_path / "codings.csv")
    assert "hãy đóng tệp trong Excel" in problem.message.vi
    assert "close the file in Excel" in problem.message.en


def test_a_folder_in_the_files_place_is_told_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "codings.csv").mkdir()
    with pytest.raises(StudyError), exporters.replacing(tmp_path / "codings.csv") as temporary:
        temporary.write_text("x", "utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["codings.csv"]


def test_an_installed_package_adds_an_exporter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site" / "mau_qualcode-1.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: mau-qualcode\nVersion: 1\n")
    (package / "entry_points.txt").write_text(
        "[qualcode.exporters]\nids.txt = mau_qualcode:write\n"
    )
    (tmp_path / "site" / "mau_qualcode.py").write_text(
        "def write(results, path):\n"
        "    path.write_text(' '.join(sorted(c.id for c in results.study.codes)))\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "site"))

    written, _ = exporters.write_all(example(), tmp_path / "out")

    assert tmp_path / "out" / "ids.txt" in written
    assert (tmp_path / "out" / "ids.txt").read_text() == (
        "affordability.cost awareness.no_knowledge policy.subsidy"
    )


def test_a_file_that_cannot_be_written_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "quotes.docx").mkdir()
    written, [problem] = exporters.write_all(example(), tmp_path)
    assert problem.where.endswith("quotes.docx")
    assert {path.name for path in written} == {
        path.name for path in tmp_path.iterdir() if path.is_file()
    }
    assert {"codings.csv", "qualitative_matrix.xlsx"} <= {path.name for path in written}
