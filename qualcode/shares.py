"""How many of a study's codings are a person's, a rule's and a model's, and which are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from qualcode.language.english import plural
from qualcode.model import Bilingual, Coding, Study

CONFIRMED = frozenset({"accepted", "added"})
"""The statuses that a person gave."""
OWN = "qualcode"
"""How `Coding.model` begins for what the program itself has learned; else with who suggested it."""

ONLY_CONFIRMED = Bilingual(
    "Chỉ tính những lượt đã có người xác nhận hay thêm.",
    "Only codings that a person confirmed or added are counted.",
)


@dataclass(frozen=True, slots=True)
class Shares:
    """How many codings in force are whose; together they are all there are."""

    person: int = 0
    """Accepted or added."""
    rule: int = 0
    """Only proposed, by a rule."""
    model: int = 0
    """Only proposed, by what was learned from the coders."""
    others: Mapping[str, int] = field(default_factory=dict)
    """Only proposed, by suggesters of others: name → how many."""
    disputed: int = 0
    """Added by a person, but coders differ and nobody has settled it."""

    @property
    def total(self) -> int:
        """Return how many there are."""
        return self.person + self.rule + self.model + sum(self.others.values()) + self.disputed

    def say(self) -> Bilingual:
        """Return them in one line, the words that every output has."""
        parts = [
            (self.person, "do người xác nhận hay thêm", "confirmed or added by a person"),
            (self.rule, "do quy tắc đề xuất", "proposed by rules"),
            (self.model, "do máy học đề xuất", "by learning"),
            *((count, f"do {name} đề xuất", f"by {name}") for name, count in self.others.items()),
        ]
        if self.disputed:
            parts.append((self.disputed, "do người thêm, chờ phân xử", "added and in dispute"))
        return Bilingual(
            f"{_vi(self.total)} lượt: " + ", ".join(f"{_vi(n)} {vi}" for n, vi, _ in parts),
            f"{self.total:,} {plural(self.total, 'coding')}: "
            + ", ".join(f"{n:,} {en}" for n, _, en in parts),
        )


def shares(codings: Iterable[Coding]) -> Shares:
    """Return how many of these codings in force are whose."""
    counts = Counter(map(_whose, codings))
    others = sorted(name for whose, name in counts if whose == "others")
    return Shares(
        person=counts["person", ""],
        rule=counts["rule", ""],
        model=counts["model", ""],
        others={name: counts["others", name] for name in others},
        disputed=counts["disputed", ""],
    )


def _whose(coding: Coding) -> tuple[str, str]:
    if is_confirmed(coding):
        return "person", ""
    if coding.origin == "model":
        name = suggester(coding.model)
        return ("others", name) if name else ("model", "")
    return ("rule", "") if coding.origin == "rule" else ("disputed", "")


def suggester(model: str) -> str:
    """Return who suggested what this model proposed; nothing if the program itself has learned."""
    first = model.split(maxsplit=1)[0].rstrip(":,;") if model.strip() else OWN
    return "" if first == OWN else first


def is_confirmed(coding: Coding) -> bool:
    """Say whether a person stands by the coding."""
    return coding.status in CONFIRMED


def is_counted(study: Study, coding: Coding) -> bool:
    """Say whether the study counts the coding."""
    return study.settings.count == "all" or is_confirmed(coding)


def counted(study: Study) -> Study:
    """Return the study with those codings only that it counts."""
    if study.settings.count == "all":
        return study
    return replace(study, codings=tuple(one for one in study.codings if is_confirmed(one)))


def only_confirmed(study: Study) -> Study:
    """Return the study that counts what a person confirmed, whatever its settings say."""
    return replace(study, settings=replace(study.settings, count="confirmed"))


def told(study: Study) -> tuple[Bilingual, ...]:
    """Return what every output says of whose the codings in force are, and which are counted."""
    said = shares(study.codings).say()
    sentence = Bilingual(f"{said.vi}.", f"{said.en}.")
    return (sentence,) if study.settings.count == "all" else (sentence, ONLY_CONFIRMED)


def _vi(number: int) -> str:
    return f"{number:,}".replace(",", ".")
