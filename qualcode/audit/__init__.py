"""The audit trail: who decided what and when, and what each decision found and left."""

from qualcode.audit.filters import Filters, described, moment
from qualcode.audit.telling import WITH_TEXT, words_of
from qualcode.audit.trail import Entry, Tally, entries, tallies

__all__ = [
    "WITH_TEXT",
    "Entry",
    "Filters",
    "Tally",
    "described",
    "entries",
    "moment",
    "tallies",
    "words_of",
]
