"""Results → the Word document of coded quotes, ready to paste into a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from textwrap import shorten

from qualcode.documents.values import (
    Block,
    Cell,
    Contents,
    Document,
    Heading,
    Paragraph,
    Part,
    Quotation,
    Table,
)
from qualcode.documents.voice import Voice
from qualcode.explain import proposer
from qualcode.exporters import document_words as words
from qualcode.exporters.cells import Family, families
from qualcode.exporters.document_sections import Section
from qualcode.exporters.document_sections import sections as sections_of
from qualcode.language.numbers import whole
from qualcode.model import Bilingual, Results, Tongue
from qualcode.selection import Chosen

MOST = 6
"""Quotes of a code, if qualcode.yaml says nothing."""
LONGEST_CODE = 50
"""Characters of a code's id that are part of a name within the file."""
BEGINNING = 70
"""Characters of a quote that are enough to find it again in a list."""
BETWEEN = " – "
"""Parts the two languages of a name."""
FILL = "F2F2F2"
"""Behind a family's row: light enough for black letters in print."""


def write_document(results: Results, path: Path) -> None:
    """Write the quotes as qualcode.yaml says: language, and how many of a code."""
    from qualcode import documents

    documents.write(content(results), path)


def content(
    results: Results,
    tongue: Tongue | None = None,
    *,
    most: int | None = None,
    every: bool = False,
    within: str = "",
) -> Document:
    """Return the quotes under a heading for each family and code.

    None: as qualcode.yaml says, else both languages and six quotes of a code. `every`: all of
    them but near duplicates. `within`: only what is at or below this code or group.
    """
    chosen = results.study.settings.deliverables.get("quotes")
    voice = Voice(tongue or (chosen.language if chosen else None) or "both")
    most = None if every else most or (chosen.most if chosen else None) or MOST
    sections = sections_of(results, most, within, english=voice.tongue == "en")
    groups = [group for group in families(results.study) if _of(group, sections)]
    said = [group for group in groups if any(one.references for one in _of(group, sections))]
    title = results.study.settings.title
    named = title if title.vi or title.en else words.NAME
    about = results.study.code(within) if within else None
    parts = [
        Part("quotes:front", tuple(_front(results, voice, said, sections, every=every))),
        *(part for group in said for part in _family(group, sections, voice)),
        *_untranslated(sections.values(), voice),
        *_silent(sections.values(), voice),
    ]
    return Document(
        title=voice.one(named, BETWEEN),
        subtitle=": ".join(
            voice.one(each, BETWEEN)
            for each in (words.NAME if named is title else None, about.label if about else None)
            if each
        ),
        parts=tuple(parts),
        language=voice.language,
    )


def _of(group: Family, sections: Mapping[str, Section]) -> list[Section]:
    return [sections[code.id] for code in group.codes if code.id in sections]


def _front(
    results: Results,
    voice: Voice,
    groups: Sequence[Family],
    sections: Mapping[str, Section],
    *,
    every: bool,
) -> Iterator[Block]:
    for said, manner in words.front(results, every=every):
        yield from voice.said(said, manner=manner)
    if not groups:
        yield from voice.said(words.NOTHING)
        return
    yield Contents(voice.one(words.CONTENTS), 2, voice.language)
    yield Table(
        voice.one(words.OVERVIEW),
        tuple(voice.one(head) for head in words.OVERVIEW_HEADS),
        tuple(row for group in groups for row in _overview(group, sections, voice)),
        widths=(52, 14, 18, 16),
        language=voice.language,
        centred=frozenset({1, 2, 3}),
    )


def _overview(
    group: Family, sections: Mapping[str, Section], voice: Voice
) -> Iterator[tuple[Cell, ...]]:
    """Yield a family's rows of the table of codes: its name, then each code with quotes."""
    name = Cell(_name(group.label, group.id, voice), bold=True, fill=FILL)
    yield (name, *(Cell("", fill=FILL) for _ in words.OVERVIEW_HEADS[1:]))
    for section in _of(group, sections):
        if section.references:
            references = whole(section.references).say(voice.language)
            yield (
                Cell(_name(section.code.label, section.code.id, voice)),
                Cell(references),
                Cell(f"{section.cases}/{section.asked}"),
                Cell(str(len(section.choice.chosen))),
            )


