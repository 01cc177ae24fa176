"""How far coders agree with each other, and with the rules.

```
study → views (each coder's own word) → judgements (units × codes) → sums (by transcript)
      → figures (+ resampling: intervals) and sets → table.agreement, worksheet.worksheet
```
`coefficients`, `alpha`, `labels_sets`, `unitizing` and `continua` are the methods by themselves, on
plain reliability data.
"""

from qualcode.agreement.table import agreement
from qualcode.agreement.worksheet import worksheet

__all__ = ["agreement", "worksheet"]
