"""The styles that a file has for what we write: its own where it has them, else ours, added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.documents import numbering
from qualcode.documents.look import STYLES, Style
from qualcode.documents.package import NAMESPACES, WORD_TYPE, Package, W, w

PART = "word/styles.xml"


@dataclass(frozen=True, slots=True)
class Styles:
    """What a file calls the style for each role."""

    ids: Mapping[str, str]

    def of(self, role: str) -> str:
        """Return the style's id."""
        return self.ids[role]


def as_xml(role: str, styles: Styles, *, bullets: int) -> str:
    """Return a style of ours as XML; `bullets` is the file's numbering for lists."""
    style = STYLES[role]
    custom = "" if style.name.islower() or style.name in _BUILT_IN else ' w:customStyle="1"'
    default = ' w:default="1"' if role == "normal" else ""
    base = f'<w:basedOn w:val="{styles.of(style.based_on)}"/>' if style.based_on else ""
    next_one = styles.of(style.following) if style.kind == "paragraph" else ""
    following = f'<w:next w:val="{next_one}"/>' if next_one else ""
    paragraph = _with_bullets(style, bullets) if role == "bullet" else style.paragraph
    held = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    held += f"<w:rPr>{style.run}</w:rPr>" if style.run else ""
    return (
        f'<w:style w:type="{style.kind}"{default}{custom} w:styleId="{styles.of(role)}">'
        f'<w:name w:val="{style.name}"/>{base}{following}<w:qFormat/>{held}{style.rest}</w:style>'
    )


_BUILT_IN = {
    *("Normal", "Title", "Subtitle", "Body Text", "Quote", "List Bullet", "TOC Heading"),
    "Table Grid",
}


def _with_bullets(style: Style, number: int) -> str:
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>{style.paragraph}'


def found(root: Any) -> dict[str, str]:
    """Return the roles for which a file's styles part has a style, with its id."""
    named: dict[tuple[str, str], str] = {}
    written: dict[tuple[str, str], str] = {}
    for each in root.iterfind("w:style", NAMESPACES):
        name = each.find("w:name", NAMESPACES)
        if name is not None:
            kind, value = each.get(w("type"), "paragraph"), name.get(w("val"), "")
            named.setdefault((kind, value.casefold()), each.get(w("styleId"), ""))
            written.setdefault((kind, value), each.get(w("styleId"), ""))
    roles: dict[str, str] = {}
    for role, style in STYLES.items():
        if (style.kind, style.name) in written:
            # LibreOffice adds its own "Caption" above the file's "caption".
            roles[role] = written[style.kind, style.name]
            continue
        for name in (style.name.casefold(), *style.also):
            if (style.kind, name) in named:
                roles[role] = named[style.kind, name]
                break
    return roles


def completed(package: Package) -> Styles:
    """Return the styles for all roles; those that the file lacks are added to it."""
    part = _part(package)
    root = package.tree(part)
    ids = found(root)
    missing = [role for role in STYLES if role not in ids]
    taken = {each.get(w("styleId")) for each in root.iterfind("w:style", NAMESPACES)}
    for role in missing:
        name = STYLES[role].name.title().replace(" ", "")
        tried = (name, *(f"{name}Q{number}" for number in range(1, 99)))
        ids[role] = next(each for each in tried if each not in taken)
        taken.add(ids[role])
    styles = Styles(ids)
    if missing:
        _add(package, part, missing, styles)
    return styles


def _add(package: Package, part: str, missing: list[str], styles: Styles) -> None:
    from lxml import etree

    bullets = numbering.bullets(package) if "bullet" in missing else 0
    made = "".join(as_xml(role, styles, bullets=bullets) for role in missing)
    package.edit(part).extend(etree.fromstring(f'<w:x xmlns:w="{W}">{made}</w:x>')[:])


def _part(package: Package) -> str:
    for name in package.related(package.main, "styles"):
        if name in package.parts:
            return name
    package.put(PART, f'<w:styles xmlns:w="{W}"/>'.encode(), f"{WORD_TYPE}styles+xml")
    package.relate(package.main, "styles", PART)
    return PART
