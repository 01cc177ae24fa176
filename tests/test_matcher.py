"""The pattern language and what it finds in talk."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import codebook, coding, matcher, turns
from qualcode.language.sentences import segments
from qualcode.model import Coding, Hit, Transcript
from qualcode.ruleset import Ruleset, compile_rules
from qualcode.talk import listen


def found(pattern: str, talk: str, said_before: str = "", **keys: object) -> list[str]:
    """The words that fired in the answer `talk`, for each coding."""
    lines = [f"    {key}: {value!r}" for key, value in keys.items()]
    text = "\n".join(
        [
            "codebook: x",
            "lexicons: {SI: [bảo hiểm xã hội, bảo hiểm]}",
            "codes:",
            "- id: a",
            "  label: a",
            "  patterns:",
            f'  - pattern: "{pattern}"',
            *lines,
        ]
    )
    transcript = turns.parse("t", f"PVV: {said_before}\nNTL: {talk}")
    return [" ".join(e.of(transcript.text) for e in c.evidence) for c in coded(transcript, text)]


def coded(transcript: Transcript, book: str) -> tuple[Coding, ...]:
    [hits] = hits_of(transcript, compile_rules([codebook.parse(book, "x.yaml")]))
    return coding.code(hits)


def hits_of(transcript: Transcript, ruleset: Ruleset) -> tuple[tuple[Hit, ...], ...]:
    return matcher.find([listen(transcript, segments(transcript), ruleset.variants)], ruleset)


@pytest.mark.parametrize(
    ("pattern", "talk", "fired"),
    [
        ("không biết", "Tôi không biết.", ["không biết"]),
        ("không biết", "Tôi KHÔNG  biết", ["KHÔNG  biết"]),
        ("không biết", "Tôi không được biết", []),
        ("không ~2 biết", "Tôi không được biết", ["không biết"]),
        ("không ~2 biết", "không một hai ba biết", []),
        ("(không|chưa) nghe", "nghe rồi, chưa nghe kỹ", ["chưa nghe"]),
        ("không hề? biết", "không biết", ["không biết"]),
        ("không hề? biết", "không hề biết", ["không hề biết"]),
        ("đóng {SI}", "đóng BHXH", ["đóng BHXH"]),
        ("hòa", "Ở Hoà Bình", ["Hoà"]),
        ("biết", "biết bao nhiêu", ["biết"]),
        ("biế", "biết", []),
        ("đóng*", "đóngg rồi", ["đóngg"]),
        ("1*", "năm 1985", ["1985"]),
        ("ngh*", "nghiêm", ["nghiêm"]),
        ("ma*", "mà mã mạ", []),
        ("đó*", "đón", ["đón"]),
        ("đó*", "đòn", []),
        ("không ~3 biết", "Không, em không biết", ["không biết"]),
        ("((mua|bán|đóng|nộp)|đóng bảo hiểm)", "đóng bảo hiểm", ["đóng bảo hiểm"]),
        ("chưa (~2 nghe)?", "chưa hề nghe", ["chưa nghe"]),
        ("bảo ~2 hội", "có BHXH", ["BHXH"]),
        ("^ không", "Dạ không", []),
        ("^ dạ? không $", "Dạ, không.", ["Dạ, không"]),
        ("không (ai (nói|bảo)|biết)", "không ai bảo", ["không ai bảo"]),
        ("nghe ~3 nói", "nghe. Rồi nói", []),
        ("ma", "mà", []),
    ],
)
def test_a_pattern_finds_what_its_author_means(pattern: str, talk: str, fired: list[str]) -> None:
    assert found(pattern, talk) == fired


def test_the_longer_way_of_saying_it_wins() -> None:
    assert found("đóng ({SI}|bảo hiểm xã)", "đóng bảo hiểm xã hội") == ["đóng bảo hiểm xã hội"]


def test_unless_in_the_same_sentence_strikes() -> None:
    assert found("thủ tục", "thủ tục nhanh gọn rồi", unless="nhanh gọn") == []
    assert found("thủ tục", "thủ tục khổ lắm. Giờ nhanh gọn", unless="nhanh gọn") == ["thủ tục"]


def test_a_question_must_have_been_asked() -> None:
    rule = {"question": "nghe ~3 {SI}"}
    assert found("^ chưa ạ", "Chưa ạ", "Chị nghe nói BHXH chưa?", **rule) == ["Chưa ạ"]
    assert found("^ chưa ạ", "Chưa ạ", "Chị ăn cơm chưa?", **rule) == []


def test_what_was_asked_can_strike_too() -> None:
    rule = {"unless_question": "(khó|vướng) ~3 không"}
    assert found("^ không ạ", "Không ạ", "Chị nghe nói BHXH chưa?", **rule) == ["Không ạ"]
    assert found("^ không ạ", "Không ạ", "Thủ tục có khó gì không?", **rule) == []


def test_something_said_elsewhere_in_the_turn_can_strike() -> None:
    talk = "Hồi đầu thủ tục rườm rà lắm. Giờ nhanh gọn rồi."
    assert found("rườm rà", talk, unless="nhanh gọn") == ["rườm rà"]
    assert found("rườm rà", talk, unless_turn="nhanh gọn") == []


@pytest.mark.parametrize(
    ("stance", "talk", "fired"),
    [
        ("negated", "Thủ tục không rườm rà gì", []),
        ("negated", "Thủ tục rườm rà lắm, không hiểu nổi", ["rườm rà"]),
        ("negated", "Tôi có thấy rườm rà đâu", []),
        ("hypothetical", "Nếu rườm rà thì tôi thôi", []),
        ("reported", "Người ta bảo rườm rà lắm", []),
        ("past", "Ngày xưa rườm rà, giờ hết rồi", []),
        ("question", "Có rườm rà không em?", []),
    ],
)
def test_words_can_be_passed_over_by_how_they_are_said(
    stance: str, talk: str, fired: list[str]
) -> None:
    assert found("rườm rà", talk) == ["rườm rà"]
    assert found("rườm rà", talk, not_when=stance) == fired


def test_what_is_had_is_denied_with_dau_behind_it() -> None:
    rule = {"not_when": "negated"}
    assert found("có (bảo hiểm|tiền)", "Tôi có tiền", **rule) == ["có tiền"]
    assert found("có (bảo hiểm|tiền)", "Tôi có bảo hiểm đâu.", **rule) == []
    assert found("có (bảo hiểm|tiền)", "Tôi có tiền đâu mà đóng.", **rule) == []


def test_words_can_be_wanted_only_as_they_are_said() -> None:
    assert found("thấy ai", "Có thấy ai xuống đâu", only_when="negated") == ["thấy ai"]
    assert found("thấy ai", "Tôi thấy ai cũng đóng", only_when="negated") == []


@pytest.mark.parametrize(
    ("talk", "fired"),
    [
        ("Đội mũ bảo hiểm", []),
        ("Đội mũ bảo hiểm đi đóng bảo hiểm", ["bảo hiểm"]),
        ("bảo hiểm xã hội", ["bảo hiểm xã hội"]),
    ],
)
def test_a_phrase_that_means_something_else_is_passed_over(talk: str, fired: list[str]) -> None:
    book = (
        "codebook: x\nother_words: [mũ bảo hiểm]\ncodes:\n"
        '- {id: a, label: a, patterns: ["bảo hiểm (xã hội)?"]}'
    )
    transcript = turns.parse("t", f"NTL: {talk}")
    words = [" ".join(e.of(transcript.text) for e in c.evidence) for c in coded(transcript, book)]
    assert words == fired


def test_an_experts_rule_is_written_in_tokens(transcript: Transcript) -> None:
    """
    PVV: Sao ạ?
    NTL: Tôi chưa được biết bảo hiểm xã hội là gì. Biết rồi thì tôi đóng.
    """
    book = (
        "codebook: x\ncodes:\n- id: a\n  label: a\n  patterns:\n"
        "  - tokens: [{LOWER: {IN: [chưa, không]}}, {OP: '?'}, {LOWER: biết}]\n"
    )
    [one] = coded(transcript, book)
    assert " ".join(e.of(transcript.text) for e in one.evidence).startswith("chưa")
    assert one.span.of(transcript.text) == "Tôi chưa được biết bảo hiểm xã hội là gì."


def test_each_speaker_of_a_focus_group_answers_the_question_asked(transcript: Transcript) -> None:
    """
    ĐTV: Các chị có nghe nói bảo hiểm xã hội tự nguyện chưa?
    Nữ 1: Chưa ạ.
    Nữ 2: Chưa ạ, ở nhà suốt.
    Nữ 3: Nghe rồi.
    ĐTV: Các chị ăn cơm chưa?
    Nữ 1: Chưa ạ.
    """
    book = (
        "codebook: x\ncodes:\n- id: a\n  label: a\n  patterns:\n"
        '  - {pattern: "^ chưa ạ", question: "nghe nói"}\n'
    )
    assert [one.turn for one in coded(transcript, book)] == [2, 3]


def test_a_turn_scope_reaches_over_sentences() -> None:
    talk = "Nghe rồi. Mà không hiểu."
    assert found("nghe ~3 không hiểu", talk) == []
    assert found("nghe ~3 không hiểu", talk, scope="turn") == ["Nghe không hiểu"]


def test_a_speaker_can_be_wanted() -> None:
    assert found("biết", "biết", speaker="NT*") == ["biết"]
    assert found("biết", "biết", speaker="Nam *") == []
    assert found("biết", "biết", speaker="NTL 2") == []


def test_a_question_typed_without_accents_is_still_understood() -> None:
    asked = "chi co nghe noi bao hiem xa hoi tu nguyen chua a"
    rule = {"question": "nghe ~3 {SI}"}
    assert found("^ chưa ạ", "Chưa ạ, tôi ở nhà suốt ngày", asked, **rule) == ["Chưa ạ"]


def test_an_option_of_one_syllable_falls_out_without_accents_and_the_others_stay() -> None:
    talk = "toi thay thu tuc kho qua di thoi em oi"
    assert found("thủ tục|mà", talk) == ["thu tuc"]


def test_talk_typed_without_accents_is_matched_without() -> None:
    talk = "toi khong biet gi ve bao hiem xa hoi dau em oi"
    assert found("không ~2 biết", talk) == ["khong biet"]


def test_one_syllable_is_too_little_without_accents() -> None:
    assert found("mà", "ma toi thay thu tuc kho qua di thoi em oi") == []


def test_without_accents_one_syllable_is_enough_to_cancel() -> None:
    talk = "toi khong biet gi nhung co nghe loang thoang"
    assert found("không ~2 biết", talk, unless="nhưng") == []
    asked = "Luong cua chi duoc bao nhieu a"
    assert found("khong ~2 biet|không ~2 biết", talk, asked, unless_question="lương") == []


def test_accented_talk_never_matches_another_accent() -> None:
    assert found("thủ tục", "thu túc thủ túc thu tục") == []


def test_interviewers_are_never_coded(transcript: Transcript) -> None:
    """
    PVV: Chị chưa nghe nói bảo hiểm à?
    NTL: Tôi chưa nghe nói bảo hiểm.
    Thư ký: chưa nghe nói bảo hiểm
    """
    book = 'codebook: x\ncodes: [{id: a, label: a, patterns: ["chưa nghe"]}]'
    assert [c.turn for c in coded(transcript, book)] == [2]


def test_evidence_and_span_point_at_the_words(transcript: Transcript) -> None:
    """
    PVV: Sao ạ?
    NTL: Ừ. Tôi không được nghe nói về BHXH đâu. Thôi.
    """
    book = 'codebook: x\ncodes: [{id: a, label: a, patterns: ["không ~1 nghe ~4 BHXH"]}]'
    [one] = coded(transcript, book)
    assert one.span.of(transcript.text) == "Tôi không được nghe nói về BHXH đâu."
    assert [e.of(transcript.text) for e in one.evidence] == ["không", "nghe", "BHXH"]


def test_within_a_code_the_longest_match_wins_and_other_codes_stay() -> None:
    book = (
        "codebook: x\ncodes:\n"
        '- {id: a, label: a, patterns: ["không biết", "không biết gì"]}\n'
        '- {id: b, label: b, patterns: ["biết"]}'
    )
    transcript = turns.parse("t", "NTL: Tôi không biết gì cả.")
    assert [(c.code, len(c.evidence)) for c in coded(transcript, book)] == [("a", 1), ("b", 1)]
    [longest, _] = coded(transcript, book)
    assert longest.evidence[0].of(transcript.text) == "không biết gì"


RULES = ["không biết", "biết ~3 đóng", "đóng", "chưa (nghe|biết)", "^ dạ", "nghe ~2 nói"]
WORDS = st.sampled_from(["không", "biết", "đóng", "chưa", "nghe", "nói", "dạ", "ạ", ".", "mà"])


@given(st.lists(WORDS, min_size=1, max_size=25), st.permutations(RULES))
def test_the_order_of_rules_never_changes_the_result(words: list[str], rules: list[str]) -> None:
    transcript = turns.parse("t", "NTL: " + " ".join(words))
    codes = {rule: "ab"[i % 2] for i, rule in enumerate(RULES)}

    def book(ordered: list[str]) -> str:
        lines = ["codebook: x", "codes:"]
        for code in sorted("ab", key=[codes[r] for r in ordered].index):
            own = [r for r in ordered if codes[r] == code]
            lines += [f"- id: {code}", "  label: x", f"  patterns: {own!r}"]
        return "\n".join(lines)

    assert coded(transcript, book(rules)) == coded(transcript, book(RULES))


@given(st.lists(WORDS, max_size=40), st.lists(WORDS, max_size=10))
def test_every_coding_lies_within_its_turn_and_holds_its_evidence(
    first: list[str], second: list[str]
) -> None:
    transcript = turns.parse("t", f"NTL: {' '.join(first)}\nPVV: Dạ?\nNTL: {' '.join(second)}")
    book = f"codebook: x\ncodes: [{{id: a, label: a, patterns: {RULES!r}}}]"
    for one in coded(transcript, book):
        turn = transcript.turns[one.turn - 1].span
        spans = (turn, one.span, *one.evidence)
        assert all(a.start <= b.start and b.end <= a.end for a, b in itertools.pairwise(spans[:2]))
        assert all(one.span.start <= e.start < e.end <= one.span.end for e in one.evidence)


def test_topics_are_what_the_interviewer_put(transcript: Transcript) -> None:
    """
    PVV: Chị có nghe về bảo hiểm xã hội không?
    NTL: Thế có hỗ trợ mức đóng không?
    """
    book = codebook.parse(
        "codebook: x\ncodes:\n"
        '- {id: a, label: a, asked: ["nghe ~3 bảo hiểm"]}\n'
        "- {id: a.b, label: b}\n"
        '- {id: c, label: c, asked: ["mức đóng"]}',
        "x.yaml",
    )
    assert matcher.topics([listen(transcript, ())], compile_rules([book])) == ({"a.b"},)


def test_a_teams_own_abbreviation_stands_for_its_words_in_talk_and_in_patterns() -> None:
    book = codebook.parse(
        "codebook: x\ncodes: [{id: a, label: a, patterns: [giám đốc nói]}, "
        "{id: b, label: b, patterns: [GĐ]}]",
        "x.yaml",
    )
    transcript = turns.parse("t", "NTL: gđ nói rồi. Ông giám đốc nói rồi.")
    [hits] = hits_of(transcript, compile_rules([book], {"gđ": "giám đốc"}))
    found = coding.code(hits)
    words = [(c.code, " ".join(e.of(transcript.text) for e in c.evidence)) for c in found]
    assert words == [("a", "gđ nói"), ("b", "gđ"), ("a", "giám đốc nói"), ("b", "giám đốc")]
