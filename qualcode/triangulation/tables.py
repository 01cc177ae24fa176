"""The verdicts as a table with a row a theme, and what each source says as one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from qualcode import basis
from qualcode.heard import label, up
from qualcode.language.verdicts import label_of
from qualcode.model import Conclusion, Study, Thresholds
from qualcode.shares import is_confirmed
from qualcode.triangulation import concluded
from qualcode.triangulation.columns import CELLS, COLUMNS
from qualcode.triangulation.judging import judge
from qualcode.triangulation.notes import METHOD, confounded, notes
from qualcode.triangulation.sources import BESIDE, WITHIN, Source, parted, sources, themes
from qualcode.triangulation.values import SIGNS, Cell, Verdict

if TYPE_CHECKING:
    from pandas import DataFrame

    from qualcode.matrix import Asked

ALIKE = frozenset({"agreement", "no_finding"})
"""The labels of pairs that `pairs` leaves out."""
CONFOUNDED = "confounded"
"""Where a table keeps the warnings that its sources differ in type too."""
NOT_ASKED, TOO_FEW, SILENT = "not asked", "fewer asked than min_asked", "nobody mentions it"
NO_DIRECTION = "no coding leans either way"


@dataclass(frozen=True, slots=True)
class Compared:
    """A study's sources, and the verdict on each theme."""

    study: Study
    by: str
    sources: tuple[Source, ...]
    verdicts: Mapping[str, Verdict]

    def conclusion(self, theme: str) -> Conclusion | None:
        """Return what a person concluded, if anybody did."""
        return concluded.on(self.study, theme, self.by)

    def changed(self, theme: str) -> concluded.Changed:
        """Say what is other than it was when a person concluded, if anybody did."""
        conclusion = self.conclusion(theme)
        return concluded.changed(self.study, conclusion, self.verdicts[theme]) if conclusion else ""


def compared(
    study: Study,
    by: str,
    asked: Asked | None = None,
    thresholds: Thresholds | None = None,
    *,
    within: str = "",
    only: Sequence[str] = (),
) -> Compared:
    """Return the verdict on each theme, or only on these.

    `by` is a column of cases.csv, `method`, `coder` or `coder+machine`; `within` a source type to
    keep to, so that method and group are not confounded. What isn't given is the study's own.
    """
    by = f"{by}{WITHIN}{within}" if within else by
    settings = replace(study.settings, thresholds=thresholds or study.settings.thresholds)
    asked = study.asked if asked is None else asked
    study = replace(study, settings=settings, asked=asked)
    found = sources(study, by)
    verdicts = {
        theme: judge({one.name: one.data_set(theme) for one in found}, settings.thresholds)
        for theme in only or themes(study)
    }
    return Compared(study, by, found, verdicts)


def triangulate(
    study: Study,
    by: str,
    asked: Asked | None = None,
    thresholds: Thresholds | None = None,
    *,
    within: str = "",
) -> DataFrame:
    """Return one row a code, parents before their children; every cell is a string.

    Columns: `COLUMNS`, with one in between for each source: cases that mention the code / cases
    asked. The parameters are as in `compared`.
    """
    return as_table(compared(study, by, asked, thresholds, within=within))


def cells(
    study: Study,
    by: str,
    asked: Asked | None = None,
    thresholds: Thresholds | None = None,
    *,
    within: str = "",
) -> DataFrame:
    """Return one row a theme and source, with the columns `CELLS`: all that verdicts rest on."""
    return as_cells(compared(study, by, asked, thresholds, within=within))


def as_table(found: Compared) -> DataFrame:
    """Return the verdicts, a row a theme."""
    from pandas import DataFrame

    confirmed = _confirmed(found)
    rows = [
        (
            *_named(found.study, theme),
            *_counts(verdict),
            *_row(verdict, confirmed[theme]),
            *_conclusion(found, theme),
        )
        for theme, verdict in found.verdicts.items()
    ]
    names = [source.name for source in found.sources]
    frame = DataFrame(rows, columns=[*COLUMNS[0], *names, *COLUMNS[1]], dtype="object")
    frame.attrs[CONFOUNDED] = tuple(confounded(found.by, found.sources))
    return _with_basis(frame, found)


