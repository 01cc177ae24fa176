"""What the pane shows while one chooses or types: lists, memos, the words chosen."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.language.english import plural
from qualcode.model import Bilingual
from qualcode.tui import lists
from qualcode.tui.cursor import chosen
from qualcode.tui.editor import Line as Typed
from qualcode.tui.lines import CURSOR, READ
from qualcode.tui.naming import label
from qualcode.tui.picker import Option
from qualcode.tui.signs import sign_of
from qualcode.tui.state import Mode, State
from qualcode.tui.wrap import Line, Piece, Style, cut, paragraph, shown, wrap

LISTS: Mapping[Mode, Bilingual] = {
    "pick": Bilingual("Thêm mã: ", "Add a code: "),
    "filter": Bilingual("Chỉ xem: ", "Show only: "),
    "transcripts": Bilingual("Mở bản: ", "Open: "),
    "doubts": Bilingual("Cần xem lại", "To have a look at"),
}
RECODE = Bilingual("Đổi thành: ", "Change to: ")
CARET = "▏"
ABOUT = 3
"""Lines kept for what is said of the option picked."""


def options(state: State, width: int, height: int) -> list[Line]:
    """Return what is typed and the options it finds, the picked one always among them."""
    found, picked = lists.found(state), lists.picked(state)
    count = f" {len(found)}"
    drawn: list[Line] = [(*_title(state, width - len(count)), Piece(count, "faint"))]
    about = picked.about if picked else ""
    below = min(ABOUT, len(wrap(about, width)), max(0, height - 4))
    room = max(1, height - 1 - below)
    at = min(state.picked, len(found) - 1)
    first = max(0, min(at - room // 2, len(found) - room))
    for number, option in enumerate(found[first : first + room], first):
        drawn.append(_option(option, width, picked=number == at))
    if picked is None:
        words = state.say("Không có gì khớp.", "Nothing like this.")
        return [*drawn, *paragraph("", words, width, "faint")][:height]
    left = height - len(drawn)
    return [*drawn, *(paragraph("", about, width, "faint", most=left) if left else [])][:height]


def note(state: State, width: int, height: int) -> list[Line]:
    """Return the memo or translation as it is being written, the cursor in sight."""
    coding, typed = chosen(state), state.typed
    title = (
        state.say("Ghi chú: ", "Memo: ")
        if state.mode == "memo"
        else state.say("Tiếng Anh: ", "English: ")
    )
    named = f"{sign_of(coding)} {label(state, coding.code)}" if coding else ""
    if coding and state.mode == "translate":
        named = f"“{coding.span.of(state.transcript.text)}”"
    head = paragraph("", named, width, "heading", most=max(1, height // 3))
    if state.mode == "translate":
        most = max(0, (height - len(head)) // 2)
        head += paragraph("", _terms(state), width, "faint", most=most) if most else []
    written = _written(title, typed, width)
    before = _written(title, Typed(typed.text[: typed.at]), width)
    room = max(1, height - len(head))
    first = max(0, min(len(before) - 1 - room // 2, len(written) - room))
    first = max(first, len(before) - room)
    return [*head, *written[first : first + room]][:height]


def _terms(state: State) -> str:
    """Return the glossary's terms in the words being translated, each with its English."""
    from qualcode import glossary

    coding, study = chosen(state), state.study
    said = coding.span.of(state.transcript.text) if coding else ""
    known = glossary.terms(study)
    return " · ".join(
        f"{term.vi} = {term.en}{f' {READ}' if term.is_in(state.typed.text) else ''}"
        for term in glossary.found(said, known, variants=study.settings.variants)
    )


def words(state: State, width: int, height: int) -> list[Line]:
    """Return the words being chosen, and for what."""
    coding, span = chosen(state), state.words
    if span is None:
        return []
    if state.purpose == "respan" and coding:
        of = label(state, coding.code)
        title = state.say(f"Đoạn mới của “{of}”", f"New words of “{of}”")
    else:
        title = state.say("Lời để gán mã", "Words to code")
    said = span.of(state.transcript.text)
    count = len(said.split())
    counted = state.say(f"{count} từ", f"{count} {plural(count, 'word')}")
    head = paragraph("", f"{title} · {counted}", width, "heading", most=2)
    return [*head, *paragraph("", f"“{said}”", width, most=max(1, height - len(head)))][:height]


def typing(title: str, typed: Typed, width: int) -> Line:
    """Return a line being typed, the letters before the cursor in sight."""
    before, behind = typed.text[: typed.at], typed.text[typed.at :]
    room = max(1, width - len(title) - 1)
    return cut((Piece(title, "heading"), Piece(f"{before[-room:]}{CARET}{behind}")), width)


def _title(state: State, width: int) -> Line:
    title = RECODE if state.mode == "pick" and state.purpose == "recode" else LISTS[state.mode]
    said = title.say(state.language)
    if state.mode == "doubts":
        return cut((Piece(said, "heading"),), width)
    return typing(said, state.typed, width)


def _option(option: Option, width: int, *, picked: bool) -> Line:
    style: Style = "chosen" if picked else "plain"
    sign = Piece(f"{CURSOR} " if picked else "  ", "cursor")
    words = f"{option.label} {option.sign}".rstrip()
    return cut((sign, Piece(shown(words), style), Piece(shown(f"  {option.hint}"), "faint")), width)


def _written(title: str, typed: Typed, width: int) -> list[Line]:
    whole = f"{typed.text[: typed.at]}{CARET}{typed.text[typed.at :]}"
    return paragraph(title, whole, width)
