"""What an interview's file says reaches the transcript whole, or is refused in one sentence."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode import importers
from qualcode.errors import ImportFileError
from qualcode.importers import guard, guard_zip
from qualcode.turns import parse

DATA = Path(__file__).parent / "data" / "importers"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = bytes.fromhex("D0CF11E0A1B11AE1")

WordFile = Callable[[str], Path]


@pytest.fixture
def word(tmp_path: Path) -> WordFile:
    """Return a function that writes a .docx with this XML in its body."""

    def write(body: str) -> Path:
        path = tmp_path / "PVS_01.docx"
        rewrite(
            path,
            {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"},
        )
        return path

    return write


NAMESPACES = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def rewrite(path: Path, parts: dict[str, str | bytes], *, without: str = "-") -> None:
    """Write python-docx's empty document with these parts put in and one left out."""
    empty = io.BytesIO()
    docx.Document().save(empty)
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            if name not in parts and not name.startswith(without):
                out.writestr(name, source.read(name))
        for name, content in parts.items():
            out.writestr(name, content)


def p(*inline: str) -> str:
    """Return a paragraph of these pieces of XML."""
    return f"<w:p>{''.join(inline)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """Return a table whose cells are paragraphs of text, or XML where it begins with `<`."""
    cells = (
        "".join(f"<w:tc>{c if c.startswith('<') else p(r(c))}</w:tc>" for c in row) for row in rows
    )
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def lines(path: Path) -> list[str]:
    """Return what the importer gives, by line."""
    return importers.read(path).split("\n")


def refusal(path: Path) -> str:
    """Return the one Vietnamese sentence with which a file is refused, and check its form."""
    with pytest.raises(ImportFileError) as caught:
        importers.read(path)
    (problem,) = caught.value.problems
    assert problem.where == str(path)
    assert problem.message.en
    assert "\n" not in problem.message.vi + problem.message.en
    return problem.message.vi


def cp1258(text: str) -> bytes:
    """Return text as Windows programs of the nineties wrote it: letter, then tone."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    apart = (
        unicodedata.normalize("NFC", "".join(c for c in letter if c not in tones))
        + "".join(c for c in letter if c in tones)
        for letter in (unicodedata.normalize("NFD", c) for c in text)
    )
    return "".join(apart).encode("cp1258")


# Word files: what stands in a paragraph


def test_tracked_insertions_are_read_and_deletions_are_not(word: WordFile) -> None:
    deleted = "<w:del><w:r><w:delText>không</w:delText></w:r></w:del>"
    body = p(r("NTL: Tôi "), deleted, f"<w:ins>{r('chưa')}</w:ins>", r(" biết"))

    assert lines(word(body)) == ["NTL: Tôi chưa biết"]


def test_moved_words_are_read_once_where_they_went(word: WordFile) -> None:
    gone, come = (
        f"<w:moveFrom>{r('hôm qua ')}</w:moveFrom>",
        f"<w:moveTo>{r(' hôm qua')}</w:moveTo>",
    )

    assert lines(word(p(gone, r("tôi đi họp"), come))) == ["tôi đi họp hôm qua"]


def test_a_struck_paragraph_mark_joins_two_paragraphs(word: WordFile) -> None:
    struck = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"

    assert lines(word(p(struck, r("NTL: Chưa ")) + p(r("nghe bao giờ.")))) == [
        "NTL: Chưa nghe bao giờ."
    ]


def test_a_wholly_struck_paragraph_leaves_no_line(word: WordFile) -> None:
    struck = p(
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
        "<w:del><w:r><w:delText>Xóa đi</w:delText></w:r></w:del>",
    )

    assert lines(word(p(r("một")) + struck + p(r("hai")))) == ["một", "hai"]


def test_content_controls_are_read_as_block_and_inline(word: WordFile) -> None:
    block = f"<w:sdt><w:sdtContent>{p(r('PVV: Chị kể đi ạ.'))}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtContent>{r('ba năm')}</w:sdtContent></w:sdt>"

    assert lines(word(block + p(r("NTL: Đóng "), inline, r(" rồi.")))) == [
        "PVV: Chị kể đi ạ.",
        "NTL: Đóng ba năm rồi.",
    ]


def test_a_control_nobody_filled_in_says_nothing(word: WordFile) -> None:
    empty = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{r('Click here to enter text.')}</w:sdtContent></w:sdt>"
    )

    assert lines(word(p(r("Tỉnh: "), empty))) == ["Tỉnh: "]


@pytest.mark.parametrize("wrapper", ["hyperlink", "smartTag", "fldSimple", "customXml", "bdo"])
def test_words_inside_a_wrapper_are_read(word: WordFile, wrapper: str) -> None:
    body = p(r("coi trên "), f"<w:{wrapper}>{r('baohiem.vn')}</w:{wrapper}>", r(" đó"))

    assert lines(word(body)) == ["coi trên baohiem.vn đó"]


