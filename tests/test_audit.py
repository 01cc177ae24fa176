"""The audit trail: what each decision found and left, and which of them are asked for."""

from __future__ import annotations

import csv
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT

from qualcode import audit, codebook, decisions, turns, undoing
from qualcode.audit import Entry, Filters
from qualcode.errors import DecisionError
from qualcode.exporters.audit import COLUMNS, write_annex, write_log
from qualcode.model import Bilingual, Case, Coding, Decision, Settings, Span, Study
from qualcode.review import review

BOOK = codebook.parse(
    """
codebook: test
version: 1
codes:
  - id: awareness.none
    label: {vi: Không biết, en: No knowledge}
  - id: money
    label: {vi: Tiền, en: Money}
""",
    "codebooks/test.yaml",
)
TALK = turns.parse(
    "pvs_01",
    "PVV: Chị có nghe nói chưa?\nNTL: Tôi chưa nghe nói. Tiền đâu ra mà đóng [cười].\n",
    file="transcripts/pvs_01.txt",
)
OTHER = turns.parse("tln_02", "NTL: Chưa ai nghe.\n", file="transcripts/tln_02.txt")


def span(words: str) -> Span:
    start = TALK.text.index(words)
    return Span(start, start + len(words))


HEARD = Coding("pvs_01", 2, span("Tôi chưa nghe nói."), "awareness.none", valence="neutral")
EMPTY = Study(
    Settings(),
    codebooks=(BOOK,),
    transcripts=(TALK, OTHER),
    cases=(Case("pvs_01"), Case("tln_02")),
    proposals=(HEARD,),
    codings=(HEARD,),
)


def after(study: Study, *drafts: Decision) -> Study:
    """The study with drafts recorded one a day from 2026-03-10 on, each a step of its own."""
    done = list(study.decisions)
    for draft in drafts:
        number = len(done)
        id_, time = f"id_{number:02}", f"2026-03-{10 + number}T08:00:00.000000Z"
        done.append(replace(draft, id=id_, time=time, sequence=number))
    codes = {code.id: code.valence for code in BOOK.codes}
    now = review(study.proposals, done, study.transcripts, codes)
    return replace(study, decisions=tuple(done), codings=now.codings, rejected=now.rejected)


def told(study: Study) -> list[tuple[str, str]]:
    return [(entry.before.en, entry.after.en) for entry in audit.entries(study)]


def test_accepting_a_proposal_tells_no_more_than_the_action() -> None:
    [entry] = audit.entries(after(EMPTY, decisions.accept(EMPTY, HEARD, coder="Lan")))
    assert entry.before == Bilingual("○ đề xuất", "○ proposed")
    assert entry.after == Bilingual("● đã chấp nhận (Lan)", "● accepted (Lan)")
    assert (entry.turn, entry.stands, entry.tells_more) == (2, True, False)


def test_rejecting_what_another_accepted_tells_whose_word_it_was() -> None:
    study = after(
        EMPTY,
        decisions.accept(EMPTY, HEARD, coder="Lan"),
        decisions.reject(EMPTY, HEARD, coder="Minh"),
    )
    last = audit.entries(study)[-1]
    assert (last.before.en, last.after.en) == ("● accepted (Lan)", "✗ rejected (Minh)")
    assert last.tells_more


def test_a_recoding_goes_from_the_old_code_to_the_new() -> None:
    study = after(EMPTY, decisions.recode(EMPTY, HEARD, "money", coder="Lan"))
    assert told(study) == [("○ proposed awareness.none", "✚ added (Lan) money")]


def test_other_words_are_told_before_and_after() -> None:
    study = after(EMPTY, decisions.respan(EMPTY, HEARD, span("chưa nghe nói"), coder="Lan"))
    assert told(study) == [("○ proposed “Tôi chưa nghe nói.”", "● accepted (Lan) “chưa nghe nói”")]


def test_a_memo_and_a_translation_tell_the_one_before() -> None:
    study = after(EMPTY, *(decisions.memo(EMPTY, HEARD, words, coder="Lan") for words in "ab"))
    assert told(study) == [("", "“a”"), ("“a”", "“b”")]
    english = [decisions.translate(EMPTY, HEARD, words, coder="Lan") for words in ("I", "I do")]
    assert told(after(EMPTY, *english)) == [("", "“I”"), ("“I”", "“I do”")]


