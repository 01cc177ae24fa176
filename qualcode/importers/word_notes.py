"""Notes on a Word file: tracked changes that were taken as accepted, words that were left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from qualcode.importers.imported import note
from qualcode.importers.word_xml import Element, local
from qualcode.model import Bilingual, Problem

_KINDS = {
    "footnote": Bilingual("chú thích cuối trang", "footnotes"),
    "endnote": Bilingual("chú thích cuối bài", "endnotes"),
    "comment": Bilingual("bình luận", "comments"),
    "hdr": Bilingual("đầu trang", "headers"),
    "ftr": Bilingual("chân trang", "footers"),
}
_PAGE_NUMBER = re.compile(r"[\W\d_]*(?:(?:trang|page|of|trên)[\W\d_]*)*", re.IGNORECASE)


def changes_note(document: Element, path: Path) -> tuple[Problem, ...]:
    """Return a note on how many tracked changes were taken as accepted, if there are any."""
    names = Counter(local(node) for node in document.iter() if _has_words(node))
    kept, dropped = names["ins"] + names["moveTo"], names["del"] + names["moveFrom"]
    if not kept + dropped:
        return ()
    return (
        note(
            path,
            f"{kept + dropped} thay đổi (Track Changes) chưa duyệt được đọc như đã đồng ý: giữ "
            f"{kept} chỗ thêm, bỏ {dropped} chỗ xóa; nếu sai, hãy duyệt trong Word rồi lưu lại",
            f"tracked changes read as accepted: {kept + dropped} (insertions kept: {kept}, "
            f"deletions dropped: {dropped}); if that is wrong, review them in Word and save the "
            "file",
        ),
    )


def skipped_note(parts: Mapping[str, Element], path: Path) -> tuple[Problem, ...]:
    """Return a note on words beside the body, which are not read, such as footnotes."""
    found = Counter(kind for root in parts.values() for kind in _kinds_with_words(root))
    if not found:
        return ()
    vi = ", ".join(f"{found[kind]} {name.vi}" for kind, name in _KINDS.items() if found[kind])
    en = ", ".join(f"{found[kind]} {name.en}" for kind, name in _KINDS.items() if found[kind])
    return (
        note(
            path,
            f"không đọc {vi} vì nằm ngoài thân bài; nếu có lời nói ở đó, hãy chép vào thân bài",
            f"not read, being outside the body: {en}; if there is talk in them, copy it into the "
            "body",
        ),
    )


def _kinds_with_words(root: Element) -> list[str]:
    """Return the kind of each note, comment, header or footer that says something."""
    nodes = [root] if local(root) in _KINDS else [n for n in root if local(n) in _KINDS]
    return [local(node) for node in nodes if not _PAGE_NUMBER.fullmatch(_words(node))]


def _has_words(node: Element) -> bool:
    """Say whether a tracked change holds words; Word also tracks paragraph marks and formats."""
    return local(node) in {"ins", "moveTo", "del", "moveFrom"} and bool(_words(node))


def _words(node: Element) -> str:
    """Return the words under a node, also deleted ones."""
    leaves = (leaf for leaf in node.iter() if local(leaf) in {"t", "delText"})
    return "".join(leaf.text or "" for leaf in leaves)
