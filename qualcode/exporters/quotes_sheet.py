"""The sheet of quotes: a row a coding, whose English, check and place in reports people edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qualcode.explain import proposer
from qualcode.exporters.cells import (
    Cell,
    Column,
    Family,
    Phrase,
    Sheet,
    families,
    fitting,
    printable,
)
from qualcode.exporters.matrices import attribute_value, case_width, named
from qualcode.exporters.quotes_words import HOW_TO, ROLES, STATUSES
from qualcode.exporters.sheets import VALENCES
from qualcode.exporters.table import turns_of
from qualcode.exporters.verdicts import GREEN
from qualcode.framework import known as keys
from qualcode.framework.choices import CHECKED, CITES
from qualcode.framework.known_quotes import KnownQuote
from qualcode.framework.translating import LONGEST_ENGLISH
from qualcode.framework.written import digest
from qualcode.language.attributes import ATTRIBUTES
from qualcode.model import SIGNS, Bilingual, Case, Quote, Results, Transcript, Turn

PRINTED = 9
"""Columns that a reader of paper needs; those after them are for the screen."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A quote with what is known of where it stands."""

    quote: Quote
    source: Transcript
    case: Case
    turn: Turn | None
    family: Family
    label: Bilingual


@dataclass(frozen=True, slots=True)
class _Field:
    """A column, its name that outlasts the heading, and what it says of a quote."""

    column: Column
    says: Callable[[_Row], Cell]
    key: str


def quotes_sheet(results: Results) -> Sheet:
    """Return one row for each coding that counts, to be filtered, cited, translated and chosen."""
    fields = _fields(results)
    rows = _rows(results)
    return Sheet(
        keys.QUOTES,
        tuple(field.column for field in fields),
        tuple(tuple(field.says(row) for field in fields) for row in rows),
        notes=(HOW_TO,) if rows else (),
        keys=tuple(field.key for field in fields),
        printed=PRINTED,
    )


def known(results: Results) -> dict[str, KnownQuote]:
    """Return what the sheet leaves with: coding's id → what could be edited in its row."""
    hashes = {transcript.name: transcript.sha256 for transcript in results.study.transcripts}
    return {
        coding.id: KnownQuote(
            *(coding.transcript, hashes[coding.transcript], coding.span, coding.code, quote.id),
            words=digest(fitting(quote.words)),
            english=digest(shown := fitting(coding.translation)),
            is_whole=shown == printable(coding.translation),
            is_checked=bool(coding.checked),
            cite=coding.cite,
        )
        for quote in results.quotes
        for coding in [quote.coding]
    }


def checked(*, is_checked: bool) -> Cell:
    """Return the cell in which a person says that a translation is checked."""
    return Cell(CHECKED if is_checked else "", "editable")


def _rows(results: Results) -> list[_Row]:
    study = results.study
    cases = {case.name: case for case in study.cases}
    sources = {transcript.name: transcript for transcript in study.transcripts}
    turns = turns_of(study)
    groups = {family.id: family for family in families(study)}
    labels = {code.id: code.label for code in study.codes}
    return [
        _Row(
            quote,
            sources[coding.transcript],
            cases.get(coding.transcript, Case(coding.transcript)),
            turns.get((coding.transcript, coding.turn)),
            groups[coding.code.split(".", 1)[0]],
            labels.get(coding.code, Bilingual(coding.code, coding.code)),
        )
        for quote in results.quotes
        for coding in [quote.coding]
    ]


def _fields(results: Results) -> tuple[_Field, ...]:
    return (*_for_readers(results), *_on_reports(), *_for_coders(results))


def _for_readers(results: Results) -> tuple[_Field, ...]:
    """Return the columns that a client reads."""
    wide = 6 + case_width(results.study.cases)
    return (
        _field("quote", "Mã trích dẫn", "Quote id", wide, lambda r: Cell(r.quote.id, "strong")),
        _field("label", "Tên mã", "Label", 24, lambda r: Cell(r.label, between="\n")),
        _field("words", "Trích dẫn", "Quote", 50, lambda r: Cell(fitting(r.quote.words))),
        _Field(
            _editable(Bilingual("Bản dịch tiếng Anh", "English translation"), 50),
            lambda r: Cell(fitting(r.quote.coding.translation), "editable"),
            keys.ENGLISH,
        ),
        _field(
            "said", "Ghi nguồn", "Attribution", 28, lambda r: Cell(r.quote.attribution.say("vi"))
        ),
        _field(
            "said_en",
            "Ghi nguồn tiếng Anh",
            "English attribution",
            28,
            lambda r: Cell(r.quote.attribution.say("en")),
        ),
        _field("status", "Tình trạng", "Status", 16, _status),
    )


