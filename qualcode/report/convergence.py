"""Whether sources agree on a chapter's themes: verdicts, and what a person concluded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qualcode import comparing, heard
from qualcode.documents.values import Block
from qualcode.documents.voice import Voice
from qualcode.language.source_types import OPEN, OPEN_ANSWERS
from qualcode.language.verdicts import label_of
from qualcode.model import Bilingual, joined
from qualcode.report.evidence import TOP, Evidence, Scope
from qualcode.report.tables import CODE, MARKS, Written, table
from qualcode.triangulation import CHANGED, Cell, Compared

SIGNED = Bilingual(
    "− nghiêng về trở ngại, + nghiêng về thuận lợi, ± cả hai; tính mọi nguồn của nghiên cứu.",
    "− leaning to a hindrance, + to a help, ± both; all sources of the study count.",
)
CONCLUDED = Bilingual("Người nghiên cứu kết luận", "A person's conclusion")
NOT_CONCLUDED = Bilingual(
    "Mức đối chiếu do máy tính; chưa có người kết luận.",
    "Convergence is computed; nobody has concluded on it yet.",
)


def verdicts(evidence: Evidence, scope: Scope) -> Iterator[Block]:
    """Yield whether the study's sources agree on a chapter's themes; nothing of one source."""
    found = evidence.compared
    if found and len(found.sources) > 1:
        ids = [one.id for one in scope.themes[:TOP]]
        yield converging(evidence, found, ids, scope.chapter.title)


def converging(evidence: Evidence, found: Compared, themes: Sequence[str], of: Bilingual) -> Block:
    """Return what each source says on these themes, the verdict, and what a person concluded."""
    names = sources(evidence, found)
    concluded = any(found.conclusion(theme) for theme in themes)
    rows: list[tuple[Written, ...]] = [
        (
            heard.label(evidence.study, theme),
            _sides(evidence.voice, names, found.verdicts[theme].cells),
            label_of(found.verdicts[theme].verdict),
            *([_concluded(found, theme)] if concluded else []),
        )
        for theme in themes
    ]
    return table(
        evidence.voice,
        joined((Bilingual("Đối chiếu nguồn", "Convergence of sources"), of), ": "),
        (
            CODE,
            Bilingual("Mỗi nguồn nói gì", "What each source says"),
            Bilingual("Đối chiếu", "Convergence"),
            *([CONCLUDED] if concluded else []),
        ),
        rows,
        widths=(0.26, 0.32, 0.18, 0.24) if concluded else (0.28, 0.52, 0.2),
        notes=(SIGNED, MARKS, *([] if concluded else [NOT_CONCLUDED])),
    )


def sources(evidence: Evidence, found: Compared) -> Mapping[str, Bilingual]:
    """Return source → what a reader is shown it as."""
    by = found.by.split("@")[0]
    shown = comparing.names(evidence.study, by, [one.name for one in found.sources])
    return shown | {
        name: Bilingual(OPEN_ANSWERS.vi, OPEN_ANSWERS.en) for name in shown if name.startswith(OPEN)
    }


def _sides(voice: Voice, names: Mapping[str, Bilingual], cells: Mapping[str, Cell]) -> str:
    return "; ".join(f"{voice.one(names[name], '/')} {one.share}" for name, one in cells.items())


def _concluded(found: Compared, theme: str) -> Bilingual:
    one = found.conclusion(theme)
    if one is None:
        return Bilingual("–", "–")
    words = label_of(one.verdict)
    changed = CHANGED if found.changed(theme) else Bilingual("", "")
    reason = f": {one.reason}" if one.reason else ""
    tail = Bilingual(
        f" ({one.coder}{'; ' + changed.vi if changed.vi else ''})",
        f" ({one.coder}{'; ' + changed.en if changed.en else ''})",
    )
    return Bilingual(f"{words.vi}{reason}{tail.vi}", f"{words.en}{reason}{tail.en}")
