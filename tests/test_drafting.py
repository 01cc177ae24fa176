"""Coded passages are read from tables and lists, and patterns are drafted from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode import codebook, turns
from qualcode.codebook_tools.drafting import Draft, Proposal, as_yaml, draft, passages
from qualcode.codebook_tools.drafting.passages import Passage
from qualcode.codebook_tools.drafting.texts import Sides
from qualcode.errors import ImportFileError
from qualcode.exporters.table import write_codings
from qualcode.model import Settings, Study
from qualcode.project import with_codings

UNAWARE = ("awareness.no_knowledge",)
POOR = ("affordability.worker_income",)
TALK = (
    "Nhà tôi có hai sào ruộng với con bò",
    "Chị làm ở đây được ba năm rồi",
    "Hôm nào mưa thì nghỉ, nắng lại đi làm",
    "Hợp tác xã trồng rau, bán cho siêu thị",
    "Con cái lớn rồi, đi công ty cả",
    "Buổi sáng dậy sớm nấu cơm cho các cháu",
    "Làng này giờ đường sá sạch đẹp hơn trước",
    "Tối về xem ti vi một lúc rồi ngủ",
)
"""What anybody may say; enough of it that what two passages share is no chance."""


def file(folder: Path, text: str, name: str = "passages.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def coded(codes: tuple[str, ...], *lines: str) -> list[Passage]:
    return [Passage(line, codes) for line in lines]


def proposals(drafts: Sequence[Draft], code: str) -> dict[str, Proposal]:
    found = next(each for each in drafts if each.code == code)
    return {proposal.pattern: proposal for proposal in found.proposals}


# --- The file -----------------------------------------------------------------------------------


def test_the_table_of_codings_is_read_as_we_write_it(
    study: Study,
    tmp_path: Path,
) -> None:
    """
    PVV: Chị có nghe nói bảo hiểm xã hội tự nguyện chưa?
    NTL: Tôi chưa nghe nói bảo hiểm bao giờ. Mà "tiền đâu" ra mà đóng; khó lắm.
    """
    confirmed = tuple(replace(one, status="accepted", coder="Lan") for one in study.codings)
    write_codings(replace(study, codings=confirmed), tmp_path / "codings.csv")

    assert passages.read(tmp_path / "codings.csv") == (
        Passage("Tôi chưa nghe nói bảo hiểm bao giờ.", UNAWARE),
        Passage('Mà "tiền đâu" ra mà đóng; khó lắm.', POOR),
    )


def test_a_coding_that_was_struck_or_that_nobody_confirmed_is_left_out(tmp_path: Path) -> None:
    rows = "quote,code,status\nTôi biết rồi,a,rejected\nTôi hay,a,proposed\nTôi chịu,a,accepted\n"

    assert passages.read(file(tmp_path, rows)) == (Passage("Tôi chịu", ("a",)),)


def test_a_table_of_decisions_is_read_without_what_it_rejects(tmp_path: Path) -> None:
    rows = (
        "transcript,turn,quote,code,action,coder\n"
        "pvs_01,2,Tôi chịu,a,add,Lan\n"
        "pvs_01,4,Tôi biết rồi,a,reject,Lan\n"
    )

    assert passages.read(file(tmp_path, rows)) == (Passage("Tôi chịu", ("a",)),)


def test_two_codings_of_one_place_are_one_passage_with_both_codes(tmp_path: Path) -> None:
    rows = (
        "transcript,turn,quote,code\npvs_01,2,Tôi chịu,a\npvs_01,2,Tôi chịu,b\n"
        "pvs_01,2,Tôi chịu,a\n"
    )

    assert passages.read(file(tmp_path, rows)) == (Passage("Tôi chịu", ("a", "b")),)


def test_the_same_words_of_two_people_are_two_passages(tmp_path: Path) -> None:
    rows = "transcript,turn,quote,code\npvs_01,2,Tôi chịu,a\npvs_02,2,Tôi chịu,a\n"

    assert passages.read(file(tmp_path, rows)) == (Passage("Tôi chịu", ("a",)),) * 2


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("head", [("Đoạn", "Mã", "Câu hỏi"), ("TEXT", "codes", "Question")])
def test_columns_may_be_named_in_either_language_with_any_separator(
    tmp_path: Path, separator: str, head: tuple[str, ...]
) -> None:
    rows = [head, ('"Khổ lắm, tiền đâu; chịu"', '"a; b"', "Chị đóng chưa?")]
    text = "\r\n".join(separator.join(row) for row in rows)

    assert passages.read(file(tmp_path, text, encoding="utf-8-sig")) == (
        Passage("Khổ lắm, tiền đâu; chịu", ("a", "b"), "Chị đóng chưa?"),
    )


def test_a_list_has_its_passages_below_their_code(tmp_path: Path) -> None:
    text = """
