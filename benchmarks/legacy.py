"""How surely old encodings become Unicode: `python benchmarks/legacy.py [SENTENCES …]`.

SENTENCES are UTF-8 files with one sentence a line (of a table the first column); without any,
the transcripts of this repository. Each document is read as a transcript file would be.
"""

from __future__ import annotations

import argparse
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from qualcode.errors import ImportFileError
from qualcode.importers.text import import_text
from qualcode.language.legacy_tables import TCVN3, VNI

ROOT = Path(__file__).parent.parent
LINES = 10
_TCVN3 = {letter.upper(): typed for typed, letter in TCVN3.items()}
_TCVN3 |= {letter: typed for typed, letter in TCVN3.items()}
_VNI = {letter: typed for typed, letter in VNI.items()}
_VNI |= {letter.upper(): typed.upper() for letter, typed in _VNI.items()}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def tcvn3(text: str) -> bytes:
    """Return text as typed for .VnTime; a capital with a tone has no byte of its own."""
    return "".join(_TCVN3.get(letter, letter) for letter in text).encode("utf-8")


def tcvn3_bytes(text: str) -> bytes:
    """Return text as a .txt file of TCVN3 holds it: one byte a letter."""
    return "".join(_TCVN3.get(letter, letter) for letter in text).encode("cp1252", "replace")


def vni(text: str) -> bytes:
    """Return text as typed for VNI-Times."""
    return "".join(_VNI.get(letter, letter) for letter in text).encode("utf-8")


def vni_bytes(text: str) -> bytes:
    """Return text as a .txt file of VNI holds it."""
    return "".join(_VNI.get(letter, letter) for letter in text).encode("cp1252", "replace")


def cp1258(text: str) -> bytes:
    """Return text as old Windows programs wrote it: letter, then tone."""
    parts = (unicodedata.normalize("NFD", letter) for letter in text)
    apart = (
        unicodedata.normalize("NFC", "".join(c for c in part if c not in _TONES))
        + "".join(c for c in part if c in _TONES)
        for part in parts
    )
    return "".join(apart).encode("cp1258", "replace")


def as_latin1(text: str) -> bytes:
    """Return UTF-8 that a program took for Latin-1."""
    return text.encode().decode("latin-1").encode()


def as_cp1252(text: str) -> bytes:
    """Return UTF-8 that Windows took for cp1252; what cp1252 lacks, it keeps as controls."""
    shown = (bytes([byte]).decode("cp1252", "replace") for byte in text.encode())
    whole = zip(shown, text.encode(), strict=True)
    return "".join(chr(byte) if s == "\ufffd" else s for s, byte in whole).encode()


def twice(text: str) -> bytes:
    """Return UTF-8 taken for Latin-1 two times."""
    return as_latin1(as_latin1(text).decode())


WAYS: dict[str, Callable[[str], bytes]] = {
    "TCVN3 letters in UTF-8": tcvn3,
    "TCVN3 bytes": tcvn3_bytes,
    "VNI letters in UTF-8": vni,
    "VNI bytes": vni_bytes,
    "cp1258": cp1258,
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
    "UTF-8 shown as Latin-1": as_latin1,
    "UTF-8 shown as cp1252": as_cp1252,
    "UTF-8 shown as Latin-1 twice": twice,
    "good UTF-8": str.encode,
}


def outcome(data: bytes, text: str, path: Path) -> str:
    """Return what came of a document: `exact`, `refused`, `wrong`; capitals left aside."""
    path.write_bytes(data)
    try:
        imported = import_text(path)
    except ImportFileError:
        return "refused"
    return "exact" if imported.text.lower() == text.lower() else "wrong"


def sentences(paths: Iterable[Path]) -> list[str]:
    """Return the lines that hold a letter with a mark; what is ASCII is the same everywhere."""
    lines = (line for path in paths for line in path.read_text("utf-8-sig").splitlines())
    texts = (unicodedata.normalize("NFC", line.split("\t")[0]).strip() for line in lines)
    return [text for text in texts if not text.isascii()]


def report(name: str, outcomes: Counter[str]) -> None:
    """Print the shares of one way."""
    total = outcomes.total()
    print(
        f"{name:34} exact {outcomes['exact']:6} of {total:6} ({outcomes['exact'] / total:7.2%})  "
        f"refused {outcomes['refused']:5}  wrong {outcomes['wrong']:5}"
    )


def main() -> None:
    """Print a line for each old encoding, by documents of ten lines and by single lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", nargs="*", type=Path)
    paths = parser.parse_args().sentences or sorted((ROOT / "transcripts").glob("*.txt"))
    lines = sentences(paths)
    documents = ["\n".join(lines[i : i + LINES]) for i in range(0, len(lines), LINES)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.txt"
        for kind, texts in (("documents of ten lines", documents), ("single lines", lines)):
            print(f"{len(texts)} {kind}")
            for name, encode in WAYS.items():
                report(f"  {name}", Counter(outcome(encode(t), t, path) for t in texts))


if __name__ == "__main__":
    main()
