"""What the study doesn't say, each thing as a sentence from its data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualcode import comparing, saturation, shares, triangulation
from qualcode.basis import of, records
from qualcode.brief.making.known import Known
from qualcode.brief.making.phrasing import called, joined, number_and
from qualcode.brief.values import Lines, Slide
from qualcode.language.english import plural
from qualcode.language.numbers import whole
from qualcode.model import Bilingual
from qualcode.pictures.wording import attribute

NAMED = 3
"""Themes that a sentence names."""
MOST = 7
READ = Bilingual(
    "Không được hỏi không phải là im lặng; im lặng không phải là không có.",
    "Not asked is not silence, and silence is not absence.",
)


def unknown(found: Known) -> tuple[Slide, ...]:
    """Return the slide of what isn't known."""
    sentences = [*_unconfirmed(found), *_asked(found), *_few(found), *_saturated(found)]
    sentences += [*_shaky(found), *_untranslated(found), *_lacking(found), *_chosen(found)]
    notes = (READ, *sentences[MOST:], found.rests)
    lines = Lines(tuple(sentences[:MOST]))
    return (Slide("unknown", _headline(found), (lines,), READ, notes),)


def _headline(found: Known) -> Bilingual:
    if not found.counted.codings:
        return Bilingual(
            "Chưa có phát hiện nào: chưa có gì được mã hóa và được tính",
            "There are no findings yet: nothing is coded and counted",
        )
    counts = shares.shares(found.study.codings)
    every, person = whole(counts.total), whole(counts.person)
    if not counts.person:
        return Bilingual(
            "Điều chưa biết: chưa lượt mã hóa nào được người xác nhận, con số còn có thể đổi",
            "What we don't know: no coding is confirmed by a person yet, figures may still change",
        )
    if counts.person < counts.total and found.study.settings.count == "all":
        return Bilingual(
            f"Điều chưa biết: mới {person.vi}/{every.vi} lượt mã hóa được người xác nhận, con số "
            "còn có thể đổi",
            f"What we don't know: {person.en} of {every.en} codings are confirmed by a person, "
            "figures may still change",
        )
    count = len(found.cases)
    return Bilingual(
        f"Điều chưa biết: kết quả nói về {count} nguồn được chọn có chủ đích, không về dân số",
        f"What we don't know: findings are on {count} {plural(count, 'case')} chosen on purpose, "
        "not on a population",
    )


def _unconfirmed(found: Known) -> Iterator[Bilingual]:
    counts = shares.shares(found.study.codings)
    left = counts.total - counts.person
    if not left:
        return
    number, every = whole(left), whole(counts.total)
    if found.study.settings.count == "all":
        yield Bilingual(
            f"{number.vi} trong {every.vi} lượt mã hóa mới là đề xuất, chưa có người xác nhận.",
            f"{number.en} of {every.en} codings are only proposed: no person has confirmed them.",
        )
    else:
        yield Bilingual(
            f"{number.vi} lượt mã hóa còn là đề xuất nên không được tính ở đây.",
            f"{number.en} codings are only proposed and so not counted here.",
        )


def _asked(found: Known) -> Iterator[Bilingual]:
    """Yield which themes nobody was asked about, few were, or all were silent on."""
    sides, count = {one: found.side(one) for one in found.themes}, len(found.cases)
    if not count:
        return
    nobody = [one for one in found.themes if not sides[one].asked]
    if nobody:
        listed = _listed(found, nobody)
        yield Bilingual(
            f"Không nguồn nào được hỏi hay tự nói về {listed.vi}.",
            f"No case was asked about, or brought up, {listed.en}.",
        )
    some = [one for one in found.themes if 0 < sides[one].asked < count]
    if some:
        least = sorted(some, key=lambda one: sides[one].asked)[:NAMED]
        listed = joined(
            [number_and(called(found.study, one), sides[one].asked, count) for one in least]
        )
        yield Bilingual(
            f"{len(some)} chủ đề chỉ được hỏi ở một số nguồn; ít nhất là {listed.vi}.",
            f"{len(some)} {plural(len(some), 'theme')} came up with some cases only, least of all "
            f"{listed.en}: the others were not asked.",
        )
    silent = [one for one in found.themes if sides[one].asked and not sides[one].mention]
    if silent:
        listed = _listed(found, silent)
        yield Bilingual(
            f"Được hỏi mà không nguồn nào nói tới: {listed.vi}.",
            f"Asked, and no case speaks of it: {listed.en}.",
        )


