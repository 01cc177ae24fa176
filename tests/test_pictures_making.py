"""Studies and results → pictures: what they count, leave out, and say of it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_studies import BOOK, WORDS, of_three, said, study, talk

from qualcode import basis, cooccurrence, pictures, saturation
from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Person,
    Question,
    Settings,
    Span,
    Study,
    Survey,
    Transcript,
    Turn,
)
from qualcode.pictures import choosing
from qualcode.pictures.making.tally import cases_by_theme
from qualcode.pictures.values import Bars, Curve, HeatMap, Network, Nothing, Timeline


def heat_map(study: Study, **options: object) -> HeatMap:
    made = pictures.heat_map(study, **{"by": "type", **options})  # type: ignore[arg-type]
    assert isinstance(made, HeatMap)
    return made


def cells(made: HeatMap) -> dict[str, list[str]]:
    return {
        row.id: [f"{cell.state} {cell.words}" for cell in line]
        for row, line in zip(made.rows, made.cells, strict=True)
    }


def test_a_cell_is_cases_that_mention_of_cases_asked_and_not_asked_is_no_silence() -> None:
    assert cells(heat_map(of_three())) == {
        "awareness.no_knowledge": ["counted 1/2", "not_asked n/a"],
        "awareness.channel": ["counted 2/2", "not_asked n/a"],
        "policy.subsidy": ["counted 1/1", "not_asked n/a"],
    }


def test_asked_and_silent_is_nought_of_n() -> None:
    made = of_three()
    asked = {**made.asked, "c": frozenset({"awareness"})}
    assert cells(heat_map(replace(made, asked=asked)))["awareness.channel"] == [
        "counted 2/2",
        "counted 0/1",
    ]


def test_a_group_without_words_is_not_yet_coded() -> None:
    made = of_three()
    silent = replace(made, cases=(*made.cases, Case("d", {"type": "desk_review"}, False)))  # noqa: FBT003
    assert cells(heat_map(silent))["awareness.channel"][-1] == "not_coded …"


def test_a_family_counts_the_union_of_its_codes_cases() -> None:
    assert cells(heat_map(of_three(), level=1)) == {
        "awareness": ["counted 2/2", "not_asked n/a"],
        "policy": ["counted 1/1", "not_asked n/a"],
    }


def test_groups_are_shown_as_they_are_called_with_how_many_they_are() -> None:
    made = heat_map(of_three())
    assert [(column.words, column.n) for column in made.columns] == [("PVS", 2), ("KII", 1)]
    english = heat_map(of_three(), language="en")
    assert [column.words for column in english.columns] == ["IDI", "KII"]


def test_cases_without_the_attribute_are_a_group_of_their_own() -> None:
    made = of_three()
    lone = replace(made, cases=(*made.cases[:2], Case("c", {})))
    assert [column.words for column in heat_map(lone).columns] == ["PVS", "(không rõ)"]


def test_the_themes_that_most_mention_are_drawn_and_the_others_named() -> None:
    made = heat_map(of_three(), top=1)
    assert [row.id for row in made.rows] == ["awareness.channel"]
    assert made.about.left_out == (
        "Và 2 mã nữa không vẽ vì thiếu chỗ: Chẵn lẻ ợ ữ Đ, Hỗ trợ mức đóng.",
    )


def test_the_largest_groups_are_drawn_and_the_others_named() -> None:
    made = heat_map(of_three(), by="province", columns=1)
    assert [column.words for column in made.columns] == ["Đắk Lắk"]
    assert "Và 1 nhóm nữa không vẽ vì thiếu chỗ: Hà Nội." in made.about.left_out


def test_codes_that_nobody_mentions_are_named_below() -> None:
    made = of_three()
    quiet = replace(made, codings=made.codings[:1])
    assert [row.id for row in heat_map(quiet).rows] == ["awareness.no_knowledge"]
    assert heat_map(quiet).about.left_out == (
        "Không có nguồn nào nhắc tới 2 mã: Hỗ trợ mức đóng, Kênh thông tin.",
    )


def test_codings_of_a_code_in_no_codebook_are_not_counted() -> None:
    made = of_three()
    stray = replace(made, codings=(*made.codings, said(talk("a"), "gone.code")))
    assert cells(heat_map(stray)) == cells(heat_map(made))


def test_the_headline_names_the_widest_gap_between_groups_of_two_or_more() -> None:
    there = {name: {"type": "IDI" if name < "c" else "FGD"} for name in "abcd"}
    codings = tuple(said(talk(name), "awareness.channel") for name in "ab")
    everybody = dict.fromkeys("abcd", frozenset({"awareness"}))
    made = heat_map(study(there, codings, everybody))
    assert made.about.headline == (
        "Cách nhau xa nhất ở “Kênh thông tin”: PVS 2/2 nguồn được hỏi, TLN 0/2."
    )
    assert heat_map(of_three()).about.headline == ""


def test_with_people_each_counts_by_their_own_attribute() -> None:
    """Two of a focus group spoke, one of each gender; one mentions it."""
    text = f"Nữ 1: {WORDS}\nNam 2: {WORDS}\n"
    first, second = (Span(at + 6, at + 6 + len(WORDS)) for at in (0, len(WORDS) + 7))
    turns = (Turn(1, "Nữ 1", "respondent", first), Turn(2, "Nam 2", "respondent", second))
    made = Study(
        Settings(),
        codebooks=(BOOK,),
        transcripts=(Transcript("tln", text, turns),),
        cases=(Case("tln", {"gender": "nam và nữ"}),),
        people=(Person("tln", "Nữ 1", {"gender": "nữ"}), Person("tln", "Nam 2", {"gender": "nam"})),
        codings=(Coding("tln", 1, Span(6, 16), "awareness.channel"),),
        asked={"tln": frozenset({"awareness"})},
    )
    each = heat_map(made, by="gender", people=True)
    assert [column.words for column in each.columns] == ["nữ", "nam"]
    assert cells(each)["awareness.channel"] == ["counted 1/1", "counted 0/1"]
    assert "người" in each.about.title
    assert cells(heat_map(made, by="gender"))["awareness.channel"] == ["counted 1/1"]


def test_n_counts_the_codings_of_those_counted_and_not_the_answers_to_a_survey() -> None:
    made = of_three()
    survey = Survey("khao_sat", "", (Question("q1", "Vì sao?", "open"),))
    answer = replace(made.codings[0], transcript="khao_sat.q1")
    both = replace(made, surveys=(survey,), codings=(*made.codings, answer))

    assert basis.of(cases_by_theme(both)).n["codings"] == len(made.codings)


def test_a_bar_is_split_by_the_direction_of_each_case_counted_once() -> None:
    made = pictures.bars(of_three())
    assert isinstance(made, Bars)
    assert [part.id for part in made.parts] == ["barrier", "mixed", "neutral"]
    shown = {row.id: (made.counts[at], made.of[at]) for at, row in enumerate(made.rows)}
    assert shown == {
        "awareness.channel": ((0, 0, 2), 2),
        "awareness.no_knowledge": ((1, 0, 0), 2),
        "policy.subsidy": ((0, 1, 0), 1),
    }


def test_bars_are_the_largest_first_within_their_family() -> None:
    made = pictures.bars(of_three())
    assert isinstance(made, Bars)
    assert [row.id for row in made.rows] == [
        "awareness.channel",
        "awareness.no_knowledge",
        "policy.subsidy",
    ]
    assert [row.family for row in made.rows] == ["Nhận thức", "Nhận thức", "Chính sách"]


def test_a_case_is_confirmed_where_a_person_stands_by_one_of_its_codings() -> None:
    made = pictures.bars(of_three(), split="status")
    assert isinstance(made, Bars)
    assert [part.id for part in made.parts] == ["confirmed", "proposed"]
    assert made.counts == ((0, 2), (1, 0), (0, 1))


def test_the_caption_has_n_and_what_the_figures_rest_on() -> None:
    caption = heat_map(of_three()).about.caption
    assert caption.startswith("n = 3 nguồn, 6 lượt mã hóa. Số liệu: Nghiên cứu thử. Sổ mã bhxh 3;")
    assert "policy latest; count all" in caption
    assert basis.digest(of_three()) in caption


def test_the_curve_is_the_result_and_tells_its_notes() -> None:
    frame = saturation.curve(of_three(), permutations=20)
    made = pictures.curve(frame, of_three())
    assert isinstance(made, Curve)
    assert [step.cumulative for step in made.steps] == frame["cumulative"].tolist()
    assert made.steps[-1].low <= made.steps[-1].mean <= made.steps[-1].high
    assert basis.of(frame).method.vi in made.about.notes
    assert made.band == "95% của 20 hoán vị"


def test_a_stratum_has_a_curve_of_its_own() -> None:
    made = choosing.pictures(of_three(), "saturation", choosing.Wanted(strata="province"))
    assert [one.about.name for one in made] == ["saturation_Đắk Lắk", "saturation_Hà Nội"]
    assert [type(one) for one in made] == [Curve, Nothing]


def pairs_of(made: Study, within: str = "turn") -> tuple[Network | Nothing, HeatMap | Nothing]:
    frame = cooccurrence.pairs(made, within=within)  # type: ignore[arg-type]
    return pictures.network(frame, made), pictures.cooccurrence_map(frame, made)


def test_a_network_joins_codes_that_are_said_together() -> None:
    network, square = pairs_of(of_three())
    assert isinstance(network, Network)
    assert [(node.row.id, node.cases) for node in network.nodes] == [
        ("awareness.no_knowledge", 1),
        ("awareness.channel", 2),
    ]
    (edge,) = network.edges
    assert (edge.first, edge.second, edge.together, edge.cases) == (0, 1, 1, 1)
    assert edge.strength == pytest.approx(1 / 3)
    assert isinstance(square, HeatMap)
    assert [[cell.state for cell in row] for row in square.cells] == [
        ["blank", "blank"],
        ["counted", "blank"],
    ]
    assert square.cells[1][0].words == "1"
    assert square.ends == ("0", "0,33")


def test_pairs_found_but_once_are_no_lines_where_others_are_found_more_often() -> None:
    made = of_three()
    a, b = talk("a"), talk("b")
    more = (said(a, "policy.subsidy", turn=2), said(b, "policy.subsidy", turn=2))
    network, _ = pairs_of(replace(made, codings=(*made.codings, *more)))
    assert isinstance(network, Network)
    assert [edge.together for edge in network.edges] == [2]


def test_a_timeline_has_a_lane_for_each_code_that_is_there_and_the_turns() -> None:
    made = of_three()
    line = pictures.timeline(made, made.transcripts[0])
    assert isinstance(line, Timeline)
    assert [lane.id for lane in line.lanes] == ["awareness.no_knowledge", "awareness.channel"]
    assert [(mark.lane, mark.turn, mark.direction, mark.confirmed) for mark in line.marks] == [
        (0, 2, "barrier", True),
        (0, 4, "barrier", False),
        (1, 2, "neutral", False),
    ]
    assert [turn.asks for turn in line.turns] == [True, False, True, False]
    assert line.marks[0].start == made.codings[0].span.start


def test_a_timeline_of_families_puts_their_codes_on_one_lane() -> None:
    made = of_three()
    line = pictures.timeline(made, made.transcripts[0], level=1)
    assert isinstance(line, Timeline)
    assert [lane.words for lane in line.lanes] == ["Nhận thức"]
    assert {mark.lane for mark in line.marks} == {0}


EMPTY = Study(Settings())
UNCODED = replace(of_three(), codings=())


@pytest.mark.parametrize("kind", [kind for kind in choosing.KINDS if kind != "timeline"])
@pytest.mark.parametrize("made", [EMPTY, UNCODED], ids=["empty", "uncoded"])
def test_where_there_is_nothing_to_draw_a_sentence_says_why(kind: str, made: Study) -> None:
    (found,) = choosing.pictures(made, kind, choosing.Wanted())
    assert isinstance(found, Nothing)
    assert found.why.endswith("vẽ.") or "chưa có" in found.why


def test_a_transcript_without_codings_says_so() -> None:
    found = pictures.timeline(UNCODED, UNCODED.transcripts[0], language="en")
    assert isinstance(found, Nothing)
    assert found.why == (
        "The transcript a has no coding that counts yet, so there is nothing to draw."
    )


def test_one_case_with_one_code_is_drawn() -> None:
    one = study({"a": {"type": "IDI"}}, (said(talk("a"), "awareness.channel"),))
    wanted = choosing.Wanted(transcripts=one.transcripts)
    kinds = [type(made) for made in choosing.pictures(one, "all", wanted)]
    assert kinds == [HeatMap, Bars, Curve, Nothing, Nothing, Timeline]


def test_labels_are_one_line_in_composed_letters_without_what_a_terminal_obeys() -> None:
    odd = Codebook("x", "1", (Code("a", Bilingual("Bô\u0323 đo\u0323i\n \x1b[2J", "")),))
    made = study({"a": {"type": "IDI"}}, (said(talk("a"), "a"),), book=odd)
    assert [row.words for row in heat_map(made).rows] == ["Bộ đọi [2J"]


def test_a_code_without_a_label_is_shown_by_its_id() -> None:
    bare = Codebook("x", "1", (Code("thu_nhap.thap", Bilingual("", "")),))
    made = study({"a": {"type": "IDI"}}, (said(talk("a"), "thu_nhap.thap"),), book=bare)
    assert [(row.words, row.family) for row in heat_map(made).rows] == [
        ("thu_nhap.thap", "thu_nhap")
    ]


@given(st.permutations(range(6)), st.permutations(range(3)))
def test_the_order_of_codings_and_cases_changes_no_number(
    codings: list[int], cases: list[int]
) -> None:
    made = of_three()
    shuffled = replace(
        made,
        codings=tuple(made.codings[at] for at in codings),
        cases=tuple(made.cases[at] for at in cases),
    )
    kept, other = heat_map(made), heat_map(shuffled)
    columns = [[column.words for column in one.columns] for one in (kept, other)]
    at = [columns[1].index(words) for words in columns[0]]
    assert kept.rows == other.rows
    assert kept.cells == tuple(tuple(line[place] for place in at) for line in other.cells)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(BOOK.codes)), max_size=12))
def test_parts_of_a_bar_add_up_to_cases_and_these_are_no_more_than_asked(
    pairs: list[tuple[str, Code]],
) -> None:
    codings = tuple(
        said(talk(name), code.id, at=at, valence=code.valence)
        for at, (name, code) in enumerate(pairs)
    )
    made = pictures.bars(study({name: {} for name in "abc"}, codings))
    if isinstance(made, Nothing):
        assert not pairs
        return
    assert isinstance(made, Bars)
    for row, counts, of in zip(made.rows, made.counts, made.of, strict=True):
        cases = {name for name, code in pairs if code.id == row.id}
        assert sum(counts) == len(cases) <= of <= 3


def test_pictures_are_plain_values_that_json_can_hold() -> None:
    wanted = choosing.Wanted(transcripts=of_three().transcripts)
    for made in choosing.pictures(of_three(), "all", wanted):
        assert json.loads(json.dumps(asdict(made), allow_nan=False))["about"]["language"] == "vi"
