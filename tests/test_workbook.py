"""The client's workbook as a whole: its sheets, links, languages, limits; nothing in it harms."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from qualcode import codebook, decisions, project
from qualcode.cli.commands import app
from qualcode.decided import with_decisions
from qualcode.exporters import links, workbook
from qualcode.exporters.cells import Cell, Column, Lines, Link, Phrase, Sheet
from qualcode.exporters.limits import within_limits
from qualcode.exporters.readme import NAME as README
from qualcode.exporters.speaking import in_tongue, say
from qualcode.framework import reading
from qualcode.framework.comparing import compare
from qualcode.model import (
    Bilingual,
    Case,
    Codebook,
    Coding,
    Decision,
    Deliverable,
    Results,
    Settings,
    Span,
    Study,
    Tongue,
)
from qualcode.turns import parse

BOOK = codebook.parse(
    "codebook: test\nversion: 7\ncodes:\n"
    "  - {id: cost, label: {vi: Chi phí, en: Cost}}\n"
    "  - {id: cost.fee, label: {vi: Mức đóng cao, en: Fee too high}, valence: barrier}\n"
    "  - {id: trust.rumour, label: {vi: Tin đồn, en: Rumour}}\n",
    "codebooks/test.yaml",
)
WORDS = "Đóng thế thì cao quá. Nghe nói quỹ vỡ."
NAMES = ("kii_01", "kii_02", "tln_01", "tln_02", "pvs_01", "pvs_02")
TALKS = tuple(parse(name, f"PVV: Chị {name} thấy sao?\nNTL: {WORDS}\n") for name in NAMES)


def coded(name: str, words: str, code: str) -> Coding:
    start = next(talk for talk in TALKS if talk.name == name).text.index(words)
    return Coding(name, 2, Span(start, start + len(words)), code)


CODINGS = (
    *(coded(name, "cao quá", "cost.fee") for name in NAMES[:5]),
    *(coded(name, "Nghe nói quỹ vỡ", "trust.rumour") for name in NAMES[2:4]),
)
TYPES = {"kii": "KII", "tln": "FGD", "pvs": "IDI"}
STUDY = Study(
    Settings(title=Bilingual("Nghiên cứu mẫu", "A sample study"), compare=("type", "province")),
    (BOOK,),
    TALKS,
    tuple(
        Case(name, {"type": TYPES[name[:3]], "gender": ("nữ", "nam")[n % 2], "age": str(20 + n)})
        for n, name in enumerate(NAMES)
    ),
    proposals=CODINGS,
    codings=CODINGS,
    asked=dict.fromkeys(NAMES, frozenset({"cost"})),
)


def made(*drafts: Decision, study: Study = STUDY) -> Study:
    numbered = tuple(
        replace(draft, id=f"d{n}", time=f"2026-03-{n:02d}T08:30:00Z", sequence=n)
        for n, draft in enumerate(drafts, start=1)
    )
    return with_decisions(study, numbered)


def looked(coder: str) -> list[Decision]:
    return [decisions.seen(STUDY, name, 2, coder=coder) for name in NAMES]


TWO = made(
    *looked("Lan"),
    *looked("Mai"),
    *(decisions.accept(STUDY, one, coder="Lan") for one in CODINGS),
    *(decisions.accept(STUDY, one, coder="Mai") for one in CODINGS[:5]),
    decisions.reject(STUDY, CODINGS[5], coder="Mai"),
)


def written(study: Study, path: Path, tongue: Tongue = "both", **how: bool) -> Any:
    workbook.write(project.results(study), path, tongue, **how)
    return load_workbook(path)


def rows(page: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


def headings(page: Any) -> list[str]:
    """Return the headings: what stands in the first row of the filter."""
    place = page.auto_filter.ref.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return [str(cell.value or "") for cell in page[int(place)]]


def table(page: Any) -> list[dict[str, Any]]:
    """Return the rows of data by their headings."""
    first, last = (int(re.sub(r"\D", "", end)) for end in page.auto_filter.ref.split(":"))
    heads = headings(page)
    return [
        dict(zip(heads, row, strict=True))
        for row in page.iter_rows(min_row=first + 1, max_row=last, values_only=True)
    ]


def texts(page: Any) -> str:
    return "\n".join(str(value) for row in rows(page) for value in row if value is not None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "matrix.xlsx"


# What it has


def test_its_sheets_stand_in_the_order_in_which_a_client_reads_them(path: Path) -> None:
    assert written(STUDY, path).sheetnames[:-1] == [
        *("README", "Cases", "Codebook", "Framework", "Matrix", "Counts", "Counts by group"),
        *("Triangulation", "Triangulation_n", "Quotes", "Saturation", "Agreement", "Audit"),
    ]


def test_the_first_sheet_says_date_versions_coders_and_how_much_a_person_confirmed(
    path: Path,
) -> None:
    from qualcode import __version__

    told = texts(written(TWO, path, "en")[README])

    assert "Latest decision: 2026-03-" in told
    assert f"Codebook: test, version 7, {len(BOOK.codes)} codes" in told
    assert f"Made with qualcode {__version__}" in told
    assert "Coders: Lan, Mai" in told
    assert re.search(r"Confirmed by a person: \d+/\d+ \(\d+%\)", told)


def test_each_group_has_how_many_mention_a_code_and_what_share_of_those_asked(path: Path) -> None:
    """Both KII, both FGD and one of two IDI say that the fee is too high; all were asked."""
    page = written(STUDY, path, "en")["Counts by group"]
    heads = headings(page)
    [fee] = [row for row in rows(page) if row[0] == "cost.fee"]

    def of(group: str) -> list[Any]:
        at = next(n for n, head in enumerate(heads) if head.startswith(group))
        return fee[at : at + 2]

    assert of("All (n = 6)") == [5, 5 / 6]
    assert [of("KII"), of("FGD"), of("IDI")] == [[2, 1], [2, 1], [1, 0.5]]
    assert of("women") == [3, 1]
    # Nobody has a province, so that there is nothing to compare by it.
    assert not [cell for cell in page[1] if cell.value == "Province"]


def test_an_attribute_with_very_many_values_is_named_not_shown(path: Path) -> None:
    cases = tuple(Case(f"c{n:02d}", {"ward": str(n)}) for n in range(13))
    settings = replace(STUDY.settings, compare=("ward",))
    study = replace(STUDY, cases=(*STUDY.cases, *cases), settings=settings)
    page = written(study, path, "en")["Counts by group"]
    assert "More than 12 values, so not shown here: ward." in texts(page)


def test_saturation_has_a_row_a_case_a_verdict_and_a_line_chart(path: Path) -> None:
    page = written(STUDY, path, "en")["Saturation"]
    found = table(page)
    assert [row["Place"] for row in found] == [1, 2, 3, 4, 5, 6]
    assert found[-1]["Codes so far"] == 2
    assert [row["Run that ends here"] for row in found][-1] == "5–6"
    assert "aturated after" in texts(page)
    assert "The rule promises nothing" in texts(page)
    [chart] = page._charts
    assert type(chart).__name__ == "LineChart"
    assert len(chart.series) == 4


def test_agreement_compares_coders_with_each_other_and_with_the_rules(path: Path) -> None:
    found = table(written(TWO, path, "en")["Agreement"])
    assert {row["Coders"] for row in found} == {"Lan, Mai", "Lan, rules", "Mai, rules"}
    [overall] = [r for r in found if r["Scope"] == "all codes" and r["Coders"] == "Lan, Mai"]
    assert overall["α low"] <= overall["Krippendorff α"] <= overall["α high"]
    assert {row["Code"] for row in found if row["Scope"] == "code"} == {"cost.fee", "trust.rumour"}


def test_agreement_of_one_coder_says_so_in_a_sentence(path: Path) -> None:
    study = made(decisions.accept(STUDY, CODINGS[0], coder="Lan"))
    assert "There is one coder only (Lan)" in texts(written(study, path, "en")["Agreement"])
    nobody = texts(written(STUDY, path, "en")["Agreement"])
    assert "Nobody has coded" in nobody


def test_audit_has_a_row_a_decision_oldest_first(path: Path) -> None:
    study = made(
        decisions.accept(STUDY, CODINGS[0], coder="Lan"),
        decisions.memo(STUDY, CODINGS[0], "Hỏi lại", coder="Mai"),
    )
    found = table(written(study, path, "en")["Audit"])
    assert [(r["Time (UTC)"], r["Who"], r["What"], r["Code"]) for r in found] == [
        ("2026-03-01 08:30:00", "Lan", "accept", "cost.fee"),
        ("2026-03-02 08:30:00", "Mai", "memo", "cost.fee"),
    ]
    assert "proposed" in found[0]["Before"]
    assert "accepted" in found[0]["After"]
    assert "Hỏi lại" in found[1]["After"]


# Links


def sought(formula: str, book: Any) -> str:
    """Return the cell that a name's formula finds, as Excel would: where its id stands now."""
    text, sheet, letters = re.findall(r'MATCH\("(.+?)",\'(\w+)\'!\$([A-Z]+):', formula)[0]
    column = [cell.value for cell in book[sheet][letters]]
    return f"{sheet}!A{column.index(text) + 1}"


