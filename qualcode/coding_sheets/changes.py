"""What a coder did to one coding of a sheet, as drafts of decisions or as what isn't understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from qualcode import decisions
from qualcode.coding_sheets import comment, faults
from qualcode.coding_sheets.desk import Desk
from qualcode.coding_sheets.sheet import Known, Mark, Verdict, digest
from qualcode.model import SIGNS, Action, Bilingual, Coding, Decision, Problem, Span, Status


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the coder did, in one line, and the decisions that record it."""

    action: Action
    turn: int
    span: Span
    words: str
    what: str
    """The code, old and new code, or the text that was written."""
    drafts: tuple[Decision, ...]


Outcome = Change | Problem


def kept(desk: Desk, was: Known, mark: Mark, still: Sequence[Known]) -> Iterator[Outcome]:
    """Yield what was changed about a coding that is still in the sheet.

    `still` are the codings that nobody strikes: no rejection may reach over to them.
    """
    if fault := _contradiction(was, mark):
        yield faults.of_mark(desk, mark, fault)
        return
    if not _is_changed(was, mark):
        return
    if not mark.is_whole and mark.memo and not verdict(was, mark) and was.status == "proposed":
        yield faults.of_mark(desk, mark, faults.NO_STATUS, "warning")
    coding = desk.coding(was)
    if not isinstance(coding, Coding):
        yield coding
    elif verdict(was, mark) == "reject":
        yield _rejected(desk, was, coding, still)
    elif mark.code != was.code:
        yield from _recoded(desk, was, mark, coding)
    elif mark.place != was.place:
        yield from _respanned(desk, was, mark, coding)
    else:
        if verdict(was, mark) == "accept":
            draft = decisions.accept(desk.study, coding, coder=desk.coder)
            yield _change(desk, coding, was.code, draft)
        yield from _texts(desk, was, mark, coding)


def added(desk: Desk, mark: Mark, others: Iterable[Mark]) -> Iterator[Outcome]:
    """Yield the coding that a new comment or row asks for."""
    span = desk.span_to_code(mark)
    if any(o is not mark and (o.place, o.code) == (mark.place, mark.code) for o in others):
        yield faults.of_mark(desk, mark, faults.TWICE)
    elif mark.named.other:
        yield faults.of_mark(desk, mark, faults.SEVERAL)
    elif mark.verdict in {"reject", "unclear"} or mark.sign == SIGNS["rejected"]:
        yield faults.of_mark(desk, mark, faults.NOTHING_TO_REJECT)
    elif not isinstance(span, Span):
        yield span
    else:
        transcript = desk.transcript.name
        draft = decisions.add(desk.study, transcript, mark.code, span, coder=desk.coder)
        coding = desk.coding_at(mark.code, span)
        yield _change(desk, coding, mark.code, draft)
        yield from _texts(desk, None, mark, coding)


def gone(desk: Desk, was: Known, still: Sequence[Known], *, is_doubtful: bool) -> Iterator[Outcome]:
    """Yield the rejection of a coding whose comment or row was deleted."""
    if was.place.turn in desk.edited:
        yield faults.of_known(desk, was, faults.GONE_WITH_WORDS)
    elif is_doubtful:
        yield faults.of_known(desk, was, faults.GONE_OR_MOVED)
    else:
        coding = desk.coding(was)
        yield coding if isinstance(coding, Problem) else _rejected(desk, was, coding, still)


def _rejected(desk: Desk, was: Known, coding: Coding, still: Sequence[Known]) -> Outcome:
    if any(k.code == was.code and k.place.shares(was.place) for k in still if k is not was):
        return faults.of_known(desk, was, faults.GONE_OVER_ANOTHER)
    draft = decisions.reject(desk.study, coding, coder=desk.coder)
    return _change(desk, coding, was.code, draft)


def _recoded(desk: Desk, was: Known, mark: Mark, coding: Coding) -> Iterator[Outcome]:
    span = desk.span_to_code(mark)
    if not isinstance(span, Span):
        yield span
        return
    study, coder = desk.study, desk.coder
    new = desk.coding_at(mark.code, coding.span)
    drafts = [decisions.recode(study, coding, mark.code, coder=coder)]
    if mark.memo and digest(mark.memo) == was.memo:
        # A memo belongs to a code on words: it goes along.
        drafts.append(decisions.memo(study, new, mark.memo, coder=coder))
    yield _change(desk, coding, f"{was.code} → {mark.code}", *drafts)
    yield from _texts(desk, was, mark, new)


