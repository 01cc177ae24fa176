"""How long each file that leaves the house takes, for 3,000 quotes.

    python benchmarks/deliverables.py [--quotes 3000] [--only document]

The study is made up from a fixed seed, in memory: what is timed is making and writing the file.
Seconds are the processor's, on one core, of the better of two runs. Beside each stands how many
times as long it takes as a plain file of the same texts, written in the same run with nothing but
the library: paragraphs by python-docx, rows by XlsxWriter.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from qualcode.model import (
    Bilingual,
    Case,
    Code,
    Codebook,
    Coding,
    Results,
    Settings,
    Span,
    Study,
    Tongue,
    Transcript,
    Turn,
)

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Read when numpy is first imported: a second thread that waits would count as work."""

CODES = 25
CASES = 60
PROVINCES = ("Lào Cai", "Nghệ An", "Khánh Hòa", "An Giang", "Đắk Lắk", "Hà Nội", "Phú Thọ")
WORDS = (
    *("thu nhập", "bấp bênh", "chưa đóng", "bảo hiểm xã hội", "tự nguyện", "năm nào", "lúa", "cá"),
    *("tôm", "cà phê", "bão", "lụt", "mất mùa", "nợ", "ngân hàng", "đại lý", "phân thuốc", "chợ"),
    *("con học", "tiền sữa", "xe máy", "điện thoại", "sổ", "thẻ", "xã", "thôn", "cán bộ", "họp"),
    *("loa", "zalo", "giấy tờ", "chờ", "lương hưu", "ốm đau", "thai sản", "thợ xây", "giảng viên"),
)


def made_up(quotes: int, seed: int = 1) -> Study:
    """Return a study with so many quotes, half of them translated, a third confirmed."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    codes = tuple(
        Code(
            f"family_{number % 5}.code_{number:02d}",
            Bilingual(f"Mã số {number}", f"Code {number}"),
            Bilingual("Người ta nói rằng khó.", "People say that it is hard."),
        )
        for number in range(CODES)
    )
    texts, turns = dict.fromkeys(range(CASES), ""), {case: [] for case in range(CASES)}
    codings = []
    for number in range(quotes):
        case = draw.randrange(CASES)
        words = " ".join(draw.choices(WORDS, k=draw.randint(8, 26))).capitalize() + "."
        start = len(texts[case]) + 5
        span, own = Span(start, start + len(words)), turns[case]
        own.append(Turn(len(own) + 1, "NTL", "respondent", span))
        texts[case] += f"NTL: {words}\n"
        coding = Coding(
            *(f"c{case:02d}", len(own), span, draw.choice(codes).id),
            draw.choice(("barrier", "barrier", "enabler")),
            evidence=(Span(start, start + 12),),
        )
        if number % 3 == 0:
            coding = replace(coding, status="accepted", coder="Lan")
        if number % 2 == 0:
            coding = replace(coding, translation="They say that it is hard. " * 4, translator="Hoa")
        codings.append(coding)
    cases = tuple(
        Case(f"c{n:02d}", {"type": ("KII", "IDI", "FGD")[n % 3], "province": PROVINCES[n % 7]})
        for n in range(CASES)
    )
    talks = tuple(Transcript(f"c{n:02d}", texts[n], tuple(turns[n])) for n in range(CASES))
    book = Codebook("made_up", "1", codes)
    study = Study(Settings(), (book,), talks, cases, proposals=tuple(codings))
    return replace(study, codings=tuple(codings))


def _document(results: Results, folder: Path, tongue: Tongue) -> None:
    from qualcode import documents
    from qualcode.exporters.document import content

    documents.write(content(results, tongue, every=True), folder / "quotes.docx")


def _chosen(results: Results, folder: Path) -> None:
    from qualcode.exporters.document import write_document

    write_document(results, folder / "chosen.docx")


def _workbook(results: Results, folder: Path) -> None:
    from qualcode.exporters.workbook import write_workbook

    write_workbook(results, folder / "matrix.xlsx")


def _plain_document(results: Results, folder: Path) -> None:
    """Write the same texts with python-docx alone, a paragraph each."""
    import docx

    document = docx.Document()
    for quote in results.quotes:
        document.add_paragraph(quote.words)
        document.add_paragraph(quote.coding.translation)
        document.add_paragraph(quote.attribution.vi)
    document.save(str(folder / "plain.docx"))


def _plain_workbook(results: Results, folder: Path) -> None:
    """Write the same texts with XlsxWriter alone."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(folder / "plain.xlsx")) as book:
        sheet = book.add_worksheet()
        for number, quote in enumerate(results.quotes):
            sheet.write_string(number, 0, quote.id)
            sheet.write_string(number, 1, quote.words)
            sheet.write_string(number, 2, quote.coding.translation)
            sheet.write_string(number, 3, quote.attribution.vi)


Make = Callable[[Results, Path], None]

FILES: Mapping[str, tuple[Make, Make]] = {
    "document of all quotes, vi": (lambda r, f: _document(r, f, "vi"), _plain_document),
    "document of all quotes, en": (lambda r, f: _document(r, f, "en"), _plain_document),
    "document of all quotes, both": (lambda r, f: _document(r, f, "both"), _plain_document),
    "document of the best quotes": (_chosen, _plain_document),
    "workbook": (_workbook, _plain_workbook),
}
"""What is timed: the name of a file → what makes it, and what makes a plain one of its texts."""


def main() -> None:
    """Print for each file the better of two runs, and how many times as long as a plain one."""
    from qualcode import project

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quotes", type=int, default=3000)
    parser.add_argument("--only", default="", help="only the files with this in their name")
    asked = parser.parse_args()
    results = project.results(made_up(asked.quotes))
    print(f"{len(results.quotes)} quotes, {CODES} codes, {CASES} cases")
    for name, (make, plain) in FILES.items():
        if asked.only in name:
            own, least = _seconds(make, results), _seconds(plain, results)
            print(f"{own:6.2f} s  {own / least:6.1f} × a plain file  {name}", flush=True)


def _seconds(make: Make, results: Results) -> float:
    """Return the processor's seconds of the better of two runs: what else runs doesn't count."""
    taken = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            gc.collect()
            gc.freeze()  # as the command line does with what it has read
            start = time.process_time()
            make(results, Path(folder))
            taken.append(time.process_time() - start)
    return min(taken)


if __name__ == "__main__":
    main()
