"""A JSON Schema of codebooks, for completion and checking in editors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from qualcode.codebook import CODE_KEYS, TOP_KEYS
from qualcode.model import Bilingual, Scope, Stance, Valence
from qualcode.rules import RULE_KEYS

FILE = "codebook.schema.json"
Schema = dict[str, object]

MEANING = {
    "codebook": Bilingual("Tên của sổ mã.", "The codebook's name."),
    "version": Bilingual("Phiên bản; tăng lên khi sửa.", "Its version; raise it with each change."),
    "title": Bilingual("Tên đầy đủ, để in.", "Its title, for print."),
    "example_files": Bilingual(
        "Tệp .csv chứa những đoạn đã gán mã (passage, codes), tính từ thư mục nghiên cứu.",
        "CSV files of coded passages (passage, codes), their paths from the study's folder.",
    ),
    "lexicons": Bilingual(
        "Bộ từ: TÊN: [từ, cụm từ, …]; trong mẫu viết {TÊN}.",
        "Sets of words: NAME: [word, phrase, …]; written {NAME} in a pattern.",
    ),
    "other_words": Bilingual(
        "Cụm từ trông giống mà nghĩa khác: mũ bảo hiểm, tiền án.",
        "Phrases that look alike and mean something else: mũ bảo hiểm (helmet).",
    ),
    "codes": Bilingual("Các mã.", "The codes."),
    "id": Bilingual("Tên mã; dấu chấm ngăn cấp: nhóm.mã.", "The id; dots make the tree."),
    "label": Bilingual("Nhãn ngắn.", "A short label."),
    "definition": Bilingual("Gán mã này khi …", "Give this code when …"),
    "include": Bilingual("Kể cả khi …", "Also when …"),
    "exclude": Bilingual("Không gán khi …", "Not when …"),
    "examples": Bilingual(
        "Câu phải nhận mã này; được thử bằng qualcode codebook test.",
        "Sayings that must get this code; tried by qualcode codebook test.",
    ),
    "counter_examples": Bilingual(
        "Câu không được nhận mã này.", "Sayings that must not get this code."
    ),
    "valence": Bilingual("Rào cản, thuận lợi hay trung tính.", "What it says of access."),
    "patterns": Bilingual(
        "Những cách nói ra mã này. Từ cạnh nhau; ( a | b ) một trong; ? có thể thiếu; ~4 cách tối "
        "đa 4 âm tiết; {TÊN} bộ từ; th* mọi đuôi; ^ $ đầu, cuối câu.",
        "Ways of saying it. Words in a row; ( a | b ) one of; ? may be missing; ~4 up to 4 "
        "syllables between; {NAME} a lexicon; th* any ending; ^ $ start, end of the sentence.",
    ),
    "asked": Bilingual(
        "Người phỏng vấn hỏi về mã này bằng những mẫu nào.",
        "How an interviewer puts this topic, as patterns.",
    ),
    "pattern": Bilingual("Một mẫu.", "A pattern."),
    "tokens": Bilingual(
        "Thay cho pattern: mẫu theo cú pháp Matcher của spaCy.",
        "In place of pattern: a pattern in spaCy's Matcher syntax.",
    ),
    "question": Bilingual("Người phỏng vấn vừa hỏi một trong những mẫu này.", "Just asked."),
    "unless": Bilingual(
        "Bỏ nếu một trong những mẫu này có trong cùng câu (hay lượt).",
        "Not if one of these matches in the same sentence (or turn).",
    ),
    "unless_question": Bilingual(
        "Bỏ nếu người phỏng vấn vừa hỏi một trong những mẫu này.",
        "Not if the interviewer had just asked one of these.",
    ),
    "unless_turn": Bilingual(
        "Bỏ nếu một trong những mẫu này có ở đâu đó trong lượt lời.",
        "Not if one of these matches anywhere in the turn.",
    ),
    "only_when": Bilingual(
        "Chỉ khi từ khớp đầu tiên được nói như thế.",
        "Only when the first word that fires is said so.",
    ),
    "not_when": Bilingual(
        "Bỏ khi từ khớp đầu tiên được nói như thế: phủ định, hỏi, giả định, thuật lại, đã qua.",
        "Not when the first word that fires is said so.",
    ),
    "speaker": Bilingual(
        "Nhãn người nói; * là mọi đuôi: Nữ *.", "A speaker's label; * any ending."
    ),
    "scope": Bilingual("Tìm trong từng câu hay cả lượt lời.", "Sought in a sentence or a turn."),
}
"""What each key is for, as an editor shows it; `examples` at the top are other things."""

NO_OTHER: Mapping[str, str] = MappingProxyType({})
"""No key that stands for something else where it is."""
TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""YAML takes `no`, `on` and `1.10` for something else; here every scalar is text."""
TEXTS: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}]}
BILINGUAL: Schema = {
    "anyOf": [
        TEXT,
        {"type": "object", "properties": {"vi": TEXT, "en": TEXT}, "additionalProperties": False},
    ]
}


def schema() -> Schema:
    """Return the schema of a codebook's YAML."""
    special: dict[str, Schema] = {
        **dict.fromkeys(("title", "label", "definition", "include", "exclude"), BILINGUAL),
        **dict.fromkeys(("codebook", "version", "id", "pattern", "speaker"), TEXT),
        "valence": {"enum": [*get_args(Valence)]},
        "scope": {"enum": [*get_args(Scope)]},
        **dict.fromkeys(("only_when", "not_when"), _one_or_more([*get_args(Stance)])),
        "lexicons": {"type": "object", "additionalProperties": TEXTS},
        "tokens": {"type": "array", "items": {"type": "object"}, "minItems": 1},
    }
    rule = _entry(RULE_KEYS, special) | {
        "oneOf": [{"required": ["pattern"]}, {"required": ["tokens"]}]
    }
    special["patterns"] = {"anyOf": [TEXT, {"type": "array", "items": {"anyOf": [TEXT, rule]}}]}
    code = _entry(CODE_KEYS, special) | {"required": ["id", "label"]}
    special["codes"] = {"type": "array", "items": code, "minItems": 1}
    top = _entry(TOP_KEYS, special, {"examples": "example_files"})
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "qualcode codebook",
        **top,
        "required": ["codebook", "codes"],
    }


def as_text() -> str:
    """Return the schema as the JSON file that editors read."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _one_or_more(words: list[str]) -> Schema:
    return {"anyOf": [{"enum": words}, {"type": "array", "items": {"enum": words}}]}


def _entry(
    keys: tuple[str, ...], special: dict[str, Schema], meant: Mapping[str, str] = NO_OTHER
) -> Schema:
    """Return a mapping of these keys, each with what it is for; those not special take texts."""
    meaning = {key: MEANING[meant.get(key, key)] for key in keys}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            key: {
                "description": f"{meaning[key].vi} / {meaning[key].en}",
                **special.get(key, TEXTS),
            }
            for key in keys
        },
    }
