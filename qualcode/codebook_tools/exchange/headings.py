"""What the columns of a researcher's codebook hold, by their headings in Vietnamese or English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from qualcode.language.syllables import syllables
from qualcode.model import Bilingual

TITLES: dict[str, Bilingual] = {
    "id": Bilingual("Mã", "Id"),
    "parent": Bilingual("Thuộc nhóm", "Parent"),
    "label": Bilingual("Nhãn", "Label"),
    "definition": Bilingual("Định nghĩa", "Definition"),
    "include": Bilingual("Bao gồm", "Include"),
    "exclude": Bilingual("Không bao gồm", "Exclude"),
    "examples": Bilingual("Ví dụ", "Examples"),
    "counter_examples": Bilingual("Phản ví dụ", "Counter-examples"),
    "valence": Bilingual("Chiều", "Valence"),
    "patterns": Bilingual("Mẫu", "Patterns"),
    "unless": Bilingual("Trừ khi", "Unless"),
}
"""The headings that we write, in the order in which we write them."""
LONGEST = 80
"""Characters that a heading has at most."""
IN_TWO_LANGUAGES = ("label", "definition", "include", "exclude")
_VIETNAMESE = {
    "id": "mã|mã số|ký hiệu|mã hiệu|stt mã|mã code|id mã",
    "parent": "nhóm|nhóm mã|nhóm chủ đề|thuộc nhóm|chủ đề|chủ đề lớn|họ mã|mã cha|mã mẹ|mã lớn",
    "label": "nhãn|nhãn mã|tên|tên mã|tên nhãn|mã con|tên gọi",
    "definition": "định nghĩa|mô tả|giải thích|diễn giải|ý nghĩa|nội dung",
    "include": "bao gồm|gồm|gồm có|dùng khi|khi nào dùng|tiêu chí đưa vào|tính vào",
    "exclude": "không bao gồm|không gồm|loại trừ|không dùng khi|khi nào không dùng"
    "|tiêu chí loại trừ|loại ra|không tính",
    "examples": "ví dụ|trích dẫn|trích dẫn minh họa|câu ví dụ|dẫn chứng|minh họa",
    "counter_examples": "phản ví dụ|ví dụ sai|ví dụ ngược|ví dụ không thuộc",
    "valence": "chiều|chiều hướng|hướng|sắc thái|tính chất",
    "patterns": "mẫu|mẫu câu|quy tắc|mẫu tìm",
    "keywords": "từ khóa|từ khoá|cụm từ|từ ngữ|từ tìm kiếm",
    "unless": "trừ khi|trừ",
}
_ENGLISH = {
    "id": "id|code|code id|code no|no code|code number|key",
    "parent": "parent|parent code|family|code family|group|category|theme|code group",
    "label": "label|name|code label|code name|tag|title|english label|short label|subcode|node",
    "definition": "definition|description|meaning|explanation|details|memo",
    "include": "include|includes|inclusion|inclusion criteria|when to use|use when",
    "exclude": "exclude|excludes|exclusion|exclusion criteria|when not to use|do not use when",
    "examples": "example|examples|quote|quotes|sample quote|illustrative quote|example quote",
    "counter_examples": "counter example|counter examples|counterexample|counterexamples"
    "|non example|non examples|negative example|negative examples",
    "valence": "valence|direction|polarity|sentiment",
    "patterns": "pattern|patterns|rule|rules",
    "keywords": "keyword|keywords|key words|indicator|indicators|search terms|terms",
    "unless": "unless|except|except when",
}
_OF_ENGLISH = re.compile(r"\b(tiếng anh|tieng anh|english|eng|en)\b")
_OF_VIETNAMESE = re.compile(r"\b(tiếng việt|tieng viet|vietnamese|viet|vie|vi|vn)\b")
_PARTS = re.compile(r"\s*[/\n|]\s*|\s+[–-]\s+")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds, and in which language; both if it doesn't say."""

    field: str
    language: str = ""
    """`vi`, `en`, or empty for words that stand for both."""


def columns_of(row: Sequence[str]) -> dict[int, Column]:
    """Return place → what stands there, for the headings that are known; none twice."""
    named = {place: found for place, cell in enumerate(row) if (found := _named(cell))}
    fields = [field for field, _, _ in named.values()]
    columns: dict[int, Column] = {}
    for place, (field, tagged, own) in named.items():
        is_pair = field in IN_TWO_LANGUAGES and fields.count(field) > 1
        column = Column(field, tagged or (own if is_pair else ""))
        if column not in columns.values():
            columns[place] = column
    return columns


def _named(cell: str) -> tuple[str, str, str] | None:
    """Return what a heading names, the language it says and the language it is written in."""
    for part in (cell, *_PARTS.split(cell)) if len(cell) <= LONGEST else ():
        words = " ".join(_SIGNS.sub(" ", part.lower()).split())
        english, vietnamese = _OF_ENGLISH.sub("", words), _OF_VIETNAMESE.sub("", words)
        for said, tagged in ((english, "en"), (vietnamese, "vi"), (words, "")):
            found = _listed(said) if said != words or not tagged else None
            if found:
                # "Nhãn / Label" is one column for both languages.
                is_whole = part == cell
                return found[0], tagged, found[1] if is_whole else ""
    return None


def _listed(words: str) -> tuple[str, str] | None:
    """Return the field and the language of these words, or of the longest start that is listed."""
    accented, bare = _keys(words), _keys(words, accents=False)
    with_accents, without = _table(accents=True), _table(accents=False)
    for length in range(len(accented), 0, -1):
        found = with_accents.get(accented[:length])
        if not found and words.isascii():
            found = without.get(bare[:length])
        if found and (length == len(accented) or found[0] in {"definition", "examples"}):
            return found
    return None


def _keys(words: str, *, accents: bool = True) -> tuple[str, ...]:
    return tuple(syllable.key for syllable in syllables(words, accents=accents))


@cache
def _table(*, accents: bool) -> dict[tuple[str, ...], tuple[str, str]]:
    """Return the keys of every known heading → field and language; the first of equals counts."""
    table: dict[tuple[str, ...], tuple[str, str]] = {}
    for language, fields in (("vi", _VIETNAMESE), ("en", _ENGLISH)):
        for field, names in fields.items():
            # Without accents "mau" may as well be "màu", the colour.
            for name in names.split("|"):
                if name == "mẫu" and not accents:
                    continue
                table.setdefault(_keys(name, accents=accents), (field, language))
    return table
