"""Settling where coders differ, side by side: all but `app` is pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qualcode.model import Bilingual, Decision, Language, Study
from qualcode.review.differences import Difference
from qualcode.tui import terminal
from qualcode.tui.settling.state import State, start

__all__ = ["open_screen"]


def open_screen(
    study: Study,
    coder: str,
    found: Sequence[Difference],
    record: Callable[[Study, Sequence[Decision]], Study],
    language: Language = "vi",
) -> State:
    """Let somebody settle differences until they leave; return what the screen showed last.

    Raises:
        StudyError: if there is no terminal.
    """
    terminal.check(
        "qualcode adjudicate",
        Bilingual(
            "màn hình phân xử cần một cửa sổ lệnh; hãy chạy không có |, < hay >. "
            "Trong kịch bản, hãy dùng qualcode adjudicate --list, rồi "
            "qualcode adjudicate ID --take TÊN --note LÝ_DO",
            "the screen needs a terminal; run it without |, < or >. In scripts use "
            "qualcode adjudicate --list, then qualcode adjudicate ID --take NAME --note REASON",
        ),
    )
    from qualcode.tui.settling.app import SettlingScreen

    app = SettlingScreen(start(study, coder, found, language), record)
    terminal.run(app)
    return app.state