def test_field_codes_and_footnote_marks_are_no_words(word: WordFile) -> None:
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:footnoteReference/></w:r>"

    assert lines(word(p(r("Dạ"), field, r(" rồi.")))) == ["Dạ rồi."]


def test_a_soft_line_break_is_a_line_break(word: WordFile) -> None:
    assert lines(word(p(r("NTL: không."), "<w:r><w:br/></w:r>", r("Xuống hàng.")))) == [
        "NTL: không.",
        "Xuống hàng.",
    ]


def test_tabs_and_special_hyphens_are_characters(word: WordFile) -> None:
    inner = (
        "<w:r><w:t>2014</w:t><w:noBreakHyphen/><w:t>2024</w:t><w:tab/>"
        "<w:t>BH</w:t><w:softHyphen/><w:t>XH</w:t></w:r>"
    )

    assert lines(word(p(inner))) == ["2014-2024\tBHXH"]


def test_a_text_box_is_read_once_though_the_file_holds_it_twice(word: WordFile) -> None:
    box = f"<w:txbxContent>{p(r('Ghi chú: trời mưa'))}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )

    assert lines(word(p(r("NTL: Dạ."), both) + p(r("PVV: Vâng.")))) == [
        "NTL: Dạ.",
        "Ghi chú: trời mưa",
        "PVV: Vâng.",
    ]


def test_a_bold_label_without_a_colon_is_set_off_by_a_tab(word: WordFile) -> None:
    assert lines(word(p(r("PV", "<w:b/>"), r("V", "<w:b/>"), r(" Chị có biết không?")))) == [
        "PVV\tChị có biết không?"
    ]


@pytest.mark.parametrize(
    ("bold", "rest"),
    [
        ("PVV:", " Chị có biết không?"),
        ("PVV", ": Chị có biết không?"),
        ("PVV", " (nam, 30 tuổi): Chị có biết không?"),
        ("Kh", "ông biết."),
        ("Không, tôi nói rồi,", " tôi không biết."),
        ("Tôi xin nói lại một lần nữa cho cả nhà cùng nghe", " nhé."),
    ],
)
def test_other_bold_words_stay_as_they_are(word: WordFile, bold: str, rest: str) -> None:
    assert lines(word(p(r(bold, "<w:b/>"), r(rest)))) == [bold + rest]


def test_bold_that_is_turned_off_is_not_bold(word: WordFile) -> None:
    assert lines(word(p(r("Dạ", '<w:b w:val="0"/>'), r(" em biết")))) == ["Dạ em biết"]


def test_strict_open_xml_reads_the_same(tmp_path: Path) -> None:
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    path = tmp_path / "strict.docx"
    body = f"<w:document {strict}><w:body>{p(r('NTL: Dạ.'))}</w:body></w:document>"
    rewrite(path, {"word/document.xml": body})

    assert lines(path) == ["NTL: Dạ."]


def test_the_body_is_found_under_another_name(tmp_path: Path) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Type="http://x/relationships/officeDocument" '
        'Target="/word/document2.xml"/></Relationships>'
    )
    path = tmp_path / "online.docx"
    body = f"<w:document {W}><w:body>{p(r('NTL: Dạ.'))}</w:body></w:document>"
    rewrite(path, {"_rels/.rels": relations, "word/document2.xml": body}, without="word/document")

    assert lines(path) == ["NTL: Dạ."]


def test_a_file_with_macros_gives_its_words(word: WordFile) -> None:
    path = word(p(r("NTL: Dạ.")))

    assert lines(path.rename(path.with_suffix(".DOCM"))) == ["NTL: Dạ."]


# Tables in Word files


def test_two_columns_of_label_and_words_are_turns(word: WordFile) -> None:
    body = table(
        ("Người nói", "Nội dung"), ("PVV:", "Chị kể đi."), ("NTL", "Dạ."), ("", "Thì vầy.")
    )

    assert lines(word(body)) == ["PVV: Chị kể đi.", "NTL: Dạ.", "Thì vầy."]


def test_a_header_table_is_key_and_value(word: WordFile) -> None:
    body = table(("Mã PV", "PVS-LC-01"), ("Tỉnh", "Lào Cai")) + p(r("PVV: Dạ."))

    assert lines(word(body)) == ["Mã PV: PVS-LC-01", "Tỉnh: Lào Cai", "PVV: Dạ."]


def test_time_speaker_and_words_keep_the_time(word: WordFile) -> None:
    body = table(
        ("Thời gian", "Người nói", "Lời nói"),
        ("00:01:05", "PVV", "Chị ơi."),
        ("[00:01:07 - 00:01:09]", "NTL", "Dạ."),
        ("00:01:10", "", "Em nghe."),
    )

    assert lines(word(body)) == ["[00:01:05] PVV: Chị ơi.", "[00:01:07] NTL: Dạ.", "Em nghe."]


def test_a_table_without_headings_is_known_by_its_times(word: WordFile) -> None:
    assert lines(word(table(("0:05", "Lan", "Mời chị."), ("0:09", "Chị Hoa", "Dạ.")))) == [
        "[0:05] Lan: Mời chị.",
        "[0:09] Chị Hoa: Dạ.",
    ]


