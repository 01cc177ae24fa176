"""A study → bars: how many cases mention each theme."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from qualcode import basis
from qualcode.model import Language, Study
from qualcode.pictures.making import fitting
from qualcode.pictures.making.heat_map import nothing_said
from qualcode.pictures.making.tally import cases_by_theme, themes
from qualcode.pictures.values import DIRECTIONS, About, Bars, Nothing, Part, Row
from qualcode.pictures.wording import DIRECTION, STANDING, caption, say, unit

Split = Literal["direction", "status"]


def bars(
    study: Study,
    *,
    split: Split = "direction",
    level: int | None = None,
    codes: Collection[str] = (),
    people: bool = False,
    top: int = fitting.ROWS,
    language: Language = "vi",
) -> Bars | Nothing:
    """Return the cases that mention each theme, of those asked; the largest first by family.

    A bar is split by which way its cases speak, or by whether a person stands by what they say.
    """
    frame = cases_by_theme(study, level=level, codes=codes, people=people)
    counted = {row["theme"]: row for row in basis.records(frame)}
    sizes = {theme: row["cases"] for theme, row in counted.items()}
    rows = themes(study, level, codes, language)
    who = unit("people" if people else "cases", language)
    shown, left_out = _shown(rows, sizes, top, who, language)
    about = About(
        kind="bars",
        name=f"bars_{split}",
        title=say(language, f"Số {who} nhắc tới mỗi mã", f"How many {who} mention each code"),
        headline=_headline(shown, counted, who, language),
        caption=caption(basis.of(frame), study, language),
        notes=_reading(who, language),
        left_out=left_out,
        language=language,
    )
    if not shown:
        return Nothing(about, nothing_said(study, who, language))
    every = [counted[row.id] for row in shown]
    parts = _parts(split, every, language)
    counts = tuple(tuple(_count(each, part.id) for part in parts) for each in every)
    return Bars(about, shown, parts, counts, tuple(each["asked"] for each in every), who)


def _shown(
    rows: Collection[Row], sizes: Mapping[str, int], top: int, who: str, language: Language
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Return the themes to draw, and what to say of the others."""
    said = fitting.ranked([row for row in rows if sizes[row.id]], sizes)
    kept = fitting.largest([row.id for row in said], sizes, top)
    notes = (
        *fitting.unmentioned([row for row in rows if not sizes[row.id]], who, language),
        *fitting.without_room([row for row in said if row.id not in kept], language),
    )
    return tuple(row for row in said if row.id in kept), notes


def _parts(
    split: Split, counted: Collection[Mapping[str, int]], language: Language
) -> tuple[Part, ...]:
    """Return what bars are split into; of the directions only those that occur."""
    if split == "status":
        return tuple(Part(name, words.say(language)) for name, words in STANDING.items())
    return tuple(
        Part(each, DIRECTION[each].say(language))
        for each in DIRECTIONS
        if any(counts[each] for counts in counted)
    )


def _count(counts: Mapping[str, int], part: str) -> int:
    return counts["cases"] - counts["confirmed"] if part == "proposed" else counts[part]


def _headline(
    rows: Collection[Row], counted: Mapping[str, Mapping[str, int]], who: str, language: Language
) -> str:
    if not rows:
        return ""
    first = max(rows, key=lambda row: counted[row.id]["cases"])
    counts = counted[first.id]
    return say(
        language,
        f"Nhiều {who} nhắc nhất: “{first.words}”, {counts['cases']}/{counts['asked']} "
        f"{who} được hỏi.",
        f"Most {who} mention “{first.words}”: {counts['cases']} of {counts['asked']} asked.",
    )


def _reading(who: str, language: Language) -> tuple[str, ...]:
    return (
        say(
            language,
            f"9/16: 9 trong 16 {who} được hỏi (hoặc tự nhắc) có nhắc tới. Mỗi {who} tính một lần; "
            "nói cả hai chiều thì thuộc “cả hai chiều”. Số đếm không phải tỷ lệ trong dân số.",
            f"9/16: of 16 {who} that were asked (or brought it up) 9 mention it. Each counts once; "
            "who speaks both ways is in “both ways”. Counts are not prevalence.",
        ),
    )
