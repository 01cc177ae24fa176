"""The workbook's first sheet: what it is, what it rests on, how to read it."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode import __version__, basis
from qualcode.counting import survey_of
from qualcode.exporters.cells import Cell, Column, Link, Sheet
from qualcode.exporters.links import home
from qualcode.exporters.notes import (
    CAUTIONS,
    CONFIRMED_COUNT,
    LEGEND,
    LINKS,
    MADE_WITH,
    PROPOSALS_COUNT,
    SHARED,
    SHEETS,
    TO_READ,
    learned_from,
    words_changed,
)
from qualcode.language.order import sort_key
from qualcode.model import Bilingual, Results, Study, Tongue
from qualcode.shares import shares, told

NAME = "README"
WIDTHS = {"both": (60, 60), "vi": (100,), "en": (100,)}
"""Of the columns: Vietnamese beside English, or one language."""
LEADING = 20
"""Of the column behind them, whose cells lead to the sheets."""

Row = tuple[Cell, ...]


def readme_sheet(
    results: Results, sheets: Iterable[str], tongue: Tongue = "both", *, is_shared: bool = False
) -> Sheet:
    """Return what the workbook is and how to read these sheets."""
    title = results.study.settings.title
    name = Bilingual(title.vi or "Ma trận dữ liệu định tính", title.en or "Qualitative data matrix")
    study = results.study
    lines: list[tuple[Bilingual, str, str]] = [
        (name, "title", ""),
        *((SHARED, "page", "") for _ in range(is_shared)),
        *_section(Bilingual("Nghiên cứu", "The study"), _facts(results)),
        *_section(
            Bilingual("Máy mã hóa, người xác nhận", "Machine-coded, confirmed"), _whose(study)
        ),
        *_section(Bilingual("Các trang", "The sheets"), ()),
        *(((TO_READ if is_shared else SHEETS)[name], "page", name) for name in sheets),
        (LINKS, "page", ""),
        *_section(Bilingual("Ký hiệu trong ô", "Marks in the cells"), LEGEND),
        *_section(Bilingual("Xin lưu ý", "Please note"), _cautions(study, is_shared=is_shared)),
    ]
    rows = tuple(_row(words, style, sheet, tongue) for words, style, sheet in lines)
    widths = (*WIDTHS[tongue], LEADING)
    columns = tuple(Column(Bilingual("", ""), width) for width in widths)
    return Sheet(NAME, columns, rows, filtered=False)


def _row(words: Bilingual, style: str, sheet: str, tongue: Tongue) -> Row:
    """Return the words in the language, or side by side in both; leading to a sheet."""
    said = (words.vi, words.en) if tongue == "both" else (words.say(tongue),)
    leads = Cell(f"→ {sheet}", "link", link=Link(home(sheet), sheet)) if sheet else Cell("", "page")
    return *(Cell(each, style) for each in said), leads


def _section(title: Bilingual, words: Iterable[Bilingual]) -> Iterable[tuple[Bilingual, str, str]]:
    blank = Bilingual("", "")
    return [(blank, "page", ""), (title, "section", ""), *((line, "page", "") for line in words)]


def _facts(results: Results) -> Iterable[Bilingual]:
    """Yield what the numbers rest on; no clock, so that the same study gives the same file."""
    study = results.study
    if latest := basis.latest(study):
        yield Bilingual(f"Quyết định mới nhất: {latest}", f"Latest decision: {latest}")
    yield from _said(study)
    for book in study.codebooks:
        number = len(book.codes)
        yield Bilingual(
            f"Sổ mã: {book.name}, phiên bản {book.version}, {number} mã",
            f"Codebook: {book.name}, version {book.version}, {number} codes",
        )
    coders = ", ".join(sorted({d.coder for d in study.decisions if d.coder}, key=sort_key))
    yield Bilingual(f"Người mã hóa: {coders or 'chưa có'}", f"Coders: {coders or 'none yet'}")
    yield results.policy
    if study.doubted:
        yield words_changed(len(study.doubted))
    yield Bilingual(MADE_WITH.vi.format(__version__), MADE_WITH.en.format(__version__))


def _said(study: Study) -> Iterable[Bilingual]:
    """Yield how much was said in talk, and in the open answers of surveys."""
    talks = [talk for talk in study.transcripts if not survey_of(study, talk.name)]
    names = {talk.name for talk in talks}
    turns = sum(len(talk.turns) for talk in talks)
    segments = sum(segment.transcript in names for segment in study.segments)
    yield Bilingual(
        f"{len(talks)} bản gỡ băng, {turns} lượt lời, {segments} đoạn",
        f"{len(talks)} transcripts, {turns} turns, {segments} segments",
    )
    for survey in study.surveys:
        asked = sum(question.kind == "open" for question in survey.questions)
        people = len(survey.respondents)
        yield Bilingual(
            f"Khảo sát {survey.name}: {people} người trả lời; số câu hỏi mở được mã hóa: {asked}",
            f"Survey {survey.name}: {people} respondents; open questions coded: {asked}",
        )


def _whose(study: Study) -> Iterable[Bilingual]:
    """Yield whose the codings in force are, which are counted, and which models proposed some."""
    yield from told(study)
    found = shares(study.codings)
    share = f"{found.person / found.total:.0%}" if found.total else "–"
    yield Bilingual(
        f"Đã có người xác nhận: {found.person}/{found.total} ({share}); "
        f"đã bỏ: {len(study.rejected)}",
        f"Confirmed by a person: {found.person}/{found.total} ({share}); "
        f"rejected: {len(study.rejected)}",
    )
    yield from learned_from(coding.model for coding in study.codings)


def _cautions(study: Study, *, is_shared: bool) -> tuple[Bilingual, ...]:
    """Return what to keep in mind; of a copy that can't be read back not how to edit it."""
    what_counts = CONFIRMED_COUNT if study.settings.count == "confirmed" else PROPOSALS_COUNT
    return (CAUTIONS[0], what_counts, *CAUTIONS[1 : -1 if is_shared else None])
