"""Whether new English says a scheme's terms as the study's glossary does."""

from __future__ import annotations

from collections.abc import Iterable

from qualcode import glossary
from qualcode.framework.desk import Change
from qualcode.model import Bilingual, Problem, Study


def unlike_glossary(study: Study, changes: Iterable[Change]) -> tuple[Problem, ...]:
    """Return a note for each term that the words have and their new English calls otherwise."""
    known, variants = glossary.terms(study), study.settings.variants
    return tuple(
        Problem(change.place, _otherwise(term), "warning")
        for change in changes
        if change.draft.action == "translate" and change.after
        for term in glossary.found(change.draft.exact, known, variants=variants)
        if not term.is_in(change.after)
    )


def _otherwise(term: glossary.Term) -> Bilingual:
    return Bilingual(
        f"lời có “{term.vi}” mà bản dịch không có “{term.en}”; nếu được, hãy dịch như bảng thuật "
        "ngữ (glossary) để cả báo cáo thống nhất",
        f"the words have “{term.vi}”, the English has no “{term.en}”; if it fits, use the "
        "glossary's term, so that the report says the same thing the same way",
    )
