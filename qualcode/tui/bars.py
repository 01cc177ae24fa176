"""The lines above and below: where one is, what was done, which keys there are."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.model import Bilingual
from qualcode.tui.state import Mode, State, current, progress
from qualcode.tui.wrap import Line, Piece, cut, paragraph, shown, size

ATTRIBUTES = ("type", "group", "province")

KEYS: Mapping[Mode, tuple[tuple[str, Bilingual], ...]] = {
    "read": (
        ("?", Bilingual("trợ giúp", "help")),
        ("q", Bilingual("thoát", "quit")),
        ("a", Bilingual("chấp nhận", "accept")),
        ("x", Bilingual("bỏ", "reject")),
        ("/", Bilingual("thêm mã", "add a code")),
        ("u", Bilingual("rút lại", "undo")),
        ("n p", Bilingual("đề xuất", "proposal")),
        ("j k", Bilingual("câu", "sentence")),
        ("h l", Bilingual("chọn mã", "choose")),
        ("A", Bilingual("chấp nhận cả lượt", "accept the turn")),
        ("m", Bilingual("ghi chú", "memo")),
        ("[ ]", Bilingual("bản khác", "transcript")),
        ("g G", Bilingual("đầu, cuối", "start, end")),
    ),
    "pick": (
        ("Enter", Bilingual("thêm", "add")),
        ("Esc", Bilingual("thôi", "leave")),
        ("↑↓", Bilingual("chọn", "choose")),
        ("abc", Bilingual("lọc, không cần dấu", "filter, no accents needed")),
    ),
    "memo": (
        ("Enter", Bilingual("lưu", "save")),
        ("Esc", Bilingual("thôi", "leave")),
        ("Ctrl+U", Bilingual("xóa", "clear")),
    ),
    "help": (("?", Bilingual("đóng", "close")), ("q", Bilingual("thoát", "quit"))),
    "left": (),
}
HELP = (
    ("j k ↓ ↑", Bilingual("câu sau, câu trước", "next, previous sentence")),
    ("n p", Bilingual("đề xuất chưa xét sau, trước", "next, previous undecided proposal")),
    ("l h → ← Tab", Bilingual("chọn trong các mã của câu", "choose among a sentence's codes")),
    ("a   x", Bilingual("chấp nhận, bỏ mã đang chọn", "accept, reject the chosen code")),
    ("A", Bilingual("chấp nhận mọi đề xuất của lượt", "accept all proposals of the turn")),
    ("/ c", Bilingual("thêm mã: gõ không dấu để lọc", "add a code: type to filter")),
    ("m", Bilingual("ghi chú cho mã đang chọn", "memo on the chosen code")),
    ("u", Bilingual("rút lại quyết định gần nhất của bạn", "undo your latest decision")),
    (
        "○ ● ✚ ✗",
        Bilingual(
            "đề xuất, đã chấp nhận, do người thêm, đã bỏ", "proposed, accepted, added, rejected"
        ),
    ),
    ("− + ·", Bilingual("rào cản, thuận lợi, trung tính", "barrier, enabler, neutral")),
    ("] [", Bilingual("bản gỡ băng sau, trước", "next, previous transcript")),
    ("g G", Bilingual("đầu bản, cuối bản", "start, end")),
    ("q", Bilingual("thoát; mọi quyết định đã lưu", "quit; everything is saved")),
)
KEY_WIDTH = 13


def top(state: State, width: int) -> Line:
    """Return where one is, who codes, how far, and whether all is on disk."""
    done, of = progress(state)
    counted = state.say(f"đã xét {done}/{of} đề xuất", f"decided {done} of {of} proposals")
    kept = state.say("đã lưu", "saved") if state.saved else state.say("CHƯA LƯU", "NOT SAVED")
    right = f" {shown(state.coder)} · {counted} · {kept} "
    case = state.study.case(state.transcript.name)
    known = [case.get(attribute) for attribute in ATTRIBUTES] if case else []
    named = " " + " · ".join([state.transcript.name, *filter(None, known)])
    right_piece = Piece(right, "bar" if state.saved else "warning")
    left = cut((Piece(shown(named), "bar"),), max(0, width - size((right_piece,))))
    gap = width - size(left) - size((right_piece,))
    return cut((*left, Piece(" " * max(0, gap), "bar"), right_piece), width)


def status(state: State, width: int) -> Line:
    """Return what the last key did, or else the place in the transcript."""
    if state.message:
        return cut((Piece(f" {shown(state.message)}", "heading"),), width)
    row = current(state)
    if row is None:
        return ()
    turns, rows = len(state.transcript.turns), len(state.rows)
    number, place = row.turn.number, state.row + 1
    words = state.say(
        f" lượt {number}/{turns} · câu {place}/{rows}",
        f" turn {number} of {turns} · sentence {place} of {rows}",
    )
    return cut((Piece(words, "faint"),), width)


def keys(state: State, width: int) -> Line:
    """Return the keys that mean something now, as many as there is room for."""
    line: list[Piece] = [Piece(" ")]
    for key, meaning in KEYS[state.mode]:
        more = [Piece(key, "heading"), Piece(f" {meaning.say(state.language)}  ", "faint")]
        if size([*line, *more]) > width + 2:
            break
        line += more
    return cut(line, width)


def help_lines(state: State, width: int) -> list[Line]:
    """Return what every key and sign means."""
    return [
        cut((Piece(f"  {key:{KEY_WIDTH}}", "heading"), Piece(meaning.say(state.language))), width)
        for key, meaning in HELP
    ]


def too_small(state: State, width: int, height: int, least: tuple[int, int]) -> list[Line]:
    """Return what to say where the screen has no room."""
    words = state.say(
        f"Cửa sổ {width}×{height} nhỏ quá; hãy mở rộng ít nhất {least[0]}×{least[1]}. q: thoát",
        f"{width}×{height} is too small; widen it to {least[0]}×{least[1]} or more. q: quit",
    )
    return paragraph("", words, width)[:height]
