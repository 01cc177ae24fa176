"""The pane beside the transcript: the code under the cursor, and why it is there."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.language.quoting import CHOSEN, translated_by
from qualcode.model import Bilingual, Code, Coding, Status, Valence
from qualcode.tui import typing_panes
from qualcode.tui.cursor import chosen, current
from qualcode.tui.deciding import doubt_of
from qualcode.tui.naming import chance, label
from qualcode.tui.signs import sign_of
from qualcode.tui.state import State
from qualcode.tui.wrap import Line, Style, paragraph

TALL = 16
"""Lines from which the pane has room for more than the code itself."""

Section = tuple[str, str, Style]
"""A title, the words behind it, and how they look."""

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


def panel(state: State, width: int, height: int) -> list[Line]:
    """Return at most so many lines about what is under the cursor."""
    if state.mode in typing_panes.LISTS:
        return typing_panes.options(state, width, height)
    if state.mode in {"memo", "translate"}:
        return typing_panes.note(state, width, height)
    if state.mode == "select":
        return typing_panes.words(state, width, height)
    if not state.saved:
        # Below there is room for the beginning only.
        return paragraph("", state.message, width, "warning")[:height]
    coding = chosen(state)
    if coding is None:
        drawn = paragraph("", _no_code(state), width, "faint")
        return [*drawn, *(_codebook(state, width) if height >= TALL else [])][:height]
    sections = _about(state, coding)
    return _fitted([*sections, *(_more(state, coding) if height >= TALL else [])], width, height)


def _about(state: State, coding: Coding) -> list[Section]:
    """Return title, words and style of all there is to say about a coding."""
    code = state.study.code(coding.code) or Code(coding.code, Bilingual(coding.code, ""))
    first, second = (
        (code.label.en, code.label.vi) if state.language == "en" else (code.label.vi, code.label.en)
    )
    who = _who(state, coding)
    valence = VALENCE_WORDS[coding.valence].say(state.language)
    by = f" ({coding.coder})" if coding.coder else ""
    named = " · ".join(dict.fromkeys(filter(None, (first, second))))
    sections: list[Section] = [
        (f"{sign_of(coding)} ", named, "heading"),
        ("", f"{coding.code} · {valence} · {who}{by}", coding.status),
        (state.say("Cần xem lại: ", "Have a look: "), _doubt(state, coding), "heading"),
        (state.say("Ghi chú: ", "Memo: "), coding.memo, "plain"),
        (_translation(state, coding), coding.translation, "plain"),
        (state.say("Trích dẫn: ", "Quote: "), CHOSEN[coding.cite].say(state.language), "plain"),
        *_reasons(state, coding, code),
        *_alike(state, coding),
        (state.say("Định nghĩa: ", "Definition: "), code.definition.say(state.language), "plain"),
        (state.say("Không dùng khi: ", "Not when: "), code.exclude.say(state.language), "plain"),
        (state.say("Dùng cả khi: ", "Also when: "), code.include.say(state.language), "plain"),
    ]
    return [section for section in sections if section[1]]


def _translation(state: State, coding: Coding) -> str:
    """Return the title of a translation, with who gave it and who has checked it."""
    by = translated_by(coding).say(state.language)
    return state.say(f"Bản dịch ({by}): ", f"Translation ({by}): ")


def _who(state: State, coding: Coding) -> str:
    """Return who stands behind a coding; of what a model proposed, how likely it holds that."""
    status = STATUS_WORDS[coding.status].say(state.language)
    if coding.origin != "model":
        return status
    from qualcode.explain import learned

    by = learned(coding.model, coding.probability).say(state.language)
    if coding.status != "proposed":
        return f"{status} · {by}"
    nobody = state.say("chưa ai xét", "nobody has decided")
    return f"{by}, {nobody}"


def _more(state: State, coding: Coding) -> list[Section]:
    """Return examples, and the codes beside this one in the codebook."""
    code = state.study.code(coding.code)
    if code is None:
        return []
    beside = [c.id for c in state.study.codes if c.family == code.family and c.id != code.id]
    titled = (
        (state.say("Ví dụ: ", "Examples: "), code.examples),
        (state.say("Không phải: ", "Not: "), code.counter_examples),
    )
    sections: list[Section] = [
        *((title, " / ".join(words), "plain") for title, words in titled),
        (
            state.say("Cùng nhóm: ", "Beside it: "),
            " · ".join(label(state, one) for one in beside),
            "faint",
        ),
    ]
    return [section for section in sections if section[1]]


def _codebook(state: State, width: int) -> list[Line]:
    """Return the codes there are, family by family."""
    families: dict[str, list[str]] = {}
    for code in state.study.codes:
        families.setdefault(code.family, []).append(label(state, code.id))
    drawn: list[Line] = [()] if families else []
    for family, labels in families.items():
        others = [one for one in labels if one != label(state, family)]
        drawn += paragraph(f"{label(state, family)}: ", " · ".join(others), width)
    return drawn


def _doubt(state: State, coding: Coding) -> str:
    """Return why a decision on this is in doubt, and on which words it was made."""
    doubt = doubt_of(state, coding)
    if doubt is None:
        return ""
    old = state.say("lời cũ", "the words were")
    return f"{doubt.reason.say(state.language)}; {old} “{doubt.decision.exact}”"


def _reasons(state: State, coding: Coding, code: Code) -> list[Section]:
    """Return the words that fired, and the rule with its place in the codebook."""
    fired = " … ".join(f"“{span.of(state.transcript.text)}”" for span in coding.evidence)
    rule = next((rule for rule in code.rules if rule.id == coding.rule), None)
    likely = "" if coding.probability is None else f" ({chance(state, coding.probability)})"
    title = (
        state.say("Lời gợi ra mã: ", "Words that speak for it: ")
        if coding.origin == "model"
        else state.say("Lời khớp: ", "Words that fired: ")
    )
    return [
        (title, fired, "evidence"),
        (state.say(f"Mẫu{likely}: ", f"Rule{likely}: "), rule.pattern if rule else "", "faint"),
        ("  ", rule.where if rule else "", "faint"),
    ]


def _alike(state: State, coding: Coding) -> list[Section]:
    """Return the passages already coded that are most like this one, in the large pane."""
    if not state.tall or state.blind:
        return []
    title = state.say("Giống: ", "Like it: ")
    if state.near_of != coding.id:
        return [(title, "…", "plain")]
    if not state.near:
        none = state.say("chưa có đoạn nào đã mang mã này", "no passage has this code yet")
        return [(title, none, "plain")]
    return [
        (f"{title}{chance(state, one.similarity)} ", f"“{one.words}” {one.where}", "plain")
        for one in state.near
    ]


def _fitted(sections: list[Section], width: int, height: int) -> list[Line]:
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
    if state.loading:
        return state.say(
            "Đang mở sổ mã và các quyết định; trong lúc đó cứ đọc.",
            "Opening the codebook and the decisions; go on reading meanwhile.",
        )
    if row is None:
        file = state.transcript.file
        own = [p.message.say(state.language) for p in state.study.problems if p.where == file]
        if own:
            return " ".join(own)
        return state.say("Bản gỡ băng này không có lượt lời nào.", "Nothing is said here.")
    if row.turn.role == "interviewer":
        return state.say(
            "Lời người phỏng vấn: là bối cảnh, không gán mã.",
            "The interviewer's words: context, not coded.",
        )
    return state.say(
        "Câu này chưa có mã. / thêm mã, v chọn ít hay nhiều lời hơn, r đã đọc cả lượt.",
        "No code here. / adds one, v chooses fewer or more words, r marks the turn as read.",
    )
