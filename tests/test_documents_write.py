"""A document becomes a Word file that looks as if a careful person had made it."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from word_documents import NAMESPACES, controls, parts, quotation, report, table, tree, w, words

from qualcode import documents
from qualcode.documents.values import (
    Cell,
    Contents,
    Document,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Part,
    Table,
)
from qualcode.errors import StudyError
from qualcode.pictures.values import About, Bars, Row
from qualcode.pictures.values import Part as Stretch


def written(document: Document, folder: Path) -> Path:
    path = folder / "report.docx"
    documents.write(document, path)
    return path


def test_pages_are_a4_in_arial_and_numbered_with_their_total(tmp_path: Path) -> None:
    path = written(report(), tmp_path)
    section = docx.Document(str(path)).sections[0]
    fonts = tree(path, "word/styles.xml").find(".//w:rPrDefault//w:rFonts", NAMESPACES)
    footer = tree(path, "word/footer1.xml")
    codes = [each.get(w("instr")).strip() for each in footer.iter(w("fldSimple"))]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert {fonts.get(w(script)) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Arial"}
    assert codes == ["PAGE", "NUMPAGES"]


def test_the_contents_list_every_heading_with_a_link_to_it(tmp_path: Path) -> None:
    root = tree(written(report(), tmp_path))
    links = controls(root)["contents"].findall(".//w:hyperlink", NAMESPACES)
    named = {mark.get(w("name")): words(mark.getparent()) for mark in root.iter(w("bookmarkStart"))}

    assert [named[link.get(w("anchor"))] for link in links] == [
        "1 Giới thiệu",
        "2 Người lao động",
        "3 Kết luận",
    ]
    assert all(words(link).startswith(named[link.get(w("anchor"))]) for link in links)
    codes = "".join(each.text for each in controls(root)["contents"].iter(w("instrText")))
    assert codes.split()[0] == "TOC"
    assert codes.count("PAGEREF") == 3


def test_each_part_of_ours_is_one_control_and_no_other_part_is_in_one(tmp_path: Path) -> None:
    path = written(report(), tmp_path)
    root = tree(path)
    held = controls(root)
    numbers = [each.find("w:sdtPr/w:id", NAMESPACES).get(w("val")) for each in root.iter(w("sdt"))]

    assert set(held) == {
        "field.title",
        "field.subtitle",
        "contents",
        "intro:counts",
        "workers:quotes",
    }
    assert len(numbers) == len(set(numbers))
    assert "viết ở đây" not in "".join(map(words, held.values()))


def test_a_long_id_still_makes_a_tag_that_word_takes(tmp_path: Path) -> None:
    long = "a" * 59 + "é"
    path = written(Document("T", (Part(long, (Paragraph("x"),)),)), tmp_path)

    assert all(len(f"qc:{tag}") <= 64 for tag in controls(tree(path)))
    assert documents.renew(Document("T", (Part(long, (Paragraph("y"),)),)), path).made == (long,)


def test_captions_are_numbered_by_fields_under_bookmarks(tmp_path: Path) -> None:
    tables = Part("a:tables", (table("Một"), table("Hai")))
    root = tree(written(report(more=(tables,)), tmp_path))
    codes = [each.text.strip() for each in root.iter(w("instrText")) if "SEQ" in each.text]
    captions = [
        words(each.getparent().getparent())
        for each in root.iter(w("pStyle"))
        if each.get(w("val")) == "Caption"
    ]
    names = {each.get(w("name")) for each in root.iter(w("bookmarkStart"))}

    assert codes == [r"SEQ Bảng \* ARABIC"] * 3
    assert captions == ["Bảng 1. Số đếm", "Bảng 2. Một", "Bảng 3. Hai"]
    assert {"qc_intro_counts", "qc_a_tables", "qc_a_tables_2"} <= names


def test_bookmarks_are_numbered_apart_and_each_one_ends(tmp_path: Path) -> None:
    root = tree(written(report(), tmp_path))
    starts = [each.get(w("id")) for each in root.iter(w("bookmarkStart"))]
    ends = [each.get(w("id")) for each in root.iter(w("bookmarkEnd"))]

    assert len(starts) == len(set(starts))
    assert sorted(starts) == sorted(ends)


def test_a_tables_headings_come_again_on_each_page_and_no_row_is_split(tmp_path: Path) -> None:
    made = tree(written(report(), tmp_path)).find(".//w:tbl", NAMESPACES)
    rows = made.findall("w:tr", NAMESPACES)

    assert rows[0].find("w:trPr/w:tblHeader", NAMESPACES) is not None
    assert all(row.find("w:trPr/w:cantSplit", NAMESPACES) is not None for row in rows)


def test_a_caption_stays_with_its_table(tmp_path: Path) -> None:
    made = tree(written(report(), tmp_path)).find(".//w:tbl", NAMESPACES)
    head = made.find("w:tr", NAMESPACES)

    assert made.getprevious().find("w:pPr/w:keepNext", NAMESPACES) is not None
    assert all(each.find("w:pPr/w:keepNext", NAMESPACES) is not None for each in head.iter(w("p")))


def test_dark_cells_have_white_letters(tmp_path: Path) -> None:
    dark = Table("T", ("A",), ((Cell("x", fill="1F4E79"),), (Cell("y", fill="FFFFFF"),)))
    root = tree(written(Document("T", (Part("a", (dark,)),)), tmp_path))
    colours = [each.get(w("val")) for each in root.find(".//w:tbl", NAMESPACES).iter(w("color"))]

    assert colours == ["FFFFFF"]


def test_a_quotation_in_english_has_the_original_in_a_footnote(tmp_path: Path) -> None:
    english = quotation("Tiền đâu mà đóng.", "en", "Where would the money come from?")
    path = written(report(quotes=(english,)), tmp_path)
    root, notes = tree(path), tree(path, "word/footnotes.xml")
    reference = next(root.iter(w("footnoteReference")))
    note = notes.find(f"w:footnote[@w:id='{reference.get(w('id'))}']", NAMESPACES)

    assert "“Where would the money come from?”" in words(root)
    assert "Tiền đâu" not in words(root)
    assert "“Tiền đâu mà đóng.”" in words(note)
    assert [each.get(w("type")) for each in notes][:2] == ["separator", "continuationSeparator"]
    assert b"footnotes+xml" in parts(path)["[Content_Types].xml"]


def test_a_quotation_without_translation_is_told_from_a_translated_one(tmp_path: Path) -> None:
    root = tree(written(report(quotes=(quotation(tongue="en"),)), tmp_path))

    assert "“Tiền đâu mà đóng.” [not yet translated]" in words(root)
    assert not list(root.iter(w("footnoteReference")))


def test_two_languages_stand_side_by_side(tmp_path: Path) -> None:
    both = quotation("Tiền đâu.", "both", "What money?")
    root = tree(written(report(quotes=(both, both)), tmp_path))
    grid = controls(root)["workers:quotes"].find(".//w:tbl", NAMESPACES)
    cells = [words(cell) for cell in grid.iter(w("tc"))]

    assert cells[:2] == ["“Tiền đâu.”", "“What money?”"]
    assert len(cells) == 8
    assert grid.find("w:tblPr/w:tblBorders", NAMESPACES) is None


@pytest.mark.parametrize("tongue", ["vi", "en", "both"])
def test_each_run_says_its_language(tmp_path: Path, tongue: str) -> None:
    quotes = (quotation("Tiền đâu.", tongue, "What money?"),)  # type: ignore[arg-type]
    root = tree(written(report(quotes=quotes), tmp_path))
    spoken = {
        words(run): run.find("w:rPr/w:lang", NAMESPACES).get(w("val"))
        for run in root.iter(w("r"))
        if words(run).strip(" —/")
    }

    assert spoken.get("“Tiền đâu.”", "vi-VN") == "vi-VN"
    assert spoken.get("“What money?”", "en-GB") == "en-GB"


def test_the_id_and_the_mark_stand_below_a_quotation(tmp_path: Path) -> None:
    assert "[t1:T001:1 ● Lan]" in words(tree(written(report(), tmp_path)))


def test_a_figure_has_words_in_its_place_and_its_caption_below(tmp_path: Path) -> None:
    about = About("bars", "bars", "Rào cản & cản trở", "Thu nhập thấp nhất.", "n = 8")
    rows, stretches = (Row("income", "Thu nhập"),), (Stretch("barrier", "cản trở"),)
    picture = Bars(about, rows, stretches, ((5,),), (8,), "nguồn")
    figure = Part("a:chart", (Figure(picture, "Rào cản"),))
    path = written(report(more=(figure,)), tmp_path)
    held = controls(tree(path))["a:chart"]
    named = next(each for each in held.iter() if etree.QName(each).localname == "docPr")
    said = [words(each) for each in held.iter(w("p"))]

    assert "Rào cản & cản trở." in named.get("descr")
    assert said[1] == "Hình 1. Rào cản"
    assert said[-1] == "n = 8"
    assert sum(name.startswith("word/media/") for name in parts(path)) == 1

    documents.renew(report(), path)
    assert not any(name.startswith("word/media/") for name in parts(path))


def test_a_page_that_begins_leaves_no_empty_one_above_it(tmp_path: Path) -> None:
    pages = (
        Part("a", (Paragraph("Một"), PageBreak())),
        Part("b", (Heading("Hai"), PageBreak(), Paragraph("Ba")), ours=False),
    )
    root = tree(written(Document("T", pages), tmp_path))
    begin = [words(each.getparent().getparent()) for each in root.iter(w("pageBreakBefore"))]

    assert begin == ["Hai", "Ba"]
    assert not list(root.iter(w("br")))


def test_headings_of_a_long_text_are_listed_on_later_and_later_pages(tmp_path: Path) -> None:
    chapters = tuple(
        Part(f"c{number}", (Heading(f"Chương {number}"), Paragraph("Lời dài. " * 400)), ours=False)
        for number in range(6)
    )
    first = Part("contents", (Contents("Mục lục"),))
    root = tree(written(Document("T", (first, *chapters)), tmp_path))
    lines = controls(root)["contents"].findall(".//w:hyperlink", NAMESPACES)
    shown = [int(words(each).rsplit(" ", 1)[1][1:]) for each in lines]

    assert shown == sorted(shown)
    assert shown[0] == 1
    assert 3 < shown[-1] < 8


def test_any_words_are_written_and_read_back(tmp_path: Path) -> None:
    hostile = "=1+1 <b> & {{ title }} \x0b\x00 😀 {% for %} “”\n2\tx" + "dài " * 10_000
    path = written(report(quotes=(quotation(hostile),)), tmp_path)
    text = words(tree(path))

    assert "=1+1 <b> & {{ title }}  😀 {% for %} “”2x" in text
    assert "dài " * 10_000 in text
    docx.Document(str(path))


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_words_break_the_file(tmp_path_factory: pytest.TempPathFactory, a: str, b: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    document = Document(a, (Part("x", (Heading(b), Paragraph(a), quotation(b, "both", a))),))
    path = written(document, folder)

    assert documents.renew(document, path).made == ()


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    documents.write(report(), first)
    documents.write(report(), second)

    assert first.read_bytes() == second.read_bytes()


def test_headings_stay_with_what_follows(tmp_path: Path) -> None:
    styles = tree(written(report(), tmp_path), "word/styles.xml")
    for name in ("heading 1", "heading 2", "heading 3", "Quote"):
        style = next(
            each
            for each in styles.iter(w("style"))
            if each.find("w:name", NAMESPACES).get(w("val")) == name
        )
        assert style.find("w:pPr/w:keepNext", NAMESPACES) is not None


def test_word_is_told_to_reckon_fields_when_the_file_opens(tmp_path: Path) -> None:
    settings = tree(written(report(), tmp_path), "word/settings.xml")

    assert settings.find("w:updateFields", NAMESPACES).get(w("val")) == "true"


def test_a_file_in_the_folders_place_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")

    with pytest.raises(StudyError) as caught:
        documents.write(report(), tmp_path / "taken" / "report.docx")
    assert len(caught.value.problems) == 1
