"""Passages that are like a quote, and passages that are there twice."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from qualcode import turns
from qualcode.cli.commands import app
from qualcode.errors import DecisionError, StudyError
from qualcode.language.normalise import strip_accents
from qualcode.learning.likeness.similar import LEAST, duplicates, shared_words, similar
from qualcode.learning.likeness.space import Space
from qualcode.model import Coding, Settings, Study, Transcript
from qualcode.project import with_codings

SAID = (
    "Thu nhập bấp bênh lắm, tháng có tháng không, tiền đâu ra mà đóng.",
    "Lên xã ba lần mà hồ sơ vẫn thiếu giấy xác nhận tạm trú.",
    "Nghe loa phường thì có nghe, mà chẳng hiểu bảo hiểm xã hội tự nguyện là gì.",
    "Lũ về cuốn hết lợn gà, phải vay nóng để dựng lại cái bếp.",
    "Có cái app VssID trên điện thoại, con tôi nó cài cho xem quá trình đóng.",
    "Tôi mong nhà nước hỗ trợ thêm một nửa tiền đóng cho hộ nghèo.",
)
TYPED_BARE = "Di lam giay to mat ca buoi, can bo bao ve sua lai ten dem."


def study_of(*transcripts: Transcript) -> Study:
    return with_codings(Study(Settings(), transcripts=transcripts))


def talk(name: str, *answers: str) -> Transcript:
    lines = [line for said in answers for line in ("PVV: Thế ạ?", f"NTL: {said}")]
    return turns.parse(name, "\n".join(lines), file=f"transcripts/{name}.txt")


@pytest.fixture(scope="module")
def sample() -> Study:
    """The talk of three conversations of the sample study."""
    names = ("c1_kii_lmhtx_phutho", "c2_pvs_giamdoc_angiang", "d02_TLN_hangrong_HCM")
    paths = [ROOT / "transcripts" / f"{name}.txt" for name in names]
    return study_of(*(turns.parse(path.stem, path.read_text(encoding="utf-8")) for path in paths))


@pytest.mark.parametrize("said", [*SAID, TYPED_BARE])
def test_a_passage_is_most_like_itself(said: str) -> None:
    study = study_of(talk("t1", *SAID, TYPED_BARE))
    first = similar(study, said)[0]
    assert first.similarity == pytest.approx(1)
    assert first.segment.span.of(study.transcripts[0].text) == said


@given(st.lists(st.sampled_from(SAID), min_size=1, max_size=8), st.sampled_from(SAID))
def test_likeness_is_a_share_and_the_nearest_comes_first(said: list[str], sought: str) -> None:
    near = Space(said).nearest(sought, len(said))
    found = [one.similarity for one in near]
    assert found == sorted(found, reverse=True)
    assert all(0 < one <= 1 for one in found)
    assert {n.number for n in near if n.similarity == 1} == {
        at for at, one in enumerate(said) if one == sought
    }


@given(st.permutations(range(3)))
def test_the_order_of_transcripts_makes_no_difference(order: list[int]) -> None:
    three = [talk(f"t{n}", *SAID[n * 2 : n * 2 + 2]) for n in range(3)]
    found = [similar(study_of(*(three[n] for n in one)), SAID[0]) for one in (range(3), order)]
    assert found[0] == found[1]


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda said: unicodedata.normalize("NFD", said),
        lambda said: said.replace("òa", "oà").replace("óa", "oá"),
        lambda said: said.replace(",", " ").replace(".", "..."),
        strip_accents,
    ],
    ids=["capitals", "decomposed", "tone mark's place", "signs", "without accents"],
)
def test_a_quote_is_found_however_it_is_typed(change: Callable[[str], str]) -> None:
    asked = "Giấy tờ thì hòa cả làng, xóa đi viết lại mãi không xong."
    found = Space([*SAID, asked]).nearest(change(asked), 1)[0]
    assert (found.number, found.similarity) == (len(SAID), pytest.approx(1))


def test_talk_typed_without_accents_is_found_with_them() -> None:
    found = Space([*SAID, TYPED_BARE]).nearest(
        "Đi làm giấy tờ mất cả buổi, cán bộ bảo về sửa lại tên đệm.", 1
    )
    assert (found[0].number, found[0].similarity) == (len(SAID), pytest.approx(1))


def test_accents_count_where_both_have_them() -> None:
    space = Space(["bán bàn ghế cho quán", "bạn bận ghé chợ quân"])
    assert space.similarities("bán bàn ghế cho quán")[1] < 0.5


def test_a_slip_of_the_pen_costs_little() -> None:
    space = Space(SAID)
    slipped = SAID[0].replace("nhập", "nhâp").replace("bênh", "bếnh")
    assert space.nearest(slipped, 1)[0].number == 0
    assert space.similarities(slipped)[0] > 0.7


def test_an_answer_of_one_common_word_is_not_like_a_long_quote() -> None:
    space = Space(["Nhiều, nhiều lắm.", "Thủ tục thì rườm rà, đi lại mất nhiều buổi."])
    found = space.similarities("thủ tục rườm rà, phải đi lại nhiều lần")
    assert found[0] < 0.2 < found[1]


def test_a_function_word_alone_makes_nothing_alike() -> None:
    study = study_of(talk("t1", "Nhiều, nhiều lắm.", SAID[1]))
    found = similar(study, "Hồ sơ thì nhiều thứ, xã trả về vì thiếu giấy.")
    text = study.transcripts[0].text
    assert [one.segment.span.of(text) for one in found] == [SAID[1]]


def test_what_no_passage_has_counts_against_likeness() -> None:
    space = Space(SAID)
    assert (
        space.similarities("tiền đâu ra mà đóng xyzw qqq")[0]
        < (space.similarities("tiền đâu ra mà đóng")[0])
    )


def test_nothing_is_like_no_words() -> None:
    assert Space(["…", "[cười]"]).nearest("gì", 5) == ()
    assert Space([]).nearest("gì", 5) == ()


def test_the_shared_words_are_pointed_at_without_function_words() -> None:
    study = study_of(talk("t1", *SAID))
    found = similar(study, "lấy tiền đâu ra mà đóng, thu nhập thì thấp")[0]
    text = study.transcripts[0].text
    assert [span.of(text) for span in found.shared] == ["Thu nhập", "tiền đâu ra mà đóng"]


def test_shared_words_lie_in_the_passage() -> None:
    study = study_of(talk("t1", *SAID))
    text = study.transcripts[0].text
    for segment in study.segments:
        for span in shared_words(study, segment, " ".join(SAID)):
            assert segment.span.start <= span.start < span.end <= segment.span.end
            assert span.of(text).strip() == span.of(text)


def test_passages_with_a_code_or_without_it() -> None:
    study = study_of(talk("t1", *SAID))
    coded = next(
        one for one in study.segments if "tiền đâu" in one.span.of(study.transcripts[0].text)
    )
    coding = Coding("t1", coded.turn, coded.span, "affordability.income")
    study = replace(study, codings=(coding,))
    assert [one.segment for one in similar(study, SAID[0], code="affordability")] == [coded]
    assert similar(study, SAID[0], code="affordability")[0].codings == (coding,)
    without = similar(study, SAID[0], without="affordability.income")
    assert coded not in [one.segment for one in without]


def test_interviewers_words_are_not_found() -> None:
    study = study_of(turns.parse("t1", f"PVV: {SAID[0]}\nNTL: {SAID[1]}", file="t1.txt"))
    assert similar(study, SAID[0]) == ()


ANSWER = "Chị đóng được hai năm thì nghỉ việc, giờ muốn hòa vào đóng tiếp mà chẳng ai chỉ cho."


@pytest.mark.parametrize(
    "again",
    [
        ANSWER,
        ANSWER.upper(),
        ANSWER.replace("hòa", "hoà"),
        ANSWER.replace("nghỉ việc", "nghĩ vệc"),
        strip_accents(ANSWER),
        ANSWER.replace(",", ""),
    ],
    ids=["the same", "capitals", "tone mark's place", "typos", "without accents", "signs"],
)
def test_an_answer_typed_twice_is_found(again: str) -> None:
    study = study_of(talk("t1", SAID[1], ANSWER), talk("t2", SAID[2], again))
    (group,) = duplicates(study)
    assert [(one.transcript, one.turn) for one in group.passages] == [("t1", 4), ("t2", 4)]


def test_a_turn_pasted_twice_is_told_once_and_not_sentence_by_sentence() -> None:
    whole = f"{SAID[0]} {SAID[3]}"
    (group,) = duplicates(study_of(talk("t1", whole, SAID[1], whole)))
    assert [one.turn for one in group.passages] == [2, 6]


def test_a_sentence_pasted_into_another_turn_is_found() -> None:
    study = study_of(talk("t1", f"{SAID[0]} {SAID[3]}"), talk("t2", f"{SAID[4]} {SAID[3]}"))
    (group,) = duplicates(study)
    assert {one.span.of(study.transcripts[0].text) for one in group.passages[:1]} == {SAID[3]}


@pytest.mark.parametrize("short", ["Dạ vâng.", "Dạ không, em chưa nghe bao giờ."])
def test_short_answers_are_no_duplicates(short: str) -> None:
    assert len(short.split()) < LEAST
    assert duplicates(study_of(talk("t1", short, short), talk("t2", short))) == ()


def test_answers_that_only_begin_alike_are_no_duplicates() -> None:
    one = "Tháng nào cũng phải gửi tiền về quê cho ông bà nuôi cháu."
    other = "Tháng nào cũng phải lên xã nộp giấy xin miễn giảm học phí."
    assert duplicates(study_of(talk("t1", one, other))) == ()


def test_duplicates_do_not_depend_on_the_order_of_transcripts() -> None:
    three = [talk("t1", ANSWER), talk("t2", ANSWER, SAID[0]), talk("t3", SAID[0], ANSWER)]
    assert duplicates(study_of(*three)) == duplicates(study_of(*three[::-1]))


def test_every_duplicate_of_a_sample_made_twice_is_found(sample: Study) -> None:
    first = sample.transcripts[0]
    twice = replace(first, name=f"{first.name}_2")
    own = tuple(one for one in sample.segments if one.transcript == first.name)
    again = tuple(replace(one, transcript=twice.name) for one in own)
    study = Study(Settings(), transcripts=(first, twice), segments=(*own, *again))
    found = {(one.turn, one.transcript) for group in duplicates(study) for one in group.passages}
    long = [
        turn.number
        for turn in first.turns
        if turn.role == "respondent" and len(first.words_of(turn).split()) >= 2 * LEAST
    ]
    assert long
    assert {(number, name) for number in long for name in (first.name, twice.name)} <= found


def test_a_quote_of_the_sample_is_found_in_it(sample: Study) -> None:
    texts = {transcript.name: transcript.text for transcript in sample.transcripts}
    for segment in sample.segments[40::40]:
        turn = sample.transcript(segment.transcript).turn(segment.turn)  # type: ignore[union-attr]
        words = segment.span.of(texts[segment.transcript])
        if turn and turn.role == "respondent" and len(words) > 30:
            found = similar(sample, words, limit=1)[0]
            assert found.similarity == pytest.approx(1)
            assert found.segment.span.of(texts[found.segment.transcript]) == words


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Run:
    """Run the command on the small study, in English: `run("chưa nghe")`."""
    monkeypatch.setenv("QUALCODE_LANG", "en")

    def command(*options: str) -> Result:
        return CliRunner().invoke(app, ["similar", "--project", str(folder), *options])

    return command


def test_the_command_points_at_the_words_and_names_the_code(run: Run) -> None:
    done = run("tien dau ra dong")
    assert done.stdout.splitlines()[0] == f"{done.stdout[:4]}  pvs_01:4"
    assert "«Tiền đâu ra» mà «đóng»" in done.stdout
    assert "affordability.worker_income" in done.stdout


def test_what_is_said_below_fits_the_screen(
    run: Run, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    words = f"PVV: Thế ạ?\nNTL: {ANSWER}\n"
    (folder / "transcripts" / "pvs_02.txt").write_text(words * 2, encoding="utf-8")
    told = [run("tiền đâu").stderr, run("--duplicates").stderr]
    assert "1 group of nearly the same words" in told[1]
    assert max(len(line) for said in told for line in said.splitlines()) <= 80


def test_rows_for_programs_say_the_same(run: Run) -> None:
    (row,) = json.loads(run("tiền đâu", "--json", "--limit", "1").stdout)["rows"]
    (line,) = csv.DictReader(io.StringIO(run("tiền đâu", "--csv", "--limit", "1").stdout))
    assert row["quote"] == line["quote"] == "Tiền đâu ra mà đóng hả em. [cười]"
    assert (row["transcript"], row["turn"]) == ("pvs_01", 4)
    assert line["codes"] == "affordability.worker_income"


def test_the_command_finds_what_is_there_twice(run: Run, folder: Path) -> None:
    assert "Nothing is there twice." in run("--duplicates").stderr
    words = f"PVV: Thế ạ?\nNTL: {ANSWER}\n"
    (folder / "transcripts" / "pvs_02.txt").write_text(words * 2, encoding="utf-8")
    assert run("--duplicates").stdout.splitlines()[0] == "1.00  pvs_02:2, pvs_02:4"
    rows = list(csv.DictReader(io.StringIO(run("--duplicates", "--csv").stdout)))
    assert [row["group"] for row in rows] == ["1", "1"]


def test_neither_quote_nor_duplicates_says_what_to_give(run: Run) -> None:
    for done in (run(), run("lời", "--duplicates")):
        assert isinstance(done.exception, StudyError)
        assert "--duplicates" in str(done.exception)


def test_an_unknown_code_is_told(run: Run) -> None:
    done = run("tiền", "--code", "affordability.worker_incom")
    assert isinstance(done.exception, DecisionError)
    assert "affordability.worker_income" in str(done.exception)
