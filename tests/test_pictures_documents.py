"""Pictures → Word, PowerPoint and HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from picture_studies import of_three
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE

from qualcode import pictures
from qualcode.errors import StudyError
from qualcode.pictures import choosing
from qualcode.pictures.values import Picture

LETTERS = "Chẵn lẻ ợ ữ Đ"
TITLE = "Nghiên cứu ẵ ợ ữ Đ <&> \x07"


def every() -> tuple[Picture, ...]:
    made = of_three()
    return choosing.pictures(
        made, "all", choosing.Wanted(transcripts=made.transcripts[:1], within="turn")
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pictures")
    for name in ("all.docx", "all.pptx", "all.html"):
        pictures.write(every(), TITLE, made / name)
    return made


def test_word_has_each_picture_with_caption_n_and_words_for_those_who_do_not_see_it(
    folder: Path,
) -> None:
    document = Document(str(folder / "all.docx"))
    told = [paragraph.text for paragraph in document.paragraphs]
    captions = [p for p in document.paragraphs if p.style and p.style.name == "Caption"]
    assert len(document.inline_shapes) == len(captions) == 6
    for shape, made in zip(document.inline_shapes, every(), strict=True):
        named = shape._inline.docPr
        assert named.get("title") == made.about.title
        assert named.get("descr").startswith(made.about.title)
        assert made.about.caption in told
        assert shape.width.mm <= 160
    assert told[0] == "Nghiên cứu ẵ ợ ữ Đ <&> "


def test_words_captions_are_numbered_by_word_itself(folder: Path) -> None:
    with ZipFile(folder / "all.docx") as packed:
        body = packed.read("word/document.xml").decode()
    assert re.findall(r'w:instr="(SEQ [^"]+)"', body) == [r"SEQ Hình \* ARABIC"] * 6


def test_powerpoint_has_a_slide_a_picture_with_its_headline_as_title(folder: Path) -> None:
    deck = Presentation(str(folder / "all.pptx"))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles == [made.about.headline or made.about.title for made in every()]


def test_powerpoint_has_charts_to_edit_where_it_has_the_kind(folder: Path) -> None:
    deck = Presentation(str(folder / "all.pptx"))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert [chart.chart_type for chart in charts] == [XL_CHART_TYPE.BAR_STACKED, XL_CHART_TYPE.LINE]
    assert list(charts[0].plots[0].categories) == [
        "NHẬN THỨC",
        "Kênh thông tin (2/2)",
        f"{LETTERS} (1/2)",
        "CHÍNH SÁCH",
        "Hỗ trợ mức đóng (1/1)",
    ]
    values = {series.name: tuple(series.values) for series in charts[0].plots[0].series}
    assert values["cản trở (−)"] == (None, 0, 1, None, 0)
    assert values["được hỏi mà không nhắc tới"] == (None, 0, 1, None, 0)
    # The workbook within is what PowerPoint opens when somebody edits the chart's data.
    workbook = charts[0].part.chart_workbook.xlsx_part.blob
    assert workbook.startswith(b"PK")


def test_every_drawing_on_a_slide_has_its_words(folder: Path) -> None:
    deck = Presentation(str(folder / "all.pptx"))
    for slide, made in zip(deck.slides, every(), strict=True):
        (drawing,) = [
            shape
            for shape in slide.shapes
            if shape.has_chart or shape.shape_type == MSO_SHAPE_TYPE.PICTURE
        ]
        described = drawing._element.xpath("./*/p:cNvPr")[0].get("descr")
        assert described.startswith(made.about.title)
        assert drawing.left + drawing.width <= deck.slide_width
        assert drawing.top + drawing.height <= deck.slide_height
        assert made.about.caption in slide.notes_slide.notes_text_frame.text


class Page(HTMLParser):
    """What a page has, and whether its tags are closed in order."""

    VOID = ("meta",)

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag, its id and its links."""
        found = dict(attrs)
        self.tags.append((tag, found))
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found[k] or "" for k in ("href", "src", "xlink:href") if k in found]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag that is closed at once."""
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Hold that what was opened last is closed first."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note what is shown."""
        self.text.append(data)


@pytest.fixture(scope="module")
def page(folder: Path) -> Page:
    parsed = Page()
    parsed.feed((folder / "all.html").read_text("utf-8"))
    return parsed


def test_a_page_is_whole_and_needs_no_other_file(page: Page, folder: Path) -> None:
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    shown = (folder / "all.html").read_text("utf-8")
    assert not re.search(r"<script|@import|url\((?!#)", shown)
    assert set(re.findall(r'https?://[^"\s]+', shown)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert set(re.findall(r"url\(#([^)]+)\)", shown)) <= set(page.ids)


def test_a_pages_drawings_are_images_with_a_name_and_a_table_of_their_numbers(page: Page) -> None:
    drawings = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert len(drawings) == 6
    for attributes in drawings:
        assert attributes["role"] == "img"
        assert set((attributes["aria-labelledby"] or "").split()) <= set(page.ids)
    assert sum(tag == "table" for tag, _ in page.tags) == 6
    assert [attributes for tag, attributes in page.tags if tag == "html"] == [{"lang": "vi"}]


def test_a_page_shows_vietnamese_and_what_is_typed_as_it_is(page: Page) -> None:
    assert LETTERS in page.text
    assert "Nghiên cứu ẵ ợ ữ Đ <&>" in "".join(page.text)
    assert "n/a" in page.text


@pytest.mark.parametrize("name", ["all.docx", "all.pptx", "all.html"])
def test_the_same_pictures_are_the_same_file(name: str, folder: Path, tmp_path: Path) -> None:
    pictures.write(every(), TITLE, tmp_path / name)
    assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_a_folder_gets_each_picture_twice_under_names_of_their_own(tmp_path: Path) -> None:
    twice = (*every()[:1], *every()[:1])
    written = pictures.write(twice, TITLE, tmp_path / "hình")
    assert [path.name for path in written] == [
        "heatmap_type.png",
        "heatmap_type.svg",
        "heatmap_type_2.png",
        "heatmap_type_2.svg",
    ]
    assert all(path.stat().st_size > 1000 for path in written)


def test_a_picture_file_holds_one_picture(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="folder"):
        pictures.write(every(), TITLE, tmp_path / "all.png")


def test_where_there_is_nothing_documents_say_so(tmp_path: Path) -> None:
    from dataclasses import replace

    empty = pictures.bars(replace(of_three(), codings=()))
    assert isinstance(empty, pictures.Nothing)
    for name in ("x.docx", "x.pptx", "x.html"):
        pictures.write([empty], TITLE, tmp_path / name)
    assert empty.why in [p.text for p in Document(str(tmp_path / "x.docx")).paragraphs]
    (slide,) = Presentation(str(tmp_path / "x.pptx")).slides
    assert empty.why in [s.text_frame.text for s in slide.shapes if s.has_text_frame]
    assert empty.why in (tmp_path / "x.html").read_text("utf-8")
