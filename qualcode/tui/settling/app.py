"""The widget: it forwards keys and draws lines; all else is in the pure modules beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from qualcode.errors import DecisionError, StudyError
from qualcode.model import Decision, Study
from qualcode.tui.settling.keys import paste, press
from qualcode.tui.settling.lines import screen
from qualcode.tui.settling.state import State, failed, saved
from qualcode.tui.terminal import is_small, too_small
from qualcode.tui.widgets import strip
from qualcode.tui.wrap import Line

Record = Callable[[Study, Sequence[Decision]], Study]

SMALLEST = (60, 18)


class Settling(Widget):
    """All of the screen, drawn line by line."""

    def __init__(self, make: Callable[[int, int], Sequence[Line]]) -> None:
        super().__init__()
        self.make = make
        self.lines: Sequence[Line] = ()

    def show(self) -> None:
        """Draw what there is now, for the size there is now."""
        width, height = self.size
        self.lines = self.make(width, height) if width and height else ()
        self.refresh()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.show()

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        line = self.lines[y] if y < len(self.lines) else ()
        return strip(line, self.size.width).apply_style(self.rich_style)


class SettlingScreen(App[None]):
    """Where somebody settles what coders differ in."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Settling { width: 1fr; height: 1fr; }"

    def __init__(self, state: State, record: Record) -> None:
        super().__init__()
        self.state = state
        self.record = record

    def compose(self) -> ComposeResult:
        """Yield the one widget."""
        yield Settling(self._drawn)

    def on_key(self, event: events.Key) -> None:
        """Forward a key: the letter it types, or its name."""
        # All keys come by here, in their order: an input method's backspaces too.
        event.stop()
        event.prevent_default()
        key = event.character if event.character and event.is_printable else event.key
        if is_small(*self.size, SMALLEST):
            key = "ctrl+c" if key in {"q", "ctrl+c"} else "nothing"
        self._take(*press(self.state, key))

    def on_paste(self, event: events.Paste) -> None:
        """Forward what was pasted."""
        event.stop()
        self._take(paste(self.state, event.text), ())

    def _take(self, state: State, drafts: Sequence[Decision]) -> None:
        """Write the outcome, then show it; if it can't be written, show why."""
        self.state = self._recorded(state, drafts) if drafts else state
        if self.state.mode == "left":
            self.exit()
        else:
            self._show()

    def _recorded(self, state: State, drafts: Sequence[Decision]) -> State:
        try:
            study = self.record(state.study, drafts)
        except (DecisionError, StudyError) as error:
            return failed(self.state, error)
        return saved(state, study)

    def _show(self) -> None:
        for widget in self.query(Settling):
            widget.show()

    def _drawn(self, width: int, height: int) -> Sequence[Line]:
        if not is_small(width, height, SMALLEST):
            return screen(self.state, width, height)
        return too_small(self.state.say, width, height, SMALLEST)
