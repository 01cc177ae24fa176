"""The joint display as a table, with what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode import basis, counting
from qualcode.heard import up
from qualcode.joint.fitting import RULE
from qualcode.joint.talking import NO_TALK, written
from qualcode.joint.values import Joined, counted
from qualcode.language.english import plural
from qualcode.language.verdicts import FIT_LABELS
from qualcode.model import Bilingual, Study

if TYPE_CHECKING:
    from pandas import DataFrame

NAMED = 5
"""Codes that a note names."""
COLUMNS = (
    *("theme", "label_vi", "label_en"),
    *("questions", "survey_n", "survey_of", "survey_share", "survey_low", "survey_high"),
    *("survey_direction", "open_n", "open_of"),
    *("talk", "talk_n", "talk_of", "talk_direction", "sub_codes", "new_sub_codes", "quotes"),
    *("fit", "fit_vi", "fit_en", "computed", "why_vi", "why_en"),
    *("meta_inference", "coder", "changed"),
)
"""The columns of `joint`.

`survey_n` of `survey_of` who answered its closed questions chose an answer that means the theme;
`open_n` of `open_of` who wrote an answer say it in their own words; in `talk`, cases by type of
source. What was not asked has no share: `why_en` says so.
"""
METHOD = Bilingual(
    "Bảng kết hợp (joint display) với ba cách khớp xác nhận, mở rộng, trái ngược (Guetterman, "
    "Fetters và Creswell 2015); khoảng 95% của Wilson (1927).",
    "Joint display with the fits confirmation, expansion and discordance (Guetterman, Fetters & "
    "Creswell 2015); Wilson's 95% intervals (1927).",
)
READ = Bilingual(
    "Khảo sát: số người chọn câu trả lời mang ý đó / số người đã trả lời câu ấy; lời kể: số nguồn "
    "nói tới / số nguồn được hỏi, không phải tỷ lệ trong dân số. Hai tỷ lệ không so với nhau, vì "
    "câu hỏi đóng gợi sẵn câu trả lời. + thuận lợi, − trở ngại, ± cả hai.",
    "Survey: who chose an answer that means it / who answered that question; talk: cases that "
    "mention it / cases asked, which is no share of a population. The two shares are not compared, "
    "since a closed question suggests its answers. + as a help, − as a hindrance, ± both.",
)
RANDOM = Bilingual(
    "Khoảng của khảo sát coi người trả lời như mẫu ngẫu nhiên; khảo sát trên mạng thường không "
    "phải vậy. Cách khớp do máy tính ra; hãy đọc trích dẫn rồi xác nhận hay sửa: qualcode conclude "
    "THEME --by joint.",
    "The survey's intervals take respondents as a random sample, which online ones seldom are. "
    "Fits are computed; read the quotes, then confirm or override: qualcode conclude THEME --by "
    "joint.",
)


def as_table(found: Sequence[Joined], study: Study, parameters: Mapping[str, object]) -> DataFrame:
    """Return the themes as a table, a row each."""
    from pandas import DataFrame

    # As objects, since pandas makes NaN of what is missing among numbers.
    frame = DataFrame([[*_cells(one)] for one in found], columns=list(COLUMNS), dtype="object")
    limits = study.settings.thresholds
    units = counting.cases(study).members
    talk = [one for one in units if one.is_coded and one.get("type") not in NO_TALK]
    return basis.attach(
        frame,
        study,
        method=METHOD,
        n={
            "respondents": sum(len(survey.respondents) for survey in study.surveys),
            "cases": len(talk),
            "themes": len(found),
        },
        parameters={
            **parameters,
            "tolerance": str(limits.prominence_tolerance),
            "direction_cut": str(limits.direction_cut),
            "most": str(limits.some_below),
        },
        notes=(summary(found), RULE, READ, RANDOM, *_unasked(study), *_changed(found)),
    )


def summary(found: Sequence[Joined]) -> Bilingual:
    """Return how many themes fit how."""
    if not found:
        return Bilingual(
            "Khảo sát chưa có câu nào gắn với mã nào: hãy ghi means: cho các câu hỏi dưới surveys: "
            "trong qualcode.yaml, hoặc mã hóa câu trả lời mở.",
            "No question of the survey stands for a code yet: write means: for its questions below "
            "surveys: in qualcode.yaml, or code the open answers.",
        )
    tally, count = Counter(one.fit for one in found), len(found)
    vi = ", ".join(
        f"{tally[name]} {FIT_LABELS[name].vi.lower()}" for name in FIT_LABELS if tally[name]
    )
    en = ", ".join(
        f"{tally[name]} {FIT_LABELS[name].en.lower()}" for name in FIT_LABELS if tally[name]
    )
    return Bilingual(
        f"Khảo sát cạnh lời kể, {count} chủ đề: {vi}.",
        f"Survey beside talk, {count} {plural(count, 'theme')}: {en}.",
    )


def _cells(one: Joined) -> Iterator[object]:
    survey, talk, named = one.survey, one.talk, FIT_LABELS.get(one.fit, Bilingual(one.fit, one.fit))
    closed = survey.closed
    yield from (one.theme, one.label.vi, one.label.en)
    items = [f"{item.survey}.{item.question}" for item in survey.items]
    yield "; ".join([*items, *(f"{each.survey}.{each.question}" for each in survey.written)])
    yield from (closed.mention, closed.asked)
    yield None if closed.share is None else float(closed.share)
    yield from closed.interval or (None, None)
    yield from (one.survey_leaning, survey.open.mention, survey.open.asked)
    yield "; ".join(f"{kind} {counted(side)}" for kind, side in talk.by_type.items())
    yield from (talk.all.mention, talk.all.asked, one.talk_leaning)
    yield from (_listed(talk.all.codes), _listed(talk.new))
    yield "; ".join(quote.id for quote in one.quotes)
    yield from (one.fit, named.vi, named.en, one.computed, one.why.vi, one.why.en)
    person = one.conclusion
    yield from (person.reason, person.coder) if person else ("", "")
    yield one.changed


def _listed(codes: Mapping[str, int]) -> str:
    """Return codes with how many cases say each, the most frequent first."""
    ordered = sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))
    return "; ".join(f"{code} {count}" for code, count in ordered)


def _unasked(study: Study) -> Iterator[Bilingual]:
    """Yield which codes people speak of that no closed question has: what the survey left out."""
    asked = {
        meaning.code
        for survey in study.surveys
        for question in survey.questions
        for meaning in question.meanings
    }
    own = written(study)
    said = {coding.code for coding in study.codings if coding.transcript not in own}
    left = [c for c in study.codes if c.id in said and not asked.intersection(up(c.id))]
    if left:
        vi = ", ".join(code.label.vi or code.id for code in left[:NAMED])
        en = ", ".join(code.label.en or code.id for code in left[:NAMED])
        more = "…" if len(left) > NAMED else ""
        yield Bilingual(
            f"Người ta nói tới {len(left)} mã mà không câu đóng nào hỏi: {vi}{more}.",
            f"People speak of {len(left)} {plural(len(left), 'code')} that no closed question asks "
            f"about: {en}{more}.",
        )


def _changed(found: Iterable[Joined]) -> Iterator[Bilingual]:
    themes = ", ".join(one.theme for one in found if one.changed)
    if themes:
        yield Bilingual(
            f"Số liệu đã đổi từ khi có người kết luận; hãy xem lại: {themes}.",
            f"Figures have changed since somebody concluded; look again at: {themes}.",
        )
