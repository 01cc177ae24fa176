"""The numbers that captions show until Word reckons them anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qualcode.documents.package import Package, w


def number(package: Package, ours: Sequence[Any]) -> None:
    """Let the captions in our controls show the numbers of their places in the whole text."""
    texts_of_ours = [each for control in ours for each in control.iter(w("t"))]
    mine = {id(each) for each in texts_of_ours}
    counted: dict[str, int] = {}
    for name, texts in _counters(package.body):
        counted[name] = counted.get(name, 0) + 1
        shown = "".join(text.text or "" for text in texts)
        if texts and id(texts[0]) in mine and shown != str(counted[name]):
            package.edit(package.main)
            for text in texts:
                text.text = ""
            texts[0].text = str(counted[name])


def _counters(body: Any) -> Iterator[tuple[str, list[Any]]]:
    """Yield each field that numbers a caption: its name, and what shows the number."""
    code, state = "", ""
    shown: list[Any] = []
    for each in body.iter(w("fldSimple"), w("fldChar"), w("instrText"), w("t")):
        if each.tag == w("fldSimple"):
            words = each.get(w("instr"), "").split()
            if words[:1] == ["SEQ"] and len(words) > 1:
                yield words[1], list(each.iter(w("t")))
        elif each.tag == w("fldChar"):
            kind = each.get(w("fldCharType"), "")
            if kind == "begin":
                code, shown = "", []
            elif kind == "end" and code.split()[:1] == ["SEQ"] and len(code.split()) > 1:
                yield code.split()[1], shown
                code = ""
            state = kind
        elif each.tag == w("instrText") and state == "begin":
            code += each.text or ""
        elif each.tag == w("t") and state == "separate":
            shown.append(each)
