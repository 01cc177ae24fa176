"""Example files: coded passages that a codebook brings along, from other studies and for them."""

from __future__ import annotations

import json
import runpy
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import CODEBOOK, ROOT
from hypothesis import given
from hypothesis import strategies as st
from test_cli import qualcode

from qualcode import codebook, example_files, files, project
from qualcode.codebook_tools.changes import compare
from qualcode.codebook_tools.exchange import csv_table
from qualcode.codebook_tools.linting import lint
from qualcode.codebook_tools.trial import try_files
from qualcode.codebook_tools.writing import to_yaml
from qualcode.errors import CodebookError
from qualcode.language.normalise import clean
from qualcode.learning.coded import placed
from qualcode.learning.exporting import examples_of
from qualcode.model import Codebook, Decision, Example, Span, Study
from qualcode.project import with_codings

UNAWARE = "awareness.no_knowledge"
INCOME = "affordability.worker_income"
CODES = (UNAWARE, INCOME)
FILE = "codebooks/test.examples.csv"
OTHER = "codebooks/other.examples.csv"
HEAD = "source,turn,question,passage,codes"
ROWS = (
    f'pvs_09,4,"Chị biết bảo hiểm tự nguyện không?",Có nghe bao giờ đâu em.,{UNAWARE}\n'
    "pvs_09,4,Chị biết bảo hiểm tự nguyện không?,Ở đây ai người ta phổ biến.,\n"
    f'tln_02,11,,"Làm ra hạt lúa, bán được mấy đồng.",{INCOME};{UNAWARE}\n'
)


def faults(text: str) -> list[str]:
    with pytest.raises(CodebookError) as found:
        example_files.parse(text, "e.csv", CODES)
    assert all(problem.message.vi for problem in found.value.problems)
    return str(found.value).splitlines()


# What a table says


def test_a_passage_has_its_codes_its_question_and_its_line() -> None:
    first, second, third = example_files.parse(f"{HEAD}\n{ROWS}", "e.csv", CODES)
    assert first == Example(
        passage="Có nghe bao giờ đâu em.",
        codes=frozenset({UNAWARE}),
        question="Chị biết bảo hiểm tự nguyện không?",
        source="pvs_09",
        turn="4",
        where="e.csv:2",
    )
    assert second.codes == frozenset()
    assert third.codes == {INCOME, UNAWARE}


def test_passage_and_codes_are_enough_in_any_order_beside_columns_of_ones_own() -> None:
    text = f"người ghi,codes,passage\nLan,{INCOME} ; {UNAWARE},Tiền đâu mà đóng.\n,,\n"
    [one] = example_files.parse(text, "e.csv", CODES)
    assert one == Example("Tiền đâu mà đóng.", frozenset(CODES), where="e.csv:2")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_comma_semicolon_and_tab_part_the_cells(separator: str) -> None:
    rows = [["passage", "codes"], ["Chưa nghe, chưa biết.", UNAWARE]]
    text = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    [one] = example_files.parse(text, "e.csv", CODES)
    assert one.passage == "Chưa nghe, chưa biết."


def test_every_fault_is_told_with_its_line_and_what_to_do() -> None:
    near = "awareness.no_knowlege"
    told = faults(f"passage,codes\nTôi chịu.,{near}\n,{INCOME}\nThôi.,x.y\nỪ.,x.y\n")
    assert told == [
        (
            f"e.csv:2: the codebook has no code '{near}'; did you mean '{UNAWARE}'? If it was "
            f"renamed: qualcode codebook rename {near} {UNAWARE}"
        ),
        "e.csv:3: there are no words in column passage; write them there or delete this row",
        (
            "e.csv:4: the codebook has no code 'x.y' (and in 1 more rows); put it right, or add "
            "the code to the codebook; several codes have semicolons between"
        ),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no column passage, codes"),
        ("quote,code\nChưa nghe.,\n", "there is: quote | code"),
        ("passage|codes\nChưa nghe.|x\n", "commas, semicolons or tabs between the cells"),
        ('passage,codes\n"Chưa nghe.,x\n', "a quotation mark is not closed"),
        ("passage,codes\nChưa, chưa nghe.,x\n", "put a cell with a comma in quotes"),
        ("passage,codes,codes\nChưa.,,\n", "column 'codes' is there twice"),
    ],
)
def test_what_is_no_such_table_is_one_line(text: str, fault: str) -> None:
    [line] = faults(text)
    assert line.startswith("e.csv:")
    assert fault in line


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"])).map(clean).map(str.strip)
WORDS = st.lists(CELLS.filter(bool), min_size=1).map("\n".join)


