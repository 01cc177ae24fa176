"""How much of what respondents say is coded and read, in all, by group and case by case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from qualcode import basis, counting
from qualcode.counting import Units
from qualcode.language.order import sort_key
from qualcode.model import Bilingual, Span, Study

if TYPE_CHECKING:
    from pandas import DataFrame

WHY: Mapping[str, Bilingual] = {
    "": Bilingual("", ""),
    "no_transcript": Bilingual("không có bản gỡ băng", "no transcript"),
    "no_answers": Bilingual("không thấy lời người trả lời", "no respondent's turns found"),
    "nothing_coded": Bilingual("chưa có gì được mã hóa", "nothing is coded"),
    "no_cases": Bilingual("không có nguồn nào", "there are no cases"),
}
"""Why nothing is coded."""
METHOD = Bilingual(
    "Độ phủ mã hóa: phần lời người trả lời có ít nhất một mã; ký tự tính trên hợp của các đoạn.",
    "Coverage: the part of respondents' words with at least one code; characters are those of the "
    "union of spans.",
)
READING = Bilingual(
    "Phủ nhiều không có nghĩa là mã hóa đúng, phủ ít không có nghĩa là bỏ sót: chuyện bên lề thì "
    "không cần mã. Lượt đã đọc là lượt có người đánh dấu đã đọc (seen).",
    "Much coverage doesn't mean that codes are right, nor little that something is missed: an "
    "aside needs no code. Turns read are those that a person marked as seen.",
)


@dataclass(frozen=True, slots=True)
class _Counts:
    """How much was said, and how much of it has a coding."""

    cases: int = 0
    cases_coded: int = 0
    codings: int = 0
    characters: int = 0
    characters_coded: int = 0
    segments: int = 0
    segments_coded: int = 0
    turns: int = 0
    turns_coded: int = 0
    turns_read: int = 0


_FIELDS = tuple(field.name for field in fields(_Counts))
_plain = attrgetter(*_FIELDS)
_SHARES = ("cases_coded", "characters_coded", "segments_coded", "turns_coded", "turns_read")
COVERAGE = (
    *("level", "name", *(field.name for field in fields(_Counts))),
    *(f"{name}_share" for name in _SHARES),
    *("has_transcript", "why"),
)
"""The columns of `coverage`."""


def coverage(study: Study, *, by: str = "", units: Units | None = None) -> DataFrame:
    """Return how much is coded: a row for `all`, one a `group` (value of `by`), one a `case`.

    Of respondents' characters, segments and turns and of the cases it says how many there are,
    how many have a coding and which share that is; None if there are none. `why` is empty
    unless nothing is coded. Cases are those of the study, or the `units` given.
    """
    from pandas import DataFrame

    units = units or counting.cases(study)
    counts = _counted(study, units)
    has_words = {unit.name: unit.is_coded for unit in units.members}
    total = _sum(counts.values())
    rows = [_row("all", "", total, has_words=any(has_words.values()))]
    for value, names in _groups(units, by):
        group = _sum(counts[name] for name in names)
        rows.append(_row("group", value, group, has_words=any(map(has_words.get, names))))
    rows += [_row("case", name, one, has_words=has_words[name]) for name, one in counts.items()]
    return basis.attach(
        DataFrame(rows, columns=list(COVERAGE), dtype="object"),
        study,
        method=METHOD,
        n={f"{units.kind}s": total.cases, "turns": total.turns, "codings": total.codings},
        parameters={"by": by, "units": units.kind},
        notes=(READING,) if total.cases else (WHY["no_cases"], READING),
    )


def _groups(units: Units, by: str) -> list[tuple[str, list[str]]]:
    """Return value → names of the units with it, in order; those without one last."""
    groups = units.by(by).items() if by else ()
    ordered = sorted(groups, key=lambda item: (item[0] == counting.UNKNOWN, sort_key(item[0])))
    return [(value, [unit.name for unit in members]) for value, members in ordered]


def _counted(study: Study, units: Units) -> dict[str, _Counts]:
    """Return what was said and coded, unit by unit, in the study's order."""
    known = {code.id for code in study.codes}
    spans: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for coding in study.codings:
        if coding.code in known:
            spans[coding.transcript, coding.turn].append(coding.span)
    segments: dict[tuple[str, int], list[Span]] = defaultdict(list)
    for segment in study.segments:
        segments[segment.transcript, segment.turn].append(segment.span)
    counts = {unit.name: [_Counts(cases=1)] for unit in units.members}
    for transcript in study.transcripts:
        for turn in transcript.turns:
            key = transcript.name, turn.number
            name = units.of.get(key)
            if name and turn.role not in ("interviewer", "other"):
                is_read = bool(study.seen.get(key))
                one = _turn(turn.span, spans[key], segments[key], is_read=is_read)
                counts[name].append(one)
    sums = {name: _sum(turns) for name, turns in counts.items()}
    return {name: replace(one, cases_coded=int(one.codings > 0)) for name, one in sums.items()}


def _sum(counts: Iterable[_Counts]) -> _Counts:
    return _Counts(*map(sum, zip(*map(_plain, counts), strict=True)))


def _turn(span: Span, coded: list[Span], segments: list[Span], *, is_read: bool) -> _Counts:
    """Return what one turn adds."""
    inside = [one for one in coded if one.overlaps(span)]
    return _Counts(
        codings=len(inside),
        characters=span.end - span.start,
        characters_coded=_covered(span, inside),
        segments=len(segments),
        segments_coded=sum(any(map(one.overlaps, inside)) for one in segments),
        turns=1,
        turns_coded=int(bool(inside)),
        turns_read=int(is_read),
    )


def _covered(whole: Span, spans: Iterable[Span]) -> int:
    """Return how many characters of the whole are in some span."""
    total, reached = 0, whole.start
    for span in sorted(spans):
        end = min(span.end, whole.end)
        total += max(0, end - max(span.start, reached))
        reached = max(reached, end)
    return total


def _row(level: str, name: str, counts: _Counts, *, has_words: bool) -> tuple[object, ...]:
    """Return a row with its shares, and why nothing is coded if nothing is."""
    shares = [
        getattr(counts, part) / whole if (whole := getattr(counts, part.split("_")[0])) else None
        for part in _SHARES
    ]
    why = (
        ("no_cases", not counts.cases),
        ("", counts.codings),
        ("no_transcript", not has_words),
        ("no_answers", not counts.turns),
        ("nothing_coded", True),
    )
    reason = next(key for key, holds in why if holds)
    return (level, name, *_plain(counts), *shares, has_words, reason)
