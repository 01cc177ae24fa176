"""The codes in example files, changed together with what was decided on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from qualcode import codebook, files
from qualcode.cli.console import note, say
from qualcode.errors import QualcodeError
from qualcode.example_files import codes_in, with_codes_moved
from qualcode.exporters import replacing


@contextmanager
def moved(root: Path, moves: Mapping[str, str]) -> Iterator[frozenset[str]]:
    """Call codes otherwise in the study's example files; take that back if what follows fails.

    It gives those that were there.
    A move to nothing takes a code out. One to a code that no codebook has yet is left for later.
    """
    found = list(_texts(root, moves))
    changed = {path: after for path, _, after in found}
    before = {path: path.read_bytes() for path in changed}
    gone = {code for _, text, after in found for code in codes_in(text) - codes_in(after)}
    try:
        for path, text in changed.items():
            _write(path, text.encode("utf-8-sig"))
        yield frozenset(gone)
    except BaseException:
        for path, content in before.items():
            _write(path, content)
        raise
    for path in changed:
        shown = path.relative_to(root).as_posix()
        note(
            say(
                f"Đã đổi mã trong tệp ví dụ {shown} (qualcode undo không đổi lại tệp này).",
                f"Changed the codes in the example file {shown} (qualcode undo leaves it so).",
            )
        )


def _texts(root: Path, moves: Mapping[str, str]) -> Iterator[tuple[Path, str, str]]:
    """Yield each example file in which a code changes, its text and its new text."""
    for name in files.codebook_names(root, files.read_settings(root)):
        try:
            book = codebook.parse(files.read_text(root / name, name), name)
            own = {old: new for old, new in moves.items() if not new or book.code(new)}
            usable = [each for each in book.example_files if not files.example_fault(root, each)]
            texts = [(root / each, files.read_text(root / each, each)) for each in usable]
        except QualcodeError:
            # Whatever is wrong with it is told when the study is loaded.
            continue
        for path, text in texts:
            after = with_codes_moved(text, own)
            if after != text:
                yield path, text, after


def _write(path: Path, content: bytes) -> None:
    with replacing(path) as temporary:
        temporary.write_bytes(content)