@given(
    st.lists(
        st.builds(
            Example, WORDS, st.frozensets(st.sampled_from(CODES)), CELLS, CELLS, CELLS, st.just("")
        )
    )
)
def test_what_is_written_is_read_back_as_it_was(examples: list[Example]) -> None:
    read = example_files.parse(example_files.as_text(examples), "e.csv", CODES)
    assert [replace(one, where="") for one in read] == examples


@pytest.mark.parametrize("words", ["=1+1", "- Dạ chưa.", "+84 9", "@chị", "'-", "''=x"])
def test_no_passage_is_a_formula_to_excel(words: str) -> None:
    text = example_files.as_text([Example(words, frozenset())])
    assert f"\n,,,'{words}," in text
    assert example_files.parse(text, "e.csv", ())[0].passage == words


def test_neighbours_with_one_mark_are_one_turn() -> None:
    rows = [("a", "1"), ("a", "1"), ("b", "1"), ("b", ""), ("b", ""), ("a", "1")]
    examples = [Example(str(n), frozenset(), "", *row) for n, row in enumerate(rows)]
    turns = example_files.turns_of(examples)
    assert ["".join(one.passage for one in turn) for turn in turns] == ["01", "2", "3", "4", "5"]


# In a codebook


@pytest.fixture
def taught(folder: Path) -> Path:
    """A study whose codebook names an example file."""
    name(folder, FILE)
    (folder / FILE).write_text(f"{HEAD}\n{ROWS}", encoding="utf-8")
    return folder


def name(folder: Path, file: str, text: str = CODEBOOK) -> None:
    text = text.replace("version: 2\n", f"version: 2\nexamples: [{file}]\n")
    (folder / "codebooks" / "test.yaml").write_text(text, encoding="utf-8")


def refused(folder: Path) -> str:
    with pytest.raises(CodebookError) as found:
        project.load(folder)
    return str(found.value)


def test_a_codebook_has_what_its_files_hold(taught: Path) -> None:
    [book] = project.load(taught).codebooks
    assert book.example_files == (FILE,)
    assert [(e.turn, sorted(e.codes)) for e in book.experience] == [
        ("4", [UNAWARE]),
        ("4", []),
        ("11", [INCOME, UNAWARE]),
    ]
    assert files.read_codebook(taught / "codebooks" / "test.yaml").experience == book.experience


TONES = "\u0300\u0301\u0303\u0309\u0323"


def for_windows(text: str) -> str:
    """A text as Windows has it in cp1258: the tones behind letters with their other marks."""
    said = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tones = [part for part in parts if part in TONES]
        rest = "".join(part for part in parts if part not in TONES)
        said += [unicodedata.normalize("NFC", rest), *tones]
    return "".join(said)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1258"])
def test_a_file_that_excel_has_saved_its_own_way_is_read(taught: Path, encoding: str) -> None:
    words = "Tôi chưa nghe nói bao giờ, bận làm ruộng suốt, có ai người ta chỉ bảo cho đâu."
    text = f"passage;codes\r\n{words};{UNAWARE}\r\n"
    text = for_windows(text) if encoding == "cp1258" else text
    (taught / FILE).write_bytes(text.encode(encoding))
    [one] = project.load(taught).codebooks[0].experience
    assert one.passage == words


