"""From a study's decisions to the table of agreement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import basis
from qualcode.agreement import agreement
from qualcode.agreement.alpha import krippendorff_alpha
from qualcode.agreement.coefficients import (
    brennan_prediger,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    percent,
)
from qualcode.agreement.groups import compared
from qualcode.agreement.judgements import judgements, merged
from qualcode.agreement.labels_sets import set_alpha
from qualcode.agreement.reasons import REASONS
from qualcode.agreement.rows import misleads
from qualcode.agreement.unitizing import unitized
from qualcode.agreement.views import views
from qualcode.errors import StudyError
from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Decision,
    Segment,
    Settings,
    Span,
    Study,
    Transcript,
    Turn,
)

CODES = ("cost.income", "cost.price", "trust")
LINES = (
    "Tiền đâu ra mà đóng hả em.",
    "Tôi chưa nghe nói bao giờ.",
    "Đóng rồi biết có được lĩnh không.",
    "Mức đó cao quá. Tháng nào cũng thiếu trước hụt sau.",
)


def talk(name: str) -> Transcript:
    text, turns = "", []
    for number, line in enumerate(LINES, start=1):
        for label, role, words in (("PVV", "interviewer", "Thế ạ?"), ("NTL", "respondent", line)):
            start = len(text) + len(label) + 2
            text += f"{label}: {words}\n"
            place = 2 * number - (role == "interviewer")
            turns.append(Turn(place, label, role, Span(start, start + len(words))))  # type: ignore[arg-type]
    return Transcript(name, text, tuple(turns))


TALKS = tuple(talk(f"t{number}") for number in range(1, 4))
BOOK = Codebook("test", "1", tuple(Code(code, Bilingual(code, code)) for code in CODES))
STUDY = Study(
    Settings(),
    codebooks=(BOOK,),
    transcripts=TALKS,
    cases=tuple(Case(one.name, {"type": "KII" if one.name == "t1" else "IDI"}) for one in TALKS),
    segments=tuple(Segment(t.name, turn.number, turn.span) for t in TALKS for turn in t.turns),
)
EVERYWHERE = [(t.name, turn) for t in TALKS for turn in (2, 4, 6, 8)]


def whole(name: str, turn: int) -> Span:
    found = next(t for t in TALKS if t.name == name).turn(turn)
    assert found
    return found.span


def decide(
    coder: str,
    action: Any,
    name: str,
    turn: int,
    code: str = "",
    *,
    span: Span | None = None,
    target: str = "",
    at: int = 0,
) -> Decision:
    there = next(t for t in TALKS if t.name == name)
    where = span or whole(name, turn)
    return Decision(
        id=f"{coder}-{action}-{name}-{turn}-{code}-{where}-{at}",
        time=f"2026-03-12T08:{at:02}:00Z",
        sequence=at,
        coder=coder,
        action=action,
        transcript=name,
        sha256=there.sha256,
        span=where,
        exact=where.of(there.text),
        code=code,
        target=target,
        note="x",
    )


def read(coder: str, turns: Iterable[tuple[str, int]] = EVERYWHERE) -> list[Decision]:
    return [decide(coder, "seen", *turn) for turn in turns]


def gives(coder: str, code: str, *turns: tuple[str, int]) -> list[Decision]:
    return [decide(coder, "add", *turn, code) for turn in turns]


def proposed(name: str, turn: int, code: str, **more: Any) -> Coding:
    return Coding(name, turn, whole(name, turn), code, **more)


def study(*decided: list[Decision], proposals: tuple[Coding, ...] = ()) -> Study:
    every = tuple(one for decisions in decided for one in decisions)
    return replace(STUDY, decisions=every, proposals=proposals, codings=proposals)


def verdict(made: Study, coder: str, name: str, turn: int, code: str, **how: Any) -> int:
    """Return 1 for yes, 0 for no, -1 where the coder did not look."""
    found = compared(made, [coder] if coder else ())
    judged = judgements(made, found.views, CODES, **how)
    unit = next(n for n, u in enumerate(judged.units) if (u.transcript, u.turn) == (name, turn))
    return int(judged.verdicts[0, unit, CODES.index(code)])


def test_who_read_a_turn_without_giving_a_code_says_no() -> None:
    assert verdict(study(read("An", [("t1", 2)])), "An", "t1", 2, "trust") == 0


def test_who_has_not_read_a_turn_has_said_nothing() -> None:
    assert verdict(study(read("An", [("t1", 2)])), "An", "t1", 4, "trust") == -1


def test_who_decided_on_one_code_of_a_turn_has_said_nothing_of_others() -> None:
    made = study(gives("An", "trust", ("t1", 2)))

    assert verdict(made, "An", "t1", 2, "trust") == 1
    assert verdict(made, "An", "t1", 2, "cost.income") == -1


def test_to_reject_is_to_say_no_even_in_a_turn_not_marked_as_read() -> None:
    proposals = (proposed("t1", 2, "trust"),)
    made = study([decide("An", "reject", "t1", 2, "trust")], proposals=proposals)

    assert verdict(made, "An", "t1", 2, "trust") == 0


def test_to_accept_or_respan_is_to_say_yes() -> None:
    proposals = (proposed("t1", 2, "trust"), proposed("t1", 4, "trust"))
    there = whole("t1", 4)
    cut = decide("An", "respan", "t1", 4, "trust", span=Span(there.start, there.end - 6))
    made = study([decide("An", "accept", "t1", 2, "trust"), cut], proposals=proposals)

    assert verdict(made, "An", "t1", 2, "trust") == 1
    assert verdict(made, "An", "t1", 4, "trust") == 1


def test_to_recode_is_no_to_one_code_and_yes_to_the_other() -> None:
    proposals = (proposed("t1", 2, "trust"),)
    recoded = decide("An", "recode", "t1", 2, "trust", target="cost.price")
    made = study([recoded], proposals=proposals)

    assert verdict(made, "An", "t1", 2, "trust") == 0
    assert verdict(made, "An", "t1", 2, "cost.price") == 1


def test_what_was_taken_back_is_no_word() -> None:
    added = decide("An", "add", "t1", 2, "trust")
    undo = replace(added, id="u", action="undo", target=added.id, sequence=1, code="")

    assert verdict(study([added, undo], read("An", [("t1", 4)])), "An", "t1", 2, "trust") == -1


@pytest.mark.parametrize(("standing", "expected"), [("missing", -1), ("yes", 1), ("no", 0)])
def test_a_proposal_left_standing_in_a_turn_that_was_read(standing: Any, expected: int) -> None:
    made = study(read("An", [("t1", 2)]), proposals=(proposed("t1", 2, "trust"),))

    assert verdict(made, "An", "t1", 2, "trust", standing=standing) == expected
    assert verdict(made, "An", "t1", 2, "cost.price", standing=standing) == 0


def test_it_is_said_how_many_proposals_were_left_standing() -> None:
    made = study(
        read("An", [("t1", 2)]),
        read("Bình"),
        proposals=(proposed("t1", 2, "trust"), proposed("t1", 4, "trust")),
    )
    found = agreement(made, draws=0)

    assert basis.of(found).n["left_standing"] == 3
    assert any("An 1; Bình 2" in words.en for words in basis.of(found).notes)


def test_what_was_settled_is_not_a_coders_own_word() -> None:
    settled = replace(decide("An", "adjudicate", "t1", 2, "trust", at=9), target="accept")
    made = study(read("An"), read("Bình"), gives("Bình", "trust", ("t1", 2)), [settled])

    assert verdict(made, "An", "t1", 2, "trust") == 0


def test_an_others_decision_is_not_ones_own() -> None:
    made = study(read("An"), read("Bình"), gives("Bình", "trust", ("t1", 2)))

    assert verdict(made, "An", "t1", 2, "trust") == 0


def test_rules_judge_every_turn_of_respondents() -> None:
    made = study(proposals=(proposed("t1", 2, "trust"), proposed("t1", 4, "trust", origin="model")))

    assert verdict(made, "rules", "t1", 2, "trust") == 1
    assert verdict(made, "rules", "t1", 4, "trust") == 0
    assert verdict(made, "learning", "t1", 4, "trust") == 1
    assert {unit.turn for unit in judgements(made, (), CODES).units} == {2, 4, 6, 8}


def test_what_learning_had_proposed_before_a_decision_is_still_its_yes() -> None:
    """Once somebody has decided, the model proposes it no more."""
    decided = replace(decide("An", "reject", "t1", 2, "trust"), model="qualcode 1", probability=0.7)

    assert verdict(study([decided]), "learning", "t1", 2, "trust") == 1


def test_additions_that_replace_each_other_are_folded() -> None:
    """A coder's later addition on overlapping words takes the place of the former."""
    there = whole("t1", 8)
    first = decide("An", "add", "t1", 8, "trust", span=Span(there.start, there.start + 15))
    second = decide("An", "add", "t1", 8, "trust", span=Span(there.start + 8, there.end), at=1)
    view = views(study([first, second]))["An"]

    assert [mark.span for mark in view.given] == [second.span]


