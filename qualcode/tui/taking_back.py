"""`u` and `U`: taking decisions back and restoring them, the cursor where they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qualcode import undoing
from qualcode.model import Bilingual, Coding, Decision
from qualcode.review.standing import by_time, origin
from qualcode.tui.cursor import reveal
from qualcode.tui.moves import open_transcript
from qualcode.tui.naming import label
from qualcode.tui.state import State, Step, row_at

ACTIONS: Mapping[str, Bilingual] = {
    "accept": Bilingual("chấp nhận", "accepting"),
    "reject": Bilingual("bỏ", "rejecting"),
    "add": Bilingual("thêm mã", "adding"),
    "recode": Bilingual("đổi mã", "recoding"),
    "respan": Bilingual("sửa đoạn", "other words"),
    "memo": Bilingual("ghi chú", "memo"),
    "translate": Bilingual("bản dịch", "translation"),
    "check": Bilingual("kiểm tra bản dịch", "check of a translation"),
    "cite": Bilingual("chọn trích dẫn", "choice of a quote"),
    "seen": Bilingual("đã đọc lượt", "turn read"),
    "adjudicate": Bilingual("phân xử", "settling"),
    "summarise": Bilingual("tóm tắt", "summary"),
    "conclude": Bilingual("kết luận đối chiếu", "conclusion"),
    "assign": Bilingual("giao việc", "assigning"),
    "rename": Bilingual("đổi tên mã", "renaming a code"),
    "merge": Bilingual("gộp mã", "merging codes"),
    "retire": Bilingual("bỏ mã khỏi sổ", "retiring a code"),
}
OF_WORDS = {"accept", "reject", "add", "recode", "respan", "memo", "cite", "seen"}
OF_WORDS |= {"translate", "check"}
"""What was decided at a place that the screen can go to."""


def undo(state: State) -> Step:
    """Take back the coder's latest step, and go where it was."""
    drafts = undoing.undo(state.study, coder=state.coder)
    return _shown(state, drafts, Bilingual("Đã rút lại", "Taken back")), drafts


def redo(state: State) -> Step:
    """Restore what was taken back last, and go there."""
    drafts = undoing.redo(state.study, coder=state.coder)
    return _shown(state, drafts, Bilingual("Đã làm lại", "Done again")), drafts


def _shown(state: State, drafts: Sequence[Decision], done: Bilingual) -> State:
    known = {decision.id: decision for decision in state.study.decisions}
    about = sorted((origin(draft, known) for draft in drafts), key=by_time)
    first = about[0]
    what = ACTIONS.get(first.action, Bilingual("", first.action)).say(state.language)
    more = f" ×{len(about)}" if len(about) > 1 else ""
    named = f": {label(state, first.code)}" if first.code else ""
    state = go_to(state, first)
    return replace(state, message=f"{done.say(state.language)}: {what}{more}{named}")


def go_to(state: State, decision: Decision) -> State:
    """Return the screen where this was decided, if that is a place of a transcript."""
    transcript = state.study.transcript(decision.transcript)
    if decision.action not in OF_WORDS or transcript is None:
        return state
    state = open_transcript(state, transcript)
    if not state.rows:
        return state
    coding = Coding(transcript.name, 0, decision.span, decision.code)
    return replace(reveal(state, row_at(state, decision.span.start)), coding=coding.id)
