"""Words are underthesea's, at places in a text that nobody has touched."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qualcode.language.words import _pieces, _segmenter, tag, words, words_of_many
from qualcode.model import Span, Token

SPOKEN = Path(__file__).parent / "data" / "spoken_sentences.txt"
SENTENCES = SPOKEN.read_text(encoding="utf-8").splitlines()
ODD = ["\t", "  ", "\n", "\u00a0", "\u200b", "\ufeff", "\u00ad", "\u0301", "\u0323\u0302", "\0"]
ODD += [
    "\U0001f468\u200d\U0001f33e",
    "\u2028",
    "İ",
    "ß",
    "ﬁ",
    "\u0958",
    "1.7",
    "...",
    "(",
    "TP.HCM",
]


def said(text: str, span: Span | None = None) -> list[str]:
    return [token.span.of(text) for token in words(text, span)]


def spelt_as_underthesea(word: str) -> str:
    """It writes hoà as hòa and one blank between syllables, whatever was typed."""
    from underthesea.pipeline.text_normalize import token_normalize

    return " ".join(token_normalize(syllable) for syllable in word.split())


def assert_covers(text: str, tokens: tuple[Token, ...], span: Span | None = None) -> None:
    whole = span or Span(0, len(text))
    ends = [whole.start, *(end for t in tokens for end in (t.span.start, t.span.end)), whole.end]
    assert ends == sorted(ends)
    assert all(t.span.start < t.span.end for t in tokens)
    between = [text[a.span.end : b.span.start] for a, b in pairwise(tokens)]
    outside = [text[ends[0] : ends[1]], text[ends[-2] : ends[-1]]] if tokens else [whole.of(text)]
    assert all(not gap.strip() for gap in between + outside)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A real sentence with something odd in it, decomposed, in capitals or as it is."""
    text = draw(st.sampled_from(SENTENCES))
    for odd in draw(st.lists(st.sampled_from(ODD), max_size=4)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + odd + text[at:]
    change = draw(st.sampled_from([str, str.upper, lambda s: unicodedata.normalize("NFD", s)]))
    return change(text)


@settings(deadline=None)  # the model loads in the first example
@given(st.one_of(st.text(), mutated()))
def test_every_character_but_blanks_is_in_exactly_one_word(text: str) -> None:
    assert_covers(text, words(text))


@settings(deadline=None)  # the model loads in the first example
@given(mutated(), st.data())
def test_the_words_of_a_part_cover_that_part_and_no_more(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))

    assert_covers(text, words(text, span), span)


def test_two_hundred_spoken_sentences_have_underthesea_s_words() -> None:
    from underthesea import word_tokenize

    ours = [[spelt_as_underthesea(word) for word in said(text)] for text in SENTENCES]

    assert len(SENTENCES) == 200
    assert ours == [word_tokenize(text) for text in SENTENCES]


SIGNS = "aơeThsNĐCPvpD.,:;!?()[]=>+&@'’/\\%°0123456789x<♥‿-_  \u00a0\t…“”ʺ×÷$^\u2028"


@settings(deadline=None)  # underthesea loads in the first example
@given(
    st.one_of(
        st.text(SIGNS),
        st.text(st.characters(exclude_categories=("Cs", "Mn", "Cn"))),
        st.lists(st.sampled_from([*ODD[11:], "TP.", "v.v...", "Th.s", ":D", "a@b.vn", "1/2/2020"]))
        .map(" ".join)
        .filter(lambda text: "\u2028" not in text),
    )
)
def test_chunks_have_the_pieces_that_underthesea_finds_in_the_whole(text: str) -> None:
    from underthesea.pipeline.word_tokenize.regex_tokenize import tokenize

    text = text.strip()
    assume(unicodedata.is_normalized("NFC", text))

    assert _pieces(text, Span(0, len(text))).features == tokenize(text)