def test_a_count_in_the_matrix_leads_to_the_row_of_its_quote(path: Path) -> None:
    book = written(STUDY, path)
    matrix, quotes = book["Matrix"], book["Quotes"]
    heads = headings(quotes)
    linked = [cell for row in matrix.iter_rows(min_row=3) for cell in row if cell.hyperlink]
    assert len(linked) == len(CODINGS)
    for cell in linked:
        name = book.defined_names[cell.hyperlink.location]
        row = int(re.sub(r"\D", "", sought(name.attr_text, book).split("!")[1]))
        found = {head: one.value for head, one in zip(heads, quotes[row], strict=True)}
        case = matrix.cell(cell.row, 1).value
        assert found["Nguồn / Case"] == case
        code = {"Mức đóng cao": "cost.fee", "Tin đồn": "trust.rumour"}
        label = str(matrix.cell(2, cell.column - 1).value).split(" / ")[0]
        assert found["Mã / Code"] == code[label]
        # LibreOffice goes to the cell with which the formula begins.
        assert name.attr_text.startswith(f"'Quotes'!$A${row}:")


def test_a_link_still_finds_its_quote_once_the_quotes_were_sorted(path: Path) -> None:
    book = written(STUDY, path)
    quotes = book["Quotes"]
    before = {name: sought(one.attr_text, book) for name, one in book.defined_names.items()}
    first, last = 3, 2 + len(CODINGS)
    turned = [[cell.value for cell in row] for row in quotes.iter_rows(first, last)][::-1]
    for number, row in enumerate(turned, start=first):
        for column, value in enumerate(row, start=1):
            quotes.cell(number, column).value = value
    for name, one in book.defined_names.items():
        if name.startswith(links.QUOTE):
            at = int(re.sub(r"\D", "", before[name].split("!")[1]))
            assert sought(one.attr_text, book) == f"Quotes!A{first + last - at}"