def _on_reports() -> tuple[_Field, ...]:
    """Return the columns that say whether a quote is fit to be reported."""
    return (
        _Field(
            _editable(Bilingual("Đã kiểm tra bản dịch?", "Translation checked?"), 16, CHECKED),
            lambda r: checked(is_checked=bool(r.quote.coding.checked)),
            keys.CHECKED,
        ),
        _Field(
            _editable(Bilingual("Đưa vào báo cáo?", "In the report?"), 14, *CITES.values()),
            lambda r: Cell(CITES.get(r.quote.coding.cite, ""), "editable"),
            keys.CITE,
        ),
        _field(
            "translator",
            "Người dịch",
            "Translated by",
            14,
            lambda r: Cell(r.quote.coding.translator),
        ),
        _field(
            "checker", "Người kiểm tra", "Checked by", 14, lambda r: Cell(r.quote.coding.checked)
        ),
    )


def _for_coders(results: Results) -> tuple[_Field, ...]:
    """Return the columns that say where a quote is from and how it came to be coded."""
    case = case_width(results.study.cases)
    attributes = (("type", 14), ("province", 14), ("group", 20))
    return (
        _field("case", "Nguồn", "Case", case, lambda r: Cell(r.quote.coding.transcript)),
        *(_of_case(name, width) for name, width in attributes),
        _field("turn", "Lượt lời", "Turn", 8, lambda r: Cell(r.quote.coding.turn)),
        _field(
            "role", "Vai", "Role", 14, lambda r: Cell(ROLES[r.turn.role if r.turn else "unknown"])
        ),
        _field("family", "Nhóm mã", "Family", 18, lambda r: Cell(named(r.family))),
        _Field(Column(Bilingual("Mã", "Code"), 30), lambda r: Cell(r.quote.coding.code), keys.CODE),
        _field("valence", "Chiều", "Valence", 12, lambda r: Cell(VALENCES[r.quote.coding.valence])),
        _field("fired", "Từ khớp quy tắc", "Words that fired", 30, _fired),
        _field("rule", "Quy tắc", "Rule", 22, lambda r: Cell(proposer(r.quote.coding))),
        _field("coder", "Người mã hóa", "Coder", 14, lambda r: Cell(r.quote.coding.coder)),
        _field("memo", "Ghi chú", "Memo", 26, lambda r: Cell(r.quote.coding.memo)),
        _field("probability", "Xác suất", "Probability", 11, _probability),
        _field("model", "Mô hình", "Model", 30, lambda r: Cell(r.quote.coding.model)),
        _Field(
            Column(Bilingual("qualcode", "qualcode"), 20, hidden=True),
            lambda r: Cell(r.quote.coding.id),
            keys.CODING,
        ),
    )


def _field(key: str, vi: str, en: str, width: float, says: Callable[[_Row], Cell]) -> _Field:
    return _Field(Column(Bilingual(vi, en), width), says, f"qualcode_{key}")


def _of_case(attribute: str, width: float) -> _Field:
    return _Field(
        Column(ATTRIBUTES[attribute], width),
        lambda row: Cell(attribute_value(row.case, attribute)),
        f"qualcode_{attribute}",
    )


def _editable(title: Bilingual, width: float, *choices: Bilingual) -> Column:
    longest = 0 if choices else LONGEST_ENGLISH
    return Column(title, width, GREEN, choices=choices, longest=longest)


def _status(row: _Row) -> Cell:
    status = row.quote.coding.status
    words = Phrase((f"{SIGNS[status]} ", STATUSES[status]), " / ")
    return Cell(words, "proposed" if status == "proposed" else "text")


def _fired(row: _Row) -> Cell:
    return Cell(" … ".join(span.of(row.source.text) for span in row.quote.coding.evidence))


def _probability(row: _Row) -> Cell:
    probability = row.quote.coding.probability
    return Cell("" if probability is None else round(probability, 3))
