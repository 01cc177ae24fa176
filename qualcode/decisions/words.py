"""Drafts about words of a transcript."""

from __future__ import annotations

from dataclasses import replace

from qualcode.decisions.checks import (
    check_code,
    check_coder,
    check_span,
    place,
    transcript_named,
    turn_numbered,
)
from qualcode.errors import DecisionError
from qualcode.language.normalise import clean
from qualcode.model import CONTEXT, Action, Coding, Decision, Span, Study, Transcript

OUTCOMES = ("accept", "reject")
"""How a difference between coders may be settled."""


def add(
    study: Study, transcript: str, code: str, span: Span, *, coder: str, note: str = ""
) -> Decision:
    """Return the draft that gives a respondent's words a code."""
    return draft(study, "add", transcript, code, span, coder=coder, note=note)


def accept(study: Study, coding: Coding, *, coder: str, note: str = "") -> Decision:
    """Return the draft that confirms a coding."""
    return about(study, "accept", coding, coder=coder, note=note)


def reject(study: Study, coding: Coding, *, coder: str, note: str = "") -> Decision:
    """Return the draft that strikes a coding."""
    return about(study, "reject", coding, coder=coder, note=note)


def memo(study: Study, coding: Coding, text: str, *, coder: str) -> Decision:
    """Return the draft that writes a memo on a coding; an empty one takes it away."""
    return about(study, "memo", coding, coder=coder, note=text)


def recode(study: Study, coding: Coding, new_code: str, *, coder: str, note: str = "") -> Decision:
    """Return the draft that puts another code in a coding's place."""
    check_code(study, new_code)
    if new_code == coding.code:
        raise DecisionError.at(
            coding.id,
            f"câu này đã mang mã '{new_code}'; hãy chọn một mã khác",
            f"these words have the code '{new_code}' already; choose another one",
        )
    return replace(about(study, "recode", coding, coder=coder, note=note), target=new_code)


def respan(study: Study, coding: Coding, span: Span, *, coder: str, note: str = "") -> Decision:
    """Return the draft that gives a coding other words, some of which it has already."""
    if span == coding.span:
        raise DecisionError.at(
            coding.id,
            "mã này đang ở đúng những lời đó; hãy chọn đoạn ngắn hơn hoặc dài hơn",
            "this coding has these very words already; choose fewer or more",
        )
    if not span.overlaps(coding.span):
        raise DecisionError.at(
            coding.id,
            "đoạn mới không có lời nào chung với đoạn cũ; hãy thêm mã ở đó, rồi bỏ mã ở đây",
            "the new words share nothing with the old; add the code there and reject it here",
        )
    return about(study, "respan", replace(coding, span=span), coder=coder, note=note)


def seen(study: Study, transcript: str, turn: int, *, coder: str) -> Decision:
    """Return the draft that marks a turn as read by the coder."""
    document = transcript_named(study, transcript)
    found = turn_numbered(document, turn)
    if not found.span.of(document.text).strip():
        raise DecisionError.at(
            place(document.name, turn),
            "lượt này không có lời nào để đọc",
            "there are no words to read in this turn",
        )
    return of_words(document, "seen", found.span, coder=coder)


def adjudicate(
    study: Study, transcript: str, code: str, span: Span, outcome: str, *, coder: str, note: str
) -> Decision:
    """Return the draft that settles where coders differ: these words have the code, or not."""
    if outcome not in OUTCOMES:
        raise DecisionError.at(
            outcome or "adjudicate",
            "hãy ghi kết quả phân xử là accept (nhận) hoặc reject (bỏ)",
            "write the outcome as accept or reject",
        )
    if not note.strip():
        raise DecisionError.at(
            "adjudicate",
            "hãy ghi lý do phân xử, để người đọc sau này hiểu vì sao",
            "give the reason for the outcome, so that later readers see why",
        )
    settled = draft(study, "adjudicate", transcript, code, span, coder=coder, note=note)
    return replace(settled, target=outcome)


def about(study: Study, action: Action, coding: Coding, *, coder: str, note: str = "") -> Decision:
    """Return the draft of an action on a coding's own words, with what outlives its proposal."""
    made = draft(study, action, coding.transcript, coding.code, coding.span, coder=coder, note=note)
    code = study.code(coding.code)
    if code is None or code.valence != coding.valence:
        made = replace(made, valence=coding.valence)
    if coding.origin != "model":
        return made
    return replace(made, model=coding.model, probability=coding.probability)


def draft(
    study: Study,
    action: Action,
    transcript: str,
    code: str,
    span: Span,
    *,
    coder: str,
    note: str = "",
) -> Decision:
    """Return a draft with the words and their context, or say what is wrong with it."""
    document = transcript_named(study, transcript)
    check_span(document, span)
    check_code(study, code)
    return replace(of_words(document, action, span, coder=coder, note=note), code=code)


def of_words(
    document: Transcript, action: Action, span: Span, *, coder: str, note: str = ""
) -> Decision:
    """Return the draft of an action on a transcript's words, whatever codes they have."""
    check_coder(coder)
    return Decision(
        id="",
        time="",
        sequence=0,
        coder=coder,
        action=action,
        transcript=document.name,
        sha256=document.sha256,
        span=span,
        exact=span.of(document.text),
        prefix=document.text[max(0, span.start - CONTEXT) : span.start],
        suffix=document.text[span.end : span.end + CONTEXT],
        note=clean(note),
    )
