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
from qualcode.model import POLICIES, Case, Cite, Coding, Decision, Segment, Settings, Span, Study
from qualcode.project import with_codings

TEXTS = (
    "PVV: Chị biết bảo hiểm xã hội không?\nNTL: Tôi chưa nghe bảo hiểm. Tiền đâu mà đóng.\n",
    "NTL: Tôi không biết bảo hiểm. Thế thôi.\nPVV: Dạ.\nNTL: Không biết bảo hiểm đâu.\n",
)
CODES = ("awareness.no_knowledge", "affordability.worker_income", "awareness")
CITES: tuple[Cite, ...] = ("pin", "ban", "")
LOST = ("awareness.earlier", "awareness.earliest")
"""Codes that were in the codebook once."""


def fresh(policy: str = "latest") -> Study:
    book = codebook.parse(CODEBOOK, "codebooks/test.yaml")
    talks = tuple(turns.parse(f"t{n}", text) for n, text in enumerate(TEXTS, 1))
    return with_codings(
        Study(Settings(policy=policy), codebooks=(book,), transcripts=talks, cases=(Case("t1"),))
    )


def about_words(study: Study, which: int, coder: str) -> dict[str, Decision]:
    """What a coder might record of some words."""
    answers = [
        s for s in study.segments if "?" not in text_of(study, s) and "Dạ" not in text_of(study, s)
    ]
    segment = answers[which % len(answers)]
    start, end = segment.span.start, segment.span.end
    span = segment.span if which % 2 else Span(start, max(start + 3, end - which))
    code, other = CODES[which % len(CODES)], CODES[which // 3 % len(CODES)]
    add = decisions.add(study, segment.transcript, code, span, coder=coder)
    words = ["", "nothing is free"][which % 2]
    coding = Coding(segment.transcript, segment.turn, span, code)
    return {
        "add": add,
        "accept": replace(add, action="accept"),
        "reject": replace(add, action="reject"),
        "respan": replace(add, action="respan"),
        "recode": replace(add, action="recode", target=other),
        "adjudicate": replace(add, action="adjudicate", target=["accept", "reject"][which % 2]),
        "memo": replace(add, action="memo", note=words),
        "cite": decisions.cite(study, coding, CITES[which % len(CITES)], coder=coder),
        "translate": decisions.translate(study, coding, words, coder=coder),
        "check": replace(decisions.translate(study, coding, words, coder=coder), action="check"),
        "seen": decisions.seen(study, segment.transcript, segment.turn, coder=coder),
        "lost code": replace(add, action="recode", code=LOST[which % 2], target=code),
        "renamed transcript": replace(add, transcript="t9"),
        "lost transcript": replace(add, transcript="t9", sha256="0" * 64),
    }


def about_the_study(study: Study, which: int, coder: str) -> dict[str, Decision]:
    """What somebody might record of earlier decisions, cases, transcripts and codes."""
    earlier = [*(decision.id for decision in study.decisions), "not here"]
    undo = Decision("", "", 0, coder, "undo", target=earlier[which % len(earlier)])
    code = CODES[which % len(CODES)]
    return {
        "undo": undo,
        "summarise": decisions.summarise(study, "t1", code, f"tóm tắt {which}", coder=coder),
        "assign": decisions.assign(study, "t1", "Lan", coder=coder),
        "conclude": replace(undo, action="conclude", code=code, exact="type", target="partial"),
        "rename": replace(undo, action="rename", code=LOST[0], target=code),
        "merge": replace(undo, action="merge", code=LOST[1], target=LOST[0]),
        "retire": replace(undo, action="retire", code=LOST[which % 2], target=""),
    }


def text_of(study: Study, segment: Segment) -> str:
    transcript = study.transcript(segment.transcript)
    return segment.span.of(transcript.text) if transcript else ""


def recorded(drafts: Sequence[Decision], before: int) -> tuple[Decision, ...]:
    """What the store makes of drafts."""
    return tuple(
        replace(one, id=f"{n:08}", time=f"2026-01-01T00:00:00.{n:06}Z", sequence=n)
        for n, one in enumerate(drafts, before + 1)
    )


ACTIONS = [
    *("add", "accept", "reject", "respan", "recode", "adjudicate", "memo", "cite"),
    *("translate", "check", "seen"),
    *("lost code", "renamed transcript", "lost transcript"),
    *("undo", "summarise", "conclude", "assign", "rename", "merge", "retire"),
]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(ACTIONS),
        st.integers(0, 17),
        st.sampled_from(["Lan", "Minh"]),
        st.booleans(),
    ),
    max_size=14,
)
EARLIER = (TEXTS[0].replace("Tiền đâu mà", "Tiền đâu ra mà"), TEXTS[1].replace("Thế", "Chỉ thế"))
"""The same talks before somebody corrected them."""


def of_the_earlier_text(decision: Decision) -> Decision:
    """The decision as if it had been made before its transcript was corrected."""
    for text, earlier in zip(TEXTS, EARLIER, strict=True):
        if decision.sha256 == turns.parse("t", text).sha256:
            return replace(decision, sha256=turns.parse("t", earlier).sha256)
    return decision


@given(STEPS, st.sampled_from([*POLICIES, "coder:Minh"]))
def test_reviewing_only_what_changed_gives_what_reviewing_everything_gives(
    steps: list[tuple[str, int, str, bool]], policy: str
) -> None:
    start = study = fresh(policy)
    for what, which, coder, earlier in steps:
        made = {**about_words(study, which, coder), **about_the_study(study, which, coder)}[what]
        made = of_the_earlier_text(made) if earlier else made
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
