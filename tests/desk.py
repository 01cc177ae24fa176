"""A small study on the coding screen, and short words for what its tests do and see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcode import codebook, project, turns
from qualcode.model import Decision, Settings, Study
from qualcode.project import with_codings
from qualcode.tui.cursor import chosen, current
from qualcode.tui.keys import press
from qualcode.tui.saving import saved
from qualcode.tui.state import State, start

BOOK = codebook.parse(
    """
codebook: test
version: 1
codes:
  - id: awareness.no_knowledge
    label: {vi: Không biết, en: No knowledge}
    definition: {vi: "Chưa nghe nói", en: "Has not heard"}
    exclude: {vi: "biết mà hiểu sai", en: "knows it wrongly"}
    valence: barrier
    patterns: ["(không|chưa) ~2 (biết|nghe)"]
  - id: affordability.worker_income
    label: {vi: Thu nhập thấp, en: Low income}
    valence: barrier
    patterns: ["tiền đâu ~3 đóng"]
  - id: institutional.procedures
    label: {vi: Thủ tục phức tạp, en: Complex procedures}
  - id: benefits.pension
    label: {vi: Lương hưu, en: Pension}
    valence: enabler
""",
    "codebooks/test.yaml",
)
TALK = """Loại: PVS

PVV: Chị có nghe nói bảo hiểm xã hội chưa?
NTL (nữ, 41 tuổi): Tôi chưa nghe bao giờ. Mà tiền đâu ra mà đóng! [cười] Dạ [không rõ] thế thôi.
PVV: Dạ vâng ạ.
Chị B: Tôi thì không biết, mà tiền đâu tôi đóng.
"""
SECOND = "PVV: Còn bác?\nNTL: Tôi cũng chưa nghe.\n"


def study_of(*texts: str) -> Study:
    parsed = tuple(turns.parse(f"t{n}", text) for n, text in enumerate(texts, 1))
    return with_codings(Study(Settings(), codebooks=(BOOK,), transcripts=parsed))


def screen(*texts: str) -> State:
    study = study_of(*(texts or (TALK, SECOND)))
    return start(study, study.transcripts[0], "Lan")


def record(study: Study, drafts: Sequence[Decision]) -> Study:
    """What the store does to drafts, without a file: an id, a time, a number, a common step."""
    first = len(study.decisions) + 1
    step = f"{first:08}" if len(drafts) > 1 else ""
    done = (
        replace(draft, id=f"{n:08}", time=f"2026-01-01T00:00:00.{n:06}Z", sequence=n, step=step)
        for n, draft in enumerate(drafts, first)
    )
    return project.with_decisions(study, (*study.decisions, *done))


def after(state: State, *keys: str) -> State:
    for key in keys:
        state, drafts = press(state, key)
        if drafts:
            state = saved(state, record(state.study, drafts))
    return state


def drafts_of(state: State, key: str) -> tuple[Decision, ...]:
    return press(state, key)[1]


def words_at(state: State) -> str:
    row = current(state)
    return row.span.of(state.transcript.text) if row else ""


def code_at(state: State) -> str:
    coding = chosen(state)
    return f"{coding.status} {coding.code}" if coding else ""


def said(drawn: Sequence[Sequence[tuple[str, str]]]) -> list[str]:
    return ["".join(text for text, _ in line) for line in drawn]


def actions_of(state: State) -> list[str]:
    return [decision.action for decision in state.study.decisions]
