"""The text of one comment: code and label, then the status, the English, the memo."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from qualcode.coding_sheets.sheet import Verdict
from qualcode.coding_sheets.wording import STATUS_WORDS
from qualcode.exporters.cells import both, printable, proposed_by
from qualcode.language.normalise import clean
from qualcode.model import SIGNS, Code, Coding, Status

ENGLISH = "EN:"
AUTHOR = "qualcode"
"""Of comments that no person stands behind yet."""

_TICKS = "✓✔☑✅"
_CROSSES = "✘❌"
_SIGN = re.compile(rf"[{''.join(SIGNS.values())}{_TICKS}{_CROSSES}]")
# Typed without accents, a short word is a verdict only if it stands alone: "bo" may be "bố".
_ALONE = r"(?<!\w)(?<!\w\s)(?:{})(?!\s*\w)"
_ACCEPT = re.compile(
    r"(?<!\w)(?:ok(?:e|ie|ay)?|đồng\s+ý|chấp\s+nhận|nhất\s+trí|đúng|giữ|dong\s+y|chap\s+nhan"
    r"|nhat\s+tri|accept(?:ed)?|agreed?|keep|yes)(?!\w)|" + _ALONE.format("giu"),
    re.IGNORECASE,
)
_REJECT = re.compile(
    r"(?<!\w)(?:bỏ|loại|sai|xóa|xoá|reject(?:ed)?|delete|wrong)(?!\w)|"
    + _ALONE.format("bo|loai|xoa"),
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?<!\w)(?:không|khong|hông|hổng|ko|k|kg|khg|chưa|chua|chẳng|chang|not|no|don'?t|disagree)(?!\w)|\?",
    re.IGNORECASE,
)
_PROPOSER = re.compile(r" *\([^()\n]*(?<!\d)[01][.,]\d\d\)")
"""What the sheet itself says of a model's proposal behind the status: "(máy học 0,83 / …)"."""
_FEW_WORDS = 5
"""A line that starts with a verdict and is no longer than this is about the status."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a comment says, before anybody has looked whether the code exists."""

    code: str
    """The whole first line."""
    sign: str = ""
    shown: Status | Literal[""] = ""
    verdict: Verdict = ""
    memo: str = ""
    translation: str = ""
    is_whole: bool = False
    """Has its status line, so that what is missing below it was taken away."""


def write(coding: Coding, code: Code | None) -> str:
    """Return a comment's text for this coding."""
    label = " ".join(both(code.label, " / ").split()) if code else ""
    # An empty English line keeps a memo from being read as English.
    needs_english = coding.translation or ENGLISH in coding.memo.upper()
    lines = [
        f"{coding.code} · {label}" if label else coding.code,
        status_of(coding),
        f"{ENGLISH} {' '.join(coding.translation.split())}" if needs_english else "",
        coding.memo,
    ]
    return printable("\n".join(line for line in lines if line), "")


def status_of(coding: Coding) -> str:
    """Return the status line of a coding: its sign and words, and the model if one proposed it."""
    line = f"{SIGNS[coding.status]} {STATUS_WORDS[coding.status]}"
    return f"{line} ({proposed_by(coding)})" if coding.origin == "model" else line


def read(text: str) -> Said:
    """Return what a comment's text says."""
    first, _, below = clean(text).strip().partition("\n")
    rest = [line.strip() for line in below.strip().split("\n")]
    status = _PROPOSER.sub("", rest[0]) if rest else ""
    has_status = bool(rest) and is_about_status(status)
    status = status if has_status else ""
    rest = rest[has_status:]
    at = next((n for n, line in enumerate(rest) if line.upper().startswith(ENGLISH)), None)
    english = "" if at is None else rest.pop(at)
    return Said(
        code=first.strip(),
        sign=sign_of(status),
        shown=next((each for each, words in STATUS_WORDS.items() if words in status), ""),
        verdict=verdict_of(status),
        memo="\n".join(rest).strip(),
        translation=english[len(ENGLISH) :].strip(),
        is_whole=has_status,
    )


def is_mere_verdict(text: str) -> bool:
    """Say whether a text is one line that only accepts or rejects."""
    line = text.strip()
    return "\n" not in line and is_about_status(line)


def is_about_status(line: str) -> bool:
    """Say whether a comment's second line gives the status and not the memo."""
    if _SIGN.match(line):
        return True
    starts = _ACCEPT.match(line) or _REJECT.match(line) or _NOT.match(line)
    says = _ACCEPT.search(line) or _REJECT.search(line)
    return bool(starts and says) and len(line.split()) <= _FEW_WORDS


def sign_of(line: str) -> str:
    """Return the last status sign of a line: a new one may stand beside the old."""
    proposed = SIGNS["proposed"]
    found = [sign for sign in line if sign in SIGNS.values()]
    return next((sign for sign in reversed(found) if sign != proposed), proposed if found else "")


def verdict_of(line: str, shown: Iterable[str] = tuple(STATUS_WORDS.values())) -> Verdict:
    """Return what a line says in words or ticks of agreeing; `unclear` if it says both.

    What the sheet itself has `shown` there is nobody's word.
    """
    for words in shown:
        line = line.replace(words, "")
    accepts = bool(_ACCEPT.search(line)) or any(tick in line for tick in _TICKS)
    rejects = bool(_REJECT.search(line)) or any(cross in line for cross in _CROSSES)
    if (accepts and rejects) or ((accepts or rejects) and _NOT.search(line)):
        return "unclear"
    return "accept" if accepts else "reject" if rejects else ""
