"""What stands in brackets behind a speaker's label: "Nữ 2 (nữ, 42 tuổi, bán xôi)"."""

from __future__ import annotations

import re

_GENDER = re.compile(
    r"(?:giới tính\s*:?\s*|phụ\s+)?(nữ|nu|nam|female|male)\b"
    r"(?!\s+(?:định|dinh|bộ|bo|phi|trung|kỳ|đàn|sách|trực)\b)"
)
_AGE = re.compile(
    r"(?<!\d)(\d{1,3})\s*(?:tuổi|tuoi|t\b|years?\b|yrs?\b|y\.?o\b)|(?:tuổi|age)\W*(\d+)"
)
_BARE_AGE = re.compile(r"(?:\D+\s)?([1-9]\d)")


def profile(*typed: str) -> dict[str, str]:
    """Return the gender and the age that these say, each as the first of them has it."""
    found: dict[str, str] = {}
    for one in typed:
        parts = [part.strip() for part in re.split(r"[,;/|]|\s[–-]\s", one)]
        genders = [_gender(part) for part in parts]
        ages = [_age(part, bare=any(genders)) for part in parts]
        for name, values in (("gender", genders), ("age", ages)):
            if value := next(filter(None, values), ""):
                found.setdefault(name, value)
    return found


def _gender(part: str) -> str:
    """Return the gender that a part of a profile is; "quê Nam Định" is none."""
    if part in ("F", "M"):
        return "nữ" if part == "F" else "nam"
    match = _GENDER.match(part.casefold())
    return ("nữ" if match[1] in ("nữ", "nu", "female") else "nam") if match else ""


def _age(part: str, *, bare: bool) -> str:
    """Return the age that a part of a profile says; a bare number is one beside a gender."""
    words = part.casefold()
    if match := _AGE.search(words):
        return str(match[1] or match[2])
    match = _BARE_AGE.fullmatch(words) if bare else None
    return match[1] if match else ""
