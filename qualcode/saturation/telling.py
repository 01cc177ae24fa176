"""What the rule finds, in a sentence for each stratum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualcode import basis
from qualcode.language.english import plural
from qualcode.language.numbers import percent
from qualcode.model import Bilingual
from qualcode.saturation.tables import WHY

if TYPE_CHECKING:
    from pandas import DataFrame


def verdicts(frame: DataFrame) -> tuple[Bilingual, ...]:
    """Return one sentence for each stratum of what `saturation` returned."""
    parameters = basis.of(frame).parameters
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in basis.records(frame):
        groups.setdefault(row["stratum"], []).append(row)
    return tuple(
        _named(value, _sentence(rows, dict(parameters)), str(parameters["by"]))
        for value, rows in groups.items()
    )


def _named(value: str, sentence: Bilingual, by: str) -> Bilingual:
    if not by or not value:
        return Bilingual(_capital(sentence.vi), _capital(sentence.en))
    return Bilingual(f"{value}: {sentence.vi}", f"{value}: {sentence.en}")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _sentence(rows: list[dict[str, Any]], parameters: dict[str, Any]) -> Bilingual:
    """Return the sentence for one stratum's runs, without a capital."""
    first, base, run = rows[0], parameters["base"], parameters["run"]
    cases = first["cases"]
    if first["why"] == "too_few_cases":
        return Bilingual(
            f"{cases} nguồn, ít hơn base + run ({base}+{run}), nên không xét được bão hòa.",
            f"{cases} {plural(cases, 'case')}, fewer than base + run ({base}+{run}): the rule "
            "can't be applied.",
        )
    if first["why"] in ("no_cases", "empty_base"):
        why = WHY[first["why"]]
        return Bilingual(
            f"không xét được bão hòa: {why.vi}.", f"saturation can't be judged: {why.en}."
        )
    if first["why"] == "not_reached":
        last, limit = rows[-1], percent(parameters["threshold"])
        return Bilingual(
            f"chưa bão hòa sau {cases} nguồn: {run} nguồn cuối còn thêm {_share(last).vi}, "
            f"trên ngưỡng {limit.vi}.",
            f"not saturated after {cases} cases: the last {run} still bring {_share(last).en}, "
            f"above the threshold of {limit.en}.",
        )
    return _reached(rows, run)


def _reached(rows: list[dict[str, Any]], run: int) -> Bilingual:
    met = next(row for row in rows if row["reached"])
    after, codes, then = met["saturated_after"], met["codes"], met["codes_then"]
    share = _share(met)
    little = Bilingual(f"chỉ thêm {share.vi}", f"bring only {share.en}")
    nothing = Bilingual("không thêm mã mới nào", "bring no new code")
    brought = little if met["new"] else nothing
    again = _again(rows[rows.index(met) :])
    return Bilingual(
        f"bão hòa sau {after} nguồn ({met['notation']}): {run} nguồn tiếp theo {brought.vi}. "
        f"Khi đó đã gặp {then} trên {codes} mã của {met['cases']} nguồn.{again.vi}",
        f"saturated after {after} cases ({met['notation']}): the next {run} {brought.en}. "
        f"By then {then} of the {codes} codes in {met['cases']} cases had occurred.{again.en}",
    )


def _again(rows: list[dict[str, Any]]) -> Bilingual:
    """Return a sentence if later runs bring more than the threshold after all."""
    above = [row["ratio"] for row in rows if not row["reached"]]
    if not above:
        return Bilingual("", "")
    most = percent(max(above))
    return Bilingual(
        f" Nhưng về sau có loạt lại vượt ngưỡng (đến {most.vi}).",
        f" But later runs are above the threshold again (up to {most.en}).",
    )


def _share(row: dict[str, Any]) -> Bilingual:
    """Return how much a run brings: 2 new codes to the base's 37 (5.4%)."""
    new, base, share = row["new"], row["base_codes"], percent(row["ratio"])
    return Bilingual(
        f"{new} mã mới so với {base} mã của những nguồn đầu ({share.vi})",
        f"{new} new {plural(new, 'code')} to the base's {base} ({share.en})",
    )
