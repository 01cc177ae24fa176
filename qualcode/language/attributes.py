"""What the well-known attributes of cases and people are called, the same in every deliverable."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.model import Bilingual

ATTRIBUTES: Mapping[str, Bilingual] = {
    "type": Bilingual("Loại nguồn", "Source type"),
    "province": Bilingual("Tỉnh, thành", "Province"),
    "group": Bilingual("Nhóm", "Group"),
    "gender": Bilingual("Giới tính", "Gender"),
    "age": Bilingual("Tuổi", "Age"),
}
"""Those that stand first in a table, in this order."""
TITLES: Mapping[str, Bilingual] = {
    **ATTRIBUTES,
    "date": Bilingual("Ngày", "Date"),
    "id": Bilingual("Mã phỏng vấn", "Interview id"),
    "method": Bilingual("Phương pháp", "Method"),
    "coder": Bilingual("Người mã hóa", "Coder"),
    "coder+machine": Bilingual("Người mã hóa và máy", "Coder and machine"),
}
"""Each attribute with a heading of ours, and what else sources may be told apart by."""


def title(attribute: str) -> Bilingual:
    """Return the heading of an attribute: as its column is named if it is not one of ours."""
    return TITLES.get(attribute, Bilingual(attribute, attribute))


def called(attribute: str) -> Bilingual:
    """Return what an attribute is called within a sentence."""
    if attribute not in TITLES:
        return title(attribute)
    vi, en = TITLES[attribute].vi, TITLES[attribute].en
    return Bilingual(vi[0].lower() + vi[1:], en[0].lower() + en[1:])
