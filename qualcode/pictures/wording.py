"""What pictures say: signs and legends, what they rest on, and what was left out for room."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from qualcode.basis import Basis
from qualcode.language import attributes, numbers
from qualcode.language.english import plural
from qualcode.model import Bilingual, Language, Study
from qualcode.pictures.values import Direction

SIGNS: Mapping[Direction, str] = {"barrier": "−", "enabler": "+", "mixed": "±", "neutral": "·"}
"""How a direction is shown where there is no colour."""

DIRECTION: Mapping[Direction, Bilingual] = {
    "barrier": Bilingual("cản trở (−)", "barrier (−)"),
    "enabler": Bilingual("thúc đẩy (+)", "enabler (+)"),
    "mixed": Bilingual("cả hai chiều (±)", "both ways (±)"),
    "neutral": Bilingual("không rõ chiều (·)", "no direction (·)"),
}
STANDING = {
    "confirmed": Bilingual("đã có người xác nhận (●)", "confirmed by a person (●)"),
    "proposed": Bilingual("mới là đề xuất (○)", "only proposed (○)"),
}
NOT_ASKED = "n/a"
NOT_CODED = "…"
SILENT = Bilingual("được hỏi mà không nhắc tới", "asked, and silent on it")
FEW = 3
"""Names that a note lists before it says how many more there are."""

_UNITS = {
    "cases": Bilingual("nguồn", "cases"),
    "people": Bilingual("người", "people"),
    "respondents": Bilingual("người trả lời", "respondents"),
    "codings": Bilingual("lượt mã hóa", "codings"),
    "codes": Bilingual("mã", "codes"),
    "turns": Bilingual("lượt lời", "turns"),
    "segments": Bilingual("đoạn", "segments"),
    "pairs": Bilingual("cặp mã", "pairs"),
    "permutations": Bilingual("hoán vị", "permutations"),
}


def say(language: Language, vi: str, en: str) -> str:
    """Return the words in this language."""
    return Bilingual(vi, en).say(language)


def unit(name: str, language: Language) -> str:
    """Return what is counted, in the plural: "nguồn"; the name itself if it isn't known."""
    return _UNITS[name].say(language) if name in _UNITS else name


def attribute(name: str, language: Language) -> str:
    """Return what an attribute is called; the name itself if it isn't known."""
    return attributes.called(name).say(language)


def decimal(value: float, language: Language, places: int = 2) -> str:
    """Return a number as the language writes it: 0,43 or 0.43."""
    return numbers.decimal(value, places).say(language)


def whole(value: int, language: Language) -> str:
    """Return a whole number as the language writes it: 12.345 or 12,345."""
    return numbers.whole(value).say(language)


def one_line(words: str) -> str:
    """Return the words in one line, in composed letters, with nothing that can't be drawn."""
    composed = unicodedata.normalize("NFC", words)
    plain = (" " if letter.isspace() else letter for letter in composed)
    kept = "".join(letter for letter in plain if unicodedata.category(letter)[0] != "C")
    return " ".join(kept.split())


def caption(found: Basis, study: Study, language: Language) -> str:
    """Return the line under a picture: n, where it is from, and what it rests on."""
    counted = ", ".join(
        f"{whole(size, language)} {unit(name, language)}" for name, size in found.n.items()
    )
    books = ", ".join(f"{name} {version}" for name, version in found.codebooks.items()) or "–"
    title = one_line(study.settings.title.say(language))
    source = say(language, f"Số liệu: {title}. ", f"Data: {title}. ") if title else ""
    latest = found.latest or say(language, "chưa có", "none yet")
    rest = say(
        language,
        f"Sổ mã {books}; policy {found.policy}; count {found.count}; quyết định mới nhất: "
        f"{latest}; dấu số liệu {found.digest}.",
        f"Codebook {books}; policy {found.policy}; count {found.count}; latest decision: "
        f"{latest}; data {found.digest}.",
    )
    return f"n = {counted or 0}. {source}{rest}"


def left_out(names: Sequence[str], what: Bilingual, language: Language) -> tuple[str, ...]:
    """Return the note that so many more have no room, the first of them by name."""
    if not names:
        return ()
    listed = ", ".join(names[:FEW]) + (", …" if len(names) > FEW else "")
    noun = what.say(language)
    noun = noun if language == "vi" else plural(len(names), noun)
    return (
        say(
            language,
            f"Và {len(names)} {noun} nữa không vẽ vì thiếu chỗ: {listed}",
            f"And {len(names)} more {noun}, not drawn for lack of room: {listed}",
        )
        + ("" if listed.endswith("…") else "."),
    )
