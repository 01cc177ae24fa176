"""What fills a chapter of the report: counts, groups, quotes, convergence, and what is to write."""

from __future__ import annotations

from dataclasses import replace

from qualcode import codebook, report, turns
from qualcode.documents.values import Document, Figure, Paragraph, Placeholder, Quotation, Table
from qualcode.model import Bilingual, Case, Chapter, Cite, Conclusion, Settings, Study, Tongue
from qualcode.project import with_codings
from qualcode.triangulation import Compared, compared, looked_at

BOOK = """
codebook: made_up
version: 4
codes:
  - id: awareness.none
    label: {vi: Chưa nghe, en: Never heard}
    valence: barrier
    patterns: ["chưa nghe"]
  - id: awareness.wrong
    label: {vi: Hiểu sai, en: Wrong idea}
    valence: barrier
    patterns: ["tưởng là"]
  - id: support.group
    label: {vi: Giúp nhau, en: Mutual help}
    valence: enabler
    patterns: ["giúp nhau"]
"""
WORKERS = {"group": ("lao động",)}
WHO = (
    ("a1", "KII", "quản lý", "Tôi chưa nghe chế độ ấy bao giờ, thật đấy em ạ."),
    ("a2", "IDI", "lao động", "Chị thì chưa nghe ai nói về tiền hưu cho mình cả."),
    (
        "a3",
        "IDI",
        "lao động",
        "Tôi cứ tưởng là phải có hộ khẩu mới được đóng. Rồi chị em giúp nhau.",
    ),
)


def study(*, cites: tuple[tuple[str, Cite], ...] = (), translation: str = "") -> Study:
    talks = tuple(
        turns.parse(name, f"PVV: Bác kể đi?\nNTL: {words}\n") for name, _, _, words in WHO
    )
    cases = tuple(
        Case(name, {"type": kind, "group": group, "province": "Lào Cai", "gender": "nữ"})
        for name, kind, group, _ in WHO
    )
    book = codebook.parse(BOOK, "codebooks/made_up.yaml")
    made = with_codings(Study(Settings(title=Bilingual("Thử", "Try")), (book,), talks, cases))
    asked = {name: frozenset({"awareness"}) for name, *_ in WHO}
    marks = dict(cites)
    codings = tuple(
        replace(one, cite=marks.get(one.transcript, ""), translation=translation)
        for one in made.codings
    )
    return replace(made, asked=asked, codings=codings)


def with_chapter(made: Study, **given: object) -> Study:
    chapter = replace(
        Chapter(Bilingual("Hiểu biết", "Knowledge"), "k", codes=("awareness",)),
        **given,  # type: ignore[arg-type] - a chapter's own fields
    )
    chosen = replace(made.settings, report=replace(made.settings.report, outline=(chapter,)))
    return replace(made, settings=chosen)


def document(made: Study, tongue: Tongue = "en") -> Document:
    return report.document(made, tongue)


def blocks(made: Document, part: str) -> tuple[object, ...]:
    return next((one.blocks for one in made.parts if one.id == part), ())


def rows(made: Document, part: str) -> list[list[str]]:
    table = next(block for block in blocks(made, part) if isinstance(block, Table))
    return [[cell.words for cell in row] for row in table.rows]


def quoted(made: Document) -> list[Quotation]:
    every = (block for part in made.parts for block in part.blocks)
    return [block for block in every if isinstance(block, Quotation)]


def test_a_theme_has_its_references_and_its_sources_of_those_asked() -> None:
    found = rows(document(with_chapter(study())), "k:counts")

    assert found == [["Never heard", "2", "2/3", "0%"], ["Wrong idea", "1", "1/3", "0%"]]


def test_only_what_a_chapters_speakers_said_is_counted_and_quoted() -> None:
    made = document(with_chapter(study(), speakers=WORKERS))

    assert rows(made, "k:counts")[0] == ["Never heard", "1", "1/2", "0%"]
    assert {one.id.split(":")[0] for one in quoted(made)} == {"a2", "a3"}


def test_speakers_are_known_however_their_type_is_written() -> None:
    made = document(with_chapter(study(), speakers={"type": ("PVS",)}))

    assert {one.id.split(":")[0] for one in quoted(made)} == {"a2", "a3"}


def test_only_codings_of_a_chapters_direction_count() -> None:
    made = document(with_chapter(study(), codes=("awareness", "support"), valence="enabler"))

    assert [row[0] for row in rows(made, "k:counts")] == ["Mutual help"]


def test_groups_stand_beside_each_other_with_those_asked() -> None:
    made = document(with_chapter(study()))
    table = next(one for one in blocks(made, "k:matrix") if isinstance(one, Table))

    assert table.headings == ("Theme", "lao động\n(n = 2)", "quản lý\n(n = 1)")
    assert rows(made, "k:matrix") == [["Never heard", "1/2", "1/1"], ["Wrong idea", "1/2", "0/1"]]


def test_a_chapter_has_one_chart_with_a_caption() -> None:
    made = document(with_chapter(study()))
    (figure,) = blocks(made, "k:chart")

    assert isinstance(figure, Figure)
    assert figure.caption == "Sources per theme: Knowledge"


def test_a_banned_quote_is_never_shown() -> None:
    assert "a2" not in {
        one.id.split(":")[0]
        for one in quoted(document(with_chapter(study(cites=(("a2", "ban"),)))))
    }


