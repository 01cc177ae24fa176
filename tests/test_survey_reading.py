"""Survey exports as KoBoToolbox, Google Forms, SurveyMonkey write them, and as people save them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from qualcode.errors import QualcodeError, StudyError
from qualcode.model import AnswersMean, Problem, Survey, SurveyColumn, SurveyFile
from qualcode.survey.grid import of_csv
from qualcode.survey.layout import understood
from qualcode.survey.opening import labels_of, read_all, table_of
from qualcode.survey.parts import number_reader, options_in, parts, told
from qualcode.survey.reading import read

DATA = Path(__file__).parent / "data" / "surveys"
CODES = {"awareness": "neutral", "awareness.no_knowledge": "barrier"}


def opened(chosen: SurveyFile, root: Path = DATA) -> tuple[Survey, list[Problem]]:
    labels, problems = labels_of(root, chosen)
    survey, more = read(table_of(root, chosen), chosen, labels, CODES)  # type: ignore[arg-type]
    return survey, [*problems, *more]


def in_text(text: str, *columns: SurveyColumn, **more: object) -> tuple[Survey, list[Problem]]:
    chosen = SurveyFile("s.csv", columns=columns, where="qualcode.yaml:9:5", **more)  # type: ignore[arg-type]
    return read(understood(of_csv(text, "s.csv"), chosen.layout), chosen, None, CODES)  # type: ignore[arg-type]


def answered(survey: Survey, question: str) -> dict[str, tuple[str, ...]]:
    return {one.id: one.answers.get(question, ()) for one in survey.respondents}


# --- KoBoToolbox ---------------------------------------------------------------------------


KOBO = SurveyFile(
    "kobo_values.csv",
    labels="kobo_form.xlsx",
    attributes={"gender": "q_gioi", "age": "nhom/q_tuoi"},
    columns=(
        SurveyColumn(
            "q_biet", means=(AnswersMean("awareness.no_knowledge", ("chua", "Biết một ít")),)
        ),
        SurveyColumn("kenh/q_kenh"),
        SurveyColumn("q_vi_sao"),
        SurveyColumn("q_tuoi"),
    ),
)


def test_kobo_values_get_the_vietnamese_labels_of_the_form() -> None:
    survey, problems = opened(KOBO)
    assert problems == []
    assert answered(survey, "q_biet") == {
        "901": ("Chưa nghe",),
        "899": ("Biết rõ",),
        "1002": ("Chưa nghe",),
        "1003": ("Biết một ít",),
    }
    question = survey.question("q_biet")
    assert question
    assert question.words == "Anh/chị đã nghe về BHXH tự nguyện chưa?"
    assert question.options == ("Biết rõ", "Biết một ít", "Chưa nghe")
    [meaning] = question.meanings
    assert (meaning.answers, meaning.valence) == (
        frozenset({"Chưa nghe", "Biết một ít"}),
        "barrier",
    )


def test_another_language_of_the_form_can_be_chosen() -> None:
    survey, _ = opened(
        SurveyFile(KOBO.file, labels=KOBO.labels, language="English", columns=KOBO.columns[:1])
    )
    question = survey.question("q_biet")
    assert question
    assert question.options == ("Know well", "A little", "Never")


def test_kobo_select_multiple_is_read_from_its_split_columns_and_the_choice_of_other_too() -> None:
    survey, _ = opened(KOBO)
    assert answered(survey, "q_kenh") == {
        "901": ("Cán bộ phường", "Zalo, Facebook"),
        "899": (),
        "1002": ("Tivi",),
        "1003": ("Zalo, Facebook", "Khác"),
    }


def test_kobo_select_multiple_in_one_column_of_values_is_read_with_the_form(tmp_path: Path) -> None:
    rows = ["q_kenh;_id;_uuid", "can_bo zalo;1;u", "zalo other tivi;2;v", ";3;w"]
    (tmp_path / "s.csv").write_text("\n".join(rows), encoding="utf-8")
    form = str(DATA / "kobo_form.xlsx")
    survey, problems = opened(
        SurveyFile("s.csv", labels=form, columns=(SurveyColumn("q_kenh"),)), tmp_path
    )
    assert problems == []
    assert answered(survey, "q_kenh") == {
        "1": ("Cán bộ phường", "Zalo, Facebook"),
        "2": ("Zalo, Facebook", "Khác", "Tivi"),
        "3": (),
    }


def test_kobo_kinds_are_the_forms_own_and_n_a_is_no_answer() -> None:
    survey, _ = opened(KOBO)
    assert [q.kind for q in survey.questions] == ["single", "multiple", "open", "number"]
    assert answered(survey, "q_tuoi") == {
        "901": ("34",),
        "899": ("51",),
        "1002": ("27",),
        "1003": (),
    }
    assert survey.respondents[0].attributes == {"gender": "nữ", "age": "34"}


def test_kobo_labels_as_headings_with_split_columns_only_in_a_workbook() -> None:
    survey, problems = opened(
        SurveyFile(
            "kobo_labels.xlsx",
            attributes={"gender": "Giới tính"},
            columns=(
                SurveyColumn("Nghe qua kênh nào?", id="kenh"),
                SurveyColumn("Tuổi", id="tuoi", kind="number"),
            ),
        )
    )
    assert problems == []
    assert answered(survey, "kenh") == {
        "901": ("Cán bộ phường", "Zalo, Facebook"),
        "899": (),
        "1002": ("Tivi",),
    }
    assert answered(survey, "tuoi") == {"901": ("34",), "899": ("51",), "1002": ("27",)}


# --- Google Forms --------------------------------------------------------------------------

GOOGLE = SurveyFile(
    "google.csv",
    attributes={"gender": "Giới tính", "province": "2. Tỉnh/thành phố"},
    columns=(
        SurveyColumn(
            "Anh/chị biết qua kênh nào? (chọn nhiều)",
            id="q4",
            kind="multiple",
            options=("Zalo, Facebook", "Người thân, bạn bè", "Tivi"),
        ),
        SurveyColumn("Vì sao? #2", id="vi_sao", kind="open"),
    ),
)


def test_google_headings_match_whatever_their_blanks_marks_and_numbers() -> None:
    survey, _ = opened(GOOGLE)
    assert [one.attributes["gender"] for one in survey.respondents] == ["nữ", "nữ", "nam", "Khác"]
    assert survey.respondents[0].attributes["province"] == "TP. Hồ Chí Minh"


def test_google_answers_in_one_cell_are_told_apart_though_options_have_commas() -> None:
    survey, problems = opened(GOOGLE)
    assert list(answered(survey, "q4").values()) == [
        ("Zalo, Facebook", "Người thân, bạn bè"),
        ("Zalo, Facebook", "Tivi"),
        ("loa phường, cạnh chợ",),
        (),
    ]
    [problem] = problems
    assert problem.where == "google.csv:5"
    assert "“loa phường, cạnh chợ” is none of the options" in problem.message.en
    assert problem.severity == "warning"


def test_the_time_is_the_id_and_the_day_comes_first_where_some_date_tells_so() -> None:
    survey, _ = opened(GOOGLE)
    assert [one.id for one in survey.respondents] == [
        "250612-083005",
        "250613-210500b",
        "250613-210500",
        "250702-070000",
    ]


def test_the_second_of_two_equal_headings_is_named_by_its_number() -> None:
    survey, _ = opened(GOOGLE)
    assert list(answered(survey, "vi_sao").values())[1] == ("Không có tiền",)


def test_a_heading_that_is_there_twice_is_told_and_the_first_is_used() -> None:
    survey, problems = in_text(
        "id,Vì sao?,Vì sao?\n1,a,b\n", SurveyColumn("Vì sao?", id="q", kind="open")
    )
    assert answered(survey, "q") == {"1": ("a",)}
    [problem] = problems
    assert "2 columns “Vì sao?” (B, C)" in problem.message.en
    assert "#2" in problem.message.vi


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("2025/05/12 9:30:15 SA GMT+7", "250512-093015"),
        ("2025/05/12 9:30:15 CH GMT+7", "250512-213015"),
        ("2025/05/12 12:00:01 SA GMT+7", "250512-000001"),
        ("2025/05/12 12:00:01 PM GMT+7", "250512-120001"),
        ("2025-05-12 09:30:15", "250512-093015"),
        ("31/12/2025 9:30:15", "251231-093015"),
        ("hôm qua", "hôm qua"),
    ],
)
def test_times_are_read_as_forms_write_them(typed: str, short: str) -> None:
    survey, _ = in_text(f"Dấu thời gian,Có?\n{typed},có\n", SurveyColumn("Có?", id="q"))
    assert [one.id for one in survey.respondents] == [short]


def test_a_timestamp_in_english_has_the_month_first_unless_a_day_tells_otherwise() -> None:
    column = SurveyColumn("Q", id="q")
    survey, _ = in_text("Timestamp,Q\n5/12/2025 9:30:15,a\n", column)
    assert survey.respondents[0].id == "250512-093015"
    survey, _ = in_text("Timestamp,Q\n5/12/2025 9:30:15,a\n25/12/2025 9:30:15,a\n", column)
    assert survey.respondents[0].id == "251205-093015"


# --- SurveyMonkey --------------------------------------------------------------------------


MONKEY = SurveyFile(
    "surveymonkey.csv",
    attributes={"job": "Anh/chị đang làm việc gì?"},
    columns=(
        SurveyColumn("Anh/chị biết BHXH qua đâu?", id="kenh"),
        SurveyColumn("Mức độ đồng ý / Thủ tục dễ", id="de"),
        SurveyColumn("Vì sao anh/chị chưa tham gia?", id="vi_sao"),
        SurveyColumn("Anh/chị đang làm việc gì?", id="viec"),
    ),
)


def test_surveymonkey_options_spread_over_columns_are_one_question() -> None:
    survey, problems = opened(MONKEY)
    assert problems == []
    question = survey.question("kenh")
    assert question
    assert question.kind == "multiple"
    assert question.options == ("Tivi", "Zalo, Facebook", "Cán bộ phường", "Other (please specify)")
    assert answered(survey, "kenh") == {
        "118001": ("Tivi", "Cán bộ phường"),
        "118000": ("Zalo, Facebook", "Other (please specify)"),
        "118002": (),
    }


def test_surveymonkey_a_grid_is_a_question_a_row_and_open_ended_is_open() -> None:
    survey, _ = opened(MONKEY)
    assert answered(survey, "de") == {
        "118001": ("Đồng ý",),
        "118000": ("Không đồng ý",),
        "118002": (),
    }
    assert [q.kind for q in survey.questions][2] == "open"


def test_surveymonkey_other_in_own_words_counts_as_the_option_other() -> None:
    survey, _ = opened(MONKEY)
    assert answered(survey, "viec")["118000"] == ("Other (please specify)",)
    assert survey.respondents[1].attributes == {"job": "Other (please specify)"}


# --- tables however they were saved ----------------------------------------------------------


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_whatever_parts_its_cells_and_its_encoding(
    tmp_path: Path, between: str, encoding: str
) -> None:
    rows = [["id", "Vì sao, thưa anh; chị?"], ["1", 'đắt; "quá"\nnên thôi, vậy'], ["2", "xa"]]
    text = "\r\n".join(between.join('"' + c.replace('"', '""') + '"' for c in row) for row in rows)
    (tmp_path / "s.csv").write_bytes(text.encode(encoding))
    chosen = SurveyFile(
        "s.csv", columns=(SurveyColumn("Vì sao, thưa anh; chị?", id="q", kind="open"),)
    )
    survey, problems = opened(chosen, tmp_path)
    assert problems == []
    assert answered(survey, "q") == {"1": ('đắt; "quá"\nnên thôi, vậy',), "2": ("xa",)}


def test_cp1258_is_read_and_given_in_nfc(tmp_path: Path) -> None:
    words = "Tôi chưa nghe nói về bảo hiểm xã hội tự nguyện, thu nhập thấp nên không đóng được."
    text = f'id,Lý do vì sao chưa tham gia?\n1,"{words}"\n'
    encoded = b"".join(map(_cp1258, text))
    (tmp_path / "s.csv").write_bytes(encoded)
    chosen = SurveyFile(
        "s.csv", columns=(SurveyColumn("Lý do vì sao chưa tham gia?", id="q", kind="open"),)
    )
    survey, _ = opened(chosen, tmp_path)
    assert answered(survey, "q") == {"1": (words,)}


def _cp1258(letter: str) -> bytes:
    """A letter in the Windows code page, which has some tones on their own."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in "\u0300\u0301\u0303\u0309\u0323" if mark in apart)
        return (unicodedata.normalize("NFC", apart.replace(tone, "")) + tone).encode("cp1258")


