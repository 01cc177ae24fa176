"""Talking to the person at the terminal: which language, what goes where."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qualcode.model import Bilingual, Language, Problem

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from qualcode.progress import Progress

WIDEST = 100
"""Columns that text keeps to on a wider screen: longer lines are hard to read."""


def language() -> Language:
    """Return the user's language: QUALCODE_LANG, then the locale, else Vietnamese."""
    for name in ("QUALCODE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")[:2].lower()
        if value in {"vi", "en"}:
            return "en" if value == "en" else "vi"
    return "vi"


def say(vi: str, en: str) -> str:
    """Return the words in the user's language."""
    return Bilingual(vi, en).say(language())


def use_utf8() -> None:
    """Write UTF-8 even where Windows redirects output as cp1252, which has no Vietnamese."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def screen() -> Console:
    """Return the terminal for data: standard output."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def note(*lines: str) -> None:
    """Write messages to standard error, brackets as they are."""
    for line in lines:
        print(line, file=sys.stderr)  # noqa: T201 - this is where messages are printed


def data(*lines: str) -> None:
    """Write data to standard output."""
    for line in lines:
        print(line)  # noqa: T201 - this is where data is printed


def width() -> int:
    """Return how many columns there are for text."""
    return min(screen().width, WIDEST)


def folded(words: str, indent: int = 0) -> list[str]:
    """Return the words in lines that fit the screen."""
    blank = " " * indent
    return textwrap.wrap(
        words,
        width(),
        initial_indent=blank,
        subsequent_indent=blank,
        break_long_words=False,
        break_on_hyphens=False,
    )


def show_problems(problems: Iterable[Problem]) -> None:
    """Write one line for each problem to standard error."""
    signs = {"error": say("LỖI", "ERROR"), "warning": say("lưu ý", "note")}
    for problem in problems:
        words = problem.message.say(language())
        # "Lan: Lan has no decision" would say the name twice.
        where = "" if words.startswith(f"{problem.where} ") else f" {problem.where}"
        note(f"{signs[problem.severity]}{where}: {words}")


def show_json(value: Mapping[str, object]) -> None:
    """Write a value that a program reads, with the version of its shape."""
    data(json.dumps({"version": 1, **value}, ensure_ascii=False, indent=1, default=str))


def show_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write rows as a table; of a list its parts with semicolons between."""
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for one in rows:
        writer.writerow({name: _cell(one.get(name, "")) for name in columns})
    data(written.getvalue().rstrip("\n"))


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Return a plain table; numbers to the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    listed = [list(row) for row in rows]
    for number, column in enumerate(columns):
        cells = [row[number] for row in listed]
        right = bool(cells) and all(isinstance(cell, int | float) for cell in cells)
        made.add_column(
            Text(column),
            justify="right" if right else "left",
            overflow="fold",
        )
    for row in listed:
        made.add_row(*(Text(str(cell)) for cell in row))
    return made


@contextmanager
def progress() -> Iterator[Progress]:
    """Show a bar on standard error while work goes on; nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    err = Console(stderr=True)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        tasks: dict[str, object] = {}

        def show(what: Bilingual, done: int, of: int) -> None:
            words = what.say(language())
            if words not in tasks:
                tasks[words] = bar.add_task(words, total=of)
            bar.update(tasks[words], completed=done, total=of)  # type: ignore[arg-type]

        yield show
