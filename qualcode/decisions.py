"""Drafts of decisions, checked against the study: what a coder says, ready for the store."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from qualcode.errors import DecisionError
from qualcode.language.normalise import clean
from qualcode.model import CONTEXT, Action, Coding, Decision, Span, Study, Transcript, Turn
from qualcode.review import by_time, undone

SHORTEST_ID = 4
"""The fewest characters of an id that name something."""


def locate(study: Study, transcript: str, turn: int, quote: str) -> Span:
    """Return where the quote first stands in the turn, white space folded; empty: all of it."""
    found = _turn(transcript_named(study, transcript), turn)
    words = clean(quote).split()
    pattern = r"\s+".join(map(re.escape, words)) or r"\S(?:.*\S)?"
    said = found.span.of(transcript_named(study, transcript).text)
    match = re.search(pattern, said, re.DOTALL)
    if match is None and not words:
        raise DecisionError.at(
            _place(transcript, turn),
            "lượt này không có lời nào để mã hóa",
            "there are no words to code in this turn",
        )
    if match is None:
        raise DecisionError.at(
            _place(transcript, turn),
            f"không tìm thấy “{' '.join(words)}” trong lượt {turn}; hãy chép đúng nguyên văn",
            f"'{' '.join(words)}' does not occur in turn {turn}; copy the words exactly",
        )
    return Span(found.span.start + match.start(), found.span.start + match.end())


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


def undo(study: Study, *, coder: str, id: str = "") -> Decision:
    """Return the draft that takes back a decision: this one, or the coder's latest that stands.

    Taking back an undo, by its id, restores what it had taken back.
    """
    check_coder(coder)
    gone = undone(study.decisions)
    target = _named(study, id) if id else _latest(study, coder, gone)
    if target.id in gone:
        raise DecisionError.at(
            id,
            "quyết định này đã được rút lại; muốn khôi phục, hãy rút lại chính lệnh undo đó",
            "this decision is taken back already; to restore it, take back that undo",
        )
    return Decision("", "", 0, coder, "undo", target=target.id)


def find(study: Study, prefix: str) -> Coding:
    """Return the coding, in force or rejected, whose id begins so."""
    known = {coding.id: coding for coding in (*study.rejected, *study.codings)}
    return known[_only(prefix, known, lambda name: _shown(study, known[name]))]


def about(study: Study, action: Action, coding: Coding, *, coder: str, note: str = "") -> Decision:
    """Return the draft of an action on a coding's own words."""
    made = draft(study, action, coding.transcript, coding.code, coding.span, coder=coder, note=note)
    code = study.code(coding.code)
    own = code is not None and code.valence == coding.valence
    return made if own else replace(made, valence=coding.valence)


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
        code=code,
        note=clean(note),
    )


def _place(transcript: str, turn: int) -> str:
    return f"{transcript}:T{turn:03}"


def transcript_named(study: Study, name: str) -> Transcript:
    """Return the transcript of this name, or raise an error that names the nearest."""
    found = study.transcript(clean(name))
    if found is None:
        hint = _hint(name, [transcript.name for transcript in study.transcripts])
        raise DecisionError.at(
            name or "transcript",
            f"không có bản gỡ băng '{name}'{hint[0]}",
            f"there is no transcript '{name}'{hint[1]}",
        )
    return found


def _turn(transcript: Transcript, number: int) -> Turn:
    for turn in transcript.turns:
        if turn.number == number:
            return turn
    last = len(transcript.turns)
    raise DecisionError.at(
        _place(transcript.name, number),
        f"không có lượt {number}; '{transcript.name}' có {last} lượt, đánh số từ 1",
        f"there is no turn {number}; '{transcript.name}' has {last} turns, counted from 1",
    )


