"""Tables of a Word file as lines: talk in columns becomes `Label: words`, the rest keeps tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Row = list[str]
"""The cells' words; paragraphs of a cell are lines."""

_LABEL_LENGTH = 40
_HEADINGS: Mapping[str, str] = {
    "speaker": "người nói|người phát biểu|nhân vật|vai|ai nói|người tham gia|người|speaker|name",
    "words": "nội dung|lời nói|lời thoại|lời|phát biểu|nội dung gỡ băng|nội dung phỏng vấn"
    "|nội dung trao đổi|nội dung thảo luận|gỡ băng|bản gỡ băng|text|content|transcript|speech",
    "time": "thời gian|mốc thời gian|thời điểm|mốc|phút|giờ|time|timecode|timestamp",
    "number": "stt|tt|số tt|số thứ tự|số|lượt|lượt lời|no|no.|#|turn",
    "Hỏi": "hỏi|câu hỏi|phần hỏi|question|questions",
    "Đáp": "đáp|trả lời|câu trả lời|phần trả lời|answer|answers",
    "note": "ghi chú|chú thích|nhận xét|note|notes|comment|comments",
}
_KINDS = {word: kind for kind, words in _HEADINGS.items() for word in words.split("|")}
_NOT_LABELS = {"", "time", "number", "note", "speaker", "words"}

_SPEAKER = re.compile(
    r"(?:pvv|đtv|npv|ncv|ntl|nđpv|đtpv|hỏi|đáp|mc|h|đ|q|a|i|r|tl|tk|thư ký|phiên dịch|người hỏi"
    r"|người trả lời|điều phối viên|moderator|(?:nam|nữ|p|tv|ntg|speaker)[ _]?\d+)\s*\d{0,2}"
    r"(?:\s*\(.*\))?",
    re.IGNORECASE,
)
_TIME = re.compile(r"[\[(]?(\d{1,2}(?::\d{2}){1,2}(?:[.,]\d{1,3})?)[\])]?(?:\s*[-–—>→]+.*)?")
_NUMBER = re.compile(r"[#(]?\d{1,5}[.)]?")


@dataclass(frozen=True, slots=True)
class _Layout:
    """What each column holds: `time`, `number`, `speaker`, `words`, `note`, or a label's words."""

    columns: tuple[str, ...]
    has_heading: bool = False

    def cell(self, row: Row, kind: str) -> str:
        """Return a row's cell of this kind, or an empty string."""
        return row[self.columns.index(kind)] if kind in self.columns else ""

    @property
    def labels(self) -> list[str]:
        """Return the labels of those who speak side by side, such as Hỏi and Đáp."""
        return [kind for kind in self.columns if kind not in _NOT_LABELS]


def table_lines(rows: Sequence[Row]) -> Iterator[str]:
    """Yield a table's words as lines, in reading order."""
    layout = _layout(rows)
    for row in rows[1:] if layout and layout.has_heading else rows:
        if layout is None or len(row) != len(layout.columns):
            yield from _plain(row)
        elif layout.labels:
            yield from _side_by_side(row, layout)
        else:
            yield from _turn(row, layout)


def _layout(rows: Sequence[Row]) -> _Layout | None:
    """Return what the columns hold, if they hold talk or `Key: value` pairs."""
    return (_by_heading(rows[0]) or _by_cells(rows)) if rows else None


def _by_heading(first: Row) -> _Layout | None:
    """Return what the first row says of the columns, if it is a heading."""
    kinds = tuple(map(_kind, first))
    layout = _Layout(kinds, has_heading=True)
    is_talk = len(layout.labels) == 2 or ("words" in kinds and not layout.labels)  # noqa: PLR2004 - a pair
    if len(kinds) == 1 or not is_talk or "" in kinds or len(set(kinds)) < len(kinds):
        return None
    return layout


def _kind(heading: str) -> str:
    """Return what stands under a heading, or an empty string."""
    words = heading.strip(" :*\u00a0")
    return _KINDS.get(words.casefold(), words if _SPEAKER.fullmatch(words) else "")


def _by_cells(rows: Sequence[Row]) -> _Layout | None:
    """Return what two or three columns hold, to judge by their cells."""
    width = max(map(len, rows))
    columns = [[row[i] for row in rows if len(row) == width] for i in range(width)]
    if width == 2 and _all_match(_TIME, columns[0]):  # noqa: PLR2004 - a pair
        return _Layout(("time", "words"))
    if width == 2 and _all_match(_NUMBER, columns[0]):  # noqa: PLR2004 - a pair
        return _Layout(("number", "words"))
    if width == 2 and _are_labels(columns[0]):  # noqa: PLR2004 - a pair
        return _Layout(("speaker", "words"))
    if width == 3 and _are_labels(columns[1]):  # noqa: PLR2004 - a triple
        if _all_match(_TIME, columns[0]):
            return _Layout(("time", "speaker", "words"))
        if _all_match(_NUMBER, columns[0]) and _are_speakers(columns[1]):
            return _Layout(("number", "speaker", "words"))
    return None


def _all_match(pattern: re.Pattern[str], cells: Sequence[str]) -> bool:
    """Say whether all cells that hold something are of this form, and some hold something."""
    full = [cell.strip() for cell in cells if cell.strip()]
    return bool(full) and all(map(pattern.fullmatch, full))


def _are_labels(cells: Sequence[str]) -> bool:
    """Say whether cells are short enough to be labels, and not all empty."""
    labels = [cell.strip() for cell in cells]
    return any(labels) and all(len(c) <= _LABEL_LENGTH and "\n" not in c for c in labels)


def _are_speakers(cells: Sequence[str]) -> bool:
    """Say whether labels are of people who talk: known ones, or ones that come again.

    A list of participants (number, name, age) names everyone once.
    """
    labels = [cell.strip(" :").casefold() for cell in cells if cell.strip()]
    return len(set(labels)) < len(labels) or any(map(_SPEAKER.fullmatch, labels))


def _turn(row: Row, layout: _Layout) -> Iterator[str]:
    """Yield a row as `[time] label: words`; without a label it goes on from the row before."""
    label = layout.cell(row, "speaker").strip().rstrip(":： \u00a0")
    words, note = layout.cell(row, "words"), layout.cell(row, "note").strip()
    time = _bracketed(layout.cell(row, "time"))
    if note:
        words = f"{words} [{note}]".lstrip()
    if label:
        yield f"{time}{label}: {words}".rstrip(" ")
    elif words.strip():
        yield words if "speaker" in layout.columns else f"{time}{words}"


def _side_by_side(row: Row, layout: _Layout) -> Iterator[str]:
    """Yield what each speaker has in a row: its question, then its answer."""
    time = _bracketed(layout.cell(row, "time"))
    for label in layout.labels:
        if words := layout.cell(row, label).strip():
            yield f"{time}{label}: {words}"
            time = ""
    if note := layout.cell(row, "note").strip():
        yield f"[{note}]"


def _bracketed(cell: str) -> str:
    """Return a time as `[00:01:05] `, or nothing; of a range the start."""
    found = _TIME.fullmatch(cell.strip())
    return f"[{found[1]}] " if found else ""


def _plain(row: Row) -> Iterator[str]:
    """Yield a row of any other table: one line, or a cell after the other if cells have lines."""
    if any("\n" in cell for cell in row):
        yield from (cell for cell in row if cell)
    else:
        yield "\t".join(row)
