"""What most speak of: all themes in one picture, the main ones each on a slide, and what helps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from qualcode import triangulation
from qualcode.basis import records
from qualcode.brief.making.known import Known, spoken
from qualcode.brief.making.phrasing import (
    DIRECTIONS,
    SILENT,
    called,
    directed,
    joined,
    named,
    number_and,
    plain,
    same,
    speak,
    together,
)
from qualcode.brief.values import Chart, Lines, Look, Part, Series, Slide
from qualcode.comparing import names
from qualcode.language.verdicts import label_of
from qualcode.model import Bilingual
from qualcode.pictures import cases_by_theme

THEMES = 10
"""The most themes in the picture of all."""
GROUPS = (2, 7)
"""How many values an attribute may have for a finding to be shown by it."""
TIED = 3
"""Themes that a headline names if they share the first place."""
COUNTED = Bilingual(
    "n/N: trong N nguồn được hỏi hay tự nói tới có n nói tới. Mỗi nguồn tính một lần.",
    "n/N: of N cases that were asked or brought it up n speak of it. Each case counts once.",
)
PERSON = Bilingual(" (người kết luận)", " (a person's conclusion)")
FRAGILE = Bilingual(
    " (thêm hay bớt một nguồn là đổi)", " (one case more or fewer would change that)"
)
FROM = Bilingual("Số liệu: qualcode picture bars.", "Numbers from: qualcode picture bars.")


def overall(found: Known) -> tuple[Slide, ...]:
    """Return the slide of the themes that most cases mention, if any is mentioned."""
    themes = _ranked(found, found.themes)[:THEMES]
    if not themes:
        return ()
    rows = {row["theme"]: row for row in records(cases_by_theme(found.counted, codes=themes))}
    about = Bilingual("Số nguồn nói tới mỗi chủ đề", "How many cases speak of each theme")
    chart = _chart(found, about, [(named(found.study, one), rows[one]) for one in themes])
    left = len(_ranked(found, found.themes)) - len(themes)
    notes = [FROM]
    if left:
        notes.append(
            Bilingual(f"Còn {left} chủ đề được nói tới nữa.", f"{left} more themes are spoken of.")
        )
    return (Slide("overall", _most(found), (chart,), COUNTED, (*notes, found.rests)),)


def findings(found: Known, most: int) -> tuple[Slide, ...]:
    """Return a slide for each of the main findings.

    Those that most cases mention, of each family of codes one before a second; what hinders
    before what has no direction, and what only helps has a slide of its own.
    """
    ranked = [one for one in _ranked(found, found.themes) if not _only_helps(found, one)]
    first = [one for one in ranked if found.side(one).neg + found.side(one).mixed]
    rest = [one for one in ranked if one not in first]
    chosen = _spread(found, [first, rest], most)
    verdicts = triangulation.compared(found.counted, "type", only=chosen) if chosen else None
    return tuple(_finding(found, theme, number, verdicts) for number, theme in enumerate(chosen, 1))


def helping(found: Known) -> tuple[Slide, ...]:
    """Return the slide of what is said to help, if anything is."""
    themes = [one for one in found.themes if found.side(one).pos + found.side(one).mixed]
    counts = {one: found.side(one).pos + found.side(one).mixed for one in themes}
    ordered = sorted(themes, key=lambda one: (-counts[one], found.themes.index(one)))[:6]
    if not ordered:
        return ()
    first = found.side(ordered[0])
    headline = together(
        Bilingual("Điều giúp ích: ", "What helps: "),
        _lowered(speak(counts[ordered[0]], first.asked, called(found.study, ordered[0]))),
        Bilingual(" theo chiều thuận lợi", " as a help"),
    )
    rows = {row["theme"]: row for row in records(cases_by_theme(found.counted, codes=ordered))}
    about = Bilingual("Điều được nói là giúp ích", "What is said to help")
    chart = _chart(found, about, [(named(found.study, one), rows[one]) for one in ordered])
    quotes, full = spoken(found, ordered[0], "enabler")
    for theme in ordered[1:]:
        if not quotes.spoken:
            quotes, full = spoken(found, theme, "enabler")
    parts: tuple[Part, ...] = (chart, quotes) if quotes.spoken else (chart,)
    return (Slide("helps", headline, parts, COUNTED, (FROM, *full, found.rests)),)


def _ranked(found: Known, themes: Collection[str]) -> list[str]:
    """Return the themes that are mentioned, by how many cases, then by which share."""
    sides = {one: found.side(one) for one in themes}
    order = {one: at for at, one in enumerate(found.themes)}
    told = [one for one in themes if sides[one].mention]
    return sorted(told, key=lambda one: (-sides[one].mention, sides[one].asked, order[one]))


def _most(found: Known) -> Bilingual:
    """Return which barriers, else themes, most cases speak of; all that share the first place."""
    ranked = _ranked(found, found.themes)
    barriers = [one for one in ranked if found.side(one).neg + found.side(one).mixed]
    of = barriers or ranked
    top = [one for one in of if found.side(one).mention == found.side(of[0]).mention]
    count = found.side(of[0]).mention
    vi, en = ("trở ngại", "barrier") if barriers else ("chủ đề", "theme")
    cases = "case speaks" if count == 1 else "cases speak"
    if len(top) > TIED:
        return Bilingual(
            f"{len(top)} {vi} được nhiều nguồn nói tới nhất, mỗi {vi} ở {count} nguồn",
            f"{count} {cases} of each of the {len(top)} most mentioned {en}s",
        )
    shown = [
        number_and(called(found.study, one), found.side(one).mention, found.side(one).asked)
        for one in top
    ]
    listed = joined(shown)
    several = "s" if len(top) > 1 else ""
    return Bilingual(
        f"{vi.capitalize()} được nhiều nguồn nói tới nhất: {listed.vi}",
        f"The {en}{several} that most cases speak of: {listed.en}",
    )


def _spread(found: Known, groups: Sequence[Sequence[str]], most: int) -> list[str]:
    """Return so many themes: a family's second only after every family's first."""
    chosen: list[str] = []
    for themes in groups:
        taken = Counter[str]()
        turn: dict[str, int] = {}
        for theme in themes:
            family = theme.split(".", 1)[0]
            turn[theme] = taken[family]
            taken[family] += 1
        chosen += sorted(themes, key=lambda one: turn[one])
    return _ranked(found, chosen[: max(most, 0)])


def _finding(
    found: Known, theme: str, number: int, verdicts: triangulation.Compared | None
) -> Slide:
    side, label = found.side(theme), called(found.study, theme)
    quotes, full = spoken(found, theme)
    parts: list[Part] = [*_by_group(found, theme), *([quotes] if quotes.spoken else [])]
    return Slide(
        f"finding-{number}",
        together(speak(side.mention, side.asked, label), directed(side)),
        tuple(parts) or (Lines((COUNTED,)),),
        _agreeing(found, theme, verdicts),
        (FROM, *full, found.rests),
    )


def _by_group(found: Known, theme: str) -> Iterator[Chart]:
    """Yield the finding by type of source, or by the first attribute that tells cases apart."""
    for by in dict.fromkeys(("type", *found.study.settings.compare)):
        rows = [
            row
            for row in records(cases_by_theme(found.counted, by=by, codes=[theme]))
            if row["asked"]
        ]
        if GROUPS[0] <= len(rows) <= GROUPS[1]:
            words = names(found.study, by, [row["value"] for row in rows])
            about = together(
                Bilingual("Số nguồn nói tới ", "How many cases speak of "),
                called(found.study, theme),
            )
            yield _chart(found, about, [(plain(words[row["value"]]), row) for row in rows])
            return


def _chart(
    found: Known, about: Bilingual, rows: Sequence[tuple[Bilingual, dict[str, int]]]
) -> Chart:
    """Return stacked bars: which way cases speak, and who was asked and is silent."""
    del found
    parts: list[tuple[Look, Bilingual, list[int]]] = [
        (each, DIRECTIONS[each], [row[each] for _, row in rows]) for each in DIRECTIONS
    ]
    parts = [part for part in parts if any(part[2])]
    parts.append(("silent", SILENT, [row["asked"] - row["cases"] for _, row in rows]))
    named = [number_and(label, row["cases"], row["asked"]) for label, row in rows]
    listed = Bilingual("; ".join(c.vi for c in named), "; ".join(c.en for c in named))
    return Chart(
        together(about, same(": "), listed, same(".")),
        tuple(label for label, _ in rows),
        tuple(f"({row['cases']}/{row['asked']})" for _, row in rows),
        tuple(Series(name, look, tuple(map(float, values))) for look, name, values in parts),
    )


def _agreeing(found: Known, theme: str, verdicts: triangulation.Compared | None) -> Bilingual:
    """Return whether types of source agree on a theme: a person's conclusion before ours."""
    if verdicts is None or len(found.types) < GROUPS[0]:
        return COUNTED
    concluded = verdicts.conclusion(theme)
    computed = verdicts.verdicts[theme]
    words = label_of(concluded.verdict if concluded else computed.verdict)
    how = PERSON if concluded else FRAGILE if computed.fragile else same("")
    return Bilingual(
        f"Đối chiếu các loại nguồn: {words.vi.lower()}{how.vi}. {COUNTED.vi}",
        f"Types of source compared: {words.en.lower()}{how.en}. {COUNTED.en}",
    )


def _only_helps(found: Known, theme: str) -> bool:
    side = found.side(theme)
    return bool(side.pos) and not side.neg + side.mixed


def _lowered(words: Bilingual) -> Bilingual:
    return Bilingual(words.vi[:1].lower() + words.vi[1:], words.en[:1].lower() + words.en[1:])
