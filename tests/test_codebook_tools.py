"""What the person who tends a codebook sees: the tree, trials, changes, use, explanations."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import jsonschema
import pytest
import yaml
from conftest import CODEBOOK, ROOT
from hypothesis import given
from hypothesis import strategies as st

from qualcode import codebook, decisions, matcher, turns
from qualcode.codebook_tools import usage
from qualcode.codebook_tools.changes import compare
from qualcode.codebook_tools.explaining import explain
from qualcode.codebook_tools.schema import FILE, as_text, schema
from qualcode.codebook_tools.tree import tree
from qualcode.codebook_tools.trial import try_examples
from qualcode.errors import CodebookError
from qualcode.language.sentences import segments
from qualcode.model import Action, Segment, Settings, Span, Study
from qualcode.project import with_codings, with_decisions
from qualcode.ruleset import compile_rules
from qualcode.talk import listen

LOW_INCOME = "affordability.worker_income"
NO_KNOWLEDGE = "awareness.no_knowledge"


def test_the_tree_holds_each_level_once_and_counts_upwards(study: Study) -> None:
    """
    PVV: Chị có nghe nói bảo hiểm xã hội chưa?
    NTL: Dạ chưa ạ. Tôi chưa nghe nói bảo hiểm bao giờ. Tiền đâu ra mà đóng.
    """
    [book] = study.codebooks
    assert [
        (b.code, b.depth, b.label_en, b.rules, b.codings, b.cases) for b in tree(book, study)
    ] == [
        ("awareness", 0, "Awareness", 2, 2, 1),
        (NO_KNOWLEDGE, 1, "No knowledge", 2, 2, 1),
        ("affordability", 0, "affordability", 1, 1, 1),
        (LOW_INCOME, 1, "Low income", 1, 1, 1),
    ]


def test_what_stands_apart_in_the_file_stands_together_in_the_tree() -> None:
    codes = "".join(f"- {{id: {each}, label: x}}\n" for each in ("a.first", "b.only", "a.last"))
    book = codebook.parse(f"codebook: x\ncodes:\n{codes}", "x.yaml")

    found = [branch.code for branch in tree(book, Study(Settings(), (book,)))]

    assert found == ["a", "a.first", "a.last", "b", "b.only"]


EXAMPLES = """
codebook: x
codes:
- id: a
  label: a
  patterns: [{pattern: "^ chưa ạ", question: "nghe"}, "không biết"]
  examples: ["Tôi không biết.", "PVV: Nghe chưa?\\nNTL: Chưa ạ.", "Chưa ạ."]
  counter_examples: ["Ai không biết chuyện đó.", "Biết rồi."]
