"""How fast rules are matched: `python benchmarks/matching.py [--rules 1000] [--syllables 1000000]`.

The rules are those of the codebooks in codebooks/, with their lexicons, questions and `unless`;
the talk is the respondents' of the sample study, repeated until it is long enough (`--text FOLDER`
takes another study's). Times are CPU seconds of one process, after segmentation: sentences and
syllables are given. Beside it, in the same run and on a part of the talk: every rule's regular
expression on every sentence, and a second coding after one rule was changed.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode import coding, files, matcher, patterns, recall
from qualcode.language.sentences import segments
from qualcode.model import Settings, Transcript
from qualcode.progress import silent
from qualcode.ruleset import CompiledRule, Pattern, Ruleset, compile_rules
from qualcode.talk import Heard, listen

ROOT = Path(__file__).parent.parent
PART = 40_000
"""Syllables on which the slow way is measured."""


def timed(work: Callable[[], object]) -> float:
    """Return the CPU seconds that some work takes."""
    # What earlier work left behind is not this work's to clear away.
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def size(heard: Sequence[Heard]) -> int:
    """Return how many of the respondents' syllables there are."""
    talks = (talk for one in heard for talk in one.talks if talk.turn.role == "respondent")
    return sum(len(talk.keys.begins) for talk in talks)


def spoken(heard: Sequence[Heard]) -> int:
    """Return how many syllables there are, whoever speaks."""
    return sum(len(talk.keys.begins) for one in heard for talk in one.talks)


def repeated(transcripts: Sequence[Transcript], syllables: int) -> list[Transcript]:
    """Return copies of the transcripts, each with a name of its own, of so many syllables."""
    own = size([listen(one, ()) for one in transcripts])
    rounds = syllables // own + 1
    return [
        replace(one, name=f"{one.name}_{number}") for number in range(rounds) for one in transcripts
    ]


def one_by_one(heard: Sequence[Heard], rules: Sequence[CompiledRule]) -> int:
    """Search each rule's expression in each sentence, as a plain list of patterns would be."""
    sentences = [
        keys
        for one in heard
        for talk in one.talks
        if talk.turn.role == "respondent"
        for _, keys in talk.segments
    ]
    searched = (r.pattern for r in rules if isinstance(r.pattern, Pattern))
    return sum(p.found_in(keys) for p in searched for keys in sentences)


def plain_phrases(heard: Sequence[Heard], ruleset: Ruleset) -> int:
    """Search a thousand plain phrases of the rules' words, in one expression, in all sentences."""
    words = {
        word
        for rule in ruleset.rules
        for word in rule.rule.pattern.replace("(", "|").replace(")", "|").split("|")
        if word.replace(" ", "").isalpha() and " " in word.strip()
    }
    phrases = patterns.either(patterns.parse(word, {}) for word in sorted(words)[:1000])
    search = patterns.expression(phrases).findall
    return sum(len(search(k.text)) for one in heard for t in one.talks for _, k in t.segments)


def main() -> None:
    """Print the times and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", type=int, default=1000)
    parser.add_argument("--syllables", type=int, default=1_000_000)
    parser.add_argument("--text", type=Path, default=ROOT)
    arguments = parser.parse_args()
    paths = tuple(str(p.relative_to(ROOT)) for p in sorted((ROOT / "codebooks").glob("*.yaml")))
    books, _ = files.read_codebooks(ROOT, Settings(codebooks=paths))
    every = compile_rules(books)
    ruleset = replace(every, rules=every.rules[: arguments.rules])
    transcripts, _ = files.read_transcripts(arguments.text, Settings(), silent)
    measure(ruleset, repeated(transcripts, arguments.syllables))


def measure(ruleset: Ruleset, transcripts: Sequence[Transcript]) -> None:
    """Print how long matching takes, beside the slow way and beside coding again."""
    pieces = {one.name: segments(one) for one in transcripts}
    heard = [listen(one, pieces[one.name]) for one in transcripts]
    syllables = size(heard)
    # Once over a little of it, so that the expressions are compiled before the clock runs.
    part = heard[: max(1, len(heard) * PART // syllables)]
    compiling = timed(lambda: matcher.find(part, ruleset))
    matching = timed(lambda: [coding.code(hits) for hits in matcher.find(heard, ruleset)])
    print(f"{len(ruleset.rules)} rules, {syllables:,} syllables of respondents")
    print(f"compiling the expressions, once          {compiling:6.2f} s")
    print(f"matching and coding all of it            {matching:6.2f} s")
    slow = timed(lambda: one_by_one(part, ruleset.rules)) * syllables / size(part)
    print(f"every expression on every sentence       {slow:6.0f} s  ({slow / matching:.0f} ×)")
    plain = timed(lambda: plain_phrases(heard, ruleset)) * syllables / spoken(heard)
    print(f"1,000 plain phrases in one expression    {plain:6.2f} s  (no rules at all)")
    _, memory = recall.find(transcripts, pieces, ruleset)
    first = replace(ruleset.rules[0], key="edited")
    edited = replace(ruleset, rules=(first, *ruleset.rules[1:]))
    known = timed(lambda: recall.find(transcripts, pieces, ruleset, memory))
    again = timed(lambda: recall.find(transcripts, pieces, edited, memory))
    print(f"coding again, nothing changed            {known:6.2f} s  (recalled)")
    print(f"coding again, one rule changed           {again:6.2f} s  (talk is listened to anew)")


if __name__ == "__main__":
    main()
