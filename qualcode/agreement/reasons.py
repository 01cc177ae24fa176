"""Why a figure of agreement has no value: that is a result, and it is told as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.model import Bilingual

ONE_CATEGORY = "one_category"
CODED_ONCE = "coded_once"
NO_CODER = "no_coder"
ONE_CODER = "one_coder"
NOT_TWO = "not_two_coders"
ONE_TRANSCRIPT = "one_transcript"
NEVER_DEFINED = "no_draw_defined"
NOT_DRAWN = "not_drawn"
ALL_OR_NOTHING = "all_or_nothing_coded"
NEVER_BOTH = "never_given_by_two"
TOO_LITTLE = "too_little_meets"
OVERALL_ONLY = "overall_only"

REASONS: Mapping[str, Bilingual] = {
    ONE_CATEGORY: Bilingual(
        "không xác định (chỉ có một loại nhận định)", "undefined (one category)"
    ),
    CODED_ONCE: Bilingual(
        "không xác định (không đơn vị nào có từ hai người nhận định)",
        "undefined (no unit was judged by two)",
    ),
    NO_CODER: Bilingual("chưa ai mã hóa", "nobody has coded"),
    ONE_CODER: Bilingual("chỉ có một người mã hóa", "there is one coder only"),
    NOT_TWO: Bilingual("chỉ tính được cho đúng hai người", "only for exactly two coders"),
    ONE_TRANSCRIPT: Bilingual(
        "không có khoảng (chỉ một bản gỡ băng)", "no interval (one transcript)"
    ),
    NEVER_DEFINED: Bilingual(
        "không có khoảng (không lần lấy mẫu nào xác định)", "no interval (no draw was defined)"
    ),
    NOT_DRAWN: Bilingual("không có khoảng (không lấy mẫu)", "no interval (nothing drawn)"),
    ALL_OR_NOTHING: Bilingual(
        "không xác định (không lời nào, hoặc mọi lời, được mã hóa)",
        "undefined (no words, or all of them, were coded)",
    ),
    NEVER_BOTH: Bilingual("không có chỗ nào cả hai cùng cho mã", "nowhere did two give the code"),
    TOO_LITTLE: Bilingual(
        "không xác định (quá ít đoạn của hai người gặp nhau)",
        "undefined (units of two coders meet in too few places)",
    ),
    OVERALL_ONLY: Bilingual("chỉ tính cho mọi mã chung", "for all codes together only"),
}
"""What stands in a table's column `why` → what people are told."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A measure of agreement, or why there is none."""

    value: float | None
    why: str = ""
    observed: float | None = None
    """The agreement found; of an alpha, the disagreement."""
    expected: float | None = None
    """The same, as chance would have it."""


def undefined(why: str, observed: float | None = None) -> Coefficient:
    """Return that there is no value, and why."""
    return Coefficient(None, why, observed)