def test_a_quote_leads_back_to_its_turn_and_stands_in_a_report_once() -> None:
    found = quoted(document(study()))

    assert "a2:T002:1" in {one.id for one in found}
    assert len({one.id for one in found}) == len(found)


def test_a_quote_in_english_brings_its_original_along() -> None:
    made = replace(study(translation="I have never heard of it"))
    first = quoted(document(with_chapter(made)))[0]

    assert first.tongue == "en"
    assert first.translation == "I have never heard of it"
    assert first.words


def test_each_theme_of_the_quotes_says_how_often_it_is_said() -> None:
    made = document(with_chapter(study()), "vi")
    labels = [one.words for one in blocks(made, "k:quotes") if isinstance(one, Paragraph)]

    assert labels[0] == "Chưa nghe: 2 lượt, 2/3 nguồn"


def test_sources_are_set_side_by_side_with_what_a_person_concluded() -> None:
    made = study()
    found = compared(made, "type")
    conclusion = _conclusion(made, found)
    before = rows(document(with_chapter(made)), "k:verdicts")
    after = rows(document(with_chapter(replace(made, conclusions=(conclusion,)))), "k:verdicts")

    assert before[0][:2] == ["Never heard", "KII 1/1 −; IDI 1/2 −"]
    assert after[0][-1] == "Agreement: cùng một ý (Lan)"


def _conclusion(made: Study, found: Compared) -> Conclusion:
    return Conclusion(
        theme="awareness.none",
        by="type",
        verdict="agreement",
        reason="cùng một ý",
        coder="Lan",
        computed=found.verdicts["awareness.none"].verdict,
        cells=looked_at(made, found.verdicts["awareness.none"]),
    )


def test_a_recommendation_rests_on_what_a_person_concluded() -> None:
    made = study()
    found = compared(made, "type")
    judged = replace(_conclusion(made, found), verdict="dissonance")
    told = replace(made, conclusions=(judged,))
    first = rows(document(with_chapter(told, show=("recommendations",))), "k:recommendations")[0]

    assert found.verdicts["awareness.none"].verdict != "dissonance"
    assert "; dissonance; " in first[1]


def test_what_is_to_write_names_the_themes_of_most_sources() -> None:
    made = document(with_chapter(study(), prose=Bilingual("Viết", "Write")))
    asked = [one.words for one in blocks(made, "k:prose") if isinstance(one, Placeholder)]

    assert asked[0] == "Write"
    assert "“Never heard”, “Wrong idea”" in asked[1]
    assert not any(character.isdigit() for character in asked[1])


def test_a_recommendation_stands_on_a_finding_and_is_written_outside_of_what_is_ours() -> None:
    made = document(with_chapter(study(), show=("recommendations",)))
    (first, _) = rows(made, "k:recommendations")
    below = next(part for part in made.parts if part.id == "k:to-write")

    assert first[0] == "Never heard"
    assert first[1].startswith("2/3 sources; ")
    assert not below.ours
    assert [type(block) for block in below.blocks] == [Placeholder, Placeholder]


def test_who_is_named_is_counted_once_a_source() -> None:
    words = "PVV: Ai giúp?\nNTL: Hội phụ nữ với cán bộ xã. Hội phụ nữ tốt. Chị chưa nghe.\n"
    talks = (turns.parse("a1", words),)
    made = replace(study(), transcripts=(*talks, *study().transcripts[1:]))
    made = replace(made, codings=with_codings(made).codings)
    tables = [
        block
        for block in blocks(document(with_chapter(made, show=("roles",))), "k:roles")
        if isinstance(block, Table)
    ]
    named = {row[0].words: row[1].words for row in tables[-1].rows}

    assert named == {"Women's Union": "1/3", "Local government": "1/3"}


def test_a_long_chapter_shows_eight_themes_and_says_where_the_others_are() -> None:
    codes = "".join(
        f"  - {{id: many.c{n}, label: {{vi: Mã {n}, en: Code {n}}}, patterns: [chưa nghe]}}\n"
        for n in range(11)
    )
    book = codebook.parse(f"codebook: many\nversion: 1\ncodes:\n{codes}", "codebooks/many.yaml")
    made = with_codings(replace(study(), codebooks=(book,)))
    table = blocks(document(with_chapter(made, codes=("many",))), "k:counts")[0]

    assert isinstance(table, Table)
    assert len(table.rows) == 8
    assert "3 more themes" in " ".join(table.notes)


def test_a_code_that_nobody_says_leaves_its_chapter_with_a_sentence() -> None:
    made = with_chapter(replace(study(), codings=()))
    (said,) = blocks(document(made), "k:counts")

    assert isinstance(said, Paragraph)
    assert "No coding counts for this chapter yet" in said.words


def test_what_the_report_rests_on_is_said_once_at_its_start() -> None:
    made = document(study())
    said = " ".join(one.words for one in blocks(made, "report:about") if isinstance(one, Paragraph))

    for words in (
        "made_up 4",
        "no decision yet",
        "0 confirmed",
        "latest decision",
        "not how common",
    ):
        assert words in said


def test_a_clients_template_can_name_the_studys_figures() -> None:
    found = document(study(), "vi").fields

    assert found["title"] == "Thử"
    assert (found["cases"], found["provinces"], found["version"]) == ("3", "1", "4")
    assert found["confirmed_share"] == "0%"
    assert all(name.isidentifier() for name in found)
    assert "a2:T002:1" in found["challenges_workers_quotes"]
