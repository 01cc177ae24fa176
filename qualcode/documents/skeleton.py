"""An empty Word file of our own look: A4, Arial, numbered pages."""

from __future__ import annotations

from qualcode.documents.markup import run
from qualcode.documents.package import KINDS, MAIN, TYPES, WORD_TYPE, Package, R, W
from qualcode.exporters.cells import printable
from qualcode.exporters.office import CORE, FONT, LANGUAGES, MADE
from qualcode.model import Language

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES_PART = "word/styles.xml"
SETTINGS_PART = "word/settings.xml"
FOOTER_PART = "word/footer1.xml"
WIDE, HIGH, SIDE, ABOVE = 11906, 16838, 1417, 1247
"""A4 and its margins, in twentieths of a point."""
_PARTS = {
    MAIN: ("officeDocument", f"{WORD_TYPE}document.main+xml"),
    STYLES_PART: ("styles", f"{WORD_TYPE}styles+xml"),
    SETTINGS_PART: ("settings", f"{WORD_TYPE}settings+xml"),
    FOOTER_PART: ("footer", f"{WORD_TYPE}footer+xml"),
}


def empty(title: str, language: Language) -> Package:
    """Return a file without text, in our look."""
    package = Package(
        {
            TYPES: f'<Types xmlns="{KINDS}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'.encode(),
        }
    )
    contents = {
        STYLES_PART: _styles(language),
        SETTINGS_PART: _settings(),
        FOOTER_PART: _root("ftr", _footer(language)),
        MAIN: _root("document", f"<w:body>{_section()}</w:body>"),
    }
    for name, content in contents.items():
        relation, kind = _PARTS[name]
        package.put(name, (HEAD + content).encode(), kind)
        package.relate("" if name == MAIN else MAIN, relation, name)
    package.put(
        CORE,
        (HEAD + _properties(title, language)).encode(),
        "application/vnd.openxmlformats-package.core-properties+xml",
    )
    package.relate("", "metadata/core-properties", CORE)
    _relate_section(package)
    return package


def _root(name: str, content: str) -> str:
    return f'<w:{name} xmlns:w="{W}" xmlns:r="{R}">{content}</w:{name}>'


def _styles(language: Language) -> str:
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        f'<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="{LANGUAGES[language]}" '
        f'w:eastAsia="{LANGUAGES[language]}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    return _root("styles", defaults)


def _settings() -> str:
    compatible = (
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    )
    return _root("settings", f'<w:updateFields w:val="true"/>{compatible}')


def _footer(language: Language) -> str:
    page, pages = (
        f'<w:fldSimple w:instr=" {code} ">{run("1", language)}</w:fldSimple>'
        for code in ("PAGE", "NUMPAGES")
    )
    between = run(" / ", language)
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{page}{between}{pages}</w:p>'


def _section() -> str:
    return (
        f'<w:sectPr><w:pgSz w:w="{WIDE}" w:h="{HIGH}"/><w:pgMar w:top="{ABOVE}" w:right="{SIDE}" '
        f'w:bottom="{ABOVE}" w:left="{SIDE}" w:header="708" w:footer="567" w:gutter="0"/>'
        "</w:sectPr>"
    )


def _relate_section(package: Package) -> None:
    """Let the pages have the footer."""
    from lxml import etree

    section = package.edit(MAIN).find(f".//{{{W}}}sectPr")
    footer = etree.Element(f"{{{W}}}footerReference")
    footer.set(f"{{{W}}}type", "default")
    footer.set(f"{{{R}}}id", package.relate(MAIN, "footer", FOOTER_PART))
    section.insert(0, footer)


def _properties(title: str, language: Language) -> str:
    from xml.sax.saxutils import escape

    made = f"{MADE:%Y-%m-%dT%H:%M:%SZ}"
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms='
        '"http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(printable(title, '')[:250])}</dc:title><dc:creator></dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified>'
        f"<dc:language>{LANGUAGES[language]}</dc:language></cp:coreProperties>"
    )
