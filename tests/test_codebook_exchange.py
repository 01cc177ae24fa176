"""Codebooks out of and into other programs: what comes back is what went, or a note says not."""

import csv
import io
import string
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode import codebook
from qualcode.codebook_tools import exchange, writing
from qualcode.codebook_tools.exchange import (
    annex,
    csv_table,
    liwc,
    liwc22,
    qdc,
    quanteda,
    spreadsheet,
)
from qualcode.codebook_tools.exchange.imported import Imported
from qualcode.errors import CodebookError, ImportFileError, QualcodeError
from qualcode.model import Bilingual, Code, Codebook, Language

DATA = Path(__file__).parent / "data" / "exchange"
SHIPPED = ROOT / "codebooks" / "social_insurance.yaml"
HEAD = "codebook: x\ncodes:\n"


def parsed(text: str) -> Codebook:
    return codebook.parse(text, "x.yaml")


def bare(book: Codebook) -> Codebook:
    """The codebook without the places of its rules and its file."""

    def without(code: Code) -> Code:
        return replace(code, rules=tuple(replace(rule, where="") for rule in code.rules))

    codes, groups = map(without, book.codes), map(without, book.groups)
    return replace(book, codes=tuple(codes), groups=tuple(groups), file="")


def every(book: Codebook) -> dict[str, Code]:
    return {code.id: code for code in writing.in_tree_order(book)}


def phrases(book: Codebook) -> dict[str, set[str]]:
    found = {code.id: {rule.pattern for rule in code.rules} for code in book.codes}
    return {code: said for code, said in found.items() if said}


def said(imported: Imported) -> str:
    return "\n".join(f"{note.where}: {note.message.en}" for note in imported.notes)


# --- codebooks of all kinds, for the laws --------------------------------------------------------

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
SYLLABLES = st.sampled_from(
    ["bảo", "hiểm", "không", "biết", "hoà", "no", "on", "y", "NULL", "1.10", "20", "đâu", "thủ*"]
)
PHRASES = st.lists(SYLLABLES, min_size=1, max_size=4).map(" ".join)
PATTERNS = st.one_of(
    PHRASES,
    st.tuples(PHRASES, PHRASES).map(lambda two: f"({two[0]} | {two[1]}) ~3 đóng"),
    PHRASES.map(lambda phrase: f"{{SI}} {phrase}"),
)
SOME_PATTERNS = st.lists(PATTERNS, max_size=3, unique=True)
STANCES = st.lists(
    st.sampled_from(["negated", "question", "hypothetical", "reported", "past"]),
    max_size=2,
    unique=True,
)
PART = st.text(string.ascii_lowercase + "ấđ_-19", min_size=1, max_size=5).filter(
    lambda part: part[0] not in "-_"
)
PLAIN_PART = PART.map(lambda part: part.replace("ấ", "a").replace("đ", "d"))
PLAIN_IDS = st.lists(
    st.lists(PLAIN_PART, min_size=1, max_size=3).map(".".join), min_size=1, max_size=6, unique=True
)
IDS = st.lists(
    st.lists(PART, min_size=1, max_size=3).map(".".join), min_size=1, max_size=6, unique=True
)


def bilingual(text: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str] | str]:
    return st.one_of(
        text,
        st.fixed_dictionaries({"vi": text, "en": text}),
        st.fixed_dictionaries({"en": text}),
    )


@st.composite
def rules(draw: st.DrawFn) -> dict[str, object]:
    rule: dict[str, object] = {"pattern": draw(PATTERNS)}
    for key in ("question", "unless", "unless_question", "unless_turn"):
        rule[key] = draw(SOME_PATTERNS)
    for key in ("only_when", "not_when"):
        rule[key] = draw(STANCES)
    if draw(st.booleans()):
        rule["speaker"] = draw(st.sampled_from(["NTL*", "no"]))
    rule["scope"] = draw(st.sampled_from(["sentence", "turn"]))
    if draw(st.booleans()):
        rule = {
            "tokens": [{"LOWER": draw(st.sampled_from(["đóng", "mua"]))}],
            "unless": rule["unless"],
        }
    if draw(st.booleans()):
        rule["valence"] = draw(st.sampled_from(["barrier", "enabler"]))
    return rule


@st.composite
def books(draw: st.DrawFn) -> Codebook:
    """A codebook as it is parsed, from a file in which all is quoted."""
    codes = []
    for code_id in draw(IDS):
        code: dict[str, object] = {"id": code_id, "label": draw(bilingual(ANY_TEXT))}
        for key in ("definition", "include", "exclude"):
            if draw(st.booleans()):
                code[key] = draw(bilingual(ANY_TEXT))
        for key in ("examples", "counter_examples"):
            code[key] = draw(st.lists(ANY_TEXT, max_size=2))
        code["valence"] = draw(st.sampled_from(["barrier", "enabler", "neutral"]))
        code["asked"] = draw(SOME_PATTERNS)
        for key in ("unless", "unless_question", "unless_turn"):
            code[key] = draw(SOME_PATTERNS)
        code["not_when"] = draw(STANCES)
        code["patterns"] = draw(st.lists(rules(), max_size=3, unique_by=repr))
        codes.append(code)
    whole = {
        "codebook": draw(PART),
        "version": draw(st.sampled_from(["1", "12", "1.10", "no", "2026-01-02"])),
        "title": draw(bilingual(ANY_TEXT)),
        "lexicons": {"SI": ["bảo hiểm", "BHXH"], "no": draw(st.lists(PHRASES, min_size=1))},
        "other_words": draw(st.lists(PHRASES, max_size=2)),
        "codes": codes,
    }
    return parsed(yaml.dump(whole, allow_unicode=True, default_style='"', sort_keys=False))


WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ABC&<>'\",;=+@", min_size=1, max_size=40)
LINE = WORDS.map(lambda text: " ".join(text.split())).filter(bool)


@st.composite
def plain_books(draw: st.DrawFn) -> Codebook:
    """A codebook of plain phrases, as every format holds it."""
    entries = [
        {
            "id": code_id,
            "label": draw(bilingual(LINE)),
            "definition": draw(st.one_of(st.just(""), bilingual(LINE))),
            "include": draw(st.one_of(st.just(""), bilingual(LINE))),
            "exclude": draw(st.one_of(st.just(""), bilingual(LINE))),
            "examples": draw(st.lists(LINE, max_size=2)),
            "counter_examples": draw(st.lists(LINE, max_size=1)),
            "valence": draw(st.sampled_from(["barrier", "neutral"])),
            "patterns": draw(st.lists(PHRASES, max_size=3, unique=True)),
        }
        for code_id in draw(PLAIN_IDS)
    ]
    whole = {"codebook": "x", "codes": entries}
    return parsed(yaml.dump(whole, allow_unicode=True, default_style='"', sort_keys=False))


FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


# --- our own YAML --------------------------------------------------------------------------------


@FEW
@given(books())
def test_a_codebook_s_yaml_gives_the_codebook_back(book: Codebook) -> None:
    assert bare(parsed(writing.to_yaml(book))) == bare(book)


def test_the_shipped_codebook_survives_being_written() -> None:
    book = codebook.parse(SHIPPED.read_text(encoding="utf-8"), "a.yaml")
    assert bare(parsed(writing.to_yaml(book))) == bare(book)


def test_what_cancels_a_whole_code_is_written_once() -> None:
    text = HEAD + (
        '- id: a\n  label: x\n  unless: ["ai cũng biết"]\n  not_when: [past]\n  patterns:\n'
        '  - "không biết"\n  - {pattern: "chưa nghe", unless: ["đã nghe rồi"]}\n'
    )
    written = writing.to_yaml(parsed(text))
    assert written.count("ai cũng biết") == written.count("past") == 1
    assert bare(parsed(written)) == bare(parsed(text))


def test_what_each_rule_says_for_itself_stays_with_the_rule() -> None:
    text = HEAD + (
        "- id: a\n  label: x\n  patterns:\n"
        '  - {pattern: "không biết", unless: ["ai cũng biết"]}\n'
        '  - {pattern: "chưa nghe", unless: ["ai cũng biết"]}\n'
    )
    assert writing.to_yaml(parsed(text)).count("ai cũng biết") == 2


def test_vietnamese_is_written_as_it_is() -> None:
    book = parsed(HEAD + '- {id: a, label: "Thủ tục rườm rà", patterns: ["hoà giải ~2 ở xã"]}')
    written = writing.to_yaml(book)
    assert "Thủ tục rườm rà" in written
    assert "hoà giải ~2 ở xã" in written
    assert "\\" not in written


@pytest.mark.parametrize(
    "word", ["no", "on", "Y", "1.10", "0x1F", "12:30", "null", "~", "2026-01-02"]
)
def test_a_word_that_yaml_would_misread_is_quoted(word: str) -> None:
    book = parsed(HEAD + f'- {{id: a, label: "{word}", examples: ["{word}"]}}')
    loaded = yaml.safe_load(writing.to_yaml(book))
    assert loaded["codes"][0]["label"] == loaded["codes"][0]["examples"][0] == word


def test_groups_stand_before_their_codes_and_keys_in_the_contract_s_order() -> None:
    text = (
        "codebook: x\nversion: 2\ntitle: {vi: a, en: b}\nlexicons: {SI: [bảo hiểm]}\n"
        "other_words: [mũ bảo hiểm]\ncodes:\n- {id: b.c, label: c}\n- {id: b, label: B}\n"
        "- {id: a, label: A}\n"
    )
    loaded = yaml.safe_load(writing.to_yaml(parsed(text)))
    assert [*loaded] == ["codebook", "version", "title", "lexicons", "other_words", "codes"]
    assert [code["id"] for code in loaded["codes"]] == ["b", "b.c", "a"]


def test_an_editor_finds_the_schema_in_the_first_line() -> None:
    first = writing.to_yaml(parsed(HEAD + "- {id: a, label: x}")).splitlines()[0]
    assert first == "# yaml-language-server: $schema=codebook.schema.json"


def test_a_definition_of_several_lines_is_written_line_by_line() -> None:
    book = parsed(HEAD + '- {id: a, label: x, definition: "Dòng một.\\n\\nDòng hai."}')
    written = writing.to_yaml(book)
    assert "      Dòng một.\n\n      Dòng hai.\n" in written
    assert parsed(written).codes[0].definition.vi == "Dòng một.\n\nDòng hai."


# --- quanteda ------------------------------------------------------------------------------------


def test_quanteda_s_own_example_is_read() -> None:
    """What as.yaml() writes of list(one = c("a b", "c*"), two = c("x", "y", "z??"))."""
    text = "one:\n  - a b\n  - c*\ntwo:\n  - x\n  - 'y'\n  - z??\n"
    found = quanteda.read(text.encode(), "d.yml")
    assert phrases(found.book) == {"one": {"a b", "c*"}, "two": {"x", "y"}}
    assert "d.yml:7: “z??”" in said(found)


def test_nested_keys_are_the_tree_and_two_underscores_the_level_s_own_words() -> None:
    text = "Rào cản:\n  Tiền:\n    - hết tiền\n    - nghèo\n  __: [khó khăn]\n"
    found = quanteda.read(text.encode(), "d.yml")
    assert phrases(found.book) == {"rao_can": {"khó khăn"}, "rao_can.tien": {"hết tiền", "nghèo"}}
    assert every(found.book)["rao_can.tien"].label == Bilingual("Tiền", "Tiền")


