"""What the coding screen and the one for settling share: keys go in, decisions to disk."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from textual import events
from textual.app import App

from qualcode.errors import DecisionError, StudyError
from qualcode.model import Decision, Study
from qualcode.tui.terminal import is_small

Record = Callable[[Study, Sequence[Decision]], Study]


class Moded(Protocol):
    """A state that says what a key means now."""

    @property
    def mode(self) -> str:
        """The name of it; `left` once the coder wants to leave."""


State = TypeVar("State", bound=Moded)


class DecidingScreen(App[None], Generic[State]):
    """A screen that is a function of its state; each kind says what a key makes of it."""

    ENABLE_COMMAND_PALETTE = False
    SMALLEST = (60, 15)

    def __init__(self, state: State, record: Record) -> None:
        """Show a state; `record` writes decisions and returns the study with them."""
        super().__init__()
        self.state = state
        self.record = record

    @abstractmethod
    def pressed(self, key: str) -> tuple[State, Sequence[Decision]]:
        """Return the state after a key, and drafts of what it decides."""

    @abstractmethod
    def pasted(self, text: str) -> State:
        """Return the state after some text was pasted."""

    @abstractmethod
    def written(self, state: State, drafts: Sequence[Decision]) -> State:
        """Write the drafts, and return the state with the study that has them."""

    @abstractmethod
    def refused(self, error: DecisionError | StudyError) -> State:
        """Return the state that says why nothing was written."""

    @abstractmethod
    def draw_state(self) -> None:
        """Show the state."""

    def on_key(self, event: events.Key) -> None:
        """Forward a key: the letter it types, or its name."""
        # All keys come by here, in their order: an input method's backspaces too, which
        # Textual's own bindings would let wait until after the letters that follow them.
        event.stop()
        event.prevent_default()
        key = event.character if event.character and event.is_printable else event.key
        if is_small(*self.size, self.SMALLEST):
            key = "ctrl+c" if key in {"q", "ctrl+c"} else "nothing"
        self.take(*self.pressed(key))

    def on_paste(self, event: events.Paste) -> None:
        """Forward what was pasted."""
        event.stop()
        self.take(self.pasted(event.text), ())

    def take(self, state: State, drafts: Sequence[Decision]) -> None:
        """Write what was decided, then show it; if it can't be written, show why."""
        if state is self.state and not drafts:
            # To draw it again would undo what was scrolled within it.
            return
        try:
            self.state = self.written(state, drafts) if drafts else state
        except (DecisionError, StudyError) as error:
            self.state = self.refused(error)
        if self.state.mode == "left":
            self.exit()
        else:
            self.draw_state()
