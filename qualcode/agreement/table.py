"""The table of agreement: who agrees how far with whom, on all codes and on each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode import basis
from qualcode.agreement import notes
from qualcode.agreement.groups import Compared, compared
from qualcode.agreement.judgements import (
    LEVELS,
    MISSING,
    STANDINGS,
    Judgements,
    Level,
    Standing,
    judgements,
)
from qualcode.agreement.parting import by_value
from qualcode.agreement.resampling import DRAWS, LEVEL, SEED
from qualcode.agreement.rows import COLUMNS, Part, Row, family_of, rows
from qualcode.agreement.sums import grouped
from qualcode.errors import StudyError
from qualcode.model import Bilingual, Study, is_within

if TYPE_CHECKING:
    from pandas import DataFrame

ALL = Bilingual("mọi mã", "all codes")
NO_LABEL = Bilingual("", "")


def agreement(
    study: Study,
    *,
    coders: Sequence[str] = (),
    machines: Sequence[str] = (),
    level: Level = "turn",
    by: str = "",
    codes: Sequence[str] = (),
    draws: int = DRAWS,
    seed: int = SEED,
    standing: Standing = "missing",
) -> DataFrame:
    """Return how far coders agree: overall, by family and by code, for all and for each two.

    `coders` are all people unless named; `machines`, or they, may name `rules` and `learning`. `by`
    is an attribute of cases that parts the transcripts, `codes` codes or groups to keep to.

    Raises:
        StudyError: if there is no such coder, level, code or way to take what was left standing.
    """
    check(study, level, standing, codes)
    found = compared(study, coders, machines)
    chosen = chosen_codes(study, codes)
    judged = judgements(study, found.views, chosen, level=level, standing=standing)
    asked_for = {"coders": list(judged.coders), "level": level, "by": by, "codes": list(codes)}
    drawn = {"draws": draws, "seed": seed, "interval": LEVEL}
    listed = list(_listed(found, by_value(study, judged, by), draws=draws, seed=seed))
    return basis.attach(
        _frame(study, listed),
        study,
        method=notes.METHOD,
        n={
            "units": len(judged.units),
            "units_compared": _compared(judged),
            "transcripts": len({unit.transcript for unit in judged.units}),
            "coders": len(found.views),
            "codes": len(chosen),
            "left_standing": sum(judged.standing.values()),
        },
        parameters=asked_for | drawn | {"standing": standing},
        notes=_notes(found, judged, listed, standing),
    )


def _compared(judged: Judgements) -> int:
    """Return how many units two or more coders looked at."""
    looked = (judged.verdicts > MISSING).any(axis=2).sum(axis=0)
    return int((looked > 1).sum())


def _listed(
    found: Compared, parts: Iterable[tuple[str, Judgements]], *, draws: int, seed: int
) -> Iterator[Row]:
    """Yield the rows of each part's groups of coders."""
    for value, part in parts:
        whole = Part(value, part, grouped(part, list(map(family_of, part.codes))))
        for group in found.groups:
            yield from rows(whole, group, draws=draws, seed=seed)


def chosen_codes(study: Study, codes: Sequence[str]) -> list[str]:
    """Return the study's codes, or those within the ones named."""
    every = [code.id for code in study.codes]
    return [one for one in every if not codes or any(is_within(one, parent) for parent in codes)]


def check(study: Study, level: str, standing: str, codes: Sequence[str]) -> None:
    """Raise an error that names the choices, unless the study has all of these."""
    _check_one_of("--level", level, LEVELS)
    _check_one_of("--standing", standing, STANDINGS)
    for one in codes:
        if not chosen_codes(study, [one]):
            raise StudyError.at(
                "--codes",
                f"không có mã hay nhóm mã '{one}'; xem qualcode codebook show",
                f"there is no code or group '{one}'; see qualcode codebook show",
            )


def _check_one_of(option: str, given: str, known: Sequence[str]) -> None:
    if given not in known:
        listed = ", ".join(known)
        raise StudyError.at(
            option,
            f"không có '{given}'; hãy chọn: {listed}",
            f"there is no '{given}'; choose from: {listed}",
        )


def _frame(study: Study, listed: Sequence[Row]) -> DataFrame:
    import pandas as pd

    labels = {c.id: c.label for book in study.codebooks for c in (*book.codes, *book.groups)}
    for row in listed:
        label = labels.get(str(row["code"]), NO_LABEL) if row["code"] else ALL
        row |= {"label_vi": label.vi, "label_en": label.en}
    cells = [[row[name] for name in COLUMNS] for row in listed]
    return pd.DataFrame(cells, columns=list(COLUMNS), dtype="object")


def _notes(
    found: Compared, judged: Judgements, listed: Sequence[Mapping[str, object]], standing: Standing
) -> list[Bilingual]:
    if found.why:
        return [notes.nobody(found.why, judged.coders)]
    return notes.notes(judged, listed, standing)
