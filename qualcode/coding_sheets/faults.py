"""What a returned sheet says that isn't understood, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from qualcode.coding_sheets.sheet import Known, Mark, Returned
from qualcode.model import Bilingual, Problem, Severity, Study

if TYPE_CHECKING:
    from qualcode.coding_sheets.desk import Desk

WORDS_CHANGED = Bilingual(
    "lời ở chỗ này đã khác trong bản gỡ băng hiện nay; hãy xem lại và ghi bằng qualcode tag hoặc "
    "phiếu mới",
    "the transcript now has other words here; have a look and record it with qualcode tag or a new "
    "sheet",
)
NO_PLACE = Bilingual(
    "không nằm trên lời nguyên văn của đúng một lượt trong bản gỡ băng; trong Word, hãy bôi đen "
    "lời của một lượt; trong Excel, hãy ghi số lượt và chép đúng lời của lượt ấy",
    "is not on the transcript's own words in a single turn; in Word, select words of one turn; in "
    "Excel, give the turn's number and copy its very words",
)
TWICE = Bilingual(
    "mã này đã có trên đúng những lời này trong phiếu; hãy xóa một trong hai",
    "the sheet has this code on these very words already; delete one of the two",
)
NOTHING_TO_REJECT = Bilingual(
    "mã này chưa có ở đây nên không có gì để bỏ hay xét; muốn thêm, hãy để trống quyết định",
    "this code isn't here yet, so there is nothing to reject; to add it, leave the decision blank",
)
UNCLEAR_VERDICT = Bilingual(
    "không rõ là chấp nhận hay bỏ; hãy chỉ viết “ok” hoặc “bỏ”",
    "it isn't clear whether this accepts or rejects; write only “ok” or “reject”",
)
VERDICT_AS_MEMO = Bilingual(
    "“ok” hay “bỏ” đứng ở phần ghi chú nên không rõ có phải quyết định; hãy viết ở dòng 2 của bình "
    "luận (Word) hay ở cột Quyết định (Excel)",
    "“ok” or “reject” stands where a memo should, so that it isn't clear if it decides; write it "
    "on the comment's line 2 (Word) or into the column Decision (Excel)",
)
NO_STATUS = Bilingual(
    "dòng tình trạng không còn, lời viết ở đó được coi là ghi chú; muốn chấp nhận hay bỏ, hãy viết "
    "“ok” hay “bỏ” ở dòng 2",
    "its status line is gone and what stands there is taken as a memo; to accept or reject, write "
    "“ok” or “reject” on line 2",
)
SEVERAL = Bilingual(
    "có hai mã trong một bình luận hay một dòng; mỗi mã cần một bình luận hay một dòng riêng",
    "two codes stand in one comment or row; each code needs one of its own",
)
TAKE_BACK = Bilingual(
    "phiếu không rút lại được điều đã chấp nhận; hãy xóa bình luận để bỏ mã, hoặc dùng qualcode "
    "undo",
    "a sheet can't take back what was accepted; delete the comment to reject the code, or use "
    "qualcode undo",
)
REJECT_AND_RECODE = Bilingual(
    "vừa bỏ vừa đổi mã; hãy chỉ làm một việc",
    "it is rejected and recoded at once; do only one of the two",
)
OTHER_LABEL = Bilingual(
    "tên mã đã sửa nhưng mã thì chưa; muốn đổi mã, hãy sửa mã ở đầu dòng",
    "the label was changed but not the code; to recode, edit the code at the start of the line",
)
GONE_WITH_WORDS = Bilingual(
    "mã không còn trong phiếu, nhưng lời của lượt này cũng bị sửa nên không rõ có phải muốn bỏ; "
    "nếu muốn, hãy dùng qualcode reject",
    "the coding is gone from the sheet, but this turn's words were edited as well, so it isn't "
    "clear that it was rejected; if so, use qualcode reject",
)
GONE_OR_MOVED = Bilingual(
    "mã không còn ở chỗ này, nhưng trong phiếu có chỗ không hiểu nên không rõ là bỏ hay chuyển; "
    "hãy sửa các chỗ đó rồi nhập lại",
    "the coding is gone from here, but something in the sheet isn't understood, so that it may "
    "have been moved; mend that and import the sheet again",
)
GONE_OVER_ANOTHER = Bilingual(
    "mã không còn trong phiếu, nhưng một lượt cùng mã trùng lời với nó thì còn; hãy bỏ bằng "
    "qualcode tag",
    "the coding is gone from the sheet, but another one of its code on some of its words is still "
    "there; reject it with qualcode tag",
)
NONE_LEFT = Bilingual(
    "không còn mã nào trong số {} mã lúc xuất phiếu; có lẽ chương trình lưu tệp đã bỏ bình luận, "
    "nên không coi là người mã hóa bỏ tất cả; nếu đúng là muốn bỏ, hãy viết “bỏ” cho từng mã trong "
    "phiếu gốc",
    "none of the {} codings that the sheet left with is in it; a program probably dropped them "
    "when it saved the file, so they are not taken as rejected; if they were meant to be, write "
    "“reject” for each in the first copy of the sheet",
)


def of_mark(desk: Desk, mark: Mark, fault: Bilingual, severity: Severity = "error") -> Problem:
    """Return the problem of one comment or row."""
    return Problem(f"{desk.returned.file} {mark.where}", fault, severity)


def of_known(desk: Desk, was: Known, fault: Bilingual) -> Problem:
    """Return the problem of a coding that the sheet left with."""
    text = desk.returned.words if desk.is_older else desk.transcript
    turn = text.turn(was.place.turn)
    words = text.words_of(turn)[was.place.start : was.place.end] if turn else ""
    quote = " ".join(words.split())[:60]
    return Problem(
        f"{desk.returned.file} T{was.place.turn:03} “{quote}”",
        Bilingual(f"{was.code}: {fault.vi}", f"{was.code}: {fault.en}"),
    )


def of_sheet(desk: Desk) -> Iterator[Problem]:
    """Yield what holds for the whole sheet: its age, and turns that were edited."""
    file, name = desk.returned.file, desk.transcript.name
    if desk.is_older:
        yield _problem(
            file,
            f"phiếu làm từ bản gỡ băng {name} trước khi sửa; các mã được tìm lại theo lời",
            f"this sheet was made of {name} before it was corrected; codings are found again by "
            "their words",
            "warning",
        )
    known = desk.returned.fingerprint.coder
    if known and known != desk.coder:
        yield _problem(
            file,
            f"phiếu làm cho {known}, sẽ ghi dưới tên {desk.coder}",
            f"this sheet was made for {known}; it will be recorded as {desk.coder}'s",
            "warning",
        )
    for number in sorted(desk.edited):
        yield _problem(
            f"{file} T{number:03}",
            "lời của lượt này đã bị sửa hay xóa trong phiếu; phiếu không sửa được bản gỡ băng, hãy "
            "sửa tệp trong transcripts/",
            "this turn's words were edited or deleted in the sheet; a sheet can't correct a "
            "transcript, edit the file in transcripts/",
        )


def codes_gone(desk: Desk, codes: Iterable[str]) -> Problem:
    """Return the note that some of the sheet's codes are in no codebook any more."""
    listed = ", ".join(codes)
    return _problem(
        desk.returned.file,
        f"mã không còn trong sổ mã: {listed}; chỗ để nguyên được bỏ qua; nếu mã đã đổi tên, "
        "hãy ghi mã mới vào phiếu, hoặc chạy qualcode codebook rename rồi nhập lại",
        f"no longer in a codebook: {listed}; what was left as it was under such a code is passed "
        "over; if the code has another name now, write that into the sheet, or run qualcode "
        "codebook rename and import again",
        "warning",
    )


