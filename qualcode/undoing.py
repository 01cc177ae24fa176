"""Taking decisions back and restoring them, any number of steps, from the log alone.

A step is what was recorded in one go. Nothing is kept beside the log, so it goes on after a
restart: what stands can be taken back, and what was taken back last can be restored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from qualcode.decisions import check_coder, only
from qualcode.errors import DecisionError
from qualcode.model import Decision, Study
from qualcode.review.standing import by_time, undone


def undo(study: Study, *, coder: str, id: str = "") -> tuple[Decision, ...]:
    """Return the drafts that take back the coder's latest step that stands, or this decision.

    By its id it may be anybody's; taking back an undo restores what it had taken back.
    """
    check_coder(coder)
    gone = undone(study.decisions)
    if not id:
        return _taking_back(coder, latest_step(study.decisions, coder))
    target = _named(study, id)
    if target.id in gone:
        raise DecisionError.at(
            id,
            "quyết định này đã được rút lại; muốn khôi phục, hãy rút lại chính lệnh undo đó",
            "this decision is taken back already; to restore it, take back that undo",
        )
    return _taking_back(coder, [target])


def redo(study: Study, *, coder: str) -> tuple[Decision, ...]:
    """Return the drafts that restore what the coder took back last, unless she went on since."""
    check_coder(coder)
    return _taking_back(coder, latest_undo(study.decisions, coder))


def latest_step(decisions: Sequence[Decision], coder: str) -> tuple[Decision, ...]:
    """Return what stands of the coder's latest step of which anything stands, latest first."""
    gone = undone(decisions)
    mine = (d for d in decisions if d.coder == coder and d.action != "undo" and d.id not in gone)
    found = _last_step(mine)
    if not found:
        raise DecisionError.at(
            coder,
            f"{coder} không có quyết định nào để rút lại",
            f"{coder} has no decision to take back",
        )
    return found


def latest_undo(decisions: Sequence[Decision], coder: str) -> tuple[Decision, ...]:
    """Return the undos of the coder's latest step back, if nothing was decided since."""
    gone = undone(decisions)
    mine = [decision for decision in decisions if decision.coder == coder]
    new = max((by_time(d) for d in mine if d.action != "undo"), default=("", "", 0, ""))
    targets = {d.id: d.target for d in decisions if d.action == "undo"}
    found = _last_step(
        d for d in mine if d.id not in gone and by_time(d) > new and _takes_away(d.id, targets)
    )
    if not found:
        raise DecisionError.at(
            coder,
            f"{coder} không có gì vừa rút lại để làm lại; khôi phục theo id: qualcode undo ID",
            f"{coder} has taken nothing back just now; to restore by id: qualcode undo ID",
        )
    return found


def _takes_away(id: str, undos: Mapping[str, str]) -> bool:
    """Say whether this is an undo of a decision, or of what restored one: not of an undo."""
    depth, passed = 0, set[str]()
    while id in undos and id not in passed:
        passed.add(id)
        id, depth = undos[id], depth + 1  # noqa: A001 - an id is an id
    return depth % 2 == 1


def _last_step(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that were recorded in one go with the latest of these, latest first."""
    listed = sorted(decisions, key=by_time, reverse=True)
    return tuple(d for d in listed if _step(d) == _step(listed[0]))


def _step(decision: Decision) -> str:
    return decision.step or decision.id


def _taking_back(coder: str, targets: Iterable[Decision]) -> tuple[Decision, ...]:
    return tuple(Decision("", "", 0, coder, "undo", target=target.id) for target in targets)


def _named(study: Study, prefix: str) -> Decision:
    known = {decision.id: decision for decision in study.decisions}

    def shown(id: str) -> str:
        return f"{id[:8]} {known[id].coder} {known[id].action} {known[id].code}"

    return known[only(prefix, known, shown)]
