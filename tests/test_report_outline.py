"""The report's outline: the default one in any study, and a team's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualcode import codebook, report, turns
from qualcode.documents.values import Document, Heading, Part, Placeholder
from qualcode.model import Bilingual, Case, Chapter, Settings, Study, Tongue
from qualcode.project import with_codings
from qualcode.report import who

BOOK = """
codebook: made_up
version: 4
codes:
  - {id: awareness, label: {vi: Nhận thức, en: Awareness}}
  - id: awareness.none
    label: {vi: Không biết, en: No knowledge}
    valence: barrier
    patterns: ["chưa nghe"]
  - id: institutional.procedures
    label: {vi: Thủ tục, en: Procedures}
    valence: barrier
    patterns: ["giấy tờ"]
  - id: support.group
    label: {vi: Tổ nhóm giúp nhau, en: Groups that help}
    valence: enabler
    patterns: ["giúp nhau"]
"""
GROUPS = ("quản lý HTX", "thành viên HTX", "lao động HTX", "lao động di cư", "cán bộ, tổ chức")
TALK = "PVV: Chị có nghe chưa?\nNTL: Tôi chưa nghe. Giấy tờ thì lâu. Chị em giúp nhau đóng.\n"
NUMBERED = (
    *("Executive summary", "1 Introduction", "2 Context", "3 Challenges"),
    *("3.1 The cooperatives' perspective", "3.2 The workers' perspective"),
    *("3.3 Policy and institutional environment", "4 Good practice", "5 Stakeholders' roles"),
    *("6 Recommendations", "6.1 Policy", "6.2 Cooperatives", "6.3 Workers", "6.4 Awareness"),
    *("6.5 Institutions", "7 Conclusion", "Annex A. List of informants", "Annex B. Instruments"),
    *("Annex C. Codebook", "Annex D. Methods", "Annex E. Additional tables"),
    "Annex F. Quotes still without translation",
)


def study(attribute: str = "group", values: tuple[str, ...] = GROUPS) -> Study:
    talks = tuple(turns.parse(f"c{n}", TALK.replace("lâu", f"lâu {n}")) for n in range(len(values)))
    cases = tuple(Case(f"c{n}", {"type": "IDI", attribute: one}) for n, one in enumerate(values))
    book = codebook.parse(BOOK, "codebooks/made_up.yaml")
    return with_codings(Study(Settings(), (book,), talks, cases))


def headings(document: Document) -> list[str]:
    blocks = [block for part in document.parts for block in part.blocks]
    return [block.words for block in blocks if isinstance(block, Heading)]


def asked(document: Document, chapter: str) -> str:
    part = next(part for part in document.parts if part.id == f"{chapter}:prose")
    return " ".join(one.words for one in part.blocks if isinstance(one, Placeholder))


def with_outline(made: Study, *chapters: Chapter) -> Study:
    chosen = replace(made.settings, report=replace(made.settings.report, outline=chapters))
    return replace(made, settings=chosen)


def test_the_default_outline_is_the_studys_own_with_its_numbers() -> None:
    assert tuple(headings(report.document(study(), "en"))) == NUMBERED


def test_headings_are_in_one_language_or_in_both_with_one_number() -> None:
    vietnamese, both = (headings(report.document(study(), one)) for one in ("vi", "both"))

    assert "3.2 Từ góc nhìn của người lao động" in vietnamese
    assert not any("Workers" in words or "Annex" in words for words in vietnamese)
    assert "3.2 Từ góc nhìn của người lao động / The workers' perspective" in both
    assert "Phụ lục C. Sổ mã / Annex C. Codebook" in both


def test_a_report_in_vietnamese_alone_has_no_list_of_untranslated_quotes() -> None:
    assert not any(
        "chưa có bản dịch" in words for words in headings(report.document(study(), "vi"))
    )


def test_cooperatives_and_workers_are_known_by_the_words_of_their_group() -> None:
    assert who.cooperatives(study()) == {"group": ("quản lý HTX", "thành viên HTX")}
    assert who.workers(study()) == {"group": ("lao động HTX", "lao động di cư")}


def test_groups_in_english_and_in_another_column_are_known_too() -> None:
    made = study("role", ("Cooperative director", "Farm worker", "District officer"))

    assert who.cooperatives(made) == {"role": ("Cooperative director",)}
    assert who.workers(made) == {"role": ("Farm worker",)}


def test_officials_are_neither_though_their_office_is_of_labour_or_cooperatives() -> None:
    made = study(values=("cán bộ Sở Lao động", "Liên minh HTX tỉnh"))

    assert who.cooperatives(made) == {}
    assert who.workers(made) == {}


def test_policy_is_a_family_of_that_name_or_codes_that_speak_of_it() -> None:
    made = study()
    assert who.institutional(made) == ("institutional",)

    renamed = BOOK.replace("institutional.procedures", "paper.work")
    book = codebook.parse(renamed, "codebooks/made_up.yaml")
    assert who.institutional(replace(made, codebooks=(book,))) == ("paper.work",)


def test_where_nobody_fits_the_chapter_says_how_to_set_it() -> None:
    made = report.document(study(values=("A", "B")), "en")

    said = asked(made, "challenges.workers")
    assert "No source or code was recognised" in said
    assert "qualcode.yaml" in said
    assert "speakers" in said
    assert not any(part.id.startswith("challenges.workers:c") for part in made.parts)


def test_a_teams_own_outline_takes_the_place_of_the_default_one() -> None:
    own = with_outline(
        study(),
        Chapter(Bilingual("Lời cảm ơn", "Acknowledgements"), "thanks", show=()),
        Chapter(
            Bilingual("Phát hiện", "Findings"),
            "findings",
            chapters=(Chapter(Bilingual("Hiểu biết", "Knowledge"), "k", codes=("awareness",)),),
        ),
        Chapter(Bilingual("4. Kết", "4. End"), "end", show=()),
        Chapter(Bilingual("Sổ mã", "Codebook"), "book", show=(), annex="codebook"),
    )
    found = headings(report.document(own, "en"))

    assert found == [
        "Acknowledgements",
        "1 Findings",
        "1.1 Knowledge",
        "4. End",
        "Annex A. Codebook",
    ]


def test_what_is_ours_keeps_its_name_when_a_chapter_moves() -> None:
    knowledge = Chapter(Bilingual("Hiểu biết", "Knowledge"), "k", codes=("awareness",))
    other = Chapter(Bilingual("Trước", "Before"), "before", show=())
    one, two = (
        {part.id: part for part in report.document(with_outline(study(), *chapters), "en").parts}
        for chapters in ((knowledge,), (other, knowledge))
    )

    assert {"k:counts", "k:quotes"} <= one.keys() & two.keys()
    assert one["k:counts"] == two["k:counts"]


@pytest.mark.parametrize("tongue", ["vi", "en", "both"])
def test_parts_have_a_name_each_and_only_headings_and_placeholders_are_not_ours(
    tongue: Tongue,
) -> None:
    parts: tuple[Part, ...] = report.document(study(), tongue).parts
    ids = [part.id for part in parts]

    assert len(set(ids)) == len(ids)
    assert all(len(one) <= 60 and one.isascii() for one in ids)
    for part in parts:
        words = [one for one in part.blocks if isinstance(one, Heading | Placeholder)]
        assert not (part.ours and words)
        assert part.ours or words


def test_the_same_study_gives_the_same_report() -> None:
    assert report.document(study(), "both") == report.document(study(), "both")