def test_row_numbers_are_left_out(word: WordFile) -> None:
    numbered = table(("STT", "Người nói", "Lời nói"), ("1", "PVV", "Dạ?"), ("2", "NTL", "Ừ."))
    bare = table(("1.", "PVV", "Rồi sao?"), ("2.", "NTL", "Thôi."))

    assert lines(word(numbered + bare)) == ["PVV: Dạ?", "NTL: Ừ.", "PVV: Rồi sao?", "NTL: Thôi."]


def test_a_list_of_participants_is_not_talk(word: WordFile) -> None:
    body = table(("1", "Chị Hoa", "45 tuổi"), ("2", "Chị Mai", "51 tuổi"))

    assert lines(word(body)) == ["1\tChị Hoa\t45 tuổi", "2\tChị Mai\t51 tuổi"]


def test_question_and_answer_side_by_side_are_two_turns(word: WordFile) -> None:
    body = table(("Hỏi", "Đáp"), ("Chị biết không?", "Dạ không."), ("", "Mà có nghe."))

    assert lines(word(body)) == ["Hỏi: Chị biết không?", "Đáp: Dạ không.", "Đáp: Mà có nghe."]


def test_labels_as_headings_name_who_speaks_in_the_column(word: WordFile) -> None:
    body = table(("TT", "PVV", "NTL"), ("1", "Chị biết không?", "Dạ không."))

    assert lines(word(body)) == ["PVV: Chị biết không?", "NTL: Dạ không."]


def test_a_note_column_is_kept_in_brackets(word: WordFile) -> None:
    body = table(("Người nói", "Nội dung", "Ghi chú"), ("NTL", "Dạ.", "cười"), ("PVV", "Vâng.", ""))

    assert lines(word(body)) == ["NTL: Dạ. [cười]", "PVV: Vâng."]


def test_paragraphs_of_a_cell_are_lines(word: WordFile) -> None:
    two = p(r("Có hai cái khó.")) + p(r("Tiền, với giấy tờ."))

    assert lines(word(table(("NTL", two), ("PVV", "Dạ.")))) == [
        "NTL: Có hai cái khó.",
        "Tiền, với giấy tờ.",
        "PVV: Dạ.",
    ]


def test_a_nested_table_is_read_in_its_place(word: WordFile) -> None:
    inner = p(r("Biên bản")) + table(("PVV", "Dạ?"), ("NTL", "Ừ.")) + "<w:p/>"

    assert lines(word(table((inner,)))) == ["Biên bản", "PVV: Dạ?", "NTL: Ừ."]


def test_a_merged_row_does_not_lose_its_words(word: WordFile) -> None:
    assert lines(word(table(("PVV", "Dạ?"), ("Phần hai: thu nhập",), ("NTL", "Ừ.")))) == [
        "PVV: Dạ?",
        "Phần hai: thu nhập",
        "NTL: Ừ.",
    ]


def test_a_struck_row_is_not_read(word: WordFile) -> None:
    body = table(("PVV", "Dạ?"), ("NTL", "Ừ."))
    struck = body.replace("</w:tr><w:tr>", "</w:tr><w:tr><w:trPr><w:del/></w:trPr>")

    assert lines(word(struck)) == ["PVV: Dạ?"]


def test_rows_and_cells_in_content_controls_are_read(word: WordFile) -> None:
    body = table(("PVV", "Dạ?"), ("NTL", "Ừ."))
    wrapped = body.replace("<w:tr>", "<w:sdt><w:sdtContent><w:tr>").replace(
        "</w:tr>", "</w:tr></w:sdtContent></w:sdt>"
    )

    assert lines(word(wrapped)) == ["PVV: Dạ?", "NTL: Ừ."]


# Word files: fonts, and the law