def _few(found: Known) -> Iterator[Bilingual]:
    """Yield by which attributes groups of cases are too small to be compared."""
    parts, least = [], "5"
    for by in found.study.settings.compare:
        frame = comparing.compare(found.counted, by)
        rows = [row for row in records(frame) if row["verdict"] not in {"nobody", "alone"}]
        few = sum(row["verdict"] == "too_few" for row in rows)
        if few:
            least = str(of(frame).parameters["least"])
            vi, en = attribute(by, "vi"), attribute(by, "en")
            parts.append(
                Bilingual(f"theo {vi} ở {few}/{len(rows)} chủ đề", f"by {en} on {few}/{len(rows)}")
            )
    if parts:
        listed = joined(parts)
        yield Bilingual(
            f"Có nhóm dưới {least} nguồn được hỏi nên chưa so được các nhóm nguồn {listed.vi}.",
            f"With fewer than {least} cases asked in a group, groups of cases can't be compared "
            f"{listed.en} themes.",
        )


def _saturated(found: Known) -> Iterator[Bilingual]:
    if not found.cases or not found.counted.codings:
        return
    frame = saturation.saturation(found.counted)
    rows = records(frame)
    if any(row["why"] == "too_few_cases" for row in rows):
        count = len(found.cases)
        yield Bilingual(
            f"{count} nguồn là quá ít để biết nguồn mới còn mang lại điều mới không (bão hòa).",
            f"{count} {plural(count, 'case')} {'is' if count == 1 else 'are'} too few to tell "
            "whether further ones would bring anything new (saturation).",
        )
    elif not any(row["saturated_after"] for row in rows):
        yield from saturation.verdicts(frame)


def _shaky(found: Known) -> Iterator[Bilingual]:
    """Yield how many verdicts on types of source hang on one case alone."""
    if len(found.types) <= 1:
        return
    verdicts = triangulation.compared(found.counted, "type", only=found.themes).verdicts
    shaky = sum(bool(one.fragile) for one in verdicts.values())
    if shaky:
        count = len(verdicts)
        yield Bilingual(
            f"Ở {shaky} trong {count} chủ đề, thêm hay bớt một nguồn là đổi kết luận đối chiếu.",
            f"On {shaky} of {count} themes one case more or fewer would change whether sources "
            "agree.",
        )


def _untranslated(found: Known) -> Iterator[Bilingual]:
    left = sum(not quote.coding.translation for quote in found.quotes)
    every = len(found.quotes)
    if 0 < left < every:
        yield Bilingual(
            f"{whole(left).vi} trong {whole(every).vi} trích dẫn chưa có bản dịch tiếng Anh.",
            f"{whole(left).en} of {whole(every).en} quotes have no English translation yet.",
        )


def _lacking(found: Known) -> Iterator[Bilingual]:
    """Yield how many cases have no words to be coded."""
    wordless = sum(
        not case.has_transcript
        for case in found.study.cases
        if case.name not in found.cases and case.get("type") != "survey"
    )
    if wordless:
        yield Bilingual(
            f"{wordless} nguồn trong cases.csv chưa có bản gỡ băng.",
            f"{wordless} {plural(wordless, 'case')} of cases.csv "
            f"{'has' if wordless == 1 else 'have'} no transcript.",
        )


def _chosen(found: Known) -> Iterator[Bilingual]:
    if found.cases:
        yield Bilingual(
            "Các con số cho biết ai trong nghiên cứu nói gì, không phải bao nhiêu người như vậy.",
            "Figures tell who in this study says what, not how many people there are like them.",
        )
    else:
        yield Bilingual("Chưa có bản gỡ băng nào.", "There are no transcripts yet.")


def _listed(found: Known, themes: Sequence[str]) -> Bilingual:
    """Return the first themes by name, and how many more there are."""
    parts = [called(found.study, one) for one in themes[:NAMED]]
    more = len(themes) - NAMED
    if more > 0:
        parts.append(Bilingual(f"{more} chủ đề nữa", f"{more} more"))
    return joined(parts)
