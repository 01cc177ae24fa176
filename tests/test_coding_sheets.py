"""Word sheets: what leaves, what comes back, and what a coder's edits mean."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from conftest import CODEBOOK
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode import codebook, coding_sheets, turns
from qualcode.coding_sheets import Comparison
from qualcode.coding_sheets.fingerprint import pack, unpack
from qualcode.errors import ImportFileError
from qualcode.model import Coding, Decision, Settings, Span, Study
from qualcode.project import with_codings

NO_KNOWLEDGE, INCOME = "awareness.no_knowledge", "affordability.worker_income"
TALK = """Tỉnh: Lào Cai

PVV: Chị có nghe nói bảo hiểm xã hội tự nguyện chưa?
NTL: Dạ chưa ạ. Tôi chưa nghe nói bảo hiểm bao giờ. [cười]
PVV: Thế <b>đóng</b> thì sao?
NTL: Tiền đâu ra mà đóng hả em. Bán rau & nuôi gà, =1+1 cũng không đủ.
Mưa thì nghỉ.
PVV: Vâng.
NTL: Hết chuyện rồi.
"""
CORRECTED = TALK.replace("Tỉnh: Lào Cai\n", "Tỉnh: Lào Cai\nNgày: 3/9\n").replace(
    "Hết chuyện", "Thôi, hết chuyện"
)


def make_study(talk: str = TALK) -> Study:
    book = codebook.parse(CODEBOOK, "codebooks/test.yaml")
    transcript = turns.parse("pvs_01", talk, file="transcripts/pvs_01.txt")
    return with_codings(Study(Settings(), codebooks=(book,), transcripts=(transcript,)))


def span_of(study: Study, words: str) -> Span:
    start = study.transcripts[0].text.index(words)
    return Span(start, start + len(words))


def decided(study: Study, drafts: Sequence[Decision], *, time: str = "2026-01-0") -> Study:
    """The study with these drafts recorded."""
    from qualcode.project import with_decisions

    known = study.decisions
    done = [
        replace(d, id=f"{len(known) + n:032x}", time=f"{time}{n + 1}T00:00:00.000000Z", sequence=n)
        for n, d in enumerate(drafts)
    ]
    return with_decisions(study, (*known, *done))


def told(comparison: Comparison) -> list[tuple[str, str, str]]:
    """What a comparison found, as (action, code or text, words)."""
    return [(c.action, c.what, c.words) for c in comparison.changes]


def faults(comparison: Comparison) -> list[str]:
    return [p.message.en for p in comparison.problems if p.severity == "error"]


class Word:
    """A Word file in the hands of a coder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.document = docx.Document(str(path))

    def comment(self, code: str, nth: int = 0) -> Any:
        """Return the comment of this code."""
        return [c for c in self.document.comments if c.text.startswith(code)][nth]

    def rewrite(self, code: str, edit: Callable[[list[str]], list[str]], nth: int = 0) -> None:
        """Give the comment of this code other lines."""
        comment = self.comment(code, nth)
        lines = edit(comment.text.split("\n"))
        for paragraph in list(comment.paragraphs)[1:]:
            paragraph._p.getparent().remove(paragraph._p)
        first = comment.paragraphs[0]
        for run in first.runs:
            run.text = ""
        first.add_run(lines[0])
        for line in lines[1:]:
            comment.add_paragraph(line)

    def delete(self, code: str, nth: int = 0) -> None:
        """Take away a comment and its marks in the text."""
        number = str(self.comment(code, nth).comment_id)
        for part in (self.document.element, self.document.part._comments_part.element):
            for node in list(part.iter()):
                if node.get(qn("w:id")) == number and "omment" in node.tag:
                    node.getparent().remove(node)

    def add(self, words: str, text: str) -> None:
        """Select these words of one paragraph and insert a comment."""
        paragraph = next(p for p in self.document.paragraphs if words in p.text)
        start = paragraph.text.index(words)
        self.document.add_comment(
            self._runs(paragraph, start, start + len(words)), text, "Ai đó", "A"
        )

    def _runs(self, paragraph: Any, start: int, end: int) -> list[Any]:
        for cut in (start, end):
            at = 0
            for run in list(paragraph.runs):
                length = len(run.text)
                if at < cut < at + length:
                    whole = run.text
                    second = deepcopy(run._r)
                    run._r.addnext(second)
                    run.text = whole[: cut - at]
                    docx.text.run.Run(second, paragraph).text = whole[cut - at :]
                    break
                at += length
        at, inside = 0, []
        for run in paragraph.runs:
            if start <= at and at + len(run.text) <= end and run.text:
                inside.append(run)
            at += len(run.text)
        return inside

    def replace(self, old: str, new: str) -> None:
        """Edit the transcript's words, where one run holds them."""
        run = next(r for p in self.document.paragraphs for r in p.runs if old in r.text)
        run.text = run.text.replace(old, new)

    def save(self) -> Path:
        """Save the file."""
        self.document.save(str(self.path))
        return self.path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pvs_01.docx"


