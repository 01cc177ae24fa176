"""The table of abbreviations, regional words and slips is one that anyone may add a line to."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files

import pytest
import yaml

TEXT = files("qualcode.language").joinpath("variants.yaml").read_text(encoding="utf-8")
VARIANTS: dict[object, object] = yaml.safe_load(TEXT)
ENTRIES = VARIANTS.items()


def test_every_line_is_a_mapping_of_words_that_yaml_takes_for_words() -> None:
    assert [(k, v) for k, v in ENTRIES if not isinstance(k, str) or not isinstance(v, str)] == []


def test_nothing_is_mapped_twice() -> None:
    written = re.findall(r"^([^#\s:]+):", TEXT, re.MULTILINE)

    assert sorted(written) == sorted(map(str, VARIANTS))


def test_what_is_written_is_one_syllable_in_small_letters_and_composed() -> None:
    assert [k for k in map(str, VARIANTS) if not (k.isalpha() and k.islower())] == []
    assert unicodedata.is_normalized("NFC", TEXT)


def test_what_is_meant_is_syllables_of_small_letters_with_one_blank_between() -> None:
    syllables = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")

    assert [v for v in map(str, VARIANTS.values()) if not syllables.fullmatch(v)] == []
    assert [v for v in map(str, VARIANTS.values()) if not v.islower()] == []


def test_what_is_meant_is_not_mapped_again() -> None:
    assert [(k, v) for k, v in ENTRIES if not VARIANTS.keys().isdisjoint(str(v).split())] == []


@pytest.mark.parametrize("common", ["ảnh", "chỉ", "cổ", "cô", "anh", "đi", "hỏng", "thiệt", "gđ"])
def test_frequent_words_of_another_meaning_stay_themselves(common: str) -> None:
    assert common not in VARIANTS


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("bhxh", "bảo hiểm xã hội"),
        ("nlđ", "người lao động"),
        ("hổng", "không"),
        ("nỏ", "không"),
        ("mô", "đâu"),
        ("đuợc", "được"),
        ("đc", "được"),
    ],
)
def test_a_variant_is_read_as_what_it_means(written: str, meant: str) -> None:
    assert VARIANTS[written] == meant
