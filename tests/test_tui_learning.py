"""The coding screen's queue learns from the coder: what she sees of it, and what stays hers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from threading import Event

import pytest
from desk import after, code_at, record, said, words_at
from sayings import POOR, STORM, UNAWARE, book, examples, likely, study, talk
from textual.pilot import Pilot

from qualcode import project, store
from qualcode.decided import blinded
from qualcode.errors import StudyError
from qualcode.learning import learner
from qualcode.learning.kept import Kept
from qualcode.learning.likeness import neighbours
from qualcode.model import Bilingual, Coding, Decision, Problem, Settings, Study
from qualcode.ruleset import compile_rules
from qualcode.suggested import with_suggestions
from qualcode.tui import as_seen, bars, opening
from qualcode.tui.app import CodingScreen
from qualcode.tui.background import Background
from qualcode.tui.cursor import chosen, undecided
from qualcode.tui.keys import press
from qualcode.tui.lines import lines
from qualcode.tui.ordering import ORDERS
from qualcode.tui.panel import panel
from qualcode.tui.relearning import Learn, Relearning, is_behind, swapped
from qualcode.tui.state import State, start

FIRST = (
    "Tiền đâu mà đóng hả cô.",
    "Tôi mù mờ lắm, chẳng hiểu chế độ ấy.",
    "Ngày kiếm vài chục nghìn, thiếu trước hụt sau.",
    "Đêm ấy lũ lên, trôi hết lợn gà.",
    "Mời cô uống nước.",
    "Làm ngày nào ăn ngày ấy, dư đồng nào đâu.",
)
SECOND = ("Nước ngập, bò chết mấy con.", "Chế độ ấy tôi cũng chưa rõ.")


@cache
def ruled() -> Study:
    """Two conversations, as the rules alone have them."""
    return study((talk("pvs_01", FIRST), talk("pvs_02", SECOND)), book(examples()))


def learning(loaded: Study) -> Learn:
    found = learner(loaded, compile_rules(loaded.codebooks, {}), Kept())

    def relearned(now: Study) -> Study:
        learned, suggestions = found.learn(now)
        return with_suggestions(replace(now, learned=learned, suggestions=suggestions))

    return relearned


@cache
def taught() -> Study:
    """The same, with what its codebook's examples teach."""
    return learning(ruled())(ruled())


def relearning() -> Relearning:
    return Relearning(taught, learning, with_suggestions)


def screen(found: Study | None = None) -> State:
    found = found or taught()
    return start(found, found.transcripts[0], "Lan")


def at(state: State, code: str, words: str) -> State:
    """The screen with the cursor on this code of a sentence with these words."""
    for number, row in enumerate(state.rows):
        for coding in state.codings[number]:
            if words in row.span.of(state.transcript.text) and coding.code == code:
                return replace(state, row=number, coding=coding.id)
    raise AssertionError((code, words))


def followed(state: State, follow: Relearning | None = None) -> State:
    """The screen once what was decided has been learned from."""
    follow = follow or relearning()
    follow.step(lambda: ())
    return swapped(state, follow.step(lambda: state.study.decisions))


def shown(state: State) -> str:
    return " ".join(said(panel(state, 70, 30)))


# What a learned proposal looks like


def test_a_learned_proposal_has_another_sign_than_a_rule_s_also_without_colour() -> None:
    drawn = "\n".join(said(lines(screen(), 80)))

    assert "○ − Thu nhập thấp" in drawn
    assert "≈ − Không biết" in drawn
    assert "≈    Tôi mù mờ lắm" in drawn


def test_the_panel_shows_how_likely_it_is_and_which_words_speak_for_it() -> None:
    state = at(screen(), UNAWARE, "mù mờ")
    coding = chosen(state)
    assert coding
    assert coding.probability

    assert coding.probability > 0.99
    assert "máy học 0,99, chưa ai xét" in shown(state)
    assert "learned 0.99" in shown(replace(state, language="en"))
    assert "Lời gợi ra mã: “" in shown(state)
    words = {span.of(state.transcript.text) for span in coding.evidence}
    marked = {p.text for line in lines(state, 80) for p in line if p.style == "evidence"}
    assert words <= marked


