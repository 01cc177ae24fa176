"""Work beside the screen: on a thread, one thing at a time, and always the latest asked for."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Background(Generic[T]):
    """Does the latest of what it is asked, once nothing more was asked for a moment."""

    def __init__(self, work: Callable[[T], None], quiet: float = 0.0) -> None:
        """Wait `quiet` seconds after what was asked, in case more comes."""
        self._work = work
        self._quiet = quiet
        self._asked: list[T] = []
        self._more = Condition()
        self._started = False

    def ask(self, one: T) -> None:
        """Have this done, in the place of what has waited so far."""
        with self._more:
            self._asked = [one]
            self._more.notify()
            if not self._started:
                self._started = True
                # A daemon, so that leaving need not wait until all is done.
                Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            self._work(self._latest())

    def _latest(self) -> T:
        with self._more:
            while not self._asked:
                self._more.wait()
            while self._quiet and self._more.wait(self._quiet):
                continue
            return self._asked.pop()
