"""What every table rests on: whose word counts, whose the codings are, which are counted."""

from __future__ import annotations

from dataclasses import asdict

from qualcode import shares
from qualcode.cli import console
from qualcode.model import Study
from qualcode.review import policy


def as_json(study: Study) -> dict[str, object]:
    """Return it as a program reads it."""
    chosen = study.settings
    found = asdict(shares.shares(study.codings))
    return {"policy": chosen.policy, "count": chosen.count, "shares": found}


def tell(study: Study) -> None:
    """Say it to the person at the terminal, on standard error."""
    told = (*shares.told(study), policy.describe(study.settings.policy))
    for words in told:
        console.note(*console.folded(words.say(console.language())))
