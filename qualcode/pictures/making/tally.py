"""Which cases mention which themes, which way, and how many were asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcode import basis, counting, heard, shares
from qualcode.counting import Unit
from qualcode.heard import Heard
from qualcode.model import Bilingual, Language, Study
from qualcode.pictures.values import DIRECTIONS, Direction, Row
from qualcode.pictures.wording import one_line

if TYPE_CHECKING:
    from pandas import DataFrame

COUNTS = ("n_cases", "coded", "asked", "cases", *DIRECTIONS, "confirmed")
"""The columns of `cases_by_theme` behind the theme and the value."""

METHOD = Bilingual(
    "Đếm mỗi nguồn một lần, dù nhắc tới bao nhiêu lần; nguồn của một nhóm mã là hợp của các mã "
    "trong nhóm. Tính trên số nguồn được hỏi hoặc tự nhắc tới.",
    "Each case counts once, however often it says a thing; the cases of a family are the union "
    "of its codes'. The base is the cases that were asked or brought it up themselves.",
)
NOT_PREVALENCE = Bilingual(
    "Số đếm không phải tỷ lệ trong dân số.", "Counts are not how common a thing is in a population."
)


def cases_by_theme(
    study: Study,
    *,
    by: str = "",
    level: int | None = None,
    codes: Collection[str] = (),
    people: bool = False,
) -> DataFrame:
    """Return one row a theme and value of the attribute, with the columns of `COUNTS`.

    Themes are codes, or with a `level` the groups at it. Of the `n_cases` with the value `coded`
    have words to be coded, `asked` were asked or mention the theme, and `cases` mention it: each
    in one of the directions. Without `by` there is one value, an empty one. With `people` a
    person counts once, where transcripts tell them apart.
    """
    from pandas import DataFrame

    units = counting.people(study) if people else counting.cases(study)
    ids = [row.id for row in themes(study, level, codes)]
    confirmed = tuple(one for one in study.codings if shares.is_confirmed(one))
    said = heard.heard(study, units, ids)
    stood_by = heard.heard(replace(study, codings=confirmed), units, ids)
    groups = units.by(by) if by else {"": list(units.members)}
    found = [
        (theme, value, *_counts(theme, members, said, stood_by))
        for theme in ids
        for value, members in groups.items()
    ]
    codings = sum(bool(units.whose(one)) for one in study.codings)
    counted = {"people" if people else "cases": len(units.members), "codings": codings}
    return basis.attach(
        DataFrame(found, columns=["theme", "value", *COUNTS]),
        study,
        method=METHOD,
        n=counted,
        parameters={"by": by, "level": level, "codes": sorted(codes), "people": people},
        notes=(NOT_PREVALENCE,),
    )


def themes(
    study: Study,
    level: int | None = None,
    codes: Collection[str] = (),
    language: Language = "vi",
) -> tuple[Row, ...]:
    """Return the study's themes at this level of the code tree, family by family."""
    families = list(dict.fromkeys(code.family for code in study.codes))
    rows = (
        Row(
            theme,
            label(study, theme, language),
            "" if theme == family else label(study, family, language),
            families.index(family),
        )
        for theme in heard.themes(study, level, codes)
        for family in heard.up(theme)[:1]
    )
    return tuple(sorted(rows, key=lambda row: row.band))


def label(study: Study, id: str, language: Language) -> str:
    """Return what a code or group is called; its id if nobody has called it anything."""
    return one_line(heard.label(study, id).say(language)) or id


def direction(valences: Collection[str]) -> Direction:
    """Return which way somebody speaks who says things of these valences."""
    if "barrier" in valences:
        return "mixed" if "enabler" in valences else "barrier"
    return "enabler" if "enabler" in valences else "neutral"


def _counts(theme: str, members: Collection[Unit], said: Heard, stood_by: Heard) -> tuple[int, ...]:
    names = [unit.name for unit in members if unit.is_coded]
    side = said.side(theme, names)
    directions = {"barrier": side.neg, "enabler": side.pos, "mixed": side.mixed}
    directions["neutral"] = side.mention - sum(directions.values())
    return (
        len(members),
        len(names),
        side.asked,
        side.mention,
        *(directions[each] for each in DIRECTIONS),
        stood_by.side(theme, names).mention,
    )
