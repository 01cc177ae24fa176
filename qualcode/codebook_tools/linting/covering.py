"""Which rules find nothing that another rule doesn't find: only what is certain."""

from __future__ import annotations

from collections.abc import Hashable

from qualcode.codebook_tools.linting.sayings import Sayings, always_found
from qualcode.codebook_tools.linting.spelling import Spelling
from qualcode.language.speakers import speaker_key
from qualcode.model import Code, Codebook, Rule


def same_words(one: Rule, sayings: Sayings) -> Hashable:
    """Return what two rules share that find the same words under the same conditions."""
    lines = (one.question, one.unless, one.unless_question, one.unless_turn)
    return (
        sayings.of(one.pattern).meaning,
        tuple(frozenset(said.meaning for said in sayings.all_of(each)) for each in lines),
        (frozenset(one.only_when), frozenset(one.not_when)),
        (speaker_key(one.speaker), one.scope),
    )


def words_matter(rule: Rule, code: Code, book: Codebook, sayings: Sayings) -> bool:
    """Say whether more hangs on a rule than that it matches somewhere in a sentence."""
    phrases = {key for said in sayings.all_of(book.other_words) for key in said.syllables}
    own = sayings.of(rule.pattern).syllables if phrases else frozenset()
    return (
        rule.scope == "turn"
        or bool(rule.only_when or rule.not_when)
        or len({each.valence or code.valence for each in code.rules}) > 1
        or not own.isdisjoint(phrases)
        or (bool(own) and any(key.endswith("*") for key in own | phrases))
    )


def covers(wide: Rule, narrow: Rule, sayings: Sayings, *, exact: bool) -> bool:
    """Say whether all that the narrow rule finds is found by the wide one as well.

    `exact` says that the wide rule's words matter; else it is enough that it finds the sentence.
    """
    conditions = (
        (wide.unless, narrow.unless),
        (wide.unless_question, narrow.unless_question),
        (wide.unless_turn, narrow.unless_turn),
    )
    return (
        _speaker_covers(wide.speaker, narrow.speaker)
        and _question_covers(wide, narrow, sayings)
        and all(
            line in strikes_narrow or always_found(sayings.of(line), sayings.all_of(strikes_narrow))
            for strikes_wide, strikes_narrow in conditions
            for line in strikes_wide
        )
        and _words_cover(wide, narrow, sayings, exact=exact)
    )


def _words_cover(wide: Rule, narrow: Rule, sayings: Sayings, *, exact: bool) -> bool:
    words, wider = sayings.of(narrow.pattern), sayings.of(wide.pattern)
    if words.meaning == wider.meaning:
        return wide.scope == narrow.scope and _stances_cover(wide, narrow)
    return not exact and narrow.scope == "sentence" and always_found(words, [wider])


def _stances_cover(wide: Rule, narrow: Rule) -> bool:
    only, wider = set(narrow.only_when), set(wide.only_when)
    return set(wide.not_when) <= set(narrow.not_when) and (
        not wider or (bool(only) and only <= wider)
    )


def _question_covers(wide: Rule, narrow: Rule, sayings: Sayings) -> bool:
    asked = sayings.all_of(wide.question)
    return not asked or (
        bool(narrow.question)
        and all(always_found(said, asked) for said in sayings.all_of(narrow.question))
    )


def speaker_fits(wanted: str, label: str) -> bool:
    """Say whether a rule's `speaker` means this label; a `*` at the end stands for anything."""
    key, name = speaker_key(label), speaker_key(wanted.removesuffix("*"))
    return key.startswith(name) if wanted.endswith("*") else not name or key == name


def _speaker_covers(wide: str, narrow: str) -> bool:
    if narrow.endswith("*") and wide and not wide.endswith("*"):
        return False
    return speaker_fits(wide, narrow.removesuffix("*"))


def always_struck(rule: Rule, sayings: Sayings) -> bool:
    """Say whether what cancels the rule is found in each of its matches or questions."""
    unless = [each.finding(accents=True) for each in sayings.all_of(rule.unless)]
    in_turn = [each.finding(accents=True) for each in sayings.all_of(rule.unless_turn)]

    def strikes(one: Spelling) -> bool:
        return any(form.is_in(one) for form in unless) or any(
            form.is_in(one.inside()) for form in in_turn
        )

    said = sayings.of(rule.pattern)
    if strikes(said.shortest):
        every = said.found(accents=True).spellings
        if every is not None and all(map(strikes, every)):
            return True
    asked, cancels = sayings.all_of(rule.question), sayings.all_of(rule.unless_question)
    return bool(asked) and all(always_found(each, cancels, accents=[True]) for each in asked)
