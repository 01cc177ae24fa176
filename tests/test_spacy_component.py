"""Codebooks code any pipeline's text, where its own tokens stand."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from qualcode import codebook, coding, matcher, turns
from qualcode.errors import CodebookError
from qualcode.language.normalise import clean
from qualcode.language.sentences import segments
from qualcode.ruleset import compile_rules
from qualcode.spacy_component import CodebookComponent, _cleaned
from qualcode.talk import listen

OURS = {"nlp": {"tokenizer": {"@tokenizers": "qualcode.Vietnamese.v1"}}}
ROOT = Path(__file__).parent.parent
BOOK = """
codebook: farm
version: 7
codes:
  - id: awareness.no_knowledge
    label: {vi: Không biết, en: No knowledge}
    valence: barrier
    patterns:
      - "(không | chưa) ~2 (biết | nghe)"
      - {pattern: "^ dạ? chưa ạ", question: "(biết | nghe) ~8 chưa"}
  - id: affordability.income
    label: {vi: Thu nhập, en: Income}
    patterns: ["tiền đâu ~3 đóng"]
"""
ANSWER = "Ôi giời, tiền đâu ra mà đóng hả cô. Với lại tôi chưa nghe ai nói  BHXH bao giờ… [cười]"
INTERVIEW = """Loại: PVS

PVV: Cô có biết hay nghe nói bảo hiểm chưa ạ? Tiền đâu mà đóng nhỉ?
NTL: Dạ chưa ạ.
PVV: Vâng, em cũng không biết.
NTL: Tiền đâu ra mà đóng hả em!
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "farm.yaml"
    path.write_text(BOOK, encoding="utf-8")
    return path


@pytest.fixture
def nlp(file: Path) -> Language:
    return pipeline("vi", file)


def pipeline(language: str, *files: Path) -> Language:
    made = spacy.blank(language, config=OURS if language == "vi" else {})
    made.add_pipe("qualcode_codebook", config={"codebooks": [str(file) for file in files]})
    return made


def codings(doc: Doc) -> list[tuple[str, str]]:
    return [(span.label_, span.text) for span in doc.spans["qualcode"]]


def fired(doc: Doc) -> list[str]:
    return [span.text for span in doc.spans["qualcode_words"]]


INCOME = ("affordability.income", "Ôi giời, tiền đâu ra mà đóng hả cô.")
NO_KNOWLEDGE = (
    "awareness.no_knowledge",
    "Với lại tôi chưa nghe ai nói  BHXH bao giờ… [cười]",
)


def test_an_answer_without_labels_is_coded(nlp: Language) -> None:
    assert codings(nlp(ANSWER)) == [INCOME, NO_KNOWLEDGE]


def test_a_span_carries_the_rule_and_the_group_the_versions(nlp: Language) -> None:
    rules = {rule.id for code in codebook.parse(BOOK, "farm.yaml").codes for rule in code.rules}
    doc = nlp(ANSWER)

    assert {span.id_ for span in doc.spans["qualcode"]} < rules
    assert doc.spans["qualcode"].attrs == {"codebooks": {"farm": "7"}}


def test_the_words_that_fired_have_a_group_of_their_own(nlp: Language) -> None:
    doc = nlp(ANSWER)

    assert [(span.label_, span.text) for span in doc.spans["qualcode_words"]] == [
        ("affordability.income", "tiền đâu"),
        ("affordability.income", "đóng"),
        ("awareness.no_knowledge", "chưa"),
        ("awareness.no_knowledge", "nghe"),
    ]
    assert {s.id_ for s in doc.spans["qualcode_words"]} == {s.id_ for s in doc.spans["qualcode"]}


def test_in_an_interview_only_respondents_are_coded_and_by_what_was_asked(nlp: Language) -> None:
    assert codings(nlp(INTERVIEW)) == [
        ("awareness.no_knowledge", "Dạ chưa ạ."),
        ("affordability.income", "Tiền đâu ra mà đóng hả em!"),
    ]


def test_what_looks_like_a_label_but_is_no_speaker_is_coded(nlp: Language) -> None:
    (found,) = codings(nlp("Lưu ý: hôm đó bác bảo chưa nghe bao giờ."))

    assert found[0] == "awareness.no_knowledge"
    assert "chưa nghe bao giờ" in found[1]


