"""The lines above and below the differences: how far one is, and which keys there are."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.model import Bilingual
from qualcode.tui.settling.state import Mode, State, current, open_places
from qualcode.tui.wrap import Line, Piece, cut, shown, size

KEYS: Mapping[Mode, tuple[tuple[str, Bilingual], ...]] = {
    "walk": (
        ("?", Bilingual("trợ giúp", "help")),
        ("q", Bilingual("thoát", "quit")),
        ("1-9", Bilingual("theo người", "take a coder's")),
        ("x", Bilingual("bỏ mã", "reject")),
        ("/", Bilingual("mã khác", "another code")),
        ("n p", Bilingual("chuyển", "move")),
        ("u", Bilingual("rút lại", "undo")),
        ("↑↓", Bilingual("xem thêm", "more talk")),
    ),
    "reason": (
        ("Enter", Bilingual("ghi", "record")),
        ("Esc", Bilingual("thôi", "leave")),
        ("↑", Bilingual("lý do lần trước", "the last reason")),
        ("Ctrl+U", Bilingual("xóa", "clear")),
    ),
    "pick": (
        ("Enter", Bilingual("chọn", "choose")),
        ("Esc", Bilingual("thôi", "leave")),
        ("↑↓", Bilingual("lên, xuống", "up, down")),
        ("abc", Bilingual("lọc, không cần dấu", "filter, no accents needed")),
    ),
    "help": (("?", Bilingual("đóng", "close")), ("q", Bilingual("thoát", "quit"))),
    "left": (),
}
HELP = (
    ("1 … 9", Bilingual("theo bản của người có số đó", "take the version of that coder")),
    ("x", Bilingual("bỏ mã này ở đây, dù ai đã gán", "nobody's: this code does not hold here")),
    ("/ c", Bilingual("thay bằng một mã khác", "put another code in its place")),
    ("n p → ←", Bilingual("chỗ khác nhau sau, trước", "next, previous difference")),
    ("↓ ↑ j k", Bilingual("cuộn đoạn lời", "scroll the talk")),
    ("u", Bilingual("rút lại kết quả gần nhất của bạn", "take back your latest outcome")),
    ("‹¹ ¹›", Bilingual("lời mà người số 1 đã chọn", "the words that coder 1 chose")),
    (
        "● ✗ –",
        Bilingual("có mã, đã bỏ mã, đã đọc mà không gán", "code given, rejected, read without it"),
    ),
    ("q", Bilingual("thoát; mọi kết quả đã lưu", "quit; every outcome is saved")),
)


def top(state: State, width: int) -> Line:
    """Return how far one is, who settles, and whether all is on disk."""
    left = len(open_places(state))
    place = f"{state.at + 1}/{len(state.differences)}" if state.differences else "0/0"
    words = state.say(
        f" Phân xử {place} · còn {left} chỗ", f" Settling {place} · {left} still open"
    )
    kept = state.say("đã lưu", "saved") if state.saved else state.say("CHƯA LƯU", "NOT SAVED")
    right = Piece(f" {shown(state.coder)} · {kept} ", "bar" if state.saved else "warning")
    begin = cut((Piece(words, "bar"),), max(0, width - size((right,))))
    gap = Piece(" " * max(0, width - size(begin) - size((right,))), "bar")
    return (*begin, gap, right)


def status(state: State) -> Line:
    """Return what the last key did, or else where the words stand."""
    difference = current(state)
    if state.message:
        return (Piece(f" {shown(state.message)}", "heading"),)
    if difference is None:
        return ()
    turn = state.say(f"lượt {difference.turn}", f"turn {difference.turn}")
    return (Piece(f" {difference.transcript} · {turn}", "faint"),)


def keys(state: State, width: int) -> Line:
    """Return the keys that mean something now, as many as there is room for."""
    line: list[Piece] = [Piece(" ")]
    for key, meaning in KEYS[state.mode]:
        more = [Piece(key, "heading"), Piece(f" {meaning.say(state.language)}  ", "faint")]
        if size([*line, *more]) > width + 2:
            break
        line += more
    return tuple(line)


def help_lines(state: State) -> list[Line]:
    """Return what every key and sign means."""
    return [
        (Piece(f"  {key:{11}}", "heading"), Piece(meaning.say(state.language)))
        for key, meaning in HELP
    ]
