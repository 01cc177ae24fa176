"""What the options that several commands share stand for."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from qualcode.cli.given import coder_of, folder
from qualcode.errors import DecisionError
from qualcode.model import Settings


@pytest.mark.parametrize("typed", [" Lân ", unicodedata.normalize("NFD", "Lân")])
def test_a_coder_is_the_same_however_her_name_is_typed(typed: str) -> None:
    assert coder_of(typed, Settings(coder="Minh")) == "Lân"


@pytest.mark.parametrize("typed", ["", "  "])
def test_who_gives_no_name_is_the_coder_of_the_settings(typed: str) -> None:
    assert coder_of(typed, Settings(coder="Minh")) == "Minh"


def test_without_any_name_it_is_the_computers_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "lan")
    assert coder_of("", Settings()) == "lan"


def test_a_computer_that_knows_no_user_needs_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    pwd = pytest.importorskip("pwd")

    def nobody(_number: int) -> None:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    with pytest.raises(DecisionError, match="no coder is named"):
        coder_of("", Settings())
    assert coder_of("Lan", Settings()) == "Lan"


def test_the_folder_is_the_one_around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "transcripts" / "đợt 1"
    inside.mkdir(parents=True)
    assert folder(inside) == tmp_path.resolve()
    monkeypatch.chdir(inside)
    assert folder(None) == tmp_path.resolve()
