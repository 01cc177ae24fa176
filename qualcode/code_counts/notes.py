"""How frequencies are to be read, and why most of them have no significance test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualcode.language.english import plural
from qualcode.matrix.counted import NOT_CODED, Counted
from qualcode.matrix.notes import COUNTED, NO_ROWS, NO_THEMES, OF_PEOPLE, nobody
from qualcode.model import Bilingual

FREQUENCIES = Bilingual(
    "Tần suất mã: lượt mã hóa, và bao nhiêu nơi nói tới trong số được hỏi; khoảng Wilson 95% "
    "(JASA 1927;22:209-212)",
    "Code frequencies: references, and how many mention it of those asked; Wilson's 95% interval "
    "(JASA 1927;22:209-212)",
)
BY_ATTRIBUTE = Bilingual(
    "Mã theo nhóm: n/N và tỷ lệ, khoảng Wilson 95% (JASA 1927;22:209-212); kiểm định chỉ cho khảo "
    "sát: chi bình phương của Pearson khi đủ số kỳ vọng (Cochran 1954), không thì Fisher cho 2×2",
    "Codes by group: n/N and shares, Wilson's 95% interval (JASA 1927;22:209-212); tests for "
    "surveys only: Pearson's chi-square if expected counts allow (Cochran 1954), else Fisher 2×2",
)
WHY: Mapping[str, Bilingual] = {
    "not_asked": Bilingual("không hỏi ai", "nobody was asked"),
    "not_coded": Bilingual("chưa mã hóa", "not yet coded"),
    "purposive": Bilingual(
        "mẫu chủ đích, lượt phụ thuộc nhau", "purposive sample, dependent references"
    ),
    "one_group": Bilingual("chỉ một nhóm được hỏi", "only one group was asked"),
    "all_alike": Bilingual("mọi người như nhau", "all say the same"),
    "too_few": Bilingual(
        "số kỳ vọng quá nhỏ và hơn hai nhóm", "expected counts too small, over two groups"
    ),
}
"""Why a share or a test is not there."""

ASKED = Bilingual(
    "Tỷ lệ (%) tính trên số được hỏi hoặc tự nói tới: nơi không được hỏi mà nói thì có trong mẫu "
    "số, nơi không được hỏi mà im thì không, nên tỷ lệ có thể cao lên.",
    "Shares (%) are of those asked or who brought it up: who wasn't asked is in the base only "
    "if they speak of it, which can raise a share.",
)
NOT_PREVALENCE = Bilingual(
    "Mẫu chủ đích: con số cho biết ai trong nghiên cứu nói gì, không phải tỷ lệ trong dân số; "
    "khoảng Wilson chỉ cho thấy số nguồn ít tới đâu.",
    "A purposive sample: counts tell who in this study says what, not how common it is in a "
    "population; the interval only shows how few the cases are.",
)
NO_TEST = Bilingual(
    "Không kiểm định ý nghĩa thống kê: người tham gia được chọn có chủ đích chứ không ngẫu nhiên, "
    "các lượt của một người và của những người cùng một nhóm phụ thuộc nhau, và ai được hỏi gì "
    "còn tùy cuộc trò chuyện; p-value sẽ không có nghĩa. Hãy đọc chênh lệch, n và trích dẫn.",
    "No significance test: participants were chosen on purpose and not at random, references of "
    "one person and of people in one group depend on each other, and who was asked what depends "
    "on the talk; a p-value would mean nothing. Read the differences, the n and the quotes.",
)
CONVENIENCE = Bilingual(
    "Kiểm định giả định mẫu ngẫu nhiên; khảo sát trực tuyến mà ai muốn thì trả lời là mẫu thuận "
    "tiện: p chỉ nói về những người đã trả lời, không suy ra dân số.",
    "A test assumes a random sample; an online survey that people choose to answer is a "
    "convenience sample: p speaks of those who answered, not of a population.",
)


def why_empty(state: int) -> str:
    """Return why nobody is in the base of a share."""
    return "not_coded" if state == NOT_CODED else "not_asked"


def of(counted: Counted, themes: int) -> Iterator[Bilingual]:
    """Yield what a reader of frequencies has to know."""
    kind = counted.units.kind
    if not counted.units.members:
        yield NO_ROWS[kind]
    if not themes:
        yield NO_THEMES
    yield ASKED
    yield CONVENIENCE if kind == "respondent" else NOT_PREVALENCE
    if kind == "person":
        yield OF_PEOPLE
    if counted.nobody:
        yield nobody(counted)
    if uncoded := sum(not unit.is_coded for unit in counted.units.members):
        words = COUNTED[kind]
        yield Bilingual(
            f"{uncoded} {words.vi} chưa có lời để mã hóa, vẫn tính vào n.",
            f"{uncoded} of the {words.en} have no words to code, and are in n.",
        )


def by(counted: Counted, attribute: str, themes: int, tests: int) -> Iterator[Bilingual]:
    """Yield what a reader of codes by an attribute has to know."""
    yield from of(counted, themes)
    if lacking := sum(not unit.get(attribute).strip() for unit in counted.units.members):
        words = COUNTED[counted.units.kind]
        yield Bilingual(
            f"{lacking} {words.vi} không ghi “{attribute}”: thành một nhóm riêng, không kiểm định.",
            f"{lacking} of the {words.en} have no “{attribute}”: a group of their own, not tested.",
        )
    if counted.units.kind != "respondent":
        yield NO_TEST
    elif tests:
        yield Bilingual(
            f"{tests} kiểm định, p chưa hiệu chỉnh: riêng do ngẫu nhiên đã có chừng "
            f"{tests * 0.05:.1f} cái có p < 0,05; theo Bonferroni hãy dùng p < {0.05 / tests:.4f}.",
            f"{tests} {plural(tests, 'test')}, p not adjusted: by chance alone about "
            f"{tests * 0.05:.1f} would have p < 0.05; by Bonferroni use p < {0.05 / tests:.4f}.",
        )
