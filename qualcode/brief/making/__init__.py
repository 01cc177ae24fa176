"""A study → the slides of its brief: few where there is little to say, never too many."""

from __future__ import annotations

from qualcode.brief.making.closing import closing
from qualcode.brief.making.converging import converging
from qualcode.brief.making.findings import findings, helping, overall
from qualcode.brief.making.groups import other_groups, women_men
from qualcode.brief.making.known import known
from qualcode.brief.making.opening import opening
from qualcode.brief.making.surveyed import surveyed
from qualcode.brief.making.unknown import unknown
from qualcode.brief.values import MOST_SLIDES, Slide
from qualcode.model import Study

FINDINGS = 5
"""The most findings that have a slide of their own."""


def slides(study: Study) -> tuple[Slide, ...]:
    """Return the slides: at most `MOST_SLIDES`, and none that would have nothing to say.

    Give the study with all its codings: a quote's id counts those before it. Only what the study
    counts is shown.
    """
    found = known(study)
    before = (*opening(found), *overall(found))
    after = (
        *women_men(found),
        *other_groups(found),
        *converging(found),
        *helping(found),
        *surveyed(found),
        *unknown(found),
        *closing(found),
    )
    room = min(FINDINGS, MOST_SLIDES - len(before) - len(after))
    return (*before, *findings(found, room), *after)