def test_codings_are_those_of_the_stages_themselves(nlp: Language) -> None:
    transcript = turns.parse("t1", INTERVIEW)
    rules = compile_rules([codebook.parse(BOOK, "farm.yaml")])
    (hits,) = matcher.find([listen(transcript, segments(transcript))], rules)
    expected = [(c.code, c.rule, c.span.of(INTERVIEW)) for c in coding.code(hits)]

    doc = nlp(INTERVIEW)
    found = [(s.label_, s.id_, s.text) for s in doc.spans["qualcode"]]
    assert found == expected


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "…", "\ufeff", "PVV:", "NTL:\n"])
def test_a_text_that_says_nothing_has_no_codings(nlp: Language, text: str) -> None:
    assert codings(nlp(text)) == []


@pytest.mark.parametrize("language", ["xx", "en", "vi"])
def test_any_tokenizer_will_do(file: Path, language: str) -> None:
    assert [code for code, _ in codings(pipeline(language, file)(ANSWER))] == [
        "affordability.income",
        "awareness.no_knowledge",
    ]


def test_a_coding_takes_whole_tokens_where_it_cuts_them(file: Path) -> None:
    nlp = pipeline("xx", file)
    words = ["Thôi.Tôi", "không", "biết.Vâng", "ạ"]
    doc = Doc(nlp.vocab, words=words, spaces=[True, True, True, False])

    assert fired(nlp.get_pipe("qualcode_codebook")(doc)) == ["không", "biết.Vâng"]


@pytest.mark.parametrize(
    "typed",
    [
        unicodedata.normalize("NFD", ANSWER),
        "\ufeff" + ANSWER.replace("đ", "ð").replace(". ", ".\r\n"),
        unicodedata.normalize("NFD", INTERVIEW).replace("\n", "\r\n"),
        ANSWER.replace(" ", "\u00a0"),
    ],
)
def test_a_text_that_is_not_clean_keeps_its_places(nlp: Language, typed: str) -> None:
    plain = fired(nlp(clean(typed)))

    assert plain
    assert [clean(words) for words in fired(nlp(typed))] == plain


PIECES = st.sampled_from(["\ufeff", "\r\n", "\r", "e\u0323\u0302", "\u0301", "ð", " ", "Ho\u0300a"])


@given(st.lists(st.one_of(st.text(max_size=6), PIECES), max_size=12).map("".join))
def test_each_character_of_the_cleaned_text_comes_from_its_place(text: str) -> None:
    cleaned, places = _cleaned(text)
    starts = [place.start for place in places]

    assert cleaned == clean(text.lstrip("\ufeff"))
    assert len(places) == len(cleaned)
    assert starts == sorted(starts)
    assert all(0 <= place.start < place.end <= len(text) for place in places)
    assert all(
        letter in clean("\n" + p.of(text)) for letter, p in zip(cleaned, places, strict=True)
    )


def test_two_processes_give_what_one_gives(nlp: Language) -> None:
    texts = [ANSWER, "", INTERVIEW, "Có biết chứ."]
    docs = list(nlp.pipe(texts, n_process=2, batch_size=1))

    assert [codings(doc) for doc in docs] == [codings(nlp(text)) for text in texts]
    assert any(codings(doc) for doc in docs)


