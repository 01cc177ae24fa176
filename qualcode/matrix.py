"""Tables of counts: cases by codes, codes by attribute, and what occurs together.

A case is one transcript. References are codings in force, proposals included; a case counts once,
however often it says a thing. Codings of a code or case the study doesn't have are in no table.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from qualcode.language.order import sort_key
from qualcode.model import Case, Code, Coding, Span, Study, is_within

if TYPE_CHECKING:
    from pandas import DataFrame

Asked = Mapping[str, frozenset[str]]
"""Case name → ids of the codes (or families) that were put to that case."""

UNKNOWN = "(không rõ)"
"""What an attribute's empty value is shown as."""

SUMMARY = (
    dict.fromkeys(("family", "label_vi", "label_en"), "object")
    | dict.fromkeys(("references", "cases", "asked", "n_cases", "turns"), "int64")
    | dict.fromkeys(("accepted", "added", "proposed"), "int64")
    | {"confirmed_share": "float64"}
)
"""The columns of `code_summary` and their types."""

BY_ATTRIBUTE = dict.fromkeys(("code", "value"), "object") | dict.fromkeys(
    ("references", "cases", "asked", "n_cases"), "int64"
)
"""The columns of `by_attribute` and their types."""


def code_matrix(study: Study) -> DataFrame:
    """Return cases × codes, int64: the number of codings; zeros and unused codes are kept."""
    counts = _references(study)
    return _cases_by_codes(study, lambda case, code: counts[case, code], "int64")


def coverage(study: Study, asked: Asked) -> DataFrame:
    """Return cases × codes, strings: `mention`, `silent` (asked), `not_asked` or `not_coded`."""
    counts, coded = _references(study), coded_cases(study)

    def state(case: str, code: str) -> str:
        if counts[case, code]:
            return "mention"
        if case not in coded:
            return "not_coded"
        return "silent" if was_asked(code, asked.get(case, frozenset())) else "not_asked"

    return _cases_by_codes(study, state, "object")


def code_summary(study: Study, asked: Asked) -> DataFrame:
    """Return one row a code (index: code ids), columns and types as in `SUMMARY`.

    `cases` mention it, `asked` were asked or mention it, `n_cases` is all cases; `turns` counts
    turns with the code; `confirmed_share` (0 to 1; 0 without references) is accepted or added.
    """
    from pandas import DataFrame

    states = coverage(study, asked)
    codings = _grouped(study, lambda coding: coding.code)
    rows = [_summary_row(code, codings[code.id], states[code.id].tolist()) for code in study.codes]
    return DataFrame(rows, columns=list(SUMMARY), index=states.columns).astype(SUMMARY)


def by_attribute(study: Study, attribute: str, asked: Asked) -> DataFrame:
    """Return one row a code and value of the attribute, columns and types as in `BY_ATTRIBUTE`.

    Of the `n_cases` with the value, `asked` were asked or mention the code, and `cases` mention it.
    """
    from pandas import DataFrame

    matrix, states = code_matrix(study).to_dict(), coverage(study, asked).to_dict()
    rows = []
    for code in matrix:
        for value, cases in cases_by(study.cases, attribute).items():
            references = sum(matrix[code][case] for case in cases)
            found = Counter(states[code][case] for case in cases)
            put = found["mention"] + found["silent"]
            rows.append((code, value, references, found["mention"], put, len(cases)))
    return DataFrame(rows, columns=list(BY_ATTRIBUTE)).astype(BY_ATTRIBUTE)


def aggregate(matrix: DataFrame) -> DataFrame:
    """Return cases × parents, int64: the sum over each parent's own column and its children's.

    A top-level code without children stands for itself, so that no reference is left out.
    A case mentions a parent where this is above zero: its cases are the union of the children's.
    """
    from pandas import DataFrame

    codes = [str(code) for code in matrix.columns]
    sums = {
        parent: matrix[[code for code in codes if is_within(code, parent)]].sum(axis="columns")
        for parent in dict.fromkeys(p for code in codes for p in parents([code]) or (code,))
    }
    return DataFrame(sums, index=matrix.index, columns=list(sums), dtype="int64")


def characters(study: Study) -> DataFrame:
    """Return cases × codes, int64: how many code points the codings cover; overlaps count once."""
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for coding in study.codings:
        spans[coding.transcript, coding.code].append(coding.span)
    return _cases_by_codes(study, lambda case, code: _covered(spans[case, code]), "int64")


