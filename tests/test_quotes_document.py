"""The Word document of coded quotes: what it holds, and what is in the file that is written."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from qualcode import exporters, project
from qualcode.documents.values import (
    Block,
    Contents,
    Document,
    Heading,
    Paragraph,
    Quotation,
    Table,
)
from qualcode.exporters.document import content
from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Decision,
    Deliverable,
    Doubt,
    Results,
    Settings,
    Span,
    Study,
    Tongue,
    Transcript,
    Turn,
)

CODES = (
    Code(
        "money.income",
        Bilingual("Thu nhập thấp", "Low income"),
        Bilingual("Tiền ít, lúc có lúc không.", "Little money, and not every month."),
    ),
    Code("money.cost", Bilingual("Mức đóng cao", "Contribution too high")),
    Code("policy.subsidy", Bilingual("Đề xuất hỗ trợ", "Proposal: subsidy")),
)
BOOK = Codebook("mau", "3", CODES, (Code("money", Bilingual("Tiền bạc", "Money")),))
INCOME, COST, SUBSIDY = (code.id for code in CODES)

RICE = "Làm ruộng ba tháng mới thấy đồng tiền một lần, trả nợ xong là hết sạch."
BOATS = "Biển động thì nằm bờ mượn gạo, lấy đâu ra mà đóng bảo hiểm hằng tháng."
MILK = "Tiền sữa tiền học cho ba đứa nhỏ đã bở hơi tai rồi, chẳng còn dư đồng nào."
STEADY = "Từ ngày vào hợp tác xã tháng nào cũng có lương nên tôi đóng đều đặn được."
ENGLISH = "Three months in the field before you see any money, and then it goes to debts."

Answer = tuple[str, str, str, dict[str, Any]]


def said(case: str, words: str, code: str = INCOME, **more: Any) -> Answer:
    return case, words, code, more


def study_of(*answers: Answer, settings: Settings | None = None) -> Study:
    """Return a study in which each answer is a turn, coded as a whole."""
    texts: dict[str, str] = {}
    turns: dict[str, list[Turn]] = {}
    codings = []
    for case, words, code, more in answers:
        text, own = texts.get(case, ""), turns.setdefault(case, [])
        start = len(text) + 5
        span = Span(start, start + len(words))
        own.append(Turn(len(own) + 1, "Chị Mẩy", "respondent", span))
        texts[case] = f"{text}Mẩy: {words}\n"
        valence = more.get("valence", "barrier")
        codings.append(Coding(case, len(own), span, code, **{**more, "valence": valence}))
    named = settings or Settings(title=Bilingual("Nghiên cứu mẫu", "A sample study"))
    return Study(
        named,
        (BOOK,),
        tuple(Transcript(name, text, tuple(turns[name])) for name, text in texts.items()),
        tuple(
            Case(name, {"type": "IDI", "group": "lao động HTX", "gender": "nữ", "province": name})
            for name in texts
        ),
        codings=tuple(codings),
        asked={name: frozenset({INCOME}) for name in (*texts, "silent")},
    )


def results_of(*answers: Answer) -> Results:
    return project.results(study_of(*answers))


EXAMPLE = (
    said("laocai", RICE, translation=ENGLISH, translator="Hoa", checked="Minh"),
    said("angiang", BOATS, status="accepted", coder="Lan"),
    said("angiang", MILK, COST, status="added", coder="Lan", origin="Lan"),
)


def blocks(document: Document) -> list[Block]:
    return [block for part in document.parts for block in part.blocks]


def quoted(document: Document) -> list[Quotation]:
    return [block for block in blocks(document) if isinstance(block, Quotation)]


def paragraphs(document: Document) -> list[str]:
    return [block.words for block in blocks(document) if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [block for block in blocks(document) if isinstance(block, Table)]


def rows(table: Table) -> list[list[str]]:
    return [[cell.words for cell in row] for row in table.rows]


def headings(document: Document) -> list[tuple[int, str]]:
    return [(block.level, block.words) for block in blocks(document) if isinstance(block, Heading)]


# What it holds


@pytest.mark.parametrize(
    ("tongue", "family", "code", "last"),
    [
        ("vi", "Tiền bạc", "Thu nhập thấp", "Mã chưa có trích dẫn"),
        ("en", "Money", "Low income", "Codes without quotes"),
        (
            "both",
            "Tiền bạc – Money",
            "Thu nhập thấp – Low income",
            "Mã chưa có trích dẫn – Codes without quotes",
        ),
    ],
)
def test_headings_are_family_then_code_in_the_documents_language(
    tongue: Tongue, family: str, code: str, last: str
) -> None:
    found = headings(content(results_of(*EXAMPLE), tongue))

    assert found[:2] == [(1, family), (2, code)]
    assert found[-1] == (1, last)


def test_a_family_without_a_label_is_called_by_its_id() -> None:
    assert (1, "policy") in headings(content(results_of(said("a", RICE, SUBSIDY)), "vi"))


def test_a_codes_definition_and_counts_stand_above_its_quotes_and_stay_with_them() -> None:
    found = blocks(content(results_of(*EXAMPLE), "vi"))
    at = found.index(Heading("Thu nhập thấp", 2, "vi"))

    definition, counts, quotation = found[at + 1 : at + 4]

    assert definition == Paragraph("Tiền ít, lúc có lúc không.", "vi", "small", stays=True)
    assert isinstance(counts, Paragraph)
    assert (counts.words, counts.manner) == ("2 lượt, 2/2 nguồn", "label")
    assert isinstance(quotation, Quotation)


@pytest.mark.parametrize(
    ("tongue", "lines"),
    [
        ("vi", ["2 lượt, 2/2 nguồn", "1 lượt, 1/1 nguồn"]),
        ("en", ["2 references, 2 of 2 cases asked", "1 reference, 1 of 1 case asked"]),
    ],
)
def test_a_codes_counts_are_references_and_cases_of_those_asked(
    tongue: Tongue, lines: list[str]
) -> None:
    assert [
        text for text in paragraphs(content(results_of(*EXAMPLE), tongue)) if text in lines
    ] == (lines)


def test_the_counts_are_those_of_the_workbook() -> None:
    results = results_of(*EXAMPLE)
    summary = results.summary
    overview = tables(content(results, "vi"))[0]

    assert rows(overview) == [
        ["Tiền bạc", "", "", ""],
        ["Thu nhập thấp", "2", "2/2", "2"],
        ["Mức đóng cao", "1", "1/1", "1"],
    ]
    assert [summary.at[INCOME, name] for name in ("references", "cases", "asked")] == [2, 2, 2]


def test_a_quote_has_its_attribution_id_and_who_stands_by_it() -> None:
    found = {one.id: one for one in quoted(content(results_of(*EXAMPLE), "vi"))}

    assert {one: found[one].mark for one in found} == {
        "laocai:T001:1": "○",
        "angiang:T001:1": "●\N{NO-BREAK SPACE}Lan",
        "angiang:T002:1": "✚\N{NO-BREAK SPACE}Lan",
    }
    first = found["laocai:T001:1"]
    assert first.words == RICE
    assert first.attribution == Bilingual(
        "PVS, lao động nữ HTX, laocai", "IDI, lao động HTX, female, laocai"
    )
    assert first.is_proposed
    assert not found["angiang:T001:1"].is_proposed


@pytest.mark.parametrize(("tongue", "mark"), [("vi", "○ máy học 0,83"), ("en", "○ learned 0.83")])
def test_what_a_model_proposed_says_so(tongue: Tongue, mark: str) -> None:
    learned = said("a", RICE, origin="model", probability=0.83, model="qualcode learned 1; seed 0")

    [quote] = quoted(content(results_of(learned), tongue))

    assert quote.mark.replace("\N{NO-BREAK SPACE}", " ") == mark


def test_a_translation_says_who_made_it_and_who_checked_it() -> None:
    unchecked = said("b", BOATS, translation="The sea was rough.", translator="Hoa")
    found = quoted(content(results_of(EXAMPLE[0], unchecked), "both"))
    made = {one.translation: one.translated for one in found}

    assert made[ENGLISH].en == "by Hoa; checked by Minh"
    assert made["The sea was rough."].vi == "Hoa dịch; chưa ai kiểm tra"


@pytest.mark.parametrize("tongue", ["vi", "en", "both"])
def test_quotes_are_in_the_documents_language(tongue: Tongue) -> None:
    assert {one.tongue for one in quoted(content(results_of(*EXAMPLE), tongue))} == {tongue}


@pytest.mark.parametrize("tongue", ["en", "both"])
def test_quotes_without_translation_are_listed_with_their_ids(tongue: Tongue) -> None:
    listed = tables(content(results_of(*EXAMPLE), tongue))[-1]

    assert [row[0] for row in rows(listed) if ":T" in row[0]] == [
        "angiang:T001:1",
        "angiang:T002:1",
    ]
    assert "laocai:T001:1" not in str(rows(listed))


def test_a_vietnamese_document_lists_no_missing_translations() -> None:
    assert len(tables(content(results_of(*EXAMPLE), "vi"))) == 1


def test_if_all_are_translated_it_says_so() -> None:
    document = content(results_of(EXAMPLE[0]), "en")

    assert "Every quote in this file has a translation." in paragraphs(document)


def test_dissenting_quotes_stand_last_under_a_label_of_their_own() -> None:
    helped = said("d", STEADY, valence="enabler", status="accepted", coder="Lan")
    results = results_of(said("a", RICE), said("b", BOATS), said("c", MILK), helped)
    found = blocks(content(results, "en"))
    at = found.index(Paragraph("Dissenting", "en", "label"))

    after = found[at + 1]
    assert isinstance(after, Quotation)
    assert after.words == STEADY
    assert not isinstance(found[at + 2], Quotation)
    assert all(isinstance(block, Quotation) for block in found[at - 3 : at])


def test_a_line_says_how_many_are_left_out_and_why() -> None:
    results = results_of(
        said("a", RICE),
        said("b", RICE),
        said("c", BOATS, cite="ban"),
        said("d", MILK),
        said("e", "Nhà tôi neo người nên thuê mướn cả, được mùa cũng chẳng ăn thua gì đâu."),
    )
    document = content(results, "both", most=2)

    assert len(quoted(document)) == 2
    assert (
        "5 lượt, 5/5 nguồn. In 2/5 trích dẫn (1 lời gần giống, 1 bị loại); đủ cả ở trang Quotes."
    ) in paragraphs(document)
    assert (
        "5 references, 5 of 5 cases asked. 2 of 5 shown (1 near duplicate, 1 banned); "
        "all in sheet Quotes."
    ) in paragraphs(document)


def different(count: int) -> list[Answer]:
    """Return so many quotes of which none is like another."""
    return [
        said(f"n{number}", f"Nhà {chr(97 + number) * 3} nợ {chr(98 + number) * 4} bao lúa rồi.")
        for number in range(count)
    ]


def test_six_quotes_of_a_code_are_shown_unless_something_else_is_said() -> None:
    study = study_of(*different(9))
    said_two = replace(study.settings, deliverables={"quotes": Deliverable(most=2)})
    two = project.results(replace(study, settings=said_two))

    assert len(quoted(content(project.results(study)))) == 6
    assert len(quoted(content(two))) == 2
    assert len(quoted(content(two, most=4))) == 4
    assert len(quoted(content(two, every=True))) == 9


def test_the_language_is_both_unless_qualcode_yaml_says_another() -> None:
    study = study_of(*EXAMPLE)
    english = replace(study.settings, deliverables={"quotes": Deliverable("en")})

    assert content(project.results(study)).title == "Nghiên cứu mẫu – A sample study"
    assert content(project.results(replace(study, settings=english))).title == "A sample study"


def test_a_document_can_be_limited_to_a_family_or_a_code() -> None:
    results = results_of(*EXAMPLE, said("a", STEADY, SUBSIDY))

    assert {q.words for q in quoted(content(results, "vi", within="money"))} == {RICE, BOATS, MILK}
    one = content(results, "vi", within=COST)
    assert [q.words for q in quoted(one)] == [MILK]
    assert one.subtitle == "Trích dẫn theo mã: Mức đóng cao"


def test_every_part_has_a_short_name_of_its_own() -> None:
    codes = tuple(Code("x" * 70 + end, Bilingual(end, end)) for end in "ab")
    study = study_of(
        *(said("a", words, code.id) for words, code in zip((RICE, MILK), codes, strict=True))
    )
    study = replace(study, codebooks=(Codebook("mau", "3", codes),))
    names = [part.id for part in content(project.results(study), "both").parts]

    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 60


def test_codes_without_quotes_are_listed_at_the_end() -> None:
    last = content(results_of(*EXAMPLE), "en").parts[-1]

    assert last.blocks[1:] == (Paragraph("Proposal: subsidy (policy.subsidy)", "en", "bullet"),)


def test_a_study_without_codings_says_that_there_are_no_quotes() -> None:
    document = content(project.results(Study(Settings(), (BOOK,))), "both")

    assert "Chưa có trích dẫn nào." in paragraphs(document)
    assert "There are no quotes yet." in paragraphs(document)
    assert not [block for block in blocks(document) if isinstance(block, Contents)]


def test_it_says_what_it_rests_on() -> None:
    study = study_of(*EXAMPLE)
    decision = Decision("d1", "2026-03-04T05:06:07Z", 1, "Lan", "accept", "angiang", code=INCOME)
    first = study.codings[1]
    doubt = Doubt(decision, Bilingual("lời đã sửa", "words changed"), "angiang", first.span)
    results = project.results(replace(study, decisions=(decision,), doubts=(doubt,)))
    told = " ".join(paragraphs(content(results, "en")))

    assert "Codebook: mau 3; latest decision: 2026-03-04." in told
    assert "3 codings: 2 confirmed or added by a person, 1 proposed by rules" in told
    assert "not prevalence" in told
    assert results.policy.en in told
    assert "words have changed since somebody decided: 1 codings" in told


def test_no_speakers_label_is_in_the_document() -> None:
    assert "Mẩy" not in str(content(results_of(*EXAMPLE), "both"))


# The file


def written(results: Results, folder: Path) -> Any:
    path = folder / "quotes.docx"
    exporters.exporters()[path.name](results, path)
    return docx.Document(str(path))


def texts(document: Any) -> Iterator[str]:
    """Yield each paragraph's words, also those in content controls and tables."""
    for paragraph in document.element.body.iter(qn("w:p")):
        yield "".join(
            part.text or "" if part.tag == qn("w:t") else "\n" if part.tag == qn("w:br") else "\t"
            for part in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        )


