"""The command line: each command parses, calls one function, shows what came back."""

from __future__ import annotations

import os
import sys

from qualcode.cli import tagging
from qualcode.cli.console import show_problems, use_utf8
from qualcode.errors import QualcodeError
from qualcode.model import Bilingual, Problem


def main() -> None:
    """Run the command line; a fault the user can mend is one line each and exit code 1."""
    use_utf8()
    try:
        try:
            _run(sys.argv[1:])
        finally:
            # Here, since at exit it would be too late to say that the disk is full.
            sys.stdout.flush()
    except QualcodeError as error:
        show_problems(error.problems)
        sys.exit(1)
    except BrokenPipeError:
        # Whoever read our output has had enough, such as `head`: that is no fault.
        _write_no_more()
    except OSError as error:
        _write_no_more()
        where, reason = error.filename or "stdout", error.strerror or str(error)
        vi, en = f"không đọc hay ghi được ({reason})", f"can't be read or written ({reason})"
        show_problems([Problem(str(where), Bilingual(vi, en))])
        sys.exit(1)


def _write_no_more() -> None:
    """Let what is still to be written go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(typed: list[str]) -> None:
    """Run the command that was typed."""
    asked = tagging.plainly(typed, os.environ)
    if asked:
        # Loading Typer and every command would take as long as all the rest of the first page.
        tagging.tag(asked)
        return
    from qualcode.cli.commands import app

    app()
