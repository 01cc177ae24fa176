"""What a study's files and its decisions don't agree on: lines that name the place and the cure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from qualcode import summaries
from qualcode.attribution import FIELDS
from qualcode.cases import canonical_type, fitted
from qualcode.decisions.checks import did_you_mean
from qualcode.explain import named
from qualcode.language.order import sort_key
from qualcode.language.source_types import SOURCE_TYPES
from qualcode.model import Bilingual, Chapter, Decision, Doubt, Problem, Settings, Study
from qualcode.triangulation import BESIDE, parted

SETTINGS = "qualcode.yaml"
DECISIONS = "coding.sqlite"
MANY = 5
"""Decisions on a transcript that is gone which are still told one by one."""


def of_decisions(study: Study) -> list[Problem]:
    """Return a note for each decision whose words or code have changed or are gone.

    Many that wait for one transcript's file are one note; so are those missing from a coder's own
    count.
    """
    named = {transcript.name for transcript in study.transcripts}
    waiting: dict[str, list[Doubt]] = defaultdict(list)
    for doubt in study.doubts:
        name = doubt.decision.transcript
        waiting[name if name not in named and doubt.span is None else ""].append(doubt)
    told = [_doubt(doubt) for doubt in waiting.pop("", [])]
    for name, doubts in waiting.items():
        told += [_waiting(name, doubts)] if len(doubts) > MANY else map(_doubt, doubts)
    return [*told, *_gaps(study.decisions)]


def of_summaries(study: Study) -> list[Problem]:
    """Return a note for each summary whose codings have changed since it was written."""
    cells = summaries.Cells(study)
    return [
        Problem(
            f"{DECISIONS}: {one.coder}: {one.case}",
            Bilingual(
                f"tóm tắt {one.code} đã cũ, từ khi viết: {said.vi}; hãy đọc lại, xem: qualcode "
                "summarise --list --stale",
                f"the summary of {one.code} is stale, since it was written: {said.en}; read it "
                "again, see: qualcode summarise --list --stale",
            ),
            "warning",
        )
        for one in study.summaries
        if (changes := cells.since(one))
        for said in [changes.say()]
    ]


def of_policy(study: Study) -> list[Problem]:
    """Return a note if only the decisions of somebody count who has made none."""
    name = study.settings.policy.removeprefix("coder:")
    coders = sorted({decision.coder for decision in study.decisions}, key=sort_key)
    if name == study.settings.policy or name in coders or not coders:
        return []
    hint = did_you_mean(name, coders)
    told = Bilingual(
        f"policy: '{name}' chưa quyết định gì nên chỉ còn đề xuất của máy{hint[0]}",
        f"policy: '{name}' has decided nothing, so only proposals are left{hint[1]}",
    )
    return [Problem(SETTINGS, told, "warning")]


def of_store(path: Path) -> list[Problem]:
    """Return a note if the store is a file without anything in it, as a cloud may leave one."""
    if not path.is_file() or path.stat().st_size:
        return []
    told = Bilingual(
        "tệp rỗng (0 byte), nên không có quyết định nào; nếu trước đây đã có, hãy chép bản còn "
        "nguyên vào (xem thùng rác hay lịch sử phiên bản của OneDrive, Dropbox)",
        "is empty (0 bytes), so there are no decisions; if there were any, put a whole copy back "
        "(see the bin or the version history of OneDrive, Dropbox)",
    )
    return [Problem(path.name, told, "warning")]


def of_copies(copies: Iterable[Path]) -> list[Problem]:
    """Return a note for each copy of the store that a cloud folder or a messenger has left."""
    told = Bilingual(
        "là bản sao xung đột của kho quyết định; hãy gộp vào bằng: qualcode merge",
        "is a conflict copy of the store of decisions; take it in with: qualcode merge",
    )
    return [Problem(path.name, told, "warning") for path in copies]


def _doubt(doubt: Doubt) -> Problem:
    decision = doubt.decision
    place = f"{DECISIONS}: {decision.id[:8]} {decision.coder}: {decision.transcript}"
    about = " ".join(
        filter(None, [decision.code, f"“{decision.exact[:60]}”" if decision.exact else ""])
    )
    action = named(decision)
    vi, en = f"{action.vi} {about}".strip(), f"{action.en} {about}".strip()
    if doubt.span is None:
        kept = Bilingual(
            f"quyết định được giữ lại nhưng không còn chỗ gắn ({doubt.reason.vi}): {vi}",
            f"the decision is kept but has no place now ({doubt.reason.en}): {en}",
        )
        return Problem(place, kept, "warning")
    changed = Bilingual(f"{doubt.reason.vi}: {vi}", f"{doubt.reason.en}: {en}")
    return Problem(place, changed, "warning")


def _waiting(name: str, doubts: Sequence[Doubt]) -> Problem:
    whose = Counter(doubt.decision.coder for doubt in doubts)
    listed = ", ".join(f"{coder} {number}" for coder, number in sorted(whose.items()))
    reason = doubts[0].reason
    return Problem(
        f"{DECISIONS}: {name}",
        Bilingual(
            f"{len(doubts)} quyết định được giữ lại ({listed}): {reason.vi}",
            f"{len(doubts)} decisions are kept ({listed}): {reason.en}",
        ),
        "warning",
    )


def _gaps(decisions: Iterable[Decision]) -> list[Problem]:
    """Return a note for each coder from whose own count numbers are missing."""
    counts: dict[str, set[int]] = defaultdict(set)
    for decision in decisions:
        counts[decision.coder].add(decision.sequence)
    missing = {coder: max(own) - len(own) for coder, own in counts.items()}
    return [
        Problem(
            f"{DECISIONS}: {coder}",
            Bilingual(
                f"thiếu {number} quyết định của {coder} (số thứ tự bị đứt quãng); nếu còn bản khác "
                "của tệp này, hãy gộp vào bằng: qualcode merge",
                f"{number} decisions of {coder} are missing (the count has gaps); if there is "
                "another copy of this file, take it in with: qualcode merge",
            ),
            "warning",
        )
        for coder, number in sorted(missing.items())
        if number > 0
    ]


def of_settings(study: Study) -> list[Problem]:
    """Return what qualcode.yaml names that no case, codebook or template has."""
    chosen = study.settings
    attributes = sorted({name for c in study.cases for name in c.attributes}, key=sort_key)
    codes = [c.id for book in study.codebooks for c in (*book.codes, *book.groups)]
    parents = {c.rsplit(".", level)[0] for c in codes for level in range(c.count(".") + 1)}
    templates = chosen.attribution.vi + chosen.attribution.en
    fields = [f"{{{name}}}" for name in FIELDS]
    asked = [code for listed in chosen.guide.values() for code in listed]
    told_apart = [parted(by)[0] for by in chosen.compare]
    compared = [name for name in told_apart if name not in (*Settings().compare, *BESIDE)]
    checks = (
        ("compare", compared if study.cases else [], [*attributes, *BESIDE]),
        ("attribution", sorted(set(re.findall(r"\{.*?\}", templates))), fields),
        ("guide", [name for name in chosen.guide if not canonical_type(name)], SOURCE_TYPES),
        ("guide", asked if codes else [], parents),
    )
    found = [
        _unfit(key, name, known)
        for key, named, known in checks
        for name in named
        if name not in known
    ]
    return [*found, *_of_outline(study, parents if codes else set())]


def _of_outline(study: Study, codes: Collection[str]) -> list[Problem]:
    """Return the codes, attributes and values that the report's outline names and nobody has."""
    values: dict[str, set[str]] = defaultdict(set)
    for case in study.cases:
        for name, value in case.attributes.items():
            values[name].add(value)
    problems = []
    for chapter in outlined(study.settings.report.outline):
        where = f"report: outline: {chapter.title.vi or chapter.title.en}"
        unknown = [code for code in chapter.codes if codes and code not in codes]
        problems += [_not_there(f"{where}: codes", code, sorted(codes)) for code in unknown]
        for name, wanted in chapter.speakers.items() if study.cases else ():
            if name not in values:
                problems.append(_not_there(f"{where}: speakers", name, sorted(values)))
                continue
            said = {fitted(name, value) for value in values[name]}
            problems += [
                _not_there(f"{where}: speakers: {name}", value, sorted(values[name], key=sort_key))
                for value in wanted
                if fitted(name, value) not in said
            ]
    return problems


def outlined(chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    """Yield all chapters, each before those below it."""
    for chapter in chapters:
        yield chapter
        yield from outlined(chapter.chapters)


def _not_there(where: str, name: str, known: Sequence[str]) -> Problem:
    hint = did_you_mean(name, known)
    listed = "" if hint[0] else f"; {', '.join(known[:12])}"
    return Problem(
        SETTINGS,
        Bilingual(
            f"{where}: không có '{name}'{hint[0]}{listed}",
            f"{where}: there is no '{name}'{hint[1]}{listed}",
        ),
        "warning",
    )


def _unfit(key: str, name: str, known: Iterable[str]) -> Problem:
    known = list(known)
    hint, listed = did_you_mean(name, known), ", ".join(known)
    return Problem(
        SETTINGS,
        Bilingual(
            f"{key}: không có '{name}'{hint[0]}; đã có: {listed}".replace("?;", "?"),
            f"{key}: there is no '{name}'{hint[1]}; there are: {listed}".replace("?;", "?"),
        ),
    )
