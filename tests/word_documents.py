"""Small documents that several tests write, and a look into the Word files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from qualcode.documents.values import (
    Cell,
    Contents,
    Document,
    Heading,
    Paragraph,
    Part,
    Placeholder,
    Quotation,
    Table,
)
from qualcode.model import Bilingual, Language, Tongue

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {"w": W}
MAIN = "word/document.xml"


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def quotation(
    words: str = "Tiền đâu mà đóng.",
    tongue: Tongue = "vi",
    translation: str = "",
    id: str = "t1:T001:1",
) -> Quotation:
    return Quotation(
        id,
        words,
        translation,
        Bilingual("PVS lao động, nữ, Lào Cai", "Interview with a worker, woman, Lào Cai"),
        "● Lan",
        Bilingual("Lan dịch", "translated by Lan"),
        tongue,
    )


def table(caption: str = "Số đếm", rows: int = 3, language: Language = "vi") -> Table:
    cells = tuple((Cell(f"Mã {row}"), Cell(str(row))) for row in range(rows))
    return Table(caption, ("Mã", "Nguồn"), cells, (3, 1), ("n = 8",), language, frozenset({1}))


def report(
    *,
    counts: str = "Số đếm",
    quotes: tuple[Quotation, ...] = (quotation(),),
    more: tuple[Part, ...] = (),
    without: frozenset[str] = frozenset(),
    fields: dict[str, str] | None = None,
    title: str = "Báo cáo thử",
    language: Language = "vi",
) -> Document:
    """A report of two chapters."""
    parts = (
        Part("contents", (Contents("Mục lục", 2),), title="Mục lục"),
        Part("intro", (Heading("1 Giới thiệu"), Placeholder("viết ở đây")), ours=False),
        Part("intro:counts", (table(counts),), title="Số đếm"),
        Part("workers", (Heading("2 Người lao động"), Placeholder("viết ở đây")), ours=False),
        Part("workers:quotes", (Paragraph("9 lượt"), *quotes), title="Trích dẫn"),
        *more,
        Part("end", (Heading("3 Kết luận"), Placeholder("viết ở đây")), ours=False),
    )
    kept = tuple(part for part in parts if part.id not in without)
    return Document(title, kept, language, "Bản thảo", fields or {})


def tree(path: Path, part: str = MAIN) -> Any:
    """A part's root element."""
    with ZipFile(path) as archive:
        return etree.fromstring(archive.read(part))


def parts(path: Path) -> dict[str, bytes]:
    """All parts of a file."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edit(path: Path, change: Callable[[Any], object], part: str = MAIN) -> None:
    """Change a part of a file as a person's program would."""
    there = parts(path)
    root = etree.fromstring(there[part])
    change(root)
    there[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in there.items():
            archive.writestr(name, content)


def controls(root: Any) -> dict[str, Any]:
    """The program's controls by the id of the part."""
    return dict(_controls(root))


def _controls(root: Any) -> Iterator[tuple[str, Any]]:
    for control in root.iter(w("sdt")):
        tag = control.find("w:sdtPr/w:tag", NAMESPACES)
        if tag is not None and tag.get(w("val")).startswith("qc:"):
            yield tag.get(w("val")).removeprefix("qc:"), control


def words(element: Any) -> str:
    """All words of an element."""
    return "".join(each.text or "" for each in element.iter(w("t")))


def paragraph(said: str, style: str = "") -> Any:
    """A paragraph as a person writes it."""
    made = etree.Element(w("p"))
    if style:
        properties = etree.SubElement(made, w("pPr"))
        etree.SubElement(properties, w("pStyle")).set(w("val"), style)
    text = etree.SubElement(etree.SubElement(made, w("r")), w("t"))
    text.text = said
    return made
