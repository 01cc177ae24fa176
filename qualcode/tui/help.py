"""What every key and sign means, on one screen."""

from __future__ import annotations

from itertools import zip_longest

from qualcode.model import Bilingual, Language
from qualcode.tui.state import State
from qualcode.tui.wrap import Line, Piece, cut, size

TWO_COLUMNS = 76
KEY_WIDTH = 12

Group = tuple[Bilingual, tuple[tuple[str, Bilingual], ...]]

MOVING: Group = (
    Bilingual("Đi lại", "Moving"),
    (
        ("j k ↓ ↑", Bilingual("câu sau, câu trước", "next, previous sentence")),
        ("J K g G", Bilingual("lượt kề; đầu, cuối bản", "turns; start, end")),
        ("n p O", Bilingual("đề xuất; đổi thứ tự", "proposals; their order")),
        ("N P", Bilingual("câu chưa xem", "unreviewed sentence")),
        ("h l ← → Tab", Bilingual("chọn mã của câu", "choose a code of it")),
        ("o [ ]", Bilingual("danh sách bản; bản kề", "transcripts; neighbours")),
        ("i", Bilingual("đọc cả về mã, đoạn giống", "all about it, what is like")),
        ("? q", Bilingual("phím; thoát, đã lưu cả", "keys; quit, all is saved")),
    ),
)
LOOKING: Group = (
    Bilingual("Tìm và lọc", "Finding"),
    (
        ("f . ,", Bilingual("tìm lời; chỗ sau, trước", "find words; next, previous")),
        ("F Esc", Bilingual("chỉ xem câu…; xem hết", "show only …; show all")),
        ("w", Bilingual("quyết định cần xem lại", "decisions to look at")),
    ),
)
DECIDING: Group = (
    Bilingual("Quyết định", "Deciding"),
    (
        ("a x", Bilingual("chấp nhận, bỏ mã", "accept, reject the code")),
        ("A", Bilingual("chấp nhận cả lượt", "accept all of the turn")),
        ("/ c", Bilingual("thêm mã: gõ vài chữ", "add a code: type letters")),
        ("e", Bilingual("đổi sang mã khác", "change to another code")),
        ("r", Bilingual("đã đọc lượt, đi tiếp", "turn read, go on")),
        ("m", Bilingual("ghi chú cho mã", "memo on the code")),
        ("t T", Bilingual("dịch lời; đã kiểm tra dịch", "English; it is checked")),
        ("* b", Bilingual("ghim, loại trích dẫn", "pin, ban as a quote")),
        ("u U Ctrl+R", Bilingual("rút lại, làm lại", "undo, redo, any number")),
    ),
)
WORDS: Group = (
    Bilingual("Chọn lời", "Choosing words"),
    (
        ("v", Bilingual("chọn lời rồi thêm mã", "choose words, then a code")),
        ("s", Bilingual("sửa đoạn của mã", "other words for the code")),
        ("← →", Bilingual("dời chỗ cuối một từ", "move the end by a word")),
        ("H L", Bilingual("dời chỗ đầu (Shift+← →)", "move the start (Shift+← →)")),
        ("+ -", Bilingual("thêm, bớt cả câu", "a sentence more, less")),
    ),
)
SIGNS: Group = (
    Bilingual("Dấu", "Signs"),
    (
        ("○ ≈ ●", Bilingual("theo mẫu, máy học, đã nhận", "by rule, learned, accepted")),
        ("✚ ✗", Bilingual("người thêm, đã bỏ", "added, rejected")),
        ("− + ·", Bilingual("cản, thuận lợi, trung tính", "barrier, enabler, neutral")),
        ("✓ ✎ ‹ ›", Bilingual("đã đọc, ghi chú, đoạn", "read, memo, span")),
        ("en en✓", Bilingual("có bản dịch, đã kiểm tra", "English, checked")),
    ),
)
TYPING: Group = (
    Bilingual("Khi gõ", "Typing"),
    (
        ("Enter Esc", Bilingual("lưu hay lấy; thôi", "save or take; leave")),
        ("Ctrl+J", Bilingual("xuống dòng", "new line")),
    ),
)
LEFT, RIGHT = (MOVING, LOOKING, SIGNS), (DECIDING, WORDS, TYPING)


def help_lines(state: State, width: int, height: int) -> list[Line]:
    """Return what every key and sign means, from where one has scrolled to."""
    if width >= TWO_COLUMNS:
        half = width // 2
        left = _column(LEFT, state.language, half)
        right = _column(RIGHT, state.language, width - half)
        drawn = [
            (*(a or ()), Piece(" " * (half - size(a or ()))), *(b or ()))
            for a, b in zip_longest(left, right)
        ]
    else:
        drawn = _column((*LEFT, *RIGHT), state.language, width)
    first = max(0, min(state.picked, len(drawn) - height))
    return drawn[first : first + height]


def _column(groups: tuple[Group, ...], language: Language, width: int) -> list[Line]:
    drawn: list[Line] = []
    for title, listed in groups:
        drawn += [()] if drawn else []
        drawn.append(cut((Piece(f" {title.say(language)}", "evidence"),), width))
        for key, meaning in listed:
            words = (Piece(f" {key:{KEY_WIDTH}}", "heading"), Piece(meaning.say(language)))
            drawn.append(cut(words, width))
    return drawn
