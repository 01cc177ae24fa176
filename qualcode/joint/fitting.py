"""How survey and talk fit on a theme: confirmation, expansion, discordance, or nothing to set."""

from __future__ import annotations

from fractions import Fraction

from qualcode.heard import LEANINGS
from qualcode.joint.values import Fit, Spoken, Surveyed
from qualcode.model import Bilingual, Thresholds, joined

LEAST = 5
"""The fewest who write of a theme that no closed question has, for a fit to be told."""
RULE = Bilingual(
    "Trái ngược: hai bên ngược chiều, hoặc quá nửa chọn câu trả lời khác (kể cả “không biết”) "
    "trong khi đa số nguồn nói tới. Mở rộng: không ngược nhau mà lời kể có thêm mã con khảo sát "
    "không hỏi, hoặc chỉ một bên nói cả hai chiều. Còn lại, cả hai cùng nói tới: xác nhận. Chỉ có "
    f"câu mở mà dưới {LEAST} người viết tới thì chưa nói được.",
    "Discordance: opposite directions, or more than half chose another answer (“don't know” too) "
    "while most cases mention it. Expansion: not opposite, and talk brings sub-codes that no "
    "question asks about, or only one side speaks both ways. Else, where both mention it: "
    f"confirmation. Of open answers alone, of which fewer than {LEAST} say it, nothing is told.",
)


def fit(survey: Surveyed, talk: Spoken, limits: Thresholds) -> tuple[Fit, Bilingual]:
    """Return how a theme's findings fit, and why."""
    if not survey.asked or not talk.all.asked:
        return "not_asked", _not_asked(survey, talk)
    if _denies(survey, talk, limits):
        return "discordance", _denial(survey, talk)
    if not survey.mentions and not talk.all.mention:
        return "no_finding", Bilingual(
            "cả hai được hỏi, không ai nói tới", "both were asked, nobody mentions it"
        )
    if not survey.mentions or not talk.all.mention:
        return "silence", _silence(survey)
    if not survey.closed.mention and survey.open.mention < LEAST:
        return "too_few", Bilingual(
            f"chỉ {survey.open.mention} người viết tới trong câu mở",
            f"only {survey.open.mention} write of it in open answers",
        )
    return _of_both(survey, talk, limits)


def _of_both(survey: Surveyed, talk: Spoken, limits: Thresholds) -> tuple[Fit, Bilingual]:
    one, other = survey.main.leaning(limits.direction_cut), talk.all.leaning(limits.direction_cut)
    leanings = {one, other}
    asked, said = LEANINGS[one], LEANINGS[other]
    directions = Bilingual(
        f"khảo sát {asked.vi}, lời kể {said.vi}", f"survey {asked.en}, talk {said.en}"
    )
    if leanings == {"+", "-"}:
        return "discordance", Bilingual(
            f"ngược chiều ({directions.vi})", f"opposite directions ({directions.en})"
        )
    reasons = [directions] if "~" in leanings and len(leanings) > 1 else []
    if talk.new:
        count = len(talk.new)
        reasons.append(
            Bilingual(
                f"lời kể có thêm {count} mã con mà khảo sát không hỏi",
                f"talk brings {count} sub-code{'s' * (count > 1)} that no question asks about",
            )
        )
    if reasons:
        return "expansion", joined(reasons)
    if one == other != "na":
        return "confirmation", Bilingual(f"cùng chiều ({said.vi})", f"same direction ({said.en})")
    return "confirmation", Bilingual(
        "cả hai nói tới, không ngược chiều", "both mention it, in no opposite direction"
    )


def _denies(survey: Surveyed, talk: Spoken, limits: Thresholds) -> bool:
    """Say whether most respondents chose another answer, while most cases mention it.

    Only of questions with one answer: an option that wasn't ticked among many is no denial. Where
    answers stand for both directions, these decide.
    """
    chosen, said = survey.single.share, talk.all.share
    if chosen is None or said is None or chosen >= Fraction(1, 2):
        return False
    return said >= limits.some_below and said - chosen > limits.prominence_tolerance


def _denial(survey: Surveyed, talk: Spoken) -> Bilingual:
    others, asked = survey.single.asked - survey.single.mention, survey.single.asked
    cases = f"{talk.all.mention}/{talk.all.asked}"
    return Bilingual(
        f"{others}/{asked} người chọn câu trả lời khác, trong khi {cases} nguồn nói tới",
        f"{others}/{asked} respondents chose another answer, while {cases} cases mention it",
    )


def _not_asked(survey: Surveyed, talk: Spoken) -> Bilingual:
    if survey.asked:
        return Bilingual("không nguồn nào được hỏi", "no case was asked")
    if talk.all.asked:
        return Bilingual("khảo sát không hỏi", "the survey doesn't ask")
    return Bilingual("không bên nào được hỏi", "neither side was asked")


def _silence(survey: Surveyed) -> Bilingual:
    if survey.mentions:
        return Bilingual("các nguồn được hỏi mà không nói tới", "cases were asked and are silent")
    return Bilingual("khảo sát hỏi mà không ai chọn", "the survey asks and nobody says so")
