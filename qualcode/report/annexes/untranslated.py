"""The report's quotes that have no translation yet, by id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualcode.documents.values import Block
from qualcode.model import Bilingual
from qualcode.report.evidence import Evidence
from qualcode.report.tables import table

HOW = Bilingual(
    "Thêm bản dịch trên màn hình qualcode tag, hoặc bằng qualcode export translations rồi qualcode "
    "import; lần chạy sau bản dịch sẽ vào chỗ của nó.",
    "Add translations on the screen of qualcode tag, or by qualcode export translations and then "
    "qualcode import; at the next run they take their places.",
)


def parts(evidence: Evidence) -> Iterator[tuple[str, Iterable[Block]]]:
    """Yield the list, how to fill it, and how many other quotes are without translation."""
    every = [quote for quotes in evidence.quotes.values() for quote in quotes]
    waiting = {
        quote.id: quote
        for quote in every
        if quote.id in evidence.cited and not quote.coding.translation
    }
    others = len({q.id for q in every if not q.coding.translation} - waiting.keys())
    rest = Bilingual(
        f"Ngoài những trích dẫn trong báo cáo này, còn {others} trích dẫn của nghiên cứu chưa có "
        "bản dịch.",
        f"Besides the quotes in this report, {others} more of the study have no translation.",
    )
    voice = evidence.voice
    if not waiting:
        none = Bilingual(
            "Mọi trích dẫn trong báo cáo đều đã có bản dịch.",
            "All quotes in the report have a translation.",
        )
        if not evidence.cited:
            none = Bilingual("Báo cáo chưa có trích dẫn nào.", "The report has no quotes yet.")
        yield "list", voice.said(none, *([rest] if others else []))
        return
    made = table(
        voice,
        Bilingual("Trích dẫn chưa có bản dịch", "Quotes still without translation"),
        (
            Bilingual("Mã trích dẫn", "Id"),
            Bilingual("Nguyên văn", "As said"),
            Bilingual("Nguồn", "Attribution"),
        ),
        [
            (name, " ".join(quote.words.split()), quote.attribution)
            for name, quote in sorted(waiting.items())
        ],
        widths=(0.27, 0.48, 0.25),
        notes=(rest,) if others else (),
    )
    yield "list", (*voice.said(HOW, manner="small"), made)
