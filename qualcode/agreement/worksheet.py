"""Where coders differ, with what the codebook says beside it: to talk about and settle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from qualcode import basis
from qualcode.agreement import notes
from qualcode.agreement.groups import Compared, compared
from qualcode.agreement.judgements import (
    NO,
    YES,
    Judgements,
    Level,
    Place,
    Standing,
    judgements,
)
from qualcode.agreement.table import check, chosen_codes
from qualcode.exporters.cells import both
from qualcode.model import Bilingual, Code, Coding, Span, Study
from qualcode.review.differences import Difference, differences

if TYPE_CHECKING:
    from pandas import DataFrame

BEFORE = ("transcript", "turn", "speaker", "words", "code", "label", "definition", "include")
AFTER = ("memo", "agreed", "settled", "id")
"""The columns before and behind those of the coders."""
VERDICTS: Mapping[int, str] = {YES: "yes", NO: "no"}
METHOD = Bilingual(
    "Mỗi dòng là một mã ở một lượt lời (hay đoạn) mà có người cho, có người không.",
    "Each row is a code in a turn (or segment) that one coder gave and another did not.",
)
SETTLE = Bilingual(
    "Bàn từng dòng, ghi kết quả vào cột agreed, rồi ghi vào nghiên cứu: qualcode adjudicate ID "
    "--note LÝ_DO, thêm --take TÊN (theo người này) hoặc --reject (bỏ mã); ID ở cột cuối. Dòng "
    "không có ID là chỗ khác với quy tắc hay khác cách đọc đề xuất: dùng qualcode add hoặc reject.",
    "Talk about each row, write the outcome under agreed, then record it: qualcode adjudicate ID "
    "--note WHY, with --take NAME (this coder is right) or --reject (the code goes); the ID is in "
    "the last column. A row without one differs from rules only, or in how proposals left "
    "standing are read: use qualcode add or reject.",
)


def worksheet(
    study: Study,
    *,
    coders: Sequence[str] = (),
    machines: Sequence[str] = (),
    level: Level = "turn",
    codes: Sequence[str] = (),
    standing: Standing = "missing",
) -> DataFrame:
    """Return one row for each disagreement, by code and place; `agreed` is empty, to be filled.

    Raises:
        StudyError: if there is no such coder, level, code or way to take what was left standing.
    """
    import pandas as pd

    check(study, level, standing, codes)
    found = compared(study, coders, machines)
    chosen = chosen_codes(study, codes)
    judged = judgements(study, found.views, chosen, level=level, standing=standing)
    rows = list(_rows(study, found, judged)) if found.groups else []
    columns = [*BEFORE, "exclude", *judged.coders, *AFTER]
    frame = pd.DataFrame(rows, columns=columns, dtype="object")
    nobody = [notes.nobody(found.why, judged.coders)] if found.why else []
    return basis.attach(
        frame,
        study,
        method=METHOD,
        n={"disagreements": len(rows), "coders": len(judged.coders)},
        parameters={
            "coders": list(judged.coders),
            "level": level,
            "codes": list(codes),
            "standing": standing,
        },
        notes=[*nobody, SETTLE],
    )


def _rows(study: Study, found: Compared, judged: Judgements) -> Iterator[tuple[object, ...]]:
    import numpy as np

    texts = {transcript.name: transcript.text for transcript in study.transcripts}
    speakers = {
        (transcript.name, turn.number): turn.speaker
        for transcript in study.transcripts
        for turn in transcript.turns
    }
    known = _differences(study)
    spans = _by_cell(judged)
    differ = (judged.verdicts == YES).any(axis=0) & (judged.verdicts == NO).any(axis=0)
    for code, unit in np.argwhere(differ.T).tolist():
        place, code_id = judged.units[unit], judged.codes[code]
        words = (" ".join(span.of(texts[place.transcript]).split()) for span in spans[unit, code])
        there = [d for d in known[place.transcript, code_id] if d.span.overlaps(place.span)]
        yield (
            *(place.transcript, place.turn, speakers[place.transcript, place.turn]),
            " … ".join(words),
            *(code_id, *_of_code(study.code(code_id))),
            *(VERDICTS.get(int(verdict), "") for verdict in judged.verdicts[:, unit, code]),
            _memos(found, place, code_id),
            "",
            "; ".join(_settled(one) for one in there if one.settled),
            "; ".join(Coding(one.transcript, one.turn, one.span, one.code).id for one in there),
        )


def _by_cell(judged: Judgements) -> Mapping[tuple[int, int], list[Span]]:
    """Return unit and code → the words that anybody gave it, what overlaps as one."""
    found: defaultdict[tuple[int, int], list[Span]] = defaultdict(list)
    pieces = sorted(
        piece
        for one in judged.spans
        for piece in zip(
            *(part.tolist() for part in (one.units, one.codes, one.starts, one.ends)), strict=True
        )
    )
    for unit, code, start, end in pieces:
        there = found[unit, code]
        if there and start < there[-1].end:
            there[-1] = Span(there[-1].start, max(there[-1].end, end))
        else:
            there.append(Span(start, end))
    return found


def _differences(study: Study) -> Mapping[tuple[str, str], list[Difference]]:
    found: defaultdict[tuple[str, str], list[Difference]] = defaultdict(list)
    for one in differences(study):
        found[one.transcript, one.code].append(one)
    return found


def _of_code(code: Code | None) -> tuple[str, ...]:
    if code is None:
        return ("", "", "", "")
    return tuple(
        both(words, "\n") for words in (code.label, code.definition, code.include, code.exclude)
    )


def _memos(found: Compared, place: Place, code: str) -> str:
    where = place.transcript, place.turn, code
    memos = ((view.coder, view.memos.get(where, "")) for view in found.views)
    return "\n".join(f"{coder}: {memo}" for coder, memo in memos if memo)


def _settled(difference: Difference) -> str:
    one = difference.settled
    return f"{one.target} – {one.coder}: {one.note}" if one else ""
