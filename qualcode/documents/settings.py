"""What a file says of itself as a whole: that its fields are to be reckoned when it opens."""

from __future__ import annotations

from qualcode.documents.package import NAMESPACES, Package, w

_AFTER = (
    *("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids", "mathPr"),
    *("attachedSchema", "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats"),
    *("shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
)
"""What the standard wants below the setting."""


def refresh_fields(package: Package) -> None:
    """Let Word offer to reckon page numbers and captions when it opens the file."""
    from lxml import etree

    for part in package.related(package.main, "settings"):
        if part not in package.parts:
            continue
        there = package.tree(part).find("w:updateFields", NAMESPACES)
        if there is not None:
            if there.get(w("val"), "true") not in {"true", "1", "on"}:
                package.edit(part)
                there.set(w("val"), "true")
            continue
        root = package.edit(part)
        made = etree.Element(w("updateFields"))
        made.set(w("val"), "true")
        below = next((each for each in root if etree.QName(each.tag).localname in _AFTER), None)
        if below is None:
            root.append(made)
        else:
            below.addprevious(made)
