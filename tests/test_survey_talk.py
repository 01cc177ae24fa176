"""Open answers as transcripts: coded like talk, with every decision in its place."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_cli import qualcode

from qualcode import decisions, files, project, quotes, store, survey
from qualcode.errors import StudyError
from qualcode.model import Question, Respondent, Span, Survey
from qualcode.overview import overview
from qualcode.tui.app import CodingScreen
from qualcode.tui.opening import first_screen
from qualcode.tui.state import start

SETTINGS = """
surveys:
  - file: surveys/ks.csv
    title: Khảo sát thử
    attributes:
      gender: "Giới tính"
      province: "Tỉnh"
      group: "=lao động di cư"
    questions:
      - column: "Đã nghe chưa?"
        id: nghe
        means:
          awareness.no_knowledge: [Chưa]
      - column: "Vì sao chưa đóng bảo hiểm?"
        id: vi_sao
        kind: open
"""
HEAD = ["Dấu thời gian", "Giới tính", "Tỉnh", "Đã nghe chưa?", "Vì sao chưa đóng bảo hiểm?"]
ROWS = [
    ["02/06/2025 8:00:01", "Nữ", "Hà Nội", "Chưa", "Tôi chưa nghe nói bảo hiểm bao giờ"],
    [
        "13/06/2025 8:00:02",
        "Nam",
        "TP.HCM",
        "Rồi",
        "NTL: tiền đâu mà đóng\nPVV: thế à?\n- hết tiền",
    ],
    ["14/06/2025 8:00:03", "", "Hà Nội", "Chưa", ""],
]


def write(folder: Path, rows: list[list[str]]) -> None:
    (folder / "surveys").mkdir(exist_ok=True)
    with (folder / "surveys" / "ks.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])


@pytest.fixture
def surveyed(folder: Path) -> Path:
    """The study's folder with a survey of three beside its transcript."""
    path = folder / "qualcode.yaml"
    path.write_text(path.read_text("utf-8") + SETTINGS, encoding="utf-8")
    write(folder, ROWS)
    return folder


def of(*answers: tuple[str, str]) -> Survey:
    people = tuple(
        Respondent(name, {}, {"q": (words,)} if words else {}) for name, words in answers
    )
    return Survey("ks", "", (Question("q", "Vì sao?", "open"),), people, "surveys/ks.csv")


def test_the_question_is_the_interviewers_and_each_answer_a_turn() -> None:
    [talk] = survey.talk(of(("10", "Đắt."), ("9", "Xa."), ("8", "")))
    assert talk.name == "ks.q"
    assert talk.text == "Loại: khảo sát\n\nHỏi: Vì sao?\n9: Xa.\n10: Đắt.\n"
    assert [(t.number, t.speaker, t.role, talk.words_of(t)) for t in talk.turns] == [
        (1, "Hỏi", "interviewer", "Vì sao?"),
        (2, "9", "respondent", "Xa."),
        (3, "10", "respondent", "Đắt."),
    ]


@given(
    st.lists(
        st.tuples(st.integers(1, 999).map(str), st.text(max_size=40)), unique_by=lambda x: x[0]
    ),
    st.randoms(),
)
def test_turns_are_whole_lines_whatever_is_written_and_however_the_file_is_sorted(
    answers: list[tuple[str, str]], random: object
) -> None:
    [talk] = survey.talk(of(*answers))
    shuffled = list(answers)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert survey.talk(of(*shuffled)) == (talk,)
    lines = talk.text.split("\n")
    assert len(lines) == len(talk.turns) + 3
    for turn, line in zip(talk.turns, lines[2:], strict=False):
        assert line == f"{turn.speaker}: {talk.words_of(turn)}"
        assert talk.words_of(turn).strip()


def test_an_answer_with_lines_and_labels_of_its_own_stays_one_turn(surveyed: Path) -> None:
    study = project.load(surveyed)
    talk = study.transcript("ks.vi_sao")
    assert talk
    assert [talk.words_of(turn) for turn in talk.turns][2] == (
        "NTL: tiền đâu mà đóng PVV: thế à? - hết tiền"
    )
    assert [turn.role for turn in talk.turns] == ["interviewer", "respondent", "respondent"]


