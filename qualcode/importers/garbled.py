"""Words that were decoded wrongly, or typed for a TCVN3 or VNI font."""

from __future__ import annotations

import re

from qualcode.model import Bilingual

_MODERN = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
"""Letters that only Unicode Vietnamese has."""

_MOJIBAKE = re.compile(
    "Ã[\u0080-\u009f¡-ª¬-º¼-¿ƒ‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    "|á[º»][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    "|Ä[\u0090\u0091‘ƒ]|Æ[°¡\u00a0]|\ufffd"
)
_TCVN3 = re.compile(
    r"(?<=[A-Za-z])[«»·®©](?=[A-Za-z])|®(?=[a-z])|(?<=[A-Za-z])[µ¸¶¹¨ª¬¼½¾]|[µ¸¶¹¨ª¬¼½¾](?=[a-z])"
    r"|(?<=[a-z])[À-Þ]"
)
_VNI = re.compile(r"[aeiouyöôAEIOUYÖÔ][ùøûõïÙØÛÕÏ]|[aeoAEO][âÂ]|[aA][êÊ]|\bñ")
_ENOUGH = 3
_SHARE = 0.08
"""Of letters; French or German has fewer than one in fifteen, old fonts more than one in ten."""


def fault_of(text: str) -> Bilingual | None:
    """Return what is wrong with the letters of a text, if they look wrong."""
    if len(_MOJIBAKE.findall(text)) > 1:
        return Bilingual(
            "chữ trong tệp bị lỗi mã (ví dụ “Ã¡”, “áº”): văn bản UTF-8 bị lưu nhầm sang mã khác; "
            "hãy xuất lại từ tệp gốc và lưu với mã UTF-8",
            "the letters are garbled (such as “Ã¡”, “áº”): UTF-8 text was saved in another "
            "encoding; export it again from the original and save it as UTF-8",
        )
    if font := legacy_font_of(text):
        return legacy_fault(font)
    return None


def legacy_font_of(text: str) -> str:
    """Return TCVN3 or VNI if lines without any Unicode Vietnamese look typed for such a font."""
    old = "\n".join(line for line in text.splitlines() if not _MODERN.search(line))
    letters = sum(map(str.isalpha, old))
    for name, pattern in (("TCVN3", _TCVN3), ("VNI", _VNI)):
        found = len(pattern.findall(old))
        if found >= _ENOUGH and found >= _SHARE * letters:
            return name
    return ""


def is_legacy_run(text: str) -> bool:
    """Say whether words set in a legacy font are in that font's own letters."""
    typed = len(_TCVN3.findall(text)) + len(_VNI.findall(text))
    return typed > len(_MODERN.findall(text))


def legacy_fault(font: str) -> Bilingual:
    """Return what to say of words typed for this font."""
    return Bilingual(
        f"văn bản gõ bằng phông cũ ({font}), không phải Unicode; hãy chuyển sang Unicode (ví dụ "
        "bằng UniKey: Ctrl+Shift+F6) rồi lưu lại",
        f"the text is typed for an old font ({font}), not in Unicode; convert it to Unicode first "
        "(with UniKey: Ctrl+Shift+F6, for instance) and save it",
    )
