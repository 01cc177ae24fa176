"""Tables: a caption that Word numbers, headings on each page, rows in one piece."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.documents import markup
from qualcode.documents.look import KEEP
from qualcode.documents.making import Maker
from qualcode.documents.values import Cell, Table
from qualcode.model import Bilingual

NAME = Bilingual("Bảng", "Table")
HEAD_FILL = "E7E6E6"
BOLD = "<w:b/>"
MOST_ROWS, MOST_WORDS = 12, 1500
"""Rows and characters of a table that isn't parted."""
_MARGINS = "<w:tblCellMar>{}</w:tblCellMar>".format(
    "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
    )
)
_DARK = 110
"""Of 255: a fill below it asks for white letters."""


def made(block: Table, maker: Maker) -> str:
    """Return the table with its caption above and its notes below."""
    language = block.language
    widths = _widths(block, maker.width)
    heads = tuple(Cell(words, bold=True, fill=HEAD_FILL) for words in block.headings)
    rows = [_row(heads, block, widths, maker, keep=True, head=True)]
    last = len(block.rows) - 1
    whole = _is_short(block)
    rows += [
        # A short table stays on one page; of a long one the last row with the notes.
        _row(cells, block, widths, maker, keep=bool(block.notes) if number == last else whole)
        for number, cells in enumerate(block.rows)
    ]
    above = caption(NAME.say(language), block.caption, maker, block, keep=True)
    below = "".join(
        markup.paragraph(maker.styles.of("small"), markup.run(words, language), more=_first(number))
        for number, words in enumerate(block.notes)
    )
    # Without a paragraph between, two tables would be one.
    end = below or markup.paragraph(maker.styles.of("small"), "")
    return above + _table(rows, widths, maker) + end


def caption(name: str, words: str, maker: Maker, block: Table | object, *, keep: bool) -> str:
    """Return a caption whose number is a field under a bookmark."""
    language = getattr(block, "language", maker.language)
    number = markup.counter(name, maker.counted(name), language)
    label = maker.bookmarked(markup.run(f"{name} ", language) + number)
    content = label + markup.run(f". {words}", language)
    return markup.paragraph(maker.styles.of("caption"), content, more=KEEP if keep else "")


def _is_short(block: Table) -> bool:
    """Say whether a table needs no more than a good third of a page."""
    held = sum(len(cell.words) for cells in block.rows for cell in cells)
    return len(block.rows) <= MOST_ROWS and held <= MOST_WORDS


def _first(number: int) -> str:
    return '<w:spacing w:before="60" w:after="20"/>' if number == 0 else ""


def _table(rows: Sequence[str], widths: Sequence[int], maker: Maker) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{maker.styles.of("grid")}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'{_MARGINS}<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def _row(
    cells: Sequence[Cell],
    block: Table,
    widths: Sequence[int],
    maker: Maker,
    *,
    keep: bool,
    head: bool = False,
) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    made_cells = "".join(
        _cell(cell, width, block, maker, keep=keep, centred=place in block.centred)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=False))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{made_cells}</w:tr>"


def _cell(cell: Cell, width: int, block: Table, maker: Maker, *, keep: bool, centred: bool) -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
    look = BOLD if cell.bold else ""
    look += markup.coloured("FFFFFF") if cell.fill and _brightness(cell.fill) < _DARK else ""
    more = KEEP if keep else ""
    more += '<w:jc w:val="center"/>' if centred else ""
    held = markup.paragraph(
        maker.styles.of("cell"), markup.run(cell.words, block.language, look=look), more=more
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr>{held}</w:tc>'


def _widths(block: Table, whole: int) -> list[int]:
    shares = block.widths or (1.0,) * max(len(block.headings), 1)
    return [round(whole * share / sum(shares)) for share in shares]


def _brightness(fill: str) -> float:
    red, green, blue = (int(fill[at : at + 2], 16) for at in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue
