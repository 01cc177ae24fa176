"""A client's own template: their look, their fields, our parts; nothing in it can run."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.shared import Mm
from lxml import etree
from word_documents import (
    MAIN,
    NAMESPACES,
    controls,
    edit,
    paragraph,
    parts,
    quotation,
    report,
    tree,
    w,
    words,
)

from qualcode import documents
from qualcode.documents.values import Paragraph, Part
from qualcode.errors import QualcodeError

FIELDS = {"cases": "8 & <b> {{ title }}", "provinces": "Lào Cai\nAn Giang"}


def template(folder: Path, *said: str, header: str = "", broken: bool = False) -> Path:
    """A client's template with these paragraphs; `broken`: Word has cut them into many runs."""
    made = docx.Document()
    made.sections[0].page_width, made.sections[0].page_height = Mm(216), Mm(279)
    made.styles["Heading 1"].font.name = "Georgia"
    made.sections[0].footer.paragraphs[0].text = "Client & Co"
    made.sections[0].header.paragraphs[0].text = header
    for each in said:
        if broken:
            one = made.add_paragraph()
            for letter in each:
                one.add_run(letter).bold = letter in "{t"
        else:
            made.add_paragraph(each)
    path = folder / "client.docx"
    made.save(str(path))
    return path


def filled(folder: Path, *said: str, **options: Any) -> Path:
    path = folder / "report.docx"
    documents.write(report(fields=FIELDS), path, template(folder, *said, **options))
    return path


def faults(folder: Path, *said: str) -> tuple[str, ...]:
    """What is told of a template that can't be used, and nothing is written."""
    path = folder / "report.docx"
    with pytest.raises(QualcodeError) as caught:
        documents.write(report(fields=FIELDS), path, template(folder, *said))
    assert not path.exists()
    told = tuple(f"{one.where}: {one.message.en}" for one in caught.value.problems)
    assert all("\n" not in one for one in told)
    return told


def test_without_fields_the_report_goes_to_the_end_in_the_clients_look(tmp_path: Path) -> None:
    path = filled(tmp_path, "Lời đầu của khách hàng.")
    made = docx.Document(str(path))
    said = [each.text for each in made.paragraphs]

    assert said[0] == "Lời đầu của khách hàng."
    assert said[-2:] == ["3 Kết luận", "[viết ở đây]"]
    assert round(made.sections[0].page_width.mm) == 216
    assert made.sections[0].footer.paragraphs[0].text == "Client & Co"
    assert made.styles["Heading 1"].font.name == "Georgia"


def test_the_clients_styles_are_used_and_none_is_changed(tmp_path: Path) -> None:
    client = template(tmp_path, "{{ report }}")
    path = tmp_path / "report.docx"
    documents.write(report(), path, client)
    theirs, now = tree(client, "word/styles.xml"), tree(path, "word/styles.xml")
    kept = {each.get(w("styleId")): etree.tostring(each) for each in now.iter(w("style"))}

    for style in theirs.iter(w("style")):
        assert kept[style.get(w("styleId"))] == etree.tostring(style)
    assert "Placeholder" in kept


def test_styles_with_localised_ids_are_found_by_their_names(tmp_path: Path) -> None:
    client = template(tmp_path, "{{ report }}")

    def localise(root: Any) -> None:
        for style in root.iter(w("style")):
            if style.get(w("styleId")) == "Heading1":
                style.set(w("styleId"), "u1")

    edit(client, localise, "word/styles.xml")
    path = tmp_path / "report.docx"
    documents.write(report(), path, client)
    used = [each.get(w("val")) for each in tree(path).iter(w("pStyle"))]

    assert used.count("u1") == 3
    assert "Heading1" not in used


def test_the_report_goes_in_the_place_of_its_field(tmp_path: Path) -> None:
    text = words(tree(filled(tmp_path, "Trước.", "{{ report }}", "Sau.")))

    assert text.startswith("Trước.")
    assert text.endswith("Sau.")
    assert "{{" not in text.replace(FIELDS["cases"], "")


def test_fields_within_a_line_are_controls_with_safe_words(tmp_path: Path) -> None:
    path = filled(tmp_path, "Có {{ cases }} nguồn; {{ title }}.", header="H {{ cases }}")
    root = tree(path)

    assert words(controls(root)["field.cases"]) == "8 & <b> {{ title }}"
    assert "Có 8 & <b> {{ title }} nguồn; Báo cáo thử." in words(root)
    headers = [name for name in parts(path) if name.startswith("word/header")]
    assert any("H 8 & <b>" in words(tree(path, name)) for name in headers)


