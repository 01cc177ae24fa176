import re
from pathlib import Path

import pytest
from conftest import ROOT

from qualcode import codebook, coding, matcher, turns
from qualcode.errors import CodebookError
from qualcode.language.sentences import segments

HEAD = "codebook: x\ncodes:\n"


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
        (HEAD + "- {id: a, label: x, valence: bad}", "x.yaml:3:", "not 'bad'"),
        (HEAD + "- id: a\n  label: x\n\tvalence: barrier", "x.yaml:5:1", "can't be read"),
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
    "speaker": {"text"},
    "scope": {"text"},
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("key", TAKES)
def test_a_value_of_the_wrong_shape_is_never_dropped_in_silence(key: str, shape: str) -> None:
    value = {"valence": "barrier", "scope": "turn"}.get(key, SHAPES["text"])
    written = value if shape == "text" else SHAPES[shape].replace("b", value, 1)
    entry = {"id": "a", "label": "x"} | {key: written}
    if key in codebook.RULE_KEYS and key not in codebook.CODE_KEYS:
        entry = {"id": "a", "label": "x", "patterns": f"[{{pattern: d, {key}: {written}}}]"}
    text = HEAD + "- {" + ", ".join(f"{k}: {v}" for k, v in entry.items()) + "}"
    if shape in TAKES[key]:
        assert codebook.parse(text, "x.yaml").codes
    else:
        assert faults(text)


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


def codes(ruleset: matcher.Ruleset, talk: str) -> set[str]:
    """The codes that the rules give to one utterance."""
    transcript = turns.parse("example", f"NTL: {talk}")
    talks = matcher.listen(transcript, ruleset)
    return {c.code for c in coding.code(transcript, talks, segments(transcript), ruleset)}


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
def test_examples_are_found_by_their_code_and_counter_examples_are_not(path: Path) -> None:
    book = codebook.parse(path.read_text(encoding="utf-8"), path.name)
    ruleset = matcher.compile_rules([book])
    missed = [(c.id, e) for c in book.codes for e in c.examples if c.id not in codes(ruleset, e)]
    wrong = [(c.id, e) for c in book.codes for e in c.counter_examples if c.id in codes(ruleset, e)]
    assert (missed, wrong) == ([], [])
