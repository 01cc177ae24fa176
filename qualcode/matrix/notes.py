"""How a matrix is to be read, and what it doesn't say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualcode.counting import Kind
from qualcode.matrix.cells import MARKS, STALE, Cell, Table
from qualcode.matrix.counted import Counted
from qualcode.model import Bilingual

METHOD = Bilingual(
    "Ma trận dữ liệu định tính: ma trận khung (Gale và cộng sự 2013, BMC Med Res Methodol 13:117); "
    "thứ tự hàng theo vai, thời gian, trường hợp (Miles, Huberman & Saldaña 2014)",
    "Qualitative data matrix: framework matrix (Gale et al. 2013, BMC Med Res Methodol 13:117); "
    "role-, time- and case-ordered (Miles, Huberman & Saldaña 2014)",
)
PLURALS: Mapping[Kind, str] = {"case": "cases", "person": "people", "respondent": "respondents"}

COUNTED: Mapping[Kind, Bilingual] = {
    "case": Bilingual("nguồn", "cases"),
    "person": Bilingual("người", "people"),
    "respondent": Bilingual("người trả lời khảo sát", "respondents"),
}
"""What is counted once, as a note names it."""

EMPTY = Bilingual(
    f"“{MARKS[2]}” có hỏi mà không ai nói; “{MARKS[1]}” không hỏi; “{MARKS[0]}” chưa mã hóa.",
    f"“{MARKS[2]}” asked, nothing said; “{MARKS[1]}” not asked; “{MARKS[0]}” not yet coded.",
)
GROUPS = Bilingual(
    "Một thảo luận nhóm là một nguồn; nhóm mã cộng lượt của các mã con, nguồn chỉ tính một lần.",
    "A focus group is one case; a code family adds its codes' references, and counts a case once.",
)
OF_PEOPLE = Bilingual(
    "Một người là một nhãn người nói riêng trong bản gỡ băng; câu hỏi cho cả nhóm coi như hỏi từng "
    "người, nên “–” chỉ có nghĩa là người ấy không nói.",
    "A person is a speaker's label of their own; what was put to a group counts as put to each in "
    "it, so “–” only means that this person didn't say it.",
)
OF_CELLS: Mapping[Cell, Bilingual] = {
    "references": Bilingual(
        "Ô: số lượt mã hóa. Nói nhiều lượt không phải là nhiều nguồn nói.",
        "Cells: references, the number of codings. Many references are not many cases.",
    ),
    "cases": Bilingual(
        "Ô: a/b = a nơi nói tới trong b nơi được hỏi hoặc tự nói tới.",
        "Cells: a/b = a mention it of the b that were asked or brought it up.",
    ),
    "presence": Bilingual("Ô: 1 = có nói tới.", "Cells: 1 = it is mentioned."),
    "share": Bilingual(
        "Ô: tỷ lệ nói tới trong số được hỏi hoặc tự nói tới; không phải tỷ lệ trong dân số.",
        "Cells: share that mention it of those asked or who brought it up; not of a population.",
    ),
    "characters": Bilingual(
        "Ô: số ký tự được mã hóa; chỗ hai lượt chồng nhau tính một lần.",
        "Cells: characters coded; where two codings overlap they count once.",
    ),
    "quotes": Bilingual(
        "Ô: số lượt, rồi trích dẫn hay nhất (nhiều nguồn: tối đa ba); chọn tự động.",
        "Cells: references, then the best quote (of several cases up to three); chosen by program.",
    ),
    "summary": Bilingual(
        f"Ô: tóm tắt do người viết; {STALE} = mã hóa đã đổi từ khi viết; (3×) = có 3 lượt, chưa có "
        "tóm tắt.",
        f"Cells: a person's summary; {STALE} = codings changed since; (3×) = 3 references wait "
        "to be summed up.",
    ),
}
NO_ROWS: Mapping[Kind, Bilingual] = {
    "case": Bilingual("Nghiên cứu chưa có nguồn nào.", "The study has no cases yet."),
    "person": Bilingual(
        "Chưa biết ai đã nói: bản gỡ băng không tách được từng người; có thể ghi vào speakers.csv.",
        "No people are known: the transcripts tell nobody apart; speakers.csv can name labels.",
    ),
    "respondent": Bilingual(
        "Nghiên cứu không có khảo sát nào.", "The study has no survey's respondents."
    ),
}
NO_THEMES = Bilingual("Không có mã nào để lập cột.", "There are no codes to make columns of.")


def of(made: Table, by: str, cell: Cell) -> Iterator[Bilingual]:
    """Yield what a reader of this table has to know."""
    kind = made.counted.units.kind
    if not made.rows:
        yield NO_ROWS[kind]
    if not made.themes:
        yield NO_THEMES
    yield OF_CELLS[cell]
    yield EMPTY
    yield OF_PEOPLE if kind == "person" else GROUPS
    if by:
        yield _base(made, by)
    if made.counted.nobody:
        yield nobody(made.counted)


def _base(made: Table, by: str) -> Bilingual:
    units = made.counted.units
    counted, lacking = COUNTED[units.kind], sum(not unit.get(by).strip() for unit in units.members)
    vi, en = f"n = số {counted.vi} có giá trị ấy", f"n = the {counted.en} that have the value"
    if lacking:
        vi += f"; {lacking} {counted.vi} không ghi “{by}”"
        en += f"; {lacking} of the {counted.en} have no “{by}”"
    return Bilingual(f"{vi}.", f"{en}.")


def nobody(counted: Counted) -> Bilingual:
    """Return how many references in the same talk are of nobody known."""
    total = counted.nobody + int(counted.references.sum())
    return Bilingual(
        f"{counted.nobody} trong {total} lượt không rõ của ai nên không có ở bảng theo người.",
        f"{counted.nobody} of {total} references are of nobody known, so not in this table.",
    )
