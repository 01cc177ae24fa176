"""How Vietnamese transcripts call the people who speak in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from qualcode.language.normalise import strip_accents
from qualcode.model import Role

_LISTED: Mapping[Role, str] = {
    "interviewer": """
        PVV, PV, NPV, NCV, ĐTV, ĐHV, ĐPV, MC, H, Q, I, Hỏi, Mod, Moderator, Facilitator,
        Interviewer, Người hỏi, Người phỏng vấn, Phỏng vấn viên, Cán bộ phỏng vấn, Điều tra viên,
        Nghiên cứu viên, Nhóm nghiên cứu, Điều phối, Điều phối viên, Người điều phối, Điều hành,
        Điều hành viên, Người điều hành, Người dẫn, Người dẫn chuyện, Dẫn chương trình""",
    "respondent": """
        NTL, TL, Đ, Đáp, ĐTPV, NĐPV, NĐTL, A, R, Trả lời, Người trả lời, Người được phỏng vấn,
        Người được hỏi, Respondent, Interviewee, Informant""",
    "other": """
        TK, Thư ký, Thư kí, Phiên dịch, Phiên dịch viên, Người phiên dịch, Người dịch, Biên dịch,
        Ghi chép, Người ghi chép, Người ghi biên bản, Quan sát viên, Người quan sát, Note taker,
        Interpreter, Observer""",
}
_NUMBERED = """
    Nam, Nữ, P, TV, NTG, TG, ĐB, NLĐ, Thành viên, Người tham gia, Đại biểu, Khách, Female, Male,
    Participant"""
_DIARISED = "Speaker, Spk, Người nói, Diễn giả, Unknown speaker"
_HONORIFICS = (
    "Anh, Chị, Em, Ông, Bà, Bác, Cô, Chú, Cậu, Mợ, Dì, Dượng, Thím, Cụ, O, Mự, Mệ, Thầy, Cháu, "
    "Con, Bố, Mẹ, Má, Chi, Ong, Bac, Co, Chu"
)
HONORIFICS = tuple(_HONORIFICS.split(", "))
"""What a person is called by before the name, or instead of it; also as typed without accents."""
_LONGEST_NAME = 4
_NUMBER = re.compile(r"(số)?[._#-]*\d{1,3}$")
_NOT_NAMES = re.compile(
    r"(ví dụ|lưu ý|ghi chú|chú ý|chú thích|tóm lại|kết luận|kết quả|câu|phần|mục|nhóm|chủ đề|thứ"
    r"|một|hai|ba|nhất|nhì|tên|tuổi|ngày|nơi|giới|tỉnh|mã|loại|số|và|rồi|dạ|vâng|ừ|có|không|vì|do)\b",
    re.IGNORECASE,
)


def speaker_key(label: str) -> str:
    """Return what two labels of one speaker share: "Nữ 2", "nữ2" and "NỮ 2." are the same."""
    return "".join(normalize("NFC", label).casefold().split()).rstrip(".")


def role_of(label: str, roles: Mapping[str, Role]) -> Role | None:
    """Return the role of who is called so, or None; `roles` is the user's map by speaker key."""
    listed = listed_role(label, roles)
    return "respondent" if listed is None and _is_honorific_name(label) else listed


def listed_role(label: str, roles: Mapping[str, Role]) -> Role | None:
    """Return the role of a label that is listed, numbered, or in the user's map."""
    key = speaker_key(label)
    if key in roles or key in _ROLES:
        return roles.get(key) or _ROLES[key]
    stem = _NUMBER.sub("", key)
    return _NUMBERED_ROLES.get(stem) if stem != key else None


def is_generic(label: str) -> bool:
    """Say whether a label is one for whoever answers: "NTL", "Đáp"; a number makes it one's own."""
    return _ROLES.get(speaker_key(label)) == "respondent"


def is_unnumbered(label: str) -> bool:
    """Say whether a label lacks the number or name that would tell one person: "Nữ", "Chị"."""
    return speaker_key(label) in _BARE


