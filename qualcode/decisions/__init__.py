"""Drafts of decisions, checked against the study: what a coder says, ready for the store."""

from qualcode.decisions.checks import (
    SHORTEST_ID,
    check_code,
    check_code_or_family,
    check_coder,
    check_span,
    nearest,
    only,
    transcript_named,
)
from qualcode.decisions.concluding import CONFIRM, conclude
from qualcode.decisions.places import find, locate, meant
from qualcode.decisions.quoting import check_translation, cite, translate, uncheck_translation
from qualcode.decisions.wholes import assign, migrate, summarise
from qualcode.decisions.words import (
    about,
    accept,
    add,
    adjudicate,
    draft,
    memo,
    recode,
    reject,
    respan,
    seen,
)

__all__ = [
    "CONFIRM",
    "SHORTEST_ID",
    "about",
    "accept",
    "add",
    "adjudicate",
    "assign",
    "check_code",
    "check_code_or_family",
    "check_coder",
    "check_span",
    "check_translation",
    "cite",
    "conclude",
    "draft",
    "find",
    "locate",
    "meant",
    "memo",
    "migrate",
    "nearest",
    "only",
    "recode",
    "reject",
    "respan",
    "seen",
    "summarise",
    "transcript_named",
    "translate",
    "uncheck_translation",
]
