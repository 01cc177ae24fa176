"""A document → the Word file that people write in: only what is ours in it is made again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

from qualcode.documents import (
    captions,
    controls,
    memory,
    parts,
    placing,
    renewal,
    restoring,
    settings,
)
from qualcode.documents.making import maker
from qualcode.documents.memory import Memory, Placed
from qualcode.documents.package import Package, read
from qualcode.documents.state import ALL, Renewal
from qualcode.documents.styles import completed
from qualcode.documents.values import Document, Part
from qualcode.documents.writing import Written
from qualcode.errors import StudyError
from qualcode.exporters import replacing


def renew(document: Document, path: Path, replaced: Collection[str] = ()) -> Written:
    """Make what is ours in a file again, and leave all else as people left it.

    Parts in `replaced` (or `all`) are made again though people wrote into them or took them out;
    then the file as it was is kept beside it.

    Raises:
        StudyError: if the file can't be used, or holds nothing of ours.
    """
    document = parts.settled(document)
    package = read(path)
    earlier = memory.read(package)
    if earlier is not None and earlier.edition != document.edition:
        raise _other_edition(path, earlier.edition, document.edition)
    held = _controls(package, earlier, path)
    # Without its memory nothing tells what people changed or took out: all of it is theirs then.
    known = earlier or Memory(dict.fromkeys(held, Placed()), whole=False)
    _check(replaced, document)
    making = maker(package, completed(package), document.language)
    state = Renewal(package, making, known, held, frozenset(replaced))
    state.is_restored = package.main in package.changed
    listing = [part for part in document.parts if parts.lists(part)]
    _renew_parts(state, [part for part in document.parts if part.ours and part not in listing])
    _remove_unwanted(state, document)
    placing.place(state, document)
    _renew_fields(state, parts.fields_of(document))
    captions.number(package, [each for group in held.values() for each in group])
    _renew_parts(state, [part for part in listing if part.ours])
    parts.complete(package, making)
    return _saved(state, document, path)


def _other_edition(path: Path, there: str, wanted: str) -> StudyError:
    return StudyError.at(
        str(path),
        f"tệp này là bản '{there}', không phải '{wanted}'; hãy đặt tên tệp khác bằng --out",
        f"this file is the edition '{there}', not '{wanted}'; name another file with --out",
    )


def _ids(document: Document) -> list[str]:
    fields = [f"{controls.FIELD}{name}" for name in parts.fields_of(document)]
    return [*(part.id for part in document.parts), *fields]


def _controls(package: Package, earlier: Memory | None, path: Path) -> dict[str, list[Any]]:
    """Return the controls of ours, by the id of the part."""
    ids = {controls.tag(part): part for part in (earlier.placed if earlier else ())}
    held: dict[str, list[Any]] = {}
    for text in package.texts():
        for tag, control in controls.within(package.tree(text)):
            held.setdefault(ids.get(tag, tag.removeprefix(controls.PREFIX)), []).append(control)
    if not held and earlier is not None and any(one.text for one in earlier.placed.values()):
        held = restoring.restored(package, earlier)
    if not held:
        raise StudyError.at(
            str(path),
            "tệp này không còn ô nội dung nào do chương trình đặt (có thể đã lưu bằng phần mềm "
            "khác Word), nên không biết chỗ nào được làm lại; thêm --new để ghi báo cáo mới ra "
            "tệp khác",
            "the file has none of the program's content controls (perhaps it was saved by "
            "something other than Word), so nothing in it can be made again; add --new to write "
            "a fresh report beside it",
        )
    return held


def _check(replaced: Collection[str], document: Document) -> None:
    """Refuse the name of a part that the document doesn't have."""
    from rapidfuzz import process

    ids = [*_ids(document), ALL]
    for given in replaced:
        if given not in ids:
            near = ", ".join(match[0] for match in process.extract(given, ids, limit=3))
            raise StudyError.at(
                "--replace",
                f"báo cáo không có phần '{given}'; gần nhất: {near}",
                f"the report has no part '{given}'; nearest: {near}",
            )


def _renew_parts(state: Renewal, wanted: list[Part]) -> None:
    for part in wanted:
        placed = state.earlier.placed.get(part.id)
        held = state.controls.get(part.id, [])
        if not held and placed is not None and placed.text and not state.may_go(part.id):
            state.tell("left" if state.is_restored else "deleted", part.id)
        digest = parts.digest_of(part, state.package, state.making)
        for control in held:
            _renew_part(state, part, control, digest)


def _renew_part(state: Renewal, part: Part, control: Any, digest: str) -> None:
    edited = state.is_edited(part.id, control)
    if edited and not state.may_go(part.id):
        state.tell("left", part.id)
    elif not edited and state.earlier.placed[part.id].made == digest:
        state.tell("same", part.id)
    else:
        state.loses |= edited
        content = parts.content(part, state.making) or "<w:p/>"
        renewal.replace_content(state.package, control, parts.elements(content))
        state.made[part.id] = digest
        state.tell("made", part.id)


def _renew_fields(state: Renewal, fields: dict[str, str]) -> None:
    for name, words in fields.items():
        part = f"{controls.FIELD}{name}"
        digest = parts.digest_of_field(words)
        for control in state.controls.get(part, []):
            edited = state.is_edited(part, control)
            if edited and not state.may_go(part):
                state.tell("left", part)
            elif edited or state.earlier.placed[part].made != digest:
                state.loses |= edited
                renewal.replace_words(
                    control, parts.elements(parts.line(name, words, state.making))
                )
                state.made[part] = digest
                state.tell("made", part)


def _remove_unwanted(state: Renewal, document: Document) -> None:
    """Take out the parts that the document no longer has, unless people wrote into them."""
    wanted = {each.id for each in document.parts}
    for part, held in state.controls.items():
        if part in wanted or part.startswith(controls.FIELD) or part not in state.earlier.placed:
            continue
        for control in held:
            if state.is_edited(part, control) and not state.may_go(part):
                state.tell("unwanted", part)
            else:
                state.loses |= state.is_edited(part, control)
                renewal.remove(state.package, control)
                state.tell("removed", part)


def _saved(state: Renewal, document: Document, path: Path) -> Written:
    """Write the file if anything in it is new."""
    written = state.written(path)
    gone = set(written.removed) - set(written.unwanted)
    if not (written.made or written.removed):
        return written
    kept = {part: one for part, one in state.earlier.placed.items() if part not in gone}
    renewal.drop_pictures(state.package)
    settings.refresh_fields(state.package)
    parts.remember(state.package, document, replace(state.earlier, placed=kept), state.made)
    if state.loses:
        written = replace(written, before=renewal.put_aside(path))
    with replacing(path) as temporary:
        temporary.write_bytes(state.package.packed())
    return written
