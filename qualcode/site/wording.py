"""What the page says of its own: headings, buttons, filters, signs."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.model import SIGNS, Bilingual, Status, Valence

WORDS: Mapping[str, Bilingual] = {
    "skip": Bilingual("Bỏ qua, tới nội dung", "Skip to the content"),
    "pages": Bilingual("Các phần", "Sections"),
    "overview": Bilingual("Tổng quan", "Overview"),
    "transcripts": Bilingual("Bản gỡ băng", "Transcripts"),
    "quotes": Bilingual("Trích dẫn", "Quotes"),
    "codebook": Bilingual("Sổ mã", "Codebook"),
    "matrix": Bilingual("Ma trận", "Matrix"),
    "comparison": Bilingual("Đối chiếu nguồn", "Triangulation"),
    "untitled": Bilingual("Nghiên cứu định tính", "Qualitative study"),
    "rests": Bilingual("Trang này dựa trên gì", "What this page rests on"),
    "legend": Bilingual("Cách đọc", "How to read it"),
    "charts": Bilingual("Biểu đồ", "Charts"),
    "numbers": Bilingual("Số liệu của biểu đồ", "The chart's numbers"),
    "filters": Bilingual("Bộ lọc", "Filters"),
    "search": Bilingual("Tìm trong lời nói", "Search the words"),
    "search_hint": Bilingual("Gõ không dấu cũng được.", "Accents may be left out."),
    "code": Bilingual("Mã", "Code"),
    "codes": Bilingual("Mã", "Codes"),
    "status": Bilingual("Xác nhận", "Standing"),
    "coder": Bilingual("Người mã hóa", "Coder"),
    "direction": Bilingual("Chiều", "Direction"),
    "transcript": Bilingual("Bản gỡ băng", "Transcript"),
    "any": Bilingual("tất cả", "all"),
    "clear": Bilingual("Xóa bộ lọc", "Clear filters"),
    "link": Bilingual("Chép đường dẫn", "Copy link"),
    "copied": Bilingual("Đã chép đường dẫn.", "Link copied."),
    "all_turns": Bilingual(
        "Hiện cả những lượt lời không khớp bộ lọc", "Show turns that the filters leave out as well"
    ),
    "open_all": Bilingual("Mở hết", "Open all"),
    "close_all": Bilingual("Đóng hết", "Close all"),
    "counted": Bilingual("lượt mã hóa", "codings"),
    "turns": Bilingual("lượt lời", "turns"),
    "of": Bilingual("trên", "of"),
    "in_sources": Bilingual("nguồn", "sources"),
    "nothing": Bilingual(
        "Không có gì khớp với bộ lọc. Hãy bỏ bớt điều kiện.",
        "Nothing matches the filters. Take some of them away.",
    ),
    "more": Bilingual("Hiện thêm", "Show more"),
    "references": Bilingual("lượt", "references"),
    "in_surveys": Bilingual("ở câu trả lời mở của khảo sát", "in a survey's open answers"),
    "cases_asked": Bilingual("nguồn được hỏi", "cases asked"),
    "definition": Bilingual("Định nghĩa", "Definition"),
    "include": Bilingual("Gồm", "Include"),
    "exclude": Bilingual("Không gồm", "Exclude"),
    "examples": Bilingual("Ví dụ", "Examples"),
    "see_quotes": Bilingual("Xem trích dẫn", "See its quotes"),
    "best": Bilingual("tiêu biểu nhất trước", "the most telling first"),
    "first_of": Bilingual("Trích dẫn tiêu biểu", "The most telling quotes"),
    "translation": Bilingual("Bản dịch", "Translation"),
    "translated": Bilingual("người dịch", "translated by"),
    "checked": Bilingual("đã kiểm tra", "checked by"),
    "unchecked": Bilingual("chưa ai kiểm tra", "not checked yet"),
    "untranslated": Bilingual("Chưa có bản dịch.", "There is no translation yet."),
    "memo": Bilingual("Ghi chú", "Memo"),
    "evidence": Bilingual("Căn cứ", "Evidence"),
    "proposed_by": Bilingual("Đề xuất bởi", "Proposed by"),
    "who": Bilingual("Người mã hóa", "Coder"),
    "nobody": Bilingual("chưa có người xem", "nobody has looked at it yet"),
    "to_turn": Bilingual("Tới lượt lời", "Go to the turn"),
    "pinned": Bilingual("được ghim", "pinned"),
    "banned": Bilingual("không dùng để trích", "not to be quoted"),
    "panel": Bilingual("Đoạn được mã hóa", "Coded words"),
    "close": Bilingual("Đóng", "Close"),
    "by_case": Bilingual("Nguồn × mã", "Cases × codes"),
    "case": Bilingual("Nguồn", "Case"),
    "matrix_how": Bilingual(
        "Số lượt mã hóa của mỗi nguồn. Bấm vào một số để đọc các trích dẫn của ô đó. "
        "–: được hỏi mà không nhắc tới; n/a: không hỏi; …: chưa mã hóa. Bộ lọc "
        "theo mã và đặc điểm ẩn bớt hàng và cột; số trong ô thì giữ nguyên.",
        "How many codings each case has. Choose a number to read the quotes of its cell. "
        "–: asked, and nothing was said; n/a: not asked; …: not yet coded. Filters "
        "by code and attribute hide rows and columns; the numbers stay.",
    ),
    "by_group": Bilingual("Mã × nhóm", "Codes × groups"),
    "group_how": Bilingual(
        "3/5: trong 5 nguồn được hỏi có 3 nguồn nhắc tới. Một cuộc thảo luận nhóm là một nguồn.",
        "3/5: of 5 cases asked 3 mention it. A focus group counts as one case.",
    ),
    "by": Bilingual("theo", "by"),
    "verdict": Bilingual("Kết luận", "Verdict"),
    "person": Bilingual("Kết luận của người", "A person's verdict"),
    "computed": Bilingual("Máy tính ra", "Computed"),
    "fragile": Bilingual("dễ đổi", "fragile"),
    "changed": Bilingual(
        "số liệu đã đổi từ khi kết luận", "figures have changed since it was concluded"
    ),
    "joint": Bilingual("Khảo sát cạnh lời kể", "Survey beside talk"),
    "survey_says": Bilingual("Khảo sát nói gì", "What the survey says"),
    "people_say": Bilingual("Người ta nói gì", "What people say"),
    "fit": Bilingual("Khớp", "Fit"),
    "why": Bilingual("Vì sao", "Why"),
    "theme": Bilingual("Chủ đề", "Theme"),
    "none": Bilingual("Chưa có gì.", "There is nothing yet."),
    "table": Bilingual("Bảng, cuộn được", "Table that can be scrolled"),
    "turn": Bilingual("lượt lời", "turn"),
    "made": Bilingual(
        "Trang này dùng được khi không có mạng. Khi in, mọi phần đều mở.",
        "This page works without a network. In print all of its sections are opened.",
    ),
    "no_script": Bilingual(
        "Trình duyệt không chạy JavaScript: bộ lọc không dùng được, nội dung vẫn đọc được đủ.",
        "JavaScript is off: there are no filters, but everything can be read.",
    ),
}

STATUSES: Mapping[Status, Bilingual] = {
    "proposed": Bilingual("mới là đề xuất, chưa có người xem", "proposed, nobody has looked at it"),
    "accepted": Bilingual("đã có người chấp nhận", "accepted by a person"),
    "added": Bilingual("do người mã hóa thêm", "added by a person"),
}
VALENCES: Mapping[Valence, tuple[str, Bilingual]] = {
    "barrier": ("−", Bilingual("cản trở", "barrier")),
    "enabler": ("+", Bilingual("thúc đẩy", "enabler")),
    "neutral": ("·", Bilingual("không rõ chiều", "no direction")),
}
"""Direction → its sign and what it is called."""

LEGEND: tuple[Bilingual, ...] = (
    Bilingual(
        "Lời có gạch chân là lời được mã hóa: màu và kiểu gạch cho biết nhóm mã; số nhỏ ở cuối "
        "đoạn ứng với số trong danh sách mã bên cạnh. Nhiều gạch: nhiều nhóm mã chồng lên nhau.",
        "Underlined words are coded: the line's colour and pattern stand for the code family; the "
        "small number at the end is the one in the list beside it. Several lines: several "
        "families overlap.",
    ),
    Bilingual(
        "; ".join(f"{SIGNS[status]} {words.vi}" for status, words in STATUSES.items()) + ".",
        "; ".join(f"{SIGNS[status]} {words.en}" for status, words in STATUSES.items()) + ".",
    ),
    Bilingual(
        "; ".join(f"{sign} {words.vi}" for sign, words in VALENCES.values()) + ".",
        "; ".join(f"{sign} {words.en}" for sign, words in VALENCES.values()) + ".",
    ),
    Bilingual(
        "Bấm vào lời được mã hóa (hoặc nhấn Enter) để xem mã, người mã hóa, ghi chú, bản dịch; Esc "
        "để đóng. Mỗi trích dẫn có mã riêng, như pvs_01:T004:1 (nguồn, lượt lời, trích dẫn thứ "
        "mấy), cũng là đường dẫn cố định tới đoạn đó.",
        "Choose coded words (or press Enter) to see their codes, coder, memo and translation; Esc "
        "closes. Each quote has an id, such as pvs_01:T004:1 (case, turn, which quote), which is "
        "also a permanent link to it.",
    ),
)
