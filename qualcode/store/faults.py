"""What a user can do when SQLite can't read or write the store."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from qualcode.errors import StudyError
from qualcode.model import Bilingual, Problem


class DamagedStoreError(StudyError):
    """A store that is not as it was written."""


DAMAGED = Bilingual(
    "tệp này không phải kho quyết định của qualcode hoặc đã hỏng; "
    "hãy chạy `qualcode recover` để cứu những gì còn đọc được",
    "this is not a qualcode store, or it is damaged; "
    "run `qualcode recover` to save what can be read",
)
FAULTS = {
    "NOTADB": DAMAGED,
    "BUSY": Bilingual(
        "chương trình khác đang ghi vào tệp; chưa lưu gì cả, hãy thử lại sau giây lát",
        "another program is writing to the file; nothing was saved, try again in a moment",
    ),
    "READONLY": Bilingual(
        "không ghi được vào tệp hoặc thư mục này; hãy kiểm tra quyền ghi. Chưa lưu gì cả",
        "the file or its folder can't be written to; check its permissions. Nothing was saved",
    ),
    "CANTOPEN": Bilingual(
        "không mở hoặc không tạo được tệp; hãy kiểm tra đường dẫn và quyền ghi vào thư mục",
        "the file can't be opened or made; check its path and the permissions of its folder",
    ),
    "FULL": Bilingual(
        "đĩa đã đầy hoặc không ghi được; chưa lưu gì cả, hãy dọn bớt chỗ rồi thử lại",
        "the disk is full or can't be written to; nothing was saved, free some space and try again",
    ),
    "IOERR_READ": Bilingual(
        "không đọc được từ đĩa; hãy kiểm tra đĩa hoặc kết nối tới thư mục mạng rồi thử lại",
        "the disk can't be read; check it, or the connection to a network folder, and try again",
    ),
}
SAME_FAULT = {
    "CORRUPT": "NOTADB",
    # A statement that is right fails only where the schema, or a length, isn't what it was.
    "ERROR": "NOTADB",
    "TOOBIG": "NOTADB",
    "LOCKED": "BUSY",
    "PERM": "READONLY",
    "IOERR_SHORT_READ": "IOERR_READ",
    "IOERR_DELETE": "READONLY",
    "IOERR": "FULL",
}


def told(fault: sqlite3.Error, path: Path) -> StudyError | None:
    """Return what to tell of a fault of SQLite, or None if no user could put it right."""
    if isinstance(fault, sqlite3.ProgrammingError):
        return None
    # What is no UTF-8 or no time any more makes an error without a name.
    name = getattr(fault, "sqlite_errorname", "SQLITE_CORRUPT").removeprefix("SQLITE_")
    for known in (name, name.split("_")[0]):
        message = FAULTS.get(SAME_FAULT.get(known, known))
        if message:
            kind = DamagedStoreError if message == DAMAGED else StudyError
            return kind([Problem(str(path), message)])
    return None
