"""The screen where differences are settled, as lines of styled words: talk above, coders below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from qualcode.model import Bilingual, Span, Turn
from qualcode.review.differences import Difference, Side
from qualcode.tui.editor import Line as Typed
from qualcode.tui.naming import label
from qualcode.tui.settling import bars
from qualcode.tui.settling.outcomes import SIGNS, given
from qualcode.tui.settling.state import State, codes_found, current
from qualcode.tui.wrap import MUCH, Line, Piece, Style, cut, emphasise, paragraph, shown, size, wrap

NUMBERS = "¹²³⁴⁵⁶⁷⁸⁹"
"""Coders as they are marked in the talk; more than nine are not told apart there."""
VERDICTS: Mapping[str, Bilingual] = {
    "yes": Bilingual("có mã này", "gave this code"),
    "no": Bilingual("đã bỏ mã này", "rejected this code"),
    "absent": Bilingual("đã đọc, không gán", "read it, gave no code"),
}
CURSOR = "▏"
NARROWEST = 24
"""Columns below which coders stand one under the other."""
GAP = Piece(" │ ", "faint")
GUTTER = 2


def screen(state: State, width: int, height: int) -> list[Line]:
    """Return every line of the screen: exactly so many, none wider."""
    room = height - 3
    drawn = [bars.top(state, width), *_body(state, width, room)[:room]]
    drawn += [()] * (height - 2 - len(drawn))
    return [cut(line, width) for line in (*drawn, bars.status(state), bars.keys(state, width))]


def marked(words: str, start: int, sides: Sequence[Side]) -> tuple[str, tuple[Span, ...]]:
    """Return the words with each coder's stretches in numbered brackets, and the stretches."""
    edges: defaultdict[tuple[int, bool], str] = defaultdict(str)
    for number, side in zip(NUMBERS, sides, strict=False):
        for span in given(side):
            first, last = max(0, span.start - start), min(len(words), span.end - start)
            if first < last:
                edges[first, True] += number
                edges[last, False] += number
    text, at, begin, opened = "", 0, 0, 0
    strong: list[Span] = []
    # What ends at a place is closed before what begins there is opened.
    for place, opens in sorted(edges):
        numbers = edges[place, opens]
        text += words[at:place]
        at = place
        if opens:
            begin = begin if opened else len(text)
            text += f"‹{numbers}"
        else:
            text += f"{numbers}›"
        opened += len(numbers) if opens else -len(numbers)
        if not opened:
            strong.append(Span(begin, len(text)))
    return text + words[at:], tuple(strong)


