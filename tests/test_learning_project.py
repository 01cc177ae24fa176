"""A study's folder: what is learned, when it is learned anew, and that it is always the same."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sayings import BOOK, CODE, EVERY, POOR, STORM, examples, talks

from qualcode import decisions, example_files, project, store
from qualcode.learning.kept import FILE, Kept, read
from qualcode.model import Coding, Study

READ, NEW = EVERY[:48], (*EVERY[48:], "Tiền đâu ra mà đóng hả em.")
SAYING = "Bão số ba làm gãy cả rừng keo."


@pytest.fixture
def taught(tmp_path: Path) -> Path:
    """A study of one conversation whose codebook brings examples, coded once."""
    text = BOOK.replace("version: 1\n", "version: 1\nexamples: [codebooks/test.examples.csv]\n")
    for name in ("codebooks", "transcripts", "matrices"):
        (tmp_path / name).mkdir()
    (tmp_path / "qualcode.yaml").write_text("coder: Lan\n", encoding="utf-8")
    (tmp_path / "codebooks" / "test.yaml").write_text(text, encoding="utf-8")
    table = example_files.as_text(examples(READ))
    (tmp_path / "codebooks" / "test.examples.csv").write_text(table, encoding="utf-8")
    [one] = talks(1, NEW)
    (tmp_path / "transcripts" / "pvs_09.txt").write_text(one.text, encoding="utf-8")
    project.code(tmp_path)
    return tmp_path


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "matrices" / "codings.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def quoted(study: Study, coding: Coding) -> str:
    return coding.span.of(next(t.text for t in study.transcripts if t.name == coding.transcript))


def by_model(study: Study) -> dict[str, Coding]:
    """What was learned and is in force, by its words."""
    return {quoted(study, one): one for one in study.codings if one.origin == "model"}


def setting(folder: Path, line: str) -> None:
    (folder / "qualcode.yaml").write_text(f"coder: Lan\n{line}\n", encoding="utf-8")


def test_sideways_sayings_are_coded_as_what_they_mean_and_marked_as_learned(taught: Path) -> None:
    study = project.load(taught)
    found = by_model(study)
    assert {CODE[said]: said for said in found}.keys() >= {POOR, STORM}
    assert sum(one.code == CODE[said] for said, one in found.items()) >= 0.75 * len(found)
    assert {row["origin"] for row in rows(taught)} <= {"rule", "model"}
    assert {row["quote"] for row in rows(taught) if row["origin"] == "model"} == set(found)


def test_coding_again_gives_the_same_bytes(taught: Path) -> None:
    path = taught / "matrices" / "codings.csv"
    before = path.read_bytes()
    project.code(taught)
    assert path.read_bytes() == before
    (taught / "matrices" / FILE).unlink()
    project.code(taught)
    assert path.read_bytes() == before


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_another_process_gives_the_same_bytes(taught: Path, seed: str) -> None:
    before = {name: (taught / "matrices" / name).read_bytes() for name in ("codings.csv", FILE)}
    for name in before:
        (taught / "matrices" / name).unlink()
    call = f"from qualcode import project; project.code({str(taught)!r})"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", call],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=Path(project.__file__).parent.parent,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert {name: (taught / "matrices" / name).read_bytes() for name in before} == before


def test_switched_off_the_study_is_what_rules_make_of_it(taught: Path) -> None:
    assert by_model(project.load(taught))
    setting(taught, "suggest: off")
    off = project.load(taught)
    alone = project.with_codings(Study(off.settings, off.codebooks, off.transcripts, off.cases))
    assert (off.learned, off.suggestions, off.left_out) == (None, (), ())
    assert (off.proposals, off.codings) == (alone.proposals, alone.codings)
    project.code(taught)
    assert {row["origin"] for row in rows(taught)} == {"rule"}


def test_a_higher_line_proposes_less(taught: Path) -> None:
    counts = []
    for line in ("0", "0.5", "0.9", "1"):
        setting(taught, f"suggest:\n  from: {line}")
        counts.append(len(by_model(project.load(taught))))
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def recorded(folder: Path, study: Study, action: str, coding: Coding) -> Study:
    draft = decisions.about(study, action, coding, coder="Lan")  # type: ignore[arg-type]
    return project.record(folder, study, [draft])[0]


def without(study: Study, said: str) -> list[Coding]:
    return [one for one in study.proposals if quoted(study, one) != said]


@pytest.mark.parametrize("action", ["accept", "reject"])
def test_a_decision_changes_no_other_proposal_until_the_study_is_coded_anew(
    taught: Path, action: str
) -> None:
    before = project.load(taught)
    recorded(taught, before, action, by_model(before)[SAYING])
    between = project.load(taught)
    assert without(between, SAYING) == without(before, SAYING)
    assert between.suggestions == before.suggestions
    assert between.learned == before.learned
    project.code(taught)
    after = project.load(taught)
    assert after.learned
    assert "decisions Lan 1;" in after.learned.model
    assert after.suggestions != before.suggestions
    kept, struck = (
        [one.status for one in each if quoted(after, one) == SAYING and one.code == STORM]
        for each in (after.codings, after.rejected)
    )
    assert (kept, struck) == ((["accepted"], []) if action == "accept" else ([], ["rejected"]))


def test_an_accepted_proposal_says_ever_after_which_model_had_it_and_how_likely(
    taught: Path,
) -> None:
    before = project.load(taught)
    proposal = by_model(before)[SAYING]
    recorded(taught, before, "accept", proposal)
    project.code(taught)
    kept = by_model(project.load(taught))[SAYING]
    assert (kept.origin, kept.status, kept.coder) == ("model", "accepted", "Lan")
    assert (kept.model, kept.probability) == (proposal.model, proposal.probability)


def test_decisions_of_a_colleague_of_the_same_name_are_learned_from_too(taught: Path) -> None:
    before = project.load(taught)
    storm, poor = (
        next(one for one in by_model(before).values() if one.code == code) for code in (STORM, POOR)
    )
    recorded(taught, before, "accept", storm)
    project.code(taught)
    once = project.load(taught).suggestions
    other = taught / "theirs.sqlite"
    store.append(other, [decisions.accept(before, poor, coder="Lan")])
    project.merge(taught, other)
    project.code(taught)
    assert project.load(taught).suggestions != once


def test_a_new_transcript_is_learned_of_at_once(taught: Path) -> None:
    text = "PVV: Bão thì sao ạ?\nNTL: Lũ cuốn mất đàn vịt, nhà ngập tới nóc.\n"
    (taught / "transcripts" / "pvs_10.txt").write_text(text, encoding="utf-8")
    found = {one.code for one in project.load(taught).suggestions if one.transcript == "pvs_10"}
    assert STORM in found


def test_a_transcript_that_is_called_otherwise_keeps_its_codings(taught: Path) -> None:
    before = set(by_model(project.load(taught)))
    path = taught / "transcripts" / "pvs_09.txt"
    path.rename(path.with_name("pvs_11.txt"))
    after = project.load(taught)
    assert set(by_model(after)) == before
    assert {one.transcript for one in after.suggestions} == {"pvs_11"}


def test_a_changed_codebook_is_learned_of_at_once(taught: Path) -> None:
    before = project.load(taught)
    path = taught / "codebooks" / "test.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "thiên tai, en: Losses in disasters}\n",
        "thiên tai, en: Losses in disasters}\n    valence: barrier\n",
    )
    path.write_text(text, encoding="utf-8")
    after = project.load(taught)
    assert {one.valence for one in before.suggestions if one.code == STORM} == {"neutral"}
    assert {one.valence for one in after.suggestions if one.code == STORM} == {"barrier"}
    others = [one for one in examples(READ) if STORM not in one.codes]
    table = example_files.as_text([*others, *others])
    (taught / "codebooks" / "test.examples.csv").write_text(table, encoding="utf-8")
    learned = project.load(taught).learned
    assert learned
    assert learned.support[STORM] == 0


@pytest.mark.parametrize("text", ["", "{", '{"engine": "another"}', "[]"])
def test_a_broken_or_foreign_file_is_learned_anew(taught: Path, text: str) -> None:
    before = project.load(taught)
    (taught / "matrices" / FILE).write_text(text, encoding="utf-8")
    assert project.load(taught).suggestions == before.suggestions
    assert read(taught / "matrices" / FILE) != Kept()


def test_without_a_place_to_keep_it_all_is_learned_each_time(taught: Path) -> None:
    before = project.load(taught)
    for path in (taught / "matrices").iterdir():
        path.unlink()
    (taught / "matrices").rmdir()
    (taught / "matrices").write_text("in the way", encoding="utf-8")
    after = project.load(taught)
    assert after.suggestions == before.suggestions
    assert after.codings == before.codings


def test_a_study_that_has_never_been_coded_leaves_no_file_behind(taught: Path) -> None:
    for path in (taught / "matrices").iterdir():
        path.unlink()
    (taught / "matrices").rmdir()
    assert project.load(taught).learned
    assert not (taught / "matrices").exists()


def test_without_examples_and_decisions_the_folder_is_coded_by_rules(taught: Path) -> None:
    (taught / "codebooks" / "test.yaml").write_text(BOOK, encoding="utf-8")
    found = project.load(taught)
    alone = project.with_codings(
        Study(found.settings, found.codebooks, found.transcripts, found.cases)
    )
    assert (found.learned, found.suggestions) == (None, ())
    assert (found.proposals, found.codings) == (alone.proposals, alone.codings)


def test_a_study_without_transcripts_is_loaded_and_coded(taught: Path) -> None:
    (taught / "transcripts" / "pvs_09.txt").unlink()
    project.code(taught)
    found = project.load(taught)
    assert (found.suggestions, found.codings, rows(taught)) == ((), (), [])
