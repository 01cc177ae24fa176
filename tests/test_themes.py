"""Themes of what no code holds, and a theme made a code of the codebook."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import CODEBOOK, ROOT
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from qualcode import codebook, turns
from qualcode.cli.commands import app
from qualcode.codebook_tools import appending
from qualcode.errors import CodebookError, StudyError
from qualcode.learning.likeness.theme_words import PRIOR, log_odds, said
from qualcode.learning.likeness.themes import LEAST, passages_left, themes
from qualcode.model import Bilingual, Code, Coding, Settings, Span, Study, Transcript
from qualcode.project import load, with_codings

HEALTH = (
    "Thẻ bảo hiểm y tế hộ gia đình năm nào nhà tôi cũng mua ở bưu điện.",
    "Bảo hiểm y tế hộ gia đình mua đủ cả nhà thì được giảm, đi bệnh viện đỡ lắm.",
    "Đi bệnh viện huyện có thẻ bảo hiểm y tế là được khám, thuốc phát đủ.",
    "Nhà tôi mua bảo hiểm y tế hộ gia đình, bệnh viện tuyến huyện nào cũng nhận thẻ.",
    "Thẻ y tế thì phải có, bệnh viện người ta hỏi thẻ đầu tiên đấy.",
)
PHONE = (
    "Điện thoại tôi dán mã QR, khách quét chuyển khoản cái tinh.",
    "Chuyển khoản bằng điện thoại thì thạo, khách quét mã QR là xong.",
    "Con gái cài ngân hàng vào điện thoại cho, quét mã chuyển khoản nhanh.",
    "Bán hàng giờ toàn chuyển khoản, mã QR dán ở xe, điện thoại báo tiền về.",
    "Khách trẻ toàn quét mã QR, chuyển khoản, điện thoại kêu ting là biết.",
)
HOME = (
    "Quê tôi ở Khoái Châu, lên thành phố thuê phòng trọ bán hoa quả.",
    "Tôi quê Nam Định, thuê phòng trọ gần chợ, bán hoa quả chín năm rồi.",
    "Em quê Thanh Hóa, cả xóm trọ toàn người quê ra bán hoa quả.",
    "Xóm trọ toàn người cùng quê, thuê phòng chung cho rẻ, bán hoa quả.",
    "Vợ chồng tôi quê Phú Thọ, thuê phòng trọ, sáng đi chợ bán hoa quả.",
)
SMALL_TALK = ("Dạ vâng ạ.", "Ừ, đúng rồi em.", "Thì thế thôi chứ biết làm sao.")


def talk(name: str, *answers: str) -> Transcript:
    lines = [line for one in answers for line in ("PVV: Thế ạ?", f"NTL: {one}")]
    return turns.parse(name, "\n".join(lines), file=f"transcripts/{name}.txt")


def three_kinds(times: int = 1) -> list[Transcript]:
    """Five conversations that each have an answer of each kind, and small talk."""
    return [
        talk(f"t{n}_{time}", HEALTH[n], *SMALL_TALK[: time + 1], PHONE[n], HOME[n])
        for time in range(times)
        for n in range(5)
    ]


def study_of(transcripts: list[Transcript]) -> Study:
    return with_codings(Study(Settings(), transcripts=tuple(transcripts)))


@pytest.fixture(scope="module")
def study() -> Study:
    return study_of(three_kinds(times=2))


def words_in(study: Study, passages: object) -> set[str]:
    texts = {transcript.name: transcript.text for transcript in study.transcripts}
    return {one.span.of(texts[one.transcript]) for one in passages}  # type: ignore[attr-defined]


def test_each_kind_of_answer_is_a_theme(study: Study) -> None:
    found = {frozenset(words_in(study, one.passages)) for one in themes(study, count=3)}
    assert found == {frozenset(HEALTH), frozenset(PHONE), frozenset(HOME)}


def test_a_theme_is_told_by_the_words_that_only_it_has(study: Study) -> None:
    by_kind = {
        kind: next(t for t in themes(study, count=3) if words_in(study, t.passages) == set(kind))
        for kind in (HEALTH, PHONE, HOME)
    }
    assert any("bảo hiểm y tế" in word for word in by_kind[HEALTH].words)
    assert any("chuyển khoản" in word for word in by_kind[PHONE].words)
    assert any("quê" in word.split() for word in by_kind[HOME].words)


def test_small_talk_is_in_no_theme(study: Study) -> None:
    held = {words for one in themes(study) for words in words_in(study, one.passages)}
    assert held.isdisjoint(SMALL_TALK)
    assert passages_left(study) == 2 * len((*HEALTH, *PHONE, *HOME))


def test_what_has_a_code_is_left_out_unless_all_is_asked_for(study: Study) -> None:
    texts = {transcript.name: transcript.text for transcript in study.transcripts}
    coded = [one for one in study.segments if one.span.of(texts[one.transcript]) in PHONE]
    codings = tuple(Coding(one.transcript, one.turn, one.span, "phone") for one in coded)
    less = replace(study, codings=codings)
    assert passages_left(less) == passages_left(study) - len(coded)
    assert passages_left(less, code_free=False) == passages_left(study)
    assert themes(less, count=3, code_free=False) == themes(study, count=3)


def test_sentences_of_a_turn_on_both_sides_of_a_coded_one_are_two_passages() -> None:
    whole = f"{HEALTH[0]} {PHONE[0]} {HOME[0]}"
    study = study_of([talk("t1", whole)])
    assert passages_left(study) == 1
    middle = next(
        one for one in study.segments if one.span.of(study.transcripts[0].text) == PHONE[0]
    )
    coding = Coding("t1", middle.turn, middle.span, "phone")
    assert passages_left(replace(study, codings=(coding,))) == 2


def test_too_little_talk_has_no_themes() -> None:
    few = study_of(three_kinds())
    assert passages_left(few) < LEAST
    assert themes(few) == ()


def test_the_same_study_gives_the_same_themes_whatever_the_order(study: Study) -> None:
    turned = study_of(three_kinds(times=2)[::-1])
    assert themes(study) == themes(study) == themes(turned)


def test_no_passage_is_in_two_themes_and_all_come_from_the_cases_named(study: Study) -> None:
    found = themes(study)
    passages = [one for theme in found for one in theme.passages]
    assert len(passages) == len(set(passages))
    for theme in found:
        assert set(theme.cases) == {one.transcript for one in theme.passages}
        assert set(theme.central) <= set(theme.passages)
    assert [len(theme.passages) for theme in found] == sorted(
        (len(theme.passages) for theme in found), reverse=True
    )


def test_words_are_told_without_function_words_notes_and_numbers() -> None:
    text = "Thì tôi mua bảo hiểm y tế 3 năm [cười] rồi đấy."
    assert [key for key in said(text, Span(0, len(text))).keys if key] == [
        key for key in said("mua bảo hiểm y tế năm", Span(0, 21)).keys if key
    ]


def test_pairs_of_words_do_not_go_across_what_lies_between() -> None:
    apart = said("hộ thì gia đình", Span(0, 15)).features
    assert not any("+" in feature for feature in apart)


def test_log_odds_as_monroe_colaresi_and_quinn_define_them() -> None:
    """Equations 15, 16, 20 and 22 of Monroe, Colaresi and Quinn (2008)."""
    count, total, rest, rest_total = 12, 300, 5, 8700
    a_word, a_all = PRIOR * 17 / 9000, PRIOR
    omega = (count + a_word) / (total + a_all - count - a_word)
    other = (rest + a_word) / (rest_total + a_all - rest - a_word)
    variance = 1 / (count + a_word) + 1 / (rest + a_word)
    expected = (math.log(omega) - math.log(other)) / math.sqrt(variance)
    assert log_odds(count, total, 17, 9000) == pytest.approx(expected)


@given(st.integers(1, 200), st.integers(0, 200), st.integers(500, 5000), st.integers(500, 5000))
def test_a_word_said_more_here_is_said_less_elsewhere(a: int, b: int, n: int, m: int) -> None:
    here, there = log_odds(a, n, a + b, n + m), log_odds(b, m, a + b, n + m)
    assert here == pytest.approx(-there)
    assert (here > 0) == (a / n > b / m) or math.isclose(a / n, b / m)


# --- a theme becomes a code -----------------------------------------------------------------------

NEW = Code(
    "policy.one_time", Bilingual("Rút một lần", "Withdrawal"), examples=('Nói "rút": xong.',)
)


def test_a_code_is_put_behind_the_others_and_every_line_stays() -> None:
    text = (ROOT / "codebooks" / "social_insurance.yaml").read_text(encoding="utf-8")
    whole = appending.with_code(text, NEW, "social_insurance.yaml")
    assert whole.startswith(text.rstrip("\n"))
    before, after = (codebook.parse(one, "b.yaml") for one in (text, whole))
    assert after.codes == (*before.codes, NEW)
    assert after.groups == before.groups


BOOKS = {
    "keys behind": (
        "codebook: x\ncodes:\n  - id: a\n    label: A\n\n# words\nlexicons:\n  L: [một]\n"
    ),
    "not indented": "codebook: x\ncodes:\n- id: a\n  label: A\n- id: b\n  label: B\n",
    "far indented": "codebook: x\ncodes:\n      - id: a\n        label: A\n",
    "a block text last": (
        "codebook: x\ncodes:\n  - id: a\n    label: A\n"
        "    definition: |\n      # no remark\n      hai\n"
    ),
    "a list over lines last": (
        "codebook: x\ncodes:\n  - id: a\n    label: A\n    examples: [\n  một, hai\n    ]\n# end\n"
    ),
    "no line end": "codebook: x\ncodes:\n  - id: a\n    label: A",
    "a remark last": "codebook: x\ncodes:\n  - id: a\n    label: A\n    # of a\n\n# of all\n",
}


@pytest.mark.parametrize("text", BOOKS.values(), ids=BOOKS)
def test_a_code_is_put_into_any_layout(text: str) -> None:
    whole = appending.with_code(text, NEW, "b.yaml")
    before, after = (codebook.parse(one, "b.yaml") for one in (text, whole))
    assert {*after.codes} == {*before.codes, NEW}
    assert after.lexicons == before.lexicons
    kept = iter(whole.split("\n"))
    assert all(line in kept for line in text.rstrip("\n").split("\n"))


def test_a_codebook_in_one_line_is_left_to_its_author() -> None:
    with pytest.raises(CodebookError, match="copy it below codes"):
        appending.with_code("codebook: x\ncodes: [{id: a, label: A}]\n", NEW, "b.yaml")


@pytest.mark.parametrize("code", ["affordability.worker_income", "awareness", "hai từ", "", "a..b"])
def test_an_id_that_is_there_or_is_none_is_refused(code: str, folder: Path) -> None:
    with pytest.raises(CodebookError):
        appending.check_new(load(folder), code)


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Run:
    """Run the command, in English, on a study with three kinds of answers."""
    monkeypatch.setenv("QUALCODE_LANG", "en")
    (folder / "qualcode.yaml").write_text("coder: Lan\nsuggest: off\n", encoding="utf-8")
    for transcript in three_kinds(times=2):
        path = folder / "transcripts" / f"{transcript.name}.txt"
        path.write_text(transcript.text, encoding="utf-8")

    def command(*options: str) -> Result:
        return CliRunner().invoke(app, ["themes", "--project", str(folder), *options])

    return command


def test_the_command_lists_themes_and_says_what_next(run: Run) -> None:
    done = run("--count", "3")
    assert done.exit_code == 0
    assert done.stdout.startswith("1. ")
    assert "10 passages, 5" not in done.stdout
    assert "[10 passages, 10 cases]" in done.stdout
    assert "--promote N" in done.stderr


def test_what_is_proposed_is_told_though_it_is_not_counted(run: Run) -> None:
    done = run("--count", "3", "--confirmed")
    assert "3 proposed by rules" in done.stderr
    assert "Only codings that a person confirmed or added are counted." in done.stderr


def test_rows_for_programs_hold_all_passages(run: Run) -> None:
    rows = json.loads(run("--count", "3", "--json").stdout)["rows"]
    lines = list(csv.DictReader(io.StringIO(run("--count", "3", "--csv").stdout)))
    assert sum(len(row["passages"]) for row in rows) == len(lines) == 30


def test_a_theme_becomes_a_code_with_its_quotes_as_examples(run: Run, folder: Path) -> None:
    done = run("--count", "3", "--promote", "1", "--code", "policy.new", "--label-vi", "Mới")
    assert done.exit_code == 0
    text = (folder / "codebooks" / "test.yaml").read_text(encoding="utf-8")
    assert text.startswith(CODEBOOK.rstrip("\n"))
    study = load(folder)
    made = study.code("policy.new")
    assert made is not None
    assert made.label.vi == "Mới"
    assert len(made.examples) == len(set(made.examples)) > 0
    assert set(made.examples) <= {*HEALTH, *PHONE, *HOME}
    assert not made.rules
    assert study.decisions == ()
    assert "qualcode similar" in done.stderr


def test_chosen_passages_are_given_the_code_by_the_coder(run: Run, folder: Path) -> None:
    options = ("--count", "3", "--promote", "2", "--code", "policy.new", "--label-vi", "Mới")
    run(*options, "--passages", "1,3", "--coder", "Mai")
    study = load(folder)
    given = [one for one in study.codings if one.code == "policy.new"]
    assert len(given) == 2
    assert {one.coder for one in given} == {"Mai"}
    texts = {transcript.name: transcript.text for transcript in study.transcripts}
    made = study.code("policy.new")
    assert made is not None
    assert {one.span.of(texts[one.transcript]) for one in given} == set(made.examples)


@pytest.mark.parametrize(
    "options",
    [
        ("--promote", "9", "--code", "policy.new", "--label-vi", "Mới"),
        ("--promote", "1", "--code", "policy.new"),
        ("--promote", "1", "--code", "awareness", "--label-vi", "Mới"),
        ("--promote", "1", "--code", "policy.new", "--label-vi", "Mới", "--passages", "1,99"),
    ],
    ids=["no such theme", "no label", "the code is there", "no such passage"],
)
def test_nothing_is_written_where_something_is_amiss(
    run: Run, folder: Path, options: tuple[str, ...]
) -> None:
    before = (folder / "codebooks" / "test.yaml").read_bytes()
    assert isinstance(run("--count", "3", *options).exception, CodebookError | StudyError)
    assert (folder / "codebooks" / "test.yaml").read_bytes() == before


def test_line_ends_of_windows_are_kept(run: Run, folder: Path) -> None:
    path = folder / "codebooks" / "test.yaml"
    path.write_bytes(CODEBOOK.replace("\n", "\r\n").encode())
    run("--count", "3", "--promote", "1", "--code", "policy.new", "--label-vi", "Mới")
    assert b"policy.new" in path.read_bytes()
    assert path.read_bytes().replace(b"\r\n", b"").count(b"\n") == 0


def test_too_little_talk_is_said(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("QUALCODE_LANG", "en")
    done = CliRunner().invoke(app, ["themes", "--project", str(folder)])
    assert done.exit_code == 0
    assert "passages without a code say enough" in done.stderr