def test_the_file_holds_original_translation_attribution_and_id(tmp_path: Path) -> None:
    found = list(texts(written(results_of(*EXAMPLE), tmp_path)))

    assert f"“{RICE}”" in found
    assert f"“{ENGLISH}”" in found
    assert [text for text in found if "laocai:T001:1" in text and "PVS, lao động nữ HTX" in text]
    assert [text for text in found if "angiang:T001:1 ●\N{NO-BREAK SPACE}Lan" in text]


def test_the_contents_list_the_headings(tmp_path: Path) -> None:
    document = written(results_of(*EXAMPLE), tmp_path)
    fields = [tag.text or "" for tag in document.element.body.iter(qn("w:instrText"))]

    assert [field for field in fields if field.split()[:1] == ["TOC"]]
    listed = [text for text in texts(document) if text.startswith("Thu nhập thấp – Low income")]
    # In the contents, in the table of codes, and above the quotes.
    assert len(listed) == 3


def test_words_are_marked_as_vietnamese_or_english(tmp_path: Path) -> None:
    body = written(results_of(*EXAMPLE), tmp_path).element.body
    languages = {
        run.findtext(qn("w:t")): language.get(qn("w:val"))
        for run in body.iter(qn("w:r"))
        for language in run.iter(qn("w:lang"))
    }

    assert languages[f"“{RICE}”"] == "vi-VN"
    assert languages[f"“{ENGLISH}”"] == "en-GB"


