"""An XLSForm: what a form's questions and answers are called, by the names its data has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.model import QuestionKind
from qualcode.survey.grid import Row
from qualcode.survey.headings import folded, one_line

_KINDS: Mapping[str, QuestionKind] = {
    "select_one": "single",
    "select_multiple": "multiple",
    "rank": "multiple",
    "integer": "number",
    "decimal": "number",
    "range": "number",
    "text": "open",
}
_SELECT = re.compile(r"^(select[ _]one|select[ _]multiple|rank)(?:_from_file)?\s+(?:from\s+)?(\S+)")
_VIETNAMESE = re.compile(r"vietnamese|tiếng việt|\(vi\)|^vi$")


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question as the form has it."""

    name: str
    path: str
    """Its groups' names and its own: `household/income`."""
    words: str
    kind: QuestionKind | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    """An answer's name → its label, in the form's order."""


@dataclass(frozen=True, slots=True)
class Labels:
    """A form's questions."""

    questions: tuple[FormQuestion, ...] = ()

    def of(self, heading: str) -> FormQuestion | None:
        """Return the question with this name, path or label."""
        key, last = folded(heading), folded(heading.rpartition("/")[2])
        alike = (
            next((q for q in self.questions if folded(q.path) == key), None),
            next((q for q in self.questions if folded(q.words) == key), None),
            next((q for q in self.questions if folded(q.name) == last), None),
        )
        return next(filter(None, alike), None)


def of_form(pages: Mapping[str, Sequence[Row]], language: str = "") -> Labels | None:
    """Return the labels in a form's sheets; None if it has no sheet `survey`."""
    sheets = {folded(name): rows for name, rows in pages.items()}
    if not (rows := sheets.get("survey")):
        return None
    lists: dict[str, dict[str, str]] = {}
    for one in _records(sheets.get("choices", ())):
        name = one.get("name") or one.get("value", "")
        listed = one.get("list_name") or one.get("list name", "")
        if name:
            lists.setdefault(listed, {})[name] = _label(one, language) or name
    return Labels(tuple(_questions(_records(rows), lists, language)))


def _questions(
    records: Iterator[dict[str, str]], lists: Mapping[str, Mapping[str, str]], language: str
) -> Iterator[FormQuestion]:
    groups: list[str] = []
    for one in records:
        kind, name = folded(one.get("type", "")).replace(" group", "_group"), one.get("name", "")
        kind = kind.replace(" repeat", "_repeat")
        if kind in {"begin_group", "begin_repeat"}:
            groups.append(name)
        elif kind in {"end_group", "end_repeat"}:
            groups = groups[:-1]
        elif name:
            select = _SELECT.match(one_line(one.get("type", "")))
            base = select[1].lower().replace(" ", "_") if select else kind
            choices = lists.get(select[2], {}) if select else {}
            path = "/".join((*filter(None, groups), name))
            words = _label(one, language) or name
            yield FormQuestion(name, path, words, _KINDS.get(base), choices)


def _records(rows: Sequence[Row]) -> Iterator[dict[str, str]]:
    """Yield each row as heading → cell."""
    heads = [one_line(cell).lower() for cell in rows[0].cells] if rows else []
    for row in rows[1:]:
        yield {head: row.at(place) for place, head in enumerate(heads) if head}


def _label(record: Mapping[str, str], language: str) -> str:
    """Return a record's label in this language; else in Vietnamese, else the first there is."""
    labels = {
        head.partition(":")[2].strip(": "): one_line(words)
        for head, words in record.items()
        if re.match(r"label\b", head) and words
    }
    if language and (found := _named(labels, language)):
        return found
    vietnamese = (words for name, words in labels.items() if _VIETNAMESE.search(name))
    return next(vietnamese, "") or next(iter(labels.values()), "")


def _named(labels: Mapping[str, str], language: str) -> str:
    key = folded(language)
    return next((words for name, words in labels.items() if key in folded(name)), "")
