"""A codebook's examples and counter-examples, tried as tests of its rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qualcode import coding, matcher, turns
from qualcode.language.sentences import segments
from qualcode.language.syllables import NO_VARIANTS
from qualcode.model import Codebook, Coding
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
