"""The result of `cooccurrence.pairs` → a network, and a heat map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode import basis
from qualcode.model import Bilingual, Language, Study
from qualcode.pictures.making import fitting
from qualcode.pictures.making.tally import cases_by_theme, themes
from qualcode.pictures.values import (
    About,
    Cell,
    Column,
    Edge,
    HeatMap,
    Network,
    Node,
    Nothing,
    Row,
)
from qualcode.pictures.wording import caption, decimal, left_out, say, unit

if TYPE_CHECKING:
    from pandas import DataFrame

EDGES = 30
"""Lines that a network has room for."""
ONCE = 1
"""A pair that occurs together but once is a line only where there is no other."""
NEVER = "·"
"""In a cell of two codes that never occur together."""
PAIRS = Bilingual("cặp mã", "pair")


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of `pairs`, of two codes that do occur together."""

    ends: tuple[str, str]
    together: int
    coefficient: float
    cases: int

    @property
    def rank(self) -> tuple[float, int, tuple[str, str]]:
        """Return what to sort by: the strongest first, then the most frequent."""
        return -self.coefficient, -self.together, self.ends


def network(
    frame: DataFrame,
    study: Study,
    *,
    people: bool = False,
    top: int = EDGES,
    language: Language = "vi",
) -> Network | Nothing:
    """Return the codes that are said together, a line for each of the `top` strongest pairs.

    With `people` the pairs are of what each person says.
    """
    pairs = _pairs(frame)
    often = [pair for pair in pairs if pair.together > ONCE] or pairs
    kept, rest = (often[:top], often[top:]) if top else (often, [])
    rows = _rows(frame, study, often, language)
    words = {row.id: row.words for row in rows}
    named = [" – ".join(words[end] for end in pair.ends) for pair in rest]
    out = left_out(named, PAIRS, language)
    about = replace(
        _about(frame, study, "cooccurrence", language),
        headline=_closest(often, rows, language),
        signs=_signs(language),
        left_out=out,
    )
    if not kept:
        return Nothing(about, _never(language))
    joined = [row for row in rows if any(row.id in pair.ends for pair in kept)]
    place = {row.id: at for at, row in enumerate(joined)}
    edges = (
        Edge(place[first], place[second], pair.coefficient, pair.together, pair.cases)
        for pair in kept
        for first, second in (pair.ends,)
    )
    mentions = cases_by_theme(study, level=_level(frame), people=people)
    cases = {row["theme"]: row["cases"] for row in basis.records(mentions)}
    nodes = tuple(Node(row, cases[row.id]) for row in joined)
    return Network(about, nodes, tuple(edges), unit("people" if people else "cases", language))


def cooccurrence_map(
    frame: DataFrame, study: Study, *, top: int = fitting.COLUMNS * 2, language: Language = "vi"
) -> HeatMap | Nothing:
    """Return codes × codes: how often two are said together; of the `top` most joined codes."""
    pairs = _pairs(frame)
    said = _rows(frame, study, pairs, language)
    sizes = {row.id: sum(pair.together for pair in pairs if row.id in pair.ends) for row in said}
    kept = fitting.largest(sizes, sizes, top)
    shown = [row for row in said if row.id in kept]
    rest = [row for row in said if row.id not in kept]
    out = fitting.without_room(rest, language)
    about = replace(
        _about(frame, study, "cooccurrence_map", language),
        headline=_closest(pairs, said, language),
        left_out=out,
    )
    if not shown:
        return Nothing(about, _never(language))
    known = {frozenset(pair.ends): pair for pair in pairs}
    darkest = max(pair.coefficient for pair in pairs if kept.issuperset(pair.ends))
    return HeatMap(
        about,
        tuple(
            Row(row.id, f"{at} {row.words}", row.family, row.band)
            for at, row in enumerate(shown, 1)
        ),
        tuple(Column(str(at)) for at in range(1, len(shown) + 1)),
        tuple(
            tuple(
                _cell(known.get(frozenset((row.id, other.id)))) if at < to else Cell("blank", "")
                for at, other in enumerate(shown)
            )
            for to, row in enumerate(shown)
        ),
        say(language, "hệ số; số trong ô: lần cùng có", "coefficient; numbers: times together"),
        darkest,
        ("0", decimal(darkest, language)),
    )


def _cell(pair: Pair | None) -> Cell:
    if pair is None:
        return Cell("counted", NEVER, 0.0)
    return Cell("counted", str(pair.together), pair.coefficient)


def _about(frame: DataFrame, study: Study, kind: str, language: Language) -> About:
    return About(
        kind=kind,
        name=kind,
        title=say(language, "Mã hay đi cùng nhau", "Codes that occur together"),
        headline="",
        caption=caption(basis.of(frame), study, language),
        notes=_told(frame, language),
        language=language,
    )


def _closest(pairs: Sequence[Pair], rows: Sequence[Row], language: Language) -> str:
    """Return which pair is the closest; nothing if there is none."""
    words = {row.id: row.words for row in rows}
    for pair in pairs[:1]:
        both = " & ".join(f"“{words[end]}”" for end in pair.ends)
        figure = decimal(pair.coefficient, language)
        return say(
            language,
            f"Gắn với nhau nhất: {both} ({figure}; {pair.together} lần, {pair.cases} nguồn).",
            f"Closest: {both} ({figure}; {pair.together} times, {pair.cases} cases).",
        )
    return ""


def _signs(language: Language) -> tuple[str, ...]:
    return (
        say(
            language,
            "Vòng tròn càng lớn: càng nhiều nguồn nhắc tới; đường càng đậm: hệ số càng cao. "
            "Chỗ đứng của vòng tròn không nói gì thêm. Cặp chỉ gặp một lần không vẽ, trừ khi "
            "không có cặp nào khác.",
            "The larger a circle, the more cases mention the code; the thicker a line, the higher "
            "the coefficient. Where a circle stands says nothing more. Pairs found but once are "
            "not drawn unless there are no others.",
        ),
    )


def _told(frame: DataFrame, language: Language) -> tuple[str, ...]:
    found = basis.of(frame)
    return tuple(words.say(language) for words in (*found.notes, found.method))


def _never(language: Language) -> str:
    return say(
        language,
        "Không có hai mã nào cùng có ở một chỗ, nên chưa có gì để vẽ.",
        "No two codes occur together anywhere, so there is nothing to draw.",
    )


def _rows(
    frame: DataFrame, study: Study, pairs: Sequence[Pair], language: Language
) -> tuple[Row, ...]:
    """Return the themes of the pairs, in the codebooks' order."""
    named = {end for pair in pairs for end in pair.ends}
    return tuple(row for row in themes(study, _level(frame), (), language) if row.id in named)


def _level(frame: DataFrame) -> int | None:
    level = basis.of(frame).parameters.get("level")
    return level if isinstance(level, int) else None


def _pairs(frame: DataFrame) -> list[Pair]:
    """Return the pairs that occur together, the strongest first."""
    found = (
        Pair((row["code_a"], row["code_b"]), row["together"], row["coefficient"], row["cases"])
        for row in basis.records(frame)
        if row["together"] and row["coefficient"]
    )
    return sorted(found, key=lambda pair: pair.rank)
