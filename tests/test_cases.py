"""Who spoke: rows of cases.csv, header lines and file names joined."""

from collections.abc import Mapping
from unicodedata import normalize

import pytest

from qualcode.cases import cases
from qualcode.language.source_types import SOURCE_TYPES, source_type
from qualcode.model import Bilingual, Case, Problem, Settings, Transcript

NO_SETTINGS = Settings()


def talk(name: str = "t1", **header: str) -> Transcript:
    return Transcript(name, "", (), header, file=f"transcripts/{name}.txt")


def case(
    transcript: Transcript, *rows: Mapping[str, str], settings: Settings = NO_SETTINGS
) -> Case:
    found, problems = cases([transcript], rows, settings)
    assert problems == ()
    return found[0]


def faults(transcripts: list[Transcript], *rows: Mapping[str, str]) -> tuple[Problem, ...]:
    return cases(transcripts, rows, NO_SETTINGS)[1]


def test_the_row_wins_over_the_header_and_the_header_over_the_file_name() -> None:
    transcript = talk("PVS_DN_07_2026-03-12", Loại="KII", Tỉnh="Lào Cai")

    assert case(transcript).attributes == {
        "type": "KII",
        "province": "Lào Cai",
        "date": "2026-03-12",
    }
    row = {"transcript": "PVS_DN_07_2026-03-12", "type": "TLN", "province": ""}
    assert case(transcript, row).get("type") == "FGD"
    assert case(transcript, row).get("province") == "Lào Cai"


@pytest.mark.parametrize(
    "typed",
    [
        "Bản 1",
        "bản 1.docx",
        "BẢN 1.TXT",
        "lan/Bản 1.docx",
        "lan\\Bản 1.docx",
        normalize("NFD", "Bản 1"),
    ],
)
def test_a_row_names_its_transcript_with_or_without_suffix_in_any_case(typed: str) -> None:
    assert (
        case(talk("Bản 1"), {"transcript": typed, "group": "lao động"}).get("group") == "lao động"
    )


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("KII", "KII"),
        ("Phỏng vấn sâu", "IDI"),
        ("PVS", "IDI"),
        ("in-depth interview", "IDI"),
        ("TLN (FGD hỗn hợp nam nữ)", "FGD"),
        ("Thảo luận nhóm", "FGD"),
        ("thao luan nhom", "FGD"),
        ("Phỏng vấn sâu người cung cấp thông tin chính", "KII"),
        ("khảo sát", "survey"),
        ("desk_review", "desk_review"),
        ("Rà soát tài liệu", "desk_review"),
        ("nhật ký", "nhật ký"),
    ],
)
def test_a_type_has_one_name_however_typed(typed: str, canonical: str) -> None:
    assert case(talk(Loại=typed)).get("type") == canonical


@pytest.mark.parametrize(
    ("name", "type"),
    [
        ("PVS_DN_07_NLD_nu_2026-03-12", "IDI"),
        ("TLN03-BinhDuong", "FGD"),
        ("KII_BHXH_HN_02 (final)", "KII"),
        ("yb_tv_tln02", "FGD"),
        ("ban_go_bang", ""),
    ],
)
def test_a_file_name_tells_the_type_as_a_last_resort(name: str, type: str) -> None:
    assert case(talk(name)).get("type") == type


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("TP.HCM", "TP. Hồ Chí Minh"),
        ("tp hcm", "TP. Hồ Chí Minh"),
        ("Sài Gòn", "TP. Hồ Chí Minh"),
        ("Thành phố Hồ Chí Minh", "TP. Hồ Chí Minh"),
        ("Lào Cai (Yên Bái cũ)", "Lào Cai"),
        ("tỉnh An Giang", "An Giang"),
        ("TP. Hà Nội", "Hà Nội"),
        ("Khánh Hoà", "Khánh Hoà"),
    ],
)
def test_a_province_has_no_office_and_no_brackets(typed: str, canonical: str) -> None:
    assert case(talk(Tỉnh=typed)).get("province") == canonical


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("Nữ", "nữ"),
        ("NAM", "nam"),
        ("hỗn hợp", "nam và nữ"),
        ("3 nữ, 3 nam", "nam và nữ"),
        ("không ghi", "không ghi"),
    ],
)
def test_a_gender_has_one_name(typed: str, canonical: str) -> None:
    assert case(talk(**{"Giới tính": typed})).get("gender") == canonical


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("05/12/2025", "2025-12-05"),
        ("17.05.2025, 14g-15g40", "2025-05-17"),
        ("20-8-2025", "2025-08-20"),
        ("28/5/2025 (8h40-9h35)", "2025-05-28"),
        ("14 tháng 5 năm 2025", "2025-05-14"),
        ("3/9/25", "2025-09-03"),
        ("2026-03-12", "2026-03-12"),
        ("31/2/2025", "31/2/2025"),
        ("sau Tết", "sau Tết"),
    ],
)
def test_a_date_is_iso_where_it_can_be_read(typed: str, canonical: str) -> None:
    assert case(talk(Ngày=typed)).get("date") == canonical


@pytest.mark.parametrize("key", ["Mã phỏng vấn", "Mã PV", "Mã thảo luận", "Mã TLN"])
def test_the_forms_own_number_is_the_id(key: str) -> None:
    assert case(talk(**{key: "AG_PVS_05"})).get("id") == "AG_PVS_05"


def test_the_group_is_taken_as_typed_and_the_age_without_its_unit() -> None:
    found = case(talk(**{"Đối tượng": "Giám đốc HTX (nam)", "Tuổi": "57 tuổi"}))

    assert found.attributes == {"group": "Giám đốc HTX (nam)", "age": "57"}


