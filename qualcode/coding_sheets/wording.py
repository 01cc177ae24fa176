"""What a coding sheet tells the person who opens it, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.model import Bilingual, Status

STATUS_WORDS: Mapping[Status, str] = {
    "proposed": "đề xuất / proposed",
    "accepted": "chấp nhận / accepted",
    "added": "thêm / added",
    "rejected": "bỏ / rejected",
}

ACCEPT = "chấp nhận / accept"
REJECT = "bỏ / reject"

IN_WORD: tuple[Bilingual, ...] = (
    Bilingual(
        "Mỗi bình luận (comment) là một lượt mã hóa. Dòng 1 là mã; dòng 2 là tình trạng: ○ máy đề "
        "xuất, ● đã chấp nhận, ✚ người mã hóa thêm; “máy học 0,83” là do máy học từ những đoạn "
        "người đã mã hóa mà đề xuất, xác suất 0,83; từ dòng 3 là ghi chú.",
        "Each comment is one coding. Line 1 is the code; line 2 its status: ○ proposed by the "
        "machine, ● accepted, ✚ added by a coder; “learned 0.83”: proposed by what was learned "
        "from passages that people coded, with a probability of 0.83; from line 3 on it is a memo.",
    ),
    Bilingual(
        "Chấp nhận: đổi ○ thành ●, hoặc viết “ok” hay “đồng ý” ở dòng 2.",
        "To accept: change ○ into ●, or write “ok” on line 2.",
    ),
    Bilingual(
        "Bỏ: xóa bình luận, hoặc viết “bỏ” ở dòng 2.",
        "To reject: delete the comment, or write “reject” on line 2.",
    ),
    Bilingual(
        "Đổi mã: sửa mã ở dòng 1; hãy chép mã từ danh sách bên dưới.",
        "To recode: edit the code on line 1; copy it from the list below.",
    ),
    Bilingual(
        "Thêm mã: bôi đen lời của người trả lời, chèn bình luận mới, dòng 1 viết mã; mỗi bình luận "
        "một mã.",
        "To add: select a respondent's words, insert a comment, write the code on its line 1; one "
        "code a comment.",
    ),
    Bilingual(
        "Đổi đoạn: chèn bình luận cùng mã ở đoạn đúng, rồi xóa bình luận cũ.",
        "To change the words: insert a comment with the same code on the right words and delete "
        "the old one.",
    ),
    Bilingual(
        "Ghi chú: viết từ dòng 3. Dòng bắt đầu bằng “EN:” là bản dịch tiếng Anh của đoạn.",
        "Memo: write from line 3 on. A line that starts with “EN:” is the English of the words.",
    ),
    Bilingual(
        "Bình luận để nguyên nghĩa là chưa quyết định. Xin đừng sửa lời của bản gỡ băng ở đây: "
        "lời sửa sẽ không được nhận.",
        "A comment left as it is decides nothing. Please don't edit the transcript's words here: "
        "such edits are not taken over.",
    ),
)

IN_EXCEL: tuple[Bilingual, ...] = (
    Bilingual(
        "Trang Coding: mỗi dòng là một câu của người trả lời với một mã; câu chưa có mã có một "
        "dòng trống mã. Cột đầu xanh để sửa, cột xám để nguyên.",
        "Sheet Coding: each row is a respondent's sentence with one code; a sentence without a "
        "code has one row with none. Edit the columns with a green head, leave the grey ones.",
    ),
    Bilingual(
        "Chấp nhận hay bỏ: chọn ở cột Quyết định. Để trống nghĩa là chưa quyết định. Xóa cả dòng, "
        "hoặc xóa mã của dòng, cũng là bỏ.",
        "To accept or reject: choose in the column Decision. Blank means undecided. To delete a "
        "row, or the code in it, is to reject as well.",
    ),
    Bilingual(
        "Đổi mã: chọn mã khác ở cột Mã. Thêm mã: chọn mã ở dòng trống mã, hoặc chép cả dòng, chèn "
        "xuống dưới rồi đổi mã ở dòng chép.",
        "To recode: choose another code in the column Code. To add: choose a code in a row that "
        "has none, or copy a whole row, insert it below and change the code in the copy.",
    ),
    Bilingual(
        "Mã hóa một phần câu: chép đúng những lời đó vào cột Phần được mã hóa; để trống là cả câu.",
        "To code part of a sentence: copy just these words into the column Coded part; blank "
        "means all of the sentence.",
    ),
    Bilingual(
        "Ghi chú và bản dịch tiếng Anh viết ở hai cột cuối. Có thể lọc và sắp xếp tùy ý. Trang "
        "Transcript là cả bản gỡ băng để đọc; trang Codes là sổ mã.",
        "Memo and English go into the last two columns. Filter and sort as you like. Sheet "
        "Transcript is all of the talk, to read; sheet Codes is the codebook.",
    ),
)

HOW_TO = Bilingual("Cách dùng phiếu này", "How to use this sheet")
CODES = Bilingual("Danh sách mã", "List of codes")
TALK = Bilingual("Bản gỡ băng", "Transcript")
