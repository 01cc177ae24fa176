"""What a table has, as a start for the key `surveys` of qualcode.yaml."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.language.normalise import strip_accents
from qualcode.model import QuestionKind, SurveyColumn
from qualcode.survey.answering import answers
from qualcode.survey.grid import letter
from qualcode.survey.headings import bare, folded, one_line
from qualcode.survey.labels import Labels
from qualcode.survey.layout import Field, Table, is_stamp

_META = re.compile(
    r"_.*|start|end|today|deviceid|username|subscriberid|simserial|audit|phonenumber|"
    r".*/(uuid|instanceid)|respondent ?id|collector ?id|start ?date|end ?date|ip ?address|"
    r"custom ?data.*|date (created|modified)|score|diem so|id|stt|ma phieu"
)
_PERSONAL = re.compile(
    r".*\b(e-?mail|ho (va )?ten|ten (cua )?(anh|chi|ong|ba|ban)|so dien thoai|sdt|phone|zalo cua|"
    r"dia chi|address|cccd|cmnd|first name|last name|full name)\b.*"
)
_ATTRIBUTES = {
    "gender": re.compile(r"gioi|(.*\b)?(gioi tinh|gender|sex)\b.*"),
    "age": re.compile(r"(.*\b)?(bao nhieu tuoi|tuoi|do tuoi|nhom tuoi|age)\b.*"),
    "province": re.compile(r"(.*\b)?(tinh|thanh pho|province|city)\b.*"),
}
_LONGEST = 70
"""Characters of a heading that may name an attribute: a longer one asks something else."""
_MOST = 30
"""Options that are listed."""


@dataclass(frozen=True, slots=True)
class Told:
    """A question or column, and what it looks like."""

    heading: str
    place: str
    """Its first column's letter."""
    use: str
    """`question`, an attribute's name, `meta`, or `personal`: what may name people."""
    kind: QuestionKind
    answered: int
    options: tuple[tuple[str, int], ...]
    """Of a closed question each answer, and how often it was given."""


def told(table: Table, labels: Labels | None = None) -> tuple[Told, ...]:
    """Return what each question of a table looks like; of equal headings the second ends in #2."""
    times = Counter[str]()
    counted = Counter(folded(field.heading) for field in table.fields)
    found = []
    attributes: set[str] = set()
    for field in table.fields:
        key = folded(field.heading)
        times[key] += 1
        heading = f"{field.heading} #{times[key]}" if counted[key] > 1 else field.heading
        one = _told(table, field, heading, labels, attributes)
        attributes.add(one.use)
        found.append(one)
    return tuple(found)


def stub(table: Table, file: str, found: Sequence[Told]) -> str:
    """Return YAML to paste into qualcode.yaml and to correct."""
    return "\n".join(_lines(table, file, found))


def _told(table: Table, field: Field, heading: str, labels: Labels | None, taken: set[str]) -> Told:
    form = labels.of(field.heading) if labels else None
    given = answers(table, table.rows, field, SurveyColumn(heading), form)
    counts = Counter(one for each in given.of for one in each)
    closed = given.kind in {"single", "multiple"}
    options = tuple((one, counts[one]) for one in given.options) if closed else ()
    use = _use(field.heading, form.words if form else "", taken)
    answered = sum(bool(each) for each in given.of)
    return Told(heading, letter(field.first), use, given.kind, answered, options)


def _use(heading: str, words: str, taken: set[str]) -> str:
    key = strip_accents(folded(heading))
    if _PERSONAL.fullmatch(key):
        return "personal"
    if is_stamp(heading) or _META.fullmatch(key):
        return "meta"
    asked = [strip_accents(bare(one)) for one in (heading.rpartition("/")[2], heading, words)]
    for name, form in _ATTRIBUTES.items():
        if name not in taken and any(form.fullmatch(a) for a in asked if len(a) <= _LONGEST):
            return name
    return "question"


def _lines(table: Table, file: str, found: Sequence[Told]) -> Iterator[str]:
    yield "surveys:"
    yield f"  - file: {_quoted(file)}"
    yield f"    # {table.layout}; {len(table.rows)} dòng / rows, {len(found)} câu, cột / questions"
    yield '    title: ""'
    aside = [one for one in found if one.use in {"meta", "personal"}]
    for one in aside:
        why = "có thể nêu tên người / may name people" if one.use == "personal" else "meta"
        yield f"    # {one.place} {one.heading[:_LONGEST]}: {why}"
    known = [one for one in found if one.use in _ATTRIBUTES]
    if known:
        yield "    attributes:"
        yield from (f"      {one.use}: {_quoted(one.heading)}" for one in known)
    yield "    questions:"
    for one in found:
        if one.use == "question":
            yield from _question(one)


def _question(one: Told) -> Iterator[str]:
    yield f"      - column: {_quoted(one.heading)}   # {one.place}; n = {one.answered}"
    yield f"        kind: {one.kind}"
    if one.options:
        yield "        options:"
        for option, n in one.options[:_MOST]:
            yield f"          - {_quoted(option)}   # {n}"
        yield "        # means: {mã / code: [câu trả lời / answers]}"


def _quoted(text: str) -> str:
    return json.dumps(one_line(text), ensure_ascii=False)
