"""How to read what is said of saturation, and what it does not promise."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.language.english import plural
from qualcode.model import Bilingual, Study
from qualcode.saturation.incidence import Sample, named

GUEST = Bilingual(
    "Guest, Namey & Chen 2020 (doi 10.1371/journal.pone.0232076): mã mới trong loạt (run) / mã "
    "trong những nguồn đầu (base); các loạt gối nhau, mỗi lần trượt một nguồn.",
    "Guest, Namey & Chen 2020 (doi 10.1371/journal.pone.0232076): codes new in a run / codes in "
    "the base; runs overlap and slide by one case.",
)
NO_PROMISE = Bilingual(
    "Quy tắc này không hứa hẹn gì: khi nó được thỏa, theo bootstrap của chính các tác giả, mới tìm "
    "được 78–82% mọi chủ đề (ngưỡng ≤5%) hay 87–89% (0%) ở hai bộ dữ liệu đồng nhất, và chỉ 62–71% "
    "hay 69–76% ở một bộ không đồng nhất.",
    "The rule promises nothing: in its authors' own bootstraps, when it was met, 78–82% of all "
    "themes had been found (at ≤5%) or 87–89% (at 0%) in two homogeneous data sets, and only "
    "62–71% or 69–76% in a heterogeneous one.",
)
OTHER_STUDIES = Bilingual(
    "Để so sánh: Hennink & Kaiser 2022 thấy cần 9–17 phỏng vấn hoặc 4–8 thảo luận nhóm. Ở đây một "
    "phỏng vấn hay một nhóm đều là một nguồn; --by type tách riêng từng loại.",
    "To compare: Hennink & Kaiser 2022 found 9–17 interviews or 4–8 focus groups. Here an "
    "interview and a focus group are one case each; --by type tells them apart.",
)
EXPLORATORY = Bilingual(
    "Chỉ để thăm dò: Chao2 là cận dưới của số mã, vay từ sinh thái học và hiếm dùng trong nghiên "
    "cứu định tính; nó coi các nguồn như mẫu ngẫu nhiên từ cùng một tổng thể.",
    "Exploratory: Chao2 is a lower bound of how many codes there are, borrowed from ecology and "
    "rarely used in qualitative work; it takes cases for random samples of one population.",
)
CHAO = Bilingual(
    "Chao2 (Chao 1987): S + (T−1)/T · Q1(Q1−1)/(2(Q2+1)), dạng cổ điển S + (T−1)/T · Q1²/(2Q2); "
    "missing_mass: Q1/ΣQ (Good 1953). Q1, Q2: số mã chỉ có ở một, ở đúng hai nguồn.",
    "Chao2 (Chao 1987): S + (T−1)/T · Q1(Q1−1)/(2(Q2+1)), classic S + (T−1)/T · Q1²/(2Q2); "
    "missing_mass: Q1/ΣQ (Good 1953). Q1, Q2: codes in one case only, in just two.",
)
CURVE = Bilingual(
    "Đường tích lũy mã theo thứ tự nguồn; trung bình và dải 2,5–97,5% của các thứ tự ngẫu nhiên.",
    "Codes accumulated over cases in order; mean and 2.5–97.5% band of random orders.",
)
BAND = Bilingual(
    "Đường nằm trong dải thì thứ tự thực tế không khác thứ tự ngẫu nhiên. Ở cuối, dải luôn khép "
    "lại, dù còn mã chưa gặp: đừng coi đó là bão hòa.",
    "Within the band the order of the interviews is like any other. At its end the band always "
    "closes, whatever has not been met yet: that isn't saturation.",
)


def of_sample(study: Study, sample: Sample, by: str) -> Iterator[Bilingual]:
    """Yield what holds for all tables: whose codes, in which order, who is left out."""
    yield _codebook(study, sample)
    yield from _left_out(study, sample)
    if by and sample.unknown:
        names, count = named(sample.unknown), len(sample.unknown)
        yield Bilingual(
            f"{count} nguồn không có '{by}', đứng riêng một nhóm: {names.vi}.",
            f"{count} {plural(count, 'case')} without '{by}', in a group of their own: {names.en}.",
        )


def of_order(sample: Sample) -> Iterator[Bilingual]:
    """Yield in which order cases stand: another order gives other runs."""
    how = {
        "date": Bilingual("ngày (cùng ngày: theo tên)", "date (on the same day: of name)"),
        "name": Bilingual("tên", "name"),
        "listed": Bilingual("như trong cases.csv", "cases.csv"),
    }.get(sample.order, Bilingual(f"'{sample.order}', rồi tên", f"'{sample.order}', then name"))
    undated = sample.undated if sample.order == "date" else ()
    names = named(undated)
    last = Bilingual(
        f" {len(undated)} nguồn không có ngày đứng cuối, theo tên: {names.vi}.",
        f" {len(undated)} {plural(len(undated), 'case')} without a date last, by name: {names.en}.",
    )
    vi, en = (last.vi, last.en) if undated else ("", "")
    yield Bilingual(
        f"Thứ tự nguồn: {how.vi}; thứ tự khác cho kết quả khác.{vi}",
        f"Cases in order of {how.en}; another order gives another result.{en}",
    )


def of_rule(base: int, run: int, threshold: float) -> Iterator[Bilingual]:
    """Yield that the rule is used otherwise than its authors tried it."""
    if base not in (4, 5, 6) or run not in (2, 3) or threshold not in (0, 0.05):
        yield Bilingual(
            "Các tác giả chỉ thử base 4, 5, 6; run 2, 3; ngưỡng 5% và 0%.",
            "The authors tried base 4, 5, 6; run 2, 3; thresholds 5% and 0% only.",
        )


def _codebook(study: Study, sample: Sample) -> Bilingual:
    books = ", ".join(f"{book.name} {book.version}" for book in study.codebooks) or "–"
    met = len({code for stratum in sample.strata for code in stratum.codes})
    is_full = 0 < sample.codes == met
    full = Bilingual(" Cả sổ mã đã gặp nên không thể có mã mới.", " All have: none can be new.")
    return Bilingual(
        f"Mã lấy từ sổ mã có sẵn ({books}), {met} trên {sample.codes} mã đã gặp: đường cong đo "
        f"việc phủ hết sổ mã, không phải mọi ý trong lời kể.{full.vi if is_full else ''}",
        f"Codes are those of a codebook ({books}), of which {met} of {sample.codes} have occurred: "
        f"the curve measures coverage of the codebook, not of all that is said."
        f"{full.en if is_full else ''}",
    )


def _left_out(study: Study, sample: Sample) -> Iterator[Bilingual]:
    if sample.silent:
        names, count = named(sample.silent), len(sample.silent)
        yield Bilingual(
            f"{count} nguồn không có lời nào trong bản gỡ băng, không tính: {names.vi}.",
            f"{count} {plural(count, 'case')} without words in a transcript not counted: "
            f"{names.en}.",
        )
    if study.surveys:
        yield Bilingual(
            "Câu trả lời khảo sát không tính ở đây: chỉ phỏng vấn và thảo luận nhóm.",
            "Answers to surveys are not counted here: only interviews and focus groups are.",
        )