def test_the_first_sheet_leads_to_every_other_and_every_other_back(path: Path) -> None:
    book = written(STUDY, path)
    there = {c.hyperlink.location for row in book[README].iter_rows() for c in row if c.hyperlink}
    assert there == {f"'{name}'!A1" for name in book.sheetnames[1:-1]}
    for name in book.sheetnames[1:-1]:
        first = book[name].auto_filter.ref.split(":")[0]
        assert book[name][first].hyperlink.location == "'README'!A1"


def test_a_case_leads_to_its_row_of_the_matrix(path: Path) -> None:
    book = written(STUDY, path)
    for row in range(2, 2 + len(NAMES)):
        cell = book["Cases"].cell(row, 1)
        place = sought(book.defined_names[cell.hyperlink.location].attr_text, book)
        assert book["Matrix"][place.split("!")[1]].value == cell.value


def test_a_case_whose_name_has_signs_of_a_formula_is_still_sought_as_it_is() -> None:
    sheet = Sheet("Matrix", (Column(Bilingual("", "")),), ((Cell('a~b*"c'),),))
    there = Sheet("Cases", sheet.columns, ((Cell("x", link=Link(links.of_case('a~b*"c'))),),))
    _, names = links.resolved([sheet, there])
    assert list(names) == ["case_0001"]
    assert 'MATCH("a~~b~*""c",' in names["case_0001"]


