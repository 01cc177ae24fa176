"""`codebook rename|merge|retire`: what was decided on codes that leave the codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from qualcode import decisions
from qualcode.cli.console import note, say
from qualcode.cli.options import CoderOption, ProjectOption, folder
from qualcode.cli.recording import record
from qualcode.explain import LEADING
from qualcode.model import Action, Codebook, Decision, Study
from qualcode.review.standing import MIGRATIONS, migrations, that_stand

ReasonOption = Annotated[
    str, typer.Option("--note", metavar="TEXT", help=say("Lý do.", "The reason."))
]
OldArgument = Annotated[
    str, typer.Argument(metavar="OLD", help=say("Mã cũ.", "The code as it was."))
]


def rename(
    old: OldArgument,
    new: Annotated[
        str, typer.Argument(metavar="NEW", help=say("Mã nay dùng.", "The code as it is now."))
    ],
    reason: ReasonOption = "",
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Let what was decided on a code count for its new id."""
    _migrate("rename", [old], new, reason=reason, coder=coder, project=project)


def merge(
    old: Annotated[
        list[str],
        typer.Argument(metavar="OLD...", help=say("Các mã được gộp.", "The codes that go.")),
    ],
    into: Annotated[
        str, typer.Argument(metavar="INTO", help=say("Mã nhận.", "The code that stays."))
    ],
    reason: ReasonOption = "",
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Let what was decided on several codes count for one."""
    _migrate("merge", old, into, reason=reason, coder=coder, project=project)


def retire(
    old: OldArgument,
    reason: ReasonOption = "",
    coder: CoderOption = "",
    project: ProjectOption = None,
) -> None:
    """Set aside what was decided on a code."""
    _migrate("retire", [old], "", reason=reason, coder=coder, project=project)


def _migrate(
    action: Action, old: Sequence[str], new: str, *, reason: str, coder: str, project: Path | None
) -> None:
    from qualcode.cli.example_codes import moved

    with moved(folder(project), dict.fromkeys(old, new)) as examples:
        study, recorded = record(
            project,
            coder,
            lambda study, name: [
                decisions.migrate(study, action, code, new, coder=name, note=reason)
                for code in old
                if code not in examples or _is_known(study, code)
            ],
        )
    for decision in recorded:
        note(*_to_edit(study, decision, folder(project)), _effect(study, decision))


def _is_known(study: Study, code: str) -> bool:
    """Say whether a codebook has the code or somebody has decided on it."""
    return study.code(code) is not None or any(_is_about(d, code) for d in study.decisions)


def _to_edit(study: Study, decision: Decision, root: Path) -> list[str]:
    """Return where the old id still stands, which people change themselves."""
    old, new = decision.code, decision.target
    book = next((book for book in study.codebooks if book.code(old)), None)
    if book is None:
        return []
    where = _where(root, book, old)
    if new and study.code(new) is None:
        return [
            say(
                f"{where}: mã '{old}' còn trong sổ mã; hãy đổi id ở đó thành '{new}' để việc này "
                "có hiệu lực.",
                f"{where}: the code '{old}' is still in the codebook; change its id there to "
                f"'{new}' for this to take effect.",
            ),
            *_to_repeat(book, old),
        ]
    return [
        say(
            f"{where}: mã '{old}' còn trong sổ mã; hãy xóa mã ở đó để việc này có hiệu lực.",
            f"{where}: the code '{old}' is still in the codebook; remove it there for this to "
            "take effect.",
        )
    ]


def _to_repeat(book: Codebook, old: str) -> list[str]:
    """Return what to do about example files, which can't name a code that is not there yet."""
    rows = sum(old in example.codes for example in book.experience)
    if not rows:
        return []
    return [
        say(
            f"Tệp ví dụ còn {rows} dòng ghi '{old}': sửa sổ mã xong hãy chạy lại lệnh này để đổi "
            "cả ở đó.",
            f"In the example files {rows} rows have '{old}': once the codebook is changed, run "
            "this command again to change it there too.",
        )
    ]


def _where(root: Path, book: Codebook, code: str) -> str:
    """Return the file and the line where the code's id stands, or only the file."""
    from qualcode import files
    from qualcode.plain_yaml import Faults, read

    top = read(files.read_text(root / book.file, book.file), Faults(book.file))
    listed = top.keys["codes"].value if "codes" in top.keys else ()
    for entry in listed if isinstance(listed, tuple) else ():
        id_ = entry.keys.get("id")
        if id_ and id_.text == code:
            return f"{book.file}:{id_.line}"
    return book.file


def _effect(study: Study, decision: Decision) -> str:
    """Return how many decisions of whom count for the new code, or are set aside."""
    standing = that_stand(study.decisions)
    by_coder = Counter(d.coder for d in standing if _is_about(d, decision.code))
    who = ", ".join(f"{coder} {count}" for coder, count in sorted(by_coder.items()))
    if not by_coder:
        return say(
            f"Chưa có quyết định nào về '{decision.code}'.",
            f"There is no decision on '{decision.code}' yet.",
        )
    codes = study.valences
    pending = decision.code in codes
    if decision.action == "retire":
        return say(
            f"{'Khi đó sẽ' if pending else 'Đã'} để riêng, vẫn còn trong nhật ký: {who}.",
            f"{'Then to be set' if pending else 'Set'} aside, still in the log: {who}.",
        )
    end = migrations(standing, codes).get(decision.code) or decision.target
    return say(
        f"{'Khi đó sẽ' if pending else 'Nay'} tính cho '{end}', số quyết định của: {who}.",
        f"{'Then to' if pending else 'Now'} count for '{end}', decisions of: {who}.",
    )


def _is_about(decision: Decision, code: str) -> bool:
    """Say whether a decision, other than on what codes are called, names the code."""
    named: Iterable[str] = (decision.code, *[decision.target] * (decision.action in LEADING))
    return decision.action not in MIGRATIONS and code in named


COMMANDS = (
    (
        "rename",
        rename,
        say(
            "Mã đã đổi id: các quyết định cũ tính cho id mới. Khi tách một mã: đổi sang nửa giữ "
            "nhiều nhất, rồi xem lại từng lượt (qualcode find, bộ lọc của màn hình) và recode "
            "những lượt thuộc nửa kia. Sổ mã do bạn tự sửa, trước hay sau đều được.",
            "A code got another id: earlier decisions count for it. Of a code that was split: "
            "rename to the half that holds most, then look through them (qualcode find, the "
            "screen's filter) and recode the others. You edit the codebook, before or after.",
        ),
    ),
    (
        "merge",
        merge,
        say(
            "Nhiều mã gộp thành một: các quyết định cũ tính cho mã đó.",
            "Several codes became one: earlier decisions count for that one.",
        ),
    ),
    (
        "retire",
        retire,
        say(
            "Mã không dùng nữa: để riêng các quyết định về nó, vẫn còn trong nhật ký.",
            "A code is given up: its decisions are set aside and stay in the log.",
        ),
    ),
)
