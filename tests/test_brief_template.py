"""The client's own .pptx: its look is kept, its slides are not, and a bad one is told in a line."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from brief_studies import sample
from lxml import etree
from pptx import Presentation
from pptx.util import Emu, Inches

from qualcode import brief
from qualcode.brief import Slide
from qualcode.errors import StudyError

SECTIONS = (
    '<p:extLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:ext '
    'uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst xmlns:p14="http://schemas.'
    'microsoft.com/office/powerpoint/2010/main"><p14:section name="A" id="{00000000-0000-0000-'
    '0000-000000000001}"><p14:sldIdLst><p14:sldId id="256"/></p14:sldIdLst></p14:section>'
    "</p14:sectionLst></p:ext></p:extLst>"
)


@cache
def slides() -> tuple[Slide, ...]:
    return brief.slides(sample())


def template(path: Path, *, wide: bool = False, font: str = "Calibri", few: bool = False) -> Path:
    """A template with a slide of its own, in 4:3 or 16:9, its layouts renamed."""
    deck: Any = Presentation()
    if wide:
        deck.slide_width = Emu(12192000)
    own = deck.slides.add_slide(deck.slide_layouts[1])
    own.shapes.title.text = "Của khách hàng"
    deck.part._element.append(etree.fromstring(SECTIONS))
    for number, layout in enumerate(list(deck.slide_layouts)):
        layout.name = f"Khung {number}"
        if few and number not in {0, 1}:
            deck.slide_layouts.remove(layout)
    for relation in deck.slide_master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            theme = relation.target_part
            theme._blob = re.sub(
                rb'latin typeface="[^"]+"', f'latin typeface="{font}"'.encode(), theme.blob
            )
    deck.save(str(path))
    return path


def read(path: Path) -> Any:
    return Presentation(str(path))


@pytest.mark.parametrize("tongue", ["vi", "both"])
@pytest.mark.parametrize(("wide", "few"), [(False, False), (True, False), (False, True)])
def test_slides_take_the_templates_size_and_layouts(
    wide: bool,  # noqa: FBT001 - a parameter of the test
    few: bool,  # noqa: FBT001 - a parameter of the test
    tongue: Any,
    tmp_path: Path,
) -> None:
    client = template(tmp_path / "mẫu.pptx", wide=wide, few=few)
    written = brief.write(slides(), tmp_path / "b.pptx", tongue, client)
    deck = read(written.path)
    assert written.overflowing == ()
    assert deck.slide_width == read(client).slide_width
    assert len(deck.slides) == len(slides())
    for made in deck.slides:
        assert made.slide_layout.name.startswith("Khung")
        assert made.shapes.title.text_frame.text
        for shape in made.shapes:
            if shape.left is not None:
                assert shape.left + shape.width <= deck.slide_width
                assert shape.top + shape.height <= deck.slide_height


def test_the_title_slide_and_sentences_stand_in_the_templates_own_places(tmp_path: Path) -> None:
    client = template(tmp_path / "t.pptx")
    deck = read(brief.write(slides(), tmp_path / "b.pptx", "vi", client).path)
    first, second, third, *_ = deck.slides
    assert [one.placeholder_format.type.name for one in first.placeholders][:2] == [
        "CENTER_TITLE",
        "SUBTITLE",
    ]
    assert "OBJECT" in [one.placeholder_format.type.name for one in second.placeholders]
    assert {one.placeholder_format.type.name for one in third.placeholders} == {
        "TITLE",
        "SLIDE_NUMBER",
    }


def test_the_templates_own_slides_are_taken_out_and_that_is_said(tmp_path: Path) -> None:
    client = template(tmp_path / "t.pptx")
    before = client.read_bytes()
    written = brief.write(slides(), tmp_path / "b.pptx", "vi", client)
    assert "1 trang mẫu" in written.told[0].vi
    with ZipFile(written.path) as packed:
        words = b"".join(packed.read(name) for name in packed.namelist()).decode("utf-8", "replace")
        count = sum(name.startswith("ppt/slides/slide") for name in packed.namelist())
    assert "Của khách hàng" not in words
    assert "sectionLst" not in words
    assert count == len(slides())
    assert client.read_bytes() == before


def test_the_templates_font_is_kept_and_told_if_it_may_lack_vietnamese(tmp_path: Path) -> None:
    client = template(tmp_path / "t.pptx", font="Gill Sans MT")
    written = brief.write(slides(), tmp_path / "b.pptx", "vi", client)
    assert any("Gill Sans MT" in one.en for one in written.told)
    for made in read(written.path).slides:
        assert not made._element.findall(".//{*}rPr/{*}latin")
    fine = brief.write(slides(), tmp_path / "c.pptx", "vi", template(tmp_path / "u.pptx"))
    assert not any("font" in one.en for one in fine.told)


def test_a_layout_without_a_title_still_gives_a_slide(tmp_path: Path) -> None:
    deck: Any = Presentation()
    for layout in list(deck.slide_layouts)[:-5]:
        if len(deck.slide_layouts) > 1 and layout.name != "Blank":
            deck.slide_layouts.remove(layout)
    for layout in list(deck.slide_layouts):
        if layout.name != "Blank":
            deck.slide_layouts.remove(layout)
    deck.save(str(tmp_path / "t.pptx"))
    written = brief.write(slides(), tmp_path / "b.pptx", "vi", tmp_path / "t.pptx")
    assert all(
        any(shape.name == "title" for shape in made.shapes) for made in read(written.path).slides
    )


def test_a_very_low_title_box_makes_the_headline_smaller(tmp_path: Path) -> None:
    client = template(tmp_path / "t.pptx")
    deck = read(client)
    for shape in deck.slide_master.placeholders:
        if shape.placeholder_format.type.name == "TITLE":
            shape.height = Inches(0.7)
    deck.save(str(client))
    written = brief.write(slides(), tmp_path / "b.pptx", "vi", client)
    assert written.overflowing == ()
    sizes = {
        made.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt
        for made in list(read(written.path).slides)[2:7]
    }
    assert max(sizes) < 30


def test_a_template_file_in_potx_is_taken(tmp_path: Path) -> None:
    client = template(tmp_path / "t.pptx")
    packed = BytesIO()
    with ZipFile(client) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name).replace(
                b"presentationml.presentation.main", b"presentationml.template.main"
            )
            target.writestr(name, content)
    potx = tmp_path / "t.potx"
    potx.write_bytes(packed.getvalue())
    path = brief.write(slides(), tmp_path / "b.pptx", "vi", potx).path
    assert len(read(path).slides) == len(slides())


def packed(*files: tuple[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


BAD = {
    "empty": b"",
    "text": b"xin chao",
    "cut": packed(("[Content_Types].xml", b"x" * 5000))[:200],
    "word": packed(("[Content_Types].xml", b"<a/>"), ("word/document.xml", b"<a/>")),
    "bomb": packed(
        ("[Content_Types].xml", b"<a/>"), ("ppt/presentation.xml", b"<a>" + b" " * 60_000_000)
    ),
    "entities": packed(
        ("[Content_Types].xml", b"<a/>"),
        ("ppt/presentation.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ),
    "nonsense": packed(("[Content_Types].xml", b"<a/>"), ("ppt/presentation.xml", b"<a/>")),
    "broken xml": packed(("[Content_Types].xml", b"<a"), ("ppt/presentation.xml", b"<a/>")),
    "password": bytes.fromhex("d0cf11e0a1b11ae1")
    + b"\0" * 600
    + "EncryptedPackage".encode("utf-16-le"),
    "macros": packed(
        (
            "[Content_Types].xml",
            b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
        ),
        ("ppt/presentation.xml", b"<a/>"),
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_template_is_told_in_one_line(name: str, tmp_path: Path) -> None:
    client = tmp_path / "mẫu.pptx"
    client.write_bytes(BAD[name])
    with pytest.raises(StudyError) as caught:
        brief.write(slides()[:1], tmp_path / "b.pptx", "vi", client)
    (problem,) = caught.value.problems
    assert problem.where == str(client)
    assert "\n" not in problem.message.vi
    assert "template" in problem.message.en
    assert not (tmp_path / "b.pptx").exists()


def test_a_template_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no such template"):
        brief.write((), tmp_path / "b.pptx", "vi", tmp_path / "nosuch.pptx")
