"""What was learned is kept as it was; a file that can't be used counts as none."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from sayings import EVERY, book, examples, read_whole, study, talks

from qualcode.learning import learn
from qualcode.learning.kept import Kept, as_text, read
from qualcode.model import Settings, Suggesting
from qualcode.ruleset import compile_rules


@pytest.fixture(scope="module")
def kept() -> Kept:
    """Learned from a codebook's examples and from decisions."""
    done = read_whole(study(talks(), book(examples())), EVERY[:20])
    _, known = learn(done, compile_rules(done.codebooks, {}), Kept(), anew=True)
    assert known.taught
    assert known.learned
    assert known.suggestions
    assert any(one.evidence for one in known.suggestions)
    return known


def test_what_is_read_is_what_was_written(kept: Kept, tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    for one in (kept, Kept(), Kept("a", study="b", decisions="c")):
        path.write_text(as_text(one), encoding="utf-8")
        assert read(path) == one
        assert as_text(read(path)) == as_text(one)


def test_without_a_file_nothing_is_kept(tmp_path: Path) -> None:
    assert read(tmp_path / "none.json") == Kept()
    assert read(tmp_path) == Kept()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"engine"',
        "{}",
        '{"engine": "another version"}',
        "[" * 100_000,
        "\x00\x01",
    ],
)
def test_a_file_that_is_something_else_counts_as_none(text: str, tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.write_text(text, encoding="utf-8")
    assert read(path) == Kept()


def test_a_file_cut_short_or_of_bytes_counts_as_none(kept: Kept, tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    whole = as_text(kept).encode()
    for data in (whole[: len(whole) // 2], whole[:-1], b"\xff\xfe" + whole):
        path.write_bytes(data)
        assert read(path) == Kept()


@pytest.mark.parametrize("key", ["taught", "expected", "learned", "models", "suggestions", "study"])
def test_a_file_that_lacks_something_counts_as_none(key: str, kept: Kept, tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    held = json.loads(as_text(kept))
    path.write_text(json.dumps({k: v for k, v in held.items() if k != key}), encoding="utf-8")
    assert read(path) == Kept()
    if key == "models":
        path.write_text(json.dumps({**held, "models": []}), encoding="utf-8")
        assert read(path) == Kept()


def test_nobodys_words_are_kept(kept: Kept) -> None:
    text = as_text(kept)
    assert not [said for said in EVERY if said in text]


def test_what_was_learned_without_embeddings_is_learned_again_with_them() -> None:
    asked = study(talks(1), book(examples()), settings=Settings(suggest=Suggesting(embed="wheel")))
    rules = compile_rules(asked.codebooks, {})
    _, without = learn(asked, rules, Kept(), anew=True)
    _, same = learn(asked, rules, without, anew=False)
    _, others = learn(asked, rules, without, anew=False, embed=lambda texts: np.eye(len(texts), 9))
    assert same == without
    assert others.codebooks != without.codebooks
