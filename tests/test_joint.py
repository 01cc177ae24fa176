"""Survey beside talk: what each says on a theme, and how the two fit."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode import basis, decisions, joint
from qualcode.errors import DecisionError
from qualcode.exporters.joint import display, sheet_of, write
from qualcode.heard import Side
from qualcode.joint.fitting import fit
from qualcode.joint.values import Joined, Spoken, Surveyed
from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Conclusion,
    Meaning,
    Person,
    Question,
    QuestionKind,
    Respondent,
    Settings,
    Span,
    Study,
    Survey,
    Thresholds,
    Transcript,
    Turn,
    Valence,
)
from qualcode.proportions import wilson
from qualcode.quotes import quotes

CODES = (
    Code("know", Bilingual("Không biết", "No knowledge"), valence="barrier"),
    Code("form", Bilingual("Thủ tục", "Procedures"), valence="barrier"),
    Code("form.paper", Bilingual("Giấy tờ", "Paperwork"), valence="barrier"),
    Code("form.queue", Bilingual("Chờ lâu", "Queues"), valence="barrier"),
)
BOOK = Codebook("test", "1", CODES)
WORDS = "Đi lại ba bốn bận mà giấy tờ vẫn chưa xong đâu cô ạ mệt lắm"


def case(name: str, *codes: str, valence: Valence = "barrier", kind: str = "IDI") -> Case3:
    """An interview in which somebody says these."""
    start = len("PVV: Sao ạ?\nNTL: ")
    text = f"PVV: Sao ạ?\nNTL: {WORDS} {name}\n"
    turns = (
        Turn(1, "PVV", "interviewer", Span(5, 11)),
        Turn(2, "NTL", "respondent", Span(start, len(text) - 1)),
    )
    codings = tuple(
        Coding(name, 2, Span(start, start + 10 + at), code, valence)
        for at, code in enumerate(codes)
    )
    return Transcript(name, text, turns), Case(name, {"type": kind}), codings


Case3 = tuple[Transcript, Case, tuple[Coding, ...]]


def question(
    id: str, *meanings: Meaning, kind: QuestionKind = "single", options: tuple[str, ...] = ()
) -> Question:
    """A question whose answers mean these."""
    return Question(id, f"Câu {id}?", kind, options, meanings)


def survey(questions: tuple[Question, ...], *answers: dict[str, tuple[str, ...]]) -> Survey:
    """A survey with a respondent for each of these."""
    people = tuple(Respondent(f"r{n}", {}, given) for n, given in enumerate(answers))
    return Survey("ks", "Khảo sát", questions, people)


def study(surveyed: Survey, *cases: Case3, asked: str = "know form") -> Study:
    """A study of a survey and of cases that were all asked about these."""
    return Study(
        Settings(),
        codebooks=(BOOK,),
        transcripts=tuple(transcript for transcript, _, _ in cases),
        cases=tuple(one for _, one, _ in cases),
        codings=tuple(coding for _, _, codings in cases for coding in codings),
        asked={one.name: frozenset(asked.split()) for _, one, _ in cases},
        surveys=(surveyed,),
    )


KNOW = question(
    "q1", Meaning("know", frozenset({"Chưa nghe"}), "barrier"), options=("Biết rõ", "Chưa nghe")
)


def knowing(no: int, yes: int) -> Survey:
    """A survey in which so many haven't heard of it, and so many have."""
    return survey((KNOW,), *[{"q1": ("Chưa nghe",)}] * no, *[{"q1": ("Biết rõ",)}] * yes)


def only(found: Study, theme: str) -> Joined:
    """One theme of the study's joint display."""
    [one] = joint.joined(found, [theme], quotes(found))
    return one


def test_the_survey_is_counted_by_who_answered_the_question() -> None:
    answered = replace(
        knowing(6, 4), respondents=(*knowing(6, 4).respondents, Respondent("late", {}, {}))
    )
    one = only(study(answered, case("a", "know")), "know")
    [item] = one.survey.items
    assert (item.side.mention, item.side.asked) == (6, 10)
    assert item.side.interval == wilson(6, 10)
    assert item.answers == {"barrier": ("Chưa nghe",)}


def test_same_direction_without_news_is_confirmation() -> None:
    one = only(study(knowing(7, 3), case("a", "know"), case("b", "know"), case("c")), "know")
    assert one.computed == "confirmation"
    assert one.why.en == "same direction (hindering)"
    assert (one.talk.all.mention, one.talk.all.asked) == (2, 3)