def exported(study: Study, path: Path, **options: Any) -> Path:
    coding_sheets.write(coding_sheets.make(study, "pvs_01", **options), path)
    return path


def word(study: Study, path: Path) -> Word:
    return Word(exported(study, path))


def compared(study: Study, path: Path, coder: str = "Lan") -> Comparison:
    return coding_sheets.compare(study, coding_sheets.read(path), coder=coder)


def test_the_study_of_these_tests_has_three_proposals() -> None:
    study = make_study()
    found = [(c.code, c.span.of(study.transcripts[0].text)) for c in study.codings]
    assert found == [
        (NO_KNOWLEDGE, "Dạ chưa ạ."),
        (NO_KNOWLEDGE, "Tôi chưa nghe nói bảo hiểm bao giờ. [cười]"),
        (INCOME, "Tiền đâu ra mà đóng hả em."),
    ]


# What leaves


def test_each_coding_is_a_comment_on_its_very_words(path: Path) -> None:
    study = make_study()
    returned = coding_sheets.read(exported(study, path))
    words = {mark.code.split(" ")[0]: mark.where for mark in returned.marks}
    assert words[INCOME] == "T004 “Tiền đâu ra mà đóng hả em.”"
    assert len(returned.marks) == 3


def test_a_comment_begins_with_the_code_then_its_label_then_the_sign(path: Path) -> None:
    comment = word(make_study(), path).comment(INCOME)
    assert comment.text.split("\n") == [
        "affordability.worker_income · Thu nhập thấp / Low income",
        "○ đề xuất / proposed",
    ]
    assert comment.author == "qualcode"


def test_a_turn_stands_as_a_person_reads_it(path: Path) -> None:
    lines = [p.text for p in word(make_study(), path).document.paragraphs]
    assert "T002\tNTL\tDạ chưa ạ. Tôi chưa nghe nói bảo hiểm bao giờ. [cười]" in lines
    assert "T003\tPVV\tThế <b>đóng</b> thì sao?" in lines
    assert any("=1+1 cũng không đủ.\nMưa thì nghỉ." in line for line in lines)


def test_the_same_study_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "1.docx", tmp_path / "2.docx"
    study = make_study()
    assert exported(study, one).read_bytes() == exported(study, other).read_bytes()


# Silence


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_a_sheet_left_as_it_is_asks_for_nothing(tmp_path: Path, suffix: str) -> None:
    study = make_study()
    found = compared(study, exported(study, tmp_path / f"pvs_01.{suffix}"))
    assert (found.changes, found.problems) == ((), ())


TEXTS = st.text(st.sampled_from("aá ệ\n&<=[]“”EN:○●ok đồng ý.\t"), max_size=30) | st.sampled_from(
    ["EN: abc", "● ok", "không đồng ý", "a\n\nb", "=1+1"]
)


