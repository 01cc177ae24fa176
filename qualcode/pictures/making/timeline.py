"""A transcript → its turns from left to right, with a lane for each code in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from qualcode import basis, heard, shares
from qualcode.model import Bilingual, Coding, Language, Study, Transcript, Turn, is_within
from qualcode.pictures.making import fitting
from qualcode.pictures.making.tally import direction, themes
from qualcode.pictures.values import About, Mark, Nothing, Row, Stretch, Timeline
from qualcode.pictures.wording import caption, one_line, say

METHOD = Bilingual("Vị trí trong bản gỡ băng.", "Places in the transcript.")


def timeline(
    study: Study,
    transcript: Transcript,
    *,
    level: int | None = None,
    codes: Collection[str] = (),
    top: int = fitting.ROWS,
    language: Language = "vi",
) -> Timeline | Nothing:
    """Return where in a transcript each code is; codes it doesn't have are left out."""
    lane_of = {
        code.id: heard.up(code.id)[:level][-1]
        for code in study.codes
        if not codes or any(is_within(code.id, wanted) for wanted in codes)
    }
    here = (one for one in study.codings if one.transcript == transcript.name)
    found = [one for one in here if one.code in lane_of]
    rows = themes(study, level, codes, language)
    sizes = Counter(lane_of[one.code] for one in found)
    said = [row for row in rows if sizes[row.id]]
    kept = fitting.largest([row.id for row in said], sizes, top)
    lanes = tuple(row for row in said if row.id in kept)
    places = {row.id: place for place, row in enumerate(lanes)}
    name = one_line(transcript.name)
    about = About(
        kind="timeline",
        name=f"timeline_{transcript.name}",
        title=say(language, f"{name}: từ đầu đến cuối", f"{name}: from beginning to end"),
        headline=_headline(lanes, sizes, language),
        caption=_caption(study, transcript, len(found), language),
        signs=_signs(language),
        left_out=fitting.without_room([row for row in said if row.id not in kept], language),
        language=language,
    )
    if not lanes:
        return Nothing(about, _none(name, language))
    marks = [_mark(one, places[lane]) for one in found if (lane := lane_of[one.code]) in kept]
    marks.sort(key=lambda mark: (mark.lane, mark.start, mark.end))
    turns = tuple(map(_stretch, transcript.turns))
    return Timeline(about, len(transcript.text), turns, lanes, tuple(marks))


def _stretch(turn: Turn) -> Stretch:
    asks = turn.role == "interviewer"
    return Stretch(turn.number, turn.span.start, turn.span.end, turn.speaker, asks)


def _mark(coding: Coding, lane: int) -> Mark:
    return Mark(
        lane,
        coding.turn,
        coding.span.start,
        coding.span.end,
        direction({coding.valence}),
        shares.is_confirmed(coding),
    )


def _caption(study: Study, transcript: Transcript, codings: int, language: Language) -> str:
    from pandas import DataFrame

    counted = {"turns": len(transcript.turns), "codings": codings}
    return caption(
        basis.of(basis.attach(DataFrame(), study, method=METHOD, n=counted)), study, language
    )


def _headline(lanes: tuple[Row, ...], sizes: Mapping[str, int], language: Language) -> str:
    if not lanes:
        return ""
    first = max(lanes, key=lambda row: sizes[row.id])
    times = sizes[first.id]
    return say(
        language,
        f"Nói nhiều nhất: “{first.words}”, {times} lượt mã hóa.",
        f"Said most: “{first.words}”, {times} codings.",
    )


def _signs(language: Language) -> tuple[str, ...]:
    return (
        say(
            language,
            "Từ trái sang phải là từ đầu đến cuối bản gỡ băng, theo độ dài của lời; nền xám: người "
            "phỏng vấn nói. Vạch lên trên (+) là thúc đẩy, xuống dưới (−) là cản trở, ở giữa là "
            "không rõ chiều; vạch đặc: đã có người xác nhận, vạch rỗng: mới là đề xuất.",
            "From left to right is from the transcript's beginning to its end, by length of talk; "
            "on grey the interviewer speaks. Marks above the line (+) are enablers, below it (−) "
            "barriers, on it without direction; filled: confirmed by a person, hollow: proposed.",
        ),
    )


def _none(name: str, language: Language) -> str:
    return say(
        language,
        f"Bản gỡ băng {name} chưa có lượt mã hóa nào được tính, nên chưa có gì để vẽ.",
        f"The transcript {name} has no coding that counts yet, so there is nothing to draw.",
    )
