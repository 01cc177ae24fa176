"""Drafts about quotes: their English, who has checked it, and whether they are shown."""

from __future__ import annotations

from dataclasses import replace

from qualcode.decisions.checks import check_coder, check_span, transcript_named
from qualcode.decisions.words import about, of_words
from qualcode.errors import DecisionError
from qualcode.language.normalise import clean
from qualcode.model import Cite, Coding, Decision, Study


def translate(study: Study, coding: Coding, text: str, *, coder: str) -> Decision:
    """Return the draft that gives a coding's words their English; an empty text takes it away."""
    document = transcript_named(study, coding.transcript)
    check_span(document, coding.span)
    return of_words(document, "translate", coding.span, coder=coder, note=text)


def check_translation(study: Study, coding: Coding, *, coder: str) -> Decision:
    """Return the draft that says that the coder has checked a translation that another gave.

    Raises:
        DecisionError: if there is none, or if it is the coder's own.
    """
    check_coder(coder)
    if not coding.translation:
        raise DecisionError.at(
            coding.id,
            "câu này chưa có bản dịch để kiểm tra; hãy dịch trước",
            "these words have no translation to check; translate them first",
        )
    if clean(coder).strip() == coding.translator:
        raise DecisionError.at(
            coding.id,
            f"{coder} là người dịch câu này; hãy nhờ người khác kiểm tra",
            f"{coder} has translated these words; ask somebody else to check them",
        )
    return _of_check(study, coding, coding.translation, coder)


def uncheck_translation(study: Study, coding: Coding, *, coder: str) -> Decision:
    """Return the draft that takes the check of a translation away.

    Raises:
        DecisionError: if nobody has checked it.
    """
    if not coding.checked:
        raise DecisionError.at(
            coding.id,
            "bản dịch này chưa ai kiểm tra nên không có gì để bỏ",
            "nobody has checked this translation, so there is nothing to take away",
        )
    return _of_check(study, coding, "", coder)


def cite(study: Study, coding: Coding, choice: Cite, *, coder: str, note: str = "") -> Decision:
    """Return the draft that pins a coding's words as a quote, bans them, or (`""`) neither."""
    return replace(about(study, "cite", coding, coder=coder, note=note), target=choice)


def _of_check(study: Study, coding: Coding, text: str, coder: str) -> Decision:
    document = transcript_named(study, coding.transcript)
    check_span(document, coding.span)
    # The very text that was checked: it says later whether the check still holds.
    return replace(of_words(document, "check", coding.span, coder=coder), note=text)