def unnamed(file: str, coder: str) -> Problem:
    """Return the note that a sheet doesn't say whose it is, and whose it is taken for."""
    return _problem(
        file,
        f"phiếu không ghi tên người mã hóa, sẽ ghi dưới tên {coder}; nếu của người khác, hãy thêm "
        "--coder",
        f"this sheet names no coder and will be recorded as {coder}'s; if it is somebody else's, "
        "add --coder",
        "warning",
    )


def none_left(desk: Desk, count: int) -> Problem:
    """Return the problem of a sheet that lost all of its codings."""
    return _problem(desk.returned.file, NONE_LEFT.vi.format(count), NONE_LEFT.en.format(count))


def other_study(study: Study, returned: Returned) -> Problem:
    """Return the problem of a sheet whose transcript isn't here."""
    name = returned.fingerprint.transcript
    same = study.transcript(name) is not None
    return _problem(
        returned.file,
        f"phiếu này của bản gỡ băng “{name}” "
        + ("có lời khác hẳn bản cùng tên ở đây" if same else "không có trong nghiên cứu này")
        + "; hãy chạy qualcode import ở nghiên cứu đã xuất phiếu",
        f"this sheet is of a transcript “{name}” "
        + ("with quite other words than ours" if same else "that isn't in this study")
        + "; run qualcode import in the study that exported it",
    )


def _problem(where: str, vi: str, en: str, severity: Severity = "error") -> Problem:
    return Problem(where, Bilingual(vi, en), severity)