# của nhóm 2
[awareness.no_knowledge]
Tôi chịu, chẳng biết gì.

[a; b]
Có nghe ai nói đâu. [cười]
"""

    assert passages.read(file(tmp_path, text, "passages.txt")) == (
        Passage("Tôi chịu, chẳng biết gì.", UNAWARE),
        Passage("Có nghe ai nói đâu. [cười]", ("a", "b")),
    )


@pytest.mark.parametrize(
    ("name", "text", "where", "remedy"),
    [
        ("p.csv", "quote,mark\nTôi chịu,a\n", "p.csv:1", "no column code / codes / mã"),
        ("p.csv", "words,code\nTôi chịu,a\n", "p.csv:1", "the first line has: words, code"),
        ("p.csv", "quote,code\nÔi, khổ lắm,a\n", "p.csv:2", "in quotes"),
        ("p.csv", 'quote,code\nTôi chịu,a\n"Khổ lắm,a\n', "p.csv:3", "save it anew in Excel"),
        ("p.csv", "quote,code\nTôi chịu,\n", "p.csv:1", "write passages with their codes"),
        ("p.csv", "", "p.csv:1", "no column"),
        ("p.txt", "# ghi chú\nTôi chịu\n[a]\n", "p.txt:2", "put a line [code] above it"),
        ("p.xlsx", "PK", "p.xlsx", "Save As > CSV UTF-8"),
    ],
)
def test_a_fault_is_one_line_with_its_place_and_what_to_do(
    tmp_path: Path, name: str, text: str, where: str, remedy: str
) -> None:
    with pytest.raises(ImportFileError) as raised:
        passages.read(file(tmp_path, text, name))

    (problem,) = raised.value.problems
    assert problem.where.endswith(where)
    assert remedy in problem.message.en
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImportFileError, match=r"gone\.csv"):
        passages.read(tmp_path / "gone.csv")


# --- The patterns -------------------------------------------------------------------------------


def test_words_that_a_codes_passages_share_are_proposed_with_how_often() -> None:
    own = coded(("debt",), "Nhà phải đi vay nóng", "Vay nóng ngoài chợ đấy", "Bán đôi lợn")

    found = proposals(draft(own, TALK), "debt")["vay nóng"]

    assert (found.found, found.of, found.elsewhere, found.background) == (2, 3, 0, len(TALK))
    assert found.passages == ("Nhà phải đi vay nóng", "Vay nóng ngoài chợ đấy")


def test_what_is_said_as_often_elsewhere_is_not_proposed() -> None:
    own = coded(("debt",), "Đi làm đồng về vay nóng", "Nghỉ đi làm đồng thì vay nóng")
    talk = (*TALK, "Sáng đi làm đồng", "Tôi đi làm đồng suốt", "Ai cũng đi làm đồng")

    found = proposals(draft(own, talk), "debt")

    assert "vay nóng" in found
    assert not any("làm đồng" in pattern for pattern in found)


def test_a_word_said_twice_in_one_passage_counts_once() -> None:
    own = coded(("debt",), "Vay nóng, lại vay nóng, toàn vay nóng", "Bán đôi lợn")

    assert proposals(draft(own, TALK), "debt") == {}


def test_what_is_denied_is_proposed_with_its_denial() -> None:
    own = coded(UNAWARE, "Tôi không biết", "Em chưa biết đâu", "Bà không biết nhé")

    found = proposals(draft(own, TALK), UNAWARE[0])

    assert found["(không | chưa) biết"].found == 3
    assert "biết" not in found


def test_words_between_two_that_belong_together_become_a_gap() -> None:
    own = coded(POOR, "Tiền đâu ra mà đóng", "Tiền đâu đóng", "Thì tiền đâu cho đủ mà đóng")
    talk = (*TALK, "Tiền đâu tôi để trong tủ rồi", "Đóng cái cửa vào cháu")

    found = proposals(draft(own, talk), POOR[0])["tiền đâu ~3 đóng"]

    assert (found.found, found.elsewhere) == (3, 0)


def test_two_patterns_that_differ_in_one_word_become_one() -> None:
    own = coded(("loss",), "Bay chuồng lợn", "Tốc chuồng gà", "Trôi chuồng lợn", "Ngập chuồng gà")
    talk = (*TALK, *["Đằng kia là chuồng trâu", "Lợn thì rẻ", "Nuôi gà cho vui"] * 2)

    found = proposals(draft(own, talk), "loss")["chuồng (gà | lợn)"]

    assert (found.found, found.elsewhere) == (4, 0)


def test_a_single_syllable_gives_way_to_more_words_that_find_the_same() -> None:
    own = coded(POOR, "Tiền đâu ra", "Tiền đâu có sẵn", "Thì tiền đâu")

    assert proposals(draft(own, TALK), POOR[0]).keys() == {"tiền đâu"}


def test_a_sentence_that_a_passage_was_taken_from_is_not_elsewhere() -> None:
    own = coded(("debt",), "Nhà phải đi vay nóng", "vay nóng ngoài chợ")
    talk = (*TALK, "Nhà phải đi vay nóng", "Thì cũng vay nóng ngoài chợ đấy", "Tôi cũng vay nóng")

    found = proposals(draft(own, talk), "debt")["vay nóng"]

    assert (found.elsewhere, found.background) == (1, len(TALK) + 1)


def test_passages_of_other_codes_are_elsewhere() -> None:
    own = coded(("debt",), "Nhà phải đi vay nóng", "Vay nóng ngoài chợ đấy")
    other = coded(("loan",), "Ngân hàng thì hơn vay nóng")

    found = proposals(draft([*own, *other], TALK), "debt")["vay nóng"]

    assert found.elsewhere == 1


def test_all_spellings_count_and_the_commonest_is_shown() -> None:
    own = coded(
        ("si",), "Thoả thuận đóng BHXH", "Thỏa thuận là BHXH", "Thỏa thuận về bảo hiểm xã hội"
    )

    found = proposals(draft(own, TALK), "si")

    assert found["thỏa thuận"].found == 3
    assert found["BHXH"].found == 3


def test_small_letters_are_shown_but_for_names_and_abbreviations() -> None:
    own = coded(("app",), "Mật Khẩu VssID quên rồi", "MẬT KHẨU VssID của bà", "VssID hỏi mật khẩu")

    assert proposals(draft(own, TALK), "app").keys() == {"mật khẩu", "VssID"}


def test_words_that_only_hold_talk_together_are_no_pattern() -> None:
    own = coded(("x",), "Thì là mà thế này", "Thì là mà thế kia", "Thì là mà thế đấy")

    assert proposals(draft(own, TALK), "x") == {}


def test_no_pattern_runs_over_a_comma() -> None:
    own = coded(("x",), "Mất mùa, vay nóng", "Mất mùa, vay nóng rồi")

    assert not any("mùa vay" in pattern for pattern in proposals(draft(own, TALK), "x"))


def test_passages_typed_without_accents_do_no_harm() -> None:
    own = coded(("x",), "Toi khong biet bao hiem la gi", "Mất mùa rồi", "Lại mất mùa")

    assert proposals(draft(own, TALK), "x")["mất mùa"].of == 3


def test_the_order_of_the_background_changes_nothing() -> None:
    own = coded(("debt",), "Nhà phải đi vay nóng", "Vay nóng ngoài chợ đấy", "Vay cả xóm")

    assert draft(own, TALK) == draft(own, TALK[::-1])


def test_without_passages_there_is_no_draft() -> None:
    assert draft((), TALK) == ()


def test_strength_is_g2_as_published() -> None:
    """Dunning (1993), table 1: "the swiss" 110, 2442, 111, 29114 gives 270.72."""
    sides = Sides(frozenset(range(110 + 111)), frozenset(range(2442 + 29114)))

    assert sides.strength(110, 2442) == pytest.approx(270.72, abs=0.005)


WORDS = (
    "không chưa chẳng biết đóng tiền đâu BHXH hộ khẩu thì mà hoà hòa kỹ hưu 1tr5 gì ạ , . [cười]"
)
TALKS = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=9).map(" ".join)
CODES = st.sampled_from([("a",), ("b",), ("a", "b")])


@settings(max_examples=60)
@given(st.lists(st.builds(Passage, TALKS, CODES), max_size=8), st.lists(TALKS, max_size=8))
def test_every_proposal_finds_as_a_rule_what_it_says_it_finds(
    own: list[Passage], talk: list[str]
) -> None:
    drafts = draft(own, [*TALK, *talk])
    if not drafts:
        return
    book = codebook.parse(as_yaml("draft", drafts), "draft.yaml")
    transcripts = tuple(turns.parse(f"t{n}", f"NTL: {p.words}") for n, p in enumerate(own))
    hits = with_codings(Study(Settings(), codebooks=(book,), transcripts=transcripts)).hits
    for each in drafts:
        code = book.code(each.code)
        assert code is not None
        for rule, proposal in zip(code.rules, each.proposals, strict=True):
            heard = {hit.segment.transcript for hit in hits if hit.rule == rule.id}
            passages_of_code = {f"t{n}" for n, p in enumerate(own) if each.code in p.codes}
            assert len(heard & passages_of_code) >= proposal.found >= 2


# --- The codebook -------------------------------------------------------------------------------


def test_the_draft_is_a_codebook_with_what_each_pattern_matches_behind_it() -> None:
    proposal = Proposal("vay nóng", 2, 3, 1, 40, ("Nhà vay nóng", 'Vay nóng: "ba phân"'))

    text = as_yaml("nợ nần", [Draft("coping.debt", (proposal,)), Draft("coping.sale", ())])

    book = codebook.parse(text, "draft.yaml")
    debt, sale = book.codes
    assert (book.name, debt.id, debt.label.vi) == ("nợ nần", "coping.debt", "coping.debt")
    assert [rule.pattern for rule in debt.rules] == ["vay nóng"]
    assert debt.examples == ("Nhà vay nóng", 'Vay nóng: "ba phân"')
    assert sale.rules == ()
    assert '- "vay nóng"  # 2/3 passages, 1 elsewhere' in text
    assert "#   “Nhà vay nóng”" in text


@given(
    st.lists(st.text(min_size=1), unique=True, min_size=1, max_size=5),
    st.text(min_size=1),
    st.text(),
)
def test_whatever_codes_are_called_the_draft_can_be_read(
    codes: list[str], name: str, words: str
) -> None:
    proposal = Proposal("vay nóng", 2, 2, 0, 9, (words,))

    book = codebook.parse(as_yaml(name, [Draft(code, (proposal,)) for code in codes]), "d.yaml")

    assert [code.label.vi for code in book.codes] == codes


def test_an_id_typed_with_accents_apart_is_the_id_typed_with_them_together() -> None:
    text = as_yaml("x", [Draft(normalize("NFD", "không biết"), ())])

    assert [code.id for code in codebook.parse(text, "d.yaml").codes] == ["không_biết"]
