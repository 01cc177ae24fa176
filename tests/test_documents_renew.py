"""A report that people write in is made again around what they wrote."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
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
    table,
    tree,
    w,
    words,
)

from qualcode import documents
from qualcode.documents.values import Document, Heading, Paragraph, Part, Placeholder
from qualcode.errors import StudyError

NEW = report(counts="Số đếm mới", quotes=(quotation("Lời khác."), quotation("Lời nữa.")))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "report.docx"
    documents.write(report(), made)
    return made


def body(root: Any) -> Any:
    return root.find("w:body", NAMESPACES)


def outside(path: Path) -> list[bytes]:
    """Everything in the text that isn't in a control of the program's, as it is written."""
    root = tree(path)
    for control in controls(root).values():
        content = control.find("w:sdtContent", NAMESPACES)
        for each in list(content):
            content.remove(each)
    return [etree.tostring(each) for each in body(root)]


def test_an_unchanged_study_changes_no_byte(path: Path) -> None:
    before = path.read_bytes()

    assert documents.renew(report(), path).made == ()
    assert path.read_bytes() == before


def test_only_what_changed_is_made_again(path: Path) -> None:
    written = documents.renew(NEW, path)

    assert set(written.made) == {"intro:counts", "workers:quotes"}
    assert set(written.same) == {"contents"}
    assert "Lời khác." in words(tree(path))
    assert "Tiền đâu" not in words(tree(path))


def test_renewing_twice_is_renewing_once(path: Path) -> None:
    documents.renew(NEW, path)
    once = path.read_bytes()
    documents.renew(NEW, path)

    assert path.read_bytes() == once


def test_what_people_write_around_controls_stays(path: Path) -> None:
    edit(path, lambda root: body(root).insert(4, paragraph("Phần tôi viết.")))
    before = outside(path)
    documents.renew(NEW, path)

    assert outside(path) == before
    assert "Phần tôi viết." in words(tree(path))


def test_a_control_that_people_took_out_stays_out_and_is_told(path: Path) -> None:
    def take_out(root: Any) -> None:
        control = controls(root)["intro:counts"]
        control.getparent().remove(control)

    edit(path, take_out)

    assert documents.renew(NEW, path).deleted == ("intro:counts",)
    assert "intro:counts" not in controls(tree(path))


def test_a_control_that_people_moved_is_made_again_where_it_is(path: Path) -> None:
    def move(root: Any) -> None:
        body(root).insert(0, controls(root)["workers:quotes"])

    edit(path, move)
    documents.renew(NEW, path)

    assert "Lời khác." in words(body(tree(path))[0])


def retype(root: Any) -> None:
    """Write into the quotes as a person does."""
    control = controls(root)["workers:quotes"]
    next(text for text in control.iter(w("t")) if text.text).text = "9 lượt (tôi đã sửa)"


def test_a_control_that_people_edited_is_left_and_told(path: Path) -> None:
    edit(path, retype)
    written = documents.renew(NEW, path)

    assert written.left == ("workers:quotes",)
    assert "(tôi đã sửa)" in words(tree(path))
    assert "Số đếm mới" in words(tree(path))


def test_what_is_replaced_on_request_is_kept_beside(path: Path) -> None:
    edit(path, retype)
    before = path.read_bytes()
    written = documents.renew(NEW, path, ["workers:quotes"])

    assert written.before == path.with_name("report.before1.docx")
    assert written.before.read_bytes() == before
    assert "(tôi đã sửa)" not in words(tree(path))


def test_what_was_taken_out_comes_back_on_request(path: Path) -> None:
    def take_out(root: Any) -> None:
        control = controls(root)["workers:quotes"]
        control.getparent().remove(control)

    edit(path, take_out)
    documents.renew(NEW, path, ["all"])
    held = controls(tree(path))["workers:quotes"]

    assert "2 Người lao động" in "".join(words(each) for each in held.itersiblings(preceding=True))
    assert words(next(held.itersiblings(w("p")))) == "3 Kết luận"


def test_a_new_part_goes_below_the_one_before_it(path: Path) -> None:
    more = (Part("workers:chart", (Paragraph("Hình mới"),)),)
    documents.renew(report(more=more), path)
    held = controls(tree(path))

    assert held["workers:chart"].getprevious() is held["workers:quotes"]


def test_a_new_chapter_leaves_what_people_wrote_with_the_one_before(path: Path) -> None:
    def write_below(root: Any) -> None:
        controls(root)["workers:quotes"].addnext(paragraph("Diễn giải của tôi."))

    edit(path, write_below)
    chapter = (
        Part("new", (Heading("2b Chương mới"), Placeholder("viết")), ours=False),
        Part("new:quotes", (Paragraph("trích"),)),
    )
    documents.renew(report(more=chapter), path)
    text = words(tree(path))

    assert text.index("Diễn giải của tôi.") < text.rindex("2b Chương mới")
    assert text.rindex("2b Chương mới") < text.rindex("trích") < text.rindex("3 Kết luận")


def test_the_contents_know_the_headings_that_people_wrote(path: Path) -> None:
    edit(path, lambda root: body(root).insert(5, paragraph("1.1 Tôi thêm", "Heading2")))
    documents.renew(NEW, path)

    assert "1.1 Tôi thêm" in words(controls(tree(path))["contents"])


def test_a_part_no_longer_wanted_goes_if_nobody_wrote_into_it(path: Path) -> None:
    written = documents.renew(report(without=frozenset({"intro:counts"})), path)

    assert written.removed == ("intro:counts",)
    assert "intro:counts" not in controls(tree(path))


def test_a_part_no_longer_wanted_stays_if_people_wrote_into_it(path: Path) -> None:
    edit(path, retype)
    written = documents.renew(report(without=frozenset({"workers:quotes"})), path)

    assert written.unwanted == ("workers:quotes",)
    assert "(tôi đã sửa)" in words(tree(path))


def test_a_heading_that_people_changed_stays_changed(path: Path) -> None:
    def rename(root: Any) -> None:
        for text in body(root).iter(w("t")):
            if text.text == "2 Người lao động" and text.getparent().getparent().tag == w("p"):
                text.text = "2 Tiếng nói của người lao động"

    edit(path, rename)
    documents.renew(NEW, path)

    assert "Tiếng nói" in words(tree(path))
    assert "2 Người lao động" not in words(tree(path))


def test_a_comment_in_a_control_keeps_it_from_being_made_again(path: Path) -> None:
    def comment(root: Any) -> None:
        run = next(controls(root)["workers:quotes"].iter(w("r")))
        made = etree.Element(w("r"))
        etree.SubElement(made, w("commentReference")).set(w("id"), "0")
        run.addnext(made)

    edit(path, comment)

    assert documents.renew(NEW, path).left == ("workers:quotes",)


def test_a_tracked_deletion_keeps_a_control_from_being_made_again(path: Path) -> None:
    def strike(root: Any) -> None:
        run = next(controls(root)["workers:quotes"].iter(w("r")))
        struck = etree.Element(w("del"))
        run.addprevious(struck)
        struck.append(run)
        for text in run.iter(w("t")):
            text.tag = w("delText")

    edit(path, strike)

    assert documents.renew(NEW, path).left == ("workers:quotes",)


def _add(name: str, inside: str = "r", **values: str) -> Any:
    """Put an element into the last paragraph of the quotes."""

    def add(root: Any) -> None:
        last = list(controls(root)["workers:quotes"].iter(w("p")))[-1]
        holder = (
            last.find("w:pPr", NAMESPACES) if inside == "pPr" else etree.SubElement(last, w("r"))
        )
        made = etree.SubElement(holder, w(name))
        for key, value in values.items():
            made.set(w(key), value)

    return add


@pytest.mark.parametrize(
    "change",
    [
        _add("br", type="page"),
        _add("sectPr", inside="pPr"),
        _add("pict"),
        _add("object"),
        _add("sym", char="F0E0"),
        _add("commentRangeStart", id="3"),
        _add("fldSimple", instr=" REF mine "),
    ],
    ids=["page", "section", "picture", "object", "sign", "comment", "reference"],
)
def test_what_people_put_in_that_has_no_words_is_an_edit(path: Path, change: Any) -> None:
    edit(path, change)

    assert documents.renew(NEW, path).left == ("workers:quotes",)


def test_a_bookmark_that_ends_in_a_control_still_ends(path: Path) -> None:
    def mark(root: Any) -> None:
        held = controls(root)["workers:quotes"]
        start, end = etree.Element(w("bookmarkStart")), etree.Element(w("bookmarkEnd"))
        for each in (start, end):
            each.set(w("id"), "901")
        start.set(w("name"), "mine")
        held.getprevious().append(start)
        next(held.iter(w("p"))).append(end)

    edit(path, mark)
    documents.renew(NEW, path)
    root = tree(path)

    assert "Lời khác." in words(root)
    assert sum(each.get(w("id")) == "901" for each in root.iter(w("bookmarkEnd"))) == 1


def test_words_that_fields_show_are_no_edit(path: Path) -> None:
    def reckon(root: Any) -> None:
        for control in controls(root).values():
            for field in control.iter(w("fldChar")):
                if field.get(w("fldCharType")) == "separate":
                    for text in field.getparent().getnext().iter(w("t")):
                        text.text = "17"

    edit(path, reckon)

    assert documents.renew(NEW, path).left == ()


def test_a_cross_reference_to_a_caption_still_finds_it(path: Path) -> None:
    def refer(root: Any) -> None:
        ours = next(
            each
            for each in root.iter(w("bookmarkStart"))
            if each.get(w("name")) == "qc_intro_counts"
        )
        start, end = etree.Element(w("bookmarkStart")), etree.Element(w("bookmarkEnd"))
        for each in (start, end):
            each.set(w("id"), "900")
        start.set(w("name"), "_Ref123456")
        ours.addprevious(start)
        ours.getparent().append(end)

    edit(path, refer)
    documents.renew(NEW, path)
    held = controls(tree(path))["intro:counts"]
    mark = next(each for each in held.iter(w("bookmarkStart")) if "Ref" in each.get(w("name")))

    assert "Số đếm mới" in words(mark.getparent())
    assert [each.get(w("id")) for each in held.iter(w("bookmarkEnd"))].count("900") == 1


def test_footnotes_of_others_stay_and_ours_are_numbered_apart(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    english = quotation("Tiền đâu.", "en", "What money?")
    documents.write(report(quotes=(english,)), path)

    def note(root: Any) -> None:
        made = etree.SubElement(root, w("footnote"))
        made.set(w("id"), "7")
        made.append(paragraph("Chú thích của tôi."))

    def refer(root: Any) -> None:
        mine = paragraph("Tôi viết")
        reference = etree.SubElement(etree.SubElement(mine, w("r")), w("footnoteReference"))
        reference.set(w("id"), "7")
        body(root).insert(0, mine)

    edit(path, note, "word/footnotes.xml")
    edit(path, refer)
    documents.renew(report(quotes=(english, quotation("Khác.", "en", "Other."))), path)
    root, notes = tree(path), tree(path, "word/footnotes.xml")
    there = [each.get(w("id")) for each in notes.iter(w("footnote"))]

    assert len(there) == len(set(there)) == 5
    assert {each.get(w("id")) for each in root.iter(w("footnoteReference"))} < set(there)
    assert "Chú thích của tôi." in words(notes)
    assert words(notes).count("Tiền đâu.") == 1


def test_captions_are_numbered_by_their_places_among_other_peoples(path: Path) -> None:
    first = Part("intro:first", (table("Đứng trước"),))
    old = report()
    document = Document(
        old.title, (old.parts[0], old.parts[1], first, *old.parts[2:]), "vi", old.subtitle
    )
    documents.renew(document, path)

    assert "Bảng 1. Đứng trước" in words(tree(path))
    assert "Bảng 2. Số đếm" in words(tree(path))


def test_all_other_parts_of_the_file_are_the_same_bytes(path: Path) -> None:
    before = parts(path)
    documents.renew(NEW, path)
    after = parts(path)
    changed = {name for name in before if before[name] != after.get(name)}

    assert changed == {MAIN, "customXml/itemQualcode.xml"}


def test_a_file_without_anything_of_ours_is_refused(tmp_path: Path) -> None:
    import docx

    foreign = tmp_path / "report.docx"
    docx.Document().save(str(foreign))

    with pytest.raises(StudyError, match="--new"):
        documents.renew(NEW, foreign)


def test_a_file_that_lost_its_memory_is_left_as_it_is(path: Path) -> None:
    def forget(root: Any) -> None:
        root.tag = "other"

    edit(path, forget, "customXml/itemQualcode.xml")
    before = parts(path)[MAIN]
    written = documents.renew(NEW, path)

    assert {"intro:counts", "workers:quotes"} <= set(written.left)
    assert written.made == ()
    assert parts(path)[MAIN] == before


def test_controls_that_another_program_lost_are_found_by_their_bookmarks(path: Path) -> None:
    def lose(root: Any) -> None:
        for tag, control in controls(root).items():
            if tag.startswith("field"):
                continue
            for each in list(control.find("w:sdtContent", NAMESPACES)):
                control.addprevious(each)
            control.getparent().remove(control)
        for tag in list(root.iter(w("tag"))):
            tag.getparent().remove(tag)

    edit(path, lose)
    written = documents.renew(NEW, path)

    assert {"intro:counts", "workers:quotes"} <= set(written.made)
    assert words(tree(path)).count("Lời khác.") == 1
    assert "Tiền đâu" not in words(tree(path))


def test_a_report_of_another_language_or_not_for_sharing_is_not_written_over(path: Path) -> None:
    documents.write(replace(NEW, edition="en shared"), path)
    for edition in ("en", "vi shared"):
        with pytest.raises(StudyError, match="en shared"):
            documents.renew(replace(NEW, edition=edition), path)


def test_an_unknown_part_to_replace_is_told_with_near_ones(path: Path) -> None:
    with pytest.raises(StudyError, match="workers:quotes"):
        documents.renew(NEW, path, ["worker:quotes"])


def _edits(root: Any, drawn: list[tuple[str, int]]) -> None:
    """Do what people do to a report, at places drawn at random."""
    text = body(root)
    for what, number in drawn:
        places = [each for each in text if each.tag != w("sectPr")]
        place = places[number % len(places)]
        if what == "write":
            place.addprevious(paragraph(f"Tôi viết {number}", "Heading2" if number % 3 else ""))
        elif what == "remove":
            text.remove(place)
        elif what == "move":
            places[(number * 7) % len(places)].addprevious(place)
        elif what == "copy" and place.tag != w("sdt"):
            copied = deepcopy(place)
            for mark in [*copied.iter(w("bookmarkStart")), *copied.iter(w("bookmarkEnd"))]:
                mark.getparent().remove(mark)
            place.addnext(copied)
        elif what == "retype":
            texts = [each for each in place.iter(w("t")) if each.text]
            if texts:
                texts[number % len(texts)].text += " (sửa)"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["write", "remove", "move", "copy", "retype"]), st.integers(0, 40)
        ),
        max_size=8,
    )
)
def test_whatever_people_do_all_outside_our_controls_stays_as_it_is(
    tmp_path: Path, drawn: list[tuple[str, int]]
) -> None:
    path = tmp_path / "drawn.docx"
    documents.write(report(), path)
    edit(path, lambda root: _edits(root, drawn))
    before, held = outside(path), set(controls(tree(path)))
    if not held:
        return
    written = documents.renew(NEW, path)
    once = path.read_bytes()
    documents.renew(NEW, path)

    assert outside(path) == before
    assert set(controls(tree(path))) == held
    assert not set(written.left) & set(written.made)
    assert path.read_bytes() == once


@pytest.mark.parametrize(
    "mark",
    [
        '<w:highlight w:val="yellow"/>',
        '<w:shd w:val="clear" w:fill="FFFF00"/>',
        "<w:strike/>",
        '<w:b w:val="1"/>',
        '<w:u w:val="single"/>',
        '<w:color w:val="FF0000"/>',
    ],
)
def test_words_that_people_only_marked_in_colour_or_bold_are_an_edit(path: Path, mark: str) -> None:
    def change(root: Any) -> None:
        run = next(
            run
            for run in controls(root)["workers:quotes"].iter(w("r"))
            if "Tiền đâu" in "".join(run.itertext())
        )
        look = run.find(w("rPr"))
        made = etree.fromstring(f'<w:x xmlns:w="{NAMESPACES["w"]}">{mark}</w:x>')[0]
        for old in look.findall(made.tag):
            look.remove(old)
        look.append(made)

    edit(path, change)

    assert documents.renew(NEW, path).left == ("workers:quotes",)
    assert "Tiền đâu" in words(tree(path))


@pytest.mark.parametrize(
    "mark", ['<w:b w:val="false"/>', '<w:highlight w:val="none"/>', '<w:shd w:val="clear"/>']
)
def test_marks_that_a_program_writes_and_that_show_nothing_are_no_edit(
    path: Path, mark: str
) -> None:
    def change(root: Any) -> None:
        for run in controls(root)["workers:quotes"].iter(w("r")):
            made = etree.fromstring(f'<w:x xmlns:w="{NAMESPACES["w"]}">{mark}</w:x>')[0]
            look = run.find(w("rPr"))
            if look is not None and look.find(made.tag) is None:
                look.append(made)

    edit(path, change)

    assert documents.renew(NEW, path).left == ()


def _saved_by_libreoffice(root: Any) -> None:
    """One control without a name around two parts, and the break of a page moved to its end."""
    held = controls(root)
    first, second = held["intro:counts"], held["workers:quotes"]
    between = []
    while first.getnext() is not second:
        between.append(first.getnext())
        first.getparent().remove(between[-1])
    content = first.find("w:sdtContent", NAMESPACES)
    last = list(content.iter(w("p")))[-1]
    made = f'<w:x xmlns:w="{NAMESPACES["w"]}"><w:r><w:br w:type="page"/></w:r></w:x>'
    last.append(etree.fromstring(made)[0])
    content.extend([*between, *second.find("w:sdtContent", NAMESPACES)])
    second.getparent().remove(second)
    for control in controls(root).values():
        for tag in control.findall("w:sdtPr/w:tag", NAMESPACES):
            tag.getparent().remove(tag)


def test_what_libreoffice_wrapped_together_is_made_again_part_by_part(path: Path) -> None:
    edit(path, _saved_by_libreoffice)
    written = documents.renew(NEW, path)

    assert {"intro:counts", "workers:quotes"} <= set(written.made)
    assert not {"intro:counts", "workers:quotes"} & set(written.left)
    root = tree(path)
    assert "2 Người lao động" in words(root)
    assert not [each for each in root.iter(w("br")) if each.get(w("type")) == "page"]
    chapter = next(
        each for each in root.iter(w("p")) if "".join(each.itertext()) == "2 Người lao động"
    )
    assert chapter.find("w:pPr/w:pageBreakBefore", NAMESPACES) is not None


def test_of_two_styles_with_one_name_ours_is_used(path: Path) -> None:
    theirs = (
        f'<w:style xmlns:w="{NAMESPACES["w"]}" w:type="paragraph" w:styleId="Theirs">'
        '<w:name w:val="Caption"/></w:style>'
    )
    edit(path, lambda root: root.insert(0, etree.fromstring(theirs)), "word/styles.xml")
    documents.renew(NEW, path)

    assert not [each for each in tree(path).iter(w("pStyle")) if each.get(w("val")) == "Theirs"]
