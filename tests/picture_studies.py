"""Small studies for the tests of pictures: who says what, in a line each."""

from __future__ import annotations

from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Settings,
    Span,
    Status,
    Study,
    Transcript,
    Turn,
    Valence,
)

BOOK = Codebook(
    "bhxh",
    "3",
    (
        Code(
            "awareness.no_knowledge", Bilingual("Chẵn lẻ ợ ữ Đ", "No knowledge"), valence="barrier"
        ),
        Code("awareness.channel", Bilingual("Kênh thông tin", "Channel")),
        Code("policy.subsidy", Bilingual("Hỗ trợ mức đóng", "Subsidy"), valence="enabler"),
    ),
    groups=(
        Code("awareness", Bilingual("Nhận thức", "Awareness")),
        Code("policy", Bilingual("Chính sách", "Policy")),
    ),
)
WORDS = "Tôi chẳng biết bảo hiểm ấy là gì cả, mà có biết thì tiền đâu ra mà đóng hả em."


def talk(name: str, turns: int = 4) -> Transcript:
    """A transcript in which the interviewer and one respondent speak in turn."""
    text, made = "", []
    for number in range(1, turns + 1):
        asks = number % 2 == 1
        label, words = ("PVV", "Chị có biết không?") if asks else ("NTL", WORDS)
        start = len(text) + len(label) + 2
        text += f"{label}: {words}\n"
        span = Span(start, start + len(words))
        made.append(Turn(number, label, "interviewer" if asks else "respondent", span))
    return Transcript(name, text, tuple(made))


def said(
    talk: Transcript,
    code: str,
    turn: int = 2,
    at: int = 0,
    *,
    valence: Valence = "neutral",
    status: Status = "proposed",
) -> Coding:
    """A coding of ten characters of a turn."""
    start = talk.turns[turn - 1].span.start + at
    return Coding(talk.name, turn, Span(start, start + 10), code, valence, status=status)


def study(
    talks: dict[str, dict[str, str]],
    codings: tuple[Coding, ...] = (),
    asked: dict[str, frozenset[str]] | None = None,
    book: Codebook = BOOK,
) -> Study:
    """A study of a transcript for each name, with these attributes of its case."""
    return Study(
        Settings(title=Bilingual("Nghiên cứu thử", "A trial")),
        codebooks=(book,),
        transcripts=tuple(talk(name) for name in talks),
        cases=tuple(Case(name, attributes) for name, attributes in talks.items()),
        codings=codings,
        asked=asked or {},
    )


def of_three() -> Study:
    """Two PVS in Đắk Lắk, a KII in Hà Nội that was asked of nothing and says nothing."""
    a, b = talk("a"), talk("b")
    codings = (
        said(a, "awareness.no_knowledge", valence="barrier", status="accepted"),
        said(a, "awareness.no_knowledge", turn=4, valence="barrier"),
        said(a, "awareness.channel", at=4),
        said(b, "awareness.channel"),
        said(b, "policy.subsidy", turn=4, valence="enabler"),
        said(b, "policy.subsidy", turn=4, at=20, valence="barrier"),
    )
    there = {
        "a": {"type": "IDI", "province": "Đắk Lắk"},
        "b": {"type": "IDI", "province": "Đắk Lắk"},
        "c": {"type": "KII", "province": "Hà Nội"},
    }
    everybody = frozenset({"awareness"})
    return study(there, codings, {"a": everybody, "b": everybody})
