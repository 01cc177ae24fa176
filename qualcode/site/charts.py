"""The page's charts: drawings that stand in the page, their words, and their numbers as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from qualcode import pictures, saturation
from qualcode.model import Language, Study
from qualcode.pictures import Nothing, Picture
from qualcode.pictures.documents import page
from qualcode.pictures.numbers import Table, in_words, numbers


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart in one language."""

    id: str
    picture: Picture
    language: Language
    drawing: Markup
    """Empty where there is nothing to draw."""
    why: str
    """Why there is none."""
    table: Table

    @property
    def words(self) -> str:
        """Return the chart in a few words."""
        return in_words(self.picture)


def charts(study: Study, languages: Sequence[Language]) -> tuple[tuple[Chart, ...], ...]:
    """Return each chart in each of these languages; the study has those codings that count."""
    by_language = [[*_pictures(study, language)] for language in languages]
    every = zip(*by_language, strict=True)
    return tuple(
        tuple(
            _chart(one, f"chart{place}-{language}", language)
            for one, language in zip(same, languages, strict=True)
        )
        for place, same in enumerate(every, 1)
    )


def _pictures(study: Study, language: Language) -> Iterator[Picture]:
    yield pictures.bars(study, language=language)
    having = [case.attributes for case in study.cases]
    for by in study.settings.compare:
        if len({each[by] for each in having if each.get(by)}) > 1:
            yield pictures.heat_map(study, by=by, language=language)
    yield pictures.curve(saturation.curve(study), study, language=language)


def _chart(picture: Picture, id: str, language: Language) -> Chart:
    if isinstance(picture, Nothing):
        return Chart(id, picture, language, Markup(), picture.why, ((), ()))
    drawing = Markup(page.inline(picture, id))  # noqa: S704 - drawn by us, its words escaped
    return Chart(id, picture, language, drawing, "", numbers(picture))
