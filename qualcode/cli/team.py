"""`merge`, `recover`, and `assign` and `adjudicate` beside them: several coders on one study."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import adjudicating, assigning, console
from qualcode.cli.console import note, say, show_problems
from qualcode.cli.options import JsonOption, ProjectOption, folder
from qualcode.errors import StudyError
from qualcode.language.english import plural
from qualcode.model import Bilingual, Decision, Problem, Study
from qualcode.review.standing import that_stand

if TYPE_CHECKING:
    from qualcode.project import Merged
    from qualcode.store.recovery import Recovered

StoresArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[OTHER...]",
        show_default=False,
        help=say(
            "Tệp coding.sqlite của người khác, hoặc thư mục chứa các tệp .sqlite; "
            "bỏ trống: các bản trùng (OneDrive, Dropbox, Zalo) cạnh coding.sqlite.",
            "Another's coding.sqlite, or a folder of .sqlite files; without any: the conflict "
            "copies (OneDrive, Dropbox, Zalo) beside coding.sqlite.",
        ),
    ),
]

FileArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="[FILE]",
        show_default=False,
        help=say(
            "Tệp bị hỏng; mặc định coding.sqlite của nghiên cứu.",
            "The damaged file; default: the study's coding.sqlite.",
        ),
    ),
]

DETAILS: Mapping[str, Bilingual] = {
    "backups": Bilingual(
        "quyết định trong số đó chỉ còn ở bản sao lưu.",
        "of them were only in a backup.",
    ),
    "unverified": Bilingual(
        "quyết định trong số đó không có dấu kiểm tra (ghi bằng bản cũ); nên xem lại.",
        "of them have no checksum (an older version wrote them); have a look at them.",
    ),
    "damaged": Bilingual(
        "quyết định không còn nguyên vẹn nên không lấy lại được.",
        "decisions are not whole any more and could not be saved.",
    ),
    "lost": Bilingual(
        "số thứ tự bị thiếu: ít nhất chừng ấy quyết định đã mất.",
        "numbers are missing in the coders' counts: at least so many decisions are gone.",
    ),
}
"""What can be said of decisions that were not simply read."""


def add_to(app: typer.Typer) -> None:
    """Add the commands of a team."""
    assigning.add_to(app)
    app.command(
        help=say(
            "Gộp quyết định của người khác; thứ tự nào, mấy lần cũng được.",
            "Take in others' decisions, in any order and as often as you like.",
        )
    )(merge)
    adjudicating.add_to(app)
    app.command(
        help=say(
            "Cứu những gì còn đọc được của một coding.sqlite bị hỏng.",
            "Save what can be read of a damaged coding.sqlite.",
        )
    )(recover)


def merge(
    others: StoresArgument = None, project: ProjectOption = None, *, json: JsonOption = False
) -> None:
    """Take in what other stores have; one that can't be used doesn't hold up the others."""
    from qualcode import project as projects
    from qualcode.store.copies import conflict_copies

    root = folder(project)
    problems: list[Problem] = []
    stores = _stores(others, root, problems) if others else list(conflict_copies(root))
    merged = _merge_each(root, stores, problems)
    if json:
        listed = [
            {"path": str(m.path), "new": m.new, "known": m.known, "different": m.different}
            for m in merged
        ]
        faults = [{"where": p.where, "vi": p.message.vi, "en": p.message.en} for p in problems]
        state = _state(projects.load(root))
        console.show_json({"merged": listed, "problems": faults, **state})
    else:
        note(*_reported(merged, copies=not others))
        show_problems(problems)
        if merged:
            note(*_said(projects.load(root)))
    raise typer.Exit(int(bool(problems)))


def recover(
    file: FileArgument = None, project: ProjectOption = None, *, json: JsonOption = False
) -> None:
    """Mend a damaged store; the damaged file is kept."""
    from qualcode.project import STORE
    from qualcode.store import recovery

    path = file or folder(project) / STORE
    if not path.is_file():
        raise StudyError.at(
            str(path),
            "không có tệp này, nên không có gì để cứu",
            "there is no such file, so there is nothing to save",
        )
    done = recovery.recover(path)
    if json:
        found = done.salvaged
        counts = {
            "saved": len(found.decisions),
            "damaged": found.damaged,
            "lost": found.lost,
            "unverified": found.unverified,
            "backups": found.backups,
        }
        console.show_json({**counts, "kept": done.kept and str(done.kept)})
    else:
        note(*_saved(path, done))


def _saved(path: Path, done: Recovered) -> Iterator[str]:
    """Say what was saved, what was not, and where the damaged file is."""
    found = done.salvaged
    saved = len(found.decisions)
    if done.kept is None:
        yield say(
            f"{path}: không hỏng, đọc được cả {saved} quyết định; không đổi gì.",
            f"{path}: not damaged, all {saved} decisions can be read; nothing was changed.",
        )
        return
    by = "; ".join(f"{coder} {count}" for coder, count in _by_coder(found.decisions).items())
    noun = plural(saved, "decision")
    yield say(f"Đã cứu {saved} quyết định ({by}).", f"Saved {saved} {noun} ({by}).")
    counts = ((words, getattr(found, field)) for field, words in DETAILS.items())
    yield from (f"  {count} {words.say(console.language())}" for words, count in counts if count)
    yield say(f"Tệp hỏng được giữ ở: {done.kept}", f"The damaged file is kept: {done.kept}")
    if found.damaged or found.lost:
        yield say(
            "Nếu ai có bản khác của kho này, hãy gộp vào để lấy lại phần thiếu: "
            "qualcode merge TỆP.sqlite",
            "If anybody has another copy of this store, merge it to get back what is missing: "
            "qualcode merge FILE.sqlite",
        )


def _merge_each(root: Path, stores: Iterable[Path], problems: list[Problem]) -> list[Merged]:
    from qualcode import project as projects

    merged = []
    for store in stores:
        try:
            merged.append(projects.merge(root, store))
        except StudyError as error:
            problems += error.problems
    return merged


def _stores(paths: Iterable[Path], root: Path, problems: list[Problem]) -> list[Path]:
    """Return the stores; in place of a folder those in it, but for the study's own."""
    from qualcode.project import STORE

    found: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.sqlite")) if path.is_dir() else [path]
        if not inside:
            words = Bilingual(
                "thư mục này không có tệp .sqlite nào để gộp",
                "there is no .sqlite file in this folder to merge",
            )
            problems.append(Problem(str(path), words))
        found += [one for one in inside if one.resolve() != (root / STORE).resolve()]
    return found