def test_a_file_in_no_known_encoding_is_a_fault_of_that_file(taught: Path) -> None:
    (taught / FILE).write_bytes(b"passage,codes\n\xff\xfe\x9d\x81\xd0\xd1,x\n")
    assert FILE in refused(taught)


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        ("codebooks/gone.csv", "there is no example file 'codebooks/gone.csv'"),
        ("../secret.csv", "is outside the study's folder"),
        ("codebooks", "there is no example file 'codebooks'"),
    ],
)
def test_a_file_that_is_not_there_is_told_at_the_line_and_column_and_the_rest_is_done(
    folder: Path, file: str, fault: str
) -> None:
    (folder.parent / "secret.csv").write_text("passage,codes\nx,\n", encoding="utf-8")
    name(folder, file)
    study = project.load(folder)
    [told] = [problem for problem in study.problems if fault in problem.message.en]
    assert told.where == "codebooks/test.yaml:4:12"
    assert told.severity == "warning"
    assert told in project.check(folder)
    assert study.codings


def test_the_faults_of_all_files_are_told_at_once(taught: Path) -> None:
    name(taught, f"{FILE}, {OTHER}")
    for file in (FILE, OTHER):
        (taught / file).write_text("passage,codes\n,x\n", encoding="utf-8")
    told = refused(taught)
    assert FILE in told
    assert OTHER in told


def test_a_codebook_keeps_the_key_when_it_is_written_anew(taught: Path) -> None:
    book = project.codebooks(taught)[0]
    again = codebook.parse(to_yaml(book), book.file)
    assert again.example_files == book.example_files
    assert f"examples: [{FILE}]" in to_yaml(book)


def test_a_table_for_other_programs_says_that_it_has_no_example_files(taught: Path) -> None:
    told = [p.message.en for p in csv_table.losses(project.codebooks(taught)[0])]
    assert [line for line in told if FILE in line]


def test_another_version_shows_the_example_files_that_come_and_go(taught: Path) -> None:
    study = project.load(taught)
    bare = replace(study, codebooks=(codebook.parse(CODEBOOK, "codebooks/test.yaml"),))
    assert [(c.what, c.code) for c in compare(bare, study).examples] == [("added", FILE)]
    assert [(c.what, c.code) for c in compare(study, bare).examples] == [("removed", FILE)]
    (taught / "draft.yaml").write_text(CODEBOOK, encoding="utf-8")
    assert (
        f"Example files:\n  − {FILE}\n" in qualcode(taught, "codebook", "diff", "draft.yaml").stdout
    )


def test_a_version_with_another_id_is_compared_though_the_examples_have_the_old_one(
    taught: Path,
) -> None:
    text = (taught / "codebooks" / "test.yaml").read_text(encoding="utf-8")
    (taught / "draft.yaml").write_text(text.replace(INCOME, "money.income"), encoding="utf-8")
    done = qualcode(taught, "codebook", "diff", "draft.yaml")
    assert done.returncode == 0, done.stderr
    assert "+ money.income" in done.stdout


def test_check_names_codes_that_nothing_teaches_and_words_coded_in_two_ways(taught: Path) -> None:
    (taught / FILE).write_text(
        f"passage,codes\nDạ chưa ạ.,{UNAWARE}\nDạ chưa ạ.,\n", encoding="utf-8"
    )
    told = [(p.where, p.message.en, p.severity) for p in lint(project.codebooks(taught)[0])]
    assert told == [
        ("codebooks/test.yaml", (f"code {INCOME} has no example, in the example files neither; "
         "add a few passages for the program to learn it from"), "warning"),
        (f"{FILE}:3", (f"“Dạ chưa ạ.” has other codes than before ({FILE}:2); keep one row, or "
         "give each its source and turn"), "warning"),
    ]  # fmt: skip
    assert lint(codebook.parse(CODEBOOK, "codebooks/test.yaml")) == ()


# As tests of the rules


def test_rules_are_tried_turn_by_turn_with_the_question_before(book: Codebook) -> None:
    rows = [
        ("Dạ không ạ.", {UNAWARE}, "Chị nghe nói bảo hiểm chưa?", ""),
        ("Dạ không ạ.", set(), "Chị ăn cơm chưa?", ""),
        ("Tôi chưa nghe bảo hiểm bao giờ.", set(), "", "3"),
        ("Cả làng thế.", {UNAWARE}, "", "3"),
        ("Chưa biết bảo hiểm là gì.", set(), "", ""),
        ("Làm ngày nào ăn ngày ấy.", {INCOME}, "", ""),
    ]
    experience = tuple(
        Example(passage, frozenset(codes), question, "a", turn)
        for passage, codes, question, turn in rows
    )
    scores = {one.code: one for one in try_files(replace(book, experience=experience))}
    unaware, income = scores[UNAWARE], scores[INCOME]
    assert (unaware.right, unaware.wrong, unaware.missed) == (2, 1, 0)
    assert (unaware.turns, unaware.precision, unaware.recall, unaware.f1) == (2, 2 / 3, 1, 0.8)
    assert (income.turns, income.precision, income.recall, income.f1) == (1, None, 0, 0)


