"""What a model file of CRFsuite holds: what speaks for which label, and how much.

The layout is the one that CRFsuite writes (lib/crf/src/crf1d_model.c and lib/cqdb/src/cqdb.c of
github.com/chokkan/crfsuite): a header; a block of features, each a kind, a source, a label and a
weight; two blocks of numbered strings, for labels and for attributes. Numbers are little-endian;
offsets count from the start of the file, those of strings from the start of their block.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_HEADER = struct.Struct("<4sI4s3I2I4I")
_BLOCK = struct.Struct("<4sII")
_FEATURE = struct.Struct("<IIId")
_STRINGS = struct.Struct("<4sI4I")
_STRING = struct.Struct("<II")
_LITTLE_ENDIAN = 0x62445371
_STATE, _TRANSITION = 0, 1


class LayoutError(ValueError):
    """A file that is laid out in another way."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a model, by label in the order of `labels`."""

    labels: tuple[str, ...]
    attributes: dict[str, list[float]]
    """What is seen → how much it speaks for each label."""
    steps: list[list[float]]
    """For each label, how much it speaks for each label behind it."""


def read(data: bytes) -> Weights:
    """Return the weights, or raise `LayoutError` or what `struct` raises."""
    header = _HEADER.unpack_from(data)
    magic, size, kind, version, _, _, _, features, labels, attributes, _, _ = header
    if (magic, kind, version, size) != (b"lCRF", b"FOMC", 100, len(data)):
        raise LayoutError(header)
    names = tuple(_strings(data, labels))
    of_attribute = {seen: [0.0] * len(names) for seen in _strings(data, attributes)}
    by_number = list(of_attribute.values())
    steps = [[0.0] * len(names) for _ in names]
    rows = {_STATE: by_number, _TRANSITION: steps}
    for what, source, label, weight in _features(data, features):
        rows[what][source][label] += weight
    return Weights(names, of_attribute, steps)


def _features(data: bytes, start: int) -> Iterator[tuple[int, int, int, float]]:
    """Return the kind, source, label and weight of each feature."""
    magic, size, _ = _BLOCK.unpack_from(data, start)
    if magic != b"FEAT":
        raise LayoutError(magic)
    return _FEATURE.iter_unpack(data[start + _BLOCK.size : start + size])


def _strings(data: bytes, start: int) -> Iterator[str]:
    """Yield the strings of a block in the order of their numbers."""
    magic, _, _, order, count, table = _STRINGS.unpack_from(data, start)
    if (magic, order) != (b"CQDB", _LITTLE_ENDIAN):
        raise LayoutError(magic)
    for number, offset in enumerate(struct.unpack_from(f"<{count}I", data, start + table)):
        found, size = _STRING.unpack_from(data, start + offset)
        if found != number:
            raise LayoutError(found)
        at = start + offset + _STRING.size
        yield data[at : at + size - 1].decode()
