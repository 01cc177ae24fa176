"""What `--share` leaves out, and cells too small to hide anybody in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import disclosure, project, quotes
from qualcode.disclosure.masking import Mask, Masker, Own, masked
from qualcode.model import Case, Coding, Person, Settings, Sharing, Span, Study, Summary
from qualcode.model import Decision as Decided
from qualcode.turns import parse

TALK = """Mã phỏng vấn: HN-03
Địa điểm: phường Phúc Xá
Người gỡ băng: Thảo

PVV: Chị Mận năm nay bao nhiêu tuổi ạ?
Chị Mận: Em Mận, 48. Nhà ở xã Yên Bài, số em là 0912 345 678.
Bác Vóc: Mận nó nói đúng. Tôi sáu mốt rồi, 60 tuổi mới được lương hưu.
Chị Mận: Vâng, em nhờ anh Hùng bên HTX Tân Tiến đóng hộ 1.500.000 đồng.
"""


def group() -> Study:
    """A focus group with names in its labels, in what is said, and in its file's name."""
    talk = parse("TLN_PhucXa_chiMan", TALK)
    case = Case(
        talk.name, {"type": "FGD", "province": "Hà Nội", "age": "48-61", "date": "2025-05-11"}
    )
    people = (
        Person(talk.name, "Chị Mận", {"gender": "nữ", "age": "48", "note": "quê Nam Định"}),
        Person(talk.name, "Bác Vóc", {"gender": "nữ", "age": "61"}),
    )
    return Study(Settings(), transcripts=(talk,), cases=(case,), people=people)


def said(study: Study) -> str:
    return study.transcripts[0].text


@given(
    st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6)
)
def test_words_between_masks_stay_and_are_found_where_they_stand_now(
    text: str, places: list[tuple[int, int]]
) -> None:
    masks: list[Mask] = []
    for start, end in sorted(places):
        if start < end <= len(text) and (not masks or masks[-1].end <= start):
            masks.append(Mask(start, end, "[X]"))
    found = masked(text, masks)
    edges = [0, *(edge for mask in masks for edge in (mask.start, mask.end)), len(text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if start < end:
            assert found.span(Span(start, end)).of(found.text) == text[start:end]
    for mask in masks:
        assert found.span(Span(mask.start, mask.end)).of(found.text) == "[X]"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Số căn cước 087 084 000999 ạ", "[CCCD_1]"),
        ("BHXH của em số 0120123456 đó", "[BHXH_1]"),
        ("số chứng minh nhân dân của em là 201 234 567", "[CMND_1]"),
        ("gọi 091.234.5678 cho chị", "[SĐT_1]"),
        ("xe 29A-123.45 của nhà", "[BIỂN SỐ_1]"),
        ("STK 19012345678901 nhé", "[STK_1]"),
        ("chị sinh năm 1979 ở quê", "[NGÀY SINH_1]"),
        ("nhà ở xã Yên Bài thôi", "[ĐỊA DANH_1]"),
        ("bên tổ 5 ấy", "[ĐỊA DANH_1]"),
        ("ở HTX Tân Tiến làm", "[TỔ CHỨC_1]"),
        ("anh Q. bảo thế", "[TÊN_1]"),
        ("Em tên là Lê Minh, làm thợ", "[TÊN_1]"),
        ("em 47 tuổi rồi", "[45–54]"),
    ],
)
def test_what_says_who_somebody_is_gets_a_mask(text: str, hidden: str) -> None:
    assert hidden in Masker().plain(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mỗi tháng đóng 1.500.000 đồng, 20 năm là 360.000.000.",
        "60 tuổi mới được lương hưu",
        "chị HTX bảo, anh Nhà nước lo",
        "bản thân em, xã hội, chợ búa",
        "BHXH em đóng 1500000 đồng",
        "Ông ấy nói với bà con rằng tổ hợp tác giải tán",
        "lương 012.345.678 đồng",
    ],
)
def test_what_says_nothing_about_who_it_is_stays(text: str) -> None:
    assert Masker().plain(text) == text


def test_the_same_value_has_the_same_mask_however_it_is_written() -> None:
    found = Masker().plain("Chị gọi 0912345678 hay 091.234.5678 cũng là em.")
    assert found == "Chị gọi [SĐT_1] hay [SĐT_1] cũng là em."


def test_a_speakers_own_age_is_masked_and_other_peoples_numbers_are_not() -> None:
    own = Own(ages=frozenset({61}))
    assert Masker().plain("Tôi sáu mốt rồi, đóng 61 triệu.", own) == "Tôi [55+] rồi, đóng 61 triệu."


def test_names_places_ages_and_the_head_of_the_transcript_are_gone() -> None:
    text = said(disclosure.shared(group())[0])
    for gone in (
        "Mận",
        "Vóc",
        "Hùng",
        "Yên Bài",
        "Phúc Xá",
        "Thảo",
        "0912",
        "48",
        "sáu mốt",
        "Tân Tiến",
    ):
        assert gone not in text
    assert "60 tuổi mới được lương hưu" in text
    assert "1.500.000 đồng" in text