@pytest.mark.parametrize("glob", ["*deceit*", "z??", "ti?n", "a * b", ":)", "b*c"])
def test_a_glob_that_our_patterns_lack_is_named_and_left_out(glob: str) -> None:
    found = quanteda.read(f"a: ['{glob}', tốt]\n".encode(), "d.yml")
    assert phrases(found.book) == {"a": {"tốt"}}
    assert glob in said(found)


def test_an_entry_of_several_categories_is_named_once() -> None:
    found = liwc22.read(b"DicTerm,a,b\n*x,X,X\ny,X,X\n", "d.dicx")
    assert len(found.notes) == 1


def test_a_hundred_entries_that_cannot_be_taken_over_are_told_in_a_few_lines() -> None:
    entries = ", ".join(f"'*w{number}'" for number in range(100))
    found = quanteda.read(f"a: [x, {entries}]\n".encode(), "d.yml")
    assert len(found.notes) < 30
    assert all(f"*w{number}" in said(found) for number in range(100))


def test_words_joined_by_underscores_are_syllables() -> None:
    found = quanteda.read(b"a: [b\xe1\xba\xa3o_hi\xe1\xbb\x83m*]\n", "d.yml")
    assert phrases(found.book) == {"a": {"bảo hiểm*"}}


@FEW
@given(plain_books())
def test_phrases_and_tree_come_back_from_quanteda(book: Codebook) -> None:
    if phrases(book):
        assert phrases(quanteda.read(quanteda.write(book), "d.yml").book) == phrases(book)


def test_alternatives_optional_words_and_lexicons_become_phrases() -> None:
    text = (
        "codebook: x\nlexicons: {SI: [bảo hiểm, BHXH]}\ncodes:\n"
        '- {id: a, label: x, patterns: ["(không | chưa) có? {SI}"]}\n'
    )
    found = quanteda.read(quanteda.write(parsed(text)), "d.yml").book
    assert phrases(found)["a"] == {
        f"{no}{have} {what}"
        for no in ("không", "chưa")
        for have in (" có", "")
        for what in ("bảo hiểm", "BHXH")
    }


def test_rules_that_a_dictionary_cannot_hold_are_counted() -> None:
    book = parsed(
        HEAD + '- {id: a, label: x, patterns: ["nghèo", "tiền đâu ~3 đóng", '
        '{pattern: "không ạ", question: "nghe chưa"}, {pattern: "khó", unless: "không khó"}]}'
    )
    first, second = quanteda.losses(book)
    assert first.message.en.startswith("2 of 4 rules")
    assert second.message.en.startswith("1 rules are written without their 'unless'")
    assert phrases(quanteda.read(quanteda.write(book), "d.yml").book) == {"a": {"nghèo", "khó"}}


def test_a_code_gets_at_most_200_phrases_and_the_rule_counts_as_cut() -> None:
    ways = " ".join(["(a | b | c | d)"] * 6)
    book = parsed(HEAD + f'- {{id: a, label: x, patterns: ["{ways}"]}}')
    assert len(phrases(quanteda.read(quanteda.write(book), "d.yml").book)["a"]) == 200
    assert quanteda.losses(book)[0].message.en.startswith("1 of 1 rules")


def test_words_that_r_reads_as_true_or_false_are_quoted() -> None:
    book = parsed(HEAD + '- {id: "no", label: x, patterns: ["y", "on", "1.10"]}')
    assert yaml.safe_load(quanteda.write(book)) == {"no": ["y", "on", "1.10"]}


def test_a_yaml_file_that_is_no_dictionary_is_refused_with_its_line() -> None:
    with pytest.raises(CodebookError, match=r"d\.yml:1:1: this is no quanteda dictionary"):
        quanteda.read(b"- a\n- b\n", "d.yml")


# --- LIWC ----------------------------------------------------------------------------------------

LIWC_2007 = "%\n01\tNghèo\n02\tThủ tục\n%\n\nhết tiền\t01\nrườm rà\t02\nkhó khăn*\t01\t02\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_liwc_2007_is_read_in_any_unicode(encoding: str) -> None:
    found = liwc.read(LIWC_2007.encode(encoding), "d.dic")
    assert phrases(found.book) == {
        "ngheo": {"hết tiền", "khó khăn*"},
        "thu_tuc": {"rườm rà", "khó khăn*"},
    }
    assert found.notes == ()


def test_liwc_in_vietnamese_windows_encoding_is_read() -> None:
    text = LIWC_2007.replace("ế", "ê\u0301").replace("ề", "ê\u0300").replace("ủ", "u\u0309")
    text = text.replace("ụ", "u\u0323").replace("ờ", "ơ\u0300")
    found = liwc.read(text.encode("cp1258"), "d.dic")
    assert "hết tiền" in phrases(found.book)["ngheo"]


def test_liwc_in_latin_letters_is_read_with_a_note() -> None:
    text = "%\r\n1\tnégation\r\n%\r\njamais\t1\r\nâgé*\t1\r\n"
    found = liwc.read(text.encode("latin-1"), "d.dic")
    assert phrases(found.book) == {"negation": {"jamais", "âgé*"}}
    assert "Windows-1252" in said(found)


def test_liwc_2015_nests_categories_by_tabs_and_keeps_their_long_names() -> None:
    head = "%\n1\tfunction (Function Words)\n\t2\tpronoun (Pronouns)\n3\taffect (Affect)\n%\n"
    text = head + "it\t1\t2\n"
    codes = every(liwc.read(text.encode(), "d.dic").book)
    assert [*codes] == ["function", "function.pronoun", "affect"]
    assert codes["function.pronoun"].label.en == "Pronouns"


