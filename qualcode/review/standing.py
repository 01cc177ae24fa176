"""Which decisions stand and in which order, and what codes that were renamed are called now."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from qualcode.model import Decision

MIGRATIONS = frozenset({"rename", "merge", "retire"})
"""The actions that move what was decided about a code to another one, or set it aside."""


def by_time(decision: Decision) -> tuple[str, str, int, str]:
    """Return the key that puts decisions in the order in which they count."""
    return decision.time, decision.coder, decision.sequence, decision.id


def in_order(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Return the decisions by id in the order in which they count, a repeated one once."""
    unique: dict[str, Decision] = {}
    for decision in sorted(decisions, key=by_time):
        unique.setdefault(decision.id, decision)
    return unique


def that_stand(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that were not taken back, in the order in which they count."""
    return not_undone(in_order(decisions))


def not_undone(unique: Mapping[str, Decision]) -> list[Decision]:
    """Return those of these decisions, as `in_order` gives them, that were not taken back."""
    gone = undone(unique.values())
    return [decision for decision in unique.values() if decision.id not in gone]


def origin(decision: Decision, known: Mapping[str, Decision]) -> Decision:
    """Return what an undo, or an undo of undos, is about in the end: an undo, if that is gone."""
    if decision.action != "undo":
        return decision
    passed: set[str] = set()
    while decision.action == "undo" and decision.id not in passed and decision.target in known:
        passed.add(decision.id)
        decision = known[decision.target]
    return decision


def undone(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return the ids of the decisions that were taken back, and not restored."""
    targets = {d.id: d.target for d in decisions if d.action == "undo"}
    depths: dict[str, int] = {}
    for undo in targets:
        _measure(undo, targets, depths)
    gone: set[str] = set()
    # The last of a chain is settled first, whatever the clocks say.
    for undo in sorted(targets, key=lambda undo: (-depths[undo], undo)):
        if undo not in gone:
            gone.add(targets[undo])
    return frozenset(gone)


def _measure(undo: str, targets: Mapping[str, str], depths: dict[str, int]) -> None:
    """Note of each undo in the chain from this one how many undos of undos follow it."""
    chain: dict[str, int] = {}
    while undo in targets and undo not in depths and undo not in chain:
        chain[undo] = len(chain)
        undo = targets[undo]
    # Undos in a circle are all equally deep.
    circle = len(chain) - chain[undo] if undo in chain else 0
    depth = depths.get(undo, circle)
    for link in reversed(chain):
        in_circle = circle and chain[link] >= chain[undo]
        depth = circle if in_circle else depth + 1
        depths[link] = depth


def migrations(stand: Iterable[Decision], codes: Container[str]) -> dict[str, str]:
    """Return what each code that left the codebooks is called now: nothing if it was retired.

    Those that stand are in order of time: the latest word on a code counts.
    """
    moves = {
        d.code: "" if d.action == "retire" else d.target
        for d in stand
        if d.action in MIGRATIONS and d.code not in codes
    }
    return {old: _followed(old, moves) for old in moves}


def _followed(code: str, moves: Mapping[str, str]) -> str:
    """Return the end of a chain of renamings; of a circle, the code itself."""
    past: set[str] = set()
    end = code
    while end in moves and end not in past:
        past.add(end)
        end = moves[end]
    return code if end in past else end
