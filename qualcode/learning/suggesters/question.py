"""What is put to one suggester, and the key that all its answers rest on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import EntryPoint

from qualcode.learning.examples import learnable
from qualcode.learning.passages import Passage
from qualcode.model import Code, Codebook, Study

NOT_IN_KEY = frozenset({"timeout"})
"""Options that change no answer, whoever reads them."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is put to one suggester: passages with the same words are put once."""

    name: str
    model: str
    options: Mapping[str, str]
    books: tuple[Codebook, ...]
    passages: Mapping[str, Passage]
    """Key of all that the answer rests on → passage."""
    leaves: frozenset[str]


def question_to(
    point: EntryPoint, options: Mapping[str, str], study: Study, passages: Sequence[Passage]
) -> Question:
    """Return what is put to this suggester: all passages, whether it has answered them or not."""
    version = point.dist.version if point.dist else "0"
    books = tuple(map(_without_rules, study.codebooks))
    keyed = {name: text for name, text in options.items() if name not in NOT_IN_KEY}
    marks = [point.name, version, keyed.get("model", ""), f"#{_key(keyed)[:6]}" if keyed else ""]
    everything = [_key([point.name, version, keyed, [asdict(book) for book in books]])]
    return Question(
        name=point.name,
        model=" ".join(filter(None, marks)),
        options=options,
        books=books,
        passages={_key([*everything, *words_of(one)]): _without_hits(one) for one in passages},
        leaves=frozenset(code.id for code in learnable(study.codebooks)),
    )


def _without_rules(book: Codebook) -> Codebook:
    """Return what the codes mean, without rules: to edit a rule must not send talk again."""
    known = tuple(replace(example, where="") for example in book.experience)
    return Codebook(book.name, "", _plain(book.codes), _plain(book.groups), experience=known)


def _plain(codes: Iterable[Code]) -> tuple[Code, ...]:
    return tuple(replace(code, rules=(), asked=()) for code in codes)


def _without_hits(passage: Passage) -> Passage:
    return replace(passage, hits=frozenset(), turn_hits=frozenset())


def words_of(passage: Passage) -> tuple[str, ...]:
    """Return all the words of a passage and around it that an answer may rest on."""
    return passage.text, passage.context, passage.question, passage.before


def _key(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=sorted)
    return hashlib.sha256(text.encode()).hexdigest()[:24]
