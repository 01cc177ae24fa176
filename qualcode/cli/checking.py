"""The check sample of turns that nobody has read, and how much of each code is found by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from qualcode import audit
from qualcode.cli import console
from qualcode.cli.columns import number
from qualcode.cli.console import data, folded, note, say, width
from qualcode.concordance import first_words
from qualcode.model import Study

if TYPE_CHECKING:
    from qualcode.learning.work.stopping import Progress, Sample

COLUMNS = ("transcript", "turn", "speaker", "read", "words")
BEFORE_ALL = "1970-01-01"
"""The moment of a draw before anything was decided."""


def show_sample(study: Study, size: int, seed: int, drawn: str, *, json: bool, csv: bool) -> None:
    """Print the turns of a check sample, in the order in which to read them, and what to do."""
    from qualcode.learning.work import stopping

    moment = audit.moment(drawn) if drawn else _last(study)
    sample = stopping.draw(_as_of(study, moment), size, seed)
    rows = [_row(study, name, turn) for name, turn in sample.turns]
    if json:
        console.show_json(_told(sample, moment) | {"turns": rows})
        return
    if csv:
        console.show_csv(COLUMNS, rows)
        return
    note(*folded(_about(sample)), "")
    data(*(_line(row) for row in rows))
    note("", *_next(sample, moment))


def show_progress(
    study: Study, size: int | None, seed: int, drawn: str, *, json: bool, csv: bool
) -> None:
    """Print how much of each code is found, by a check sample if it is read."""
    from qualcode.learning.work import stopping

    sample, moment = _read_sample(study, size, seed, drawn)
    found = stopping.progress(study, sample=sample)
    shown = [_as_json(one) for one in found]
    if json:
        told = _told(sample, moment) if sample else {}
        console.show_json(told | {"rows": shown})
        return
    if csv:
        console.show_csv(list(shown[0]), shown)
        return
    note(*_how_read(study, sample, moment, size), "")
    heads = [say("mã", "code"), say("đã thấy", "found"), say("còn sót", "left")]
    heads += [say("tìm được", "recall"), say("máy đoán", "guess")]
    console.screen().print(console.table(heads, map(_cells, found)), width=width())
    note("", *_verdicts(found), *folded(_legend()))


def _last(study: Study) -> str:
    return max((decision.time for decision in study.decisions), default=BEFORE_ALL)


def _as_of(study: Study, moment: str) -> Study:
    """Return the study as it was decided on by then."""
    from qualcode.decided import with_decisions

    return with_decisions(study, [one for one in study.decisions if one.time <= moment])


def _read_sample(
    study: Study, size: int | None, seed: int, drawn: str
) -> tuple[Sample | None, str]:
    """Return the check sample and when it was drawn: as given, or as what was read tells."""
    from qualcode.learning.work import stopping

    if size is None:
        return None, ""
    moments = [BEFORE_ALL, *sorted({one.time for one in study.decisions})]
    moment = (
        audit.moment(drawn)
        if drawn
        else stopping.drawn(study, size, seed, moments, lambda moment: _as_of(study, moment))
    )
    if moment is None:
        return None, ""
    return stopping.draw(_as_of(study, moment), size, seed), moment


def _told(sample: Sample, moment: str) -> dict[str, object]:
    """Return what a sample can be drawn again by."""
    drawn = {"size": sample.size, "seed": sample.seed, "drawn": moment}
    return {"sample": drawn | {"unread": len(sample.unread)}}


def _row(study: Study, name: str, number: int) -> dict[str, object]:
    transcript = study.transcript(name)
    turn = transcript.turn(number) if transcript else None
    words = transcript.words_of(turn) if transcript and turn else ""
    return {
        "transcript": name,
        "turn": number,
        "speaker": turn.speaker if turn else "",
        "read": (name, number) in study.seen,
        "words": words,
    }


def _line(row: dict[str, object]) -> str:
    """Return a turn to read in one line: whether it is read, where it is, how it begins."""
    sign = "✓" if row["read"] else " "
    place = f"{sign} {row['transcript']}:{row['turn']}  {row['speaker']}: "
    words = " ".join(str(row["words"]).split())
    room = max(0, width() - len(place) - 2)
    return place + (words if len(words) <= room else f"{first_words(words, room)} …")


def _about(sample: Sample) -> str:
    drawn, of = number(len(sample.turns)), number(len(sample.unread))
    return say(
        f"Mẫu kiểm tra: {drawn} lượt rút ngẫu nhiên trong {of} lượt chưa ai đọc (hạt giống "
        f"{sample.seed}).",
        f"Check sample: {drawn} turns drawn at random from {of} that nobody has read (seed "
        f"{sample.seed}).",
    )


def _next(sample: Sample, moment: str) -> Iterator[str]:
    """Yield what to do with the sample, and the command that tells what came of it."""
    yield from folded(
        say(
            "Hãy đọc theo đúng thứ tự này, thêm những mã có trong lượt và đánh dấu đã đọc "
            "(qualcode tag, hoặc qualcode seen BẢN LƯỢT), rồi xem kết quả, một lần thôi, bằng:",
            "Read them in this very order, add the codes that a turn has and mark it as read "
            "(qualcode tag, or qualcode seen TRANSCRIPT TURN), then see once what came of it:",
        )
    )
    draw = f"--check-sample {sample.size} --seed {sample.seed}"
    yield f"  qualcode suggest --progress {draw} --drawn {moment}"


def _as_json(one: Progress) -> dict[str, object]:
    from qualcode.learning.work.stopping import verdict

    return asdict(one) | {
        "recall": one.recall,
        "recall_low": one.recall_low,
        "recall_high": one.recall_high,
        "enough": one.enough,
        "verdict": verdict(one).say(console.language()),
    }


def _how_read(study: Study, sample: Sample | None, moment: str, size: int | None) -> Iterator[str]:
    """Yield which check sample the table rests on and how much of it is read."""
    if sample is None:
        yield from folded(_no_sample(size))
        return
    from qualcode.learning.work.stopping import read

    done, drawn, of = len(read(study, sample)), len(sample.turns), number(len(sample.unread))
    yield from folded(
        say(
            f"Mẫu kiểm tra: {drawn} lượt rút lúc {moment[:19]} UTC từ {of} lượt chưa ai đọc, hạt "
            f"giống {sample.seed}; đã đọc {done} lượt đầu.",
            f"Check sample: {drawn} turns drawn at {moment[:19]} UTC from {of} that nobody had "
            f"read, seed {sample.seed}; the first {done} are read.",
        )
    )


def _no_sample(size: int | None) -> str:
    if size is None:
        return say(
            "Chưa có mẫu kiểm tra nên chưa ước lượng được đã tìm được bao nhiêu phần. Rút mẫu: "
            "qualcode suggest --check-sample 60",
            "Without a check sample it can't be estimated how much is found. To draw one: "
            "qualcode suggest --check-sample 60",
        )
    return say(
        f"Chưa thấy mẫu kiểm tra {size} lượt nào với hạt giống này đã được đọc hết, nên chưa ước "
        "lượng được. Hãy đọc nốt; nếu muốn tính phần đã đọc, hãy thêm --drawn như khi rút mẫu.",
        f"No check sample of {size} turns with this seed has been read in full, so nothing can be "
        "estimated. Read what is left of it; to count what is read of it, add --drawn as printed "
        "when it was drawn.",
    )


def _cells(one: Progress) -> Sequence[object]:
    left = recall = "–"
    if one.remaining is not None:
        left = f"{one.least}–{one.most}" if one.least < one.most else str(one.most)
        low, high = round(100 * one.recall_low), round(100 * one.recall_high)
        recall = f"{low}–{high} %" if low < high else f"{high} %"
    return one.code or say("bất kỳ mã nào", "any code"), one.found, left, recall, _guess(one)


def _guess(one: Progress) -> str:
    return f"+{round(one.guess)}" if round(one.guess) else "–"


def _verdicts(found: Sequence[Progress]) -> Iterator[str]:
    """Yield what can be said, each with the codes of which it can; of most of them last."""
    from qualcode.learning.work.stopping import verdict

    codes: dict[str, list[str]] = {}
    for one in found:
        said = verdict(one).say(console.language())
        codes.setdefault(said, []).append(one.code or say("bất kỳ mã nào", "any code"))
    for said in sorted(codes, key=lambda said: 2 * len(codes[said]) > len(found)):
        yield from folded(f"{said[0].upper()}{said[1:]}: {_named(codes[said], len(found))}.")


def _named(codes: Sequence[str], of: int) -> str:
    """Return the codes, or that they are all or all others."""
    if len(codes) == of:
        return say("mọi mã", "all codes")
    if 2 * len(codes) > of:
        return say(f"{len(codes)} mã còn lại", f"the {len(codes)} others")
    return ", ".join(codes)


def _legend() -> str:
    return say(
        "Đếm theo lượt lời. Còn sót và tìm được: khoảng tin cậy 95 %, tính từ mẫu kiểm tra. Máy "
        "đoán: tổng xác suất của những gợi ý ở lượt chưa đọc; chỉ để tham khảo.",
        "Counted in turns. Left and recall: 95 % intervals from the check sample. Guess: the sum "
        "of the model's probabilities in turns not yet read; it is no estimate.",
    )