def _family(group: Family, sections: Mapping[str, Section], voice: Voice) -> Iterator[Part]:
    """Yield a part for each code with quotes, the family's heading in the first of them."""
    blocks: list[Block] = [Heading(_name(group.label, group.id, voice), 1, voice.language)]
    for section in _of(group, sections):
        if section.references:
            blocks += _code(section, voice)
            title = _name(section.code.label, section.code.id, voice)
            yield Part(_id(section.code.id), tuple(blocks), title=title[:60])
            blocks = []


def _id(code: str) -> str:
    """Return the name of a code's part: short, and no other code's."""
    if len(code) > LONGEST_CODE:
        code = code[: LONGEST_CODE - 9] + "-" + sha256(code.encode()).hexdigest()[:8]
    return f"quotes:{code}"


def _code(section: Section, voice: Voice) -> Iterator[Block]:
    """Yield a code's heading, what it is, its counts, and its quotes, the dissenting ones last."""
    code, choice = section.code, section.choice
    yield Heading(_name(code.label, code.id, voice), 2, voice.language)
    if code.definition.vi or code.definition.en:
        yield from voice.said(code.definition, manner="small", stays=True)
    missing = words.left_out(choice)
    counts = section.counts
    if missing:
        counts = Bilingual(f"{counts.vi}. {missing.vi}.", f"{counts.en}. {missing.en}.")
    yield from voice.said(counts, manner="label")
    agreeing = [one for one in choice.chosen if not one.dissents]
    yield from (_quotation(one, voice) for one in agreeing)
    dissenting = [one for one in choice.chosen if one.dissents]
    if dissenting:
        named = voice.one(words.DISSENTING)
        yield Paragraph(named, voice.language, "label")
        yield from (_quotation(one, voice) for one in dissenting)


def _quotation(chosen: Chosen, voice: Voice) -> Quotation:
    quote, coding = chosen.quote, chosen.quote.coding
    return Quotation(
        quote.id,
        quote.words,
        coding.translation,
        quote.attribution,
        mark=words.mark(quote, proposer(coding), voice),
        translated=words.translated(coding),
        tongue=voice.tongue,
        is_proposed=coding.status == "proposed",
    )


def _untranslated(sections: Iterable[Section], voice: Voice) -> Iterator[Part]:
    """Yield the list of the quotes shown that have no English yet, where English is wanted."""
    shown = [section for section in sections if section.choice.chosen]
    if voice.tongue == "vi" or not shown:
        return
    rows = tuple(row for section in shown for row in _to_translate(section, voice))
    listed = Table(
        voice.one(words.UNTRANSLATED),
        tuple(voice.one(head) for head in words.UNTRANSLATED_HEADS),
        rows,
        widths=(34, 66),
        language=voice.language,
    )
    heading = Heading(voice.one(words.UNTRANSLATED, BETWEEN), 1, voice.language)
    none = voice.said(words.ALL_TRANSLATED)
    yield Part("quotes:untranslated", (heading, *((listed,) if rows else none)))


def _to_translate(section: Section, voice: Voice) -> Iterator[tuple[Cell, Cell]]:
    """Yield a code's name and the quotes of it that are shown without English."""
    quotes = [one.quote for one in section.choice.chosen if not one.quote.coding.translation]
    if quotes:
        name = _name(section.code.label, section.code.id, voice)
        yield Cell(name, bold=True, fill=FILL), Cell("", fill=FILL)
    for quote in quotes:
        yield Cell(quote.id), Cell(shorten(quote.words, BEGINNING, placeholder=" …"))


def _silent(sections: Iterable[Section], voice: Voice) -> Iterator[Part]:
    """Yield the list of codes that nothing is quoted for."""
    silent = [one.code for one in sections if not one.references]
    if silent:
        listed = (
            Paragraph(f"{_name(code.label, code.id, voice)} ({code.id})", voice.language, "bullet")
            for code in silent
        )
        heading = Heading(voice.one(words.SILENT, BETWEEN), 1, voice.language)
        yield Part("quotes:silent", (heading, *listed))


def _name(label: Bilingual, id: str, voice: Voice) -> str:
    """Return the label in the document's language, or the id if nobody gave one."""
    return voice.one(label, BETWEEN) or id
