"""Old Vietnamese encodings become Unicode exactly, or are left to the reader; Unicode stays."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.language.legacy import convert, recognise
from qualcode.language.legacy_tables import TCVN3, VNI
from qualcode.language.phonotactics import is_syllable

SPOKEN = Path(__file__).parent / "data" / "spoken_sentences.txt"
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = [
    unicodedata.normalize("NFC", v + t) for v in VOWELS for t in TONES if v + t not in "aeiouy"
]
LETTERS = ["đ", *SMALL]
CAPITALS = [letter.upper() for letter in LETTERS]

TO_TCVN3 = {letter: typed for typed, letter in TCVN3.items()}
TO_VNI = {letter: typed for typed, letter in VNI.items()}
TO_VNI |= {letter.upper(): typed.upper() for letter, typed in TO_VNI.items()}


def tcvn3(text: str) -> str:
    """Return text as typed for `.VnTime`, where a capital with a tone is a small letter."""
    return "".join(TO_TCVN3.get(c) or TO_TCVN3.get(c.lower(), c) for c in text)


def vni(text: str) -> str:
    """Return text as typed for `VNI-Times`."""
    return "".join(TO_VNI.get(c, c) for c in text)


def shown_as(text: str, encoding: str) -> str:
    """Return what a program shows that takes UTF-8 for this; what it lacks stays a control."""
    shown = ((bytes([byte]).decode(encoding, "replace"), byte) for byte in text.encode())
    return "".join(chr(byte) if s == "\ufffd" else s for s, byte in shown)


def documents() -> list[str]:
    """Return talk in ten lines each."""
    lines = SPOKEN.read_text(encoding="utf-8").splitlines()
    marked = [unicodedata.normalize("NFC", line) for line in lines if not line.isascii()]
    return ["\n".join(marked[i : i + 10]) for i in range(0, len(marked) - 9, 10)]


# The tables


def test_there_are_134_vietnamese_letters_beside_ascii() -> None:
    assert len({*LETTERS, *CAPITALS}) == 134


@pytest.mark.parametrize("letter", [*LETTERS, *CAPITALS])
def test_every_letter_comes_back_from_vni(letter: str) -> None:
    assert convert(TO_VNI[letter], "vni") == letter


@pytest.mark.parametrize("letter", LETTERS)
def test_every_small_letter_comes_back_from_tcvn3(letter: str) -> None:
    assert convert(TO_TCVN3[letter], "tcvn3") == letter


def test_tcvn3_has_the_seven_capitals_without_a_tone() -> None:
    assert convert("¡¢£¤¥¦§", "tcvn3") == "ĂÂÊÔƠƯĐ"


def test_every_other_capital_of_tcvn3_is_read_by_the_capitals_around_it() -> None:
    others = [letter for letter in CAPITALS if letter not in "ĂÂÊÔƠƯĐ"]

    assert [convert(f"T{tcvn3(letter)}T", "tcvn3") for letter in others] == [
        f"T{letter}T" for letter in others
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # Tiêu ngữ, as UniKey writes it for TCVN3 and for VNI.
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("TØNH Hµ GIANG, x· Hµ Néi", "TỈNH HÀ GIANG, xã Hà Nội"),
        ("Bµ lµ NL§ ë HTX", "Bà là NLĐ ở HTX"),
    ],
)
def test_tcvn3_reads_as_meant(typed: str, meant: str) -> None:
    assert convert(typed, "tcvn3") == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA"),
        ("chaúng, kî binh, Aùnh, AÙnh, quyù, khuyûu", "chẳng, kỵ binh, Ánh, Ánh, quý, khuỷu"),
    ],
)
def test_vni_reads_as_meant(typed: str, meant: str) -> None:
    assert convert(typed, "vni") == meant


def test_letters_of_a_symbol_font_are_read_as_well() -> None:
    private = "".join(chr(0xF000 + ord(c)) if c > "\x7f" else c for c in "T«i kh«ng biÕt")

    assert convert(private, "tcvn3") == "Tôi không biết"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_line_in_unicode_stays_among_old_ones(encoding: str) -> None:
    assert convert("Có, tôi được nghe rồi, hữu ích.", encoding) == "Có, tôi được nghe rồi, hữu ích."


# Recognising


@pytest.mark.parametrize("text", documents())
def test_ten_lines_of_tcvn3_are_known_and_exact_but_for_case(text: str) -> None:
    guess = recognise(tcvn3(text))

    assert (guess.encoding, guess.is_certain) == ("tcvn3", True)
    assert convert(tcvn3(text), "tcvn3").lower() == text.lower()


@pytest.mark.parametrize("text", documents())
def test_ten_lines_of_vni_are_known_and_exact(text: str) -> None:
    guess = recognise(vni(text))

    assert (guess.encoding, guess.is_certain) == ("vni", True)
    assert convert(vni(text), "vni") == text


@pytest.mark.parametrize(
    ("wrong", "times"),
    [("latin-1", 1), ("latin-1", 2), ("cp1252", 1), ("cp1252", 2), ("cp1258", 1)],
)
def test_utf8_shown_as_western_letters_is_known_and_exact(wrong: str, times: int) -> None:
    for text in documents():
        shown = text
        for _ in range(times):
            shown = shown_as(shown, wrong)

        assert recognise(shown).encoding == "mojibake"
        assert convert(shown, "mojibake") == text


def test_a_no_break_space_that_became_a_space_is_read_back() -> None:
    shown = shown_as("Hàng ngày tôi đi làm, và là lao động tự do.", "latin-1").replace("\xa0", " ")

    assert convert(shown, "mojibake") == "Hàng ngày tôi đi làm, và là lao động tự do."


def test_the_preview_is_the_first_line_that_changed() -> None:
    text = "Ma PV: 01\nNTL: T«i kh«ng biÕt b¶o hiÓm x· héi lµ g×\nPVV: V©ng, chÞ kÓ tiÕp ®i ¹"

    assert (recognise(text).line, recognise(text).preview) == (
        2,
        "NTL: Tôi không biết bảo hiểm xã hội là gì",
    )


@pytest.mark.parametrize("typed", ["T«i kh«ng biÕt", "Toâi khoâng bieát"])
def test_three_words_are_a_coin_toss(typed: str) -> None:
    guess = recognise(typed)

    assert guess.encoding
    assert not guess.is_certain


def test_old_lines_among_unicode_ones_are_a_coin_toss_that_names_the_line() -> None:
    text = "NTL: Dạ, tôi được nghe rồi ạ.\nNTL: T«i kh«ng biÕt b¶o hiÓm x· héi lµ g×, chØ nghe nãi"
    guess = recognise(text)

    assert (guess.encoding, guess.is_certain, guess.line) == ("tcvn3", False, 2)


@pytest.mark.parametrize("text", documents())
def test_good_talk_is_never_touched(text: str) -> None:
    assert recognise(text).encoding == ""
    assert [recognise(line).encoding for line in text.split("\n")] == [""] * 10


@pytest.mark.parametrize(
    "line",
    [
        "R: Où est la façade ? Là-bas, près de l'hôtel. Ça dépend, déjà été très naïf.",
        "R: El niño pequeño, mañana, señor: ¿cómo está? Está más allá del corazón.",
        "R: Größe über schöne Straße für Mädchen könnte Müller grüßen.",
        "R: São três irmãos, não é? Coração, ações e opiniões.",
        "R: The naïve café's résumé: “5 µm ± 2 °C” © 2024 ® ½ · déjà vu…",
        "TÔI NÓI “LÀ XÃ” – “HỢP TÁC XÃ” – ĐÃ’ RỒI… Ừ…",
        "NTL: XÃ\u00a0HỘI, TÔI ĐÃ ĐÓNG Ở XÃ\u00a0TÔI.",
        "NTL: «Có», anh nói vậy · 5 µm ® © 2½ năm.",
    ],
)
def test_other_languages_and_symbols_are_never_touched(line: str) -> None:
    assert recognise(line).encoding == ""
    assert recognise("\n".join([line] * 10)).encoding == ""


ONSETS = st.sampled_from(
    ["", "b", "ch", "đ", "h", "kh", "l", "m", "nh", "ph", "s", "th", "tr", "v"]
)
OPEN = "a ai ao am an ang anh ă ăn ăng â âm ân âng ây o oi on ong ô ôi ôn ông ơ ơi ơm u ui un ư ưng"
RHYMES = st.sampled_from(OPEN.replace(" ă ", " ").replace(" â ", " ").split())


@st.composite
def syllables(draw: st.DrawFn) -> str:
    """Draw a Vietnamese syllable with any tone, in any case."""
    rhyme, tone = draw(RHYMES), draw(st.sampled_from(TONES))
    syllable = draw(ONSETS) + unicodedata.normalize("NFC", rhyme[0] + tone) + rhyme[1:]
    return draw(st.sampled_from([str.lower, str.upper, str.capitalize]))(syllable)


LINES = st.lists(st.lists(syllables(), max_size=12).map(" ".join), min_size=1, max_size=12)


@given(lines=LINES, form=st.sampled_from(["NFC", "NFD"]))
def test_no_vietnamese_in_unicode_is_taken_for_an_old_encoding(lines: list[str], form: str) -> None:
    assert recognise(unicodedata.normalize(form, "\n".join(lines))).encoding == ""


@given(lines=LINES)
def test_whatever_is_typed_in_vni_comes_back(lines: list[str]) -> None:
    text = "\n".join(lines)

    assert convert(vni(text), "vni") == text


@given(lines=LINES)
def test_whatever_is_typed_in_tcvn3_comes_back_but_for_case(lines: list[str]) -> None:
    text = "\n".join(lines)

    assert convert(tcvn3(text), "tcvn3").lower() == text.lower()


# Syllables


@pytest.mark.parametrize(
    "word",
    [
        *("nghiêng", "khuỷu", "giữa", "gì", "giếng", "quốc", "quý", "quyển", "thuở", "xoong"),
        *("Đắk", "ương", "ưu", "yểng", "ủy", "uỷ", "hòa", "hoà", "ngoằn", "NGHĨA", "tuýp", "kỵ"),
    ],
)
def test_words_that_are_built_like_vietnamese(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize(
    "word", ["khoâng", "bieát", "biÕt", "héi", "môt", "bàc", "kà", "gé", "ướng̀", "café", "đhv"]
)
def test_words_that_are_not(word: str) -> None:
    assert not is_syllable(word)
