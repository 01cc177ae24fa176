"""Women beside men, and other groups beside each other: by people where people are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from qualcode import basis, comparing
from qualcode.brief.making.compared import TOLD, Comparison, best
from qualcode.brief.making.known import Known
from qualcode.brief.making.phrasing import called, capital, joined, named, same, together
from qualcode.brief.values import Chart, Lines, Look, Series, Slide
from qualcode.language import attributes
from qualcode.model import Bilingual

GENDER = "gender"
SIDES: tuple[Look, ...] = ("first", "second", "third", "fourth")
"""Groups that a picture has room for."""
THEMES = 6
LEAST_ASKED = Bilingual(
    "Chưa đủ người hay nguồn được hỏi ở mỗi bên để nói khác nhau hay giống nhau: hãy đọc trích dẫn "
    "của từng bên, không so con số.",
    "Too few were asked on each side to tell whether they differ: read the quotes of each side, "
    "and don't compare the figures.",
)
_KINDS = {
    "person": Bilingual("người", "people"),
    "case": Bilingual("nguồn", "cases"),
}


def women_men(found: Known) -> tuple[Slide, ...]:
    """Return the slide that compares women and men, or says why they can't be compared."""
    if not found.counted.codings:
        return ()
    return (_slide(best(found, [GENDER]), "women-men"),)


def other_groups(found: Known) -> tuple[Slide, ...]:
    """Return the slide that compares other groups, if there are any."""
    others = [by for by in found.study.settings.compare if by not in {"type", GENDER}]
    known = [by for by in others if any(case.get(by) for case in found.study.cases)]
    if not known or not found.counted.codings:
        return ()
    return (_slide(best(found, known), "groups"),)


def _slide(made: Comparison, id: str) -> Slide:
    notes = (comparing.sentence(made.frame), *basis.of(made.frame).notes, _source(made))
    if not made.is_told:
        lines = (comparing.sentence(made.frame), *([LEAST_ASKED] if len(made.groups) > 1 else []))
        return Slide(id, _untold(made), (Lines(lines),), notes=notes)
    chart = _chart(made)
    return Slide(id, _headline(made), (chart,), _remark(made), notes)


def _untold(made: Comparison) -> Bilingual:
    """Return that nothing can be told, as a headline."""
    who = attributes.called(made.by)
    if made.by == GENDER:
        return Bilingual("Chưa so sánh được nữ và nam", "Women and men can't be compared yet")
    return Bilingual(
        f"Chưa so sánh được theo {who.vi}", f"No comparison by {who.en} can be made yet"
    )


def _headline(made: Comparison) -> Bilingual:
    """Return the clearest difference, or that there is none, and on how many themes."""
    tally = Counter(row["verdict"] for row in made.rows)
    told = sum(tally[verdict] for verdict in TOLD)
    clear = [
        row
        for row in made.rows
        if row["verdict"] == "differs" and not row["fragile"] and row["difference"]
    ]
    alike, names = tally["similar"], made.called
    if not clear:
        who = joined([names[value] for value in made.groups[: len(SIDES)]])
        if len(made.groups) > len(SIDES):
            count, what = len(made.groups), attributes.called(made.by)
            who = Bilingual(f"{count} nhóm theo {what.vi}", f"{count} groups by {what.en}")
        return Bilingual(
            f"{capital(who.vi)}: giống nhau ở {alike} trong {told} chủ đề so được",
            f"{capital(who.en)}: similar on {alike} of the {told} themes that can be compared",
        )
    return together(_difference(made, clear[0]), _likeness(made, alike, told))


def _difference(made: Comparison, row: dict[str, Any]) -> Bilingual:
    """Return which of two groups speaks more of a theme, with both its numbers."""
    ends = [row["first"], row["second"]]
    if row["difference"] < 0:
        ends.reverse()
    more, less = (made.called[value] for value in ends)
    counts = [_count(row, value) for value in ends]
    label, kind = called(made.study, row["theme"]), _KINDS[made.units.kind]
    if made.by != GENDER:
        more, less = (Bilingual(f"nhóm “{one.vi}”", f"“{one.en}”") for one in (more, less))
    return Bilingual(
        f"Tỷ lệ nói tới {label.vi} ở {more.vi} cao hơn {less.vi}: {counts[0]} so với {counts[1]} "
        f"{kind.vi} được hỏi",
        f"A larger share of {more.en} than of {less.en} speaks of {label.en}: {counts[0]} against "
        f"{counts[1]} {kind.en} asked",
    )


