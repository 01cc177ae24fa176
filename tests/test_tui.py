"""The coding screen as a whole: no keys break it, and what is decided reaches the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import SECOND, TALK, after, said, screen
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode import project, store
from qualcode.tui import bars
from qualcode.tui.app import CodingScreen, Lines, Talk
from qualcode.tui.cursor import chosen, shown_rows
from qualcode.tui.help import help_lines
from qualcode.tui.keys import press
from qualcode.tui.lines import heights, lines
from qualcode.tui.panel import panel
from qualcode.tui.state import start

KEYS = [*"jkJKnNpPhlaAxcmetrsvuUfFow.,][gG?/ HL+-d thuqđế[]", "down", "up", "tab", "shift+tab"]
KEYS += ["left", "right", "shift+left", "shift+right", "enter", "enter", "escape", "escape"]
KEYS += [
    "backspace",
    "home",
    "end",
    "pagedown",
    "pageup",
    "f5",
    "ctrl+u",
    "ctrl+r",
    "ctrl+j",
    *"ãạâư",
]


@given(st.lists(st.sampled_from(KEYS), max_size=60), st.integers(16, 90))
@settings(max_examples=60)
def test_no_row_of_keys_breaks_the_screen_or_takes_the_cursor_out(
    keys: list[str], width: int
) -> None:
    state = screen(TALK, SECOND, "PVV: Chào bác.\n")
    for key in keys:
        state = after(state, key)
        shown = lines(state, width)

        assert 0 <= state.row < len(state.rows)
        assert state.row in shown_rows(state)
        assert len(state.codings) == len(state.rows)
        assert bool(chosen(state)) == bool(state.codings[state.row])
        assert len(shown) == sum(heights(state, width))
        assert len(panel(state, width, 7)) <= 7
        for line in said(
            [
                *shown,
                *panel(state, width, 7),
                *help_lines(state, width, 12),
                bars.top(state, width),
                bars.status(state, width),
                bars.keys(state, width),
            ]
        ):
            assert cell_len(line) <= width


def app_on(folder: Path) -> CodingScreen:
    study = project.load(folder)
    return CodingScreen(
        start(study, study.transcripts[0], "Lan"),
        lambda current, drafts: project.record(folder, current, drafts)[0],
    )


def on_disk(folder: Path) -> list[tuple[str, str, str]]:
    return [(d.action, d.code, d.note) for d in store.read(folder / "coding.sqlite")]


def in_sight(talk: Talk) -> str:
    height = talk.scrollable_content_region.height
    return "\n".join(talk.render_line(y).text for y in range(height))


async def test_each_decision_is_on_disk_before_the_next_key(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        assert on_disk(folder) == [("accept", "awareness.no_knowledge", "")]
        await pilot.press("n", "x", "u")
        assert [action for action, *_ in on_disk(folder)] == ["accept", "reject", "undo"]
        await pilot.press("slash", *"thu", "enter")
        assert on_disk(folder)[-1] == ("add", "affordability.worker_income", "")

    assert len(app_on(folder).state.waiting) == 2


async def test_vietnamese_typed_by_an_input_method_reaches_the_disk(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", *"chinh", *["backspace"] * 3, *"ính", "space", *"tri", "enter")

    assert on_disk(folder) == [("memo", "awareness.no_knowledge", "chính tri")]


async def test_what_cannot_be_written_is_said_and_the_screen_goes_on(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        (folder / "coding.sqlite").write_text("không phải kho quyết định " * 100, encoding="utf-8")
        await pilot.press("m", *"nhớ", "enter")
        assert app.state.typed.text == "nhớ"
        assert "qualcode recover" in app.state.message
        assert "CHƯA LƯU" in app.query_one("#top", Lines).render_line(0).text
        await pilot.press("escape", "j")
        assert app.is_running


async def test_why_nothing_could_be_written_can_be_read_whole_on_a_narrow_screen(
    folder: Path,
) -> None:
    app = app_on(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        (folder / "coding.sqlite").write_text("không phải kho quyết định " * 100, encoding="utf-8")
        await pilot.press("a")
        shown = " ".join("".join(said(app.query_one("#panel", Lines).lines)).split())
        assert "".join(app.state.message.split()) in shown.replace(" ", "")


async def test_a_store_that_vanished_while_the_screen_was_open_is_written_anew(
    folder: Path,
) -> None:
    app = app_on(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "n")
        (folder / "coding.sqlite").unlink()
        await pilot.press("x")
        assert len(app.state.study.decisions) == 2
    assert [action for action, *_ in on_disk(folder)] == ["accept", "reject"]


async def test_a_question_that_is_longer_than_the_screen_can_be_read_to_its_end(
    folder: Path,
) -> None:
    (folder / "transcripts" / "pvs_01.txt").write_text(
        "PVV: " + " ".join(f"Điều {n} đây." for n in range(300)) + "\nNTL: Tôi chưa biết.\n",
        encoding="utf-8",
    )
    app = app_on(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        talk = app.query_one(Talk)
        await pilot.press("g")
        seen = in_sight(talk)
        while app.state.row == 0:
            await pilot.press("j")
            seen += in_sight(talk)
        assert all(f" {n} " in " ".join(seen.split()) for n in range(300))
        await pilot.press("k", "k")
        assert app.state.row == 0


async def test_the_panel_stands_below_on_a_narrow_and_beside_on_a_wide_screen(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        talk, panel = app.query_one(Talk), app.query_one("#panel")
        assert (talk.region.width, panel.region.width) == (80, 80)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert talk.region.right == panel.region.x
        assert talk.region.height == panel.region.height


async def test_a_window_too_small_says_so_and_decides_nothing(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(50, 10)) as pilot:
        await pilot.press("a")
        assert "60×15" in app.query_one("#small", Lines).render_line(0).text
        assert on_disk(folder) == []
        await pilot.press("q")

    assert app.state.mode == "left"


async def test_a_search_marks_its_words_and_a_filter_leaves_the_rest_out(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", *"dong", "enter")
        talk = app.query_one(Talk)
        before = talk.virtual_size.height
        await pilot.press("F", *"thu nhap", "enter")
        assert talk.virtual_size.height < before
        assert "…" in talk.render_line(0).text
        await pilot.press("escape")
        assert talk.virtual_size.height == before


async def test_words_chosen_below_the_screen_come_into_sight(folder: Path) -> None:
    (folder / "transcripts" / "pvs_01.txt").write_text(
        "NTL: Tôi chưa biết. " + "Thế rồi tôi lại đi làm xa nhà một thời gian. " * 40,
        encoding="utf-8",
    )
    app = app_on(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        talk = app.query_one(Talk)
        await pilot.press("g", "v", *"++++++++++++++++++++")
        assert talk.scroll_offset.y > 0
        await pilot.press(*"----------------------")
        assert talk.scroll_offset.y == 0


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_after_a_key_no_line_of_a_pane_is_an_old_one(
    folder: Path, size: tuple[int, int]
) -> None:
    app = app_on(folder)
    async with app.run_test(size=size) as pilot:
        for key in ["n", "n", "a", "j", "g", "i", "G", "i", "m", "x", "enter", "/", "escape"]:
            await pilot.press(key)
            await pilot.pause()
            for pane in app.query(Lines):
                shown = [line.text.strip(" │─") for line in pane.render_lines(pane.size.region)]
                lines = [line for line in said(pane.lines) if line.strip(" │─")]
                assert [line for line in shown if line] == [x.strip(" │─") for x in lines]


async def test_of_the_transcript_what_changed_is_drawn_again_and_nothing_for_a_letter_typed(
    folder: Path,
) -> None:
    app = app_on(folder)
    async with app.run_test(size=(80, 24)):
        talk, state = app.query_one(Talk), app.state
        for key in ["n", "k", "J", "v", "left", "L", "escape", "m", "x", "escape", "f", "đ", "tab"]:
            before = in_sight(talk).split("\n")
            talk._exchange_repaint_regions()
            state, _ = press(state, key)
            talk.show(state)
            drawn = {y for region in talk._exchange_repaint_regions() for y in region.line_range}
            lines = zip(before, in_sight(talk).split("\n"), strict=True)
            changed = {y for y, (old, new) in enumerate(lines) if old != new}
            assert changed <= drawn
            if key in {"m", "x"}:
                assert drawn == set()


async def test_a_click_goes_to_the_sentence(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g")
        shown = [app.query_one(Talk).render_line(y).text for y in range(10)]
        line = next(y for y, text in enumerate(shown) if "Thế chị có đóng" in text)
        await pilot.click(Talk, offset=(10, line))
        assert app.state.rows[app.state.row].turn.number == 3


async def test_i_gives_a_narrow_screen_a_large_pane_and_takes_it_back(folder: Path) -> None:
    app = app_on(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        pane = app.query_one("#panel")
        before = pane.region.height
        await pilot.press("i")
        await pilot.pause()
        assert pane.region.height > before
        await pilot.press("i")
        await pilot.pause()
        assert pane.region.height == before


async def test_without_colour_signs_and_words_are_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_on(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "n")
        talk = app.query_one(Talk)
        text = "\n".join(talk.render_line(y).text for y in range(talk.size.height))
        assert "● − Không biết" in text
        assert "►○" in text
