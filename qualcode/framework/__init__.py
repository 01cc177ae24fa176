"""The framework matrix (Gale et al. 2013): cases × themes, each cell a summary by a person.

```
out:   study → grid.grid → exporters.framework → a sheet of the workbook
                         → known: what every cell left with, hidden in the workbook
back:  a workbook → reading.read → Returned → comparing.compare with the study
       → drafts of decisions, and what isn't understood → report.lines
```
Verdicts of triangulation that people gave go the same way (`verdicts`), and so do the quotes:
`reading_quotes` → `quoting` (with `places`, `translating`, `choices`) → drafts.
"""