def test_links_beyond_the_names_lead_to_a_cell_and_links_to_nothing_are_none() -> None:
    heads = (Column(Bilingual("", "")),)
    target = Sheet("Matrix", heads, ((Cell("a"),), (Cell("b"),)))
    cells = [(Cell(name, link=Link(links.of_case(name))),) for name in ("a", "b", "gone")]
    [_, made], names = links.resolved([target, Sheet("Cases", heads, tuple(cells))], most=1)
    places = [row[0].link.place if row[0].link else None for row in made.rows]
    assert places == ["case_0001", "'Matrix'!$A$3", None]
    assert list(names) == ["case_0001"]


# Languages


def test_a_workbook_in_one_language_has_no_word_of_the_other_in_headings_and_notes(
    path: Path,
) -> None:
    vi, en = (written(TWO, path, tongue) for tongue in ("vi", "en"))
    for name in en.sheetnames[1:-1]:
        assert headings(vi[name]) != headings(en[name])
        assert not [
            head for head in headings(en[name]) if re.search(r"[ăđơưạảấầẩậắặẽệộợủứừử]", head)
        ]
        assert " / " not in "".join(headings(vi[name]) + headings(en[name]))
    notes = [row[0] for row in rows(en["Saturation"]) if row[0]]
    assert not [note for note in notes if "mã mới" in str(note)]
    assert "Xin lưu ý" not in texts(en[README])
    assert "Please note" not in texts(vi[README])


def test_in_both_languages_the_first_sheet_has_them_side_by_side(path: Path) -> None:
    page = written(STUDY, path)[README]
    assert (page["A1"].value, page["B1"].value) == ("Nghiên cứu mẫu", "A sample study")
    assert written(STUDY, path, "en")[README]["A1"].value == "A sample study"


def test_the_settings_say_the_language_unless_told_otherwise(path: Path) -> None:
    settings = replace(STUDY.settings, deliverables={"workbook": Deliverable("en")})
    workbook.write_workbook(project.results(replace(STUDY, settings=settings)), path)
    assert load_workbook(path)["Cases"]["A1"].value == "Case"


