"""A study → the pictures that are asked for, one kind or all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import cooccurrence, counting, saturation
from qualcode.cooccurrence import Within
from qualcode.errors import StudyError
from qualcode.model import Language, Study, Transcript
from qualcode.pictures.making.bars import Split, bars
from qualcode.pictures.making.cooccurring import cooccurrence_map, network
from qualcode.pictures.making.curve import curve
from qualcode.pictures.making.heat_map import heat_map
from qualcode.pictures.making.timeline import timeline
from qualcode.pictures.values import Picture

if TYPE_CHECKING:
    from pandas import DataFrame

ALL = "all"
TYPE = "type"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What pictures are to show; every field has a default."""

    by: tuple[str, ...] = (TYPE,)
    """Attributes: a heat map for each."""
    strata: str = ""
    """An attribute: a saturation curve for each of its values."""
    level: int | None = None
    codes: tuple[str, ...] = ()
    people: bool = False
    within: Within = "segment"
    splits: tuple[Split, ...] = ("direction",)
    """Bars for each."""
    transcripts: tuple[Transcript, ...] = ()
    """Timelines of these."""
    top: int | None = None
    """Themes at most, in a network lines; 0: all; None: as many as there is room for."""
    language: Language = "vi"

    @property
    def limit(self) -> dict[str, int]:
        """Return `top` as an argument, if it is given."""
        return {} if self.top is None else {"top": self.top}


def pictures(study: Study, kind: str, wanted: Wanted) -> tuple[Picture, ...]:
    """Return the pictures of one of `KINDS`, or of all of them."""
    if kind == ALL:
        return tuple(one for each in KINDS.values() for one in each(study, wanted))
    if kind == "timeline" and not wanted.transcripts:
        listed = ", ".join(one.name for one in study.transcripts) or "–"
        raise StudyError.at(
            "TRANSCRIPT",
            f"hãy ghi tên bản gỡ băng: qualcode picture timeline TÊN; đang có: {listed}",
            f"name the transcript: qualcode picture timeline NAME; there are: {listed}",
        )
    return tuple(KINDS[kind](study, wanted))


def _heat_maps(study: Study, wanted: Wanted) -> Iterator[Picture]:
    for by in wanted.by:
        yield heat_map(
            study,
            by=by,
            level=wanted.level,
            codes=wanted.codes,
            people=wanted.people,
            language=wanted.language,
            **wanted.limit,
        )


def _bars(study: Study, wanted: Wanted) -> Iterator[Picture]:
    for split in wanted.splits:
        yield bars(
            study,
            split=split,
            level=wanted.level,
            codes=wanted.codes,
            people=wanted.people,
            language=wanted.language,
            **wanted.limit,
        )


def _curves(study: Study, wanted: Wanted) -> Iterator[Picture]:
    frame = saturation.curve(study, by=wanted.strata, level=wanted.level)
    for stratum in dict.fromkeys([*frame["stratum"]]) or [""]:
        yield curve(frame, study, stratum=stratum, language=wanted.language)


def _network(study: Study, wanted: Wanted) -> Iterator[Picture]:
    yield network(
        _together(study, wanted),
        study,
        people=wanted.people,
        language=wanted.language,
        **wanted.limit,
    )


def _map(study: Study, wanted: Wanted) -> Iterator[Picture]:
    frame = _together(study, wanted)
    yield cooccurrence_map(frame, study, language=wanted.language, **wanted.limit)


def _together(study: Study, wanted: Wanted) -> DataFrame:
    return cooccurrence.pairs(
        study,
        within=wanted.within,
        level=wanted.level,
        codes=wanted.codes,
        units=counting.people(study) if wanted.people else None,
    )


def _timelines(study: Study, wanted: Wanted) -> Iterator[Picture]:
    for transcript in wanted.transcripts:
        yield timeline(
            study,
            transcript,
            level=wanted.level,
            codes=wanted.codes,
            language=wanted.language,
            **wanted.limit,
        )


KINDS: Mapping[str, Callable[[Study, Wanted], Iterator[Picture]]] = {
    "heatmap": _heat_maps,
    "bars": _bars,
    "saturation": _curves,
    "cooccurrence": _network,
    "cooccurrence-map": _map,
    "timeline": _timelines,
}
"""What the command calls each kind → what makes its pictures."""