- {id: b, label: b, examples: ["Chưa có mẫu nào."]}
"""


def test_examples_are_tried_with_their_question_and_codes_without_rules_are_not() -> None:
    trials = try_examples(codebook.parse(EXAMPLES, "x.yaml"))
    assert [(t.wanted, bool(t.rules), t.passed) for t in trials] == [
        (True, True, True),
        (True, True, True),
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert trials[0].words == ("không biết",)


def changed(study: Study, old: str, new: str) -> Study:
    text = CODEBOOK.replace(old, new)
    assert text != CODEBOOK
    return with_codings(replace(study, codebooks=(codebook.parse(text, "new.yaml"),)))


def test_another_version_shows_what_it_adds_and_loses(study: Study) -> None:
    """
    PVV: Chị đóng không?
    NTL: Tiền đâu mà đóng. Lấy gì mà đóng. Tôi chưa biết bảo hiểm.
    """
    changes = compare(study, changed(study, "tiền đâu ~3 đóng", "lấy gì ~3 đóng"))
    assert [(c.what, c.quote, c.evidence) for c in changes.codings] == [
        ("added", "Lấy gì mà đóng.", ("Lấy gì", "đóng")),
        ("lost", "Tiền đâu mà đóng.", ("Tiền đâu", "đóng")),
    ]
    assert changes.kept == 1
    assert [(r.what, r.code, r.before) for r in changes.rules] == [
        ("removed", LOW_INCOME, "tiền đâu ~3 đóng"),
        ("added", LOW_INCOME, "lấy gì ~3 đóng"),
    ]
    assert changes.codes == changes.lexicons == ()


def test_what_narrows_rules_and_what_lexicons_and_codes_say_is_told_apart(study: Study) -> None:
    """
    NTL: Tiền đâu mà đóng.
    """
    also = '["tiền đâu ~3 đóng"]\n    unless: [thôi]'
    narrowed = compare(study, changed(study, '["tiền đâu ~3 đóng"]', also))
    assert [(r.what, r.after, r.patterns) for r in narrowed.rules] == [
        ("changed", "unless: thôi", ("tiền đâu ~3 đóng",))
    ]
    words = compare(study, changed(study, '"bảo hiểm"]', '"bảo hiểm", BHTN]'))
    assert [(r.code, r.before, r.after) for r in words.lexicons] == [("{SI}", "", "BHTN")]
    labels = compare(study, changed(study, "en: Low income", "en: Poverty"))
    assert [(c.what, c.code, c.after) for c in labels.codes] == [
        ("changed", LOW_INCOME, "label: Thu nhập thấp / Poverty")
    ]


def test_a_version_is_compared_with_itself_without_a_change(study: Study) -> None:
    """
    NTL: Tiền đâu mà đóng.
    """
    changes = compare(study, study)
    assert (changes.codes, changes.lexicons, changes.rules, changes.codings) == ((), (), (), ())
    assert changes.kept == 1


def decide(study: Study, **actions: str) -> Study:
    """The study after decisions on the codings that hold these words: accept="nghe nói"."""
    text = study.transcripts[0].text
    drafts = []
    for number, (action, words) in enumerate(actions.items(), 1):
        [one] = [c for c in study.codings if words in c.span.of(text)]
        draft = decisions.about(study, cast("Action", action), one, coder="Lan")
        time = f"2026-01-01T00:00:0{number}.000000Z"
        drafts.append(replace(draft, id=f"{number:032}", time=time, sequence=number))
    return with_decisions(study, drafts)


def test_a_rules_precision_is_what_coders_accepted_of_what_they_decided_on(study: Study) -> None:
    """
    PVV: Chị có nghe nói bảo hiểm xã hội chưa?
    NTL: Dạ chưa ạ. Tôi chưa nghe nói bảo hiểm. Nhà tôi ở đây. Tiền đâu mà đóng.
    """
    after = decide(study, accept="nghe nói bảo", reject="Tiền đâu")
    uses = {(use.code, use.pattern): use for use in usage.by_rule(after)}
    knowing = uses[NO_KNOWLEDGE, "(không|chưa) ~2 (biết|nghe) ~6 {SI}"]
    assert (knowing.matches, knowing.accepted, knowing.rejected) == (1, 1, 0)
    assert knowing.precision == 1
    paying = uses[LOW_INCOME, "tiền đâu ~3 đóng"]
    assert (paying.matches, paying.codings, paying.precision) == (1, 1, 0)
    [by_code] = [use for use in usage.by_code(after) if use.code == NO_KNOWLEDGE]
    assert (by_code.matches, by_code.accepted, by_code.rejected) == (2, 1, 0)
    # Wilson's interval of 1 of 1 begins at 1 / (1 + 1.96²).
    assert by_code.interval is not None
    assert by_code.interval == (pytest.approx(1 / (1 + 1.959964**2)), 1)


def test_passages_that_no_rule_touches_are_respondents_only(study: Study) -> None:
    """
    PVV: Chị có nghe nói bảo hiểm xã hội chưa?
    NTL: Dạ chưa ạ. Tôi chưa nghe nói bảo hiểm. Nhà tôi ở đây. Tiền đâu mà đóng.
    """
    text = study.transcripts[0].text
    assert [one.span.of(text) for one in usage.untouched(study)] == ["Nhà tôi ở đây."]


@given(st.integers(0, 50), st.integers(0, 60))
def test_a_sample_is_spread_in_order_and_as_large_as_can_be(size: int, wanted: int) -> None:
    everything = tuple(Segment("t", n, Span(n, n + 1)) for n in range(size))
    shown = usage.spread(everything, wanted)
    assert len(shown) == min(size, wanted)
    assert list(shown) == sorted(set(shown), key=lambda s: s.turn)


def test_coders_are_not_overruled_by_another_version(study: Study) -> None:
    """
    PVV: Chị có nghe nói bảo hiểm xã hội chưa?
    NTL: Dạ chưa ạ. Tôi chưa nghe nói bảo hiểm. Nhà tôi ở đây. Tiền đâu mà đóng.
    """
    after = decide(study, accept="Tiền đâu")
    [lost] = compare(after, changed(after, "tiền đâu ~3 đóng", "lấy gì")).codings
    assert (lost.what, lost.verdict) == ("lost", "accepted")
    struck = decide(study, reject="Tiền đâu")
    without = changed(struck, "tiền đâu ~3 đóng", "lấy gì")
    [added] = compare(without, with_codings(replace(without, codebooks=struck.codebooks))).codings
    assert (added.what, added.verdict) == ("added", "rejected")


RICH = """
codebook: x
other_words: [mũ bảo hiểm]
codes:
- id: a
  label: a
  patterns:
  - {pattern: biết, question: nghe}
  - {pattern: biết, unless: rồi}
  - {pattern: biết, unless_question: nghe}
  - {pattern: biết ~2 gì, unless_turn: thôi, scope: turn}
  - {pattern: biết, not_when: [negated, question]}
  - {pattern: biết, only_when: negated}
  - {pattern: bảo hiểm, speaker: Nữ *}
  - {pattern: bảo hiểm}
