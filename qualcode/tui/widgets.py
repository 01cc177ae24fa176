"""The panes of the screen: they draw lines that pure functions make, and scroll."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, zip_longest
from operator import is_not

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from qualcode.tui.cursor import position, shown_rows
from qualcode.tui.lines import Block, block, draw, heights, wrapped
from qualcode.tui.state import State, row_at
from qualcode.tui.wrap import Line, Style

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
    "span": RichStyle(underline=True),
    "match": RichStyle(reverse=True),
    "selected": RichStyle(reverse=True),
    "bar": RichStyle(reverse=True),
    "warning": RichStyle(reverse=True, bold=True, color="red"),
}


@lru_cache(maxsize=2048)
def strip(line: Line, width: int) -> Strip:
    """Return a line as the screen draws it, exactly this wide."""
    drawn = Strip([Segment(piece.text, STYLES[piece.style]) for piece in line])
    # With a style, since without colours Textual asks each piece for its own.
    return drawn.adjust_cell_length(width, RichStyle())


@lru_cache(maxsize=2048)
def strips(block: Block, width: int) -> tuple[Strip, ...]:
    """Return one row of the transcript as the screen draws it."""
    return tuple(strip(line, width) for line in draw(block, width))


@lru_cache(maxsize=8)
def blank(width: int) -> Strip:
    """Return a line without words."""
    return Strip.blank(width, RichStyle())


class Lines(Widget):
    """A pane of lines that does not scroll."""

    def __init__(self, make: Callable[[State, int, int], Sequence[Line]], id: str) -> None:
        super().__init__(id=id)
        self.make = make
        self.state: State | None = None
        self.lines: Sequence[Line] = ()
        self.base = RichStyle()

    def show(self, state: State) -> None:
        """Draw this state, if it looks other than the one before."""
        self.state = state
        width, height = self.content_size
        lines = self.make(state, width, height) if width and height else ()
        if lines == self.lines:
            return
        both = enumerate(zip_longest(self.lines, lines, fillvalue=()))
        changed = [Region(0, y, width, 1) for y, (old, new) in both if old != new]
        self.lines, self.base = lines, self.rich_style
        # Only these: most keys leave most of a pane as it is.
        self.refresh(*changed)

    def on_resize(self) -> None:
        """Draw for the new size."""
        if self.state:
            self.show(self.state)

    def render_line(self, y: int) -> Strip:
        """Return one line of the pane."""
        line = self.lines[y] if y < len(self.lines) else ()
        return strip(line, self.content_size.width).apply_style(self.base)


class Talk(ScrollView, can_focus=False, inherit_bindings=False):
    """The transcript: only the rows in sight are drawn."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self.rows = state.rows
        self.columns = 0
        """What `counted` was counted for."""
        self.counted: list[int] = []
        """How many lines the words of each row take."""
        self.laid: tuple[object, ...] = ()
        """What `tops` was counted for."""
        self.tops: list[int] = [0]
        self.base = RichStyle()
        self.drawn: dict[int, tuple[Strip, ...]] = {}
        """The rows that were in sight since the last key."""
        self.seen: list[Strip] = []
        """The lines that were in sight then."""
        self.seen_with: tuple[RichStyle, int] = (self.base, 0)
        """The colours and the width that they had."""

    def show(self, state: State) -> None:
        """Draw this state, the cursor in sight."""
        self.state = state
        columns = self.scrollable_content_region.width
        if not columns:
            # Before the first layout: one word a line would be counted for nothing.
            return
        if state.rows is not self.rows or columns != self.columns:
            self.counted = wrapped(state, columns)
        laid = (self.counted, state.codings, state.visible)
        if not self.laid or any(map(is_not, laid, self.laid)):
            self.tops = list(accumulate(heights(state, columns, self.counted), initial=0))
            self.virtual_size = Size(columns, self.tops[-1])
        self.rows, self.columns, self.laid = state.rows, columns, laid
        self.base = self.rich_style
        self.drawn.clear()
        if state.rows:
            row = row_at(state, state.edge) if state.words else state.row
            place = min(position(state, row), len(self.tops) - 2)
            self._follow(*self.tops[place : place + 2])
        self._refresh_changed()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.show(self.state)

    def _refresh_changed(self) -> None:
        """Draw what looks other than it did: most keys leave most lines as they are."""
        width, height = self.scrollable_content_region.size
        lines = [self._line(y) for y in range(height)]
        same = self.seen_with == (self.base, width) and len(lines) == len(self.seen)
        others = (y for y, both in enumerate(zip(lines, self.seen, strict=False)) if is_not(*both))
        changed = [Region(0, y, width, 1) for y in others]
        self.seen, self.seen_with = lines, (self.base, width)
        if changed or not same:
            self.refresh(*(changed if same else ()))

    def _follow(self, top: int, bottom: int) -> None:
        """Scroll as little as shows the cursor's row, its first line above all."""
        height = self.scrollable_content_region.height
        at = max(self.scroll_offset.y, bottom + MARGIN - height)
        at = min(at, max(0, top - MARGIN))
        self.scroll_to(y=at, animate=False, force=True)

    def read_on(self, by: int) -> bool:
        """Scroll within the cursor's row, if the pane is too low for it; say if there was more."""
        height = self.scrollable_content_region.height
        if not self.state.rows or not height:
            return False
        place = min(position(self.state, self.state.row), len(self.tops) - 2)
        top, bottom = self.tops[place : place + 2]
        at, page = self.scroll_offset.y, max(1, height - MARGIN)
        if by > 0 and at >= top - MARGIN and at + height < bottom:
            at = min(at + page, bottom - height)
        elif by < 0 and top < at < bottom:
            at = max(at - page, top - MARGIN, 0)
        else:
            return False
        self.scroll_to(y=at, animate=False, force=True)
        return True

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines in sight as they were drawn before: there is no border to put round them."""
        _, background = self.background_colors
        drawn = [self.render_line(y) for y in crop.line_range]
        for each in self.get_line_filters():
            drawn = [line.apply_filter(each, background) for line in drawn]
        return [line.crop_extend(*crop.column_span, self.base) for line in drawn]

    def render_line(self, y: int) -> Strip:
        """Return one line in sight."""
        return self._line(y).apply_style(self.base)

    def _line(self, y: int) -> Strip:
        """Return one line in sight, without the colours of the pane."""
        y += self.scroll_offset.y
        place, rows = bisect_right(self.tops, y) - 1, shown_rows(self.state)
        if place >= len(rows) or not self.columns:
            return blank(self.columns)
        if place not in self.drawn:
            self.drawn[place] = strips(block(self.state, rows[place]), self.columns)
        return self.drawn[place][y - self.tops[place]]

    def row_on_line(self, y: int) -> int | None:
        """Return the row that is drawn on this line of the pane, if there is one."""
        place, rows = bisect_right(self.tops, y + self.scroll_offset.y) - 1, shown_rows(self.state)
        return rows[place] if 0 <= place < len(rows) else None