@pytest.mark.parametrize(
    ("font", "typed"),
    [(".VnTime", "T«i kh«ng biÕt b¶o hiÓm"), ("VNI-Times", "Toâi khoâng bieát baûo hieåm")],
)
def test_words_typed_for_an_old_font_are_made_unicode(
    word: WordFile, font: str, typed: str
) -> None:
    body = p(r(typed, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'))

    assert lines(word(body)) == ["Tôi không biết bảo hiểm"]


def test_an_old_font_in_the_default_style_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "old.docx"
    document = docx.Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph("NTL: T«i kh«ng biÕt g× hÕt")
    document.save(str(path))

    assert lines(path) == ["NTL: Tôi không biết gì hết"]


def test_unicode_words_in_an_old_font_are_read(word: WordFile) -> None:
    body = p(r("NTL: Tôi không biết gì hết", '<w:rFonts w:ascii=".VnTime"/>'))

    assert lines(word(body)) == ["NTL: Tôi không biết gì hết"]


def in_font(path: Path, *runs: tuple[str, str]) -> Path:
    """Write one paragraph of runs, each with its font and its words."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for font, words in runs:
        paragraph.add_run(words).font.name = font
    document.save(str(path))
    return path


def test_each_run_is_read_by_its_font(tmp_path: Path) -> None:
    path = in_font(
        tmp_path / "a.docx",
        ("Times New Roman", "NTL: Dạ, "),
        (".VnTime", "t«i kh«ng biÕt, "),
        ("VNI-Times", "chæ nghe noùi thoâi, "),
        ("Times New Roman", "được chưa?"),
    )

    assert lines(path) == ["NTL: Dạ, tôi không biết, chỉ nghe nói thôi, được chưa?"]


def test_a_font_for_capitals_gives_capitals(tmp_path: Path) -> None:
    path = in_font(tmp_path / "a.docx", (".VnTimeH", "céng hßa x· héi: "), (".VnTime", "®· biÕt"))

    assert lines(path) == ["CỘNG HÒA XÃ HỘI: đã biết"]


def test_a_vni_mark_in_the_next_run_belongs_to_the_letter_before(tmp_path: Path) -> None:
    path = in_font(tmp_path / "a.docx", ("VNI-Times", "Toâi khoâng bie"), ("VNI-Times", "át gì"))

    assert lines(path) == ["Tôi không biết gì"]


def test_a_soft_hyphen_in_a_tcvn3_font_is_a_letter(word: WordFile) -> None:
    run = (
        '<w:r><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr>'
        "<w:t>®</w:t><w:softHyphen/><w:t>îc b¶o hiÓm</w:t></w:r>"
    )

    assert lines(word(p(run))) == ["được bảo hiểm"]


def test_unicode_paragraphs_in_an_old_font_stay_beside_converted_ones(word: WordFile) -> None:
    old = '<w:rFonts w:hAnsi=".VnTime"/>'
    body = p(r("T«i kh«ng biÕt", old)) + p(r("Tôi được biết rồi", old))

    assert lines(word(body)) == ["Tôi không biết", "Tôi được biết rồi"]


def test_words_that_may_be_either_in_a_font_of_both_kinds_are_refused(word: WordFile) -> None:
    old = '<w:rFonts w:hAnsi=".VnTime"/>'
    body = p(r("T«i kh«ng biÕt", old)) + p(r("Tôi được biết rồi", old)) + p(r("cã", old))

    assert "“cã”" in refusal(word(body))


def test_a_text_box_in_an_old_font_is_converted_once(word: WordFile) -> None:
    old = '<w:rFonts w:hAnsi="VNI-Times"/>'
    box = f"<w:txbxContent>{p(r('Ghi chuù: trôøi möa', old))}</w:txbxContent>"
    body = p(r("NTL: Daï ñöôïc.", old), f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>")

    assert lines(word(body)) == ["NTL: Dạ được.", "Ghi chú: trời mưa"]


# Notes on how a file was read


def notes(path: Path, encoding: str = "") -> list[str]:
    """Return what is told in Vietnamese of how a file was read, and check its form."""
    found = importers.load(path, encoding).notes
    assert all(note.severity == "warning" and note.where == str(path) for note in found)
    assert not any("\n" in note.message.vi + note.message.en for note in found)
    return [note.message.vi for note in found]


def test_a_note_tells_the_font_and_how_the_words_begin(tmp_path: Path) -> None:
    path = in_font(tmp_path / "a.docx", (".VnTimeH", "céng hßa "), (".VnTime", "kh«ng biÕt"))
    [note] = notes(path)

    assert "TCVN3 (phông .VnTime, .VnTimeH)" in note
    assert "“CỘNG HÒA”" in note


def test_a_note_counts_tracked_changes(word: WordFile) -> None:
    deleted = "<w:del><w:r><w:delText>không</w:delText></w:r></w:del>"
    mark = "<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>"
    body = p(mark, r("Tôi "), deleted, *(f"<w:ins>{r(x)}</w:ins>" for x in ("chưa", " biết")))
    [note] = notes(word(body))

    assert "giữ 2 chỗ thêm, bỏ 1 chỗ xóa" in note


def test_a_note_counts_what_stands_outside_the_body(tmp_path: Path) -> None:
    def part(root: str, *inner: str) -> str:
        return f"<w:{root} {W}>{''.join(inner)}</w:{root}>"

    path = tmp_path / "a.docx"
    separator = "<w:footnote><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
    written = f"<w:footnote>{p(r('Chị nói nhỏ'))}</w:footnote>"
    rewrite(
        path,
        {
            "word/footnotes.xml": part("footnotes", separator, written, written),
            "word/comments.xml": part("comments", f"<w:comment>{p(r('Nghe lại'))}</w:comment>"),
            "word/header1.xml": part("hdr", p(r("Dự án BHXH"))),
            "word/footer1.xml": part("ftr", p(r("Trang 1 / 12"))),
        },
    )
    [note] = notes(path)

    assert "2 chú thích cuối trang, 1 bình luận, 1 đầu trang" in note
    assert "chân trang" not in note


def test_an_ordinary_file_has_no_notes(tmp_path: Path, word: WordFile) -> None:
    (tmp_path / "a.txt").write_text(SPOKEN, encoding="utf-8")

    assert notes(tmp_path / "a.txt") == notes(word(p(r("NTL: Tôi được biết")))) == []


# Without the letters of Latin-1: words made of them at random may look typed for an old font, and
# are refused as a coin toss; so is the sign for a letter that was lost (U+FFFD).
LEGAL = st.characters(
    exclude_categories=["Cs", "Cc"],
    exclude_characters="\ufffd\ufffe\uffff" + "".join(map(chr, range(0xA1, 0x100))),
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.text(LEGAL, max_size=60), min_size=1, max_size=8))
def test_plain_paragraphs_come_back_as_their_lines(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "law.docx"
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(path))

    assert lines(path) == texts


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    words=st.lists(st.text("aăâđêôơưếạ .,[]", min_size=1, max_size=9), min_size=1), cut=st.data()
)
def test_accepting_every_insertion_gives_all_words(
    word: WordFile, words: list[str], cut: st.DataObject
) -> None:
    wrappers = cut.draw(st.lists(st.sampled_from(["ins", "moveTo", "hyperlink"]), min_size=1))
    pieces = (
        f"<w:{wrappers[i % len(wrappers)]}>{r(w)}</w:{wrappers[i % len(wrappers)]}>"
        for i, w in enumerate(words)
    )

    assert lines(word(p(*pieces))) == ["".join(words)]


# The guard


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "không tìm thấy" in refusal(tmp_path / "khong_co.docx")


def test_a_folder_is_no_transcript(tmp_path: Path) -> None:
    assert "thư mục" in refusal(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only where pipes are files")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong.txt")

    assert "không phải là tệp thông thường" in refusal(tmp_path / "ong.txt")


@pytest.mark.parametrize("name", ["a.docx", "a.txt", "a.srt"])
def test_an_empty_file_speaks_of_onedrive(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()

    assert "OneDrive" in refusal(tmp_path / name)


def test_words_own_lock_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "~$S_01.docx").write_bytes(b"\x04Lan" + bytes(158))

    assert "tệp tạm" in refusal(tmp_path / "~$S_01.docx")


@pytest.mark.parametrize(
    ("name", "data", "truth"),
    [
        ("a.docx", "PVV: Dạ chào chị.".encode(), "văn bản thường"),
        ("a.docx", b"{\\rtf1 hello}", "RTF"),
        ("a.docx", b"%PDF-1.7", "PDF"),
        ("a.docx", b"ID3\x04\x00\x00", "MP3"),
        ("a.docx", OLE + bytes(600), "kiểu cũ"),
        ("a.docx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        ("a.docx", b"\x00\x01\x02\x00\x00", "hỏng"),
        ("a.docx", b"PK\x03\x04" + bytes(40), "hỏng"),
        ("a.txt", b"PK\x03\x04" + bytes(40), "Word (.docx)"),
        ("a.txt", OLE + bytes(600), "Office cũ"),
        ("a.txt", b"PVV: \x00\x01\x02 abc", "nhị phân"),
        ("a.srt", b"%PDF-1.7", "PDF"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_named(
    tmp_path: Path, name: str, data: bytes, truth: str
) -> None:
    (tmp_path / name).write_bytes(data)

    assert truth in refusal(tmp_path / name)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95, 0.999])
def test_a_cut_off_word_file_is_called_broken(word: WordFile, share: float) -> None:
    path = word(p(r("NTL: Dạ.")))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])

    assert "hỏng hoặc tải về chưa xong" in refusal(path)


def test_damage_inside_the_zip_is_called_broken(word: WordFile) -> None:
    path = word(p(r("NTL: Dạ chào em. " * 50)))
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("word/document.xml").header_offset + 60
    data = bytearray(path.read_bytes())
    data[start : start + 20] = bytes(20)
    path.write_bytes(bytes(data))

    assert "hỏng" in refusal(path)


def test_broken_xml_names_its_part(word: WordFile) -> None:
    assert "word/document.xml" in refusal(word("<w:p>"))


def test_controls_nested_by_the_thousand_are_refused(word: WordFile) -> None:
    deep = "<w:sdt>" * 5000 + "</w:sdt>" * 5000

    assert "word/document.xml" in refusal(word(deep))


@pytest.mark.parametrize(
    ("part", "truth"),
    [
        ("xl/workbook.xml", "Excel"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("content.xml", "OpenDocument"),
        ("project.qde", "REFI-QDA"),
        ("a.jpg", ".zip"),
    ],
)
def test_another_programs_zip_is_named(tmp_path: Path, part: str, truth: str) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "<x/>")

    assert truth in refusal(path)


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_that_declares_entities_is_refused(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "xxe.docx"
    xml = f"{ENTITY}<w:document {W}><w:body>{p(r('Tôi &e; biết'))}</w:body></w:document>"
    rewrite(path, {"word/document.xml": xml.encode(encoding)})

    assert "<!DOCTYPE" in refusal(path)


def test_a_zip_bomb_is_refused_without_unpacking_it(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    rewrite(path, {"word/document.xml": b" " * (guard_zip.PART_LIMIT // 2)})

    assert path.stat().st_size < guard_zip.MEGABYTE
    assert "quá lớn khi giải nén" in refusal(path)


def test_a_file_that_unpacks_to_too_much_in_all_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "media.docx"
    rewrite(path, {f"word/media/{i}.bin": bytes(guard_zip.PART_LIMIT) for i in range(5)})

    assert "quá lớn khi giải nén" in refusal(path)


def test_a_file_of_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "parts.docx"
    rewrite(path, {f"word/media/{i}.bin": b"x" for i in range(guard_zip.PARTS_LIMIT)})

    assert "quá lớn khi giải nén" in refusal(path)


def test_a_huge_text_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "to.txt"
    with path.open("wb") as file:
        file.truncate(guard.TEXT_LIMIT + 1)

    assert "20 MB" in refusal(path)


# Plain text

OLD = "NTL: T«i kh«ng biÕt b¶o hiÓm x· héi lµ g×, chØ nghe nãi ®ãng h¬n hai tr¨m."
SPOKEN = "PVV: Chị có biết Bảo hiểm xã hội tự nguyện không ạ?\r\nNTL: Dạ, chưa được nghe ở đâu hết."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_files_are_read_as_written(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(SPOKEN.encode(encoding))

    assert importers.read(tmp_path / "a.txt") == SPOKEN


def test_a_cp1258_file_gives_the_same_letters(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(cp1258(SPOKEN))

    assert unicodedata.normalize("NFC", importers.read(tmp_path / "a.txt")) == SPOKEN


def test_unaccented_words_with_windows_quotes_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"NTL: Toi noi \x93chua biet\x94.")

    assert importers.read(tmp_path / "a.txt") == "NTL: Toi noi “chua biet”."


def test_utf8_read_as_western_letters_with_some_lost_is_refused(tmp_path: Path) -> None:
    garbled = f"{SPOKEN} Đồng ý.".encode().decode("cp1252", errors="replace")
    (tmp_path / "a.txt").write_text(garbled, encoding="utf-8")

    assert "lỗi mã" in refusal(tmp_path / "a.txt")


@pytest.mark.parametrize(
    "typed",
    [
        "NTL: T«i kh«ng biÕt b¶o hiÓm x· héi lµ g×, chØ nghe nãi ®ãng h¬n hai tr¨m.",
        "NTL: Toâi khoâng bieát baûo hieåm xaõ hoäi laø gì, chæ nghe noùi ñoùng hôn hai traêm.",
    ],
    ids=["TCVN3", "VNI"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_text_typed_for_an_old_font_is_made_unicode(
    tmp_path: Path, typed: str, encoding: str
) -> None:
    (tmp_path / "a.txt").write_bytes(typed.encode(encoding))

    assert importers.read(tmp_path / "a.txt") == (
        "NTL: Tôi không biết bảo hiểm xã hội là gì, chỉ nghe nói đóng hơn hai trăm."
    )


def test_a_note_on_converted_text_shows_its_first_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(OLD.encode("latin-1"))
    [note] = notes(tmp_path / "a.txt")

    assert "TCVN3" in note
    assert "dòng 1: “NTL: Tôi không biết bảo hiểm xã hội" in note


@pytest.mark.parametrize(
    ("data", "name"), [(cp1258(SPOKEN), "CP1258"), (SPOKEN.encode("utf-16-be"), "UTF-16-BE")]
)
def test_a_guessed_encoding_is_told_with_the_first_line(
    tmp_path: Path, data: bytes, name: str
) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    [note] = notes(tmp_path / "a.txt")

    assert name in note
    assert "“PVV: Chị có biết Bảo hiểm" in note


@pytest.mark.parametrize("wrong", ["latin-1", "cp1258"])
def test_utf8_read_as_western_letters_is_made_good_with_a_note(tmp_path: Path, wrong: str) -> None:
    garbled = SPOKEN.encode().decode(wrong)
    (tmp_path / "a.txt").write_bytes(garbled.encode("utf-8"))

    assert importers.read(tmp_path / "a.txt") == SPOKEN
    assert ["UTF-8" in note for note in notes(tmp_path / "a.txt")] == [True]


@pytest.mark.parametrize("typed", ["NTL: T«i kh«ng biÕt.", "NTL: Toâi khoâng bieát."])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_few_words_of_an_old_font_are_refused_with_what_they_would_be(
    tmp_path: Path, typed: str, encoding: str
) -> None:
    (tmp_path / "a.txt").write_bytes(typed.encode(encoding))
    told = refusal(tmp_path / "a.txt")

    assert "“NTL: Tôi không biết.”" in told
    assert "hãy chuyển sang Unicode" in told


def test_one_byte_that_is_two_vietnamese_words_is_refused(tmp_path: Path) -> None:
    """In cp1258 the bytes say `nhỉu`, in TCVN3 they say `nhiều`."""
    (tmp_path / "a.txt").write_bytes(b"NTL: nhi\xd2u")

    assert "“NTL: nhiều”" in refusal(tmp_path / "a.txt")


def test_old_lines_within_a_unicode_file_are_refused_by_their_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{SPOKEN}\n{OLD}", encoding="utf-8")

    assert refusal(tmp_path / "a.txt").startswith("dòng 3 ")


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("tcvn3", "T«i kh«ng biÕt".encode("latin-1")),
        ("tcvn3", "T«i kh«ng biÕt".encode()),
        ("vni", "Toâi khoâng bieát".encode("utf-16")),
        ("mojibake", "TÃ´i khÃ´ng biáº¿t".encode()),
        ("cp1258", cp1258("Tôi không biết")),
        ("utf-16", "Tôi không biết".encode("utf-16-le")),
    ],
)
def test_what_a_user_says_of_the_encoding_is_followed(
    tmp_path: Path, encoding: str, data: bytes
) -> None:
    (tmp_path / "a.txt").write_bytes(data)

    assert importers.read(tmp_path / "a.txt", encoding) == "Tôi không biết"


def test_told_that_it_is_unicode_a_text_stays_as_typed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")

    assert importers.read(tmp_path / "a.txt", "utf-8") == OLD


@pytest.mark.parametrize("encoding", ["vni", "utf-8", "tcvn-3"])
def test_an_encoding_that_gives_no_vietnamese_is_refused(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(OLD.encode("latin-1") + "noùi".encode("latin-1"))

    assert "chọn" in told_refusal(tmp_path / "a.txt", encoding)


def test_told_of_an_old_font_a_unicode_line_that_may_be_either_is_not_changed(
    tmp_path: Path,
) -> None:
    text = f"NTL: Tôi được nghe rồi.\n{OLD}\nNTL: Không có."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")

    assert told_refusal(tmp_path / "a.txt", "tcvn3").startswith("dòng 3 ")


def test_a_word_file_without_its_old_font_is_read_as_told(word: WordFile) -> None:
    assert importers.read(word(p(r("T«i kh«ng biÕt"))), "tcvn3") == "Tôi không biết"


def test_an_encoding_for_subtitles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(srt("NTL: Dạ."), encoding="utf-8")

    assert ".srt" in told_refusal(tmp_path / "a.srt", "vni")


def told_refusal(path: Path, encoding: str) -> str:
    """Return the one Vietnamese sentence with which an encoding is refused."""
    with pytest.raises(ImportFileError) as caught:
        importers.read(path, encoding)
    [problem] = caught.value.problems
    return problem.message.vi


@pytest.mark.parametrize(
    "good",
    [
        "NTL: «Có», anh nói vậy · 5 µm ® © 2½ năm.",
        "R: El niño pequeño, mañana, señor.",
        "R: Où est la façade ? Là-bas, près de l'hôtel.",
        "R: Größe über schöne Straße für Mädchen könnte Müller.",
        "NTL: XÃ\u00a0HỘI, TÔI ĐÃ ĐÓNG Ở XÃ\u00a0TÔI.",
    ],
)
def test_good_unicode_is_never_touched(tmp_path: Path, good: str) -> None:
    (tmp_path / "a.txt").write_text(good, encoding="utf-8")

    assert importers.read(tmp_path / "a.txt") == good


def test_bytes_of_no_certain_encoding_name_their_line(tmp_path: Path) -> None:
    data = "PVV: Dạ.\nNTL: Được.\nNTL: Rồi.".encode()
    (tmp_path / "a.txt").write_bytes(data[:-4] + b"\xff" + data[-4:])

    assert "dòng 3" in refusal(tmp_path / "a.txt")


def test_a_text_cut_in_mid_letter_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SPOKEN.encode() + "ế".encode()[:2])

    assert "UTF-8" in refusal(tmp_path / "a.txt")


# Subtitles


def turns_of(path: Path) -> list[tuple[str, str, str]]:
    """Return time, speaker and words of each turn."""
    transcript = parse(path.stem, importers.read(path))
    return [(t.time, t.speaker, transcript.words_of(t)) for t in transcript.turns]


def test_a_cue_without_a_label_continues_the_speaker(tmp_path: Path) -> None:
    cases = json.loads((DATA.parent / "turns.json").read_text(encoding="utf-8"))["cases"]
    case = next(case for case in cases if case["id"] == "srt_continuation")
    (tmp_path / "a.srt").write_text(case["raw"], encoding="utf-8")

    assert turns_of(tmp_path / "a.srt") == [
        (turn["time"], turn["speaker"], turn["text"]) for turn in case["expected"]["turns"]
    ]


def srt(*cues: str) -> str:
    """Return cues as a file, one second each."""
    return "\n".join(
        f"{i}\n00:00:0{i},000 --> 00:00:0{i + 1},000\n{cue}\n" for i, cue in enumerate(cues, 1)
    )


def test_tags_and_entities_of_subtitles_are_taken_off(tmp_path: Path) -> None:
    cue = '{\\an8}<i>PVV:</i> Chị &amp; anh có <font color="red">biết</font> không?'
    (tmp_path / "a.srt").write_text(srt(cue), encoding="utf-8")

    assert lines(tmp_path / "a.srt") == ["[00:00:01.000] PVV: Chị & anh có biết không?"]


def test_two_speakers_in_one_cue_are_two_turns(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(srt("- Nam 1: Dạ.\n- Chị Hoa: Ừ."), encoding="utf-8")

    assert lines(tmp_path / "a.srt") == [
        "[00:00:01.000] Nam 1: Dạ.",
        "[00:00:01.000] Chị Hoa: Ừ.",
    ]


def test_words_with_a_colon_are_not_given_a_time(tmp_path: Path) -> None:
    cues = srt("NTL: Có hai cái khó.", "Một là: tiền.", "Lúc 12:30 họp", "trên https://a.vn")
    (tmp_path / "a.srt").write_text(cues, encoding="utf-8")

    assert lines(tmp_path / "a.srt") == [
        "[00:00:01.000] NTL: Có hai cái khó.",
        "Một là: tiền. Lúc 12:30 họp trên https://a.vn",
    ]


def test_a_recogniser_that_labels_every_cue_does_not_cut_sentences(tmp_path: Path) -> None:
    cues = srt("[SPEAKER_00]: chị có", "[SPEAKER_00]: biết không?", "[SPEAKER_01]: dạ")
    (tmp_path / "a.srt").write_text(cues, encoding="utf-8")

    assert lines(tmp_path / "a.srt") == [
        "[00:00:01.000] SPEAKER_00: chị có biết không?",
        "[00:00:03.000] SPEAKER_01: dạ",
    ]


def test_a_badly_written_time_is_refused_with_its_line(tmp_path: Path) -> None:
    broken = srt("NTL: Dạ.", "PVV: Vâng.").replace("00:00:02,000 -->", "00:00:02,000 ->")
    (tmp_path / "a.srt").write_text(broken, encoding="utf-8")

    assert "dòng 5" in refusal(tmp_path / "a.srt")


def test_voice_tags_name_the_speakers(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text(
        "WEBVTT\n\nNOTE gỡ băng máy\n\n"
        "1\n00:01.000 --> 00:03.500\n<v PVV>Chị &amp; anh có <i>biết</i> không?</v>\n\n"
        "2\n00:03.500 --> 00:05.000\n<v.loud Chị Hoa>Tôi đóng\nhai năm\n\n"
        "3\n00:05.000 --> 00:06.000\nrồi thôi.\n\n"
        "4\n00:06.000 --> 00:07.000\n<v PVV>Dạ.</v> <v Chị Hoa>Ừ.</v>\n",
        encoding="utf-8",
    )

    assert lines(tmp_path / "a.vtt") == [
        "[00:00:01.000] PVV: Chị & anh có biết không?",
        "[00:00:03.500] Chị Hoa: Tôi đóng hai năm rồi thôi.",
        "[00:00:06.000] PVV: Dạ.",
        "[00:00:06.000] Chị Hoa: Ừ.",
    ]


@pytest.mark.parametrize(
    ("vtt", "line"),
    [
        ("00:01.000 --> 00:02.000\nNTL: Dạ.\n", 1),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nNTL: Dạ\n\nlời sau dòng trống\n", 6),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nNTL: Dạ\n\n00:0x.000 --> 00:04.000\nmất\n", 6),
        ("WEBVTT\n", 1),
    ],
)
def test_a_cue_the_parser_would_pass_over_is_refused(tmp_path: Path, vtt: str, line: int) -> None:
    (tmp_path / "a.vtt").write_text(vtt, encoding="utf-8")

    assert f"dòng {line}:" in refusal(tmp_path / "a.vtt")


# The table of importers


def test_an_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"abc")

    assert ".docm, .docx, .srt, .txt, .vtt" in refusal(tmp_path / "a.mp4")


def test_an_old_word_file_is_to_be_saved_anew(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(OLE + bytes(600))

    assert "lưu lại thành .docx" in refusal(tmp_path / "a.doc")


def test_listing_importers_loads_no_format() -> None:
    listing = (
        "import sys; from qualcode.importers import importers; importers(); "
        "print([m for m in ('docx', 'lxml', 'srt', 'webvtt') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", listing], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_an_installed_package_adds_an_importer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "shouting-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[qualcode.importers]\n.loud = shouting:read\n")
    (tmp_path / "shouting.py").write_text("def read(path):\n    return path.read_text().upper()\n")
    (tmp_path / "a.loud").write_text("ntl: da")
    monkeypatch.syspath_prepend(str(tmp_path))

    assert importers.read(tmp_path / "a.loud") == "NTL: DA"


# Real files


def test_a_file_saved_by_libreoffice_reads_as_it_looks() -> None:
    expected = (DATA / "libreoffice.expected").read_text(encoding="utf-8")

    assert importers.read(DATA / "libreoffice.docx") == expected
