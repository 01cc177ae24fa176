"""What the rules found before: an edited codebook or a new transcript costs what changed, no more.

A memory is keyed by all that decides a match: the rule with its lexicons and conditions, the
transcript's words, turns and speakers. So it can't be out of date, only too small.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from qualcode import matcher
from qualcode.model import Hit, Segment, Span, Transcript
from qualcode.ruleset import CompiledRule, Ruleset
from qualcode.talk import Heard, listen

FILE = ".found.json"
ENGINE = (
    *("language", "patterns", "matcher.py", "places.py", "postings.py", "recall.py"),
    *("ruleset.py", "talk.py", "token_patterns"),
)
_READ = {".py", ".yaml", ".txt"}
Place = tuple[int, int, int, tuple[int, ...]]
"""Turn, start and end of the segment, then start and end of each stretch that fired."""
Segments = Mapping[str, tuple[Segment, ...]]
"""Transcript's name → its segments."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What rules found in transcripts and which topics were put; it has none of their words."""

    rules: frozenset[str] = frozenset()
    """The keys of the rules that were sought in all of these transcripts."""
    asked: frozenset[str] = frozenset()
    """The keys of the topics that were sought."""
    hits: Mapping[str, Mapping[str, tuple[Place, ...]]] = field(default_factory=dict)
    """Transcript's key → rule's key → where it matched."""
    topics: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Transcript's key → keys of the topics that the interviewer put."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules of a codebook found in one transcript."""

    hits: tuple[Hit, ...]
    topics: frozenset[str]
    """The codes whose topic the interviewer put."""


def find(
    transcripts: Sequence[Transcript],
    segments: Segments,
    ruleset: Ruleset,
    memory: Memory | None = None,
) -> tuple[tuple[Found, ...], Memory]:
    """Return what the rules find in each transcript, and the memory of it.

    Searched are only those transcripts and rules that the memory given doesn't hold.
    """
    before = memory or Memory()
    keys = [key_of(transcript) for transcript in transcripts]
    known = [n for n, key in enumerate(keys) if key in before.hits]
    new = [n for n, key in enumerate(keys) if key not in before.hits]
    rules = {rule.key: rule for rule in ruleset.rules}
    unknown = {key: rule for key, rule in rules.items() if key not in before.rules}
    asked = {ruleset.asked_keys[code] for code in ruleset.asked}
    after = Memory(
        rules=frozenset(rules),
        asked=frozenset(asked),
        hits={key: _only(before.hits.get(key, {}), rules) for key in keys},
        topics={key: before.topics.get(key, frozenset()) & asked for key in keys},
    )
    for numbers, sought in ((known, unknown), (new, rules)):
        missing = {c for c, key in ruleset.asked_keys.items() if key not in before.asked}
        topics = set(ruleset.asked) if numbers is new else missing
        if numbers and (sought or topics):
            some = [transcripts[n] for n in numbers]
            heard = [listen(t, segments[t.name], ruleset.variants) for t in some]
            after = _with(after, heard, replace(ruleset, rules=tuple(sought.values())), topics)
    return tuple(_found(t, after, ruleset, rules) for t in transcripts), after


def _only(
    hits: Mapping[str, tuple[Place, ...]], rules: Mapping[str, CompiledRule]
) -> dict[str, tuple[Place, ...]]:
    return {key: places for key, places in hits.items() if key in rules}


def _with(memory: Memory, heard: Sequence[Heard], ruleset: Ruleset, codes: set[str]) -> Memory:
    """Return the memory with what these rules and topics find in these transcripts."""
    hits, topics = dict(memory.hits), dict(memory.topics)
    asked = replace(ruleset, asked={code: ruleset.asked[code] for code in codes})
    keys = {(r.rule.id, r.valence): r.key for r in ruleset.rules}
    sought = zip(heard, matcher.find(heard, ruleset), matcher.topics(heard, asked), strict=True)
    for one, found, put in sought:
        places: dict[str, list[Place]] = defaultdict(list)
        for hit in found:
            places[keys[hit.rule, hit.valence]].append(_place(hit))
        key = key_of(one.transcript)
        hits[key] = {**hits[key], **{rule: tuple(each) for rule, each in places.items()}}
        topics[key] |= {ruleset.asked_keys[code] for code in put}
    return replace(memory, hits=hits, topics=topics)


def _place(hit: Hit) -> Place:
    words = tuple(offset for word in hit.words for offset in (word.start, word.end))
    return (hit.segment.turn, hit.segment.span.start, hit.segment.span.end, words)


def _found(
    transcript: Transcript, memory: Memory, ruleset: Ruleset, rules: Mapping[str, CompiledRule]
) -> Found:
    key = key_of(transcript)
    hits = (
        _hit(transcript.name, rules[rule], place)
        for rule, places in memory.hits[key].items()
        for place in places
    )
    put = memory.topics[key]
    return Found(
        hits=matcher.in_order(hits),
        topics=frozenset(code for code in ruleset.asked if ruleset.asked_keys[code] in put),
    )


def _hit(transcript: str, rule: CompiledRule, place: Place) -> Hit:
    turn, start, end, offsets = place
    words = tuple(map(Span, offsets[::2], offsets[1::2]))
    segment = Segment(transcript, turn, Span(start, end))
    return Hit(segment, rule.code, rule.rule.id, words, rule.valence)


def key_of(transcript: Transcript) -> str:
    """Return a name for a transcript's words, turns and speakers, whatever its file is called."""
    turns = [(t.number, t.speaker, t.role, t.span.start, t.span.end) for t in transcript.turns]
    return hashlib.sha256(repr((transcript.sha256, turns)).encode()).hexdigest()[:20]


def read(path: Path) -> Memory:
    """Return the memory in a file; an empty one if there is none that can be used."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["engine"] != engine(ENGINE):
            return Memory()
        return Memory(
            rules=frozenset(held["rules"]),
            asked=frozenset(held["asked"]),
            hits={
                transcript: {rule: tuple(_read_place(*p) for p in ps) for rule, ps in hits.items()}
                for transcript, hits in held["hits"].items()
            },
            topics={transcript: frozenset(put) for transcript, put in held["topics"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        # It only saves time: whatever is wrong with it, the rules find it all again.
        return Memory()


def _read_place(turn: int, start: int, end: int, words: list[int]) -> Place:
    return (turn, start, end, tuple(words))


def as_text(memory: Memory) -> str:
    """Return a memory as the file that `read` reads."""
    held = {
        "engine": engine(ENGINE),
        "rules": sorted(memory.rules),
        "asked": sorted(memory.asked),
        "hits": memory.hits,
        "topics": {transcript: sorted(put) for transcript, put in memory.topics.items()},
    }
    return json.dumps(held, separators=(",", ":"))


@cache
def engine(parts: tuple[str, ...]) -> str:
    """Return a digest of the code in these parts: a memory made by other code is of no use."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for name in parts:
        part = package / name
        for file in sorted(part.rglob("*")) if part.is_dir() else [part]:
            if file.suffix in _READ:
                digest.update(file.read_bytes())
    return digest.hexdigest()[:20]