def test_a_field_named_twice_is_two_controls_with_numbers_of_their_own(tmp_path: Path) -> None:
    root = tree(filled(tmp_path, "{{ cases }} và {{ cases }}", "{{ cases }}"))
    numbers = [each.find("w:sdtPr/w:id", NAMESPACES).get(w("val")) for each in root.iter(w("sdt"))]

    assert words(root).count(FIELDS["cases"]) == 3
    assert len(numbers) == len(set(numbers))


def test_a_field_that_word_cut_into_runs_is_one_field(tmp_path: Path) -> None:
    root = tree(filled(tmp_path, "Có {{ cases }} nguồn", "{{ workers_quotes }}", broken=True))

    assert "Có 8 & <b> {{ title }} nguồn" in words(root)
    assert "workers:quotes" in controls(root)


def test_a_part_named_by_its_field_stands_there_and_no_other_part_comes_in(tmp_path: Path) -> None:
    root = tree(filled(tmp_path, "Trước.", "{{ intro_counts }}", "Sau."))
    held = controls(root)["intro:counts"]

    assert set(controls(root)) == {"intro:counts"}
    assert words(held.getprevious()) == "Trước."
    assert words(held.getnext()) == "Sau."


def test_the_whole_report_leaves_out_what_is_named_elsewhere(tmp_path: Path) -> None:
    text = words(tree(filled(tmp_path, "{{ report }}", "Sau.", "{{ workers_quotes }}")))

    assert text.count("Tiền đâu mà đóng.") == 1
    assert text.index("3 Kết luận") < text.index("Sau.") < text.index("Tiền đâu mà đóng.")


def test_a_numbered_chapter_has_a_name_that_a_template_can_hold(tmp_path: Path) -> None:
    numbered = Part("3.2:quotes", (Paragraph("Lời của chương 3.2"),))
    path = tmp_path / "report.docx"
    client = template(tmp_path, "{{ chapter_3_2_quotes }}")
    documents.write(report(more=(numbered,)), path, client)

    assert words(controls(tree(path))["3.2:quotes"]) == "Lời của chương 3.2"


def test_our_captions_count_with_the_clients(tmp_path: Path) -> None:
    client = template(tmp_path, "Bảng ", "{{ intro_counts }}")

    def count(root: Any) -> None:
        field = etree.SubElement(next(root.iter(w("p"))), w("fldSimple"))
        field.set(w("instr"), r" SEQ Bảng \* ARABIC ")
        text = etree.SubElement(etree.SubElement(field, w("r")), w("t"))
        text.text = "1"

    edit(client, count)
    path = tmp_path / "report.docx"
    documents.write(report(), path, client)

    assert "Bảng 2. Số đếm" in words(tree(path))


def test_a_cross_reference_of_the_clients_finds_our_caption(tmp_path: Path) -> None:
    client = template(tmp_path, "Xem ", "{{ intro_counts }}")

    def refer(root: Any) -> None:
        field = etree.SubElement(next(root.iter(w("p"))), w("fldSimple"))
        field.set(w("instr"), " REF qc_intro_counts \\h ")

    edit(client, refer)
    path = tmp_path / "report.docx"
    documents.write(report(), path, client)
    names = {each.get(w("name")) for each in tree(path).iter(w("bookmarkStart"))}

    assert "qc_intro_counts" in names


def test_a_filled_template_is_renewed_in_place(tmp_path: Path) -> None:
    path = filled(tmp_path, "Có {{ cases }} nguồn", "{{ workers_quotes }}", "Của khách hàng.")
    changed = report(fields=FIELDS | {"cases": "9"}, quotes=(quotation("Lời khác."),))
    written = documents.renew(changed, path)
    text = words(tree(path))

    assert set(written.made) == {"workers:quotes", "field.cases"}
    assert "Có 9 nguồn" in text
    assert "Lời khác." in text
    assert text.endswith("Của khách hàng.")


def test_a_table_cell_can_hold_a_part(tmp_path: Path) -> None:
    client = template(tmp_path)
    made = docx.Document(str(client))
    made.add_table(1, 1).cell(0, 0).text = "{{ workers_quotes }}"
    made.save(str(client))
    path = tmp_path / "report.docx"
    documents.write(report(), path, client)
    cell = next(tree(path).iter(w("tc")))

    assert cell.find("w:sdt", NAMESPACES) is not None
    assert cell[-1].tag == w("p")


