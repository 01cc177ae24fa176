"""Whether sources agree on a theme, in the four categories of Farmer et al. (2006).

Farmer T, Robinson K, Elliott SJ, Eyles J. Developing and implementing a triangulation protocol for
qualitative health research. Qualitative Health Research 2006;16(3):377-394. The categories are
theirs; the thresholds are ours, so every export prints them. A person has the last word.
"""

from qualcode.language.source_types import OPEN
from qualcode.language.verdicts import VERDICT_LABELS
from qualcode.model import Thresholds
from qualcode.triangulation.account import Account, Said, account
from qualcode.triangulation.columns import CELLS, COLUMNS
from qualcode.triangulation.concluded import CHANGED, looked_at
from qualcode.triangulation.judging import DEFAULTS, assess, compare, components, judge
from qualcode.triangulation.sources import BESIDE, ELICITATION, parted, told_apart
from qualcode.triangulation.tables import (
    Compared,
    as_cells,
    as_table,
    cells,
    compared,
    triangulate,
)
from qualcode.triangulation.values import SIGNS, Cell, DataSet, Verdict

__all__ = [
    "BESIDE",
    "CELLS",
    "CHANGED",
    "COLUMNS",
    "DEFAULTS",
    "ELICITATION",
    "OPEN",
    "SIGNS",
    "VERDICT_LABELS",
    "Account",
    "Cell",
    "Compared",
    "DataSet",
    "Said",
    "Thresholds",
    "Verdict",
    "account",
    "as_cells",
    "as_table",
    "assess",
    "cells",
    "compare",
    "compared",
    "components",
    "judge",
    "looked_at",
    "parted",
    "told_apart",
    "triangulate",
]
