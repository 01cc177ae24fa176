"""A program in a pseudo-terminal, for benchmarks: what it shows, and how soon it answers a key."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
COLUMNS, LINES = 120, 36
QUIET = 0.06
"""Seconds without a byte after which an answer is taken to be whole."""
PATIENCE = 20.0
ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[=>PM])")
REPLIES = ((b"\x1b[?2026$p", b"\x1b[?2026;2$y"), (b"\x1b[c", b"\x1b[?62;c"))
"""What a terminal is asked, and what one answers that can draw in one go."""


@dataclass(frozen=True)
class Answer:
    """What came back for a key, in seconds after it was sent."""

    first: float
    last: float


class Terminal:
    """A program in a pseudo-terminal."""

    def __init__(self, command: Sequence[str]) -> None:
        self.shown = b""
        self.started = time.perf_counter()
        self.process, self.end = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm-256color", PYTHONPATH=str(ROOT), QUALCODE_LANG="vi")
            os.execv(command[0], command)  # noqa: S606 - our own Python
        size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, size)

    def read(self, patience: float) -> bool:
        """Take what the program writes, answer what it asks; say whether anything came."""
        if not select.select([self.end], [], [], patience)[0]:
            return False
        try:
            data = os.read(self.end, 1 << 16)
        except OSError:
            # Linux says so when the program has ended.
            sys.exit(f"the program ended; last:\n{self.text()[-3000:]}")
        self.shown += data
        for asked, reply in REPLIES:
            if asked in data:
                os.write(self.end, reply)
        return bool(data)

    def until(self, words: re.Pattern[str]) -> float:
        """Return the seconds from the start until these words are on the screen."""
        while not words.search(self.text()):
            if not self.read(PATIENCE):
                sys.exit(f"nothing more came; last:\n{self.text()[-2000:]}")
        return time.perf_counter() - self.started

    def text(self) -> str:
        """Return what was written since the last key, without colours and places."""
        return ESCAPE.sub(b"", self.shown).decode(errors="replace")

    def settle(self, quiet: float = QUIET) -> None:
        """Wait until nothing comes any more."""
        while self.read(quiet):
            pass

    def press(self, key: str) -> Answer | None:
        """Return how long the screen takes to answer a key; None if it has no answer."""
        self.shown = b""
        sent = time.perf_counter()
        os.write(self.end, key.encode())
        if not self.read(10 * QUIET):
            return None
        first = last = time.perf_counter() - sent
        while self.read(QUIET):
            last = time.perf_counter() - sent
        return Answer(first, last)

    def memory(self) -> str:
        """Return the most memory that the program has held, where the system tells."""
        status = Path(f"/proc/{self.process}/status")
        if not status.exists():
            return "not told here"
        peak = re.search(r"VmHWM:\s+(\d+)", status.read_text())
        return f"{int(peak[1]) / 1024:.0f} MB" if peak else "not told here"

    def close(self) -> None:
        """End the program."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.end)
