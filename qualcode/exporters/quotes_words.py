"""What the sheet of quotes says: roles, statuses, and how to work in it."""

from __future__ import annotations

from qualcode.model import Bilingual

ROLES = {
    "respondent": Bilingual("người trả lời", "respondent"),
    "interviewer": Bilingual("người hỏi", "interviewer"),
    "other": Bilingual("người khác", "other"),
    "unknown": Bilingual("chưa rõ", "unknown"),
}
STATUSES = {
    "proposed": Bilingual("chưa xem", "proposed"),
    "accepted": Bilingual("đã chấp nhận", "accepted"),
    "added": Bilingual("người mã hóa thêm", "added"),
    "rejected": Bilingual("đã bỏ", "rejected"),
}
HOW_TO = Bilingual(
    "Cột xanh lá để người sửa: viết hay sửa bản dịch, chọn đã kiểm tra (bởi người khác với người "
    "dịch), chọn ghim để luôn có trong báo cáo hay loại để không bao giờ có; lưu tệp, rồi chạy "
    "qualcode import TỆP. Bản dịch thuộc về lời nói: câu có nhiều mã chỉ cần sửa ở một dòng. Lọc, "
    "sắp xếp, xóa dòng hay cột không sao.",
    "Green columns are a person's: write or edit the English, choose checked (by somebody other "
    "than its translator), choose pin to have a quote in every report or ban to have it in none; "
    "save, then run qualcode import FILE. The English belongs to the words: where they have "
    "several codes, edit one of the rows. To filter, sort, delete rows or columns does no harm.",
)