def test_liwc_s_conditions_are_named_and_left_out() -> None:
    head = "%\n125\taffect\n253\tsocial\n%\n"
    text = head + "like\t(02 134)125/464\t253\nkind\t<of>131/125\nhappy\t125\n"
    found = liwc.read(text.encode(), "d.dic")
    assert phrases(found.book) == {"affect": {"happy"}}
    assert "d.dic:5: “like (02 134)125/464 253”" in said(found)
    assert "d.dic:6: “kind <of>131/125”" in said(found)


def test_liwc_words_parted_by_blanks_and_of_no_category() -> None:
    found = liwc.read("%\n1 tiền\n%\nhết sạch 1\nlạc loài 7\n".encode(), "d.dic")
    assert phrases(found.book) == {"tien": {"hết sạch"}}
    assert "d.dic:5: “lạc loài”" in said(found)


@pytest.mark.parametrize("text", ["hết tiền\t1\n", "%\n1\ta\nhết tiền\t1\n"])
def test_a_dic_file_without_its_two_marks_is_refused(text: str) -> None:
    with pytest.raises(CodebookError, match="two lines of just %"):
        liwc.read(text.encode(), "d.dic")


@FEW
@given(plain_books())
def test_ids_labels_and_phrases_come_back_from_liwc(book: Codebook) -> None:
    found = liwc.read(liwc.write(book), "d.dic").book
    assert phrases(found) == phrases(book)
    assert every(book).keys() <= every(found).keys()


def test_codes_that_are_not_listed_beside_their_family_still_nest_below_it() -> None:
    book = parsed(
        HEAD + "".join(f"- {{id: {i}, label: x, patterns: [b]}}\n" for i in ("a", "c", "a.d"))
    )
    assert phrases(liwc.read(liwc.write(book), "d.dic").book).keys() == {"a", "c", "a.d"}
    assert phrases(quanteda.read(quanteda.write(book), "d.yml").book).keys() == {"a", "c", "a.d"}


def test_a_category_s_label_comes_back_from_liwc() -> None:
    book = parsed(HEAD + '- {id: a.b, label: {vi: "Không biết (gì)", en: x}, patterns: [mù tịt]}')
    assert every(liwc.read(liwc.write(book), "d.dic").book)["a.b"].label.vi == "Không biết (gì)"


def test_liwc_22_tables_are_read_by_their_marks() -> None:
    text = 'DicTerm,tien,thu_tuc\n"hết tiền",X,\nrườm rà,,x\nkhó*,1,0.5\nxong,,\n'
    found = liwc22.read(text.encode(), "d.dicx")
    assert phrases(found.book) == {"tien": {"hết tiền", "khó*"}, "thu_tuc": {"rườm rà", "khó*"}}
    assert "1 cells hold weights" in said(found)


def test_a_table_without_terms_is_no_liwc_dictionary() -> None:
    with pytest.raises(CodebookError, match=r"d\.dicx:1: this is no LIWC-22 dictionary"):
        liwc22.read(b"a,b\n1,2\n", "d.dicx")


@FEW
@given(plain_books())
def test_ids_and_phrases_come_back_from_liwc_22(book: Codebook) -> None:
    if phrases(book):
        assert phrases(liwc22.read(liwc22.write(book), "d.dicx").book) == phrases(book)


# --- QDC -----------------------------------------------------------------------------------------

GUID = "11111111-1111-4111-8111-111111111111"


def a_qdc(codes: str, namespace: str = "urn:QDA-XML:codebook:1.0") -> bytes:
    head = f'<?xml version="1.0"?><CodeBook xmlns="{namespace}">'
    return f"{head}<Codes>{codes}</Codes></CodeBook>".encode()


def test_a_qdc_with_all_that_the_schema_has_is_read() -> None:
    found = qdc.read((DATA / "sample_vi.qdc").read_bytes(), "sample_vi.qdc")
    codes = every(found.book)
    assert [*codes] == ["nhan_thuc", "nhan_thuc.khong_biet", "rao_can_20_nam"]
    assert codes["nhan_thuc"].definition.vi == "Nhóm & mã"
    assert codes["rao_can_20_nam"].label.vi == "Rào cản: 20 năm"
    assert "sets are not kept: Bộ mã lõi" in said(found)
    assert "the colours of 2 codes are not kept" in said(found)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("taguette.qdc", ["interesting", "rut_mot_lan", "thu_tuc"]),
        ("aqda.qdc", ["rut_bhxh_mot_lan"]),
    ],
)
def test_qdc_files_of_other_programs_are_read(name: str, ids: list[str]) -> None:
    assert [*every(qdc.read((DATA / name).read_bytes(), name).book)] == ids


@pytest.mark.parametrize("namespace", ["urn:QDA-XML:codebook:1:0", "urn:QDA-XML:codebook:0:4", ""])
def test_a_wrong_namespace_is_read_with_a_note(namespace: str) -> None:
    found = qdc.read(
        a_qdc(f'<Code guid="{GUID}" name="Tiền" isCodable="true"/>', namespace), "a.qdc"
    )
    assert [*every(found.book)] == ["tien"]
    assert "is not REFI-QDA's" in said(found)


def test_missing_attributes_and_odd_colours_are_read_with_notes() -> None:
    text = '<Code name="Tiền" color="rgb(1,2,3)"/><Code guid="abc" isCodable="true"/>'
    found = qdc.read(a_qdc(text), "a.qdc")
    assert [*every(found.book)] == ["tien"]
    assert "1 codes lack a guid or isCodable: Tiền" in said(found)
    assert "1 codes have no name, so were left out: abc" in said(found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "UTF-8"])
