"""A look at a file before it is parsed: one sentence for each thing that can be wrong with it."""

from __future__ import annotations

from pathlib import Path

from qualcode.errors import ImportFileError
from qualcode.importers import guard_zip, text
from qualcode.importers.guard_zip import MEGABYTE, broken, locked, mislabelled, too_big

TEXT_LIMIT = 20 * MEGABYTE
WORD_LIMIT = 200 * MEGABYTE
TEXT_SUFFIXES = (".txt", ".srt", ".vtt")
WORD_SUFFIXES = (".docx", ".docm")

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "một tệp Word (.docx) hoặc tệp nén .zip", "a Word (.docx) or zip file"),
    (_OLE, "một tệp Office cũ (như .doc)", "an old Office file (such as .doc)"),
    (b"%PDF", "một tệp PDF", "a PDF file"),
    (b"{\\rtf", "một tệp RTF", "an RTF file"),
    (b"\x89PNG", "một tệp ảnh PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "một tệp ảnh JPEG", "a JPEG picture"),
    (b"ID3", "một tệp ghi âm MP3", "an MP3 recording"),
    (b"RIFF", "một tệp ghi âm", "a recording"),
)


def check(path: Path) -> None:
    """Raise the one sentence that says what is wrong with a file, if something is."""
    _check_place(path)
    suffix = path.suffix.lower()
    if suffix in TEXT_SUFFIXES:
        _check_text(path)
    elif suffix in WORD_SUFFIXES:
        _check_word(path)


def _check_place(path: Path) -> None:
    """Refuse what isn't a regular file with something in it."""
    if fault := _fault_of_place(path):
        raise ImportFileError.at(str(path), *fault)


def _fault_of_place(path: Path) -> tuple[str, str] | None:
    """Return in both languages why there is nothing to read at this path, if so."""
    if not path.exists():
        return (
            "không tìm thấy tệp; hãy kiểm tra tên tệp và thư mục",
            "there is no such file; check its name and folder",
        )
    if path.is_dir():
        return (
            "đây là một thư mục; hãy chỉ ra một tệp ở trong đó",
            "this is a folder; name a file in it",
        )
    if not path.is_file():
        return (
            "đây không phải là tệp thông thường (thiết bị, ống dẫn…); hãy chọn một tệp khác",
            "this is not a regular file (a device, a pipe …); choose another file",
        )
    if path.name.startswith("~$"):
        return (
            "đây là tệp tạm mà Word tạo ra khi đang mở tài liệu; hãy đóng Word và bỏ qua tệp này",
            "this is a temporary file of Word's; close Word and leave this file out",
        )
    if path.stat().st_size == 0:
        return (
            "tệp rỗng; nếu nằm trên OneDrive, hãy chọn “Luôn giữ trên thiết bị này” rồi thử lại",
            "the file is empty; if it is on OneDrive, choose “Always keep on this device”",
        )
    return None


def _check_text(path: Path) -> None:
    """Refuse what isn't text, or more text than an interview can hold."""
    size = path.stat().st_size
    if size > TEXT_LIMIT:
        raise ImportFileError.at(
            str(path),
            f"tệp văn bản có {size / MEGABYTE:.0f} MB, quá mức {TEXT_LIMIT // MEGABYTE} MB; hãy "
            "kiểm tra lại, hoặc chia thành nhiều tệp",
            f"the text file has {size / MEGABYTE:.0f} MB, over the limit of "
            f"{TEXT_LIMIT // MEGABYTE} MB; check it, or split it into several files",
        )
    data = read_bytes(path)
    _refuse_mislabelled(path, data)
    if _is_binary(data):
        raise ImportFileError.at(
            str(path),
            "tệp chứa dữ liệu nhị phân (ký tự NUL), không phải văn bản; hãy lưu lại thành .txt "
            "với mã UTF-8, hoặc thành .docx",
            "the file holds binary data (NUL characters), not text; save it as UTF-8 .txt or "
            "as .docx",
        )


def _check_word(path: Path) -> None:
    """Refuse what isn't a Word file, or one that could do harm."""
    size = path.stat().st_size
    if size > WORD_LIMIT:
        raise too_big(path, f"{size // MEGABYTE} MB")
    data = read_bytes(path)
    if is_old_office(path, data):
        raise _old_word(path)
    if not data.startswith(b"PK"):
        _refuse_mislabelled(path, data)
        raise _not_word(path, data)
    guard_zip.check(path)


def is_old_office(path: Path, data: bytes) -> bool:
    """Say whether a file is of the Office of before 2007; one with a password looks so too.

    Raises:
        ImportFileError: if it has a password.
    """
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise locked(path)
    return data.startswith(_OLE)


def read_bytes(path: Path) -> bytes:
    """Return all of a file, or raise the sentence that says why it can't be read."""
    try:
        return path.read_bytes()
    except OSError as cause:
        raise ImportFileError.at(
            str(path),
            f"không mở được tệp ({cause.strerror}); hãy đóng tệp ở các chương trình khác và kiểm "
            "tra quyền đọc",
            f"the file can't be opened ({cause.strerror}); close it in other programs and check "
            "that you may read it",
        ) from cause


def _is_binary(data: bytes) -> bool:
    """Say whether bytes hold NULs that no encoding of text explains."""
    return b"\x00" in data and text.wide(data) is None


def _refuse_mislabelled(path: Path, data: bytes) -> None:
    """Refuse a file whose first bytes say that it is of another kind."""
    for magic, vi, en in _MAGIC:
        if data.startswith(magic):
            raise mislabelled(path, vi, en)


def _not_word(path: Path, data: bytes) -> ImportFileError:
    """Return the error for a .docx whose bytes name no kind: text, or anything."""
    if not _is_binary(data):
        return mislabelled(path, "một tệp văn bản thường (.txt)", "a plain text file (.txt)")
    return broken(path)


def _old_word(path: Path) -> ImportFileError:
    """Return the error for a .doc that was renamed."""
    return ImportFileError.at(
        str(path),
        f"đây là tệp Word kiểu cũ (.doc) mang đuôi {path.suffix}; hãy mở bằng Word và lưu lại "
        "thành .docx",
        f"this is an old Word file (.doc) named {path.suffix}; open it in Word and save it as "
        ".docx",
    )
