"""What a decision found and what it left, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import shorten

from qualcode.explain import TERMS, concluded, proposer
from qualcode.language.quoting import CHOSEN
from qualcode.language.verdicts import label_of
from qualcode.model import SIGNS, Bilingual, Coding, Decision, joined

NOTHING = Bilingual("", "")
READ = Bilingual("đã đọc", "read")
RETIRED = Bilingual("ngừng dùng", "retired")
WITH_TEXT = frozenset({"memo", "translate", "check", "summarise"})
"""Actions whose note is what they leave, not a reason."""
SHOWN = 80
"""Characters of a turn that was read; of other decisions all words are shown."""


def of_codings(
    decision: Decision,
    before: Sequence[Coding],
    after: Sequence[Coding],
    texts: Mapping[str, str],
) -> tuple[Bilingual, Bilingual]:
    """Return which codings there were and are; codes and words only where they are others."""
    if decision.action == "recode":
        # What is left of the old code is that it was struck, which goes without saying.
        after = [coding for coding in after if coding.status != "rejected"]
    both = (*before, *after)
    said = " ".join(decision.exact.split())
    words = {coding.id: _words(coding, texts) for coding in both}
    with_words = any(each != said for each in words.values())
    with_code = any(coding.code != decision.code for coding in both)

    def listed(codings: Iterable[Coding]) -> Bilingual:
        told = [
            _status(
                coding, coding.code if with_code else "", words[coding.id] if with_words else ""
            )
            for coding in codings
        ]
        return joined(told)

    return listed(before), listed(after)


def of_text(
    decision: Decision, before: Sequence[Coding], earlier_summary: str
) -> tuple[Bilingual, Bilingual]:
    """Return which memo, translation, checked translation or summary there was and is."""
    earlier = {
        "memo": [coding.memo for coding in before],
        "translate": [coding.translation for coding in before],
        "check": [coding.translation for coding in before if coding.checked],
        "summarise": [earlier_summary],
    }[decision.action]
    return _quoted(earlier), _quoted([decision.note])


def words_of(decision: Decision) -> str:
    """Return the decision's words, of a whole turn that was read the first ones; "" for none."""
    if decision.action == "conclude":
        return ""
    is_read = decision.action == "seen"
    return shorten(decision.exact, SHOWN, placeholder=" …") if is_read else decision.exact


def of_choice(before: Sequence[Coding], after: Sequence[Coding]) -> tuple[Bilingual, Bilingual]:
    """Return whether a quote was pinned or banned before, and whether it is now."""
    return _chosen(before), _chosen(after)


def _chosen(codings: Iterable[Coding]) -> Bilingual:
    told = [CHOSEN[cite] for cite in sorted({coding.cite for coding in codings} - {""})]
    return joined(told)


def of_verdict(decision: Decision, earlier: Decision | None) -> tuple[Bilingual, Bilingual]:
    """Return what was concluded of a theme before, if anything, else computed; and what is now."""
    computed = label_of(decision.prefix)
    before = concluded(earlier) if earlier else NOTHING
    if not before.vi and decision.prefix:
        before = Bilingual(f"máy tính: {computed.vi}", f"computed: {computed.en}")
    after = concluded(decision)
    return before, Bilingual(f"{after.vi} ({decision.exact})", f"{after.en} ({decision.exact})")


def of_whole(decision: Decision) -> tuple[Bilingual, Bilingual]:
    """Return what became of a turn, a transcript or a code."""
    code, target = (Bilingual(name, name) for name in (decision.code, decision.target))
    if decision.action == "seen":
        return NOTHING, READ
    if decision.action == "assign":
        return NOTHING, target
    return code, RETIRED if decision.action == "retire" else target


def _status(coding: Coding, code: str, words: str) -> Bilingual:
    """Return "● accepted (Lan)", with code and words if there are any, and the model if one is."""
    coder = f"({coding.coder})" if coding.coder else ""
    quote = f"“{words}”" if words else ""
    sign, term = SIGNS[coding.status], TERMS[coding.status]
    by = proposer(coding) if coding.origin == "model" else NOTHING
    return Bilingual(
        " ".join(filter(None, (sign, term.vi, by.vi, coder, code, quote))),
        " ".join(filter(None, (sign, term.en, by.en, coder, code, quote))),
    )


def _words(coding: Coding, texts: Mapping[str, str]) -> str:
    return " ".join(coding.span.of(texts.get(coding.transcript, "")).split())


def _quoted(words: Iterable[str]) -> Bilingual:
    listed = "; ".join(f"“{one}”" for one in sorted(set(words) - {""}))
    return Bilingual(listed, listed)