def test_the_encoding_that_a_qdc_declares_may_be_wrong(encoding: str, declared: str) -> None:
    head = f'\n<?xml version="1.0" encoding="{declared}"?>\n'
    text = head + '<CodeBook><Codes><Code name="Đóng"/></Codes></CodeBook>'
    assert every(qdc.read(text.encode(encoding), "a.qdc").book)["dong"].label.vi == "Đóng"


def test_a_qdc_in_the_latin_encoding_that_it_declares_is_read() -> None:
    head = '<?xml version="1.0" encoding="iso-8859-1"?>'
    text = head + '<CodeBook><Codes><Code name="Ablöse"/></Codes></CodeBook>'
    assert every(qdc.read(text.encode("latin-1"), "a.qdc").book)["ablose"].label.en == "Ablöse"


def test_codes_of_one_name_get_ids_of_their_own() -> None:
    found = qdc.read(a_qdc('<Code name="Tiền"/><Code name="tiền"/><Code name="TIỀN"/>'), "a.qdc")
    assert [*every(found.book)] == ["tien", "tien_2", "tien_3"]
    assert "2 codes share a name" in said(found)


def test_a_code_that_holds_codes_and_could_be_given_is_told_of() -> None:
    found = qdc.read(
        a_qdc('<Code name="Coke" isCodable="true"><Code name="diet"/></Code>'), "a.qdc"
    )
    assert [group.id for group in found.book.groups] == ["Coke"]
    assert "1 codes have codes below them" in said(found)


def test_names_of_300_letters_signs_only_or_with_line_ends_get_short_ids() -> None:
    long = "thủ tục " * 40
    found = qdc.read(
        a_qdc(f'<Code name="{long}"/><Code name="!!!"/><Code name="a&#10;b"/>'), "a.qdc"
    )
    first, second, third = every(found.book).values()
    assert len(first.id) <= 60
    assert first.label.vi == long.strip()
    assert (second.id, third.label.vi) == ("code", "a b")


BOMB = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("head", [BOMB, OUTSIDE, '<!doctype a SYSTEM "http://example.org/a.dtd">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(head: str, encoding: str) -> None:
    text = f'{head}<CodeBook><Codes><Code name="&x;"/></Codes></CodeBook>'
    with pytest.raises(ImportFileError, match="unsafe"):
        qdc.read(text.encode(encoding), "a.qdc")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"<CodeBook><Codes><Code name='a'", "the XML can't be read here"),
        (b"<CodeBook><Codes/></CodeBook>", "there are no codes"),
        (b"<Project/>", "it holds Project, not CodeBook"),
        (b"PK\x03\x04xxx", "the suffix is wrong"),
        (b"<Code name='a'>" * 500, "the XML can't be read here"),
    ],
)
def test_what_is_no_qdc_is_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(QualcodeError) as caught:
        qdc.read(data, "a.qdc")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def is_valid(data: bytes) -> bool:
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(DATA / "Codebook.xsd"))
    return bool(schema.validate(etree.fromstring(data)))


@FEW
@given(plain_books(), st.sampled_from(["vi", "en"]))
def test_codes_labels_and_definitions_come_back_from_qdc(
    book: Codebook, language: Language
) -> None:
    data = qdc.write(book, language)
    found = qdc.read(data, "a.qdc").book
    assert is_valid(data)
    assert every(found).keys() == every(book).keys()
    for code in every(book).values():
        assert replace(every(found)[code.id], rules=()) == replace(code, rules=())


@FEW
@given(books())
def test_any_codebook_makes_a_valid_qdc(book: Codebook) -> None:
    assert is_valid(qdc.write(book))


def test_the_shipped_codebook_comes_back_from_qdc_but_for_its_rules() -> None:
    book = codebook.parse(SHIPPED.read_text(encoding="utf-8"), "a.yaml")
    found = every(qdc.read(qdc.write(book), "a.qdc").book)
    for code in every(book).values():
        assert found[code.id] == replace(code, rules=(), asked=())
    assert qdc.losses(book)[0].message.en.startswith("QDC holds no rules")


def test_a_guid_depends_on_the_codebook_s_name_and_the_id_alone() -> None:
    book = parsed(HEAD + "- {id: a, label: x}\n- {id: b, label: y}")
    again = replace(book, version="9", codes=(replace(book.codes[0], label=Bilingual("z", "z")),))
    first = qdc.write(book).split(b'guid="')[1][:36]
    assert qdc.write(again).split(b'guid="')[1][:36] == first
    assert qdc.write(replace(book, name="other")).split(b'guid="')[1][:36] != first


def test_a_code_that_was_renamed_or_moved_elsewhere_follows_the_other_program() -> None:
    text = qdc.write(
        parsed(HEAD + "- {id: a, label: A}\n- {id: a.b, label: {vi: cũ, en: old}}")
    ).decode()
    renamed = qdc.read(text.replace('name="cũ"', 'name="mới"').encode(), "a.qdc")
    assert every(renamed.book)["a.b"].label == Bilingual("mới", "mới")
    moved = a_qdc(
        '<Code name="C"><Code name="cũ"><Description>Mã / Id: a.b</Description></Code></Code>'
    )
    assert [*every(qdc.read(moved, "a.qdc").book)] == ["C", "C.b"]


# --- spreadsheets --------------------------------------------------------------------------------


def a_csv(text: str, encoding: str = "utf-8") -> Imported:
    return csv_table.read(text.encode(encoding), "a.csv")