@pytest.mark.parametrize("tongue", ["vi", "en", "both"])
def test_what_people_write_is_read_back_in_every_language(path: Path, tongue: Tongue) -> None:
    wrote = decisions.summarise(STUDY, "kii_01", "cost", "Thấy cao.", coder="Lan")
    study = made(wrote)
    book = written(study, path, tongue)
    page = book["Framework"]
    keys = [cell.value for cell in page[1]]
    column = keys.index("qualcode_theme:cost") + 1
    for row in page.iter_rows(min_row=3):
        if row[0].value == "kii_01":
            page.cell(row[0].row, column).value = "Thấy mức đóng cao quá."
        if row[0].value == "kii_02":
            page.cell(row[0].row, column).value += "\nCũng thấy cao."
    triangulation = book["Triangulation"]
    keys = [cell.value for cell in triangulation[1]]
    [choice] = [v for v in triangulation.data_validations.dataValidation if v.type == "list"]
    dissonance = choice.formula1.strip('"').split(",")[3]
    triangulation.cell(3, keys.index("qualcode_verdict") + 1).value = dissonance
    triangulation.cell(3, keys.index("qualcode_reason") + 1).value = "Mỗi bên nói một khác."
    book.save(path)

    returned = reading.read(path)
    assert returned
    found = compare(study, returned, coder="Mai")

    assert found.problems == ()
    assert [(one.kind, one.place, one.code) for one in found.changes] == [
        ("changed", "kii_01", "cost"),
        ("written", "kii_02", "cost"),
        ("written", "type", str(triangulation.cell(3, 2).value)),
    ]
    assert found.changes[1].after == "Cũng thấy cao."
    assert found.changes[2].draft.target == "dissonance"


@pytest.mark.parametrize("tongue", ["vi", "en", "both"])
def test_a_workbook_left_alone_brings_nothing_back(path: Path, tongue: Tongue) -> None:
    written(TWO, path, tongue)
    returned = reading.read(path)
    assert returned
    found = compare(TWO, returned, coder="Mai")
    assert (found.changes, found.problems) == ((), ())


def test_words_are_said_in_the_language_of_their_sheet() -> None:
    words = Phrase((Bilingual("PVS", "IDI"), ": 1/2; ", Phrase((Bilingual("nữ", "women"),), " / ")))
    lines = Lines((Bilingual("một", "one"), Bilingual("Lan: vậy", "Lan: vậy")))
    assert [say(words, t) for t in ("vi", "en", "both")] == [
        "PVS: 1/2; nữ",
        "IDI: 1/2; women",
        "PVS/IDI: 1/2; nữ / women",
    ]
    assert [say(lines, t) for t in ("vi", "en", "both")] == [
        "một\nLan: vậy",
        "one\nLan: vậy",
        "một\nLan: vậy\none",
    ]
    assert say(Bilingual("chỉ có tiếng Việt", ""), "en") == "chỉ có tiếng Việt"


# Nothing that breaks, nothing that harms


