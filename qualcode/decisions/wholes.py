"""Drafts about a case, a transcript or a code as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode import summaries
from qualcode.decisions.checks import (
    check_case,
    check_code,
    check_coder,
    did_you_mean,
    transcript_named,
)
from qualcode.errors import DecisionError
from qualcode.language.normalise import clean
from qualcode.model import Action, Decision, Study, is_within
from qualcode.review.standing import MIGRATIONS, migrations, that_stand
from qualcode.review.summing import noted

LONGEST = 30_000
"""Characters of a summary: a cell of Excel has room for little more."""


def summarise(
    study: Study,
    case: str,
    code: str,
    text: str,
    *,
    coder: str,
    about: Iterable[str] | None = None,
) -> Decision:
    """Return the draft that sums up what a case says on a code or group; empty: takes it away.

    It notes which codings it is about: those with the marks given, else those in force now.
    """
    check_coder(coder)
    name = clean(case)
    check_case(study, name)
    if not any(is_within(known.id, code) for known in study.codes):
        check_code(study, code)
    words = clean(text)
    _check_length(f"{name}: {code}", words)
    spoken = study.transcript(name)
    marks = summaries.marks(study, name, code) if about is None else about
    return Decision(
        "",
        "",
        0,
        coder,
        "summarise",
        transcript=name,
        # By its text it is found again if the case gets another name.
        sha256=spoken.sha256 if spoken else "",
        code=code,
        note=words,
        target=noted(marks) if words else "",
    )


def _check_length(where: str, text: str) -> None:
    # Excel counts what is not in the basic plane twice.
    if (length := len(text.encode("utf-16-le", "surrogatepass")) // 2) > LONGEST:
        raise DecisionError.at(
            where,
            f"tóm tắt dài {length} ký tự; hãy rút gọn còn nhiều nhất {LONGEST} để vừa một ô Excel",
            f"the summary has {length} characters; shorten it to at most {LONGEST}, so that it "
            "fits a cell of Excel",
        )


def assign(study: Study, transcript: str, to: str, *, coder: str) -> Decision:
    """Return the draft that gives somebody a transcript to code."""
    check_coder(coder)
    document = transcript_named(study, transcript)
    if not to.strip():
        raise DecisionError.at(
            document.name,
            "chưa ghi giao cho ai; hãy ghi tên người mã hóa",
            "it is not said to whom it is assigned; write a coder's name",
        )
    return Decision(
        "",
        "",
        0,
        coder,
        "assign",
        transcript=document.name,
        sha256=document.sha256,
        target=clean(to).strip(),
    )


def migrate(
    study: Study, action: Action, old: str, new: str, *, coder: str, note: str = ""
) -> Decision:
    """Return the draft that lets what was decided on a code count for another one, or for none.

    It takes effect once no codebook has the old code: whoever edits that does so before or after.
    """
    check_coder(coder)
    if action not in MIGRATIONS:
        raise ValueError(action)
    _check_old(study, old)
    if action != "retire":
        _check_new(study, old, new)
    target = "" if action == "retire" else new
    return Decision("", "", 0, coder, action, code=old, target=target, note=clean(note))


def _check_old(study: Study, old: str) -> None:
    """Raise an error unless a codebook has the code, or somebody has decided on it."""
    coded = {id_ for d in study.decisions if d.action != "assign" for id_ in (d.code, *_leads(d))}
    known = {*(code.id for code in study.codes), *coded} - {""}
    if study.code(old) is None and old not in known:
        hint = did_you_mean(old, sorted(known))
        raise DecisionError.at(
            old or "code",
            f"không sổ mã nào và không quyết định nào có mã '{old}'{hint[0]}",
            f"neither a codebook nor a decision has the code '{old}'{hint[1]}",
        )


def _leads(decision: Decision) -> tuple[str, ...]:
    """Return the code that the decision leads to, if it leads to one."""
    return (decision.target,) if decision.action in {"recode", "rename", "merge"} else ()


def _check_new(study: Study, old: str, new: str) -> None:
    """Raise an error unless the new code is, or can still come to be, in a codebook."""
    if new == old:
        raise DecisionError.at(
            old,
            "mã cũ và mã mới là một; hãy ghi hai mã khác nhau",
            "the old code and the new one are the same; write two different ones",
        )
    if not new or (study.code(old) is None and not _is_followed(study, new)):
        hint = did_you_mean(new, (known.id for known in study.codes))
        raise DecisionError.at(
            new or "code",
            f"cả '{old}' lẫn '{new}' đều không có trong sổ mã; hãy ghi một mã đang có{hint[0]}",
            f"neither '{old}' nor '{new}' is in a codebook; write one that is{hint[1]}",
        )


def _is_followed(study: Study, code: str) -> bool:
    """Say whether a codebook has the code, or it leads to one that a codebook has."""
    if study.code(code):
        return True
    codes = study.valences
    return migrations(that_stand(study.decisions), codes).get(code) in codes
