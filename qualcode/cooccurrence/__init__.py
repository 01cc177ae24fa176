"""Which codes are said together: in one segment, one turn, near each other, or in one case."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from qualcode import basis, counting
from qualcode.cooccurrence.meeting import Meetings, Placed, Within, meetings
from qualcode.counting import Units
from qualcode.errors import StudyError
from qualcode.model import Bilingual, Study, is_within

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = ["PAIRS", "PLACES", "Within", "cooccurrence", "pairs"]

PLACES = ("segment", "overlap", "turn", "case")
"""Where two codes have to stand; besides a number of turns."""
PAIRS = ("code_a", "code_b", "together", "a", "b", "both", "either", "coefficient", "cases")
"""The columns of `pairs`."""

METHOD = Bilingual(
    "Mã đi cùng nhau, với hệ số Jaccard (1912): đơn vị có cả hai mã / đơn vị có ít nhất một mã.",
    "Co-occurrence with Jaccard's coefficient (1912): units with both codes / units with either.",
)
_COEFFICIENT = Bilingual(
    "Hệ số c của ATLAS.ti, n12/(n1+n2−n12), đếm số lần gặp nhau nên có thể vượt 1 khi một trích "
    "đoạn gặp nhiều trích đoạn khác; ở đây mỗi đơn vị đếm một lần nên hệ số nằm từ 0 đến 1.",
    "ATLAS.ti's c, n12/(n1+n2−n12), counts meetings, so it can exceed 1 where one quotation "
    "meets several; here each unit counts once, so the coefficient stays within 0 and 1.",
)
_READING = Bilingual(
    "Đi cùng nhau không có nghĩa là ý này dẫn đến ý kia: hãy đọc lời. Mã hiếm có thể có hệ số cao "
    "một cách ngẫu nhiên: hãy xem có bao nhiêu lần, ở bao nhiêu nguồn.",
    "Said together doesn't mean that one leads to the other: read the words. A rare code may get "
    "a high coefficient by chance: see how often, and in how many cases.",
)
_OVERLAP = Bilingual(
    "Overlap: together đếm cặp lượt mã hóa chung ít nhất một ký tự (chạm nhau thì không). Hệ số "
    "đếm lượt mã hóa: both là những lượt chồng lên một lượt của mã kia, either là mọi lượt.",
    "Overlap: together counts pairs of codings that share a character (touching doesn't). The "
    "coefficient counts codings: both those that overlap one of the other code, either all.",
)
_NEAR = Bilingual(
    "Trong vòng n lượt: mọi lượt của bản gỡ băng đều được đếm, cả lượt của người hỏi; both là "
    "những lượt có mã này mà mã kia cách đó không quá n lượt.",
    "Within n turns: all of the transcript's turns count, the interviewer's too; both are the "
    "turns with one of the codes and the other at most n turns away.",
)
_NONE = Bilingual(
    "Không có hai mã nào đi cùng nhau như vậy.", "No two codes occur together in this way."
)


def cooccurrence(
    study: Study,
    *,
    within: Within = "segment",
    level: int | None = None,
    units: Units | None = None,
) -> DataFrame:
    """Return codes × codes, int64, symmetric, with a zero diagonal: how often both are there.

    `overlap` counts pairs of codings that share a character. All else counts units that hold
    both: segments, turns, cases; with a number, the turns that hold one of the two and have the
    other at most so many turns away. `level` cuts codes to their first so many names. Cases are
    those of the study, or the `units` given: only words of one and the same are together.
    """
    from pandas import DataFrame, Index

    counted = units or counting.cases(study)
    themes, found, n = _counted(study, counted, within, level)
    names = Index(list(themes), dtype="object")
    frame = DataFrame(found.together, index=names.rename("code"), columns=names, dtype="int64")
    notes = tuple(_notes(study, found, within, n, is_empty=not found.together.any()))
    parameters = {"within": within, "level": level, "units": counted.kind}
    return basis.attach(frame, study, method=METHOD, n=n, parameters=parameters, notes=notes)


def pairs(
    study: Study,
    *,
    within: Within = "segment",
    level: int | None = None,
    least: int = 1,
    codes: Collection[str] = (),
    units: Units | None = None,
) -> DataFrame:
    """Return one row for each two codes that occur together `least` times, most often first.

    `a` and `b` are the units that hold each, the coefficient is `both` / `either`, and `cases`
    is in how many cases they occur together. With `codes` one of the two is one of these or
    below it.
    """
    from pandas import DataFrame

    if least < 1:
        raise StudyError.at("--least", "phải từ 1 trở lên", "has to be 1 or more")
    counted = units or counting.cases(study)
    themes, found, n = _counted(study, counted, within, level)
    wanted = {one for one in themes if any(is_within(one, code) for code in codes)}
    rows = [
        row
        for row in _rows(themes, found, least)
        if not codes or not wanted.isdisjoint((row["code_a"], row["code_b"]))
    ]
    rows.sort(key=lambda row: (-row["together"], -row["coefficient"]))
    types = dict.fromkeys(PAIRS[2:], "int64") | {"coefficient": "float64"}
    frame = DataFrame(rows, columns=list(PAIRS)).astype(types)
    notes = tuple(_notes(study, found, within, n, is_empty=not rows))
    parameters: dict[str, object] = {
        "within": within,
        "level": level,
        "units": counted.kind,
        "least": least,
    }
    parameters["codes"] = sorted(codes)
    return basis.attach(frame, study, method=METHOD, n=n, parameters=parameters, notes=notes)


def _counted(
    study: Study, units: Units, within: Within, level: int | None
) -> tuple[tuple[str, ...], Meetings, dict[str, int]]:
    """Return the themes, how often each two meet, and what was counted."""
    _check(within, level)
    theme_of = {code.id: ".".join(code.id.split(".")[:level]) for code in study.codes}
    themes = tuple(dict.fromkeys(theme_of.values()))
    number = {theme: place for place, theme in enumerate(themes)}
    owners = {unit.name: place for place, unit in enumerate(units.members)}
    placed = []
    for coding in study.codings:
        owner = owners.get(units.whose(coding))
        if owner is not None and coding.code in theme_of:
            placed.append(Placed(owner, number[theme_of[coding.code]], coding))
    found = meetings(placed, len(themes), study.segments, within)
    heard = sum(unit.is_coded for unit in units.members)
    n = {f"{units.kind}s": heard, "codings": len(placed) - found.unplaced}
    if within not in ("case", "overlap"):
        n["segments" if within == "segment" else "turns"] = found.units
    return themes, found, n


def _check(within: Within, level: int | None) -> None:
    """Raise an error that names the choices unless these are among them."""
    if level is not None and level < 1:
        raise StudyError.at("--level", "phải từ 1 trở lên", "has to be 1 or more")
    if within not in PLACES and not (isinstance(within, int) and within >= 0):
        listed = ", ".join(PLACES)
        raise StudyError.at(
            "--within",
            f"hãy chọn {listed}, hoặc một số lượt lời từ 0 trở lên",
            f"choose {listed}, or a number of turns from 0 on",
        )


def _rows(themes: tuple[str, ...], found: Meetings, least: int) -> Iterator[dict[str, Any]]:
    """Yield a row for each two themes that meet often enough, in the codebooks' order."""
    for one, first in enumerate(themes):
        for other in range(one + 1, len(themes)):
            if found.together[one, other] >= least:
                both, either = int(found.both[one, other]), int(found.either[one, other])
                yield {
                    "code_a": first,
                    "code_b": themes[other],
                    "together": int(found.together[one, other]),
                    "a": int(found.alone[one]),
                    "b": int(found.alone[other]),
                    "both": both,
                    "either": either,
                    "coefficient": both / either,
                    "cases": int(found.cases[one, other]),
                }


def _notes(
    study: Study, found: Meetings, within: Within, n: Mapping[str, int], *, is_empty: bool
) -> Iterator[Bilingual]:
    """Yield what there is to say of the table: why it is empty, how to read it."""
    if is_empty:
        yield _NONE
    left = len(study.codings) - n["codings"]
    if left:
        yield Bilingual(
            f"{left} lượt mã hóa không có trong bảng: mã không có trong sổ mã, lời không thuộc "
            f"nguồn hay người được đếm ở đây, hoặc không nằm trong đoạn nào ({found.unplaced}).",
            f"{left} codings are not in the table: their code is in no codebook, their words are "
            f"nobody's who is counted here, or they are in no segment ({found.unplaced}).",
        )
    if not is_empty:
        yield from (_READING, _COEFFICIENT)
        yield from (_OVERLAP,) if within == "overlap" else ()
        yield from (_NEAR,) if isinstance(within, int) else ()
