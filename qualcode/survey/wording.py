"""What the rows, figures and tests of a survey's tables are called."""

from __future__ import annotations

from collections.abc import Mapping

from qualcode.model import Bilingual

KINDS: Mapping[str, Bilingual] = {
    "single": Bilingual("chọn một", "one answer"),
    "multiple": Bilingual("chọn nhiều", "multiple choice"),
    "number": Bilingual("số", "number"),
    "open": Bilingual("câu mở", "open"),
}
ROWS: Mapping[str, Bilingual] = {
    "answered": Bilingual("có trả lời", "answered"),
    "missing": Bilingual("không trả lời", "missing"),
}
FIGURES: Mapping[str, Bilingual] = {
    "mean": Bilingual("trung bình", "mean"),
    "median": Bilingual("trung vị", "median"),
    "q1": Bilingual("tứ phân vị 1", "lower quartile"),
    "q3": Bilingual("tứ phân vị 3", "upper quartile"),
    "min": Bilingual("nhỏ nhất", "least"),
    "max": Bilingual("lớn nhất", "most"),
}
TESTS: Mapping[str, Bilingual] = {
    "chi2": Bilingual("chi bình phương", "chi-square"),
    "fisher": Bilingual("Fisher chính xác", "Fisher's exact"),
}
WHY: Mapping[str, Bilingual] = {
    "": Bilingual("", ""),
    "small_expected": Bilingual(
        "không kiểm định: tần số kỳ vọng quá nhỏ", "not tested: expected counts are too small"
    ),
    "one_answer": Bilingual(
        "không kiểm định: mọi người trả lời như nhau", "not tested: all gave the same answer"
    ),
    "one_group": Bilingual("không kiểm định: chỉ có một nhóm", "not tested: there is one group"),
    "nobody": Bilingual("không kiểm định: không ai trả lời", "not tested: nobody answered"),
    "codes": Bilingual("không kiểm định: mã của câu mở", "not tested: codes of open answers"),
    "numbers": Bilingual("không kiểm định: câu hỏi là số", "not tested: numbers"),
}
