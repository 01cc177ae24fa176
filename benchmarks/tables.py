"""How long each table takes on a large study: 1,000 transcripts × 50 codes.

    python benchmarks/tables.py [--transcripts 1000] [--codes 50]

The study is made up from a fixed seed, in memory: what is timed is the table alone, not reading.
"""

from __future__ import annotations

import random

from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Person,
    Segment,
    Settings,
    Span,
    Study,
    Transcript,
    Turn,
)

FAMILIES = ("awareness", "affordability", "institutional", "disaster", "policy")
PROVINCES = ("Lào Cai", "Nghệ An", "Khánh Hòa", "An Giang", "Đắk Lắk", "Hà Nội", "Phú Thọ")
WORDS = "thu nhập bấp bênh nên chưa đóng được bảo hiểm xã hội tự nguyện năm nào cả"
TURNS = 40
CODINGS = 100


def synthetic(transcripts: int = 1000, codes: int = 50, seed: int = 1) -> Study:
    """Return a made-up study: a third of it focus groups, 40 turns and 100 codings each."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    book = Codebook("made_up", "1", tuple(_code(number) for number in range(codes)))
    talks = tuple(_transcript(f"t{number:04d}", draw) for number in range(transcripts))
    cases = tuple(_case(talk.name, number, draw) for number, talk in enumerate(talks))
    codings = tuple(coding for talk in talks for coding in _codings(talk, book.codes, draw))
    people = tuple(
        Person(case.name, label, {**case.attributes, "gender": draw.choice(("nữ", "nam"))})
        for case in cases
        for label in ("Nữ 1", "Nam 2", "Nữ 3")
    )
    return Study(
        settings=Settings(),
        codebooks=(book,),
        transcripts=talks,
        cases=cases,
        people=people,
        proposals=codings,
        codings=codings,
        asked={case.name: frozenset(draw.sample(FAMILIES, 3)) for case in cases},
        segments=tuple(
            Segment(talk.name, turn.number, turn.span)
            for talk in talks
            for turn in talk.turns
            if turn.role == "respondent"
        ),
    )


def _code(number: int) -> Code:
    family = FAMILIES[number % len(FAMILIES)]
    valence = ("barrier", "enabler", "neutral")[number % 3]
    return Code(
        f"{family}.code_{number:02d}", Bilingual(f"Mã {number}", f"Code {number}"), valence=valence
    )  # type: ignore[arg-type]


def _case(name: str, number: int, draw: random.Random) -> Case:
    attributes = {
        "type": ("KII", "IDI", "FGD")[number % 3],
        "province": draw.choice(PROVINCES),
        "group": draw.choice(("lao động", "quản lý", "cán bộ")),
        "gender": draw.choice(("nữ", "nam")),
        "date": f"2026-{1 + number % 12:02d}-{1 + number % 28:02d}",
    }
    return Case(name, attributes)


def _transcript(name: str, draw: random.Random) -> Transcript:
    text, turns = "", []
    for number in range(1, TURNS + 1):
        asks = number % 2 == 1
        label = "PVV" if asks else draw.choice(("Nữ 1", "Nam 2", "Nữ 3"))
        words = " ".join(draw.choices(WORDS.split(), k=12 if asks else 40))
        start = len(text) + len(label) + 2
        text += f"{label}: {words}\n"
        role = "interviewer" if asks else "respondent"
        turns.append(Turn(number, label, role, Span(start, start + len(words))))
    return Transcript(name, text, tuple(turns), file=f"transcripts/{name}.txt")


def _codings(talk: Transcript, codes: tuple[Code, ...], draw: random.Random) -> list[Coding]:
    spoken = [turn for turn in talk.turns if turn.role == "respondent"]
    found = {}
    for _ in range(CODINGS):
        turn, code = draw.choice(spoken), draw.choice(codes)
        start = draw.randrange(turn.span.start, turn.span.end - 60)
        coding = Coding(talk.name, turn.number, Span(start, start + 50), code.id, code.valence)
        found[coding.span, coding.code] = coding
    return [found[key] for key in sorted(found)]
