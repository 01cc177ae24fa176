"""The pane beside the transcript: the code under the cursor, the list of codes, the memo."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.model import Bilingual, Code, Coding, Language, Status, Valence
from qualcode.tui.deciding import codes_found
from qualcode.tui.editor import Line as Typed
from qualcode.tui.lines import label, sign_of
from qualcode.tui.state import State, choices, chosen, current
from qualcode.tui.wrap import Line, Piece, Style, cut, paragraph, shown

VALENCE_WORDS: Mapping[Valence, Bilingual] = {
    "barrier": Bilingual("rào cản", "barrier"),
    "enabler": Bilingual("thuận lợi", "enabler"),
    "neutral": Bilingual("trung tính", "neutral"),
}
STATUS_WORDS: Mapping[Status, Bilingual] = {
    "proposed": Bilingual("máy đề xuất, chưa ai xét", "proposed, nobody has decided"),
    "accepted": Bilingual("đã chấp nhận", "accepted"),
    "added": Bilingual("người thêm", "added by a person"),
    "rejected": Bilingual("đã bỏ", "rejected"),
}
CURSOR = "▏"


def panel(state: State, width: int, height: int) -> list[Line]:
    """Return at most so many lines about what is under the cursor."""
    if state.mode == "pick":
        return _picker(state, width, height)
    if state.mode == "memo":
        return _memo(state, width, height)
    coding = chosen(state)
    if coding is None:
        return paragraph("", _no_code(state), width, "faint")[:height]
    return _fitted(_about(state, coding), width, height)


def _about(state: State, coding: Coding) -> list[tuple[str, str, Style]]:
    """Return title, words and style of all there is to say about a coding."""
    code = state.study.code(coding.code) or Code(coding.code, Bilingual(coding.code, ""))
    first, second = (
        (code.label.en, code.label.vi) if state.language == "en" else (code.label.vi, code.label.en)
    )
    who = STATUS_WORDS[coding.status].say(state.language)
    valence = VALENCE_WORDS[coding.valence].say(state.language)
    by = f" ({coding.coder})" if coding.coder else ""
    named = " · ".join(dict.fromkeys(filter(None, (first, second))))
    sections: list[tuple[str, str, Style]] = [
        (f"{sign_of(coding)} ", named, "heading"),
        ("", f"{coding.code} · {valence} · {who}{by}", coding.status),
        (state.say("Ghi chú: ", "Memo: "), coding.memo, "plain"),
        *_reasons(state, coding, code),
        (state.say("Định nghĩa: ", "Definition: "), code.definition.say(state.language), "plain"),
        (state.say("Không dùng khi: ", "Not when: "), code.exclude.say(state.language), "plain"),
        (state.say("Dùng cả khi: ", "Also when: "), code.include.say(state.language), "plain"),
    ]
    return [section for section in sections if section[1]]


def _reasons(state: State, coding: Coding, code: Code) -> list[tuple[str, str, Style]]:
    """Return the words that fired, and the rule with its place in the codebook."""
    fired = " … ".join(f"“{span.of(state.transcript.text)}”" for span in coding.evidence)
    rule = next((rule for rule in code.rules if rule.id == coding.rule), None)
    return [
        (state.say("Lời khớp: ", "Words that fired: "), fired, "evidence"),
        (state.say("Mẫu: ", "Rule: "), rule.pattern if rule else "", "faint"),
        ("  ", rule.where if rule else "", "faint"),
    ]


def _fitted(sections: list[tuple[str, str, Style]], width: int, height: int) -> list[Line]:
    """Return a line of every section, then more of each while there is room; faint ones last."""
    whole = [paragraph(title, words, width, style) for title, words, style in sections]
    lengths = [1] * len(sections)
    for number in sorted(range(len(sections)), key=lambda n: sections[n][2] == "faint"):
        room = height - sum(lengths)
        lengths[number] += max(0, min(room, len(whole[number]) - 1))
    drawn = [
        line
        for (title, words, style), most in zip(sections, lengths, strict=True)
        for line in paragraph(title, words, width, style, most=most)
    ]
    return drawn[:height]


def _no_code(state: State) -> str:
    row = current(state)
    if row is None:
        return state.say("Bản gỡ băng này không có lượt lời nào.", "Nothing is said here.")
    if row.turn.role == "interviewer":
        return state.say(
            "Lời người phỏng vấn: là bối cảnh, không gán mã.",
            "The interviewer's words: context, not coded.",
        )
    return state.say("Câu này chưa có mã. Nhấn / để thêm.", "No code here. Press / to add one.")


def _picker(state: State, width: int, height: int) -> list[Line]:
    """Return what is typed and the codes it finds, the picked one always among them."""
    found = codes_found(state)
    title = state.say("Thêm mã: ", "Add a code: ")
    count = f" {len(found)}"
    drawn = [(*_typing(title, state.typed, width - len(count)), Piece(count, "faint"))]
    room = max(1, height - 3)
    first = max(0, min(state.picked - room // 2, len(found) - room))
    for number, code in enumerate(found[first : first + room], first):
        drawn.append(_choice(state, code, width, picked=number == state.picked))
    if not found:
        words = state.say("Không có mã nào như vậy.", "There is no such code.")
        return [*drawn, *paragraph("", words, width, "faint")][:height]
    about = found[state.picked].definition.say(state.language)
    left = height - len(drawn)
    return [*drawn, *paragraph("", about, width, "faint", most=left)][:height]


def _choice(state: State, code: Code, width: int, *, picked: bool) -> Line:
    other: Language = "vi" if state.language == "en" else "en"
    there = any(c.code == code.id and c.status != "rejected" for c in choices(state))
    words = f"{label(state, code.id, state.language)}{' ●' if there else ''}"
    rest = f"  {code.id} · {label(state, code.id, other)}"
    style: Style = "chosen" if picked else "plain"
    sign = Piece("▶ " if picked else "  ", "cursor")
    return cut((sign, Piece(shown(words), style), Piece(shown(rest), "faint")), width)


def _memo(state: State, width: int, height: int) -> list[Line]:
    """Return the memo as it is being written, its end always in sight."""
    coding = chosen(state)
    title = state.say("Ghi chú: ", "Memo: ")
    named = f"{sign_of(coding)} {label(state, coding.code, state.language)}" if coding else ""
    typed = state.typed
    whole = f"{title}{typed.text[: typed.at]}{CURSOR}{typed.text[typed.at :]}"
    written = paragraph("", whole, width)
    return [*paragraph("", named, width, "heading", most=1), *written[-max(1, height - 1) :]]


def _typing(title: str, typed: Typed, width: int) -> Line:
    """Return a line being typed, with the cursor in sight."""
    words = f"{typed.text[: typed.at]}{CURSOR}{typed.text[typed.at :]}"
    return cut((Piece(title, "heading"), Piece(words)), width)
