"""A document → a new Word file: in our own look, or in a copy of a client's template."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualcode.documents import captions, controls, filling, outline, parts, settings, skeleton
from qualcode.documents.making import maker
from qualcode.documents.memory import Memory
from qualcode.documents.package import Package
from qualcode.documents.styles import completed
from qualcode.documents.values import Document
from qualcode.exporters import replacing


@dataclass(frozen=True, slots=True)
class Written:
    """What became of each part of a file, by its id."""

    path: Path
    made: tuple[str, ...] = ()
    """New in the file, or made again."""
    same: tuple[str, ...] = ()
    """There was nothing to change."""
    left: tuple[str, ...] = ()
    """People wrote into them, so they are as people left them."""
    deleted: tuple[str, ...] = ()
    """People took them out, so they stay out."""
    removed: tuple[str, ...] = ()
    """No longer wanted, and nobody had written into them."""
    unwanted: tuple[str, ...] = ()
    """No longer wanted, but people wrote into them, so they are still there."""
    before: Path | None = None
    """Where the file is as it was, if anything that people wrote had to go."""


def write(document: Document, path: Path, template: Path | None = None) -> Written:
    """Write a new file: in our own look, or into a copy of a client's template.

    Raises:
        StudyError: if the template can't be used, with all its faults.
    """
    document = parts.settled(document)
    package = _started(document, template)
    making = maker(package, completed(package), document.language)
    placed = filling.fill(package, document, making)
    making.next_bookmark = outline.name_all(package, making.next_bookmark)
    captions.number(package, [control for _, control in controls.within(package.body)])
    parts.complete(package, making)
    controls.number_apart(package.tree(part) for part in package.texts())
    settings.refresh_fields(package)
    made = {
        part.id: parts.digest_of(part, package, making)
        for part in document.parts
        if part.ours and part.id in placed.parts
    }
    fields = parts.fields_of(document)
    made |= {
        f"{controls.FIELD}{name}": parts.digest_of_field(fields[name]) for name in placed.fields
    }
    parts.remember(package, document, Memory({}, placed.whole, document.edition), made)
    with replacing(path) as temporary:
        temporary.write_bytes(package.packed())
    return Written(path, tuple(part for part in made if not part.startswith(controls.FIELD)))


def _started(document: Document, template: Path | None) -> Package:
    if template is None:
        return skeleton.empty(document.title, document.language)
    from qualcode.documents import template as templates

    return templates.opened(template, document)