pieces = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 12), st.integers(1, 6)).map(
        lambda one: (one[0], one[1], one[2], one[2] + one[3])
    ),
    max_size=12,
)


@given(pieces)
def test_merged_words_cover_the_same_characters_and_nowhere_overlap(
    given_: list[tuple[int, int, int, int]],
) -> None:
    """Words that only touch stay apart: they are two units."""
    found = merged(np.array(given_, dtype=np.int64).reshape(-1, 4))
    rows = list(
        zip(
            *(c.tolist() for c in (found.units, found.codes, found.starts, found.ends)), strict=True
        )
    )

    def characters(spans: Iterable[tuple[int, ...]]) -> list[tuple[int, int, int]]:
        return [(unit, code, at) for unit, code, start, end in spans for at in range(start, end)]

    assert sorted(characters(rows)) == sorted(set(characters(given_)))
    assert rows == sorted(rows)


def reliability(rows: Iterable[Iterable[int]]) -> list[list[int | None]]:
    return [[None if value < 0 else value for value in row] for row in rows]


def many(coders: tuple[str, ...]) -> Study:
    """Three coders who give codes here and there; Chi has read two transcripts only."""
    given = []
    for place, coder in enumerate(coders):
        turns = [one for one in EVERYWHERE if coder != "Chi" or one[0] != "t3"]
        given.append(read(coder, turns))
        for number, turn in enumerate(turns):
            for column, code in enumerate(CODES):
                if (number * 7 + column * 3) % 5 < 2 and (number + place * 2 + column) % 6:
                    given.append(gives(coder, code, turn))
    return study(*given)


