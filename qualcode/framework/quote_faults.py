"""What returned quotes say that can't be recorded, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten

from qualcode.framework.faults import SHOWN
from qualcode.framework.written import Written
from qualcode.model import Bilingual, Problem

GONE = Bilingual(
    "lượt mã hóa của dòng này không còn (đã bỏ, đổi mã hay đổi đoạn từ khi xuất), nên sửa đổi ở "
    "dòng này không được ghi; hãy xuất bảng mới rồi sửa ở đó",
    "the coding of this row is no longer there (rejected, recoded or cut otherwise since the sheet "
    "was made), so that what was changed in the row isn't recorded; export a new sheet and edit "
    "that one",
)
NAMELESS = Bilingual(
    "không rõ dòng này là trích dẫn nào (đã mất mã trích dẫn); hãy ghi vào dòng cũ của nó",
    "it can't be told which quote this row is (its id is gone); write into the row that it had",
)
WORDS_EDITED = Bilingual(
    "lời tiếng Việt ở dòng này không còn là lời của trích dẫn này, nên sửa đổi ở dòng không được "
    "ghi; nếu một cột đã được sắp xếp riêng, hãy hoàn tác rồi sắp xếp cả bảng",
    "the Vietnamese in this row is not this quote's, so that what was changed in the row isn't "
    "recorded; if one column was sorted by itself, undo that and sort the whole table",
)
WORDS_KEPT = Bilingual(
    "lời tiếng Việt sửa ở đây không được nhận; muốn sửa, hãy sửa bản gỡ băng",
    "Vietnamese words edited here are not taken over; to mend them, edit the transcript",
)
EMPTIED_IN_PART = Bilingual(
    "bản dịch được xóa ở đây nhưng còn ở dòng khác của cùng lời này, nên được giữ; muốn bỏ, hãy "
    "xóa ở mọi dòng của lời đó",
    "the English was emptied here but stands in another row of the same words, so it is kept; to "
    "take it away, empty all rows of these words",
)
TOO_LONG_TO_EDIT = Bilingual(
    "bản dịch này dài hơn một ô Excel nên không sửa ở đây được; hãy sửa trong qualcode tag",
    "this translation is longer than a cell of Excel and can't be edited here; edit it in qualcode "
    "tag",
)
NO_CHECK = Bilingual(
    "không hiểu ô này; hãy chọn “đã kiểm tra / checked”, tên người kiểm tra, hoặc để trống",
    "this cell isn't understood; choose “đã kiểm tra / checked”, write who of the team has checked "
    "it, or leave it empty",
)
NO_CITE = Bilingual(
    "không hiểu ô này; hãy chọn “ghim / pin”, “loại / ban”, hoặc để trống",
    "this cell isn't understood; choose “ghim / pin”, “loại / ban”, or leave it empty",
)
LAPSED = Bilingual(
    "bản dịch đã đổi nên dấu đã kiểm tra của bản cũ không còn; hãy nhờ người khác đọc lại bản mới",
    "the English is another now, so that the check of the old one no longer holds; have somebody "
    "else read the new one",
)
TWO_CHOICES = Bilingual(
    "lượt mã hóa này có ở hai dòng với lựa chọn khác nhau; hãy giữ lại một",
    "this coding stands in two rows with different choices; keep one of them",
)


def own_check(who: str) -> Bilingual:
    """Return why a translator's own check isn't recorded."""
    return Bilingual(
        f"{who} là người dịch câu này nên bản dịch được ghi, còn dấu đã kiểm tra thì không: cần "
        "một người khác đọc lại",
        f"{who} is the translator of these words: the English counts, but the check doesn't, as "
        "somebody else has to read it",
    )


def too_long(length: int, longest: int) -> Bilingual:
    """Return what is wrong with an English of so many characters."""
    return Bilingual(
        f"bản dịch dài {length} ký tự; hãy rút gọn còn nhiều nhất {longest} để vừa một ô Excel",
        f"the English has {length} characters; shorten it to at most {longest}, so that it fits a "
        "cell of Excel",
    )


def two_texts(file: str, quote: str, cells: Sequence[Written]) -> Problem:
    """Return the problem of words to which several rows give a different English."""
    listed = "; ".join(f"{cell.where}: {short(cell.text)}" for cell in cells)
    words = Bilingual(
        f"{quote} có bản dịch khác nhau ở các dòng của cùng lời này ({listed}); hãy giữ lại một",
        f"{quote} has a different English in rows of the same words ({listed}); keep one of them",
    )
    return Problem(f"{file} {cells[0].where}", words)


def unreadable(file: str, sheet: str) -> Problem:
    """Return the problem of a sheet of quotes that has lost what tells its columns apart."""
    words = Bilingual(
        "trang này không đọc lại được vì dòng ẩn trên các tiêu đề đã mất; hãy nhập bản còn dòng "
        "đó, hoặc xuất bảng mới và chép bản dịch sang",
        "this sheet can't be read back, as the hidden row above its headings is gone; import a "
        "copy that has it, or export a new one and copy the English over",
    )
    return Problem(f"{file} {sheet}", words)


def shuffled(file: str, where: str) -> Problem:
    """Return the problem of a column that was sorted by itself."""
    words = Bilingual(
        "các bản dịch đã đổi chỗ cho nhau: có lẽ một cột đã được sắp xếp riêng, nên không bản dịch "
        "nào được ghi; hãy hoàn tác rồi sắp xếp cả bảng",
        "the translations have changed places: a column seems to have been sorted by itself, so "
        "that none is recorded; undo that and sort the whole table",
    )
    return Problem(f"{file} {where}", words)


def short(text: str) -> str:
    """Return a text as a message shows it."""
    return f"“{shorten(text, SHOWN, placeholder=' …')}”" if text.strip() else "–"
