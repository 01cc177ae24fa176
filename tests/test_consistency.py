"""Passages coded otherwise than those they are like, and coders who differ on the same words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from coders import FIRST, TALK, make
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from qualcode import codebook, turns
from qualcode.cli.commands import app
from qualcode.learning.likeness.consistency import NEAREST, Oddity, consistency
from qualcode.model import Coding, Decision, Segment, Settings, Study, Transcript
from qualcode.project import with_codings

BOOK = codebook.parse(
    "codebook: x\ncodes:\n  - {id: cost, label: Cost}\n  - {id: papers, label: Papers}\n", "x.yaml"
)
COST = (
    "Ba trăm nghìn một tháng thì tôi lấy tiền đâu ra mà đóng.",
    "Lương tháng có tháng không, tiền đâu ra mà đóng bảo hiểm.",
    "Nuôi ba đứa đi học hết rồi, tiền đâu ra mà đóng mỗi tháng.",
    "Bán vé số ngày được trăm nghìn, tiền đâu ra mà đóng nổi.",
    "Tiền đâu ra mà đóng hả chú, ăn còn chưa đủ từng tháng.",
    "Giá mà rẻ hơn, chứ mức này tiền đâu ra mà đóng hàng tháng.",
)
PAPERS = (
    "Hồ sơ thiếu giấy xác nhận tạm trú nên xã trả về.",
    "Lên xã nộp hồ sơ ba lần vẫn thiếu giấy xác nhận.",
    "Cán bộ xã bảo hồ sơ thiếu giấy xác nhận, về làm lại.",
    "Thiếu mỗi tờ giấy xác nhận mà hồ sơ bị xã trả lại.",
    "Giấy xác nhận tạm trú thì chủ trọ không ký, hồ sơ nằm đấy.",
    "Hồ sơ nộp ở xã, thiếu giấy xác nhận là họ không nhận.",
)
OWN = dict.fromkeys(COST, "cost") | dict.fromkeys(PAPERS, "papers")


def talk(name: str, *answers: str) -> Transcript:
    lines = [line for one in answers for line in (f"PVV: {name} thế nào ạ?", f"NTL: {one}")]
    return turns.parse(name, "\n".join(lines), file=f"{name}.txt")


TALKS = tuple(talk(f"t{n}", COST[n], PAPERS[n]) for n in range(6))


def coded(given: Mapping[str, str], talks: tuple[Transcript, ...] = TALKS) -> Study:
    """A study in which a person read all and gave these passages these codes, no other."""
    study = with_codings(Study(Settings(), codebooks=(BOOK,), transcripts=talks))
    codings = []
    for one in study.segments:
        code = given.get(words(study, one), "")
        if code:
            at = (one.transcript, one.turn, one.span)
            codings.append(Coding(*at, code, origin="Lan", status="added", coder="Lan"))
    seen = {(one.name, turn.number): ("Lan",) for one in talks for turn in one.turns}
    return replace(study, codings=tuple(codings), seen=seen)


def words(study: Study, one: Segment) -> str:
    transcript = study.transcript(one.transcript)
    assert transcript
    return one.span.of(transcript.text)


def told(study: Study, found: tuple[Oddity, ...]) -> list[tuple[str, str, bool]]:
    return [(words(study, one.segment), one.code, one.has) for one in found]


def test_what_is_coded_like_its_like_is_not_odd() -> None:
    assert consistency(coded(OWN)) == ()


@pytest.mark.parametrize("number", range(6))
def test_a_passage_that_lacks_what_its_like_have_is_odd(number: int) -> None:
    study = coded({k: v for k, v in OWN.items() if k != COST[number]})
    assert told(study, consistency(study)) == [(COST[number], "cost", False)]


@pytest.mark.parametrize("number", range(6))
def test_a_passage_with_the_code_of_what_it_is_unlike_is_odd_twice(number: int) -> None:
    study = coded(OWN | {COST[number]: "papers"})
    assert set(told(study, consistency(study))) == {
        (COST[number], "papers", True),
        (COST[number], "cost", False),
    }


def test_the_evidence_is_what_the_passage_is_most_like() -> None:
    study = coded({k: v for k, v in OWN.items() if k != COST[0]})
    (odd,) = consistency(study)
    assert 0 < len(odd.neighbours) <= NEAREST
    likeness = [one.similarity for one in odd.neighbours]
    assert likeness == sorted(likeness, reverse=True)
    assert all(0 < one <= 1 for one in likeness)
    near = odd.neighbours[0]
    assert near.has
    assert OWN[words(study, near.segment)] == "cost"


def test_the_oddest_comes_first_and_the_limit_holds() -> None:
    study = coded(OWN | {COST[1]: "papers", PAPERS[2]: "cost"})
    found = consistency(study)
    assert [one.oddness for one in found] == sorted((one.oddness for one in found), reverse=True)
    assert consistency(study, limit=1) == found[:1]


@given(st.permutations(TALKS))
@settings(max_examples=10)
def test_the_order_of_transcripts_makes_no_difference(talks: list[Transcript]) -> None:
    given_ = OWN | {COST[1]: "papers"}
    assert consistency(coded(given_, tuple(talks))) == consistency(coded(given_))


def test_nothing_confirmed_gives_nothing_and_proposals_count_if_asked() -> None:
    study = coded(OWN | {COST[1]: "papers"})
    open_ = tuple(replace(one, status="proposed", coder="") for one in study.codings)
    study = replace(study, codings=open_, seen={})
    assert consistency(study) == ()
    assert (COST[1], "papers", True) in told(study, consistency(study, proposed=True))


def test_a_turn_that_was_not_read_is_no_word_against_a_code() -> None:
    study = coded({k: v for k, v in OWN.items() if k != COST[0]})
    assert consistency(replace(study, seen={})) == ()


def test_a_code_struck_where_its_like_have_it_is_odd_though_the_turn_was_not_read() -> None:
    study = coded(OWN)
    struck = next(one for one in study.codings if (one.transcript, one.code) == ("t0", "cost"))
    rest = tuple(one for one in study.codings if one != struck)
    seen = {turn: who for turn, who in study.seen.items() if turn != ("t0", struck.turn)}
    gone = replace(struck, status="rejected")
    study = replace(study, codings=rest, rejected=(gone,), seen=seen)
    assert told(study, consistency(study)) == [(COST[0], "cost", False)]


def test_a_sentence_beside_the_coded_one_of_its_turn_is_not_odd() -> None:
    both = f"{COST[0]} {COST[1]}"
    talks = (talk("t0", both, PAPERS[0]), *TALKS[2:], talk("t9", PAPERS[1]))
    study = coded({k: v for k, v in OWN.items() if k != COST[1]}, talks)
    assert consistency(study) == ()


# --- between coders -------------------------------------------------------------------------------


def of_two(*decisions: Decision, talks: tuple[Transcript, ...]) -> Study:
    study = Study(Settings(), codebooks=(BOOK,), transcripts=talks, decisions=decisions)
    return with_codings(study)


def test_the_same_words_that_one_gave_a_code_and_another_struck() -> None:
    study = of_two(make("add", "Lan"), make("reject", "Mai", at=1), talks=(TALK,))
    (odd,) = consistency(study, between_coders=True)
    assert (odd.segment, odd.coder, odd.oddness) == (Segment("t1", 1, FIRST), "Lan", 1.0)
    assert [(one.coder, one.has) for one in odd.neighbours] == [("Mai", False)]


def test_what_was_settled_is_no_longer_told() -> None:
    study = of_two(
        make("add", "Lan"),
        make("reject", "Mai", at=1),
        make("adjudicate", "Chi", at=2, target="accept", note="rõ"),
        talks=(TALK,),
    )
    assert consistency(study, between_coders=True) == ()


ANSWER = "Ba trăm nghìn một tháng thì tôi lấy tiền đâu ra mà đóng hòa cả làng."


AGAIN = (ANSWER, ANSWER.replace("hòa", "hoà"), ANSWER.replace("lấy", "lây"))


@pytest.mark.parametrize("again", AGAIN)
def test_nearly_the_same_words_that_two_coders_coded_otherwise(again: str) -> None:
    one, other = talk("t1", ANSWER), talk("t2", again)
    gave = decided("add", "Lan", one)
    read = decided("seen", "Mai", other)
    study = of_two(gave, read, talks=(one, other))
    (odd,) = consistency(study, between_coders=True)
    assert (odd.segment.transcript, odd.coder, odd.code, odd.has) == ("t1", "Lan", "cost", True)
    (near,) = odd.neighbours
    assert (near.segment.transcript, near.coder, near.has) == ("t2", "Mai", False)
    assert near.similarity >= 0.8


def test_coders_who_judged_the_same_words_alike_are_not_told_of() -> None:
    one, other = talk("t1", ANSWER), talk("t2", ANSWER)
    study = of_two(decided("add", "Lan", one), decided("add", "Mai", other), talks=(one, other))
    assert consistency(study, between_coders=True) == ()


def test_one_coder_who_judged_the_same_words_otherwise_is_not_between_coders() -> None:
    one, other = talk("t1", ANSWER), talk("t2", ANSWER)
    study = of_two(decided("add", "Lan", one), decided("seen", "Lan", other), talks=(one, other))
    assert consistency(study, between_coders=True) == ()


def decided(action: str, coder: str, where: Transcript) -> Decision:
    """A coder's decision on the first answer of a transcript."""
    span = where.turns[1].span
    return replace(
        make(action, coder),
        id=f"{coder}-{where.name}",
        transcript=where.name,
        sha256=where.sha256,
        span=span,
        exact=span.of(where.text),
        code="cost" if action == "add" else "",
    )


