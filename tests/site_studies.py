"""A small study for the tests of the page: overlapping codings, hostile words, all that varies."""

from __future__ import annotations

from dataclasses import replace

from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Conclusion,
    Decision,
    Meaning,
    Person,
    Question,
    Respondent,
    Settings,
    Span,
    Study,
    Survey,
    Transcript,
    Turn,
    Valence,
)

HOSTILE = (
    "</script><script>alert(1)</script> <b>đậm</b> <img src=x onerror=alert(2)> {{ 7*7 }} {% raw %}"
    " &amp; & \"kép\" 'đơn' <!-- ]]> \u202ettux\u202c 😀👩‍🌾 =1+1 \u2028"
)
BOOK = Codebook(
    "bhxh",
    "3",
    (
        Code(
            "awareness.none",
            Bilingual("Không biết <i>", "No knowledge"),
            Bilingual("Chưa nghe nói.", "Has not heard of it."),
            Bilingual("Biết lơ mơ", "Vague ideas"),
            Bilingual("Biết mà hiểu sai", "Misconceptions"),
            examples=("Tôi chẳng biết & đâu.",),
            valence="barrier",
        ),
        Code("awareness.channel", Bilingual("Kênh thông tin", "Channel")),
        Code("policy.subsidy", Bilingual("Hỗ trợ mức đóng", "Subsidy"), valence="enabler"),
        Code("unused.code", Bilingual("Chưa ai nói", "Never said")),
    ),
    groups=(
        Code("awareness", Bilingual("Nhận thức", "Awareness")),
        Code("policy", Bilingual("Chính sách", "Policy")),
    ),
)
SAID = "Tôi chẳng biết bảo hiểm ấy là gì cả, mà có biết thì tiền đâu ra mà đóng hả em."
OTHER = "Nghe loa xã đọc đấy. Nhà nước hỗ trợ thêm thì tôi đóng."


def talk(name: str, *turns: str) -> Transcript:
    """A transcript in which the interviewer and one respondent speak in turn."""
    text, made = "Người trả lời: Bà Đỗ Thị Tên Thật\n\n", []
    for number, words in enumerate(turns, 1):
        label = "PVV" if number % 2 else "NTL"
        start = len(text) + len(label) + 2
        text += f"{label}: {words}\n"
        role = "interviewer" if number % 2 else "respondent"
        made.append(Turn(number, label, role, Span(start, start + len(words))))
    return Transcript(name, text, tuple(made), header={"Người trả lời": "Bà Đỗ Thị Tên Thật"})


TALKS = (
    talk("pvs 01", "Chị có biết không?", SAID, "Chị nghe ở đâu?", OTHER),
    talk("kii_02", "Anh có biết không?", OTHER + "\n" + HOSTILE, "Còn gì nữa?", SAID),
    talk("tln_03", "Các chị thấy sao?", SAID),
)


def coding(place: int, turn: int, words: str, code: str, **more: object) -> Coding:
    """A coding of these words of a turn."""
    transcript = TALKS[place]
    spoken = transcript.turns[turn - 1].span
    start = transcript.text.index(words, spoken.start)
    valences: dict[str, Valence] = {one.id: one.valence for one in BOOK.codes}
    made = Coding(
        transcript.name, turn, Span(start, start + len(words)), code, valence=valences[code]
    )
    return replace(made, **more)  # type: ignore[arg-type] # the fields' own names


def evidence(place: int, turn: int, words: str) -> tuple[Span, ...]:
    """Where these words stand."""
    return (coding(place, turn, words, "awareness.none").span,)


CODINGS = (
    coding(
        *(0, 2, "Tôi chẳng biết bảo hiểm ấy là gì cả", "awareness.none"),
        status="accepted",
        coder="Lan <b>",
        memo="Nói nhỏ & nhanh </script>",
        translation="I have no idea what that <insurance> is",
        translator="Minh",
        checked="Hoa",
        evidence=evidence(0, 2, "chẳng biết"),
    ),
    coding(0, 2, "bảo hiểm ấy là gì cả, mà có biết", "awareness.channel"),
    coding(0, 2, "ấy là gì", "policy.subsidy", rule="policy.subsidy#a1b2c3"),
    coding(0, 4, "Nghe loa xã đọc đấy.", "awareness.channel"),
    coding(0, 4, "Nhà nước hỗ trợ thêm thì tôi đóng.", "policy.subsidy", valence="barrier"),
    coding(
        *(1, 2, "Nghe loa xã đọc đấy.", "awareness.channel"),
        status="added",
        coder="Minh",
        cite="pin",
    ),
    coding(1, 2, HOSTILE, "policy.subsidy"),
    coding(1, 4, SAID, "awareness.none", cite="ban"),
    coding(
        *(2, 2, "chẳng biết", "awareness.none"),
        translation="don't know",
        translator="Hoa",
    ),
)
CASES = (
    Case("pvs 01", {"type": "IDI", "province": "Lào Cai", "group": "lao động HTX", "gender": "nữ"}),
    Case("kii_02", {"type": "KII", "province": "Hà Nội", "group": "cán bộ", "gender": "nam"}),
    Case("tln_03", {"type": "FGD", "province": "Lào Cai", "group": HOSTILE, "gender": "nữ"}),
)
SURVEY = Survey(
    "khao_sat",
    "Khảo sát <mẫu>",
    (
        Question(
            "q1",
            "Biết không?",
            "single",
            ("Biết", "Không biết"),
            (Meaning("awareness.none", frozenset({"Không biết"}), "barrier"),),
        ),
    ),
    tuple(
        Respondent(f"r{n}", {"gender": "nữ"}, {"q1": ("Không biết" if n % 2 else "Biết",)})
        for n in range(1, 7)
    ),
)


def study(**settings: object) -> Study:
    """The study, with a person's conclusion and one decision."""
    chosen = replace(
        Settings(
            title=Bilingual("Nghiên cứu <thử>", "A <trial> study"), compare=("type", "province")
        ),
        **settings,  # type: ignore[arg-type] # the fields' own names
    )
    asked = frozenset({"awareness"})
    conclusion = Conclusion(
        "awareness", "type", "dissonance", "Đọc lời thì <trái> nhau", "Lan", "partial", "cũ"
    )
    people = tuple(Person("khao_sat", one.id, one.attributes) for one in SURVEY.respondents)
    return Study(
        chosen,
        codebooks=(BOOK,),
        transcripts=TALKS,
        cases=CASES,
        people=people,
        surveys=(SURVEY,),
        decisions=(Decision("1", "2026-03-04T05:06:07Z", 1, "Lan", "accept", "pvs 01"),),
        proposals=tuple(replace(one, status="proposed") for one in CODINGS),
        codings=CODINGS,
        conclusions=(conclusion,),
        asked={case.name: asked for case in CASES},
    )
