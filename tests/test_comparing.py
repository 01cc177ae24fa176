"""Where groups differ in what they speak of: shares, differences, verdicts, quotes."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import basis, comparing, counting
from qualcode.comparing.rule import Limits, compared
from qualcode.counting import Units
from qualcode.heard import Side, heard, side, themes
from qualcode.matrix import was_asked
from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Person,
    Settings,
    Span,
    Study,
    Thresholds,
    Transcript,
    Turn,
    Valence,
)
from qualcode.proportions import newcombe, wilson

CODES = (
    Code("awareness.none", Bilingual("Không biết", "No knowledge"), valence="barrier"),
    Code("awareness.channel", Bilingual("Kênh thông tin", "Channel")),
    Code("money.income", Bilingual("Thu nhập thấp", "Low income"), valence="barrier"),
    Code("money.will", Bilingual("Sẵn lòng", "Willing"), valence="enabler"),
)
BOOK = Codebook("test", "1", CODES, groups=(Code("money", Bilingual("Tiền", "Money")),))
LIMITS = Limits(Fraction(1, 5), Fraction(1, 3), 5)
SAID = "Thú thật là tôi chưa nghe ai nói bảo hiểm xã hội tự nguyện bao giờ đâu em ạ"


def talk(name: str, *speakers: str) -> Transcript:
    """A transcript in which each of these says the same once."""
    text, turns = "", []
    for number, speaker in enumerate(("PVV", *(speakers or ("NTL",))), 1):
        start = len(text) + len(speaker) + 2
        text += f"{speaker}: {SAID}\n"
        role = "interviewer" if speaker == "PVV" else "respondent"
        turns.append(Turn(number, speaker, role, Span(start, start + len(SAID))))
    return Transcript(name, text, tuple(turns))


def coding(
    talk: Transcript, code: str, turn: int = 2, valence: Valence = "barrier", words: int = 1
) -> Coding:
    """A coding of the first words of a turn."""
    start = talk.turns[turn - 1].span.start
    return Coding(talk.name, turn, Span(start, start + words * 10), code, valence)


def study(women: int, men: int, *, asked: str = "awareness") -> Study:
    """A study of interviews with as many women and men, all of whom were asked on one family."""
    names = [("nữ", f"w{n}") for n in range(women)] + [("nam", f"m{n}") for n in range(men)]
    return Study(
        Settings(),
        codebooks=(BOOK,),
        transcripts=tuple(talk(name) for _, name in names),
        cases=tuple(Case(name, {"gender": sex, "type": "IDI"}) for sex, name in names),
        asked={name: frozenset({asked}) for _, name in names},
    )


def saying(study: Study, code: str, *names: str, valence: Valence = "barrier") -> Study:
    """The study in which these cases say this too."""
    talks = {one.name: one for one in study.transcripts}
    more = tuple(coding(talks[name], code, valence=valence) for name in names)
    return replace(study, codings=(*study.codings, *more))


def row(study: Study, theme: str, **options: object) -> dict[str, object]:
    """One theme's row of the comparison of women and men."""
    frame = comparing.compare(study, "gender", **options)  # type: ignore[arg-type]
    [found] = frame[frame["theme"] == theme].to_dict("records")
    return {str(name): cell for name, cell in found.items()}


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_of_a_difference_is_newcombes_method_10(
    counts: tuple[int, int, int, int], low: float, high: float
) -> None:
    """Newcombe RG, Statistics in Medicine 1998;17:873-890, table II, method 10."""
    assert newcombe(*counts) == pytest.approx((low, high), abs=0.00005)


