"""Verdicts on themes as lines for a person at the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from qualcode.cli import columns, console
from qualcode.cli.console import say
from qualcode.heard import label
from qualcode.language.source_types import METHODS, OPEN, OPEN_ANSWERS
from qualcode.language.verdicts import VERDICT_LABELS, label_of
from qualcode.model import Bilingual, Conclusion, Quote
from qualcode.triangulation import CHANGED, SIGNS, Account, Compared, Said, Verdict
from qualcode.triangulation.account import BANDS

FRAGILE = "*"
"""Behind a verdict that one case more or fewer changes."""
STALE = "!"
"""Behind a person's verdict that rests on other figures than there are now."""
BETWEEN = 3
"""Columns that stand empty between two of a table."""
ELICITED = {
    "spontaneous": Bilingual("tự nói ra", "brought up or asked openly"),
    "prompted": Bilingual("câu hỏi đóng", "prompted by a closed question"),
    "written": Bilingual("tự viết trong bảng hỏi", "written in own words in a questionnaire"),
    "documentary": Bilingual("tài liệu", "documents"),
    "various": Bilingual("nhiều cách hỏi", "asked in several ways"),
}


def rows(found: Compared) -> tuple[list[str], list[list[str]]]:
    """Return the heads and rows of the table: a theme, each source's figures, the verdict."""
    people = any(found.conclusion(theme) for theme in found.verdicts)
    heads = [say("mã", "code"), *map(source_name, _names(found)), say("kết luận", "verdict")]
    heads += [say("người kết luận", "a person's")] if people else []
    return heads, [
        [theme, *(cell.share for cell in verdict.cells.values()), computed(verdict)]
        + ([_person(found, theme)] if people else [])
        for theme, verdict in found.verdicts.items()
    ]


def fits(heads: list[str], table: list[list[str]]) -> bool:
    """Say whether the columns have room side by side, no word broken."""
    widths = [max(map(len, column)) for column in zip(heads, *table, strict=True)]
    return sum(widths) + BETWEEN * (len(widths) - 1) <= console.width()


def blocks(found: Compared) -> Iterator[str]:
    """Yield each theme with its verdict and its sources below, for more than have room."""
    for theme, verdict in found.verdicts.items():
        words = label(found.study, theme).say(console.language())
        yield from console.folded(f"{theme}  {words}" if words != theme else theme)
        person = _person(found, theme)
        yield from console.folded(" → ".join(filter(None, (computed(verdict), person))), 2)
        listed = (f"{source_name(name)} {cell.share}" for name, cell in verdict.cells.items())
        yield from console.folded("; ".join(listed), 2)


def tally(verdicts: Iterable[Verdict]) -> str:
    """Return how many themes have which verdict."""
    counts = Counter[str](verdict.verdict for verdict in verdicts)
    told = (
        f"{words.say(console.language())} {counts[name]}"
        for name, words in VERDICT_LABELS.items()
        if name in counts
    )
    return " · ".join(told)


def conclusions(found: Compared) -> Iterator[str]:
    """Yield what people concluded, with their reasons, and what has changed since."""
    for theme in found.verdicts:
        if one := found.conclusion(theme):
            mark = f"{STALE} " if found.changed(theme) else ""
            yield from console.folded(f"{mark}{theme}: {_concluded(found, theme, one)}")


def told(found: Compared, account: Account) -> Iterator[str]:
    """Yield one theme in full."""
    verdict, language = account.verdict, console.language()
    words = label(found.study, account.theme).say(language)
    yield from console.folded(f"{account.theme}  {words}" if words != account.theme else words)
    yield from console.folded(f"{say('Kết luận', 'Verdict')}: {_label(verdict.verdict)}")
    yield from console.folded(account.why.say(language), 2)
    if verdict.fragile:
        fragile = say("dễ đổi nếu", "fragile, it changes with")
        yield from console.folded(f"{fragile}: {'; '.join(verdict.fragile)}", 2)
    if account.conclusion:
        person = _concluded(found, account.theme, account.conclusion)
        yield from console.folded(f"{say('Người kết luận', 'A person')}: {person}")
    for said in account.sources:
        yield ""
        yield from _said(said)
    if account.pairs:
        yield ""
    for (one, other), (of_pair, why) in account.pairs.items():
        names = f"{source_name(one)} – {source_name(other)}"
        yield from console.folded(f"{names}: {_label(of_pair)}")
        yield from console.folded(why.say(language), 2)


