"""Counts of real Vietnamese words, the words that tell groups apart, and phrases in context."""

from __future__ import annotations

import math
from importlib.resources import files

import pytest
from conftest import ROOT

from qualcode import concordance, explain, frequency, project, turns
from qualcode.errors import StudyError
from qualcode.language.phrases import find
from qualcode.language.stopwords import is_stop_word
from qualcode.model import Case, Codebook, Settings, Study
from qualcode.project import with_codings


def counts(study: Study, **options: object) -> dict[str, int]:
    frame = frequency.frequencies(study, **options)  # type: ignore[arg-type]
    return dict(zip(frame["word"], frame["count"], strict=True))


def study_of(book: Codebook | None = None, **talk: tuple[str, str]) -> Study:
    """A study of name=(gender, what the respondent said)."""
    transcripts = tuple(
        turns.parse(name, f"PVV: Chào chị.\nNTL: {words}\n") for name, (_, words) in talk.items()
    )
    cases = tuple(Case(name, {"gender": gender}) for name, (gender, _) in talk.items())
    books = (book,) if book else ()
    return with_codings(Study(Settings(), books, transcripts, cases))


@pytest.fixture(scope="module")
def sample() -> Study:
    return project.load(ROOT)


def test_words_of_several_syllables_are_one_word(study: Study) -> None:
    """
    PVV: Chị đóng gì?
    NTL: Tôi đóng bảo hiểm xã hội tự nguyện. Nghe nói bảo hiểm xã hội có lương hưu.
    """
    found = counts(study)
    assert found["bảo hiểm xã hội"] == 2
    assert found["tự nguyện"] == 1
    assert "hội" not in found


def test_an_abbreviation_is_a_word_as_typed(study: Study) -> None:
    """
    PVV: Chị nghe gì?
    NTL: Nghe BHXH. Đóng bhxh thì khó.
    """
    assert counts(study)["bhxh"] == 2
    assert "bảo hiểm xã hội" not in counts(study)


def test_case_and_the_place_of_the_tone_mark_make_no_second_word(study: Study) -> None:
    """
    PVV: Nhà mình khỏe không ạ?
    NTL: Tôi khoẻ lắm, mẹ tôi cũng khỏe, KHỎE nhất là chồng tôi.
    """
    found = counts(study)
    assert found["khỏe"] == 3
    assert "khoẻ" not in found


def test_what_the_typist_noted_is_no_talk(study: Study) -> None:
    """
    PVV: Chị có vui không?
    NTL: Vui lắm. [cười] Con tôi (không rõ) bán vé số. (cười) [khóc]
    """
    assert {"cười", "khóc", "rõ", "không rõ"}.isdisjoint(counts(study))
    assert frequency.counted(study).notes == 4


def test_the_interviewers_talk_is_counted_only_if_asked(study: Study) -> None:
    """
    PVV: Chị bán rau ở chợ ạ?
    NTL: Tôi bán ngô.
    """
    assert counts(study) == {"bán": 1, "ngô": 1}
    assert counts(study, interviewers=True) == {"bán": 2, "chợ": 1, "ngô": 1, "rau": 1}


def test_stop_words_numbers_signs_and_initials_are_not_listed(study: Study) -> None:
    """
    PVV: Bao nhiêu ạ?
    NTL: Dạ thì… em đóng 45k, 1.500.000 đ, 32% ạ! Chị H. đóng hai trăm nghìn.
    """
    assert counts(study) == {"đóng": 2}


def test_regional_fillers_are_stop_words_as_their_northern_ones() -> None:
    for word in ["hổng", "hông", "nghen", "hen", "chớ", "nớ", "rứa", "mô", "nỏ", "ko", "tui"]:
        assert is_stop_word(word), word
    for word in ["nghe", "biết", "bà con", "chị em", "vợ", "đóng", "mô hình", "cái rọ"]:
        assert not is_stop_word(word), word


