"""The result of `saturation.curve` → the picture of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qualcode import basis
from qualcode.model import Bilingual, Language, Study
from qualcode.pictures.values import About, Curve, Nothing, Step
from qualcode.pictures.wording import caption, one_line, say

if TYPE_CHECKING:
    from pandas import DataFrame


NONE = Bilingual(
    "Chưa nguồn nào có lượt mã hóa được tính, nên chưa có đường bão hòa.",
    "No case has a coding that counts yet, so there is no saturation curve.",
)


def curve(
    frame: DataFrame, study: Study, *, stratum: str = "", language: Language = "vi"
) -> Curve | Nothing:
    """Return how many codes the cases bring, one after the other, with the band of other orders.

    Of a curve by stratum it is that of one `stratum`.
    """
    found = basis.of(frame)
    steps = tuple(_step(row) for row in basis.records(frame) if row["stratum"] == stratum)
    codes = steps[-1].cumulative if steps else 0
    of = f" ({one_line(stratum)})" if stratum else ""
    about = About(
        kind="saturation",
        name=f"saturation_{stratum}" if stratum else "saturation",
        title=say(language, "Số mã tích lũy theo nguồn", "Codes found, case by case") + of,
        headline=_headline(steps, language) if codes else "",
        caption=caption(found, study, language),
        notes=tuple(words.say(language) for words in (*found.notes, found.method)),
        language=language,
    )
    if not codes:
        return Nothing(about, NONE.say(language))
    drawn = found.parameters.get("permutations", "")
    return Curve(
        about,
        steps,
        across=say(language, "số nguồn, theo thứ tự", "cases, in their order"),
        up=say(language, "số mã đã gặp", "codes found so far"),
        observed=say(language, "thứ tự này", "this order"),
        average=say(language, "trung bình của thứ tự bất kỳ", "mean of any order"),
        band=say(language, f"95% của {drawn} hoán vị", f"95% of {drawn} orders").replace("  ", " "),
    )


def _step(row: Mapping[str, Any]) -> Step:
    band = (float(row[name]) for name in ("mean", "low", "high"))
    return Step(one_line(str(row["case"])), int(row["cumulative"]), *band)


def _headline(steps: tuple[Step, ...], language: Language) -> str:
    total = steps[-1].cumulative
    reached = next(at for at, step in enumerate(steps, 1) if step.cumulative == total)
    most = next(at for at, step in enumerate(steps, 1) if step.cumulative * 10 >= total * 9)
    return say(
        language,
        f"{len(steps)} nguồn cho {total} mã; 90% số mã đã gặp sau {most} nguồn, mã mới cuối "
        f"cùng ở nguồn thứ {reached}.",
        f"{len(steps)} cases bring {total} codes; 90% of them by case {most}, the last "
        f"new one at case {reached}.",
    )