def test_a_rule_s_proposal_has_its_probability_beside_the_rule() -> None:
    state = at(screen(), POOR, "Tiền đâu")
    coding = chosen(state)
    assert coding

    assert f"({coding.probability:.2f})".replace(".", ",") + ": tiền đâu ~3 đóng" in shown(state)
    assert "máy học" not in shown(state)


def test_what_another_suggester_proposed_bears_its_name() -> None:
    state = at(screen(), UNAWARE, "mù mờ")
    coding = chosen(state)
    assert coding
    other = replace(coding, model="qwen3-4b; prompt 1")
    codings = tuple((other,) if other.id in {c.id for c in of} else of for of in state.codings)

    assert "qwen3-4b 0,99, chưa ai xét" in shown(replace(state, codings=codings))


def test_the_large_pane_shows_the_passages_most_like_it_once_they_are_found() -> None:
    state = after(at(screen(), UNAWARE, "mù mờ"), "i")
    coding = chosen(state)
    assert coding
    assert "Giống: …" in shown(state)

    near = neighbours.neighbours(state.study, coding, 3)
    found = replace(state, near_of=coding.id, near=near)
    assert f"“{near[0].words}”" in shown(found)
    assert near[0].where in shown(found)
    assert near[0].words not in shown(after(found, "i"))
    assert "chưa có đoạn nào" in shown(replace(found, near=()))


def test_what_is_likely_here_comes_first_in_the_list_of_codes_until_something_is_typed() -> None:
    state = at(screen(), UNAWARE, "mù mờ")
    state = after(state, "/", *"thu nhap", "enter", "j", "j", "j", "j", "/")
    assert words_at(state) == "Đêm ấy lũ lên, trôi hết lợn gà."
    first, *others = state.options

    assert first.id == STORM
    assert first.sign.startswith("≈ 0,")
    assert others[0].id == POOR
    assert after(state, *"khong biet").options[0] == first
    assert bars.KEYS["pick"]


def test_a_code_decided_on_is_not_offered_as_likely_again() -> None:
    state = after(at(screen(), STORM, "lũ"), "x", "/")
    assert not any(option.sign.startswith("≈") for option in state.options if option.id == STORM)


# The queue follows the coder


def test_the_queue_follows_a_decision() -> None:
    """Twice nearly the same is said; what is done about the one tells of the other."""
    twice = (*FIRST, "Cán bộ hẹn mai rồi lại hẹn kia.", "Cán bộ cứ hẹn mai, hẹn kia.")
    found = study((talk("pvs_01", twice),), book(examples()))
    found = learning(found)(found)
    follow = Relearning(lambda: found, learning, with_suggestions)
    state = replace(screen(found), row=len(screen(found).rows) - 3)
    assert words_at(state) == twice[-2]
    state = after(state, "/", *"khong biet", "enter")
    before = likely(found, twice[-1], UNAWARE)
    after_it = followed(state, follow)

    assert likely(after_it.study, twice[-1], UNAWARE) > before + 0.05
    assert f"decisions Lan {len(state.study.decisions)}" in (after_it.study.learned.model)


def test_a_rejected_code_does_not_come_back_for_that_passage() -> None:
    state = after(at(screen(), UNAWARE, "mù mờ"), "x")
    again = followed(state)

    assert code_at(again) == f"rejected {UNAWARE}"
    assert all(c.code != UNAWARE or "mù mờ" not in words_of(again, c) for _, c in undecided(again))


def test_a_turn_read_and_left_empty_is_proposed_nothing_more_by_what_is_learned() -> None:
    state = at(screen(), UNAWARE, "mù mờ")
    turn = state.rows[state.row].turn.number
    again = followed(after(state, "r"))

    assert all(coding.turn != turn for _, coding in undecided(again))


