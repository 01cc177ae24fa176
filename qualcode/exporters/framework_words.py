"""What the sheet of the framework matrix tells those who write into it."""

from __future__ import annotations

from qualcode.exporters.cells import Phrase
from qualcode.framework.signs import STALE, TO_WRITE
from qualcode.model import Bilingual

LEGEND = Phrase(
    (
        *(f"{TO_WRITE} ", Bilingual("chưa tóm tắt", "to write")),
        *(f"   {STALE} ", Bilingual("mã hóa đã đổi", "codings changed")),
        *("   – ", Bilingual("hỏi, không nói", "asked, nothing said")),
        *("   n/a ", Bilingual("không hỏi", "not asked")),
        *("   … ", Bilingual("chưa mã hóa", "not coded")),
    ),
    " / ",
)
"""Below each printed page."""
UNKNOWN = Bilingual(
    "không rõ mã hóa đã đổi chưa từ khi viết", "not known whether codings changed since"
)
HOW_TO = (
    Bilingual(
        "Viết hay sửa tóm tắt ngay trong ô, lưu tệp, rồi chạy: qualcode import TỆP (xem trước), "
        "thêm --apply để ghi.",
        "Write or edit summaries right in the cells, save, then run: qualcode import FILE (shows "
        "what changed), and with --apply to record it.",
    ),
    Bilingual(
        f"Ô vàng, dấu {TO_WRITE}: có lượt mã hóa nhưng chưa ai tóm tắt; những dòng có dấu này chỉ "
        "là gợi ý, cứ viết đè lên.",
        f"Yellow, {TO_WRITE}: there are codings that nobody has summed up; lines with this sign "
        "are only a hint, write over them.",
    ),
    Bilingual(
        f"Ô cam, dấu {STALE}: mã hóa đã đổi từ khi viết tóm tắt. Đọc lại thấy vẫn đúng thì chỉ "
        "cần xóa dòng có dấu này.",
        f"Orange, {STALE}: codings changed since the summary was written. If it still holds, just "
        "delete the line with this sign.",
    ),
    Bilingual(
        "–: có hỏi nhưng không nhắc tới; n/a: không hỏi; …: chưa mã hóa. Xóa trắng một ô có tóm "
        "tắt là bỏ tóm tắt ấy.",
        "–: asked, and nothing was said; n/a: not asked; …: not yet coded. To empty a cell that "
        "had a summary takes the summary away.",
    ),
)