def test_open_answers_are_coded_and_need_no_row_in_cases_csv(surveyed: Path) -> None:
    study = project.load(surveyed)
    assert study.problems == ()
    found = {(one.turn, one.code) for one in study.codings if one.transcript == "ks.vi_sao"}
    assert found == {(2, "awareness.no_knowledge"), (3, "affordability.worker_income")}
    case = study.case("ks.vi_sao")
    assert case
    assert case.attributes == {"type": "survey"}
    assert [(one.case, one.speaker) for one in study.people][-3:] == [
        ("ks", "250602-080001"),
        ("ks", "250613-080002"),
        ("ks", "250614-080003"),
    ]
    assert study.people[-2].attributes == {
        "type": "survey",
        "group": "lao động di cư",
        "gender": "nam",
        "province": "TP. Hồ Chí Minh",
    }


def test_check_finds_nothing_to_say_of_a_good_survey_and_names_what_is_wrong(
    surveyed: Path,
) -> None:
    about = [p for p in project.check(surveyed) if "surveys" in p.where or "ks" in p.where]
    assert about == []
    path = surveyed / "qualcode.yaml"
    path.write_text(path.read_text("utf-8").replace("no_knowledge:", "no_such:"), encoding="utf-8")
    problems = [p for p in project.check(surveyed) if "no_such" in p.message.en]
    assert [p.where for p in problems] == ["qualcode.yaml:14:30"]


def test_a_quote_is_attributed_to_its_respondent_and_to_nobody_by_name(surveyed: Path) -> None:
    found = [q for q in quotes.quotes(project.load(surveyed)) if q.coding.transcript == "ks.vi_sao"]
    said = {quote.coding.turn: quote.attribution for quote in found}
    assert said[2].vi == "Khảo sát, lao động nữ di cư, Hà Nội"
    assert said[3].vi == "Khảo sát, lao động nam di cư, TP. Hồ Chí Minh"
    assert said[2].en == "Survey, lao động di cư, female, Hà Nội"


def decided(folder: Path) -> None:
    study = project.load(folder)
    known = next(one for one in study.codings if one.transcript == "ks.vi_sao" and one.turn == 2)
    talk = study.transcript("ks.vi_sao")
    assert talk
    start = talk.text.index("hết tiền")
    drafts = [
        decisions.accept(study, known, coder="Lan"),
        decisions.add(
            study,
            "ks.vi_sao",
            "affordability.worker_income",
            Span(start, start + len("hết tiền")),
            coder="Lan",
        ),
    ]
    project.record(folder, study, drafts)


def standing(folder: Path) -> set[tuple[str, str, str]]:
    study = project.load(folder)
    assert all(doubt.span for doubt in study.doubts)
    talk = study.transcript("ks.vi_sao")
    assert talk
    return {
        (one.span.of(talk.text), one.code, one.status)
        for one in study.codings
        if one.transcript == "ks.vi_sao" and one.coder == "Lan"
    }


def test_decisions_stay_when_more_people_answer_and_the_file_is_sorted_anew(surveyed: Path) -> None:
    decided(surveyed)
    before = standing(surveyed)
    assert {status for _, _, status in before} == {"accepted", "added"}
    later = [
        ["20/06/2025 8:00:01", "Nữ", "Hà Nội", "Rồi", "Cũng hết tiền"],
        ["21/06/2025 8:00:01", "Nữ", "Hà Nội", "Rồi", "Tôi chưa nghe nói bảo hiểm bao giờ"],
    ]
    write(surveyed, [*later[::-1], *ROWS[::-1]])
    assert standing(surveyed) == before
    study = project.load(surveyed)
    lan = [one for one in study.codings if one.coder == "Lan"]
    assert {one.turn for one in lan} == {2, 3}
    assert study.doubts == ()


def test_a_decision_stays_with_its_respondent_when_another_wrote_the_very_same(
    surveyed: Path,
) -> None:
    words = "Không tin sau này còn quỹ"
    write(surveyed, [*ROWS, ["15/06/2025 8:00:00", "Nữ", "Hà Nội", "Rồi", words]])
    study = project.load(surveyed)
    talk = study.transcript("ks.vi_sao")
    assert talk
    start = talk.text.index(words)
    span = Span(start, start + len(words))
    draft = decisions.add(study, "ks.vi_sao", "affordability.worker_income", span, coder="Lan")
    project.record(surveyed, study, [draft])
    mine = talk.turn_at(span)
    assert mine

    same = ["14/06/2025 9:00:00", "Nam", "Hà Nội", "Rồi", words]
    write(surveyed, [same, *ROWS, ["15/06/2025 8:00:00", "Nữ", "Hà Nội", "Rồi", words]])
    study = project.load(surveyed)
    talk = study.transcript("ks.vi_sao")
    assert talk
    found = next(one for one in study.codings if one.coder == "Lan")
    turn = talk.turn(found.turn)

    assert turn
    assert turn.speaker == mine.speaker
    assert study.doubts == ()