def test_what_is_accepted_is_recorded_with_the_model_and_its_probability_and_stays() -> None:
    state = at(screen(), UNAWARE, "mù mờ")
    coding = chosen(state)
    assert coding
    (draft,) = press(state, "a")[1]
    assert (draft.model, draft.probability) == (coding.model, coding.probability)
    assert draft.model.startswith("qualcode ")
    assert press(state, "x")[1][0].model == coding.model

    again = followed(after(state, "a"))
    now = chosen(again)
    assert now
    assert (now.status, now.origin, now.span) == ("accepted", "model", coding.span)
    assert (now.model, now.probability) == (coding.model, coding.probability)
    assert "đã chấp nhận · máy học" in shown(again)


def test_a_rule_s_proposal_is_decided_on_without_a_model() -> None:
    (draft,) = press(at(screen(), POOR, "Tiền đâu"), "a")[1]
    assert (draft.model, draft.probability) == ("", None)


def test_what_is_decided_while_it_learns_is_not_lost() -> None:
    follow = relearning()
    follow.step(lambda: ())
    first = after(at(screen(), UNAWARE, "mù mờ"), "a")
    second = after(at(first, POOR, "Tiền đâu"), "x")
    asked = iter([first.study.decisions, second.study.decisions])
    found = follow.step(lambda: next(asked, second.study.decisions))

    assert not is_behind(found, second.study.decisions)
    assert {(c.code, c.status) for c in (*found.codings, *found.rejected)} >= {
        (UNAWARE, "accepted"),
        (POOR, "rejected"),
    }
    assert found.learned
    # It was learned from the first alone; the second comes next.
    assert "decisions Lan 1;" in found.learned.model
    assert "decisions Lan 2;" in follow.step(lambda: second.study.decisions).learned.model


def test_the_cursor_stays_on_its_words_and_its_code() -> None:
    state = at(screen(), POOR, "Ngày kiếm")
    decided = after(at(state, UNAWARE, "mù mờ"), "x")
    here = replace(decided, row=state.row, coding=state.coding)
    again = followed(here)

    assert (words_at(again), code_at(again)) == (words_at(state), f"proposed {POOR}")
    assert again.message == here.message


def test_a_proposal_does_not_go_from_under_the_cursor() -> None:
    state = at(screen(), UNAWARE, "mù mờ")
    gone = [c for c in state.study.codings if c.id != state.coding]
    without = replace(
        state.study,
        proposals=tuple(p for p in state.study.proposals if p.id != state.coding),
        codings=tuple(gone),
    )
    again = swapped(state, without)
    assert (code_at(again), again.message) == (f"proposed {UNAWARE}", "")
    accepted = after(again, "a")
    assert code_at(accepted) == f"accepted {UNAWARE}"

    elsewhere = swapped(after(state, "j", "j"), without)
    assert words_of_every(elsewhere, UNAWARE) == []


def test_it_is_said_if_something_under_the_cursor_has_changed_and_else_nothing() -> None:
    rules = replace(ruled(), learned=taught().learned)
    silent = at(screen(rules), POOR, "Tiền đâu")
    assert swapped(silent, taught()).message == ""

    changed = swapped(replace(silent, row=silent.row + 2, message="● A"), taught())
    assert words_at(changed) == FIRST[1]
    assert changed.message == "● A · Máy vừa học lại: đề xuất ở câu này đã đổi."


