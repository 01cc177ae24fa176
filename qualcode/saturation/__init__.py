"""When new interviews stopped bringing new codes, how codes accumulated, how many may be missing.

Guest, Namey & Chen's rule (`saturation`), the cumulative curve (`curve`) and estimates of how
many codes there are (`richness`), for all cases or by stratum.

The methods by themselves take plain values: `saturated` how many codes are new in each interview
(`new_codes` counts them, given case → its codes); `chao1`, `ace` abundances; `chao2` four counts.
"""

from qualcode.saturation.accumulation import CURVE, curve
from qualcode.saturation.base_and_run import Run, Saturation, new_codes, saturated
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
from qualcode.saturation.telling import verdicts

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
    "new_codes",
    "richness",
    "saturated",
    "saturation",
    "verdicts",
]
