"""A short talk, and decisions of several coders about it."""

from __future__ import annotations

from typing import Any

from qualcode.model import Decision, Span, Transcript, Turn

TEXT = "NTL: Tiền đâu ra mà đóng hả em. Tháng nào cũng thiếu trước hụt sau.\nNTL: Tôi chưa nghe.\n"
TALK = Transcript(
    "t1",
    TEXT,
    (Turn(1, "NTL", "respondent", Span(5, 67)), Turn(2, "NTL", "respondent", Span(73, 87))),
)
FIRST, SECOND = Span(5, 31), Span(32, 67)


def make(
    action: Any,
    coder: str,
    span: Span = FIRST,
    *,
    at: int = 0,
    code: str = "cost",
    target: str = "",
    note: str = "",
) -> Decision:
    """A decision stored as `<coder><at>`, `at` minutes after eight."""
    return Decision(
        id=f"{coder}{at}",
        time=f"2026-03-12T08:{at:02}:00.000000Z",
        sequence=at,
        coder=coder,
        action=action,
        transcript="t1",
        sha256=TALK.sha256,
        span=span,
        exact=span.of(TEXT),
        code=code,
        target=target,
        note=note,
    )
