"""Where each respondent speaks once, as in a survey's open answers, words are sought by who wrote.

Many write the same few words. What was decided on one answer must not come to stand on another's
because a later export has more rows or another order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from qualcode.model import Decision, Span, Transcript, Turn

MARK = ": "
"""What stands behind a respondent's label."""


def own_answer(decision: Decision, transcript: Transcript) -> tuple[Decision, Span] | None:
    """Return the decision as if its respondent's answer were all the text, and where that stands.

    None if respondents speak more than once, or the one who was meant isn't known.
    """
    start = decision.prefix.rfind("\n")
    found = _speaker(decision.prefix[start + 1 :], _once(transcript)) if start >= 0 else None
    if found is None:
        return None
    turn, before = found
    span = Span(len(before), len(before) + len(decision.exact))
    suffix = decision.suffix.split("\n", 1)[0]
    return replace(decision, prefix=before, suffix=suffix, span=span), turn.span


def _speaker(line: str, turns: Mapping[str, Turn]) -> tuple[Turn, str] | None:
    """Return the turn whose label the line begins with, and what stands behind the label."""
    end = line.find(MARK)
    while end >= 0:
        if turn := turns.get(line[:end]):
            return turn, line[end + len(MARK) :]
        end = line.find(MARK, end + 1)
    return None


def _once(transcript: Transcript) -> dict[str, Turn]:
    """Return the turns by speaker, if each of several respondents has just one."""
    answers = [turn for turn in transcript.turns if turn.role == "respondent"]
    by_speaker = {turn.speaker: turn for turn in answers}
    return by_speaker if len(answers) == len(by_speaker) > 1 else {}