def test_codebook_test_shows_the_figures_of_each_code_and_of_all(taught: Path) -> None:
    shown = qualcode(taught, "codebook", "test", "--files").stdout.splitlines()
    assert [line.split()[:2] for line in shown[-3:]] == [
        [UNAWARE, "2"],
        [INCOME, "1"],
        ["all", "3"],
    ]
    assert len(qualcode(taught, "codebook", "test").stdout.splitlines()) == 1


def test_codebook_test_says_if_there_are_no_example_files(folder: Path) -> None:
    assert "test has no example files." in qualcode(folder, "codebook", "test", "--files").stderr


# Codes that are called otherwise


def change(folder: Path, *words: str) -> str:
    done = qualcode(folder, "codebook", *words)
    assert done.returncode == 0, done.stderr
    return done.stderr


def codes_of(folder: Path) -> list[list[str]]:
    return [sorted(one.codes) for one in project.codebooks(folder)[0].experience]


def test_a_rename_after_the_codebook_was_edited_renames_the_examples_too(taught: Path) -> None:
    accepted = next(c.id for c in project.load(taught).codings if c.code == INCOME)
    qualcode(taught, "accept", accepted)
    name(taught, FILE, CODEBOOK.replace(INCOME, "money.income"))
    assert f"{FILE}:4: the codebook has no code '{INCOME}'" in refused(taught)
    told = change(taught, "rename", INCOME, "money.income")
    assert f"Changed the codes in the example file {FILE}" in told
    assert codes_of(taught) == [[UNAWARE], [], [UNAWARE, "money.income"]]
    assert [c.code for c in project.load(taught).codings if c.coder] == ["money.income"]


def test_a_code_that_only_the_examples_still_have_is_renamed_there(taught: Path) -> None:
    name(taught, FILE, CODEBOOK.replace(INCOME, "money.income"))
    assert "There was no decision to record." in change(taught, "rename", INCOME, "money.income")
    assert codes_of(taught) == [[UNAWARE], [], [UNAWARE, "money.income"]]


def test_a_rename_before_the_codebook_is_edited_says_to_come_back(taught: Path) -> None:
    before = (taught / FILE).read_bytes()
    told = change(taught, "rename", INCOME, "money.income")
    assert "In the example files 1 rows have" in told
    assert (taught / FILE).read_bytes() == before
    name(taught, FILE, CODEBOOK.replace(INCOME, "money.income"))
    change(taught, "rename", INCOME, "money.income")
    assert codes_of(taught) == [[UNAWARE], [], [UNAWARE, "money.income"]]


def test_merged_codes_are_one_in_the_examples_and_retired_ones_are_gone(taught: Path) -> None:
    change(taught, "merge", INCOME, UNAWARE)
    assert codes_of(taught) == [[UNAWARE], [], [UNAWARE]]
    change(taught, "retire", UNAWARE)
    assert codes_of(taught) == [[], [], []]


def test_what_cannot_be_recorded_leaves_the_examples_as_they_were(taught: Path) -> None:
    before = (taught / FILE).read_bytes()
    done = qualcode(taught, "codebook", "merge", INCOME, "nothing.like.it", UNAWARE)
    assert done.returncode == 1
    assert (taught / FILE).read_bytes() == before


def test_only_the_codes_of_a_table_are_changed() -> None:
    text = f'passage;ghi chú;codes\n"Đóng; nộp";{INCOME};"{INCOME}; {UNAWARE}"\n\nỪ.;;{INCOME}\n'
    moved = example_files.with_codes_moved(text, {INCOME: "money"})
    assert moved == f'passage;ghi chú;codes\n"Đóng; nộp";{INCOME};"money;{UNAWARE}"\n\nỪ.;;money\n'
    assert example_files.with_codes_moved(text, {"x": "money"}) == text
    assert example_files.with_codes_moved('passage,codes\n"x', {"x": "y"}) == 'passage,codes\n"x'