"""
WORDS = st.sampled_from(
    ["không", "biết", "rồi", "thôi", "gì", "bảo", "hiểm", "mũ", ".", "?", "nghe"]
)


@given(st.lists(WORDS, min_size=1, max_size=14), st.sampled_from(["", "Nghe chưa?", "Sao?"]))
def test_an_explanation_agrees_with_the_matcher(words: list[str], question: str) -> None:
    book = codebook.parse(RICH, "x.yaml")
    saying = "Ừ " + " ".join(words)
    transcript = turns.parse("t", f"PVV: {question or '…'}\nNTL: {saying}")
    heard = [listen(transcript, segments(transcript))]
    [hits] = matcher.find(heard, compile_rules([book]))
    readings = explain(saying, [book], question)
    assert {r.rule.id for r in readings if not r.obstacles} == {hit.rule for hit in hits}


@pytest.mark.parametrize(
    ("saying", "question", "obstacles"),
    [
        ("Tôi biết", "Sao?", {("question", "nghe"), ("only_when", "negated")}),
        ("Tôi biết rồi", "", {("question", "nghe"), ("unless", "rồi"), ("only_when", "negated")}),
        ("Đội mũ bảo hiểm", "", {("other_words", "mũ bảo hiểm"), ("speaker", "Nữ *")}),
    ],
)
def test_what_almost_fires_says_what_stops_it(
    saying: str, question: str, obstacles: set[tuple[str, str]]
) -> None:
    readings = explain(saying, [codebook.parse(RICH, "x.yaml")], question)
    assert {obstacle for reading in readings for obstacle in reading.obstacles} == obstacles


@pytest.mark.parametrize("path", sorted((ROOT / "codebooks").glob("*.yaml")), ids=lambda p: p.stem)
def test_our_codebooks_fit_the_schema(path: Path) -> None:
    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), schema())


@pytest.mark.parametrize(
    "wrong",
    [
        "codes: [{id: a, label: x}]",
        "codebook: x",
        "codebook: x\ncodes: [{id: a}]",
        "codebook: x\ncodes: [{id: a, label: x, lable: y}]",
        "codebook: x\ncodes: [{id: a, label: x, valence: bad}]",
        "codebook: x\ncodes: [{id: a, label: x, patterns: [{pattern: b, scope: page}]}]",
        "codebook: x\ncodes: [{id: a, label: x, patterns: [{question: b}]}]",
        "codebook: x\ncodes: [{id: a, label: x, patterns: [{pattern: b, not_when: maybe}]}]",
    ],
)
def test_what_the_program_refuses_the_schema_refuses_too(wrong: str) -> None:
    with pytest.raises(CodebookError):
        codebook.parse(wrong, "x.yaml")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(wrong), schema())


@pytest.mark.parametrize("folder", ["codebooks", "qualcode/starter/codebooks"])
def test_the_schema_beside_the_codebooks_is_that_of_the_program(folder: str) -> None:
    assert (ROOT / folder / FILE).read_text(encoding="utf-8") == as_text()