def test_a_saved_pipeline_needs_no_codebook_file(nlp: Language, file: Path, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    file.unlink()

    assert codings(spacy.load(tmp_path / "pipeline")(ANSWER)) == [INCOME, NO_KNOWLEDGE]


def test_a_saved_pipeline_keeps_the_codebook_as_it_was(
    nlp: Language, file: Path, tmp_path: Path
) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    file.write_text("codes: [", encoding="utf-8")

    assert codings(spacy.load(tmp_path / "pipeline")(ANSWER)) == [INCOME, NO_KNOWLEDGE]


def test_a_pipeline_as_bytes_brings_its_codebooks(nlp: Language) -> None:
    again = spacy.blank("vi", config=OURS)
    again.add_pipe("qualcode_codebook")
    again.from_bytes(nlp.to_bytes())

    assert codings(again(ANSWER)) == [INCOME, NO_KNOWLEDGE]


def test_a_component_goes_to_another_process_with_its_codebooks(file: Path) -> None:
    component = CodebookComponent([str(file)])
    sent = pickle.dumps(component)
    file.unlink()

    nlp = spacy.blank("xx")
    doc = pickle.loads(sent)(nlp(ANSWER))  # noqa: S301 - made two lines above
    assert [code for code, _ in codings(doc)] == [INCOME[0], NO_KNOWLEDGE[0]]


def test_docs_with_codings_come_back_from_a_doc_bin(nlp: Language) -> None:
    stored = DocBin(docs=[nlp(ANSWER)]).to_bytes()
    (doc,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)

    assert codings(doc) == [INCOME, NO_KNOWLEDGE]
    assert doc.spans["qualcode"].attrs == {"codebooks": {"farm": "7"}}


def test_several_codebooks_work_side_by_side(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "mood.yaml"
    other.write_text(
        "codebook: mood\ncodes: [{id: sigh, label: x, patterns: [ôi giời]}]", encoding="utf-8"
    )
    doc = pipeline("vi", file, other)(ANSWER)

    assert sorted(code for code, _ in codings(doc)) == [INCOME[0], NO_KNOWLEDGE[0], "sigh"]
    assert doc.spans["qualcode"].attrs == {"codebooks": {"farm": "7", "mood": "1"}}


def test_every_fault_of_every_codebook_is_named(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("codebook: x\ncodes: [{id: z}]", encoding="utf-8")
    nlp = pipeline("vi", tmp_path / "a.yaml", tmp_path / "b.yaml")

    with pytest.raises(CodebookError) as raised:
        nlp("Dạ.")
    named = [problem.where for problem in raised.value.problems]
    assert named == [f"{tmp_path}/a.yaml:2:9", f"{tmp_path}/b.yaml:2:9"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
def test_a_codebook_saved_in_another_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "farm.yaml"
    typed = BOOK.replace("\n", "\r\n")
    if encoding == "cp1258":
        typed = in_cp1258(typed)
    path.write_bytes(typed.encode(encoding))

    assert codings(pipeline("vi", path)(ANSWER)) == [INCOME, NO_KNOWLEDGE]


def in_cp1258(text: str) -> str:
    """The text with each tone mark behind its letter, as cp1258 has them."""
    tones = "".join(map(chr, (0x300, 0x301, 0x303, 0x309, 0x323)))
    apart = (unicodedata.normalize("NFD", letter) for letter in text)
    return "".join(
        unicodedata.normalize("NFC", "".join(m for m in each if m not in tones))
        + "".join(m for m in each if m in tones)
        for each in apart
    )


def test_every_file_that_cant_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_bytes(BOOK.encode() + b"# \xff\xfe\x80\n")
    nlp = pipeline("vi", tmp_path / "a.yaml", tmp_path / "b.yaml")

    with pytest.raises(CodebookError) as raised:
        nlp("Dạ.")
    said = {Path(problem.where).name: problem.message.en for problem in raised.value.problems}
    assert "see the path" in said["a.yaml"]
    assert "save it as UTF-8" in said["b.yaml"]


def test_an_experts_rule_over_words_works_as_any_other(tmp_path: Path) -> None:
    book = tmp_path / "words.yaml"
    book.write_text(
        "codebook: words\n"
        "codes: [{id: say, label: x, patterns: [{tokens: [{LOWER: bảo, TAG: V}]}]}]\n",
        encoding="utf-8",
    )
    doc = pipeline("vi", book)("Bảo hiểm gì. Người ta bảo thế.")

    assert fired(doc) == ["bảo"]
    assert codings(doc) == [("say", "Người ta bảo thế.")]


def test_a_component_without_codebooks_says_what_to_do() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("qualcode_codebook")

    with pytest.raises(CodebookError, match="add_pipe"):
        nlp("Dạ.")


def test_the_entry_point_is_enough_for_spacy_to_find_it(file: Path, tmp_path: Path) -> None:
    info = tmp_path / "probe-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: probe\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "[spacy_factories]\nqualcode_codebook = qualcode.spacy_component:create_codebook\n"
    )
    script = (
        "import spacy\n"
        "nlp = spacy.blank('xx')\n"
        f"nlp.add_pipe('qualcode_codebook', config={{'codebooks': [{str(file)!r}]}})\n"
        "doc = nlp('Tiền đâu mà đóng.')\n"
        "print(*[span.label_ for span in doc.spans['qualcode']])\n"
    )
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    shown = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
    )
    assert shown.stdout.split() == ["affordability.income"]
