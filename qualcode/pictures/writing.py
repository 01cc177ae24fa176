"""Pictures → a file of the kind its name says, or a folder with a .png and an .svg of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from qualcode.errors import StudyError
from qualcode.exporters import replacing
from qualcode.pictures.values import Picture

DRAWINGS = (".png", ".svg")
"""Files of one picture."""
DOCUMENTS = (".docx", ".pptx", ".html")
"""Files of any number of pictures."""
_ODD = re.compile(r"[^\w.-]+")


def write(pictures: Sequence[Picture], title: str, out: Path) -> tuple[Path, ...]:
    """Write the pictures and return the files written.

    Raises:
        StudyError: if no such file can be written.
    """
    kind = check(out, len(pictures))
    if kind in DOCUMENTS:
        _put(out, partial(_DOCUMENTS[kind], pictures, title))
        return (out,)
    if kind:
        _put(out, partial(_draw, pictures[0]))
        return (out,)
    files = []
    for name, picture in _named(pictures):
        for each in DRAWINGS:
            files.append(out / f"{name}{each}")
            _put(files[-1], partial(_draw, picture))
    return tuple(files)


def check(out: Path, count: int) -> str:
    """Return the kind of file, empty for a folder, or raise an error that names the choices."""
    kind = out.suffix.lower()
    if out.is_dir() or not kind:
        return ""
    if kind not in (*DRAWINGS, *DOCUMENTS):
        listed = ", ".join((*DRAWINGS, *DOCUMENTS))
        raise StudyError.at(
            "--out",
            f"'{out}': hãy đặt tên tệp kết thúc bằng {listed}, hoặc ghi một thư mục",
            f"'{out}': name a file that ends in {listed}, or a folder",
        )
    if kind in DRAWINGS and count > 1:
        listed = ", ".join(DOCUMENTS)
        raise StudyError.at(
            "--out",
            f"'{out}': tệp {kind} chỉ chứa được một hình; hãy ghi một thư mục, hoặc tệp {listed}",
            f"'{out}': a {kind} holds one picture only; name a folder, or a {listed} file",
        )
    return kind


def _named(pictures: Sequence[Picture]) -> Iterator[tuple[str, Picture]]:
    """Yield each picture with a file name that no other has."""
    used: dict[str, int] = {}
    for picture in pictures:
        name = _ODD.sub("_", picture.about.name).strip("_.") or picture.about.kind
        used[name] = used.get(name, 0) + 1
        yield (name if used[name] == 1 else f"{name}_{used[name]}"), picture


def _put(path: Path, write_to: Callable[[Path], None]) -> None:
    with replacing(path) as temporary:
        write_to(temporary)


def _draw(picture: Picture, path: Path) -> None:
    from qualcode.pictures import figures

    if path.suffix.lower() == ".png":
        path.write_bytes(figures.png(picture))
    else:
        path.write_text(figures.svg(picture), encoding="utf-8", newline="\n")


def _document(pictures: Sequence[Picture], title: str, path: Path) -> None:
    from qualcode.pictures.documents import word

    word.write_document(pictures, title, path)


def _slides(pictures: Sequence[Picture], title: str, path: Path) -> None:
    from qualcode.pictures.documents import slides

    slides.write_slides(pictures, title, path)


def _page(pictures: Sequence[Picture], title: str, path: Path) -> None:
    from qualcode.pictures.documents import page

    page.write_page(pictures, title, path)


_DOCUMENTS: Mapping[str, Callable[[Sequence[Picture], str, Path], None]] = {
    ".docx": _document,
    ".pptx": _slides,
    ".html": _page,
}