def test_a_title_above_the_headings_empty_rows_and_sep_line_are_left_out() -> None:
    survey, problems = in_text(
        "sep=;\nKhảo sát 2025;;\n;;\nid;Có?;\n1;có;\n;;\n2;không;\n", SurveyColumn("Có?", id="q")
    )
    assert problems == []
    assert answered(survey, "q") == {"1": ("có",), "2": ("không",)}


def test_merged_headings_over_two_rows_are_one_question(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    for row in (
        ["id", "Kênh", None, "Tuổi"],
        [None, "Tivi", "Zalo", None],
        ["a", True, False, 30.5],
    ):
        page.append(row)
    page.merge_cells("B1:C1")
    book.save(tmp_path / "s.xlsx")
    chosen = SurveyFile(
        "s.xlsx",
        columns=(SurveyColumn("Kênh", id="k"), SurveyColumn("Tuổi", id="t", kind="number")),
    )
    survey, _ = opened(chosen, tmp_path)
    assert survey.respondents[0].answers == {"k": ("Tivi",), "t": ("30.5",)}


def test_an_answer_typed_in_several_ways_is_one_answer() -> None:
    text = "id,Q\n1,Hòa giải\n2,hoà  giải\n3,Hòa giải \n4," + unicodedata.normalize(
        "NFD", "Hòa giải"
    )
    survey, _ = in_text(text, SurveyColumn("Q", id="q", kind="single"))
    assert set(answered(survey, "q").values()) == {("Hòa giải",)}


# --- faults --------------------------------------------------------------------------------


def test_a_broken_table_names_the_line() -> None:
    with pytest.raises(StudyError) as error:
        of_csv('id,a\n1,x\n2,"never closed\n3,y\n', "surveys/s.csv")
    assert error.value.problems[0].where == "surveys/s.csv:3"


def test_a_repeated_id_and_one_that_is_missing_are_told_and_the_rest_is_used() -> None:
    survey, problems = in_text(
        "Mã phiếu,Q\n7,a\n7,b\n,c\n8,d\n", SurveyColumn("Q", id="q"), id="Mã phiếu"
    )
    assert answered(survey, "q") == {"7": ("a",), "8": ("d",)}
    assert [p.where for p in problems] == ["s.csv:3", "s.csv:4"]
    assert "'7' is in row 2 already" in problems[0].message.en


def test_without_an_id_respondents_are_numbered_and_that_is_told() -> None:
    survey, [problem] = in_text("Q\na\nb\n", SurveyColumn("Q", id="q"))
    assert [one.id for one in survey.respondents] == ["1", "2"]
    assert problem.severity == "warning"
    assert "write id:" in problem.message.en


def test_an_unknown_column_is_told_with_the_nearest_and_the_others_are_read() -> None:
    column = SurveyColumn("Anh chị nghe chưa", id="a", where="qualcode.yaml:12:17")
    survey, problems = in_text(
        "id,Anh/chị nghe chưa?,B\n1,có,x\n", column, SurveyColumn("B", id="b")
    )
    assert [q.id for q in survey.questions] == ["b"]
    [problem] = problems
    assert problem.where == "qualcode.yaml:12:17"
    assert "did you mean “Anh/chị nghe chưa?”" in problem.message.en


def test_a_table_without_respondents_says_so() -> None:
    for text in ("id,Q\n", ""):
        survey, problems = in_text(text, SurveyColumn("Q", id="q"))
        assert survey.respondents == ()
        assert any("has no respondents" in problem.message.en for problem in problems)


def test_a_mapped_answer_that_nobody_gave_is_told_with_the_nearest() -> None:
    means = (AnswersMean("awareness.no_knowledge", ("Chưa nge",), where="qualcode.yaml:20:9"),)
    _, [problem] = in_text("id,Q\n1,Chưa nghe\n", SurveyColumn("Q", id="q", means=means))
    assert problem.where == "qualcode.yaml:20:9"
    assert problem.message.en == "nobody answered “Chưa nge” to “Q”; did you mean “Chưa nghe”?"


def test_a_code_that_no_codebook_has_is_told_with_the_nearest() -> None:
    means = (AnswersMean("awareness.no_knowlege", ("a",), where="qualcode.yaml:20:9"),)
    survey, [problem] = in_text("id,Q\n1,a\n", SurveyColumn("Q", id="q", means=means))
    assert "did you mean “awareness.no_knowledge”" in problem.message.en
    assert survey.questions[0].meanings == ()


def test_what_is_no_number_is_told_with_row_and_column_and_counts_as_missing() -> None:
    survey, [problem] = in_text(
        "id,Thu nhập\n1,3.500\n2,chắc 5 triệu\n3,12.000\n",
        SurveyColumn("Thu nhập", id="t", kind="number"),
    )
    assert answered(survey, "t") == {"1": ("3500",), "2": (), "3": ("12000",)}
    assert problem.where == "s.csv:3"
    assert "column B" in problem.message.en


def test_two_questions_of_one_id_are_told_and_the_first_is_used() -> None:
    survey, [problem] = in_text(
        "id,A,B\n1,x,y\n", SurveyColumn("A", id="q"), SurveyColumn("B", id="Q")
    )
    assert answered(survey, "q") == {"1": ("x",)}
    assert "two questions have the id" in problem.message.en


def test_files_that_are_not_there_or_of_another_kind_are_told_and_the_others_read(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.csv").write_text("id,Q\n1,x\n", encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    (tmp_path / "c.xlsx").write_bytes(b"no workbook at all")
    (tmp_path / "d.csv").write_bytes(b"")
    chosen = [
        SurveyFile(f"{n}", where=f"qualcode.yaml:{i}:5")
        for i, n in enumerate(("a.csv", "b.pdf", "c.xlsx", "d.csv", "e.csv"), 1)
    ]
    surveys, problems = read_all(tmp_path, chosen, None)
    assert [one.name for one in surveys] == ["a"]
    assert [p.where for p in problems] == [
        "qualcode.yaml:2:5",
        "c.xlsx",
        "d.csv",
        "qualcode.yaml:5:5",
    ]


def test_a_sheet_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(QualcodeError) as error:
        table_of(DATA, SurveyFile("kobo_labels.xlsx", sheet="Trang 9"))
    assert "Khảo sát" in error.value.problems[0].message.vi


# --- small parts ---------------------------------------------------------------------------


def test_answers_in_a_cell_are_parted_by_the_longest_option() -> None:
    options = ("Có", "Có, nhưng ít", "Không")
    assert parts("Có, nhưng ít, Không", options, ", ") == ("Có, nhưng ít", "Không")
    assert parts("Có, Không", options, ", ") == ("Có", "Không")
    assert parts("Có đấy, Không", options, ", ") == ("Có đấy", "Không")


def test_parts_that_never_occur_but_side_by_side_are_one_option() -> None:
    values = ["Zalo, Facebook, Tivi"] * 5 + ["Tivi", "Zalo, Facebook"]
    assert options_in(values, ", ") == ("Zalo, Facebook", "Tivi")


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([str(n) for n in range(18, 60)], "number"),
        (["1", "2", "3", "2"], "single"),
        (["Có", "Không", "Có"], "single"),
        (["a, b", "a", "b, c", "a, b, c", "c", "b"] * 3, "multiple"),
        (["Phụ hồ, thợ xây", "Bán hàng"] * 9, "single"),
        (["Tôi không có tiền để đóng hằng tháng đâu", "Chưa nghe ai nói gì về cái này"], "open"),
    ],
)
def test_the_kind_of_a_question_is_told_from_its_answers(values: list[str], kind: str) -> None:
    assert told(values) == kind


@pytest.mark.parametrize(
    ("typed", "value"),
    [("3,5", 3.5), ("1.250.000", None), ("12", 12.0), ("", None), ("-4", -4.0)],
)
def test_numbers_are_read_with_either_decimal_sign(typed: str, value: float | None) -> None:
    assert number_reader(["3,5", "1,25"], point=False)(typed) == value
