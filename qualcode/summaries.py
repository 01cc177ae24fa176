"""What people wrote into the framework matrix, and whether it still fits what is coded.

A summary notes which codings it sums up: of each its code and its words, whoever gave it and
wherever they stand now. It is stale once its cell has others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

from qualcode import basis
from qualcode.model import Bilingual, Coding, Study, Summary, is_within
from qualcode.review.folded import PLACES
from qualcode.review.standing import migrations, that_stand

if TYPE_CHECKING:
    from pandas import DataFrame

_NO_WORD = re.compile(r"\W")
_PLACES = tuple((one, other) for one, other in PLACES.items() if one.islower())
"""Where tone marks may stand, equally long: "hoà" and "hòa" are one word."""

Place = tuple[int, int, str]
"""Where a coding's words begin and end, and its code."""

METHOD = Bilingual(
    "Ma trận khung: mỗi ô là tóm tắt do người viết (Gale và cộng sự 2013, BMC Med Res Methodol "
    "13:117)",
    "Framework matrix: each cell is a summary that a person wrote (Gale et al. 2013, BMC Med Res "
    "Methodol 13:117)",
)
NOTES = (
    Bilingual(
        "Tóm tắt cũ: từ khi viết, nguồn này có thêm hay bớt lượt mã hóa của mã ấy; chấp nhận một "
        "đề xuất hay đổi chỗ một câu không làm tóm tắt cũ đi.",
        "Stale: since it was written, codings of that code came to or left that case; accepting a "
        "proposal or moving a sentence doesn't make a summary stale.",
    ),
)

COLUMNS = ("case", "code", "label_vi", "label_en", "state", "new", "gone", "text", "coder")
"""The columns of `table`."""

STATES: Mapping[str, Bilingual] = {
    "current": Bilingual("còn khớp với mã hóa", "up to date"),
    "changed": Bilingual("mã hóa đã đổi từ khi viết", "codings changed since it was written"),
    "unknown": Bilingual(
        "không ghi lại lúc viết có những lượt nào nên không rõ còn khớp không",
        "which codings there were was not noted, so whether it still fits isn't known",
    ),
    "code_gone": Bilingual("mã không còn trong sổ mã", "its code is in no codebook"),
    "case_gone": Bilingual("nguồn không còn trong nghiên cứu", "its case is not in the study"),
}
"""What a summary's state means."""

STALE = frozenset({"changed", "code_gone", "case_gone"})


@dataclass(frozen=True, slots=True)
class Changes:
    """How a cell's codings differ from those that its summary is about."""

    new: tuple[Coding, ...] = ()
    """The codings that came, in order of place."""
    gone: int = 0
    """How many left."""

    def __bool__(self) -> bool:
        """Say whether anything changed."""
        return bool(self.new or self.gone)

    def say(self) -> Bilingual:
        """Return how many came and left: "2 lượt thêm, 1 lượt bớt", "2 more, 1 fewer"."""
        both = (
            (len(self.new), "lượt thêm", "more"),
            (self.gone, "lượt bớt", "fewer"),
        )
        parts = [(count, vi, en) for count, vi, en in both if count]
        return Bilingual(
            ", ".join(f"{count} {vi}" for count, vi, _ in parts),
            ", ".join(f"{count} {en}" for count, _, en in parts),
        )


def marks(study: Study, case: str, code: str) -> frozenset[str]:
    """Return what tells the codings in force of this case within this code from any others."""
    return Cells(study).marks(case, code)


def since(study: Study, summary: Summary) -> Changes | None:
    """Return how the summary's codings changed since it was written; None if that isn't known."""
    return Cells(study).since(summary)


