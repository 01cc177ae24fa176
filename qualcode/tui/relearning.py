"""The queue follows the coder: what was learned anew, beside her, takes the old one's place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from qualcode.language.english import plural
from qualcode.model import Coding, Decision, Study
from qualcode.tui.cursor import choices, chosen, undecided
from qualcode.tui.signs import LEARNED
from qualcode.tui.state import State, arrived, with_study

Learn = Callable[[Study], Study]

QUIET = 0.3
"""Seconds after a decision in which another may come before it is learned from."""


class Relearning:
    """A study that is read once, and learned from anew as often as it is asked for."""

    def __init__(
        self, read: Callable[[], Study], learning: Callable[[Study], Learn], fold: Learn
    ) -> None:
        """Read with `read`; `learning` prepares what learns of the study read.

        `fold` lets in again what was learned, where more was decided meanwhile.
        """
        self._read = read
        self._learning = learning
        self._fold = fold
        self._study: Study | None = None
        self._learn: Learn | None = None

    def step(self, newest: Callable[[], Sequence[Decision]]) -> Study:
        """Return the study with what is learned from the newest decisions, and with all of them.

        This takes seconds, the first time perhaps a minute: it is for a thread beside the screen.
        """
        if self._study is None:
            study = self._read()
        else:
            self._learn = self._learn or self._learning(self._study)
            study = self._learn(with_newest(self._study, newest()))
        while is_behind(study, newest()):
            study = self._fold(with_newest(study, newest()))
        self._study = study
        return study


def is_behind(study: Study, decisions: Sequence[Decision]) -> bool:
    """Say whether the study lacks some of these decisions."""
    return not {one.id for one in decisions} <= {one.id for one in study.decisions}


def with_newest(study: Study, decisions: Sequence[Decision]) -> Study:
    """Return the study with those of these decisions that it lacks."""
    from qualcode.decided import with_more

    known = {one.id for one in study.decisions}
    new = [one for one in decisions if one.id not in known]
    return with_more(study, (*study.decisions, *new)) if new else study


def swapped(state: State, study: Study) -> State:
    """Return the screen with what was learned, the cursor on the same words and the same coding.

    A proposal does not go from under the cursor: what is pressed next would be about another.
    """
    name, now, before = state.transcript.name, chosen(state), choices(state)
    if (study.transcript(name) or state.transcript) != state.transcript:
        # Its file was changed while the rest was still being read.
        return arrived(replace(state, moved=True), study)
    after = with_study(state, _keeping(study, now))
    if now and any(coding.id == now.id for coding in choices(after)):
        after = replace(after, coding=now.id)
    said = [state.message, _begun(state, after)]
    if _codes(choices(after)) != _codes(before):
        said.append(
            state.say(
                "Máy vừa học lại: đề xuất ở câu này đã đổi.",
                "Learned anew: what is proposed for this sentence has changed.",
            )
        )
    return replace(after, message=" · ".join(filter(None, said)))


def _begun(before: State, after: State) -> str:
    """Return what to tell the coder when there is something learned for the first time."""
    if before.blind or before.study.learned or not after.study.learned:
        return ""
    found = sum(coding.origin == "model" for _, coding in undecided(after))
    sign = LEARNED
    if not found:
        return after.say(
            f"Máy đã học xong; bản này chưa có đề xuất {sign} nào.",
            f"Learned; nothing new ({sign}) is proposed in this transcript.",
        )
    return after.say(
        f"Máy đã học xong: bản này có {found} đề xuất {sign} ngoài quy tắc.",
        f"Learned: {found} {plural(found, 'proposal')} ({sign}) here that no rule has.",
    )


def _keeping(study: Study, now: Coding | None) -> Study:
    """Return the study with this proposal, also if it would no longer be one."""
    if now is None or now.status != "proposed":
        return study
    if any(coding.id == now.id for coding in (*study.codings, *study.rejected)):
        return study
    return replace(
        study,
        proposals=tuple(sorted((*study.proposals, now), key=_place)),
        codings=tuple(sorted((*study.codings, now), key=_place)),
    )


def _codes(codings: Sequence[Coding]) -> set[tuple[str, str]]:
    return {(coding.code, coding.status) for coding in codings}


def _place(coding: Coding) -> tuple[str, int, int, str]:
    return coding.transcript, coding.span.start, coding.span.end, coding.code
