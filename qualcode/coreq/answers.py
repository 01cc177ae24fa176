"""What a study's own data say of COREQ's items; what only people know is left to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from qualcode import __version__, counting, heard
from qualcode.coreq import sample
from qualcode.coreq.items import ITEMS, Item
from qualcode.coreq.sample import NOTHING
from qualcode.language.english import plural
from qualcode.language.order import sort_key
from qualcode.language.source_types import source_type
from qualcode.model import Bilingual, Study, joined
from qualcode.shares import counted

FROM_DATA = Bilingual("từ dữ liệu", "from the data")
FROM_SETTINGS = Bilingual("từ qualcode.yaml", "from qualcode.yaml")
FROM_BOTH = Bilingual("từ dữ liệu và qualcode.yaml", "from the data and qualcode.yaml")


def items(study: Study) -> tuple[Item, ...]:
    """Return all 32 items of COREQ, each with what the team and the data say of it."""
    return tuple(_answered(item, study) for item in ITEMS)


def _answered(item: Item, study: Study) -> Item:
    said = study.settings.report.methods.get(item.key)
    known = _KNOWN[item.key](study) if item.key in _KNOWN else NOTHING
    if said and known.vi:
        # The team's own words come first; the figures stand behind them.
        answer = Bilingual(f"{said.say('vi')} ({known.vi})", f"{said.say('en')} ({known.en})")
        return replace(item, answer=answer, source=FROM_BOTH)
    if said:
        return replace(item, answer=said, source=FROM_SETTINGS)
    return replace(item, answer=known, source=FROM_DATA) if known.vi else item


def coders(study: Study) -> tuple[str, ...]:
    """Return who has recorded decisions, in Vietnamese order."""
    return tuple(sorted({d.coder for d in study.decisions if d.coder}, key=sort_key))


def software(study: Study) -> Bilingual:
    """Return what coded and counted: the program, the codebooks, what was learned."""
    books = ", ".join(f"{book.name} {book.version}" for book in study.codebooks) or "–"
    model = f"; {study.learned.model}" if study.learned else ""
    return Bilingual(
        f"qualcode {__version__}; sổ mã {books}{model}",
        f"qualcode {__version__}; codebooks {books}{model}",
    )


def _setting(study: Study) -> Bilingual:
    found = sample.provinces(study)
    return (
        Bilingual(f"tỉnh, thành: {', '.join(found)}", f"provinces: {', '.join(found)}")
        if found
        else NOTHING
    )


def _presence(study: Study) -> Bilingual:
    found = [one.name for one in sample.talks(study) if any(t.role == "other" for t in one.turns)]
    if not found:
        return NOTHING
    n, names = len(found), ", ".join(found)
    return Bilingual(
        f"{n} bản gỡ băng có lời của người khác (ghi biên bản, phiên dịch …): {names}",
        f"{n} {plural(n, 'transcript')} with words of others (note taker, interpreter …): {names}",
    )


def _guide(study: Study) -> Bilingual:
    if not study.settings.guide:
        return NOTHING
    parts = []
    for kind, topics in study.settings.guide.items():
        labels = [heard.label(study, topic) for topic in topics]
        called = source_type(kind).short
        parts.append(
            Bilingual(
                f"{called.vi}: {', '.join(label.vi for label in labels)}",
                f"{called.en}: {', '.join(label.say('en') for label in labels)}",
            )
        )
    told = joined(parts)
    return Bilingual(f"bảng hỏi theo loại nguồn – {told.vi}", f"topics by source type – {told.en}")


def _recording(study: Study) -> Bilingual:
    talks = sample.talks(study)
    timed = sum(any(turn.time for turn in one.turns) for one in talks)
    if not timed:
        return NOTHING
    return Bilingual(
        f"{timed}/{len(talks)} bản gỡ băng có ghi giờ của lượt lời",
        f"{timed} of {len(talks)} transcripts have the times of turns",
    )


def _notes(study: Study) -> Bilingual:
    n = sum(bool(coding.memo) for coding in study.codings)
    if not n:
        return NOTHING
    return Bilingual(
        f"{n} ghi chú của người mã hóa gắn với lượt mã hóa",
        f"{n} {plural(n, 'memo')} of coders on codings",
    )


def saturation_reached(study: Study) -> Bilingual:
    """Return whether new interviews had stopped bringing new codes; empty without any."""
    from qualcode import saturation

    frame = saturation.saturation(counted(study))
    if not len(frame):
        return NOTHING
    row = frame.iloc[0]
    if row["notation"]:
        return Bilingual(
            f"đạt theo quy tắc Guest, Namey và Chen (2020): {row['notation']}, sau "
            f"{row['saturated_after']}/{row['cases']} nguồn; xem phụ lục",
            f"reached by the rule of Guest, Namey & Chen (2020): {row['notation']}, after "
            f"{row['saturated_after']} of {row['cases']} sources; see the annex",
        )
    why = saturation.WHY[row["why"]]
    return Bilingual(
        f"chưa đạt theo quy tắc Guest, Namey và Chen (2020): {why.vi}",
        f"not reached by the rule of Guest, Namey & Chen (2020): {why.en}",
    )


def _coders(study: Study) -> Bilingual:
    names = coders(study)
    if not names:
        return Bilingual(
            "chưa có người mã hóa nào quyết định; mọi mã là đề xuất của máy",
            "no coder has decided anything yet; all codes are the program's proposals",
        )
    n = len(names)
    agreement = n > 1
    return Bilingual(
        f"{n} người" + ("; độ nhất trí ở trang Agreement của sổ tính" if agreement else ""),
        f"{n} {plural(n, 'coder')}"
        + ("; agreement is in the workbook's sheet Agreement" if agreement else ""),
    )


def _tree(study: Study) -> Bilingual:
    if not study.codes:
        return NOTHING
    n, families = len(study.codes), len({code.family for code in study.codes})
    return Bilingual(
        f"{n} mã trong {families} nhóm; định nghĩa và số đếm ở phụ lục sổ mã",
        f"{n} {plural(n, 'code')} in {families} families; definitions and counts are in an annex",
    )


def _quotations(study: Study) -> Bilingual:
    if not study.codings:
        return NOTHING
    return Bilingual(
        "mỗi trích dẫn có mã dẫn về bản gỡ băng và lượt lời, ghi nguồn không nêu tên",
        "each quote has an id that leads to transcript and turn, and an attribution without a name",
    )


def _themes(study: Study) -> dict[str, heard.Side]:
    """Return what the sources say on each code that any of them mentions."""
    units = counting.cases(study)
    names = {unit.name for unit in units.members}
    codes = [code.id for code in study.codes]
    found = heard.heard(counted(study), units, codes)
    sides = {code: found.side(code, names) for code in codes}
    return {code: side for code, side in sides.items() if side.mention}


def _major(study: Study) -> Bilingual:
    sides, cut = _themes(study), study.settings.thresholds.some_below
    n = len(counting.cases(study).members)
    least = n * study.settings.thresholds.few_below
    # Two of the two who were asked are no major theme of a study of twenty.
    major = {c: s for c, s in sides.items() if (s.share or 0) >= cut and s.mention >= least}
    if not major:
        return NOTHING
    ranked = sorted(major, key=lambda code: -major[code].mention)
    told = [_with_count(study, code, major[code]) for code in ranked]
    names = joined(told, ", ")
    return Bilingual(
        f"từ {cut} số nguồn được hỏi trở lên nhắc tới: {names.vi}",
        f"mentioned by {cut} or more of the sources asked: {names.en}",
    )


def _minor(study: Study) -> Bilingual:
    sides, cut = _themes(study), study.settings.thresholds.few_below
    if not sides:
        return NOTHING
    few = sum((side.share or 0) < cut for side in sides.values())
    divided = {code: side for code, side in sides.items() if side.mixed or (side.pos and side.neg)}
    names = joined((_with_count(study, code, divided[code]) for code in divided), ", ")
    return Bilingual(
        f"{few} chủ đề có ít hơn {cut} số nguồn được hỏi nhắc tới; nguồn nói trái chiều nhau: "
        f"{names.vi or 'không có'}",
        f"{few} {plural(few, 'theme')} mentioned by fewer than {cut} of the sources asked; "
        f"sources divided on: {names.en or 'none'}",
    )


def _with_count(study: Study, code: str, side: heard.Side) -> Bilingual:
    label, count = heard.label(study, code), f"{side.mention}/{side.asked}"
    return Bilingual(f"{label.say('vi')} {count}", f"{label.say('en')} {count}")


_KNOWN: Mapping[str, Callable[[Study], Bilingual]] = {
    "sample_size": sample.size,
    "setting": _setting,
    "presence": _presence,
    "sample": sample.description,
    "guide": _guide,
    "recording": _recording,
    "field_notes": _notes,
    "duration": sample.lengths,
    "saturation": saturation_reached,
    "coders": _coders,
    "coding_tree": _tree,
    "software": software,
    "quotations": _quotations,
    "major_themes": _major,
    "minor_themes": _minor,
}
"""The keys of the items that data say something of → what they say, empty if nothing."""
