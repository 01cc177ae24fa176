"""The keys of qualcode.yaml about files that leave the house."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qualcode import checks, files, named_files, settings
from qualcode.errors import StudyError
from qualcode.model import Bilingual, Case, Codebook, Settings, Study

ROOT = Path(__file__).parent.parent


def parse(text: str) -> Settings:
    return settings.parse(text, "qualcode.yaml")


def faults(text: str) -> dict[str, str]:
    with pytest.raises(StudyError) as caught:
        parse(text)
    return {problem.where: problem.message.en for problem in caught.value.problems}


def test_each_kind_of_file_has_its_language_template_and_number_of_quotes() -> None:
    found = parse(
        "quotes: {language: both, most: 5}\n"
        "report: {language: en, template: mau/bao_cao.docx, most: 3}\n"
        "brief: {language: English, template: mau/brief.pptx}\n"
        "site: {language: vi}\n"
        "workbook: {language: Tiếng Việt}\n"
    ).deliverables

    assert found["quotes"].language == "both"
    assert found["quotes"].most == 5
    assert found["report"].template == "mau/bao_cao.docx"
    assert (found["brief"].language, found["workbook"].language) == ("en", "vi")


def test_without_these_keys_the_defaults_hold() -> None:
    found = parse("title: Nghiên cứu\n")

    assert found.deliverables == {}
    assert found.report == Settings().report
    assert (found.sharing.smallest, found.sharing.keep) == (
        3,
        ("type", "province", "group", "gender"),
    )


def test_an_outline_keeps_its_order_and_its_levels() -> None:
    chapters = parse(
        "report:\n"
        "  outline:\n"
        "    - Lời cảm ơn\n"
        "    - title: {vi: Thách thức, en: Challenges}\n"
        "      chapters:\n"
        "        - title: {vi: Người lao động, en: Workers}\n"
        "          codes: [awareness, affordability.worker_income]\n"
        "          speakers: {group: [lao động HTX, lao động di cư], type: PVS}\n"
        "          valence: barrier\n"
        "          show: [counts, quotes]\n"
        "    - {title: Sổ mã, annex: codebook}\n"
    ).report.outline

    assert [one.title.vi for one in chapters] == ["Lời cảm ơn", "Thách thức", "Sổ mã"]
    (workers,) = chapters[1].chapters
    assert workers.codes == ("awareness", "affordability.worker_income")
    assert workers.speakers == {"group": ("lao động HTX", "lao động di cư"), "type": ("PVS",)}
    assert (workers.valence, workers.show) == ("barrier", ("counts", "quotes"))
    assert chapters[2].annex == "codebook"


def test_no_two_chapters_share_an_id_and_all_are_plain_and_short() -> None:
    title = "Những thách thức rất dài mà hợp tác xã và người lao động ở bảy tỉnh đang gặp"
    listed = "".join(f"    - title: {title}\n" for _ in range(3))
    found = parse(f"report:\n  outline:\n{listed}    - {{title: A, id: Của tôi!}}\n").report.outline

    ids = [one.id for one in found]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]{1,44}", one) for one in ids)


def test_every_fault_is_told_at_once_with_its_place_and_the_near_name() -> None:
    told = faults(
        "report:\n"
        "  languge: en\n"
        "  language: eng\n"
        "  template: mau.doc\n"
        "  most: many\n"
        "  methods: {samplin: x}\n"
        "  outline:\n"
        "    - {codes: [awareness]}\n"
        "    - {title: A, show: [count], valence: bad, annex: codebok}\n"
        "share: {smallest: 0, kep: [type]}\n"
        "glossary: {trợ cấp: ''}\n"
        "brief: {most: 3}\n"
    )

    said = "\n".join(f"{where} {words}" for where, words in told.items())
    for words in (
        "did you mean 'language'",
        "did you mean 'en'",
        ".docx",
        "whole number",
        "did you mean 'sampling'",
        "needs a title",
        "did you mean 'counts'",
        "barrier",
        "did you mean 'codebook'",
        "did you mean 'keep'",
        "trợ cấp",
        "unknown key 'most'",
    ):
        assert words in said
    assert all(re.fullmatch(r"qualcode\.yaml:\d+:\d+", where) for where in told)


def test_a_term_of_the_glossary_has_one_english() -> None:
    found = parse(
        "glossary:\n  bảo hiểm xã hội một lần: lump-sum withdrawal\n  hoà giải: mediation\n"
    )
    assert found.glossary["bảo hiểm xã hội một lần"] == "lump-sum withdrawal"

    told = faults("glossary: {hoà giải: mediation, Hoà Giải: peace}\n")
    assert "mediation" in next(iter(told.values()))


def test_methods_may_be_said_in_one_language_or_in_two() -> None:
    found = parse("report: {methods: {sampling: Có chủ đích, setting: {vi: Ở nhà, en: At home}}}\n")

    assert found.report.methods["sampling"] == Bilingual("Có chủ đích", "Có chủ đích")
    assert found.report.methods["setting"].en == "At home"


def test_check_names_what_an_outline_asks_for_and_nobody_has(book: Codebook) -> None:
    chosen = parse(
        "report:\n  outline:\n    - title: A\n      codes: [awarenes]\n"
        "      speakers: {grup: [x], group: [lao động HTXX], type: [PVS]}\n"
    )
    cases = (Case("c1", {"group": "lao động HTX", "type": "IDI"}),)
    told = [one.message.en for one in checks.of_settings(Study(chosen, (book,), cases=cases))]

    assert any("'awarenes'; did you mean 'awareness'?" in words for words in told)
    assert any("'grup'; did you mean 'group'?" in words for words in told)
    assert any("'lao động HTXX'; did you mean 'lao động HTX'?" in words for words in told)
    assert not any("PVS" in words for words in told)


def test_instruments_are_read_and_a_missing_file_is_named_with_the_near_one(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "guide_kii.md").write_text(
        "# KII\n1. Bác làm nghề gì?\n", encoding="utf-8"
    )
    (tmp_path / "tools" / "guide_tln.txt").write_text("Các chị nghe từ đâu?\n", encoding="utf-8")
    chosen = parse(
        "report:\n  template: mau.docx\n"
        "  instruments: [tools/guide_kii.md, tools/guide_tln.txt, tools/guide_ki.md, ../away.txt]\n"
    )
    found, problems = named_files.read(tmp_path, chosen)
    told = [one.message.en for one in problems]

    assert "Bác làm nghề gì?" in found.report.texts["tools/guide_kii.md"]
    assert "Các chị nghe từ đâu?" in found.report.texts["tools/guide_tln.txt"]
    assert any("'tools/guide_ki.md'; did you mean 'tools/guide_kii.md'?" in one for one in told)
    assert any("'../away.txt' is outside" in one for one in told)
    assert any("report: template: there is no file 'mau.docx'" in one for one in told)
    assert all(one.severity == "warning" for one in problems)


def test_what_a_new_study_shows_as_comments_can_be_used() -> None:
    text = (ROOT / "qualcode" / "starter" / "qualcode.yaml").read_text(encoding="utf-8")
    start = text.index("# quotes:")
    lines = [line for line in text[start:].splitlines() if re.match(r"# [ \w]*[\w-]+.*", line)]
    shown = [line[2:] for line in lines if re.match(r"# ( |\w+:|- )", line)]

    found = parse("\n".join(shown))
    assert found.deliverables["report"].language == "en"
    assert found.report.outline[1].chapters[0].speakers == {"group": ("lao động HTX",)}
    assert found.glossary


def test_the_samples_own_settings_say_that_their_methods_are_invented() -> None:
    found = files.read_settings(ROOT).report.methods

    assert found
    assert all("bịa ra" in one.vi and "invented" in one.en for one in found.values())
