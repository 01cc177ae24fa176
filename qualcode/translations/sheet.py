"""A translator's sheet as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from qualcode.exporters.cells import Cell, Column, Sheet, both, fitting, printable
from qualcode.exporters.pen import FONT, MADE, Pen
from qualcode.exporters.quotes_sheet import checked
from qualcode.exporters.verdicts import GREEN
from qualcode.framework.choices import CHECKED
from qualcode.framework.translating import LONGEST_ENGLISH
from qualcode.model import Bilingual, Study, Tongue
from qualcode.translations.choosing import Line
from qualcode.translations.columns import COLUMNS, PREFIX, key

NAME = "Translations"
WIDEST_ID = 34
FIRST = Bilingual("dịch trước", "first")
HOW_TO = (
    Bilingual(
        "Hãy viết bản dịch vào cột xanh lá “Tiếng Anh”. Cột xám ở hai bên là câu trước và câu sau, "
        "để hiểu ngữ cảnh, không phải dịch.",
        "Write the English into the green column. The columns beside the Vietnamese are what was "
        "said before and after, for context; they are not to be translated.",
    ),
    Bilingual(
        "Các dòng “dịch trước” đứng đầu: đó là những câu dễ được đưa vào báo cáo nhất. Nếu không "
        "đủ thời gian, chỉ dịch những dòng đó là đã có ích.",
        "Rows marked “first” stand first: these are the likeliest to be quoted. If time is short, "
        "these alone are of use.",
    ),
    Bilingual(
        "Xin dùng cách dịch ở cột Thuật ngữ để cả báo cáo thống nhất. Giữ nguyên lời người nói: "
        "không thêm, không bớt, không sửa cho hay; tên người và nơi chốn để như trong bản gốc.",
        "Please use the English in the column Terms, so that the report says the same thing the "
        "same way. Keep to what was said: add nothing, leave nothing out; names and places as in "
        "the original.",
    ),
    Bilingual(
        "Ghi tên người dịch ở cột Người dịch. Người kiểm tra (khác người dịch) chọn “đã kiểm tra” "
        "khi bản dịch đúng. Để trống ô Tiếng Anh nghĩa là chưa dịch, không xóa gì.",
        "Put the translator's name into Translated by. Who checks (somebody else) chooses "
        "“checked” where the English is right. An empty English cell means not yet translated; it "
        "deletes nothing.",
    ),
    Bilingual(
        "Có thể lọc, sắp xếp, xóa dòng; xin giữ cột mã trích dẫn. Xong thì lưu và gửi lại tệp này; "
        "nhóm nghiên cứu đọc lại bằng: qualcode import TỆP.",
        "Filter, sort and delete rows as you like; please keep the column of quote ids. When done, "
        "save and send this file back; the team reads it with: qualcode import FILE.",
    ),
    Bilingual(
        "Đây là lời riêng của người trả lời: xin đừng chuyển cho người khác.",
        "These are respondents' own words: please don't pass them on.",
    ),
)


def write(study: Study, lines: Sequence[Line], path: Path, tongue: Tongue) -> None:
    """Write the lines with how to work in them, headings in this language."""
    from xlsxwriter import Workbook

    content = BytesIO()
    options = {"in_memory": True, "default_format_properties": dict(FONT)}
    with Workbook(content, options) as workbook:
        title = printable(both(study.settings.title, " / "))[:250]
        workbook.set_properties({"title": title, "created": MADE})
        pen = Pen(workbook, tongue)
        pen.draw(sheet(lines))
        pen.draw(_how_to())
    path.write_bytes(content.getvalue())


def sheet(lines: Sequence[Line]) -> Sheet:
    """Return the sheet, a row a line."""
    longest = max((len(line.quote.id) for line in lines), default=12)
    return Sheet(
        NAME,
        (
            Column(Bilingual("Mã trích dẫn", "Quote id"), min(WIDEST_ID, 4 + 1.1 * longest)),
            Column(Bilingual("Trước đó", "Before"), 26),
            Column(Bilingual("Tiếng Việt", "Vietnamese"), 46),
            Column(Bilingual("Sau đó", "After"), 26),
            Column(Bilingual("Tiếng Anh", "English"), 50, GREEN, longest=LONGEST_ENGLISH),
            Column(Bilingual("Thuật ngữ", "Terms"), 34),
            Column(Bilingual("Người dịch", "Translated by"), 16, GREEN),
            Column(Bilingual("Đã kiểm tra?", "Checked?"), 16, GREEN, choices=(CHECKED,)),
            Column(Bilingual("Dịch trước?", "First?"), 12),
            Column(Bilingual("qualcode", "qualcode"), 90, hidden=True),
        ),
        tuple(_row(line) for line in lines),
        keys=tuple(f"{PREFIX}{name}" for name in COLUMNS),
    )


def _row(line: Line) -> tuple[Cell, ...]:
    coding = line.quote.coding
    terms = "\n".join(f"{term.vi} = {term.en}" for term in line.terms)
    return (
        Cell(line.quote.id, "strong"),
        Cell(fitting(line.before), "context"),
        Cell(fitting(line.quote.words)),
        Cell(fitting(line.after), "context"),
        Cell(fitting(coding.translation), "editable"),
        Cell(terms),
        Cell(coding.translator, "editable"),
        checked(is_checked=bool(coding.checked)),
        Cell(FIRST if line.is_first else ""),
        Cell(key(coding)),
    )


def _how_to() -> Sheet:
    title = Bilingual("Cách làm", "How to work in this file")
    rows = [(Cell(title, "title", between=" – "),)]
    rows += [(Cell(words, "page", between="\n"),) for words in HOW_TO]
    return Sheet("README", (Column(title, 88),), tuple(rows), filtered=False)
