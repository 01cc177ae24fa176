"""The screen itself: it forwards keys; all else is in the pure modules beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from threading import Thread

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from qualcode.errors import DecisionError, QualcodeError, StudyError
from qualcode.model import Decision, Study
from qualcode.tui import bars
from qualcode.tui.cursor import reveal
from qualcode.tui.deciding_screen import DecidingScreen, Record
from qualcode.tui.help import help_lines
from qualcode.tui.keys import paste, press
from qualcode.tui.opening import greeting
from qualcode.tui.panel import panel
from qualcode.tui.saving import failed, saved
from qualcode.tui.state import State, arrived
from qualcode.tui.terminal import is_small, too_small
from qualcode.tui.typing_panes import LISTS
from qualcode.tui.widgets import Lines, Talk
from qualcode.tui.wrap import Line

__all__ = ["CodingScreen", "Lines", "Talk"]

WIDE = 100
"""Columns from which the pane stands beside the transcript."""

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
        self, state: State, record: Record, load: Callable[[], Study] | None = None
    ) -> None:
        """Show a state; with `load`, read the whole study meanwhile."""
        super().__init__(state, record)
        self.load = load
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
            reading = Thread(target=self._read, args=(self.load,), daemon=True)
            self.call_after_refresh(reading.start)

    def _read(self, load: Callable[[], Study]) -> None:
        """Read the study, on a thread of its own, and hand it over."""
        read: Future[Study] = Future()
        try:
            read.set_result(load())
        except BaseException as error:  # noqa: BLE001 - it is raised where it can be shown
            read.set_exception(error)
        # By now the screen may have left.
        with suppress(RuntimeError):
            self.call_later(self._arrive, read)

    def _arrive(self, read: Future[Study]) -> None:
        """Show the codes, or leave with what is wrong with the study."""
        try:
            study = read.result()
        except (QualcodeError, OSError) as error:
            self.failure = error
            self.exit()
            return
        state = arrived(self.state, study)
        self.take(replace(state, message=greeting(state)), ())

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
