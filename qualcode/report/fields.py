"""What a client's template may name in braces: the study's figures, and each part's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualcode import basis
from qualcode.coreq import sample
from qualcode.documents.values import Paragraph, Part, Quotation, Table
from qualcode.report import overall
from qualcode.report.evidence import Evidence
from qualcode.report.tables import number, rate
from qualcode.review.policy import describe
from qualcode.shares import CONFIRMED


def fields(evidence: Evidence, title: str, parts: Iterable[Part]) -> dict[str, str]:
    """Return each field's name → what it says, in the report's language."""
    study, voice = evidence.study, evidence.voice
    people, places = overall.spoke(study), overall.provinces(study)
    sexes = overall.genders(people)
    given = evidence.given.codings
    stood_by = sum(one.status in CONFIRMED for one in given)
    counts = {
        "cases": len(overall.talks(study)),
        "transcripts": len(sample.talks(study)),
        "people": len(people),
        "women": sexes["female"],
        "men": sexes["male"],
        "provinces": len(places),
        "references": len(study.codings),
        "respondents": sum(len(one.respondents) for one in study.surveys),
        "codes": len(study.codes),
    }
    whole = {
        "title": title,
        "province_names": ", ".join(places),
        "confirmed_share": rate(voice, stood_by, len(given)),
        "codebook": voice.one(overall.codebooks(study)),
        "version": ", ".join(book.version for book in study.codebooks),
        "policy": voice.one(describe(study.settings.policy)),
        "date": basis.latest(study),
        "themes": "; ".join(
            f"{voice.one(one.label)} ({one.of_asked})" for one in evidence.whole.themes[:5]
        ),
    }
    told = {_name(part.id): _words(part) for part in parts if part.ours}
    return {**told, **{name: number(voice, n) for name, n in counts.items()}, **whole}


def _name(id: str) -> str:
    """Return a part's id as a field's name: `challenges_workers_quotes`."""
    plain = re.sub(r"\W+", "_", id).strip("_")
    return f"part_{plain}" if plain[:1].isdigit() else plain


def _words(part: Part) -> str:
    """Return what a part says, without tables' cells and pictures: a line a block."""
    lines = []
    for block in part.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.words)
        elif isinstance(block, Quotation):
            lines.append(f"“{block.words}” [{block.id}]")
        elif isinstance(block, Table):
            lines += ["; ".join(cell.words for cell in row) for row in block.rows]
    return "\n".join(lines)