@pytest.mark.parametrize("coders", [("An", "Bình"), ("An", "Bình", "Chi")])
@pytest.mark.parametrize("code", CODES)
def test_each_codes_figures_are_those_of_its_reliability_data(
    coders: tuple[str, ...], code: str
) -> None:
    made = many(coders)
    judged = judgements(made, compared(made).views, CODES)
    column = CODES.index(code)
    data = reliability(judged.verdicts[:, :, column].tolist())
    found = agreement(made, draws=0)
    row = found[(found.code == code) & (found.coders == ", ".join(coders))].iloc[0]

    kappa = cohen_kappa if len(coders) == 2 else fleiss_kappa
    assert row.kappa_is == kappa.__name__.split("_")[0]
    assert row.percent == pytest.approx(percent(data).value)
    assert row.kappa == pytest.approx(kappa(data).value)
    assert row.alpha == pytest.approx(krippendorff_alpha(data).value)
    assert row.ac1 == pytest.approx(gwet_ac1(data).value)
    assert row.bp == pytest.approx(brennan_prediger(data).value)
    assert row.why == ""


@pytest.mark.parametrize("coders", [("An", "Bình"), ("An", "Bình", "Chi")])
def test_sets_of_codes_are_compared_over_all_codes(coders: tuple[str, ...]) -> None:
    made = many(coders)
    judged = judgements(made, compared(made).views, CODES)
    sets = [
        [None if min(unit) < 0 else {CODES[n] for n, yes in enumerate(unit) if yes} for unit in row]
        for row in judged.verdicts.tolist()
    ]
    row = agreement(made, draws=50).iloc[0]

    assert row.masi == pytest.approx(set_alpha(sets, "masi").value)
    assert row.jaccard == pytest.approx(set_alpha(sets, "jaccard").value)
    assert row.masi_low <= row.masi <= row.masi_high
    assert row.scope == "overall"


def test_overall_is_over_every_turn_and_code() -> None:
    made = many(("An", "Bình"))
    judged = judgements(made, compared(made).views, CODES)
    row = agreement(made, draws=0).iloc[0]
    data = reliability(judged.verdicts.reshape(2, -1).tolist())

    assert row.units == 12 * 3
    assert row.transcripts == 3
    assert row.alpha == pytest.approx(krippendorff_alpha(data).value)


def test_a_family_has_what_any_of_its_codes_has() -> None:
    made = study(
        read("An"),
        read("Bình"),
        gives("An", "cost.income", ("t1", 2)),
        gives("Bình", "cost.price", ("t1", 2)),
    )
    found = agreement(made, draws=0).set_index(["scope", "code"])

    assert found.loc[("family", "cost")].alpha == pytest.approx(1)
    assert found.loc[("code", "cost.income")].alpha < 1


