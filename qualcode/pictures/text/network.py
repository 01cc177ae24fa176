"""A network as text: its lines one below the other, the strongest first."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.pictures.text.fitting import pad, paragraph, wrapped
from qualcode.pictures.values import Network
from qualcode.pictures.wording import decimal, say

BAR = 16
PARTS = " ▏▎▍▌▋▊▉█"


def lines(picture: Network, width: int) -> Iterator[str]:
    """Yield each pair with its coefficient, how often it occurs and in how many cases."""
    language = picture.about.language
    strongest = max(edge.strength for edge in picture.edges)
    names = [f"{node.row.words} ({node.cases})" for node in picture.nodes]
    for edge in picture.edges:
        times = say(
            language,
            f"{edge.together} lần, {edge.cases} {picture.unit}",
            f"{edge.together} times, {edge.cases} {picture.unit}",
        )
        head = f"{decimal(edge.strength, language)} {pad(_bar(edge.strength / strongest), BAR)} "
        pair = f"{names[edge.first]} — {names[edge.second]}: {times}"
        first, *rest = wrapped(pair, width - len(head))
        yield head + first
        yield from (" " * len(head) + words for words in rest)
    yield ""
    said = say(
        language,
        f"Cột đầu: hệ số; (n): số {picture.unit} nhắc tới mã.",
        f"First column: the coefficient; (n): {picture.unit} that mention the code.",
    )
    yield from paragraph(said, width)


def _bar(share: float) -> str:
    eighths = max(1, round(share * BAR * 8))
    whole, rest = divmod(eighths, 8)
    return PARTS[-1] * whole + (PARTS[rest] if rest else "")
