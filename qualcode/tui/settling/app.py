"""The widget: it forwards keys and draws lines; all else is in the pure modules beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from qualcode.errors import DecisionError, StudyError
from qualcode.model import Decision
from qualcode.tui.deciding_screen import DecidingScreen
from qualcode.tui.settling.keys import paste, press
from qualcode.tui.settling.lines import screen
from qualcode.tui.settling.state import State, failed, saved
from qualcode.tui.terminal import is_small, too_small
from qualcode.tui.widgets import strip
from qualcode.tui.wrap import Line


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


class SettlingScreen(DecidingScreen[State]):
    """Where somebody settles what coders differ in."""

    SMALLEST = (60, 18)
    CSS = "Settling { width: 1fr; height: 1fr; }"

    def compose(self) -> ComposeResult:
        """Yield the one widget."""
        yield Settling(self._drawn)

    def pressed(self, key: str) -> tuple[State, Sequence[Decision]]:
        """Return the state after a key, and drafts of what it settles."""
        return press(self.state, key)

    def pasted(self, text: str) -> State:
        """Return the state after some text was pasted."""
        return paste(self.state, text)

    def written(self, state: State, drafts: Sequence[Decision]) -> State:
        """Write the outcome, and return the state with the study that has it."""
        return saved(state, self.record(state.study, drafts))

    def refused(self, error: DecisionError | StudyError) -> State:
        """Return the state that says why nothing was written."""
        return failed(self.state, error)

    def draw_state(self) -> None:
        """Show the state."""
        for widget in self.query(Settling):
            widget.show()

    def _drawn(self, width: int, height: int) -> Sequence[Line]:
        if not is_small(width, height, self.SMALLEST):
            return screen(self.state, width, height)
        return too_small(self.state.say, width, height, self.SMALLEST)
