"""The spaCy tokenizer loses nothing and needs nothing but a name in a config."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.util import registry
from spacy.vocab import Vocab

from qualcode.language.tokenizer import VietnameseTokenizer, create_tokenizer

CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "qualcode.Vietnamese.v1"}}}
VOCAB = Vocab()
TALK = "Tôi chưa đóng  bảo hiểm xã hội.\n\n[cười] Vâng,\thợp tác xã có mười người. "
PIECES = st.sampled_from(
    [" ", "  ", "\n", "\t", "\u00a0", "\u200b", "\u0301", "\U0001f600", "bảo hiểm", ". "]
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("vi", config=CONFIG)


def test_the_name_in_the_config_gives_this_tokenizer(nlp: Language) -> None:
    assert isinstance(nlp.tokenizer, VietnameseTokenizer)


def test_a_pipeline_of_any_language_can_have_it() -> None:
    nlp = spacy.blank("xx", config=CONFIG)

    assert [t.text for t in nlp("Chưa đóng bảo hiểm.")] == ["Chưa", "đóng", "bảo hiểm", "."]


def test_the_registry_holds_the_factory() -> None:
    factory: Callable[[], object] = registry.tokenizers.get("qualcode.Vietnamese.v1")

    assert factory.__name__ == create_tokenizer.__name__


def test_words_of_several_syllables_are_one_token(nlp: Language) -> None:
    words = [token.text for token in nlp("Hợp tác xã chưa đóng bảo hiểm.")]

    assert words == ["Hợp tác xã", "chưa", "đóng", "bảo hiểm", "."]


def test_one_blank_belongs_to_its_word_and_further_blanks_are_a_token(nlp: Language) -> None:
    doc = nlp(" a  b\n c ")

    assert [t.text_with_ws for t in doc] == [" ", "a ", " ", "b", "\n ", "c "]


def test_an_empty_text_has_no_tokens(nlp: Language) -> None:
    assert len(nlp("")) == 0


@settings(deadline=None)  # the model loads in the first example
@given(st.lists(st.one_of(st.text(max_size=8), PIECES), max_size=12).map("".join))
def test_the_text_comes_back_and_every_token_stands_where_it_says(text: str) -> None:
    doc = VietnameseTokenizer(VOCAB)(text)

    assert doc.text == text
    assert [text[t.idx : t.idx + len(t.text)] for t in doc] == [t.text for t in doc]


def test_a_saved_pipeline_loads_and_gives_the_same_tokens(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")

    assert isinstance(loaded.tokenizer, VietnameseTokenizer)
    assert [t.text for t in loaded(TALK)] == [t.text for t in nlp(TALK)]


def test_a_pipeline_as_bytes_gives_the_same_tokens(nlp: Language) -> None:
    again = spacy.blank("vi", config=CONFIG).from_bytes(nlp.to_bytes())

    assert [t.text for t in again(TALK)] == [t.text for t in nlp(TALK)]


def test_docs_come_back_from_a_doc_bin(nlp: Language) -> None:
    stored = DocBin(docs=[nlp(TALK)]).to_bytes()
    (doc,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)

    assert doc.text == TALK
    assert [t.text for t in doc] == [t.text for t in nlp(TALK)]


def test_two_processes_give_what_one_gives(nlp: Language) -> None:
    texts = [TALK, "", "Nỏ có giấy tờ mô em."]
    docs = list(nlp.pipe(texts, n_process=2))

    assert [[t.text for t in doc] for doc in docs] == [[t.text for t in nlp(x)] for x in texts]
