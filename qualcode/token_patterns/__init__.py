"""Rules for experts: patterns over words in the syntax of spaCy's Matcher, read and found.

A word is what our tokenizer gives, of one syllable or more; a typist's notes are left out. `ORTH`
and `TEXT` compare it as typed, `LOWER` in small letters wherever its tone mark was put (hoà and
hòa), `NORM` as patterns of syllables do, so that `không` is also ko and hổng.
"""

from qualcode.token_patterns.entries import FLAGS, SPELT, TAGS
from qualcode.token_patterns.finding import find, required
from qualcode.token_patterns.reading import check, doubt, read

__all__ = ["FLAGS", "SPELT", "TAGS", "check", "doubt", "find", "read", "required"]
