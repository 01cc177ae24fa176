"""The cells of a joint display in words: what a terminal, a document and a workbook show."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.heard import SIGNS, Leaning, Side, label
from qualcode.joint import Item, Joined, Written
from qualcode.language.source_types import source_type
from qualcode.language.verdicts import FIT_LABELS
from qualcode.model import Bilingual, Study

SUB_CODES = 6
"""Codes below a theme that a cell names."""
VALENCES = {"enabler": "+", "barrier": "−", "neutral": ""}
NOT_ASKED = Bilingual("không hỏi", "not asked")


def survey_lines(study: Study, one: Joined) -> Iterator[Bilingual]:
    """Yield what the survey says: closed questions with their answers, open ones by their codes."""
    if not one.survey.asked:
        yield NOT_ASKED
    for item in one.survey.items:
        leaning = item.side.leaning(study.settings.thresholds.direction_cut)
        yield _item(item, leaning)
    for written in one.survey.written:
        yield _written(written)


def talk_lines(study: Study, one: Joined) -> Iterator[Bilingual]:
    """Yield what people say: cases by type of source, then the codes below the theme."""
    whole = one.talk.all
    if not whole.asked:
        yield NOT_ASKED
        return
    cut = study.settings.thresholds.direction_cut
    kinds = [(source_type(kind).short, side) for kind, side in one.talk.by_type.items()]
    parts = [(name, _count(side, side.leaning(cut))) for name, side in kinds]
    total, sign = f"{whole.mention}/{whole.asked}", SIGNS[one.talk_leaning]
    yield Bilingual(
        f"{total} nguồn {sign}".rstrip()
        + ": "
        + ", ".join(f"{n.vi} {count}" for n, count in parts),
        f"{total} cases {sign}".rstrip()
        + ": "
        + ", ".join(f"{n.en} {count}" for n, count in parts),
    )
    if whole.codes:
        yield _sub_codes(study, one)


def inference_lines(one: Joined) -> Iterator[Bilingual]:
    """Yield how the two fit and why; then what a person says of it."""
    computed = FIT_LABELS[one.computed]
    person = one.conclusion
    if person is None:
        yield Bilingual(f"{computed.vi}: {one.why.vi}", f"{computed.en}: {one.why.en}")
        return
    yield Bilingual(f"{person.coder}: {person.reason}", f"{person.coder}: {person.reason}")
    yield Bilingual(
        f"Máy tính ra: {computed.vi.lower()} ({one.why.vi})",
        f"Computed: {computed.en.lower()} ({one.why.en})",
    )
    if one.changed:
        yield Bilingual(
            "Số liệu đã đổi từ khi kết luận: hãy xem lại.",
            "Figures have changed since this was concluded: look again.",
        )


def fit_named(one: Joined) -> Bilingual:
    """Return what the fit is called: a person's, else the computed one."""
    return FIT_LABELS.get(one.fit, Bilingual(one.fit, one.fit))


def share_of(side: Side, leaning: Leaning) -> Bilingual:
    """Return a share with its interval: `240/400 −, 60% [55–65]`."""
    found = _count(side, leaning)
    if side.share is None or side.interval is None:
        return Bilingual(found, found)
    low, high = (round(100 * end) for end in side.interval)
    shown = f"{found}, {round(100 * side.share)}% [{low}–{high}]"
    return Bilingual(shown, shown)


def _item(item: Item, leaning: Leaning) -> Bilingual:
    share = share_of(item.side, leaning)
    answers = " / ".join(answer for each in item.answers.values() for answer in each)
    if len(item.answers) > 1:
        counts = {"enabler": item.side.pos, "barrier": item.side.neg}
        parts = [
            f"{' / '.join(each)} ({VALENCES[valence]}{counts.get(valence, '')})"
            for valence, each in item.answers.items()
        ]
        answers = "; ".join(parts)
    return Bilingual(
        f"“{item.words}” ({item.question}) → {answers}: {share.vi}",
        f"“{item.words}” ({item.question}) → {answers}: {share.en}",
    )


def _written(written: Written) -> Bilingual:
    counts = f"{written.side.mention}/{written.side.asked}"
    return Bilingual(
        f"Câu mở ({written.question}): {counts} người viết có nói tới",
        f"Open question ({written.question}): {counts} of those who wrote say so",
    )


def _sub_codes(study: Study, one: Joined) -> Bilingual:
    """Return the codes below a theme, most said first; with + those that no question asks about."""
    ordered = sorted(one.talk.all.codes.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = ordered[:SUB_CODES]
    more = len(ordered) - len(shown)
    marks = ["+" if code in one.talk.new else "" for code, _ in shown]
    names = [label(study, code) for code, _ in shown]
    counts = [count for _, count in shown]
    vi = [f"{m}{n.vi} ({c})" for m, n, c in zip(marks, names, counts, strict=True)]
    en = [f"{m}{n.en} ({c})" for m, n, c in zip(marks, names, counts, strict=True)]
    return Bilingual(
        "Mã con (+ khảo sát không hỏi): "
        + ", ".join(vi + ([f"và {more} mã khác"] if more else [])),
        "Sub-codes (+ not in the survey): " + ", ".join(en + ([f"{more} more"] if more else [])),
    )


def _count(side: Side, leaning: Leaning) -> str:
    return f"{side.mention}/{side.asked} {SIGNS[leaning]}".rstrip()