def test_a_model_of_another_kind_is_left_to_underthesea(tmp_path: Path) -> None:
    """The same words, only slower."""
    (tmp_path / "models.bin").write_bytes(b"another kind")
    (tmp_path / "features.bin").write_bytes(b"")
    (tmp_path / "dictionary.bin").write_bytes(b"")
    ours, theirs = _segmenter(), _segmenter(tmp_path)

    for text in SENTENCES:
        features = _pieces(text, Span(0, len(text))).features
        assert ours(features) == theirs(features)
    assert ours.__module__ != theirs.__module__


def test_several_processes_find_the_same_words() -> None:
    texts = [*SENTENCES[:20], "", "HTX\nthuỷ sản"]

    assert words_of_many(texts, processes=2) == words_of_many(texts) == [words(t) for t in texts]


def test_old_letters_are_read_as_underthesea_reads_them() -> None:
    """As đ: its pattern has Đ in an abbreviation before a full stop, not Ð."""
    assert said("bảo hiểm ở GÐ. nhé") == ["bảo hiểm", "ở", "GÐ.", "nhé"]
    assert (said("đường dây"), said("ðường dây")) == (["đường dây"], ["ðường dây"])


def test_a_heading_with_capitals_has_the_same_words() -> None:
    text = "thực trạng tham gia bảo hiểm xã hội của người lao động"

    assert said(text.title()) == [word.title() for word in said(text)]


def test_names_in_a_list_stay_whole() -> None:
    text = "Nguyễn Văn An, Trần Thị Bình, Lê Hoàng Nam"

    assert said(text)[::2] == text.split(", ")


def test_parts_of_speech_are_underthesea_s() -> None:
    from underthesea import pos_tag

    for text in SENTENCES[:60]:
        assert [token.tag for token in tag(text)] == [label for _, label in pos_tag(text)]


def test_tags_stand_on_the_same_words() -> None:
    text = "Hợp tác xã chưa đóng bảo hiểm.\nVâng."

    assert [t.span for t in tag(text)] == [t.span for t in words(text)]


def test_a_word_keeps_the_spelling_and_the_blanks_it_was_typed_with() -> None:
    assert said("làm thủ  tục thuỷ lợi") == ["làm", "thủ  tục", "thuỷ lợi"]


def test_decomposed_text_has_the_same_words() -> None:
    text = "Hợp tác xã chưa đóng bảo hiểm xã hội."
    decomposed = unicodedata.normalize("NFD", text)

    assert said(decomposed) == [unicodedata.normalize("NFD", word) for word in said(text)]


def test_capitals_have_the_same_words() -> None:
    text = "hợp tác xã chưa đóng bảo hiểm xã hội cho người lao động"

    assert said(text.upper()) == [word.upper() for word in said(text)]


@pytest.mark.parametrize("gap", ["\n", "\t", "\u200b ", " \u2028"])
def test_no_word_goes_over_anything_but_blanks(gap: str) -> None:
    assert said("bảo hiểm") == ["bảo hiểm"]
    assert "bảo" in said(f"bảo{gap}hiểm")


def test_no_word_joins_a_mark_or_a_speaker_s_label() -> None:
    text = "Chị đóng chưa?\nNTL: Không. [cười] Chị H. ở P2 nam"

    assert not [word for word in said(text) if " " in word]


def test_digits_are_not_joined_to_words() -> None:
    assert "nam" in said("P1 nam nuôi tôm; P2 nam đi bạn; P4 nam giữ bè; P5 nam tài công")


def test_a_full_stop_at_the_end_is_no_part_of_an_abbreviation() -> None:
    assert said("Vào HTX. Ở đó vui.")[:3] == ["Vào", "HTX", "."]


def test_nothing_and_blanks_have_no_words() -> None:
    assert words("") == words(" \n\t ") == tag("") == ()


def test_words_are_found_without_a_network_and_in_silence() -> None:
    code = (
        "import socket\n"
        "def no(*_, **__): raise OSError('network')\n"
        "socket.socket.connect = socket.getaddrinfo = no\n"
        "from qualcode.language.words import words, tag\n"
        "import sys; assert 'underthesea' not in sys.modules\n"
        "assert len(words('bảo hiểm')) == len(tag('bảo hiểm')) == 1\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")
