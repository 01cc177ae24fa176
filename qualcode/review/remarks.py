"""What was said of codings: memos, pins and bans, their English and who has checked it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from qualcode.model import Action, Coding
from qualcode.review.fold import Fold
from qualcode.review.outcomes import translated
from qualcode.review.placing import Placed

OF_ENGLISH = frozenset({"translate", "check"})
"""Actions about words, whichever codes they have."""

Quote = tuple[str, int, int]
"""A transcript's name, and where words of it start and end."""


def over(fold: Fold, said: Mapping[Action, Sequence[Placed]]) -> tuple[list[Coding], list[Placed]]:
    """Return the codings with all that was said of them, and what there is no coding for.

    A check is never without one by itself: its translation is then.
    """
    remarks = [*_latest(said.get("memo", ())), *_latest(said.get("cite", ()))]
    fit = {item.decision.id for item in remarks if fold.annotate(item)}
    quotes = {_quote(item): item for item in _latest(said.get("translate", ()))}
    checks: defaultdict[Quote, list[Placed]] = defaultdict(list)
    for item in said.get("check", ()) if quotes else ():
        checks[_quote(item)].append(item)
    codings = [_in_english(coding, quotes, checks, fit) for coding in fold] if quotes else [*fold]
    every = (*remarks, *quotes.values())
    return codings, [one for one in every if one.decision.id not in fit and _says(one)]


def _says(item: Placed) -> bool:
    """Say whether this says something, and does not only take away what was said before."""
    return bool(item.decision.target if item.decision.action == "cite" else item.decision.note)


def _quote(item: Placed | Coding) -> Quote:
    return item.transcript, item.span.start, item.span.end


def _latest(remarks: Iterable[Placed]) -> list[Placed]:
    """Return of the remarks on the very same words only the latest."""
    latest: dict[tuple[str, str, int, int], Placed] = {}
    for item in remarks:
        key = item.transcript, item.code, item.span.start, item.span.end
        latest.pop(key, None)
        latest[key] = item
    return list(latest.values())


def _in_english(
    coding: Coding,
    quotes: Mapping[Quote, Placed],
    checks: Mapping[Quote, Sequence[Placed]],
    fit: set[str],
) -> Coding:
    """Return the coding with its quote's translation as it was checked; note that it fits."""
    where = _quote(coding)
    item = quotes.get(where)
    if item is None:
        return coding
    fit.add(item.decision.id)
    for one in (item, *checks.get(where, ())):
        coding = translated(coding, one.decision)
    return coding
