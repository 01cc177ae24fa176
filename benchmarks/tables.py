"""How long each table takes on a large study: 1,000 transcripts × 50 codes.

    python benchmarks/tables.py [--transcripts 1000] [--codes 50] [--only agreement]

The study is made up from a fixed seed, in memory: what is timed is the table alone, not reading.
Seconds are the processor's, on one core, of the better of two runs: other work doesn't count.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal

from qualcode.model import (
    Action,
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Decision,
    Person,
    Question,
    Respondent,
    Segment,
    Settings,
    Span,
    Study,
    Summary,
    Survey,
    Transcript,
    Turn,
)

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Read when numpy is first imported: a second thread that waits would count as work."""

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


def _triangulation_by_type(study: Study) -> object:
    from qualcode import triangulation

    return triangulation.triangulate(study, "type")


def _triangulation_by_province(study: Study) -> object:
    from qualcode import triangulation

    return triangulation.triangulate(study, "province")


def _triangulation_cells(study: Study) -> object:
    from qualcode import triangulation

    return triangulation.cells(study, "method")


def _codes_together(study: Study, within: Literal["segment", "overlap", "case"] | int) -> object:
    from qualcode import cooccurrence

    return cooccurrence.pairs(study, within=within)


def _saturation_by_type(study: Study) -> object:
    from qualcode import saturation

    return saturation.saturation(study, by="type")


def _curve_of_codes(study: Study) -> object:
    from qualcode import saturation

    return saturation.curve(study)


def _richness_by_type(study: Study) -> object:
    from qualcode import saturation

    return saturation.richness(study, by="type")


def _coverage_by_type(study: Study) -> object:
    from qualcode import coverage

    return coverage.coverage(study, by="type")


def _cases_by_theme(study: Study) -> object:
    from qualcode import pictures

    return pictures.cases_by_theme(study, by="province")


def _survey(people: int = 1000, questions: int = 50) -> Survey:
    """Return a made-up survey: every other question lets people choose several answers."""
    draw, options = random.Random(2), tuple(f"Phương án {n}" for n in range(6))  # noqa: S311
    asked = tuple(
        Question(f"q{n}", f"Câu {n}?", "multiple" if n % 2 else "single", options)
        for n in range(questions)
    )
    return Survey(
        "ks",
        "",
        asked,
        tuple(
            Respondent(
                str(number),
                {"gender": draw.choice(("nữ", "nam")), "age": str(draw.randint(18, 65))},
                {
                    q.id: tuple(draw.sample(options, 2 if q.kind == "multiple" else 1))
                    for q in asked
                },
            )
            for number in range(people)
        ),
    )


SURVEY = _survey()


def _frequencies(study: Study) -> object:
    from qualcode.survey.tables import frequencies

    return frequencies(study, SURVEY)


def _crosstabs(study: Study) -> object:
    from qualcode.survey.tables import crosstab

    return crosstab(study, SURVEY, by="age")


def _framework(study: Study) -> object:
    from qualcode.framework.grid import grid

    return grid(study, {})


def _summaries(study: Study) -> object:
    from dataclasses import replace

    from qualcode import summaries

    written = tuple(
        Summary(case.name, family, "Thu nhập bấp bênh.", "Lan", frozenset({"00000000"}))
        for case in study.cases
        for family in FAMILIES
    )
    return summaries.table(replace(study, summaries=written))


_CODED_TWICE: dict[int, Study] = {}
"""A study's place in memory → the same as two people coded it, made in the first of two runs."""


def _agreement(study: Study) -> object:
    from qualcode import agreement

    if id(study) not in _CODED_TWICE:
        _CODED_TWICE[id(study)] = _coded_twice(study)
    return agreement.agreement(_CODED_TWICE[id(study)], draws=2000)


