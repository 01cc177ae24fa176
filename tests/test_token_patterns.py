"""Experts' rules in spaCy's own syntax: read with every fault named, found in bounded time."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata

import pytest
import spacy
from hypothesis import assume, given
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Doc

from qualcode import plain_yaml, token_patterns
from qualcode.errors import CodebookError
from qualcode.language.syllables import syllables
from qualcode.language.words import words
from qualcode.model import Span
from qualcode.plain_yaml import Faults

NOT_KNOWN = '[{NORM: {IN: [không, chưa]}}, {OP: "*", IS_PUNCT: false}, {LOWER: biết, TAG: V}]'


def read(text: str) -> tuple[str, Faults]:
    faults = Faults("x.yaml")
    item = plain_yaml.read(f"tokens: {text}", faults)
    return token_patterns.read(item.keys["tokens"], faults), faults


def tokens(text: str) -> str:
    found, faults = read(text)
    assert not faults
    return found


def find(pattern: str, text: str, **variants: str) -> list[list[str]]:
    found = token_patterns.find(tokens(pattern), text, Span(0, len(text)), variants=variants)
    return [[span.of(text) for span in spans] for spans in found]


# --- reading --------------------------------------------------------------------------------


def test_texts_become_numbers_and_yes_or_no_where_spacy_wants_them() -> None:
    found = tokens('[{LOWER: "1"}, {LENGTH: 3}, {LENGTH: {">=": 2, IN: [4, 5]}}, {IS_ALPHA: True}]')

    assert json.loads(found) == [
        {"LOWER": "1"},
        {"LENGTH": 3},
        {"LENGTH": {">=": 2, "IN": [4, 5]}},
        {"IS_ALPHA": True},
    ]


@pytest.mark.parametrize(
    "other",
    [
        "[{LOWER: {IN: [chưa, không]}, TAG: R}]",
        "[{TAG: R, LOWER: {IN: [không, chưa, không]}}]",
        "[{tag: R, lower: {in: [Không, CHƯA]}}]",
        "\n- TAG: R\n  LOWER:\n    IN:\n    - không\n    - " + unicodedata.normalize("NFD", "chưa"),
    ],
)
def test_a_pattern_is_the_same_however_it_is_laid_out(other: str) -> None:
    assert tokens(other) == '[{"LOWER":{"IN":["chưa","không"]},"TAG":"R"}]'


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("[{LOWR: a}]", "1:17", "did you mean 'LOWER'?"),
        ("[{COLOUR: a}]", "1:19", "known: LOWER, NORM"),
        ("[{LEMMA: a}]", "1:18", "use NORM"),
        ("[{POS: VERB}]", "1:16", "use TAG"),
        ("[{ENT_TYPE: PER}]", "1:21", "use TAG: Np"),
        ("[{DEP: nsubj}]", "1:16", "nothing here fills it; leave it out"),
        ("[{MORPH: x}]", "1:18", "nothing here fills it"),
        ("[{_: {mine: 1}}]", "1:14", "nothing here fills it"),
        ('[{LOWER: {REGEX: "(a+)+"}}]', "1:26", "its time has no bound"),
        ("[{LOWER: {FUZZY2: biết}}]", "1:27", "too loose"),
        ("[{LOWER: {ONE_OF: [a]}}]", "1:27", "known: IN, NOT_IN"),
        ("[{LOWER: [a, b]}]", "1:18", "LOWER: {IN: [...]}"),
        ("[{LOWER: {IN: []}}]", "1:23", "list of IN is empty"),
        ("[{LOWER: {}}]", "1:18", "has no value"),
        ('[{LOWER: ""}]', "1:18", "has no value"),
        ("[{LOWER: bảo_hiểm}]", "1:18", "'bảo hiểm'"),
        ("[{TAG: VERB}]", "1:16", "TAG is one of: A, C"),
        ('[{IS_PUNCT: "no"}]', "1:21", "true or false"),
        ("[{LENGTH: two}]", "1:19", "must be a number"),
        ('[{LENGTH: {">": -1}}]', "1:25", "must be a number"),
        ('[{LOWER: {">": 1}}]', "1:24", "known: IN, NOT_IN"),
        ('[{LOWER: a, OP: "{0,21}"}]', "1:25", "n ≤ m ≤ 20"),
        ('[{LOWER: a, OP: "{3,2}"}]', "1:25", "n ≤ m ≤ 20"),
        ('[{LOWER: a, OP: "{0}"}]', "1:25", "n ≤ m ≤ 20"),
        ('[{LOWER: a, OP: "{,}"}]', "1:25", "n ≤ m ≤ 20"),
        ('[{LOWER: a, OP: "**"}]', "1:25", "n ≤ m ≤ 20"),
        ("[{LOWER: a, OP: {1,3}}]", "1:25", "in double quotes"),
        ("[]", "1:9", "no tokens"),
        ('""', "1:9", "no tokens"),
        ("{LOWER: a}", "1:9", "must be a list"),
        ("[[{LOWER: a}]]", "1:10", "'key: value'"),
        ("[không, {LOWER: biết}]", "1:10", "'key: value'"),
        ("\n-\n- {LOWER: a}", "2:2", "for any word write {}"),
        ("[{}]", "1:9", "matches anything"),
        ('[{LOWER: a, OP: "?"}, {LOWER: b, OP: "*"}, {LOWER: c, OP: "{0,3}"}]', "1:9", "anything"),
        ('[{IS_PUNCT: false, OP: "+"}]', "1:9", "matches anything"),
        ('[{LOWER: a, OP: "!"}, {LOWER: {NOT_IN: [b]}}]', "1:9", "matches anything"),
    ],
)
def test_a_fault_is_named_with_its_place(text: str, place: str, said: str) -> None:
    _, faults = read(text)
    named = [f"{fault.where} {fault.message.en}" for fault in faults]

    assert any(line.startswith(f"x.yaml:{place} ") and said in line for line in named), named
    assert all(fault.message.vi for fault in faults)


def test_every_fault_is_named_at_once() -> None:
    _, faults = read("[{LOWR: a}, {LEMMA: b}, {IS_ALPHA: maybe}]")

    assert [fault.where for fault in faults] == ["x.yaml:1:17", "x.yaml:1:29", "x.yaml:1:44"]


def test_reading_needs_no_spacy() -> None:
    script = (
        "import sys\n"
        "from qualcode import plain_yaml, token_patterns\n"
        "faults = plain_yaml.Faults('x')\n"
        "item = plain_yaml.read('[{LOWER: a}]', faults)\n"
        "token_patterns.required(token_patterns.read(item, faults))\n"
        "print('spacy' in sys.modules)\n"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert shown.stdout == "False\n"


WORD = st.sampled_from(["không", "biết", "bảo hiểm", "Hà Nội", "?", "1.500", "ko"])
SPELLING = st.sampled_from(token_patterns.SPELT)
COUNT = st.sampled_from(["", "?", "*", "+", "!", "{2}", "{,3}", "{1,2}", "{0,20}", "{2,}"])


@st.composite
def entries(draw: st.DrawFn) -> dict[str, object]:
    """One token as an author may write it."""
    listed = st.lists(WORD, min_size=1, max_size=3)
    some = st.one_of(WORD, listed.map(lambda w: {"IN": w}), listed.map(lambda w: {"NOT_IN": w}))
    flag = st.sampled_from(token_patterns.FLAGS)
    entry: dict[str, object] = draw(st.dictionaries(SPELLING, some, max_size=2))
    entry |= draw(st.dictionaries(flag, st.sampled_from(["true", "false"]), max_size=2))
    entry |= draw(st.dictionaries(st.just("TAG"), st.sampled_from(token_patterns.TAGS)))
    entry |= draw(st.dictionaries(st.just("LENGTH"), st.sampled_from(["2", {"<": "5"}])))
    count = draw(COUNT)
    return entry | ({"OP": count} if count else {})


@given(st.lists(entries(), min_size=1, max_size=4))
def test_spacy_accepts_whatever_is_read_without_a_fault(pattern: list[dict[str, object]]) -> None:
    found, faults = read(json.dumps(pattern, ensure_ascii=False))
    assume(not faults)

    assert token_patterns.check(found) is None


@given(st.lists(entries(), min_size=1, max_size=3))
def test_what_was_read_reads_the_same_again(pattern: list[dict[str, object]]) -> None:
    found, faults = read(json.dumps(pattern, ensure_ascii=False))
    assume(not faults)

    assert tokens(found) == found


# --- what spaCy and the tokenizer say -------------------------------------------------------


@pytest.mark.parametrize(
    "pattern", ['[{"LOWER":3}]', '[{"COLOUR":"a"}]', '[{"LOWER":"a","OP":"{3,2}"}]', "[]", "[{"]
)
def test_a_pattern_that_spacy_refuses_is_a_fault_and_no_traceback(pattern: str) -> None:
    refused = token_patterns.check(pattern)

    assert refused is not None
    assert "spaCy" in refused.vi
    assert "\n" not in refused.en
    with pytest.raises(CodebookError):
        token_patterns.find(pattern, "Không biết.", Span(0, 11))


def test_words_that_the_tokenizer_takes_apart_are_named() -> None:
    doubt = token_patterns.doubt(tokens("[{LOWER: {IN: [hợp đồng, không biết gì]}}]"))

    assert doubt is not None
    assert "không | biết | gì" in doubt.en
    assert "hợp" not in doubt.en
    assert token_patterns.doubt(tokens("[{LOWER: {IN: [hợp đồng, biết]}}]")) is None


# --- what a match must hold -----------------------------------------------------------------


def keys(*listed: str) -> frozenset[str]:
    return frozenset(s.key for word in listed for s in syllables(word))


def test_each_syllable_of_a_required_word_is_required() -> None:
    found = token_patterns.required(tokens('[{LOWER: chưa}, {OP: "*"}, {ORTH: Hợp đồng}]'))

    assert found == (keys("chưa"), keys("hợp"), keys("đồng"))


def test_of_several_words_one_is_required() -> None:
    found = token_patterns.required(tokens("[{NORM: {IN: [không, chưa]}}, {LOWER: biết, TAG: V}]"))

    assert found == (keys("không", "chưa"), keys("biết"))


@pytest.mark.parametrize(
    "pattern",
    [
        "[{TAG: V}]",
        '[{ORTH: "?"}]',
        '[{LOWER: {IN: ["?", chưa]}}]',
        '[{TAG: V}, {LOWER: chưa, OP: "?"}, {LOWER: mà, OP: "!"}, {LOWER: {NOT_IN: [có]}}]',
    ],
)
def test_nothing_is_required_where_nothing_must_be_there(pattern: str) -> None:
    assert token_patterns.required(tokens(pattern)) == ()


def test_a_teams_abbreviation_requires_what_it_stands_for() -> None:
    found = token_patterns.required(tokens("[{LOWER: qlh}]"), variants={"qlh": "quản lý"})

    assert found == (keys("quản"), keys("lý"))


TALK = st.sampled_from(
    (
        *("ko", "Hổng", "BHXH", "BẢO HIỂM", "hoà", "thuỷ", "500k", "1tr5", "biết", "đâu", "[cười]"),
        *("(ho)", "tự nguyện", "hợp tác xã", ",", "...", "?", "TP.HCM", "a", "k", "\n", "  "),
        *("đóng", "%", "50%", "1.500.000đ", "5ha", "20kg", "3tr", "k5"),
    )
)


@given(st.lists(TALK, max_size=10).map(" ".join), st.data())
def test_a_match_holds_all_that_is_required(text: str, data: st.DataObject) -> None:
    whole = Span(0, len(text))
    there = [token.span.of(text) for token in words(text)]
    assume(there)
    name, word = data.draw(SPELLING), data.draw(st.sampled_from(there))
    pattern = json.dumps([{name: word.lower() if name in {"LOWER", "NORM"} else word}])
    assume(token_patterns.find(pattern, text, whole))

    present = {syllable.key for syllable in syllables(text)}
    assert all(not need.isdisjoint(present) for need in token_patterns.required(pattern))


# --- finding --------------------------------------------------------------------------------


def test_the_words_that_fired_are_told_and_gaps_are_not() -> None:
    text = "Ờ thì chị hổng có rành, chớ hồi nào giờ chưa  biết BHXH nó ra răng."

    assert find(NOT_KNOWN, text) == [["chưa  biết"]]


def test_a_gap_ends_at_a_comma_if_it_holds_no_punctuation() -> None:
    assert find(NOT_KNOWN, "Không có tiền, biết làm sao.") == []
    assert find(NOT_KNOWN, "Không ai nói cho mà biết.") == [["Không", "biết"]]


def test_places_are_those_of_the_whole_text() -> None:
    text = "PVV: Sao ạ?\nNTL: Ko biết gì sất."
    (spans,) = token_patterns.find(tokens(NOT_KNOWN), text, Span(17, len(text)))

    assert spans == (Span(17, 24),)
    assert spans[0].of(text) == "Ko biết"


def test_only_the_span_is_searched() -> None:
    text = "Không biết. Biết."

    assert token_patterns.find(tokens(NOT_KNOWN), text, Span(6, len(text))) == ()


@pytest.mark.parametrize("typed", ["không", "Không", "ko", "hổng", "nỏ", "KHÔNG"])
def test_norm_is_the_word_in_any_spelling_and_region(typed: str) -> None:
    assert find("[{NORM: không}, {LOWER: biết}]", f"Em {typed} biết mô.") == [[f"{typed} biết"]]


def test_lower_is_the_word_as_typed_wherever_its_tone_mark_stands() -> None:
    text = "Bên thuỷ lợi, bên thủy sản, bên THỦY điện."

    assert find("[{LOWER: bên}, {LOWER: {IN: [thuỷ lợi, thủy sản, thủy điện]}}]", text) == [
        ["Bên thuỷ lợi"],
        ["bên thủy sản"],
        ["bên THỦY điện"],
    ]
    assert find("[{LOWER: không}]", "Ko.") == []


def test_orth_is_the_word_exactly_as_typed() -> None:
    text = "Bảo hiểm thì bảo hiểm."

    assert find("[{ORTH: Bảo hiểm}]", text) == [["Bảo hiểm"]]


def test_a_text_that_is_not_composed_is_found_as_well() -> None:
    text = unicodedata.normalize("NFD", "Chưa đóng bảo hiểm.")

    assert find("[{LOWER: đóng}, {ORTH: bảo hiểm}]", text) == [
        [unicodedata.normalize("NFD", "đóng bảo hiểm")]
    ]


def test_a_word_of_several_syllables_is_one_token() -> None:
    assert find("[{LOWER: bảo hiểm}]", "Mua bảo hiểm.") == [["bảo hiểm"]]
    assert find("[{LOWER: bảo}, {LOWER: hiểm}]", "Mua bảo hiểm.") == []


def test_a_tag_tells_two_uses_of_a_word_apart() -> None:
    text = "Người ta bảo bảo hiểm tốt."

    assert find("[{LOWER: bảo, TAG: V}]", text) == [["bảo"]]
    assert find("[{LOWER: bảo, TAG: N}]", text) == []


def test_a_teams_abbreviation_is_what_it_stands_for() -> None:
    assert find("[{NORM: quản lý}]", "Chị đi QLH rồi.", qlh="quản lý") == [["QLH"]]
    assert find("[{NORM: quản lý}]", "Chị đi QLH rồi.") == []


def test_typists_notes_are_no_talk() -> None:
    assert find("[{NORM: không}, {LOWER: rõ}]", "Cái đó (không rõ) [cười] thì chịu.") == []
    assert find("[{NORM: không}, {LOWER: biết}]", "Không [cười] biết.") == [["Không [cười] biết"]]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (
            "[{LIKE_NUM: true}, {LOWER: {IN: [đồng, nghìn]}}]",
            "Mỗi tháng 300 nghìn",
            [["300 nghìn"]],
        ),
        ("[{LIKE_NUM: true}]", "Không có.", []),
        (
            "[{IS_SENT_START: true, LOWER: chưa}]",
            "Chưa. Mà chưa thật. Chưa ạ!",
            [["Chưa"], ["Chưa"]],
        ),
        ('[{LOWER: chứ}, {ORTH: "?"}]', "Có chứ? Có chứ.", [["chứ?"]]),
        ("[{LOWER: có}, {IS_ALPHA: true}, {LOWER: đâu}]", "Tôi có hợp đồng đâu", [["có", "đâu"]]),
        ("[{IS_UPPER: true, LENGTH: {'>=': 3}}]", "Lên UBND xã, chị L. bảo thế", [["UBND"]]),
        ('[{LOWER: rất, OP: "{2,3}"}, {LOWER: khó}]', "rất khó, rất rất khó", [["rất rất khó"]]),
        ('[{LOWER: dạ, OP: "?"}, {LOWER: chưa}]', "Dạ chưa, chưa ạ", [["Dạ chưa"], ["chưa"]]),
        ('[{LOWER: chưa}, {LOWER: biết, OP: "!"}, {TAG: V}]', "chưa bao giờ đi", [["chưa", "đi"]]),
    ],
)
def test_spacys_own_attributes_and_operators(
    pattern: str, text: str, expected: list[list[str]]
) -> None:
    assert find(pattern, text) == expected


def test_of_matches_that_overlap_the_longest_is_told() -> None:
    assert find('[{LOWER: chưa}, {OP: "*"}, {LOWER: đóng}]', "chưa đóng, chưa hề đóng ạ") == [
        ["chưa", "đóng"]
    ]


@pytest.mark.parametrize("text", ["", " ", "\n", "[cười]", "…", "\u200b", "\U0001f600"])
def test_where_nothing_is_said_nothing_is_found(text: str) -> None:
    assert find(NOT_KNOWN, text) == []


SAID = st.lists(st.sampled_from(["mà", "đi", ",", "tôi"]), min_size=1, max_size=8).map(" ".join)
ONE = st.one_of(
    st.sampled_from(["mà", "đi", "tôi"]).map(lambda word: {"LOWER": word}),
    st.lists(st.sampled_from(["mà", "đi", ","]), min_size=1).map(lambda w: {"LOWER": {"IN": w}}),
)
GAP = st.sampled_from([{}, {"IS_PUNCT": False}, {"LOWER": {"NOT_IN": ["mà"]}}, {"LOWER": "đi"}])
TIMES = st.sampled_from(["", "?", "*", "+", "!", "{2}", "{1,2}", "{,2}", "{0,3}", "{2,}"])
MIDDLE = st.tuples(GAP, TIMES).map(lambda pair: {**pair[0], **({"OP": pair[1]} if pair[1] else {})})


@given(SAID, ONE, st.lists(MIDDLE, max_size=3), ONE, st.sampled_from([{}, {"OP": "+"}]))
def test_matches_are_those_of_spacys_own_matcher(
    text: str,
    first: dict[str, object],
    middle: list[dict[str, object]],
    last: dict[str, object],
    repeated: dict[str, object],
) -> None:
    pattern = [first, *middle, {**last, **repeated}]
    places = [token.span for token in words(text)]
    vocab = spacy.blank("xx").vocab
    matcher = Matcher(vocab)
    matcher.add("pattern", [pattern], greedy="LONGEST")
    doc = Doc(vocab, words=[place.of(text) for place in places])
    theirs = {(places[start].start, places[end - 1].end) for _, start, end in matcher(doc)}

    found = token_patterns.find(json.dumps(pattern), text, Span(0, len(text)))
    assert {(spans[0].start, spans[-1].end) for spans in found} == theirs


def test_repeated_tokens_over_a_long_turn_are_worked_out() -> None:
    # spaCy's own matcher may need a minute for the first of these gaps and sixty words.
    text = "đi, " * 1500
    pattern = (
        '[{LOWER: đi}, {OP: "{0,20}"}, {LOWER: đi}, {OP: "*"}, {OP: "*"}, {OP: "{0,20}"},'
        " {LOWER: về}]"
    )

    assert find(pattern, text) == []
    assert find(pattern, text + "về") == [["đi", "đi", "về"]]
