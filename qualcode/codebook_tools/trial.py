"""A codebook's examples, counter-examples and example files, tried on its rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qualcode import coding, matcher, turns
from qualcode.example_files import turns_of
from qualcode.language.sentences import segments
from qualcode.language.syllables import NO_VARIANTS
from qualcode.model import Codebook, Coding, Example
from qualcode.ruleset import compile_rules
from qualcode.talk import Heard, listen


@dataclass(frozen=True, slots=True)
class Trial:
    """One example and what the rules made of it."""

    code: str
    example: str
    wanted: bool
    """True for an example, False for a counter-example."""
    rules: tuple[str, ...]
    """The code's rules that fired on it."""
    words: tuple[str, ...]
    """The words on which they fired."""

    @property
    def passed(self) -> bool:
        """Say whether the code's rules fired if and only if they should."""
        return bool(self.rules) == self.wanted


@dataclass(frozen=True, slots=True)
class Score:
    """How well a code's rules find the turns that have it in the example files."""

    code: str
    right: int
    wrong: int
    """Turns in which they fire and that have it not."""
    missed: int

    @property
    def turns(self) -> int:
        """Return how many turns have the code."""
        return self.right + self.missed

    @property
    def precision(self) -> float | None:
        """Return the share that is right of what the rules find; None where they find nothing."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """Return the share that the rules find; None where no turn has the code."""
        return _share(self.right, self.turns)

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of both; None where there is nothing to find or found."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


def try_examples(book: Codebook, variants: Mapping[str, str] = NO_VARIANTS) -> tuple[Trial, ...]:
    """Return the outcome of every example of every code that has rules, in the file's order.

    An example is what a respondent says; it may also be a question and its answer, each with
    its speaker's label: "PVV: Chị nghe nói chưa?" and in the next line "NTL: Chưa ạ."
    """
    ruleset = compile_rules([book], variants)
    examples = [
        (code.id, example, wanted)
        for code in book.codes
        if code.rules
        for wanted, each in ((True, code.examples), (False, code.counter_examples))
        for example in each
    ]
    heard = [_heard(example, variants) for _, example, _ in examples]
    found = map(coding.code, matcher.find(heard, ruleset))
    return tuple(
        Trial(code, example, wanted, *_fired(code, one, codings))
        for (code, example, wanted), one, codings in zip(examples, heard, found, strict=True)
    )


def try_files(book: Codebook, variants: Mapping[str, str] = NO_VARIANTS) -> tuple[Score, ...]:
    """Return how well the rules do on the turns of the example files, by code in its order."""
    said = turns_of(book.experience)
    heard = [_heard(_as_talk(turn), variants) for turn in said]
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for turn, hits in zip(said, matcher.find(heard, compile_rules([book], variants)), strict=True):
        wanted = frozenset(code for example in turn for code in example.codes)
        found = {one.code for one in coding.code(hits)}
        right.update(wanted & found)
        wrong.update(found - wanted)
        missed.update(wanted - found)
    return tuple(
        Score(code.id, right[code.id], wrong[code.id], missed[code.id])
        for code in (*book.groups, *book.codes)
        if code.id in right | wrong | missed
    )


def _as_talk(turn: Sequence[Example]) -> str:
    """Return a turn's passages with the question before them, each speaker on one line."""
    question = " ".join(turn[0].question.split())
    answer = " ".join(" ".join(one.passage for one in turn).split())
    return f"PVV: {question or '…'}\nNTL: {answer}"


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _heard(example: str, variants: Mapping[str, str]) -> Heard:
    transcript = turns.parse("example", example)
    if not transcript.turns:
        transcript = turns.parse("example", f"NTL: {example}")
    return listen(transcript, segments(transcript), variants)


def _fired(
    code: str, heard: Heard, codings: Iterable[Coding]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the code's rules that fired, and the words on which each did."""
    own = [one for one in codings if one.code == code]
    text = heard.transcript.text
    words = (" … ".join(span.of(text) for span in one.evidence) for one in own)
    return tuple(one.rule for one in own), tuple(words)