def cooccurrence(study: Study, within: Literal["overlap", "case"] = "overlap") -> DataFrame:
    """Return codes × codes, int64, symmetric, with a zero diagonal.

    `overlap` counts pairs of codings that share a character; `case`, cases that mention both codes.
    """
    from pandas import DataFrame

    pairs = Counter[tuple[str, str]]()
    for codings in _grouped(study, lambda coding: coding.transcript).values():
        mentioned = sorted({coding.code for coding in codings})
        by_place = within == "overlap"
        for first, second in _overlapping(codings) if by_place else combinations(mentioned, 2):
            pairs[first, second] += 1
            pairs[second, first] += 1
    codes = [code.id for code in study.codes]
    rows = [[pairs[first, second] for second in codes] for first in codes]
    return DataFrame(rows, index=codes, columns=codes, dtype="int64")


def order_by_time(study: Study, attribute: str = "date") -> tuple[str, ...]:
    """Return the case names, earliest date first (2026-03-02 or 2/3/2026), undated last."""
    return tuple(c.name for c in sorted(study.cases, key=lambda c: _date_key(c.get(attribute))))


def order_by_attribute(study: Study, attribute: str) -> tuple[str, ...]:
    """Return the case names by the attribute's value, those without one last."""
    ordered = sorted(study.cases, key=lambda c: (not c.get(attribute), sort_key(c.get(attribute))))
    return tuple(case.name for case in ordered)


def order_by_code(study: Study, code: str) -> tuple[str, ...]:
    """Return the case names, most references of this code first; equal ones as in the study."""
    counts = Counter(coding.transcript for coding in study.codings if coding.code == code)
    return tuple(case.name for case in sorted(study.cases, key=lambda c: -counts[c.name]))


def parents(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the ids above these codes in the tree, each before its children."""
    paths = [code.split(".") for code in codes]
    found = (".".join(path[:depth]) for path in paths for depth in range(1, len(path)))
    return tuple(dict.fromkeys(found))


def was_asked(code: str, asked: frozenset[str]) -> bool:
    """Say whether the code, a code above it or one below it was put to the case."""
    return any(is_within(code, one) or is_within(one, code) for one in asked)


def coded_cases(study: Study) -> frozenset[str]:
    """Return the names of the cases that have a transcript in which somebody speaks."""
    return frozenset(transcript.name for transcript in study.transcripts if transcript.turns)


def cases_by(cases: Sequence[Case], attribute: str) -> dict[str, list[str]]:
    """Return value → names of the cases that have it, in order of first use; `UNKNOWN` last."""
    groups: dict[str, list[str]] = defaultdict(list)
    for case in sorted(cases, key=lambda c: not c.get(attribute).strip()):
        groups[case.get(attribute).strip() or UNKNOWN].append(case.name)
    return dict(groups)


def _cases_by_codes(study: Study, cell: Callable[[str, str], object], dtype: str) -> DataFrame:
    from pandas import DataFrame, Index

    cases = [case.name for case in study.cases]
    codes = [code.id for code in study.codes]
    return DataFrame(
        [[cell(case, code) for code in codes] for case in cases],
        index=Index(cases, dtype="object", name="case"),
        columns=Index(codes, dtype="object", name="code"),
        dtype=dtype,
    )


def _references(study: Study) -> Counter[tuple[str, str]]:
    return Counter((coding.transcript, coding.code) for coding in study.codings)


def _summary_row(
    code: Code, codings: Sequence[Coding], states: Sequence[str]
) -> tuple[object, ...]:
    status = Counter(coding.status for coding in codings)
    confirmed = status["accepted"] + status["added"]
    mentions = states.count("mention")
    return (
        code.family,
        code.label.vi,
        code.label.en,
        len(codings),
        mentions,
        mentions + states.count("silent"),
        len(states),
        len({(coding.transcript, coding.turn) for coding in codings}),
        status["accepted"],
        status["added"],
        status["proposed"],
        confirmed / len(codings) if codings else 0.0,
    )


def _grouped(study: Study, key: Callable[[Coding], str]) -> dict[str, list[Coding]]:
    cases = {case.name for case in study.cases}
    groups: dict[str, list[Coding]] = defaultdict(list)
    for coding in study.codings:
        if coding.transcript in cases:
            groups[key(coding)].append(coding)
    return groups


def _covered(spans: Iterable[Span]) -> int:
    total = reached = 0
    for span in sorted(spans):
        total += max(0, span.end - max(span.start, reached))
        reached = max(reached, span.end)
    return total


def _overlapping(codings: Iterable[Coding]) -> Iterable[tuple[str, str]]:
    still_open: list[Coding] = []
    for coding in sorted(codings, key=lambda c: c.span):
        still_open = [other for other in still_open if other.span.overlaps(coding.span)]
        yield from ((other.code, coding.code) for other in still_open if other.code != coding.code)
        still_open.append(coding)


def _date_key(text: str) -> tuple[int, ...]:
    numbers = [int(number) for number in re.findall(r"\d+", text)[:3]]
    in_order = numbers if re.match(r"\s*\d{4}", text) else numbers[::-1]
    return (len(numbers) < len("ymd"), *in_order)