def test_no_stop_word_is_listed_twice() -> None:
    path = files("qualcode.language").joinpath("stopwords.txt")
    lines = (line.split("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    listed = [line for line in lines if line]
    assert sorted(listed) == sorted(set(listed))
    assert all(line == line.lower() for line in listed)


def test_talk_typed_without_accents_is_left_out_and_said(study: Study) -> None:
    """
    PVV: Anh làm gì?
    NTL: Da em lam phu ho o cong truong, ma tien cong thi thap lam.
    NTL: Em làm phụ hồ.
    """
    assert "tien" not in counts(study)
    assert counts(study)["làm"] == 1
    assert frequency.counted(study).bare_syllables == 14


def test_the_share_is_of_all_words_said(study: Study) -> None:
    """
    PVV: Chị bán gì?
    NTL: Tôi bán ngô.
    """
    shares = frequency.frequencies(study).set_index("word")["per_10000"]
    assert shares["ngô"] == pytest.approx(10_000 / 3)


def test_groups_have_columns_in_vietnamese_order_that_sum_to_the_count() -> None:
    study = study_of(
        a=("đàn ông", "Tôi bán cá."), b=("ông", "Tôi bán ngô."), c=("", "Tôi bán rau, bán cá.")
    )
    found = frequency.frequencies(study, by="gender").set_index("word")
    assert list(found.columns[3:]) == ["đàn ông", "ông", "(không rõ)"]
    assert found.loc["bán"].tolist()[3:] == [1, 1, 2]
    assert found.loc["cá", "cases"] == 2


def test_columns_of_every_attribute_sum_to_the_count(sample: Study) -> None:
    for attribute in ("gender", "type", "province"):
        found = frequency.frequencies(sample, by=attribute)
        assert (found[found.columns[4:]].sum(axis="columns") == found["count"]).all()
    assert len(found) > 1000


def test_codes_limit_the_talk_to_their_passages(study: Study) -> None:
    """
    PVV: Chị nghe gì?
    NTL: Tôi không biết bảo hiểm xã hội. Tôi bán ngô ở chợ.
    """
    assert counts(study, codes=("awareness",)) == {"biết": 1, "bảo hiểm xã hội": 1}
    by_code = frequency.frequencies(study, by="code").set_index("word")
    assert by_code["awareness.no_knowledge"].to_dict() == {
        "bảo hiểm xã hội": 1,
        "bán": 0,
        "biết": 1,
        "chợ": 0,
        "ngô": 0,
    }


def test_an_attribute_no_case_has_is_a_plain_error() -> None:
    with pytest.raises(StudyError, match="there is no 'sex'; there are: gender, code, family"):
        frequency.frequencies(study_of(a=("nữ", "Bán cá.")), by="sex")


def test_log_likelihood_of_a_worked_example() -> None:
    # Rayson and Garside (2000), by hand: 109 in 125,000 words lets expect 43.6 and 65.4, so
    # 2 × (52 ln(52/43.6) + 57 ln(57/65.4)) = 2 × (9.162 - 7.836).
    assert frequency.log_likelihood(52, 50_000, 57, 75_000) == pytest.approx(2.652, abs=0.001)
    assert frequency.log_ratio(52, 50_000, 57, 75_000) > 0


def test_log_likelihood_is_nothing_where_shares_are_equal() -> None:
    assert frequency.log_likelihood(10, 1000, 20, 2000) == pytest.approx(0)
    assert frequency.log_likelihood(0, 1000, 8, 1000) == pytest.approx(2 * 8 * math.log(2))


def test_log_ratio_counts_doublings() -> None:
    # Hardie (2014), Log Ratio: an informal introduction: each point is a doubling; a word that
    # one side never says is taken as said half a time.
    assert frequency.log_ratio(20, 1000, 10, 1000) == 1
    assert frequency.log_ratio(10, 1000, 80, 1000) == -3
    assert frequency.log_ratio(8, 1000, 0, 1000) == 4


def test_keyness_names_what_a_group_says_more_and_less() -> None:
    study = study_of(
        a=("nữ", "Tôi bán ngô ở chợ, mẹ tôi bán ngô, em tôi bán ngô."),
        b=("nữ", "Tôi bán ngô ở chợ. Chị tôi cũng bán ngô."),
        c=("nam", "Tôi chạy xe, anh tôi chạy xe, em tôi cũng chạy xe."),
        d=("nam", "Bố tôi chạy xe, tôi cũng chạy xe."),
    )
    found = frequency.keyness(study, "gender", "nữ").set_index("word")
    assert found.loc["ngô", ["count", "rest", "cases", "rest_cases"]].tolist() == [5, 0, 2, 0]
    assert found.loc["ngô", "log_ratio"] > 0 > found.loc["chạy", "log_ratio"]
    assert found["g2"].is_monotonic_decreasing


def test_keyness_leaves_out_rare_words_and_those_of_one_case_alone() -> None:
    study = study_of(
        a=("nữ", "Tôi nuôi hàu, anh tôi cũng nuôi hàu, mẹ tôi bán hàu. Tôi bán cá ở chợ."),
        b=("nữ", "Tôi bán cá ở chợ. Chị tôi bán ngô."),
        c=("nam", "Tôi chạy xe."),
        d=("nam", "Tôi chạy xe, anh tôi cũng chạy xe."),
    )
    assert set(frequency.keyness(study, "gender", "nữ", minimum=4)["word"]) == {"bán"}
    found = set(frequency.keyness(study, "gender", "nữ", minimum=2)["word"])
    assert found == {"bán", "cá", "chợ", "chạy", "xe"}


def test_keyness_compares_with_cases_whose_value_is_known() -> None:
    study = study_of(a=("nữ", "Tôi bán cá."), b=("nam", "Tôi bán ốc."), c=("", "Tôi bán tôm."))
    found = frequency.keyness(study, "gender", "nữ", minimum=1)
    assert "tôm" not in set(found["word"])
    assert frequency.counted(study, by="gender", value="nữ").groups == {"nữ": 3, "": 3}


def test_keyness_of_a_group_that_said_nothing_is_a_plain_error() -> None:
    with pytest.raises(StudyError, match="there is no 'khác'; there are: nữ"):
        frequency.keyness(study_of(a=("nữ", "Bán cá.")), "gender", "khác")


def test_groups_with_little_talk_are_named() -> None:
    study = study_of(a=("nữ", "Tôi bán cá. " * 400), b=("nam", "Bán ốc."))
    assert frequency.counted(study, by="gender").few == ("nam",)


def test_the_sample_speaks_of_social_insurance(sample: Study) -> None:
    most = set(frequency.frequencies(sample).head(25)["word"])
    assert {"đóng", "tiền", "bảo hiểm", "lương", "htx", "sổ"} <= most
    assert not {"thì", "là", "mà", "dạ", "không", "nó", "hai", "cái"} & most


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("bảo hiểm xã hội", "đóng BHXH tự nguyện"),
        ("BHXH", "đóng Bảo  hiểm\nxã hội"),
        ("bao hiem", "đóng bảo hiểm"),
        ("sức khỏe", "SỨC KHOẺ yếu"),
        ("không biết", "hổng biết"),
        ("tiền đâu", "da thua em tien dau ma dong bao hiem"),
    ],
)
def test_a_phrase_is_found_however_it_was_typed(phrase: str, said: str) -> None:
    assert len(find(said, phrase)) == 1


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("mà", "má tôi già"),
        ("mà", "da thua em ma dong bao hiem tien"),
        ("hiểm", "hiếm khi"),
        ("", "bảo hiểm"),
        ("không rõ", "tôi nghe (không rõ) bảo thế"),
    ],
)
def test_other_words_are_not_found(phrase: str, said: str) -> None:
    assert find(said, phrase) == ()