def _coded_twice(study: Study) -> Study:
    """Return the study with each coding given by one person or both, who have read every turn."""
    talks = {talk.name: (talk.text, talk.sha256) for talk in study.transcripts}
    draw, decisions = random.Random(3), []  # noqa: S311 - nothing secret
    marks: list[tuple[Action, str, Span, str]] = [
        ("seen", one.transcript, one.span, "") for one in study.segments
    ]
    marks += [("add", one.transcript, one.span, one.code) for one in study.codings[::2]]
    for coder in ("An", "Bình"):
        for number, (action, name, span, code) in enumerate(marks):
            if action == "seen" or draw.random() < 0.8:  # noqa: PLR2004
                text, sha256 = talks[name]
                words = {"exact": span.of(text), "span": span, "code": code, "sha256": sha256}
                key = (f"{coder}{number}", "2026-01-01T00:00:00Z", number, coder, action, name)
                decisions.append(Decision(*key, **words))  # type: ignore[arg-type]
    return replace(study, decisions=tuple(decisions), proposals=(), codings=())


def _women_and_men(study: Study, *, people: bool) -> object:
    from qualcode import comparing, counting

    units = counting.people(study) if people else None
    return comparing.compare(study, "gender", units=units)


def _quotes_of_each_side(study: Study) -> object:
    from qualcode import comparing, counting

    themes = [code.id for code in study.codes]
    return comparing.quotes_by(study, "gender", themes, counting.people(study))


def _matrix(study: Study, **chosen: Any) -> object:
    from qualcode import matrix

    return matrix.table(study, **chosen)


def _matrix_of_people(study: Study) -> object:
    from qualcode import counting, matrix

    return matrix.table(study, units=counting.people(study))


def _codes_counted(study: Study, by: str = "") -> object:
    from qualcode import code_counts

    return code_counts.by_attribute(study, by) if by else code_counts.frequencies(study)


TABLES: Mapping[str, Callable[[Study], object]] = {
    "matrix: cases by codes": _matrix,
    "matrix: characters": lambda study: _matrix(study, cell="characters"),
    "matrix: best quotes": lambda study: _matrix(study, cell="quotes"),
    "matrix: provinces, n of N": lambda study: _matrix(study, rows="province", cell="cases"),
    "matrix: 3,000 people by codes": _matrix_of_people,
    "frequencies of codes": _codes_counted,
    "codes by province": lambda study: _codes_counted(study, "province"),
    "picture: cases by theme and province": _cases_by_theme,
    "framework: 1,000 cases × 5 families": _framework,
    "summaries: 5,000, of which some stale": _summaries,
    "triangulation by type": _triangulation_by_type,
    "triangulation by province": _triangulation_by_province,
    "triangulation cells by method": _triangulation_cells,
    "codes together in a segment": lambda study: _codes_together(study, "segment"),
    "codes together by overlap": lambda study: _codes_together(study, "overlap"),
    "codes together within 2 turns": lambda study: _codes_together(study, 2),
    "codes together in a case": lambda study: _codes_together(study, "case"),
    "women and men by case": lambda study: _women_and_men(study, people=False),
    "women and men by person": lambda study: _women_and_men(study, people=True),
    "quotes of women and men, every code": _quotes_of_each_side,
    "saturation by type": _saturation_by_type,
    "curve of codes, 500 permutations": _curve_of_codes,
    "richness by type": _richness_by_type,
    "coverage by type": _coverage_by_type,
    "survey frequencies (1,000 people × 50 questions)": _frequencies,
    "survey cross-tabs by age": _crosstabs,
    "agreement of two coders (100,000 decisions, 2,000 draws)": _agreement,
}
"""What is timed: the name of a table → the call that makes it."""


def main() -> None:
    """Print for each table the better of two runs, in seconds of processor time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--transcripts", type=int, default=1000)
    parser.add_argument("--codes", type=int, default=50)
    parser.add_argument("--only", default="", help="only the tables with this in their name")
    asked = parser.parse_args()
    study = synthetic(asked.transcripts, asked.codes)
    print(f"{len(study.cases)} cases × {len(study.codes)} codes, {len(study.codings)} codings")
    for name, make in TABLES.items():
        if asked.only in name:
            print(f"{_seconds(make, study):6.2f} s  {name}", flush=True)


def _seconds(make: Callable[[Study], object], study: Study) -> float:
    """Return the processor's seconds of the better of two runs: what else runs doesn't count."""
    taken = []
    for _ in range(2):
        gc.collect()
        gc.freeze()  # as the command line does with what it has read
        start = time.process_time()
        make(study)
        taken.append(time.process_time() - start)
    return min(taken)


if __name__ == "__main__":
    main()
