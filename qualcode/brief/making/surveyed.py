"""What a survey says beside what people say, if there is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcode import joint
from qualcode.brief.making.known import Known
from qualcode.brief.making.phrasing import joined, named, plain, same, together
from qualcode.brief.values import Slide, Table
from qualcode.heard import SIGNS, Side
from qualcode.joint import Joined
from qualcode.language.numbers import whole
from qualcode.language.verdicts import label_of
from qualcode.model import SIGNS as STANDING
from qualcode.model import Bilingual

THEMES = 8
WHOLE = 100
FITS = {
    "confirmation": Bilingual("xác nhận nhau ở {}", "confirm each other on {}"),
    "expansion": Bilingual("mở rộng nhau ở {}", "expand each other on {}"),
    "discordance": Bilingual("trái ngược ở {}", "contradict each other on {}"),
}
READ = Bilingual(
    "Khảo sát: n/N người trả lời chọn câu mang ý đó; lời kể: n/N nguồn nói tới. Hai con số không "
    f"so với nhau vì hỏi theo hai cách. {STANDING['accepted']}: do người kết luận.",
    "Survey: n/N respondents chose an answer that means it; talk: n/N cases speak of it. The two "
    f"aren't compared: they were asked in two ways. {STANDING['accepted']}: a person's conclusion.",
)


def surveyed(found: Known) -> tuple[Slide, ...]:
    """Return the joint display of survey and talk, if both say something on a theme."""
    if not found.study.surveys:
        return ()
    every = joint.joined(found.counted, joint.mapped(found.counted))
    told = [one for one in every if one.fit in FITS]
    if not told:
        return ()
    shown = sorted(told, key=lambda one: -one.talk.all.mention)[:THEMES]
    fits = Counter(one.fit for one in told)
    parts = [
        Bilingual(words.vi.format(fits[fit]), words.en.format(fits[fit]))
        for fit, words in FITS.items()
        if fits[fit]
    ]
    count, listed = len(told), joined(parts)
    headline = Bilingual(
        f"Trong {count} chủ đề, khảo sát và lời kể {listed.vi}",
        f"Of {count} themes, survey and talk {listed.en}",
    )
    why = [
        together(named(found.study, one.theme), same(": "), one.why)
        for one in shown
        if not one.conclusion
    ]
    source = Bilingual("Số liệu: qualcode joint.", "Numbers from: qualcode joint.")
    return (Slide("survey", headline, (_table(found, shown),), READ, (*why, source, found.rests)),)


def _table(found: Known, shown: Sequence[Joined]) -> Table:
    headings = (
        Bilingual("Chủ đề", "Theme"),
        Bilingual("Khảo sát", "Survey"),
        Bilingual("Lời kể", "Talk"),
        Bilingual("Hai bên", "Together"),
    )
    rows = tuple(_row(found, one) for one in shown)
    about = Bilingual(
        f"Bảng kết hợp khảo sát và lời kể, {len(rows)} chủ đề.",
        f"Joint display of survey and talk, {len(rows)} themes.",
    )
    return Table(about, headings, rows, (0.34, 0.24, 0.18, 0.24))


def _row(found: Known, one: Joined) -> tuple[Bilingual, ...]:
    sign = same(f" {STANDING['accepted']}" if one.conclusion else "")
    survey = one.survey.closed if one.survey.closed.asked else one.survey.open
    talk = same(f"{one.talk.all.mention}/{one.talk.all.asked} {SIGNS[one.talk_leaning]}".strip())
    return (
        plain(named(found.study, one.theme), 44),
        _of_survey(survey, SIGNS[one.survey_leaning]),
        talk,
        together(label_of(one.fit), sign),
    )


def _of_survey(side: Side, sign: str) -> Bilingual:
    if not side.asked:
        return same("n/a")
    share, n, of = _percent(side.mention, side.asked), whole(side.mention), whole(side.asked)
    return Bilingual(
        f"{n.vi}/{of.vi} ({share}) {sign}".strip(), f"{n.en}/{of.en} ({share}) {sign}".strip()
    )


def _percent(mention: int, asked: int) -> str:
    """Return a share in whole per cent; only nobody is 0%, and only everybody 100%."""
    share = round(100 * mention / asked)
    if share == 0 and mention:
        return "<1%"
    return ">99%" if share == WHOLE and mention < asked else f"{share}%"
