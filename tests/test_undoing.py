"""Taking back and restoring, step by step, against the two stacks of any editor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import undoing
from qualcode.errors import DecisionError
from qualcode.model import Decision, Settings, Study
from qualcode.review.standing import undone

EMPTY = Study(Settings())


def recorded(study: Study, drafts: Sequence[Decision]) -> Study:
    """The study with the drafts as the store keeps them: ids, rising times, one step."""
    done = list(study.decisions)
    first = f"id_{len(done):04}"
    for draft in drafts:
        number = len(done)
        done.append(
            replace(
                draft,
                id=f"id_{number:04}",
                time=f"2026-03-12T08:00:00.{number:06}Z",
                sequence=1 + sum(d.coder == draft.coder for d in done),
                step=first if len(drafts) > 1 else "",
            )
        )
    return replace(study, decisions=tuple(done))


def accept(coder: str = "Lan", code: str = "a") -> Decision:
    return Decision("", "", 0, coder, "accept", code=code)


def log(*steps: Sequence[Decision]) -> Study:
    study = EMPTY
    for drafts in steps:
        study = recorded(study, drafts)
    return study


def standing(study: Study) -> set[str]:
    gone = undone(study.decisions)
    return {d.id for d in study.decisions if d.action != "undo" and d.id not in gone}


def test_the_coders_latest_that_stands_is_taken_back_then_the_one_before() -> None:
    study = log([accept()], [accept()], [accept("Minh")])
    first = undoing.undo(study, coder="Lan")
    assert first == (Decision("", "", 0, "Lan", "undo", target="id_0001"),)
    [second] = undoing.undo(recorded(study, first), coder="Lan")
    assert second.target == "id_0000"


def test_what_was_recorded_in_one_go_is_taken_back_in_one_go_the_latest_first() -> None:
    study = log([accept()], [accept(), accept(), accept()])
    drafts = undoing.undo(study, coder="Lan")
    assert [d.target for d in drafts] == ["id_0003", "id_0002", "id_0001"]
    after = recorded(study, drafts)
    assert standing(after) == {"id_0000"}
    assert standing(recorded(after, undoing.redo(after, coder="Lan"))) == standing(study)


def test_of_a_table_of_several_coders_each_takes_back_her_own() -> None:
    study = log([accept("Lan"), accept("Hoa"), accept("Lan")])
    assert [d.target for d in undoing.undo(study, coder="Hoa")] == ["id_0001"]


def test_a_turn_marked_as_read_is_a_step_like_any_other() -> None:
    study = log([accept()], [replace(accept(), action="seen")])
    assert [d.target for d in undoing.undo(study, coder="Lan")] == ["id_0001"]


def test_by_its_id_any_decision_is_taken_back_whoever_made_it() -> None:
    study = log([accept("Minh")], [accept("Minh"), accept("Minh")])
    [draft] = undoing.undo(study, coder="Lan", id="id_0001")
    assert (draft.coder, draft.target) == ("Lan", "id_0001")


def test_taking_back_an_undo_by_its_id_restores_and_is_allowed_once() -> None:
    study = log([accept()])
    back = recorded(study, undoing.undo(study, coder="Lan"))
    again = recorded(back, undoing.undo(back, coder="Minh", id="id_0001"))
    assert standing(again) == {"id_0000"}
    with pytest.raises(DecisionError, match="taken back already"):
        undoing.undo(again, coder="Lan", id="id_0001")


def test_what_a_restoring_was_taken_back_from_can_be_restored_again() -> None:
    study = log([accept()])
    for id_ in ("", "id_0001", "id_0002"):
        study = recorded(study, undoing.undo(study, coder="Lan", id=id_))
    assert standing(study) == set()
    assert standing(recorded(study, undoing.redo(study, coder="Lan"))) == {"id_0000"}


def test_a_coder_without_decisions_has_none_to_take_back() -> None:
    with pytest.raises(DecisionError, match="Lan has no decision"):
        undoing.undo(log([accept("Minh")]), coder="Lan")


def test_nothing_is_restored_once_the_coder_has_gone_on() -> None:
    study = log([accept()])
    study = recorded(study, undoing.undo(study, coder="Lan"))
    with pytest.raises(DecisionError, match="taken nothing back just now"):
        undoing.redo(recorded(study, [accept()]), coder="Lan")


def test_what_colleagues_do_meanwhile_does_not_keep_a_coder_from_restoring() -> None:
    study = log([accept()])
    study = recorded(study, undoing.undo(study, coder="Lan"))
    study = recorded(study, [accept("Minh")])
    assert [d.target for d in undoing.redo(study, coder="Lan")] == ["id_0001"]
    with pytest.raises(DecisionError, match="Minh has taken nothing back"):
        undoing.redo(study, coder="Minh")


@pytest.mark.parametrize(
    ("prefix", "fault"), [("id", "at least"), ("none", "no id"), ("id_00", "several")]
)
def test_a_decision_is_named_by_a_prefix_that_is_its_alone(prefix: str, fault: str) -> None:
    with pytest.raises(DecisionError, match=fault):
        undoing.undo(log([accept()] * 12), coder="Lan", id=prefix)


def test_nobody_takes_nothing_back() -> None:
    for act in (undoing.undo, undoing.redo):
        with pytest.raises(DecisionError, match="no coder is named"):
            act(log([accept()]), coder=" ")


@dataclass
class Stacks:
    """An editor's two stacks of one coder."""

    done: list[list[str]] = field(default_factory=list)
    back: list[list[str]] = field(default_factory=list)


KEYS = st.lists(
    st.tuples(st.sampled_from(["Lan", "Minh"]), st.sampled_from(["undo", "redo", "1", "2", "3"])),
    max_size=30,
)


@given(KEYS)
def test_any_sequence_of_keys_does_what_two_stacks_do(keys: Sequence[tuple[str, str]]) -> None:
    study, coders = EMPTY, defaultdict[str, Stacks](Stacks)
    for coder, key in keys:
        stacks = coders[coder]
        source = {"undo": stacks.done, "redo": stacks.back}.get(key)
        if source is None:
            before = len(study.decisions)
            study = recorded(study, [accept(coder)] * int(key))
            stacks.done.append([d.id for d in study.decisions[before:]])
            stacks.back.clear()
        elif source:
            act = undoing.undo if key == "undo" else undoing.redo
            study = recorded(study, act(study, coder=coder))
            (stacks.back if key == "undo" else stacks.done).append(source.pop())
        else:
            with pytest.raises(DecisionError):
                (undoing.undo if key == "undo" else undoing.redo)(study, coder=coder)
        expected = {id_ for each in coders.values() for step in each.done for id_ in step}
        assert standing(study) == expected


@given(KEYS)
def test_undoing_all_then_redoing_all_ends_where_it_began(
    keys: Sequence[tuple[str, str]],
) -> None:
    study = log(*([accept(coder)] * len(key) for coder, key in keys))
    start = standing(study)
    steps = sum(coder == "Lan" for coder, _ in keys)
    for act in (undoing.undo, undoing.redo):
        for _ in range(steps):
            study = recorded(study, act(study, coder="Lan"))
        if act is undoing.undo:
            assert not {d.id for d in study.decisions if d.coder == "Lan"} & standing(study)
    assert standing(study) == start
