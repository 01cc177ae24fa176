"""What the page rests on: how much was said, by which codebooks, whose word counts, since when."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode import basis
from qualcode.exporters.notes import NOT_PREVALENCE
from qualcode.language import numbers
from qualcode.language.order import sort_key
from qualcode.model import Bilingual, Study
from qualcode.overview import overview
from qualcode.review import policy
from qualcode.shares import shares, told

Fact = tuple[Bilingual, tuple[Bilingual, ...]]
"""What it is about, and what is said of it."""


def facts(study: Study) -> tuple[Fact, ...]:
    """Return what is said once of the whole page; no clock, so that the same study gives the same.

    The study comes with all its codings, counted or not.
    """
    return tuple(_facts(study))


def _facts(study: Study) -> Iterator[Fact]:
    yield Bilingual("Nguồn", "Sources"), (_read(study), *_surveys(study))
    yield Bilingual("Sổ mã", "Codebook"), tuple(_codebooks(study)) or (_none(),)
    yield Bilingual("Mã hóa", "Coding"), (*told(study), _confirmed(study))
    coders = ", ".join(sorted({d.coder for d in study.decisions if d.coder}, key=sort_key))
    named = Bilingual(coders, coders) if coders else _none()
    yield Bilingual("Người mã hóa", "Coders"), (named,)
    key = study.settings.policy
    words = policy.describe(key)
    said = Bilingual(f"{words.vi} (policy: {key})", f"{words.en} (policy: {key})")
    yield Bilingual("Lời của ai được tính", "Whose word counts"), (said,)
    latest = basis.latest(study)
    when = Bilingual(latest, latest) if latest else _none()
    yield Bilingual("Quyết định mới nhất", "Latest decision"), (when,)
    yield Bilingual("Xin lưu ý", "Please note"), (NOT_PREVALENCE,)


def _read(study: Study) -> Bilingual:
    found = overview(study)
    many = [found.transcripts, found.turns, found.segments]
    vi, en = ([numbers.whole(n).say(language) for n in many] for language in ("vi", "en"))
    return Bilingual(
        f"{vi[0]} bản gỡ băng; {vi[1]} lượt lời, {vi[2]} đoạn (kể cả câu trả lời mở của khảo sát).",
        f"{en[0]} transcripts; {en[1]} turns, {en[2]} segments (with a survey's open answers).",
    )


def _surveys(study: Study) -> Iterator[Bilingual]:
    for one in study.surveys:
        people, title = numbers.whole(len(one.respondents)), one.title or one.name
        yield Bilingual(
            f"{title}: {people.vi} người trả lời.", f"{title}: {people.en} respondents."
        )


def _codebooks(study: Study) -> Iterator[Bilingual]:
    for book in study.codebooks:
        vi, en = (f"{words} ({book.name})" if words else book.name for words in _title(book.title))
        count = len(book.codes)
        yield Bilingual(
            f"{vi}, phiên bản {book.version}, {count} mã.",
            f"{en}, version {book.version}, {count} codes.",
        )


def _title(words: Bilingual) -> tuple[str, str]:
    return words.say("vi"), words.say("en")


def _confirmed(study: Study) -> Bilingual:
    found = shares(study.codings)
    share = numbers.percent(found.person / found.total) if found.total else Bilingual("–", "–")
    return Bilingual(
        f"Tỷ lệ đã có người xác nhận: {share.vi}.", f"Share confirmed by a person: {share.en}."
    )


def _none() -> Bilingual:
    return Bilingual("chưa có", "none yet")
