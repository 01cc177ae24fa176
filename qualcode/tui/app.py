"""The widgets: they forward keys and draw lines; all else is in the pure modules beside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from qualcode.errors import DecisionError, StudyError
from qualcode.model import Decision, Study
from qualcode.tui import bars
from qualcode.tui.keys import paste, press
from qualcode.tui.lines import Block, block, draw, heights
from qualcode.tui.panel import panel
from qualcode.tui.state import State, failed, saved
from qualcode.tui.wrap import Line, Style

Record = Callable[[Study, Sequence[Decision]], Study]

SMALLEST = (60, 15)
WIDE = 100
"""Columns from which the pane stands beside the transcript."""
MARGIN = 2
"""Lines kept in sight above and below the cursor's."""
STYLES: Mapping[Style, RichStyle] = {
    "plain": RichStyle(),
    "faint": RichStyle(dim=True),
    "heading": RichStyle(bold=True),
    "evidence": RichStyle(bold=True, underline=True),
    "cursor": RichStyle(color="cyan", bold=True),
    "proposed": RichStyle(color="yellow"),
    "accepted": RichStyle(color="green"),
    "added": RichStyle(color="cyan"),
    "rejected": RichStyle(dim=True, strike=True),
    "chosen": RichStyle(reverse=True),
    "bar": RichStyle(reverse=True),
    "warning": RichStyle(reverse=True, bold=True, color="red"),
}


def strip(line: Line, width: int) -> Strip:
    """Return a line as the screen draws it, exactly this wide."""
    drawn = Strip([Segment(piece.text, STYLES[piece.style]) for piece in line])
    return drawn.adjust_cell_length(width)


@lru_cache(maxsize=2048)
def strips(block: Block, width: int) -> tuple[Strip, ...]:
    """Return one row of the transcript as the screen draws it."""
    return tuple(strip(line, width) for line in draw(block, width))


class Lines(Widget):
    """A pane of lines that does not scroll."""

    def __init__(self, make: Callable[[State, int, int], Sequence[Line]], id: str) -> None:
        super().__init__(id=id)
        self.make = make
        self.state: State | None = None
        self.lines: Sequence[Line] = ()

    def show(self, state: State) -> None:
        """Draw this state, if it looks other than the one before."""
        self.state = state
        width, height = self.content_size
        lines = self.make(state, width, height) if width and height else ()
        if lines != self.lines:
            self.lines = lines
            self.refresh()

    def on_resize(self) -> None:
        """Draw for the new size."""
        if self.state:
            self.show(self.state)

    def render_line(self, y: int) -> Strip:
        """Return one line of the pane."""
        line = self.lines[y] if y < len(self.lines) else ()
        return strip(line, self.content_size.width).apply_style(self.rich_style)


class Talk(ScrollView, can_focus=False, inherit_bindings=False):
    """The transcript: only the rows in sight are drawn."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self.tops: list[int] = [0]
        self.columns = 0
        """What `tops` was counted for."""

    def show(self, state: State) -> None:
        """Draw this state, the cursor in sight."""
        self.state = state
        self.columns = self.scrollable_content_region.width
        self.tops = list(accumulate(heights(state, self.columns), initial=0))
        self.virtual_size = Size(self.columns, self.tops[-1])
        if state.rows:
            self._follow(self.tops[state.row], self.tops[state.row + 1])
        self.refresh()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.show(self.state)

    def _follow(self, top: int, bottom: int) -> None:
        """Scroll as little as shows the cursor's row, its first line above all."""
        height = self.scrollable_content_region.height
        at = max(self.scroll_offset.y, bottom + MARGIN - height)
        at = min(at, max(0, top - MARGIN))
        self.scroll_to(y=at, animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Return one line in sight."""
        y += self.scroll_offset.y
        row = bisect_right(self.tops, y) - 1
        if row >= len(self.state.rows):
            return Strip.blank(self.columns, self.rich_style)
        drawn = strips(block(self.state, row), self.columns)
        return drawn[y - self.tops[row]].apply_style(self.rich_style)


class CodingScreen(App[None]):
    """Where a coder reads a transcript and decides."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Lines { width: 1fr; height: 1; }
    #middle { layout: vertical; height: 1fr; }
    Talk { width: 1fr; height: 1fr; overflow-x: hidden; overflow-y: scroll;
           scrollbar-size-vertical: 1; }
    #panel { border-top: solid $primary; height: 8; max-height: 40%; }
    .picking #panel { height: 50%; max-height: 50%; }
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

    def __init__(self, state: State, record: Record) -> None:
        super().__init__()
        self.state = state
        self.record = record

    def compose(self) -> ComposeResult:
        """Yield the top line, the transcript with the pane, and the lines below."""
        yield Lines(lambda state, width, _: [bars.top(state, width)], id="top")
        with Container(id="middle"):
            yield Talk(self.state)
            yield Lines(lambda state, width, _: bars.help_lines(state, width), id="help")
            yield Lines(panel, id="panel")
        yield Lines(lambda state, width, _: [bars.status(state, width)], id="status")
        yield Lines(lambda state, width, _: [bars.keys(state, width)], id="keys")
        yield Lines(self._too_small, id="small")

    def on_mount(self) -> None:
        """Draw the first time."""
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        """Put the pane beside or below the transcript, as there is room."""
        width, height = event.size
        self.set_class(width >= WIDE, "wide")
        self.set_class(self._is_small(width, height), "small")
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Forward a key: the letter it types, or its name."""
        # All keys come by here, in their order: an input method's backspaces too, which
        # Textual's own bindings would let wait until after the letters that follow them.
        event.stop()
        event.prevent_default()
        key = event.character if event.character and event.is_printable else event.key
        if self._is_small(*self.size):
            key = "ctrl+c" if key in {"q", "ctrl+c"} else "nothing"
        self._take(*press(self.state, key))

    def on_paste(self, event: events.Paste) -> None:
        """Forward what was pasted."""
        event.stop()
        self._take(paste(self.state, event.text), ())

    def _take(self, state: State, drafts: Sequence[Decision]) -> None:
        """Write what was decided, then show it; if it can't be written, show why."""
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
        self.set_class(self.state.mode == "pick", "picking")
        self.set_class(self.state.mode == "help", "help")
        for pane in self.query(Lines):
            pane.show(self.state)
        for talk in self.query(Talk):
            talk.show(self.state)

    def _too_small(self, state: State, width: int, height: int) -> list[Line]:
        return bars.too_small(state, width, height, SMALLEST)

    @staticmethod
    def _is_small(width: int, height: int) -> bool:
        return width < SMALLEST[0] or height < SMALLEST[1]