def test_talk_that_brings_codes_no_question_asks_about_is_expansion() -> None:
    asks = question("q2", Meaning("form.paper", frozenset({"Khó"}), "barrier"))
    answered = survey((asks,), *[{"q2": ("Khó",)}] * 6, *[{"q2": ("Dễ",)}] * 4)
    found = study(answered, case("a", "form.paper"), case("b", "form.queue"))
    one = only(found, "form")
    assert one.computed == "expansion"
    assert dict(one.talk.new) == {"form.queue": 1}
    assert one.quotes[0].coding.code == "form.queue"


def test_opposite_directions_are_discordance() -> None:
    """methods.md, table of vectors: the survey says + in 330/400, focus groups − in 8/10."""
    easy = question(
        "q3",
        Meaning("form", frozenset({"Dễ"}), "enabler"),
        Meaning("form", frozenset({"Khó"}), "barrier"),
    )
    answered = survey((easy,), *[{"q3": ("Dễ",)}] * 330, *[{"q3": ("Bình thường",)}] * 70)
    groups = [case(f"t{n}", *(["form"] if n < 8 else []), kind="FGD") for n in range(10)]
    one = only(study(answered, *groups), "form")
    assert one.computed == "discordance"
    assert (one.survey_leaning, one.talk_leaning) == ("+", "-")


def test_a_majority_that_denies_what_most_talk_affirms_is_discordance() -> None:
    talk = [case(f"a{n}", "know") for n in range(4)]
    assert only(study(knowing(1, 9), *talk), "know").computed == "discordance"
    assert only(study(knowing(0, 9), *talk), "know").computed == "discordance"
    assert only(study(knowing(5, 5), *talk), "know").computed == "confirmation"


def test_an_option_not_ticked_among_many_is_no_denial() -> None:
    ticked = replace(KNOW, kind="multiple")
    answered = survey((ticked,), {"q1": ("Chưa nghe",)}, *[{"q1": ("Biết rõ",)}] * 9)
    talk = [case(f"a{n}", "know") for n in range(4)]
    assert only(study(answered, *talk), "know").computed == "confirmation"


def test_where_answers_stand_for_both_directions_the_middle_is_no_denial() -> None:
    both = question(
        "q1",
        Meaning("form", frozenset({"Khó"}), "barrier"),
        Meaning("form", frozenset({"Dễ"}), "enabler"),
    )
    answers = [("Khó",)] * 3 + [("Chưa làm bao giờ",)] * 7
    answered = survey((both,), *({"q1": one} for one in answers))
    talk = [case(f"a{n}", "form") for n in range(4)]
    assert only(study(answered, *talk), "form").computed == "confirmation"


def test_what_one_side_was_not_asked_is_not_silence() -> None:
    talk = [case("a", "know"), case("b")]
    assert only(study(knowing(3, 3), *talk), "form").computed == "not_asked"
    assert only(study(knowing(3, 3), case("a"), asked=""), "know").computed == "not_asked"
    assert only(study(knowing(3, 3), case("a")), "know").computed == "silence"
    assert only(study(knowing(0, 6), case("a")), "know").computed == "no_finding"


def test_one_side_that_speaks_both_ways_expands_the_other() -> None:
    talk = [case("a", "form", valence="enabler"), case("b", "form")]
    hard = question("q", Meaning("form", frozenset({"Khó"}), "barrier"))
    one = only(study(survey((hard,), *[{"q": ("Khó",)}] * 5), *talk), "form")
    assert (one.computed, one.talk_leaning) == ("expansion", "~")


def test_a_multiple_choice_respondent_counts_once() -> None:
    many = question(
        "q",
        Meaning("form.paper", frozenset({"Giấy tờ"}), "barrier"),
        Meaning("form.queue", frozenset({"Chờ"}), "barrier"),
        kind="multiple",
    )
    one = only(study(survey((many,), {"q": ("Giấy tờ", "Chờ")}, {"q": ("Khác",)})), "form")
    assert (one.survey.closed.mention, one.survey.closed.asked) == (1, 2)
    assert one.survey.closed.codes == {"form.paper": 1, "form.queue": 1}


def test_two_questions_on_a_theme_count_each_respondent_once() -> None:
    other = question("q2", Meaning("know", frozenset({"Không"}), "barrier"))
    answered = survey(
        (KNOW, other), {"q1": ("Chưa nghe",), "q2": ("Không",)}, {"q2": ("Có",)}, {"q1": ("x",)}
    )
    one = only(study(answered), "know")
    assert [item.side.asked for item in one.survey.items] == [2, 2]
    assert (one.survey.closed.mention, one.survey.closed.asked) == (1, 3)


