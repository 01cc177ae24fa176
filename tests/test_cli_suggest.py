"""`qualcode suggest` as people type it."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import CODEBOOK
from typer.testing import CliRunner, Result

from qualcode.cli import columns, learned, suggestions
from qualcode.cli.commands import app
from qualcode.errors import DecisionError
from qualcode.model import Coding, Learned, Settings, Span, Study, Suggesting
from qualcode.project import with_codings
from qualcode.turns import parse

Run = Callable[..., Result]

KNOW, INCOME = "awareness.no_knowledge", "affordability.worker_income"
KNOWN = {
    KNOW: """Tôi có biết bảo hiểm tự nguyện là cái gì đâu.
Nghe tên thì nghe, chứ nó ra sao thì mù tịt.
Chẳng ai nói cho biết bao giờ.
Bảo hiểm xã hội với bảo hiểm y tế tôi cứ tưởng là một.
Loa xã có đọc mà chẳng hiểu gì.
Giờ cô hỏi tôi mới biết có cái đó.
Không rõ, chưa thấy ai giải thích.
Em mù mờ lắm, chẳng biết hỏi ai.
Có thấy tờ rơi mà không hiểu chữ nào.
Ở đây bà con chưa nghe bao giờ.
Tôi không nắm được chế độ ấy thế nào.
Chịu, cái đó tôi không rành.
Thú thật là chưa tìm hiểu nên không biết.
Nói tự nguyện mà tự nguyện thế nào thì chưa rõ.
Người ta bảo có lương hưu, chứ tôi không biết thật hay không.
Hỏi ai cũng lắc đầu, có biết đâu.""",
    INCOME: """Tháng nào cũng thiếu trước hụt sau.
Bữa có bữa không, lấy gì mà đóng.
Đi chợ còn phải đắn đo, nói gì đóng bảo hiểm.
Thu nhập bấp bênh, được đồng nào tiêu hết đồng ấy.
Còn phải lo tiền học cho con, chẳng dư đồng nào.
Nghèo quá, tiền ăn còn chưa đủ.
Lương ba cọc ba đồng thì đóng sao nổi.
Mùa này ế hàng, ngày kiếm vài chục nghìn.
Nợ ngân hàng còn chưa trả xong.
Tiền thuê trọ đã hết nửa lương rồi.
Làm ngày nào ăn ngày ấy.
Chạy gạo từng bữa, tiền đâu dư ra.
Thu nhập thấp lắm, không kham nổi.
Vụ rồi mất mùa, trắng tay.
Có tiền đâu mà tính chuyện về già.
Ốm một trận là hết sạch tiền dành dụm.""",
    "": """Dạ mời cô uống nước.
Nhà tôi ở cuối thôn.
Con gái tôi lấy chồng xa.
Hôm nay trời nắng quá.
Tôi làm ở hợp tác xã được năm năm.
Vâng, cô cứ hỏi.
Cháu nhà tôi học lớp ba.
Ông ấy đi vắng từ sáng.""",
}
TALK = """Loại: PVS

