"""The first slides: what the study is, who spoke, and how what follows is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qualcode import counting, coverage, saturation, shares
from qualcode.brief.making.known import Known, latest_decision
from qualcode.brief.making.phrasing import joined, plain, same, together
from qualcode.brief.values import Lines, Slide
from qualcode.comparing import names
from qualcode.counting import UNKNOWN
from qualcode.language.english import plural
from qualcode.language.numbers import percent, whole
from qualcode.language.source_types import source_type
from qualcode.model import Bilingual
from qualcode.review import policy

LONGEST_TITLE = 140
BRIEF = Bilingual("Tóm tắt phát hiện chính", "Brief of key findings")
TALKS = frozenset({"KII", "IDI", "FGD"})
"""Types of source that are an interview or a group discussion."""
ONE = {"women": "woman", "men": "man"}
"""What a gender is called of one person."""
NOT_PREVALENCE = Bilingual(
    "Người tham gia được chọn có chủ đích: con số cho biết ai trong nghiên cứu này nói gì, không "
    "phải tỷ lệ trong dân số.",
    "Participants were chosen on purpose: figures tell who in this study says what, not how "
    "common it is in a population.",
)


def opening(found: Known) -> tuple[Slide, ...]:
    """Return the title slide and the one on method."""
    title = plain(found.study.settings.title, LONGEST_TITLE)
    lines = (BRIEF,) if title.vi or title.en else ()
    latest = latest_decision(found.study)
    dated = Bilingual(f"Quyết định mã hóa mới nhất: {latest.vi}", f"Latest decision: {latest.en}")
    first = Slide(
        "title",
        title if lines else BRIEF,
        (Lines((*lines, _who(found), dated)),),
        notes=(NOT_PREVALENCE, found.rests),
        opening=True,
    )
    return first, _method(found)


def _who(found: Known) -> Bilingual:
    """Return who spoke, in numbers."""
    parts = [_cases(found)] if found.cases else []
    if found.people:
        count = found.people
        parts.append(Bilingual(f"{count} người nói", f"{_persons(count)} speaking"))
    parts += list(_respondents(found))
    none = Bilingual("Chưa có bản gỡ băng nào", "No transcripts yet")
    return joined(parts) if parts else none


def _cases(found: Known) -> Bilingual:
    """Return how many cases there are, by type if there are several."""
    count = len(found.cases)
    types = [
        together(same(f"{len(members)} "), source_type(kind).short)
        for kind, members in found.types.items()
        if kind != UNKNOWN
    ]
    listed = joined(types)
    named = Bilingual(f" ({listed.vi})", f" ({listed.en})") if types else same("")
    return together(Bilingual(f"{count} nguồn", f"{count} {plural(count, 'case')}"), named)


def _respondents(found: Known) -> Iterator[Bilingual]:
    count = sum(len(survey.respondents) for survey in found.study.surveys)
    if count:
        number = whole(count)
        yield Bilingual(
            f"{number.vi} người trả lời khảo sát",
            f"{number.en} survey {plural(count, 'respondent')}",
        )


def _method(found: Known) -> Slide:
    study = found.study
    lines = (*_sources(found), *_people(found), *_coded(found))
    notes = [shares.told(study)[0], *_covered(found)]
    if found.cases and found.counted.codings:
        notes += saturation.verdicts(saturation.saturation(found.counted))
    return Slide(
        "method",
        _grounds(found),
        (Lines((*lines, policy.describe(study.settings.policy), NOT_PREVALENCE)),),
        notes=(*notes, found.rests),
    )


def _grounds(found: Known) -> Bilingual:
    """Return what the brief rests on, as a sentence."""
    count, parts = len(found.cases), []
    if count:
        talk = found.types.keys() <= TALKS
        what = Bilingual(
            f"{count} cuộc phỏng vấn và thảo luận nhóm" if talk else f"{count} nguồn",
            f"{count} {plural(count, 'interview')} and group discussions"
            if talk
            else f"{count} {plural(count, 'case')}",
        )
        if talk and len(found.types) == 1:
            what = _of_type(next(iter(found.types)), count)
        parts.append(together(what, _places(found)))
    parts += list(_respondents(found))
    if not parts:
        return Bilingual(
            "Chưa có dữ liệu: hãy chép bản gỡ băng vào transcripts/",
            "There are no data yet: copy transcripts into transcripts/",
        )
    listed = joined(parts)
    return Bilingual(f"Kết quả dựa trên {listed.vi}", f"Findings rest on {listed.en}")


def _places(found: Known) -> Bilingual:
    cases = {unit.name: unit for unit in counting.cases(found.study).members}
    places = {cases[name].get("province").strip() for name in found.cases} - {""}
    if not places:
        return same("")
    count = len(places)
    return Bilingual(f" ở {count} tỉnh, thành phố", f" in {count} {plural(count, 'province')}")


def _sources(found: Known) -> Iterator[Bilingual]:
    listed = joined(
        [_of_type(kind, len(members)) for kind, members in found.types.items() if kind != UNKNOWN]
    )
    if listed.vi:
        yield Bilingual(f"Nguồn: {listed.vi}.", f"Cases: {listed.en}.")
    for survey in found.study.surveys:
        number, title = whole(len(survey.respondents)), plain(same(survey.title or survey.name), 80)
        yield Bilingual(
            f"Khảo sát “{title.vi}”: {number.vi} người trả lời.",
            f"Survey “{title.en}”: {number.en} respondents.",
        )


def _of_type(kind: str, count: int) -> Bilingual:
    """Return so many of a type of source, with its short form: 6 phỏng vấn sâu (PVS)."""
    called, short = source_type(kind).name, source_type(kind).short
    if called == short:
        return together(same(f"{count} "), plain(called))
    name = Bilingual(_lowered(called.vi), plural(count, _lowered(called.en)))
    return Bilingual(f"{count} {name.vi} ({short.vi})", f"{count} {name.en} ({short.en})")


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _people(found: Known) -> Iterator[Bilingual]:
    if not found.people:
        return
    units = [unit for unit in counting.people(found.study).members if unit.is_coded]
    counts = Counter(unit.get("gender").strip() or UNKNOWN for unit in units)
    called = names(found.study, "gender", counts)
    listed = joined(
        [_of_gender(plain(called[value]), count) for value, count in counts.most_common()]
    )
    is_known = counts.keys() != {UNKNOWN}
    kinds = Bilingual(f" ({listed.vi})", f" ({listed.en})") if is_known else same("")
    yield Bilingual(
        f"Tách được lời của {found.people} người{kinds.vi}.",
        f"The words of {_persons(found.people)} can be told apart{kinds.en}.",
    )


def _of_gender(called: Bilingual, count: int) -> Bilingual:
    en = ONE.get(called.en, called.en) if count == 1 else called.en
    return Bilingual(f"{count} {called.vi}", f"{count} {en}")


def _persons(count: int) -> str:
    return f"{count} {'person' if count == 1 else 'people'}"


def _coded(found: Known) -> Iterator[Bilingual]:
    study = found.study
    for book in study.codebooks:
        name = plain(same(book.name)).vi
        yield Bilingual(
            f"Mã hóa theo sổ mã {name}, phiên bản {book.version} ({len(book.codes)} mã).",
            f"Coded with the codebook {name}, version {book.version} ({len(book.codes)} codes).",
        )
    of = shares.shares(study.codings)
    if of.total:
        share, every = percent(of.person / of.total), whole(of.total)
        rest = Bilingual(
            "; phần còn lại là đề xuất của máy", "; the rest is proposed by rules or learning"
        )
        rest = rest if of.person < of.total else same("")
        yield Bilingual(
            f"Người đã xác nhận hay thêm {whole(of.person).vi}/{every.vi} lượt mã hóa ({share.vi})"
            f"{rest.vi}.",
            f"People have confirmed or added {whole(of.person).en} of {every.en} codings "
            f"({share.en}){rest.en}.",
        )
    if study.settings.count != "all":
        yield shares.ONLY_CONFIRMED


def _covered(found: Known) -> Iterator[Bilingual]:
    row = coverage.coverage(found.counted).iloc[0]
    if row["turns_coded_share"]:
        share = percent(float(row["turns_coded_share"]))
        yield Bilingual(
            f"{share.vi} lượt lời của người trả lời có ít nhất một mã (qualcode coverage).",
            f"{share.en} of respondents' turns have at least one code (qualcode coverage).",
        )