def computed(verdict: Verdict) -> str:
    """Return the verdict that was computed, marked if it is fragile."""
    return f"{_label(verdict.verdict)}{f' {FRAGILE}' if verdict.fragile else ''}"


def source_name(name: str) -> str:
    """Return what a source is called in the user's language."""
    kind, colon, survey = name.partition(": ")
    known = METHODS.get(kind) or (OPEN_ANSWERS if kind == OPEN else None)
    return f"{known.say(console.language())}{colon}{survey}" if known else name


def _names(found: Compared) -> list[str]:
    return [source.name for source in found.sources]


def _label(verdict: str) -> str:
    return label_of(verdict).say(console.language())


def _person(found: Compared, theme: str) -> str:
    one = found.conclusion(theme)
    if one is None:
        return ""
    agrees = one.verdict == found.verdicts[theme].verdict
    words = say("đồng ý", "agrees") if agrees else _label(one.verdict)
    return f"{words} ({one.coder}){f' {STALE}' if found.changed(theme) else ''}"


def _concluded(found: Compared, theme: str, one: Conclusion) -> str:
    """Return who concluded what and why, and then what has changed since."""
    words = f"{_label(one.verdict)} ({one.coder}): {one.reason}"
    if not found.changed(theme):
        return words
    then, now = say("khi đó", "then"), say("nay", "now")
    verdict = found.verdicts[theme]
    return (
        f"{words} [{CHANGED.say(console.language())}: {then} {_label(one.computed)}, "
        f"{_in_words(found, one.cells)}; "
        f"{now} {_label(verdict.verdict)}, {_in_words(found, verdict.said)}]"
    )


def _in_words(found: Compared, cells: str) -> str:
    """Return every source's figures with the sources called as they are on the screen."""
    names = {one: source_name(one) for one in _names(found)}
    parts = [(part, _named(part, names)) for part in cells.split("; ")]
    return "; ".join(names.get(name, name) + part.removeprefix(name) for part, name in parts)


def _named(part: str, names: Iterable[str]) -> str:
    """Return the source that a part of the figures begins with; all of it if none."""
    found = [name for name in names if part.startswith(f"{name} ")]
    return max(found, key=len, default=part)


def _said(said: Said) -> Iterator[str]:
    """Yield what one source says: its figures, sub-codes, answers, quotes."""
    cell, language = said.cell, console.language()
    name = source_name(said.source.name)
    if cell.state == "not_asked":
        few = say(f"chỉ hỏi {cell.data.asked} nguồn", f"only {cell.data.asked} asked")
        none = say("không hỏi", "not asked")
        yield f"{name}: n/a ({few if cell.data.asked else none})"
        return
    data, (low, high) = cell.data, cell.interval or (0.0, 1.0)
    share = f"{100 * float(cell.prominence or 0):.0f}% ({100 * low:.0f}–{100 * high:.0f}%)"
    facts = [f"{data.mention}/{data.asked}, {share}", BANDS[cell.band or "none"].say(language)]
    if cell.direction:
        leans = f"+{data.pos} −{data.neg} ±{data.mixed}"
        facts.append(f"{say('chiều', 'direction')} {SIGNS.get(cell.direction, '?')} ({leans})")
    facts.append(ELICITED[data.elicitation].say(language))
    yield from console.folded(f"{name}: {'; '.join(facts)}")
    if data.examples:
        listed = ", ".join(sorted(data.examples))
        yield from console.folded(f"{say('mã con', 'sub-codes')}: {listed}", 2)
    for answer in said.answers:
        yield from console.folded(answer.say(language), 2)
    for quote in said.quotes:
        yield from _quote(quote)


def _quote(quote: Quote) -> Iterator[str]:
    from qualcode import quotes

    yield from columns.wrapped(quotes.said(quote), indent="  ")
    yield f"    {quote.id}  {quote.attribution.say(console.language())}".rstrip()
