"""The coding screen: `state` and the modules beside it are pure, `app` draws with Textual."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches

from qualcode.errors import StudyError
from qualcode.model import Decision, Language, Study, Transcript

__all__ = ["open_screen"]

WHERE = "qualcode tag"


def open_screen(
    study: Study,
    transcript: str,
    coder: str,
    record: Callable[[Study, Sequence[Decision]], Study],
    language: Language = "vi",
) -> None:
    """Let a coder read and decide until they leave; `record` writes decisions at once.

    Without a name, the first transcript with undecided proposals is opened.

    Raises:
        StudyError: if there is no such transcript, or no terminal.
    """
    opened = find_transcript(study, transcript)
    # Textual reads from standard input and draws on standard error.
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise StudyError.at(
            WHERE,
            "màn hình mã hóa cần một cửa sổ lệnh; hãy chạy không có |, < hay >. "
            "Trong kịch bản, hãy dùng qualcode accept, reject, add hoặc decide",
            "the coding screen needs a terminal; run it without |, < or >. "
            "In scripts use qualcode accept, reject, add or decide",
        )
    from qualcode.tui.app import CodingScreen
    from qualcode.tui.state import start

    CodingScreen(start(study, opened, coder, language), record).run()


def find_transcript(study: Study, name: str) -> Transcript:
    """Return the transcript of this name, or without a name the first that needs a coder.

    Raises:
        StudyError: naming those with a similar name.
    """
    if not study.transcripts:
        raise StudyError.at(
            "transcripts/",
            "chưa có bản gỡ băng nào; hãy chép tệp vào thư mục transcripts",
            "there are no transcripts yet; put files into transcripts",
        )
    if not name:
        waiting = {coding.transcript for coding in study.codings if coding.status == "proposed"}
        return next((t for t in study.transcripts if t.name in waiting), study.transcripts[0])
    found = study.transcript(name)
    if found:
        return found
    near = get_close_matches(name, [t.name for t in study.transcripts], cutoff=0.4)
    raise StudyError.at(
        name,
        "không có bản gỡ băng này" + (f"; gần giống: {', '.join(near)}" if near else ""),
        "there is no such transcript" + (f"; similar: {', '.join(near)}" if near else ""),
    )
