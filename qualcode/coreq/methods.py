"""How the study was done, in the paragraphs of a methods annex."""

from __future__ import annotations

from qualcode import counting
from qualcode.coreq import answers, sample
from qualcode.language.numbers import percent, whole
from qualcode.model import Bilingual, Study
from qualcode.review import policy
from qualcode.shares import ONLY_CONFIRMED, shares

Section = tuple[Bilingual, tuple[Bilingual, ...]]
"""A heading and its paragraphs."""


def methods(study: Study) -> tuple[Section, ...]:
    """Return how data came about, were coded, counted and compared, and what that doesn't say."""
    return (
        (Bilingual("Dữ liệu", "Data"), _data(study)),
        (Bilingual("Mã hóa", "Coding"), _coding(study)),
        (Bilingual("Số đếm", "Counts"), _counts(study)),
        (Bilingual("Đối chiếu nguồn", "Triangulation"), _triangulation(study)),
        (Bilingual("Bão hòa", "Saturation"), (_ended(answers.saturation_reached(study)),)),
        (Bilingual("Chọn trích dẫn", "Choice of quotes"), _QUOTES),
        (Bilingual("Giới hạn", "Limits"), _limits(study)),
        (Bilingual("Phần mềm", "Software"), (answers.software(study),)),
    )


_NO_DATA = Bilingual("Chưa có dữ liệu.", "There are no data yet.")


def _ended(told: Bilingual) -> Bilingual:
    """Return what was told as a sentence."""
    if not told.vi:
        return _NO_DATA
    return Bilingual(*(f"{words[0].upper()}{words[1:]}." for words in (told.vi, told.en)))


_QUOTES = (
    Bilingual(
        "Trích dẫn được chọn theo quy tắc: trích dẫn mà người mã hóa ghim luôn có mặt, trích dẫn "
        "bị loại không bao giờ; rồi mỗi nguồn một câu trước khi nguồn nào có câu thứ hai, lượt đã "
        "xác nhận trước đề xuất, lời nói đúng chủ đề và dễ hiểu, độ dài vừa phải, trải ra nhiều "
        "nhóm và tỉnh, không lặp gần giống nhau; ý trái chiều, nếu có, được giữ lại.",
        "Quotes are chosen by rule: those that a coder pinned are always shown, those banned "
        "never; then one of each source before a second of any, confirmed ones before proposals, "
        "words that speak for the theme and can be understood, of a readable length, spread over "
        "groups and provinces, without near duplicates; a dissenting voice, if there is one, is "
        "kept.",
    ),
)


def _data(study: Study) -> tuple[Bilingual, ...]:
    size, turns = sample.size(study), whole(sum(len(one.turns) for one in sample.talks(study)))
    found = [
        Bilingual(f"Nguồn: {size.vi}.", f"Sources: {size.en}."),
        Bilingual(
            f"Bản gỡ băng có {turns.vi} lượt lời; chỉ lời của người trả lời được mã hóa, lời người "
            "hỏi là ngữ cảnh. Bản gỡ băng không bị sửa; mỗi lượt mã hóa chỉ đúng vào lời của nó.",
            f"The transcripts have {turns.en} turns; only respondents' words are coded, the "
            "interviewers' are context. Transcripts are never changed; each coding points to its "
            "very words.",
        ),
    ]
    lengths = sample.lengths(study)
    if lengths.vi:
        found.append(Bilingual(f"Độ dài: {lengths.vi}.", f"Length: {lengths.en}."))
    return tuple(found)


def _coding(study: Study) -> tuple[Bilingual, ...]:
    books = "; ".join(f"{b.name} {b.version} ({len(b.codes)})" for b in study.codebooks) or "–"
    share = shares(study.codings)
    said = share.say()
    names = answers.coders(study)
    by = Bilingual(
        f"Người mã hóa: {', '.join(names)}." if names else "Chưa có người mã hóa nào quyết định.",
        f"Coders: {', '.join(names)}." if names else "No coder has decided anything yet.",
    )
    found = [
        Bilingual(
            f"Sổ mã (số mã): {books}. Quy tắc viết bằng từ ngữ và học máy chỉ đề xuất; người mã "
            "hóa chấp nhận, bỏ, đổi hay thêm, và mọi quyết định được ghi lại, không xóa.",
            f"Codebooks (codes): {books}. Rules written in words, and learning, only propose; "
            "coders accept, strike, change or add, and every decision is recorded for good.",
        ),
        Bilingual(f"{said.vi}. {by.vi}", f"{said.en}. {by.en}"),
        policy.describe(study.settings.policy),
    ]
    if share.total:
        part = percent(share.person / share.total)
        found.append(
            Bilingual(
                f"Tỷ lệ đã có người xác nhận: {part.vi}.",
                f"Share confirmed by a person: {part.en}.",
            )
        )
    return tuple(found)


def _counts(study: Study) -> tuple[Bilingual, ...]:
    found = [
        Bilingual(
            "Một phỏng vấn hay một nhóm thảo luận là một nguồn. n/N là số nguồn nhắc tới trên số "
            "nguồn được hỏi (gồm cả nguồn tự nói tới). “–” là có hỏi mà không ai nói, “n/a” là "
            "không hỏi, “…” là chưa mã hóa.",
            "An interview or a focus group is one source. n/N are the sources that mention a theme "
            "out of those asked (including those that brought it up). “–” is asked but not "
            "mentioned, “n/a” not asked, “…” not coded yet.",
        )
    ]
    if study.settings.count == "confirmed":
        found.append(ONLY_CONFIRMED)
    return tuple(found)


def _triangulation(study: Study) -> tuple[Bilingual, ...]:
    thresholds = study.settings.thresholds.describe()
    by = ", ".join(study.settings.compare)
    return (
        Bilingual(
            "Các nguồn được đối chiếu theo quy trình của Farmer và cộng sự (2006): đồng thuận, "
            f"đồng thuận một phần, im lặng, bất đồng; theo {by}. Ngưỡng: {thresholds.vi}. Nhóm "
            "nghiên cứu có thể kết luận khác máy tính; cả hai đều được in ra, kèm lý do.",
            "Sources are compared after the protocol of Farmer et al. (2006): agreement, partial "
            f"agreement, silence, dissonance; by {by}. Thresholds: {thresholds.en}. Researchers "
            "may conclude otherwise than the computation; both are printed, with the reason.",
        ),
    )


def _limits(study: Study) -> tuple[Bilingual, ...]:
    found = [
        Bilingual(
            "Mẫu không ngẫu nhiên: số đếm cho biết ý được nhắc tới bao nhiêu, không phải phổ biến "
            "đến đâu trong dân số. Im lặng không phải là phản đối.",
            "The sample isn't random: counts say how often something came up, not how common it is "
            "in a population. Silence is no denial.",
        )
    ]
    share = shares(study.codings)
    if share.person < share.total:
        left = whole(share.total - share.person)
        found.append(
            Bilingual(
                f"{left.vi} lượt mã hóa vẫn là đề xuất, chưa có người xác nhận.",
                f"{left.en} codings are still proposals that nobody has confirmed.",
            )
        )
    if sample.talks(study) and not counting.people(study).members:
        found.append(
            Bilingual(
                "Bản gỡ băng không phân biệt được từng người nói.",
                "The transcripts don't tell the speakers apart.",
            )
        )
    return tuple(found)
