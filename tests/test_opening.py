"""The coding screen's first seconds: which words it opens with, and how the rest comes after."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from qualcode import project, store
from qualcode.cli.commands import app
from qualcode.cli.tagging import Asked, plainly
from qualcode.decided import blinded
from qualcode.decisions import accept, assign
from qualcode.errors import CodebookError, QualcodeError, StudyError
from qualcode.model import Decision, Settings, Study
from qualcode.tui import as_seen, open_screen
from qualcode.tui.app import CodingScreen
from qualcode.tui.opening import AROUND, first_screen, greeting, of_transcript
from qualcode.tui.state import State, arrived

TAG = typer.main.get_command(app).commands["tag"]
SECOND = "PVV: Còn bác?\nNTL: Tôi cũng chưa nghe nói bảo hiểm.\n"
"""No code of this one is that of another sentence."""


@pytest.fixture
def three(folder: Path) -> Path:
    """The folder with two more transcripts: pvs_01, pvs_02, tln_03."""
    (folder / "transcripts" / "pvs_02.txt").write_text(SECOND, encoding="utf-8")
    (folder / "transcripts" / "tln_03.txt").write_text(
        SECOND.replace("bác", "cô"), encoding="utf-8"
    )
    with (folder / "transcripts" / "cases.csv").open("a", encoding="utf-8") as cases:
        cases.write("pvs_02,PVS,Lào Cai,lao động HTX,nữ\ntln_03,TLN,Lào Cai,lao động HTX,nữ\n")
    return folder


def opened(folder: Path, name: str = "", coder: str = "Lan", *, blind: bool = False) -> State:
    decisions = store.read(folder / "coding.sqlite")
    return first_screen(folder, Settings(), name, decisions, coder=coder, blind=blind)


def record(folder: Path, draft: Callable[[Study], Decision]) -> Decision:
    (done,) = store.append(folder / "coding.sqlite", [draft(project.load(folder))])
    return done


def accepting(name: str, coder: str) -> Callable[[Study], Decision]:
    def draft(study: Study) -> Decision:
        coding = next(c for c in study.proposals if c.transcript == name)
        return accept(study, coding, coder=coder)

    return draft


def assigning(name: str, coder: str) -> Callable[[Study], Decision]:
    return lambda study: assign(study, name, coder, coder="Trưởng nhóm")


def said(state: State) -> list[str]:
    return [row.span.of(state.transcript.text) for row in state.rows]


# Which transcript


def test_without_a_name_or_a_decision_the_first_transcript_opens(three: Path) -> None:
    assert opened(three).transcript.name == "pvs_01"


def test_a_coder_goes_on_where_she_left_off_and_no_other_coder_does(three: Path) -> None:
    record(three, accepting("tln_03", "Lan"))
    record(three, accepting("pvs_02", "Hoa"))

    state = opened(three)
    assert state.transcript.name == "tln_03"
    assert said(state)[state.row] == "Tôi cũng chưa nghe nói bảo hiểm."
    assert opened(three, coder="Mai").transcript.name == "pvs_01"


def test_the_name_given_outweighs_where_she_left_off(three: Path) -> None:
    record(three, accepting("tln_03", "Lan"))
    assert opened(three, "pvs_02").transcript.name == "pvs_02"


def test_who_has_decided_nothing_gets_the_first_transcript_assigned_to_her(three: Path) -> None:
    record(three, assigning("tln_03", "Lan"))
    record(three, assigning("pvs_02", "Lan"))
    record(three, assigning("pvs_02", "Hoa"))

    assert opened(three).transcript.name == "pvs_02"
    assert opened(three, coder="Mai").transcript.name == "pvs_01"


def test_an_assignment_that_was_taken_back_counts_no_more(three: Path) -> None:
    given = record(three, assigning("tln_03", "Lan"))
    record(three, lambda _: Decision("", "", 0, "Trưởng nhóm", "undo", target=given.id))

    assert opened(three).transcript.name == "pvs_01"


def test_assigning_transcripts_is_no_reading_of_them(three: Path) -> None:
    record(three, assigning("tln_03", "Hoa"))
    assert opened(three, coder="Trưởng nhóm").transcript.name == "pvs_01"


def test_where_she_left_off_is_passed_over_once_the_file_is_gone(three: Path) -> None:
    record(three, accepting("tln_03", "Lan"))
    (three / "transcripts" / "tln_03.txt").unlink()

    assert opened(three).transcript.name == "pvs_01"


def test_a_wrong_name_gets_the_near_one(three: Path) -> None:
    with pytest.raises(StudyError, match="did you mean 'tln_03'"):
        opened(three, "tln_3")


def test_a_name_like_no_other_gets_all_there_are(three: Path) -> None:
    with pytest.raises(StudyError, match="pvs_01, pvs_02, tln_03"):
        opened(three, "xyz")


def test_a_name_is_found_however_its_accents_are_typed(folder: Path) -> None:
    name = "bà_nội"
    path = folder / "transcripts" / f"{unicodedata.normalize('NFD', name)}.txt"
    path.write_text(SECOND, encoding="utf-8")

    assert opened(folder, unicodedata.normalize("NFD", name)).transcript.name == name
    assert opened(folder, name).transcript.name == name


def test_a_transcript_that_cannot_be_read_is_said_with_its_file(three: Path) -> None:
    (three / "transcripts" / "pvs_02.txt").write_bytes(b"")
    with pytest.raises(QualcodeError) as caught:
        opened(three, "pvs_02")

    assert [problem.where for problem in caught.value.problems] == ["transcripts/pvs_02.txt"]


def test_without_a_name_one_that_cannot_be_read_is_passed_over(three: Path) -> None:
    (three / "transcripts" / "pvs_01.txt").write_bytes(b"")
    assert opened(three).transcript.name == "pvs_02"


def test_a_study_without_transcripts_says_so(folder: Path) -> None:
    shutil.rmtree(folder / "transcripts")
    (folder / "transcripts").mkdir()
    with pytest.raises(StudyError, match="no transcripts"):
        opened(folder)


def test_without_a_terminal_it_says_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StudyError, match="needs a terminal"):
        open_screen(folder, Settings(), "", "Lan")
    assert capsys.readouterr().out == ""


# The first screen


def test_the_first_screen_has_the_words_a_sentence_a_stop_and_no_codes(folder: Path) -> None:
    state = opened(folder)

    assert state.loading
    assert said(state)[1:3] == ["Dạ chưa ạ.", "Tôi chưa nghe nói bảo hiểm bao giờ."]
    assert not any(state.codings)


def test_of_a_long_transcript_only_the_turns_around_are_cut_up_first(folder: Path) -> None:
    turns = "".join(
        f"PVV: Câu hỏi số {n}?\nNTL: Tôi chưa nghe nói bảo hiểm {n}.\n" for n in range(500)
    )
    (folder / "transcripts" / "pvs_01.txt").write_text(turns, encoding="utf-8")
    study = project.load(folder)
    last = study.proposals[-1]
    store.append(folder / "coding.sqlite", [accept(study, last, coder="Lan")])

    state = opened(folder)
    assert len(state.transcript.turns) <= 2 * AROUND
    assert last.span.of(state.transcript.text) in said(state)[state.row]
    whole = arrived(state, project.load(folder))
    assert len(whole.transcript.turns) == 1000
    assert said(whole)[-1] == "Tôi chưa nghe nói bảo hiểm 499."


# Once the study has come


def greeted(folder: Path, name: str = "", *, blind: bool = False) -> str:
    study = as_seen(project.load(folder), "Lan", blind=blind)
    return greeting(arrived(opened(folder, name, blind=blind), study))


def test_a_transcript_with_nothing_left_to_decide_names_the_next_that_has(three: Path) -> None:
    assert greeted(three, "pvs_02") == ""
    record(three, accepting("pvs_02", "Lan"))

    assert "tln_03" in greeted(three, "pvs_02")
    record(three, accepting("tln_03", "Lan"))
    assert "pvs_01" in greeted(three, "tln_03")


def test_a_blind_coder_is_not_told_of_proposals(three: Path) -> None:
    record(three, accepting("pvs_02", "Lan"))
    assert greeted(three, "pvs_02", blind=True) == ""


def test_what_is_amiss_in_the_study_is_counted(three: Path) -> None:
    (three / "transcripts" / "pvs_04.txt").write_bytes(b"")
    assert greeted(three).startswith("Nghiên cứu có 1 điều cần lưu ý")


def test_a_blind_coder_sees_her_own_codes_and_neither_the_machine_s_nor_others(three: Path) -> None:
    record(three, accepting("pvs_01", "Lan"))
    record(three, accepting("pvs_02", "Hoa"))
    study = as_seen(project.load(three), "Lan", blind=True)

    assert [(c.transcript, c.coder) for c in study.codings] == [("pvs_01", "Lan")]
    coding = study.codings[0]
    after, _ = project.record(three, study, [accept(study, coding, coder="Lan", note="rõ")])
    assert {c.coder for c in (*after.codings, *after.rejected)} == {"Lan"}
    assert after.proposals == ()
    assert {c.coder for c in blinded(after, "Lan").codings} == {"Lan"}


def test_a_transcript_left_out_of_the_study_says_why(three: Path) -> None:
    text = (three / "transcripts" / "pvs_01.txt").read_text(encoding="utf-8")
    (three / "transcripts" / "sao.txt").write_text(text, encoding="utf-8")
    state = opened(three, "sao")

    with pytest.raises(StudyError, match="delete one of the two"):
        of_transcript(project.load(three), state.transcript)


# How it is asked for

TYPED = ["--blind", "--coder", "--project", "Lan", "pvs_01", "--coder=Lan", "-h", "--", "", "--x"]


@given(st.lists(st.sampled_from(TYPED), max_size=5), st.sampled_from(["", "Hoa"]))
def test_what_is_read_without_the_command_line_s_parser_it_reads_in_the_same_way(
    words: list[str], coder: str
) -> None:
    environment = {"QUALCODE_CODER": coder}
    asked = plainly(["tag", *words], environment)
    if asked:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("QUALCODE_CODER", coder)
            read = TAG.make_context("tag", list(words)).params
        assert Asked(**read) == asked


@pytest.mark.parametrize("words", ["", "pvs_01", "--blind", "pvs_01 --coder Lan --project a/b"])
def test_what_most_people_type_needs_no_parser(words: str) -> None:
    assert plainly(["tag", *words.split()], {})


@pytest.mark.parametrize("words", ["check", "tag -h", "tag --help", "tag a b", "tag --coder", ""])
def test_all_else_is_left_to_the_parser(words: str) -> None:
    assert plainly(words.split(), {}) is None


# The real screen


def screen_on(folder: Path) -> tuple[CodingScreen, Event]:
    """Return the screen, and what a test sets when the study may be read."""
    may = Event()

    def load() -> Study:
        assert may.wait(60)
        return project.load(folder)

    def record(study: Study, drafts: Sequence[Decision]) -> Study:
        return project.record(folder, study, drafts)[0]

    return CodingScreen(opened(folder), record, load), may


async def finished(pilot: Pilot[None], done: Callable[[], bool]) -> None:
    """Let the screen go on until something is done."""
    async with asyncio.timeout(60):
        while not done():
            await pilot.pause()


async def test_keys_decide_nothing_until_the_study_is_there_and_then_they_do(folder: Path) -> None:
    app, may = screen_on(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j", "a", "x", "A", "u", "m", "enter", "k")
        assert store.read(folder / "coding.sqlite") == ()
        may.set()
        await finished(pilot, lambda: not app.state.loading)
        await pilot.press("escape", "g", "n", "a")

    assert [d.action for d in store.read(folder / "coding.sqlite")] == ["accept"]


async def test_the_words_are_shown_before_the_codes(folder: Path) -> None:
    app, may = screen_on(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        before = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        may.set()
        await finished(pilot, lambda: not app.state.loading)

    assert "Tiền đâu ra mà đóng hả em. [cười]" in before
    assert "Không biết" not in before
    assert len(app.state.waiting) == 3


async def test_a_broken_codebook_ends_the_screen_with_its_faults(folder: Path) -> None:
    (folder / "codebooks" / "test.yaml").write_text("codebook: [", encoding="utf-8")
    app, may = screen_on(folder)
    async with app.run_test() as pilot:
        may.set()
        await finished(pilot, lambda: app.failure is not None)

    assert isinstance(app.failure, CodebookError)
    assert "codebooks/test.yaml" in str(app.failure)


async def test_leaving_need_not_wait_for_the_study(folder: Path) -> None:
    app, may = screen_on(folder)
    async with app.run_test() as pilot:
        await pilot.press("q")

    assert app.state.mode == "left"
    assert not may.is_set()
    may.set()


def test_an_unforeseen_error_on_the_screen_ends_the_program_as_one() -> None:
    script = """
from textual.app import App
from qualcode.tui.terminal import run

class Broken(App[None]):
    def on_mount(self) -> None:
        raise ZeroDivisionError("a fault")

class Fine(App[None]):
    def on_mount(self) -> None:
        self.exit()

run(Fine())
print("went on")
run(Broken())
print("went on as if nothing had happened")
"""
    headless = {**os.environ, "TEXTUAL_DRIVER": "textual.drivers.headless_driver:HeadlessDriver"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False, env=headless
    )
    assert done.returncode == 1
    assert b"a fault" in done.stderr
    assert done.stdout.split() == [b"went", b"on"]
