"""What a file remembers of what we put into it: a part of its own, which Word leaves alone."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from xml.sax.saxutils import quoteattr

from qualcode.documents.package import Package
from qualcode.documents.values import Part

NAMESPACE = "urn:qualcode:documents"
PART = "customXml/itemQualcode.xml"
LOOK = 1
"""Goes up when the same blocks are to be written in another way."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A part as it was put into the file."""

    text: str = ""
    """Fingerprint of its words; empty: it is no control, or never stood in this file."""
    made: str = ""
    """Digest of the blocks that it was made from."""


@dataclass(frozen=True, slots=True)
class Memory:
    """All that was ever put into a file, by the part's id."""

    placed: dict[str, Placed]
    whole: bool = True
    """False: the client's template names the parts that it wants, and no others come in."""
    edition: str = ""
    """What kind of file it is; empty: that isn't known."""


def read(package: Package) -> Memory | None:
    """Return what the file remembers; nothing if that was lost or it is none of ours."""
    part = _found(package)
    if not part:
        return None
    root = package.tree(part)
    placed = {
        str(each.get("id")): Placed(each.get("text", ""), each.get("made", "")) for each in root
    }
    return Memory(placed, root.get("whole") != "no", root.get("edition", ""))


def _found(package: Package) -> str:
    """Return the part that remembers, whatever a program has called it; empty: there is none."""
    for name in sorted(package.parts):
        told = name.startswith("customXml/") and NAMESPACE.encode() in package.parts[name]
        if told and package.tree(name).tag == f"{{{NAMESPACE}}}document":
            return name
    return ""


def keep(package: Package, memory: Memory) -> None:
    """Let the file remember."""
    lines = "".join(
        f"<part id={quoteattr(part)} text={quoteattr(one.text)} made={quoteattr(one.made)}/>"
        for part, one in sorted(memory.placed.items())
    )
    whole = "yes" if memory.whole else "no"
    said = f'whole="{whole}" edition={quoteattr(memory.edition)}'
    content = f'<document xmlns="{NAMESPACE}" {said}>{lines}</document>'
    package.put(_part(package), content.encode())


def digest(part: Part, more: object = "") -> str:
    """Return what tells whether a part is to be made again."""
    return sha256(repr((LOOK, part.blocks, more)).encode()).hexdigest()[:20]


def _part(package: Package) -> str:
    if found := _found(package):
        return found
    package.put(PART, b"", "application/xml")
    package.relate(package.main, "customXml", PART)
    _describe(package)
    return PART


def _describe(package: Package) -> None:
    """Give the part the properties without which Word drops it."""
    properties = "customXml/itemPropsQualcode.xml"
    content = (
        '<ds:datastoreItem ds:itemID="{6F0C2A54-8C0B-4C5E-9E55-71C0DE000001}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    package.put(
        properties,
        content.encode(),
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    )
    package.relate(PART, "customXmlProps", properties)