PVV: Chị có nghe nói bảo hiểm xã hội tự nguyện chưa?
NTL: Tôi mù mờ lắm, chẳng hiểu nó ra sao.
PVV: Thế chị có định đóng không?
NTL: Thiếu trước hụt sau, ngày kiếm vài chục nghìn thì đóng sao nổi.
NTL: Dạ mời cô uống nước.
"""


def written_examples() -> str:
    rows = [
        (f"c{number % 4}", number, "", said, code)
        for code, sayings in KNOWN.items()
        for number, said in enumerate(sayings.splitlines())
    ]
    text = io.StringIO()
    csv.writer(text).writerows([("source", "turn", "question", "passage", "codes"), *rows])
    return text.getvalue()


@pytest.fixture
def taught(folder: Path) -> Path:
    """The small study, with a codebook that brings examples, and a second conversation."""
    book = CODEBOOK.replace("version: 2\n", "version: 2\nexamples: [codebooks/test.csv]\n")
    (folder / "codebooks" / "test.yaml").write_text(book, encoding="utf-8")
    (folder / "codebooks" / "test.csv").write_text(written_examples(), encoding="utf-8")
    (folder / "transcripts" / "pvs_02.txt").write_text(TALK, encoding="utf-8")
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Run:
    """Run any command on the small study, in English: `run("suggest", "--json")`."""
    monkeypatch.setenv("QUALCODE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "80")

    def run(command: str, *options: str) -> Result:
        return CliRunner().invoke(app, [command, *options, "--project", str(folder)])

    return run


def answers(done: Result) -> dict[str, list[dict[str, object]]]:
    assert done.exit_code == 0, done.output
    found: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
    return found


# On a study that teaches enough


@pytest.mark.usefixtures("taught")
def test_a_sideways_saying_that_no_rule_has_is_suggested_with_its_words(run: Run) -> None:
    rows = answers(run("suggest", "pvs_02", "--from", "0", "--json"))["rows"]
    best = {(row["turn"], row["code"]): row for row in rows}
    know, income = best[2, KNOW], best[4, INCOME]
    assert (know["origin"], income["origin"]) == ("model", "model")
    assert know["quote"] == "Tôi mù mờ lắm, chẳng hiểu nó ra sao."
    assert all(words in str(know["quote"]) for words in know["evidence"])  # type: ignore[attr-defined]
    assert know["probability"] > best.get((2, INCOME), {"probability": 0})["probability"]  # type: ignore[operator]
    assert 5 not in {row["turn"] for row in rows[:2]}


@pytest.mark.usefixtures("taught")
def test_the_list_says_first_what_was_learned_from(run: Run) -> None:
    done = run("suggest", "--from", "0")
    assert done.exit_code == 0, done.output
    assert "Learned from 40 examples of the codebooks and 0 passages" in done.stderr
    assert "Tried on conversations left out: F1 0." in " ".join(done.stderr.split())
    assert "Too few examples" not in done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.usefixtures("taught")
def test_examples_that_are_of_the_very_transcripts_are_told(run: Run, folder: Path) -> None:
    assert "very transcripts" not in run("suggest").stderr
    path = folder / "codebooks" / "test.csv"
    text = path.read_text(encoding="utf-8").replace("\nc1,", "\npvs_02,")
    path.write_text(text, encoding="utf-8")
    told = " ".join(run("suggest").stderr.split())
    assert "10 of the examples are of these very transcripts" in told


@pytest.mark.usefixtures("taught")
def test_a_suggestion_can_be_accepted_by_its_id_and_comes_back_no_more(run: Run) -> None:
    first = answers(run("suggest", "pvs_02", "--from", "0", "--code", "awareness", "--json"))
    row = first["rows"][0]
    accepted = run("accept", str(row["id"]), "--coder", "Lan")
    assert accepted.exit_code == 0, accepted.output
    again = answers(run("suggest", "pvs_02", "--from", "0", "--json"))["rows"]
    assert (row["turn"], row["code"]) not in {(one["turn"], one["code"]) for one in again}


@pytest.mark.usefixtures("taught")
def test_the_list_holds_all_that_is_proposed_as_the_counts_have_it(run: Run, folder: Path) -> None:
    talk = """Loại: PVS

