"""How to read a triangulation, and what it doesn't say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from qualcode.model import Bilingual, Study
from qualcode.triangulation.coders import MACHINE
from qualcode.triangulation.sources import BESIDE, CODER, Source, parted

METHOD = Bilingual(
    "Phép đối chiếu theo Farmer và cộng sự (Qualitative Health Research 2006;16(3):377-394): bốn "
    "kết luận là của họ, các ngưỡng là của chương trình (khóa triangulation trong qualcode.yaml). "
    "Khoảng tin cậy 95 % của Wilson (1927).",
    "The triangulation protocol of Farmer et al. (Qualitative Health Research 2006;16(3):377-394): "
    "the four verdicts are theirs, the thresholds are ours (key triangulation of qualcode.yaml). "
    "Wilson's 95% interval (1927).",
)
HOW_TO_READ = Bilingual(
    "10/12 −: 10 trong 12 nguồn được hỏi có nói tới, phần lớn nói như trở ngại (+ thuận lợi, "
    "± cả hai). n/a: không hỏi, khác với im lặng. Một cuộc thảo luận nhóm tính là một.",
    "10/12 −: 10 of the 12 cases asked mention it, most of them as a barrier (+ enabler, ± both). "
    "n/a: not asked, which is not silence. A focus group counts as one.",
)
NOT_SAID = Bilingual(
    "Kết luận do máy tính ra từ mã, không thay cho đọc trích dẫn; dấu * nghĩa là thêm hay bớt một "
    "nguồn là đổi. Không có kiểm định: nguồn không phải mẫu ngẫu nhiên.",
    "A verdict is computed from codes and no substitute for reading the quotes; * means that one "
    "case more or fewer changes it. There is no test: cases are no random sample.",
)
OF_SURVEY = Bilingual(
    "Khảo sát hỏi bằng câu đóng nên mức nổi bật của nó không so với lời tự nói; chỉ so chiều.",
    "A survey's closed questions prompt the answer, so how prominent it is there isn't compared "
    "with what people bring up; only the direction is.",
)
OF_OPEN_ANSWERS = Bilingual(
    "Câu trả lời mở của khảo sát: trong số người có viết; ai không nhắc tới thì không hẳn là không "
    "nghĩ vậy, nên mức nổi bật cũng không so với lời nói.",
    "A survey's open answers: of those who wrote anything. Who doesn't bring a theme up may still "
    "think so, hence how prominent it is there isn't compared with talk either.",
)
OF_CODERS = Bilingual(
    "Theo người mã hóa: mỗi người chỉ tính quyết định của chính họ; “được hỏi” ở đây là đã đọc.",
    "By coder: each by their own decisions alone; “asked” here means read.",
)
OF_MACHINE = Bilingual(
    "rules: quy tắc đề xuất; learning: máy học đề xuất, ở những bản đã có người đọc.",
    "rules, learning: what they propose on the transcripts that somebody has read.",
)


def notes(study: Study, by: str, found: Sequence[Source]) -> tuple[Bilingual, ...]:
    """Return how to read the verdicts on these sources, what is missing first."""
    return tuple(_notes(study, by, found))


def _notes(study: Study, by: str, found: Sequence[Source]) -> Iterator[Bilingual]:
    attribute, _ = parted(by)
    yield from _missing(study, attribute, found)
    yield HOW_TO_READ
    yield study.settings.thresholds.describe()
    yield NOT_SAID
    if any(source.elicitation == "prompted" for source in found) and len(found) > 1:
        yield OF_SURVEY
    if any(source.elicitation == "written" for source in found) and len(found) > 1:
        yield OF_OPEN_ANSWERS
    if attribute in {CODER, f"{CODER}{MACHINE}"}:
        yield OF_CODERS
        yield from [OF_MACHINE] if attribute.endswith(MACHINE) else []
        yield from _read_by_both(found)
    yield from confounded(by, found)


def confounded(by: str, found: Sequence[Source]) -> Iterator[Bilingual]:
    """Yield a note if some sources are of other types than others: then both differ at once."""
    attribute, within = parted(by)
    if attribute in {"type", *BESIDE} or within:
        return
    told = [source for source in found if source.types]
    pairs = [*combinations(told, 2)]
    differ = sum(one.types.keys() != other.types.keys() for one, other in pairs)
    if differ:
        listed = "; ".join(f"{one.name}: {_counted(one.types)}" for one in told)
        common = _most_common(told)
        yield Bilingual(
            f"Phương pháp lẫn với {attribute} ở {differ}/{len(pairs)} cặp: {listed}. So trong cùng "
            f"một loại nguồn: --by {attribute} --within {common}.",
            f"Method and {attribute} are confounded in {differ} of {len(pairs)} pairs: {listed}. "
            f"Within one source type: --by {attribute} --within {common}.",
        )


def _missing(study: Study, attribute: str, found: Sequence[Source]) -> Iterator[Bilingual]:
    """Yield what there is too little of for a verdict."""
    if not study.codes:
        yield Bilingual("Sổ mã chưa có mã nào.", "The codebook has no codes yet.")
    if not found and attribute in BESIDE[1:]:
        yield Bilingual(
            "Chưa người nào mã hóa hay đánh dấu đã đọc.", "Nobody has coded or read anything yet."
        )
    elif not found:
        yield Bilingual("Chưa có nguồn nào.", "There are no cases yet.")
    elif len(found) == 1:
        yield Bilingual(
            f"Chỉ có một nguồn theo {attribute}: không có gì để đối chiếu.",
            f"There is only one source by {attribute}: nothing to compare it with.",
        )
    if study.codes and found and not study.codings and attribute not in BESIDE[1:]:
        yield Bilingual("Chưa có lượt mã hóa nào được tính.", "No codings are counted yet.")


def _read_by_both(found: Sequence[Source]) -> Iterator[Bilingual]:
    """Yield how many cases two coders have both read: on others they can't differ."""
    shared = [
        f"{one.name} – {other.name}: {len({*one.members} & {*other.members})}"
        for one, other in combinations(found, 2)
    ]
    if shared:
        listed = "; ".join(shared)
        yield Bilingual(f"Số nguồn cả hai cùng đọc: {listed}.", f"Cases both have read: {listed}.")


def _counted(types: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name or '?'}" for name, count in types.items())


def _most_common(found: Sequence[Source]) -> str:
    """Return the type that most sources have, of those the first."""
    types = [name for source in found for name in source.types if name]
    return max(dict.fromkeys(types), key=types.count, default="FGD")