def test_keywords_stand_where_the_offsets_say(sample: Study) -> None:
    found = concordance.concordance(sample, "bao hiem xa hoi", width=30)
    assert found["transcript"].nunique() > 10
    for row in found.itertuples():
        transcript = sample.transcript(str(row.transcript))
        assert transcript
        words = transcript.text[row.start : row.end]
        assert " ".join(words.split()) == row.keyword
        turn = next(turn for turn in transcript.turns if turn.number == row.turn)
        shown = f"{row.left} {row.keyword} {row.right}".replace(" ", "")
        assert shown in "".join(transcript.words_of(turn).split())
        assert max(len(str(row.left)), len(str(row.right))) <= 30


def test_the_context_is_whole_words_on_one_line(study: Study) -> None:
    """
    PVV: Chị nghe gì?
    NTL: Nhà tôi bán xôi rồi mới đóng bảo hiểm được mấy tháng nay.
    """
    found = concordance.concordance(study, "đóng bảo hiểm", width=9)
    assert found[["left", "keyword", "right"]].to_numpy().tolist() == [
        ["rồi mới", "đóng bảo hiểm", "được mấy"]
    ]
    assert found.loc[0, "role"] == "respondent"


def test_a_phrase_does_not_run_over_the_end_of_a_sentence(study: Study) -> None:
    """
    PVV: Chị biết không?
    NTL: Tôi không. Biết thế tôi đã hỏi. Không biết gì.
    """
    assert len(concordance.concordance(study, "không biết")) == 1


def test_find_gives_each_sentence_once(study: Study) -> None:
    """
    PVV: Chị bán gì?
    NTL: Bán xôi, bán ngô. Có khi bán rau.
    """
    assert explain.find(study, "ban") == [
        ("t1", 1, "Chị bán gì?"),
        ("t1", 2, "Bán xôi, bán ngô."),
        ("t1", 2, "Có khi bán rau."),
    ]
