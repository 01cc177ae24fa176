"""How what takes long tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

from qualcode.model import Bilingual

Progress = Callable[[Bilingual, int, int], None]
"""Called with what is being done, how many are done, and of how many."""


def silent(_what: Bilingual, _done: int, _of: int) -> None:
    """Show no progress."""
