"""What there is to explain in a chapter: the themes of most sources, and the disputed ones."""

from __future__ import annotations

from qualcode.documents.voice import listed
from qualcode.model import Bilingual
from qualcode.report.evidence import TOP, Scope
from qualcode.triangulation import Compared

NAMED = 3


def explain(scope: Scope, found: Compared | None) -> Bilingual | None:
    """Return what to explain of a chapter's findings: the most mentioned, and the disputed."""
    first = scope.themes[:NAMED]
    if not first:
        return None
    # No figures: what is to be written stays as it is when codings change.
    told = listed(theme.label for theme in first)
    more = _disputed(scope, found)
    asked = _ASKED.get(scope.chapter.valence or "", _ASKED[""])
    return Bilingual(
        f"Được nhiều nguồn nói tới nhất: {told.vi}. {asked.vi}{more.vi}",
        f"Mentioned by most sources: {told.en}. {asked.en}{more.en}",
    )


_ASKED = {
    "barrier": Bilingual(
        "Hãy giải thích: điều này cản trở ai, cản trở thế nào, vì sao; các nhóm khác nhau ra sao; "
        "dẫn lời ở dưới làm bằng chứng và nêu cả ý ngược lại.",
        "Explain whom this hinders, how and why; how groups differ; use the quotes below as "
        "evidence and give the opposite view too.",
    ),
    "enabler": Bilingual(
        "Hãy giải thích: nhờ đâu mà được, ai được lợi, trong điều kiện nào, và nơi khác có làm "
        "theo được không.",
        "Explain what makes it work, who gains, under which conditions, and whether others could "
        "do the same.",
    ),
    "": Bilingual(
        "Hãy giải thích: ai nói gì và vì sao; chỗ nào các nguồn khớp nhau, chỗ nào không; điều gì "
        "chưa đủ bằng chứng.",
        "Explain who says what and why; where sources agree and where not; what lacks evidence.",
    ),
}


def _disputed(scope: Scope, found: Compared | None) -> Bilingual:
    """Return a sentence on the themes on which sources don't agree, if there are any."""
    themes = [
        theme.label
        for theme in scope.themes[:TOP]
        if found and found.verdicts[theme.id].verdict in ("dissonance", "silence")
    ]
    if not themes:
        return Bilingual("", "")
    told = listed(themes[:NAMED])
    return Bilingual(
        f" Các nguồn chưa khớp nhau về {told.vi}: hãy nói rõ vì sao.",
        f" Sources don't agree on {told.en}: say why.",
    )
