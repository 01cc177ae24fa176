"""What a report says of the study as a whole: its key figures, who was heard, what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from qualcode import basis, counting
from qualcode.attribution import GENDERS
from qualcode.counting import Unit
from qualcode.documents.values import Block, Cell, Part
from qualcode.documents.voice import Voice
from qualcode.language.source_types import source_type
from qualcode.model import Bilingual, Study, joined
from qualcode.report.evidence import Evidence, Scope
from qualcode.report.tables import NOTHING, OF_ASKED, Written, number, rate, table
from qualcode.review.policy import describe
from qualcode.shares import CONFIRMED, ONLY_CONFIRMED, shares

MOST_MENTIONED = 5
NOT_PREVALENCE = Bilingual(
    "Người tham gia được chọn có chủ đích: số đếm cho biết bao nhiêu nguồn nói tới một điều, không "
    "phải điều ấy phổ biến đến đâu trong dân số.",
    "Participants were chosen on purpose: counts say how many sources mention a thing, not how "
    "common it is in a population.",
)
NO_DECISION = Bilingual("chưa có quyết định nào", "no decision yet")
NO_CODEBOOK = Bilingual("chưa có sổ mã", "no codebook yet")


def codebooks(study: Study) -> Bilingual:
    """Return the codebooks in use, with their versions."""
    return joined(
        Bilingual(
            f"{book.title.vi or book.name} ({book.name} {book.version})",
            f"{book.title.say('en') or book.name} ({book.name} {book.version})",
        )
        for book in study.codebooks
    )


def confirmed(evidence: Evidence) -> Bilingual:
    """Return how many of the codings a person stands by: 12 of 479 (3%)."""
    n = sum(one.status in CONFIRMED for one in evidence.given.codings)
    every = len(evidence.given.codings)
    share = rate(evidence.voice, n, every)
    first, last = number(evidence.voice, n), number(evidence.voice, every)
    return Bilingual(f"{first} trong {last} ({share})", f"{first} of {last} ({share})")


def about(evidence: Evidence) -> Part:
    """Return what the report rests on, said once."""
    study, voice = evidence.given, evidence.voice
    said, made = shares(study.codings).say(), codebooks(study)
    latest = basis.latest(study)
    day = Bilingual(latest, latest) if latest else NO_DECISION
    lines = [
        Bilingual(
            f"Sổ mã: {made.vi or NO_CODEBOOK.vi}. Quyết định mới nhất: {day.vi}.",
            f"Codebook: {made.en or NO_CODEBOOK.en}. Latest decision: {day.en}.",
        ),
        Bilingual(f"{said.vi}.", f"{said.en}."),
        describe(study.settings.policy),
        *([ONLY_CONFIRMED] if study.settings.count == "confirmed" else []),
        NOT_PREVALENCE,
        Bilingual(
            "Mỗi trích dẫn có một mã trong ngoặc vuông dẫn về bản gỡ băng và lượt lời. ○: máy đề "
            "xuất, chưa có người xem; ●: người đã chấp nhận; ✚: người mã hóa thêm.",
            "Each quote has an id in square brackets that leads back to transcript and turn. ○: "
            "proposed, nobody has looked yet; ●: accepted by a person; ✚: added by a person.",
        ),
        Bilingual(
            "Bảng, hình và trích dẫn được làm lại mỗi lần chạy qualcode report; phần chữ do người "
            "viết được giữ nguyên.",
            "Tables, figures and quotes are made again at each run of qualcode report; what people "
            "wrote stays as it is.",
        ),
    ]
    title = Bilingual("Báo cáo dựa trên gì", "What this report rests on")
    blocks = (*voice.said(title, manner="label"), *voice.said(*lines, manner="small"))
    return Part("report:about", blocks, title=voice.one(title))


def talks(study: Study) -> tuple[Unit, ...]:
    """Return the cases with words, surveys apart."""
    return tuple(unit for unit in counting.cases(study).members if unit.is_coded)


def spoke(study: Study) -> tuple[Unit, ...]:
    """Return the people who are known to have spoken."""
    return counting.people(study).members


def genders(people: Sequence[Unit]) -> Mapping[str, int]:
    """Return how many are women, men and of neither known."""
    found = Counter(
        GENDERS[g].en if (g := one.get("gender").casefold()) in GENDERS else "" for one in people
    )
    return {"female": found["female"], "male": found["male"], "": found[""]}


def provinces(study: Study) -> tuple[str, ...]:
    """Return the provinces of the cases with words."""
    return tuple(dict.fromkeys(one.get("province") for one in talks(study) if one.get("province")))


def figures(evidence: Evidence, scope: Scope) -> Iterator[Block]:
    """Yield the figures that a summary or a conclusion has to name."""
    del scope
    study, voice = evidence.study, evidence.voice
    people, cases = spoke(study), talks(study)
    sexes = genders(people)
    answered = sum(len(one.respondents) for one in study.surveys)
    rows: list[tuple[Written | Cell, ...]] = [
        (Bilingual("Nguồn đã mã hóa (phỏng vấn, thảo luận nhóm)", "Sources coded"), len(cases)),
        (Bilingual("Người đã nói, được nhận ra", "People known to have spoken"), _people(sexes)),
        (Bilingual("Tỉnh, thành", "Provinces"), _places(study)),
        *(
            [(Bilingual("Người trả lời khảo sát", "Survey respondents"), answered)]
            if answered
            else []
        ),
        (
            Bilingual("Lượt mã hóa có người xác nhận", "Codings a person confirmed"),
            confirmed(evidence),
        ),
    ]
    for place, theme in enumerate(evidence.whole.themes[:MOST_MENTIONED], 1):
        label = theme.label
        rows.append(
            (
                Bilingual(
                    f"Được nhiều nguồn nói tới, thứ {place}: {label.vi}",
                    f"Mentioned by most sources, no. {place}: {label.say('en')}",
                ),
                theme.of_asked,
            )
        )
    yield table(
        voice,
        Bilingual("Số liệu chính", "Key figures"),
        (Bilingual("Số liệu", "Figure"), Bilingual("Giá trị", "Value")),
        rows,
        widths=(0.6, 0.4),
        notes=(OF_ASKED,) if evidence.whole.themes else (NO_CODING,),
    )


NO_CODING = Bilingual(
    "Chưa có lượt mã hóa nào được tính, nên chưa có mã nào để nêu.",
    "No coding counts yet, so there are no themes to name.",
)


def _people(sexes: Mapping[str, int]) -> Bilingual:
    n, women, men, unknown = sum(sexes.values()), sexes["female"], sexes["male"], sexes[""]
    more = Bilingual(f", {unknown} không rõ", f", {unknown} unknown") if unknown else None
    return Bilingual(
        f"{n} ({women} nữ, {men} nam{more.vi if more else ''})",
        f"{n} ({women} women, {men} men{more.en if more else ''})",
    )


def _places(study: Study) -> str:
    found = provinces(study)
    return f"{len(found)} ({', '.join(found)})" if found else NOTHING


def sources(evidence: Evidence, scope: Scope) -> Iterator[Block]:
    """Yield who was heard: cases, people and provinces of each source type."""
    del scope
    study, voice = evidence.study, evidence.voice
    rows = by_type(study, voice)
    if not rows:
        yield from voice.said(
            Bilingual("Chưa có bản gỡ băng nào.", "There are no transcripts yet."), manner="small"
        )
        return
    yield table(
        voice,
        Bilingual("Đã nghe ai: nguồn và người theo loại", "Who was heard, by source type"),
        (
            Bilingual("Loại nguồn", "Source type"),
            Bilingual("Nguồn", "Sources"),
            Bilingual("Người", "People"),
            Bilingual("Nữ", "Women"),
            Bilingual("Nam", "Men"),
            Bilingual("Không rõ", "Unknown"),
            Bilingual("Tỉnh, thành", "Provinces"),
        ),
        rows,
        widths=(0.27, 0.12, 0.11, 0.12, 0.09, 0.14, 0.15),
        notes=(
            Bilingual(
                "Người: những ai bản gỡ băng hoặc speakers.csv cho phân biệt được.",
                "People: those whom the transcripts or speakers.csv tell apart.",
            ),
        ),
        centred=range(1, 7),
    )


def by_type(study: Study, voice: Voice) -> list[tuple[Written | Cell, ...]]:
    """Return a row a source type with its cases and people, and one for all."""
    units = [one for one in counting.cases(study).members if one.is_coded]
    types = list(dict.fromkeys(one.get("type") for one in units))
    people, types_of = spoke(study), {one.name: one.get("type") for one in study.people}
    rows: list[tuple[Written | Cell, ...]] = []
    for kind in types:
        those = [one for one in units if one.get("type") == kind]
        speakers = [one for one in people if types_of.get(one.name, "") == kind]
        named = source_type(kind).full if kind else Bilingual("(không rõ)", "(unknown)")
        rows.append((named, *_row(those, speakers)))
    for survey in study.surveys:
        answered = len(survey.respondents)
        named = Bilingual(f"Khảo sát: {survey.title}", f"Survey: {survey.title}")
        sexes = genders([Unit(one.id, one.attributes) for one in survey.respondents])
        places = len({one.attributes.get("province", "") for one in survey.respondents} - {""})
        rows.append((named, NOTHING, answered, sexes["female"], sexes["male"], sexes[""], places))
    if units:
        total = _row(units, list(people))
        label = Bilingual("Tổng số (không kể khảo sát)", "Total (surveys apart)")
        lead = label if study.surveys else Bilingual("Tổng số", "Total")
        bold = [Cell(voice.one(lead), bold=True)]
        rows.append((*bold, *(Cell(number(voice, n), bold=True) for n in total)))
    return rows


def _row(cases: Sequence[Unit], people: Sequence[Unit]) -> tuple[int, ...]:
    sexes = genders(people)
    places = {one.get("province") for one in cases} - {""}
    return len(cases), len(people), sexes["female"], sexes["male"], sexes[""], len(places)
