"""Which code a person means by what stands in a comment's first line or a row's cell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from qualcode import decisions
from qualcode.language.normalise import clean
from qualcode.model import Bilingual, Code, Study

_EDGES = " \t.,:;·–—-|•*#[](){}\"'“”"


@dataclass(frozen=True, slots=True)
class Named:
    """The code that is meant, and the label and the words that stand behind it."""

    code: str = ""
    """Empty if there is none such; then `fault` says so."""
    labelled: frozenset[str] = frozenset()
    """The codes whose label stands behind the id."""
    rest: str = ""
    """Other words on the line."""
    fault: Bilingual | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """A study's codes by id and by label, capitals aside."""

    ids: dict[str, str]
    labels: dict[str, frozenset[str]]


def names(study: Study) -> Names:
    """Return the codes and groups of a study by what people may write."""
    codes = [code for book in study.codebooks for code in (*book.codes, *book.groups)]
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for code in codes:
        for label in _labels(code):
            labels[label].add(code.id)
    return Names(
        {code.id.casefold(): code.id for code in codes},
        {label: frozenset(ids) for label, ids in labels.items()},
    )


def named(line: str, known: Names) -> Named:
    """Return the code that a line begins with, by its id, or that it names by its label."""
    words = clean(line).strip(_EDGES)
    first, _, rest = words.partition(" ")
    rest = rest.strip(_EDGES)
    code = known.ids.get(first.strip(_EDGES).casefold())
    if code:
        labelled = known.labels.get(_folded(rest), frozenset())
        return Named(code, labelled, "" if labelled else rest)
    found = known.labels.get(_folded(words), frozenset())
    if len(found) == 1:
        return Named(min(found), found)
    return Named(fault=_fault(words, known, found))


def _labels(code: Code) -> set[str]:
    """Return what a code is called: in either language, or both as the sheet writes them."""
    both = (code.label.vi, code.label.en, f"{code.label.vi} / {code.label.en}")
    return {_folded(label) for label in both if label.strip(" /")}


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _fault(words: str, known: Names, several: frozenset[str]) -> Bilingual:
    if several:
        listed = ", ".join(sorted(several))
        return Bilingual(
            f"“{words}” là tên của nhiều mã ({listed}); hãy ghi mã",
            f"“{words}” is the label of several codes ({listed}); write the id",
        )
    first = words.partition(" ")[0].strip(_EDGES)
    near = decisions.nearest(first, known.ids.values())
    if not near and not {".", "_"} & set(first):
        return Bilingual(
            f"không bắt đầu bằng mã nào: “{_cut(words)}”; nếu là ghi chú, hãy viết vào bình luận "
            "của mã, từ dòng 3",
            f"it begins with no code: “{_cut(words)}”; if it is a memo, write it into the code's "
            "comment, from line 3 on",
        )
    vi, en = (f"; ý bạn là {near}?", f"; did you mean {near}?") if near else ("", "")
    return Bilingual(f"không có mã “{first}”{vi}", f"there is no code “{first}”{en}")


def _cut(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59]}…"  # noqa: PLR2004 - a line's half
