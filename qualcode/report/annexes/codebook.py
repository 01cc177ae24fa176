"""The codebook: what each code means, when it is given and when not, with a quote and counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from qualcode import heard, selection
from qualcode.documents.values import Block
from qualcode.model import Bilingual, Chapter, Code, joined
from qualcode.quotes import cited
from qualcode.report.evidence import Evidence, Theme
from qualcode.report.quoting import short
from qualcode.report.tables import OF_ASKED, table

NONE = Bilingual(
    "Chưa có sổ mã: hãy đặt một tệp .yaml vào codebooks/.",
    "There is no codebook yet: put a .yaml file into codebooks/.",
)
INCLUDE = Bilingual("Gán khi", "Include")
EXCLUDE = Bilingual("Không gán khi", "Exclude")
EXAMPLE = Bilingual("Ví dụ trong sổ mã", "Example in the codebook")
QUOTE = Bilingual("Trích dẫn", "Quote")
VALENCES = {
    "barrier": Bilingual("trở ngại", "barrier"),
    "enabler": Bilingual("thuận lợi", "enabler"),
    "neutral": Bilingual("không có chiều", "neutral"),
}
CANDIDATES = 15
"""Quotes of a code from which its example is chosen."""
NOT_SAID = Bilingual("Không nguồn nào nói tới.", "No source mentions it.")


def parts(evidence: Evidence) -> Iterator[tuple[str, Iterable[Block]]]:
    """Yield a table for each family of codes."""
    study = evidence.study
    families = dict.fromkeys(code.family for code in study.codes)
    if not families:
        yield "codes", evidence.voice.said(NONE)
    themes = {one.id: one for one in evidence.whole.themes}
    for family in families:
        codes = [code for code in study.codes if code.family == family]
        notes = (OF_ASKED,) if family == [*families][-1] else ()
        yield family, (_family(evidence, family, codes, themes, notes),)


def _family(
    evidence: Evidence,
    family: str,
    codes: Iterable[Code],
    themes: Mapping[str, Theme],
    notes: Sequence[Bilingual],
) -> Block:
    return table(
        evidence.voice,
        joined((Bilingual("Sổ mã", "Codebook"), heard.label(evidence.study, family)), ": "),
        (
            Bilingual("Mã", "Code"),
            Bilingual("Định nghĩa, khi nào gán", "Definition and use"),
            Bilingual("Lượt; nguồn", "References; sources"),
        ),
        [
            (_name(evidence, code), _use(evidence, code), _counted(evidence, themes.get(code.id)))
            for code in codes
        ],
        widths=(0.3, 0.56, 0.14),
        notes=notes,
        centred=(2,),
    )


def _name(evidence: Evidence, code: Code) -> str:
    voice = evidence.voice
    return "\n".join((voice.one(code.label) or code.id, code.id, voice.one(VALENCES[code.valence])))


def _use(evidence: Evidence, code: Code) -> str:
    voice = evidence.voice
    lines = list(voice.each(code.definition))
    for name, words in ((INCLUDE, code.include), (EXCLUDE, code.exclude)):
        if words.vi or words.en:
            lines += [f"{name.say(at)}: {words.say(at)}" for at in voice.languages]
    of = evidence.quotes_of(Chapter(code.label), code.id)
    if best := selection.best(evidence.given, short(of, CANDIDATES), 1):
        said = best[0].coding.translation if voice.tongue == "en" else ""
        told = best[0].attribution.say(voice.language)
        shown = f"“{said}” — {told} [{best[0].id}]" if said else cited(best[0], voice.language)
        lines.append(f"{voice.one(QUOTE)}: {shown}")
    elif code.examples:
        lines.append(f"{voice.one(EXAMPLE)}: “{code.examples[0]}”")
    return "\n".join(dict.fromkeys(lines))


def _counted(evidence: Evidence, theme: Theme | None) -> str:
    if theme is None:
        return evidence.voice.one(NOT_SAID, "\n")
    return f"{theme.references}; {theme.of_asked}"