def table(study: Study, *, case: str = "", code: str = "", stale: bool = False) -> DataFrame:
    """Return one row a summary, columns as in `COLUMNS`; `state` is one of `STATES`.

    `new` and `gone` count the codings that came and left since; None where that isn't known. With
    `case`, `code` or `stale` only those of this case, within this code, that are stale.
    """
    from pandas import DataFrame

    rows = [
        row
        for row in _rows(study)
        for of, theme, _, _, state, *_ in [row]
        if case in {"", of} and (not code or is_within(theme, code))
        if not stale or state in STALE
    ]
    frame = DataFrame(rows, columns=list(COLUMNS), dtype=object)
    states = Counter(frame["state"])
    return basis.attach(
        frame,
        study,
        method=METHOD,
        n={"summaries": len(frame), "stale": sum(states[state] for state in STALE)}
        | {"unknown": states["unknown"], "cases": frame["case"].nunique()},
        parameters={"case": case, "code": code, "stale": stale},
        notes=NOTES,
    )


class Cells:
    """The codings in force of each case, ready to be asked about many cells."""

    def __init__(self, study: Study) -> None:
        """Sort the study's codings by case and family."""
        self._said = {talk.name: _alike(talk.text) for talk in study.transcripts}
        self._codings: defaultdict[tuple[str, str], dict[Place, Coding]] = defaultdict(dict)
        for one in study.codings:
            cell = one.transcript, _family(one.code)
            self._codings[cell].setdefault((one.span.start, one.span.end, one.code), one)
        self._former: defaultdict[str, list[str]] = defaultdict(list)
        moves = migrations(that_stand(study.decisions), study.valences)
        for old, new in sorted(moves.items()):
            self._former[new].append(old)

    def marks(self, case: str, code: str) -> frozenset[str]:
        """Return the marks of a cell's codings."""
        return frozenset(
            _mark(one.code, words, place) for one, words, place in self._in(case, code)
        )

    def since(self, summary: Summary) -> Changes | None:
        """Return how a summary's codings changed; None if it didn't note which they were."""
        if summary.about is None:
            return None
        new, left = [], set(summary.about)
        for one, words, place in self._in(summary.case, summary.code):
            # A code that got another name, or joined another, is no change of what was said.
            names = (one.code, *self._former[one.code])
            known = {_mark(name, words, place) for name in names} & summary.about
            left -= known
            if not known:
                new.append(one)
        return Changes(tuple(new), len(left))

    def _in(self, case: str, code: str) -> Iterator[tuple[Coding, str, int]]:
        """Yield a cell's codings in order, each with its words and how often they came before."""
        said, before = self._said.get(case, ""), Counter[tuple[str, str]]()
        for (start, end, own), one in sorted(self._codings.get((case, _family(code)), {}).items()):
            if is_within(own, code):
                words = " ".join(said[start:end].split())
                before[own, words] += 1
                yield one, words, before[own, words]


def _family(code: str) -> str:
    return code.split(".", 1)[0]


def _alike(text: str) -> str:
    """Return the text in small letters, with blanks for marks and each word written in one way.

    It is as long as the text, so that spans point to the same words in it.
    """
    small = text.lower()
    said = _NO_WORD.sub(" ", small if len(small) == len(text) else text)
    for one, other in _PLACES:
        said = said.replace(one, other)
    return said


def _mark(code: str, words: str, place: int) -> str:
    key = f"{code}\t{words}\t{place}"
    return f"{crc32(key.encode()):08x}"


def _rows(study: Study) -> Iterator[tuple[Any, ...]]:
    cells, cases = Cells(study), {case.name: place for place, case in enumerate(study.cases)}
    for one in sorted(study.summaries, key=lambda each: cases.get(each.case, len(cases))):
        code, changes = study.code(one.code), cells.since(one)
        label = code.label if code else Bilingual("", "")
        if one.case not in cases:
            state = "case_gone"
        else:
            state = "unknown" if changes is None else "changed" if changes else "current"
        counts = (None, None) if changes is None else (len(changes.new), changes.gone)
        yield (one.case, one.code, label.vi, label.en, state, *counts, one.text, one.coder)
    for doubt in study.doubts:
        lost = doubt.decision
        if lost.action == "summarise" and lost.note:
            place = (doubt.transcript or lost.transcript, lost.code, "", "")
            yield (*place, "code_gone", None, None, lost.note, lost.coder)