def _likeness(made: Comparison, alike: int, told: int) -> Bilingual:
    if not alike:
        return same("")
    two = len(made.groups) == len("ab")
    return Bilingual(
        f"; {'hai bên' if two else 'các nhóm'} giống nhau ở {alike} trong {told} chủ đề",
        f"; {'the two' if two else 'groups'} are similar on {alike} of {told} themes",
    )


def _chart(made: Comparison) -> Chart:
    """Return the share of each group that speaks of the themes on which they differ most."""
    told = [row for row in made.rows if row["verdict"] in TOLD]
    shown, groups = told[:THEMES], _shown(made, told)
    least = int(str(basis.of(made.frame).parameters["least"]))
    categories = tuple(named(made.study, row["theme"]) for row in shown)
    counted = tuple(_counted(row, groups) for row in shown)
    series = tuple(
        Series(_size(made, value), look, tuple(_share(row, value, least) for row in shown))
        for value, look in zip(groups, SIDES, strict=False)
    )
    pairs = [together(c, same(f" {n}")) for c, n in zip(categories, counted, strict=True)]
    listed = Bilingual("; ".join(c.vi for c in pairs), "; ".join(c.en for c in pairs))
    order = joined([made.called[value] for value in groups])
    about = Bilingual(
        f"Phần trăm số được hỏi nói tới mỗi chủ đề, theo {order.vi}: {listed.vi}.",
        f"Per cent of those asked who speak of each theme, by {order.en}: {listed.en}.",
    )
    return Chart(about, categories, counted, series, stacked=False, percent=True)


def _shown(made: Comparison, told: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """Return the groups to draw: the ends of the clearest difference first, then the largest."""
    least = int(str(basis.of(made.frame).parameters["least"]))
    enough = [
        value
        for value in made.groups
        if any(row[comparing.column(value, "asked")] >= least for row in told[:THEMES])
    ]
    if len(enough) <= len(SIDES):
        return tuple(enough)
    sizes = basis.of(made.frame).n
    largest = sorted(enough, key=lambda value: -sizes.get(value, 0))
    ends = [told[0]["first"], told[0]["second"]]
    return tuple(dict.fromkeys((*ends, *largest)))[: len(SIDES)]


def _counted(row: dict[str, Any], groups: Sequence[str]) -> str:
    """Return the groups' counts, with signs: they differ; one more or less changes that."""
    counts = "; ".join(_count(row, value) for value in groups)
    differs = bool(row["verdict"] == "differs")
    shaky = differs and bool(row["fragile"])
    return f"({counts})" + " ≠" * differs + " (!)" * shaky


def _size(made: Comparison, value: str) -> Bilingual:
    size = basis.of(made.frame).n[value]
    return together(made.called[value], same(f" (n={size})"))


def _share(row: dict[str, Any], value: str, least: int) -> float | None:
    """Return a share in per cent; None where too few were asked for it to mean anything."""
    asked, share = row[comparing.column(value, "asked")], row[comparing.column(value, "share")]
    return None if share is None or asked < least else round(100 * float(share), 1)


def _count(row: dict[str, Any], value: str) -> str:
    return f"{row[comparing.column(value, 'mention')]}/{row[comparing.column(value, 'asked')]}"


def _remark(made: Comparison) -> Bilingual:
    kind = _KINDS[made.units.kind]
    told = [row for row in made.rows if row["verdict"] in TOLD]
    order = [made.called[value] for value in _shown(made, told)]
    vi, en = "; ".join(one.vi for one in order), "; ".join(one.en for one in order)
    words = Bilingual(
        f"% số {kind.vi} được hỏi nói tới; n/N theo thứ tự: {vi}. ≠: chênh trên ngưỡng; (!): thêm "
        f"hay bớt một {kind.vi} là đổi. Không kiểm định: người tham gia được chọn có chủ đích.",
        f"% of {kind.en} asked who speak of it; n/N in this order: {en}. ≠: apart by more than the "
        "threshold; (!): one more or less changes that. No test: participants were chosen on "
        "purpose.",
    )
    return together(words, _mixed(made))


def _mixed(made: Comparison) -> Bilingual:
    """Return a warning if the groups spoke in other types of source: that may be why."""
    types = comparing.groups(made.study, made.units, made.by).types
    if len({frozenset(types[value]) for value in made.groups}) == 1:
        return same("")
    return Bilingual(
        " Các bên khác nhau cả về loại nguồn.", " The groups differ in types of source too."
    )


def _source(made: Comparison) -> Bilingual:
    people = " --people" if made.units.kind == "person" else ""
    command = f"qualcode compare --by {made.by}{people}"
    return Bilingual(f"Số liệu: {command}.", f"Numbers from: {command}.")