def test_it_is_said_when_something_is_learned_for_the_first_time_and_how_much_is_new() -> None:
    silent = at(screen(ruled()), POOR, "Tiền đâu")
    told = swapped(silent, taught())
    new = sum(coding.origin == "model" for _, coding in undecided(told))

    assert new > 1
    assert told.message == f"Máy đã học xong: bản này có {new} đề xuất ≈ ngoài quy tắc."
    assert swapped(replace(told, message=""), taught()).message == ""
    english = swapped(replace(silent, language="en"), taught())
    assert english.message == f"Learned: {new} proposals (≈) here that no rule has."
    assert swapped(replace(silent, blind=True), taught()).message == ""
    too_little = replace(ruled(), learned=None)
    assert swapped(silent, too_little).message == ""
    nothing_new = replace(ruled(), learned=taught().learned)
    assert "chưa có đề xuất ≈ nào" in swapped(silent, nothing_new).message


def test_remarks_on_the_study_stand_behind_what_is_told_already() -> None:
    problem = Problem("transcripts/a.txt", Bilingual("lạ", "odd"), "note")
    state = screen(replace(taught(), problems=(problem,)))

    assert opening.greeting(replace(state, message="● A")).startswith("● A Nghiên cứu có 1 điều")
    assert opening.greeting(replace(screen(), message="● A")) == "● A"


# In which order


def chances(state: State, keys: int) -> list[tuple[str, float]]:
    """What `n` goes to: the code and its probability."""
    found = []
    for _ in range(keys):
        state = after(state, "n")
        now = chosen(state)
        assert now
        found.append((now.code, now.probability or 0))
    return found


def ordered(*keys: str) -> State:
    """The screen at the beginning of the transcript, in the order that these keys choose."""
    state = after(screen(), "g", *keys)
    assert len(state.waiting) >= 4
    return state


def test_capital_o_goes_through_the_orders_and_the_bar_shows_which_is_on() -> None:
    state = ordered()
    seen = []
    for _ in ORDERS:
        state = after(state, "O")
        seen.append(state.order)
        bar = said([bars.status(after(state, "j"), 100)])[0]
        assert (ORDERS[state.order].vi in bar) == (state.order != "reading")

    assert seen == ["certainty", "uncertainty", "code", "reading"]


def test_n_goes_to_the_surest_first() -> None:
    state = ordered("O")
    found = [chance for _, chance in chances(state, len(state.waiting))]
    assert found == sorted(found, reverse=True)


def test_n_goes_to_what_is_nearest_to_even_odds_first() -> None:
    state = ordered("O", "O")
    every = {(c.code, c.probability) for _, c in undecided(state)}
    assert chances(state, 1)[0] == min(every, key=lambda one: abs(one[1] - 0.5))
    assert set(chances(state, len(state.waiting))) == every


def test_n_goes_through_one_code_after_the_other() -> None:
    state = ordered("O", "O", "O")
    codes = [code for code, _ in chances(state, len(state.waiting))]
    assert codes == sorted(codes)
    assert len(set(codes)) > 1


@pytest.mark.parametrize("keys", [["O"], ["O", "O"], ["O", "O", "O"]])
def test_each_proposal_is_gone_to_once_then_those_of_the_next_transcript(keys: list[str]) -> None:
    state = ordered(*keys)
    seen: list[str] = []
    while state.transcript.name == "pvs_01":
        state = after(state, "n")
        seen.append(state.coding)

    every = [c.id for c in taught().codings if c.transcript == "pvs_01"]
    assert sorted(seen[:-1]) == sorted(every)
    assert "pvs_02" in state.message
    assert code_at(state).startswith("proposed")


def test_what_was_passed_does_not_come_again_after_a_decision() -> None:
    state = after(ordered("O"), "n")
    passed = state.coding
    state = after(state, "n", "x", "n")
    assert state.coding != passed
    assert after(state, "p").coding == passed
    assert after(state, "p", "n").coding == state.coding
    assert "n" not in after(state, "p", "p").coding
    assert "để lại" in after(state, "p", "p").message


def test_after_the_last_proposal_of_all_n_begins_again() -> None:
    found = learning(only := study((talk("pvs_01", FIRST),), book(examples())))(only)
    state = after(screen(found), "O", *["n"] * 20)
    seen = set()
    for _ in range(3 * len(state.waiting)):
        state = after(state, "n")
        seen.add(state.coding)
    assert seen >= {coding.id for _, coding in undecided(state)}


