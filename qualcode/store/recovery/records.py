"""Rows of decisions in a file's bytes, found without SQLite and whatever else is damaged."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.store.migrations import TIME

Row = tuple[object, ...]

# A record is a header and a body. The header gives its own length, then one number a column for
# its type and length. Ours are known by their second column: a time has always 27 letters (13 + 2
# for each letter of a text: 67, "C"). The records of a table WITHOUT ROWID stand in leaves and in
# branches of its tree alike. https://sqlite.org/fileformat2.html
HEADER = re.compile(rb"(?=([\x10-\x7f])(?:[\x0d-\x7f]|[\x81-\xff][\x00-\x7f])C)", re.DOTALL)
NUMBERS_OF_COLUMNS = (15, 16, 18, 20)
"""In the versions of the schema so far; a row keeps the number that it was written with."""
TIME_LENGTH = 27

MAGIC = b"SQLite format 3\0"
PAGE_SIZES = (4096, 1024, 2048, 8192, 16384, 32768, 65536)
"""Ours first; on the smallest that SQLite knows, 512, not even a time stands on one page."""
LARGEST_PLAIN_INTEGER = 6
INTEGER_SIZES = (0, 1, 2, 3, 4, 6, 8)
FLOAT, ZERO, ONE, FIRST_BLOB, FIRST_TEXT = 7, 8, 9, 12, 13
OVERFLOW_LINK = 4
"""Bytes that name the page on which a long record goes on."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the rest of long records stands: a store's bytes, and the size of its pages."""

    data: bytes
    size: int
    reserved: int = 0

    @property
    def usable(self) -> int:
        """Return how many bytes of a page are in use."""
        return self.size - self.reserved

    def local(self, payload: int) -> int:
        """Return how many bytes of a record stand in its own page."""
        most = (self.usable - 12) * 64 // 255 - 23
        if payload <= most:
            return payload
        least = (self.usable - 12) * 32 // 255 - 23
        fitting = least + (payload - least) % (self.usable - OVERFLOW_LINK)
        return fitting if fitting <= most else least

    def rest(self, link: bytes, length: int) -> bytes:
        """Return so many bytes from the pages that follow each other; fewer if some are gone."""
        parts: list[bytes] = []
        while length > 0:
            start = (int.from_bytes(link) - 1) * self.size
            page = self.data[max(start, 0) : start + self.usable] if start >= 0 else b""
            if len(page) <= OVERFLOW_LINK:
                break
            link, part = page[:OVERFLOW_LINK], page[OVERFLOW_LINK:][:length]
            parts.append(part)
            length -= len(part)
        return b"".join(parts)


def likely_pages(data: bytes) -> tuple[Pages, ...]:
    """Return how a store's pages may be cut, the likeliest first."""
    if data.startswith(MAGIC):
        size = int.from_bytes(data[16:18])
        reserved = int.from_bytes(data[20:21])
        said = [Pages(data, 65536 if size == 1 else size, reserved)]
    else:
        said = []
    return (*(p for p in said if p.size in PAGE_SIZES), *(Pages(data, n) for n in PAGE_SIZES))


def rows(data: bytes, cuts: Sequence[Pages]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Yield the id of what may be a row, wherever it stands in the bytes, and its readings.

    A short row can be read in one way only; a long one in as many as its pages may be cut; one
    that isn't whole in none.
    """
    for match in HEADER.finditer(data):
        start = match.start()
        end = start + data[start]
        types = _numbers(data[start + 1 : end])
        if len(types) in NUMBERS_OF_COLUMNS and types[0] % 2 == 1:
            sizes = [_size(type_) for type_ in types]
            time = end + sizes[0]
            if TIME.fullmatch(data[time : time + TIME_LENGTH].decode("ascii", "replace")):
                payload = end - start + sum(sizes)
                bodies = _bodies(data, start, payload, cuts)
                found = (_values(body[end - start :], types, sizes) for body in bodies)
                yield data[end:time].decode("ascii", "replace"), tuple(filter(None, found))


def _bodies(data: bytes, start: int, payload: int, cuts: Sequence[Pages]) -> Iterator[bytes]:
    if payload > len(data) + max(len(pages.data) for pages in cuts):
        return
    tried = set()
    for pages in cuts:
        local = pages.local(payload)
        body = data[start : start + local]
        if local < payload:
            link = data[start + local : start + local + OVERFLOW_LINK]
            body += pages.rest(link, payload - local)
        if len(body) == payload and body not in tried:
            tried.add(body)
            yield body


def _numbers(data: bytes) -> list[int]:
    """Return SQLite's numbers of one to nine bytes; none if the last isn't whole."""
    numbers, number = [], 0
    for byte in data:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004
            numbers.append(number)
            number = 0
    return numbers if data and data[-1] < 0x80 else []  # noqa: PLR2004


def _size(type_: int) -> int:
    if type_ >= FIRST_BLOB:
        return (type_ - FIRST_BLOB) // 2
    if type_ <= LARGEST_PLAIN_INTEGER:
        return INTEGER_SIZES[type_]
    return 8 if type_ == FLOAT else 0


def _values(body: bytes, types: Sequence[int], sizes: Sequence[int]) -> Row:
    """Return a row's values, or nothing if one can't be what a decision holds."""
    values: list[object] = []
    at = 0
    for type_, size in zip(types, sizes, strict=True):
        raw = body[at : at + size]
        at += size
        if type_ == 0:
            values.append(None)
        elif type_ <= LARGEST_PLAIN_INTEGER:
            values.append(int.from_bytes(raw, signed=True))
        elif type_ in (ZERO, ONE):
            values.append(type_ - ZERO)
        elif type_ == FLOAT:
            values.extend(struct.unpack(">d", raw))
        elif type_ >= FIRST_TEXT and type_ % 2:
            try:
                values.append(raw.decode())
            except UnicodeDecodeError:
                return ()
        else:
            return ()
    return tuple(values)
