"""`qualcode codebook …` as people type it."""

import json
import subprocess
from pathlib import Path

import docx
import pytest
from conftest import CODEBOOK
from test_cli import qualcode

from qualcode import codebook, project


@pytest.fixture
def draft(folder: Path) -> Path:
    """Another version of the study's codebook, beside the study."""
    path = folder / "draft.yaml"
    path.write_text(CODEBOOK.replace("tiền đâu ~3 đóng", "lấy gì ~3 đóng"), encoding="utf-8")
    return path


def codebook_command(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return qualcode(folder, "codebook", *words)


def test_show_is_a_tree_with_counts(folder: Path) -> None:
    lines = codebook_command(folder, "show").stdout.splitlines()
    assert lines[0] == "test 2"
    assert [line.split()[0] for line in lines[3:7]] == [
        "awareness",
        "no_knowledge",
        "affordability",
        "worker_income",
    ]
    shown = json.loads(codebook_command(folder, "show", "--json").stdout)["codebooks"]
    assert [c["codings"] for c in shown[0]["codes"]] == [2, 2, 1, 1]


def test_diff_shows_what_a_draft_would_change_and_changes_nothing(
    folder: Path, draft: Path
) -> None:
    before = (folder / "codebooks" / "test.yaml").read_bytes()
    done = codebook_command(folder, "diff", draft.name)
    assert "− pvs_01:4  [Tiền đâu … đóng]" in done.stdout
    assert done.stdout.endswith("0 codings added, 1 lost, 2 kept.\n")
    assert (folder / "codebooks" / "test.yaml").read_bytes() == before
    rows = codebook_command(folder, "diff", draft.name, "--csv").stdout.splitlines()
    assert rows[1].startswith("lost,affordability.worker_income,pvs_01,4,Tiền đâu ra mà đóng hả em")


def test_diff_compares_two_files(folder: Path, draft: Path) -> None:
    done = codebook_command(folder, "diff", draft.name, "codebooks/test.yaml")
    assert done.stdout.endswith("1 codings added, 0 lost, 2 kept.\n")


def test_diff_with_a_book_that_the_study_does_not_use_says_so(folder: Path) -> None:
    other = folder / "other.yaml"
    other.write_text("codebook: other\ncodes: [{id: a, label: x}]", encoding="utf-8")
    done = codebook_command(folder, "diff", "other.yaml")
    assert done.returncode == 1
    assert "no codebook named 'other'; it has: test" in done.stderr
    assert done.stdout == ""


def test_stats_count_decisions_and_what_no_rule_touches(folder: Path) -> None:
    qualcode(folder, "code")
    [coding] = [c for c in project.load(folder).codings if c.code.startswith("afford")]
    qualcode(folder, "accept", coding.id, "--coder", "Lan")
    rows = json.loads(codebook_command(folder, "stats", "--json").stdout)["rows"]
    counted = [(r["code"], r["matches"], r["accepted"], r["precision"]) for r in rows]
    assert counted == [
        ("awareness.no_knowledge", 2, 0, None),
        ("affordability.worker_income", 1, 1, 1.0),
    ]
    shown = codebook_command(folder, "stats", "--rules", "--untouched", "5")
    assert "100% (21–100)" in shown.stdout
    assert "0 respondents' passages that no rule touches" in shown.stderr
    assert codebook_command(folder, "stats", "--unused").stderr.startswith("0 of 3 rules")


def test_test_names_what_fails_and_ends_with_1(folder: Path) -> None:
    path = folder / "codebooks" / "test.yaml"
    examples = (
        '\n    examples: ["Tiền đâu mà đóng", "Nghèo lắm"]\n    counter_examples: ["Dư dả"]\n'
    )
    path.write_text(CODEBOOK.rstrip() + examples, encoding="utf-8")
    done = codebook_command(folder, "test")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "affordability.worker_income: “Nghèo lắm”",
        "  no rule finds it",
        "test 2: 2/3 examples as expected",
    ]
    path.write_text(CODEBOOK, encoding="utf-8")
    assert codebook_command(folder, "test").returncode == 0


def test_explain_tells_a_code_a_rule_and_a_saying(folder: Path) -> None:
    code = codebook_command(folder, "explain", "awareness").stdout
    assert "awareness.no_knowledge  No knowledge  (barrier)" in code
    assert "when asked: (biết|nghe) ~8 {SI}" in code
    [rule] = [w for w in code.split() if w.startswith("awareness.no_knowledge#")][:1]
    assert "codebooks/test.yaml:" in codebook_command(folder, "explain", rule).stdout
    asked = codebook_command(folder, "explain", "Dạ chưa ạ", "--question", "Nghe BHXH chưa?")
    assert asked.stdout.startswith("● awareness.no_knowledge  “Dạ chưa ạ”")
    alone = codebook_command(folder, "explain", "Dạ chưa ạ")
    assert "→ the question before does not match" in alone.stdout
    assert alone.stderr == "Codes given: –\n"


