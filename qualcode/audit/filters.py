"""Which decisions of the trail are wanted, and how people say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import get_args

from qualcode.decisions.checks import did_you_mean
from qualcode.errors import DecisionError
from qualcode.explain import LEADING, TERMS
from qualcode.language.normalise import clean
from qualcode.model import Action, Bilingual, Decision, Problem, Study, is_within

DATE = len("2026-03-12")


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked of a decision; what is empty asks nothing."""

    coder: str = ""
    action: str = ""
    transcript: str = ""
    code: str = ""
    """A code and all below it."""
    since: str = ""
    """From then on, as `moment` writes it."""
    until: str = ""
    """Before then."""
    stands: bool | None = None
    """Only what stands, or only what was taken back."""
    last: int = 0
    """How many of the latest; 0: all."""


def moment(words: str, *, end: bool = False) -> str:
    """Return a date or a time as the log writes it, UTC; a date's end is when the next begins.

    Raises:
        DecisionError: if it can't be read.
    """
    try:
        time = datetime.fromisoformat(words)
        time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
        time += timedelta(days=int(end and len(words) <= DATE))
    except (ValueError, OverflowError) as error:
        raise DecisionError.at(
            words or "--since",
            "không đọc được ngày này; hãy ghi như 2026-03-12 hay 2026-03-12T08:30 (giờ UTC)",
            "this date can't be read; write it like 2026-03-12 or 2026-03-12T08:30 (UTC)",
        ) from error
    return f"{time:%Y-%m-%dT%H:%M:%S.%f}Z"


def checked(filters: Filters, study: Study) -> Filters:
    """Return the filters as the study writes names, once all that they name is there.

    A trail that left out everything because of a slip of the hand would look like a clean one.

    Raises:
        DecisionError: if no such coder, transcript, code or action is there.
    """
    _check_action(filters)
    found = replace(
        filters,
        coder=clean(filters.coder).strip(),
        transcript=clean(filters.transcript).strip(),
        code=clean(filters.code).strip(),
    )
    problems = tuple(_unknown(found, study))
    if problems:
        raise DecisionError(problems)
    return found


def _unknown(filters: Filters, study: Study) -> Iterator[Problem]:
    """Yield what is named in the filters but neither in the study nor in its log."""
    log = study.decisions
    coders = {study.settings.coder, *(d.coder for d in log)}
    coders |= {d.target for d in log if d.action == "assign"}
    talks = {*(t.name for t in study.transcripts), *(d.transcript for d in log)}
    codes = {*(code.id for code in study.codes), *(d.code for d in log)}
    codes |= {d.target for d in log if d.action in LEADING}
    families = {family for code in codes for family in accumulate(code.split("."), "{}.{}".format)}
    asked = (
        (filters.coder, coders, "người mã hóa", "coder"),
        (filters.transcript, talks, "bản gỡ băng", "transcript"),
        (filters.code, families, "mã", "code"),
    )
    for name, known, vi, en in asked:
        if name and name not in known:
            hint = did_you_mean(name, sorted(known - {""}))
            words = Bilingual(
                f"không có {vi} '{name}' trong nghiên cứu và trong nhật ký{hint[0]}",
                f"neither the study nor its log has a {en} '{name}'{hint[1]}",
            )
            yield Problem(name, words)


def _check_action(filters: Filters) -> None:
    """Raise an error, naming those there are, unless the action is one."""
    known = get_args(Action)
    if filters.action and filters.action not in known:
        hint, listed = did_you_mean(filters.action, known), ", ".join(known)
        raise DecisionError.at(
            filters.action,
            f"không có việc nào tên này; có: {listed}{hint[0]}",
            f"there is no such action; there are: {listed}{hint[1]}",
        )


def fits(
    decision: Decision,
    about: Decision,
    filters: Filters,
    *,
    stands: bool,
    heirs: Mapping[str, str],
) -> bool:
    """Say whether the decision, which is about that one in the end, is asked for.

    `heirs`: what became of codes that were renamed or merged; it is the same code to a reader.
    """
    named = (about.code, about.target if about.action in LEADING else "")
    codes = (*named, *(heirs.get(code, "") for code in named))
    return (
        filters.coder in {"", decision.coder}
        and filters.action in {"", decision.action}
        and filters.transcript in {"", about.transcript}
        and (not filters.code or any(is_within(code, filters.code) for code in codes))
        and decision.time >= filters.since
        and (not filters.until or decision.time < filters.until)
        and filters.stands in {None, stands}
    )


def described(filters: Filters) -> Bilingual:
    """Return in words which decisions are asked for."""
    action = TERMS[filters.action] if filters.action else Bilingual("", "")
    standing = {
        None: Bilingual("", ""),
        True: Bilingual("còn hiệu lực", "that stand"),
        False: Bilingual("đã rút lại", "taken back"),
    }[filters.stands]
    asked = (
        ("người mã hóa {}", "coder {}", filters.coder, filters.coder),
        ("việc: {}", "action: {}", action.vi, action.en),
        ("bản gỡ băng {}", "transcript {}", filters.transcript, filters.transcript),
        ("mã {}", "code {}", filters.code, filters.code),
        ("từ {}", "from {}", _readable(filters.since), _readable(filters.since)),
        ("trước {}", "before {}", _readable(filters.until), _readable(filters.until)),
        ("{}", "{}", standing.vi, standing.en),
        ("{} quyết định cuối", "the latest {}", str(filters.last or ""), str(filters.last or "")),
    )
    told = [(vi.format(own), en.format(other)) for vi, en, own, other in asked if own]
    if not told:
        return Bilingual("mọi quyết định", "all decisions")
    return Bilingual("; ".join(vi for vi, _ in told), "; ".join(en for _, en in told))


def _readable(time: str) -> str:
    return f"{time[:16].replace('T', ' ')} UTC" if time else ""
