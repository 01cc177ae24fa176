"""How a document looks: the styles that its paragraphs have, each under the name Word knows.

None names a font: the document's own does, so that a style added to a client's file fits in it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """A style of ours."""

    name: str
    """As files have it; Word shows its own built-in ones in the user's language."""
    paragraph: str = ""
    run: str = ""
    based_on: str = "normal"
    following: str = "normal"
    """The style of the paragraph that a person writes after one of these."""
    kind: str = "paragraph"
    rest: str = ""
    """What else the style holds."""
    also: tuple[str, ...] = ()
    """Other names under which a client's file may have it."""


def _sized(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _spaced(before: float, after: float) -> str:
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"/>'


def _indented(points: int, hanging: int = 0) -> str:
    hung = f' w:hanging="{hanging * 20}"' if hanging else ""
    return f'<w:ind w:left="{points * 20}"{hung}/>'


KEEP = "<w:keepNext/>"
WHOLE = "<w:keepLines/>"
GREY = '<w:color w:val="595959"/>'
LEVELS = 4
"""Levels of heading that there are styles for."""
_HEADINGS = {
    f"h{level}": Style(
        f"heading {level}",
        KEEP + WHOLE + _spaced(before, 4) + f'<w:outlineLvl w:val="{level - 1}"/>',
        "<w:b/>" + _sized(size),
        also=(f"tiêu đề {level}", f"đầu đề {level}", f"đề mục {level}"),
    )
    for level, before, size in ((1, 20, 16), (2, 14, 13), (3, 12, 11.5), (4, 10, 11))
}
_CONTENTS = {
    f"toc{level}": Style(f"toc {level}", _spaced(2, 2) + _indented(12 * (level - 1)))
    for level in range(1, LEVELS + 1)
}
_GRID = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
STYLES: dict[str, Style] = {
    "normal": Style("Normal", based_on="", also=("bình thường",)),
    "title": Style("Title", _spaced(0, 6), "<w:b/>" + _sized(22), also=("tiêu đề", "tên sách")),
    "subtitle": Style("Subtitle", _spaced(0, 18), GREY + _sized(12), also=("tiêu đề phụ",)),
    **_HEADINGS,
    "body": Style("Body Text", _spaced(0, 7), also=("thân văn bản",), following="body"),
    "lead": Style("Lead", KEEP + _spaced(0, 7), "<w:b/>", following="body"),
    "small": Style("Small Note", _spaced(0, 4), GREY + _sized(8.5), following="body"),
    "label": Style("Label", KEEP + _spaced(8, 3), "<w:b/>" + _sized(10), following="body"),
    "caption": Style(
        "caption", WHOLE + _spaced(10, 4), "<w:b/>" + _sized(9.5), also=("chú thích",)
    ),
    "quote": Style("Quote", KEEP + _spaced(6, 2) + _indented(20), "<w:i/>", also=("trích dẫn",)),
    "source": Style("Quote Source", WHOLE + _spaced(0, 9) + _indented(20), GREY + _sized(9)),
    "bullet": Style(
        "List Bullet", _spaced(0, 3) + _indented(18, 18), also=("danh sách gạch đầu dòng",)
    ),
    "placeholder": Style("Placeholder", _spaced(0, 7), "<w:i/>" + GREY, following="body"),
    "cell": Style("Table Text", _spaced(0, 0), _sized(9), following="cell"),
    "figure": Style("Figure", KEEP + _spaced(8, 2), following="body"),
    "contents": Style("TOC Heading", KEEP + _spaced(12, 6), "<w:b/>" + _sized(14)),
    **_CONTENTS,
    "footnote": Style("footnote text", _spaced(0, 2), _sized(9), also=("văn bản cước chú",)),
    "footer": Style("footer", '<w:jc w:val="center"/>', GREY + _sized(9), also=("chân trang",)),
    "note": Style(
        "footnote reference",
        run='<w:vertAlign w:val="superscript"/>',
        kind="character",
        based_on="",
        also=("tham chiếu cước chú",),
    ),
    "grid": Style(
        "Table Grid",
        kind="table",
        based_on="",
        rest=f"<w:tblPr><w:tblBorders>{_GRID}</w:tblBorders></w:tblPr>",
        also=("lưới bảng",),
    ),
}
