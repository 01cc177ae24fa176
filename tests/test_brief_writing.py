"""A brief's slides → PowerPoint: what can be read back from the file."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from brief_studies import labelled, of_people, sample
from openpyxl import load_workbook
from picture_studies import of_three
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from qualcode import brief
from qualcode.brief import Chart, Quotes, Slide, Written
from qualcode.brief.writing import measuring
from qualcode.model import Tongue

NAMESPACE = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TONGUES: tuple[Tongue, ...] = ("vi", "en", "both")
HOSTILE = (
    "=1+1",
    "<b>đậm</b> & {{ x }}",
    "trước\x07sau\x0b",
    "Nghe\u0302 sĩ 😀 \u200d",
    "{=1+1}",
    "https://ví.dụ/a?b=1&c=2",
)


@cache
def slides() -> tuple[Slide, ...]:
    return brief.slides(sample())


@pytest.fixture(scope="module", params=TONGUES)
def written(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Written, Tongue]:
    """The sample's brief in each language."""
    path = tmp_path_factory.mktemp("brief") / "brief.pptx"
    return brief.write(slides(), path, request.param), request.param


def read(path: Path) -> Any:
    return Presentation(str(path))


def charts(deck: Any) -> list[Any]:
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def test_nothing_leaves_its_box(written: tuple[Written, Tongue]) -> None:
    assert written[0].overflowing == ()


def test_every_slide_has_a_title_a_number_and_notes(written: tuple[Written, Tongue]) -> None:
    deck = read(written[0].path)
    assert len(deck.slides) == len(slides())
    for made, slide in zip(deck.slides, slides(), strict=True):
        title = made.shapes.title.text_frame.text
        assert title.startswith(slide.headline.say("en" if written[1] == "en" else "vi"))
        assert made.notes_slide.notes_text_frame.text.strip()
        fields = [
            one for one in made._element.iter(f"{NAMESPACE}fld") if one.get("type") == "slidenum"
        ]
        assert len(fields) == 1


def test_every_shape_stands_on_its_slide(written: tuple[Written, Tongue]) -> None:
    deck = read(written[0].path)
    for made in deck.slides:
        for shape in made.shapes:
            if shape.left is not None and not shape.is_placeholder:
                assert shape.left >= 0
                assert shape.top >= 0
                assert shape.left + shape.width <= deck.slide_width
                assert shape.top + shape.height <= deck.slide_height


def test_no_two_shapes_below_the_title_overlap(written: tuple[Written, Tongue]) -> None:
    for made in read(written[0].path).slides:
        shapes = [one for one in made.shapes if not one.is_placeholder and one.name != "line"]
        for at, one in enumerate(shapes):
            for other in shapes[at + 1 :]:
                beside = one.left + one.width <= other.left or other.left + other.width <= one.left
                below = one.top + one.height <= other.top or other.top + other.height <= one.top
                assert beside or below, (made.shapes.title.text_frame.text, one.name, other.name)


def test_charts_are_powerpoints_own_with_the_slides_numbers(
    written: tuple[Written, Tongue],
) -> None:
    shown = [one for slide in slides() for one in slide.parts if isinstance(one, Chart)]
    found = charts(read(written[0].path))
    assert len(found) == len(shown) >= 6
    for chart, values in zip(found, shown, strict=True):
        series = [tuple(one.values) for one in chart.plots[0].series]
        assert series == [one.values for one in values.series]
        names = [str(each) for each in chart.plots[0].categories]
        assert len(names) == len(values.categories)
        assert all(
            name.strip().endswith(counted)
            for name, counted in zip(names, values.counted, strict=True)
        )


def test_charts_and_tables_are_told_in_words(written: tuple[Written, Tongue]) -> None:
    for made in read(written[0].path).slides:
        for shape in made.shapes:
            if shape.has_chart or shape.has_table:
                assert len(shape._element.nvGraphicFramePr.cNvPr.get("descr")) > 20


def test_every_run_says_its_language(written: tuple[Written, Tongue]) -> None:
    runs = [
        run for made in read(written[0].path).slides for run in made._element.iter(f"{NAMESPACE}r")
    ]
    found = {run.find(f"{NAMESPACE}rPr").get("lang") for run in runs}
    assert found <= {"vi-VN", "en-GB"}
    # Untranslated quotes stay Vietnamese; ids have no language of their own.
    assert len(runs) > 100


def test_a_slide_shows_three_quotes_at_most_with_their_ids(
    written: tuple[Written, Tongue],
) -> None:
    for made, slide in zip(read(written[0].path).slides, slides(), strict=True):
        for part in slide.parts:
            if isinstance(part, Quotes):
                (box,) = (one for one in made.shapes if one.name == "quotes")
                shown = [one for one in part.spoken if f"[{one.id}]" in box.text_frame.text]
                assert 1 <= len(shown) <= 3
                assert all(one.id in made.notes_slide.notes_text_frame.text for one in part.spoken)


