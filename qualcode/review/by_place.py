"""What has a place in a transcript, found by the words it overlaps without looking at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Generic, TypeVar

from qualcode.model import Coding, Span
from qualcode.review.placing import Placed

Item = TypeVar("Item", Coding, Placed)


class ByPlace(Generic[Item]):
    """Codings (or decisions) in one transcript, found by their words."""

    __slots__ = ("items", "longest", "starts")

    def __init__(self) -> None:
        """Begin with none."""
        self.items: list[Item] = []
        self.starts: list[int] = []
        self.longest = 0

    def put(self, item: Item) -> None:
        """Add one behind those that begin no later."""
        span = item.span
        starts = self.starts
        index = bisect_right(starts, span.start)
        starts.insert(index, span.start)
        self.items.insert(index, item)
        self.longest = max(self.longest, span.end - span.start)

    def there(self, span: Span) -> list[int]:
        """Return the indexes of those that share a character with the span."""
        start, items = span.start, self.items
        first = bisect_right(self.starts, start - self.longest)
        last = bisect_left(self.starts, span.end, first)
        return [index for index in range(first, last) if items[index].span.end > start]

    def exchange(self, there: Sequence[int], kept: Sequence[Item]) -> None:
        """Put what is kept in the place of what was there."""
        if len(there) == len(kept) == 1 and self.starts[there[0]] == kept[0].span.start:
            self.items[there[0]] = kept[0]
            self.longest = max(self.longest, kept[0].span.end - kept[0].span.start)
            return
        for index in reversed(there):
            del self.items[index], self.starts[index]
        for item in kept:
            self.put(item)