def as_cells(found: Compared) -> DataFrame:
    """Return what each source says, a row a theme and source."""
    from pandas import DataFrame

    sizes = {source.name: len(source.members) for source in found.sources}
    rows = [
        (*_named(found.study, theme), name, sizes[name], *_cell(cell))
        for theme, verdict in found.verdicts.items()
        for name, cell in verdict.cells.items()
    ]
    return _with_basis(DataFrame(rows, columns=list(CELLS), dtype="object"), found)


def _with_basis(frame: DataFrame, found: Compared) -> DataFrame:
    limits = found.study.settings.thresholds
    given = {one.name: getattr(limits, one.name) for one in fields(limits)}
    shown = {name: n if isinstance(n, int) else str(n) for name, n in given.items()}
    return basis.attach(
        frame,
        found.study,
        method=METHOD,
        n={
            "sources": len(found.sources),
            **{source.name: len(source.members) for source in found.sources},
            "codings": len(found.study.codings),
        },
        parameters={"by": found.by, **shown},
        notes=notes(found.study, found.by, found.sources),
    )


def _named(study: Study, theme: str) -> tuple[str, str, str]:
    words = label(study, theme)
    return theme, words.vi, words.en


def _counts(verdict: Verdict) -> Iterator[str]:
    for cell in verdict.cells.values():
        yield f"{cell.data.mention}/{cell.data.asked}"


def _row(verdict: Verdict, confirmed: str) -> tuple[str, ...]:
    shown = {
        name: f"{name} ({SIGNS[cell.direction]})" if cell.direction in SIGNS else name
        for name, cell in verdict.cells.items()
    }
    pairs = (
        f"{shown[a]} – {shown[b]}: {label}"
        for (a, b), label in verdict.pairs.items()
        if label not in ALIKE
    )
    parts = ("; ".join(part) for part in (verdict.silent, verdict.not_asked, verdict.fragile))
    words = label_of(verdict.verdict)
    return (verdict.verdict, words.vi, words.en, *parts, confirmed, "; ".join(pairs))


def _conclusion(found: Compared, theme: str) -> tuple[str, ...]:
    one = found.conclusion(theme)
    if one is None:
        return ("",) * 7
    words = label_of(one.verdict)
    then = f"{one.computed}: {one.cells}"
    return (one.verdict, words.vi, words.en, one.reason, one.coder, then, found.changed(theme))


def _cell(cell: Cell) -> tuple[object, ...]:
    data, interval = cell.data, cell.interval
    low, high = interval or (None, None)
    return (
        *(data.asked, data.mention),
        None if cell.prominence is None else float(cell.prominence),
        *(low, high, cell.band, data.pos, data.neg, data.mixed, cell.direction),
        *("; ".join(sorted(data.examples)), data.elicitation, cell.state, _why(cell)),
    )


def _why(cell: Cell) -> str:
    """Return why there is no prominence or no direction; nothing where both are there."""
    if cell.state == "not_asked":
        return TOO_FEW if cell.data.asked else NOT_ASKED
    if cell.state == "silent":
        return SILENT
    return NO_DIRECTION if cell.direction == "na" else ""


def _confirmed(found: Compared) -> Mapping[str, str]:
    """Return theme → how many of its codings a person has confirmed: 2/9."""
    codings = [coding for source in found.sources for coding in source.codings]
    if parted(found.by)[0] in BESIDE[1:]:
        # Two coders may have given the very same one.
        codings = [*{coding.id: coding for coding in codings}.values()]
    codes = Counter(coding.code for coding in codings)
    by_people = Counter(coding.code for coding in codings if is_confirmed(coding))
    every, yes = Counter[str](), Counter[str]()
    for code, count in codes.items():
        for theme in up(code):
            every[theme] += count
            yes[theme] += by_people[code]
    told = {theme: f"{yes[theme]}/{count}" for theme, count in every.items()}
    return defaultdict(lambda: "0/0", told)
