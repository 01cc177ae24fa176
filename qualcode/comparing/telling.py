"""What a comparison says in words: its answer, how it was made, what it doesn't say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from qualcode import counting
from qualcode.comparing.groups import Groups, groups, names
from qualcode.comparing.rule import TWO, Limits, Verdict
from qualcode.counting import UNKNOWN, Kind
from qualcode.language.english import plural
from qualcode.language.source_types import source_type
from qualcode.model import Bilingual, Study

METHOD = Bilingual(
    "Tỷ lệ người hay nguồn có nói tới trong số được hỏi, khoảng 95% của Wilson (1927); chênh "
    "lệch giữa hai tỷ lệ có khoảng của Newcombe (1998, cách 10).",
    "Shares of those asked who mention a theme with Wilson's 95% interval (1927); the difference "
    "between two shares with Newcombe's hybrid score interval (1998, method 10).",
)
NO_TEST = Bilingual(
    "Không kiểm định ý nghĩa thống kê: người tham gia được chọn có chủ đích, không rút ngẫu nhiên. "
    "Khoảng cho thấy số ít thì chênh lệch lung lay đến đâu; đó không phải ước lượng cho dân số.",
    "No test of significance: participants were chosen on purpose, not drawn at random. The "
    "intervals show how shaky differences between so few are; they estimate no population.",
)
ASKED = Bilingual(
    "5/7: trong 7 được hỏi (hay tự nói tới) có 5 nói tới; + thuận lợi, − trở ngại, ± cả hai; "
    "không được hỏi không phải là im lặng và không được tính.",
    "5/7: of 7 who were asked (or brought it up) 5 mention it; + as a help, − as a hindrance, ± "
    "both. Who was not asked is not silent, and not counted.",
)
OF_GROUP = Bilingual(
    "Trong thảo luận nhóm, câu hỏi coi như đặt cho mọi người có nói; ai không đáp câu ấy tính là "
    "được hỏi mà không nói tới, dù có thể chỉ là đồng tình với người khác.",
    "In a group discussion a question is put to all who speak; who doesn't answer it counts as "
    "asked and silent, though they may only have agreed with others.",
)
KINDS: Mapping[Kind, Bilingual] = {
    "case": Bilingual("nguồn", "case"),
    "person": Bilingual("người", "person"),
    "respondent": Bilingual("người trả lời khảo sát", "survey respondent"),
}
COUNTED: Mapping[Verdict, Bilingual] = {
    "differs": Bilingual("khác nhau", "differ"),
    "similar": Bilingual("giống nhau", "are similar"),
    "too_few": Bilingual("quá ít người được hỏi nên chưa nói được", "have too few asked to tell"),
    "not_asked": Bilingual("có bên không được hỏi", "were not asked on one side"),
}
"""What the sentence counts: themes that nobody mentions are no likeness."""
SHOWN = 4
"""Groups that a sentence names."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was compared, and what came out."""

    by: str
    within: str
    kind: Kind
    found: Groups
    names: Mapping[str, Bilingual]
    tally: Mapping[Verdict, int]
    """Verdict → how many themes have it."""
    shaky: int = 0
    """Of those that differ, how many would not with one more or one less who mentions them."""


def sentence(told: Told) -> Bilingual:
    """Return how similar or different the groups are."""
    compared = list(told.found.compared)
    if len(compared) < TWO:
        return _nothing(told)
    who, kind = _listed(told, compared), KINDS[told.kind]
    head = Bilingual(f"{who.vi}, tính theo {kind.vi}: ", f"{who.en}, counted by {kind.en}: ")
    found = {name: told.tally[name] for name in COUNTED if told.tally.get(name)}
    themes = sum(found.values())
    if not themes:
        return Bilingual(
            f"{head.vi}chưa có chủ đề nào có người nói tới.",
            f"{head.en}nobody mentions any theme yet.",
        )
    vi = [f"{count} {COUNTED[name].vi}" for name, count in found.items()]
    en = [f"{count} {COUNTED[name].en}" for name, count in found.items()]
    return Bilingual(
        f"{head.vi}trong {themes} chủ đề có {_joined(vi, ' và ')}.{_shaky(told).vi}",
        f"{head.en}of {themes} {plural(themes, 'theme')} {_joined(en, ' and ')}.{_shaky(told).en}",
    )


def _shaky(told: Told) -> Bilingual:
    """Return how many of the differences hang on one alone."""
    if not told.shaky:
        return Bilingual("", "")
    of, kind = told.tally.get("differs", 0), KINDS[told.kind]
    return Bilingual(
        f" {told.shaky} trong {of} chỗ khác nhau sẽ mất đi nếu thêm hay bớt chỉ một {kind.vi}.",
        f" {told.shaky} of the {of} differences would be gone with one {kind.en} more or less.",
    )