MESSY = """SỔ MÃ NGHIÊN CỨU AN SINH;;;;
Cập nhật: tháng 3;;;;

Nhóm;KHÔNG BAO GỒM;Định nghĩa;Tên mã;Ví dụ
Nhận thức;Biết mà hiểu sai;Chưa nghe bao giờ;Không biết;"- Em có nghe đâu
- Mù tịt luôn"
;;Hiểu không đúng;Hiểu sai;“Tưởng là bắt buộc”
Chi trả;;Không đủ tiền;Thu nhập thấp;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_researcher_s_table_is_read_whatever_its_form(encoding: str) -> None:
    found = a_csv(MESSY, encoding)
    codes = every(found.book)
    assert [*codes] == [
        "nhan_thuc",
        "nhan_thuc.khong_biet",
        "nhan_thuc.hieu_sai",
        "chi_tra",
        "chi_tra.thu_nhap_thap",
    ]
    first = codes["nhan_thuc.khong_biet"]
    assert first.exclude.vi == "Biết mà hiểu sai"
    assert first.examples == ("Em có nghe đâu", "Mù tịt luôn")
    assert codes["nhan_thuc.hieu_sai"].examples == ("Tưởng là bắt buộc",)


def test_a_table_in_vietnamese_windows_encoding_is_read() -> None:
    # cp1258 has letters such as ê, and tones that stand behind them.
    text = "Mã;Nhãn;Ðịnh nghĩa\ntien;Hê\u0301t tiê\u0300n;Không co\u0301 tiê\u0300n\n"
    text = text.replace("ã", "a\u0303").replace("ị", "i\u0323").replace("ĩ", "i\u0303")
    codes = every(csv_table.read(text.replace("Ð", "Đ").encode("cp1258"), "a.csv").book)
    assert codes["tien"].label.vi == "Hết tiền"


@pytest.mark.parametrize(
    "head",
    [
        "id,label,definition",
        "Code,Name,Description",
        "MA,NHAN,DINH NGHIA",
        "Mã số,Tên mã,Mô tả",
        "Mã / Code,Nhãn / Label,Định nghĩa / Definition",
        "code_id,code_label,Definition:",
    ],
)
def test_headings_are_known_in_both_languages_whatever_their_case_and_accents(head: str) -> None:
    found = a_csv(head + "\nno_money,Hết tiền,Không đủ tiền\n")
    code = every(found.book)["no_money"]
    assert (code.label, code.definition.en) == (Bilingual("Hết tiền", "Hết tiền"), "Không đủ tiền")
    assert found.notes == ()


@pytest.mark.parametrize(
    "head",
    [
        "id,label (vi),label (en)",
        "id,Nhãn,Label",
        "Mã,Tên tiếng Việt,Tên tiếng Anh",
        "id,label_vi,label_en",
        "Mã,Tên mã,English label",
    ],
)
def test_labels_in_two_languages_stand_in_two_columns(head: str) -> None:
    found = a_csv(head + "\na,Hết tiền,No money\n")
    assert every(found.book)["a"].label == Bilingual("Hết tiền", "No money")


def test_a_blank_parent_is_the_top_where_parents_have_rows_of_their_own() -> None:
    codes = every(a_csv("tag,parent\ntien,\nluong,tien\nkhac,\n").book)
    assert [*codes] == ["tien", "tien.luong", "khac"]


def test_parents_in_a_circle_are_told_of() -> None:
    found = a_csv("id,parent\na,b\nb,a\n")
    assert sorted(every(found.book)) == ["b", "b.a"]
    assert "stands below itself" in said(found)


def test_keywords_become_patterns_and_what_can_be_none_is_named() -> None:
    found = a_csv('id,từ khóa\na,"hết tiền, nghèo*; *khó, nghèo*"\n')
    assert phrases(found.book) == {"a": {"hết tiền", "nghèo*"}}
    assert "a.csv:2: “*khó”" in said(found)


def test_rows_that_only_go_on_belong_to_the_code_above() -> None:
    found = a_csv("Mã,Ví dụ\na,Một\n,Hai\nb,Ba\n")
    assert every(found.book)["a"].examples == ("Một", "Hai")


def test_ids_that_occur_twice_get_numbers_and_columns_that_are_unknown_are_named() -> None:
    found = a_csv("id,label,Người phụ trách\na,x,Lan\na,y,Minh\n")
    assert [*every(found.book)] == ["a", "a_2"]
    assert "a.csv:3: “a → a_2”" in said(found)
    assert "columns not read: Người phụ trách" in said(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("id,label\n", "there are no codes"),
        ("xin chào\n", "there is no row of headings"),
        ("1,2\n3,4\n", "there is no row of headings"),
        ("id,label\n" + "a,b\n" * 20_001, "more than 20000 rows"),
    ],
)
def test_what_is_no_table_of_codes_is_refused_in_one_line(text: str, words: str) -> None:
    with pytest.raises(QualcodeError) as caught:
        a_csv(text)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["=1+1", "+84", "-không", "@SUM(A1)", "'=1", "\t=1"])
def test_a_csv_cell_is_never_a_formula_and_comes_back(text: str) -> None:
    book = replace(parsed(HEAD + "- {id: a, label: x}"))
    book = replace(book, codes=(replace(book.codes[0], definition=Bilingual(text, "y")),))
    data = csv_table.write(book)
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)
    assert every(csv_table.read(data, "a.csv").book)["a"].definition.vi == text.strip()


@FEW
@given(book=plain_books(), language=st.sampled_from(["vi", "en"]), is_workbook=st.booleans())
def test_a_codebook_of_plain_phrases_comes_back_from_a_table(
    book: Codebook, language: Language, *, is_workbook: bool
) -> None:
    if is_workbook:
        found = spreadsheet.read(spreadsheet.write(book, language), "a.xlsx").book
    else:
        found = csv_table.read(csv_table.write(book, language), "a.csv").book
    assert every(bare(found)) == every(bare(book))


def test_what_cancels_a_code_and_lexicons_come_back_from_a_workbook() -> None:
    book = parsed(
        "codebook: x\nlexicons: {NO: [không, chưa], OFF: ['{NO} có']}\ncodes:\n"
        '- {id: a, label: x, unless: ["{OFF} tiền"], patterns: ["{NO} ~2 biết", "mù tịt"]}\n'
    )
    found = spreadsheet.read(spreadsheet.write(book), "a.xlsx").book
    assert every(bare(found)) == every(bare(book))
    assert found.lexicons == book.lexicons


def test_rules_with_conditions_of_their_own_are_counted_as_lost_to_a_table() -> None:
    book = parsed(
        HEAD + '- {id: a, label: x, patterns: ["nghèo", {pattern: "không ạ", question: "nghe"}]}'
    )
    assert csv_table.losses(book)[0].message.en.startswith("1 of 2 rules")


def a_workbook(rows: list[list[object]], merged: str = "") -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_merged_cells_of_a_workbook_are_one_parent() -> None:
    rows: list[list[object]] = [
        ["Bảng mã"],
        [],
        ["Chủ đề", "Mã", "Nhãn"],
        ["Tiền", 1, "Nghèo"],
        [None, 2.0, "Nợ"],
        ["Thủ tục", 3, "Khó"],
    ]
    codes = every(spreadsheet.read(a_workbook(rows, "A4:A5"), "a.xlsx").book)
    assert [*codes] == ["tien", "tien.1", "tien.2", "thu_tuc", "thu_tuc.3"]


def test_libreqda_s_workbook_is_read() -> None:
    codes = every(spreadsheet.read((DATA / "libreqda.xlsx").read_bytes(), "a.xlsx").book)
    assert [*codes] == ["interesting", "rut_mot_lan", "thu_tuc"]
    assert codes["thu_tuc"].definition.vi == "Định nghĩa thu_tuc"


def test_a_sheet_with_a_cell_in_its_last_row_is_read_up_to_where_nothing_more_stands() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["id", "label"])
    sheet.append(["a", "x"])
    sheet.cell(1_048_576, 1, "z")
    content = io.BytesIO()
    book.save(content)
    assert [*every(spreadsheet.read(content.getvalue(), "a.xlsx").book)] == ["a"]


def test_what_looks_like_a_formula_is_text_in_a_workbook() -> None:
    import openpyxl

    book = parsed(HEAD + '- {id: a, label: x, definition: {vi: "=1+1", en: "@a"}}')
    sheet = openpyxl.load_workbook(io.BytesIO(spreadsheet.write(book)))["Codebook"]
    assert [(c.value, c.data_type) for c in sheet[2] if c.value in {"=1+1", "@a"}] == [
        ("=1+1", "s"),
        ("@a", "s"),
    ]


def test_a_workbook_with_a_doctype_or_of_another_program_is_refused() -> None:
    for name, text in (("xl/workbook.xml", "<!DOCTYPE a>"), ("word/document.xml", "<a/>")):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr(name, text)
        with pytest.raises(ImportFileError):
            spreadsheet.read(content.getvalue(), "a.xlsx")


def test_a_workbook_that_unpacks_to_far_too_much_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    with pytest.raises(ImportFileError, match="far too big"):
        spreadsheet.read(content.getvalue(), "a.xlsx")


# --- the Word annex ------------------------------------------------------------------------------

ANNEX = """
codebook: x
version: 7
title: {vi: Sổ mã an sinh, en: Protection codebook}
codes:
  - id: money
    label: {vi: Chi trả, en: Affordability}
  - id: money.poor
    label: {vi: Nghèo, en: Poor}
    definition: {vi: Không đủ tiền., en: Not enough money.}
    exclude: Nợ
    examples: ["Tiền đâu mà đóng."]
    counter_examples: ["Tôi đóng rồi."]
  - {id: other, label: {vi: Khác, en: Other}}
