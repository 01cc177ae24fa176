"""A sheet's fingerprint as text that Word, Excel and LibreOffice carry along unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from qualcode.coding_sheets.sheet import Fingerprint, Known, Place
from qualcode.errors import ImportFileError
from qualcode.packing import DAMAGED, packed, unpacked

MARK = "qualcode-coding-sheet"
VERSION = 2
READABLE = ("1", "2")
"""The first version knew nothing of models."""
LONGEST = 5_000_000
"""Characters that a fingerprint may unpack to: hours of talk need far less."""


def pack(fingerprint: Fingerprint, length: int) -> tuple[str, ...]:
    """Return the fingerprint in pieces of at most this length; the first says what it is."""
    models = sorted({known.model for known in fingerprint.codings} - {""})
    said = {
        "transcript": fingerprint.transcript,
        "sha256": fingerprint.sha256,
        "coder": fingerprint.coder,
        "blind": fingerprint.blind,
        "latest": fingerprint.latest,
        "made_by": fingerprint.made_by,
        "turns": [[number, crc] for number, crc in fingerprint.turns.items()],
        "models": models,
        "codings": [
            [
                *(k.place.turn, k.place.start, k.place.end, k.code),
                *(k.status, k.memo, k.translation),
                *((models.index(k.model), k.probability) if k.model else ()),
            ]
            for k in fingerprint.codings
        ],
    }
    return f"{MARK} {VERSION}", *packed(said, length)


def unpack(pieces: Sequence[str], file: str) -> Fingerprint:
    """Return the fingerprint in these pieces.

    Raises:
        ImportFileError: if there is none, or not all of it.
    """
    mark, _, version = (pieces[0] if pieces else "").partition(" ")
    if mark != MARK:
        raise no_sheet(file)
    if version not in READABLE:
        raise ImportFileError.at(
            file,
            "phiếu này do bản qualcode khác tạo; hãy cập nhật qualcode rồi nhập lại",
            "another version of qualcode made this sheet; update qualcode and import it again",
        )
    try:
        return _fingerprint(unpacked(pieces[1:], LONGEST))
    except DAMAGED as cause:
        raise ImportFileError.at(
            file,
            "phần ẩn của phiếu này bị hỏng nên không biết phiếu đã đổi những gì; hãy xuất phiếu "
            "mới và chép các thay đổi sang",
            "the hidden part of this sheet is damaged, so that what was changed can't be told; "
            "export a new sheet and copy the changes over",
        ) from cause


def no_sheet(file: str) -> ImportFileError:
    """Return the error for a file that qualcode did not make, or that lost its fingerprint."""
    return ImportFileError.at(
        file,
        "đây không phải phiếu mã hóa của qualcode, hoặc đã mất phần ẩn khi lưu bằng chương trình "
        "khác; hãy tạo phiếu bằng qualcode export coding-sheet và sửa bằng Word, Excel hay "
        "LibreOffice",
        "this is no coding sheet of qualcode, or it lost its hidden part when another program "
        "saved it; make one with qualcode export coding-sheet and edit it in Word, Excel or "
        "LibreOffice",
    )


def no_talk(file: str) -> ImportFileError:
    """Return the error for a sheet from which the talk was taken out."""
    return ImportFileError.at(
        file,
        "trong phiếu không còn lời của bản gỡ băng (T001, T002… trong Word; trang Transcript trong "
        "Excel); hãy chép lại từ phiếu gốc rồi nhập",
        "the transcript's words are no longer in the sheet (T001, T002 … in Word; the sheet "
        "Transcript in Excel); copy them back from its first copy and import again",
    )


def no_columns(file: str) -> ImportFileError:
    """Return the error for a workbook whose codings can't be told by any heading."""
    return ImportFileError.at(
        file,
        "không nhận ra trang Coding hay cột Mã / Code; hãy đặt lại tên các cột như trong phiếu gốc "
        "rồi nhập",
        "the sheet Coding or its column Mã / Code isn't recognised; give the columns the names "
        "that they had and import again",
    )


def _fingerprint(said: Mapping[str, Any]) -> Fingerprint:
    return Fingerprint(
        transcript=str(said["transcript"]),
        sha256=str(said["sha256"]),
        coder=str(said["coder"]),
        blind=bool(said["blind"]),
        latest=str(said["latest"]),
        made_by=str(said["made_by"]),
        turns={int(number): str(crc) for number, crc in said["turns"]},
        codings=tuple(_known(row, said.get("models", ())) for row in said["codings"]),
    )


def _known(row: Sequence[Any], models: Sequence[str]) -> Known:
    turn, start, end, code, status, memo, english, *by = row
    place = Place(int(turn), int(start), int(end))
    known = Known(place, str(code), status, str(memo), str(english))
    if not by:
        return known
    number, probability = by
    return replace(
        known,
        model=str(models[number]),
        probability=None if probability is None else float(probability),
    )
