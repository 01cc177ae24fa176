"""When new interviews stopped bringing new codes, how codes accumulated, how many may be missing.

Guest, Namey & Chen's rule (`saturation`), the cumulative curve (`curve`) and estimates of how
many codes there are (`richness`), for all cases or by stratum.
"""

from qualcode.saturation.accumulation import CURVE, curve
from qualcode.saturation.base_and_run import Run, Saturation, saturated
from qualcode.saturation.estimators import (
    ace,
    chao1,
    chao1_classic,
    chao1_inext,
    chao2,
    chao2_classic,
    missing_mass,
)
from qualcode.saturation.incidence import ORDERS
from qualcode.saturation.tables import RICHNESS, RUNS, WHY, richness, saturation
from qualcode.saturation.telling import percent, verdicts

__all__ = [
    "CURVE",
    "ORDERS",
    "RICHNESS",
    "RUNS",
    "WHY",
    "Run",
    "Saturation",
    "ace",
    "chao1",
    "chao1_classic",
    "chao1_inext",
    "chao2",
    "chao2_classic",
    "curve",
    "missing_mass",
    "percent",
    "richness",
    "saturated",
    "saturation",
    "verdicts",
]
