"""A comparison of groups in words: what the terminal, a document and a workbook show of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode import basis
from qualcode.comparing import column, sentence
from qualcode.heard import SIGNS
from qualcode.heard import label as code_label
from qualcode.model import Bilingual, Language, Quote, Study, joined

if TYPE_CHECKING:
    from pandas import DataFrame

Row = Mapping[str, Any]
Said = Mapping[str, Mapping[str, tuple[Quote, ...]]]
"""Theme → group → its quotes."""

NOT_ASKED = "n/a"
FEW = "*"
SHAKY = "!"
OPPOSITE = Bilingual("trái chiều", "opposite ways")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison with the quotes that show it."""

    study: Study
    by: str
    frame: DataFrame
    said: Said
    names: Mapping[str, Bilingual]
    """Group → what a reader calls it."""


def as_json(frame: DataFrame, said: Said) -> dict[str, object]:
    """Return a comparison as a program reads it."""
    from dataclasses import asdict

    answer = sentence(frame)
    return {
        "answer": asdict(answer),
        **basis.of(frame).as_json(),
        "rows": basis.records(frame),
        "quotes": {
            theme: {value: [quoted(quote) for quote in quotes] for value, quotes in sides.items()}
            for theme, sides in said.items()
        },
    }


def quoted(quote: Quote) -> dict[str, object]:
    """Return a quote as a program reads it."""
    from dataclasses import asdict

    return {
        "id": quote.id,
        "code": quote.coding.code,
        "words": quote.words,
        "translation": quote.coding.translation,
        "attribution": asdict(quote.attribution),
        "status": quote.coding.status,
        "valence": quote.coding.valence,
    }


def table(
    frame: DataFrame,
    rows: Iterable[Row],
    names: Mapping[str, Bilingual],
    language: Language,
    *,
    together: bool,
) -> tuple[list[str], list[list[str]]]:
    """Return headings and rows for a terminal; `together` puts the groups into one column."""
    groups = [Bilingual("các nhóm", "groups").say(language)]
    if not together:
        groups = [names[value].say(language) for value in names]
    heads = [
        Bilingual("chủ đề", "theme").say(language),
        *groups,
        gap_heading(frame, names).say(language),
        Bilingual("kết luận", "verdict").say(language),
    ]
    least, several = least_of(frame), has_several(frame)
    made = []
    for row in rows:
        counts = [count(row, value, least) for value in names]
        if together:
            named = (names[value].say(language) for value in names)
            counts = ["; ".join(f"{a} {b}" for a, b in zip(named, counts, strict=True))]
        name = str(row[f"label_{language}"])
        made.append([name, *counts, gap(row, names, several).say(language), told(row, language)])
    return heads, made


def count(row: Row, value: str, least: int) -> str:
    """Return how many of a group mention a theme: `5/7 −`, with a star for few asked."""
    asked = int(row[column(value, "asked")])
    if not asked:
        return NOT_ASKED
    few = FEW if asked < least else ""
    sign = SIGNS[str(row[column(value, "direction")])]
    return f"{row[column(value, 'mention')]}/{asked}{few} {sign}".rstrip()


def only(study: Study, row: Row, value: str) -> Bilingual:
    """Return by name the codes below a theme that no other group says."""
    codes = [code for code in str(row[column(value, "only")]).split("; ") if code]
    named = [code_label(study, code) for code in codes]
    return joined(named, ", ")


def gap_heading(frame: DataFrame, names: Mapping[str, Bilingual]) -> Bilingual:
    """Return what the column of differences is headed by: which side less which."""
    if has_several(frame):
        return Bilingual("cao nhất − thấp nhất (điểm)", "highest − lowest (points)")
    values = groups_of(frame)
    vi, en = (" − ".join(each) for each in _both(names, values))
    return Bilingual(f"{vi} (điểm %)".strip(), f"{en} (points)".strip())


def gap(row: Row, names: Mapping[str, Bilingual], several: bool) -> Bilingual:  # noqa: FBT001 - two
    """Return a difference in points with its interval: `+26 [−21; +64]`."""
    if row["difference"] is None:
        return Bilingual("–", "–")
    points = f"{_points(row['difference'])} [{_points(row['low'])}; {_points(row['high'])}]"
    if not several:
        return Bilingual(points, points)
    vi, en = (" − ".join(each) for each in _both(names, (str(row["first"]), str(row["second"]))))
    return Bilingual(f"{points} {vi}", f"{points} {en}")


def told(row: Row, language: Language) -> str:
    """Return the verdict, with a mark if it hangs on one alone."""
    parts = [str(row[f"verdict_{language}"])]
    if row["opposite"]:
        parts.append(f"({OPPOSITE.say(language)})")
    return " ".join([*parts, *([f"({SHAKY})"] if row["fragile"] else ())])


def label(row: Row) -> Bilingual:
    """Return what the codebook calls the theme."""
    return Bilingual(str(row["label_vi"]), str(row["label_en"]))


def headed(name: Bilingual, vi: str = "", en: str = "") -> Bilingual:
    """Return a group's name as a heading, with these words before it."""
    joined = Bilingual(f"{vi}{name.vi}", f"{en}{name.en}")
    return Bilingual(*(said[:1].upper() + said[1:] for said in (joined.vi, joined.en)))


def _points(share: float) -> str:
    """Return a difference of shares in whole points, with its sign."""
    points = round(100 * share)
    return f"{points:+d}".replace("-", "−") if points else "0"


def least_of(frame: DataFrame) -> int:
    """Return of how few asked nothing is told."""
    return int(str(basis.of(frame).parameters["least"]))


def groups_of(frame: DataFrame) -> Sequence[str]:
    """Return the groups that are compared, without those that are set apart."""
    found = basis.of(frame).parameters["groups"]
    return [str(value) for value in found] if isinstance(found, list) else []


def has_several(frame: DataFrame) -> bool:
    """Say whether more than two groups are compared."""
    return len(groups_of(frame)) > len(("first", "second"))


def _both(names: Mapping[str, Bilingual], values: Iterable[str]) -> Iterator[list[str]]:
    """Yield these groups' Vietnamese names, then their English ones."""
    listed = list(values)
    yield [names[value].vi for value in listed]
    yield [names[value].en for value in listed]