EVIL = ('=HYPERLINK("http://vi.du","x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=1+1|A!B")


def evil_study(text: str) -> Study:
    """A study in which everything that a person can write begins like a formula."""
    words = Bilingual(text, text)
    code = replace(
        BOOK.codes[0],
        id="cost.fee",
        label=words,
        definition=words,
        include=words,
        exclude=words,
        examples=(text,),
        counter_examples=(text,),
    )
    book = Codebook(text, text, (code,), (replace(code, id="cost"),), file=text)
    talk = parse("t1", f"PVV: Chị thấy sao?\nNTL: {text.strip()} cao quá.\n")
    start = talk.text.index("cao quá") - len(text.strip()) - 1
    coding = Coding("t1", 2, Span(start, start + len(text.strip()) + 8), "cost.fee", memo=text)
    name = text.replace("\r", " ").strip()
    renamed = replace(talk, name=name, file=f"transcripts/{name}.txt")
    coding = replace(coding, transcript=name, translation=text, translator=text, coder=text)
    case = Case(name, {"type": text, "group": text, "group_en": text, "gender": text, text: text})
    return Study(
        Settings(title=words, compare=("type", "group", text)),
        (book,),
        (renamed,),
        (case,),
        proposals=(coding,),
        codings=(coding,),
        asked={name: frozenset({"cost"})},
    )


def with_evil_decisions(study: Study, text: str) -> Study:
    [coding] = study.codings
    drafts = (
        decisions.accept(study, coding, coder="Lan", note=text),
        decisions.memo(study, coding, text, coder="Lan"),
        decisions.summarise(study, coding.transcript, "cost", text, coder="Lan"),
    )
    named = [replace(draft, coder=text.strip() or "x") for draft in drafts]
    return made(*named, study=study)


@pytest.mark.parametrize("text", EVIL)
@pytest.mark.parametrize("is_shared", [False, True])
def test_whatever_people_write_no_cell_is_a_formula_and_no_link_leads_out(
    path: Path, text: str, *, is_shared: bool
) -> None:
    study = with_evil_decisions(evil_study(text), text)
    book = written(study, path, is_shared=is_shared)
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert text.strip() in {str(cell.value).strip() for cell in cells}
    places = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert places
    assert not [one for one in places if one.target]
    for one in book.defined_names.values():
        seeks = r'INDEX\([^()]+,MATCH\("(?:[^"]|"")*",[^()]+,0\)\)'
        assert re.fullmatch(rf"'(Quotes|Matrix)'!\$A\$\d+:{seeks} {seeks}", one.attr_text)


def test_no_cells_are_merged_and_no_formulas_are_there_to_break_on_sort(path: Path) -> None:
    for page in written(TWO, path).worksheets:
        assert not page.merged_cells.ranges
        assert not [c for row in page.iter_rows() for c in row if c.data_type == "f"]


def test_only_cells_that_are_read_back_look_editable_and_they_have_rules(path: Path) -> None:
    summed_up = decisions.summarise(STUDY, "kii_01", "cost", "Thấy cao.", coder="Lan")
    book = written(made(summed_up), path)
    found: dict[str, set[str]] = {}
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.border.left.style == "dashed":
                    found.setdefault(page.title, set()).add(cell.coordinate)
    assert set(found) == {"Framework", "Triangulation", "Quotes"}
    for name, places in found.items():
        rules = book[name].data_validations.dataValidation
        covered = [place for place in places if any(place in rule.sqref for rule in rules)]
        assert sorted(covered) == sorted(places)


def test_sheet_names_are_short_and_different(path: Path) -> None:
    names = written(STUDY, path).sheetnames
    assert max(map(len, names)) <= 31
    assert len({name.casefold() for name in names}) == len(names)


def sheet_of(rows: int, *, linked: bool = False) -> Sheet:
    link = Link("'README'!A1") if linked else None
    cells = tuple((Cell(str(n), link=link),) for n in range(rows))
    return Sheet("Audit", (Column(Bilingual("Mã", "Code")),), cells, see="qualcode log --csv")


def test_rows_that_no_sheet_holds_are_left_out_and_the_notes_say_where_they_are() -> None:
    cut = within_limits(sheet_of(10), rows=6)
    assert [row[0].value for row in cut.rows] == ["0", "1", "2", "3", "4"]
    assert cut.notes[0].en == "5 more rows than a sheet of Excel holds: see qualcode log --csv."
    assert within_limits(sheet_of(5), rows=6).notes == ()


def test_links_that_no_sheet_holds_are_left_out_and_the_notes_say_so() -> None:
    cut = within_limits(sheet_of(10, linked=True), links=4)
    assert [bool(row[0].link) for row in cut.rows] == [True] * 4 + [False] * 6
    assert "65530 links" in cut.notes[0].en


def test_a_wide_table_is_printed_in_parts_that_can_be_read(path: Path) -> None:
    names = [f"t{n:03d}" for n in range(120)]
    talks = tuple(parse(name, f"PVV: Sao?\nNTL: {WORDS}\n") for name in names)
    study = replace(STUDY, transcripts=talks, cases=tuple(map(Case, names)), codings=())
    page = written(study, path)["Counts"]
    assert page.col_breaks.brk
    assert page.print_title_cols == "$A:$C"


def test_each_family_starts_a_page_and_headings_are_on_every_page(path: Path) -> None:
    book = written(STUDY, path)
    for name in ("Framework", "Matrix"):
        page = book[name]
        assert len(page.col_breaks.brk) == 1
        assert page.print_title_rows
        assert page.print_title_cols
    for name in book.sheetnames[1:-1]:
        assert book[name].print_title_rows
        assert book[name].freeze_panes
        assert book[name].page_setup.orientation == "landscape"


# A copy to be shared


def test_a_shared_copy_has_nothing_hidden_to_read_back_and_nothing_to_edit(path: Path) -> None:
    summed_up = decisions.summarise(STUDY, "kii_01", "cost", "Thấy cao.", coder="Lan")
    book = written(made(summed_up), path, "en", is_shared=True)
    assert "qualcode" not in book.sheetnames
    assert reading.read(path) is None
    assert "A copy to be shared" in texts(book[README])
    for page in book.worksheets:
        assert not page.data_validations.dataValidation
        assert "qualcode import" not in texts(page)
        assert not [c for r in page.iter_rows() for c in r if c.border.left.style == "dashed"]
    assert "Words" not in headings(book["Audit"])
    # Its links still lead somewhere.
    assert any(name.startswith(links.QUOTE) for name in book.defined_names)


# The command


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    monkeypatch.setenv("QUALCODE_LANG", "en")
    monkeypatch.chdir(folder)
    return lambda *words: CliRunner().invoke(app, ["export", "workbook", *words])


def test_the_command_writes_the_workbook_where_and_as_it_is_told(run: Any, folder: Path) -> None:
    told = run("--lang", "en", "--out", "client.xlsx")
    assert told.exit_code == 0
    assert "Written: client.xlsx" in told.output
    assert load_workbook(folder / "client.xlsx")["Cases"]["A1"].value == "Case"
    assert run("--confirmed").exit_code == 0
    page = load_workbook(folder / "matrices" / "qualitative_matrix.xlsx")["Quotes"]
    assert table(page) == []


def test_an_edited_workbook_is_kept_before_another_is_written(run: Any, folder: Path) -> None:
    path = folder / "client.xlsx"
    run("--out", "client.xlsx")
    book = load_workbook(path)
    page = book["Framework"]
    page.cell(3, page.max_column).value = "Tóm tắt của tôi."
    book.save(path)
    told = run("--out", "client.xlsx")
    assert told.exit_code == 0
    assert (folder / "client.edited1.xlsx").is_file()


@pytest.mark.parametrize("words", [("--lang", "fr"), ("--out", "a.docx")])
def test_what_the_command_cannot_do_is_told(run: Any, words: tuple[str, str]) -> None:
    told = run(*words)
    assert told.exit_code == 1
    assert words[1] in str(told.output) + str(told.exception)


# The same study, the same file


SCRIPT = """
import sys, hashlib
sys.path[:0] = [{tests!r}]
from pathlib import Path
from test_workbook import TWO
from qualcode import project
from qualcode.exporters import workbook
workbook.write(project.results(TWO), Path(sys.argv[1]), "both")
print(hashlib.sha256(Path(sys.argv[1]).read_bytes()).hexdigest())
"""


def test_the_bytes_do_not_depend_on_how_python_hashes(path: Path) -> None:
    script = SCRIPT.format(tests=str(Path(__file__).parent))
    digests = {
        subprocess.run(
            [sys.executable, "-c", script, str(path)],
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONPATH": str(Path.cwd())},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_a_sheet_keeps_its_numbers_in_every_language() -> None:
    sheet = Sheet("Counts", (Column(Bilingual("Mã", "Code")),), ((Cell(3),), (Cell(0.5),)))
    for tongue in ("vi", "en", "both"):
        assert [row[0].value for row in in_tongue(sheet, tongue).rows] == [3, 0.5]


def test_an_empty_study_gives_a_workbook_too(path: Path) -> None:
    book = written(Study(Settings(), (BOOK,)), path)
    assert "Audit" in book.sheetnames
    assert isinstance(project.results(Study(Settings())), Results)
    assert written(Study(Settings()), path).sheetnames[0] == README
