"""Whom to attribute words to, without naming them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from qualcode.language.source_types import source_type
from qualcode.language.speakers import HONORIFICS
from qualcode.model import Bilingual, Case, Language, Settings

TEMPLATE = Bilingual(
    "{type}, {group} {gender}, {province}", "{type}, {group}, {gender}, {province}"
)
"""The attribution if the settings give none; a column `group_en` goes before `group` in English."""

FIELDS = ("type", "group", "gender", "age", "province", "id")
"""What a template may name in braces."""

GENDERS: Mapping[str, Bilingual] = {
    "nữ": Bilingual("nữ", "female"),
    "female": Bilingual("nữ", "female"),
    "nam": Bilingual("nam", "male"),
    "male": Bilingual("nam", "male"),
}
"""Gender in small letters → what an attribution says; anything else is left out."""

GENERAL: Mapping[str, str] = {
    "người lao động": "worker",
    "lao động": "worker",
    "cán bộ": "official",
    "thành viên": "member",
    "quản lý": "manager",
    "nhân viên": "staff",
    "chuyên viên": "officer",
    "chuyên gia": "expert",
    "đại diện": "representative",
}
"""First words of a group, which name nobody: gender stands behind them."""

TITLES = re.compile(r"giám đốc|chủ tịch|chủ nhiệm|bí thư|trưởng|phó|chánh", re.IGNORECASE)
LONGEST_GROUP = 4
"""Syllables; a key informant's longer group says which office, and so who."""

GENDERED = re.compile(r"^phụ nữ\b|(?<!phụ )(?<!việt )(?<!miền )\b(nam|nữ)\b", re.IGNORECASE)
"""A group that says its gender already; "Việt Nam" and "hội phụ nữ" don't."""

_CAPITALS = "".join(filter(str.isupper, map(chr, (*range(0x41, 0x1B1), *range(0x1EA0, 0x1EFA)))))
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ(?! Chí Minh)|Ngô|Dương|Lý|Lò|Giàng"
)
NAMED = re.compile(
    rf"(?:\bcủa\s+)?\b(?:(?i:{'|'.join(HONORIFICS)})\s+[{_CAPITALS}]"
    rf"|(?:{_SURNAMES})(?:\s+[{_CAPITALS}]\w*){{2}}).*"
)
"""A person's name, from its title or surname on."""


def attribution(case: Case, settings: Settings, *, chosen: bool = False) -> Bilingual:
    """Return whom to attribute a case's words to: "PVS, lao động nữ HTX, Lào Cai"; never a name.

    What is empty vanishes with its comma. A group has no age; a key informant no title. `chosen`
    says that the team chose the group's words, and didn't take them from a transcript's header.
    """
    vi = settings.attribution.vi or TEMPLATE.vi
    en = settings.attribution.en or TEMPLATE.en
    fields = {name: _field(case, name, "vi", chosen=chosen) for name in FIELDS}
    who = _gendered(fields["group"], fields["gender"])
    vi = vi.replace("{group} {gender}", "{who}")
    return Bilingual(
        _fill(vi, fields | {"who": who}),
        _fill(en, {name: _field(case, name, "en", chosen=chosen) for name in FIELDS}),
    )


def general_group(case: Case, language: Language) -> str:
    """Return a case's group without title, office and details, as an attribution has it."""
    return _field(case, "group", language, chosen=False)


def is_chosen(case: Case, header: Mapping[str, str]) -> bool:
    """Say whether a case's group stands nowhere in its transcript's header."""
    typed = {" ".join(value.casefold().split()) for value in header.values()}
    return " ".join(case.get("group").casefold().split()) not in typed


def _fill(template: str, fields: Mapping[str, str]) -> str:
    parts = []
    for part in template.split(","):
        names = re.findall(r"\{(\w+)\}", part)
        if not names or any(fields.get(name) for name in names):
            filled = re.sub(r"\{(\w+)\}", lambda match: fields.get(match[1], match[0]), part)
            parts.append(" ".join(filled.split()))
    return ", ".join(parts)


def _field(case: Case, name: str, language: Language, *, chosen: bool) -> str:
    value = " ".join((case.get(f"{name}_{language}") or case.get(name)).split())
    match name:
        case "id":
            return case.name
        case "type":
            return source_type(value).short.say(language)
        case "gender":
            found = GENDERS.get(value.casefold())
            return found.say(language) if found else ""
        case "age":
            return "" if case.get("type") == "FGD" else value.removesuffix("tuổi").strip()
        case "group":
            return _without_title(case, _without_details(value), language, chosen=chosen)
        case _:
            return value


def _without_details(group: str) -> str:
    """Leave out names, brackets, the home place, all after a comma: together they say who it is."""
    unnamed = "; ".join(NAMED.sub("", part) for part in re.split(r"[,;]", group))
    parts = re.split(r"[,;]", re.sub(r"\([^)]*\)?", " ", unnamed))
    plain = (" ".join(re.split(r"(?i)\bquê\b", part)[0].split()) for part in parts)
    return next((part for part in plain if part and part.casefold() not in GENDERS), "")


def _without_title(case: Case, group: str, language: Language, *, chosen: bool) -> str:
    """Leave of a key informant's post the general word it starts with; a general group stays."""
    typed = " ".join(case.get("group").split())
    plain = _without_details(typed)
    head = _head(plain)
    short = plain == typed and len(typed.split()) <= LONGEST_GROUP
    general = (head or chosen) and (short or plain.lower() == head)
    if case.get("type") == "KII" and (TITLES.search(typed) or not general):
        return GENERAL.get(head, "") if language == "en" else head
    if language == "en" and group.lower() in GENERAL:
        return GENERAL[group.lower()]
    acronym = group[:2].isupper()
    return group if acronym else group[:1].lower() + group[1:]


def _gendered(group: str, gender: str) -> str:
    if not group or not gender or GENDERED.search(group):
        return group or gender
    cut = len(_head(group)) or len(group)
    return f"{group[:cut]} {gender}{group[cut:]}"


def _head(group: str) -> str:
    """Return the general words that a group starts with, in small letters."""
    return next((head for head in GENERAL if f"{group} ".lower().startswith(f"{head} ")), "")
