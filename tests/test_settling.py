"""Settling differences: what each key records, what the screen shows, and that it reaches disk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from qualcode import codebook, decisions, project, store, turns
from qualcode.errors import DecisionError, StudyError
from qualcode.model import Decision, Settings, Span, Study
from qualcode.project import with_codings
from qualcode.review.differences import Side, differences
from qualcode.tui.settling import open_screen
from qualcode.tui.settling.app import Settling, SettlingScreen
from qualcode.tui.settling.keys import paste, press
from qualcode.tui.settling.lines import marked, screen
from qualcode.tui.settling.outcomes import Outcome, drafts, id_of
from qualcode.tui.settling.state import State, open_places, saved, start

BOOK = codebook.parse(
    """
codebook: test
version: 1
codes:
  - id: awareness.no_knowledge
    label: {vi: Không biết, en: No knowledge}
    definition: {vi: "Chưa nghe nói", en: "Has not heard"}
    exclude: {vi: "biết mà hiểu sai", en: "knows it wrongly"}
    patterns: ["(không|chưa) ~2 (biết|nghe)"]
  - id: affordability.worker_income
    label: {vi: Thu nhập thấp, en: Low income}
    patterns: ["tiền đâu ~3 đóng"]
  - id: benefits.pension
    label: {vi: Lương hưu, en: Pension}
""",
    "codebooks/test.yaml",
)
TALK = """Loại: PVS

