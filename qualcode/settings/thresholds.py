"""The key `triangulation` of qualcode.yaml: where one category ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from qualcode.model import Thresholds
from qualcode.plain_yaml import Faults, Item, mapping_of, text_of

KEYS = (
    *("few_below", "some_below", "prominence_tolerance", "direction_cut", "examples_cut"),
    "min_asked",
)
ABOVE_ZERO = frozenset({"few_below", "some_below", "direction_cut"})
"""At zero there would be no few, and no direction that is neither."""


def thresholds(item: Item | None, faults: Faults) -> Thresholds:
    """Return the thresholds; what isn't given, or can't be used, is as it is by default."""
    keys = mapping_of(item, faults)
    if item is not None:
        faults.unknown_keys(item, KEYS)
    default = Thresholds()
    shares = {name: _share(name, keys.get(name), faults) for name in KEYS[:-1]}
    given = {name: share for name, share in shares.items() if share is not None}
    few = given.get("few_below", default.few_below)
    some = given.get("some_below", default.some_below)
    if few > some:
        faults.add(
            keys.get("some_below") or keys["few_below"],
            f"some_below ({some}) phải từ few_below ({few}) trở lên",
            f"some_below ({some}) must not be less than few_below ({few})",
        )
    least = _least(keys.get("min_asked"), default.min_asked, faults)
    return Thresholds(**{**_fractions(default), **given}, min_asked=least)


def _fractions(default: Thresholds) -> Mapping[str, Fraction]:
    return {name: getattr(default, name) for name in KEYS[:-1]}


def _share(name: str, item: Item | None, faults: Faults) -> Fraction | None:
    """Return what is written as 1/3, 0.2, 0,2 or 20%, exactly; None if nothing usable is."""
    text = "".join(text_of(item, faults).split()).replace(",", ".")
    if item is None or not text:
        return None
    share = None
    if found := re.fullmatch(r"(\d{1,6})/(\d{1,6})", text):
        share = Fraction(int(found[1]), int(found[2])) if int(found[2]) else None
    elif re.fullmatch(r"(\d{1,3}(\.\d{1,9})?|\.\d{1,9})%?", text):
        share = Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    above = name in ABOVE_ZERO
    if share is None or not (0 < share <= 1 if above else 0 <= share <= 1):
        vi, en = (
            ("lớn hơn 0, đến 1", "above 0, up to 1") if above else ("từ 0 đến 1", "from 0 to 1")
        )
        faults.add(
            item,
            f"{name}: hãy ghi một số {vi} như 1/3 hay 0.2; đang ghi '{item.text}'",
            f"{name}: write a number {en} such as 1/3 or 0.2, not '{item.text}'",
        )
        return None
    return share


def _least(item: Item | None, default: int, faults: Faults) -> int:
    text = text_of(item, faults).strip()
    if item is None or not text:
        return default
    if not re.fullmatch(r"[1-9]\d{0,5}", text):
        faults.add(
            item,
            f"min_asked: hãy ghi một số nguyên từ 1 như 3; đang ghi '{text}'",
            f"min_asked: write a whole number from 1 on such as 3, not '{text}'",
        )
        return default
    return int(text)