@st.composite
def studies(draw: st.DrawFn) -> Study:
    """The study with any codings whatever: overlapping, whole turns, within a word."""
    study = make_study()
    transcript = study.transcripts[0]
    codings = {}
    for _ in range(draw(st.integers(0, 8))):
        turn = draw(st.sampled_from(transcript.turns))
        start = draw(st.integers(turn.span.start, turn.span.end - 1))
        end = draw(st.integers(start + 1, turn.span.end))
        code = draw(st.sampled_from([NO_KNOWLEDGE, INCOME]))
        status = draw(st.sampled_from(["proposed", "accepted", "added"]))
        coding = Coding(
            "pvs_01",
            turn.number,
            Span(start, end),
            code,
            status=status,
            coder="" if status == "proposed" else draw(st.sampled_from(["Lan", "Đúng", "Ko <b>"])),
            memo=draw(TEXTS),
            translation=draw(TEXTS),
        )
        if coding.span.of(transcript.text).strip():
            codings[coding.id] = coding
    return replace(study, codings=tuple(codings.values()))


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(study=studies())
def test_whatever_is_coded_comes_back_as_it_left(tmp_path: Path, suffix: str, study: Study) -> None:
    found = compared(study, exported(study, tmp_path / f"pvs_01.{suffix}"))
    assert (told(found), faults(found)) == ([], [])


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_libreoffice_saves_a_sheet_and_nothing_is_lost(tmp_path: Path, suffix: str) -> None:
    study = make_study()
    text = study.transcripts[0].text
    odd = Coding(
        "pvs_01",
        4,
        span_of(study, "ra mà đóng hả em. Bán rau & nu"),
        NO_KNOWLEDGE,
        status="added",
        coder="Lan",
        memo="hai dòng\nEN: không phải tiếng Anh",
        translation="They have no money & sell <b>",
    )
    whole = Coding("pvs_01", 4, study.transcripts[0].turns[3].span, "awareness.no_knowledge")
    study = replace(study, codings=(*study.codings, odd, whole))
    path = exported(study, tmp_path / f"pvs_01.{suffix}")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    out = str(tmp_path / "out")
    command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", out, str(path)]
    subprocess.run(command, check=True, capture_output=True)
    found = compared(study, tmp_path / "out" / path.name)
    assert (told(found), found.problems) == ([], ()), text


# What a coder does in Word


def test_deleting_a_comment_rejects_its_coding(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.delete(INCOME)
    found = compared(study, sheet.save())
    assert told(found) == [("reject", INCOME, "Tiền đâu ra mà đóng hả em.")]
    (draft,) = found.changes[0].drafts
    assert (draft.coder, draft.code, draft.span) == ("Lan", INCOME, found.changes[0].span)


@pytest.mark.parametrize(
    "status",
    [
        "● đề xuất / proposed",
        "○ ● đề xuất / proposed",
        "○ đề xuất / proposed ok",
        "○ đồng ý",
        "ok",
        "OK, đúng rồi",
        "đồng ý",
        "✓",
        "● chấp nhận / accepted",
    ],
)
def test_a_word_or_sign_on_the_second_line_accepts(path: Path, status: str) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda lines: [lines[0], status])
    found = compared(study, sheet.save())
    assert told(found) == [("accept", INCOME, "Tiền đâu ra mà đóng hả em.")]


@pytest.mark.parametrize("status", ["○ không đồng ý", "chưa đồng ý", "ok?", "✗ ok", "ok bỏ"])
def test_what_may_mean_either_is_asked_about(path: Path, status: str) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda lines: [lines[0], status])
    found = compared(study, sheet.save())
    assert told(found) == []
    assert faults(found) == [
        "it isn't clear whether this accepts or rejects; write only “ok” or “reject”"
    ]


def test_a_cross_on_the_second_line_rejects(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda lines: [lines[0], "✗"])
    assert [change.action for change in compared(study, sheet.save()).changes] == ["reject"]


@pytest.mark.parametrize(
    "line",
    [
        "awareness.no_knowledge · Thu nhập thấp / Low income",
        "awareness.no_knowledge",
        "Awareness.No_Knowledge:",
        "Không biết",
        "no knowledge",
    ],
)
def test_another_code_on_the_first_line_recodes(path: Path, line: str) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda lines: [line, *lines[1:]])
    found = compared(study, sheet.save())
    assert told(found) == [("recode", f"{INCOME} → {NO_KNOWLEDGE}", "Tiền đâu ra mà đóng hả em.")]


