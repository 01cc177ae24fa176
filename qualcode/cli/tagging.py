"""`tag`: opens the coding screen; as most people type it, without waiting for Typer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.cli import console, given


@dataclass(frozen=True, slots=True)
class Asked:
    """What the coding screen is to open with."""

    transcript: str = ""
    coder: str = ""
    project: Path | None = None
    blind: bool = False


def tag(asked: Asked) -> None:
    """Open the coding screen; when it is left, say what is amiss in the study."""
    from qualcode import files
    from qualcode.tui import open_screen

    root = given.folder(asked.project)
    chosen = files.read_settings(root)
    coder = given.coder_of(asked.coder, chosen)
    problems = open_screen(
        root, chosen, asked.transcript, coder, console.language(), blind=asked.blind
    )
    console.show_problems(problems)


def plainly(typed: Sequence[str], environment: Mapping[str, str]) -> Asked | None:
    """Return what is asked of `tag` if it is typed plainly; all else is for Typer to read.

    Plainly: a name at most, `--coder NAME`, `--project DIR` and `--blind`, in whole words.
    """
    if typed[:1] != ["tag"]:
        return None
    names: list[str] = []
    options: dict[str, str] = {}
    rest = iter(typed[1:])
    for word in rest:
        if word in {"--coder", "--project"}:
            options[word] = next(rest, "")
        elif word != "--blind":
            names.append(word)
    words = (*names, *options.values())
    if len(names) > 1 or any(not word or word.startswith("-") for word in words):
        return None
    return Asked(
        transcript="".join(names),
        coder=options.get("--coder") or environment.get("QUALCODE_CODER", ""),
        project=Path(options["--project"]) if "--project" in options else None,
        blind="--blind" in typed,
    )
