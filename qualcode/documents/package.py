"""A Word file's parts: read, looked up, added to, packed without the clock's time."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from qualcode.errors import StudyError
from qualcode.importers import guard, guard_zip

MAIN = "word/document.xml"
"""The text of a file that we make; a client's may have another name: see `Package.main`."""
TYPES = "[Content_Types].xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org/package/2006/content-types"
XML = "http://www.w3.org/XML/1998/namespace"
NAMESPACES = {"w": W, "r": R}
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
NO_PATH = Path()


def w(name: str) -> str:
    """Return the name of a Word element or attribute as lxml has it."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    """Return the name of an attribute that points to another part."""
    return f"{{{R}}}{name}"


@dataclass(slots=True)
class Package:
    """The parts of a Word file; those that were changed as trees are written from these."""

    parts: dict[str, bytes]
    path: Path = NO_PATH
    """Where it was read from, for messages."""
    main: str = MAIN
    """The part with the document's text."""
    trees: dict[str, Any] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)

    def tree(self, name: str) -> Any:
        """Return a part's root element to read."""
        if name not in self.trees:
            self.trees[name] = parse(self.parts[name], self.path)
        return self.trees[name]

    def edit(self, name: str) -> Any:
        """Return a part's root element to change."""
        found = self.tree(name)
        self.changed.add(name)
        return found

    def put(self, name: str, content: bytes, kind: str = "") -> None:
        """Add a part, or write another content into it; `kind` is its content type."""
        self.parts[name] = content
        self.trees.pop(name, None)
        self.changed.discard(name)
        if kind:
            self._declare(name, kind)

    def drop(self, name: str) -> None:
        """Take a part out."""
        self.parts.pop(name, None)
        self.trees.pop(name, None)
        self.changed.discard(name)

    def related(self, source: str, kind: str) -> list[str]:
        """Return the parts that this one points to by relationships of this kind."""
        rels = relationships_of(source)
        if rels not in self.parts:
            return []
        return [
            target(source, each)
            for each in self.tree(rels)
            if each.get("Type", "").endswith(f"/{kind}") and each.get("TargetMode") != "External"
        ]

    def relate(self, source: str, kind: str, part: str) -> str:
        """Return the id by which this part points to another, made if there is none."""
        from lxml import etree

        rels = relationships_of(source)
        if rels not in self.parts:
            self.put(rels, f'<Relationships xmlns="{RELS}"/>'.encode())
        for each in self.tree(rels):
            if each.get("Type", "").endswith(f"/{kind}") and target(source, each) == part:
                return str(each.get("Id"))
        taken = {each.get("Id") for each in self.tree(rels)}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        made = etree.SubElement(self.edit(rels), f"{{{RELS}}}Relationship")
        made.set("Id", f"rId{number}")
        made.set("Type", f"{R}/{kind}")
        made.set("Target", relpath(part, dirname(source) or "."))
        return f"rId{number}"

    def packed(self) -> bytes:
        """Return the file's bytes: the same parts give the same."""
        from lxml import etree

        for name in sorted(self.changed):
            self.parts[name] = etree.tostring(
                self.trees[name], xml_declaration=True, encoding="UTF-8", standalone=True
            )
        self.changed.clear()
        written = BytesIO()
        with ZipFile(written, "w", ZIP_DEFLATED) as archive:
            # The list of content types comes first: readers may want it so.
            for name in sorted(self.parts, key=lambda name: name != TYPES):
                archive.writestr(ZipInfo(name), self.parts[name], ZIP_DEFLATED)
        return written.getvalue()

    @property
    def body(self) -> Any:
        """Return the element that holds the document's text, to read."""
        return self.tree(self.main).find(w("body"))

    def texts(self) -> list[str]:
        """Return the parts that people read: the text, headers, footers."""
        around = [*self.related(self.main, "header"), *self.related(self.main, "footer")]
        return [self.main, *sorted({name for name in around if name in self.parts})]

    def _declare(self, name: str, kind: str) -> None:
        """Say what kind of content a part has; pictures are declared by suffix."""
        from lxml import etree

        types = self.edit(TYPES)
        suffix = name.rpartition(".")[2]
        tag, key, value = (
            ("Override", "PartName", f"/{name}")
            if suffix in {"xml", "rels"}
            else ("Default", "Extension", suffix)
        )
        for each in types:
            if each.get(key, "").lower() == value.lower():
                each.set("ContentType", kind)
                return
        made = etree.SubElement(types, f"{{{KINDS}}}{tag}")
        made.set(key, value)
        made.set("ContentType", kind)


def read(path: Path) -> Package:
    """Return a Word file's parts.

    Raises:
        QualcodeError: the one sentence that says why it can't be used.
    """
    if path.suffix.lower() == ".doc":
        raise StudyError.at(
            str(path),
            "đây là tệp Word kiểu cũ (.doc); hãy mở bằng Word và lưu lại thành .docx",
            "this is an old Word file (.doc); open it in Word and save it as .docx",
        )
    if path.suffix.lower() not in {".docx", ".dotx"}:
        raise StudyError.at(
            str(path),
            "đây không phải là tệp Word .docx (hay mẫu .dotx)",
            "this is no Word file: .docx, or .dotx for a template",
        )
    guard.check(path)
    if path.suffix.lower() == ".dotx" and not guard.is_old_office(path, guard.read_bytes(path)):
        guard_zip.check(path)
    package = Package(_unpacked(path), path)
    package.main = next(iter(package.related("", "officeDocument")), MAIN)
    if package.main not in package.parts or TYPES not in package.parts:
        raise guard_zip.broken(path)
    root = package.tree(package.main)
    if root.tag != w("document") or root.find(w("body")) is None:
        raise StudyError.at(
            str(path),
            "tệp được lưu theo kiểu “Strict Open XML”; hãy mở bằng Word và lưu lại thành "
            "“Word Document (.docx)”",
            "the file was saved as “Strict Open XML”; open it in Word and save it as “Word "
            "Document (.docx)”",
        )
    return package


def _unpacked(path: Path) -> dict[str, bytes]:
    try:
        with ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name[-1:] != "/"}
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
        raise guard_zip.broken(path) from None


def parse(content: bytes, path: Path = NO_PATH) -> Any:
    """Return the root of a part; nothing that it names is fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise guard_zip.broken(path) from None


def relationships_of(source: str) -> str:
    """Return the part that holds where this one points to."""
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def target(source: str, relationship: Any) -> str:
    """Return the part that a relationship of this one names."""
    named = str(relationship.get("Target", ""))
    if named.startswith("/"):
        return named[1:]
    return normpath(join(dirname(source), named))
