"""Which code a person means by what stands in a comment's first line or a row's cell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode import decisions
from qualcode.coding_sheets.sheet import Named
from qualcode.language.normalise import clean, strip_accents
from qualcode.model import SIGNS, Bilingual, Code, Study
from qualcode.review.standing import migrations, that_stand

_EDGES = " \t\n.,:;·–—-|•*#+&/[](){}\"'“”" + "".join(SIGNS.values())
_BETWEEN = re.compile(r"[\s._]+")
_MARKS = re.compile(r"[\s,;:·/–—-]+")
_MOST_WORDS = 6
"""An id typed with spaces for its dots and underscores has no more words than this."""


@dataclass(frozen=True, slots=True)
class Names:
    """A study's codes by what people may write for them."""

    ids: Mapping[str, str]
    """Ids, capitals aside and with dots between the words; also those of codes that were moved."""
    labels: Mapping[str, frozenset[str]]
    bare: Mapping[str, frozenset[str]]
    """The labels as typed without accents."""

    def of_label(self, words: str) -> frozenset[str]:
        """Return the codes that are called this; accents count if they are there."""
        exact = self.labels.get(_folded(words))
        return exact or self.bare.get(_folded(strip_accents(words)), frozenset())


def names(study: Study) -> Names:
    """Return the codes and groups of a study by what people may write."""
    codes = [code for book in study.codebooks for code in (*book.codes, *book.groups)]
    known = {code.id: code.id for code in codes}
    moved = migrations(that_stand(study.decisions), known)
    known |= {old: new for old, new in moved.items() if new in known}
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for code in codes:
        for label in _labels(code):
            labels[label].add(code.id)
    bare: defaultdict[str, set[str]] = defaultdict(set)
    for label, ids in labels.items():
        bare[strip_accents(label)] |= ids
    return Names({_key(old): now for old, now in known.items()}, _frozen(labels), _frozen(bare))


def code_now(id: str, known: Names) -> str:
    """Return what the code of this id is called now; empty if no codebook has it any more."""
    return known.ids.get(_key(id), "")


def named(line: str, known: Names) -> Named:
    """Return the code that a line begins with, by its id, or that it names by its label."""
    words = clean(line).strip(_EDGES)
    found = known.of_label(words)
    code, rest = _first_id(words, known)
    if code and (not rest or not found):
        labelled = known.of_label(rest)
        return Named(code, labelled, "" if labelled else _without_label(rest, code, known))
    if len(found) == 1:
        return Named(min(found), found)
    return Named(fault=_fault(words, known, found))


def other_code(memo: str, code: str, known: Names) -> str:
    """Return the second code that stands where a memo should, if its first line begins with one."""
    other, _ = _first_id(memo.partition("\n")[0].strip(_EDGES), known)
    return other if other != code and {".", "_"} & set(other) else ""


def _first_id(words: str, known: Names) -> tuple[str, str]:
    """Return the longest id that the words begin with, and the words behind it."""
    parts = words.split()
    for count in range(min(len(parts), _MOST_WORDS), 0, -1):
        code = code_now(" ".join(parts[:count]).strip(_EDGES), known)
        if code:
            return code, " ".join(parts[count:]).strip(_EDGES)
    return "", ""


def _without_label(rest: str, code: str, known: Names) -> str:
    """Return what stands behind the code's own label, or all if that isn't there."""
    parts = rest.split()
    labelled = (n for n in range(len(parts), 0, -1) if code in known.of_label(" ".join(parts[:n])))
    return " ".join(parts[next(labelled, 0) :]).strip(_EDGES)


def _labels(code: Code) -> set[str]:
    """Return what a code is called: in either language, or both as the sheet writes them."""
    both = (code.label.vi, code.label.en, f"{code.label.vi} / {code.label.en}")
    return {_folded(label) for label in both if label.strip(" /")}


def _key(id: str) -> str:
    return _BETWEEN.sub(".", id.casefold())


def _folded(words: str) -> str:
    return _MARKS.sub(" ", words.casefold()).strip()


def _frozen(sets: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {label: frozenset(ids) for label, ids in sets.items()}


def _fault(words: str, known: Names, several: frozenset[str]) -> Bilingual:
    if several:
        listed = ", ".join(sorted(several))
        return Bilingual(
            f"“{words}” là tên của nhiều mã ({listed}); hãy ghi mã",
            f"“{words}” is the label of several codes ({listed}); write the id",
        )
    if not words:
        return Bilingual(
            "chưa ghi mã nào; hãy viết mã, hoặc xóa đi nếu không cần",
            "no code stands here; write one, or delete this if it isn't needed",
        )
    first = words.split(maxsplit=1)[0].strip(_EDGES)
    near = _meant(words, known) or decisions.nearest(first, known.ids.values())
    if not near and not {".", "_"} & set(first):
        return Bilingual(
            f"không bắt đầu bằng mã nào: “{_cut(words)}”; nếu là ghi chú, hãy viết vào phần ghi "
            "chú của một mã",
            f"it begins with no code: “{_cut(words)}”; if it is a memo, write it as the memo of a "
            "code",
        )
    vi, en = (f"; ý bạn là {near}?", f"; did you mean {near}?") if near else ("", "")
    return Bilingual(f"không có mã “{_cut(words)}”{vi}", f"there is no code “{_cut(words)}”{en}")


def _meant(words: str, known: Names) -> str:
    """Return the code whose id stands in the words, or whose label and they begin alike."""
    inside = {code_now(part.strip(_EDGES), known) for part in words.split() if "." in part}
    bare = _folded(strip_accents(words))
    like = (
        ids
        for label, ids in known.bare.items()
        if label.startswith(bare) or bare.startswith(f"{label} ")
    )
    for found in (inside - {""}, set[str]().union(*like)):
        if len(found) == 1:
            return min(found)
    return ""


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:59]}…"  # noqa: PLR2004 - a line's half
