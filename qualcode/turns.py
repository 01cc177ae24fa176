"""A transcript's text → who said what in it: header lines, then labels and turns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from qualcode.language.labels import Label, header_line, labels, speaking, strip
from qualcode.language.normalise import clean, strip_accents
from qualcode.language.speakers import is_name, listed_role, speaker_key
from qualcode.model import Bilingual, Problem, Role, Severity, Span, Transcript, Turn

LONG = 3000
"""Characters beyond which a turn has probably swallowed a label that wasn't recognised."""

# A dot behind one or two letters is an initial's.
_SENTENCE_END = re.compile(r"[?!…]$|(?<!\b\w)(?<!\b\w\w)\.$")
_KIND = re.compile(r"(KII|PVS|IDI|phỏng vấn sâu)|TLN|FGD|thảo luận", re.IGNORECASE)


def parse(name: str, raw: str, *, roles: Mapping[str, Role] = {}, file: str = "") -> Transcript:
    """Return the transcript in this text: cleaned, with its header and its numbered turns."""
    text = clean(raw)
    spoken = speaking(text, roles)
    turns = _turns(text, spoken[_first_turn(text, spoken) :])
    opening = text[: spoken[-len(turns)][0].start] if turns else text
    header, preamble = _opening(opening, any_key=bool(turns))
    return Transcript(name, text, turns, header, preamble, file)


def _turns(text: str, spoken: Sequence[tuple[Label, Role]]) -> tuple[Turn, ...]:
    ends = [label.start for label, _ in spoken[1:]] + [len(text)]
    return tuple(
        Turn(number, label.speaker, role, _said(text, label, end), label.time, label.profile)
        for number, ((label, role), end) in enumerate(zip(spoken, ends, strict=False), 1)
    )


def _said(text: str, label: Label, end: int) -> Span:
    words = text[label.end : end]
    said = strip(words)
    start = label.end + words.find(said) if said else label.end
    if label.bold and said.endswith(label.bold):  # the whole paragraph is bold
        said = said.removesuffix(label.bold)
    return Span(start, start + len(said))


def _first_turn(text: str, spoken: Sequence[tuple[Label, Role]]) -> int:
    """Return the index of the first label that isn't a header line such as "PVV: Lan"."""
    for index, (label, role) in enumerate(spoken):
        later = [other for other, its_role in spoken[index + 1 :] if its_role == role]
        if not _is_header(text, label, later, is_aside=role == "other"):
            return index
    return 0


def _is_header(text: str, label: Label, later: Sequence[Label], *, is_aside: bool) -> bool:
    """Say whether a label among the header lines tells who took part, not what was said."""
    if not _names_someone(label.words):
        return False
    if _form_goes_on(text[label.end :]):
        return True
    before = text[: label.start].rstrip(" \t").removesuffix("\n").rsplit("\n", 1)[-1]
    if not header_line(before):
        return False
    is_once = all(label.key != other.key for other in later)
    return is_name(label.words) or (is_once and (is_aside or bool(later)))


def _names_someone(words: str) -> bool:
    return bool(re.match(r"\w.{0,59}$", words)) and not _SENTENCE_END.search(words)


def _form_goes_on(rest: str) -> bool:
    """Say whether a line such as `Tỉnh: …` follows before anything is said."""
    for text in rest.split("\n", 12)[1:12]:
        line = header_line(text)
        if line is None or line.is_form_field or not _names_someone(line.value):
            return line is not None and line.is_form_field
    return False