def test_decisions_find_their_words_when_somebody_is_taken_out_or_asked_otherwise(
    surveyed: Path,
) -> None:
    decided(surveyed)
    before = standing(surveyed)
    path = surveyed / "qualcode.yaml"
    path.write_text(
        path.read_text("utf-8").replace("kind: open", 'kind: open\n        words: "Lý do?"'),
        "utf-8",
    )
    earlier = ["01/06/2025 8:00:01", "Nam", "Hà Nội", "Chưa", "Ngại giấy tờ lắm"]
    write(surveyed, [earlier, *ROWS[:2]])
    assert standing(surveyed) == before


def test_open_answers_are_no_transcripts_in_what_is_told_of_a_run(surveyed: Path) -> None:
    told = overview(project.load(surveyed))

    assert (told.transcripts, told.respondents) == (1, len(ROWS))
    assert "1 transcripts · " in (done := qualcode(surveyed, "code")).stderr
    assert f" · {len(ROWS)} survey respondents" in done.stderr


def test_a_transcript_of_the_same_name_is_told(surveyed: Path) -> None:
    (surveyed / "transcripts" / "ks.vi_sao.txt").write_text("PVV: A?\nNTL: B.\n", encoding="utf-8")
    study = project.load(surveyed)
    assert any("have the name of transcripts/ks.vi_sao.txt" in p.message.en for p in study.problems)


def test_the_commands_of_coding_take_open_answers(surveyed: Path) -> None:
    listed = qualcode(surveyed, "quotes", "affordability", "--csv").stdout
    assert "ks.vi_sao:T003:1" in listed
    added = qualcode(
        surveyed,
        *("add", "ks.vi_sao", "3", "affordability.worker_income"),
        *("--quote", "hết tiền", "--coder", "Lan"),
    )
    assert added.returncode == 0, added.stderr
    again = qualcode(surveyed, "quotes", "affordability", "--confirmed", "--csv").stdout
    assert "hết tiền" in again
    done = qualcode(surveyed, "run")
    assert done.returncode == 0, done.stderr
    written = (surveyed / "matrices" / "codings.csv").read_text("utf-8-sig")
    assert "ks.vi_sao,3,250613-080002,respondent" in written


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_coding_sheets_are_made_of_open_answers_and_read_back(surveyed: Path, kind: str) -> None:
    done = qualcode(
        surveyed, "export", "coding-sheet", "ks.vi_sao", "--coder", "Lan", "--format", kind
    )
    assert done.returncode == 0, done.stderr
    [sheet] = surveyed.glob(f"coding_sheets/**/*vi_sao*.{kind}")
    back = qualcode(surveyed, "import", str(sheet), "--coder", "Lan")
    assert back.returncode == 0, back.stderr


def test_a_survey_without_open_questions_or_answers_is_no_talk(surveyed: Path) -> None:
    path = surveyed / "qualcode.yaml"
    text = path.read_text("utf-8")
    path.write_text(text[: text.index('      - column: "Vì sao')], encoding="utf-8")
    study = project.load(surveyed)
    assert [one.name for one in study.transcripts] == ["pvs_01"]
    assert len(study.surveys[0].respondents) == 3


def test_the_coding_screen_opens_open_answers_by_name_and_where_a_coder_left_them(
    surveyed: Path,
) -> None:
    chosen = files.read_settings(surveyed)
    named = first_screen(surveyed, chosen, "ks.vi_sao", (), coder="Lan")
    assert named.transcript.name == "ks.vi_sao"
    assert first_screen(surveyed, chosen, "", (), coder="Lan").transcript.name == "pvs_01"
    decided(surveyed)
    left = store.read(surveyed / "coding.sqlite")
    assert first_screen(surveyed, chosen, "", left, coder="Lan").transcript.name == "ks.vi_sao"
    with pytest.raises(StudyError, match=r"did you mean .?ks\.vi_sao"):
        first_screen(surveyed, chosen, "ks.vi_sa", (), coder="Lan")


async def test_open_answers_are_coded_on_the_screen(surveyed: Path) -> None:
    study = project.load(surveyed)
    app = CodingScreen(
        start(study, study.transcripts[1], "Lan"),
        lambda current, drafts: project.record(surveyed, current, drafts)[0],
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
    [done] = store.read(surveyed / "coding.sqlite")
    assert (done.action, done.transcript) == ("accept", "ks.vi_sao")
