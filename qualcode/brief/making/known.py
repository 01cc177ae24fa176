"""What all slides are made of: the study, its themes' counts, and the quotes of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode import basis, counting, quotes, selection, shares
from qualcode.brief.making import phrasing
from qualcode.brief.making.shortening import shortened
from qualcode.brief.values import MOST_QUOTES, Quotes, Spoken
from qualcode.counting import UNKNOWN
from qualcode.heard import Heard, Side, heard
from qualcode.model import SIGNS, Bilingual, Quote, Study, is_within
from qualcode.pictures.wording import one_line


@dataclass(frozen=True, slots=True)
class Known:
    """A study as a brief sees it."""

    study: Study
    """With all codings in force."""
    counted: Study
    """With those only that count."""
    heard: Heard
    cases: tuple[str, ...]
    """The names of the cases with words to be coded."""
    types: Mapping[str, tuple[str, ...]]
    """Type of source → its cases, the largest first."""
    people: int
    """Who is known to have spoken."""
    quotes: tuple[Quote, ...]
    """What was said in talk, of the codings that count."""

    @property
    def themes(self) -> tuple[str, ...]:
        """Return the study's codes, in their order."""
        return tuple(dict.fromkeys(code.id for code in self.study.codes))

    def side(self, theme: str) -> Side:
        """Return what all cases say on a theme."""
        return self.heard.side(theme, self.cases)

    @property
    def rests(self) -> Bilingual:
        """Return what every slide's figures rest on."""
        study = self.study
        books = ", ".join(f"{book.name} {book.version}" for book in study.codebooks) or "–"
        latest = latest_decision(study)
        return Bilingual(
            f"Sổ mã {books}; policy {study.settings.policy}; count {study.settings.count}; quyết "
            f"định mới nhất: {latest.vi}; dấu số liệu {basis.digest(self.counted)}.",
            f"Codebook {books}; policy {study.settings.policy}; count {study.settings.count}; "
            f"latest decision: {latest.en}; data {basis.digest(self.counted)}.",
        )


def known(study: Study) -> Known:
    """Return what slides are made of."""
    counted, units = shares.counted(study), counting.cases(study)
    types: dict[str, list[str]] = {}
    for unit in units.members:
        if unit.is_coded:
            types.setdefault(unit.get("type") or UNKNOWN, []).append(unit.name)
    ordered = sorted(types.items(), key=lambda item: (item[0] == UNKNOWN, -len(item[1])))
    people = sum(unit.is_coded for unit in counting.people(study).members)
    return Known(
        study,
        counted,
        heard(counted, units, [code.id for code in study.codes]),
        tuple(unit.name for unit in units.members if unit.is_coded),
        {name: tuple(members) for name, members in ordered},
        people,
        # Left out only here, since a quote's id counts the quotes before it.
        tuple(
            quote
            for quote in quotes.quotes(study)
            if shares.is_counted(study, quote.coding)
            and not counting.survey_of(study, quote.coding.transcript)
        ),
    )


def latest_decision(study: Study) -> Bilingual:
    """Return the date of the latest decision."""
    latest = basis.latest(study)
    return phrasing.same(latest) if latest else Bilingual("chưa có", "none yet")


def spoken(found: Known, theme: str, valence: str = "") -> tuple[Quotes, tuple[Bilingual, ...]]:
    """Return a theme's best quotes for a slide, and the same in full for its notes."""
    of_theme = [
        quote
        for quote in found.quotes
        if is_within(quote.coding.code, theme) and valence in {"", quote.coding.valence}
    ]
    # What can't be shortened without changing what it says is left to the document of quotes.
    short = {quote.id: said for quote in of_theme if (said := _short(quote))}
    told = [quote for quote in of_theme if quote.id in short]
    best = selection.best(found.study, told, MOST_QUOTES)[:MOST_QUOTES]
    notes = tuple(phrasing.together(phrasing.same(f"[{one.id}] "), _full(one)) for one in best)
    return Quotes(tuple(short[quote.id] for quote in best)), notes


def _short(quote: Quote) -> Spoken | None:
    coding = quote.coding
    evidence = max((part.end - coding.span.start for part in coding.evidence[:1]), default=0)
    words = shortened(one_line(quote.words), "vi", keep=evidence)
    translation = one_line(coding.translation)
    english = shortened(translation, "en") if translation else ""
    if words is None or english is None:
        return None
    attribution = phrasing.plain(quote.attribution, 90)
    return Spoken(quote.id, words, english, attribution, SIGNS[coding.status])


def _full(quote: Quote) -> Bilingual:
    """Return a quote in full with its translation: whose it is, and whether it is checked."""
    coding, said = quote.coding, phrasing.same(f"“{one_line(quote.words)}”")
    translation = one_line(coding.translation)
    if not translation:
        return said
    by, checked = one_line(coding.translator), one_line(coding.checked)
    whose = Bilingual(f"{by} dịch, " if by else "", f"translated by {by}, " if by else "")
    state = Bilingual(
        f"{checked} đã kiểm tra" if checked else "chưa ai kiểm tra bản dịch",
        f"checked by {checked}" if checked else "translation not checked yet",
    )
    told = Bilingual(f" ({whose.vi}{state.vi})", f" ({whose.en}{state.en})")
    return phrasing.together(said, phrasing.same(f" / “{translation}”"), told)