def test_a_pin_and_a_check_tell_what_was_before() -> None:
    pinned = after(EMPTY, *(decisions.cite(EMPTY, HEARD, one, coder="Lan") for one in ("pin", "")))
    assert told(pinned) == [("", "always chosen as a quote"), ("always chosen as a quote", "")]
    study = after(EMPTY, decisions.translate(EMPTY, HEARD, "I", coder="Lan"))
    study = after(study, decisions.check_translation(study, study.codings[0], coder="Minh"))
    study = after(study, decisions.uncheck_translation(study, study.codings[0], coder="Minh"))
    assert told(study) == [("", "“I”"), ("", "“I”"), ("“I”", "")]
    assert [entry.turn for entry in audit.entries(study)] == [2, 2, 2]
    assert audit.entries(study, Filters(action="check")) == audit.entries(study)[1:]


def test_a_summary_tells_the_one_of_its_cell_that_stood() -> None:
    def sum_up(case: str, words: str) -> Decision:
        return decisions.summarise(EMPTY, case, "money", words, coder="Lan")

    study = after(EMPTY, sum_up("pvs_01", "a"), sum_up("tln_02", "c"), sum_up("pvs_01", "b"))
    assert told(study) == [("", "“a”"), ("", "“c”"), ("“a”", "“b”")]
    undone = after(study, *undoing.undo(study, coder="Lan"))
    assert told(after(undone, sum_up("pvs_01", "d")))[-2:] == [("“b”", "“a”"), ("“a”", "“d”")]


def test_what_is_not_about_words_tells_what_became_of_it() -> None:
    study = after(EMPTY, decisions.seen(EMPTY, "pvs_01", 2, coder="Lan"))
    study = after(study, decisions.assign(study, "tln_02", "Minh", coder="Hoa"))
    study = after(study, decisions.migrate(study, "rename", "money", "cash", coder="Hoa"))
    study = after(study, decisions.migrate(study, "retire", "money", "", coder="Hoa"))
    assert told(study) == [("", "read"), ("", "Minh"), ("money", "cash"), ("money", "retired")]
    assert [entry.turn for entry in audit.entries(study)] == [2, 0, 0, 0]


def test_an_undo_is_what_it_took_back_the_other_way_round_and_a_redo_turns_it_again() -> None:
    study = after(EMPTY, decisions.reject(EMPTY, HEARD, coder="Lan"))
    study = after(study, *undoing.undo(study, coder="Lan"))
    study = after(study, *undoing.redo(study, coder="Lan"))
    first, undo, redo = audit.entries(study)
    assert (undo.before, undo.after) == (first.after, first.before)
    assert (redo.before, redo.after) == (first.before, first.after)
    assert undo.about == redo.about == first.decision
    assert [entry.stands for entry in (first, undo, redo)] == [True, False, True]
    assert [entry.restores for entry in (first, undo, redo)] == [False, False, True]


def test_an_undo_of_what_is_not_here_tells_nothing() -> None:
    study = after(EMPTY, Decision("", "", 0, "Lan", "undo", target="gone"))
    assert told(study) == [("", "")]


def test_an_adjudication_tells_whom_it_overruled() -> None:
    study = after(EMPTY, decisions.accept(EMPTY, HEARD, coder="Lan"))
    settled = decisions.adjudicate(
        *(study, "pvs_01", HEARD.code, HEARD.span, "reject"), coder="Hoa", note="không nói"
    )
    last = audit.entries(after(study, settled))[-1]
    assert (last.before.en, last.after.en) == ("● accepted (Lan)", "✗ rejected (Hoa)")


def many() -> Study:
    study = after(
        EMPTY,
        decisions.accept(EMPTY, HEARD, coder="Lan"),
        decisions.recode(EMPTY, HEARD, "money", coder="Minh"),
        decisions.add(EMPTY, "tln_02", "money", Span(5, 17), coder="Lan", note="=1+1"),
        decisions.seen(EMPTY, "tln_02", 1, coder="Minh"),
    )
    study = replace(study, settings=Settings(coder="Hòa"))
    return after(study, *undoing.undo(study, coder="Minh", id="id_01"))


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(), [0, 1, 2, 3, 4]),
        (Filters(coder="Minh"), [1, 3, 4]),
        (Filters(action="undo"), [4]),
        (Filters(transcript="pvs_01"), [0, 1, 4]),
        (Filters(code="money"), [1, 2, 4]),
        (Filters(code="awareness"), [0, 1, 4]),
        (Filters(coder=unicodedata.normalize("NFD", "Hòa") + " "), []),
        (Filters(since=audit.moment("2026-03-12")), [2, 3, 4]),
        (Filters(until=audit.moment("2026-03-12", end=True)), [0, 1, 2]),
        (Filters(until=audit.moment("2026-03-12T08:00")), [0, 1]),
        (Filters(stands=False), [1]),
        (Filters(stands=True, last=2), [3, 4]),
        (Filters(coder="Lan", transcript="tln_02"), [2]),
    ],
)
def test_filters_leave_what_was_asked_for(filters: Filters, numbers: Sequence[int]) -> None:
    shown = audit.entries(many(), filters)
    assert [entry.decision.id for entry in shown] == [f"id_{number:02}" for number in numbers]
    said = audit.described(filters)
    assert said.vi
    assert said.en


