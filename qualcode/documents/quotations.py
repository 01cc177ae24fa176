"""Quotations: what was said, in one language or two, then whose words they are."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.documents import markup
from qualcode.documents.look import KEEP, WHOLE
from qualcode.documents.making import Maker
from qualcode.documents.values import Quotation
from qualcode.model import Bilingual, Language

UNTRANSLATED = Bilingual("[chưa dịch]", "[not yet translated]")
LONGEST_WHOLE = 1500
"""Characters that still fit on a page in one piece."""
GAP = 170
UPRIGHT = '<w:i w:val="0"/>'


def made(quotes: Sequence[Quotation], maker: Maker) -> str:
    """Return quotations that follow each other; those in two languages share a table."""
    written: list[str] = []
    rows: list[str] = []
    for quote in quotes:
        if quote.tongue == "both":
            rows.append(_rows(quote, maker))
            continue
        written += [*_table(rows, maker), _single(quote, maker)]
        rows = []
    return "".join([*written, *_table(rows, maker)])


def _single(quote: Quotation, maker: Maker) -> str:
    language: Language = "en" if quote.tongue == "en" else "vi"
    whole = WHOLE if len(quote.words) < LONGEST_WHOLE else ""
    words = _english(quote, maker) if language == "en" else _said(quote.words, "vi")
    quoted = markup.paragraph(maker.styles.of("quote"), words, more=KEEP + whole)
    return quoted + markup.paragraph(maker.styles.of("source"), _source(quote, language))


def _english(quote: Quotation, maker: Maker) -> str:
    """Return the translation with the original in a note; without one, the original, so marked."""
    if not quote.translation:
        missing = markup.run(f" {UNTRANSLATED.en}", "en", look=UPRIGHT)
        return _said(quote.words, "vi") + missing
    translated = quote.translated.say("en")
    more = markup.run(f" ({translated})", "en") if translated else ""
    return _said(quote.translation, "en") + maker.noted(f"“{quote.words}”", "vi", more)


def _said(words: str, language: Language) -> str:
    return markup.run(f"“{words}”", language)


def _source(quote: Quotation, language: Language) -> str:
    """Return whose words they are, and the id that leads back to the turn."""
    colour = markup.ORANGE if quote.is_proposed else markup.GREY
    inside = " ".join(part for part in (quote.id, quote.mark) if part)
    sized = '<w:sz w:val="16"/><w:szCs w:val="16"/>'
    # The hard space keeps the dash with the first word.
    named = markup.run(f"—\u00a0{quote.attribution.say(language)}", language)
    return named + markup.run(f"  [{inside}]", language, look=markup.coloured(colour) + sized)


def _rows(quote: Quotation, maker: Maker) -> str:
    """Return a row of original and translation, and one of whose words they are."""
    style, small = maker.styles.of("quote"), maker.styles.of("source")
    whole = "<w:cantSplit/>" if len(quote.words) < LONGEST_WHOLE else ""
    flat = '<w:ind w:left="0" w:firstLine="0"/>'
    right = (
        _said(quote.translation, "en")
        if quote.translation
        else markup.run(UNTRANSLATED.en, "en", look=UPRIGHT + markup.coloured(markup.GREY))
    )
    translated = quote.translated.say("en") if quote.translation else ""
    sides = (
        _said(quote.words, "vi"),
        right,
        _source(quote, "vi"),
        markup.run(quote.attribution.en, "en") + markup.run(_after(quote, translated), "en"),
    )
    said, whose = (
        "".join(
            _cell(markup.paragraph(role, side, more=more), width)
            for side, width in zip(pair, _widths(maker), strict=True)
        )
        for pair, role, more in (
            (sides[:2], style, KEEP + flat),
            (sides[2:], small, '<w:spacing w:before="0" w:after="140"/>' + flat),
        )
    )
    return (
        f"<w:tr><w:trPr>{whole}</w:trPr>{said}</w:tr>"
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{whose}</w:tr>"
    )


def _after(quote: Quotation, translated: str) -> str:
    if not translated:
        return ""
    return f" · {translated}" if quote.attribution.en else translated


def _cell(held: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{held}</w:tc>'


def _widths(maker: Maker) -> tuple[int, int]:
    half = maker.width // 2
    return half, maker.width - half


def _table(rows: Sequence[str], maker: Maker) -> list[str]:
    if not rows:
        return []
    widths = _widths(maker)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margins = "".join(
        f'<w:{side} w:w="{space}" w:type="dxa"/>' for side, space in (("left", 0), ("right", GAP))
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{maker.width}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    # Word wants a paragraph after a table, and none may be seen.
    return [table, markup.paragraph(maker.styles.of("cell"), "")]
