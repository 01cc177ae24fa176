"""What the manual of codebooks says is what the program does: examples, outputs and tables."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from conftest import ROOT
from typer.testing import CliRunner

from qualcode import codebook
from qualcode.codebook import CODE_KEYS, TOP_KEYS
from qualcode.codebook_tools.trial import try_examples
from qualcode.language.stance import stances
from qualcode.language.syllables import syllables
from qualcode.model import Codebook, Stance
from qualcode.rules import RULE_KEYS

PAGES = {"en": ROOT / "docs" / "codebook.md", "vi": ROOT / "docs" / "codebook.vi.md"}
BLOCK = re.compile(r"^```(yaml|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FIRST_DRAFT = 0
"""The walk begins with a codebook that fails two of its examples, as the page shows."""
SIGNS = re.compile(
    r"^\| `(?P<pattern>[^`]+)` \| [^|]+ \| “(?P<finds>[^”]+)” \| “(?P<not>[^”]+)” \|$"
)
SAYING = re.compile("“([^”]+)”")
BOLD = re.compile(r"\*\*([^*]+)\*\*")

every_page = pytest.mark.parametrize("language", PAGES)


def _page(language: str) -> str:
    return PAGES[language].read_text("utf-8")


def _books(language: str) -> list[str]:
    return [text for kind, text in BLOCK.findall(_page(language)) if kind == "yaml"]


def _read(text: str) -> Codebook:
    return codebook.parse(text, "codebooks/travel.yaml")


def _runs(language: str) -> Iterator[tuple[str, str, str]]:
    """Yield each command that the page shows, its output there and the codebook before it."""
    book = ""
    for kind, text in BLOCK.findall(_page(language)):
        if kind == "yaml":
            book = text
        else:
            command, _, output = text.partition("\n")
            yield command, output, book


@every_page
def test_every_codebook_of_the_manual_is_a_whole_file_without_a_fault(language: str) -> None:
    assert len([_read(text) for text in _books(language)]) >= 6


@every_page
def test_every_code_of_the_manual_has_examples_and_counter_examples(language: str) -> None:
    codes = [code for text in _books(language) for code in _read(text).codes]
    assert [code.id for code in codes if not (code.examples and code.counter_examples)] == []


@every_page
def test_every_example_and_counter_example_of_the_manual_is_as_it_says(language: str) -> None:
    books = [text for at, text in enumerate(_books(language)) if at != FIRST_DRAFT]
    wrong = [one for text in books for one in try_examples(_read(text)) if not one.passed]
    assert wrong == []


@every_page
def test_every_command_shown_prints_what_the_manual_shows(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcode.cli.commands import app

    monkeypatch.setenv("QUALCODE_LANG", language)
    monkeypatch.chdir(tmp_path)
    Path("codebooks").mkdir()
    shown = list(_runs(language))
    assert len(shown) >= 3
    for command, output, book in shown:
        Path("codebooks/travel.yaml").write_text(book, encoding="utf-8")
        dollar, program, *arguments = shlex.split(command)
        assert (dollar, program) == ("$", "qualcode")
        result = CliRunner().invoke(app, arguments)
        assert result.stdout + result.stderr == output


@every_page
def test_every_sign_of_the_language_finds_and_leaves_what_its_row_says(language: str) -> None:
    rows = [row for line in _page(language).splitlines() if (row := SIGNS.match(line))]
    lexicons = {name: [*words] for name, words in _read(_books(language)[0]).lexicons.items()}
    codes = [
        {
            "id": f"row_{number}",
            "label": "row",
            "patterns": [row["pattern"].replace(r"\|", "|")],
            "examples": [row["finds"]],
            "counter_examples": [row["not"]],
        }
        for number, row in enumerate(rows)
    ]
    book = _read(json.dumps({"codebook": "signs", "lexicons": lexicons, "codes": codes}))
    trials = try_examples(book)
    assert len(trials) >= 2 * 8
    assert [one for one in trials if not one.passed] == []


@every_page
@pytest.mark.parametrize("stance", get_args(Stance))
def test_each_stance_covers_what_stands_in_bold_in_its_row(language: str, stance: Stance) -> None:
    # Another table has a row for the key `question`, which holds no saying.
    rows = [line for line in _page(language).splitlines() if line.startswith(f"| `{stance}`")]
    sayings = [saying for row in rows for saying in SAYING.findall(row)]
    assert sayings
    for saying in sayings:
        plain = saying.replace("**", "")
        said = syllables(plain)
        covered = [
            plain[said[each.start].span.start : said[each.stop - 1].span.end]
            for each in stances(plain, said)[stance]
        ]
        assert covered == BOLD.findall(saying)


@every_page
def test_the_manual_speaks_of_every_key_of_a_codebook(language: str) -> None:
    keys = {*TOP_KEYS, *CODE_KEYS, *RULE_KEYS}
    assert {key for key in keys if not re.search(rf"\b{key}\b", _page(language))} == set()


def test_both_manuals_teach_the_same_rules() -> None:
    english, vietnamese = (
        [
            (c.id, [r.id for r in c.rules], c.examples)
            for text in _books(each)
            for c in _read(text).codes
        ]
        for each in PAGES
    )
    assert english == vietnamese