def test_a_memo_goes_along_when_its_coding_is_recoded(path: Path) -> None:
    study = make_study()
    noted = [replace(c, memo="xem lại") if c.code == INCOME else c for c in study.codings]
    study = replace(study, codings=tuple(noted))
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda lines: [NO_KNOWLEDGE, *lines[1:]])
    (change,) = compared(study, sheet.save()).changes
    assert [(d.action, d.code, d.note) for d in change.drafts] == [
        ("recode", INCOME, ""),
        ("memo", NO_KNOWLEDGE, "xem lại"),
    ]


def test_a_code_nobody_knows_changes_nothing_and_the_nearest_is_named(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda lines: ["affordability.worker_incom", *lines[1:]])
    found = compared(study, sheet.save())
    assert told(found) == []
    assert faults(found) == [
        f"there is no code “affordability.worker_incom”; did you mean {INCOME}?"
    ]


def test_a_changed_label_alone_is_asked_about(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda lines: [f"{INCOME} · Không biết", *lines[1:]])
    found = compared(study, sheet.save())
    assert told(found) == []
    assert "the label was changed but not the code" in faults(found)[0]


def test_a_new_comment_adds_its_code_to_the_selected_words(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.add("rau & nuôi gà, =1+1 ", f"{INCOME}\nbán lẻ ở chợ\nhai dòng")
    found = compared(study, sheet.save())
    assert told(found) == [
        ("add", INCOME, "rau & nuôi gà, =1+1"),
        ("memo", f"{INCOME}: bán lẻ ở chợ\nhai dòng", "rau & nuôi gà, =1+1"),
    ]
    assert found.changes[0].drafts[0].span == span_of(study, "rau & nuôi gà, =1+1")


def test_words_behind_the_code_are_the_memo(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.add("Hết chuyện", f"{INCOME}: nói vậy thôi")
    assert told(compared(study, sheet.save())) == [
        ("add", INCOME, "Hết chuyện"),
        ("memo", f"{INCOME}: nói vậy thôi", "Hết chuyện"),
    ]


def test_the_same_code_on_fewer_words_and_the_old_comment_gone_is_a_respan(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.delete(INCOME)
    sheet.add("Tiền đâu ra", INCOME)
    found = compared(study, sheet.save())
    assert told(found) == [("respan", INCOME, "Tiền đâu ra")]


def test_a_memo_and_the_english_are_written_below_the_status(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda lines: [*lines, "EN: Where would the money come from?", "hay"])
    found = compared(study, sheet.save())
    assert told(found) == [
        ("memo", f"{INCOME}: hay", "Tiền đâu ra mà đóng hả em."),
        ("translate", "Where would the money come from?", "Tiền đâu ra mà đóng hả em."),
    ]


def test_a_memo_that_was_deleted_is_taken_away(path: Path) -> None:
    study = make_study()
    noted = [replace(c, memo="xem lại") if c.code == INCOME else c for c in study.codings]
    study = replace(study, codings=tuple(noted))
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda lines: lines[:2])
    ((change),) = compared(study, sheet.save()).changes
    assert (change.action, change.drafts[0].note) == ("memo", "")


def test_a_comment_that_is_only_a_remark_is_reported(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.add("Hết chuyện", "Chỗ này hay quá")
    found = compared(study, sheet.save())
    assert told(found) == []
    assert faults(found)[0].startswith("it begins with no code: “Chỗ này hay quá”")


def test_the_interviewers_words_are_not_coded(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.add("thì sao", INCOME)
    found = compared(study, sheet.save())
    assert told(found) == []
    assert "interviewer's, which is not coded" in faults(found)[0]


def test_a_comment_on_the_how_to_is_reported(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.add("xóa bình luận", INCOME)
    assert "not on the transcript's own words" in faults(compared(study, sheet.save()))[0]


def test_a_copied_comment_with_the_same_code_is_asked_about(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.add("Tiền đâu ra mà đóng hả em.", INCOME)
    found = compared(study, sheet.save())
    assert told(found) == []
    assert "has this code on these very words already" in faults(found)[0]


def test_all_comments_gone_is_a_programs_doing(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    for code in (NO_KNOWLEDGE, NO_KNOWLEDGE, INCOME):
        sheet.delete(code)
    found = compared(study, sheet.save())
    assert told(found) == []
    assert faults(found)[0].startswith("none of the 3 codings that the sheet left with is in it")


def test_edited_words_are_refused_and_the_comments_of_the_turn_found_again(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.replace("cũng không đủ", "vẫn không đủ ăn")
    sheet.add("Tiền đâu ra mà đóng hả em. Bán rau", NO_KNOWLEDGE)
    found = compared(study, sheet.save())
    assert told(found) == [("add", NO_KNOWLEDGE, "Tiền đâu ra mà đóng hả em. Bán rau")]
    assert "a sheet can't correct a transcript" in faults(found)[0]


def test_a_comment_lost_with_its_words_is_no_rejection(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.delete(INCOME)
    sheet.replace("Tiền đâu ra mà đóng hả em.", "")
    found = compared(study, sheet.save())
    assert told(found) == []
    assert any("isn't clear that it was rejected" in fault for fault in faults(found))


def test_runs_split_by_word_and_new_ids_and_authors_change_nothing(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    for number, comment in enumerate(reversed(list(sheet.document.comments))):
        old, new = str(comment.comment_id), str(900 + number)
        comment.author = "Người khác"
        for part in (sheet.document.element, sheet.document.part._comments_part.element):
            for node in part.iter():
                if node.get(qn("w:id")) == old and "omment" in node.tag:
                    node.set(qn("w:id"), new)
    paragraph = next(p for p in sheet.document.paragraphs if "Tiền đâu" in p.text)
    sheet._runs(paragraph, paragraph.text.index("đâu"), paragraph.text.index("đóng"))
    found = compared(study, sheet.save())
    assert (found.changes, found.problems) == ((), ())


def test_tracked_insertions_count_as_edited_words_and_deletions_too(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    paragraph = next(p for p in sheet.document.paragraphs if "Hết chuyện" in p.text)
    run = next(r for r in paragraph.runs if "Hết chuyện" in r.text)
    inserted = parse_xml(
        '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="77" '
        'w:author="A"><w:r><w:t>Thôi, </w:t></w:r></w:ins>'
    )
    run._r.addprevious(inserted)
    assert "a sheet can't correct a transcript" in faults(compared(study, sheet.save()))[0]


def with_reply(path: Path, code: str, text: str) -> Path:
    """Answer the comment of this code, and mark it as resolved, as Word does."""
    sheet = Word(path)
    comment = sheet.comment(code)
    w14 = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
    comment.paragraphs[-1]._p.set(w14, "00000001")
    start = next(
        n
        for n in sheet.document.element.iter(qn("w:commentRangeStart"))
        if n.get(qn("w:id")) == str(comment.comment_id)
    )
    run = docx.text.run.Run(start.getnext(), None)
    reply = sheet.document.add_comment([run], text, "Minh", "M")
    reply.paragraphs[-1]._p.set(w14, "00000002")
    sheet.save()
    extended = (
        '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        '<w15:commentEx w15:paraId="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001" w15:done="0"/>'
        "</w15:commentsEx>"
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/commentsExtended.xml", extended)
    return path


def test_a_resolved_comment_with_a_reply_that_says_ok_is_accepted(path: Path) -> None:
    study = make_study()
    exported(study, path)
    found = compared(study, with_reply(path, INCOME, "Đồng ý"))
    assert (told(found), faults(found)) == (
        [("accept", INCOME, "Tiền đâu ra mà đóng hả em.")],
        [],
    )


def test_any_other_reply_is_reported(path: Path) -> None:
    study = make_study()
    exported(study, path)
    found = compared(study, with_reply(path, INCOME, "Chị nghĩ sao về câu này?"))
    assert told(found) == []
    assert faults(found)[0].startswith("it begins with no code")


def with_two(study: Study, words: str, other: str) -> Study:
    """The study with two coders' codings of one code that share words."""
    both = [
        Coding("pvs_01", 4, span_of(study, said), INCOME, status="added", coder=coder)
        for said, coder in ((words, "Lan"), (other, "Minh"))
    ]
    return replace(study, codings=tuple(both))


def test_a_rejection_that_would_reach_over_to_another_coding_is_asked_about(path: Path) -> None:
    study = with_two(make_study(), "Bán rau & nuôi gà", "nuôi gà, =1+1")
    sheet = word(study, path)
    sheet.delete(INCOME)
    found = compared(study, sheet.save())
    assert told(found) == []
    assert "another one of its code on some of its words is still" in faults(found)[0]


def test_two_codings_that_became_one_longer_one_are_a_respan_alone(path: Path) -> None:
    study = with_two(make_study(), "Bán rau", "nuôi gà")
    sheet = word(study, path)
    sheet.delete(INCOME)
    sheet.delete(INCOME)
    sheet.add("Bán rau & nuôi gà", INCOME)
    assert told(compared(study, sheet.save())) == [("respan", INCOME, "Bán rau & nuôi gà")]


# Time goes on


def test_what_is_applied_is_not_asked_for_again(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda lines: [NO_KNOWLEDGE, *lines[1:], "ghi chú"])
    sheet.delete(NO_KNOWLEDGE)
    sheet.add("Hết chuyện", f"{INCOME}\nEN: That is all\nmột ý")
    first = compared(study, sheet.save())
    drafts = [draft for change in first.changes for draft in change.drafts]
    assert [d.action for d in drafts] == ["reject", "recode", "memo", "add", "memo", "translate"]
    later = decided(study, drafts)
    assert compared(later, path).changes == ()


def test_a_sheet_does_not_overrule_what_the_coder_decided_after_it(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda lines: [lines[0], "ok"])
    (change,) = compared(study, sheet.save()).changes
    once = decided(study, change.drafts)
    after = decided(once, [replace(change.drafts[0], action="reject")], time="2026-02-0")
    assert compared(after, path).changes == ()


def test_a_second_coders_ok_is_her_own_word(path: Path) -> None:
    study = make_study()
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda lines: [lines[0], "ok"])
    (change,) = compared(study, sheet.save()).changes
    accepted = decided(study, change.drafts)
    (hers,) = compared(accepted, path, coder="Minh").changes
    assert (hers.action, hers.drafts[0].coder) == ("accept", "Minh")


def test_a_corrected_transcript_keeps_the_edits_on_words_that_are_still_there(path: Path) -> None:
    sheet = word(make_study(), path)
    sheet.delete(INCOME)
    sheet.add("rau & nuôi gà", INCOME)
    study = make_study(CORRECTED)
    found = compared(study, sheet.save())
    assert told(found) == [
        ("reject", INCOME, "Tiền đâu ra mà đóng hả em."),
        ("add", INCOME, "rau & nuôi gà"),
    ]
    assert found.changes[1].span == span_of(study, "rau & nuôi gà")
    assert [p.severity for p in found.problems] == ["warning"]


def test_words_that_now_say_something_else_are_not_coded_in_silence(path: Path) -> None:
    sheet = word(make_study(), path)
    sheet.add("=1+1 cũng không đủ.", INCOME)
    study = make_study(TALK.replace("cũng không đủ", "cũng đã đủ"))
    found = compared(study, sheet.save())
    assert told(found) == []
    assert "the transcript now has other words here" in faults(found)[0]


def test_a_renamed_transcript_is_known_by_its_words(path: Path) -> None:
    sheet = word(make_study(), path)
    sheet.delete(INCOME)
    study = make_study()
    renamed = replace(study.transcripts[0], name="pvs_so_1")
    study = with_codings(Study(Settings(), study.codebooks, (renamed,)))
    found = compared(study, sheet.save())
    assert (found.transcript, [c.action for c in found.changes]) == ("pvs_so_1", ["reject"])


def test_another_studys_sheet_is_refused_even_if_a_transcript_has_its_name(path: Path) -> None:
    exported(make_study(), path)
    other = make_study("PVV: Anh làm nghề gì?\nNTL: Tôi chạy xe ôm công nghệ được ba năm rồi.\n")
    found = compared(other, path)
    assert found.changes == ()
    assert "with quite other words than ours" in faults(found)[0]


# Files that are no sheets


def test_a_word_file_of_ones_own_is_no_sheet(path: Path) -> None:
    docx.Document().save(str(path))
    with pytest.raises(ImportFileError, match="is no coding sheet of qualcode"):
        coding_sheets.read(path)


def test_a_damaged_fingerprint_is_told(path: Path) -> None:
    exported(make_study(), path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(b"qualcode0001", b"x")
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(ImportFileError, match="hidden part of this sheet is damaged"):
        coding_sheets.read(path)


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 and no more", b"plain words", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_office_file_gets_one_line(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"phiếu.{suffix}"
    path.write_bytes(data)
    with pytest.raises(ImportFileError) as error:
        coding_sheets.read(path)
    assert len(error.value.problems) == 1


@pytest.mark.parametrize(
    ("suffix", "part"), [("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")]
)
def test_entities_and_bombs_are_refused_unread(tmp_path: Path, suffix: str, part: str) -> None:
    path = tmp_path / f"phiếu.{suffix}"
    for data in (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", b"<x>" + b" " * 9_000_000 + b"</x>"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(part, data)
        with pytest.raises(ImportFileError):
            coding_sheets.read(path)


# What a model had proposed

MODEL = "qualcode 0.6, linear, seed 0; 40 decisions"


def with_learned(model: str = MODEL) -> Study:
    """The study with one more proposal, which is a model's."""
    study = make_study()
    span = span_of(study, "Hết chuyện rồi.")
    learned = Coding(
        "pvs_01", 6, span, INCOME, "barrier", origin="model", probability=0.8312, model=model
    )
    return decided(replace(study, proposals=(*study.proposals, learned)), [])


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
@pytest.mark.parametrize("model", [MODEL, "ok-model v1", "reject.me 2"])
def test_a_sheet_with_a_models_proposal_left_as_it_is_asks_for_nothing(
    tmp_path: Path, suffix: str, model: str
) -> None:
    study = with_learned(model)
    path = exported(study, tmp_path / f"sheet{suffix}")
    assert compared(study, path) == Comparison("pvs_01")


def test_a_models_proposal_says_so_in_its_comment_and_the_sheet_says_how_many(path: Path) -> None:
    sheet = word(with_learned(), path)
    assert sheet.comment(INCOME, 1).text.split("\n")[1] == (
        "○ đề xuất / proposed (máy học 0,83 / learned 0.83)"
    )
    text = "\n".join(paragraph.text for paragraph in sheet.document.paragraphs)
    assert "4 codings: 0 confirmed or added by a person, 3 proposed by rules, 1 by" in text


@pytest.mark.parametrize("line", ["●", "ok (máy học 0,83 / learned 0.83)", "đồng ý"])
@pytest.mark.parametrize("is_proposed", [True, False])
def test_accepting_a_models_proposal_records_the_model_whatever_it_has_learned_since(
    path: Path, line: str, *, is_proposed: bool
) -> None:
    study = with_learned()
    sheet = word(study, path)
    sheet.rewrite(INCOME, lambda lines: [lines[0], line], nth=1)
    now = study if is_proposed else make_study()
    [change] = compared(now, sheet.save()).changes
    [draft] = change.drafts
    assert (draft.action, draft.code) == ("accept", INCOME)
    assert (draft.model, draft.probability) == (MODEL, 0.8312)


def test_a_sheet_that_an_older_version_made_is_read() -> None:
    left = coding_sheets.make(make_study(), "pvs_01").fingerprint
    first, *pieces = pack(left, 240)
    assert unpack((first.replace("2", "1"), *pieces), "pvs_01.docx") == left
    with pytest.raises(ImportFileError, match="update qualcode"):
        unpack((first.replace("2", "3"), *pieces), "pvs_01.docx")
