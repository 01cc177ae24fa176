"""The bullets that a list of ours has."""

from __future__ import annotations

from qualcode.documents.package import NAMESPACES, WORD_TYPE, Package, W, w

PART = "word/numbering.xml"
_KIND = (
    '<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="hybridMultilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl>'
    "</w:abstractNum>"
)
_NUMBER = '<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/></w:num>'


def bullets(package: Package) -> int:
    """Add bullets to the file's numberings and return their number."""
    from lxml import etree

    root = package.edit(_part(package))
    kinds = root.findall("w:abstractNum", NAMESPACES)
    numbers = root.findall("w:num", NAMESPACES)
    kind = max((-1, *(int(each.get(w("abstractNumId"), "0")) for each in kinds))) + 1
    number = max((0, *(int(each.get(w("numId"), "0")) for each in numbers))) + 1
    made = _KIND.format(kind=kind) + _NUMBER.format(number=number, kind=kind)
    abstract, numbered = etree.fromstring(f'<w:x xmlns:w="{W}">{made}</w:x>')[:]
    # All kinds come before all numbers.
    root.insert(root.index(kinds[-1]) + 1 if kinds else 0, abstract)
    root.insert(root.index(numbers[-1]) + 1 if numbers else root.index(abstract) + 1, numbered)
    return number


def _part(package: Package) -> str:
    for name in package.related(package.main, "numbering"):
        if name in package.parts:
            return name
    package.put(PART, f'<w:numbering xmlns:w="{W}"/>'.encode(), f"{WORD_TYPE}numbering+xml")
    package.relate(package.main, "numbering", PART)
    return PART
