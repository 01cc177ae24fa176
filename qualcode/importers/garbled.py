"""Words that were decoded wrongly, or typed for a TCVN3 or VNI font: converted, or refused."""

from __future__ import annotations

import re
from pathlib import Path

from qualcode.errors import ImportFileError
from qualcode.importers.imported import Imported, note
from qualcode.language import legacy
from qualcode.language.legacy import Guess
from qualcode.model import Problem

_MOJIBAKE = re.compile(
    "Ã[\u0080-\u009f¡-ª¬-º¼-¿ƒ‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    "|á[º»][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    "|Ä[\u0090\u0091‘ƒ]|Æ[°¡\u00a0]|\ufffd"
)
NAMES = {"tcvn3": "TCVN3", "vni": "VNI", "mojibake": "UTF-8"}


def converted(text: str, path: Path, encoding: str = "") -> Imported:
    """Return a text in Unicode with a note if it was converted, or refuse what is a coin toss.

    With an encoding it is converted as its reader says; it must become Vietnamese by that.
    """
    if encoding:
        return _as_told(text, path, encoding)
    guess = legacy.recognise(text)
    if guess.encoding and not guess.is_certain:
        raise coin_toss(guess, path)
    read = legacy.convert(text, guess.encoding) if guess.encoding else text
    is_lossy = guess.encoding == "mojibake" and "\ufffd" in read
    if is_lossy or len(_MOJIBAKE.findall(read)) > 1:
        raise _lost_letters(path)
    return Imported(read, (conversion_note(guess, path),) if guess.encoding else ())


def refuse_garbled(text: str, path: Path) -> None:
    """Refuse a text that is not to be converted behind its writer's back: settings, tables."""
    guess = legacy.recognise(text)
    if guess.encoding == "mojibake" or len(_MOJIBAKE.findall(text)) > 1:
        raise _lost_letters(path)
    if guess.encoding:
        raise coin_toss(guess, path)


def coin_toss(guess: Guess, path: Path) -> ImportFileError:
    """Return the error for a text that may be typed for an old font, or may not."""
    name = NAMES[guess.encoding]
    return ImportFileError.at(
        str(path),
        f"dòng {guess.line} có vẻ gõ bằng phông cũ ({name}: “{guess.preview}”) nhưng chưa đủ chắc "
        "để tự chuyển; hãy chuyển sang Unicode (ví dụ bằng UniKey: Ctrl+Shift+F6) rồi lưu lại",
        f"line {guess.line} looks typed for an old font ({name}: “{guess.preview}”), but not "
        "surely enough to convert it; convert it to Unicode (with UniKey: Ctrl+Shift+F6, for "
        "instance) and save it",
    )


def conversion_note(guess: Guess, path: Path, fonts: str = "") -> Problem:
    """Return what to tell of a conversion: as what it was read, and how it begins."""
    name = NAMES[guess.encoding]
    fonts_vi, fonts_en = (f" (phông {fonts})", f" (font {fonts})") if fonts else ("", "")
    place_vi, place_en = f"dòng {guess.line}", f"line {guess.line}"
    if not guess.line:
        place_vi, place_en = "đoạn đầu", "it begins"
    what_vi, what_en = "chữ gõ bằng phông cũ", "typed for an old font"
    if guess.encoding == "mojibake":
        what_vi, what_en = "chữ bị lỗi mã", "garbled letters"
    return note(
        path,
        f"{what_vi}, được đọc như {name}{fonts_vi}; {place_vi}: “{guess.preview}”; nếu "
        "sai, hãy lưu lại tệp bằng Unicode (UTF-8)",
        f"{what_en}, read as {name}{fonts_en}; {place_en}: “{guess.preview}”; if that is "
        "wrong, save the file in Unicode (UTF-8)",
    )


def _as_told(text: str, path: Path, encoding: str) -> Imported:
    """Return a text read as a user says, if that makes more of it Vietnamese."""
    read = legacy.convert(text, encoding)
    if read == text:
        return Imported(text)
    guess = Guess(encoding, 1.0, *legacy.preview_of(text, read))
    if legacy.gain(text, encoding) <= 0 or legacy.valid_share(read) <= legacy.POOR:
        raise ImportFileError.at(
            str(path),
            f"đọc như {NAMES[encoding]} thì không thành chữ Việt (dòng {guess.line}: "
            f"“{guess.preview}”); hãy chọn bảng mã khác, hoặc bỏ lựa chọn này",
            f"read as {NAMES[encoding]} this is no Vietnamese (line {guess.line}: "
            f"“{guess.preview}”); choose another encoding, or none",
        )
    if legacy.is_modern(text):
        _refuse_ambiguous_lines(text, path, encoding)
    return Imported(read, (conversion_note(guess, path),))


def _refuse_ambiguous_lines(text: str, path: Path, encoding: str) -> None:
    """Refuse a text partly in Unicode if a line makes as good Vietnamese unconverted."""
    for number, line in enumerate(text.split("\n"), 1):
        read = legacy.convert(line, encoding)
        if read != line and legacy.gain(line, encoding) <= 0:
            raise coin_toss(Guess(encoding, 0.0, legacy.first_words(read), number), path)


def _lost_letters(path: Path) -> ImportFileError:
    """Return the error for letters that can't be brought back."""
    return ImportFileError.at(
        str(path),
        "chữ trong tệp bị lỗi mã (ví dụ “Ã¡”, “áº”): văn bản UTF-8 bị lưu nhầm sang mã khác; "
        "hãy xuất lại từ tệp gốc và lưu với mã UTF-8",
        "the letters are garbled (such as “Ã¡”, “áº”): UTF-8 text was saved in another "
        "encoding; export it again from the original and save it as UTF-8",
    )
