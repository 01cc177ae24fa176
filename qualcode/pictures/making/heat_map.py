"""A study → the heat map of its themes by the values of an attribute."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode import basis, comparing
from qualcode.model import Language, Study
from qualcode.pictures.making import fitting
from qualcode.pictures.making.tally import cases_by_theme, themes
from qualcode.pictures.values import About, Cell, Column, HeatMap, Nothing, Row
from qualcode.pictures.wording import (
    NOT_ASKED,
    NOT_CODED,
    attribute,
    caption,
    left_out,
    one_line,
    say,
    unit,
)

if TYPE_CHECKING:
    from pandas import DataFrame

Counted = Mapping[tuple[str, str], Mapping[str, int]]
"""(theme, value) → its row of `cases_by_theme`."""


def heat_map(
    study: Study,
    *,
    by: str,
    level: int | None = None,
    codes: Collection[str] = (),
    people: bool = False,
    top: int = fitting.ROWS,
    columns: int = fitting.COLUMNS,
    language: Language = "vi",
) -> HeatMap | Nothing:
    """Return themes × values of the attribute: cases that mention a theme, of those asked.

    The `top` themes with most cases are shown, and the `columns` largest groups; 0 shows all.
    """
    frame = cases_by_theme(study, by=by, level=level, codes=codes, people=people)
    who = unit("people" if people else "cases", language)
    every = _Map.of(frame, study, by, themes(study, level, codes, language), language)
    shown = every.cut(top, columns)
    about = About(
        kind="heatmap",
        name=f"heatmap_{by}",
        title=_title(attribute(by, language), who, language),
        headline=_headline(shown, who, language),
        caption=caption(basis.of(frame), study, language),
        notes=_reading(who, language),
        left_out=_without(every, shown, who, language),
        language=language,
    )
    if not shown.rows:
        return Nothing(about, nothing_said(study, who, language))
    return HeatMap(
        about,
        shown.rows,
        tuple(Column(shown.names[value], shown.sizes[value]) for value in shown.groups),
        tuple(tuple(cell(shown.counted[r.id, v]) for v in shown.groups) for r in shown.rows),
        say(language, f"tỷ lệ {who} được hỏi có nhắc tới", f"share of {who} asked that mention it"),
    )


def _title(by: str, who: str, language: Language) -> str:
    return say(
        language, f"Mã theo {by}: số {who} nhắc tới", f"Codes by {by}: {who} that mention them"
    )


@dataclass(frozen=True, slots=True)
class _Map:
    """Themes by groups, with all that is counted of them."""

    rows: tuple[Row, ...]
    groups: tuple[str, ...]
    names: Mapping[str, str]
    """Value → how it is shown."""
    sizes: Mapping[str, int]
    """Value → how many are in the group."""
    counted: Counted

    @classmethod
    def of(
        cls,
        frame: DataFrame,
        study: Study,
        by: str,
        rows: tuple[Row, ...],
        language: Language,
    ) -> _Map:
        """Return all that the table has."""
        counted = {(row["theme"], row["value"]): row for row in basis.records(frame)}
        sizes = {value: row["n_cases"] for (_, value), row in counted.items()}
        words = comparing.names(study, by, sizes)
        names = {value: one_line(words[value].say(language)) for value in sizes}
        return cls(rows, tuple(sizes), names, sizes, counted)

    def mentions(self, row: Row) -> int:
        """Return how many mention a theme, of all groups."""
        return sum(self.counted[row.id, value]["cases"] for value in self.sizes)

    def cut(self, top: int, columns: int) -> _Map:
        """Return the themes that most mention and the largest groups."""
        mentions = {row.id: self.mentions(row) for row in self.rows if self.mentions(row)}
        kept = fitting.largest(mentions, mentions, top)
        wide = fitting.largest(self.groups, self.sizes, columns)
        rows = tuple(row for row in self.rows if row.id in kept)
        return replace(self, rows=rows, groups=tuple(v for v in self.groups if v in wide))


def cell(counts: Mapping[str, int]) -> Cell:
    """Return one field: "3/5" and how strong; n/a where nobody was asked; … if not yet coded."""
    if not counts["coded"]:
        return Cell("not_coded", NOT_CODED)
    if not counts["asked"]:
        return Cell("not_asked", NOT_ASKED)
    words = f"{counts['cases']}/{counts['asked']}"
    return Cell("counted", words, counts["cases"] / counts["asked"])


def nothing_said(study: Study, who: str, language: Language) -> str:
    """Return why there is nothing to draw."""
    if not study.transcripts:
        return say(
            language,
            "Nghiên cứu chưa có bản gỡ băng nào, nên chưa có gì để vẽ.",
            "The study has no transcript yet, so there is nothing to draw.",
        )
    return say(
        language,
        f"Chưa có {who} nào có lượt mã hóa được tính, nên chưa có gì để vẽ.",
        f"No {who} have a coding that counts yet, so there is nothing to draw.",
    )


def _headline(shown: _Map, who: str, language: Language) -> str:
    """Return where groups lie furthest apart; of groups of which at least two were asked."""
    widest, said = 0.0, ""
    for row in shown.rows:
        found = [(shown.counted[row.id, value], shown.names[value]) for value in shown.groups]
        shares = [
            (one["cases"] / one["asked"], one, name) for one, name in found if one["asked"] > 1
        ]
        if not shares:
            continue
        high, low = max(shares, key=lambda s: s[0]), min(shares, key=lambda s: s[0])
        if high[0] - low[0] > widest:
            widest = high[0] - low[0]
            most, least = f"{high[2]} {cell(high[1]).words}", f"{low[2]} {cell(low[1]).words}"
            said = say(
                language,
                f"Cách nhau xa nhất ở “{row.words}”: {most} {who} được hỏi, {least}.",
                f"Furthest apart on “{row.words}”: {most} {who} asked, {least}.",
            )
    return said


def _without(every: _Map, shown: _Map, who: str, language: Language) -> tuple[str, ...]:
    """Return what is not in the picture: themes nobody mentions, and what has no room."""
    kept = {row.id for row in shown.rows}
    silent = [row for row in every.rows if not every.mentions(row)]
    rest = [row for row in every.rows if row.id not in kept and every.mentions(row)]
    groups = [every.names[value] for value in every.groups if value not in shown.groups]
    return (
        *fitting.unmentioned(silent, who, language),
        *fitting.without_room(rest, language),
        *left_out(groups, fitting.GROUPS, language),
    )


def _reading(who: str, language: Language) -> tuple[str, ...]:
    return (
        say(
            language,
            f"3/5: 3 trong 5 {who} được hỏi (hoặc tự nhắc) có nhắc tới; 0/5: được hỏi mà không ai "
            f"nhắc; {NOT_ASKED}, gạch chéo: không hỏi; {NOT_CODED}: chưa có lời để mã hóa. "
            "Số đếm không phải tỷ lệ trong dân số; nhóm ít người thì ô đậm cũng nói lên ít.",
            f"3/5: of 5 {who} that were asked (or brought it up) 3 mention it; 0/5: asked, and "
            f"nobody did; {NOT_ASKED}, hatched: not asked; {NOT_CODED}: no words to code yet. "
            "Counts are not prevalence; in a small group even a dark cell says little.",
        ),
    )
