"""The key `surveys` of qualcode.yaml: which tables, which columns, and what their answers mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast, get_args

from qualcode.model import AnswersMean, QuestionKind, SurveyColumn, SurveyFile, Valence
from qualcode.plain_yaml import Faults, Item, list_of, mapping_of, text_of, texts_of
from qualcode.survey.headings import folded
from qualcode.survey.layout import LAYOUTS

FILE_KEYS = (
    *("file", "name", "title", "sheet", "layout", "id", "labels", "language"),
    *("attributes", "questions"),
)
COLUMN_KEYS = ("column", "id", "kind", "words", "separator", "options", "means")
MEANS_KEYS = ("code", "answers", "valence")
_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*")
_ID = re.compile(r"[\w-]+")


def surveys(item: Item | None, faults: Faults) -> tuple[SurveyFile, ...]:
    """Return the surveys that qualcode.yaml names, and note every fault."""
    found, names = [], dict[str, SurveyFile]()
    for one in list_of(item, faults):
        chosen = _survey(one, faults)
        stem = chosen.name or re.split(r"[/\\]", chosen.file)[-1].rpartition(".")[0]
        if (key := folded(stem)) in names:
            faults.add(
                one,
                f"surveys: hai khảo sát cùng tên '{stem}'; hãy ghi name: khác nhau",
                f"surveys: two surveys are named '{stem}'; give each its own name:",
            )
        names[key] = chosen
        found.append(chosen)
    return tuple(found)


def _survey(item: Item, faults: Faults) -> SurveyFile:
    if isinstance(item.value, str):
        item = Item({"file": item}, item.line, item.column)
    keys = mapping_of(item, faults)
    faults.unknown_keys(item, FILE_KEYS)
    file = text_of(keys.get("file"), faults).strip()
    if not file:
        faults.add(
            keys.get("file", item),
            "surveys: hãy ghi file: và đường dẫn tới bảng, như surveys/khao_sat.csv",
            "surveys: write file: with the table's path, such as surveys/survey.csv",
        )
    attributes = mapping_of(keys.get("attributes"), faults)
    questions = list_of(keys.get("questions"), faults)
    return SurveyFile(
        file=file,
        name=_matching(keys.get("name"), _NAME, faults),
        title=text_of(keys.get("title"), faults).strip(),
        id=text_of(keys.get("id"), faults).strip(),
        labels=text_of(keys.get("labels"), faults).strip(),
        language=text_of(keys.get("language"), faults).strip(),
        sheet=text_of(keys.get("sheet"), faults),
        layout=_one_of(keys.get("layout"), LAYOUTS, faults),
        attributes={name: text_of(column, faults) for name, column in attributes.items()},
        columns=tuple(_column(one, faults) for one in questions),
        where=_where(item, faults),
    )


def _column(item: Item, faults: Faults) -> SurveyColumn:
    if isinstance(item.value, str):
        item = Item({"column": item}, item.line, item.column)
    keys = mapping_of(item, faults)
    faults.unknown_keys(item, COLUMN_KEYS)
    column = text_of(keys.get("column"), faults).strip()
    if not column:
        faults.add(
            keys.get("column", item),
            "questions: hãy ghi column: và tiêu đề của cột trong bảng",
            "questions: write column: with the heading of the table's column",
        )
    kind = _one_of(keys.get("kind"), get_args(QuestionKind), faults)
    return SurveyColumn(
        column=column,
        id=_matching(keys.get("id"), _ID, faults),
        kind=cast("QuestionKind", kind) if kind else None,
        words=text_of(keys.get("words"), faults).strip(),
        separator=text_of(keys.get("separator"), faults),
        options=texts_of(keys.get("options"), faults),
        means=tuple(_means(keys.get("means"), faults)),
        where=_where(keys.get("column", item), faults),
    )


def _means(item: Item | None, faults: Faults) -> Iterator[AnswersMean]:
    """Yield what answers mean: `code: [answers]`, `code: {answers, valence}`, or a list of these.

    A code whose answers differ in direction has a list of `{answers, valence}`.
    """
    if item is None or item.value == "":
        return
    if isinstance(item.value, tuple):
        for one in item.value:
            faults.unknown_keys(one, MEANS_KEYS)
            code = mapping_of(one, faults).get("code", one)
            yield _mean(text_of(code, faults).strip(), one, code, faults)
        return
    for name, value in mapping_of(item, faults).items():
        listed = value.value if isinstance(value.value, tuple) else ()
        each = listed if any(one.keys for one in listed) else (value,)
        for one in each:
            faults.unknown_keys(one, MEANS_KEYS[1:])
            yield _mean(name.strip(), one, value, faults)
        _check_once(name, each, faults)


def _mean(code: str, item: Item, place: Item, faults: Faults) -> AnswersMean:
    keys: Mapping[str, Item] = item.keys
    answers = texts_of(keys.get("answers") if keys else item, faults)
    if not answers or not code:
        faults.add(
            item,
            "means: hãy ghi mã và các câu trả lời, như awareness.no_knowledge: [Chưa nghe]",
            "means: write a code and its answers, such as awareness.no_knowledge: [Never heard]",
        )
    valence = _one_of(keys.get("valence"), get_args(Valence), faults)
    direction = cast("Valence", valence) if valence else None
    return AnswersMean(code, answers, direction, _where(place, faults))


def _check_once(code: str, each: tuple[Item, ...], faults: Faults) -> None:
    """Note an answer that would mean a code in two directions."""
    seen: set[str] = set()
    for one in each:
        answers = set(map(folded, texts_of(one.keys.get("answers"), faults))) if one.keys else set()
        if twice := sorted(answers & seen):
            faults.add(
                one,
                f"means: “{twice[0]}” có hai lần dưới {code}; chỉ giữ một chiều",
                f"means: “{twice[0]}” is there twice under {code}; keep one direction",
            )
        seen |= answers


def _one_of(item: Item | None, known: tuple[str, ...], faults: Faults) -> str:
    text = text_of(item, faults).strip()
    if item is not None and text and text not in known:
        listed = ", ".join(known)
        faults.add(
            item,
            f"không có '{text}'; dùng một trong: {listed}",
            f"there is no '{text}'; use one of: {listed}",
        )
        return ""
    return text


def _matching(item: Item | None, form: re.Pattern[str], faults: Faults) -> str:
    text = text_of(item, faults).strip()
    if item is not None and text and not form.fullmatch(text):
        faults.add(
            item,
            f"'{text}': chỉ dùng chữ, số, gạch nối và gạch dưới, không có dấu cách",
            f"'{text}': use letters, digits, hyphens and underscores only, no blanks",
        )
        return ""
    return text


def _where(item: Item, faults: Faults) -> str:
    return f"{faults.file}:{item.line}:{item.column}"