# --- the command ----------------------------------------------------------------------------------

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command, in English, on a study of the answers above."""
    monkeypatch.setenv("QUALCODE_LANG", "en")
    (tmp_path / "codebooks").mkdir()
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "qualcode.yaml").write_text("coder: Lan\nsuggest: off\n", encoding="utf-8")
    (tmp_path / "codebooks" / "x.yaml").write_text(
        "codebook: x\ncodes:\n  - {id: cost, label: Cost}\n  - {id: papers, label: Papers}\n",
        encoding="utf-8",
    )
    for one in TALKS:
        (tmp_path / "transcripts" / f"{one.name}.txt").write_text(one.text, encoding="utf-8")

    def command(*typed: str) -> Result:
        return CliRunner().invoke(app, [*typed, "--project", str(tmp_path)])

    return command


def test_without_a_decision_the_command_says_so(run: Run) -> None:
    done = run("consistency")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Nobody has confirmed a code yet" in done.stderr
    assert "--proposed" in done.stderr


def test_the_command_shows_what_is_odd_with_its_like(run: Run) -> None:
    for n in range(6):
        run("seen", f"t{n}", "2", "4")
        if n:
            run("add", f"t{n}", "2", "cost")
            run("add", f"t{n}", "4", "papers")
    done = run("consistency")
    assert "t0:2 · lacks" in done.stdout
    assert "t0:4 · lacks" in done.stdout
    assert "· has it · t" in done.stdout
    rows = json.loads(run("consistency", "--json").stdout)["rows"]
    lines = list(csv.DictReader(io.StringIO(run("consistency", "--csv").stdout)))
    assert {(row["transcript"], row["turn"], row["code"]) for row in rows} == {
        ("t0", 2, "cost"),
        ("t0", 4, "papers"),
    }
    assert [line["quote"] for line in lines] == [row["quote"] for row in rows]


def test_the_command_compares_coders(run: Run) -> None:
    assert "Nowhere did two coders" in run("consistency", "--between-coders").stderr
    run("add", "t0", "2", "cost", "--coder", "Lan")
    run("seen", "t0", "2", "--coder", "Mai")
    done = run("consistency", "--between-coders")
    assert "t0:2 · Lan · has" in done.stdout
    assert "Mai · hasn't" in done.stdout
