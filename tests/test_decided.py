"""A study with decisions let over it: in steps as at once, and blind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from conftest import CODEBOOK
from hypothesis import given
from hypothesis import strategies as st

from qualcode import codebook, decisions, settings, turns
from qualcode.decided import blinded, with_decisions, with_more
from qualcode.errors import StudyError
from qualcode.model import POLICIES, Case, Decision, Segment, Settings, Study
from qualcode.project import with_codings

TEXTS = (
    "PVV: Chị biết bảo hiểm xã hội không?\nNTL: Tôi chưa nghe bảo hiểm. Tiền đâu mà đóng.\n",
    "NTL: Tôi không biết bảo hiểm. Thế thôi.\nPVV: Dạ.\nNTL: Không biết bảo hiểm đâu.\n",
)
CODES = ("awareness.no_knowledge", "affordability.worker_income", "awareness")


def fresh(policy: str = "latest") -> Study:
    book = codebook.parse(CODEBOOK, "codebooks/test.yaml")
    talks = tuple(turns.parse(f"t{n}", text) for n, text in enumerate(TEXTS, 1))
    return with_codings(
        Study(Settings(policy=policy), codebooks=(book,), transcripts=talks, cases=(Case("t1"),))
    )


def draft(study: Study, what: str, which: int, coder: str) -> Decision | None:
    """What a coder might record, if the study has what it needs."""
    codings = (*study.codings, *study.rejected)
    answers = [
        s for s in study.segments if "?" not in text_of(study, s) and "Dạ" not in text_of(study, s)
    ]
    segment = answers[which % len(answers)]
    code = CODES[which % len(CODES)]
    if what == "add":
        return decisions.add(study, segment.transcript, code, segment.span, coder=coder)
    if what == "seen":
        return decisions.seen(study, segment.transcript, segment.turn, coder=coder)
    if what == "undo":
        done = study.decisions
        return (
            Decision("", "", 0, coder, "undo", target=done[which % len(done)].id) if done else None
        )
    if what == "summarise":
        return decisions.summarise(study, "t1", CODES[0], f"tóm tắt {which}", coder=coder)
    if what == "rename":
        return Decision("", "", 0, coder, "rename", code="awareness.gone", target=CODES[0])
    act = decisions.accept if what == "accept" else decisions.reject
    return act(study, codings[which % len(codings)], coder=coder) if codings else None


def text_of(study: Study, segment: Segment) -> str:
    transcript = study.transcript(segment.transcript)
    return segment.span.of(transcript.text) if transcript else ""


def recorded(drafts: Sequence[Decision], before: int) -> tuple[Decision, ...]:
    """What the store makes of drafts."""
    return tuple(
        replace(one, id=f"{n:08}", time=f"2026-01-01T00:00:00.{n:06}Z", sequence=n)
        for n, one in enumerate(drafts, before + 1)
    )


ACTIONS = ["add", "accept", "reject", "seen", "undo", "summarise", "rename"]
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTIONS), st.integers(0, 9), st.sampled_from(["Lan", "Minh"])),
    max_size=12,
)


@given(STEPS, st.sampled_from([*POLICIES, "coder:Minh"]))
def test_reviewing_only_what_changed_gives_what_reviewing_everything_gives(
    steps: list[tuple[str, int, str]], policy: str
) -> None:
    start = study = fresh(policy)
    for what, which, coder in steps:
        made = draft(study, what, which, coder)
        if made:
            every = (*study.decisions, *recorded([made], len(study.decisions)))
            study = with_more(study, every)
            assert study == with_decisions(start, every)


def test_a_blind_coder_sees_her_own_codings_alone() -> None:
    study = fresh()
    machine = study.codings[0]
    theirs = recorded(
        [
            decisions.accept(study, machine, coder="Minh"),
            decisions.add(study, "t2", "awareness", study.codings[-1].span, coder="Lan"),
        ],
        0,
    )
    seen = blinded(with_decisions(study, theirs), "Lan")

    assert [(c.coder, c.code) for c in seen.codings] == [("Lan", "awareness")]
    assert (seen.rejected, seen.proposals, seen.hits) == ((), (), ())
    again = with_more(seen, (*theirs, *recorded([decisions.accept(study, machine, coder="An")], 2)))
    assert again.codings == seen.codings


@pytest.mark.parametrize("policy", [*POLICIES, "coder:Lan Anh"])
def test_a_policy_is_read_from_the_settings(policy: str) -> None:
    assert settings.parse(f"policy: '{policy}'\n", "qualcode.yaml").policy == policy


@pytest.mark.parametrize("policy", ["best", "coder:", "Latest", ""])
def test_an_unknown_policy_is_named_with_its_line_and_those_there_are(policy: str) -> None:
    with pytest.raises(StudyError) as error:
        settings.parse(f"coder: Lan\npolicy: '{policy}'\n", "qualcode.yaml")
    (problem,) = error.value.problems
    assert problem.where == "qualcode.yaml:2:9"
    assert "majority" in problem.message.en
