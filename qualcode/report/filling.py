"""One chapter, and what fills it: counts, chart, matrix excerpt, quotes, convergence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from qualcode import comparing, pictures
from qualcode.counting import UNKNOWN
from qualcode.documents.values import Block, Figure, Part
from qualcode.language.english import plural
from qualcode.model import Bilingual, Shown, joined
from qualcode.report import convergence, overall, parties, quoting
from qualcode.report.evidence import TOP, Evidence, Scope
from qualcode.report.groups import COLUMNS, by_groups
from qualcode.report.tables import CODE, OF_ASKED, rate, table

NOBODY = Bilingual(
    "Chưa có lượt mã hóa nào được tính cho chương này, nên chưa có bảng, hình hay trích dẫn.",
    "No coding counts for this chapter yet, so there is no table, figure or quote.",
)
REST = Bilingual("xem phụ lục bảng bổ sung", "see the annex of additional tables")


def parts(evidence: Evidence, scope: Scope) -> Iterator[Part]:
    """Yield what fills a chapter, a part for each thing that it shows."""
    chapter = scope.chapter
    if chapter.codes and not scope.themes:
        yield _part(evidence, scope, "counts", evidence.voice.said(NOBODY, manner="small"))
        return
    for shown in chapter.show:
        is_told = shown in _STUDY_WIDE or scope.themes
        if is_told and (blocks := tuple(_SHOWN[shown](evidence, scope))):
            yield _part(evidence, scope, shown, blocks)


def _part(evidence: Evidence, scope: Scope, shown: Shown, blocks: Sequence[Block]) -> Part:
    title = joined((NAMES[shown], scope.chapter.title), ": ")
    return Part(f"{scope.chapter.id}:{shown}", tuple(blocks), title=evidence.voice.one(title))


def _counts(evidence: Evidence, scope: Scope) -> Iterator[Block]:
    voice = evidence.voice
    rows = [
        (
            one.label,
            one.references,
            one.of_asked,
            rate(voice, one.confirmed, one.references),
        )
        for one in scope.themes[:TOP]
    ]
    yield table(
        voice,
        joined((Bilingual("Số đếm", "Counts"), scope.chapter.title), ": "),
        (
            CODE,
            Bilingual("Lượt nói", "References"),
            Bilingual("Nguồn", "Sources"),
            Bilingual("Đã xác nhận", "Confirmed"),
        ),
        rows,
        widths=(0.55, 0.15, 0.15, 0.15),
        notes=(*_what(scope), OF_ASKED, *_rest(scope)),
        centred=(1, 2, 3),
    )


def _what(scope: Scope) -> Iterator[Bilingual]:
    """Yield whose words and which direction are counted, where it isn't everything."""
    if scope.chapter.speakers:
        said = [value for values in scope.chapter.speakers.values() for value in values]
        names = comparing.names(scope.study, next(iter(scope.chapter.speakers)), said)
        told = joined(names.values(), ", ")
        yield Bilingual(
            f"Chỉ tính {scope.cases} nguồn: {told.vi}.",
            f"Only these {scope.cases} {plural(scope.cases, 'source')} count: {told.en}.",
        )
    if scope.chapter.valence:
        yield {
            "barrier": Bilingual("Chỉ tính lời nói về trở ngại.", "Only what is said to hinder."),
            "enabler": Bilingual("Chỉ tính lời nói về thuận lợi.", "Only what is said to help."),
            "neutral": Bilingual("Chỉ tính lời không có chiều.", "Only what leans neither way."),
        }[scope.chapter.valence]


def _rest(scope: Scope) -> Iterator[Bilingual]:
    more = len(scope.themes) - TOP
    if more > 0:
        yield Bilingual(
            f"Còn {more} mã ít nguồn nói hơn: {REST.vi}.",
            f"{more} more {plural(more, 'theme')}, mentioned by fewer: {REST.en}.",
        )


def _chart(evidence: Evidence, scope: Scope) -> Iterator[Block]:
    ids = [one.id for one in scope.themes[:TOP]]
    language = evidence.voice.language
    drawn = pictures.bars(scope.study, codes=ids, top=TOP, language=language)
    if not isinstance(drawn, pictures.Nothing):
        caption = joined(
            (Bilingual("Số nguồn nói tới mỗi mã", "Sources per theme"), scope.chapter.title), ": "
        )
        yield Figure(drawn, evidence.voice.one(caption), language)


def _matrix(evidence: Evidence, scope: Scope) -> Iterator[Block]:
    ids = [one.id for one in scope.themes[:TOP]]
    caption = joined((Bilingual("Ai nói điều gì", "Who says what"), scope.chapter.title), ": ")
    if by := apart(scope):
        yield from by_groups(evidence, scope.study, by, ids, caption, most=COLUMNS)


def apart(scope: Scope) -> str:
    """Return the attribute that tells a chapter's sources apart best; empty if none does."""
    compare = [by.split("@")[0] for by in scope.study.settings.compare]
    sizes = {
        by: len({case.get(by) for case in scope.study.cases if case.get(by)} - {UNKNOWN})
        for by in dict.fromkeys(("group", *compare, "type", "gender", "province"))
    }
    fitting = [by for by, size in sizes.items() if 1 < size <= COLUMNS]
    return next(iter(fitting or [by for by, size in sizes.items() if size > 1]), "")


NAMES: Mapping[Shown, Bilingual] = {
    "counts": Bilingual("Số đếm", "Counts"),
    "matrix": Bilingual("Trích ma trận", "Matrix excerpt"),
    "chart": Bilingual("Biểu đồ", "Chart"),
    "quotes": Bilingual("Trích dẫn", "Quotes"),
    "verdicts": Bilingual("Đối chiếu nguồn", "Convergence of sources"),
    "figures": Bilingual("Số liệu chính", "Key figures"),
    "sources": Bilingual("Đã nghe ai", "Who was heard"),
    "roles": Bilingual("Ai nói về điều gì", "Who speaks on what"),
    "recommendations": Bilingual("Bằng chứng cho khuyến nghị", "Evidence for recommendations"),
}
_STUDY_WIDE = frozenset({"figures", "sources"})
"""What is shown of all the study, whatever a chapter's codes are."""
_SHOWN: Mapping[Shown, Callable[[Evidence, Scope], Iterator[Block]]] = {
    "counts": _counts,
    "matrix": _matrix,
    "chart": _chart,
    "quotes": quoting.quotes,
    "verdicts": convergence.verdicts,
    "figures": overall.figures,
    "sources": overall.sources,
    "roles": parties.roles,
    "recommendations": parties.recommendations,
}