def test_turns_keep_their_numbers_roles_and_what_was_said() -> None:
    old, new = group().transcripts[0], disclosure.shared(group())[0].transcripts[0]
    assert [(t.number, t.role) for t in old.turns] == [(t.number, t.role) for t in new.turns]
    assert (
        new.words_of(new.turns[2])
        == "[TÊN_1] nó nói đúng. Tôi [55+] rồi, 60 tuổi mới được lương hưu."
    )
    assert [turn.speaker for turn in new.turns] == ["PVV", "NG 1", "NG 2", "NG 1"]


def test_file_names_become_numbers_within_a_type_and_ages_become_bands() -> None:
    new, told = disclosure.shared(group())
    assert [case.name for case in new.cases] == ["TLN-01"]
    assert new.cases[0].attributes == {"type": "FGD", "province": "Hà Nội", "date": "2025-05"}
    assert [person.get("age") for person in new.people] == ["45–54", "55+"]
    assert not any(person.get("note") for person in new.people)
    assert any("note" in words.en for words in told)


def test_codings_evidence_and_decisions_stay_on_their_words() -> None:
    study = group()
    talk = study.transcripts[0]
    start = talk.text.index("60 tuổi")
    span = Span(start, start + len("60 tuổi mới được lương hưu."))
    coding = Coding(talk.name, 3, span, "a", evidence=(Span(start, start + 7),), memo="chị Mận")
    decision = Decided(
        "1",
        "2026-01-01",
        1,
        "Lan",
        "add",
        talk.name,
        talk.sha256,
        span,
        span.of(talk.text),
        code="a",
    )
    new = disclosure.shared(replace(study, codings=(coding,), decisions=(decision,)))[0]
    text, found = said(new), new.codings[0]
    assert found.span.of(text) == "60 tuổi mới được lương hưu."
    assert found.evidence[0].of(text) == "60 tuổi"
    assert found.memo == "chị [TÊN_1]"
    assert new.decisions[0].span == found.span
    assert new.decisions[0].sha256 == new.transcripts[0].sha256


def test_a_summary_that_was_current_is_still_current() -> None:
    from qualcode import summaries

    study = group()
    name = study.transcripts[0].name
    coded = replace(study, codings=(Coding(name, 2, Span(*_words(study, 1)), "a.b"),))
    marks = summaries.marks(coded, name, "a")
    summed = replace(coded, summaries=(Summary(name, "a", "Chị Mận lo.", "Lan", marks),))
    new = disclosure.shared(summed)[0]
    assert summaries.since(new, new.summaries[0]) == summaries.Changes()
    assert new.summaries[0].text == "Chị [TÊN_1] lo."
    assert new.summaries[0].case == "TLN-01"


def _words(study: Study, turn: int) -> tuple[int, int]:
    span = study.transcripts[0].turns[turn].span
    return span.start, span.end


def test_what_qualcode_yaml_keeps_stays_as_it_is() -> None:
    study = group()
    keep = replace(study.settings, sharing=Sharing(keep=("province", "age", "date")))
    new = disclosure.shared(replace(study, settings=keep))[0]
    assert new.cases[0].get("date") == "2025-05-11"
    assert [person.get("age") for person in new.people] == ["48", "61"]
    assert not any(person.get("gender") for person in new.people)


def test_small_cells_are_told_with_what_to_do() -> None:
    one, two = (
        Person("a", "1", {"province": "X", "gender": "nữ"}),
        Person("a", "2", {"gender": "nam"}),
    )
    study = Study(
        Settings(sharing=Sharing(smallest=2)), people=(one, two, replace(two, speaker="3"))
    )
    assert [(cell.values, cell.people) for cell in disclosure.small_cells(study)] == [
        (("X", "nữ"), 1)
    ]
    assert "share: keep:" in disclosure.warnings(study)[0].en
    assert disclosure.warnings(Study(Settings())) == ()


def test_an_interview_of_somebody_unknown_counts_as_one() -> None:
    cases = tuple(Case(name, {"province": "X"}) for name in "ab")
    study = Study(Settings(sharing=Sharing(smallest=3)), cases=cases)
    assert [cell.people for cell in disclosure.small_cells(study)] == [2]


def test_a_whole_study_is_shared_without_its_names_and_counts_the_same(folder: Path) -> None:
    study = project.load(folder)
    new = disclosure.shared(study)[0]
    assert len(new.codings) == len(study.codings)
    assert [coding.code for coding in new.codings] == [coding.code for coding in study.codings]
    texts = {talk.name: talk.text for talk in new.transcripts}
    names = {talk.name for talk in study.transcripts}
    assert not any(name in text for name in names for text in texts.values())
    assert not names & {quote.coding.transcript for quote in quotes.quotes(new)}
    assert all(quote.words for quote in quotes.quotes(new))