def notes(study: Study, told: Told, limits: Limits) -> Iterator[Bilingual]:
    """Yield how to read the comparison, and what it doesn't say."""
    points = f"{float(100 * limits.tolerance):g}"
    yield Bilingual(
        f"Khác nhau: chênh quá {points} điểm phần trăm, hoặc trái chiều nhau; giống nhau: không "
        f"quá; dưới {limits.least} được hỏi (*) thì chưa nói được. (!) bớt hay thêm một là đổi "
        "kết luận.",
        f"Differs: over {points} points apart, or of opposite directions; similar: not over; of "
        f"fewer than {limits.least} asked (*) nothing is told. (!) one more or less changes it.",
    )
    yield ASKED
    yield NO_TEST
    if told.kind == "person":
        yield OF_GROUP
    yield from _of_other_types(told)
    yield from _left_aside(told)
    yield from _other_count(study, told)


def _nothing(told: Told) -> Bilingual:
    """Return why there is nothing to compare."""
    only = _listed(told, list(told.found.compared))
    within = f" ({told.within})" if told.within else ""
    if told.found.compared:
        return Bilingual(
            f"Theo {told.by}{within} chỉ có một bên là {only.vi}: không có gì để so.",
            f"By {told.by}{within} there is only one side, {only.en}: nothing to compare with.",
        )
    if told.kind == "person":
        return Bilingual(
            f"Chưa biết {told.by} của từng người{within}: hãy ghi vào transcripts/speakers.csv.",
            f"Nobody's {told.by} is known{within}: write it into transcripts/speakers.csv.",
        )
    return Bilingual(
        f"Không ai có {told.by}{within} kèm lời đã gỡ băng: không có gì để so.",
        f"Nobody with a transcript has {told.by}{within}: there is nothing to compare.",
    )


def _listed(told: Told, values: list[str]) -> Bilingual:
    """Return the groups by name, each with its size; of many only the first."""
    shown = [(told.names[value], len(told.found.shown[value])) for value in values[:SHOWN]]
    more = len(values) - len(shown)
    vi = [f"{name.vi} ({count})" for name, count in shown] + [f"{more} nhóm khác"] * bool(more)
    en = [f"{name.en} ({count})" for name, count in shown] + [f"{more} more"] * bool(more)
    return Bilingual(_capital(_joined(vi, " và ")), _capital(_joined(en, " and ")))


def _joined(parts: list[str], last: str) -> str:
    return last.join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _of_other_types(told: Told) -> Iterator[Bilingual]:
    """Yield how groups differ in the types of source they speak in, which may be why they differ.

    Protocols compare within one type first, so that method and group are not confounded.
    """
    types = {value: dict(told.found.types[value]) for value in told.found.compared}
    kinds = sorted({kind for each in types.values() for kind in each})
    total = {value: sum(each.values()) for value, each in types.items()}
    same = all(
        len({Fraction(each.get(kind, 0), total[value]) for value, each in types.items()}) == 1
        for kind in kinds
    )
    if same or len(types) < TWO or told.by == "type":
        return
    named = {kind: source_type(kind or UNKNOWN).short for kind in kinds}
    vi, en = [], []
    for value, each in list(types.items())[:SHOWN]:
        parts = [(each[kind], named[kind]) for kind in kinds if each.get(kind)]
        vi.append(f"{told.names[value].vi} " + ", ".join(f"{n} {name.vi}" for n, name in parts))
        en.append(f"{told.names[value].en} " + ", ".join(f"{n} {name.en}" for n, name in parts))
    yield Bilingual(
        f"Loại nguồn mỗi bên không như nhau ({'; '.join(vi)}), nên khác nhau có thể do cách hỏi: "
        "--within so trong một loại.",
        f"The sides differ in types of source ({'; '.join(en)}), which may be why they differ: "
        "--within compares within one type.",
    )


def _left_aside(told: Told) -> Iterator[Bilingual]:
    """Yield who is in the table but not compared, and who isn't in it."""
    if told.found.apart:
        who = _listed(told, list(told.found.apart))
        people = told.kind == "case" and told.by == "gender"
        yield Bilingual(
            f"Để riêng, không so: {who.vi}."
            + (" --people tách từng người trong nhóm." if people else ""),
            f"Set apart, not compared: {who.en}."
            + (" --people tells the people of a group apart." if people else ""),
        )
    if told.found.wordless:
        count = told.found.wordless
        yield Bilingual(
            f"{count} không có lời nào trong bản gỡ băng nên không tính.",
            f"{count} without words in a transcript {'is' if count == 1 else 'are'} not counted.",
        )


def _other_count(study: Study, told: Told) -> Iterator[Bilingual]:
    """Yield how many there are counted the other way: by person, or by case."""
    if told.kind == "respondent":
        return
    by_case = told.kind == "case"
    units = counting.people(study) if by_case else counting.cases(study)
    found = groups(study, units, told.by, told.within)
    called = names(study, told.by, found.shown)
    other = Told(told.by, told.within, units.kind, found, called, {})
    who = _listed(other, list(found.shown))
    if not who.vi:
        return
    if by_case:
        yield Bilingual(
            f"Tính theo người đã biết (--people) thì có: {who.vi}. Hai cách tính không trộn.",
            f"Counted by the people known (--people) there are: {who.en}. The two are never mixed.",
        )
    else:
        yield Bilingual(
            f"Tính theo nguồn (không có --people) thì có: {who.vi}. Hai cách tính không trộn.",
            f"Counted by case (without --people) there are: {who.en}. The two are never mixed.",
        )
