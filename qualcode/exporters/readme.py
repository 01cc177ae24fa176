"""The workbook's first sheet: what it is, what it rests on, how to read it."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode.counting import survey_of
from qualcode.exporters.cells import Cell, Column, Sheet
from qualcode.exporters.notes import (
    CAUTIONS,
    CONFIRMED_COUNT,
    LEGEND,
    PROPOSALS_COUNT,
    SHEETS,
    learned_from,
    words_changed,
)
from qualcode.language.order import sort_key
from qualcode.model import Bilingual, Results, Study
from qualcode.shares import shares, told


def readme_sheet(results: Results, sheets: Iterable[str]) -> Sheet:
    """Return what the workbook is and how to read these sheets, Vietnamese beside English."""
    title = results.study.settings.title
    name = Bilingual(title.vi or "Ma trận dữ liệu định tính", title.en or "Qualitative data matrix")
    rows = [
        _line(name, "title"),
        *_section(Bilingual("Nghiên cứu", "The study"), _facts(results)),
        *_section(Bilingual("Các trang", "The sheets"), (SHEETS[name] for name in sheets)),
        *_section(Bilingual("Ký hiệu trong ô", "Marks in the cells"), LEGEND),
        *_section(Bilingual("Xin lưu ý", "Please note"), _cautions(results.study)),
    ]
    columns = (Column(Bilingual("", ""), 60), Column(Bilingual("", ""), 60))
    return Sheet("README", columns, tuple(rows), filtered=False)


def _line(words: Bilingual, style: str = "page") -> tuple[Cell, ...]:
    return Cell(words.vi, style), Cell(words.en, style)


def _section(title: Bilingual, words: Iterable[Bilingual]) -> Iterable[tuple[Cell, ...]]:
    return [_line(Bilingual("", "")), _line(title, "section"), *(_line(line) for line in words)]


def _facts(results: Results) -> Iterable[Bilingual]:
    """Yield what the numbers rest on; no clock, so that the same study gives the same file."""
    study = results.study
    yield from _said(study)
    yield from _whose(study)
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
    if study.decisions:
        latest = max(decision.time for decision in study.decisions)[:10]
        yield Bilingual(f"Quyết định mới nhất: {latest}", f"Latest decision: {latest}")


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


def _cautions(study: Study) -> tuple[Bilingual, ...]:
    what_counts = CONFIRMED_COUNT if study.settings.count == "confirmed" else PROPOSALS_COUNT
    return (*CAUTIONS[:1], what_counts, *CAUTIONS[1:])
