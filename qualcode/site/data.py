"""What the page's script needs to know of each coding, as JSON that no word can break out of."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from qualcode import counting
from qualcode.explain import proposer
from qualcode.exporters.cells import printable
from qualcode.model import SIGNS, Bilingual, Coding, Span, Study, Transcript
from qualcode.site.attributes import Attribute, valued
from qualcode.site.codes import Entry
from qualcode.site.said import Said
from qualcode.site.voice import Voice
from qualcode.site.wording import STATUSES, VALENCES, WORDS

_BREAKS = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
STATUS_ORDER = tuple(STATUSES)
VALENCE_ORDER = tuple(VALENCES)


def as_json(
    study: Study,
    voice: Voice,
    tree: Sequence[Entry],
    known: Sequence[Attribute],
    found: Sequence[Said],
) -> str:
    """Return all codings with the tables that they point into, safe to stand in a <script>."""
    kinds = _Attributions()
    talks = {one.name: (place, one) for place, one in enumerate(study.transcripts)}
    codes = {entry.id: place for place, entry in enumerate(tree)}
    rows = [_row(one, talks[one.coding.transcript], codes, kinds) for one in found]
    sets = _Sets(known)
    packed = {
        "languages": voice.languages,
        "words": {name: voice.packed(words) for name, words in WORDS.items()},
        "codes": [
            {"id": e.id, "label": voice.packed(e.label), "look": e.look, "level": e.level}
            for e in tree
        ],
        "statuses": [[name, SIGNS[name], voice.packed(w)] for name, w in STATUSES.items()],
        "directions": [[name, sign, voice.packed(w)] for name, (sign, w) in VALENCES.items()],
        "attributes": [one.name for one in known],
        "talks": [_talk(study, one, sets) for one in study.transcripts],
        "sets": sets.found,
        "attributions": [voice.packed(words) for words in kinds.found],
        "codings": rows,
    }
    return safe(packed)


def safe(value: object) -> str:
    """Return JSON in which nothing ends a <script> or a line of one."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter, escaped in _BREAKS.items():
        written = written.replace(letter, escaped)
    return written


class _Attributions:
    """Whom quotes are attributed to, each once."""

    def __init__(self) -> None:
        self.found: dict[Bilingual, int] = {}

    def place(self, words: Bilingual) -> int:
        return self.found.setdefault(words, len(self.found))


class _Sets:
    """What is known of cases and respondents: each set of values once."""

    def __init__(self, known: Sequence[Attribute]) -> None:
        self.names = [one.name for one in known]
        self.found: list[list[str]] = []
        self._places: dict[tuple[str, ...], int] = {}

    def place(self, of: Mapping[str, str]) -> int:
        values = tuple(valued(of, name) for name in self.names)
        if values not in self._places:
            self._places[values] = len(self.found)
            self.found.append(list(values))
        return self._places[values]


def _talk(study: Study, transcript: Transcript, sets: _Sets) -> list[Any]:
    """Return a transcript's name and attributes; of a survey also those of each answer."""
    case = study.case(transcript.name)
    row: list[Any] = [transcript.name, sets.place(case.attributes if case else {})]
    units = counting.respondents(study) if counting.survey_of(study, transcript.name) else None
    if units:
        members = {unit.name: unit.attributes for unit in units.members}
        turns = {n: name for (talk, n), name in units.of.items() if talk == transcript.name}
        row.append({str(n): sets.place(members[name]) for n, name in turns.items()})
    return row


def _row(
    one: Said, talk: tuple[int, Transcript], codes: Mapping[str, int], kinds: _Attributions
) -> list[Any]:
    place, transcript = talk
    coding = one.coding
    turn = transcript.turn(coding.turn)
    start = turn.span.start if turn else 0
    ends = _units(transcript.text, start, coding.span)
    row: list[Any] = [
        *(place, coding.turn, one.number, *ends, codes[coding.code]),
        *(STATUS_ORDER.index(coding.status), VALENCE_ORDER.index(coding.valence)),
        *(kinds.place(one.quote.attribution), coding.coder),
    ]
    more = _more(coding, transcript, start)
    return [*row, more] if more else row


def _units(text: str, start: int, span: Span) -> tuple[int, int]:
    """Return where words stand in their turn as browsers count: an emoji is two there."""
    before, within = text[start : span.start], span.of(text)
    first = _length(before)
    return first, first + _length(within)


def _length(words: str) -> int:
    return len(words) + sum(letter > "\uffff" for letter in words)


def _more(coding: Coding, transcript: Transcript, start: int) -> dict[str, Any]:
    """Return what few codings have; only what there is."""
    found = {
        "memo": printable(coding.memo),
        "translation": printable(coding.translation),
        "translator": coding.translator,
        "checked": coding.checked,
        "cite": coding.cite,
        "by": proposer(coding).en if coding.status == "proposed" else "",
        "evidence": [_units(transcript.text, start, span) for span in coding.evidence],
    }
    return {name: value for name, value in found.items() if value}
