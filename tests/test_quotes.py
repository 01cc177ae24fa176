"""Quotes: the very words, a stable id, and an attribution that names nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.attribution import attribution
from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Quote,
    Settings,
    Span,
    Study,
    Transcript,
    Turn,
)
from qualcode.quotes import best_quotes, quotes

CODES = ("money.income", "aware.none")
TEXT = """NTL: Tiền đâu mà đóng hả cô. Ở đây ai cũng vậy hết.
PVV: Bác nghe nói BHXH chưa ạ?
NTL: Chưa, chưa nghe ai nói bao giờ. Nhà tui làm ruộng, mùa được mùa mất, tiền đâu mà đóng."""


def span(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


def turn(number: int, words: str) -> Turn:
    start = TEXT.index(words)
    end = TEXT.find("\n", start)
    return Turn(number, "NTL", "respondent", Span(start, end if end >= 0 else len(TEXT)))


TURNS = (turn(1, "Tiền đâu"), turn(2, "Bác nghe"), turn(45, "Chưa, chưa"))


def coding(code: str, words: str, number: int = 45, case: str = "ca1") -> Coding:
    return Coding(case, number, span(words), code, "barrier")


def study_of(*codings: Coding, cases: tuple[str, ...] = ("ca1", "ca2")) -> Study:
    book = Codebook("test", "1", tuple(Code(code, Bilingual(code, code)) for code in CODES))
    return Study(
        Settings(),
        (book,),
        tuple(Transcript(name, TEXT, TURNS) for name in cases),
        tuple(Case(name, {"type": "IDI", "province": "Lào Cai"}) for name in cases),
        codings=codings,
    )


def test_a_quote_is_the_very_words_of_its_span() -> None:
    (quote,) = quotes(study_of(coding("aware.none", "chưa nghe ai nói bao giờ")))

    assert quote.words == "chưa nghe ai nói bao giờ"
    assert quote.attribution == Bilingual("PVS, Lào Cai", "IDI, Lào Cai")


def test_an_id_is_the_case_the_turn_and_which_span_of_the_turn() -> None:
    found = quotes(
        study_of(
            coding("money.income", "tiền đâu mà đóng"),
            coding("money.income", "Tiền đâu mà đóng hả cô", 1),
            coding("aware.none", "chưa nghe ai nói bao giờ"),
        )
    )

    assert [quote.id for quote in found] == ["ca1:T001:1", "ca1:T045:2", "ca1:T045:1"]


def test_two_codes_on_one_span_share_its_id() -> None:
    found = quotes(
        study_of(
            coding("money.income", "mùa được mùa mất"), coding("aware.none", "mùa được mùa mất")
        )
    )

    assert {quote.id for quote in found} == {"ca1:T045:1"}


def test_quotes_stand_in_order_of_code_case_and_place() -> None:
    found = quotes(
        study_of(
            coding("aware.none", "Chưa, chưa nghe"),
            coding("money.income", "tiền đâu mà đóng"),
            coding("money.income", "Tiền đâu mà đóng", 1, case="ca2"),
            coding("money.income", "Tiền đâu mà đóng", 1),
        )
    )

    assert [(quote.coding.code, quote.id) for quote in found] == [
        ("money.income", "ca1:T001:1"),
        ("money.income", "ca1:T045:2"),
        ("money.income", "ca2:T001:1"),
        ("aware.none", "ca1:T045:1"),
    ]


def test_a_study_without_codings_has_no_quotes() -> None:
    assert quotes(study_of()) == ()
    assert quotes(Study(Settings())) == ()
    assert best_quotes(()) == {}


# Attribution


def said(language: str, settings: Settings | None = None, /, **attributes: str) -> str:
    found = attribution(Case("lc_pvs_03", attributes), settings or Settings())
    return found.vi if language == "vi" else found.en


@pytest.mark.parametrize(
    ("group", "gender", "expected"),
    [
        ("lao động HTX", "nữ", "PVS, lao động nữ HTX, Lào Cai"),
        ("Người lao động HTX", "Nữ", "PVS, người lao động nữ HTX, Lào Cai"),
        ("Lao động di cư bán hàng rong", "Nam", "PVS, lao động nam di cư bán hàng rong, Lào Cai"),
        ("quản lý HTX", "nam", "PVS, quản lý nam HTX, Lào Cai"),
        ("cán bộ", "nữ", "PVS, cán bộ nữ, Lào Cai"),
        ("ngư dân nuôi biển", "nam", "PVS, ngư dân nuôi biển nam, Lào Cai"),
        ("thành viên HTX nữ", "nữ", "PVS, thành viên HTX nữ, Lào Cai"),
        ("phụ nữ di cư", "nữ", "PVS, phụ nữ di cư, Lào Cai"),
        ("cán bộ Hội phụ nữ", "nam", "PVS, cán bộ nam Hội phụ nữ, Lào Cai"),
        ("HTX cà phê", "", "PVS, HTX cà phê, Lào Cai"),
        ("", "nữ", "PVS, nữ, Lào Cai"),
        ("", "", "PVS, Lào Cai"),
    ],
)
def test_gender_stands_where_vietnamese_puts_it(group: str, gender: str, expected: str) -> None:
    assert said("vi", type="IDI", group=group, gender=gender, province="Lào Cai") == expected


def test_english_takes_a_column_in_english_if_there_is_one() -> None:
    row = {"type": "IDI", "group": "lao động HTX", "gender": "nữ", "province": "Lào Cai"}

    assert said("en", **row) == "IDI, lao động HTX, female, Lào Cai"
    assert said("en", **row, group_en="cooperative worker") == (
        "IDI, cooperative worker, female, Lào Cai"
    )


@pytest.mark.parametrize(
    ("kind", "vi", "en"),
    [
        ("KII", "KII", "KII"),
        ("IDI", "PVS", "IDI"),
        ("FGD", "TLN", "FGD"),
        ("survey", "Khảo sát", "Survey"),
        ("đối thoại", "đối thoại", "đối thoại"),
        ("", "", ""),
    ],
)
def test_a_source_type_is_said_in_each_language(kind: str, vi: str, en: str) -> None:
    assert (said("vi", type=kind), said("en", type=kind)) == (vi, en)


def test_a_template_of_the_settings_is_followed() -> None:
    template = Bilingual("{type} {group}, {gender}, {age} tuổi, {province} [{id}]", "{type} ({id})")

    assert said(
        "vi",
        Settings(attribution=template),
        type="IDI",
        group="Lao động mùa vụ",
        gender="nữ",
        age="34",
        province="Lào Cai",
    ) == ("PVS lao động mùa vụ, nữ, 34 tuổi, Lào Cai [lc_pvs_03]")
    assert said("en", Settings(attribution=template), type="IDI") == "IDI (lc_pvs_03)"


def test_what_is_empty_vanishes_with_its_comma() -> None:
    template = Bilingual("{type} {group}, {gender}, {age} tuổi, {province}", "")

    assert said("vi", Settings(attribution=template), type="IDI", province="Lào Cai") == (
        "PVS, Lào Cai"
    )


def test_a_focus_group_has_no_age_and_only_a_gender_that_all_share() -> None:
    template = Settings(attribution=Bilingual("{type}, {group} {gender}, {age} tuổi", ""))
    group = {"type": "FGD", "group": "thành viên HTX", "age": "27–58"}

    assert said("vi", template, **group, gender="nữ") == "TLN, thành viên nữ HTX"
    assert said("vi", template, **group, gender="nam và nữ") == "TLN, thành viên HTX"


@pytest.mark.parametrize(
    ("group", "vi", "en"),
    [
        ("Phó Chủ tịch Liên minh HTX tỉnh", "KII, Phú Thọ", "KII, Phú Thọ"),
        ("Giám đốc HTX", "KII, Phú Thọ", "KII, Phú Thọ"),
        ("cán bộ Phó phòng", "KII, cán bộ, Phú Thọ", "KII, official, Phú Thọ"),
        (
            "Nhân viên đại lý thu BHXH, BHYT (Bưu điện), nguyên cán bộ Hội phụ nữ",
            "KII, nhân viên, Phú Thọ",
            "KII, staff, Phú Thọ",
        ),
        ("cán bộ tỉnh", "KII, cán bộ tỉnh, Phú Thọ", "KII, cán bộ tỉnh, Phú Thọ"),
        ("quản lý HTX", "KII, quản lý HTX, Phú Thọ", "KII, quản lý HTX, Phú Thọ"),
    ],
)
def test_a_key_informants_title_is_not_shown(group: str, vi: str, en: str) -> None:
    row = {"type": "KII", "group": group, "province": "Phú Thọ"}

    assert (said("vi", **row), said("en", **row)) == (vi, en)


@pytest.mark.parametrize(
    ("group", "group_en", "vi", "en"),
    [
        (
            "cán bộ, tổ chức",
            "official or organisation",
            "KII, cán bộ nữ, Đồng Tháp",
            "KII, official or organisation, female, Đồng Tháp",
        ),
        ("cán bộ, tổ chức", "", "KII, cán bộ nữ, Đồng Tháp", "KII, official, female, Đồng Tháp"),
        ("Cán bộ; tổ chức", "", "KII, cán bộ nữ, Đồng Tháp", "KII, official, female, Đồng Tháp"),
        (
            "quản lý HTX",
            "cooperative manager",
            "KII, quản lý nữ HTX, Đồng Tháp",
            "KII, cooperative manager, female, Đồng Tháp",
        ),
        ("chuyên gia", "", "KII, chuyên gia nữ, Đồng Tháp", "KII, expert, female, Đồng Tháp"),
        (
            "cán bộ (phó giám đốc sở)",
            "deputy director",
            "KII, cán bộ nữ, Đồng Tháp",
            "KII, official, female, Đồng Tháp",
        ),
    ],
)
def test_a_key_informants_general_group_is_shown(
    group: str, group_en: str, vi: str, en: str
) -> None:
    row = {"type": "KII", "group": group, "gender": "nữ", "province": "Đồng Tháp"}

    assert (said("vi", **row), said("en", **row, group_en=group_en)) == (vi, en)


@pytest.mark.parametrize(
    ("group", "typed", "expected"),
    [
        ("hội phụ nữ", "Ủy viên Ban Thường vụ Hội phụ nữ xã", "KII, hội phụ nữ, Lào Cai"),
        ("kế toán HTX", "Kế toán  HTX", "KII, Lào Cai"),
        ("giám đốc HTX", "Giám đốc HTX Quế Sơn", "KII, Lào Cai"),
    ],
)
def test_a_key_informants_group_shows_if_the_team_chose_it_and_it_is_no_title(
    group: str, typed: str, expected: str
) -> None:
    study = study_of(coding("money.income", "tiền đâu mà đóng"), cases=("ca1",))
    case = Case("ca1", {"type": "KII", "group": group, "province": "Lào Cai"})
    transcript = replace(study.transcripts[0], header={"Đối tượng": typed})

    (quote,) = quotes(replace(study, cases=(case,), transcripts=(transcript,)))

    assert quote.attribution.vi == expected


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("Nam, tài xế giao hàng công nghệ, quê Giồng Trôm", "tài xế giao hàng công nghệ nam"),
        ("Giúp việc gia đình (ở cùng chủ, nay làm theo giờ)", "giúp việc gia đình nam"),
        ("Lao động di cư quê Thạch Thành", "lao động nam di cư"),
        ("Bán hàng rong, đánh giày (3 nữ", "bán hàng rong nam"),
    ],
)
def test_details_that_together_name_somebody_are_left_out(group: str, expected: str) -> None:
    assert said("vi", type="IDI", group=group, gender="nam") == f"PVS, {expected}"


def test_a_key_informants_title_is_not_shown_in_english_either() -> None:
    row = {"type": "KII", "group": "Giám đốc HTX", "group_en": "Director of the cooperative"}

    assert said("en", **row) == "KII"


def test_a_name_in_another_column_never_shows() -> None:
    row = {"type": "IDI", "name": "Lò Thị Mẩy", "commune": "Bản Xèo", "province": "Lào Cai"}

    assert said("vi", **row) == "PVS, Lào Cai"


# The best quote


def quote_of(
    words: str, *, status: str = "proposed", start: int = 0, evidence: tuple[Span, ...] = ()
) -> Quote:
    place = Span(start, start + len(words))
    coding = Coding("ca1", 1, place, "x", evidence=evidence)
    coding = replace(coding, status=status)  # type: ignore[arg-type] # one of the statuses
    return Quote(f"ca1:T001:{start}", coding, words, Bilingual("", ""))


READABLE = "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai"
SCRAP = "chưa biết"


def best_of(*candidates: Quote) -> Quote:
    forward = best_quotes(candidates)["ca1", "x"]
    assert best_quotes(candidates[::-1])["ca1", "x"] == forward
    return forward


@pytest.mark.parametrize("status", ["accepted", "added"])
def test_what_people_coded_goes_before_a_proposal(status: str) -> None:
    confirmed = quote_of(SCRAP, status=status, start=100)

    assert best_of(quote_of(READABLE), confirmed) == confirmed


def test_a_readable_length_goes_before_a_scrap_and_a_speech() -> None:
    readable = quote_of(READABLE, start=500)

    assert best_of(quote_of(SCRAP), quote_of("rất dài " * 40, start=50), readable) == readable


def test_more_words_of_evidence_go_first() -> None:
    little = quote_of(READABLE, evidence=(Span(0, 3),))
    much = quote_of(READABLE, start=100, evidence=(Span(100, 103), Span(108, 114)))

    assert best_of(little, much) == much


def test_the_earlier_of_equal_quotes_goes_first() -> None:
    early = quote_of(READABLE, start=10)

    assert best_of(quote_of(READABLE, start=90), early) == early


def test_each_case_and_code_has_its_own_best_quote() -> None:
    study = study_of(
        coding("money.income", "Tiền đâu mà đóng", 1),
        coding("money.income", "Tiền đâu mà đóng", 1, case="ca2"),
        coding("aware.none", "chưa nghe"),
    )

    assert list(best_quotes(quotes(study))) == [
        ("ca1", "money.income"),
        ("ca2", "money.income"),
        ("ca1", "aware.none"),
    ]


codings_of_studies = st.lists(
    st.builds(
        lambda case, code, turn, start, length: Coding(
            case,
            turn.number,
            Span(turn.span.start + start, min(turn.span.start + start + length, turn.span.end)),
            code,
        ),
        st.sampled_from(("ca1", "ca2")),
        st.sampled_from(CODES),
        st.sampled_from((TURNS[0], TURNS[2])),
        st.integers(0, 20),
        st.integers(1, 40),
    ),
    max_size=12,
    unique_by=lambda coding: coding.id,
)


@settings(max_examples=50, deadline=None)
@given(codings_of_studies, st.randoms(use_true_random=False))
def test_the_order_of_codings_changes_no_quote(codings: list[Coding], random: object) -> None:
    shuffled = sorted(codings, key=lambda _: random.random())  # type: ignore[attr-defined] # Random

    found = quotes(study_of(*codings))

    assert found == quotes(study_of(*shuffled))
    assert best_quotes(found) == best_quotes(found[::-1])


@settings(max_examples=50, deadline=None)
@given(codings_of_studies)
def test_every_coding_has_one_quote_and_every_span_one_id(codings: list[Coding]) -> None:
    found = quotes(study_of(*codings))

    assert sorted(quote.coding.id for quote in found) == sorted(coding.id for coding in codings)
    assert len({quote.id for quote in found}) == len(
        {(quote.coding.transcript, quote.coding.turn, quote.coding.span) for quote in found}
    )
    assert all(quote.words == quote.coding.span.of(TEXT) for quote in found)
