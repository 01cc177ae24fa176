"""What is told of a store and its decisions that doesn't fit the study."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qualcode import checks, project, store
from qualcode.model import Decision, Settings, Study


def draft(coder: str = "Lan", transcript: str = "pvs_99") -> Decision:
    return Decision("", "", 0, coder, "accept", transcript, code="awareness.no_knowledge")


def warnings(folder: Path, words: str) -> list[str]:
    """The English of the study's notes that hold these words, loaded or checked."""
    loaded, checked = (
        [p.message.en for p in found if words in p.message.en]
        for found in (project.load(folder).problems, project.check(folder))
    )
    assert loaded == checked
    return loaded


def test_an_empty_file_in_the_stores_place_is_told(folder: Path) -> None:
    assert warnings(folder, "is empty (0 bytes)") == []
    (folder / "coding.sqlite").write_bytes(b"")
    assert len(warnings(folder, "is empty (0 bytes)")) == 1


def test_numbers_missing_from_a_coders_count_are_told(folder: Path) -> None:
    theirs = store.append(folder / "other.sqlite", [draft("Lan"), draft("Lan"), draft("Minh")])
    store.append(folder / "coding.sqlite", [one for one in theirs if one.sequence != 1])
    (told,) = warnings(folder, "are missing")
    assert told.startswith("1 decisions of Lan")
    store.append(folder / "coding.sqlite", theirs)
    assert warnings(folder, "are missing") == []


def test_many_decisions_on_a_transcript_that_is_gone_are_one_note(folder: Path) -> None:
    few = [draft() for _ in range(checks.MANY)]
    store.append(folder / "coding.sqlite", few)
    assert len(warnings(folder, "has no place now")) == checks.MANY
    store.append(folder / "coding.sqlite", [draft("Minh")])
    (told,) = warnings(folder, "decisions are kept")
    assert told.startswith(f"{checks.MANY + 1} decisions are kept (Lan {checks.MANY}, Minh 1)")


def test_a_policy_that_names_nobody_who_coded_is_told_with_the_near_name() -> None:
    lan = replace(draft("Lan"), id="d1")
    study = Study(Settings(policy="coder:Lann"), decisions=(lan,))
    (told,) = checks.of_policy(study)
    assert "did you mean 'Lan'?" in told.message.en
    assert checks.of_policy(replace(study, settings=Settings(policy="coder:Lan"))) == []
    assert checks.of_policy(replace(study, decisions=())) == []