PVV: Chị có nghe nói bảo hiểm xã hội chưa?
NTL (nữ, 41 tuổi): Tôi chưa nghe bao giờ. Mà tiền đâu ra mà đóng! [cười] Lương hưu thì ai cũng muốn.
"""
IGNORANCE, INCOME, PENSION = (
    "awareness.no_knowledge",
    "affordability.worker_income",
    "benefits.pension",
)
KEYS = [*"123x/cnphjklu?q thuđế", "up", "down", "left", "right", "tab", "backspace", "escape"]
KEYS += ["enter"] * 5 + ["1", "2", "x", "a"] * 2


def record(study: Study, made: Sequence[Decision]) -> Study:
    """What the store does to drafts, without a file: an id, a time, a number."""
    first = len(study.decisions) + 1
    done = [
        replace(draft, id=f"{n:08}", time=f"2026-01-01T00:00:00.{n:06}Z", sequence=n)
        for n, draft in enumerate(made, first)
    ]
    step = done[0].id if len(done) > 1 else ""
    return project.with_decisions(study, (*study.decisions, *(replace(d, step=step) for d in done)))


def span_of(study: Study, words: str) -> Span:
    start_at = study.transcripts[0].text.index(words)
    return Span(start_at, start_at + len(words))


def add(study: Study, coder: str, code: str, words: str) -> Study:
    span = span_of(study, words)
    return record(study, [decisions.add(study, "t1", code, span, coder=coder)])


def judge(study: Study, coder: str, code: str, verdict: str) -> Study:
    [found] = [one for one in study.proposals if one.code == code]
    make = decisions.accept if verdict == "accept" else decisions.reject
    return record(study, [make(study, found, coder=coder)])


def study_of(policy: str = "adjudicated") -> Study:
    """Lan and Minh differ on three codes; both have read all of it."""
    study = with_codings(
        Study(Settings(policy=policy), codebooks=(BOOK,), transcripts=(turns.parse("t1", TALK),))
    )
    study = judge(judge(study, "Lan", IGNORANCE, "accept"), "Minh", IGNORANCE, "reject")
    study = judge(judge(study, "Lan", INCOME, "reject"), "Minh", INCOME, "accept")
    study = add(study, "Lan", PENSION, "Lương hưu thì ai cũng muốn.")
    return record(study, [decisions.seen(study, "t1", 2, coder=name) for name in ("Lan", "Minh")])


def opened(study: Study | None = None) -> State:
    study = study or study_of()
    return start(study, "Hoa", differences(study))


def after(state: State, *keys: str) -> State:
    for key in keys:
        state, made = press(state, key)
        if made:
            state = saved(state, record(state.study, made))
    return state


def go_to(state: State, code: str) -> State:
    codes = [one.code for one in state.differences]
    return replace(state, at=codes.index(code))


def in_force(study: Study, code: str) -> list[str]:
    text = study.transcripts[0].text
    return [c.span.of(text) for c in study.codings if c.code == code and c.status != "proposed"]


def said(state: State, width: int = 80, height: int = 24) -> list[str]:
    return ["".join(piece.text for piece in line) for line in screen(state, width, height)]


# Deciding


def test_there_are_three_differences_and_the_first_is_shown() -> None:
    state = opened()
    assert {one.code for one in state.differences} == {IGNORANCE, INCOME, PENSION}
    assert (state.at, open_places(state)) == (0, [0, 1, 2])


def test_nothing_is_recorded_before_a_reason_is_given() -> None:
    state, made = press(opened(), "1")
    assert (state.mode, made) == ("reason", ())
    state, made = press(state, "enter")
    assert (state.mode, made) == ("reason", ())
    assert "lý do" in state.message
    state, made = press(after(state, " "), "enter")
    assert made == ()


def test_taking_who_gave_the_code_lets_it_hold() -> None:
    state = go_to(opened(), IGNORANCE)
    state = after(state, "1", *"rõ", "enter")
    assert in_force(state.study, IGNORANCE) == ["Tôi chưa nghe bao giờ."]
    last = state.study.decisions[-1]
    assert (last.action, last.target, last.coder, last.note) == (
        "adjudicate",
        "accept",
        "Hoa",
        "rõ",
    )


def test_taking_who_rejected_it_strikes_it() -> None:
    state = after(go_to(opened(), IGNORANCE), "2", *"rõ", "enter")
    assert in_force(state.study, IGNORANCE) == []
    assert [c.code for c in state.study.rejected] == [IGNORANCE]


def test_taking_who_read_it_without_the_code_strikes_it() -> None:
    state = after(go_to(opened(), PENSION), "2", *"rõ", "enter")
    assert in_force(state.study, PENSION) == []


def test_x_strikes_what_anybody_coded() -> None:
    state = after(go_to(opened(), PENSION), "x", *"rõ", "enter")
    assert in_force(state.study, PENSION) == []
    assert state.study.decisions[-1].target == "reject"


def test_another_code_takes_the_place_in_one_step() -> None:
    state = after(go_to(opened(), PENSION), "/", *"thu nhap", "enter", *"rõ")
    state, made = press(state, "enter")
    assert [(d.target, d.code) for d in made] == [("reject", PENSION), ("accept", INCOME)]
    study = record(state.study, made)
    assert in_force(study, PENSION) == []
    assert "Lương hưu thì ai cũng muốn." in in_force(study, INCOME)
    assert len({d.step for d in study.decisions[-2:]}) == 1


def test_the_code_in_question_is_no_other_code() -> None:
    state = after(go_to(opened(), PENSION), "/", *"luong huu", "enter")
    assert state.mode == "pick"
    assert "mã khác" in state.message


def test_taking_one_coders_words_strikes_anothers_that_they_do_not_reach() -> None:
    study = study_of()
    chain = ("Tôi chưa nghe bao giờ. Mà tiền đâu", "tiền đâu ra mà đóng! [cười] Lương hưu")
    study = add(study, "Lan", PENSION, chain[0])
    study = add(study, "Minh", PENSION, chain[1])
    study = record(study, [decisions.seen(study, "t1", 2, coder="Tú")])
    [one] = [d for d in differences(study) if d.code == PENSION]
    made = drafts(study, one, Outcome(take="Minh"), coder="Hoa", note="rõ")
    assert in_force(record(study, made), PENSION) == [chain[1]]
    made = drafts(study, one, Outcome(take="Lan"), coder="Hoa", note="rõ")
    assert in_force(record(study, made), PENSION) == [chain[0], "Lương hưu thì ai cũng muốn."]
    made = drafts(study, one, Outcome(), coder="Hoa", note="rõ")
    assert in_force(record(study, made), PENSION) == []


def test_a_coder_without_a_side_is_named_with_those_who_have_one() -> None:
    study = study_of()
    with pytest.raises(DecisionError, match="there are: Lan, Minh"):
        drafts(study, differences(study)[0], Outcome(take="Tú"), coder="Hoa", note="rõ")


def test_a_number_that_no_coder_has_does_nothing() -> None:
    state, made = press(opened(), "3")
    assert (state.mode, made) == ("walk", ())
    assert "2 người" in state.message


# Moving


def test_after_an_outcome_the_next_open_one_is_shown() -> None:
    state = after(opened(), "1", *"rõ", "enter")
    assert (state.at, open_places(state)) == (1, [1, 2])
    state = after(state, "p", "n", "n", "1", *"rõ", "enter")
    assert (state.at, open_places(state)) == (1, [1])
    state = after(state, "x", *"rõ", "enter")
    assert open_places(state) == []
    assert "Đã phân xử hết" in state.message


def test_next_and_back_stop_at_the_ends() -> None:
    assert after(opened(), *"nnnnn").at == 2
    assert after(opened(), *"nnppppp").at == 0


def test_undo_reopens_the_latest_outcome_and_goes_back_to_it() -> None:
    state = after(opened(), "1", *"rõ", "enter", "n", "u")
    assert (state.at, open_places(state)) == (0, [0, 1, 2])


def test_undo_leaves_other_decisions_of_the_same_person_alone() -> None:
    study = study_of()
    state = start(study, "Lan", differences(study))
    state, made = press(state, "u")
    assert made == ()
    assert "không có quyết định nào" in state.message


def test_undo_takes_back_another_code_as_one_step() -> None:
    state = after(go_to(opened(), PENSION), "/", *"thu nhap", "enter", *"rõ", "enter")
    state = after(state, "u")
    assert in_force(state.study, PENSION) == in_force(study_of(), PENSION)
    assert len(open_places(state)) == 3


def test_the_last_reason_comes_back_with_up_also_after_a_restart() -> None:
    state = after(opened(), "1", *"theo định nghĩa", "enter", "x", "up")
    assert state.typed.text == "theo định nghĩa"
    again = start(state.study, "Hoa", state.differences)
    assert after(again, "x", "up").typed.text == "theo định nghĩa"


def test_a_reason_may_be_pasted_and_only_there() -> None:
    state = after(opened(), "1")
    assert paste(state, "vì\nthế").typed.text == "vì thế"
    assert paste(opened(), "q1x") == opened()


def test_vietnamese_typed_by_an_input_method_comes_out_right() -> None:
    state = after(opened(), "1", *"chinh", *["backspace"] * 3, *"ính")
    assert state.typed.text == "chính"


# Drawing


def test_the_screen_shows_the_question_the_words_and_each_coder() -> None:
    lines = "\n".join(said(go_to(opened(), IGNORANCE)))
    assert "Chị có nghe nói bảo hiểm xã hội chưa?" in lines
    assert re.search("‹¹²?Tôi chưa nghe bao giờ.¹²?›", lines)
    assert "[cười]" in lines
    assert re.search(r"1 Lan +│ 2 Minh", lines)
    assert re.search(r"● có mã này +│ ✗ đã bỏ mã này", lines)
    assert "còn 3 chỗ" in lines


def test_in_a_group_the_talk_since_the_last_question_is_shown() -> None:
    group = "PVV: Cũ?\nNam 1: Rồi.\nPVV: Ai nghe chưa?\nNam 1: Tôi rồi.\nNữ 2: Tôi chưa nghe.\n"
    study = with_codings(
        Study(Settings(), codebooks=(BOOK,), transcripts=(turns.parse("t1", group),))
    )
    study = judge(judge(study, "Lan", IGNORANCE, "accept"), "Minh", IGNORANCE, "reject")
    lines = "\n".join(said(opened(study)))
    assert all(words in lines for words in ("Ai nghe chưa?", "Tôi rồi.", "‹¹Tôi chưa nghe.¹›"))
    assert "Cũ?" not in lines


def test_a_settled_difference_says_how_and_why() -> None:
    state = after(opened(), "x", *"nói chung chung", "enter", "p")
    assert any("Đã phân xử (Hoa): ✗" in line and "nói chung chung" in line for line in said(state))


def test_the_bar_says_when_nothing_was_written() -> None:
    assert "CHƯA LƯU" in said(replace(opened(), saved=False))[0]


def test_the_words_in_question_are_in_sight_in_a_long_turn() -> None:
    long = "NTL: " + "Tôi kể chuyện nhà tôi ra. " * 80 + "Tôi chưa nghe. " + "Rồi sau đó. " * 80
    study = with_codings(
        Study(Settings(), codebooks=(BOOK,), transcripts=(turns.parse("t1", long),))
    )
    study = judge(judge(study, "Lan", IGNORANCE, "accept"), "Minh", IGNORANCE, "reject")
    state = opened(study)
    assert any("Tôi chưa nghe." in line for line in said(state)[3:16])
    assert any("▲" in line for line in said(state))
    assert said(after(state, "down")) != said(state)


@pytest.mark.parametrize(("width", "height"), [(60, 18), (80, 24), (120, 36), (200, 60)])
@pytest.mark.parametrize("keys", ["", "1", "/", "?", "xy"])
def test_every_line_fits_and_there_are_as_many_as_the_screen_has(
    width: int, height: int, keys: str
) -> None:
    lines = said(after(opened(), *keys), width, height)
    assert len(lines) == height
    assert max(map(cell_len, lines)) <= width


def test_nine_coders_stand_one_under_the_other() -> None:
    state = opened()
    [one, *_] = state.differences
    sides = tuple(Side(f"Người {n}", "yes", (one.span,), "") for n in range(1, 10))
    state = replace(state, differences=(replace(one, sides=sides),))
    assert any(line.startswith("1 Người 1  ● có mã này") for line in said(state, 80, 36))


@given(st.text(alphabet="ab \n[c]", min_size=1), st.data())
def test_marks_leave_the_words_as_they_are(words: str, data: st.DataObject) -> None:
    place = st.integers(0, len(words))
    pairs = data.draw(st.lists(st.tuples(place, place).map(sorted), max_size=4))
    sides = [Side(f"{n}", "yes", (Span(100 + a, 100 + b),), "") for n, (a, b) in enumerate(pairs)]
    text, strong = marked(words, 100, sides)
    assert re.sub(r"‹[¹²³⁴]+|[¹²³⁴]+›", "", text) == words
    assert all(span.of(text)[0] == "‹" for span in strong)
    covered = {at for a, b in pairs for at in range(a, b)}
    inside = "".join(span.of(text) for span in strong)
    assert len(re.sub(r"‹[¹²³⁴]+|[¹²³⁴]+›", "", inside)) == len(covered)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(KEYS), max_size=40))
def test_whatever_is_typed_only_reasoned_outcomes_and_their_undoing_are_recorded(
    keys: list[str],
) -> None:
    state = STATE
    for key in keys:
        before = state
        state, made = press(state, key)
        if made:
            state = saved(state, record(state.study, made))
            assert (before.mode, key) in {("reason", "enter"), ("walk", "u")}
        lines = said(state)
        assert (len(lines), max(map(cell_len, lines)) <= 80) == (24, True)
    new = state.study.decisions[len(STATE.study.decisions) :]
    assert {d.action for d in new} <= {"adjudicate", "undo"}
    assert all(d.note and d.coder == "Hoa" for d in new if d.action == "adjudicate")
    assert len(state.differences) == len(STATE.differences)


STATE = opened()


# The real screen, on a real study


def coded_by_two(folder: Path) -> SettlingScreen:
    study = project.load(folder)
    one = study.proposals[0]
    for make, coder in ((decisions.accept, "Lan"), (decisions.reject, "Minh")):
        store.append(folder / "coding.sqlite", [make(study, one, coder=coder)])
    study = project.load(folder)
    return SettlingScreen(
        start(study, "Hoa", differences(study)),
        lambda current, made: project.record(folder, current, made)[0],
    )


def on_disk(folder: Path) -> list[tuple[str, str, str]]:
    return [(d.action, d.target, d.note) for d in store.read(folder / "coding.sqlite")][2:]


async def test_an_outcome_is_on_disk_before_the_next_key(folder: Path) -> None:
    app = coded_by_two(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", *"ro", "backspace", "õ", "enter")
        assert on_disk(folder) == [("adjudicate", "accept", "rõ")]
        await pilot.press("u")
        assert [action for action, *_ in on_disk(folder)] == ["adjudicate", "undo"]
        await pilot.press("q")
    assert app.state.mode == "left"


async def test_what_cannot_be_written_is_said_and_the_reason_kept(folder: Path) -> None:
    app = coded_by_two(folder)
    async with app.run_test(size=(80, 24)) as pilot:
        (folder / "coding.sqlite").write_text("không phải kho quyết định " * 100, encoding="utf-8")
        await pilot.press("1", *"rõ", "enter")
        assert app.state.typed.text == "rõ"
        assert "CHƯA LƯU" in app.query_one(Settling).render_line(0).text
        await pilot.press("escape", "n")
        assert app.is_running


async def test_a_window_too_small_says_so_and_records_nothing(folder: Path) -> None:
    app = coded_by_two(folder)
    async with app.run_test(size=(50, 10)) as pilot:
        await pilot.press("1", "a", "enter")
        assert "60×18" in app.query_one(Settling).render_line(0).text
        assert on_disk(folder) == []


async def test_a_window_that_changes_its_size_is_drawn_anew(folder: Path) -> None:
    app = coded_by_two(folder)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.resize_terminal(60, 18)
        await pilot.pause()
        assert app.query_one(Settling).lines == screen(app.state, 60, 18)


def test_without_a_terminal_it_says_what_to_do() -> None:
    study = study_of()
    with pytest.raises(StudyError, match="--list"):
        open_screen(study, "Hoa", differences(study), record)


def test_a_study_without_differences_shows_that() -> None:
    study = with_codings(
        Study(Settings(), codebooks=(BOOK,), transcripts=(turns.parse("t1", TALK),))
    )
    state = after(start(study, "Hoa", ()), *"1xnpu")
    assert any("Không còn chỗ nào" in line for line in said(state))


def test_a_difference_keeps_its_id_when_it_is_settled() -> None:
    state = opened()
    after_all = after(state, "1", *"rõ", "enter", "1", *"rõ", "enter", "x", *"rõ", "enter")
    assert open_places(after_all) == []
    assert [id_of(one) for one in after_all.differences] == [
        id_of(one) for one in state.differences
    ]