def test_spans_are_compared_within_the_turns_that_both_judged() -> None:
    there = whole("t1", 8)
    first = Span(there.start, there.start + 15)
    made = study(
        read("An", [("t1", 2), ("t1", 8)]),
        read("Bình", [("t1", 8), ("t1", 4)]),
        [decide("An", "add", "t1", 8, "trust", span=first)],
        [decide("Bình", "add", "t1", 8, "trust")],
        gives("An", "trust", ("t1", 2)),
    )
    length = there.end - there.start
    expected = unitized([[(0, 15, "x")], [(0, length, "x")]], length)
    found = agreement(made, draws=0)
    row = found[found.code == "trust"].iloc[-1]

    assert row.units == 1
    assert row.u_alpha == pytest.approx(expected.bar_u_alpha.value)
    assert row.overlap == pytest.approx(15 / length)
    assert row.overlap_n == 1


def test_at_segment_level_a_code_is_where_its_words_are() -> None:
    """The last turn has two sentences."""
    there = whole("t1", 8)
    cut = there.start + len("Mức đó cao quá.")
    halves = (Span(there.start, cut), Span(cut + 1, there.end))
    others = [one for one in STUDY.segments if one.turn != 8]
    segments = [*others, *(Segment("t1", 8, half) for half in halves)]
    made = study(
        read("An"),
        read("Bình"),
        [decide("An", "add", "t1", 8, "trust", span=halves[0])],
        [decide("Bình", "add", "t1", 8, "trust", span=halves[1])],
    )
    made = replace(made, segments=tuple(segments))
    by_turn = agreement(made, draws=0).iloc[-1]
    by_segment = agreement(made, level="segment", draws=0).iloc[-1]

    assert by_turn.percent == 1
    assert by_segment.units == 11
    assert by_segment.percent == pytest.approx(9 / 11)


def test_a_code_that_nobody_gave_is_undefined_with_its_reason() -> None:
    found = agreement(study(read("An"), read("Bình")), draws=20)
    row = found[found.code == "trust"].iloc[-1]

    assert (row.alpha, row.kappa, row.ac1, row.why) == (None, None, None, "one_category")
    assert row.percent == 1
    assert (row.u_alpha, row.why_spans) == (None, "all_or_nothing_coded")
    assert (row.overlap, row.why_overlap) == (None, "never_given_by_two")
    assert row.skipped == 20


def test_coders_who_read_different_talks_share_no_unit() -> None:
    found = agreement(study(read("An", EVERYWHERE[:4]), read("Bình", EVERYWHERE[4:])))

    assert set(found.why) == {"coded_once"}
    assert (found.units == 0).all()
    assert found.percent.isna().all()


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (STUDY, "Nobody has coded"),
        (Study(Settings()), "Nobody has coded"),
        (study(read("An")), "There is one coder (An) only"),
    ],
)
def test_without_two_coders_it_says_what_is_needed(made: Study, words: str) -> None:
    found = agreement(made)

    assert found.empty
    assert words in basis.of(found).notes[0].en


def test_one_coder_can_be_compared_with_the_rules() -> None:
    made = study(read("An"), proposals=(proposed("t1", 2, "trust"),))
    found = agreement(made, machines=("rules",), standing="yes", draws=10)

    assert set(found.coders) == {"An, rules"}
    assert found.iloc[0].alpha == pytest.approx(1)
    assert any("tag --blind" in words.en for words in basis.of(found).notes)


def test_one_transcript_gives_figures_without_intervals() -> None:
    turns = EVERYWHERE[:4]
    made = study(read("An", turns), read("Bình", turns), gives("An", "trust", ("t1", 2)))
    row = agreement(made).iloc[0]

    assert row.percent < 1
    assert (row.percent_low, row.why_interval) == (None, "one_transcript")


def test_everyone_together_and_each_two_are_compared() -> None:
    found = agreement(many(("An", "Bình", "Chi")), machines=("rules",), draws=0)

    assert list(dict.fromkeys(found.coders)) == [
        "An, Bình, Chi",
        "An, Bình",
        "An, Chi",
        "Bình, Chi",
        "An, rules",
        "Bình, rules",
        "Chi, rules",
    ]


def test_an_unknown_coder_level_code_or_way_names_the_choices() -> None:
    made = many(("An", "Bình"))

    for options, words in (
        ({"coders": ("Zoe",)}, "An, Bình, rules, learning"),
        ({"level": "word"}, "turn, segment"),
        ({"standing": "maybe"}, "missing, yes, no"),
        ({"codes": ("love",)}, "no code or group 'love'"),
    ):
        with pytest.raises(StudyError, match=words):
            agreement(made, **options)  # type: ignore[arg-type]