PVV: Chị có biết bảo hiểm xã hội không?
NTL: Tiền đâu mà đóng. Nhà nghèo, tiền đâu ra đóng. Thiếu trước hụt sau lắm.
"""
    (folder / "transcripts" / "pvs_03.txt").write_text(talk, encoding="utf-8")
    told = answers(run("suggest", "--json"))
    whose = Counter(row["origin"] for row in told["rows"])
    shares: dict[str, int] = told["shares"]  # type: ignore[assignment]
    assert (whose["rule"], whose["model"]) == (shares["rule"], shares["model"])
    twice = [row for row in told["rows"] if row["transcript"] == "pvs_03"]
    assert [row["code"] for row in twice].count(INCOME) == 2
    ids = {row["id"] for row in told["rows"]}
    for options in (("--from", "0"), ("--order", "uncertainty")):
        assert ids <= {row["id"] for row in answers(run("suggest", *options, "--json"))["rows"]}


@pytest.mark.usefixtures("taught")
def test_none_of_many_is_not_said_to_be_none(run: Run) -> None:
    told = run("suggest", "--from", "0", "--limit", "0").stderr
    assert "No suggestion is to be decided on" not in told
    assert "0 of " in told


@pytest.mark.usefixtures("taught")
def test_why_shows_the_most_similar_passages_already_coded(run: Run) -> None:
    options = ("pvs_02", "--from", "0", "--limit", "1", "--code", INCOME, "--why")
    similar = answers(run("suggest", *options, "--json"))["rows"][0]["similar"]
    assert {one["quote"] for one in similar[:2]} == {  # type: ignore[index]
        "Tháng nào cũng thiếu trước hụt sau.",
        "Mùa này ế hàng, ngày kiếm vài chục nghìn.",
    }
    shown = " ".join(run("suggest", *options).stdout.split())
    assert "Tháng nào cũng thiếu trước hụt sau. codebooks/test.csv:" in shown


@pytest.mark.usefixtures("taught")
def test_csv_has_a_row_for_each_suggestion(run: Run) -> None:
    done = run("suggest", "--from", "0", "--order", "reading", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    as_json = answers(run("suggest", "--from", "0", "--order", "reading", "--json"))["rows"]
    assert [row["id"] for row in rows] == [row["id"] for row in as_json]
    assert tuple(rows[0]) == suggestions.COLUMNS


@pytest.mark.usefixtures("taught")
def test_options_narrow_the_list(run: Run) -> None:
    def rows(*options: str) -> list[dict[str, object]]:
        return answers(run("suggest", "--from", "0", *options, "--json"))["rows"]

    everything = rows()
    assert rows("--limit", "2") == everything[:2]
    assert {row["code"] for row in rows("--code", "affordability")} == {INCOME}
    assert {row["transcript"] for row in rows("--order", "code")} == {"pvs_01", "pvs_02"}
    chances = [row["probability"] for row in everything]
    assert chances == sorted(chances, reverse=True)  # type: ignore[type-var]
    least = chances[1]
    assert len(answers(run("suggest", "--from", str(least), "--json"))["rows"]) == 2


@pytest.mark.usefixtures("taught")
def test_the_model_is_printed_in_full(run: Run) -> None:
    told = answers(run("suggest", "--model", "--json"))["learned"]
    assert run("suggest", "--model").stdout.strip() == told["model"]  # type: ignore[call-overload]
    assert "seed 0" in told["model"]  # type: ignore[call-overload]


# On one that doesn't


def test_too_little_to_learn_from_is_said_with_what_to_do(run: Run) -> None:
    done = run("suggest")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "too little to learn from" in done.stderr
    told = " ".join(done.stderr.split())
    assert "that people confirmed in turns marked as read" in told
    assert "there are 0." in told
    assert "qualcode tag" in done.stderr
    assert answers(run("suggest", "--json"))["rows"] == []


def test_switched_off_it_says_so(run: Run, folder: Path) -> None:
    (folder / "qualcode.yaml").write_text("coder: Lan\nsuggest: off\n", encoding="utf-8")
    assert "suggest: off" in run("suggest").stderr


def test_an_unknown_order_names_those_there_are(run: Run) -> None:
    done = run("suggest", "--order", "random")
    assert done.exit_code == 2
    assert "certainty, uncertainty, code, reading" in " ".join(done.output.split())


@pytest.mark.parametrize("options", [("pvs_99",), ("--code", "awarenes")])
def test_a_slip_in_a_name_is_no_empty_list(run: Run, options: tuple[str, ...]) -> None:
    assert isinstance(run("suggest", *options).exception, DecisionError)


# The check sample


def test_a_check_sample_lists_turns_and_the_command_that_tells_what_came_of_it(run: Run) -> None:
    done = run("suggest", "--check-sample", "60", "--seed", "3")
    assert sorted(line.split()[0] for line in done.stdout.splitlines()) == ["pvs_01:2", "pvs_01:4"]
    assert "2 turns drawn at random from 2" in done.stderr
    last = done.stderr.splitlines()[-1].split()
    assert last[:3] == ["qualcode", "suggest", "--progress"]
    assert run(*last[1:]).exit_code == 0


def test_a_sample_can_be_listed_again_as_it_was_drawn(run: Run, taught: Path) -> None:
    first = answers(run("suggest", "--check-sample", "2", "--json"))
    turn = first["turns"][0]
    assert taught.is_dir()
    run("seen", str(turn["transcript"]), str(turn["turn"]), "--coder", "Lan")
    moment = str(first["sample"]["drawn"])  # type: ignore[call-overload]
    again = answers(run("suggest", "--check-sample", "2", "--drawn", moment, "--json"))
    assert [one["read"] for one in again["turns"]] == [True, False]
    assert [one["words"] for one in again["turns"]] == [one["words"] for one in first["turns"]]
    anew = answers(run("suggest", "--check-sample", "2", "--json"))
    assert turn not in anew["turns"]


def test_progress_without_a_sample_says_how_to_draw_one(run: Run) -> None:
    done = run("suggest", "--progress")
    assert done.exit_code == 0, done.output
    assert "qualcode suggest --check-sample 60" in " ".join(done.stderr.split())
    rows = answers(run("suggest", "--progress", "--json"))["rows"]
    assert [row["code"] for row in rows] == ["", KNOW, INCOME]
    assert {row["recall"] for row in rows} == {None}


def test_what_can_be_said_of_every_code_names_none(run: Run) -> None:
    told = " ".join(run("suggest", "--progress").stderr.split())
    assert "nearly all that is left is read: all codes." in told


@pytest.mark.usefixtures("taught")
def test_a_sample_that_is_read_tells_how_much_is_found(run: Run) -> None:
    """Of four turns that can be coded one is coded before; the sample of two finds one more."""
    run("add", "pvs_01", "4", INCOME, "--coder", "Lan")
    run("seen", "pvs_01", "4", "--coder", "Lan")
    drawn = answers(run("suggest", "--check-sample", "4", "--json"))
    assert {(one["transcript"], one["turn"]) for one in drawn["turns"]} == {
        *(("pvs_01", 2), ("pvs_02", 2), ("pvs_02", 4), ("pvs_02", 5))
    }
    run("add", "pvs_02", "4", INCOME, "--coder", "Lan")
    for one in drawn["turns"]:
        run("seen", str(one["transcript"]), str(one["turn"]), "--coder", "Lan")
    options = ("--progress", "--check-sample", "4", "--json")
    moment = str(drawn["sample"]["drawn"])  # type: ignore[call-overload]
    told = answers(run("suggest", *options, "--drawn", moment))
    row = next(row for row in told["rows"] if row["code"] == INCOME)
    assert (row["found"], row["sampled"], row["new"]) == (2, 4, 1)
    assert (row["unread"], row["recall_low"], row["recall_high"]) == (0, 1.0, 1.0)
    assert "every turn is read" in str(row["verdict"])


def test_a_sample_that_was_not_read_is_not_taken_for_read(run: Run) -> None:
    run("seen", "pvs_01", "2", "--coder", "Lan")
    done = run("suggest", "--progress", "--check-sample", "2")
    assert "No check sample of 2 turns" in done.stderr


# What is shown of suggestions made by hand


def by_hand() -> Study:
    """
    PVV: Làm hồ sơ có khó không ạ?
    NTL: Thủ tục thì rườm rà lắm, đi lại mấy lần mới xong.
    """
    talk = parse("kii_01", (by_hand.__doc__ or "").replace("    ", ""))
    study = with_codings(Study(Settings(), transcripts=(talk,)))
    span = study.segments[-1].span
    words = ("rườm", "rà", "mấy lần")
    evidence = tuple(
        Span(at, at + len(word)) for word in words for at in [talk.text.index(word, span.start)]
    )
    one = Coding(
        *("kii_01", 2, span, "institutional.procedures"),
        origin="model",
        probability=0.914,
        evidence=evidence,
    )
    told = Learned(
        "learned 1; seed 0",
        threshold=0.35,
        chosen=False,
        examples=212,
        decided=1340,
        support={},
        precision=0.74,
        recall=0.68,
        f1=0.71,
        calibration_error=0.043,
    )
    return replace(study, suggestions=(one,), learned=told)


@pytest.fixture
def vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_LANG", "vi")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.usefixtures("vietnamese")
def test_the_words_that_speak_for_a_code_are_marked_in_the_passage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    study = by_hand()
    suggestions.show(study, study.suggestions, why=False, json=False, csv=False)
    shown = capsys.readouterr().out
    assert "Thủ tục thì «rườm rà» lắm, đi lại «mấy lần» mới xong." in shown
    assert "91 %" in shown
    assert "kii_01:2 · máy học" in shown


@pytest.mark.usefixtures("vietnamese")
def test_a_short_passage_has_the_question_before_it(capsys: pytest.CaptureFixture[str]) -> None:
    study = by_hand()
    whole = study.suggestions[0]
    short = replace(whole, span=Span(whole.span.start, whole.span.start + 24))
    suggestions.show(study, [short], why=False, json=False, csv=False)
    assert "PVV: Làm hồ sơ có khó không ạ?" in capsys.readouterr().out
    suggestions.show(study, [whole], why=False, json=False, csv=False)
    assert "PVV" not in capsys.readouterr().out


@pytest.mark.usefixtures("vietnamese")
def test_nothing_to_decide_on_is_said() -> None:
    assert [*learned.counted(by_hand(), (), 0, left_out=False)] == [
        "Không có gợi ý nào chờ quyết định."
    ]


@pytest.mark.usefixtures("vietnamese")
def test_what_rules_matched_in_vain_is_not_said_to_wait_for_a_decision() -> None:
    study = by_hand()
    told = [*learned.counted(study, study.suggestions, 7, left_out=True)]
    assert told[1] == "1 trong 7 chỗ quy tắc khớp mà không được đề xuất."


@pytest.mark.usefixtures("vietnamese")
def test_how_likely_a_rules_match_had_to_be_is_said() -> None:
    study = by_hand()
    told = " ".join(learned.left_out(replace(study, left_out=study.suggestions)))
    assert told.startswith("1 chỗ quy tắc khớp có xác suất dưới 0,35 nên không đề xuất")
    assert [*learned.left_out(study)] == []


@pytest.mark.usefixtures("vietnamese")
def test_anothers_suggestion_bears_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    study = by_hand()
    said = replace(study.suggestions[0], model="nearest 1.0")
    suggestions.show(study, [said], why=False, json=False, csv=False)
    assert "kii_01:2 · nearest · " in capsys.readouterr().out
    told = " ".join(learned.counted(study, [said, *study.suggestions], 2, left_out=False))
    assert "2 gợi ý chờ quyết định: 0 có quy tắc khớp, 1 do máy học, 1 do nearest." in told


@pytest.mark.usefixtures("vietnamese")
def test_figures_are_written_as_vietnamese_writes_them() -> None:
    told = " ".join(learned.learned(by_hand()))
    assert "212 ví dụ của sổ mã và 1.340 đoạn" in told
    assert "F1 0,71 (đúng 0,74, tìm được 0,68)" in told
    assert "khi đề xuất từ 0,35, mức có F1 gần như cao nhất" in told
    assert "0,04" in told


@pytest.mark.usefixtures("vietnamese")
def test_who_set_the_threshold_is_said() -> None:
    study = by_hand()
    assert study.learned
    chosen = replace(study, learned=replace(study.learned, chosen=True))
    assert "theo qualcode.yaml" in " ".join(learned.learned(chosen))


@pytest.mark.usefixtures("vietnamese")
def test_suggestions_switched_off_are_not_called_too_few() -> None:
    off = Study(Settings(suggest=Suggesting(on=False)))
    assert "suggest: off" in " ".join(learned.learned(off))


@pytest.mark.parametrize(
    ("value", "shown"), [(0.9999, "99 %"), (0.001, "1 %"), (1.0, "99 %"), (0.5, "50 %")]
)
def test_what_is_not_certain_does_not_read_so(value: float, shown: str) -> None:
    assert columns.percent(value) == shown
