"""Numbers as each language writes them."""

from __future__ import annotations

import pytest

from qualcode.language.numbers import decimal, percent, whole
from qualcode.model import Bilingual


def test_vietnamese_has_a_comma_before_decimals_and_points_between_thousands() -> None:
    assert decimal(0.426, 2) == Bilingual("0,43", "0.43")
    assert whole(12345) == Bilingual("12.345", "12,345")


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.054, ("5,4%", "5.4%")),
        (0.5, ("50%", "50%")),
        (0.0, ("0%", "0%")),
        (1.0, ("100%", "100%")),
    ],
)
def test_a_share_has_a_decimal_only_where_it_needs_one(
    share: float, words: tuple[str, str]
) -> None:
    assert percent(share) == Bilingual(*words)
