"""`qualcode quotes`: on the screen, as JSON and CSV, as a Word document."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

INCOME = "affordability.worker_income"
SAID = (
    "Tiền đâu ra mà đóng hả em, chạy ăn từng bữa còn chưa xong.",
    "Ba đứa đi học thì tiền đâu mà đóng cho nổi hằng tháng hả cô.",
    "Mùa được mùa mất, hỏi tiền đâu để đóng thì bà con tôi cũng chịu.",
)


@pytest.fixture
def study(folder: Path) -> Path:
    """A study of four interviews, three of which say where money is short."""
    for number, (words, place) in enumerate(
        zip(SAID, ("An Giang", "Nghệ An", "Khánh Hòa"), strict=True), start=2
    ):
        (folder / "transcripts" / f"pvs_{number:02d}.txt").write_text(
            f"Loại: PVS\nTỉnh: {place}\nTuổi: 41\n\nPVV: Chị có đóng không?\nNTL: {words}\n",
            encoding="utf-8",
        )
    return folder


def qualcode(folder: Path, *words: str, language: str = "en") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qualcode", *words, "--project", str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "QUALCODE_LANG": language, "PYTHONUTF8": "1"},
        check=False,
    )


def words_of(path: Path) -> str:
    body = docx.Document(str(path)).element.body
    return "\n".join(
        "".join(part.text or "" for part in paragraph.iter(qn("w:t")))
        for paragraph in body.iter(qn("w:p"))
    )


def test_without_options_every_quote_is_printed_with_its_attribution(study: Path) -> None:
    shown = qualcode(study, "quotes", INCOME).stdout

    assert all(f"“{words}”" in " ".join(shown.split()) for words in SAID)
    assert "IDI, lao động HTX, female, Lào Cai" in shown


def test_the_best_of_a_code_are_as_many_as_asked_for(study: Path) -> None:
    every = json.loads(qualcode(study, "quotes", INCOME, "--json").stdout)["rows"]
    best = json.loads(qualcode(study, "quotes", INCOME, "--best", "2", "--json").stdout)["rows"]

    assert (len(every), len(best)) == (4, 2)
    assert {row["id"] for row in best} < {row["id"] for row in every}
    assert "why" not in best[0]


def test_why_says_why_each_was_chosen(study: Path) -> None:
    done = qualcode(study, "quotes", INCOME, "--best", "1", "--why")

    assert "→ proposed, not looked at yet; new case, first of: " in done.stdout
    row = json.loads(qualcode(study, "quotes", "--why", "--json").stdout)["rows"][0]
    assert "new case" in row["why"]


def test_csv_has_translation_and_pin_of_each_quote(study: Path) -> None:
    first = qualcode(study, "quotes", "--csv").stdout.splitlines()[0]

    assert first == (
        "id,code,quote,attribution,status,origin,probability,model,translation,translator,"
        "checked,cite"
    )


@pytest.mark.parametrize(("language", "said"), [("vi", "Đã ghi:"), ("en", "Written:")])
def test_a_document_is_written_and_named(study: Path, language: str, said: str) -> None:
    out = study / "trích dẫn.docx"
    done = qualcode(study, "quotes", "--out", str(out), "--lang", "vi", language=language)

    assert (done.returncode, done.stdout) == (0, "")
    assert f"{said} {out}" in done.stderr
    text = words_of(out)
    assert all(words in text for words in SAID)
    assert "4 lượt, 4/4 nguồn" in text


def test_a_document_of_one_family_has_nothing_else(study: Path) -> None:
    out = study / "money.docx"
    qualcode(study, "quotes", "affordability", "--out", str(out), "--best", "2", "--lang", "en")
    text = words_of(out)

    assert "2 of 4 shown (1 near duplicate); all in sheet Quotes" in text
    assert "No knowledge" not in text


def test_what_is_shared_has_no_file_names(study: Path) -> None:
    out = study / "shared.docx"
    done = qualcode(study, "quotes", "--out", str(out), "--share", "--all")

    assert "pvs_0" not in words_of(out)
    assert "--share" in done.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (
            ("quotes", "--out", "quotes.odt"),
            1,
            "quotes are written as a Word file, ending in .docx",
        ),
        (("quotes", "--lang", "fr"), 1, "choose one of vi, en, both"),
        (("quotes", "affordabilty"), 1, "affordabil"),
        (("quotes", "--best", "0"), 2, "--best"),
        (("quotes", "--best", "2", "--all"), 2, "exclude each other"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    study: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    done = qualcode(study, *words)

    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_place_that_is_a_folder_is_said_in_a_line(study: Path) -> None:
    (study / "quotes.docx").mkdir()
    done = qualcode(study, "quotes", "--out", str(study / "quotes.docx"))

    assert done.returncode == 1
    assert "can't be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_run_writes_the_document_in_the_language_of_qualcode_yaml(study: Path) -> None:
    with (study / "qualcode.yaml").open("a", encoding="utf-8") as file:
        file.write("quotes: {language: en, most: 1}\n")
    qualcode(study, "run")
    text = words_of(study / "matrices" / "quotes.docx")

    assert "1 of 4 shown" in text
    assert "trích dẫn" not in text.casefold()


TEMPLATE = 'attribution: {vi: "{type} {group}, {gender}, {age} tuổi, {province}"}\n'


def test_an_attribution_template_is_followed(study: Path) -> None:
    with (study / "qualcode.yaml").open("a", encoding="utf-8") as file:
        file.write(TEMPLATE)
    (study / "transcripts" / "cases.csv").write_text(
        "transcript,type,province,group,gender,age\n"
        "pvs_01,PVS,Lào Cai,lao động mùa vụ,nữ,34\n"
        "pvs_02,PVS,An Giang,lao động mùa vụ,,\n",
        encoding="utf-8-sig",
    )
    shown = qualcode(study, "quotes", INCOME, language="vi").stdout

    assert "  PVS lao động mùa vụ, nữ, 34 tuổi, Lào Cai\n" in shown
    assert "  PVS lao động mùa vụ, 41 tuổi, An Giang\n" in shown


def test_a_focus_group_has_no_ones_age_even_if_one_is_known(study: Path) -> None:
    with (study / "qualcode.yaml").open("a", encoding="utf-8") as file:
        file.write(TEMPLATE)
    (study / "transcripts" / "cases.csv").write_text(
        "transcript,type,province,group,gender,age\npvs_02,TLN,An Giang,lao động,nữ,41\n",
        encoding="utf-8-sig",
    )
    (study / "transcripts" / "speakers.csv").write_text(
        "transcript,speaker,gender,age\npvs_02,NTL,nữ,41\n", encoding="utf-8-sig"
    )
    done = qualcode(study, "quotes", INCOME, language="vi")

    assert "  TLN lao động, nữ, An Giang" in done.stdout


def test_check_names_an_unknown_field_of_the_template_with_a_near_one(study: Path) -> None:
    with (study / "qualcode.yaml").open("a", encoding="utf-8") as file:
        file.write('attribution: {vi: "{type}, {provinces}"}\n')
    done = qualcode(study, "check")

    assert "attribution: there is no '{provinces}'; did you mean '{province}'?" in done.stderr
