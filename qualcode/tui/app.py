"""The screen itself: it forwards keys; all else is in the pure modules beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from qualcode.errors import DecisionError, QualcodeError, StudyError
from qualcode.model import Coding, Decision, Study
from qualcode.tui import bars
from qualcode.tui.background import Background
from qualcode.tui.cursor import chosen, reveal
from qualcode.tui.deciding_screen import DecidingScreen, Record
from qualcode.tui.help import help_lines
from qualcode.tui.keys import paste, press
from qualcode.tui.opening import greeting
from qualcode.tui.panel import panel
from qualcode.tui.relearning import QUIET, Relearning, is_behind, swapped
from qualcode.tui.saving import failed, saved
from qualcode.tui.state import State, arrived
from qualcode.tui.terminal import is_small, too_small
from qualcode.tui.typing_panes import LISTS
from qualcode.tui.widgets import Lines, Talk
from qualcode.tui.wrap import Line

if TYPE_CHECKING:
    from qualcode.learning.likeness.neighbours import Neighbour

__all__ = ["CodingScreen", "Lines", "Talk"]

WIDE = 100
"""Columns from which the pane stands beside the transcript."""

ALIKE = 3
"""Passages shown that are like the one under the cursor."""

WITHIN = {"j": 1, "down": 1, "pagedown": 1, " ": 1, "k": -1, "up": -1, "pageup": -1}
"""Keys that first go on within a row that the pane is too low for."""


class CodingScreen(DecidingScreen[State]):
    """Where a coder reads a transcript and decides."""

    CSS = """
    Lines { width: 1fr; height: 1; }
    #middle { layout: vertical; height: 1fr; }
    Talk { width: 1fr; height: 1fr; overflow-x: hidden; overflow-y: scroll;
           scrollbar-size-vertical: 1; }
    #panel { border-top: solid $primary; height: 8; max-height: 40%; }
    .picking #panel { height: 50%; max-height: 50%; }
    .tall #panel { height: 70%; max-height: 70%; }
    .wide #middle { layout: horizontal; }
    .wide #panel { border-top: none; border-left: solid $primary; padding: 0 1;
                   width: 35%; max-width: 70; height: 1fr; max-height: 100%; }
    #help { display: none; height: 1fr; }
    .help #help { display: block; }
    .help #panel, .help Talk { display: none; }
    .small #top, .small #middle, .small #status, .small #keys { display: none; }
    #small { display: none; height: 1fr; }
    .small #small { display: block; }
    """

    def __init__(
        self,
        state: State,
        record: Record,
        load: Callable[[], Study] | None = None,
        relearning: Relearning | None = None,
    ) -> None:
        """Show a state; with `load`, read the whole study meanwhile.

        With `relearning` what it learns comes in then, and again after each decision.
        """
        super().__init__(state, record)
        self.load = load
        self.relearning = relearning
        self.behind: Background[Relearning] = Background(self._learn, QUIET)
        self.held: Study | None = None
        """What was learned while the coder was typing or choosing."""
        self.looking: Background[tuple[Study, Coding]] = Background(self._look)
        self.sought = ""
        self.failure: QualcodeError | OSError | None = None
        """Why the study could not be read, if so: the screen has left then."""

    def compose(self) -> ComposeResult:
        """Yield the top line, the transcript with the pane, and the lines below."""
        yield Lines(lambda state, width, _: [bars.top(state, width)], id="top")
        with Container(id="middle"):
            yield Talk(self.state)
            yield Lines(help_lines, id="help")
            yield Lines(panel, id="panel")
        yield Lines(lambda state, width, _: [bars.status(state, width)], id="status")
        yield Lines(lambda state, width, _: [bars.keys(state, width)], id="keys")
        yield Lines(self._too_small, id="small")

    def on_mount(self) -> None:
        """Draw the first time, then begin to read the study."""
        # Here too, so that the first layout is the last.
        self.set_class(self.size.width >= WIDE, "wide")
        self.set_class(is_small(*self.size, self.SMALLEST), "small")
        self.draw_state()
        if self.load:
            # A daemon, so that leaving need not wait until all is read.
            read = partial(self._hand_over, self.load, self._arrive)
            reading = Thread(target=read, daemon=True)
            self.call_after_refresh(reading.start)

    def _hand_over(self, make: Callable[[], Study], take: Callable[[Future[Study]], None]) -> None:
        """Make a study, on another thread than the screen's, which then takes it."""
        made: Future[Study] = Future()
        try:
            made.set_result(make())
        except BaseException as error:  # noqa: BLE001 - it is raised where it can be shown
            made.set_exception(error)
        # By now the screen may have left.
        with suppress(RuntimeError):
            self.call_later(take, made)

    def _made(self, made: Future[Study]) -> Study | None:
        """Return a study that was handed over, or leave with what is wrong with it."""
        try:
            return made.result()
        except (QualcodeError, OSError) as error:
            self.failure = error
            self.exit()
            return None

    def _arrive(self, read: Future[Study]) -> None:
        """Show the codes."""
        study = self._made(read)
        if study is None:
            return
        state = replace(arrived(self.state, study), learning=self.relearning is not None)
        self._ask()
        self.take(replace(state, message="" if state.learning else greeting(state)), ())

    def _ask(self) -> None:
        if self.relearning:
            self.behind.ask(self.relearning)

    def _learn(self, relearning: Relearning) -> None:
        """Learn, on a thread of its own, and hand over what is proposed now."""
        newest = lambda: self.state.study.decisions  # noqa: E731
        self._hand_over(partial(relearning.step, newest), self._follow)

    def _follow(self, learned: Future[Study]) -> None:
        """Let the queue follow what was learned."""
        self.held = self._made(learned)
        self._swap()

    def _swap(self) -> None:
        """Show what was learned; not while the coder types, nor if she has decided since."""
        if self.held is None or self.state.mode not in {"read", "help"}:
            return
        study, self.held = self.held, None
        if is_behind(study, self.state.study.decisions):
            return
        state = swapped(self.state, study)
        if state.learning:
            state = replace(state, learning=False, message=greeting(state))
            self._ask()  # So that what is slow the first time is done before a decision waits.
        super().take(state, ())

    def take(self, state: State, drafts: Sequence[Decision]) -> None:
        """Write what was decided and show it; then let what is learned follow."""
        before = self.state.study.decisions
        super().take(state, drafts)
        if self.state.mode == "left" or self.state.loading:
            return
        if drafts and self.state.study.decisions is not before:
            self._ask()
        self._swap()
        self._seek()

    def _seek(self) -> None:
        """Have sought what is like the coding under the cursor, where the pane shows it."""
        coding = chosen(self.state)
        if not self.state.tall or self.state.blind or coding is None or coding.id == self.sought:
            return
        self.sought = coding.id
        self.looking.ask((self.state.study, coding))

    def _look(self, asked: tuple[Study, Coding]) -> None:
        """Look, on a thread of its own, for what is like a coding."""
        from qualcode.learning.likeness.neighbours import neighbours

        found = neighbours(*asked, ALIKE)
        with suppress(RuntimeError):
            self.call_later(self._show_alike, asked[1], found)

    def _show_alike(self, coding: Coding, found: tuple[Neighbour, ...]) -> None:
        """Show what is like a coding."""
        self.take(replace(self.state, near_of=coding.id, near=found), ())

    def on_resize(self, event: events.Resize) -> None:
        """Put the pane beside or below the transcript, as there is room."""
        width, height = event.size
        self.set_class(width >= WIDE, "wide")
        self.set_class(is_small(width, height, self.SMALLEST), "small")
        self.draw_state()

    def pressed(self, key: str) -> tuple[State, Sequence[Decision]]:
        """Return the state after a key; one that reads on within a row leaves it as it is."""
        by = WITHIN.get(key, 0) if self.state.mode == "read" else 0
        if by and self.query_one(Talk).read_on(by):
            return self.state, ()
        return press(self.state, key)

    def pasted(self, text: str) -> State:
        """Return the state after some text was pasted."""
        return paste(self.state, text)

    def written(self, state: State, drafts: Sequence[Decision]) -> State:
        """Write the drafts, and return the state with the study that has them."""
        return saved(state, self.record(state.study, drafts))

    def refused(self, error: DecisionError | StudyError) -> State:
        """Return the state that says why nothing was written."""
        return failed(self.state, error)

    def on_click(self, event: events.Click) -> None:
        """Go to the sentence that was clicked."""
        talk = self.query_one(Talk)
        row = talk.row_on_line(event.screen_y - talk.region.y)
        inside = talk.region.contains(event.screen_x, event.screen_y)
        if self.state.mode == "read" and inside and row is not None:
            self.take(reveal(self.state, row), ())

    def draw_state(self) -> None:
        """Show the state in every pane."""
        self.set_class(self.state.mode in LISTS, "picking")
        self.set_class(self.state.mode == "help", "help")
        self.set_class(self.state.tall, "tall")
        for pane in self.query(Lines):
            pane.show(self.state)
        for talk in self.query(Talk):
            talk.show(self.state)

    def _too_small(self, state: State, width: int, height: int) -> list[Line]:
        return too_small(state.say, width, height, self.SMALLEST)
