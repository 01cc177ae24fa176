"""Write docs/cli.md from the commands themselves: `python docs/make_cli.py`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent / "cli.md"
HEAD = """# Commands

Made by `python docs/make_cli.py`; a test compares it with the program. `qualcode COMMAND --help` says the same, in
Vietnamese unless the locale or `QUALCODE_LANG=en` asks for English. Data goes to standard output, progress and messages
to standard error. Exit codes: 0 done, 1 something you can mend, 2 wrong usage.
"""


def page() -> str:
    """Return the page as the program of today would have it."""
    os.environ["QUALCODE_LANG"] = "en"
    from typer.main import get_command

    from qualcode.cli.commands import app

    commands: dict[str, Any] = get_command(app).commands  # type: ignore[attr-defined]
    return HEAD + "".join(text for name in commands for text in _command(name, commands[name]))


def _command(name: str, command: Any) -> Iterator[str]:
    """Yield a command's part of the page; of a group of commands those of each."""
    if hasattr(command, "commands"):
        yield f"\n## `qualcode {name} …`\n\n{command.help}\n"
        for under, each in command.commands.items():
            for text in _command(f"{name} {under}", each):
                yield text.replace("\n## ", "\n### ", 1)
        return
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option"]
    usage = " ".join(["qualcode", name, *(p.metavar for p in arguments)])
    yield f"\n## `{usage}`\n\n{command.help}\n\n"
    for argument in arguments:
        yield f"- `{argument.metavar}`: {argument.help}\n"
    for option in options:
        shown = " ".join(filter(None, [option.opts[0], option.metavar]))
        yield f"- `{shown}`: {option.help}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