def test_the_clients_own_contents_are_the_only_ones(tmp_path: Path) -> None:
    client = template(tmp_path, "Mục lục của khách hàng", "{{ report }}")

    def list_headings(root: Any) -> None:
        field = etree.SubElement(next(root.iter(w("p"))), w("fldSimple"))
        field.set(w("instr"), ' TOC \\o "1-3" ')

    edit(client, list_headings)
    path = tmp_path / "report.docx"
    documents.write(report(), path, client)

    assert "contents" not in controls(tree(path))


def test_a_dotx_becomes_a_document(tmp_path: Path) -> None:
    client = template(tmp_path, "{{ title }}")
    there = parts(client)
    dotx = tmp_path / "client.dotx"
    with zipfile.ZipFile(dotx, "w") as archive:
        for name, content in there.items():
            archive.writestr(name, content.replace(b"document.main+xml", b"template.main+xml"))
    path = tmp_path / "report.docx"
    documents.write(report(), path, dotx)

    assert "Báo cáo thử" in words(tree(path))


def test_every_unknown_field_is_told_at_once_with_near_ones(tmp_path: Path) -> None:
    told = faults(tmp_path, "a", "{{ casess }} và {{ tittle }}", "{{ worker_quotes }}")

    assert len(told) == 3
    assert "client.docx: ¶2" in told[0]
    assert "'casess'; nearest: cases" in told[0]
    assert "'tittle'; nearest: title" in told[1]
    assert "nearest: workers_quotes" in told[2]


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__class__ }}",
        "{{ title['__class__'] }}",
        "{% for i in range(10**9) %}x{% endfor %}",
        "{% for i in range(9) %}{% for j in range(9) %}x{% endfor %}{% endfor %}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{% set x = 1 %}",
        "{{ 'a' * 10**10 }}",
        "{{ 10**10**10 }}",
        "{{ range(10**9) }}",
        "{{ lipsum(10000) }}",
        "{{ cycler }}",
        "{{ title|attr('__class__') }}",
        "{{ title|center(10000000000) }}",
        "{{" + "(" * 5000 + "}}",
        "{{ title",
        "{% if title %}",
        "{{ title }} {% endif %}",
        "{{p title }}",
        "{% cellbg title %}",
        "x {{ workers_quotes }} y",
    ],
)
def test_what_a_template_may_not_hold_is_one_line(tmp_path: Path, hostile: str) -> None:
    assert len(faults(tmp_path, hostile)) == 1


def test_conditions_and_a_few_filters_work(tmp_path: Path) -> None:
    text = words(
        tree(filled(tmp_path, "{% if cases %}{{ title|upper }}{% else %}không{% endif %}"))
    )

    assert "BÁO CÁO THỬ" in text
    assert "không" not in text


def test_fields_are_listed_with_what_they_say() -> None:
    listed = {one.name: one for one in documents.fields(report(fields=FIELDS), "en")}

    assert listed["title"].says == "Báo cáo thử"
    assert not listed["cases"].is_part
    assert listed["workers_quotes"].is_part
    assert listed["workers_quotes"].says == "Trích dẫn (1 quotations)"
    assert listed["report"].is_part


def test_what_is_no_template_is_told_in_one_line(tmp_path: Path) -> None:
    bad = {
        "old.doc": b"\xd0\xcf\x11\xe0",
        "locked.docx": bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
        "cut.docx": template(tmp_path).read_bytes()[:2000],
        "text.docx": b"hello",
        "empty.docx": b"",
        "page.pdf": b"%PDF",
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(QualcodeError) as caught:
            documents.write(report(), tmp_path / "report.docx", tmp_path / name)
        assert len(caught.value.problems) == 1
    assert not (tmp_path / "report.docx").exists()


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MAIN, b" " * 60_000_000)

    with pytest.raises(QualcodeError, match="far too big"):
        documents.write(report(), tmp_path / "report.docx", bomb)


def test_a_strict_file_is_told_how_to_be_saved(tmp_path: Path) -> None:
    client = template(tmp_path)
    there = parts(client)
    with zipfile.ZipFile(client, "w") as archive:
        for name, content in there.items():
            strict = content.replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            archive.writestr(name, strict)

    with pytest.raises(QualcodeError, match="Strict"):
        documents.write(report(), tmp_path / "report.docx", client)


def test_people_write_into_a_filled_template_too(tmp_path: Path) -> None:
    path = filled(tmp_path, "{{ cases }}", "{{ report }}")
    edit(path, lambda root: root[0].insert(1, paragraph("Tôi viết.")))
    documents.renew(report(counts="Mới", fields=FIELDS), path)

    assert "Tôi viết." in words(tree(path))
