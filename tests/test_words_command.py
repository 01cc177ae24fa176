"""`qualcode words` as people type it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT
from typer.testing import CliRunner, Result

from qualcode.cli.commands import app
from qualcode.errors import StudyError

Run = Callable[..., Result]


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Run:
    """Run the command on the small study, in English: `words("--top", "3")`."""
    monkeypatch.setenv("QUALCODE_LANG", "en")

    def run(*options: str, project: Path = folder) -> Result:
        return CliRunner().invoke(app, ["words", "--project", str(project), *options])

    return run


def test_a_table_of_words_with_what_it_rests_on(words: Run) -> None:
    done = words()
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["word", "count", "per", "10,000", "cases"]
    rows = {line.split()[0] for line in lines[2:]}
    assert {"đóng", "nghe", "tiền"} <= rows
    assert "1 cases (respondents' talk). Not listed:" in done.stderr
    assert "1 typists' notes" in done.stderr


def test_csv_has_every_word_and_the_groups(words: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(words("--by", "gender", "--csv").stdout)))
    assert rows
    assert all(row["nữ"] == row["count"] for row in rows)


def test_top_limits_json_too(words: Run) -> None:
    rows = json.loads(words("--json", "--top", "2").stdout)["rows"]
    assert [set(row) for row in rows] == [{"word", "count", "per_10000", "cases"}] * 2


def test_a_phrase_in_its_context_is_aligned(words: Run) -> None:
    lines = words("--kwic", "chua nghe noi").stdout.splitlines()
    assert [line.index("chưa nghe nói") for line in lines] == [lines[0].index("chưa nghe nói")]
    assert "pvs_01:2 RES" in lines[0]


def test_against_finds_the_attribute_by_its_value(words: Run) -> None:
    done = words("--against", "nữ", "--top", "10", project=ROOT)
    assert "said more" in done.stdout
    assert "said less" in done.stdout
    assert "gender = nữ:" in done.stderr


def test_an_unknown_value_says_what_to_add(words: Run) -> None:
    done = words("--against", "không có")
    assert isinstance(done.exception, StudyError)
    assert "add --by" in str(done.exception)


@pytest.mark.parametrize(
    "options",
    [
        ("--by", "gender"),
        ("--by", "province"),
        ("--by", "code"),
        ("--against", "cán bộ, tổ chức"),
        ("--kwic", "bảo hiểm xã hội tự nguyện"),
    ],
)
def test_text_fits_a_hundred_columns(words: Run, options: tuple[str, ...]) -> None:
    done = words(*options, project=ROOT)
    lines = (done.stdout + done.stderr).splitlines()
    assert len(lines) > 5
    assert max(map(len, lines)) <= 100


def test_words_of_codings_say_whose_word_counts_and_words_of_people_do_not(words: Run) -> None:
    assert "The latest decision counts" in words("--by", "family", "--top", "3").stderr
    assert "decision" not in words("--by", "gender", "--top", "3").stderr
