"""The lines above and below: where one is, how far, what was done, which keys there are."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.language.english import plural
from qualcode.model import Bilingual
from qualcode.tui import filtering
from qualcode.tui.cursor import current, figure
from qualcode.tui.naming import attributes
from qualcode.tui.ordering import ORDERS
from qualcode.tui.state import Mode, State
from qualcode.tui.typing_panes import typing
from qualcode.tui.wrap import Line, Piece, cut, shown, size

LEAST = 12
"""Columns that a long name of a coder leaves to the transcript's, and the other way round."""

LEAVE = ("Esc", Bilingual("thôi", "leave"))
SAVE = ("Enter", Bilingual("lưu", "save"))
CHOOSE = ("↑↓", Bilingual("chọn", "choose"))
LETTERS = ("abc", Bilingual("gõ để lọc, không cần dấu", "type to narrow, no accents needed"))
NEW_LINE = ("Ctrl+J", Bilingual("xuống dòng", "new line"))
CLEAR = ("Ctrl+U", Bilingual("xóa", "clear"))

KEYS: Mapping[Mode, tuple[tuple[str, Bilingual], ...]] = {
    "read": (
        ("?", Bilingual("phím", "keys")),
        ("q", Bilingual("thoát", "quit")),
        ("a", Bilingual("nhận", "accept")),
        ("x", Bilingual("bỏ", "reject")),
        ("/", Bilingual("thêm mã", "add a code")),
        ("r", Bilingual("đã đọc", "read")),
        ("u", Bilingual("rút lại", "undo")),
        ("n p", Bilingual("đề xuất", "proposal")),
        ("O", Bilingual("thứ tự", "order")),
        ("m", Bilingual("ghi chú", "memo")),
        ("N P", Bilingual("chưa xem", "unreviewed")),
        ("v", Bilingual("chọn lời", "words")),
        ("A", Bilingual("nhận cả lượt", "accept the turn")),
        ("e", Bilingual("đổi mã", "recode")),
        ("s", Bilingual("sửa đoạn", "span")),
        ("t", Bilingual("dịch", "translate")),
        ("T", Bilingual("đã kiểm tra dịch", "checked")),
        ("* b", Bilingual("ghim, loại", "pin, ban")),
        ("f", Bilingual("tìm", "find")),
        ("F", Bilingual("lọc", "filter")),
        ("o", Bilingual("các bản", "transcripts")),
        ("U", Bilingual("làm lại", "redo")),
        ("i", Bilingual("định nghĩa", "definition")),
        ("j k", Bilingual("câu", "sentence")),
        ("h l", Bilingual("chọn mã", "choose")),
    ),
    "select": (
        ("Enter", Bilingual("xong", "done")),
        LEAVE,
        ("← →", Bilingual("dời cuối", "move the end")),
        ("H L", Bilingual("dời đầu", "move the start")),
        ("+ -", Bilingual("cả câu", "a sentence")),
    ),
    "pick": (("Enter", Bilingual("lấy", "take")), LEAVE, CHOOSE, LETTERS),
    "filter": (
        ("Enter", Bilingual("bật, tắt", "on, off")),
        LEAVE,
        CHOOSE,
        ("F", Bilingual("bỏ hết", "all off")),
        LETTERS,
    ),
    "transcripts": (("Enter", Bilingual("mở", "open")), LEAVE, CHOOSE, LETTERS),
    "doubts": (
        ("Enter", Bilingual("đến chỗ đó", "go there")),
        LEAVE,
        CHOOSE,
        ("d", Bilingual("rút lại quyết định này", "take this decision back")),
    ),
    "memo": (SAVE, LEAVE, NEW_LINE, CLEAR),
    "translate": (SAVE, LEAVE, NEW_LINE, CLEAR),
    "find": (
        ("Enter", Bilingual("xong", "done")),
        LEAVE,
        ("↑↓", Bilingual("chỗ khác", "other places")),
        (". ,", Bilingual("chỗ sau, trước khi đọc", "next, previous while reading")),
    ),
    "help": (
        ("?", Bilingual("đóng", "close")),
        ("q", Bilingual("thoát", "quit")),
        ("j k", Bilingual("cuộn", "scroll")),
    ),
    "left": (),
}


OF_PROPOSALS = {"n p", "O", "A"}
"""Keys that mean nothing to a blind coder."""


