"""How far coders agree with each other, and with the rules.

```
study → views (each coder's own word) → judgements (units × codes) → sums (by transcript)
      → figures (+ resampling: intervals) and sets → table.agreement, worksheet.worksheet
```
The methods by themselves take plain values:

- `percent`, `cohen_kappa`, `scott_pi`, `fleiss_kappa`, `fleiss_by_category`, `conger_kappa`,
  `gwet_ac1`, `brennan_prediger`, `krippendorff_alpha`: a row for each coder, a column for each
  unit, None where a coder did not judge it
- `set_alpha` (`masi`, `jaccard`): the same, with a list of codes in each cell
- `unitized`: for each coder her units `(start, end, value)`, and the length of the text;
  `alpha_u`: the same, and where the text begins
- `bootstrap`: the interval of any of these

Each returns a `Coefficient`: its `value`, or None and `why`.
"""

from qualcode.agreement.alpha import krippendorff_alpha
from qualcode.agreement.coefficients import (
    brennan_prediger,
    cohen_kappa,
    conger_kappa,
    fleiss_by_category,
    fleiss_kappa,
    gwet_ac1,
    percent,
    scott_pi,
)
from qualcode.agreement.continua import alpha_u
from qualcode.agreement.labels_sets import jaccard, masi, set_alpha
from qualcode.agreement.reasons import REASONS, Coefficient
from qualcode.agreement.resampling import bootstrap
from qualcode.agreement.table import agreement
from qualcode.agreement.unitizing import unitized
from qualcode.agreement.worksheet import worksheet

__all__ = [
    "REASONS",
    "Coefficient",
    "agreement",
    "alpha_u",
    "bootstrap",
    "brennan_prediger",
    "cohen_kappa",
    "conger_kappa",
    "fleiss_by_category",
    "fleiss_kappa",
    "gwet_ac1",
    "jaccard",
    "krippendorff_alpha",
    "masi",
    "percent",
    "scott_pi",
    "set_alpha",
    "unitized",
    "worksheet",
]
