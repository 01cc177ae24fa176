"""What the workbook's first sheet tells its reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from qualcode.framework.signs import STALE, TO_WRITE
from qualcode.model import Bilingual

MODELS = 3
"""Models that are named where there is a line for each."""

SHEETS: Mapping[str, Bilingual] = {
    "Cases": Bilingual(
        "Cases: mỗi dòng một nguồn (phỏng vấn, thảo luận nhóm …), kèm mọi thuộc tính.",
        "Cases: one row for each source (interview, focus group …), with all its attributes.",
    ),
    "Codebook": Bilingual(
        "Codebook: mỗi dòng một mã: tên, định nghĩa, gồm gì, không gồm gì, ví dụ.",
        "Codebook: one row for each code: label, definition, what it covers or not, examples.",
    ),
    "Framework": Bilingual(
        "Framework: nguồn theo hàng, nhóm mã theo cột; trong ô là tóm tắt do người viết, sửa được "
        "ngay tại đây rồi đọc lại bằng qualcode import.",
        "Framework: cases in rows, code families in columns; a cell has the summary that a person "
        "wrote. Edit it right here and read it back with qualcode import.",
    ),
    "Matrix": Bilingual(
        "Matrix: nguồn theo hàng, mã theo cột; trong ô là số lượt và trích dẫn tiêu biểu.",
        "Matrix: cases in rows, codes in columns; a cell says how often, with a telling quote.",
    ),
    "Summaries": Bilingual(
        "Summaries: tóm tắt của người mã hóa cho từng nguồn và mã, cũng đứng đầu ô trong Matrix.",
        "Summaries: what coders wrote for a case and a code; it also leads its cell of Matrix.",
    ),
    "Counts": Bilingual(
        "Counts: số lượt và số nguồn của mỗi mã, rồi số lượt ở từng nguồn.",
        "Counts: references and cases for each code, then references in each case.",
    ),
    "Counts by group": Bilingual(
        "Counts by group: mỗi mã được bao nhiêu nguồn của từng nhóm nhắc tới, và bao nhiêu phần "
        "trăm số nguồn được hỏi.",
        "Counts by group: for each code, how many sources of each group mention it, and what share "
        "of those asked.",
    ),
    "Triangulation": Bilingual(
        "Triangulation: đối chiếu các nguồn theo từng thuộc tính đã chọn; lọc ở cột đầu. Các cột "
        "xanh lá để người ghi kết luận, sửa được ngay tại đây.",
        "Triangulation: sources compared by each attribute chosen; filter on the first column. The "
        "green columns are for a person's verdict; edit them right here.",
    ),
    "Triangulation_n": Bilingual(
        "Triangulation_n: số liệu của từng nguồn trong Triangulation, kèm khoảng tin cậy.",
        "Triangulation_n: each source's figures behind Triangulation, with intervals.",
    ),
    "Joint display": Bilingual(
        "Joint display: mỗi dòng một chủ đề: khảo sát nói gì, người ta nói gì, hai bên có khớp.",
        "Joint display: one row for each theme: what the survey says, what people say, whether "
        "they fit.",
    ),
    "Quotes": Bilingual(
        "Quotes: mỗi dòng một lượt mã hóa: lời nguyên văn, bản dịch, cách ghi nguồn. Sửa được: bản "
        "dịch, đã kiểm tra, đưa vào báo cáo (các cột xanh lá).",
        "Quotes: one row for each coding: the very words, English, attribution. Editable: the "
        "English, whether it is checked, whether it goes into reports (the green columns).",
    ),
    "Saturation": Bilingual(
        "Saturation: mỗi nguồn thêm bao nhiêu mã mới, quy tắc bão hòa nói gì và không hứa hẹn gì.",
        "Saturation: how many new codes each case brought, what the rule says, and what it doesn't "
        "promise.",
    ),
    "Agreement": Bilingual(
        "Agreement: những người mã hóa thống nhất với nhau, và với quy tắc, tới đâu; kèm khoảng "
        "tin cậy.",
        "Agreement: how far coders agree with each other and with the rules, with intervals.",
    ),
    "Audit": Bilingual(
        "Audit: ai quyết định gì, khi nào, trước và sau đó là gì; mỗi dòng một quyết định.",
        "Audit: who decided what and when, what stood there before and after; a row a decision.",
    ),
}
"""What each sheet of the workbook is, by its name."""


def words_changed(count: int) -> Bilingual:
    """Return the warning that so many codings rest on words which have changed since."""
    return Bilingual(
        f"Lời trong bản gỡ băng đã sửa sau khi người ta quyết định: {count} lượt mã hóa; hãy xem "
        "lại bằng qualcode check hoặc phím w (cột changed trong codings.csv)",
        f"The transcript's words have changed since somebody decided: {count} codings; look at "
        "them with qualcode check or the key w (column changed of codings.csv)",
    )


LEGEND = (
    Bilingual(
        "3× “…” [nguồn:T045:1 ● Lan]: có 3 lượt; trích dẫn này ở lượt lời 45. Tìm mã đó ở trang "
        "Quotes.",
        "3× “…” [case:T045:1 ● Lan]: 3 references; this quote is in turn 45. Look the id up in "
        "Quotes.",
    ),
    Bilingual(
        "○ và chữ màu cam: do quy tắc hoặc máy gợi ý, chưa có người xem.",
        "○ and orange: proposed by a rule or a model, nobody has looked at it yet.",
    ),
    Bilingual(
        "máy học 0,83: không phải quy tắc mà máy học đề xuất, từ những đoạn mà người đã mã hóa; "
        "xác suất 0,83.",
        "máy học 0,83 (learned 0.83): proposed not by a rule but by what was learned from "
        "passages that people coded, with a probability of 0.83.",
    ),
    Bilingual(
        "●: một người đã chấp nhận; ✚: một người mã hóa thêm; kèm tên người mã hóa.",
        "●: accepted by a person; ✚: added by a person; with the coder's name.",
    ),
    Bilingual(
        f"{TO_WRITE} và ô vàng (trang Framework): có lượt mã hóa, chưa ai tóm tắt; lời sau dấu này "
        "chỉ là gợi ý.",
        f"{TO_WRITE} and yellow (sheet Framework): codings that nobody has summed up yet; what "
        "follows the sign is only a hint.",
    ),
    Bilingual(
        f"{STALE} và ô cam: mã hóa đã đổi từ khi viết tóm tắt; hãy đọc lại.",
        f"{STALE} and orange: codings changed since the summary was written; read it again.",
    ),
    Bilingual(
        "Ô xanh nhạt viền chấm: chỗ để người viết, sửa được.",
        "Light green with a dashed border: for people to write in.",
    ),
    Bilingual(
        "–: có hỏi nhưng không nhắc tới; ở trang Counts là 0.",
        "–: asked, and nothing was said; in Counts it is 0.",
    ),
    Bilingual("n/a: không hỏi.", "n/a: not asked."),
    Bilingual("…: chưa mã hóa.", "…: not yet coded."),
)

PROPOSALS_COUNT = Bilingual(
    "Gợi ý chưa xem cũng được đếm. Hãy đọc tỷ lệ đã xác nhận trước khi dùng con số.",
    "Proposals not yet looked at are counted too. Read the share confirmed before using one.",
)
CONFIRMED_COUNT = Bilingual(
    "Trong tệp này chỉ có những lượt đã có người xác nhận hay thêm (count: confirmed trong "
    "qualcode.yaml); codings.csv có cả gợi ý, xem cột status.",
    "This file has only codings that a person confirmed or added (count: confirmed in "
    "qualcode.yaml); codings.csv has proposals too, see its column status.",
)


def learned_from(models: Iterable[str]) -> tuple[Bilingual, ...]:
    """Return a line for each model that proposed most, and how many others there are.

    The screen learns anew after each decision, so that a study may have a hundred of them.
    """
    counted = Counter(model for model in models if model)
    names = sorted(counted, key=lambda name: (-counted[name], name))
    lines = [Bilingual(f"Mô hình: {name}", f"Model: {name}") for name in names[:MODELS]]
    if others := len(names) - len(lines):
        lines.append(
            Bilingual(
                f"và {others} mô hình nữa; cột model của codings.csv ghi mô hình của từng lượt.",
                f"and {others} more; the column model of codings.csv has each coding's.",
            )
        )
    return tuple(lines)


NOT_PREVALENCE = Bilingual(
    "Số đếm cho biết ý được nhắc tới bao nhiêu lần, không phải tỷ lệ trong dân số.",
    "Counts say how often something came up, not how common it is in a population.",
)
CAUTIONS = (
    NOT_PREVALENCE,
    Bilingual(
        "Cách ghi nguồn không có tên người trả lời. Trước khi gửi ra ngoài, hãy xem lại trang "
        "Cases và lời trích: tên, chức danh hay nơi ở có thể làm lộ người trả lời.",
        "Attributions carry no respondent's name. Before sharing, look through Cases and the "
        "quotes: a name, a post or a place may give a respondent away.",
    ),
    Bilingual(
        "Tệp này được tạo lại mỗi lần chạy. Trang Framework và các cột xanh lá của Triangulation "
        "và Quotes sửa được: lưu lại rồi chạy qualcode import TỆP --apply trước khi chạy lại; sửa "
        "ở chỗ khác không được ghi vào nghiên cứu. Lọc, sắp xếp, ẩn cột không sao.",
        "This file is made anew on every run. The sheet Framework and the green columns of "
        "Triangulation and Quotes may be edited: save, then qualcode import FILE --apply before "
        "the next run; edits elsewhere are not taken into the study. Filter, sort and hide freely.",
    ),
)
TO_READ: Mapping[str, Bilingual] = {
    **SHEETS,
    "Framework": Bilingual(
        "Framework: nguồn theo hàng, nhóm mã theo cột; trong ô là tóm tắt do người viết.",
        "Framework: cases in rows, code families in columns; a cell has the summary that a person "
        "wrote.",
    ),
    "Triangulation": Bilingual(
        "Triangulation: đối chiếu các nguồn theo từng thuộc tính đã chọn; lọc ở cột đầu.",
        "Triangulation: sources compared by each attribute chosen; filter on the first column.",
    ),
    "Quotes": Bilingual(
        "Quotes: mỗi dòng một lượt mã hóa: lời nguyên văn, bản dịch, cách ghi nguồn.",
        "Quotes: one row for each coding: the very words, English, attribution.",
    ),
}
"""The same for a copy that nobody is to edit."""
SHARED = Bilingual(
    "Bản để chia sẻ: đã bỏ những gì có thể làm lộ người trả lời và phần ẩn để đọc lại, nên sửa ở "
    "đây không đưa về nghiên cứu được. Trang Audit chỉ ghi ai làm gì, khi nào.",
    "A copy to be shared: without what could identify respondents, and without the hidden part for "
    "reading it back, so that edits here can't be taken into the study. Audit says only who did "
    "what and when.",
)
LINKS = Bilingual(
    "Bấm số ở cột n của Matrix, hay → ở Joint display, để tới dòng của trích dẫn ở Quotes; bấm "
    "tên nguồn ở Cases để tới dòng của nguồn ở Matrix; bấm tiêu đề cột đầu của mỗi trang để về "
    "đây. Trong Excel liên kết vẫn đúng sau khi sắp xếp; trong LibreOffice, nếu đã sắp xếp trang "
    "đích thì hãy tìm mã trích dẫn (Ctrl+F).",
    "Click a number in a column n of Matrix, or → in Joint display, to get to the quote in "
    "Quotes; a case's name in Cases to get to its row in Matrix; the first heading of any sheet to "
    "come back here. "
    "In Excel links hold after sorting; in LibreOffice look the quote's id up (Ctrl+F) once the "
    "sheet that a link leads to was sorted.",
)
MADE_WITH = Bilingual("Tạo bằng qualcode {}", "Made with qualcode {}")
