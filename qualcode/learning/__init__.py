"""Suggestions that learn: from what codebooks bring along and from what coders decide.

```
codebooks' examples → teaching (what is expected) ──┐
passages ───────────────────────────────────────────┼→ learner → proposing → suggestions, proposals
decisions → examples → correcting (what differs) ───┘
```

Beside it: `work`, in which order to read and when to stop; `likeness`, what is said alike, without
any model; `suggesters`, what others' programs suggest.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from qualcode.learning.examples import learnable
from qualcode.learning.features import Embed
from qualcode.learning.kept import Kept
from qualcode.learning.learner import Learner
from qualcode.learning.passages import Passage, passages
from qualcode.learning.proposing import Proposed, proposed
from qualcode.learning.teaching import Expected, Taught, Teacher
from qualcode.model import Study
from qualcode.recall import key_of
from qualcode.ruleset import Ruleset

__all__ = ["Learner", "Passage", "Proposed", "learn", "learner", "passages", "proposed"]


def learn(
    study: Study, ruleset: Ruleset, kept: Kept, *, anew: bool, embed: Embed | None = None
) -> tuple[Study, Kept]:
    """Return a coded study with its suggestions, and what was learned, to be kept.

    Not `anew`, suggestions stay as they were last learned, though decisions were added since.
    """
    keys = [(one.name, key_of(one)) for one in _in_order(study).transcripts]
    books = _books(study, ruleset, embed)
    whole = _digest(books, keys, study.settings.policy, study.settings.suggest)
    now = _digest(*sorted(decision.id for decision in study.decisions))
    if kept.study != whole or (anew and kept.decisions != now):
        kept = _expecting(study, ruleset, kept, books, embed)
        learned, found = _learner(study, kept, embed).learn(study)
        kept = replace(kept, study=whole, decisions=now, learned=learned, suggestions=found)
    return replace(study, learned=kept.learned, suggestions=kept.suggestions), kept


def learner(study: Study, ruleset: Ruleset, kept: Kept, embed: Embed | None = None) -> Learner:
    """Return what learns from a study anew with each decision, given what was learned of it."""
    books = _books(study, ruleset, embed)
    return _learner(study, _expecting(study, ruleset, kept, books, embed), embed)


def _learner(study: Study, kept: Kept, embed: Embed | None) -> Learner:
    study = _in_order(study)
    every = [one for each in study.transcripts for one in kept.expected[key_of(each)]]
    return Learner(study, kept.taught, every, experience=kept.codebooks, embed=embed)


def _in_order(study: Study) -> Study:
    """Return the study with its transcripts in one order, however they were read."""
    return replace(study, transcripts=tuple(sorted(study.transcripts, key=lambda one: one.name)))


def _expecting(study: Study, ruleset: Ruleset, kept: Kept, books: str, embed: Embed | None) -> Kept:
    """Return what is kept with what the codebooks lead to expect of every transcript."""
    keys = [key_of(transcript) for transcript in study.transcripts]
    if kept.codebooks != books:
        kept = Kept(books)
    missing = [n for n, key in enumerate(keys) if key not in kept.expected]
    expected = {key: kept.expected[key] for key in keys if key in kept.expected}
    if not missing:
        return replace(kept, expected=expected)
    teacher = Teacher(study.codebooks, ruleset, embed)
    if not teacher.enough:
        return replace(kept, expected=dict.fromkeys(keys, ()))
    names = {study.transcripts[n].name for n in missing}
    new = [one for one in passages(study) if one.segment.transcript in names]
    told: dict[str, list[Expected]] = {name: [] for name in names}
    for passage, one in zip(new, teacher.expected(new), strict=True):
        told[passage.segment.transcript].append(one)
    taught: Taught = kept.taught or teacher.taught
    expected |= {keys[n]: tuple(told[study.transcripts[n].name]) for n in missing}
    return replace(kept, taught=taught, expected=expected)


def _books(study: Study, ruleset: Ruleset, embed: Embed | None) -> str:
    """Return a digest of all that the codebooks teach; rules count, since they are weighed."""
    told = [
        (one.passage, sorted(one.codes), one.question, one.source, one.turn)
        for book in study.codebooks
        for one in book.experience
    ]
    codes = [
        (one.id, one.valence, one.examples, one.counter_examples)
        for one in learnable(study.codebooks)
    ]
    rules = sorted(rule.key for rule in ruleset.rules)
    # Without the extra that embeds, nothing is embedded, whatever the settings say.
    model = study.settings.suggest.embed if embed else ""
    others = (sorted(study.settings.variants.items()), model)
    return _digest(told, codes, rules, others)


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