def _respanned(desk: Desk, was: Known, mark: Mark, coding: Coding) -> Iterator[Outcome]:
    span = desk.span_to_code(mark)
    if not isinstance(span, Span):
        yield span
        return
    new = replace(coding, span=span)
    if span.overlaps(coding.span) and span != coding.span:
        draft = decisions.respan(desk.study, coding, span, coder=desk.coder)
        yield _change(desk, new, mark.code, draft)
    yield from _texts(desk, was, mark, new)


def _texts(desk: Desk, was: Known | None, mark: Mark, coding: Coding) -> Iterator[Change]:
    """Yield the memo and the English that were written, changed or taken away."""
    study, coder = desk.study, desk.coder
    if _says(mark, mark.memo, was.memo if was else ""):
        draft = decisions.memo(study, coding, mark.memo, coder=coder)
        yield _change(desk, coding, f"{coding.code}: {mark.memo or '–'}", draft)
    if _says(mark, mark.translation, was.translation if was else ""):
        draft = decisions.translate(study, coding, mark.translation, coder=coder)
        yield _change(desk, coding, mark.translation or "–", draft)


def _says(mark: Mark, text: str, before: str) -> bool:
    """Say whether a text was written anew, or taken away from what was left whole."""
    return (bool(text) or mark.is_whole) and digest(text) != before


def is_left(was: Known, mark: Mark) -> bool:
    """Say whether a mark, its code still as written, stands as the coding left."""
    return mark.code.startswith(was.code) and not _is_changed(was, replace(mark, code=was.code))


def _is_changed(was: Known, mark: Mark) -> bool:
    return (
        (mark.code, mark.place) != (was.code, was.place)
        or bool(verdict(was, mark))
        or _says(mark, mark.memo, was.memo)
        or _says(mark, mark.translation, was.translation)
    )


def verdict(was: Known, mark: Mark) -> Verdict:
    """Return what the coder says of the coding; a sign that stood there already says nothing."""
    if mark.verdict:
        return mark.verdict
    status = _status(was, mark)
    if status == "rejected":
        return "reject"
    return "accept" if status in {"accepted", "added"} and was.status == "proposed" else ""


def _status(was: Known, mark: Mark) -> Status | Literal[""]:
    """Return the status that stands there now: by its sign, or by its words if it is as it was."""
    by_sign: Status | Literal[""] = next((s for s, sign in SIGNS.items() if sign == mark.sign), "")
    return mark.shown if mark.shown and by_sign in {"", was.status} else by_sign


def _contradiction(was: Known, mark: Mark) -> Bilingual | None:
    """Return why two things that a comment or row says don't go together."""
    said = verdict(was, mark)
    is_new = digest(mark.memo) != was.memo
    unclear = said == "unclear" or (mark.verdict, mark.sign) == ("accept", SIGNS["rejected"])
    checks = (
        (unclear, faults.UNCLEAR_VERDICT),
        (not said and _status(was, mark) == "proposed" != was.status, faults.TAKE_BACK),
        (said == "reject" and mark.code != was.code, faults.REJECT_AND_RECODE),
        (
            mark.code == was.code and was.code not in (mark.named.labelled or {was.code}),
            faults.OTHER_LABEL,
        ),
        (is_new and bool(mark.named.other), faults.SEVERAL),
        (is_new and not said and comment.is_mere_verdict(mark.memo), faults.VERDICT_AS_MEMO),
    )
    return next((fault for applies, fault in checks if applies), None)


def _change(desk: Desk, coding: Coding, what: str, *drafts: Decision) -> Change:
    """Return a change without the drafts that are recorded already; it may have none left."""
    return Change(
        drafts[0].action,
        coding.turn,
        coding.span,
        coding.span.of(desk.transcript.text),
        what,
        tuple(draft for draft in drafts if not desk.is_recorded(draft)),
    )
