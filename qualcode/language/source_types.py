"""What the types of sources are called: KII, PVS, TLN."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model import Bilingual


@dataclass(frozen=True, slots=True)
class SourceType:
    """A way of learning from people, as a team's reports call it."""

    short: Bilingual
    """As in an attribution."""
    name: Bilingual

    @property
    def full(self) -> Bilingual:
        """Return the name with the short form behind it, unless it is part of it."""
        return Bilingual(_joined(self.name.vi, self.short.vi), _joined(self.name.en, self.short.en))


SOURCE_TYPES: Mapping[str, SourceType] = {
    "KII": SourceType(
        Bilingual("KII", "KII"),
        Bilingual("Phỏng vấn người cung cấp thông tin chính", "Key informant interview"),
    ),
    "IDI": SourceType(Bilingual("PVS", "IDI"), Bilingual("Phỏng vấn sâu", "In-depth interview")),
    "FGD": SourceType(
        Bilingual("TLN", "FGD"), Bilingual("Thảo luận nhóm", "Focus group discussion")
    ),
    "survey": SourceType(Bilingual("Khảo sát", "Survey"), Bilingual("Khảo sát", "Survey")),
    "desk_review": SourceType(
        Bilingual("Tài liệu", "Desk review"), Bilingual("Rà soát tài liệu", "Desk review")
    ),
}
"""`type` as cases have it → what it is called."""


METHODS: Mapping[str, Bilingual] = {
    "interviews": Bilingual("phỏng vấn", "interviews"),
    "group discussions": Bilingual("thảo luận nhóm", "group discussions"),
    "survey": Bilingual("khảo sát", "survey"),
    "documents": Bilingual("tài liệu", "documents"),
}
"""How what is known came about → what it is called."""

OPEN = "survey, open answers"
OPEN_ANSWERS = Bilingual("khảo sát, câu trả lời mở", "survey, open answers")
"""What respondents of a survey wrote in their own words, as a source."""

_METHOD_OF = {
    "KII": "interviews",
    "IDI": "interviews",
    "FGD": "group discussions",
    "survey": "survey",
    "desk_review": "documents",
}


def method_of(value: str) -> str:
    """Return by which method cases of this type speak: the type itself if it is none of ours."""
    return _METHOD_OF.get(value, value)


def source_type(value: str) -> SourceType:
    """Return what a case's type is called: itself if it is none of ours."""
    same = Bilingual(value, value)
    return SOURCE_TYPES.get(value, SourceType(same, same))


def _joined(name: str, short: str) -> str:
    return name if short.lower() in name.lower() else f"{name} ({short})"