def test_filters_are_told_in_words() -> None:
    filters = Filters(coder="Lan", action="recode", since=audit.moment("2026-03-12"), stands=True)
    assert audit.described(filters) == Bilingual(
        "người mã hóa Lan; việc: đổi mã; từ 2026-03-12 00:00 UTC; còn hiệu lực",
        "coder Lan; action: recode; from 2026-03-12 00:00 UTC; that stand",
    )


@pytest.mark.parametrize(
    ("filters", "near"),
    [
        (Filters(coder="lan"), "a coder 'lan'; did you mean 'Lan'?"),
        (Filters(coder="hoa"), "did you mean 'Hòa'?"),
        (Filters(coder="Nobody"), "a coder 'Nobody'"),
        (Filters(transcript="pvs_1"), "did you mean 'pvs_01'?"),
        (Filters(code="aware"), "did you mean 'awareness'?"),
        (Filters(code="awareness.non"), "did you mean 'awareness.none'?"),
    ],
)
def test_a_name_that_is_not_there_is_no_empty_trail(filters: Filters, near: str) -> None:
    with pytest.raises(DecisionError) as refused:
        audit.entries(many(), filters)
    assert near in str(refused.value)


def test_every_name_that_is_not_there_is_told() -> None:
    with pytest.raises(DecisionError) as refused:
        audit.entries(many(), Filters(coder="X", transcript="Y", code="Z"))
    assert [problem.where for problem in refused.value.problems] == ["X", "Y", "Z"]


def test_the_trail_of_a_code_has_what_was_decided_under_its_old_name() -> None:
    before = after(EMPTY, decisions.accept(EMPTY, HEARD, coder="Lan"))
    book = replace(BOOK, codes=(replace(BOOK.codes[0], id="awareness.nothing"), *BOOK.codes[1:]))
    edited = replace(before, codebooks=(book,))
    rename = decisions.migrate(edited, "rename", "awareness.none", "awareness.nothing", coder="Mai")
    renamed = after(edited, rename)
    for code in "awareness.nothing", "awareness.none":
        shown = audit.entries(renamed, Filters(code=code))
        assert [entry.decision.action for entry in shown] == ["accept", "rename"]


def test_an_unknown_action_gets_a_near_name() -> None:
    with pytest.raises(DecisionError, match="did you mean 'accept'"):
        audit.entries(EMPTY, Filters(action="accpt"))


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("2026-03-12", "2026-03-12T00:00:00.000000Z"),
        ("2026-03-12T08:30", "2026-03-12T08:30:00.000000Z"),
        ("2026-03-12T08:30+07:00", "2026-03-12T01:30:00.000000Z"),
        ("2026-03-12T08:30:15Z", "2026-03-12T08:30:15.000000Z"),
    ],
)
def test_a_moment_is_utc_unless_it_says_otherwise(words: str, time: str) -> None:
    assert audit.moment(words) == time


@pytest.mark.parametrize("words", ["", "12/3", "hôm qua", "2026-02-30"])
def test_what_is_no_date_is_refused_with_an_example(words: str) -> None:
    with pytest.raises(DecisionError, match="write it like 2026-03-12"):
        audit.moment(words)


def test_the_last_day_there_is_has_no_end() -> None:
    with pytest.raises(DecisionError):
        audit.moment("9999-12-31", end=True)


def test_coders_are_counted_without_what_only_takes_back() -> None:
    shown = [(t.coder, t.decisions, t.stand) for t in audit.tallies(audit.entries(many()))]
    assert shown == [("Lan", 2, 2), ("Minh", 2, 1)]


