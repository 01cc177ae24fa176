"""The letters of the two old Vietnamese font encodings, as published; all 134 of them.

TCVN3 is the table of TCVN 5712:1993 that ABC fonts (`.VnTime`) use: one byte a letter, small
letters and seven capitals; the other capitals are small letters set in a font such as `.VnTimeH`.
VNI fonts for Windows write a letter and then its mark.
"""

from __future__ import annotations

_TCVN3_BYTES = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
TCVN3 = {
    chr(first + place): letter
    for first, letters in _TCVN3_BYTES.items()
    for place, letter in enumerate(letters)
}
"""What a TCVN3 byte, seen as a Latin-1 letter, stands for."""

_VNI_BASES = {
    # base: (letters, marks that follow the base)
    "a": ("áàảãạâấầẩẫậăắằẳẵặ", "ùøûõïâáàåãäêéèúüë"),
    "e": ("éèẻẽẹêếềểễệ", "ùøûõïâáàåãä"),
    "o": ("óòỏõọôốồổỗộ", "ùøûõïâáàåãä"),
    "u": ("úùủũụ", "ùøûõï"),
    "y": ("ýỳỷỹ", "ùøûõ"),
    "ô": ("ớờởỡợ", "ùøûõï"),
    "ö": ("ứừửữự", "ùøûõï"),
}
VNI = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True)) | {
    base + mark: letter
    for base, (letters, marks) in _VNI_BASES.items()
    for letter, mark in zip(letters, marks, strict=True)
}
"""What one or two VNI characters, seen as small Latin-1 letters, stand for."""
VNI_MARKS = frozenset("ùøûõïâáàåãäêéèúüë")
"""What follows a base letter and never begins a word."""
