"""The coding screen: `state` and the modules beside it are pure, `app` draws with Textual."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from qualcode.decisions import nearest
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
        StudyError: naming the one with a similar name, or all there are.
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
    known = [transcript.name for transcript in study.transcripts]
    near, listed = nearest(name, known), ", ".join(known)
    raise StudyError.at(
        WHERE,
        f"không có bản gỡ băng '{name}'; "
        + (f"ý bạn là '{near}'?" if near else f"đang có: {listed}"),
        f"there is no transcript '{name}'; "
        + (f"did you mean '{near}'?" if near else f"there are: {listed}"),
    )
