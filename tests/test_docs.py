"""What the documents say is what the program does."""

import os
import runpy
import subprocess
import sys

from conftest import ROOT


def test_the_page_of_commands_is_up_to_date() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_cli.py"))
    script = (
        f"import runpy; print(runpy.run_path({str(ROOT / 'docs' / 'make_cli.py')!r})['page']())"
    )
    # In a process of its own, since the language of help is chosen at import.
    shown = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "QUALCODE_LANG": "en", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert shown.stdout.rstrip("\n") == made["PAGE"].read_text("utf-8").rstrip("\n")


def test_readme_names_every_command() -> None:
    from typer.main import get_command

    from qualcode.cli.commands import app

    reference = (ROOT / "docs" / "cli.md").read_text("utf-8")
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        assert command.help
        assert f"`qualcode {name}" in reference


def test_readmes_two_first_commands_are_the_two_promised() -> None:
    commands = [
        line.split("#")[0].strip()
        for line in (ROOT / "README.md").read_text("utf-8").splitlines()
        if line.startswith("python -m pip")
    ]
    assert commands[:2] == [
        "python -m pip install -e . && qualcode run",
        'python -m pip install -e ".[test]" && python -m pytest -n auto --dist loadfile',
    ]