@pytest.mark.parametrize(
    "words",
    [
        "=1+1 <b>đậm</b> & {{ settings }} {% raw %} nói thế chứ cô bảo làm sao 😀",
        "Dạ\x07 có\x00 tiền đâu mà đóng hả cô ơi",
        "thiệt tình\nlà  chịu\tluôn cô ơi",
        "bão " * 10_000,
        "Tie\u0302\u0300n đa\u0302u ma\u0300 đo\u0301ng ba\u0309o hie\u0302\u0309m",
    ],
    ids=["markup", "control characters", "line break", "40,000 characters", "decomposed"],
)
@pytest.mark.parametrize("tongue", ["vi", "en", "both"])
def test_whatever_was_said_is_in_the_file(tmp_path: Path, words: str, tongue: Tongue) -> None:
    study = study_of(said("a", words, translation="<i>&" if tongue == "both" else ""))
    chosen = replace(study.settings, deliverables={"quotes": Deliverable(tongue)})
    document = written(project.results(replace(study, settings=chosen)), tmp_path)

    said_plainly = words.replace("\x07", "").replace("\x00", "")
    assert [text for text in texts(document) if f"“{said_plainly}”" in text]


@pytest.mark.parametrize("tongue", ["vi", "en", "both"])
def test_the_same_study_gives_the_same_bytes(tmp_path: Path, tongue: Tongue) -> None:
    from qualcode import documents

    for name in ("one.docx", "two.docx"):
        documents.write(content(results_of(*EXAMPLE), tongue), tmp_path / name)

    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.docx") as file:
        assert {part.date_time[0] for part in file.infolist()} == {1980}