"""


def an_annex(language: exchange.Shown) -> "zipfile.Path":
    return zipfile.Path(io.BytesIO(annex.write(parsed(ANNEX), language))) / "word"


@pytest.mark.parametrize(
    ("language", "there", "missing"),
    [
        ("vi", ["Nghèo", "Không đủ tiền.", "Định nghĩa"], ["Poor", "Not enough money."]),
        ("en", ["Poor", "Not enough money.", "Definition"], ["Nghèo", "Không đủ tiền."]),
        ("both", ["Nghèo", "Poor", "Không đủ tiền.", "Not enough money."], []),
    ],
)
def test_the_annex_speaks_one_language_or_both(
    language: exchange.Shown, there: list[str], missing: list[str]
) -> None:
    text = (an_annex(language) / "document.xml").read_text(encoding="utf-8")
    assert all(f">{words}<" in text for words in [*there, "“Tiền đâu mà đóng.”", "“Tôi đóng rồi.”"])
    assert not any(words in text for words in missing)


def test_the_annex_has_a_heading_a_family_and_a_table_a_code() -> None:
    from docx import Document

    document = Document(io.BytesIO(annex.write(parsed(ANNEX), "vi")))
    headings = [p.text for p in document.paragraphs if (p.style and p.style.name) == "Heading 1"]
    assert headings == ["Danh sách mã", "Chi trả", "Mã khác"]
    assert [table.rows[0].cells[1].text for table in document.tables[1:]] == [
        "Nghèo\nmoney.poor",
        "Khác\nother",
    ]


def test_the_annex_s_tables_repeat_their_head_and_split_no_row() -> None:
    from lxml import etree

    root = etree.fromstring((an_annex("both") / "document.xml").read_bytes())
    word = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    assert not root.xpath("//w:tr[not(w:trPr/w:cantSplit)]", namespaces=word)
    assert not root.xpath("//w:tbl[not(w:tr[1]/w:trPr/w:tblHeader)]", namespaces=word)


def test_the_annex_marks_the_language_of_its_words_and_numbers_its_pages() -> None:
    folder = an_annex("both")
    text = (folder / "document.xml").read_text(encoding="utf-8")
    assert 'w:lang w:val="vi-VN"' in text
    assert 'w:lang w:val="en-GB"' in text
    footers = [
        part.read_text(encoding="utf-8") for part in folder.iterdir() if "footer" in part.name
    ]
    assert any("NUMPAGES" in footer for footer in footers)


def test_the_annex_of_a_codebook_is_the_same_bytes_each_time() -> None:
    assert annex.write(parsed(ANNEX), "both") == annex.write(parsed(ANNEX), "both")


def test_control_characters_do_not_break_an_annex() -> None:
    book = parsed(HEAD + '- {id: a, label: "x\\x01y", definition: "\\x0b"}')
    assert annex.write(book, "both").startswith(b"PK")


# --- by suffix -----------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", exchange.WRITABLE)
def test_every_format_is_written_and_those_that_can_be_read_are_read(
    suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"so_ma{suffix}"
    exchange.write(parsed(HEAD + "- {id: a.b, label: x, patterns: [nghèo]}"), path)
    if suffix in exchange.READABLE:
        assert "a.b" in every(exchange.read(path).book)


def test_an_unknown_suffix_names_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"\.doc files .* known: .*\.qdc"):
        exchange.read(tmp_path / "a.doc")
    with pytest.raises(CodebookError, match=r"known: .*\.docx"):
        exchange.write(parsed(HEAD + "- {id: a, label: x}"), tmp_path / "a.pdf")


def test_a_yml_file_with_our_own_keys_is_our_own_codebook(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text(HEAD + '- {id: a, label: x, patterns: ["không ~2 biết"]}', encoding="utf-8")
    assert exchange.read(path).book.codes[0].rules[0].pattern == "không ~2 biết"


def test_a_file_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(ImportFileError, match="there is no such file"):
        exchange.read(tmp_path / "a.qdc")


def test_what_a_format_can_not_hold_is_returned_when_it_is_written(tmp_path: Path) -> None:
    notes = exchange.write(parsed(HEAD + "- {id: a, label: x, patterns: [a]}"), tmp_path / "a.qdc")
    assert "QDC holds no rules" in notes[0].message.en


READERS = {
    ".yml": quanteda.read,
    ".dic": liwc.read,
    ".dicx": liwc22.read,
    ".qdc": qdc.read,
    ".xlsx": spreadsheet.read,
    ".csv": csv_table.read,
}


def faults_of(suffix: str, data: bytes) -> list[str]:
    """What is said of bytes that hold no codebook; any other error flies."""
    try:
        READERS[suffix](data, f"a{suffix}")
    except QualcodeError as error:
        return [problem.message.vi for problem in error.problems]
    return []


@pytest.mark.parametrize("suffix", READERS)
@settings(max_examples=60)
@given(
    data=st.one_of(st.binary(max_size=200), st.text(max_size=60).map(lambda t: t.encode("utf-8")))
)
def test_any_bytes_give_a_codebook_or_one_of_our_errors(suffix: str, data: bytes) -> None:
    assert all(faults_of(suffix, data))


@pytest.mark.parametrize("suffix", READERS)
@settings(max_examples=40)
@given(share=st.floats(0, 1), place=st.floats(0, 1), byte=st.integers(0, 255))
def test_a_cut_or_damaged_file_gives_a_codebook_or_one_of_our_errors(
    suffix: str, share: float, place: float, byte: int
) -> None:
    whole = bytearray(WHOLE[suffix])
    assert all(faults_of(suffix, bytes(whole[: int(share * len(whole))])))
    whole[int(place * (len(whole) - 1))] = byte
    assert all(faults_of(suffix, bytes(whole)))


_BOOK = codebook.parse(
    ANNEX.replace("    exclude: Nợ", "    patterns: [nghèo, hết tiền]"), "a.yaml"
)
WHOLE = {
    ".yml": quanteda.write(_BOOK),
    ".dic": liwc.write(_BOOK),
    ".dicx": liwc22.write(_BOOK),
    ".qdc": qdc.write(_BOOK),
    ".xlsx": spreadsheet.write(_BOOK),
    ".csv": csv_table.write(_BOOK),
}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../bhxh", "_bhxh"),
        ("nông thôn/thành thị", "nông thôn_thành thị"),
        ("đợt 1: nháp?", "đợt 1_ nháp_"),
        ("nul.", "codebook_nul"),
        ("con.2024", "codebook_con.2024"),
        (" . ", "codebook"),
        ("dài " * 99, ("dài " * 20).strip()),
    ],
)
def test_a_codebook_gets_a_name_that_its_file_can_have_on_every_system(
    tmp_path: Path, name: str, safe: str
) -> None:
    path = tmp_path / "in.yaml"
    path.write_text(
        writing.to_yaml(Codebook(name, "1", (Code("a", Bilingual("x", "x")),))), encoding="utf-8"
    )

    imported = exchange.read(path)

    assert imported.book.name == safe
    assert safe in said(imported)


def test_a_name_that_files_may_have_stays(tmp_path: Path) -> None:
    path = tmp_path / "in.yaml"
    path.write_text("codebook: Sổ mã BHXH 2.0\ncodes: [{id: a, label: x}]", encoding="utf-8")

    imported = exchange.read(path)

    assert (imported.book.name, imported.notes) == ("Sổ mã BHXH 2.0", ())


def test_a_table_about_children_is_not_named_as_a_device() -> None:
    imported = csv_table.read(b"id,label\na,b\n", "Con.csv")

    assert imported.book.name == "codebook_con"