def with_open(found: Study, writers: int, saying: int, code: str = "know") -> Study:
    """The study whose survey also has an open question that so many answered."""
    words, text, turns, codings = "tôi có biết gì đâu", "", [], []
    for number in range(writers):
        start = len(text) + len(f"w{number}: ")
        text += f"w{number}: {words}\n"
        turns.append(Turn(number + 1, f"w{number}", "respondent", Span(start, start + len(words))))
        if number < saying:
            codings.append(Coding("ks.open", number + 1, Span(start, start + 6), code, "barrier"))
    [asked] = found.surveys
    opened = replace(asked, questions=(*asked.questions, question("open", kind="open")))
    return replace(
        found,
        surveys=(opened,),
        transcripts=(*found.transcripts, Transcript("ks.open", text, tuple(turns))),
        cases=(*found.cases, Case("ks.open", {"type": "survey"})),
        people=tuple(Person("ks", f"w{number}") for number in range(writers)),
        codings=(*found.codings, *codings),
    )


def test_open_answers_are_counted_by_those_who_wrote_and_are_no_talk() -> None:
    found = with_open(study(knowing(6, 4), case("a", "know")), 8, 5)
    one = only(found, "know")
    [written] = one.survey.written
    assert (written.side.mention, written.side.asked) == (5, 8)
    assert (one.talk.all.mention, one.talk.all.asked) == (1, 1)
    assert {quote.coding.transcript for quote in one.quotes} == {"a"}


def test_of_open_answers_alone_a_few_tell_nothing() -> None:
    base = study(survey(()), case("a", "know"))
    assert only(with_open(base, 8, 4), "know").computed == "too_few"
    assert only(with_open(base, 8, 5), "know").computed == "confirmation"


def test_only_themes_that_the_survey_asks_about_are_shown_unless_all_are_wanted() -> None:
    found = with_open(study(knowing(6, 4), case("a", "form")), 3, 1, code="form.queue")
    assert joint.mapped(found) == ("know",)
    assert joint.mapped(found, every=True) == ("know", "form.queue")
    assert joint.mapped(found, 1, every=True) == ("know", "form")
    notes = [one.en for one in basis.of(joint.joint(found)).notes]
    assert any("1 code that no closed question asks about: Procedures" in note for note in notes)


def test_a_person_overrides_the_fit_and_a_change_of_figures_is_told() -> None:
    found = study(knowing(7, 3), case("a", "know"), case("b", "know"))
    draft = decisions.conclude(
        found, "know", "joint", "expansion", reason="Lời kể nói vì sao", coder="Lan"
    )
    assert (draft.exact, draft.prefix, draft.target) == ("joint", "confirmation", "expansion")
    assert draft.suffix == "survey 7/10 (+0 −7 ±0); IDI 2/2 (+0 −2 ±0)"
    said = Conclusion("know", "joint", draft.target, draft.note, "Lan", draft.prefix, draft.suffix)
    concluded = replace(found, conclusions=(said, replace(said, by="type", verdict="partial")))
    one = only(concluded, "know")
    assert (one.fit, one.computed, one.changed) == ("expansion", "confirmation", False)
    frame = joint.joint(concluded)
    assert frame["meta_inference"].tolist() == ["Lời kể nói vì sao"]
    other = only(replace(concluded, surveys=(knowing(8, 2),)), "know")
    assert other.changed
    assert only(replace(concluded, settings=Settings(count="confirmed")), "know").changed is False


def test_a_verdict_of_triangulation_is_no_fit() -> None:
    found = study(knowing(7, 3), case("a", "know"))
    with pytest.raises(DecisionError, match="discordance"):
        decisions.conclude(found, "know", "joint", "partial", reason="x", coder="Lan")


def test_quotes_are_of_different_cases() -> None:
    talk = [case("a", "know", "form.paper"), case("b", "know"), case("c", "know")]
    one = only(study(knowing(7, 3), *talk), "know")
    assert [quote.coding.transcript for quote in one.quotes] == ["a", "b"]


def test_documents_are_no_talk() -> None:
    found = study(knowing(7, 3), case("a", "know"), case("law", "know", kind="desk_review"))
    one = only(found, "know")
    assert set(one.talk.by_type) == {"IDI"}
    assert one.talk.all.asked == 1


