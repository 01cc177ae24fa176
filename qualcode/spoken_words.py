"""The words of the talk: each one that was said, in which case, and in which groups.

A word is what underthesea takes for one, in small letters. Signs and typists' notes are no words;
talk typed without accents is left out, since its words can't be told apart.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from string import ascii_lowercase
from typing import Literal

from qualcode.errors import StudyError
from qualcode.language.order import sort_key
from qualcode.language.phrases import typed_bare
from qualcode.language.stopwords import is_stop_word
from qualcode.language.syllables import fold, marks
from qualcode.language.words import words
from qualcode.model import Coding, Span, Study, Token, Transcript, Turn, is_within

UNKNOWN = "(không rõ)"
"""What an attribute's empty value is shown as."""
CODES = ("code", "family")
"""What `by` may be beside the attributes of cases: words by the code their passage has."""

_INITIALS = f"{ascii_lowercase}đ"
Kind = Literal["word", "stop_word", "number", "initial"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was said."""

    key: tuple[str, ...]
    """What all its spellings share: hoà and hòa."""
    spelling: str
    """As typed, in small letters, with one blank between syllables."""
    kind: Kind
    case: str
    groups: tuple[str, ...]


def said(
    study: Study, *, by: str = "", codes: Collection[str] = (), interviewers: bool = False
) -> Iterator[Word]:
    """Yield each word of the talk that is asked for, stop words and numbers too.

    `by` (an attribute of cases, `code` or `family`) gives words their groups; `codes` limits the
    talk to passages with one of these codes or families.

    Raises:
        StudyError: if no case has the attribute.
    """
    grouped = _grouping(study, by)
    codings: dict[tuple[str, int], list[Coding]] = defaultdict(list)
    for coding in study.codings:
        codings[coding.transcript, coding.turn].append(coding)
    for transcript, turn in turns(study, interviewers=interviewers):
        text = transcript.text
        if typed_bare(text, turn.span):
            continue
        own = codings[transcript.name, turn.number]
        for token in _words(text, turn.span):
            here = [coding.code for coding in own if coding.span.overlaps(token.span)]
            if not codes or any(is_within(code, wanted) for code in here for wanted in codes):
                key, spelling, kind = _kind(token.span.of(text))
                yield Word(key, spelling, kind, transcript.name, grouped(transcript.name, here))


def turns(study: Study, *, interviewers: bool) -> Iterator[tuple[Transcript, Turn]]:
    """Yield the respondents' turns, and the interviewers' too if asked, in the study's order."""
    roles = {"respondent", "interviewer"} if interviewers else {"respondent"}
    for transcript in study.transcripts:
        yield from ((transcript, turn) for turn in transcript.turns if turn.role in roles)


@lru_cache(maxsize=1 << 14)
def _words(text: str, span: Span) -> tuple[Token, ...]:
    """Return the words and numbers of a turn, without signs and a typist's notes."""
    notes = marks(text, span)
    return tuple(
        token
        for token in words(text, span)
        if any(map(str.isalnum, token.span.of(text)))
        and not any(note.overlaps(token.span) for note in notes)
    )


@lru_cache(maxsize=1 << 16)
def _kind(typed: str) -> tuple[tuple[str, ...], str, Kind]:
    """Return a word's key, its spelling in small letters, and what kind of word it is."""
    spelling = " ".join(unicodedata.normalize("NFC", typed.lower()).split())
    key = tuple(fold(syllable) for syllable in spelling.split())
    if is_stop_word(spelling):
        return key, spelling, "stop_word"
    if spelling[0].isdigit():
        return key, spelling, "number"
    is_initial = len(spelling.rstrip(".")) == 1 and spelling[0] in _INITIALS
    return key, spelling, "initial" if is_initial else "word"


def _grouping(study: Study, by: str) -> Callable[[str, list[str]], tuple[str, ...]]:
    """Return what tells a word's groups from its case and the codes of its passage."""
    if not by:
        return lambda _case, _codes: ()
    if by == "code":
        return lambda _case, codes: tuple(dict.fromkeys(codes))
    if by == "family":
        return lambda _case, codes: tuple(dict.fromkeys(code.split(".")[0] for code in codes))
    known = {name for case in study.cases for name in case.attributes}
    if by not in known:
        raise no_such("--by", by, [*sorted(known, key=sort_key), *CODES])
    values = {case.name: (case.get(by).strip() or UNKNOWN,) for case in study.cases}
    return lambda case, _codes: values.get(case, (UNKNOWN,))


def group_names(study: Study, by: str, listed: Iterable[Word]) -> list[str]:
    """Return the groups that said anything: codes in the codebook's order, values by alphabet."""
    there = {group for word in listed for group in word.groups}
    if by in CODES:
        order = [code.id if by == "code" else code.family for code in study.codes]
        return [group for group in dict.fromkeys(order) if group in there]
    return sorted(there, key=lambda group: (group == UNKNOWN, sort_key(group)))


def attribute_of(study: Study, value: str) -> str:
    """Return the one attribute that has this value; a code's or family's id is a `code`.

    Raises:
        StudyError: if none has, or more than one.
    """
    found = {n for case in study.cases for n, v in case.attributes.items() if v.strip() == value}
    if any(value in {code.id, code.family} for code in study.codes):
        found.add("code")
    if len(found) != 1:
        raise StudyError.at(
            f"--against {value}",
            "hãy ghi thêm --by: " + (", ".join(sorted(found, key=sort_key)) or "tên cột"),
            "add --by: " + (", ".join(sorted(found, key=sort_key)) or "a column's name"),
        )
    return found.pop()


def is_in(word: Word, by: str, value: str) -> bool:
    """Say whether a word is in the group; a family holds its codes."""
    if by in CODES:
        return any(is_within(code, value) for code in word.groups)
    return value in word.groups


def no_such(where: str, name: str, known: Iterable[str]) -> StudyError:
    """Return the error that says what there is instead of what was asked for."""
    listed = ", ".join(known)
    return StudyError.at(
        where,
        f"không có '{name}'; đã có: {listed}",
        f"there is no '{name}'; there are: {listed}",
    )
