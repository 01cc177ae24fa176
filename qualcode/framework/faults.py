"""What a returned workbook says that can't be recorded, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

from qualcode.framework.signs import STALE, TO_WRITE
from qualcode.framework.written import Written
from qualcode.language.verdicts import VERDICT_LABELS
from qualcode.model import Bilingual, Problem, Severity

SHOWN = 120
"""Characters of a text that a message shows."""

HINT_EDITED = Bilingual(
    f"có dòng bắt đầu bằng {TO_WRITE} hay {STALE} đã bị sửa, nên không rõ đâu là tóm tắt; hãy xóa "
    "dòng đó hoặc xóa dấu ở đầu dòng",
    f"a line with {TO_WRITE} or {STALE} was edited, so that the summary can't be told from the "
    "hint; delete that line, or the sign at its start",
)
MARK_OVER_SUMMARY = Bilingual(
    "ô này có tóm tắt, nay chỉ còn một ký hiệu nên được bỏ qua; muốn bỏ tóm tắt, hãy xóa trắng ô",
    "this cell had a summary and now has only a mark, which is passed over; to take the summary "
    "away, empty the cell",
)
TOO_LONG_TO_EDIT = Bilingual(
    "tóm tắt này dài hơn một ô Excel nên không sửa ở đây được; hãy dùng qualcode summarise",
    "this summary is longer than a cell of Excel and can't be edited here; use qualcode summarise",
)
TWICE = Bilingual(
    "nguồn và mã này có ở hai chỗ trong bảng với lời khác nhau; hãy giữ lại một",
    "this case and code stand in two places with different words; keep one of them",
)

NO_REASON = Bilingual(
    "kết luận này chưa có lý do; hãy ghi lý do ở ô này",
    "this verdict has no reason; write one into this cell",
)
NO_VERDICT = Bilingual(
    "có lý do nhưng chưa có kết luận; hãy chọn kết luận ở ô này, hoặc xóa cả lý do",
    "there is a reason but no verdict; choose one in this cell, or delete the reason as well",
)


def of_cell(file: str, cell: Written, fault: Bilingual, severity: Severity = "error") -> Problem:
    """Return the problem of one cell."""
    # A line of a table is said as :7, a cell of a workbook as Quotes!D7.
    between = "" if cell.where.startswith(":") else " "
    return Problem(f"{file}{between}{cell.where}", fault, severity)


def no_case(file: str, cell: Written, case: str) -> Problem:
    """Return the problem of a row whose case the study doesn't have."""
    words = Bilingual(
        f"không có nguồn '{case}' trong nghiên cứu này; hãy xem cột Nguồn của dòng này",
        f"there is no case '{case}' in this study; see the column Case of this row",
    )
    return of_cell(file, cell, words)


def no_code(file: str, cell: Written, code: str) -> Problem:
    """Return the problem of a column whose code no codebook has any more."""
    words = Bilingual(
        f"mã '{code}' không còn trong sổ mã; nếu mã đã đổi tên, hãy chạy qualcode codebook rename "
        "rồi nhập lại",
        f"the code '{code}' is in no codebook any more; if it has another name now, run qualcode "
        "codebook rename and import again",
    )
    return of_cell(file, cell, words)


def conflict(file: str, cell: Written, said: str, by: str, ours: str) -> Problem:
    """Return the problem of a cell that both the workbook and the study have changed."""
    theirs, here = _short(said), _short(ours)
    coder = f" ({by})" if by else ""
    words = Bilingual(
        "lời trong nghiên cứu đã khác từ khi xuất bảng này nên không ghi đè; trong bảng: "
        f"{theirs}; trong nghiên cứu{coder}: {here}; hãy xuất bảng mới rồi sửa ở đó",
        "what the study has here has changed since this workbook was made, so it is not "
        f"overwritten; workbook: {theirs}; study{coder}: {here}; export a new workbook and edit "
        "that one",
    )
    return of_cell(file, cell, words)


def no_verdict(file: str, cell: Written) -> Problem:
    """Return the problem of a verdict that is none of the six."""
    vi = "; ".join(label.vi for label in VERDICT_LABELS.values())
    en = "; ".join(label.en for label in VERDICT_LABELS.values())
    words = Bilingual(
        f"không có kết luận “{cell.text}”; hãy chọn: {vi}",
        f"there is no verdict “{cell.text}”; choose from: {en}",
    )
    return of_cell(file, cell, words)


def nothing_there(file: str) -> Problem:
    """Return the problem of a workbook in which no sheet that can be read back is left."""
    words = Bilingual(
        "trong bảng tính không còn trang Framework, Triangulation hay Quotes nào đọc lại được "
        "(dòng ẩn trên các tiêu đề đã mất); hãy nhập bản gốc đã sửa, hoặc xuất bảng mới",
        "the workbook has no sheet Framework, Triangulation or Quotes left that can be read back "
        "(the hidden row above the headings is gone); import the edited original, or export a new "
        "one",
    )
    return Problem(file, words)


def clash(file: str, place: str, code: str, files: Iterable[str]) -> Problem:
    """Return the problem of a cell to which several workbooks bring different words."""
    listed = ", ".join(files)
    shown = " · ".join(part for part in (place, code) if part)
    words = Bilingual(
        f"{shown}: các tệp có lời khác nhau ({listed}); hãy nhập từng tệp một",
        f"{shown}: these files have different words ({listed}); import them one by one",
    )
    return Problem(file, words)


def _short(text: str) -> str:
    return f"“{shorten(text, SHOWN, placeholder=' …')}”" if text.strip() else "–"