shares = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(shares, shares)
def test_the_interval_of_a_difference_holds_it_and_turns_round_with_the_sides(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    low, high = newcombe(*first, *second)
    difference = first[0] / first[1] - second[0] / second[1]
    assert -1 <= low <= difference + 1e-12
    assert difference - 1e-12 <= high <= 1
    back_low, back_high = newcombe(*second, *first)
    assert (back_low, back_high) == pytest.approx((-high, -low))


def test_a_theme_over_the_tolerance_differs_and_one_under_it_is_similar() -> None:
    found = saying(study(10, 10), "awareness.none", *(f"w{n}" for n in range(9)), "m0", "m1", "m2")
    found = saying(found, "awareness.channel", "w0", "w1", "m0", "m1", "m2")
    differs, similar = row(found, "awareness.none"), row(found, "awareness.channel")
    assert (differs["verdict"], differs["nữ: mention"], differs["nam: asked"]) == ("differs", 9, 10)
    assert differs["difference"] == pytest.approx(0.6)
    assert (differs["low"], differs["high"]) == pytest.approx(newcombe(9, 10, 3, 10))
    assert (differs["nữ: low"], differs["nữ: high"]) == pytest.approx(wilson(9, 10))
    assert (differs["first"], differs["second"], differs["fragile"]) == ("nữ", "nam", False)
    assert similar["verdict"] == "similar"


def test_a_gap_of_exactly_the_tolerance_is_no_difference() -> None:
    found = saying(study(5, 5), "awareness.none", "w0", "w1", "m0")
    assert row(found, "awareness.none")["verdict"] == "similar"
    assert row(found, "awareness.none")["fragile"]


def test_opposite_directions_differ_though_as_many_speak_of_it() -> None:
    found = study(6, 6, asked="money")
    found = saying(found, "money.will", *(f"w{n}" for n in range(6)), valence="enabler")
    found = saying(found, "money.will", *(f"m{n}" for n in range(6)), valence="barrier")
    one = row(found, "money.will")
    assert (one["verdict"], one["opposite"], one["difference"]) == ("differs", True, 0)
    assert (one["nữ: direction"], one["nam: direction"]) == ("+", "-")


def test_of_fewer_asked_than_the_least_nothing_is_told() -> None:
    found = saying(study(4, 9), "awareness.none", "w0", "w1", "w2", "w3")
    assert row(found, "awareness.none")["verdict"] == "too_few"
    assert row(found, "awareness.none", least=4)["verdict"] == "differs"


def test_not_asked_on_one_side_is_not_silence() -> None:
    base = study(5, 5)
    asked = {name: given for name, given in base.asked.items() if name.startswith("w")}
    found = saying(replace(base, asked=asked), "awareness.none", *(f"w{n}" for n in range(5)))
    one = row(found, "awareness.none")
    assert (one["verdict"], one["nam: asked"], one["nam: share"]) == ("not_asked", 0, None)
    assert one["difference"] is None
    silent = row(replace(found, asked=base.asked), "awareness.none")
    assert (silent["verdict"], silent["nam: asked"], silent["nam: share"]) == ("differs", 5, 0)


def test_who_brings_a_theme_up_counts_as_asked() -> None:
    found = saying(study(5, 5, asked="money"), "awareness.none", "w0", "m0", "m1")
    assert row(found, "awareness.none")["nữ: asked"] == 1
    assert row(found, "awareness.none")["nam: asked"] == 2


def test_a_theme_that_nobody_mentions_is_no_likeness() -> None:
    frame = comparing.compare(saying(study(5, 5), "awareness.none", "w0", "m0"), "gender")
    assert dict(zip(frame["theme"], frame["verdict"], strict=True)) == {
        "awareness.none": "similar",
        "awareness.channel": "nobody",
        "money.income": "not_asked",
        "money.will": "not_asked",
    }
    answer = comparing.sentence(frame).en
    assert "of 3 themes 1 are similar and 2 were not asked on one side" in answer


def test_a_mixed_focus_group_is_set_apart_and_told_apart_by_person() -> None:
    group = talk("tln", "Nữ 1", "Nam 2", "Nữ 3")
    base = study(5, 5)
    mixed = Case("tln", {"gender": "nam và nữ", "type": "FGD"})
    people = [
        Person("tln", label, {"gender": sex})
        for label, sex in (("Nữ 1", "nữ"), ("Nam 2", "nam"), ("Nữ 3", "nữ"))
    ]
    found = replace(
        base,
        transcripts=(*base.transcripts, group),
        cases=(*base.cases, mixed),
        people=tuple(people),
        asked={**base.asked, "tln": frozenset({"awareness"})},
        codings=(coding(group, "awareness.none", turn=4), coding(group, "awareness.none", turn=4)),
    )
    by_case = comparing.compare(found, "gender")
    assert basis.of(by_case).n == {"nữ": 5, "nam": 5, "nam và nữ": 1}
    assert basis.of(by_case).parameters["apart"] == ["nam và nữ"]
    [noted] = [one.en for one in basis.of(by_case).notes if "Counted by the people" in one.en]
    assert "Women (2) and men (1)" in noted
    by_person = row(found, "awareness.none", units=counting.people(found))
    assert (by_person["nữ: mention"], by_person["nữ: asked"]) == (1, 2)
    assert (by_person["nam: mention"], by_person["nam: asked"]) == (0, 1)


def test_only_what_one_side_says_is_listed() -> None:
    found = saying(study(5, 5), "awareness.none", "w0", "m0")
    found = saying(found, "awareness.channel", "w1")
    one = row(found, "awareness", level=1)
    assert (one["nữ: only"], one["nam: only"]) == ("awareness.channel", "")
    assert (one["nữ: mention"], one["nam: mention"]) == (2, 1)


def test_of_more_groups_the_highest_and_the_lowest_are_set_against_each_other() -> None:
    base = study(6, 6)
    third = tuple(
        replace(c, name=f"x{n}", attributes={"gender": "khác"})
        for n, c in enumerate(base.cases[:6])
    )
    found = replace(
        base,
        cases=(*base.cases, *third),
        transcripts=(*base.transcripts, *(talk(case.name) for case in third)),
        asked={**base.asked, **{case.name: frozenset({"awareness"}) for case in third}},
    )
    found = saying(found, "awareness.none", "w0", *(f"x{n}" for n in range(6)))
    one = row(found, "awareness.none")
    assert (one["first"], one["second"], one["difference"]) == ("khác", "nam", 1)


def test_only_a_type_of_source_can_be_compared() -> None:
    base = study(5, 5)
    cases = tuple(
        replace(c, attributes={**c.attributes, "type": "KII"}) if c.name == "w0" else c
        for c in base.cases
    )
    found = saying(replace(base, cases=cases), "awareness.none", "w0", "m0")
    assert row(found, "awareness.none", within="IDI")["nữ: asked"] == 4
    notes = [one.en for one in basis.of(comparing.compare(found, "gender")).notes]
    assert any("women 4 IDI, 1 KII; men 5 IDI" in note for note in notes)


@pytest.mark.parametrize("count", [counting.cases, counting.people])
def test_a_study_with_nothing_in_it_says_so(count: Callable[[Study], Units]) -> None:
    empty = Study(Settings(), codebooks=(BOOK,))
    frame = comparing.compare(empty, "gender", units=count(empty))
    assert set(frame["verdict"]) == {"alone"}
    assert comparing.sentence(frame).en.startswith("Nobody")
    assert comparing.sentence(frame).vi


def test_without_codes_there_are_no_rows_and_a_sentence() -> None:
    frame = comparing.compare(replace(study(2, 2), codebooks=()), "gender")
    assert list(frame.columns)[: len(comparing.COLUMNS)] == list(comparing.COLUMNS)
    assert len(frame) == 0
    assert "nobody mentions any theme yet" in comparing.sentence(frame).en


def test_one_group_alone_has_nothing_to_be_compared_with() -> None:
    frame = comparing.compare(saying(study(5, 0), "awareness.none", "w0"), "gender")
    assert set(frame["verdict"]) == {"alone"}
    assert "only one side, Women (5)" in comparing.sentence(frame).en


def test_an_unknown_value_is_set_apart() -> None:
    base = study(5, 5)
    cases = tuple(replace(c, attributes={}) if c.name == "m4" else c for c in base.cases)
    frame = comparing.compare(replace(base, cases=cases), "gender")
    assert basis.of(frame).parameters["groups"] == ["nữ", "nam"]
    assert basis.of(frame).parameters["apart"] == [counting.UNKNOWN]


def test_a_case_without_a_transcript_is_not_counted_and_told_of() -> None:
    base = study(5, 5)
    frame = comparing.compare(
        replace(base, cases=(*base.cases, Case("gone", {"gender": "nữ"}, has_transcript=False))),
        "gender",
    )
    assert basis.of(frame).n["nữ"] == 5
    assert any("1 without words" in note.en for note in basis.of(frame).notes)


def test_what_an_interviewer_says_is_nobodys_mention() -> None:
    base = study(5, 5)
    own = coding(base.transcripts[0], "awareness.none", turn=1)
    assert row(replace(base, codings=(own,)), "awareness.none")["nữ: mention"] == 0


def test_a_coding_of_a_code_that_no_codebook_has_is_in_no_row() -> None:
    found = saying(study(5, 5), "gone.code", "w0")
    assert "gone.code" not in set(comparing.compare(found, "gender")["theme"])
    assert row(found, "awareness.none")["nữ: mention"] == 0


def test_the_threshold_is_the_studys_own() -> None:
    strict = replace(
        study(10, 10),
        settings=Settings(thresholds=Thresholds(prominence_tolerance=Fraction(1, 20))),
    )
    found = saying(strict, "awareness.none", "w0")
    assert row(found, "awareness.none")["verdict"] == "differs"


def test_the_basis_names_source_base_and_every_option() -> None:
    made = basis.of(comparing.compare(saying(study(5, 5), "awareness.none", "w0"), "gender"))
    assert "Newcombe" in made.method.en
    assert "Wilson" in made.method.en
    assert made.n == {"nữ": 5, "nam": 5}
    assert made.parameters["tolerance"] == "1/5"
    assert any("No test of significance" in note.en for note in made.notes)


def test_quotes_of_a_side_are_of_different_people() -> None:
    found = study(5, 5)
    talks = {one.name: one for one in found.transcripts}
    codings = tuple(
        coding(talks[name], "awareness.none", words=words)
        for name in ("w0", "w1", "w2", "m0")
        for words in (1, 2)
    )
    found = replace(found, codings=codings)
    # The same words are quoted only once, so each must say it otherwise.
    texts = {
        name: talks[name].text.replace("Thú thật", f"Thú{n:01d}thật")
        for n, name in enumerate(talks)
    }
    found = replace(
        found, transcripts=tuple(replace(one, text=texts[one.name]) for one in found.transcripts)
    )
    said = comparing.quotes_by(
        found, "gender", ["awareness.none"], counting.cases(found), per_side=2
    )
    sides = said["awareness.none"]
    assert [quote.coding.transcript for quote in sides["nữ"]] == ["w0", "w1"]
    assert [quote.coding.transcript for quote in sides["nam"]] == ["m0"]


def test_a_quote_keeps_its_id_where_only_confirmed_codings_count() -> None:
    base = study(5, 5)
    w0 = base.transcripts[0]
    first, second = coding(w0, "awareness.none"), coding(w0, "awareness.none", words=2)
    found = replace(
        base,
        settings=Settings(count="confirmed"),
        codings=(first, replace(second, status="accepted", coder="Lan")),
    )
    said = comparing.quotes_by(found, "gender", ["awareness.none"], counting.cases(found))
    assert [quote.id for quote in said["awareness.none"]["nữ"]] == ["w0:T002:2"]


def test_no_quotes_are_given_where_none_are_wanted() -> None:
    base = study(5, 5)
    found = replace(base, codings=(coding(base.transcripts[0], "awareness.none"),))
    said = comparing.quotes_by(
        found, "gender", ["awareness.none"], counting.cases(found), per_side=0
    )
    assert said == {"awareness.none": {"nữ": (), "nam": ()}}


small = st.integers(0, 8)
sides = st.builds(
    lambda asked, mention, pos, neg: Side(
        asked, min(mention, asked), min(pos, mention, asked), 0 if pos else min(neg, mention, asked)
    ),
    small,
    small,
    small,
    small,
)


@given(st.dictionaries(st.sampled_from("abcd"), sides, max_size=4))
def test_every_comparison_has_a_verdict_that_fits_its_figures(found: dict[str, Side]) -> None:
    one = compared(found, LIMITS)
    asked = [side for side in found.values() if side.asked]
    assert (one.verdict == "alone") == (len(found) < 2)
    assert (one.difference is None) == (one.interval is None)
    if one.verdict in {"differs", "similar"}:
        assert sum(side.asked >= LIMITS.least for side in asked) >= 2
        assert one.interval is not None
        assert one.difference is not None
        assert one.interval[0] - 1e-9 <= one.difference <= one.interval[1] + 1e-9
        assert one.opposite or (one.verdict == "differs") == (
            abs(one.difference) > LIMITS.tolerance
        )


@given(st.permutations(range(12)), st.permutations(range(10)))
def test_the_order_of_codings_and_cases_changes_nothing(
    codings: list[int], cases: list[int]
) -> None:
    found = saying(study(5, 5), "awareness.none", "w0", "w1", "w2", "m0", "m1")
    found = saying(found, "awareness.channel", "w3", "m2", "m3", "m4")
    found = saying(found, "money.will", "w0", "m0", "m1", valence="enabler")
    other = replace(
        found,
        codings=tuple(found.codings[n] for n in codings),
        cases=tuple(found.cases[n] for n in cases),
    )
    one, two = comparing.compare(found, "gender"), comparing.compare(other, "gender")
    assert one.to_csv(index=False) == two.to_csv(index=False)


def test_no_cell_is_a_number_that_is_none() -> None:
    frame = comparing.compare(saying(study(5, 1), "awareness.none", "w0"), "gender")
    cells = [cell for row in frame.to_dict("records") for cell in row.values()]
    assert not [cell for cell in cells if isinstance(cell, float) and not math.isfinite(cell)]


@given(
    st.sampled_from([c.id for c in CODES] + ["awareness", "money"]),
    st.frozensets(st.sampled_from(["awareness", "money", "money.will", "awareness.none", "mon"])),
)
def test_who_was_asked_is_as_in_the_matrix(theme: str, given_: frozenset[str]) -> None:
    base = replace(study(1, 0), asked={"w0": given_})
    found = heard(base, counting.cases(base), [theme])
    assert found.side(theme, ["w0"]).asked == was_asked(theme, given_)


def test_a_unit_counts_once_and_who_says_both_is_mixed() -> None:
    one = side(
        "a",
        3,
        [
            {"a.b": frozenset({"barrier"}), "a.c": frozenset({"enabler"})},
            {"a.b": frozenset({"barrier", "neutral"})},
        ],
    )
    assert (one.asked, one.mention, one.pos, one.neg, one.mixed) == (3, 2, 0, 1, 1)
    assert one.codes == {"a.b": 2, "a.c": 1}
    assert one.leaning(Fraction(1, 3)) == "-"


def test_a_level_cuts_the_code_tree_and_a_short_code_stands_for_itself() -> None:
    book = Codebook(
        "t",
        "1",
        (
            Code("a.b.c", Bilingual("", "")),
            Code("a.b.d", Bilingual("", "")),
            Code("e", Bilingual("", "")),
        ),
    )
    assert themes(Study(Settings(), codebooks=(book,)), 2) == ("a.b", "e")
    assert themes(Study(Settings(), codebooks=(book,)), None, ["a"]) == ("a.b.c", "a.b.d")
