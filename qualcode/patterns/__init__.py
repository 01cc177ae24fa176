"""The codebook's pattern language: words at syllable borders, alternatives, gaps, lexicons.

A pattern is read once (`parse`), which names what is wrong with it; matching sees its tree, and
its `expression` over keys.
"""

from qualcode.patterns.expressions import expression, of_at_least
from qualcode.patterns.reading import (
    LEXICON,
    PatternError,
    compile_lexicons,
    frequent,
    in_order,
    parse,
)
from qualcode.patterns.tree import (
    Choice,
    Edge,
    Gap,
    InOrder,
    Maybe,
    Node,
    Word,
    either,
    flat,
    least_syllables,
    most_syllables,
)

__all__ = [
    "LEXICON",
    "Choice",
    "Edge",
    "Gap",
    "InOrder",
    "Maybe",
    "Node",
    "PatternError",
    "Word",
    "compile_lexicons",
    "either",
    "expression",
    "flat",
    "frequent",
    "in_order",
    "least_syllables",
    "most_syllables",
    "of_at_least",
    "parse",
]