def test_an_attribute_parts_the_transcripts() -> None:
    made = many(("An", "Bình"))
    found = agreement(made, by="type", draws=0)
    overall = found[found.scope == "overall"].set_index("value")

    assert overall.transcripts.to_dict() == {"KII": 1, "IDI": 2}
    assert overall.units.sum() == agreement(made, draws=0).iloc[0].units


def test_codes_keep_to_some() -> None:
    found = agreement(many(("An", "Bình")), codes=("cost",), draws=0)

    assert list(found.code) == ["", "cost", "cost.income", "cost.price"]


def test_rare_codes_on_which_coders_mostly_agree_are_marked() -> None:
    """The paradox of Feinstein & Cicchetti 1990: 98% agree, kappa is near nothing."""
    first = {"percent": 0.98, "kappa": -0.01, "ac1": 0.98, "prevalence": 0.01}

    assert misleads(first)
    assert misleads(first | {"prevalence": 0.99})
    assert not misleads(first | {"prevalence": 0.3})
    assert not misleads(first | {"kappa": 0.9})
    assert not misleads(first | {"kappa": None})


def test_the_prevalence_and_bias_index_of_byrt_1993() -> None:
    """Of 12 turns both say yes to 1, An alone to 2."""
    turns = EVERYWHERE[:3]
    made = study(
        read("An"), read("Bình"), gives("An", "trust", *turns), gives("Bình", "trust", turns[0])
    )
    row = agreement(made, draws=0).iloc[-1]

    assert row.prevalence_index == pytest.approx((9 - 1) / 12)
    assert row.bias_index == pytest.approx(2 / 12)
    assert row.bp == pytest.approx(2 * 10 / 12 - 1)


def test_the_same_study_gives_the_same_bytes_in_any_order_of_its_parts() -> None:
    made = many(("An", "Bình", "Chi"))
    other = replace(made, decisions=made.decisions[::-1], transcripts=made.transcripts[::-1])

    assert agreement(made).to_csv() == agreement(other).to_csv()


def test_every_missing_figure_has_a_reason_and_no_cell_is_not_a_number() -> None:
    reasons = {
        "kappa": "why",
        "alpha": "why",
        "ac1": "why",
        "u_alpha": "why_spans",
        "overlap": "why_overlap",
        "masi": "why_sets",
        "jaccard": "why_sets",
    }
    for made in (many(("An", "Bình", "Chi")), study(read("An"), read("Bình"))):
        for row in agreement(made, draws=30).to_dict("records"):
            assert all(value == value for value in row.values())  # noqa: PLR0124
            for figure, why in reasons.items():
                assert (row[figure] is None) == (row[why] in REASONS)


def test_the_basis_has_all_that_makes_it_again() -> None:
    found = basis.of(agreement(many(("An", "Bình")), draws=10, seed=7, standing="yes"))

    assert found.parameters == {
        "coders": ["An", "Bình"],
        "level": "turn",
        "by": "",
        "codes": [],
        "draws": 10,
        "seed": 7,
        "interval": 95,
        "standing": "yes",
    }
    assert found.n["transcripts"] == 3
    assert "Krippendorff" in found.method.en


def test_it_says_how_many_units_there_are_and_how_many_two_coders_looked_at() -> None:
    made = study(read("An"), read("Bình", [("t1", 2), ("t2", 4)]), read("Chi", [("t1", 2)]))
    found = basis.of(agreement(made, draws=0))

    assert (found.n["units"], found.n["units_compared"]) == (12, 2)


marks = st.lists(
    st.tuples(
        st.sampled_from(["An", "Bình", "Chi"]),
        st.sampled_from(["seen", "add", "reject"]),
        st.sampled_from(EVERYWHERE),
        st.sampled_from(CODES),
    ),
    max_size=40,
)


@given(marks)
def test_any_mix_of_decisions_gives_figures_within_their_bounds(drawn: Any) -> None:
    made = study(
        [
            decide(coder, action, *turn, "" if action == "seen" else code, at=at)
            for at, (coder, action, turn, code) in enumerate(drawn)
        ],
        proposals=(proposed("t1", 2, "trust"), proposed("t2", 4, "cost.price")),
    )
    for row in agreement(made, machines=("rules",), draws=5).to_dict("records"):
        assert row["percent"] is None or 0 <= row["percent"] <= 1
        for name in ("kappa", "alpha", "ac1", "bp", "u_alpha", "masi", "jaccard"):
            assert row[name] is None or row[name] <= 1 + 1e-9
