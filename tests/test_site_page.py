"""A study → one HTML file: what is in it, read without a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from lxml.html import HtmlElement
from site_studies import CODINGS, HOSTILE, OTHER, SAID, TALKS, study

from qualcode import matrix, quotes, site, triangulation
from qualcode.model import Bilingual, Span, Study, Tongue, Transcript
from qualcode.pictures.figures.style import contrast
from qualcode.site.codes import entries
from qualcode.site.data import safe
from qualcode.site.pieces import Mark, pieces
from qualcode.site.voice import Voice


@cache
def text(tongue: Tongue = "vi") -> str:
    return site.page(study(), tongue)


@cache
def page(tongue: Tongue = "vi") -> HtmlElement:
    return html.document_fromstring(text(tongue))


def turn(tree: HtmlElement, id: str) -> HtmlElement:
    return tree.get_element_by_id(id)


def words(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())


# --- a turn in pieces ---


@given(st.integers(0, 30), st.lists(st.tuples(st.integers(-3, 34), st.integers(0, 20)), max_size=8))
def test_pieces_are_the_turn_and_each_carries_all_codings_over_it(
    length: int, spans: list[tuple[int, int]]
) -> None:
    whole = Span(0, length)
    marks = [Mark(n, Span(a, a + size), n) for n, (a, size) in enumerate(spans)]
    made = pieces(whole, marks)
    assert "".join("x" * (p.span.end - p.span.start) for p in made) == "x" * length
    assert [p.span.start for p in made] == [0, *(p.span.end for p in made[:-1])]
    for piece in made:
        inside = {m.coding for m in marks if m.span.overlaps(piece.span) and length}
        assert set(piece.codings) == inside
    for mark in marks:
        assert sum(mark.number in piece.begins for piece in made) == 1


def test_overlapping_and_nested_codings_part_the_words_at_every_border() -> None:
    parts = [
        (part.text_content(), part.get("data-c", "").split())
        for part in turn(page(), "pvs 01:T002").xpath(".//p[@class='words']/a")
    ]
    assert [said for said, _ in parts] == [
        "Tôi chẳng biết ",
        "bảo hiểm ",
        "ấy là gì",
        " cả",
        ", mà có biết",
    ]
    assert [len(codings) for _, codings in parts] == [1, 2, 3, 2, 1]


def test_every_turn_reads_exactly_as_in_the_transcript() -> None:
    shown = [str(e.text_content()) for e in page().xpath("//p[@class='words']")]
    said = [one.words_of(turn) for one in TALKS for turn in one.turns]
    # HTML knows no U+2028, U+202E … but as letters; a browser shows what lxml gives.
    assert shown == said


def test_what_stands_before_the_first_turn_is_nowhere() -> None:
    assert "Tên Thật" not in text()


def test_every_quotes_id_leads_into_its_turn() -> None:
    tree = page()
    for quote in quotes.quotes(study()):
        target = tree.get_element_by_id(quote.id)
        (around,) = target.xpath("ancestor-or-self::div[contains(@class, 'turn')]")
        assert around.get("id") == quote.id.rsplit(":", 1)[0]


def test_a_spans_codes_stand_beside_it_with_sign_number_and_direction() -> None:
    chips = [words(chip) for chip in turn(page(), "pvs 01:T002").xpath(".//li")]
    assert chips == [
        "1 ● Không biết <i> −",
        "2 ○ Kênh thông tin ·",
        "3 ○ Hỗ trợ mức đóng +",
    ]


def test_interviewers_turns_are_set_apart_and_never_coded() -> None:
    asks = page().xpath("//div[contains(@class, 'asks')]")
    assert {one.get("data-t") for one in asks} == {"1", "3"}
    assert not [part for one in asks for part in one.xpath(".//a[@data-c]")]


# --- one file, no network, nothing to break out of ---


def test_the_page_loads_nothing_and_runs_only_its_own_script() -> None:
    tree = page()
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; ")
    script = tree.xpath("//script[not(@type)]")
    assert len(script) == 1
    digest = base64.b64encode(hashlib.sha256(script[0].text.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert not tree.xpath("//@src | //img | //iframe | //object | //embed | //form/@action")
    assert not [name for e in tree.iter() for name in e.attrib if name.startswith("on")]
    links = set(tree.xpath("//@href"))
    assert all(link.startswith("#") or link == "data:," for link in links)
    addresses = set(re.findall(r'https?://[^"\s<]+', text()))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert not re.search(r"@import|url\((?!#)", text())


def test_hostile_words_are_words() -> None:
    tree = page()
    assert not tree.xpath("//img | //b[.='đậm']")
    assert len(tree.xpath("//script")) == 2
    assert "{{ 7*7 }}" in tree.text_content()
    assert words(tree.xpath("//h1")[0]) == "Nghiên cứu <thử>"


@given(st.text())
def test_data_is_read_back_as_it_was_and_ends_no_script(said: str) -> None:
    made = safe([said, HOSTILE])
    assert json.loads(made) == [said, HOSTILE]
    assert not set("<>&\u2028\u2029") & set(made)


def test_ids_are_given_once_and_inner_links_lead_somewhere() -> None:
    from urllib.parse import unquote

    tree = page("both")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = {unquote(link[1:]) for link in tree.xpath("//main//@href")}
    # A code without quotes has no list of them.
    assert {one for one in inner if not one.startswith("q:")} <= set(ids)
    described = {one for value in tree.xpath("//@aria-describedby") for one in value.split()}
    assert described <= set(ids)


# --- reads for everybody ---


@pytest.mark.parametrize("tongue", ["vi", "en", "both"])
def test_there_is_one_first_heading_and_no_level_is_left_out(tongue: Tongue) -> None:
    levels = [
        int(e.tag[1])
        for e in page(tongue).xpath(
            "//*[re:test(name(), '^h[1-6]$')]",
            namespaces={"re": "http://exslt.org/regular-expressions"},
        )
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1 or levels[:2] == [2, 1]
    assert all(later <= before + 1 for before, later in pairwise(levels))


def test_each_text_says_its_language() -> None:
    for tongue, main in (("vi", "vi"), ("en", "en"), ("both", "vi")):
        tree = page(tongue)  # type: ignore[arg-type] # of the three
        assert tree.get("lang") == main
        assert set(tree.xpath("//p[@class='words']/@lang")) == {"vi"}
        (english,) = tree.xpath(
            "//section[@id='quotes']//*[contains(., '<insurance>')][@lang][last()]"
        )
        assert english.get("lang") == "en"
    assert page("both").xpath("//h1/span[@lang='en']")[0].text == "A <trial> study"


def test_words_in_one_language_only_are_said_in_that_one() -> None:
    assert Voice("en").html(Bilingual("chỉ <vi>", "")) == '<span lang="vi">chỉ &lt;vi&gt;</span>'
    assert Voice("both").html(Bilingual("KII", "KII")) == "KII"
    assert Voice("both").plain(Bilingual("mã", "code")) == "mã / code"


def test_drawings_are_images_with_words_and_their_numbers_as_a_table() -> None:
    tree = page()
    drawings = tree.xpath("//svg")
    assert len(drawings) == 4
    ids = set(tree.xpath("//@id"))
    for drawing in drawings:
        assert drawing.get("role") == "img"
        assert set(drawing.get("aria-labelledby").split()) <= ids
        (figure,) = drawing.xpath("ancestor::figure")
        assert figure.xpath(".//details//table//td")


def test_with_both_languages_each_drawing_stands_in_both_in_sight() -> None:
    tree = page("both")
    pairs = tree.xpath("//div[@class='chart pair']")
    assert len(pairs) == len(page().xpath("//div[@class='chart']")) > 0
    for pair in pairs:
        assert pair.xpath("figure/@lang") == ["vi", "en"]
        assert not pair.xpath("ancestor::details")


def test_codes_are_shown_by_gender_whatever_the_study_compares_by() -> None:
    assert "gender" not in study().settings.compare
    (table,) = page().xpath("//table[@data-by='gender']")
    assert table.xpath("thead//th/@data-value") == ["nữ", "nam"]


def test_codings_of_a_surveys_answers_are_told_apart_from_those_of_cases() -> None:
    (survey,) = study().surveys
    (question,) = survey.questions
    written = replace(survey, questions=(replace(question, kind="open"),))
    answers = Transcript(f"{survey.name}.{question.id}", SAID, ())
    extra = replace(CODINGS[0], transcript=answers.name)
    made = replace(
        study(),
        surveys=(written,),
        transcripts=(*TALKS, answers),
        codings=(*CODINGS, extra),
    )
    (entry,) = (one for one in entries(made) if one.id == CODINGS[0].code)
    assert entry.written == 1
    assert entry.references == 1 + sum(one.code == entry.id for one in CODINGS)


def test_every_head_of_a_table_says_what_it_heads() -> None:
    heads = page().xpath("//th")
    assert heads
    assert all(head.get("scope") in {"row", "col", "colgroup"} for head in heads)


def colours() -> dict[str, str]:
    style = site_style()
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", style))


def site_style() -> str:
    return (ROOT / "qualcode" / "site" / "page.css").read_text("utf-8")


def rules() -> list[tuple[str, str]]:
    return re.findall(r"([^{}]+)\{([^{}]*)\}", site_style())


def test_letters_stand_out_from_all_that_they_may_stand_on() -> None:
    known = colours()
    papers = ["paper", "soft"]
    tints = [name for name in known if re.fullmatch(r"t\d", name)]
    for selector, body in rules():
        ink = re.search(r"(?<![-\w])color: var\(--([\w-]+)\)", body)
        own = re.search(r"background(?:-color)?: var\(--([\w-]+)\)", body)
        if not ink and not own:
            continue
        inks = [ink[1]] if ink else ["ink"]
        on = [own[1]] if own else papers
        on = [tint for name in on for tint in (tints if name == "t" else [name])]
        for letter in inks:
            for paper in on:
                assert contrast(known[letter], known[paper]) >= 4.5, (selector, letter, paper)
    for tint in tints:
        assert contrast(known["ink"], known[tint]) >= 7
    for line in (name for name in known if re.fullmatch(r"l\d", name)):
        assert contrast(known[line], known[f"t{line[1:]}"]) >= 3, line


def test_no_two_families_are_told_apart_by_colour_alone() -> None:
    patterns = re.findall(r"\.f(\d) \{ --a: ([^;]+);", site_style())
    plain = [re.sub(r"var\(--l\d\)", "ink", made) for _, made in patterns]
    assert len(patterns) == len(set(plain)) == 8


# --- what is counted ---


def test_the_matrix_has_the_stages_numbers_and_kinds_of_nothing() -> None:
    counts = matrix.code_matrix(study())
    tree = page()
    codes = tree.xpath("//table[@id='cases']//th[@data-code]/@data-code")
    assert codes == list(counts.columns)
    marks = {"–", "n/a", "…"}
    for row in tree.xpath("//table[@id='cases']/tbody/tr"):
        shown = [words(cell) for cell in row.xpath("td")]
        real = [int(counts.loc[row.get("data-case"), code]) for code in codes]
        assert [0 if cell in marks else int(cell) for cell in shown] == real
    (silent,) = tree.xpath("//tr[@data-case='tln_03']/td[2]")
    assert words(silent) == "–"


def test_codes_by_groups_have_the_stages_shares() -> None:
    frame = matrix.table(study(), rows="type", cell="cases")
    (table,) = page().xpath("//table[@data-by='type']")
    values = list(table.xpath("thead//th/@data-value"))
    (row,) = table.xpath(".//tr[@data-code='awareness.none']")
    expected = dict(zip(frame["type"], frame["awareness.none"], strict=True))
    assert [words(cell) for cell in row.xpath("td")] == [str(expected[one]) for one in values]


def test_a_persons_conclusion_is_marked_and_the_computed_verdict_beside_it() -> None:
    frame = triangulation.triangulate(study(), "type").set_index("code")
    (cell,) = page().xpath("(//table[@class='compared'])[1]/tbody/tr[1]/td[@class='judged']")
    assert words(cell.xpath("p[@class='person']")[0]).startswith("✎ ≠ Trái ngược")
    assert "Đọc lời thì <trái> nhau" in words(cell)
    assert "số liệu đã đổi từ khi kết luận" in words(cell)
    assert str(frame.loc["awareness", "verdict_vi"]) in words(cell.xpath("p[last()]")[0])


def test_the_joint_display_is_there_with_a_survey_and_only_then() -> None:
    (table,) = page().xpath("//table[@class='joint']")
    assert "Không biết <i>" in words(table)
    assert "3/6" in words(table)
    without = replace(study(), surveys=(), people=())
    assert 'class="joint"' not in site.page(without).split("</style>")[1].split("<script")[0]


def test_quotes_are_best_first_without_what_was_banned() -> None:
    tree = page()
    ids = {
        section.get("data-code"): section.xpath(".//a[@class='id']/text()")
        for section in tree.xpath("//section[@id='quotes']/section")
    }
    assert list(ids) == ["awareness.none", "awareness.channel", "policy.subsidy"]
    assert ids["awareness.channel"][0] == "kii_02:T002:1"
    assert set(ids["awareness.none"]) == {"pvs 01:T002:1", "tln_03:T002:1"}
    assert "được ghim" in words(tree.xpath("//section[@data-code='awareness.channel']//li[1]")[0])


def test_a_translation_says_who_gave_it_and_whether_it_was_checked() -> None:
    said = words(page().get_element_by_id("q:awareness.none"))
    assert "người dịch: Minh, đã kiểm tra Hoa" in said
    assert "người dịch: Hoa, chưa ai kiểm tra" in said
    english = words(page("en").get_element_by_id("q:awareness.none"))
    assert "translated by: Minh, checked by Hoa" in english


def test_the_codebook_has_what_a_coder_needs() -> None:
    (entry,) = page().xpath("//article[@data-code='awareness.none']")
    said = words(entry)
    for part in ("Chưa nghe nói.", "Biết lơ mơ", "Biết mà hiểu sai", "“Tôi chẳng biết & đâu.”"):
        assert part in said
    assert "3 lượt · 3/3 nguồn được hỏi" in said


def test_it_says_what_everything_rests_on() -> None:
    said = words(page().get_element_by_id("overview"))
    for part in (
        "3 bản gỡ băng",
        "bhxh, phiên bản 3, 4 mã",
        "9 lượt: 2 do người xác nhận hay thêm, 7 do quy tắc đề xuất",
        "Tỷ lệ đã có người xác nhận: 22,2%",
        "policy: latest",
        "2026-03-04",
        "không phải tỷ lệ trong dân số",
    ):
        assert part in said
    assert "22.2%" in words(page("en").get_element_by_id("overview"))


def test_only_what_counts_is_shown_under_ids_that_stay() -> None:
    tree = html.document_fromstring(site.page(study(count="confirmed")))
    shown = tree.xpath("//section[@id='quotes']//a[@class='id']/text()")
    assert shown == ["pvs 01:T002:1", "kii_02:T002:1"]


def test_attributes_are_called_as_in_attributions_in_english() -> None:
    summaries = [words(e) for e in page("en").xpath("//summary/span[@class='about']")]
    assert summaries[0] == "IDI · Lào Cai · lao động HTX · female"


def test_an_empty_study_is_a_page_too() -> None:
    tree = html.document_fromstring(site.page(Study(study().settings)))
    assert "chưa có" in words(tree.get_element_by_id("overview"))


def test_long_and_broken_words_do_no_harm() -> None:
    made = study()
    noted = [replace(one, memo="x" * 40_000 + "\x00\x08\ud800") for one in CODINGS]
    again = site.page(replace(made, codings=tuple(noted)))
    assert "\x00" not in again
    again.encode("utf-8")


# --- the file and the command ---


def test_template_style_and_script_are_part_of_the_package() -> None:
    config = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'packages = ["qualcode"]' in config.split("[tool.hatch.build.targets.wheel]")[1]
    for name in ("page.html", "page.css", "page.js"):
        assert (ROOT / "qualcode" / "site" / name).is_file()


def run(folder: Path, *typed: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qualcode", "site", *typed],
        cwd=folder,
        env={**os.environ, "QUALCODE_LANG": "en", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_writes_the_same_bytes_each_time(folder: Path) -> None:
    first = run(folder, PYTHONHASHSEED="1")
    assert (first.returncode, first.stdout) == (0, "")
    assert "Written:" in first.stderr
    second = run(folder, "--out", "other.html", PYTHONHASHSEED="2")
    assert second.returncode == 0
    made = (folder / "matrices" / "site.html").read_bytes()
    assert made == (folder / "other.html").read_bytes()
    assert "Tiền đâu ra mà đóng hả em.".encode() in made


def test_the_language_is_as_given_or_as_the_study_says(folder: Path) -> None:
    wrong = run(folder, "--lang", "fr")
    assert wrong.returncode == 1
    assert "choose one of vi, en, both" in wrong.stderr
    run(folder, "--lang", "en", "--out", "en.html")
    assert b'<html lang="en">' in (folder / "en.html").read_bytes()


def test_the_study_in_the_tests_has_what_they_speak_of() -> None:
    assert {one.status for one in CODINGS} == {"proposed", "accepted", "added"}
    assert SAID in TALKS[0].text
    assert OTHER in TALKS[0].text
