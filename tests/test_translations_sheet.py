"""A translator's sheet: what it asks for, and what comes back from it or from a plain table."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner, Result

from qualcode import codebook, decisions, project, translations, turns
from qualcode.cli import exporting, importing
from qualcode.decided import with_decisions
from qualcode.errors import ImportFileError, StudyError
from qualcode.framework.comparing import Comparison
from qualcode.model import Case, Coding, Decision, Deliverable, Settings, Span, Study
from qualcode.translations.columns import COLUMNS
from qualcode.translations.plain import guarded, unguarded

BOOK = codebook.parse(
    """
codebook: test
version: 1
codes:
  - {id: cost.fee, label: {vi: Mức đóng cao, en: Fee too high}, patterns: [không có]}
  - {id: cost.season, label: {vi: Theo mùa, en: Seasonal}, patterns: [không có]}
""",
    "codebooks/test.yaml",
)
TALK = """\
PVV: Chị có đóng bảo hiểm xã hội tự nguyện không?
NTL: Dạ không. Đóng thế thì cao quá, mà nhà em đông người. Chỉ có tiền lúc vào mùa thôi.
PVV: Thế chị có nghe gì về quỹ không?
NTL: Nghe nói rút bảo hiểm xã hội một lần là hết. - Em cũng chẳng rõ, thôi thì thôi.
"""
TALKS = tuple(turns.parse(name, TALK, file=f"transcripts/{name}.txt") for name in ("b_02", "a_01"))
FEE = "Đóng thế thì cao quá"
SEASON = "Chỉ có tiền lúc vào mùa thôi."
ONCE = "Nghe nói rút bảo hiểm xã hội một lần là hết."
DASH = "- Em cũng chẳng rõ, thôi thì thôi."


def coded(case: str, turn: int, words: str, code: str, **more: Any) -> Coding:
    start = TALKS[0].text.index(words)
    return Coding(case, turn, Span(start, start + len(words)), code, **more)


CODINGS = (
    coded("b_02", 2, FEE, "cost.fee"),
    coded("b_02", 2, SEASON, "cost.fee"),
    coded("b_02", 2, SEASON, "cost.season"),
    coded("a_01", 4, DASH, "cost.season"),
    coded("a_01", 4, ONCE, "cost.season"),
)
STUDY = Study(
    Settings(),
    codebooks=(BOOK,),
    transcripts=TALKS,
    cases=(Case("b_02"), Case("a_01")),
    proposals=CODINGS,
    codings=CODINGS,
)
FEE_ID, SEASON_ID, ONCE_ID, DASH_ID = "b_02:T002:1", "b_02:T002:2", "a_01:T004:1", "a_01:T004:2"


def having(*drafts: Decision, study: Study = STUDY) -> Study:
    """Return the study with these decided, one after the other."""
    last = len(study.decisions)
    made = [
        replace(draft, id=f"a{at}", time=f"2026-01-01T00:00:{at:02}.000000Z", sequence=at)
        for at, draft in enumerate(drafts, start=last + 1)
    ]
    return with_decisions(study, (*study.decisions, *made))


def translated(study: Study, coding: Coding, text: str, coder: str = "Lan") -> Study:
    return having(decisions.translate(study, coding, text, coder=coder), study=study)


def exported(study: Study, path: Path, **chosen: Any) -> Path:
    translations.write(study, translations.lines(study, **chosen), path)
    return path


def table(path: Path, *rows: dict[str, str], encoding: str = "utf-8", between: str = ",") -> Path:
    """Write a table as somebody else would."""
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, list(rows[0]), delimiter=between)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(written.getvalue().encode(encoding))
    return path


def edited(path: Path, **english: str) -> Path:
    """Write English into our own CSV, by the ids' last parts: `T002_1="Dear."`."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        said = english.get(row["id"].split(":", 1)[1].replace(":", "_"))
        row["en"] = row["en"] if said is None else said
    return table(path, *rows)