def test_where_all_is_decided_n_goes_on_to_the_next_transcript_as_it_was_said() -> None:
    state = screen()
    while state.waiting:
        state = after(state, "n" if code_at(state).split()[0] != "proposed" else "x")
    state = after(state, "n")
    assert state.transcript.name == "pvs_02"
    assert code_at(state).startswith("proposed")


def test_with_a_filter_on_the_order_goes_over_what_it_shows() -> None:
    state = after(ordered("O"), "F", *"khong biet", "enter")
    assert {code for code, _ in chances(state, 1)} == {UNAWARE}
    assert after(state, *["n"] * 9).transcript.name == "pvs_01"


# A blind coder


def test_a_blind_coder_gets_nothing_of_what_is_learned(folder: Path) -> None:
    for found in (
        as_seen(project.load(folder), "Lan", blind=True),
        as_seen(project.ruled(folder)[0], "Lan", blind=True),
    ):
        assert (found.suggestions, found.left_out, found.learned) == ((), (), None)
        assert (found.proposals, found.codings) == ((), ())

    seen = replace(blinded(taught(), "Lan"), suggestions=taught().suggestions)
    state = replace(screen(seen), blind=True)
    assert not any(o.sign for o in after(state, "j", "j", "j", "/").options)
    assert "độc lập" in after(state, "O").message
    assert after(state, "O").order == "reading"
    assert "thứ tự" not in said([bars.keys(state, 300)])[0]


def test_for_a_blind_coder_nothing_is_learned_anew(folder: Path) -> None:
    from qualcode.tui import _learning

    found = taught()
    assert _learning(folder, found, blind=True)(found) is found
    off = replace(found, settings=replace(found.settings, suggest=replace(SUGGEST, on=False)))
    assert _learning(folder, off, blind=False)(off) is off


SUGGEST = Settings().suggest


# The threads


def test_what_is_asked_for_meanwhile_is_done_once_at_the_end_and_never_two_at_once() -> None:
    begun, may, done = Event(), Event(), Event()
    running, found, together = [0], list[int](), list[int]()

    def work(number: int) -> None:
        running[0] += 1
        together.append(running[0])
        begun.set()
        assert may.wait(60)
        found.append(number)
        running[0] -= 1
        if number == 9:
            done.set()

    behind = Background(work)
    behind.ask(0)
    assert begun.wait(60)
    for number in range(1, 10):
        behind.ask(number)
    may.set()
    assert done.wait(60)

    assert found == [0, 9]
    assert set(together) == {1}


def test_what_comes_within_the_moment_is_one() -> None:
    found, done = list[int](), Event()

    def work(number: int) -> None:
        found.append(number)
        done.set()

    behind = Background(work, quiet=0.2)
    for number in range(5):
        behind.ask(number)
    assert done.wait(60)
    assert found == [4]


def screen_on(may: Event, loaded: Callable[[], Study] = taught) -> CodingScreen:
    """The screen; what the codebook teaches comes in when the event is set."""

    def read() -> Study:
        assert may.wait(60)
        return loaded()

    found = ruled()
    state = replace(start(found, found.transcripts[0], "Lan"), loading=True)
    follow = Relearning(read, learning, with_suggestions)
    return CodingScreen(state, record, ruled, follow)