def test_check_names_faults_of_a_draft_and_of_the_study(folder: Path) -> None:
    bad = folder / "bad.yaml"
    bad.write_text(
        'codebook: x\ncodes:\n- {id: no, label: on, patterns: ["(a", "b ^ c", "{X}"]}',
        encoding="utf-8",
    )
    done = codebook_command(folder, "check", "bad.yaml")
    assert done.returncode == 1
    assert [line.split(":")[1:3] for line in done.stderr.splitlines()] == [
        ["3", "34"],
        ["3", "40"],
        ["3", "49"],
    ]
    assert codebook_command(folder, "check").returncode == 0


def test_new_proposes_patterns_and_never_overwrites(folder: Path) -> None:
    passages = folder / "passages.csv"
    passages.write_text(
        "quote,code\n"
        "Tôi phải vay nóng để trả,coping\nNhà phải vay nóng ngoài chợ,coping\n"
        "Thôi thì đi vay nóng,coping\nLúc đó vay nóng mấy chỗ,coping\n",
        encoding="utf-8",
    )
    done = codebook_command(folder, "new", "draft", "--from", "passages.csv", "--output", "d.yaml")
    assert done.returncode == 0
    book = codebook.parse((folder / "d.yaml").read_text(encoding="utf-8"), "d.yaml")
    assert "vay nóng" in [rule.pattern for rule in book.codes[0].rules]
    assert (folder / "codebook.schema.json").is_file()
    again = codebook_command(folder, "new", "draft", "--from", "passages.csv", "--output", "d.yaml")
    assert again.returncode == 1
    assert "is there already" in again.stderr


@pytest.mark.parametrize("suffix", [".qdc", ".xlsx", ".csv", ".yml", ".dic", ".yaml"])
def test_what_is_exported_can_be_imported(folder: Path, suffix: str) -> None:
    path = folder / "codebooks" / "test.yaml"
    plain = CODEBOOK.replace("patterns: [", "patterns: [túng thiếu, ")
    path.write_text(plain.replace("    patterns:\n", "    patterns:\n      - mù tịt\n"), "utf-8")
    assert codebook_command(folder, "export", f"out{suffix}").returncode == 0
    done = codebook_command(folder, "import", f"out{suffix}", "--output", "in.yaml")
    assert done.returncode == 0, done.stderr
    book = codebook.parse((folder / "in.yaml").read_text(encoding="utf-8"), "in.yaml")
    assert len(book.codes) == 2


def test_the_annex_is_a_word_document_with_both_languages(folder: Path) -> None:
    done = codebook_command(folder, "export", "annex.docx", "--language", "both")
    assert done.returncode == 0, done.stderr
    document = docx.Document(str(folder / "annex.docx"))
    cells = " ".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    said = cells + " ".join(paragraph.text for paragraph in document.paragraphs)
    assert "Không biết" in said
    assert "No knowledge" in said


def test_an_export_writes_over_a_file_only_when_told_and_never_over_the_codebook(
    folder: Path,
) -> None:
    assert codebook_command(folder, "export", "out.xlsx").returncode == 0
    again = codebook_command(folder, "export", "out.xlsx")
    assert again.returncode == 1
    assert "is there already" in again.stderr
    assert codebook_command(folder, "export", "out.xlsx", "--replace").returncode == 0
    book = folder / "codebooks" / "test.yaml"
    before = book.read_bytes()
    done = codebook_command(folder, "export", "codebooks/test.yaml", "--replace")
    assert (done.returncode, book.read_bytes()) == (1, before)


def test_a_code_that_is_not_there_is_named_with_a_near_one(folder: Path) -> None:
    wrong = "awareness.no_knowlege"
    for words in (("explain", wrong), ("stats", "--code", wrong)):
        done = codebook_command(folder, *words)
        assert done.returncode == 1
        assert "awareness.no_knowledge" in done.stderr


def test_two_codebooks_of_one_name_are_told_apart(folder: Path) -> None:
    other = "codebook: test\ncodes: [{id: other, label: x, patterns: [b]}]"
    (folder / "codebooks" / "zz.yaml").write_text(other, encoding="utf-8")
    done = codebook_command(folder, "check")
    assert done.returncode == 1
    assert "zz.yaml: codebook name 'test' is that of codebooks/test.yaml" in done.stderr


@pytest.mark.parametrize("name", ["none.yaml", "x.pdf", "qualcode.yaml", "transcripts"])
def test_a_file_that_is_no_codebook_is_one_line_and_exit_1(folder: Path, name: str) -> None:
    for command in ("check", "test", "diff"):
        done = codebook_command(folder, command, name)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert name in done.stderr
