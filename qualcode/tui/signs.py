"""The signs before a coding: who stands behind it, and which way it points."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.model import SIGNS, Coding, Valence

LEARNED = "≈"
"""Before a proposal that no rule makes."""
VALENCES: Mapping[Valence, str] = {"barrier": "−", "enabler": "+", "neutral": "·"}


def sign_of(coding: Coding) -> str:
    """Return the two signs of a coding: who stands behind it, and which way it points."""
    return f"{status_sign(coding)} {VALENCES[coding.valence]}"


def status_sign(coding: Coding) -> str:
    """Return the sign of who stands behind a coding."""
    learned = coding.status == "proposed" and coding.origin == "model"
    return LEARNED if learned else SIGNS[coding.status]
