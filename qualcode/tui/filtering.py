"""`F`: only the rows that have a code, a status, a memo … or are a speaker's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from qualcode.model import SIGNS, Bilingual, Coding
from qualcode.tui import editor, lists
from qualcode.tui.cursor import refused
from qualcode.tui.naming import label
from qualcode.tui.picker import Option
from qualcode.tui.state import Filter, State, Step

PLAIN: tuple[tuple[Filter, Bilingual], ...] = (
    (Filter("status", "proposed"), Bilingual("Đề xuất chưa xét", "Undecided proposals")),
    (Filter("status", "accepted"), Bilingual("Đã chấp nhận", "Accepted")),
    (Filter("status", "added"), Bilingual("Người thêm", "Added by a person")),
    (Filter("status", "rejected"), Bilingual("Đã bỏ", "Rejected")),
    (Filter("note", "memo"), Bilingual("Có ghi chú", "With a memo")),
    (Filter("note", "translation"), Bilingual("Có bản dịch", "With a translation")),
    (Filter("note", "unchecked"), Bilingual("Bản dịch chưa kiểm tra", "Translation not checked")),
    (Filter("note", "pin"), Bilingual("Trích dẫn đã ghim", "Pinned as a quote")),
    (Filter("note", "ban"), Bilingual("Đã loại khỏi trích dẫn", "Banned as a quote")),
    (Filter("sentence", "unreviewed"), Bilingual("Câu chưa xem", "Unreviewed sentences")),
    (Filter("sentence", "uncoded"), Bilingual("Câu chưa có mã", "Sentences without a code")),
)


def start(state: State) -> Step:
    """Open the list of filters."""
    if not state.rows:
        return refused(state, "Bản này không có câu nào.", "There are no sentences here.")
    opened = replace(state, mode="filter", typed=editor.EMPTY, picked=0)
    return replace(opened, options=tuple(_options(state))), ()


def press(state: State, key: str) -> Step:
    """Let a key choose a filter; one that is on is taken off. `F` alone takes all off."""
    if key == "F" and not state.typed.text:
        return clear(replace(state, mode="read", options=()))
    return lists.press(state, key, _toggle)


def clear(state: State) -> Step:
    """Show all rows again, the matches of a search not marked any more."""
    return replace(state, filters=frozenset(), visible=(), query="", matches=()), ()


def kept(state: State, filters: Collection[Filter]) -> tuple[int, ...]:
    """Return the rows that have something of every kind of filter.

    A code, a status and a note must be those of one and the same coding.
    """
    wanted: dict[str, set[Filter]] = {}
    for one in filters:
        wanted.setdefault(one.kind, set()).add(one)
    asked = [wanted.pop(kind) for kind in ("sentence", "speaker") if kind in wanted]
    rows = set(range(len(state.rows)))
    for of_row in asked:
        rows &= {number for one in of_row for number in _rows(state, one)}
    if wanted:
        rows = {n for n in rows if state.codings[n] and _has(state.codings[n], wanted.values())}
    return tuple(sorted(rows))


def words(state: State) -> str:
    """Return the filters that are on, in words."""
    return " + ".join(name(state, one) for one in sorted(state.filters))


def name(state: State, one: Filter) -> str:
    """Return a filter in words."""
    plain = dict(PLAIN).get(one)
    if plain:
        return plain.say(state.language)
    return one.value if one.kind == "speaker" else label(state, one.value)


def _toggle(state: State, option: Option) -> Step:
    kind, value = option.id.split(":", 1)
    filters = state.filters ^ {Filter(kind, value)}
    if not filters:
        return clear(state)
    visible = kept(state, filters)
    if not visible:
        return refused(
            state,
            "Không câu nào khớp; bộ lọc như trước.",
            "No sentence has all this; as before.",
        )
    row = next((n for n in visible if n >= state.row), visible[-1])
    coding = state.coding if row == state.row else ""
    return replace(state, filters=filters, visible=visible, row=row, coding=coding), ()


def _options(state: State) -> Iterator[Option]:
    """Yield the filters that are on, then the others that some row has."""
    plain = [one for one, _ in PLAIN]
    speakers = [Filter("speaker", name) for name in dict.fromkeys(_speakers(state))]
    counts = Counter(
        one
        for codings in filter(None, state.codings)
        for one in {one for coding in codings for one in _of_coding(coding)}
    )
    codes = sorted(one for one in counts if one.kind == "code")
    for one in (*plain, *speakers):
        if one.kind in {"sentence", "speaker"}:
            counts[one] = len(_rows(state, one))
    for one in dict.fromkeys((*sorted(state.filters), *plain, *speakers, *codes)):
        if counts[one] or one in state.filters:
            yield _option(state, one, counts[one])


def _option(state: State, one: Filter, count: int) -> Option:
    counted = state.say(f"{count} câu", f"{count} sentence{'s' * (count != 1)}")
    kind = {"speaker": state.say("người nói · ", "speaker · "), "code": f"{one.value} · "}
    sign = SIGNS["accepted"] if one in state.filters else ""
    hint = kind.get(one.kind, "") + counted
    return Option(f"{one.kind}:{one.value}", name(state, one), hint, sign)


def _rows(state: State, one: Filter) -> list[int]:
    """Return the rows that a filter of sentences or speakers finds."""
    if one.kind == "speaker":
        return [n for n, speaker in enumerate(_speakers(state)) if speaker == one.value]
    if one.value == "unreviewed":
        return list(state.unreviewed)
    return [n for n in state.codable if all(c.status == "rejected" for c in state.codings[n])]


def _speakers(state: State) -> Iterator[str]:
    return (row.turn.speaker for row in state.rows)


def _of_coding(coding: Coding) -> Iterator[Filter]:
    yield Filter("status", coding.status)
    parts = coding.code.split(".")
    yield from (Filter("code", ".".join(parts[:length])) for length in range(1, len(parts) + 1))
    if coding.memo:
        yield Filter("note", "memo")
    if coding.translation:
        yield Filter("note", "translation")
    if coding.translation and not coding.checked:
        yield Filter("note", "unchecked")
    if coding.cite:
        yield Filter("note", coding.cite)


def _has(codings: Collection[Coding], wanted: Collection[set[Filter]]) -> bool:
    """Say whether one of the codings has something of every kind."""
    return any(
        all(any(one in asked for one in found) for asked in wanted)
        for found in (tuple(_of_coding(coding)) for coding in codings)
    )
