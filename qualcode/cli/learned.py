"""What suggestions were learned from, how good they are, and whose codings are in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qualcode import shares
from qualcode.cli.columns import number, rate
from qualcode.cli.console import folded, say
from qualcode.language.english import plural
from qualcode.model import Coding, Learned, Study

LEAST_ERROR = 0.01


def learned(study: Study) -> Iterator[str]:
    """Yield what suggestions were learned from and how good they are, or why there are none."""
    if study.learned is None:
        yield from folded(_too_little(study))
        return
    yield from folded(_sources(study.learned))
    if own := _own(study):
        yield from folded(own)
    yield from folded(_quality(study.learned))
    if few := ", ".join(_with_few_examples(study, study.learned)):
        yield from folded(
            say(f"Chưa đủ ví dụ nên không gợi ý: {few}.", f"Too few examples to suggest: {few}.")
        )


def left_out(study: Study) -> Iterator[str]:
    """Yield how many rules' matches are not proposed, if any."""
    if study.learned and (count := len(study.left_out)):
        line = rate(study.learned.threshold)
        yield from folded(
            say(
                f"{number(count)} chỗ quy tắc khớp có xác suất dưới {line} nên không đề xuất: "
                "qualcode suggest --left-out",
                f"{number(count)} {plural(count, 'place')} where a rule matched, less likely than "
                f"{line} and so not proposed: qualcode suggest --left-out",
            )
        )


def counted(study: Study, shown: Sequence[Coding], found: int, *, left_out: bool) -> Iterator[str]:
    """Yield how many there are, who proposed them, and how to decide on them."""
    if study.learned is None and not found:
        return
    if not found:
        yield say("Không có gợi ý nào chờ quyết định.", "No suggestion is to be decided on.")
        return
    listed = _of_rules(len(shown), found) if left_out else _listed(shown, found)
    yield from ("", *folded(listed))
    yield from folded(_what_to_do(left_out=left_out))


def _too_little(study: Study) -> str:
    if not study.settings.suggest.on:
        return say(
            "qualcode.yaml có suggest: off nên máy không học và không gợi ý; hãy ghi suggest: on "
            "nếu muốn có gợi ý.",
            "qualcode.yaml has suggest: off, so nothing is learned or suggested; write suggest: on "
            "to have suggestions.",
        )
    from qualcode.learning.teaching import LEAST
    from qualcode.learning.training import FEWEST

    read = [one for one in study.codings if (one.transcript, one.turn) in study.seen]
    by_code = Counter(one.code for one in read if shares.is_confirmed(one))
    there = number(sum(count for count in by_code.values() if count >= FEWEST))
    return say(
        f"Còn quá ít để học nên chưa gợi ý gì: cần chừng {LEAST} lần gán mã được xác nhận trong "
        f"những lượt đã đánh dấu là đọc, của những mã có và không có ở ít nhất {FEWEST} đoạn; nay "
        f"có {there}. Hãy mã hóa thêm (qualcode tag: nhận, bỏ, thêm mã, "
        "đánh dấu lượt đã đọc), hoặc thêm examples: vào sổ mã. Trong khi đó, đề xuất của quy tắc "
        "vẫn có ở qualcode tag.",
        "There is too little to learn from, so nothing is suggested yet: it takes some "
        f"{LEAST} codings that people confirmed in turns marked as read, of codes that {FEWEST} "
        f"passages or more have, and as many have not; there are {there}. Code "
        "some more (qualcode tag: accept, reject, add, mark turns as read), or give the codebook "
        "examples:. Meanwhile qualcode tag has what the rules propose.",
    )


def _sources(learned: Learned) -> str:
    examples, decided = number(learned.examples), number(learned.decided)
    return say(
        f"Học từ {examples} ví dụ của sổ mã và {decided} đoạn đã có người quyết định.",
        f"Learned from {examples} examples of the codebooks and {decided} passages that people "
        "decided on.",
    )


def _own(study: Study) -> str:
    """Return that examples are of this study's own talk, where what is proposed was told before."""
    names = {transcript.name for transcript in study.transcripts}
    every = [one for book in study.codebooks for one in book.experience]
    count = sum(one.source in names for one in every)
    if not count:
        return ""
    return say(
        f"{number(count)} ví dụ là của chính các bản gỡ băng này: ở đó máy chỉ nhắc lại điều đã "
        "biết, xác suất cao chưa nói lên gì về lời mới.",
        f"{number(count)} of the examples are of these very transcripts: what is proposed there is "
        "remembered, and how likely it is tells little of new talk.",
    )


def _quality(learned: Learned) -> str:
    line = rate(learned.threshold)
    how = say("mức có F1 gần như cao nhất", "where F1 is as good as the best")
    if learned.chosen:
        how = say("theo qualcode.yaml", "as qualcode.yaml says")
    f1, precision, recall = map(rate, (learned.f1, learned.precision, learned.recall))
    error = _error(learned.calibration_error)
    return say(
        f"Thử trên những cuộc để riêng: F1 {f1} (đúng {precision}, tìm được {recall}) khi đề xuất "
        f"từ {line}, {how}; xác suất của các gợi ý lệch trung bình {error}.",
        f"Tried on conversations left out: F1 {f1} (precision {precision}, recall {recall}) when "
        f"proposing from {line}, {how}; probabilities of what is suggested are off by {error} on "
        "average.",
    )


def _error(value: float) -> str:
    """Return how far off probabilities are; never nothing."""
    return rate(value) if value >= LEAST_ERROR else say("dưới 0,01", "less than 0.01")


def _with_few_examples(study: Study, learned: Learned) -> Iterator[str]:
    from qualcode.learning.training import FEWEST

    for code in study.codes:
        if learned.support.get(code.id, 0) < FEWEST:
            yield f"{code.id} ({learned.support.get(code.id, 0)})"


def _listed(shown: Sequence[Coding], found: int) -> str:
    whose = shares.shares(shown)
    parts = [
        say(f"{whose.rule} có quy tắc khớp", f"{whose.rule} that a rule matched"),
        say(f"{whose.model} do máy học", f"{whose.model} learned"),
        *(say(f"{count} do {name}", f"{count} by {name}") for name, count in whose.others.items()),
    ]
    many, told = _many(len(shown), found), ", ".join(parts)
    return say(
        f"{many} gợi ý chờ quyết định: {told}.",
        f"{many} {plural(found, 'suggestion')} to decide on: {told}.",
    )


def _of_rules(shown: int, found: int) -> str:
    many = _many(shown, found)
    return say(
        f"{many} chỗ quy tắc khớp mà không được đề xuất.",
        f"{many} {plural(found, 'place')} where a rule matched, not proposed.",
    )


def _many(shown: int, found: int) -> str:
    """Return how many are listed, of how many."""
    if shown == found:
        return number(found)
    return say(f"{number(shown)} trong {number(found)}", f"{number(shown)} of {number(found)}")


def _what_to_do(*, left_out: bool) -> str:
    if left_out:
        return say(
            "Chỗ nào đúng thì nhận: qualcode accept ID. Chỗ nào sai thì để yên.",
            "If one is right: qualcode accept ID. If it is wrong, leave it.",
        )
    return say(
        "Nhận: qualcode accept ID. Bỏ: qualcode reject ID.",
        "To accept: qualcode accept ID. To reject: qualcode reject ID.",
    )