def _reported(merged: Sequence[Merged], *, copies: bool) -> Iterator[str]:
    """Say of each store what it brought."""
    for one in merged:
        yield say(
            f"{one.path}: {one.new} quyết định mới, {one.known} đã có",
            f"{one.path}: {one.new} new {plural(one.new, 'decision')}, {one.known} known",
        )
        if one.different:
            yield say(
                f"  {one.different} quyết định trùng id nhưng khác nội dung: giữ bản đang có",
                f"  {one.different} of the same id read otherwise there: ours are kept",
            )
    if copies and merged:
        yield say(
            "Các bản trùng vẫn để nguyên; nay có thể xóa chúng.",
            "The copies are left where they are; they may be deleted now.",
        )
    if copies and not merged:
        yield say(
            "Không có bản trùng nào được gộp. Gộp tệp của người khác: qualcode merge TỆP.sqlite",
            "No conflict copy was merged. To take in another's store: qualcode merge FILE.sqlite",
        )


def _counts(study: Study) -> Mapping[str, int]:
    """Return how many decisions of each coder stand, by name."""
    return _by_coder(d for d in that_stand(study.decisions) if d.action != "undo")


def _by_coder(found: Iterable[Decision]) -> Mapping[str, int]:
    return dict(sorted(Counter(decision.coder for decision in found).items()))


def _state(study: Study) -> dict[str, object]:
    """Return what the study has now, for programs."""
    from qualcode.review.differences import differences

    left = [one for one in differences(study) if one.settled is None]
    return {"decisions": _counts(study), "differences": len(left)}


def _said(study: Study) -> Iterator[str]:
    """Say who has decided how much, and how much is left to settle."""
    counts = "; ".join(f"{coder} {count}" for coder, count in _counts(study).items())
    yield say(f"Quyết định đang có hiệu lực: {counts}", f"Decisions that stand: {counts}")
    yield from adjudicating.remaining(study)