def is_of_several(label: str) -> bool:
    """Say whether a label stands for several people, or for nobody one could name.

    "Cả nhóm", "Nhiều người", "Các chị", "Nữ 1 và Nữ 2", "Một chị", "Không rõ".
    """
    typed = " ".join(normalize("NFC", label).split()).strip(" .()[]")
    if _JOINED.search(typed) or _SEVERAL.match(typed.lower()):
        return True
    without = typed == strip_accents(typed) and not any(map(_is_capital, typed.split()[1:]))
    return without and bool(_SEVERAL_BARE.match(typed.lower()))


def is_name(label: str) -> bool:
    """Say whether this could be a person's name or initials: "L.", "Lan", "Trần Văn Tư"."""
    return _are_capitals(label.split()) and not _NOT_NAMES.match(label)


def is_word(label: str) -> bool:
    """Say whether a label in small letters could as well be a word of a sentence: "hỏi"."""
    key = strip_accents(speaker_key(label))
    return label == label.lower() and (len(key) == 1 or bool(re.search("[aeiouy]", key)))


def _is_honorific_name(label: str) -> bool:
    first, *name = label.split() or [""]
    return speaker_key(first) in _HONORIFIC_KEYS and first[0].isupper() and _are_capitals(name)


def _are_capitals(words: Sequence[str]) -> bool:
    return 0 < len(words) <= _LONGEST_NAME and all(map(_is_capital, words))


def _is_capital(word: str) -> bool:
    return word[0].isupper() and re.sub(r"[.\d'’-]", "", word).isalpha()


def _keys(labels: str) -> list[str]:
    """Return the keys of labels, also as typed without accents where they have two letters."""
    keys = [speaker_key(label) for label in labels.split(",")]
    return keys + [strip_accents(key) for key in keys if len(key) > 1]


_HONORIFIC_KEYS = frozenset(map(speaker_key, HONORIFICS))
_BARE = _HONORIFIC_KEYS | frozenset(_keys(_NUMBERED))
_PEOPLE = (
    r"(người|anh|chị|em|ông|bà|bác|cô|chú|cháu|bạn|nam|nữ|thành viên|đại biểu|hội viên|xã viên"
    r"|giọng|tiếng|ý kiến)"
)
_SEVERAL_WORDS = (
    r"((cả|các|mấy|vài|một số|một vài|một|nhiều|mọi|đám|hai|ba|bốn) " + _PEOPLE + r"\b"
    r"|cả (nhóm|lớp|hai|ba|mấy|phòng|hội trường|đám|bọn|nhà)\b|tất cả|toàn (thể|nhóm|bộ)"
    r"|đồng (thanh|loạt)|tập thể|hai vợ chồng|bà con|(anh|chị|anh chị) em$|nhóm( \w+)?$|chung$"
    r"|(nam|nữ) giới$|ai đó|người( khác| lạ)?$|((người|giọng) )?(không|chưa) (rõ|biết|xác)"
    r"|(all|group|everyone|everybody|several|many|some|others|both|together|voices|participants"
    r"|men|women|unknown|unclear|someone|somebody|unidentified|inaudible)\b)"
)
_SEVERAL = re.compile(_SEVERAL_WORDS)
_SEVERAL_BARE = re.compile(strip_accents(_SEVERAL_WORDS))
_JOINED = re.compile(r"[,;&+/]|\s(và|với|cùng|and)\s", re.IGNORECASE)
_ROLES: dict[str, Role] = {key: role for role, labels in _LISTED.items() for key in _keys(labels)}
_NUMBERED_ROLES: dict[str, Role] = {
    **_ROLES,
    **dict.fromkeys(_keys(_NUMBERED), "respondent"),
    **dict.fromkeys(_HONORIFIC_KEYS, "respondent"),
    **dict.fromkeys(_keys(_DIARISED), "unknown"),
}
