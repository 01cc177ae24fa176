"""Why a quote was chosen, in words."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.language.english import plural
from qualcode.model import Bilingual
from qualcode.selection.alike import Distinct
from qualcode.selection.spreading import Directions, Shown
from qualcode.shares import is_confirmed


def reasons(each: Distinct, shown: Shown, directions: Directions) -> tuple[Bilingual, ...]:
    """Return what spoke for a quote, and what against it, in a few words each.

    `shown` is what had been chosen before it.
    """
    return (*_standing(each, directions), *_news(each, shown), *_fitness(each))


def _standing(each: Distinct, directions: Directions) -> Iterator[Bilingual]:
    coding = each.one.quote.coding
    if each.one.is_pinned:
        yield Bilingual("đã ghim", "pinned")
    if is_confirmed(coding):
        yield Bilingual(f"{coding.coder} đã xác nhận", f"confirmed by {coding.coder}")
    else:
        yield Bilingual("gợi ý, chưa ai xem", "proposed, not looked at yet")
    if coding.valence == directions.dissent:
        yield Bilingual("ý trái chiều", "dissenting")


def _news(each: Distinct, shown: Shown) -> Iterator[Bilingual]:
    """Yield what is heard of for the first time with this quote."""
    source = each.one.source
    if source.case in shown.cases:
        before = shown.cases[source.case]
        yield Bilingual(
            f"nguồn này đã có {before} trích dẫn", f"{before} shown of this case before"
        )
        return
    new = [source.province] * (source.province not in shown.provinces)
    new += [source.group] * (source.group not in shown.groups)
    listed = ", ".join(filter(None, new))
    if listed:
        yield Bilingual(f"nguồn mới, đầu tiên của: {listed}", f"new case, first of: {listed}")
    else:
        yield Bilingual("nguồn mới", "new case")


def _fitness(each: Distinct) -> Iterator[Bilingual]:
    found = each.one.fitness
    yield Bilingual(f"{found.length} tiếng", f"{found.length} {plural(found.length, 'syllable')}")
    if found.evidence:
        yield Bilingual(f"{found.evidence} tiếng làm chứng", f"{found.evidence} of them evidence")
    if found.is_whole:
        yield Bilingual("trọn câu", "whole sentence")
    if found.is_unreal:
        yield Bilingual("giả định hay thuật lời người khác", "imagined or reported")
    if found.is_echo:
        yield Bilingual("lặp lời người hỏi", "echoes the question")
    if found.is_bare:
        yield Bilingual("gõ không dấu", "typed without accents")
    if found.gaps:
        yield Bilingual(f"{found.gaps} chỗ đứt quãng", f"{found.gaps} {plural(found.gaps, 'gap')}")
    if each.alike:
        yield Bilingual(
            f"thay cho {each.alike} lời gần giống",
            f"stands for {each.alike} more that {'says' if each.alike == 1 else 'say'} the same",
        )
