"""What was left out of a shared study, in lines for who shares it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualcode.disclosure.patterns import AGE, KINDS
from qualcode.model import Bilingual, Study

READ_IT = Bilingual(
    "Máy chỉ tìm được những dạng quen thuộc: hãy đọc lại trước khi gửi, nhất là tên người "
    "không kèm anh, chị, tên đất không kèm xã, huyện, và chuyện chỉ một người có.",
    "Only familiar forms are found: read it through before you send it, above all for names of "
    "people and places that nothing announces, and for stories that only one person has.",
)


def left_out(old: Study, new: Study, masks: Mapping[str, int]) -> tuple[Bilingual, ...]:
    """Return a line for each thing left out, and that a person has to read what is left."""
    return (
        Bilingual("Đã bỏ để chia sẻ (--share):", "Left out for sharing (--share):"),
        *_names(old, new),
        *_attributes(old, new),
        *_masks(masks),
        READ_IT,
    )


def _names(old: Study, new: Study) -> Iterable[Bilingual]:
    names = sorted(case.name for case in new.cases)
    if names:
        n = len(names)
        first = next((name for name in names if not name.startswith("KS-")), names[0])
        yield Bilingual(
            f"  tên tệp của {n} nguồn, nay là {first} …; tên nhãn người nói, phần đầu bản gỡ băng",
            f"  file names of {n} cases, now {first} …; speakers' labels, heads of transcripts",
        )
    if any("age" in each for each in _of_all(old)):
        yield Bilingual("  tuổi chính xác, còn nhóm tuổi", "  exact ages, now bands")
    if any(case.get("date") for case in old.cases):
        yield Bilingual("  ngày, còn tháng", "  days of dates, now months")


def _attributes(old: Study, new: Study) -> Iterable[Bilingual]:
    known, kept = ({name for each in _of_all(study) for name in each} for study in (old, new))
    gone = sorted(known - kept)
    if gone:
        listed = ", ".join(gone)
        yield Bilingual(f"  cột: {listed}", f"  columns: {listed}")


def _of_all(study: Study) -> list[Mapping[str, str]]:
    """Return the attributes of each case and person."""
    cases = [case.attributes for case in study.cases]
    return cases + [person.attributes for person in study.people]


def _masks(masks: Mapping[str, int]) -> Iterable[Bilingual]:
    told = [(called, masks[tag], _shown(tag)) for tag, called, _ in KINDS if masks[tag]]
    if told:
        yield Bilingual(
            "  trong lời: " + ", ".join(f"{called.vi} {n} chỗ {mask}" for called, n, mask in told),
            "  in words: " + ", ".join(f"{called.en} {n}× {mask}" for called, n, mask in told),
        )


def _shown(tag: str) -> str:
    """Return how a mask of this kind looks in the words."""
    return "[35–44]" if tag == AGE else f"[{tag}_1]"
