"""What `codebook test --files` prints: how well rules do on a codebook's example files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.cli import columns, showing
from qualcode.cli.console import data, note, say
from qualcode.model import Codebook

if TYPE_CHECKING:
    from qualcode.codebook_tools.trial import Score


def show(book: Codebook, scores: Sequence[Score]) -> None:
    """Print precision, recall and F1 of each code over turns, and of all together."""
    import pandas as pd

    from qualcode.codebook_tools.trial import Score

    if not book.experience:
        note(say(f"{book.name} không có tệp ví dụ.", f"{book.name} has no example files."))
        return
    whole = Score(
        say("tất cả", "all"),
        right=sum(one.right for one in scores),
        wrong=sum(one.wrong for one in scores),
        missed=sum(one.missed for one in scores),
    )
    heads = (
        *(say("mã", "code"), say("lượt", "turns"), say("đúng", "precision")),
        *(say("tìm được", "recall"), "F1"),
    )
    rows = [
        (one.code, one.turns, *map(showing.percent, (one.precision, one.recall, one.f1)))
        for one in (*scores, whole)
    ]
    data(*columns.side_by_side(heads, pd.DataFrame(rows, columns=list(heads))))
