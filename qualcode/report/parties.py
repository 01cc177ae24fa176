"""Who speaks on what, which parties are named, and what each recommendation has to rest on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from qualcode import heard
from qualcode.documents.values import Block
from qualcode.documents.voice import listed
from qualcode.language.verdicts import label_of
from qualcode.model import Bilingual, joined
from qualcode.report.evidence import TOP, Evidence, Scope
from qualcode.report.groups import COLUMNS, by_groups
from qualcode.report.tables import NOTHING, OF_ASKED, rate, table

FINDINGS = 5
TYPE = "type"
SPEAKS = Bilingual("Ai nói về điều gì", "Who speaks on what")

PARTIES: Mapping[str, tuple[Bilingual, str]] = {
    "insurance": (
        Bilingual("Cơ quan bảo hiểm xã hội", "Social insurance office"),
        r"(cơ quan|cán bộ|bên|phòng) (bảo hiểm|bhxh)|(bảo hiểm xã hội|bhxh) (huyện|tỉnh|quận|xã)",
    ),
    "agents": (
        Bilingual("Nhân viên, đại lý thu; bưu điện", "Collection agents; the post office"),
        r"đại lý thu|nhân viên thu|tổ chức (dịch vụ )?thu|bưu điện",
    ),
    "government": (
        Bilingual("Chính quyền địa phương", "Local government"),
        r"ubnd|[uủ][ỷy] ban|(trên|cán bộ|lãnh đạo) (xã|phường)|chính quyền|trưởng (thôn|ấp|bản)",
    ),
    "labour": (
        Bilingual("Ngành lao động, nội vụ", "Labour and home affairs"),
        r"(sở|phòng|bộ) (lao động|nội vụ)|thương binh",
    ),
    "alliance": (
        Bilingual("Liên minh hợp tác xã", "Cooperative Alliance"),
        r"liên minh (htx|hợp tác xã)|liên minh",
    ),
    "cooperative": (
        Bilingual("Hợp tác xã, ban quản trị", "The cooperative and its board"),
        r"ban (quản trị|giám đốc)|hội đồng quản trị|giám đốc htx|htx mình|htx phải",
    ),
    "women": (Bilingual("Hội Phụ nữ", "Women's Union"), r"(hội|chị em|chi hội) phụ nữ"),
    "farmers": (Bilingual("Hội Nông dân", "Farmers' Union"), r"hội nông dân"),
    "unions": (
        Bilingual("Công đoàn, nghiệp đoàn", "Trade unions"),
        r"công đoàn|nghiệp đoàn",
    ),
    "employers": (
        Bilingual("Chủ, doanh nghiệp, ứng dụng", "Employers, companies, platforms"),
        r"chủ (vựa|thầu|nhà|cửa hàng|quán|lao động)|doanh nghiệp|công ty|(grab|be) (nó|họ|bên)",
    ),
}
"""Who acts on social protection in Viet Nam → what they are called, and how talk names them."""


def roles(evidence: Evidence, scope: Scope) -> Iterator[Block]:
    """Yield who speaks on which theme by source type, and how many name which party."""
    if scope.themes:
        ids = [one.id for one in scope.themes[:TOP]]
        caption = joined((SPEAKS, scope.chapter.title), ": ")
        study = evidence.study
        yield from by_groups(evidence, study, TYPE, ids, caption, most=COLUMNS)
    rows = _named(evidence)
    if not rows:
        none = Bilingual(
            "Chưa thấy nguồn nào nhắc tên một cơ quan, tổ chức.",
            "No source was found to name an office or organisation.",
        )
        yield from evidence.voice.said(none, manner="small")
        return
    yield table(
        evidence.voice,
        Bilingual("Ai được nhắc tên, và khi nói về điều gì", "Who is named, and on what"),
        (
            Bilingual("Bên liên quan", "Party"),
            Bilingual("Nguồn nhắc tên", "Sources naming it"),
            Bilingual("Trong lượt lời về", "In turns on"),
        ),
        rows,
        widths=(0.34, 0.18, 0.48),
        notes=(
            Bilingual(
                "Tìm theo chữ trong lời người trả lời; được nhắc tên chưa có nghĩa là chịu trách "
                "nhiệm.",
                "Found by words in what respondents said; to be named is not yet to be "
                "responsible.",
            ),
        ),
        centred=(1,),
    )


def _named(evidence: Evidence) -> list[tuple[Bilingual, str, Bilingual]]:
    """Return the parties that sources name: how many of the sources, and on which themes."""
    study = evidence.study
    members = {unit.name for unit in evidence.units.members if unit.is_coded}
    themes: dict[tuple[str, int], set[str]] = defaultdict(set)
    for coding in study.codings:
        themes[coding.transcript, coding.turn].add(coding.code)
    patterns = {name: re.compile(rf"\b({words})\b") for name, (_, words) in PARTIES.items()}
    cases: dict[str, set[str]] = defaultdict(set)
    on: dict[str, Counter[str]] = defaultdict(Counter)
    for transcript in study.transcripts:
        for turn in transcript.turns if transcript.name in members else ():
            if turn.role == "interviewer":
                continue
            words = transcript.words_of(turn).casefold()
            for name in [one for one, pattern in patterns.items() if pattern.search(words)]:
                cases[name].add(transcript.name)
                on[name].update(sorted(themes.get((transcript.name, turn.number), ())))
    ranked = sorted(cases, key=lambda name: (-len(cases[name]), list(PARTIES).index(name)))
    return [
        (
            PARTIES[name][0],
            f"{len(cases[name])}/{len(members)}",
            listed(heard.label(study, code) for code, _ in on[name].most_common(2))
            if on[name]
            else Bilingual(NOTHING, NOTHING),
        )
        for name in ranked
    ]


def recommendations(evidence: Evidence, scope: Scope) -> Iterator[Block]:
    """Yield the findings that recommendations have to rest on, each with its evidence."""
    voice, found = evidence.voice, evidence.compared
    rows = []
    for theme in scope.themes[:FINDINGS]:
        share = rate(voice, theme.confirmed, theme.references)
        parts = [f"{theme.of_asked} {voice.one(SOURCES, '/')}"]
        if found:
            # What a person concluded counts more than what is computed.
            judged = found.conclusion(theme.id) or found.verdicts[theme.id]
            parts.append(voice.one(label_of(judged.verdict), "/").lower())
        parts.append(f"{share} {voice.one(CONFIRMED, '/')}")
        rows.append((theme.label, "; ".join(parts), BELOW))
    yield table(
        voice,
        joined(
            (
                Bilingual("Từ phát hiện đến khuyến nghị", "From finding to recommendation"),
                scope.chapter.title,
            ),
            ": ",
        ),
        (
            Bilingual("Phát hiện", "Finding"),
            Bilingual("Bằng chứng", "Evidence"),
            Bilingual("Khuyến nghị (cần viết)", "Recommendation (to write)"),
        ),
        rows,
        widths=(0.34, 0.44, 0.22),
        notes=(OF_ASKED,),
    )


SOURCES = Bilingual("nguồn", "sources")
CONFIRMED = Bilingual("đã xác nhận", "confirmed")
BELOW = Bilingual("viết dưới bảng", "write below the table")


def to_write(scope: Scope) -> list[Bilingual]:
    """Return what is to be written below that table: a recommendation for each finding."""
    return [
        Bilingual(
            f"Khuyến nghị từ “{one.label.vi}”: ai làm gì, khi nào.",
            f"Recommendation from “{one.label.say('en')}”: who does what, by when.",
        )
        for one in scope.themes[:FINDINGS]
    ]
