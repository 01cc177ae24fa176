"""Who took part and how long they talked, in sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from statistics import median

from qualcode import counting
from qualcode.attribution import GENDERS
from qualcode.counting import UNKNOWN, Unit
from qualcode.language.bands import AGES, band
from qualcode.language.english import plural
from qualcode.language.numbers import whole
from qualcode.language.order import sort_key
from qualcode.language.source_types import source_type
from qualcode.model import Bilingual, Study, Transcript, joined

GROUP = "FGD"
NOTHING = Bilingual("", "")
_CLOCK = re.compile(r"(?:(\d+):)?([0-5]?\d):([0-5]\d)")


def talks(study: Study) -> list[Transcript]:
    """Return the transcripts of talk; a survey's open answers are none."""
    return [one for one in study.transcripts if not counting.survey_of(study, one.name)]


def size(study: Study) -> Bilingual:
    """Return how many took part, by type of source."""
    units = counting.cases(study)
    parts = []
    for name, members in units.by("type").items():
        count = sum(unit.is_coded for unit in members)
        if count:
            parts.append(_of_type(name, count))
    groups = {unit.name for unit in units.members if unit.get("type") == GROUP}
    in_groups = sum(person.case in groups for person in study.people)
    if in_groups:
        parts.append(
            Bilingual(
                f"trong các nhóm nhận ra được {in_groups} người",
                f"{in_groups} people told apart in the groups",
            )
        )
    for survey in study.surveys:
        n = whole(len(survey.respondents))
        parts.append(Bilingual(f"khảo sát: {n.vi} người trả lời", f"survey: {n.en} respondents"))
    return joined(parts, ", ") if parts else Bilingual("chưa có ai", "nobody yet")


def description(study: Study) -> Bilingual:
    """Return who took part: people by gender and age, cases by group, province and date.

    Empty if nothing is known of anybody.
    """
    people = counting.people(study).members
    cases = [unit for unit in counting.cases(study).members if unit.is_coded]
    parts = [
        _counted(people, "gender", Bilingual("người, theo giới", "people by gender"), _genders()),
        _ages(people),
        _counted(
            cases, "group", Bilingual("nguồn, theo nhóm", "sources by group"), _english(study)
        ),
        _counted(cases, "province", Bilingual("nguồn, theo tỉnh", "sources by province")),
        dates(cases),
    ]
    known = [part for part in parts if part.vi]
    return joined(known) if known else NOTHING


def dates(cases: Iterable[Unit]) -> Bilingual:
    """Return from when to when the talks took place; empty if no case says."""
    found = sorted(unit.get("date") for unit in cases if unit.get("date"))
    if not found:
        return NOTHING
    return Bilingual(f"từ {found[0]} đến {found[-1]}", f"from {found[0]} to {found[-1]}")


def provinces(study: Study) -> tuple[str, ...]:
    """Return the provinces that cases are from, in Vietnamese order."""
    found = {case.get("province").strip() for case in study.cases} - {""}
    return tuple(sorted(found, key=sort_key))


def lengths(study: Study) -> Bilingual:
    """Return how long the talks are: minutes if turns have times, else syllables."""
    every = [one for one in talks(study) if one.turns]
    minutes = [length for one in every if (length := _minutes(one))]
    if minutes:
        low, mid, high = min(minutes), median(minutes), max(minutes)
        n = len(minutes)
        told = f"{low:.0f}, {mid:.0f}, {high:.0f}"
        return Bilingual(
            f"theo giờ ghi trong {n}/{len(every)} bản gỡ băng (ít nhất, trung vị, nhiều nhất): "
            f"{told} phút",
            f"by the times in {n} of {len(every)} transcripts (least, median, most): {told} "
            "minutes",
        )
    sizes = [len(one.text.split()) for one in every]
    if not sizes:
        return NOTHING
    low_n, mid_n, high_n = (whole(round(n)) for n in (min(sizes), median(sizes), max(sizes)))
    return Bilingual(
        f"bản gỡ băng không ghi giờ; dài {low_n.vi} đến {high_n.vi} tiếng, trung vị {mid_n.vi}",
        f"the transcripts have no times; they are {low_n.en} to {high_n.en} syllables long, "
        f"median {mid_n.en}",
    )


def _minutes(transcript: Transcript) -> float:
    """Return the minutes from a transcript's first time to its last; 0 if it has no two."""
    found = [
        int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])
        for turn in transcript.turns
        if (match := _CLOCK.search(turn.time))
    ]
    return max(0, found[-1] - found[0]) / 60 if len(found) > 1 else 0


def _counted(
    units: Iterable[Unit],
    attribute: str,
    called: Bilingual,
    english: dict[str, str] | None = None,
) -> Bilingual:
    counts = Counter(unit.get(attribute).strip() for unit in units)
    untold = counts.pop("", 0)
    if not counts:
        return NOTHING
    pairs = sorted(counts.items(), key=lambda pair: (-pair[1], sort_key(pair[0])))
    vi = [f"{value} {n}" for value, n in pairs] + ([f"không rõ {untold}"] if untold else [])
    en = [f"{(english or {}).get(value, value)} {n}" for value, n in pairs]
    en += [f"unknown {untold}"] if untold else []
    return Bilingual(f"{called.vi}: {', '.join(vi)}", f"{called.en}: {', '.join(en)}")


def _ages(people: Iterable[Unit]) -> Bilingual:
    order = [band(str(edge)) for edge in (0, *AGES)]
    ages = [unit.get("age").strip() for unit in people]
    # For sharing they are bands already.
    counts = Counter(age if age in order else band(age) for age in ages)
    told = [f"{name}: {counts[name]}" for name in order if counts[name]]
    untold = sum(counts.values()) - sum(counts[name] for name in order)
    if not told:
        return NOTHING
    vi = ", ".join(told + ([f"không rõ: {untold}"] if untold else []))
    en = ", ".join(told + ([f"unknown: {untold}"] if untold else []))
    return Bilingual(f"người, theo tuổi: {vi}", f"people by age: {en}")


def _genders() -> dict[str, str]:
    return {value: called.en for value, called in GENDERS.items()}


def _english(study: Study) -> dict[str, str]:
    return {case.get("group"): case.get("group_en") for case in study.cases if case.get("group_en")}


def _of_type(name: str, count: int) -> Bilingual:
    if name == UNKNOWN:
        return Bilingual(f"{count} nguồn chưa rõ loại", f"{count} of unknown type")
    kind = source_type(name)
    called = Bilingual(_low(kind.name.vi), plural(count, _low(kind.name.en)))
    return Bilingual(
        f"{count} {called.vi} ({kind.short.vi})", f"{count} {called.en} ({kind.short.en})"
    )


def _low(words: str) -> str:
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