def top(state: State, width: int) -> Line:
    """Return where one is, who codes, how far, and whether all is on disk."""
    kept = state.say("đã lưu", "saved") if state.saved else state.say("CHƯA LƯU", "NOT SAVED")
    behind = f" · {_progress(state)} · {kept} "
    room = max(LEAST, width - LEAST - size((Piece(behind),)))
    coder = cut((Piece(shown(state.coder)),), min(room, width - size((Piece(behind),)) - 1))
    right = f" {''.join(piece.text for piece in coder)}{behind}"
    name = state.transcript.name
    named = " " + " · ".join([name, *attributes(state, name)])
    right_piece = Piece(right, "bar" if state.saved else "warning")
    left = cut((Piece(shown(named), "bar"),), max(0, width - size((right_piece,))))
    gap = width - size(left) - size((right_piece,))
    return cut((*left, Piece(" " * max(0, gap), "bar"), right_piece), width)


def status(state: State, width: int) -> Line:
    """Return what the last key did, or else the place; and what limits or marks the text."""
    if state.mode == "find":
        found = _found(state)
        title = state.say(" Tìm: ", " Find: ")
        return _apart(typing(title, state.typed, width - len(found) - 1), found, width)
    left: Line = ()
    if state.message:
        left = (Piece(f" {shown(state.message)}", "heading"),)
    elif row := current(state):
        turns, rows = len(state.transcript.turns), len(state.rows)
        number, place = row.turn.number, figure(state, state.row + 1)
        words = state.say(
            f" lượt {number}/{turns} · câu {place}/{figure(state, rows)}",
            f" turn {number} of {turns} · sentence {place} of {figure(state, rows)}",
        )
        left = (Piece(words, "faint"),)
    return _apart(left, _limits(state), width)


def keys(state: State, width: int) -> Line:
    """Return the keys that mean something now, as many as there is room for."""
    line: list[Piece] = [Piece(" ")]
    for key, meaning in KEYS[state.mode]:
        if state.blind and state.mode == "read" and key in OF_PROPOSALS:
            continue
        more = [Piece(key, "heading"), Piece(f" {meaning.say(state.language)}", "faint")]
        if size([*line, *more]) > width:
            break
        line += [*more, Piece("  ")]
    return cut(line[:-1], width)


def _progress(state: State) -> str:
    if state.loading:
        return state.say("đang mở sổ mã…", "opening the codebook…")
    sentences = len(state.codable)
    done = figure(state, sentences - len(state.unreviewed))
    of, left = figure(state, sentences), figure(state, len(state.waiting))
    if not state.waiting:
        return state.say(f"{done}/{of} câu", f"{done} of {of} sentences")
    noun = plural(len(state.waiting), "proposal")
    return state.say(
        f"{done}/{of} câu · còn {left} đề xuất", f"{done} of {of} · {left} {noun} left"
    )


def _limits(state: State) -> str:
    """Return what limits what is shown: blindness, a policy, filters; then the search."""
    policy = state.study.settings.policy
    doubts = len(state.study.doubts)
    said = [
        state.say("mã hóa độc lập", "blind") if state.blind else "",
        _followed(state),
        state.say(f"tính theo {policy}", f"policy {policy}")
        if policy != "latest" and not state.blind
        else "",
        state.say(f"w: {doubts} cần xem lại", f"w: {doubts} to look at") if doubts else "",
        _filtered(state),
        _found(state),
    ]
    return " · ".join(filter(None, said))


def _followed(state: State) -> str:
    """Return that the machine learns yet, and in which order one goes through what it proposes."""
    learning = state.say("máy đang học…", "learning…") if state.learning and not state.blind else ""
    order = ORDERS[state.order].say(state.language) if state.order != "reading" else ""
    return " · ".join(filter(None, (learning, f"n p: {order}" if order else "")))


def _filtered(state: State) -> str:
    if not state.filters:
        return ""
    count = figure(state, len(state.visible))
    words = filtering.words(state)
    return state.say(f"LỌC {count} câu (Esc bỏ): {words}", f"ONLY {count} (Esc clears): {words}")


def _found(state: State) -> str:
    if not state.query:
        return ""
    place = f"{state.match + 1}/{len(state.matches)}" if state.matches else "0"
    return place if state.mode == "find" else f"“{state.query}” {place}"


def _apart(left: Line, right: str, width: int) -> Line:
    """Return a line with something at either end; the right end gets half at most."""
    if not right:
        return cut(left, width)
    behind = cut((Piece(f" {shown(right)} ", "chosen"),), max(width // 2, width - size(left)))
    before = cut(left, width - size(behind))
    gap = width - size(before) - size(behind)
    return (*before, Piece(" " * gap), *behind)
