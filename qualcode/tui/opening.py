"""What the coding screen opens with: one transcript's words, before the study has been read."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qualcode import files
from qualcode.errors import QualcodeError, StudyError
from qualcode.language.english import plural
from qualcode.language.sentences import sentences
from qualcode.model import Decision, Language, Segment, Settings, Study, Transcript
from qualcode.tui.moves import waiting_elsewhere
from qualcode.tui.state import State, row_at, show

WHERE = "qualcode tag"
AROUND = 60
"""Turns on each side of where one begins to read: more than any screen shows at once."""
NOT_READING = frozenset({"assign", "conclude", "summarise"})
"""Actions that say nothing of where a coder was reading."""


def first_screen(
    folder: Path,
    settings: Settings,
    name: str,
    decisions: Sequence[Decision],
    *,
    coder: str,
    language: Language = "vi",
    blind: bool = False,
) -> State:
    """Return the screen on the words around where this coder left off, all else still to come.

    Without a name she gets the transcript that she left, else the first assigned to her, else the
    first there is.

    Raises:
        QualcodeError: if there is no such transcript, or it can't be read.
    """
    paths: dict[str, Path | Transcript] = dict(_by_name(folder))
    name = unicodedata.normalize("NFC", name)
    worked_on = {one.transcript for one in decisions if coder in (one.coder, one.target)}
    if settings.surveys and ({name} if name else worked_on) - paths.keys():
        paths |= _open_answers(folder, settings)
    if name and name not in paths:
        raise _no_such(name, paths)
    wanted = [name] if name else _likely(paths, decisions, coder)
    transcript = _first_readable(folder, settings, [paths[one] for one in wanted])
    left = _left_off(decisions, coder, {transcript.name})
    at = left.span.start if left else 0
    part = _around(transcript, at)
    study = Study(settings, transcripts=(part,), segments=tuple(_segments(part)))
    state = show(State(study, part, coder, language, blind=blind, loading=True), part)
    return replace(state, row=row_at(state, at))


def greeting(state: State) -> str:
    """Return what to tell a coder once the whole study is there, behind what is told already."""
    said = [state.message] if state.message else []
    if not state.waiting and not state.blind and (other := waiting_elsewhere(state)):
        said.append(
            state.say(
                f"Bản này không còn đề xuất; bản kế tiếp còn: {other} (] sang bản sau).",
                f"No proposals are left here; the next that has some: {other} (] goes on).",
            )
        )
    if count := len(state.study.problems):
        said.append(
            state.say(
                f"Nghiên cứu có {count} điều cần lưu ý, sẽ in ra khi thoát.",
                f"{count} {plural(count, 'remark')} on the study will be printed when you leave.",
            )
        )
    return " ".join(said)


def of_transcript(study: Study, transcript: Transcript) -> Study:
    """Return the study if it has this transcript.

    Raises:
        StudyError: that says why the transcript was left out.
    """
    if study.transcript(transcript.name):
        return study
    own = [one for one in study.problems if one.where == transcript.file]
    raise (
        StudyError(own)
        if own
        else _no_such(transcript.name, [one.name for one in study.transcripts])
    )


def _by_name(folder: Path) -> dict[str, Path]:
    """Return the transcripts' files by name, in their order."""
    found: dict[str, Path] = {}
    for path in files.transcript_files(folder):
        found.setdefault(unicodedata.normalize("NFC", path.stem), path)
    if not found:
        raise StudyError.at(
            f"{files.TRANSCRIPTS}/",
            "chưa có bản gỡ băng nào; hãy chép tệp vào thư mục transcripts",
            "there are no transcripts yet; put files into transcripts",
        )
    return found


def _open_answers(folder: Path, settings: Settings) -> dict[str, Transcript]:
    """Return the transcripts of surveys' open answers by name."""
    from qualcode import survey

    surveys, _ = files.read_surveys(folder, settings)
    return {talk.name: talk for one in surveys for talk in survey.talk(one)}


def _no_such(name: str, known: Collection[str]) -> StudyError:
    """Return the error that names the transcript with a similar name, or all there are."""
    from qualcode.decisions.checks import did_you_mean

    hint, listed = did_you_mean(name, known), ", ".join(known)
    return StudyError.at(
        WHERE,
        f"không có bản gỡ băng '{name}'{hint[0] or f'; đang có: {listed}'}",
        f"there is no transcript '{name}'{hint[1] or f'; there are: {listed}'}",
    )


def _likely(
    known: Mapping[str, object], decisions: Sequence[Decision], coder: str
) -> Iterator[str]:
    """Yield the transcripts that a coder may want, the likeliest first."""
    left = _left_off(decisions, coder, known)
    if left:
        yield left.transcript
    assigned = _assigned(decisions, coder)
    yield from (name for name in known if name in assigned)
    yield from known


def _left_off(decisions: Sequence[Decision], coder: str, known: Container[str]) -> Decision | None:
    """Return the latest decision that this coder made about words of these transcripts."""
    return next(
        (
            one
            for one in reversed(decisions)
            if one.coder == coder and one.transcript in known and one.action not in NOT_READING
        ),
        None,
    )


def _assigned(decisions: Sequence[Decision], coder: str) -> set[str]:
    """Return the names of the transcripts that this coder is to code."""
    given = [one for one in decisions if one.action == "assign" and one.target == coder]
    if not given:
        return set()
    from qualcode.review.standing import undone

    gone = undone(decisions)
    return {one.transcript for one in given if one.id not in gone}


def _first_readable(
    folder: Path, settings: Settings, paths: Sequence[Path | Transcript]
) -> Transcript:
    """Return the first transcript that can be read; if none can, say what is wrong with it."""
    faults: list[QualcodeError] = []
    for path in paths:
        if isinstance(path, Transcript):
            return path
        file = path.relative_to(folder).as_posix()
        try:
            return files.read_transcript(folder, path, file, settings)[0]
        except QualcodeError as error:
            faults.append(StudyError([replace(one, where=file) for one in error.problems]))
    raise faults[0]


def _around(transcript: Transcript, place: int) -> Transcript:
    """Return the transcript with the turns near this place alone; its text stays whole."""
    turns = transcript.turns
    here = next((n for n, turn in enumerate(turns) if place < turn.span.end), 0)
    return replace(transcript, turns=turns[max(0, here - AROUND) : here + AROUND])


def _segments(transcript: Transcript) -> Iterator[Segment]:
    for turn in transcript.turns:
        for span in sentences(transcript.text, turn.span):
            yield Segment(transcript.name, turn.number, span)
