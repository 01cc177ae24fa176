"""What is known of a file while it is renewed, and what becomes of each part."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qualcode.documents import controls
from qualcode.documents.making import Maker
from qualcode.documents.memory import Memory, Placed
from qualcode.documents.package import Package
from qualcode.documents.writing import Written

ALL = "all"
"""Stands for every part."""


@dataclass(slots=True)
class Renewal:
    """What is known of the file, and what becomes of each part."""

    package: Package
    making: Maker
    earlier: Memory
    controls: dict[str, list[Any]]
    replaced: frozenset[str]
    told: dict[str, list[str]] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    """Parts that were made, with the digests of what they were made of."""
    is_restored: bool = False
    """Another program lost the controls: a part that isn't found wasn't deleted by anybody."""
    loses: bool = False
    """What people wrote goes, as they asked for."""

    def tell(self, what: str, part: str) -> None:
        """Note what became of a part."""
        self.told.setdefault(what, []).append(part)

    def written(self, path: Path) -> Written:
        """Return what became of all parts."""
        told = {what: tuple(dict.fromkeys(ids)) for what, ids in self.told.items()}
        return Written(
            path,
            made=told.get("made", ()),
            same=told.get("same", ()),
            left=told.get("left", ()),
            deleted=told.get("deleted", ()),
            removed=told.get("removed", ()),
            unwanted=told.get("unwanted", ()),
        )

    def may_go(self, part: str) -> bool:
        """Say whether what people wrote into a part is to go."""
        return ALL in self.replaced or part in self.replaced

    def is_edited(self, part: str, control: Any) -> bool:
        """Say whether a control no longer reads as it was made."""
        then = self.earlier.placed.get(part, Placed()).text
        return controls.fingerprint(self.package, control) != then
