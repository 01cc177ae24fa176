"""How a brief puts numbers into sentences that hold, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.heard import Side
from qualcode.model import Bilingual, Study
from qualcode.pictures.values import Direction
from qualcode.pictures.wording import one_line

DIRECTIONS: Mapping[Direction, Bilingual] = {
    "barrier": Bilingual("trở ngại (−)", "barrier (−)"),
    "enabler": Bilingual("thuận lợi (+)", "help (+)"),
    "mixed": Bilingual("cả hai chiều (±)", "both ways (±)"),
    "neutral": Bilingual("không có chiều (·)", "no direction (·)"),
}
SILENT = Bilingual("được hỏi, không nói tới", "asked, silent")
LONGEST = 56
"""Letters of a label; what is longer is cut at a word."""
KINDS = {
    "case": (Bilingual("nguồn", "case"), Bilingual("nguồn", "cases")),
    "person": (Bilingual("người", "person"), Bilingual("người", "people")),
}
"""What is counted, one and several."""


def plain(words: Bilingual, longest: int = LONGEST) -> Bilingual:
    """Return the words in one line each, neither longer than this."""
    return Bilingual(cut(words.vi, longest), cut(words.en, longest))


def cut(words: str, longest: int) -> str:
    """Return the words in one line; if it is too long, its head and a sign that there is more."""
    line = one_line(words)
    if len(line) <= longest:
        return line
    head = line[: longest - 1]
    return (head[: head.rfind(" ")] if " " in head[longest // 2 :] else head).rstrip(" ,;:") + "…"


def called(study: Study, theme: str) -> Bilingual:
    """Return what a code is called, in quotation marks."""
    code = study.code(theme)
    label = plain(code.label if code else Bilingual(theme, theme))
    vi, en = label.say("vi") or theme, label.say("en") or theme
    return Bilingual(f"“{vi}”", f"“{en}”")


def named(study: Study, theme: str) -> Bilingual:
    """Return what a code is called."""
    quoted = called(study, theme)
    return Bilingual(quoted.vi[1:-1], quoted.en[1:-1])


def speak(mention: int, asked: int, theme: Bilingual, kind: str = "case") -> Bilingual:
    """Return how many of those asked speak of a theme, without a full stop."""
    one, many = KINDS[kind]
    if asked == 1 == mention:
        return Bilingual(
            f"{one.vi.capitalize()} duy nhất được hỏi nói tới {theme.vi}",
            f"The one {one.en} asked speaks of {theme.en}",
        )
    if mention == asked:
        return Bilingual(
            f"Cả {asked} {many.vi} được hỏi đều nói tới {theme.vi}",
            f"All {asked} {many.en} asked speak of {theme.en}",
        )
    verb = "speaks" if mention == 1 else "speak"
    return Bilingual(
        f"{mention} trong {asked} {many.vi} được hỏi nói tới {theme.vi}",
        f"{mention} of the {asked} {many.en} asked {verb} of {theme.en}",
    )


def directed(side: Side) -> Bilingual:
    """Return which way those who mention a theme speak, to stand behind that they do."""
    if not side.pos + side.neg + side.mixed:
        return Bilingual("", "")
    if side.mention == side.neg:
        return Bilingual(" như một trở ngại", " as a barrier")
    if side.mention == side.pos:
        return Bilingual(" như một điều thuận lợi", " as a help")
    counts = (
        (side.neg, "như trở ngại", "as a barrier"),
        (side.pos, "như điều thuận lợi", "as a help"),
        (side.mixed, "cả hai chiều", "both ways"),
    )
    vi = ", ".join(f"{count} {words}" for count, words, _ in counts if count)
    en = ", ".join(f"{count} {words}" for count, _, words in counts if count)
    return Bilingual(f": {vi}", f": {en}")


def joined(parts: Sequence[Bilingual]) -> Bilingual:
    """Return the parts as a list in a sentence."""
    return Bilingual(_listed([p.vi for p in parts], "và"), _listed([p.en for p in parts], "and"))


def together(*parts: Bilingual) -> Bilingual:
    """Return the parts one behind the other, as they are."""
    return Bilingual("".join(p.vi for p in parts), "".join(p.en for p in parts))


def capital(words: str) -> str:
    """Return the words with a capital, the rest as it is."""
    return words[:1].upper() + words[1:]


def same(words: object) -> Bilingual:
    """Return words that are the same in both languages."""
    return Bilingual(str(words), str(words))


def number_and(label: Bilingual, mention: int, asked: int) -> Bilingual:
    """Return a label with its n/N."""
    return together(label, same(f" ({mention}/{asked})"))


def _listed(parts: Sequence[str], last: str) -> str:
    if len(parts) <= 1:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"
