"""Words of a Word file that are typed for a TCVN3 or VNI font, made Unicode where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qualcode.errors import ImportFileError
from qualcode.importers.garbled import NAMES, conversion_note
from qualcode.importers.word_xml import Element, attribute, child, local
from qualcode.language import legacy
from qualcode.language.legacy import Guess
from qualcode.language.legacy_tables import VNI_MARKS
from qualcode.model import Problem

_SOFT_HYPHEN = "\u00ad"
"""The letter ư of TCVN3, which Word may keep as an element of its own."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What one paragraph holds in one font."""

    font: str
    leaves: list[Element]

    @property
    def encoding(self) -> str:
        return "tcvn3" if self.font.lower().startswith(".vn") else "vni"

    @property
    def text(self) -> str:
        return "".join(map(_shown, self.leaves)).replace("\n", " ")

    @property
    def vote(self) -> int:
        """Return 1 for letters typed for the font, -1 for Unicode, 0 for what may be either."""
        if legacy.is_modern(self.text):
            return -1
        gain = legacy.gain(self.text, self.encoding)
        return (gain > 0) - (gain < 0)


def convert_fonts(document: Element, styles: Element | None, path: Path) -> list[Problem]:
    """Put Unicode in the place of words typed for an old font; return a note on each font kind.

    Raises:
        ImportFileError: if a font holds words of both kinds and some that may be either.
    """
    found = list(_stretches(document, _fonts_of_styles(styles)))
    notes = []
    for encoding in legacy.FONTS:
        stretches = [stretch for stretch in found if stretch.encoding == encoding]
        if old := _typed_for_font(stretches, path):
            notes.append(_note(old, path))
            for stretch in old:
                _convert(stretch)
    return notes


def _typed_for_font(stretches: list[_Stretch], path: Path) -> list[_Stretch]:
    """Return the stretches in the font's own letters; none if the font holds Unicode."""
    votes = [stretch.vote for stretch in stretches]
    if 1 not in votes:
        return []
    for stretch, vote in zip(stretches, votes, strict=True):
        if -1 in votes and vote == 0 and not stretch.text.isascii():
            raise _coin_toss(stretch, path)
    return [stretch for stretch, vote in zip(stretches, votes, strict=True) if vote >= 0]


def _convert(stretch: _Stretch) -> None:
    """Write a stretch in Unicode into its leaves; a font for capitals shows nothing else."""
    _join_marks(stretch)
    for leaf in stretch.leaves:
        words = legacy.convert(_shown(leaf), stretch.encoding)
        if local(leaf) == "softHyphen":
            leaf.tag = leaf.tag.replace("softHyphen", "t")
        leaf.text = words.upper() if _is_for_capitals(stretch.font) else words


def _join_marks(stretch: _Stretch) -> None:
    """Move a VNI mark that a run begins with to the letter at the end of the run before."""
    if stretch.encoding != "vni":
        return
    for before, leaf in zip(stretch.leaves, stretch.leaves[1:], strict=False):
        if _shown(leaf)[:1].lower() in VNI_MARKS and _shown(before)[-1:].isalpha():
            before.text, leaf.text = before.text + leaf.text[0], leaf.text[1:]


def _is_for_capitals(font: str) -> bool:
    """Say whether a font such as `.VnTimeH` shows capitals for small letters."""
    return font.startswith(".Vn") and font.endswith("H")


def _note(old: list[_Stretch], path: Path) -> Problem:
    """Return what to tell of converted stretches; the preview is of the first with marks."""
    first = next(stretch for stretch in old if stretch.vote > 0)
    words = legacy.first_words(legacy.convert(first.text, first.encoding))
    preview = words.upper() if _is_for_capitals(first.font) else words
    fonts = ", ".join(sorted({stretch.font for stretch in old}))
    return conversion_note(Guess(first.encoding, 1.0, preview), path, fonts)


def _coin_toss(stretch: _Stretch, path: Path) -> ImportFileError:
    """Return the error for words that may be typed for their font or in Unicode."""
    name, words = NAMES[stretch.encoding], legacy.first_words(stretch.text)
    return ImportFileError.at(
        str(path),
        f"phông {stretch.font} chứa cả chữ {name} lẫn Unicode, không rõ “{words}” là loại nào; "
        "hãy chuyển hết sang Unicode (ví dụ bằng UniKey: Ctrl+Shift+F6) rồi lưu lại",
        f"the font {stretch.font} holds both {name} and Unicode, and “{words}” may be either; "
        "convert all of it to Unicode (with UniKey: Ctrl+Shift+F6, for instance) and save it",
    )


def _shown(leaf: Element) -> str:
    """Return the letters of a leaf of a run."""
    return _SOFT_HYPHEN if local(leaf) == "softHyphen" else str(leaf.text or "")


def _stretches(document: Element, fonts: dict[str, str]) -> Iterator[_Stretch]:
    """Yield what paragraphs hold in old fonts, a stretch for each paragraph and font."""
    for paragraph in document.iter("{*}p"):
        found: dict[str, list[Element]] = {}
        for run in paragraph.iter("{*}r"):
            # A text box is inside a run of another paragraph; its words have their own.
            if next(run.iterancestors("{*}p")) is paragraph:
                leaves = [leaf for leaf in run if local(leaf) in {"t", "softHyphen"}]
                found.setdefault(_font_of(run, paragraph, fonts), []).extend(leaves)
        for font, leaves in found.items():
            if leaves and font.lower().startswith((".vn", "vni-")):
                yield _Stretch(font, leaves)


def _font_of(run: Element, paragraph: Element, fonts: dict[str, str]) -> str:
    """Return a run's font: its own, its style's, or its paragraph's."""
    style = attribute(_property(paragraph, "pPr", "pStyle"), "val")
    by_style = fonts.get(attribute(_property(run, "rPr", "rStyle"), "val") or "-")
    return _font(child(run, "rPr")) or by_style or fonts.get(style) or fonts.get("", "")


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
    """Return the font that run properties name for Latin letters with marks, or without."""
    fonts = None if properties is None else child(properties, "rFonts")
    return attribute(fonts, "hAnsi") or attribute(fonts, "ascii")
