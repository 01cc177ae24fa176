"""A joint display: what the survey says beside what people say, and how the two fit.

Guetterman TC, Fetters MD, Creswell JW. Integrating quantitative and qualitative results in health
science mixed methods research through joint displays. Annals of Family Medicine 2015;13:554-561.
The three fits are theirs; when which applies is ours, so every display says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from qualcode import heard
from qualcode.heard import label, up
from qualcode.joint import surveying, talking
from qualcode.joint.fitting import fit
from qualcode.joint.tables import COLUMNS, as_table, summary
from qualcode.joint.values import Fit, Item, Joined, Spoken, Surveyed, Written
from qualcode.language.verdicts import JOINT
from qualcode.model import Quote, Study, is_within

if TYPE_CHECKING:
    from pandas import DataFrame

__all__ = [
    "COLUMNS",
    "Fit",
    "Item",
    "Joined",
    "Spoken",
    "Surveyed",
    "Written",
    "as_table",
    "joined",
    "joint",
    "mapped",
    "summary",
]


def joint(
    study: Study,
    *,
    themes: Sequence[str] = (),
    level: int | None = None,
    every: bool = False,
    quotes: Iterable[Quote] = (),
) -> DataFrame:
    """Return the joint display as a table: one row a theme, columns as in `COLUMNS`.

    Without `themes` those of `mapped`; `level` takes the groups of that depth of the code tree.
    """
    found = joined(study, tuple(themes) or mapped(study, level, every=every), quotes)
    return as_table(found, study, {"themes": list(themes), "level": level, "every": every})


def joined(study: Study, themes: Sequence[str], quotes: Iterable[Quote] = ()) -> tuple[Joined, ...]:
    """Return these themes, each with both sides, their fit, and the most telling of these quotes.

    Make the quotes of the study with all its codings: a quote's id counts those before it.
    """
    surveys = surveying.surveyed(study, themes)
    talk = talking.talk(study, themes, surveys)
    said = talking.of_talk(study, quotes, themes)
    return tuple(_joined(study, one, surveys[one], talk[one], said[one]) for one in themes)


def mapped(study: Study, level: int | None = None, *, every: bool = False) -> tuple[str, ...]:
    """Return the themes that closed questions ask about, in the codebooks' order.

    With `every`, or if none do, also those that are written of in open answers alone.
    """
    asked = surveying.closed(study)
    found = {meaning.code for one in asked for meaning in one.question.meanings}
    if every or not found:
        own = talking.written(study)
        found |= {coding.code for coding in study.codings if coding.transcript in own}
    if level is not None:
        groups = heard.themes(study, level)
        return tuple(group for group in groups if any(is_within(code, group) for code in found))
    order = dict.fromkeys(theme for code in study.codes for theme in up(code.id))
    return tuple(theme for theme in order if theme in found)


def _joined(
    study: Study, theme: str, survey: Surveyed, talk: Spoken, quotes: Iterable[Quote]
) -> Joined:
    limits = study.settings.thresholds
    found, why = fit(survey, talk, limits)
    leaning = talk.all.leaning(limits.direction_cut)
    concluded = (one for one in study.conclusions if (one.theme, one.by) == (theme, JOINT))
    return Joined(
        theme,
        label(study, theme),
        survey,
        talk,
        survey.main.leaning(limits.direction_cut),
        leaning,
        found,
        why,
        talking.telling(quotes, found, talk.new, leaning),
        next(concluded, None),
        study.settings.count == "confirmed",
    )
