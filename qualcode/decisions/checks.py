"""Whether a coder's words name what the study has; if not, what they may have meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qualcode.errors import DecisionError
from qualcode.language.normalise import clean, strip_accents
from qualcode.model import Span, Study, Transcript, Turn, is_within

SHORTEST_ID = 4
"""The fewest characters of an id that name something."""


def transcript_named(study: Study, name: str) -> Transcript:
    """Return the transcript of this name, or raise an error that names the nearest."""
    found = study.transcript(clean(name))
    if found is None:
        hint = did_you_mean(name, [transcript.name for transcript in study.transcripts])
        raise DecisionError.at(
            name or "transcript",
            f"không có bản gỡ băng '{name}'{hint[0]}",
            f"there is no transcript '{name}'{hint[1]}",
        )
    return found


def turn_numbered(transcript: Transcript, number: int) -> Turn:
    """Return the turn of this number, or raise an error that says how many there are."""
    turn = transcript.turn(number)
    if turn:
        return turn
    last = len(transcript.turns)
    raise DecisionError.at(
        place(transcript.name, number),
        f"không có lượt {number}; '{transcript.name}' có {last} lượt, đánh số từ 1",
        f"there is no turn {number}; '{transcript.name}' has {last} turns, counted from 1",
    )


def place(transcript: str, turn: int) -> str:
    """Return how messages name a turn: `pvs_01:T004`."""
    return f"{transcript}:T{turn:03}"


def check_span(transcript: Transcript, span: Span) -> None:
    """Raise an error unless the span lies within one turn that may be coded."""
    turn = transcript.turn_at(span) if span.start < span.end else None
    if turn is None:
        raise DecisionError.at(
            f"{transcript.name}:{span.start}-{span.end}",
            "đoạn này không nằm trọn trong một lượt lời; hãy chọn lời của một lượt",
            "this stretch does not lie within one turn; choose words of a single turn",
        )
    if turn.role == "interviewer":
        raise DecisionError.at(
            place(transcript.name, turn.number),
            f"lượt {turn.number} là lời người phỏng vấn nên không gán mã; hãy chọn lượt trả lời",
            f"turn {turn.number} is the interviewer's, which is not coded; choose an answer",
        )


def check_code(study: Study, code: str) -> None:
    """Raise an error, naming the nearest, unless a codebook has the code or group."""
    if study.code(code) is None:
        hint = did_you_mean(code, (known.id for known in study.codes))
        raise DecisionError.at(
            code or "code",
            f"mã '{code}' không có trong sổ mã{hint[0]}",
            f"code '{code}' is not in a codebook{hint[1]}",
        )


def check_code_or_family(study: Study, code: str) -> None:
    """Raise an error, naming the nearest, unless a codebook has the code or codes within it."""
    if not any(is_within(known.id, code) for known in study.codes):
        check_code(study, code)


def check_case(study: Study, name: str) -> None:
    """Raise an error, naming the nearest, unless the study has the case."""
    if study.case(name) is None:
        hint = did_you_mean(name, [case.name for case in study.cases])
        raise DecisionError.at(
            name or "case",
            f"không có nguồn (trường hợp) '{name}'{hint[0]}",
            f"there is no case '{name}'{hint[1]}",
        )


def check_coder(coder: str) -> None:
    """Raise an error unless somebody is named."""
    if not coder.strip():
        raise DecisionError.at(
            "coder",
            "chưa có tên người mã hóa; hãy ghi tên để biết ai quyết định",
            "no coder is named; give a name, so that it is known who decided",
        )


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like this one, or an empty string if none is."""
    from rapidfuzz import fuzz, process

    near = process.extractOne(
        word, list(known), scorer=fuzz.WRatio, processor=_plain, score_cutoff=70
    )
    return near[0] if near else ""


def _plain(word: str) -> str:
    """Return a word without marks and capitals, which are what is left out in haste."""
    return strip_accents(word).casefold()


def did_you_mean(word: str, known: Iterable[str]) -> tuple[str, str]:
    """Return the question that names the most similar, in both languages, or nothing."""
    near = nearest(word, known)
    return (f"; ý bạn là '{near}'?", f"; did you mean '{near}'?") if near else ("", "")


def only(prefix: str, ids: Iterable[str], shown: Callable[[str], str]) -> str:
    """Return the one id that begins so, or raise an error that lists those that do."""
    if len(prefix) < SHORTEST_ID:
        raise DecisionError.at(
            prefix or "id",
            f"hãy ghi ít nhất {SHORTEST_ID} ký tự đầu của mã số (id)",
            f"write at least the first {SHORTEST_ID} characters of the id",
        )
    found = [name for name in ids if name.startswith(prefix)]
    if not found:
        raise DecisionError.at(
            prefix,
            "không có id nào bắt đầu như vậy; hãy xem codings.csv hoặc qualcode log",
            "no id begins so; see codings.csv or qualcode log",
        )
    if len(found) > 1:
        listed = "; ".join(map(shown, sorted(found)))
        raise DecisionError.at(
            prefix,
            f"nhiều id bắt đầu như vậy, hãy ghi thêm ký tự: {listed}",
            f"several ids begin so, write more characters: {listed}",
        )
    return found[0]