def test_a_form_typed_without_accents_is_read() -> None:
    form = {"Loai": "Phong van sau", "Gioi tinh": "Nu", "Ngay": "14 thang 5 nam 2025"}

    assert case(talk(**form)).attributes == {"type": "IDI", "gender": "nữ", "date": "2025-05-14"}


def test_a_header_line_nobody_asked_for_is_no_attribute() -> None:
    form = {
        "Tỉnh": "An Giang",
        "Họ tên": "Lò Thị Mẩy",
        "Điện thoại": "0900 000 000",
        "Người gỡ băng": "Thu Trang",
        "Địa điểm": "tại nhà chị Út",
        "Dân tộc": "Tày",
    }
    transcript = talk(**form)

    assert case(transcript).attributes == {"province": "An Giang"}
    assert transcript.header == form


def test_every_column_of_the_table_is_kept_as_typed_behind_the_known_ones() -> None:
    row = {"transcript": "t1", "Loại hình HTX": "quế", "vùng": "Bắc", "tuổi": "61"}

    found = case(talk(), row)

    assert list(found.attributes.items()) == [
        ("age", "61"),
        ("Loại hình HTX", "quế"),
        ("vùng", "Bắc"),
    ]


def test_a_column_left_empty_is_not_filled_from_a_header_line_of_its_name() -> None:
    row = {"transcript": "t1", "địa điểm": ""}

    assert case(talk(**{"Địa điểm": "tại nhà chị Út"}), row).attributes == {}


def test_the_settings_name_further_header_keys() -> None:
    settings = Settings(header={"Vai trò": "group", "Thâm niên": "years"})

    assert case(talk(**{"vai trò": "kế toán", "Thâm niên": "6"}), settings=settings).attributes == {
        "group": "kế toán",
        "years": "6",
    }


def test_a_row_without_its_transcript_is_an_error_with_the_likely_name() -> None:
    (fault,) = faults(
        [talk("c1_kii_phutho")],
        {"transcript": "c1_kii_phutho"},
        {"transcript": "c1_kii_phuto.docx", "__line__": "7"},
    )

    assert fault.where == "transcripts/cases.csv:7"
    assert fault.severity == "error"
    assert fault.message.vi.endswith("ý bạn là c1_kii_phutho?")


def test_a_row_without_any_name_is_an_error() -> None:
    assert [p.where for p in faults([], {"transcript": "", "group": "lao động"})] == [
        "transcripts/cases.csv:2"
    ]


def test_a_repeated_row_is_an_error_that_names_the_first() -> None:
    rows = [{"transcript": "t1", "age": "39"}, {"transcript": "T1.txt", "age": "40"}]
    (fault,) = faults([talk()], *rows)

    assert (fault.where, "line 2" in fault.message.en) == ("transcripts/cases.csv:3", True)
    assert cases([talk()], rows, NO_SETTINGS)[0][0].get("age") == "39"


def test_a_table_without_the_transcript_column_is_one_error() -> None:
    (fault,) = faults([talk()], {"file": "t1", "type": "KII"}, {"file": "t2", "type": "KII"})

    assert (fault.where, fault.severity) == ("transcripts/cases.csv:1", "error")


def test_a_transcript_without_a_row_is_a_warning_if_there_are_rows() -> None:
    (fault,) = faults([talk("t1"), talk("t2")], {"transcript": "t1"})

    assert (fault.where, fault.severity) == ("transcripts/t2.txt", "warning")
    assert faults([talk("t1")]) == ()


def test_empty_rows_are_passed_over() -> None:
    assert faults([talk()], {"transcript": "t1"}, {"transcript": "", "__line__": "3"}) == ()


@pytest.mark.parametrize("type", ["survey", "khảo sát", "desk_review"])
def test_a_survey_or_desk_review_is_a_case_without_a_transcript(type: str) -> None:
    rows = [{"transcript": "t1"}, {"transcript": "Khảo sát 2025", "type": type}]
    found, problems = cases([talk()], rows, NO_SETTINGS)

    assert problems == ()
    assert [(c.name, c.has_transcript) for c in found] == [("t1", True), ("Khảo sát 2025", False)]


def test_cases_come_in_the_order_of_the_transcripts() -> None:
    rows = [{"transcript": "b"}, {"transcript": "k", "type": "survey"}, {"transcript": "a"}]
    found, _ = cases([talk("a"), talk("b")], rows, NO_SETTINGS)

    assert [c.name for c in found] == ["a", "b", "k"]


def test_a_type_has_a_short_and_a_full_name_in_both_languages() -> None:
    assert [source_type(name).short.vi for name in ("KII", "IDI", "FGD")] == ["KII", "PVS", "TLN"]
    assert [source_type(name).short.en for name in ("KII", "IDI", "FGD")] == ["KII", "IDI", "FGD"]
    assert source_type("IDI").full == Bilingual("Phỏng vấn sâu (PVS)", "In-depth interview (IDI)")
    assert source_type("survey").full == Bilingual("Khảo sát", "Survey")
    assert source_type("nhật ký").full == Bilingual("nhật ký", "nhật ký")


@pytest.mark.parametrize("name", SOURCE_TYPES)
def test_a_type_typed_as_it_is_called_in_the_results_is_that_type(name: str) -> None:
    called = SOURCE_TYPES[name].full

    assert [case(talk(Loại=words)).get("type") for words in (called.vi, called.en)] == [name] * 2
