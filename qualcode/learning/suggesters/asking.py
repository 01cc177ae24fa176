"""Asks the suggesters that qualcode.yaml names, about each passage once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from qualcode.errors import QualcodeError
from qualcode.learning.passages import Passage
from qualcode.learning.suggesters import GROUP, Done, Notice, Said, Suggester, asked
from qualcode.learning.suggesters.asked import Memory, verified
from qualcode.learning.suggesters.question import Question, question_to, words_of
from qualcode.model import Bilingual, Coding, Problem, Severity, Span, Study
from qualcode.progress import Progress, silent

KEEP_EVERY = 25
"""Passages after which the answers are put on disk: a slow model works for hours."""


def ask(
    study: Study,
    passages: Sequence[Passage],
    progress: Progress = silent,
    path: Path | None = None,
    *,
    anew: bool = True,
) -> tuple[tuple[Coding, ...], tuple[Problem, ...]]:
    """Return what the suggesters named in qualcode.yaml propose, and what hindered them.

    Answers are kept in the file at `path`: nothing is asked twice, and a run can be repeated. Not
    `anew`, nothing is asked at all, and what was answered before is returned.
    """
    chosen = study.settings.suggest
    if not chosen.on or not chosen.suggesters:
        return (), ()
    memory = asked.read(path)
    installed = {point.name: point for point in entry_points(group=GROUP)}
    codings: list[Coding] = []
    problems: list[Problem] = []
    for name, options in chosen.suggesters.items():
        if name not in installed:
            problems.append(_unknown(name, installed))
            continue
        question = question_to(installed[name], options, study, passages)
        before = len(memory)
        try:
            problems += _put(question, installed[name], memory, progress, path) if anew else ()
        finally:
            # Also when somebody loses patience and stops it.
            if len(memory) > before:
                asked.write(path, memory)
        problems += _left_out(question, memory)
        codings += _codings(question, passages, memory, study)
    return _surest(codings), tuple(problems)


def _surest(codings: Iterable[Coding]) -> tuple[Coding, ...]:
    """Return one coding for each code of a segment: the surest, of equals the first."""
    best: dict[tuple[str, Span, str], Coding] = {}
    for coding in codings:
        place = (coding.transcript, coding.span, coding.code)
        if place not in best or (coding.probability or 0) > (best[place].probability or 0):
            best[place] = coding
    return tuple(best[place] for place in sorted(best))


def _put(
    question: Question,
    point: EntryPoint,
    memory: Memory,
    progress: Progress,
    path: Path | None,
) -> list[Problem]:
    """Put to a suggester what it has not answered yet; return what it and its fate tell."""
    new = {key: one for key, one in question.passages.items() if key not in memory}
    problems: list[Problem] = []
    if not new:
        return problems
    what = Bilingual(f"Hỏi {question.name}", f"Asking {question.name}")
    answered = 0
    try:
        for given in _answers(point, question, new, memory):
            if isinstance(given, Notice):
                what = given.words
                problems.append(_problem(question.name, what.vi, what.en, "warning"))
            else:
                answered += 1
                if answered % KEEP_EVERY == 0:
                    asked.write(path, memory)
            progress(what, answered, len(new))
    except QualcodeError as error:
        problems += [replace(one, where=_where(question.name)) for one in error.problems]
    except Exception as error:  # noqa: BLE001 - whatever others' code raises, the study goes on
        problems.append(_broken(question.name, error))
    return problems


def _answers(
    point: EntryPoint, question: Question, new: Mapping[str, Passage], memory: Memory
) -> Iterator[Notice | Done]:
    """Yield the suggester's notices and the passages it is done with, noted in the memory."""
    keys, passages = list(new), tuple(new.values())
    heard: dict[int, list[Said]] = defaultdict(list)
    suggest: Suggester = point.load()
    for given in suggest(passages, question.books, question.options):
        if isinstance(given, Notice):
            yield given
            continue
        if not isinstance(given, Said | Done) or given.number not in range(len(keys)):
            raise TypeError(f"{given!r} is no answer about {len(keys)} passages")
        if isinstance(given, Said):
            heard[given.number].append(given)
            continue
        memory[keys[given.number]] = verified(
            heard[given.number], passages[given.number].text, question.leaves
        )
        yield given
    for number, key in enumerate(keys):
        memory[key] = verified(heard[number], passages[number].text, question.leaves)


def _codings(
    question: Question, passages: Sequence[Passage], memory: Memory, study: Study
) -> Iterator[Coding]:
    valences = study.valences
    by_words = {words_of(one): key for key, one in question.passages.items()}
    for passage in passages:
        answer = memory.get(by_words[words_of(passage)])
        segment = passage.segment
        for one in answer.proposals if answer else ():
            if one.code not in question.leaves or one.quote.end > len(passage.text):
                continue
            offset = segment.span.start
            yield Coding(
                segment.transcript,
                segment.turn,
                segment.span,
                one.code,
                valence=valences[one.code],
                origin="model",
                evidence=(Span(offset + one.quote.start, offset + one.quote.end),),
                probability=one.probability,
                model=question.model,
            )


def _left_out(question: Question, memory: Memory) -> list[Problem]:
    """Return a note of how much a suggester said that can't be believed."""
    answers = [memory[key] for key in question.passages if key in memory]
    faults: Counter[str] = sum((Counter(answer.faults) for answer in answers), Counter())
    if not faults:
        return []
    said = faults.total() + sum(len(answer.proposals) for answer in answers)
    n, made_up, unknown, unclear = (
        faults.total(),
        *(faults[kind] for kind in ("not said", "no code", "unclear")),
    )
    vi = (
        f"{n}/{said} đề xuất bị bỏ: {made_up} có trích dẫn không đúng nguyên văn, "
        f"{unknown} có mã không nằm trong sổ mã, {unclear} không rõ ràng"
    )
    en = (
        f"{n} of {said} proposals were left out: {made_up} quote words that were not said, "
        f"{unknown} have a code that no codebook has, {unclear} can't be understood"
    )
    return [_problem(question.name, vi, en, "warning")]


def _unknown(name: str, installed: Iterable[str]) -> Problem:
    known = ", ".join(sorted(installed)) or "–"
    return _problem(
        name,
        f"chưa cài bộ gợi ý nào tên '{name}'; đang có: {known}. Hãy cài gói có bộ gợi ý đó, "
        "hoặc xóa dòng này",
        f"no suggester named '{name}' is installed; there are: {known}. Install the package "
        "that has it, or delete this line",
    )


def _broken(name: str, error: Exception) -> Problem:
    said = f"{type(error).__name__}: {error}"
    return _problem(
        name,
        f"bộ gợi ý này bị lỗi nên không được dùng tiếp ({said}); hãy báo cho người viết ra nó, "
        "phần còn lại của nghiên cứu không bị ảnh hưởng",
        f"this suggester broke and was left out from there on ({said}); tell whoever wrote it, "
        "the rest of the study is not affected",
    )


def _problem(name: str, vi: str, en: str, severity: Severity = "error") -> Problem:
    return Problem(_where(name), Bilingual(vi, en), severity)


def _where(name: str) -> str:
    return f"qualcode.yaml: suggesters: {name}"