def rows(path: Path, entries: Sequence[Entry]) -> list[dict[str, str]]:
    write_log(entries, path, "en")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_the_table_has_a_row_for_each_decision_and_words_as_they_are(tmp_path: Path) -> None:
    shown = rows(tmp_path / "trail.csv", audit.entries(many()))
    assert list(shown[0]) == list(COLUMNS)
    assert [row["action"] for row in shown] == ["accept", "recode", "add", "seen", "undo"]
    assert (shown[0]["words"], shown[0]["turn"]) == ("Tôi chưa nghe nói.", "2")
    assert (shown[1]["code"], shown[1]["target"], shown[1]["standing"]) == (
        "awareness.none",
        "money",
        "no",
    )
    assert (shown[2]["note"], shown[2]["sha256"]) == ("=1+1", OTHER.sha256)
    assert (shown[4]["words"], shown[4]["target"]) == ("Tôi chưa nghe nói.", "id_01")


def annex(path: Path, study: Study) -> docx.document.Document:
    title = Bilingual("Tiếp cận bảo hiểm", "Access to insurance")
    write_annex(title, audit.entries(study), (Bilingual("Mọi lời.", "All."),), path, "vi")
    return docx.Document(str(path))


def test_the_annex_lies_across_the_page_and_repeats_its_headings(tmp_path: Path) -> None:
    document = annex(tmp_path / "annex.docx", many())
    section = document.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height
    for table in document.tables:
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
        room = section.page_width - section.left_margin - section.right_margin
        assert sum(column.width for column in table.columns) <= room


def test_the_annex_says_what_it_is_and_then_goes_by_transcript(tmp_path: Path) -> None:
    study = many()
    study = after(study, decisions.migrate(study, "rename", "money", "cash", coder="Hoa"))
    document = annex(tmp_path / "annex.docx", study)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for words in ("Nhật ký mã hóa", "Access to insurance", "Mọi lời.", "6 quyết định, 1 đã rút"):
        assert words in text
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings == ["pvs_01", "tln_02", "Về sổ mã – About the codebook"]
    counts, first, second, _ = document.tables
    assert [row.cells[0].text for row in counts.rows[1:]] == ["Hoa", "Lan", "Minh"]
    assert [row.cells[2].text for row in first.rows[1:]] == [
        "chấp nhận\nawareness.none",
        "đổi mã\nawareness.none → money",
        "rút lại: đổi mã\nawareness.none → money",
    ]
    assert second.rows[1].cells[6].text == "=1+1"
    struck = [bool(row._tr.xpath(".//w:strike")) for row in first.rows[1:]]
    assert struck == [False, True, False]


def test_the_annex_has_one_font_for_all_letters_and_the_same_bytes_each_time(
    tmp_path: Path,
) -> None:
    paths = tmp_path / "a.docx", tmp_path / "b.docx"
    for path in paths:
        annex(path, many())
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with zipfile.ZipFile(paths[0]) as package:
        assert 'w:eastAsia="Arial"' in package.read("word/styles.xml").decode()


def test_an_annex_of_nothing_says_so(tmp_path: Path) -> None:
    document = annex(tmp_path / "annex.docx", EMPTY)
    assert "0 quyết định, 0 đã rút lại." in "\n".join(p.text for p in document.paragraphs)
    assert document.tables == []


LEARNED = replace(HEARD, origin="model", probability=0.8312, model="qualcode 0.6; 40 decisions")


def test_the_trail_tells_what_a_model_had_proposed() -> None:
    study = replace(EMPTY, proposals=(LEARNED,), codings=(LEARNED,))
    decided = after(study, decisions.accept(study, LEARNED, coder="Lan"))
    [entry] = audit.entries(decided)
    assert entry.before == Bilingual("○ đề xuất máy học 0,83", "○ proposed learned 0.83")
    assert (entry.decision.model, entry.decision.probability) == (LEARNED.model, 0.8312)


def test_csv_and_annex_tell_the_model_also_when_it_proposes_something_else(tmp_path: Path) -> None:
    study = replace(EMPTY, proposals=(LEARNED,), codings=(LEARNED,))
    draft = decisions.accept(study, LEARNED, coder="Lan")
    decided = after(replace(study, proposals=()), draft)
    listed = audit.entries(decided)
    write_log(listed, tmp_path / "log.csv", "en")
    with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["probability"], row["model"]) == ("0.831", LEARNED.model)
    write_annex(Bilingual("", ""), listed, (), tmp_path / "annex.docx", "vi")
    annex = docx.Document(str(tmp_path / "annex.docx"))
    assert any(LEARNED.model in paragraph.text for paragraph in annex.paragraphs)
    cells = [cell.text for row in annex.tables[-1].rows for cell in row.cells]
    assert "chấp nhận\nawareness.none\nmáy học 0,83" in cells
