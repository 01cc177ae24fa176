"""What a client's template may name, and what each says now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from qualcode.documents import parts, places
from qualcode.documents.values import Document, Figure, Part, Placeholder, Quotation, Table
from qualcode.model import Language


@dataclass(frozen=True, slots=True)
class Field:
    """A name for a template."""

    name: str
    is_part: bool
    """It stands in a paragraph of its own, which becomes a part of the report."""
    says: str


_KINDS = {
    Table: ("bảng", "tables"),
    Figure: ("hình", "figures"),
    Quotation: ("trích dẫn", "quotations"),
    Placeholder: ("chỗ để viết", "placeholders"),
}


def fields(document: Document, language: Language) -> tuple[Field, ...]:
    """Return all fields of a document: those within a line, then its parts, then the whole."""
    held = {places.field_name(part.id): part for part in document.parts}
    lines = [
        Field(name, is_part=False, says=said)
        for name, said in parts.fields_of(document).items()
        if name not in held
    ]
    blocks = [Field(name, is_part=True, says=_says(part, language)) for name, part in held.items()]
    whole = (
        "cả báo cáo, trừ những phần có trường riêng"
        if language == "vi"
        else ("the whole report, without the parts that are named elsewhere")
    )
    return (*lines, *blocks, Field(places.REPORT, is_part=True, says=whole))


def _says(part: Part, language: Language) -> str:
    counted = Counter(type(block) for block in part.blocks)
    held = ", ".join(
        f"{counted[kind]} {names[language == 'en']}"
        for kind, names in _KINDS.items()
        if counted[kind]
    )
    first = getattr(part.blocks[0], "words", "") if part.blocks else ""
    name = part.title or str(first)
    return f"{name} ({held})" if held else name
