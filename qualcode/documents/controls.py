"""Content controls: what of a file is ours, by the name that each of them carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any
from xml.sax.saxutils import quoteattr
from zlib import crc32

from qualcode.documents import footnotes
from qualcode.documents.package import NAMESPACES, Package, w
from qualcode.exporters.cells import printable

PREFIX = "qc:"
FIELD = "field."
"""Begins the id of a control within a line: what a field of a template says."""
LONGEST_TAG = 64
_BLOCK = '<w:docPartObj><w:docPartGallery w:val="Quick Parts"/><w:docPartUnique/></w:docPartObj>'
"""Of a control around paragraphs. Without it LibreOffice makes one within the first of them, and
shows the codes of the fields there instead of the captions' numbers."""
_FIELD, _TEXT, _CODE, _SIMPLE = w("fldChar"), w("t"), w("instrText"), w("fldSimple")
_BREAKS = {w("tab"): " ", w("br"): " ", w("p"): "\n"}
_MARKS = {
    **{w(name): "▣" for name in ("drawing", "pict", "object", "sym", "sectPr")},
    **{w(name): "※" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")},
    **{w(name): "⌦" for name in ("del", "moveFrom", "moveTo")},
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": "∑",
}
"""What a person may add that has no words."""
_OURS = frozenset({"SEQ", "TOC", "PAGEREF", "HYPERLINK", "PAGE", ""})
"""Fields that we write, or that Word makes of them."""
_LOOKS = tuple(map(w, ("b", "i", "u", "strike", "dstrike", "highlight", "shd", "color")))
_PLAIN = frozenset({"0", "false", "none", "auto", "clear"})


def block(id: str, title: str, content: str) -> str:
    """Return paragraphs and tables as the content of a control."""
    return f"<w:sdt>{properties(id, title, _BLOCK)}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def properties(id: str, title: str, kind: str = "") -> str:
    """Return what a control is called; its number is the same at each run."""
    named = tag(id)
    number = crc32(named.encode()) & 0x7FFFFFFF or 1
    alias = quoteattr(printable(title or id, "")[:LONGEST_TAG])
    return (
        f"<w:sdtPr><w:alias w:val={alias}/><w:tag w:val={quoteattr(named)}/>"
        f'<w:id w:val="{number}"/>{kind}</w:sdtPr>'
    )


def tag(id: str) -> str:
    """Return the tag of a part's control."""
    named = f"{PREFIX}{id}"
    if len(named) <= LONGEST_TAG:
        return named
    return f"{named[: LONGEST_TAG - 9]}~{crc32(id.encode()):08x}"


def within(root: Any) -> Iterator[tuple[str, Any]]:
    """Yield each control of ours in an element with its tag, in their order."""
    for control in root.iter(w("sdt")):
        named = control.find("w:sdtPr/w:tag", NAMESPACES)
        value = "" if named is None else named.get(w("val"), "")
        if value.startswith(PREFIX) and content_of(control) is not None:
            yield value, control


def content_of(control: Any) -> Any:
    """Return the element that holds what a control controls."""
    return control.find("w:sdtContent", NAMESPACES)


def fingerprint(package: Package, control: Any) -> str:
    """Return a digest of what a person reads in a control, its footnotes too.

    What fields show is left out: Word reckons it anew when it likes.
    """
    content = content_of(control)
    words = "".join(_read(content))
    words += footnotes.words_of(package, footnotes.numbers_in(content))
    return sha256(" ".join(words.split()).encode()).hexdigest()[:20]


def number_apart(roots: Iterable[Any]) -> None:
    """Give each control of ours a number that no other control has."""
    taken: set[str] = set()
    for root in roots:
        ours = [control for _, control in within(root)]
        for control in root.iter(w("sdt")):
            number = control.find("w:sdtPr/w:id", NAMESPACES)
            if number is None:
                continue
            while any(control is one for one in ours) and number.get(w("val")) in taken:
                number.set(w("val"), str((int(number.get(w("val"))) + 1) & 0x7FFFFFFF))
            taken.add(number.get(w("val")))


def _read(content: Any) -> Iterator[str]:
    """Yield the words of an element outside its fields, and marks for what has none."""
    codes: list[str] = []
    look = ""
    for each in content.iter(_FIELD, _SIMPLE, _CODE, _TEXT, *_BREAKS, *_MARKS):
        if each.tag == _FIELD:
            yield from _field(each.get(w("fldCharType"), ""), codes)
        elif each.tag == _SIMPLE:
            yield _foreign(each.get(w("instr"), ""))
        elif each.tag == _CODE:
            codes[-1:] = [f"{codes[-1]}{each.text or ''}"] if codes else []
        elif not codes and each.tag != _TEXT:
            yield "⤓" if each.get(w("type")) == "page" else _BREAKS.get(each.tag, "")
            yield _MARKS.get(each.tag, "")
        elif not codes and not any(True for _ in each.iterancestors(_SIMPLE)):
            if (each.text or "").strip() and look != (look := _look(each.getparent())):
                yield f"\ue002{look}\ue003"
            yield each.text or ""


def _look(run: Any) -> str:
    """Return how a person may have marked words: bold, underlined, struck, in colour."""
    set_here = run.find(w("rPr"))
    if set_here is None:
        return ""
    marks = (set_here.find(name) for name in _LOOKS)
    return " ".join(
        f"{mark.tag.rpartition('}')[2]}{value}"
        for mark in marks
        if mark is not None and (value := _value(mark)) not in _PLAIN
    )


def _value(mark: Any) -> str:
    value = mark.get(w("fill"), "auto") if mark.tag == w("shd") else mark.get(w("val"), "1")
    return "1" if value in {"true", "on"} else str(value).lower()


def _field(kind: str, codes: list[str]) -> Iterator[str]:
    """Keep the codes of the fields that are open; yield a mark for one that isn't ours."""
    if kind == "begin":
        codes.append("")
    elif kind == "end" and codes:
        yield _foreign(codes.pop())


def _foreign(code: str) -> str:
    return "" if "".join(code.split()[:1]) in _OURS else "ƒ"