def test_with_both_languages_the_english_headline_stands_smaller_below(tmp_path: Path) -> None:
    path = brief.write(slides(), tmp_path / "b.pptx", "both").path
    first, second = read(path).slides[3].shapes.title.text_frame.paragraphs
    assert second.runs[0].font.size < first.runs[0].font.size
    assert [one.runs[0]._r.rPr.get("lang") for one in (first, second)] == ["vi-VN", "en-GB"]


def test_the_same_slides_give_the_same_bytes(tmp_path: Path) -> None:
    paths = [brief.write(slides(), tmp_path / name, "both").path for name in ("a.pptx", "b.pptx")]
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_an_untouched_brief_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "brief.pptx"
    brief.write(slides(), path, "vi")
    again = brief.write(slides(), path, "en")
    assert (again.path, again.told) == (path, ())
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_brief_that_somebody_edited_is_left_and_the_new_one_stands_beside(
    tmp_path: Path,
) -> None:
    path = tmp_path / "brief.pptx"
    brief.write(slides(), path)
    edited = read(path)
    edited.slides[0].shapes.title.text_frame.text = "Của tôi"
    edited.save(str(path))
    before = path.read_bytes()
    second = brief.write(slides(), path)
    assert second.path == tmp_path / "brief2.pptx"
    assert "brief.pptx" in second.told[0].en
    assert path.read_bytes() == before
    third = brief.write(slides(), path)
    assert third.path == second.path


def test_a_file_that_is_not_ours_is_left(tmp_path: Path) -> None:
    path = tmp_path / "brief.pptx"
    path.write_bytes(b"somebody's")
    assert brief.write(brief.slides(of_three()), path).path.name == "brief2.pptx"
    assert path.read_bytes() == b"somebody's"


@pytest.mark.parametrize("tongue", TONGUES)
def test_labels_may_hold_anything(tongue: Tongue, tmp_path: Path) -> None:
    written = brief.write(brief.slides(labelled(*HOSTILE)), tmp_path / "b.pptx", tongue)
    assert written.overflowing == ()
    with ZipFile(written.path) as packed:
        for name in packed.namelist():
            if name.endswith(".xlsx"):
                for sheet in load_workbook(BytesIO(packed.read(name))):
                    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
                    assert "f" not in kinds
    words = "\n".join(
        shape.text_frame.text
        for slide in read(written.path).slides
        for shape in slide.shapes
        if shape.has_text_frame
    )
    assert "<b>đậm</b> & {{ x }}" in words


@pytest.mark.parametrize("tongue", TONGUES)
def test_labels_of_forty_thousand_letters_still_fit(tongue: Tongue, tmp_path: Path) -> None:
    study = labelled("x" * 40_000, "từ " * 13_000, "ngắn")
    named = replace(study.settings, title=replace(study.settings.title, vi="dài " * 9_000))
    made = brief.slides(replace(study, settings=named))
    assert brief.write(made, tmp_path / "b.pptx", tongue).overflowing == ()


def test_a_small_study_has_no_empty_placeholders(tmp_path: Path) -> None:
    path = brief.write(brief.slides(of_people(1, 0)), tmp_path / "b.pptx").path
    for slide in read(path).slides:
        for shape in slide.placeholders:
            assert shape.has_text_frame
            assert shape.text_frame.text
        assert all(shape.shape_type != MSO_SHAPE_TYPE.PICTURE for shape in slide.shapes)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        "Khảo sát, câu trả lời mở / Survey, open answers",
        "13 trong 16 nguồn được hỏi nói tới “Không biết, chưa nghe”",
        "thống nhất một phần / Partial agreement",
    ],
)
def test_words_have_room_in_the_wide_font_that_stands_in_for_a_missing_one(
    words: str, *, bold: bool
) -> None:
    from matplotlib import get_data_path
    from PIL import ImageFont

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    wide = ImageFont.truetype(str(Path(get_data_path()) / "fonts" / "ttf" / name), 1000)
    assert measuring.width(words, 1000, "Calibri", bold=bold) >= wide.getlength(words)


def test_with_both_languages_a_quote_without_english_says_so(tmp_path: Path) -> None:
    path = brief.write(slides(), tmp_path / "b.pptx", "both").path
    untranslated = [
        (place, one)
        for place, slide in enumerate(slides())
        for part in slide.parts
        if isinstance(part, Quotes)
        for one in part.spoken[:1]
        if not one.translation
    ]
    assert untranslated
    for place, one in untranslated:
        (box,) = (each for each in read(path).slides[place].shapes if each.name == "quotes")
        (line,) = (each for each in box.text_frame.text.split("\n") if f"[{one.id}]" in each)
        assert "(not translated yet)" in line