def _body(state: State, width: int, room: int) -> list[Line]:
    """Return what stands between the top line and the two below."""
    difference = current(state)
    if state.mode == "help":
        return bars.help_lines(state)
    if difference is None:
        nothing = state.say("Không còn chỗ nào khác nhau.", "There is no difference left.")
        return [(Piece(f" {nothing}"),)]
    about = _about(state, difference, width, room)
    if state.mode == "pick":
        return [*about, *_picker(state, width, room - len(about))]
    asked = _asking(state, width) if state.mode == "reason" else _settled(state, difference, width)
    left = room - len(about) - len(asked) - 2
    sides = _sides(state, difference, width, max(4, left // 2))
    talk = _talk(state, difference, width, left - len(sides))
    return [*about, *talk, (), *sides, (), *asked]


def _about(state: State, difference: Difference, width: int, room: int) -> list[Line]:
    """Return the code in question, with what it means if there is room."""
    code = state.study.code(difference.code)
    name = Piece(f" {shown(label(state, difference.code))}", "heading")
    named: Line = (name, Piece(f"  {difference.code}", "faint"))
    most = 1 if room < 24 else 2  # noqa: PLR2004 - the small screen's lines are for the talk
    means = code.definition.say(state.language) if code else ""
    unless = code.exclude.say(state.language) if code else ""
    title = state.say("Không dùng khi: ", "Not when: ")
    return [
        cut(named, width),
        *(_indented("", means, width, "faint", most) if means else ()),
        *(_indented(title, unless, width, "faint", most) if unless else ()),
        (),
    ]


def _talk(state: State, difference: Difference, width: int, room: int) -> list[Line]:
    """Return the question and the turn, moved so that the words in question are in sight."""
    transcript = state.study.transcript(difference.transcript)
    turns = [t for t in transcript.turns if t.number <= difference.turn] if transcript else []
    if transcript is None or not turns or room < 1:
        return []
    *before, turn = turns
    questions = [n for n, earlier in enumerate(before) if earlier.role == "interviewer"]
    before = before[max(questions, default=-1) :]
    drawn = [
        line
        for asked in before
        for line in _turn(asked, transcript.words_of(asked), (), width - GUTTER, "faint")
    ]
    words, strong = marked(transcript.words_of(turn), turn.span.start, difference.sides)
    lines = wrap(words, width - GUTTER)
    first = next((n for n, line in enumerate(lines) if strong and line.end > strong[0].start), 0)
    sought = len(drawn) + 1 + first
    drawn += _turn(turn, words, strong, width - GUTTER, "plain")
    top = max(0, min(max(0, sought - room // 2) + state.scroll, len(drawn) - room))
    seen = drawn[top : top + room]
    above, below = top > 0, top + room < len(drawn)
    return [
        (Piece("▲ " if above and not n else "▼ " if below and n == len(seen) - 1 else "  "), *line)
        for n, line in enumerate(seen)
    ]


def _turn(turn: Turn, words: str, strong: Sequence[Span], width: int, style: Style) -> list[Line]:
    named = f"{turn.number} {turn.speaker}" + (f" ({turn.profile})" if turn.profile else "")
    heading: Style = "heading" if style == "plain" else "faint"
    return [
        cut((Piece(shown(named), heading),), width),
        *(emphasise(words, line, strong, style) for line in wrap(words, width)),
    ]


def _sides(state: State, difference: Difference, width: int, room: int) -> list[Line]:
    """Return the coders side by side, or one under the other where that would be too narrow."""
    count = len(difference.sides)
    column = (width - len(GAP.text) * (count - 1)) // count if count else width
    if column < NARROWEST:
        each = [_side(state, difference, number, width, 1) for number in range(count)]
        return [line for lines in each for line in _one_line(lines)][:room]
    each = [_side(state, difference, number, column, room) for number in range(count)]
    rows = zip_longest(*(lines[:room] for lines in each), fillvalue=())
    return [_joined(row, column) for row in rows]


def _side(state: State, difference: Difference, number: int, width: int, most: int) -> list[Line]:
    """Return what one coder made of it: verdict, words, memo."""
    side = difference.sides[number]
    transcript = state.study.transcript(difference.transcript)
    text = transcript.text if transcript else ""
    verdict = VERDICTS[side.verdict].say(state.language)
    style: Style = "accepted" if side.verdict == "yes" else "faint"
    lines: list[Line] = [
        (Piece(f"{number + 1} {shown(side.coder)}", "heading"),),
        (Piece(f"{SIGNS[side.verdict]} {verdict}", style),),
    ]
    for span in given(side):
        lines += paragraph("", f"“{span.of(text)}”", width, most=max(1, most - 3))
    if side.memo:
        lines += paragraph("✎ ", side.memo, width, most=max(1, most - 3))
    return [cut(line, width) for line in lines]


def _one_line(lines: Sequence[Line]) -> list[Line]:
    """Return a coder's lines behind each other."""
    space = Piece("  ")
    return [tuple(piece for line in lines for piece in (*line, space))]


def _joined(cells: Sequence[Line], width: int) -> Line:
    pieces: list[Piece] = []
    for number, cell in enumerate(cells):
        if number:
            pieces.append(GAP)
        pieces += [*cell, Piece(" " * (width - size(cell)))]
    return tuple(pieces)


def _settled(state: State, difference: Difference, width: int) -> list[Line]:
    """Return how it was settled, if it was."""
    one = difference.settled
    if one is None:
        return []
    words = (
        state.say("● gán mã này", "● the code holds")
        if one.target == "accept"
        else state.say("✗ không gán mã này", "✗ the code does not hold")
    )
    title = state.say(f"Đã phân xử ({one.coder}): ", f"Settled ({one.coder}): ")
    return _indented(title, f"{words} – {one.note}", width, "plain", 2)


def _asking(state: State, width: int) -> list[Line]:
    """Return what will be recorded, and the reason as it is being typed."""
    outcome = state.outcome
    if outcome.code:
        named = label(state, outcome.code)
        words = state.say(f" Thay bằng: {named}", f" In its place: {named}")
    elif outcome.take:
        words = state.say(f" Theo {outcome.take}", f" As {outcome.take} has it")
    else:
        words = state.say(" Bỏ mã này ở đây", " This code does not hold here")
    typed = _typing(state.say("Lý do: ", "Reason: "), state.typed, width)
    title = state.say("↑ lần trước: ", "↑ last one: ")
    again = _indented(title, state.reason, width, "faint", 1) if state.reason else []
    return [(Piece(shown(words), "heading"),), *typed[-2:], *again]


def _typing(title: str, typed: Typed, width: int) -> list[Line]:
    words = f"{typed.text[: typed.at]}{CURSOR}{typed.text[typed.at :]}"
    return _indented(title, words, width, "plain")


def _indented(title: str, words: str, width: int, style: Style, most: int = MUCH) -> list[Line]:
    """Return a paragraph one column to the right."""
    return [(Piece(" "), *line) for line in paragraph(title, words, width - 1, style, most=most)]


def _picker(state: State, width: int, room: int) -> list[Line]:
    """Return what is typed and the codes it finds, the picked one always among them."""
    found = codes_found(state)
    drawn = _typing(state.say("Mã khác: ", "Another code: "), state.typed, width)[-1:]
    if not found:
        words = state.say(" Không có mã nào như vậy.", " There is no such code.")
        return [*drawn, (Piece(words, "faint"),)]
    rows = max(1, room - 3)
    first = max(0, min(state.picked - rows // 2, len(found) - rows))
    for number, option in enumerate(found[first : first + rows], first):
        picked = number == state.picked
        sign = Piece(" ▶ " if picked else "   ", "cursor")
        name = Piece(shown(option.label), "chosen" if picked else "plain")
        drawn.append(cut((sign, name, Piece(f"  {shown(option.hint)}", "faint")), width))
    means = found[state.picked].about
    return [*drawn, *_indented("", means, width, "faint", 2)]
