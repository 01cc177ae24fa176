"""Labels by table look-ups are those of underthesea's own engine, from the files it brings."""

from __future__ import annotations

import pickle
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger
from underthesea.pipeline import word_tokenize
from underthesea.pipeline.word_tokenize.regex_tokenize import tokenize

from qualcode.language import crf, crfsuite

MODEL = Path(word_tokenize.__file__).parent / "models" / "ws_crf_vlsp2013_20230727"
SPOKEN = Path(__file__).parent / "data" / "spoken_sentences.txt"
SENTENCES = [tokenize(line) for line in SPOKEN.read_text(encoding="utf-8").splitlines()]
ODD = ["BOS", "EOS", "False", "True", "=", "T[0]", "2147483647", "2147483648", "007", "1.500", "²"]
ODD += ["٣", "Th.S", "NĐ-CP", "H'Mông", "ß", "İ", "日", "🦐", "\u0301", "\u200b", "None"]
LABELS = {False: "B-W", True: "I-W"}


@pytest.fixture(scope="module")
def ours() -> crf.Segmenter:
    return crf.read(MODEL)


@pytest.fixture(scope="module")
def theirs() -> FastCRFSequenceTagger:
    return tagger_of(MODEL)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL, tmp_path / "model"))


def tagger_of(folder: Path) -> FastCRFSequenceTagger:
    tagger = FastCRFSequenceTagger()
    tagger.load(str(folder))
    return tagger


def labels(segment: crf.Segmenter, tokens: list[str]) -> list[str]:
    return [LABELS[goes_on] for goes_on in segment(tokens)]


def predicted(tagger: FastCRFSequenceTagger, tokens: list[str]) -> list[str]:
    return list(tagger.predict([[token] for token in tokens]))


@st.composite
def mutated(draw: st.DrawFn) -> list[str]:
    """Tokens of real sentences: some left out, put elsewhere, in another case, or odd ones."""
    tokens = [*draw(st.sampled_from(SENTENCES)), *draw(st.sampled_from(SENTENCES))]
    tokens = tokens[draw(st.integers(0, 8)) : draw(st.integers(9, 40))]
    for odd in draw(st.lists(st.sampled_from(ODD), max_size=4)):
        tokens.insert(draw(st.integers(0, len(tokens))), odd)
    changes: list[Callable[[str], str]] = [str, str.upper, str.title, str.swapcase]
    change = draw(st.sampled_from(changes))
    return [change(token) for token in tokens] or ["ừ"]


def test_two_hundred_spoken_sentences_have_the_engine_s_labels(
    ours: crf.Segmenter, theirs: FastCRFSequenceTagger
) -> None:
    assert len(SENTENCES) == 200
    for tokens in SENTENCES:
        assert labels(ours, tokens) == predicted(theirs, tokens)


@settings(deadline=None, max_examples=300)
@given(tokens=mutated())
def test_mutated_sentences_have_the_engine_s_labels(
    ours: crf.Segmenter, theirs: FastCRFSequenceTagger, tokens: list[str]
) -> None:
    assert labels(ours, tokens) == predicted(theirs, tokens)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_short_sentences_have_the_engine_s_labels(
    ours: crf.Segmenter, theirs: FastCRFSequenceTagger, count: int
) -> None:
    for tokens in SENTENCES:
        assert labels(ours, tokens[:count]) == predicted(theirs, tokens[:count])


def test_labels_stay_the_same_when_what_was_remembered_is_forgotten(
    monkeypatch: pytest.MonkeyPatch, ours: crf.Segmenter
) -> None:
    monkeypatch.setattr(crf, "REMEMBERED", 3)
    forgetful = crf.read(MODEL)

    assert [forgetful(tokens) for tokens in SENTENCES] == [ours(tokens) for tokens in SENTENCES]


def test_no_more_is_remembered_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = crfsuite.read((MODEL / "models.bin").read_bytes())
    features = crf._features(
        pickle.loads((MODEL / "features.bin").read_bytes()),  # noqa: S301 - underthesea's file
        {seen: row[0] for seen, row in weights.attributes.items()},
    )
    monkeypatch.setattr(crf, "REMEMBERED", 10)
    remembered = crf._Remembered(features, frozenset())
    for number in range(100):
        remembered[str(number), "a", "b"]

    assert len(remembered) <= 10


def test_a_model_trained_anew_gives_its_own_labels(copied: Path) -> None:
    """Every feature that is not a step between labels has its weight halved."""
    data = bytearray((copied / "models.bin").read_bytes())
    (start,) = struct.unpack_from("<I", data, 28)
    (count,) = struct.unpack_from("<I", data, start + 8)
    for at in range(start + 12, start + 12 + 20 * count, 20):
        kind, source, label, weight = struct.unpack_from("<IIId", data, at)
        struct.pack_into("<IIId", data, at, kind, source, label, weight if kind else weight / 2)
    (copied / "models.bin").write_bytes(data)
    ours, theirs = crf.read(copied), tagger_of(copied)
    stock = tagger_of(MODEL)
    found = [labels(ours, tokens) for tokens in SENTENCES]

    assert found == [predicted(theirs, tokens) for tokens in SENTENCES]
    assert found != [predicted(stock, tokens) for tokens in SENTENCES]


def changed(file: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        data = (folder / file).read_bytes()
        assert old in data
        (folder / file).write_bytes(data.replace(old, new))

    return change


def cut(file: str, size: int) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / file).write_bytes((folder / file).read_bytes()[:size])

    return change


def written(file: str, value: object) -> Callable[[Path], None]:
    return lambda folder: (folder / file).write_bytes(pickle.dumps(value)) and None


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(changed("models.bin", b"lCRF", b"lCRX"), id="magic"),
        pytest.param(changed("models.bin", b"FOMC", b"SOMC"), id="kind"),
        pytest.param(changed("models.bin", b"FEAT", b"TAEF"), id="features"),
        pytest.param(changed("models.bin", b"CQDB", b"CQDC"), id="strings"),
        pytest.param(changed("models.bin", b"I-W\0", b"E-W\0"), id="labels"),
        pytest.param(changed("models.bin", b"T[0]=", b"T[9]="), id="unknown attribute"),
        pytest.param(cut("models.bin", 0), id="empty"),
        pytest.param(cut("models.bin", 3_000_000), id="cut off"),
        pytest.param(cut("dictionary.bin", 1000), id="dictionary cut off"),
        pytest.param(lambda folder: (folder / "features.bin").unlink(), id="no features"),
        pytest.param(written("features.bin", ["T[0]", "T[1].isupper"]), id="unknown feature"),
        pytest.param(written("features.bin", ["T[-3]"]), id="farther away"),
        pytest.param(written("features.bin", ["T[-2,2]"]), id="five at once"),
        pytest.param(written("dictionary.bin", Path), id="not plain"),
        pytest.param(written("dictionary.bin", 7), id="no set"),
    ],
)
def test_other_files_are_refused(copied: Path, change: Callable[[Path], None]) -> None:
    change(copied)

    with pytest.raises(crf.UnknownModelError):
        crf.read(copied)


def test_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(crf.UnknownModelError):
        crf.read(tmp_path / "nowhere")
