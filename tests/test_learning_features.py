"""Passages as vectors: what falls together, and what does not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sayings import EVERY, STORM, talks
from sayings import study as coded

from qualcode.language.syllables import fold
from qualcode.learning import Passage, passages
from qualcode.learning.features import DENIED, Features, read
from qualcode.model import Segment, Span


def passage(text: str, context: str = "", question: str = "") -> Passage:
    return Passage(Segment("t", 1, Span(0, len(text))), text, context or text, question)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bác ấy đóng rồi, hoà đồng lắm", "Bác ấy đóng rồi, hòa đồng lắm"),
        ("Tôi đóng BHXH từ năm ngoái", "Tôi đóng bảo hiểm xã hội từ năm ngoái"),
        ("Nhà em ko có ruộng", "Nhà em không có ruộng"),
        ("TIỀN ĐÂU RA MÀ ĐÓNG", "tiền đâu ra mà đóng"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert read(one).keys == read(other).keys


def test_talk_typed_without_accents_falls_together_with_talk_typed_with_them() -> None:
    bare = read("Thang nao cung thieu truoc hut sau").bare
    assert bare == read("Tháng nào cũng thiếu trước hụt sau").bare
    assert read("Nha em ko co ruong dau").bare == read("Nhà em không có ruộng đâu").bare


def test_a_teams_own_abbreviation_is_what_it_stands_for() -> None:
    assert read("Vào HTX rồi", {"htx": "hợp tác xã"}).keys == read("Vào hợp tác xã rồi").keys


def test_a_denied_syllable_is_another_word() -> None:
    denied, said = read("Tôi không biết chế độ ấy"), read("Tôi biết chế độ ấy")
    assert f"{DENIED}{fold('biết')}" in denied.keys
    assert fold("biết") not in denied.keys
    assert fold("biết") in said.keys


def test_what_is_denied_is_the_same_word_where_it_is_not_asked_for() -> None:
    said = "Tôi không biết chế độ ấy"
    assert read(said).plain == read(said, with_denials=False).plain
    assert DENIED not in "".join(read(said).bare)


@given(
    st.text(st.sampled_from("Tôi không biết, chưa nghe BHXH ko đóng hoà 😀 […] 12%\n"), max_size=60)
)
def test_each_key_stands_at_words_of_the_text(text: str) -> None:
    found = read(text)
    assert len(found.keys) == len(found.places)
    assert all(0 <= one.start < one.end <= len(text) for one in found.places)


def test_words_of_a_passage_point_at_these_words() -> None:
    features, said = Features(), passage("Lũ cuốn mất đàn vịt")
    features.fit([said, passage("Bão cuốn mất mái tôn")])
    spans = {span.of(said.text) for _, span in features.own_words(said)}
    assert {"Lũ", "cuốn", "mất", "cuốn mất", "đàn vịt"} <= spans


def test_vectors_of_passages_seen_before_are_the_same_again() -> None:
    every = passages(coded(talks()))
    features = Features()
    fitted = features.fit(every)
    assert fitted.shape[0] == len(EVERY)
    assert abs(fitted - features.transform(every)).max() < 1e-6


def test_the_question_tells_two_short_answers_apart() -> None:
    features = Features()
    one, other = features.fit(
        [
            passage("Dạ có.", question="Bão có làm sập nhà không ạ?"),
            passage("Dạ có.", question="Chị có nghe về bảo hiểm chưa ạ?"),
        ]
    )
    assert (one - other).nnz > 0


@pytest.mark.parametrize("texts", [["😀 😀", "…"], ["", ""], ["!!!"]])
def test_talk_without_words_has_vectors_of_nothing(texts: list[str]) -> None:
    features = Features()
    silent = [passage(text) for text in texts]
    assert features.fit(silent).nnz == 0
    assert features.transform([passage(STORM)]).shape == (1, 1)
    assert features.own_words(silent[0]) == []


TALK = [passage("Bão về một đêm."), passage("Tiền đâu ra mà đóng.", question="Sao vậy bác?")]


def embedded(texts: Sequence[str]) -> NDArray[np.float32]:
    return np.eye(len(texts), 4, dtype=np.float32)


def test_where_embedding_fails_once_the_space_is_made_it_stays_as_wide() -> None:
    later: list[bool] = []
    features = Features(embed=lambda texts: None if later else embedded(texts))
    fitted = features.fit(TALK)
    later.append(True)
    assert features.transform(TALK).shape == fitted.shape


def test_what_can_be_embedded_only_once_the_space_is_made_is_left_out() -> None:
    later: list[bool] = []
    features = Features(embed=lambda texts: embedded(texts) if later else None)
    fitted = features.fit(TALK)
    later.append(True)
    assert (features.transform(TALK) != fitted).nnz == 0
