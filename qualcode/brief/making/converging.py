"""Whether the types of source agree, theme by theme, in one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qualcode import triangulation
from qualcode.brief.making.known import Known
from qualcode.brief.making.phrasing import capital, joined, named, plain, same, together
from qualcode.brief.values import Slide, Table
from qualcode.language.english import plural
from qualcode.language.source_types import OPEN, OPEN_ANSWERS, source_type
from qualcode.language.verdicts import label_of
from qualcode.model import SIGNS, Bilingual
from qualcode.triangulation import Cell, Compared

THEMES = 9
SOURCES = 5
CONCLUDED = SIGNS["accepted"]
"""Stands behind a verdict that a person gave."""
FRAGILE = "*"
"""Stands behind a computed verdict that one case more or fewer would change."""
ON: dict[str, Bilingual] = {
    "agreement": Bilingual("{} thống nhất", "{} in agreement"),
    "partial": Bilingual("{} thống nhất một phần", "{} in partial agreement"),
    "dissonance": Bilingual("{} trái ngược", "{} contradictory"),
    "silence": Bilingual("{} chỉ một nguồn nói tới", "{} from one source only"),
    "single_source": Bilingual("{} chỉ một nguồn được hỏi", "{} put to one source only"),
}
"""How a headline tells how many themes have a verdict."""
READ = Bilingual(
    f"n/N: n trong N được hỏi nói tới; − phần lớn như trở ngại, + thuận lợi, ± cả hai. n/a: không "
    f"hỏi. {FRAGILE}: thêm hay bớt một nguồn là đổi. {CONCLUDED}: do người kết luận; còn lại do "
    "máy tính theo ngưỡng.",
    f"n/N: n of N asked speak of it; − most as a barrier, + as a help, ± both. n/a: not asked. "
    f"{FRAGILE}: one case more or fewer changes it. {CONCLUDED}: a person's conclusion; others are "
    "computed by thresholds.",
)


def converging(found: Known) -> tuple[Slide, ...]:
    """Return the table of themes by types of source, if there are two types at least."""
    if not found.counted.codings:
        return ()
    compared = triangulation.compared(found.counted, "type", only=found.themes)
    themes = [one for one in found.themes if _says(compared, one)]
    if len(compared.sources) <= 1 or not themes:
        return ()
    order = {one: at for at, one in enumerate(found.themes)}
    ranked = sorted(themes, key=lambda one: (-found.side(one).mention, order[one]))
    # The table keeps the codebook's order, in which themes of one family stand together.
    shown = sorted(ranked[:THEMES], key=lambda one: order[one])
    frame = triangulation.as_table(compared)
    notes = (*_left_out(len(themes) - len(shown)), *frame.attrs["basis"].notes)
    source = Bilingual(
        "Số liệu: qualcode triangulate --by type.", "Numbers from: qualcode triangulate --by type."
    )
    return (
        Slide(
            "convergence",
            _headline(compared, themes),
            (_table(found, compared, shown),),
            READ,
            (*notes, source, found.rests),
        ),
    )


def _says(compared: Compared, theme: str) -> bool:
    return any(cell.data.mention for cell in compared.verdicts[theme].cells.values())


def _verdict(compared: Compared, theme: str) -> tuple[str, bool]:
    """Return the verdict that holds, and whether a person gave it."""
    concluded = compared.conclusion(theme)
    if concluded:
        return concluded.verdict, True
    return compared.verdicts[theme].verdict, False


def _headline(compared: Compared, themes: Sequence[str]) -> Bilingual:
    tally = Counter(_verdict(compared, theme)[0] for theme in themes)
    parts = [
        Bilingual(ON[name].vi.format(tally[name]), ON[name].en.format(tally[name]))
        for name in ON
        if tally[name]
    ]
    listed, count = joined(parts), len(themes)
    return Bilingual(
        f"Đối chiếu các loại nguồn ở {count} chủ đề: {listed.vi}",
        f"Types of source compared on {count} {plural(count, 'theme')}: {listed.en}",
    )


def _table(found: Known, compared: Compared, themes: Sequence[str]) -> Table:
    sources = compared.sources[:SOURCES]
    headings = (
        Bilingual("Chủ đề", "Theme"),
        *(_source(one.name) for one in sources),
        Bilingual("Kết luận", "Verdict"),
    )
    rows = tuple(_row(found, compared, theme, len(sources)) for theme in themes)
    about = Bilingual(
        f"Bảng đối chiếu {len(rows)} chủ đề theo {len(sources)} loại nguồn.",
        f"Table of {len(rows)} themes by {len(sources)} types of source.",
    )
    cells = (1 - 0.3 - 0.2) / len(sources)
    return Table(about, headings, rows, (0.3, *[cells] * len(sources), 0.2))


def _row(found: Known, compared: Compared, theme: str, sources: int) -> tuple[Bilingual, ...]:
    cells = list(compared.verdicts[theme].cells.values())[:sources]
    verdict, by_person = _verdict(compared, theme)
    shaky = bool(compared.verdicts[theme].fragile) and not by_person
    sign = same(f" {CONCLUDED}" if by_person else FRAGILE * shaky)
    shown = together(label_of(verdict), sign)
    return (plain(named(found.study, theme), 40), *map(_cell, cells), shown)


def _cell(cell: Cell) -> Bilingual:
    return same(cell.share)


def _source(name: str) -> Bilingual:
    """Return what a source is called, a survey's open answers as such."""
    if name.startswith(OPEN):
        words = together(OPEN_ANSWERS, same(name.removeprefix(OPEN)))
        return plain(Bilingual(capital(words.vi), capital(words.en)), 40)
    kind, _, rest = name.partition(":")
    return plain(together(source_type(kind).short, same(f":{rest}" if rest else "")), 40)


def _left_out(count: int) -> Iterator[Bilingual]:
    if count > 0:
        yield Bilingual(
            f"Bảng chỉ có những chủ đề được nói tới nhiều nhất; còn {count} chủ đề nữa.",
            f"The table has the themes that most cases speak of; {count} more are not in it.",
        )
