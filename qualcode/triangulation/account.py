"""One theme in full: what each source says in whose words, and why the verdict is what it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from qualcode.language.verdicts import label_of
from qualcode.model import (
    Bilingual,
    Conclusion,
    Quote,
    Study,
    Survey,
    Thresholds,
    is_within,
    joined,
)
from qualcode.quotes import rank
from qualcode.triangulation import concluded
from qualcode.triangulation.judging import WORST_FIRST, components
from qualcode.triangulation.sources import SURVEY, Source
from qualcode.triangulation.tables import Compared
from qualcode.triangulation.values import SIGNS, Cell, Components, Label, Pair, Verdict

QUOTES = 2
"""Quotes of each source, from as many cases."""
LEANING = {"+": "enabler", "-": "barrier"}
BANDS: Mapping[str, Bilingual] = {
    "none": Bilingual("không ai", "none"),
    "few": Bilingual("ít", "few"),
    "some": Bilingual("một số", "some"),
    "most": Bilingual("đa số", "most"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says on the theme."""

    source: Source
    cell: Cell
    quotes: tuple[Quote, ...]
    """Of different cases; where there is a direction, first those that lean so."""
    answers: tuple[Bilingual, ...]
    """Of a survey's closed questions: which were asked, and how many answered so."""


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that a person needs to conclude on one theme."""

    theme: str
    verdict: Verdict
    sources: tuple[Said, ...]
    pairs: Mapping[Pair, tuple[Label, Bilingual]]
    """Every two sources that were asked → the verdict on them, and why it is that."""
    why: Bilingual
    """Which rule gave the verdict on all."""
    conclusion: Conclusion | None = None
    changed: concluded.Changed = ""


def account(found: Compared, theme: str, quotes: Iterable[Quote]) -> Account:
    """Return one theme in full; of these quotes each source gets the most telling ones."""
    study, verdict = found.study, found.verdicts[theme]
    limits, cells = study.settings.thresholds, verdict.cells
    of_theme = {q.coding.id: q for q in quotes if is_within(q.coding.code, theme)}
    said = tuple(
        Said(
            one,
            cells[one.name],
            _quotes(one, cells[one.name], of_theme),
            _answers(study, one, theme),
        )
        for one in found.sources
    )
    pairs = {
        (a, b): (label, why(cells[a], cells[b], limits)) for (a, b), label in verdict.pairs.items()
    }
    conclusion, changed = found.conclusion(theme), found.changed(theme)
    return Account(theme, verdict, said, pairs, _overall(verdict), conclusion, changed)


def why(first: Cell, second: Cell, thresholds: Thresholds) -> Bilingual:
    """Return in words in what two sources are alike and in what not."""
    if "mention" not in {first.state, second.state}:
        return Bilingual("cả hai được hỏi, không ai nói tới", "both were asked, nobody mentions it")
    if first.state != second.state:
        return Bilingual(
            "một bên nói tới; bên kia được hỏi mà không nói",
            "one mentions it; the other was asked and doesn't",
        )
    parts = [*_reasons(components(first, second, thresholds), first, second, thresholds)]
    return joined(parts)


def _reasons(
    found: Components, first: Cell, second: Cell, thresholds: Thresholds
) -> Iterator[Bilingual]:
    one, other = (SIGNS.get(cell.direction, "?") for cell in (first, second))
    yield {
        "same": Bilingual(f"cùng chiều ({one})", f"same direction ({one})"),
        "opposed": Bilingual(f"ngược chiều ({one} / {other})", f"opposed ({one} / {other})"),
        "differs": Bilingual(f"khác chiều ({one} / {other})", f"other direction ({one} / {other})"),
        "unknown": Bilingual(
            "không so chiều (có bên không rõ)", "direction not compared (none on one side)"
        ),
    }[found.meaning]
    bands = [BANDS[cell.band or "none"] for cell in (first, second)]
    shares = [cell.prominence or 0 for cell in (first, second)]
    gap = f"{100 * float(abs(shares[0] - shares[1])):.0f}%"
    vi, en = (" / ".join(dict.fromkeys(band.say(at) for band in bands)) for at in ("vi", "en"))
    yield {
        "same": Bilingual(f"mức như nhau ({vi}, lệch {gap})", f"as prominent ({en}, gap {gap})"),
        "differs": Bilingual(
            f"mức khác nhau ({vi}, lệch {gap} > {thresholds.prominence_tolerance})",
            f"prominence differs ({en}, gap {gap} > {thresholds.prominence_tolerance})",
        ),
        "not_compared": Bilingual(
            "không so mức (cách hỏi khác nhau)", "prominence not compared (asked in other ways)"
        ),
    }[found.prominence]
    a, b = first.data.examples, second.data.examples
    jaccard = f"{len(a & b)}/{len(a | b)}"
    yield {
        "same": Bilingual(f"cùng mã con ({jaccard})", f"same sub-codes ({jaccard})"),
        "differ": Bilingual(
            f"khác mã con ({jaccard} < {thresholds.examples_cut})",
            f"other sub-codes ({jaccard} < {thresholds.examples_cut})",
        ),
        "unknown": Bilingual("không có mã con để so", "no sub-codes to compare"),
    }[found.examples]


def _overall(verdict: Verdict) -> Bilingual:
    """Return which rule gave the verdict on all sources."""
    mentioned = [name for name, cell in verdict.cells.items() if cell.state == "mention"]
    if verdict.verdict == "single_source":
        return Bilingual("chỉ một nguồn được hỏi", "only one source was asked")
    if verdict.verdict == "no_finding":
        return Bilingual("không nguồn nào nói tới", "no source mentions it")
    if verdict.verdict == "silence":
        return Bilingual(
            f"chỉ {mentioned[0]} nói tới; im lặng dù được hỏi: {', '.join(verdict.silent)}",
            f"only {mentioned[0]} mentions it; asked and silent: {', '.join(verdict.silent)}",
        )
    worst = [
        f"{a} – {b}"
        for a, b in combinations(mentioned, 2)
        if verdict.pairs[a, b] == verdict.verdict
    ]
    if verdict.verdict == WORST_FIRST[-1]:
        return Bilingual("mọi nguồn nói tới đều khớp", "all sources that mention it agree")
    words = label_of(verdict.verdict)
    listed = ", ".join(worst)
    return Bilingual(
        f"cặp khác nhau nhất quyết định: {listed} ({words.vi.lower()})",
        f"the pair that agrees least decides: {listed} ({words.en.lower()})",
    )


def _quotes(source: Source, cell: Cell, of_theme: Mapping[str, Quote]) -> tuple[Quote, ...]:
    """Return quotes of as many cases as wanted: as the source leans, and a person's word first."""
    leaning = LEANING.get(cell.direction or "")
    found = [of_theme[coding.id] for coding in source.codings if coding.id in of_theme]

    def order(quote: Quote) -> tuple[object, ...]:
        # A number's interval holds all; a quote shows where most of them lean.
        return bool(leaning) and quote.coding.valence != leaning, rank(quote)

    chosen: dict[str, Quote] = {}
    for quote in sorted(found, key=order):
        chosen.setdefault(quote.coding.transcript, quote)
    return tuple(chosen.values())[:QUOTES]


def _answers(study: Study, source: Source, theme: str) -> tuple[Bilingual, ...]:
    """Return a survey's questions on the theme with the answers that mean it, and how many."""
    surveys = [one for one in study.surveys if source.name in {SURVEY, f"{SURVEY}: {one.name}"}]
    return tuple(line for survey in surveys for line in _of_survey(survey, theme))


def _of_survey(survey: Survey, theme: str) -> Iterator[Bilingual]:
    for question in survey.questions:
        given = [
            one.answers[question.id] for one in survey.respondents if question.id in one.answers
        ]
        for meaning in question.meanings:
            if is_within(meaning.code, theme):
                count = sum(not meaning.answers.isdisjoint(chosen) for chosen in given)
                said = " / ".join(f"“{one}”" for one in sorted(meaning.answers))
                line = f"{question.words} {said}: {count}/{len(given)}"
                yield Bilingual(line, line)
