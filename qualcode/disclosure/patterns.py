"""What in Vietnamese talk can say who somebody is: numbers, names, places, ages.

A recall aid: a form that is found is masked, but no list of forms finds all. Forms of numbers:
Circular 07/2016/TT-BCA article 7 (citizens' ids), the numbering plan of telephones; the others are
forms in common use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualcode.language.speakers import HONORIFICS
from qualcode.model import Bilingual

_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
"""Capitals; from Ạ on every other letter is one."""
_NO_NAME = (
    "Nhà|Nước|Việt|Chính|Đảng|Quốc|Bộ|Sở|Ban|Hội|Ủy|Liên|Trung|Tết|Covid|Zalo|Facebook|Vss|Internet"
)
_NAME = rf"(?!(?:{_NO_NAME})|[A-ZĐ]{{2}})[{_UPPER}][^\W\d_]*"
"""A capitalised word that is neither an abbreviation nor an office."""
_TITLE = "|".join(sorted({each for one in HONORIFICS for each in (one, one.lower())}))
_PLACES = (
    "xã|phường|thị trấn|thị xã|quận|huyện|thôn|ấp|xóm|bản|buôn|làng|khóm|khu phố|khu|tổ dân phố|tổ"
    "|đường|phố|ngõ|ngách|hẻm|chợ|cảng|xã đội"
)
_TRADES = "nông nghiệp|dịch vụ|cổ phần|TNHH|thủy sản|may|chè|cà phê"
_FIRMS = "hợp tác xã|htx|công ty|cty|xí nghiệp|doanh nghiệp|nhà máy"

KINDS: tuple[tuple[str, Bilingual, re.Pattern[str]], ...] = tuple(
    (tag, Bilingual(vi, en), re.compile(pattern))
    for tag, vi, en, pattern in (
        (
            *("CCCD", "số căn cước", "citizen's ids"),
            r"(?<![\d.])0(?:0[1-9]|[1-8]\d|9[0-6])[ .]?[0-3]\d{2}[ .]?\d{3}[ .]?\d{3}(?!\d)",
        ),
        (
            *("BHYT", "số thẻ BHYT", "health insurance numbers"),
            r"(?<![A-Z0-9])[A-Z]{2} ?[1-5] ?\d{2} ?\d{3} ?\d{3} ?\d{4}(?!\d)",
        ),
        (
            *("BHXH", "số BHXH", "social insurance numbers"),
            r"(?i:BHXH|bảo hiểm xã hội|sổ bảo hiểm)[^\d\n]{0,30}?(?P<v>\d{10})(?!\d)",
        ),
        (
            *("CMND", "số chứng minh", "identity card numbers"),
            (
                r"(?i:CMND|CMT|chứng minh(?: nhân dân| thư)?)[^\d\n]{0,20}?"
                r"(?P<v>\d{3}[ .]?\d{3}[ .]?\d{3})(?![\d.])"
            ),
        ),
        (
            *("MST", "mã số thuế", "tax codes"),
            r"(?i:MST|mã số thuế)[^\d\n]{0,20}?(?P<v>\d{10}(?:-\d{3})?)(?!\d)",
        ),
        (
            *("HC", "số hộ chiếu", "passport numbers"),
            r"(?i:hộ chiếu|passport)[^\d\n]{0,20}?(?P<v>[A-Z]\d{7,8})(?!\d)",
        ),
        (
            *("STK", "số tài khoản", "bank accounts"),
            (
                r"(?i:STK|số tài khoản|số TK|tài khoản(?: ngân hàng)?)[^\d\n]{0,25}?"
                r"(?P<v>\d(?:[ .-]?\d){5,18})(?!\d)"
            ),
        ),
        (
            *("EMAIL", "thư điện tử", "e-mail addresses"),
            r"(?<![\w.+-])[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
        ),
        (
            *("LINK", "trang mạng xã hội", "social media pages"),
            r"(?:https?://)?(?:www\.)?(?:facebook\.com|fb\.com|zalo\.me|tiktok\.com)/[^\s,;]+",
        ),
        (
            *("SĐT", "số điện thoại", "telephone numbers"),
            (
                r"(?<![\d.+])(?:(?:\+|00)?84[ .-]?|0)(?:3[2-9]|5[1-9]|7[06-9]|8[1-9]|9\d"
                r"|2\d{1,2})(?:[ .-]?\d){7,8}(?!\d)|(?<![\d.])01[2689]\d(?:[ .-]?\d){7}(?!\d)"
            ),
        ),
        (
            *("BIỂN SỐ", "biển số xe", "licence plates"),
            (
                r"(?<![\dA-Z])[1-9]\d[ -]?(?:[A-Z]{1,2}|[A-Z]\d|MĐ\d)[ -]?"
                r"(?:\d{3}\.\d{2}|\d{5}|\d{4})(?!\d)"
            ),
        ),
        (
            *("NGÀY SINH", "ngày hay năm sinh", "dates or years of birth"),
            (
                r"(?i:ngày sinh|sinh ngày|sinh năm|sinh)\s{1,3}(?P<v>(?:(?:ngày\s)?\d{1,2}\s?"
                r"(?:[/.-]|tháng)\s?\d{1,2}\s?(?:[/.-]|năm)\s?)?(?:19|20)\d{2})(?!\d)"
            ),
        ),
        (
            *("SỐ", "dãy 12 chữ số", "numbers of 12 digits"),
            r"(?<![\d.])\d{12}(?![\d.])",
        ),
        (
            *("TUỔI", "tuổi của người nói", "speakers' ages"),
            (
                r"(?i:\b(?:tôi|tui|em|chị|anh|mình|cháu|con|bác|cô|chú|tớ|năm nay)"
                r"(?: (?:thì|là|cũng|đã|mới|năm nay|được|sắp|gần))*) (?P<v>[1-9]\d)(?= (?i:tuổi))"
            ),
        ),
        (
            *("TỔ CHỨC", "tên hợp tác xã, công ty", "names of cooperatives and firms"),
            (
                rf"(?i:\b(?:{_FIRMS}))\s+(?:(?:{_TRADES})\s+){{0,2}}"
                rf"(?P<v>{_NAME}(?: {_NAME}){{0,3}})"
            ),
        ),
        (
            *("ĐỊA DANH", "tên xã, huyện, thôn, phố", "names of communes, districts, streets"),
            rf"(?i:\b(?:{_PLACES}))\s+(?P<v>{_NAME}(?: {_NAME}){{0,3}}|\d+(?:[/-]\d+)*)",
        ),
        (
            *("TÊN", "tên người", "people's names"),
            rf"(?<!\w)(?:{_TITLE}|[Tt]ên(?: là)?)\s(?P<v>[{_UPPER}]\.|{_NAME}(?: {_NAME}){{0,4}})",
        ),
    )
)
"""A tag, what it is called, and its form; group `v`, if there is one, is what gets masked."""

NAME, AGE = "TÊN", "TUỔI"
DIGITS = ("", "một|mốt", "hai", "ba", "bốn|tư", "năm|lăm|nhăm", "sáu", "bảy|bẩy", "tám", "chín")
"""How a digit is said; the first way also before "mươi"."""


def of_names(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return the form of these speakers' names wherever they are said, or None for no names."""
    known = sorted({re.escape(name) for name in names if len(name) > 1}, key=lambda n: (-len(n), n))
    return re.compile(rf"(?<!\w)(?P<v>{'|'.join(known)})(?!\w)") if known else None


def of_ages(ages: Iterable[int]) -> re.Pattern[str] | None:
    """Return the form of these ages as people say their own: "48.", "năm nay sáu mốt"."""
    known = sorted({said for age in ages for said in (str(age), *_in_words(age))})
    if not known:
        return None
    either = "|".join(known)
    return re.compile(
        rf"(?<![\w.,])(?P<v>{either})(?=(?i: tuổi| rồi)|\s*(?:[,.;!?](?!\d)|$))", re.IGNORECASE
    )


def _in_words(age: int) -> tuple[str, ...]:
    """Return how an age from 20 to 99 is said: "sáu mươi mốt", "sáu mốt"."""
    ten, one = divmod(age, 10)
    if ten < 2 or ten > 9:  # noqa: PLR2004 - what is said in this way
        return ()
    tens = DIGITS[ten].split("|")[0]
    if not one:
        return (f"{tens} mươi", f"{tens} chục")
    return tuple(f"{tens} {mid}{unit}" for unit in DIGITS[one].split("|") for mid in ("mươi ", ""))
