"""The report in Word: written once, then made again around what people write into it."""

from __future__ import annotations

import textwrap
from dataclasses import replace as replaced
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import console, delivering
from qualcode.cli.console import data, language, note, say
from qualcode.cli.delivering import OutOption, ShareOption, TemplateOption, TongueOption
from qualcode.cli.options import JsonOption, ProjectOption, folder
from qualcode.cli.showing import ConfirmedOption
from qualcode.errors import StudyError
from qualcode.model import Bilingual, Study, Tongue

if TYPE_CHECKING:
    from qualcode.documents import Written
    from qualcode.documents.values import Document

NAME = "report"
SHOWN = 90
"""Characters of what a field says that are listed."""
DEFAULT: Tongue = "vi"

FieldsOption = Annotated[
    bool,
    typer.Option(
        "--fields",
        help=say(
            "Chỉ liệt kê các trường mà mẫu được dùng và nội dung hiện nay của chúng.",
            "Only list the fields a template may use, with what each says now.",
        ),
    ),
]
NewOption = Annotated[
    bool,
    typer.Option(
        "--new",
        help=say(
            "Ghi báo cáo mới ra tệp khác (report2.docx…), không đụng vào tệp đang có.",
            "Write a fresh report beside the one that is there (report2.docx …).",
        ),
    ),
]
ReplaceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--replace",
        metavar="ID|all",
        help=say(
            "Làm lại cả phần này dù đã có người sửa hay xóa; tệp cũ được giữ lại.",
            "Make this part again though people edited or deleted it; the old file is kept.",
        ),
    ),
]
TOLD = (
    ("made", Bilingual("Đã làm lại", "Made again")),
    ("left", Bilingual("Để nguyên vì đã có người sửa", "Left as people edited them")),
    ("deleted", Bilingual("Đã có người xóa nên không thêm lại", "Deleted by people, so left out")),
    ("removed", Bilingual("Đã bỏ vì không còn trong báo cáo", "Taken out: no longer wanted")),
    (
        "unwanted",
        Bilingual(
            "Không còn trong báo cáo nhưng đã có người sửa nên để lại",
            "No longer wanted, but left since people edited them",
        ),
    ),
)


def add_to(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(
        help=say(
            "Báo cáo Word theo dàn ý trong qualcode.yaml; chạy lại thì chỉ phần của chương trình "
            "(số đếm, bảng, hình, trích dẫn) được làm lại, phần người viết giữ nguyên. Mặc định "
            "là report.docx trong thư mục nghiên cứu, không trong matrices/, vì matrices/ có thể "
            "xóa còn tệp này thì không.",
            "The report in Word, by the outline in qualcode.yaml; run again, it makes only what is "
            "the program's (counts, tables, figures, quotations) anew and leaves what people "
            "wrote. By default report.docx in the study's folder, not in matrices/: that may be "
            "deleted, and what people write into may not.",
        )
    )(report)


def report(
    project: ProjectOption = None,
    *,
    out: OutOption = None,
    lang: TongueOption = "",
    template: TemplateOption = None,
    fields: FieldsOption = False,
    new: NewOption = False,
    replace: ReplaceOption = None,
    share: ShareOption = False,
    confirmed: ConfirmedOption = False,
    json: JsonOption = False,
) -> None:
    """Write the report, or make again what is the program's in it."""
    from qualcode import documents
    from qualcode import report as reports

    study = delivering.load(project, confirmed=confirmed, share=share)
    console.show_problems(one for one in study.problems if one.message.en.startswith("report:"))
    tongue = delivering.tongue(lang, study, NAME, DEFAULT)
    document = reports.document(study, tongue)
    if share:
        document = replaced(document, edition=f"{tongue} shared")
    if fields:
        _show_fields(document, json=json)
        return
    path = out or folder(project) / _name(study, tongue, share=share)
    _check_suffix(path)
    path = _free(path) if new else path
    renewed = path.exists()
    if renewed:
        if template is not None:
            note(_already(path))
        written = documents.renew(document, path, replace or ())
    else:
        chosen = delivering.template(template, study, NAME, folder(project))
        written = documents.write(document, path, chosen)
    _tell(written, renewed=renewed, json=json)
    if share and renewed:
        note(*console.folded(_not_cleaned(written)))


def _name(study: Study, tongue: Tongue, *, share: bool) -> str:
    """Return the file's name: of the study's usual language the plain one; a shared one apart."""
    usual = delivering.tongue("", study, NAME, DEFAULT)
    name = NAME if tongue == usual else f"{NAME}_{tongue}"
    return f"{name}_share.docx" if share else f"{name}.docx"


def _not_cleaned(written: Written) -> str:
    """Return what of a file made earlier may still tell who spoke."""
    kept = ", ".join((*written.left, *written.unwanted))
    vi, en = (f" ({kept})", f" ({kept})") if kept else ("", "")
    return say(
        f"Chú ý: phần người đã viết hay sửa trong tệp này{vi} không được bỏ tên, tuổi, nơi ở; hãy "
        "đọc lại trước khi gửi, hoặc --replace ID",
        f"Careful: what people wrote or edited in this file{en} was not cleaned of names, ages and "
        "places; read it through before you send it, or --replace ID",
    )


def _check_suffix(path: Path) -> None:
    if path.suffix.lower() != ".docx":
        raise StudyError.at(
            "--out",
            f"'{path.name}': báo cáo là tệp Word, hãy đặt tên có đuôi .docx",
            f"'{path.name}': the report is a Word file, give it a name that ends in .docx",
        )


def _free(path: Path) -> Path:
    """Return the path, or the first one with a number that no file has."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}{number}{path.suffix}")
    return free


def _already(path: Path) -> str:
    return say(
        f"{path} đã có nên được làm lại theo mẫu cũ của nó; thêm --new để ghi tệp mới theo mẫu này",
        f"{path} is there, so it is renewed as it is; add --new to write a new file from this "
        "template",
    )


def _show_fields(document: Document, *, json: bool) -> None:
    from qualcode import documents

    found = documents.fields(document, language())
    if json:
        rows = [{"field": one.name, "part": one.is_part, "says": one.says} for one in found]
        console.show_json({"fields": rows})
        return
    for one in found:
        data(f"{{{{ {one.name} }}}}\t{textwrap.shorten(one.says, SHOWN, placeholder=' …')}")


def _tell(written: Written, *, renewed: bool, json: bool) -> None:
    if json:
        told = {what: list(getattr(written, what)) for what, _ in TOLD}
        before = str(written.before) if written.before else None
        console.show_json(
            {"file": str(written.path), **told, "same": list(written.same), "before": before}
        )
    for what, words in TOLD:
        ids = getattr(written, what)
        if ids and renewed:
            note(*console.folded(f"{words.say(language())}: {', '.join(ids)}"))
    if written.left or written.deleted:
        note(
            say(
                "Muốn làm lại cả phần đó: --replace ID",
                "To make one again all the same: --replace ID",
            )
        )
    if written.before:
        note(say(f"Tệp trước khi làm lại: {written.before}", f"As it was before: {written.before}"))
    if written.made or written.removed:
        note(say(f"Đã ghi: {written.path}", f"Written: {written.path}"))
    else:
        note(say(f"Không có gì thay đổi: {written.path}", f"Nothing has changed: {written.path}"))
