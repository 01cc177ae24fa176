"""What is recalled of earlier matching: the same as if all had been sought anew."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import codebook, project, recall, turns
from qualcode.language.sentences import segments
from qualcode.model import Segment, Transcript
from qualcode.recall import Found, Memory
from qualcode.ruleset import Ruleset, compile_rules

PATTERNS = ("không biết", "{SI}", "biết ~3 {SI}", "^ dạ", "chưa (nghe|biết)")
LEXICONS = ("[bảo hiểm, BHXH]", "[bảo hiểm]", "[thẻ]")
PLAIN: dict[str, object] = {
    "patterns": ["không biết"],
    "SI": "[x]",
    "asked": "biết",
    "valence": "barrier",
    "variants": {},
}
rules = st.fixed_dictionaries(
    {
        "patterns": st.lists(st.sampled_from(PATTERNS), unique=True, min_size=1),
        "SI": st.sampled_from(LEXICONS),
        "asked": st.sampled_from(("biết", "nghe {SI}")),
        "valence": st.sampled_from(("barrier", "enabler")),
        "variants": st.sampled_from(({}, {"bh": "bảo hiểm"})),
    }
)
words = st.sampled_from(
    ["không", "biết", "chưa", "nghe", "dạ", "bảo hiểm", "BHXH", "thẻ", "bh", "."]
)
talks = st.lists(st.lists(words, min_size=1, max_size=12), min_size=1, max_size=3)


def ruleset(said: dict[str, object]) -> Ruleset:
    text = (
        f"codebook: x\nlexicons: {{SI: {said['SI']}}}\ncodes:\n- id: a\n  label: a\n"
        f"  valence: {said['valence']}\n  asked: ['{said['asked']}']\n"
        f"  patterns: {said['patterns']!r}\n"
    )
    return compile_rules([codebook.parse(text, "x.yaml")], said["variants"])


def found(
    transcripts: list[Transcript], rules: Ruleset, memory: Memory | None = None
) -> tuple[tuple[Found, ...], Memory]:
    pieces: dict[str, tuple[Segment, ...]] = {t.name: segments(t) for t in transcripts}
    return recall.find(transcripts, pieces, rules, memory)


def transcripts(talks: list[list[str]]) -> list[Transcript]:
    return [
        turns.parse(f"t{number}", f"PVV: Nghe bảo hiểm chưa?\nNTL: {' '.join(words)}")
        for number, words in enumerate(talks)
    ]


@given(rules, rules, talks, talks)
def test_recalling_changes_nothing(
    first: dict[str, object], then: dict[str, object], one: list[list[str]], other: list[list[str]]
) -> None:
    _, memory = found(transcripts(one), ruleset(first))
    for talk in (one, other):
        assert found(transcripts(talk), ruleset(then), memory) == found(
            transcripts(talk), ruleset(then)
        )


@given(rules, talks)
def test_a_memory_outlives_its_file(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, object], talk: list[list[str]]
) -> None:
    _, memory = found(transcripts(talk), ruleset(said))
    path = tmp_path_factory.mktemp("memory") / recall.FILE
    path.write_text(recall.as_text(memory), encoding="utf-8")
    assert recall.read(path) == memory


def test_another_role_of_a_speaker_is_other_talk() -> None:
    said = "PVV: Biết gì?\nChị Lan: Tôi không biết."
    rules = ruleset(
        {
            "patterns": ["không biết"],
            "SI": "[x]",
            "asked": "y",
            "valence": "barrier",
            "variants": {},
        }
    )
    before = turns.parse("t", said, roles={"Chị Lan": "respondent"})
    after = turns.parse("t", said, roles={"Chị Lan": "interviewer"})
    [coded], memory = found([before], rules)
    [recoded], _ = found([after], rules, memory)
    assert (len(coded.hits), len(recoded.hits)) == (1, 0)


def test_a_memory_holds_no_word_of_the_talk() -> None:
    rules = ruleset(
        {
            "patterns": ["không biết"],
            "SI": "[x]",
            "asked": "biết",
            "valence": "barrier",
            "variants": {},
        }
    )
    _, memory = found(transcripts([["không", "biết", "bảo hiểm"]]), rules)
    assert memory.hits
    assert not set("khôngbiếtảểm") & {c for c in recall.as_text(memory) if not c.isascii()}
    assert "khong" not in recall.as_text(memory)


BROKEN = ["", "{", "[]", '{"engine": 1}', "null", "\x00"]


@pytest.mark.parametrize("text", BROKEN)
def test_a_memory_that_cannot_be_read_is_an_empty_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / recall.FILE
    path.write_text(text, encoding="utf-8")
    assert recall.read(path) == Memory()
    assert recall.read(tmp_path / "none") == Memory()


def test_a_memory_of_other_code_is_not_used(folder: Path) -> None:
    (folder / project.RESULTS).mkdir()
    study = project.load(folder)
    path = folder / project.RESULTS / recall.FILE
    held = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(held | {"engine": "other", "hits": {}}), encoding="utf-8")
    assert project.load(folder).codings == study.codings


def test_a_study_recalls_and_its_codebook_may_change(folder: Path) -> None:
    (folder / project.RESULTS).mkdir()
    before = project.load(folder)
    book = folder / "codebooks" / "test.yaml"
    book.write_text(
        book.read_text(encoding="utf-8").replace("tiền đâu ~3 đóng", "tiền đâu ra"),
        encoding="utf-8",
    )
    after = project.load(folder)
    (folder / project.RESULTS / recall.FILE).unlink()
    assert after == project.load(folder)
    assert after.codings != before.codings
    assert replace(after, codings=(), proposals=(), hits=(), codebooks=()) == replace(
        before, codings=(), proposals=(), hits=(), codebooks=()
    )


def test_a_look_at_a_study_leaves_no_trace(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    project.load(folder)
    assert sorted(folder.rglob("*")) == before
