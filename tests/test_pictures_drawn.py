"""Pictures → figures and text: the same everywhere, in right Vietnamese, with no need of colour."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from lxml import etree
from picture_studies import of_three, said, study, talk
from rich.cells import cell_len

from qualcode import pictures
from qualcode.model import Bilingual, Code, Codebook, Study
from qualcode.pictures import choosing, figures, text
from qualcode.pictures.figures import network, style
from qualcode.pictures.values import Bars, HeatMap, Network, Picture, Step

LETTERS = "Chẵn lẻ ợ ữ Đ"
ALPHABET = "ăằắặẳẵâầấậẩẫđêềếệểễôồốộổỗơờớợởỡưừứựửữìíịỉĩỳýỵỷỹĐƯƠ"
SVG = "{http://www.w3.org/2000/svg}"


def every(made: Study | None = None, **options: object) -> tuple[Picture, ...]:
    made = made or of_three()
    wanted = choosing.Wanted(transcripts=made.transcripts, within="turn", **options)  # type: ignore[arg-type]
    return choosing.pictures(made, "all", wanted)


def large() -> Study:
    """Fifty codes with long names, said by sixty cases in twenty groups."""
    codes = tuple(
        Code(
            f"f{at % 5}.c{at:02d}", Bilingual(f"Một nhãn mã khá là dài để phải xuống dòng {at}", "")
        )
        for at in range(50)
    )
    names = [f"t{at:02d}" for at in range(60)]
    there = {name: {"type": f"Nhóm người lao động {at % 20}"} for at, name in enumerate(names)}
    codings = tuple(
        said(talk(name), code.id, at=place % 40)
        for at, name in enumerate(names)
        for place, code in enumerate(codes)
        if (at * place) % 7 < 3
    )
    return study(there, codings, book=Codebook("lớn", "1", codes))


@pytest.fixture(scope="module")
def drawn() -> tuple[Picture, ...]:
    return every()


def test_the_same_picture_is_the_same_bytes(drawn: tuple[Picture, ...]) -> None:
    for one in drawn:
        assert figures.png(one) == figures.png(one)
        assert figures.svg(one) == figures.svg(one)


def test_a_users_own_settings_of_matplotlib_change_nothing() -> None:
    import matplotlib as mpl

    picture = every()[0]
    plain = figures.svg(picture)
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "svg.hashsalt": "x"}):
        assert figures.svg(picture) == plain


def test_no_file_says_when_it_was_made_or_with_what(drawn: tuple[Picture, ...]) -> None:
    for one in drawn:
        assert not re.search(r"20\d\d-\d\d|matplotlib v|<metadata", figures.svg(one).lower())
        assert b"matplotlib" not in figures.png(one).lower()


def test_the_font_has_every_letter_of_vietnamese() -> None:
    from matplotlib.font_manager import FontProperties, findfont
    from matplotlib.ft2font import FT2Font

    with figures.look():
        found = FT2Font(findfont(FontProperties(family=style.FONT)))
    letters = set(ALPHABET + ALPHABET.upper() + "−±●○·…“”")
    assert not [letter for letter in letters if not found.get_char_index(ord(letter))]


def test_letters_in_an_svg_file_are_shapes_so_that_no_font_can_spoil_them() -> None:
    tree = etree.fromstring(figures.svg(every()[0]).encode())
    assert not tree.findall(f".//{SVG}text")
    assert len(tree.findall(f".//{SVG}use")) > 50


def test_letters_in_a_page_are_text_that_can_be_searched() -> None:
    tree = etree.fromstring(figures.svg(every()[0], writing="text").encode())
    said_in = "".join(node.text or "" for node in tree.findall(f".//{SVG}text"))
    assert LETTERS in said_in


def test_an_svg_has_its_name_and_its_words_for_those_who_do_not_see_it(
    drawn: tuple[Picture, ...],
) -> None:
    for one in drawn:
        tree = etree.fromstring(figures.svg(one).encode())
        assert tree.get("role") == "img"
        assert (tree[0].tag, tree[0].text) == (f"{SVG}title", one.about.title)
        assert (tree[1].tag, (tree[1].text or "")[:12]) == (f"{SVG}desc", one.about.title[:12])


def test_dollar_signs_are_no_mathematics() -> None:
    book = Codebook("x", "1", (Code("a", Bilingual("dưới $100 và $200 < & >", "")),))
    made = study({"a": {"type": "IDI"}}, (said(talk("a"), "a"),), book=book)
    shown = figures.svg(every(made)[0], writing="text")
    assert "dưới $100 và $200 &lt; &amp; &gt;" in shown


def test_nothing_is_drawn_outside_the_paper(drawn: tuple[Picture, ...]) -> None:
    for one in (*drawn, *every(large())[:5]):
        made = figures.figure(one)
        wide, high = made.get_size_inches() * made.dpi
        for words in (words for axes in made.axes for words in axes.texts):
            box = words.get_window_extent()
            assert box.x0 >= 0, words.get_text()
            assert box.x1 <= wide + 1, words.get_text()
            assert box.y0 >= 0, words.get_text()
            assert box.y1 <= high, words.get_text()


def test_a_network_writes_no_name_over_another() -> None:
    made = every(large())[3]
    assert isinstance(made, Network)
    boxes = [words.get_window_extent() for words in figures.figure(made).axes[0].texts]
    names = boxes[: len(made.nodes) + 2]
    assert not [1 for one, other in combinations(names, 2) if one.overlaps(other)]


@pytest.mark.parametrize("count", [1, 2, 3, 7, 50])
def test_a_networks_places_are_on_a_circle_and_equally_far_apart_in_height(count: int) -> None:
    places, radius = network.layout(count)
    assert len(set(places)) == count
    assert all(x * x + y * y == pytest.approx(radius * radius) for x, y in places)
    right = [y for _, y in places[: (count + 1) // 2]]
    assert {round(b - a, 6) for a, b in pairwise(right)} <= {round(2 * radius / len(right), 6)}


def test_stronger_is_darker_also_in_grey() -> None:
    greys = [style.contrast(style.shade(at / 10), "#000000") for at in range(11)]
    assert greys == sorted(greys, reverse=True)
    assert len(set(greys)) == 11


def test_numbers_can_be_read_on_every_shade_and_part() -> None:
    papers = [style.shade(at / 100) for at in range(101)]
    papers += [colour for colour, _ in style.PARTS.values()]
    assert min(style.contrast(paper, style.ink(paper)) for paper in papers) >= 4.5


def test_parts_of_a_bar_differ_in_grey_or_by_their_hatch() -> None:
    for ids in (("barrier", "enabler", "mixed", "neutral"), ("confirmed", "proposed")):
        for one, other in combinations([style.PARTS[each] for each in ids], 2):
            assert one[1] != other[1] or style.contrast(one[0], other[0]) >= 1.5


@pytest.mark.parametrize("width", [80, 100])
def test_text_keeps_to_the_terminals_width(width: int, drawn: tuple[Picture, ...]) -> None:
    for one in (*drawn, *every(large()), *every(large(), top=0)):
        too_long = [line for line in text.lines(one, width) if cell_len(line) > width]
        assert not too_long


def test_text_has_no_colours_and_shows_vietnamese(drawn: tuple[Picture, ...]) -> None:
    for one in drawn:
        shown = "\n".join(text.lines(one))
        assert "\x1b" not in shown
    assert LETTERS in "\n".join(text.lines(drawn[0]))


def test_a_heat_map_as_text() -> None:
    made = pictures.heat_map(of_three(), by="type")
    assert text.lines(made, 80)[2:] == [
        "                      PVS     KII",
        "                      n=2     n=1",
        "Nhận thức",
        "  Chẵn lẻ ợ ữ Đ    ▒▒ 1/2  ╱╱ n/a",
        "  Kênh thông tin   ██ 2/2  ╱╱ n/a",
        "Chính sách",
        "  Hỗ trợ mức đóng  ██ 1/1  ╱╱ n/a",
        "",
        "0%  ░▒▓█ 100%: tỷ lệ nguồn được hỏi có nhắc tới   ╱╱ n/a: không hỏi",
    ]


def test_bars_as_text_show_those_asked_and_silent_as_dots() -> None:
    lines = text.lines(pictures.bars(of_three()), 80)
    assert "  Chẵn lẻ ợ ữ Đ   ███··· 1/2" in lines
    assert "  Hỗ trợ mức đóng ▚▚▚ 1/1" in lines


def test_many_columns_go_below_each_other_and_each_names_the_rows_again() -> None:
    made = pictures.heat_map(large(), by="type", columns=0, top=3)
    assert isinstance(made, HeatMap)
    lines = text.lines(made, 80)
    assert sum("n=3" in line for line in lines) > 1
    assert "\n".join(lines).count("n=3") == 20


def test_a_curve_of_more_cases_than_columns_is_drawn() -> None:
    made = next(one for one in every() if isinstance(one, pictures.Curve))
    steps = tuple(
        Step(f"t{at}", min(at, 40), min(at, 39), min(at, 30), 41) for at in range(1, 1001)
    )
    lines = text.lines(replace(made, steps=steps), 80)
    assert max(map(cell_len, lines)) <= 80
    assert any(line.endswith("1000") for line in lines)


def test_a_timeline_as_text_signs_each_direction_and_shades_the_interviewer() -> None:
    made = of_three()
    lines = text.lines(pictures.timeline(made, made.transcripts[1]), 80)
    assert any(line.startswith("người phỏng vấn") and "░" in line for line in lines)
    subsidy = next(line for line in lines if line.startswith("  Hỗ trợ mức đóng"))
    assert "+" in subsidy
    assert "−" in subsidy


def test_where_there_is_nothing_every_way_of_drawing_says_so_without_axes() -> None:
    made = replace(of_three(), codings=())
    nothing = pictures.bars(made)
    assert isinstance(nothing, pictures.Nothing)
    assert nothing.why in " ".join(text.lines(nothing))
    figure = figures.figure(nothing)
    assert [axes.axison for axes in figure.axes] == [False]
    assert "nên chưa có gì" in figures.svg(nothing, writing="text")


def test_a_case_with_hundreds_of_references_is_no_wider_than_its_bar() -> None:
    made = of_three()
    bars = pictures.bars(made)
    assert isinstance(bars, Bars)
    thousand = replace(bars, counts=((400, 100, 0),), of=(1000,), rows=bars.rows[:1])
    (line,) = [line for line in text.lines(thousand, 80) if line.endswith("500/1000")]
    assert cell_len(line) <= 80
    assert line.count("█") == pytest.approx(4 * line.count("▚"), abs=3)