# From a study


def decided(study: Study, *about: tuple[str, str, str]) -> Study:
    """The study with decisions on words: an action, the words, a code."""
    [transcript] = study.transcripts
    decisions = []
    for number, (action, words, code) in enumerate(about):
        start = transcript.text.index(words)
        span = Span(start, start + len(words))
        decisions.append(
            Decision(
                *(f"{number}", f"2024-01-01T00:00:{number:02}", number, "Lan", action),  # type: ignore[arg-type]
                transcript=transcript.name,
                sha256=transcript.sha256,
                span=span,
                exact=words,
                code=code,
            )
        )
    return with_codings(replace(study, decisions=tuple(decisions)))


def told(study: Study) -> list[tuple[str, list[str]]]:
    return [(one.passage, sorted(one.codes)) for one in examples_of(study)]


def test_only_what_people_confirmed_is_exported(study: Study) -> None:
    """
    PVV: Chị có nghe nói bảo hiểm xã hội tự nguyện chưa?
    NTL: Dạ chưa ạ. Nhà tôi ba đời đi biển. Tiền đâu ra mà đóng.
    PVV: Bác thì sao ạ?
    NTL: Cũng thế thôi. Tôi chưa nghe nói bảo hiểm bao giờ.
    """
    assert told(study) == []
    one = decided(
        study,
        ("accept", "Dạ chưa ạ", UNAWARE),
        ("add", "ba đời đi biển", INCOME),
        ("add", "Bác thì sao ạ", UNAWARE),
    )
    assert examples_of(one) == (
        Example("Dạ chưa ạ.", frozenset({UNAWARE}), "Chị có nghe nói bảo hiểm xã hội tự nguyện "
                "chưa?", "t1", "2"),
        Example("Nhà tôi ba đời đi biển.", frozenset({INCOME}), "Chị có nghe nói bảo hiểm xã hội "
                "tự nguyện chưa?", "t1", "2"),
    )  # fmt: skip


def test_a_turn_that_was_read_gives_its_uncoded_passages_but_not_what_still_waits(
    study: Study,
) -> None:
    """
    PVV: Bác thì sao ạ?
    NTL: Cũng thế thôi. Tôi chưa nghe nói bảo hiểm bao giờ. Tiền đâu ra mà đóng.
    """
    [transcript] = study.transcripts
    turn = transcript.words_of(transcript.turns[1])
    read = decided(study, ("seen", turn, ""), ("reject", "Tiền đâu ra mà đóng", INCOME))
    assert told(read) == [("Cũng thế thôi.", []), ("Tiền đâu ra mà đóng.", [])]


def test_a_passage_with_a_code_confirmed_and_another_one_waiting_is_left_out(study: Study) -> None:
    """
    NTL: Chưa biết bảo hiểm mà tiền đâu ra mà đóng. Thôi.
    """
    words = "tiền đâu ra mà đóng"
    assert told(decided(study, ("accept", words, INCOME))) == []
    both = decided(study, ("accept", words, INCOME), ("reject", "Chưa biết bảo hiểm", UNAWARE))
    assert told(both) == [("Chưa biết bảo hiểm mà tiền đâu ra mà đóng.", [INCOME])]


@pytest.mark.parametrize(
    ("span", "wanted"),
    [
        ((0, 10), [0]),
        ((0, 30), [0, 1]),
        ((2, 4), [0]),
        ((6, 14), [0]),
        ((8, 30), [1]),
        ((4, 21), [0, 1]),
        ((30, 40), []),
    ],
)
def test_words_belong_to_the_segments_that_they_cover_half_of_or_lie_in(
    span: tuple[int, int], wanted: list[int]
) -> None:
    segments = [Span(0, 10), Span(10, 30)]
    assert placed(Span(*span), segments) == tuple(segments[n] for n in wanted)