@pytest.mark.parametrize(
    "found",
    [
        Study(Settings()),
        Study(Settings(), codebooks=(BOOK,)),
        Study(Settings(), codebooks=(BOOK,), surveys=(survey(()),)),
        Study(Settings(), codebooks=(BOOK,), surveys=(survey((KNOW,)),)),
        study(knowing(0, 0)),
        study(survey((KNOW,), {}, {})),
    ],
)
def test_a_study_with_little_in_it_has_a_table_and_says_what_is_missing(found: Study) -> None:
    frame = joint.joint(found)
    assert list(frame.columns) == list(joint.COLUMNS)
    assert len(frame) == 0
    assert basis.of(frame).notes[0].en.startswith("No question of the survey stands for a code")


def test_no_cell_is_a_number_that_is_none() -> None:
    frame = joint.joint(study(knowing(3, 3), case("a")), themes=["know", "form", "form.queue"])
    cells = [cell for row in frame.to_dict("records") for cell in row.values()]
    assert not [cell for cell in cells if isinstance(cell, float) and not math.isfinite(cell)]
    assert frame["survey_share"].tolist() == [0.5, None, None]
    assert frame["fit"].tolist() == ["silence", "not_asked", "not_asked"]


def test_the_basis_names_source_rule_and_every_base() -> None:
    made = basis.of(joint.joint(study(knowing(3, 3), case("a", "know"))))
    assert "Guetterman" in made.method.en
    assert made.n == {"respondents": 6, "cases": 1, "themes": 1}
    assert any("Discordance: opposite directions" in note.en for note in made.notes)


sides = st.builds(
    lambda asked, mention, pos, neg: Side(
        asked, min(mention, asked), min(pos, mention, asked), 0 if pos else min(neg, mention, asked)
    ),
    *[st.integers(0, 12)] * 4,
)


@given(sides, sides, st.booleans())
def test_every_fit_follows_from_its_figures(closed: Side, all_: Side, single: bool) -> None:  # noqa: FBT001 - drawn
    surveyed = Surveyed((), (), closed, closed if single else Side(), Side())
    spoken = Spoken({}, all_, {})
    limits = Thresholds()
    found, why = fit(surveyed, spoken, limits)
    assert why.vi
    assert why.en
    assert (found == "not_asked") == (not closed.asked or not all_.asked)
    if found in {"confirmation", "expansion"}:
        assert closed.mention
        assert all_.mention
        leanings = {closed.leaning(limits.direction_cut), all_.leaning(limits.direction_cut)}
        assert leanings != {"+", "-"}


@given(st.permutations(range(6)), st.permutations(range(10)))
def test_the_order_of_cases_and_respondents_changes_nothing(
    cases: list[int], people: list[int]
) -> None:
    talk = [case(f"a{n}", *(["know"] if n % 2 else ["form.queue"])) for n in range(6)]
    found = study(knowing(6, 4), *talk)
    [asked] = found.surveys
    other = replace(
        study(
            replace(asked, respondents=tuple(asked.respondents[n] for n in people)),
            *(talk[n] for n in cases),
        )
    )
    one, two = (
        joint.joint(found, themes=["know", "form"]),
        joint.joint(other, themes=["know", "form"]),
    )
    assert one.to_csv(index=False) == two.to_csv(index=False)


def test_the_sheet_has_a_row_for_each_theme_with_quotes() -> None:
    found = study(knowing(7, 3), case("a", "know"))
    sheet = sheet_of(display(found, quotes(found)))
    [row] = sheet.rows
    assert row[0].value == "know"
    assert "7/10 −, 70% [40–89]" in row[2].text
    assert "1/1 nguồn −: PVS 1/1 −" in row[3].text
    assert "[a:T002:1]" in row[4].text
    assert row[5].text == "Xác nhận\nConfirmation"


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_the_same_study_gives_the_same_file(tmp_path: Path, suffix: str) -> None:
    found = study(knowing(7, 3), case("a", "know"))
    paths = [tmp_path / f"{name}{suffix}" for name in ("one", "two")]
    for path in paths:
        write(display(found, quotes(found)), path)
    one, two = (path.read_bytes() for path in paths)
    assert one == two


def test_the_document_repeats_its_headings_and_breaks_no_row(tmp_path: Path) -> None:
    from docx import Document

    found = study(knowing(7, 3), case("a", "know"))
    path = tmp_path / "joint.docx"
    write(display(found, quotes(found)), path)
    document = Document(str(path))
    [table] = document.tables
    assert document.sections[0].page_width > document.sections[0].page_height
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert all("w:cantSplit" in row._tr.xml for row in table.rows[1:])
    words = "\n".join(cell.text for cell in table.rows[1].cells)
    assert "Không biết" in words
    assert "No knowledge" in words
