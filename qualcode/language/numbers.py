"""Numbers as each language writes them."""

from __future__ import annotations

from qualcode.model import Bilingual


def decimal(value: float, places: int) -> Bilingual:
    """Return a number with so many decimals: 0,43 and 0.43."""
    written = f"{value:.{places}f}"
    return Bilingual(written.replace(".", ","), written)


def whole(value: int) -> Bilingual:
    """Return a whole number: 12.345 and 12,345."""
    written = f"{value:,}"
    return Bilingual(written.replace(",", "."), written)


def percent(share: float) -> Bilingual:
    """Return a share in per cent, with one decimal where it has one: 5,4% and 5.4%."""
    written = f"{100 * share:.1f}".removesuffix(".0")
    return Bilingual(f"{written.replace('.', ',')}%", f"{written}%")