@given(st.lists(st.integers(1, 20), min_size=1), st.data())
def test_no_words_of_a_turn_are_lost(lengths: list[int], data: st.DataObject) -> None:
    ends = [sum(lengths[: n + 1]) for n in range(len(lengths))]
    segments = [Span(end - length, end) for end, length in zip(ends, lengths, strict=True)]
    start = data.draw(st.integers(0, ends[-1] - 1))
    span = Span(start, data.draw(st.integers(start + 1, ends[-1])))
    found = placed(span, segments)
    assert found
    assert all(one.overlaps(span) for one in found)


def test_export_writes_what_a_codebook_can_name_at_once(folder: Path) -> None:
    none = qualcode(folder, "export", "examples")
    assert none.returncode == 1
    assert "nobody has decided on any passage yet" in none.stderr
    first = project.load(folder).codings[0]
    qualcode(folder, "accept", first.id)
    qualcode(folder, "seen", "pvs_01", "4")
    qualcode(folder, "accept", project.load(folder).codings[-1].id)
    done = qualcode(folder, "export", "examples")
    assert done.returncode == 0, done.stderr
    assert "respondents' own words" in done.stderr
    assert "NTL" not in (folder / FILE).read_text(encoding="utf-8-sig")
    name(folder, FILE)
    study = project.load(folder)
    known = [replace(one, where="") for one in study.codebooks[0].experience]
    assert known == list(examples_of(study))
    assert {code for one in known for code in one.codes} == {first.code, INCOME}


def test_export_writes_over_a_file_only_when_told(folder: Path) -> None:
    qualcode(folder, "accept", project.load(folder).codings[0].id)
    assert qualcode(folder, "export", "examples", "--output", "mine.csv").returncode == 0
    again = qualcode(folder, "export", "examples", "--output", "mine.csv")
    assert again.returncode == 1
    assert "--replace" in again.stderr
    assert (
        qualcode(folder, "export", "examples", "--output", "mine.csv", "--replace").returncode == 0
    )
    book = (folder / "codebooks" / "test.yaml").read_bytes()
    qualcode(folder, "export", "examples", "--output", "codebooks/test.yaml", "--replace")
    assert (folder / "codebooks" / "test.yaml").read_bytes() == book


def test_of_two_codebooks_each_gets_its_own_codes(folder: Path) -> None:
    other = "codebook: other\ncodes: [{id: luck, label: x, patterns: [bao giờ]}]\n"
    (folder / "codebooks" / "other.yaml").write_text(other, encoding="utf-8")
    for coding in project.load(folder).codings:
        qualcode(folder, "accept", coding.id)
    assert "--codebook" in qualcode(folder, "export", "examples").stderr
    qualcode(folder, "export", "examples", "--codebook", "other")
    text = (folder / "codebooks" / "other.examples.csv").read_text(encoding="utf-8-sig")
    codes = {code for one in example_files.parse(text, "", ["luck"]) for code in one.codes}
    assert codes == {"luck"}


# Our own


def test_our_example_file_is_what_its_script_makes() -> None:
    made = runpy.run_path(str(ROOT / "codebooks" / "make_examples.py"))["made"]()
    file = ROOT / "codebooks" / "social_insurance.examples.csv"
    assert file.read_text(encoding="utf-8-sig") == made


def test_our_example_file_gives_each_turn_the_codes_of_its_labels() -> None:
    book = codebook.parse(
        (ROOT / "codebooks" / "social_insurance.yaml").read_text(encoding="utf-8"), "x.yaml"
    )
    text = (ROOT / "codebooks" / "social_insurance.examples.csv").read_text(encoding="utf-8-sig")
    examples = example_files.parse(text, "", [code.id for code in book.codes])
    codes: dict[tuple[str, str], set[str]] = {}
    for one in examples:
        codes.setdefault((one.source, one.turn), set()).update(one.codes)
    wanted = {}
    for source in {one.source for one in examples}:
        gold = ROOT / "tests" / "data" / "gold" / f"{source}.gold.json"
        for turn in json.loads(gold.read_text(encoding="utf-8"))["turns"]:
            if turn["role"] == "respondent":
                given = {code for span in turn["spans"] for code in span["codes"]}
                wanted[source, str(turn["i"] + 1)] = given
    assert len({source for source, _ in wanted}) == 16
    assert codes == wanted
