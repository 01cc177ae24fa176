"""Where coders differ, to talk about; and `qualcode agree` at the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from qualcode import decisions, project
from qualcode.agreement import worksheet
from qualcode.agreement.worksheet_file import write
from qualcode.cli.commands import app
from qualcode.cli.console import WIDEST
from qualcode.model import Decision, Study
from qualcode.review.differences import differences
from qualcode.tui.settling.outcomes import id_of

CODE = "affordability.worker_income"
TALK = "pvs_01"
OTHER_TALK = (
    "PVV: Anh có đóng không?\n"
    "NTL: Nhà tôi làm ruộng, bấp bênh lắm.\n"
    "PVV: Còn gì nữa?\n"
    "NTL: Tiền đâu mà đóng. Thế thôi.\n"
)


def run(*arguments: str, language: str = "en", columns: int = 100) -> Result:
    environment = {"QUALCODE_LANG": language, "COLUMNS": str(columns)}
    return CliRunner().invoke(app, list(arguments), env=environment)


def said(result: Result) -> str:
    """Return what was printed without its line breaks."""
    return " ".join(result.output.split())


@pytest.fixture
def team(folder: Path) -> Path:
    """A study in which An and Bình have read two talks and differ in two places."""
    (folder / "transcripts" / "pvs_02.txt").write_text(OTHER_TALK, encoding="utf-8")
    study = project.load(folder)
    drafts: list[Decision] = []
    for coder in ("An", "Bình"):
        for transcript in study.transcripts:
            drafts += [
                decisions.seen(study, transcript.name, turn.number, coder=coder)
                for turn in transcript.turns
                if turn.role == "respondent"
            ]
        drafts += [decisions.accept(study, one, coder=coder) for one in study.proposals]
    drafts.append(add(study, "pvs_02", 2, "An"))
    drafts.append(add(study, TALK, 2, "Bình"))
    project.record(folder, study, tuple(drafts))
    return folder


def add(study: Study, name: str, number: int, coder: str) -> Decision:
    transcript = study.transcript(name)
    assert transcript
    turn = transcript.turn(number)
    assert turn
    return decisions.add(study, name, CODE, turn.span, coder=coder)


def test_a_row_has_the_place_the_code_and_each_coders_verdict(team: Path) -> None:
    study = project.load(team)
    found = worksheet(study)

    assert list(found.transcript + ":" + found.turn.astype(str)) == ["pvs_01:2", "pvs_02:2"]
    first, second = found.to_dict("records")
    assert second["words"] == "Nhà tôi làm ruộng, bấp bênh lắm."
    assert (second["An"], second["Bình"], first["An"]) == ("yes", "no", "no")
    assert second["code"] == CODE
    assert second["label"] == "Thu nhập thấp\nLow income"
    assert second["agreed"] == second["settled"] == ""


def test_a_rows_id_is_the_one_that_adjudicate_takes(team: Path) -> None:
    study = project.load(team)
    found = worksheet(study)

    assert list(found.id) == [id_of(one) for one in differences(study)]


def test_a_settled_row_says_so(team: Path) -> None:
    first = worksheet(project.load(team)).id[0]
    settled = run(
        *("adjudicate", first, "--take", "Bình", "--note", "đúng", "--coder", "Lan"),
        *("--project", str(team)),
    )

    assert settled.exit_code == 0, settled.output
    assert worksheet(project.load(team)).settled[0] == "accept – Lan: đúng"


def test_rules_can_be_one_of_the_sides(team: Path) -> None:
    found = worksheet(project.load(team), coders=("An",), machines=("rules",))

    assert list(found.rules) == ["no"]


def test_nobody_to_compare_gives_an_empty_worksheet(folder: Path) -> None:
    assert worksheet(project.load(folder)).empty


def test_the_workbook_shows_the_same_with_room_for_the_outcome(team: Path) -> None:
    path = team / "differences.xlsx"
    write(worksheet(project.load(team)), path)
    sheet = openpyxl.load_workbook(path)["Disagreements"]
    heads = [cell.value for cell in sheet[1]]

    assert heads[0] == "Bản gỡ băng / Transcript"
    assert "Thống nhất / Agreed" in heads
    assert sheet.cell(2, heads.index("Bình") + 1).value == "● có / yes"
    assert sheet.cell(2, heads.index("An") + 1).value == "✗ không / no"
    assert "adjudicate" in "".join(str(row[0].value) for row in sheet.iter_rows(min_row=4))


def test_the_same_worksheet_gives_the_same_bytes(team: Path) -> None:
    found = worksheet(project.load(team))
    for suffix in ("xlsx", "csv"):
        one, other = team / f"one.{suffix}", team / f"other.{suffix}"
        write(found, one)
        write(found, other)
        assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("columns", [80, 100])
def test_the_screen_fits(team: Path, language: str, columns: int) -> None:
    shown = run("agree", "--project", str(team), language=language, columns=columns)

    assert shown.exit_code == 0
    assert max(map(len, shown.stdout.splitlines())) <= min(columns, WIDEST)
    assert "An, Bình" in shown.stdout
    assert "worker_income" in shown.stdout


def test_of_all_codes_together_it_counts_verdicts_and_calls_types_by_name(team: Path) -> None:
    shown = run("agree", "--by", "type", "--project", str(team), language="vi")
    head, _, *rows = shown.stdout.splitlines()

    assert "nhận định" in head
    assert {row.split(" · ")[0] for row in rows if " · " in row} & {"PVS", "TLN"}
    assert not any(row.startswith(("IDI", "FGD")) for row in rows)


def test_codes_that_nobody_gave_are_named_with_the_reason(team: Path) -> None:
    book = team / "codebooks" / "test.yaml"
    unused = "  - id: policy.subsidy\n    label: {vi: Hỗ trợ, en: Subsidy}\n"
    book.write_text(book.read_text("utf-8") + unused, encoding="utf-8")
    shown = run("agree", "--project", str(team))

    assert "undefined (one category): policy.subsidy" in said(shown)


def test_programs_get_every_column_and_the_basis(team: Path) -> None:
    shown = run("agree", "--project", str(team), "--json", "--draws", "20")
    found = json.loads(shown.stdout)

    assert found["parameters"]["draws"] == 20
    assert found["rows"][0]["coders"] == "An, Bình"
    assert found["rows"][0]["alpha"] < 1
    assert "NaN" not in shown.stdout


def test_too_low_an_alpha_ends_with_1(team: Path) -> None:
    low = run("agree", "--project", str(team), "--min", "0.99", "--draws", "0")
    enough = run("agree", "--project", str(team), "--min", "0.3", "--draws", "0")

    assert (low.exit_code, enough.exit_code) == (1, 0)
    assert "< 0.99 (--min)" in low.output


def test_an_undefined_alpha_is_not_enough(folder: Path) -> None:
    assert run("agree", "--project", str(folder), "--min", "0.5").exit_code == 1


def test_nobody_has_coded(folder: Path) -> None:
    shown = run("agree", "--project", str(folder))

    assert shown.exit_code == 0
    assert "Nobody has coded" in shown.stdout


def test_one_coder_is_offered_the_rules(team: Path) -> None:
    alone = run("agree", "--project", str(team), "--coders", "An")
    with_rules = run("agree", "--project", str(team), "--coders", "An", "--with-rules")

    assert "--with-rules" in said(alone)
    assert "An, rules" in with_rules.stdout


def test_the_worksheet_is_never_written_over_one_that_is_there(team: Path) -> None:
    path = team / "differences.csv"
    arguments = ("agree", "--project", str(team), "--worksheet", str(path), "--draws", "0")

    assert run(*arguments).exit_code == 0
    assert path.read_text("utf-8-sig").startswith("transcript,turn,")
    again = run(*arguments)
    assert again.exit_code == 1
    assert "worked in" in str(again.exception or again.output)


def test_another_kind_of_worksheet_names_the_kinds(team: Path) -> None:
    shown = run("agree", "--project", str(team), "--worksheet", str(team / "x.docx"))

    assert shown.exit_code == 1
    assert ".xlsx, .csv" in str(shown.exception or shown.output)
