"""What is surely or most likely not meant so in a codebook; nothing that may well be meant."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from qualcode import codebook, turns
from qualcode.codebook_tools.linting import lint, lint_in_use
from qualcode.codebook_tools.linting.alternatives import idle_alternatives
from qualcode.codebook_tools.linting.sayings import Sayings
from qualcode.language.normalise import strip_accents
from qualcode.model import Codebook, Problem, Settings, Study, Transcript
from qualcode.project import with_codings

LEXICONS = {
    "SI": ["bảo hiểm xã hội", "bảo hiểm"],
    "NEG": ["không", "chưa"],
    "FAR": ["xa lắc", "xa tít"],
}


def made(*codes: list[object], **top: object) -> Codebook:
    """A codebook with a code for each list of patterns: `a`, `b` …"""
    return parsed([{"patterns": patterns} for patterns in codes], **top)


def parsed(codes: list[dict[str, object]], **top: object) -> Codebook:
    lexicons = dict(LEXICONS, **top.pop("lexicons", {}))  # type: ignore[arg-type]
    text = json.dumps(lexicons)
    used = {
        name: words for name, words in lexicons.items() if f"{{{name}}}" in json.dumps(codes) + text
    }
    entries = [{"id": "abc"[n], "label": "x", **code} for n, code in enumerate(codes)]
    book = {"codebook": "x", "lexicons": used, **top, "codes": entries}
    return codebook.parse(json.dumps(book, ensure_ascii=False), "x.yaml")


def said(book: Codebook) -> list[str]:
    return [problem.message.en for problem in lint(book)]


def rule(pattern: str, **keys: object) -> dict[str, object]:
    return {"pattern": pattern, **keys}


def test_a_problem_is_a_warning_at_the_line_of_the_rule_in_both_languages() -> None:
    text = (
        "codebook: x\ncodes:\n- id: a\n  label: x\n  patterns:\n"
        "    - khó khăn quá\n    - pattern: rất khó khăn quá\n"
    )
    [problem] = lint(codebook.parse(text, "books/x.yaml"))
    assert problem.where == "books/x.yaml:7:16"
    assert problem.severity == "warning"
    assert "hãy bỏ mẫu này" in problem.message.vi
    assert '"khó khăn quá" (books/x.yaml:6:7)' in problem.message.en


SAME = [
    ("đi hoà giải", "đi hòa giải"),
    ("(khó | khổ) quá đi", "(khổ | khó) quá đi"),
    ("mua (khó | khó) quá", "mua khó quá"),
    ("bảo hiểm y tế", unicodedata.normalize("NFD", "bảo hiểm y tế")),
    ("đóng BHXH", "đóng bảo hiểm xã hội"),
    ("hổng thích", "không thích"),
    ("đóng {SI}", "đóng (bảo hiểm | bảo hiểm xã hội)"),
    ("rất {FAR}", "rất ((xa lắc | xa tít))"),
    ("KHÓ lắm", "khó lắm"),
    ("thủ tục (lâu)? lắm", "thủ tục lâu? lắm"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_pattern_that_is_there_twice_though_written_differently_is_named(
    one: str, other: str
) -> None:
    found = said(made([one, other]))
    assert len([line for line in found if "written differently" in line]) == 1
    assert not [line for line in found if "never adds" in line]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ma chay lắm", "mà chạy lắm"),
        ("khó ~2 lắm nhé", "khó ~3 quá nhé"),
        (rule("khó lắm", question="thủ tục"), rule("khổ lắm", question="thủ tục")),
        (rule("khó lắm", question="thủ tục"), rule("khó lắm", question="giấy tờ")),
        (rule("khó lắm", valence="barrier"), rule("khó lắm", valence="enabler")),
        (rule("khó lắm", speaker="Nam 1"), rule("khó lắm", speaker="Nam 2")),
        (rule("khó lắm", only_when=["past"]), rule("khó lắm", not_when=["past"])),
        (rule("khó lắm", scope="turn"), rule("khó lắm")),
    ],
)
def test_rules_that_differ_in_words_or_conditions_are_left_alone(
    one: object, other: object
) -> None:
    assert said(made([one, other])) == []


def test_the_same_pattern_in_two_codes_is_named_once_with_both_places() -> None:
    [message] = said(made(["thủ tục rườm rà"], ["thủ tục rườm rà", "giấy tờ"]))
    assert "code b is one of code a as well (x.yaml:1:" in message
    assert "always come together" in message


def test_the_same_pattern_in_two_codes_under_other_conditions_is_meant() -> None:
    other = rule("thủ tục rườm rà", question="app")
    assert said(made(["thủ tục rườm rà"], [other])) == []
    assert (
        said(
            parsed(
                [
                    {"patterns": ["thủ tục rườm rà"]},
                    {"patterns": ["thủ tục rườm rà"], "unless": "trên app"},
                ]
            )
        )
        == []
    )


COVERED = [
    ("không biết gì", "không biết"),
    ("chưa nghe nói {SI}", "{NEG} ~2 nghe ~3 {SI}"),
    ("{NEG} ~1 nghe nói {SI}", "{NEG} ~4 (nghe | biết) ~1 {SI}"),
    ("khó ~2 khăn", "khó ~3 khăn"),
    ("^ không biết", "không biết"),
    ("^ không biết $", "không biết $"),
    ("nghiêng ngả", "ngh* ngả"),
    ("ngh* ngả", "ng* ngả"),
    ("đóng BHXH", "bảo hiểm xã"),
    ("khó hề? khăn", "khó ~1 khăn"),
    (rule("không biết", question="nghe {SI} chưa"), "không biết"),
    (
        rule("không biết", question="nghe bảo hiểm chưa"),
        rule("không biết", question=["nghe {SI}", "giấy tờ"]),
    ),
    (rule("không biết", unless="ai mà"), "không biết"),
    (rule("không biết", unless=["ai mà", "làm sao"]), rule("không biết", unless="ai mà biết")),
    (rule("không biết", unless_turn="ai mà"), rule("không biết", unless_turn="ai mà chẳng")),
    (rule("không biết", speaker="Nam 2"), rule("không biết", speaker="nam*")),
    (rule("không biết gì", not_when=["past"]), "không biết"),
    (rule("không biết", only_when=["past"]), rule("không biết", only_when=["past", "question"])),
    (rule("không biết", scope="turn", question="nghe"), rule("không biết", scope="turn")),
]


@pytest.mark.parametrize(("narrow", "wide"), COVERED)
@pytest.mark.parametrize("first", [True, False])
def test_a_rule_that_another_one_makes_useless_is_named(
    narrow: object, wide: object, *, first: bool
) -> None:
    pattern = narrow["pattern"] if isinstance(narrow, dict) else narrow
    book = made([narrow, wide] if first else [wide, narrow])
    [message] = [line for line in said(book) if "never adds a sentence" in line]
    assert message.startswith(f'pattern "{pattern}"')


ADDS = [
    ("không biết", "không biết gì"),
    ("không biết", "biết"),  # in talk without accents one syllable is not sought
    ("khó ~3 khăn", "khó ~2 khăn"),
    ("không biết", "^ không biết"),
    ("không ~1 biết", "không (hề)? biết"),
    ("ngh* ngả", "nghiêng ngả"),
    ("khó ~2 khăn", "khó ~3 khăn $"),
    ("rất khó ~2 $", "rất khó ~1 $"),
    ("rất khó", "rất khó ~20 $"),
    ("{NEG} biết gì", "không biết gì"),
    ("không biết gì", rule("không biết", question="nghe {SI} chưa")),
    (
        rule("không biết", question="nghe {SI} chưa"),
        rule("không biết", question="nghe bảo hiểm xã hội chưa"),
    ),
    ("không biết gì", rule("không biết", unless="ai mà")),
    (rule("không biết gì", unless="ai mà biết"), rule("không biết", unless="ai mà")),
    ("không biết gì", rule("không biết", unless_turn="ai mà")),
    ("không biết gì", rule("không biết", unless_question="ai mà")),
    (rule("không biết gì", unless="^ ai mà"), rule("không biết", unless_turn="ai mà")),
    ("không biết gì", rule("không biết", speaker="Nam 2")),
    (rule("không biết gì", speaker="Nam*"), rule("không biết", speaker="Nam 2")),
    (rule("không biết gì", only_when=["past"]), rule("không biết", only_when=["past"])),
    (rule("không biết", only_when=["past"]), rule("không biết", only_when=["question"])),
    ("không biết gì", rule("không biết", not_when=["past"])),
    (rule("không biết gì", scope="turn"), "không biết"),
    ("không biết gì", rule("không biết", scope="turn")),
    (rule("không biết gì", scope="turn"), rule("không biết", scope="turn")),
    (rule("không biết gì", valence="enabler"), "không biết"),
]


@pytest.mark.parametrize(("narrow", "wide"), ADDS)
def test_a_rule_that_finds_something_of_its_own_is_left_alone(narrow: object, wide: object) -> None:
    book = made([narrow, wide])
    useless = [p.where for p in lint(book) if "never adds" in p.message.en]
    assert book.codes[0].rules[0].where not in useless


def test_a_rule_of_another_code_makes_none_useless() -> None:
    assert said(made(["chờ đợi mãi"], ["chờ đợi"])) == []


def test_of_two_that_find_the_same_only_one_is_to_be_deleted() -> None:
    found = said(made(["(khó khăn | khổ sở) quá", "(khó khăn quá | khổ sở quá)"]))
    assert len(found) == 1
    assert found[0].startswith('pattern "(khó khăn quá | khổ sở quá)"')


def test_a_pattern_that_matches_too_much_to_spell_out_is_left_alone() -> None:
    many = " ".join(["(có | là | thì | mà)"] * 6)
    assert said(made([f"{many} khó khăn", "khó khăn"])) == []


MANY = [f"chợ {number}" for number in range(500)]
BIG = {"BIG": MANY, "MIXED": ["chợ", *MANY]}


def test_a_large_lexicon_in_both_rules_is_compared_by_its_name() -> None:
    [message] = said(made(["{BIG} ~1 lắm nhé", "{BIG} ~2 lắm"], lexicons=BIG))
    assert message.startswith('pattern "{BIG} ~1 lắm nhé"')


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ("khó {MIXED} lắm nhé", "khó ~1 lắm nhé"),
        ("{BIG} lắm nhé", "^ {BIG} lắm"),
        ("{BIG}", "rất? (khó | {BIG})"),  # in talk without accents only the first is sought
    ],
)
def test_a_large_lexicon_is_not_taken_for_one_syllable(narrow: str, wide: str) -> None:
    assert said(made([narrow, wide], lexicons=BIG)) == []


def test_phrases_that_mean_something_else_keep_the_longer_rule() -> None:
    patterns = ["đội mũ bảo hiểm", "bảo hiểm"]
    assert "never adds" in " ".join(said(made(["mua mũ bảo hiểm", "mũ bảo hiểm"])))
    found = said(made(["mua mũ bảo hiểm", "mũ bảo"], other_words=["mũ bảo hiểm"]))
    assert not [line for line in found if "never adds" in line]
    assert said(made(patterns, other_words=["mũ bảo hiểm"])) == []


def test_words_said_in_two_ways_decide_a_valence_so_the_longer_rule_stays() -> None:
    both = [rule(words, valence="barrier") for words in ("chờ đợi mãi", "chờ đợi")]
    assert len(said(made(both))) == 1
    assert said(made([*both, rule("mãi cũng xong", valence="enabler")])) == []


@pytest.mark.parametrize(
    "struck",
    [
        rule("thủ tục khó", unless="thủ tục"),
        rule("thủ tục ~2 khó", unless=["giấy tờ", "khó"]),
        rule("(thủ tục | giấy tờ) khó", unless=["thủ tục khó", "giấy tờ ~2 khó"]),
        rule("thủ tục khó", unless_turn="thủ tục"),
        rule("^ thủ tục khó", unless="^ thủ"),
        rule("khó lắm", question="thủ tục hồ sơ", unless_question="hồ sơ"),
    ],
)
def test_a_rule_that_its_own_unless_always_strikes_is_named(struck: dict[str, object]) -> None:
    assert [line for line in said(made([struck])) if "always strikes it" in line]


@pytest.mark.parametrize(
    "may_hit",
    [
        rule("(thủ tục | giấy tờ) khó", unless="thủ tục"),
        rule("thủ tục ~2 khó", unless="thủ tục khó"),
        rule("thủ tục khó", unless="khó lắm"),
        rule("^ thủ tục khó", unless_turn="^ thủ tục"),
        rule("khó lắm", question=["thủ tục", "hồ sơ"], unless_question="hồ sơ"),
        rule("thủ tục khó", unless_question="thủ tục"),
    ],
)
def test_a_rule_that_its_unless_strikes_at_times_is_left_alone(may_hit: dict[str, object]) -> None:
    assert said(made([may_hit])) == []


def test_what_a_code_has_as_unless_can_strike_a_rule_for_good() -> None:
    found = said(parsed([{"patterns": ["thủ tục khó khăn"], "unless": "khó khăn"}]))
    assert any("always strikes it" in line for line in found)


def test_a_way_of_saying_that_is_both_wanted_and_unwanted_is_named() -> None:
    both = rule("thủ tục khó", only_when=["past", "negated"], not_when=["negated"])
    [message] = said(made([both]))
    assert "both name negated" in message
    assert said(made([rule("thủ tục khó", only_when=["past"], not_when=["negated"])])) == []


IDLE = [
    ("(chờ | đợi | chờ) lâu lắm", "chờ"),
    ("bị ({SI} | bảo hiểm) phạt", "bảo hiểm"),
    ("trả (% | phần trăm) nhiều", "phần trăm"),
    ("(khó {FAR} | khó xa tít) quá", "khó xa tít"),
]


@pytest.mark.parametrize(("pattern", "option"), IDLE)
def test_an_alternative_that_another_one_has_already_is_named(pattern: str, option: str) -> None:
    [message] = said(made([pattern]))
    assert "add nothing" in message
    assert f'"{option}" ←' in message


def test_of_two_alternatives_alike_the_later_is_to_be_deleted() -> None:
    [message] = said(made(["(hoà giải | hòa giải) lâu lắm"]))
    assert message.count("←") == 1
    assert '"hòa giải" ← "hoà giải"' in message


@pytest.mark.parametrize(
    "unless", ["(thuế má | thuế má nặng)", ["thuế má nặng", "thuế má"], ["thuế ~2 má", "thuế má"]]
)
def test_a_condition_that_another_one_has_already_is_named(unless: object) -> None:
    [message] = said(made([rule("chờ lâu lắm", unless=unless)]))
    assert "add nothing" in message


@pytest.mark.parametrize(
    "pattern",
    [
        "(chờ | chờ đợi) lâu lắm",  # the longer one is shown as evidence
        "lâu (lắm | lắm luôn)",
        "rất ({SI} | bảo hiểm y tế) ~2 đắt",
        rule(
            "chờ lâu lắm", unless="(má | thuế má)"
        ),  # one syllable says too little without accents
        rule("chờ lâu lắm", unless=["má", "thuế má"]),
        rule("chờ lâu lắm", unless="(thuế | thuế má) ~2 nặng"),
        rule("chờ lâu lắm", unless="thuế ~2 (nặng | rất nặng)"),
        rule("chờ lâu lắm", unless="(^ thuế má | thuế má $)"),
        rule("chờ lâu lắm", unless=["thuế má", "thuế ~2 nặng"]),
    ],
)
def test_an_alternative_that_adds_words_or_reach_is_left_alone(pattern: object) -> None:
    assert said(made([pattern])) == []


def test_an_entry_of_a_lexicon_is_named_only_if_it_adds_nothing_wherever_it_is_used() -> None:
    lexicons = {"TAX": ["thuế má", "thuế má nặng"]}
    alone = rule("chờ lâu lắm", unless="{TAX}")
    [message] = said(made([alone], lexicons=lexicons))
    assert message.startswith("lexicon {TAX}")
    assert '"thuế má nặng" ← "thuế má"' in message
    before = rule("chờ lâu quá", unless="{TAX} ~2 khổ")
    assert said(made([alone, before], lexicons=lexicons)) == []
    assert said(made([alone, "bị {TAX}"], lexicons=lexicons)) == []


def test_a_lexicon_within_a_lexicon_is_judged_where_the_outer_one_stands() -> None:
    lexicons = {"TAX": ["thuế má", "thuế má nặng"], "OUTER": ["{TAX}", "phí tổn"]}
    [message] = said(made([rule("chờ lâu lắm", unless="{OUTER}")], lexicons=lexicons))
    assert "{TAX}" in message
    lexicons["OUTER"] = ["{TAX} khổ", "phí tổn"]
    assert said(made([rule("chờ lâu lắm", unless="{OUTER}")], lexicons=lexicons)) == []


def test_what_cancels_a_whole_code_is_not_idle_because_one_of_its_rules_has_it_too() -> None:
    own = rule("chờ lâu lắm", unless="(thuế má | phí tổn)")
    assert said(parsed([{"patterns": [own, "rườm rà lắm"], "unless": "thuế má"}])) == []


def test_a_rules_own_unless_is_idle_if_its_code_has_it_already() -> None:
    own = rule("chờ lâu lắm", unless="thuế má nặng")
    book = parsed([{"patterns": ["rườm rà lắm", own], "unless": "thuế má"}])
    [problem] = lint(book)
    assert problem.where == book.codes[0].rules[1].where
    assert '"thuế má nặng" ← "thuế má"' in problem.message.en


def test_an_idle_unless_of_a_whole_code_is_named_once() -> None:
    code = {"patterns": ["chờ lâu", "rườm rà"], "unless": ["thuế má", "thuế má nặng"]}
    assert len(said(parsed([code]))) == 1


def test_a_lexicon_that_nothing_uses_is_named() -> None:
    lexicons = {"A": ["{B}"], "B": ["chờ lâu"], "C": ["thuế má"]}
    book = codebook.parse(
        json.dumps(
            {
                "codebook": "x",
                "lexicons": lexicons,
                "codes": [{"id": "a", "label": "x", "patterns": ["rất {C}"]}],
            }
        ),
        "x.yaml",
    )
    found = lint(book)
    assert [p.where for p in found] == ["x.yaml", "x.yaml"]
    assert ["{A}" in found[0].message.en, "{B}" in found[1].message.en] == [True, True]


@pytest.mark.parametrize(
    "code",
    [
        {"patterns": ["rất {FAR}"]},
        {"patterns": [rule("chờ lâu", question="{FAR}")]},
        {"patterns": [rule("chờ lâu", unless_turn="{FAR}")]},
        {"patterns": [rule("chờ lâu", unless_question="{FAR}")]},
        {"patterns": ["chờ lâu"], "unless": "{ FAR }"},
        {"patterns": ["chờ lâu"], "asked": "{FAR}"},
    ],
)
def test_a_lexicon_counts_as_used_wherever_it_is_named(code: dict[str, object]) -> None:
    book = {
        "codebook": "x",
        "lexicons": {"FAR": LEXICONS["FAR"]},
        "codes": [{"id": "a", "label": "x", **code}],
    }
    assert said(codebook.parse(json.dumps(book), "x.yaml")) == []


@pytest.mark.parametrize(
    "pattern", ["không", "(có | được)", "t*", "th* gì", "không ~3 có", "khó? là", "^ rồi", "{NEG}"]
)
def test_a_pattern_that_everyday_words_alone_can_match_is_too_broad(pattern: str) -> None:
    assert any("is too broad" in line for line in said(made([pattern])))


@pytest.mark.parametrize(
    "pattern",
    [
        "thủ tục",
        "sổ",
        "nghiê*",
        "1*",
        "không có gì",
        "không (thích | mê)",
        rule("không", question="nghe lương hưu"),
        rule("^ không $", question="nghe lương hưu"),
    ],
)
def test_a_pattern_with_a_word_that_says_something_is_not_too_broad(pattern: object) -> None:
    assert said(made([pattern])) == []


def test_a_too_broad_pattern_names_the_words_that_are_enough() -> None:
    [message] = said(made(["(thủ tục | giấy tờ | có | rườm rà)"]))
    assert '"có" is enough' in message


def test_an_everyday_word_as_unless_strikes_nearly_everything() -> None:
    [message] = said(made([rule("thủ tục", unless="(rườm rà | không)")]))
    assert 'unless "(rườm rà | không)"' in message
    assert '"không" alone strikes' in message


@pytest.mark.parametrize(
    "narrowed",
    [
        rule("thủ tục", unless="không khó"),
        rule("thủ tục", unless="^ không"),
        rule("thủ tục", unless="không $"),
        rule("nên dạy thêm", unless="(đã | rồi)"),
        rule("biết rồi", unless="không", question="nghe lương hưu"),
    ],
)
def test_an_everyday_word_in_company_is_a_good_unless(narrowed: dict[str, object]) -> None:
    assert said(made([narrowed])) == []


def test_a_codes_own_unless_is_named_once_for_all_its_rules() -> None:
    code = {"patterns": ["thủ tục", "giấy tờ"], "unless": "không"}
    assert len([line for line in said(parsed([code])) if "too broad" in line]) == 1


def test_a_code_that_nobody_could_know_or_find_is_named() -> None:
    codes = [{}, {"examples": ["Tôi chờ lâu."]}, {"patterns": ["chờ lâu"]}]
    [message] = said(parsed(codes))
    assert message.startswith("code a has neither")


def test_a_pattern_in_spacys_syntax_is_left_to_those_who_can_read_it() -> None:
    tokens = [{"tokens": [{"LOWER": word}]} for word in ("không", "có")]
    assert said(made([*tokens, "thủ tục"])) == []


def test_problems_come_in_the_order_of_the_file() -> None:
    book = parsed([{"patterns": ["không", rule("chờ lâu", unless="có")]}, {"patterns": ["được"]}])
    places = [tuple(map(int, p.where.split(":")[1:])) for p in lint(book)]
    assert len(places) == 3
    assert places == sorted(places)


# What lint says is so: on talk of any kind, typed with accents and without.

VOCABULARY = ["thủ", "tục", "khó", "sổ", "xã", "mũ"]
ITEMS = [*VOCABULARY, "thủ tục", "(khó | sổ)", "(thủ tục | khó | mũ)", "~1", "~2", "khó?", "kh*"]
ITEMS += ["{L}", "(sổ mũ)?", "^", "$", "(khó ~1 sổ | xã)", "(thủ | thủ tục)"]
LEXICON = {"L": ["xã", "xã khó", "(mũ | sổ) tục"]}
CONDITIONS = ["thủ tục", "khó", "(khó | sổ) mũ", "{L}", "thủ ~2 tục", "^ xã"]


OTHER_WORDS = st.sampled_from([[], [], ["mũ khó", "sổ xã"]])


@dataclass(frozen=True)
class Said:
    """What an interviewer asked and a respondent answered."""

    question: str
    answer: str


def spoken(words: list[str]) -> str:
    return " ".join(words).replace(" .", ".")


TALK = st.lists(st.sampled_from([*VOCABULARY, *VOCABULARY, ".", "nọ"]), min_size=1, max_size=25)
SAID = st.tuples(TALK, TALK, st.booleans()).map(
    lambda said: Said(
        spoken(said[0]), strip_accents(spoken(said[1])) if said[2] else spoken(said[1])
    )
)


@st.composite
def rules(draw: st.DrawFn) -> dict[str, object]:
    found = rule(" ".join(draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=4))))
    for key in ("question", "unless", "unless_turn", "unless_question"):
        if draw(st.integers(0, 5)) == 0:
            found[key] = draw(st.lists(st.sampled_from(CONDITIONS), min_size=1, max_size=2))
    if draw(st.integers(0, 6)) == 0:
        found["scope"] = "turn"
    if draw(st.integers(0, 6)) == 0:
        found["not_when"] = ["negated"]
    return found


@st.composite
def pairs(draw: st.DrawFn) -> tuple[dict[str, object], dict[str, object]]:
    """A rule, and one with the same words in it and some more or fewer."""
    wide = draw(rules())
    narrow = dict(wide) | draw(rules()) if draw(st.booleans()) else dict(wide)
    items = st.lists(st.sampled_from(ITEMS), max_size=1).map(" ".join)
    middle = str(wide["pattern"])
    if draw(st.booleans()):
        middle = middle.replace("~2", "~1").replace("(khó | sổ)", "sổ").replace("kh*", "khó")
    narrow["pattern"] = f"{draw(items)} {middle} {draw(items)}".strip()
    return narrow, wide


def coded_segments(found: list[dict[str, object]], said: list[Said], **top: object) -> set[int]:
    """Where the segments begin that the rules give their code to."""
    return {
        segment.span.start
        for study in [coded_study(found, said, **top)]
        for segment in study.segments
        for coding in study.codings
        if coding.turn == segment.turn and coding.span.overlaps(segment.span)
    }


def coded_study(found: list[dict[str, object]], said: list[Said], **top: object) -> Study:
    lines = [f"PVV: {each.question}\nNTL: {each.answer}\n" for each in said]
    transcript = turns.parse("t", "".join(lines))
    book = made(list(found), lexicons=LEXICON, **top)
    return with_codings(Study(Settings(), codebooks=(book,), transcripts=(transcript,)))


def readable(*found: dict[str, object], **top: object) -> Codebook | None:
    try:
        return made(list(found), lexicons=LEXICON, **top)
    except codebook.CodebookError:
        return None


def useless(book: Codebook) -> str:
    """The place of the rule that lint would delete."""
    words = ("never adds", "written differently")
    return next((p.where for p in lint(book) if any(w in p.message.en for w in words)), "")


@settings(max_examples=100, suppress_health_check=[HealthCheck.filter_too_much])
@given(pairs(), st.lists(SAID, min_size=1, max_size=8), OTHER_WORDS)
def test_without_a_rule_that_lint_calls_useless_the_same_segments_are_coded(
    both: tuple[dict[str, object], dict[str, object]], talk: list[Said], other: list[str]
) -> None:
    top = {"other_words": other} if other else {}
    book = readable(*both, **top)
    assume(book)
    assert book is not None
    place = useless(book)
    assume(place)
    number = [r.where for r in book.codes[0].rules].index(place)
    kept = both[1 - number]
    assert coded_segments(list(both), talk, **top) == coded_segments([kept], talk, **top)


@settings(max_examples=100, suppress_health_check=[HealthCheck.filter_too_much])
@given(
    st.lists(st.sampled_from([*ITEMS, "thủ tục khó", "xã khó"]), min_size=2, max_size=4),
    st.lists(st.sampled_from(ITEMS), max_size=1),
    st.lists(st.sampled_from(ITEMS), max_size=1),
    st.sampled_from(["pattern", "unless", "question"]),
    st.lists(SAID, min_size=1, max_size=8),
)
def test_without_an_alternative_that_lint_calls_idle_the_same_is_found(
    options: list[str], before: list[str], after: list[str], key: str, talk: list[Said]
) -> None:
    def written(kept: list[str]) -> dict[str, object]:
        pattern = " ".join([*before, "(" + " | ".join(kept) + ")", *after])
        return rule(pattern) if key == "pattern" else rule("khó", **{key: pattern})

    book = readable(written(options))
    assume(book)
    assert book is not None
    line = getattr(book.codes[0].rules[0], key)
    line = line if isinstance(line, str) else line[0]
    idle = [i.option for i in idle_alternatives(book, Sayings(book)) if i.line == line]
    idle = [option for option in idle if option in options]
    assume(idle)
    kept = list(options)
    last = len(kept) - 1 - kept[::-1].index(idle[0])
    kept.pop(last)
    one, other = (
        [(c.span, c.evidence) for c in coded_study([written(each)], talk).codings]
        for each in (options, kept)
    )
    assert one == other


# In use


def in_use(study: Study) -> list[Problem]:
    return list(lint_in_use(study.codebooks[0], study))


def study_of(text: str, *found: object) -> Study:
    transcript = turns.parse("t", text, file="transcripts/t.txt")
    return with_codings(
        Study(Settings(), codebooks=(made(list(found)),), transcripts=(transcript,))
    )


def test_a_rule_that_hits_more_than_a_tenth_of_much_talk_is_too_broad_in_use() -> None:
    text = "PVV: Sao ạ?\nNTL: " + "Thủ tục lâu. " * 60 + "Chờ mãi. " * 540 + "Ừ. " * 10
    [problem] = in_use(study_of(text, "thủ tục", "chờ mãi"))
    assert problem.message.en.startswith('pattern "chờ mãi"')
    assert "hits 540 of respondents' 610 segments (89%)" in problem.message.en


def test_few_hits_are_never_too_many() -> None:
    assert in_use(study_of("NTL: " + "Thủ tục lâu. " * 49, "thủ tục")) == []


def test_interviewers_talk_does_not_count_as_said() -> None:
    text = "PVV: " + "Sao ạ? " * 2000 + "\nNTL: " + "Thủ tục lâu. " * 50
    [problem] = in_use(study_of(text, "thủ tục"))
    assert "of respondents' 50 segments (100%)" in problem.message.en


def test_a_question_that_no_interviewer_asks_is_named_once_for_all_its_rules() -> None:
    text = "PVV: Chị thấy thủ tục sao?\nNTL: Có nghe nói gì về lương hưu đâu. Khó lắm."
    waiting = [rule(words, question="nghe ~3 lương hưu") for words in ("khó lắm", "lâu lắm")]
    found = in_use(study_of(text, *waiting, rule("khó", question="thủ tục")))
    messages = [p.message.en for p in found if "no interviewer" in p.message.en]
    assert len(messages) == 1
    assert "so 2 pattern(s) wait" in messages[0]


def test_a_question_typed_without_accents_counts_as_asked() -> None:
    text = "PVV: chi co nghe noi luong huu tu nguyen chua a\nNTL: Khó lắm, tôi chưa nghe."
    assert in_use(study_of(text, rule("khó lắm", question="nghe ~3 lương hưu"))) == []


def test_a_speaker_that_no_transcript_has_is_named_with_those_there_are() -> None:
    text = "PVV: Sao ạ?\nNam 1: Khó lắm.\nNữ 2: Khó lắm.\n"
    found = in_use(study_of(text, rule("khó lắm", speaker="Nam*"), rule("khó", speaker="NTL")))
    [message] = [p.message.en for p in found if "no transcript has" in p.message.en]
    assert "'NTL'" in message
    assert message.endswith("there are: Nam 1, Nữ 2")


def test_rules_that_never_fire_are_counted_in_one_note() -> None:
    [problem] = in_use(study_of("NTL: Khó lắm.", "khó lắm", "lâu lắm", "xa lắm"))
    assert problem.where == "x.yaml"
    assert problem.message.en.startswith("2 of 3 patterns never fire in 1 transcript")
    assert "qualcode codebook stats --unused" in problem.message.vi


def test_a_study_without_transcripts_shows_nothing(transcript: Transcript) -> None:
    """PVV: Sao ạ?"""
    book = made(["khó lắm"])
    assert lint_in_use(book, Study(Settings(), codebooks=(book,))) == ()
    assert lint_in_use(parsed([{}]), Study(Settings(), transcripts=(transcript,))) == ()


def test_a_book_without_codes_has_no_faults() -> None:
    book = Codebook("x", "1", ())

    assert lint(book) == ()
    assert lint_in_use(book, Study(Settings(), (book,))) == ()