async def finished(pilot: Pilot[None], done: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not done():
            await pilot.pause()


async def test_the_rules_proposals_can_be_decided_on_while_it_still_learns() -> None:
    may = Event()
    app = screen_on(may)
    async with app.run_test(size=(100, 30)) as pilot:
        await finished(pilot, lambda: app.state.learning)
        assert "máy đang học" in said([bars.status(app.state, 100)])[0]
        assert app.state.study.learned is None
        await pilot.press("n", "a")
        assert [d.action for d in app.state.study.decisions] == ["accept"]
        may.set()
        await finished(pilot, lambda: not app.state.learning)
        assert "máy đang học" not in said([bars.status(app.state, 100)])[0]

    assert app.state.study.learned
    assert [d.action for d in app.state.study.decisions] == ["accept"]
    assert {c.origin for c in app.state.study.codings} == {"rule", "model"}
    assert [c.code for c in app.state.study.codings if c.status == "accepted"] == [STORM]


async def test_after_a_decision_the_queue_is_learned_anew() -> None:
    may = Event()
    may.set()
    app = screen_on(may)
    async with app.run_test(size=(100, 30)) as pilot:
        await finished(pilot, lambda: app.state.study.learned is not None)
        await pilot.press("n", "x", "n", "a")
        await finished(pilot, lambda: "Lan 2" in learned_by(app))

    assert [d.action for d in app.state.study.decisions] == ["reject", "accept"]


async def test_while_a_memo_is_typed_the_queue_waits() -> None:
    may, arrived = Event(), Event()

    def loaded() -> Study:
        arrived.set()
        return taught()

    app = screen_on(may, loaded)
    async with app.run_test(size=(100, 30)) as pilot:
        await finished(pilot, lambda: app.state.learning)
        await pilot.press("m", *"nho")
        may.set()
        await finished(pilot, lambda: app.held is not None)
        assert app.state.study.learned is None
        assert app.state.typed.text == "nho"
        await pilot.press("escape", "escape")
        assert app.state.study.learned is not None


async def test_leaving_does_not_wait_for_what_is_being_learned() -> None:
    may = Event()
    app = screen_on(may)
    async with app.run_test(size=(100, 30)) as pilot:
        await finished(pilot, lambda: app.state.learning)
        await pilot.press("q")

    assert app.state.mode == "left"
    may.set()


async def test_a_study_that_can_no_longer_be_read_ends_the_screen_with_why() -> None:
    may = Event()
    may.set()

    def broken() -> Study:
        raise StudyError.at("coding.sqlite", "tệp bị hỏng", "the file is damaged")

    app = screen_on(may, broken)
    async with app.run_test() as pilot:
        await finished(pilot, lambda: app.failure is not None)
    assert isinstance(app.failure, StudyError)


async def test_i_looks_beside_the_screen_for_what_is_like_the_code() -> None:
    app = CodingScreen(at(screen(), UNAWARE, "mù mờ"), record)
    async with app.run_test(size=(100, 30)) as pilot:
        assert app.state.near == ()
        await pilot.press("i")
        await finished(pilot, lambda: bool(app.state.near))
        assert app.state.near_of == app.state.coding
        await pilot.press("n")
        await finished(pilot, lambda: app.state.near_of == app.state.coding)


# On the disk


def test_the_rules_alone_are_the_study_as_it_is_loaded_without_what_is_learned(
    folder: Path,
) -> None:
    whole = project.load(folder)
    store.append(folder / "coding.sqlite", deciding(whole))
    (quick, _), whole = project.ruled(folder), project.load(folder)

    assert quick.transcripts == whole.transcripts
    assert quick.segments == whole.segments
    assert quick.cases == whole.cases
    assert quick.decisions == whole.decisions
    assert places(quick.codings) == places(whole.codings)


def deciding(found: Study) -> Sequence[Decision]:
    return press(start(found, found.transcripts[0], "Lan"), "a")[1]


def places(codings: Sequence[Coding]) -> list[tuple[str, str, str]]:
    return [(coding.id, coding.code, coding.status) for coding in codings]


def learned_by(app: CodingScreen) -> str:
    return app.state.study.learned.model if app.state.study.learned else ""


def words_of(state: State, coding: Coding) -> str:
    return coding.span.of(state.transcript.text)


def words_of_every(state: State, code: str) -> list[str]:
    return [words_of(state, c) for of in state.codings for c in of if c.code == code]
