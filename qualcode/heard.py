"""Who of those asked said what on a theme, and which way they lean: for tables of groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from qualcode.counting import Units
from qualcode.model import Bilingual, Study, Valence, is_within
from qualcode.proportions import wilson

Leaning = Literal["+", "-", "~", "na"]
State = Literal["mention", "silent", "not_asked"]

SIGNS: Mapping[str, str] = {"+": "+", "-": "−", "~": "±", "na": ""}
"""How a leaning is shown beside a count."""
LEANINGS: Mapping[str, Bilingual] = {
    "+": Bilingual("thuận lợi", "enabling"),
    "-": Bilingual("trở ngại", "hindering"),
    "~": Bilingual("cả hai chiều", "both ways"),
    "na": Bilingual("không có chiều", "no direction"),
}
"""What a leaning is called in a sentence."""


@dataclass(frozen=True, slots=True)
class Side:
    """What some people, cases or respondents say on one theme, each counted once."""

    asked: int = 0
    mention: int = 0
    pos: int = 0
    neg: int = 0
    mixed: int = 0
    """Who speaks of it both as a help and as a hindrance."""
    codes: Mapping[str, int] = field(default_factory=dict)
    """Code below the theme → how many say it."""

    @property
    def state(self) -> State:
        """Return whether it was asked, and if so whether anybody mentions it."""
        return "mention" if self.mention else "silent" if self.asked else "not_asked"

    @property
    def share(self) -> Fraction | None:
        """Return the share of those asked who mention it; None if nobody was asked."""
        return Fraction(self.mention, self.asked) if self.asked else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return Wilson's 95% interval of the share."""
        return wilson(self.mention, self.asked) if self.asked else None

    def leaning(self, cut: Fraction) -> Leaning:
        """Return which way those lean who take a side: (pos − neg) / all of them, cut at ±`cut`."""
        total = self.pos + self.neg + self.mixed
        if not total:
            return "na"
        balance = Fraction(self.pos - self.neg, total)
        return "+" if balance >= cut else "-" if balance <= -cut else "~"


Saying = Mapping[str, frozenset[Valence]]
"""Code → the directions in which one of the counted says it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What each of the counted was asked and said, theme by theme."""

    asked: Mapping[str, frozenset[str]]
    """Theme → the names of those whom it was put to, or who brought it up."""
    said: Mapping[str, Mapping[str, Saying]]
    """Theme → the name of who mentions it → what they say of it."""

    def side(self, theme: str, members: Collection[str]) -> Side:
        """Return what these say on a theme."""
        of_theme = self.said.get(theme, {})
        sayings = [of_theme[name] for name in members if name in of_theme]
        asked = sum(name in self.asked.get(theme, ()) for name in members)
        return side(theme, asked, sayings)


def side(theme: str, asked: int, sayings: Iterable[Saying]) -> Side:
    """Return a side from what each of those who mention the theme says of it."""
    mention = pos = neg = mixed = 0
    codes: dict[str, int] = defaultdict(int)
    for saying in sayings:
        valences = {valence for each in saying.values() for valence in each} - {"neutral"}
        mention += 1
        mixed += len(valences) > 1
        pos += valences == {"enabler"}
        neg += valences == {"barrier"}
        for code in saying:
            codes[code] += code != theme
    found = {code: count for code, count in sorted(codes.items()) if count}
    return Side(asked, mention, pos, neg, mixed, found)


def heard(study: Study, units: Units, themes: Iterable[str]) -> Heard:
    """Return what each unit was asked and said on these themes.

    Codes of no codebook are ignored, and so are an interviewer's words.
    """
    wanted = frozenset(themes)
    above = {code.id: [theme for theme in up(code.id) if theme in wanted] for code in study.codes}
    said: dict[str, dict[str, dict[str, frozenset[Valence]]]] = {theme: {} for theme in wanted}
    asking = _asking(study)
    for coding in study.codings:
        name = "" if (coding.transcript, coding.turn) in asking else units.whose(coding)
        for theme in above.get(coding.code, ()) if name else ():
            saying = said[theme].setdefault(name, {})
            before = saying.get(coding.code, frozenset())
            saying[coding.code] = before | {coding.valence}
    asked = _asked(study, units, wanted)
    both = {theme: frozenset(asked[theme]) | frozenset(said[theme]) for theme in wanted}
    return Heard(both, said)


def themes(study: Study, level: int | None = None, within: Collection[str] = ()) -> tuple[str, ...]:
    """Return the study's codes in their order, or the groups that stand at this level of the tree.

    A code above the level stands for itself. With `within` only what is at or below one of these.
    """
    codes = [code.id for code in study.codes]
    cut = codes if level is None else [up(code)[:level][-1] for code in codes]
    chosen = [one for one in cut if not within or any(is_within(one, each) for each in within)]
    return tuple(dict.fromkeys(chosen))


def label(study: Study, theme: str) -> Bilingual:
    """Return what the codebook calls a code or group; its id if it says nothing."""
    code = study.code(theme)
    return code.label if code and (code.label.vi or code.label.en) else Bilingual(theme, theme)


def talks(units: Units) -> dict[str, frozenset[str]]:
    """Return each unit with words → the transcripts that they are in."""
    found: dict[str, set[str]] = defaultdict(set)
    for (transcript, _), name in units.of.items():
        found[name].add(transcript)
    return {name: frozenset(transcripts) for name, transcripts in found.items()}


def up(code: str) -> tuple[str, ...]:
    """Return the code and all above it in the tree, the topmost first."""
    parts = code.split(".")
    return tuple(".".join(parts[:depth]) for depth in range(1, len(parts) + 1))


def _asking(study: Study) -> set[tuple[str, int]]:
    """Return the turns in which an interviewer speaks."""
    return {
        (transcript.name, turn.number)
        for transcript in study.transcripts
        for turn in transcript.turns
        if turn.role == "interviewer"
    }


def _asked(study: Study, units: Units, themes: Iterable[str]) -> dict[str, set[str]]:
    """Return theme → whom it, a code above it or one below it was put to."""
    paths = {theme: frozenset(up(theme)) for theme in themes}
    put: dict[str, frozenset[str]] = {}
    for transcript in {name for name, _ in units.of}:
        given = study.asked.get(transcript, frozenset())
        reached = {above for code in given for above in up(code)}
        put[transcript] = frozenset(
            theme for theme, path in paths.items() if theme in reached or path & given
        )
    asked: dict[str, set[str]] = {theme: set() for theme in paths}
    for name, transcripts in talks(units).items():
        for theme in {theme for each in transcripts for theme in put[each]}:
            asked[theme].add(name)
    return asked
