"""What the verdicts on sources and themes are called."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.model import Bilingual

JOINT = "joint"
"""What a conclusion on the fit is `by`."""

VERDICT_LABELS: Mapping[str, Bilingual] = {
    "agreement": Bilingual("Thống nhất", "Agreement"),
    "partial": Bilingual("Thống nhất một phần", "Partial agreement"),
    "silence": Bilingual("Chỉ một nguồn nói tới", "Silence"),
    "dissonance": Bilingual("Trái ngược", "Dissonance"),
    "single_source": Bilingual("Chỉ một nguồn được hỏi", "Single source"),
    "no_finding": Bilingual("Không nguồn nào nói tới", "No finding"),
}
"""What each verdict is called in a report."""

FIT_LABELS: Mapping[str, Bilingual] = {
    "confirmation": Bilingual("Xác nhận", "Confirmation"),
    "expansion": Bilingual("Mở rộng", "Expansion"),
    "discordance": Bilingual("Trái ngược", "Discordance"),
    "silence": Bilingual("Một bên không nói tới", "Silence on one side"),
    "too_few": Bilingual("Quá ít để nói", "Too few to tell"),
    "not_asked": Bilingual("Có bên không được hỏi", "Not asked on one side"),
    "no_finding": Bilingual("Không bên nào nói tới", "No finding"),
}
"""What is said of how a survey and talk fit (Guetterman, Fetters & Creswell 2015: the first three),
or of why that can't be said."""

ALSO: Mapping[str, tuple[str, ...]] = {
    "agreement": ("đồng thuận", "nhất trí"),
    "partial": ("đồng thuận một phần", "partly agree"),
    "silence": ("im lặng",),
    "dissonance": ("bất đồng", "mâu thuẫn", "không thống nhất", "disagreement"),
    "confirmation": ("khẳng định",),
    "expansion": ("bổ sung",),
    "discordance": ("bất đồng", "mâu thuẫn"),
}
"""What people also call them."""


def verdict_named(words: str, labels: Mapping[str, Bilingual] = VERDICT_LABELS) -> str:
    """Return the verdict that is called so, by its key or in a report; empty if none is."""
    typed = " ".join(words.split()).casefold()
    for verdict, label in labels.items():
        both = (f"{label.vi} {label.en}", f"{label.vi} / {label.en}")
        also = ALSO.get(verdict, ())
        names = (verdict, verdict.replace("_", " "), label.vi, label.en, *both, *also)
        if typed in {name.casefold() for name in names}:
            return verdict
    return ""


def label_of(verdict: str) -> Bilingual:
    """Return what a verdict is called: itself if it is none of ours."""
    return {**FIT_LABELS, **VERDICT_LABELS}.get(verdict, Bilingual(verdict, verdict))
