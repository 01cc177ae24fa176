"""Whose word counts where several coders worked: the codings in force under each policy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from qualcode.model import Bilingual, Coding, Decision, Span, Status, Transcript, Valence
from qualcode.review import Review, review, settled
from qualcode.review.by_place import ByPlace
from qualcode.review.placing import place
from qualcode.review.standing import MIGRATIONS
from qualcode.review.voices import Place, Voices, Vote, clusters, listen, readers

CODER = "coder:"
EVERYBODYS = MIGRATIONS | {"assign"}
"""What is decided about the study itself holds for every coder."""

DESCRIPTIONS: Mapping[str, Bilingual] = {
    "latest": Bilingual(
        "Quyết định sau cùng có hiệu lực, bất kể của ai.",
        "The latest decision counts, whoever made it.",
    ),
    "union": Bilingual(
        "Mã có hiệu lực nếu ít nhất một người mã hóa chọn; kết quả phân xử đứng trên quyết định "
        "của từng người.",
        "A code is in force if at least one coder gave it; what was settled stands above the "
        "coders' own decisions.",
    ),
    "majority": Bilingual(
        "Mã có hiệu lực nếu số người chọn nhiều hơn số người bỏ; ngang nhau thì vẫn là đề xuất; "
        "kết quả phân xử đứng trên quyết định của từng người.",
        "A code is in force if more coders gave it than struck it; at a tie it remains a "
        "proposal; what was settled stands above the coders' own decisions.",
    ),
    "adjudicated": Bilingual(
        "Mã có hiệu lực nếu những người mã hóa thống nhất; chỗ khác nhau vẫn là đề xuất cho đến "
        "khi được phân xử.",
        "A code is in force if the coders agree; where they differ it remains a proposal until "
        "it is settled.",
    ),
}

Verdict = Literal["yes", "no", "open"]
STATUS: Mapping[Verdict, Status] = {"yes": "added", "no": "rejected", "open": "proposed"}


def describe(policy: str) -> Bilingual:
    """Return the sentence that says in every output whose word counts."""
    if not policy.startswith(CODER):
        return DESCRIPTIONS[policy]
    name = _named(policy)
    return Bilingual(f"Chỉ tính các quyết định của {name}.", f"Only the decisions of {name} count.")


def in_force(
    automatic: Iterable[Coding],
    decisions: Iterable[Decision],
    transcripts: Iterable[Transcript],
    codes: Mapping[str, Valence],
    policy: str,
) -> Review:
    """Return what is in force when this policy says whose word counts; the rest as `review`."""
    if policy.startswith(CODER):
        return review(automatic, _of_coder(decisions, _named(policy)), transcripts, codes)
    if policy == "latest":
        return review(automatic, decisions, transcripts, codes)
    automatic = tuple(automatic)
    placement = place(decisions, transcripts, codes)
    voices = listen(automatic, placement.placed, codes)
    read = readers(placement.placed)
    resolved = [*voices.untouched, *_voted(automatic, voices, read, policy)]
    settling = [item for item in placement.placed if item.decision.action == "adjudicate"]
    return settled(resolved, placement, settling, codes, voices.heirs)


def _named(policy: str) -> str:
    return policy.removeprefix(CODER).strip()


def _of_coder(decisions: Iterable[Decision], name: str) -> list[Decision]:
    """Return the coder's own decisions and those about the study that hold for everybody."""
    every = list(decisions)
    general = _with_undos({d.id for d in every if d.action in EVERYBODYS}, every)
    own = {d.id for d in every if d.coder == name} | general
    # Nor does it count that the coder took back what another had decided.
    others = _with_undos({d.id for d in every if d.id not in own}, every)
    return [d for d in every if d.id in own and d.id not in others]


def _with_undos(ids: set[str], decisions: Sequence[Decision]) -> set[str]:
    """Return these decisions, what takes them back, and what takes that back."""
    undos = [decision for decision in decisions if decision.action == "undo"]
    found = set(ids)
    while more := {undo.id for undo in undos if undo.target in found} - found:
        found |= more
    return found


def _voted(
    automatic: Iterable[Coding],
    voices: Voices,
    read: Mapping[tuple[str, int], set[str]],
    policy: str,
) -> Iterator[Coding]:
    """Return what becomes of every place that somebody decided about."""
    proposed: defaultdict[Place, ByPlace[Coding]] = defaultdict(ByPlace)
    for coding in automatic if read else ():
        proposed[coding.transcript, coding.code].put(coding)
    for where, votes in voices.votes.items():
        for cluster in clusters(votes):
            coding = cluster[0].coding
            by = read.get((coding.transcript, coding.turn), set())
            if any(v.is_on_proposal or proposed[where].there(v.coding.span) for v in cluster if by):
                # Who read the turn but left the proposal as it was has not said no.
                by = set()
            yield from _outcome(cluster, by, policy)


def _outcome(cluster: Sequence[Vote], read: set[str], policy: str) -> list[Coding]:
    """Return the coding that the coders' votes on one place come to."""
    voters = {vote.coder for vote in cluster}
    yes = {vote.coder for vote in cluster if vote.is_yes}
    no = (voters | read) - yes
    verdict = _verdict(len(yes), len(no), policy)
    if len(voters) == 1 and verdict == ("yes" if yes else "no"):
        return [vote.coding for vote in cluster]
    said = [v for v in cluster if v.is_yes == (verdict != "no")] or list(cluster)
    span = _span(said)
    same = [vote.coding for vote in said if vote.coding.span == span]
    base = next((coding for coding in same if coding.status != "added"), same[0])
    is_confirmed = verdict == "yes" and base.status == "accepted"
    names = {"yes": yes, "no": no, "open": set[str]()}[verdict]
    status = "accepted" if is_confirmed else STATUS[verdict]
    return [replace(base, status=status, coder=", ".join(sorted(names)))]


def _verdict(yes: int, no: int, policy: str) -> Verdict:
    if policy == "union" or not (yes and no):
        return "yes" if yes else "no"
    if policy == "adjudicated" or yes == no:
        return "open"
    return "yes" if yes > no else "no"


def _span(votes: Sequence[Vote]) -> Span:
    """Return the words that most coders gave, then the longest, then the first."""
    coders: defaultdict[Span, set[str]] = defaultdict(set)
    for vote in votes:
        coders[vote.coding.span].add(vote.coder)
    return max(coders, key=lambda span: (len(coders[span]), span.end - span.start, -span.start))
