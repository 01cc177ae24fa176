import re
from pathlib import Path

import pytest
from conftest import ROOT

from qualcode import codebook
from qualcode.codebook_tools.trial import try_examples
from qualcode.errors import CodebookError
from qualcode.rules import RULE_KEYS
from qualcode.ruleset import compile_rules

HEAD = "codebook: x\ncodes:\n"
BOMB = (
    "codebook: x\nlexicons:\n  L0: [a, b]\n"
    + "".join(f"  L{n}: ['{{L{n - 1}}} {{L{n - 1}}}']\n" for n in range(1, 40))
    + "codes: [{id: a, label: x, patterns: ['{L39}']}]"
)
"""Lexicons that double each time: read as written it has 2⁴⁰ words."""
CHAIN = (
    "codebook: x\nlexicons:\n  L0: [a]\n"
    + "".join(f"  L{n}: ['{{L{n - 1}}}', b{n}]\n" for n in range(1, 2000))
    + "codes: [{id: a, label: x, patterns: ['{L1999}']}]"
)


def faults(text: str) -> list[str]:
    with pytest.raises(CodebookError) as caught:
        codebook.parse(text, "x.yaml")
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (HEAD + "- {id: a, lable: x, label: y}", "x.yaml:3:", "did you mean 'label'"),
        (HEAD + "- {id: a, label: x}\n- {id: a, label: y}", "x.yaml:4:", "used twice"),
        (HEAD + "- id: a\n  label: x\n  label: y", "x.yaml:5:3", "is there twice"),
        (HEAD + '- {id: a, label: x, patterns: ["(a|b"]}', "x.yaml:3:", "has no )"),
        (HEAD + '- {id: a, label: x, patterns: ["a) b"]}', "x.yaml:3:", "without its ("),
        (HEAD + '- {id: a, label: x, patterns: ["{NO} b"]}', "x.yaml:3:", "no lexicon {NO}"),
        (HEAD + '- {id: a, label: x, patterns: ["a ~ b"]}', "x.yaml:3:", "takes a number"),
        (HEAD + '- {id: a, label: x, patterns: ["a ~99 b"]}', "x.yaml:3:", "takes a number"),
        (HEAD + '- {id: a, label: x, patterns: ["~2 a"]}', "x.yaml:3:", "between two words"),
        (HEAD + '- {id: a, label: x, patterns: ["a? b?"]}', "x.yaml:3:", "matches anything"),
        (HEAD + '- {id: a, label: x, patterns: [""]}', "x.yaml:3:", "pattern is missing"),
        (HEAD + '- {id: a, label: x, patterns: ["b*c"]}', "x.yaml:3:", "is no word"),
        (HEAD + '- {id: a, label: x, patterns: ["b", "b"]}', "x.yaml:3:", "there twice"),
        (HEAD + '- {id: a, label: x, patterns: ["a ^ b"]}', "x.yaml:3:", "can never match"),
        (HEAD + '- {id: a, label: x, patterns: ["$ b | c"]}', "x.yaml:3:", "can never match"),
        (
            HEAD + '- {id: a, label: x, patterns: ["a' + " b?" * 25 + '"]}',
            "x.yaml:3:",
            "ways to match one sentence",
        ),
        (
            HEAD + '- {id: a, label: x, patterns: ["a' + " ~20 b?" * 6 + ' c"]}',
            "x.yaml:3:",
            "ways to match one sentence",
        ),
        (
            HEAD + '- {id: a, label: x, patterns: ["' + "(" * 5000 + "b" + ")" * 5000 + '"]}',
            "x.yaml:3:",
            "too many (",
        ),
        (BOMB, "x.yaml:", "too large or nested too deeply"),
        (CHAIN, "x.yaml:", "too large or nested too deeply"),
        (
            HEAD + "- {id: a, label: x, patterns: [{pattern: b, not_when: [maybe]}]}",
            "x.yaml:3:",
            "one or more of: negated",
        ),
        (
            HEAD + "- {id: a, label: x, patterns: [{pattern: b, tokens: [{LOWER: b}]}]}",
            "x.yaml:3:",
            "not both",
        ),
        ("other_words: ['(a']\n" + HEAD + "- {id: a, label: x}", "x.yaml:1:", "has no )"),
        (HEAD + "- {id: a, label: x, valence: bad}", "x.yaml:3:", "not 'bad'"),
        (HEAD + "- id: a\n  label: x\n\tvalence: barrier", "x.yaml:5:1", "with a tab"),
        (HEAD + "- id: a\n  label: [x", "x.yaml:5:1", "can't be read"),
        (
            HEAD + '- {id: a, label: x, patterns: [{pattern: b, question: ""}]}',
            "x.yaml:3:",
            "empty",
        ),
        (HEAD + "- {id: a, label: x, unless: , patterns: [b]}", "x.yaml:3:", "unless is empty"),
        (HEAD + "- {id: a b, label: x}", "x.yaml:3:", "letters, digits"),
        (HEAD + "- {id: a}", "x.yaml:3:", "no 'label'"),
        (HEAD + "- &x {id: a, label: x}\n- *x", "x.yaml:4:3", "aliases"),
        (
            "codebook: x\nlexicons: {A: ['{B}'], B: ['{A}']}\ncodes: [{id: a, label: x}]",
            "x.yaml:2:",
            "A → B → A",
        ),
        ("codes: [{id: a, label: x}]", "x.yaml:1:1", "no name"),
        ("codebook: x", "x.yaml:1:1", "no codes"),
        ("", "x.yaml:1:1", "no name"),
        (
            HEAD + "- {id: a, label: x, patterns: " + "[" * 50 + "]" * 50 + "}",
            "x.yaml:3:",
            "too deeply",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(text: str, place: str, words: str) -> None:
    named = faults(text)
    assert any(line.startswith(place) and words in line for line in named), named


SHAPES = {"text": "b", "list": "[b]", "mapping": "{b: c}"}
TAKES = {
    "id": {"text"},
    "label": {"text"},
    "definition": {"text"},
    "include": {"text"},
    "exclude": {"text"},
    "examples": {"text", "list"},
    "counter_examples": {"text", "list"},
    "valence": {"text"},
    "patterns": {"text", "list"},
    "unless": {"text", "list"},
    "asked": {"text", "list"},
    "question": {"text", "list"},
    "unless_question": {"text", "list"},
    "unless_turn": {"text", "list"},
    "only_when": {"text", "list"},
    "not_when": {"text", "list"},
    "speaker": {"text"},
    "scope": {"text"},
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("key", TAKES)
def test_a_value_of_the_wrong_shape_is_never_dropped_in_silence(key: str, shape: str) -> None:
    known = {"valence": "barrier", "scope": "turn", "only_when": "past", "not_when": "past"}
    value = known.get(key, SHAPES["text"])
    written = value if shape == "text" else SHAPES[shape].replace("b", value, 1)
    entry = {"id": "a", "label": "x"} | {key: written}
    if key in RULE_KEYS and key not in codebook.CODE_KEYS:
        entry = {"id": "a", "label": "x", "patterns": f"[{{pattern: d, {key}: {written}}}]"}
    text = HEAD + "- {" + ", ".join(f"{k}: {v}" for k, v in entry.items()) + "}"
    if shape in TAKES[key]:
        assert codebook.parse(text, "x.yaml").codes
    else:
        assert faults(text)


def test_what_yaml_itself_refuses_hides_no_other_fault() -> None:
    text = (
        HEAD + '- &x {id: a, lable: x}\n- *x\n- id: b\n\tlabel: y\n  label: z\n  patterns: ["(a"]\n'
    )
    said = ["tab", "aliases", "lable", "there twice", "has no )"]
    named = faults(text)
    assert [word for word in said if not any(word in line for line in named)] == []


def test_a_long_pattern_is_shown_around_its_fault_only() -> None:
    [named] = faults(HEAD + f'- {{id: a, label: x, patterns: ["{"a " * 5000}) {"b " * 5000}"]}}')
    assert len(named) < 300
    assert "⟦) b b" in named


def test_lexicons_may_be_linked_in_a_long_row() -> None:
    chain = "".join(f"  L{n}: ['{{L{n - 1}}}']\n" for n in range(1, 1500))
    head = f"codebook: x\nlexicons:\n  L0: [a]\n{chain}"
    text = head + "codes: [{id: a, label: x, patterns: ['{L1499}']}]"
    assert len(compile_rules([codebook.parse(text, "x.yaml")]).rules) == 1


def test_all_faults_of_a_file_are_reported_at_once() -> None:
    text = HEAD + '- {id: a, lable: x, patterns: ["(a", "~1 b"]}\n- {id: a, label: y, valence: z}'
    assert len(faults(text)) == 6  # label, lable, two patterns, id, valence


def test_ids_that_yaml_would_change_are_kept() -> None:
    book = codebook.parse(HEAD + "- {id: no, label: on}\n- {id: 1.10, label: 2024-09-07}", "x")
    assert [(c.id, c.label.vi) for c in book.codes] == [("no", "on"), ("1.10", "2024-09-07")]


def test_a_parent_with_a_label_only_is_a_group() -> None:
    book = codebook.parse(HEAD + "- {id: a, label: A}\n- {id: a.b, label: B}", "x")
    assert [c.id for c in book.groups] == ["a"]
    assert [c.id for c in book.codes] == ["a.b"]


def test_a_rule_is_named_by_its_words_and_not_by_its_place() -> None:
    one = codebook.parse(HEAD + "- {id: a, label: x, patterns: [b, c]}", "x").codes[0]
    other = codebook.parse(HEAD + "- {id: a, label: x, patterns: [c, b]}", "x").codes[0]
    assert {r.id for r in one.rules} == {r.id for r in other.rules}
    assert all(re.fullmatch(r"a#[0-9a-f]{6}", rule.id) for rule in one.rules)


def test_what_cancels_a_code_cancels_each_of_its_rules() -> None:
    text = HEAD + "- id: a\n  label: x\n  unless: [u]\n  patterns: [b, {pattern: c, unless: [v]}]"
    assert [r.unless for r in codebook.parse(text, "x").codes[0].rules] == [("u",), ("v", "u")]


def test_a_pattern_knows_its_line() -> None:
    text = HEAD + '- id: a\n  label: x\n  patterns:\n    - "b"\n    - pattern: c\n'
    places = [r.where for r in codebook.parse(text, "x.yaml").codes[0].rules]
    assert places == ["x.yaml:6:7", "x.yaml:7:16"]


BOOKS = sorted((ROOT / "codebooks").glob("*.yaml"))


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_our_codebooks_have_both_languages_throughout(path: Path) -> None:
    book = codebook.parse(path.read_text(encoding="utf-8"), path.name)
    for code in (*book.codes, *book.groups):
        assert code.label.vi != code.label.en
    for code in book.codes:
        assert code.definition.vi
        assert code.definition.en
        assert len(code.examples) >= 3
        assert len(code.counter_examples) >= 2


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_examples_are_found_by_their_code_and_counter_examples_are_not(path: Path) -> None:
    book = codebook.parse(path.read_text(encoding="utf-8"), path.name)
    trials = try_examples(book)
    assert len(trials) == sum(len(c.examples) + len(c.counter_examples) for c in book.codes)
    assert [(trial.code, trial.example) for trial in trials if not trial.passed] == []