def back(study: Study, path: Path, coder: str = "Mai") -> Comparison:
    returned = translations.read(path)
    assert returned is not None
    return translations.compare(study, returned, coder=coder)


def told(comparison: Comparison) -> list[tuple[str, str, str]]:
    """Return what changed; nothing may be amiss."""
    assert [one.message.en for one in comparison.problems] == []
    return changes(comparison)


def changes(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [(c.kind, c.place, c.after) for c in comparison.changes]


def amiss(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [(p.severity, p.where, p.message.en) for p in comparison.problems]


# What it asks for


def test_the_same_words_stand_once_in_the_order_of_transcript_and_place() -> None:
    ids = [line.quote.id for line in translations.lines(STUDY)]
    assert ids == [FEE_ID, SEASON_ID, ONCE_ID, DASH_ID]


def test_what_is_likely_to_be_quoted_stands_first_and_says_so() -> None:
    settings = Settings(deliverables={"quotes": Deliverable(most=1)})
    study = replace(STUDY, settings=settings)
    study = having(decisions.cite(study, CODINGS[3], "pin", coder="Lan"), study=study)
    study = having(decisions.cite(study, CODINGS[1], "pin", coder="Lan"), study=study)
    found = [(line.quote.id, line.is_first) for line in translations.lines(study)]
    assert found == [(SEASON_ID, True), (DASH_ID, True), (FEE_ID, False), (ONCE_ID, False)]


def test_what_was_said_before_and_after_stands_beside_the_words() -> None:
    around = {line.quote.id: (line.before, line.after) for line in translations.lines(STUDY)}
    assert around == {
        FEE_ID: ("Dạ không.", ", mà nhà em đông người."),
        SEASON_ID: ("Đóng thế thì cao quá, mà nhà em đông người.", ""),
        ONCE_ID: ("Thế chị có nghe gì về quỹ không?", DASH),
        DASH_ID: (ONCE, ""),
    }


def test_the_glossarys_terms_in_the_words_come_with_their_english() -> None:
    (line,) = [line for line in translations.lines(STUDY) if line.quote.id == ONCE_ID]
    assert [(term.vi, term.en) for term in line.terms] == [
        ("bảo hiểm xã hội một lần", "lump-sum withdrawal")
    ]


def test_only_what_is_asked_for_is_exported() -> None:
    def ids(study: Study = STUDY, **chosen: Any) -> list[str]:
        return [line.quote.id for line in translations.lines(study, **chosen)]

    assert ids(transcripts={"a_01"}) == [ONCE_ID, DASH_ID]
    assert ids(codes=["cost.fee"]) == [FEE_ID, SEASON_ID]
    study = translated(STUDY, CODINGS[0], "Too dear.")
    assert FEE_ID not in ids(study, missing=True)
    assert FEE_ID in ids(study)


def test_a_memo_is_nobodys_business_but_the_teams(tmp_path: Path) -> None:
    study = having(decisions.memo(STUDY, CODINGS[0], "hỏi lại chị Ềnh", coder="Lan"))
    book = load_workbook(exported(study, tmp_path / "t.xlsx"))
    shown = [cell.value for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert not [value for value in shown if "Ềnh" in str(value)]
    assert "Ềnh" not in exported(study, tmp_path / "t.csv").read_text(encoding="utf-8")


def test_a_csv_begins_with_id_and_has_vi_and_en(tmp_path: Path) -> None:
    data = exported(STUDY, tmp_path / "t.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    first = next(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert tuple(first) == COLUMNS
    assert {"id", "vi", "en", "translator", "checked"} <= set(COLUMNS)


def test_two_exports_are_the_same_bytes(tmp_path: Path) -> None:
    for suffix in ("csv", "xlsx"):
        one, other = (exported(STUDY, tmp_path / f"{name}.{suffix}") for name in "ab")
        assert one.read_bytes() == other.read_bytes()


@given(st.text(st.sampled_from("=+-@'; \t\n|,a＝") | st.characters(exclude_categories=["Cs"])))
@example("'=1+1")
@example("a;=1+1")
@example("''-")
def test_whatever_is_guarded_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("start", ["=1+1", "+84", "- Dạ", "@SUM(A1)", "  =1", "\t=1", "＝1"])
def test_no_cell_of_a_csv_begins_as_a_formula(start: str) -> None:
    for text in (start, f"a;{start}", f"a\n{start}"):
        cells = guarded(text).replace("\n", ";").replace("\t", ";").split(";")
        assert not [cell for cell in cells if cell.strip().startswith(tuple("=+-@＝"))]


def test_speech_that_begins_with_a_dash_comes_back_from_a_csv(tmp_path: Path) -> None:
    path = edited(exported(STUDY, tmp_path / "t.csv"), T004_2="'- I don't know; -so it is.")
    assert "'- Em cũng" in path.read_text(encoding="utf-8")
    assert told(back(STUDY, path)) == [("written", DASH_ID, "- I don't know; -so it is.")]


# What comes back from our own sheets


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_sheet_left_alone_changes_nothing(tmp_path: Path, suffix: str) -> None:
    study = translated(STUDY, CODINGS[0], "=1+1\n“Dear”; -so.")
    now = next(one for one in study.codings if one.translation)
    study = having(decisions.check_translation(study, now, coder="Hoa"), study=study)
    assert told(back(study, exported(study, tmp_path / f"t.{suffix}"))) == []


def test_new_english_is_recorded_for_the_words_and_once(tmp_path: Path) -> None:
    path = edited(exported(STUDY, tmp_path / "t.csv"), T002_2="In season.\nOnly then.")
    comparison = back(STUDY, path)
    assert told(comparison) == [("written", SEASON_ID, "In season.\nOnly then.")]
    study = having(*(change.draft for change in comparison.changes))
    assert {c.code for c in study.codings if c.translation} == {"cost.fee", "cost.season"}
    assert told(back(study, path)) == []


def test_a_workbook_is_read_back_sorted_and_with_columns_gone(tmp_path: Path) -> None:
    path = exported(STUDY, tmp_path / "t.xlsx")
    book = load_workbook(path)
    page = book["Translations"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3, max_row=6)]
    for at, row in enumerate(reversed(rows), start=3):
        for place, value in enumerate(row, start=1):
            page.cell(at, place).value = value
    page.cell(3, 5).value = "- I don't know."
    page.delete_cols(4)
    page.delete_cols(1, 2)
    book.save(path)
    assert told(back(STUDY, path)) == [("written", DASH_ID, "- I don't know.")]


def test_empty_english_leaves_what_is_there(tmp_path: Path) -> None:
    study = translated(STUDY, CODINGS[0], "Too dear.")
    path = edited(exported(study, tmp_path / "t.csv"), T002_1="")
    assert told(back(study, path)) == []


def test_what_somebody_changed_since_is_shown_and_kept(tmp_path: Path) -> None:
    path = edited(exported(STUDY, tmp_path / "t.csv"), T002_1="Costly.")
    comparison = back(translated(STUDY, CODINGS[0], "Too dear.", "Hoa"), path)
    assert changes(comparison) == []
    [(severity, where, message)] = amiss(comparison)
    assert (severity, where) == ("error", "t.csv:2")
    assert "“Costly.”" in message
    assert "(Hoa): “Too dear.”" in message


def test_who_is_named_as_translator_is(tmp_path: Path) -> None:
    path = table(
        tmp_path / "t.csv",
        {"id": FEE_ID, "en": "Too dear.", "translator": "Nguyễn An", "checked": "x"},
        {"id": ONCE_ID, "en": "A lump sum.", "translator": "", "checked": ""},
    )
    comparison = back(STUDY, path)
    assert told(comparison) == [
        ("written", FEE_ID, "Too dear."),
        ("checked", FEE_ID, "Too dear."),
        ("written", ONCE_ID, "A lump sum."),
    ]
    assert [change.draft.coder for change in comparison.changes] == ["Nguyễn An", "Mai", "Mai"]
    study = having(*(change.draft for change in comparison.changes))
    found = {(c.translator, c.checked) for c in study.codings if c.translation == "Too dear."}
    assert found == {("Nguyễn An", "Mai")}


def test_a_translator_who_was_named_before_did_not_write_what_is_new(tmp_path: Path) -> None:
    study = translated(STUDY, CODINGS[0], "Dear.", "Lan")
    path = edited(exported(study, tmp_path / "t.csv"), T002_1="Too dear.")
    comparison = back(study, path, coder="Mai")
    assert [change.draft.coder for change in comparison.changes] == ["Mai"]


def test_a_check_by_name_counts_for_who_is_of_the_team_only(tmp_path: Path) -> None:
    study = translated(
        having(decisions.accept(STUDY, CODINGS[0], coder="Hoa")), CODINGS[0], "Dear."
    )
    path = table(tmp_path / "t.csv", {"id": FEE_ID, "en": "Dear.", "checked": "hoa"})
    (change,) = back(study, path).changes
    assert (change.kind, change.draft.coder) == ("checked", "Hoa")
    path = table(tmp_path / "t.csv", {"id": FEE_ID, "en": "Dear.", "checked": "Nobody"})
    assert "isn't understood" in amiss(back(study, path))[0][2]


# What comes back from somebody's own table


def test_a_table_of_ids_and_english_is_enough(tmp_path: Path) -> None:
    path = table(
        tmp_path / "x.csv",
        {"ID": FEE_ID, "English": "Too dear."},
        {"ID": CODINGS[4].id, "English": "A lump sum."},
    )
    assert told(back(STUDY, path)) == [
        ("written", FEE_ID, "Too dear."),
        ("written", ONCE_ID, "A lump sum."),
    ]


def test_a_workbook_of_somebodys_own_is_read_by_its_headings(tmp_path: Path) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["Our translations"])
    page.append(["Mã trích dẫn / Quote id", "Bản dịch tiếng Anh", "Checked"])
    page.append([FEE_ID, "Too dear.", None])
    page.append([ONCE_ID, "=1+1", None])
    page.append([SEASON_ID, 12.0, None])
    path = tmp_path / "x.xlsx"
    book.save(path)
    comparison = back(STUDY, path)
    assert changes(comparison) == [("written", FEE_ID, "Too dear."), ("written", SEASON_ID, "12")]
    [(severity, where, message)] = amiss(comparison)
    assert (severity, where) == ("error", "x.xlsx Sheet!B4")
    assert "formula" in message


@pytest.mark.parametrize(
    ("encoding", "between"),
    [("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-8", "\t"), ("cp1258", ","), ("utf-16-le", ";")],
)
def test_however_excel_saved_a_csv_it_is_read(tmp_path: Path, encoding: str, between: str) -> None:
    import unicodedata

    words = FEE if encoding != "cp1258" else unicodedata.normalize("NFD", FEE)
    # cp1258 has some letters only in parts.
    if encoding == "cp1258":
        words = words.replace("o\u0302", "ô").replace("e\u0302", "ê").replace("a\u0302", "â")
    path = table(
        tmp_path / "x.csv",
        {"id": FEE_ID, "vi": words, "en": "Too dear; really."},
        encoding=encoding,
        between=between,
    )
    assert told(back(STUDY, path)) == [("written", FEE_ID, "Too dear; really.")]


def test_english_with_curly_quotes_as_windows_saves_it_is_read(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", {"id": FEE_ID, "en": "“Dear” – that’s it."}, encoding="cp1252")
    assert told(back(STUDY, path)) == [("written", FEE_ID, "“Dear” – that’s it.")]


def test_an_unknown_id_is_named_with_a_near_one_and_the_good_rows_are_done(
    tmp_path: Path,
) -> None:
    path = table(
        tmp_path / "x.csv",
        {"id": "b_02:T002:9", "en": "lost"},
        {"id": FEE_ID, "en": "Too dear."},
        {"id": "", "en": "nobody's"},
        {"id": "nothing like it", "en": ""},
    )
    comparison = back(STUDY, path)
    assert changes(comparison) == [("written", FEE_ID, "Too dear.")]
    (one, other) = amiss(comparison)
    assert one[:2] == ("error", "x.csv:2")
    assert "did you mean 'b_02:T002:" in one[2]
    assert other[:2] == ("error", "x.csv:4")
    assert "no id" in other[2]


def test_a_row_whose_vietnamese_is_another_is_warned_of_and_not_applied(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", {"id": FEE_ID, "vi": "Đóng ít thôi", "en": "Pay less."})
    comparison = back(STUDY, path)
    assert changes(comparison) == []
    [(severity, where, _)] = amiss(comparison)
    assert (severity, where) == ("warning", "x.csv:2")


def test_the_vietnamese_tells_which_quote_of_the_turn_is_meant(tmp_path: Path) -> None:
    """An id counts the quotes of its turn, so that it may be another's by now."""
    path = table(tmp_path / "x.csv", {"id": FEE_ID, "vi": SEASON, "en": "In season."})
    assert told(back(STUDY, path)) == [("written", SEASON_ID, "In season.")]


def test_two_rows_of_the_same_words_with_different_english_are_named(tmp_path: Path) -> None:
    path = table(
        tmp_path / "x.csv",
        {"id": SEASON_ID, "en": "In season."},
        {"id": CODINGS[2].id, "en": "Seasonal."},
    )
    comparison = back(STUDY, path)
    assert changes(comparison) == []
    [(_, _, message)] = amiss(comparison)
    assert ":2: “In season.”; :3: “Seasonal.”" in message


def test_english_that_is_too_long_is_refused_with_its_row(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", {"id": FEE_ID, "en": "x" * 33_000})
    [(severity, where, message)] = amiss(back(STUDY, path))
    assert (severity, where) == ("error", "x.csv:2")
    assert "33000 characters" in message


def test_a_csv_that_is_something_else_says_which_columns_it_needs(tmp_path: Path) -> None:
    path = table(tmp_path / "x.csv", {"name": "Lan", "age": "34"})
    with pytest.raises(ImportFileError, match="columns id"):
        translations.read(path)


def test_a_csv_with_an_open_quotation_mark_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f'id,en\n{FEE_ID},"Too dear\n', encoding="utf-8")
    with pytest.raises(ImportFileError, match="quotation mark"):
        translations.read(path)


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_copy_that_libreoffice_saved_says_the_same(tmp_path: Path) -> None:
    study = translated(STUDY, CODINGS[0], "=1+1\n“Dear”")
    path = exported(study, tmp_path / "in.xlsx")
    book = load_workbook(path)
    cells = {row[0].value: row[4] for row in book["Translations"].iter_rows(min_row=3)}
    cells[ONCE_ID].value = "A lump sum."
    book.save(path)
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
            *("--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    assert told(back(study, tmp_path / "out" / "in.xlsx")) == [("written", ONCE_ID, "A lump sum.")]


# The commands


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_LANG", "en")
    monkeypatch.delenv("QUALCODE_CODER", raising=False)


def run(folder: Path, *arguments: str | Path) -> Result:
    app = typer.Typer()
    exporting.add_to(app)
    importing.add_to(app)
    return CliRunner().invoke(app, [*map(str, arguments), "--project", str(folder)])


def test_a_sheet_is_exported_translated_shown_recorded_and_then_nothing_new(folder: Path) -> None:
    made = run(folder, "export", "translations")
    path = folder / "translations.xlsx"
    assert made.stdout.strip() == str(path)
    book = load_workbook(path)
    page = book["Translations"]
    quote = page["A3"].value
    page["E3"].value, page["G3"].value = "Never heard of it.", "An"
    book.save(path)
    looked = run(folder, "import", path)
    assert looked.stdout.splitlines() == [
        "translations.xlsx (Lan): changes: 1",
        f"  ✚ {quote}: written (An)",
        "      + “Never heard of it.”",
    ]
    assert run(folder, "import", path, "--apply").stderr.splitlines()[0] == "Recorded for An: 1."
    assert {c.translator for c in project.load(folder).codings if c.translation} == {"An"}
    assert "no change to record" in run(folder, "import", path, "--apply").stderr


def test_what_one_translated_and_another_checked_is_recorded_in_that_order(folder: Path) -> None:
    path = table(
        folder / "x.csv",
        {"id": "pvs_01:T002:1", "en": "No.", "translator": "An", "checked": "x"},
        {"id": "pvs_01:T004:1", "en": "No money.", "translator": "", "checked": ""},
    )
    assert run(folder, "import", path, "--apply").exit_code == 0
    found = {(c.translation, c.translator, c.checked) for c in project.load(folder).codings}
    assert ("No.", "An", "Lan") in found


def test_english_that_calls_a_term_otherwise_is_noted_and_recorded(folder: Path) -> None:
    (folder / "qualcode.yaml").write_text(
        "coder: Lan\nglossary: {bảo hiểm: insurance}\n", encoding="utf-8"
    )
    path = table(
        folder / "x.csv",
        {"id": "pvs_01:T002:2", "en": "I never heard of the scheme."},
    )
    shown = run(folder, "import", path, "--apply")
    assert "Recorded for Lan: 1." in shown.stderr
    assert "the words have “bảo hiểm”, the English has no “insurance”" in shown.stderr
    table(path, {"id": "pvs_01:T002:2", "en": "I never heard of any insurance."})
    assert "the English has no" not in run(folder, "import", path).stderr


def test_a_sheet_that_is_there_is_not_written_over(folder: Path) -> None:
    run(folder, "export", "translations", "--output", folder / "t.csv")
    again = run(folder, "export", "translations", "--output", folder / "t.csv")
    assert isinstance(again.exception, StudyError)
    other = run(folder, "export", "translations", "--output", folder / "t.csv", "--replace")
    assert other.exit_code == 0


def test_what_cannot_be_exported_is_said(folder: Path) -> None:
    for arguments, said in (
        (("--output", "t.docx"), ".xlsx or .csv"),
        (("--code", "affordabilty"), "did you mean"),
        (("--language", "fr"), "choose one of"),
        (("pvs_1",), "did you mean 'pvs_01'"),
    ):
        result = run(folder, "export", "translations", *arguments)
        assert said in str(result.exception)


def test_headings_speak_the_language_that_is_asked_for(folder: Path) -> None:
    run(folder, "export", "translations", "--language", "en")
    page = load_workbook(folder / "translations.xlsx")["Translations"]
    assert [cell.value for cell in page[2]][:5] == [
        *("Quote id", "Before", "Vietnamese", "After", "English")
    ]


def test_out_names_the_file_as_output_does(folder: Path) -> None:
    made = run(folder, "export", "translations", "--out", folder / "for_an.csv")
    assert made.stdout.strip() == str(folder / "for_an.csv")
    assert (folder / "for_an.csv").is_file()
    assert not (folder / "translations.xlsx").exists()


def test_a_copy_of_the_quotes_alone_brings_english_and_checks_and_says_pins_are_not_read(
    folder: Path,
) -> None:
    path = folder / "copy.xlsx"
    book = Workbook()
    heads = ("Quote id", "English translation", "Translation checked?", "In the report?")
    book.active.append(heads)
    book.active.append(("pvs_01:T002:1", "No.", "x", "pin"))
    book.active.append(("pvs_01:T002:2", "Never.", None, None))
    book.save(path)
    told = run(folder, "import", path)
    assert "✚ pvs_01:T002:1: written" in told.stdout
    assert "1 cells “In the report?” aren't taken over" in told.stderr
    assert "D2" in told.stderr
    book.active["D2"].value = None
    book.save(path)
    assert "In the report" not in run(folder, "import", path).stderr
