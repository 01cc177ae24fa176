"""Subtitles, as speech recognisers and transcribers write them: cues joined to turns."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from qualcode.errors import ImportFileError
from qualcode.importers.text import read_text

_TAG = re.compile(
    r"</?(?:i|b|u|s|c|v|ruby|rt|lang|font)\b[^<>]*>|<[\d:.]+>|\{\\[^{}]*\}", re.IGNORECASE
)
_VOICE = re.compile(r"<v[^\s<>]*\s([^<>]+)>")
_LABELLED = re.compile(
    r"(?:[-–—]\s*)?\[?(?P<label>[^\W\d_][^:：\[\]]{0,39}?)\]?\s*[:：](?![/\d])\s*(?P<words>.*)"
)
_MACHINE_LABEL = re.compile(r"speaker[ _]?\d+", re.IGNORECASE)
_LABELS_IN_SMALL_LETTERS = re.compile(
    r"pvv|ntl|đtv|npv|ncv|mc|tk|hỏi|đáp|(?:người (?:hỏi|trả lời|phỏng vấn)|điều phối viên"
    r"|điều tra viên|phỏng vấn viên|nghiên cứu viên|thư ký|phiên dịch|thành viên)(?: \d+)?",
    re.IGNORECASE,
)
_SENTENCE_ENDS = (".", "?", "!", "…", "]", ")", '"', "”")


@dataclass(frozen=True, slots=True)
class _Cue:
    """What is shown at one time: who says it, if a voice tag tells, and the words."""

    time: str
    voice: str
    words: str


@dataclass(frozen=True, slots=True)
class _Part:
    """What one speaker says in one cue."""

    time: str
    label: str
    words: str
    is_tagged: bool = False
    """A machine labels every cue, also in mid-sentence."""
    has_own_line: bool = False


def read_srt(path: Path) -> str:
    """Return the words of an .srt file, `[time] label: words` where a turn starts."""
    import srt

    text = read_text(path).replace("\r\n", "\n")
    try:
        cues = list(srt.parse(text))
    except srt.SRTParseError as cause:
        raise _bad_cue(path, text[: cause.expected_start].count("\n") + 1) from cause
    except (srt.TimestampParseError, OverflowError) as cause:
        raise _bad_cue(path, 1) from cause
    return _joined([_Cue(_clock(cue.start), "", cue.content) for cue in cues], path)


def read_vtt(path: Path) -> str:
    """Return the words of a .vtt file; a voice tag `<v Name>` gives the label."""
    import webvtt

    text = read_text(path).replace("\r\n", "\n").removeprefix("\ufeff")
    try:
        captions = webvtt.from_string(text).captions
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError) as cause:
        raise _bad_cue(path, 1) from cause
    _refuse_lost_cues(text, len(captions), path)
    return _joined([cue for c in captions for cue in _voices(c.start, c.raw_text)], path)


def _refuse_lost_cues(text: str, read: int, path: Path) -> None:
    """Refuse a file of which the parser passed over a block in silence."""
    line = 1
    for number, block in enumerate(re.split(r"(\n{2,})", text)):
        is_words = block.strip() and not block.startswith(("WEBVTT", "NOTE", "STYLE", "REGION"))
        if is_words and number and "-->" not in block:
            raise _bad_cue(path, line)
        line += block.count("\n")
    if text.count("-->") > read:
        raise _bad_cue(path, text[: text.rindex("-->")].count("\n") + 1)


def _voices(time: str, raw: str) -> Iterator[_Cue]:
    """Yield a cue's words, apart for each voice in it."""
    before, *rest = _VOICE.split(raw)
    if before.strip() or not rest:
        yield _Cue(time, "", before)
    for name, words in zip(rest[::2], rest[1::2], strict=True):
        yield _Cue(time, html.unescape(name).strip(), words)


def _joined(cues: Iterable[_Cue], path: Path) -> str:
    """Return the cues as lines: a new one for each label, all else behind the one before."""
    lines: list[str] = []
    speaker = ""
    for part in (part for cue in cues for part in _parts(cue)):
        goes_on = part.is_tagged and part.label == speaker and _is_unfinished(lines[-1])
        if part.label and not goes_on:
            lines.append(f"[{part.time}] {part.label}: {part.words}".rstrip())
            speaker = part.label
        elif lines and not part.has_own_line:
            lines[-1] += f" {part.words}"
        else:
            lines.append(part.words)
    if not lines:
        raise _bad_cue(path, 1)
    return "\n".join(lines)


def _parts(cue: _Cue) -> Iterator[_Part]:
    """Yield what a cue's lines say, each with the label it begins with."""
    lines = [" ".join(line.split()) for line in _plain(cue.words).splitlines() if line.strip()]
    if cue.voice:
        yield _Part(cue.time, cue.voice, " ".join(lines), is_tagged=True)
        return
    for line in lines:
        found = _LABELLED.fullmatch(line)
        if found and _is_label(found["label"]):
            is_tagged = bool(_MACHINE_LABEL.fullmatch(found["label"]))
            yield _Part(cue.time, found["label"].strip(), found["words"], is_tagged=is_tagged)
        else:
            # A label that only this study knows must stand at the start of a line to be found.
            yield _Part(cue.time, "", line, has_own_line=found is not None)


def _is_label(words: str) -> bool:
    """Say whether words before a colon name a speaker: `NTL`, `Chị Hoa`, `Nam 1`, `thư ký`."""
    name = re.sub(r"\(.*?\)", "", words).strip()
    return bool(_LABELS_IN_SMALL_LETTERS.fullmatch(name)) or all(
        word[0].isupper() or word.isdigit() for word in name.split()
    )


def _is_unfinished(line: str) -> bool:
    """Say whether a line stops in mid-sentence."""
    return not line.endswith(_SENTENCE_ENDS)


def _plain(words: str) -> str:
    """Return a cue's words without tags and with `&amp;` as `&`."""
    return html.unescape(_TAG.sub("", words))


def _clock(time: timedelta) -> str:
    """Return a time as `00:01:05.000`."""
    seconds, thousandths = divmod(time // timedelta(milliseconds=1), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def _bad_cue(path: Path, line: int) -> ImportFileError:
    """Return the error for a block that is not a cue."""
    return ImportFileError.at(
        str(path),
        f"dòng {line}: không đọc được phụ đề từ đây; hãy sửa dòng thời gian thành dạng "
        "00:00:01,000 --> 00:00:03,500 (tệp .vtt dùng dấu chấm và bắt đầu bằng WEBVTT)",
        f"line {line}: no subtitle can be read from here; write its time line as "
        "00:00:01,000 --> 00:00:03,500 (a .vtt file has dots and begins with WEBVTT)",
    )
