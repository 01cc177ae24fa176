"""Refuses Word files whose letters only look Vietnamese in a TCVN3 or VNI font."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qualcode.errors import ImportFileError
from qualcode.importers.garbled import is_legacy_run, legacy_fault
from qualcode.importers.word_xml import Element, attribute, child, local


def refuse_legacy_fonts(document: Element, styles: Element | None, path: Path) -> None:
    """Raise an error if words are typed for a font whose letters are not Unicode."""
    fonts = _fonts_of_styles(styles)
    words: dict[str, str] = {}
    for font, text in _runs(document, fonts):
        if font.startswith((".Vn", "VNI-")):
            words[font] = words.get(font, "") + text
    for font, text in words.items():
        if is_legacy_run(text):
            fault = legacy_fault(font)
            raise ImportFileError.at(str(path), fault.vi, fault.en)


def _runs(document: Element, fonts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the font and the words of every run."""
    for paragraph in document.iter("{*}p"):
        style = attribute(_property(paragraph, "pPr", "pStyle"), "val")
        usual = fonts.get(style) or fonts.get("", "")
        for run in paragraph.iter("{*}r"):
            own = _font(child(run, "rPr"))
            by_style = fonts.get(attribute(_property(run, "rPr", "rStyle"), "val") or "-")
            yield own or by_style or usual, "".join(t.text or "" for t in run.iter("{*}t"))


def _fonts_of_styles(styles: Element | None) -> dict[str, str]:
    """Return the font of each style, its parents' counted, and under "" the default one."""
    if styles is None:
        return {}
    nodes = {attribute(n, "styleId"): n for n in styles if local(n) == "style"}
    fonts = {name: _inherited(name, nodes) for name in nodes}
    usual = next((n for n, s in nodes.items() if _is_default(s)), "")
    defaults = styles.find(".//{*}rPrDefault/{*}rPr")
    fonts[""] = fonts.get(usual, "") or _font(defaults)
    return fonts


def _inherited(name: str, nodes: dict[str, Element]) -> str:
    """Return a style's font, or that of the style it is based on."""
    seen: set[str] = set()
    while name in nodes and name not in seen:
        seen.add(name)
        if font := _font(child(nodes[name], "rPr")):
            return font
        name = attribute(child(nodes[name], "basedOn"), "val")
    return ""


def _is_default(style: Element) -> bool:
    """Say whether paragraphs without a style have this one."""
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true"}


def _property(node: Element, properties: str, name: str) -> Element | None:
    """Return one property of a paragraph or run."""
    inner = child(node, properties)
    return None if inner is None else child(inner, name)


def _font(properties: Element | None) -> str:
    """Return the font that run properties name for Latin letters."""
    fonts = None if properties is None else child(properties, "rFonts")
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi")
