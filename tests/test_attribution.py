"""An attribution names nobody, whatever cases say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.attribution import FIELDS, attribution
from qualcode.model import Bilingual, Case, Settings

EVERY_FIELD = ", ".join(f"{{{name}}}" for name in FIELDS)

names = st.lists(
    st.sampled_from(("Mẩy", "Ánh", "Đào", "Thị", "Văn", "Ẩn", "Ơn", "Út")), min_size=1, max_size=3
).map(" ".join)
titles = st.sampled_from(("Chị", "anh", "Ông", "bà", "Cô", "chú", "em"))
kinds = st.sampled_from(("IDI", "KII", "FGD", "survey", ""))


@given(names, kinds, st.sampled_from(("name", "họ tên", "speaker", "label", "tên", "phone")))
def test_a_column_that_no_template_can_name_never_shows(name: str, kind: str, column: str) -> None:
    case = Case("c1", {"type": kind, "group": "lao động", "province": "Lào Cai", column: name})
    template = f"{EVERY_FIELD}, {{{column.split(maxsplit=1)[0]}}}"
    found = attribution(case, Settings(attribution=Bilingual(template, template)))

    assert name not in found.vi
    assert name not in found.en


@given(titles, names, kinds, st.sampled_from(("lao động {}", "{}", "{}, lao động", "HTX của {}")))
def test_a_name_with_its_title_in_the_groups_column_never_shows(
    title: str, name: str, kind: str, written: str
) -> None:
    case = Case("c1", {"type": kind, "group": written.format(f"{title} {name}")})
    found = attribution(case, Settings(), chosen=True)

    assert not set(name.split()) & set(f"{found.vi} {found.en}".replace(",", " ").split())


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("Nguyễn Văn Bảy, thợ hồ", "PVS, thợ hồ, Lào Cai"),
        ("Lao động HTX của bà Lò Thị Mẩy", "PVS, lao động HTX, Lào Cai"),
        ("ông Đ.", "PVS, Lào Cai"),
        ("chị em phụ nữ", "PVS, chị em phụ nữ, Lào Cai"),
        ("anh em thợ hồ", "PVS, anh em thợ hồ, Lào Cai"),
        ("cô nuôi dạy trẻ", "PVS, cô nuôi dạy trẻ, Lào Cai"),
        ("lao động TP Hồ Chí Minh", "PVS, lao động TP Hồ Chí Minh, Lào Cai"),
    ],
)
def test_names_are_left_out_of_a_group_and_other_words_stay(group: str, expected: str) -> None:
    case = Case("c1", {"type": "IDI", "group": group, "province": "Lào Cai"})

    assert attribution(case, Settings()).vi == expected