def check_span(transcript: Transcript, span: Span) -> None:
    """Raise an error unless the span lies within one turn that may be coded."""
    turn = transcript.turn_at(span) if span.start < span.end else None
    if turn is None:
        raise DecisionError.at(
            f"{transcript.name}:{span.start}-{span.end}",
            "đoạn này không nằm trọn trong một lượt lời; hãy chọn lời của một lượt",
            "this stretch does not lie within one turn; choose words of a single turn",
        )
    if turn.role == "interviewer":
        raise DecisionError.at(
            _place(transcript.name, turn.number),
            f"lượt {turn.number} là lời người phỏng vấn nên không gán mã; hãy chọn lượt trả lời",
            f"turn {turn.number} is the interviewer's, which is not coded; choose an answer",
        )


def check_code(study: Study, code: str) -> None:
    """Raise an error, naming the nearest, unless a codebook has the code or group."""
    if study.code(code) is None:
        hint = _hint(code, (known.id for known in study.codes))
        raise DecisionError.at(
            code or "code",
            f"mã '{code}' không có trong sổ mã{hint[0]}",
            f"code '{code}' is not in a codebook{hint[1]}",
        )


def check_coder(coder: str) -> None:
    """Raise an error unless somebody is named."""
    if not coder.strip():
        raise DecisionError.at(
            "coder",
            "chưa có tên người mã hóa; hãy ghi tên để biết ai quyết định",
            "no coder is named; give a name, so that it is known who decided",
        )


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like this one, or an empty string if none is."""
    from rapidfuzz import fuzz, process

    near = process.extractOne(word, list(known), scorer=fuzz.WRatio, score_cutoff=70)
    return near[0] if near else ""


def _hint(word: str, known: Iterable[str]) -> tuple[str, str]:
    """Return the question that names the most similar, in both languages, or nothing."""
    near = nearest(word, known)
    return (f"; ý bạn là '{near}'?", f"; did you mean '{near}'?") if near else ("", "")


def _latest(study: Study, coder: str, gone: frozenset[str]) -> Decision:
    """Return the coder's latest decision that stands; undos are taken back by their ids only."""
    mine = [
        decision
        for decision in study.decisions
        if decision.coder == coder
        and decision.id not in gone
        and decision.action not in {"undo", "seen"}
    ]
    if not mine:
        raise DecisionError.at(
            coder,
            f"{coder} không có quyết định nào để rút lại",
            f"{coder} has no decision to take back",
        )
    return max(mine, key=by_time)


def _named(study: Study, prefix: str) -> Decision:
    known = {decision.id: decision for decision in study.decisions}

    def shown(id: str) -> str:
        return f"{id[:8]} {known[id].coder} {known[id].action} {known[id].code}"

    return known[_only(prefix, known, shown)]


def _only(prefix: str, ids: Iterable[str], shown: Callable[[str], str]) -> str:
    """Return the one id that begins so."""
    if len(prefix) < SHORTEST_ID:
        raise DecisionError.at(
            prefix or "id",
            f"hãy ghi ít nhất {SHORTEST_ID} ký tự đầu của mã số (id)",
            f"write at least the first {SHORTEST_ID} characters of the id",
        )
    found = [name for name in ids if name.startswith(prefix)]
    if not found:
        raise DecisionError.at(
            prefix,
            "không có id nào bắt đầu như vậy; hãy xem codings.csv hoặc qualcode log",
            "no id begins so; see codings.csv or qualcode log",
        )
    if len(found) > 1:
        listed = "; ".join(map(shown, sorted(found)))
        raise DecisionError.at(
            prefix,
            f"nhiều id bắt đầu như vậy, hãy ghi thêm ký tự: {listed}",
            f"several ids begin so, write more characters: {listed}",
        )
    return found[0]


def _shown(study: Study, coding: Coding) -> str:
    transcript = study.transcript(coding.transcript)
    words = coding.span.of(transcript.text)[:40] if transcript else ""
    return f"{coding.id} {coding.transcript} T{coding.turn:03} {coding.code} “{words}”"