def _opening(text: str, *, any_key: bool) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the `Key: value` lines and the others."""
    header: dict[str, str] = {}
    others: list[str] = []
    for words in filter(None, map(strip, text.split("\n"))):
        line = header_line(words)
        if line and (any_key or line.is_form_field):
            known = header.get(line.key)
            header[line.key] = f"{known}; {line.value}" if known else line.value
        else:
            others.append(words)
    return header, tuple(others)


def problems(transcript: Transcript) -> tuple[Problem, ...]:
    """Return what a person should look at before this transcript is coded."""
    if not transcript.text.strip():
        return (_problem(transcript, "tệp không có chữ nào.", "the file has no words."),)
    if not transcript.turns:
        return (_no_speaker(transcript),)
    return (
        *_doubtful_speakers(transcript),
        *_missed_speakers(transcript),
        *_long_turns(transcript),
        *_several_respondents(transcript),
    )


def _no_speaker(transcript: Transcript) -> Problem:
    seen = Counter(x.speaker for x in labels(transcript.text) if x.has_colon).most_common(8)
    names = ", ".join(f"“{name}” ({times})" for name, times in seen)
    return _problem(
        transcript,
        f"không nhận ra người nói nào. Nhãn thấy ở đầu dòng: {names or 'không có'}; hãy ghi"
        " nhãn và vai ở mục roles: trong qualcode.yaml, hoặc dùng “PVV: …”, “NTL: …” khi gỡ băng.",
        f"no speaker was recognised. Labels at line starts: {names or 'none'}; put them and their"
        " roles under roles: in qualcode.yaml, or write “PVV: …”, “NTL: …” in the transcript.",
        severity="error",
    )


def _doubtful_speakers(transcript: Transcript) -> Iterator[Problem]:
    turns = transcript.turns
    seen = Counter(speaker_key(turn.speaker) for turn in turns)
    if all(turn.role != "interviewer" for turn in turns):
        yield _problem(
            transcript,
            "không thấy người phỏng vấn; hãy ghi nhãn của họ ở mục roles: trong qualcode.yaml.",
            "no interviewer was found; put that person's label under roles: in qualcode.yaml.",
        )
    if all(turn.role == "interviewer" for turn in turns):
        yield _problem(
            transcript,
            "chỉ thấy người phỏng vấn, không có lời trả lời nào để mã hóa; hãy xem lại nhãn.",
            "only the interviewer was found and no answer to code; see the labels.",
        )
    first = {speaker_key(turn.speaker): turn for turn in reversed(turns)}
    for key, turn in reversed(first.items()):
        if turn.role == "unknown":
            yield _problem(
                transcript,
                f"chưa rõ vai của “{turn.speaker}”; hãy ghi ở mục roles: trong qualcode.yaml.",
                f"the role of “{turn.speaker}” isn't known; put it under roles: in qualcode.yaml.",
                turn.span,
            )
        elif seen[key] == 1 and listed_role(turn.speaker, {}) is None:
            yield _problem(
                transcript,
                f"“{turn.speaker}” chỉ nói một lần; hãy xem đây có đúng là người nói không.",
                f"“{turn.speaker}” speaks only once; see whether this is a speaker.",
                turn.span,
            )


def _missed_speakers(transcript: Transcript) -> Iterator[Problem]:
    """Find names at line starts that were taken for speech or for the header."""
    speaking = {speaker_key(turn.speaker) for turn in transcript.turns}
    names = [x for x in labels(transcript.text) if x.has_colon and is_name(x.speaker)]
    times = Counter(x.key for x in names if x.key not in speaking)
    first = {x.key: x for x in reversed(names) if times[x.key]}
    for key, label in reversed(first.items()):
        is_early = label.end < transcript.turns[0].span.start
        if times[key] > 1 or (is_early and _SENTENCE_END.search(label.words)):
            yield _problem(
                transcript,
                f"“{label.speaker}:” đứng đầu dòng ({times[key]}) mà chưa rõ có phải người nói"
                " không; nếu phải, hãy ghi vai ở mục roles: trong qualcode.yaml.",
                f"“{label.speaker}:” starts a line ({times[key]}) but isn't known as a speaker; if"
                " it is one, put the role under roles: in qualcode.yaml.",
                Span(label.start + 1, label.end),
            )


def _long_turns(transcript: Transcript) -> Iterator[Problem]:
    for turn in transcript.turns:
        if turn.span.end - turn.span.start > LONG:
            yield _problem(
                transcript,
                f"lượt lời {turn.number} dài hơn {LONG} ký tự; hãy xem có sót nhãn nào không.",
                f"turn {turn.number} has over {LONG} characters; see whether a label was missed.",
                turn.span,
            )


def _several_respondents(transcript: Transcript) -> Iterator[Problem]:
    answering = [turn.speaker for turn in transcript.turns if turn.role == "respondent"]
    names = {speaker_key(speaker): speaker for speaker in reversed(answering)}
    if len(names) > 1 and _is_interview(transcript):
        listed = ", ".join(reversed(names.values()))
        yield _problem(
            transcript,
            f"phỏng vấn một người mà có {len(names)} người trả lời ({listed}); hãy xem lại nhãn.",
            f"an interview of one person has {len(names)} respondents ({listed}); see the labels.",
        )


def _is_interview(transcript: Transcript) -> bool:
    """Say whether one person was to be interviewed: by the `Loại` line, else by the name."""
    said = " ".join(value for key, value in transcript.header.items() if _is_kind(key))
    kind = _KIND.search(f"{said} {transcript.name}")
    return bool(kind and kind[1])


def _is_kind(key: str) -> bool:
    return strip_accents(key).lower().startswith("loai")


def _problem(
    transcript: Transcript,
    vi: str,
    en: str,
    span: Span | None = None,
    severity: Severity = "warning",
) -> Problem:
    where = transcript.file or transcript.name
    if span:
        where += f":{transcript.text.count(chr(10), 0, span.start) + 1}"
    return Problem(where, Bilingual(vi, en), severity)
