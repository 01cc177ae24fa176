"""A folder → a Study → its deliverables. Read this first: it joins all the stages.

```
transcripts → importers → turns → segments → matcher → coding ┐
codebooks ───────────────────────────────────────┘            ├→ review → tables, quotes → exporters
coding.sqlite (what the coders decided) ── learning ──────────┘

Study → disclosure (if it is to be shared) → selection → report → documents (.docx)
                                                       → brief (.pptx), site (.html)
                                                       → exporters (.xlsx, quotes through documents)
```
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import checks, coding, exporters, files, named_files, recall, shares, store, survey
from qualcode.cases import canonical_type
from qualcode.decided import with_decisions, with_more
from qualcode.errors import CodebookError, StudyError
from qualcode.language.sentences import segments
from qualcode.model import (
    Bilingual,
    Codebook,
    Decision,
    Problem,
    Results,
    Settings,
    Study,
    Transcript,
    is_within,
)
from qualcode.progress import Progress, silent
from qualcode.recall import Memory
from qualcode.review import NOWHERE, policy
from qualcode.ruleset import Ruleset, compile_rules
from qualcode.store.copies import conflict_copies
from qualcode.suggested import keep, suggested

if TYPE_CHECKING:
    from pandas import DataFrame

STORE = files.STORE
RESULTS = "matrices"

CODING = Bilingual("Mã hóa", "Coding")
WRITING = Bilingual("Ghi kết quả", "Writing results")


def load(folder: Path | str, *, progress: Progress = silent, anew: bool = False) -> Study:
    """Return the study in a folder with the codings in force.

    With `anew` suggestions are learned from all decisions; else they stay as they were last
    learned, as far as transcripts and codebooks are the same. A transcript that can't be used is
    left out and listed in `Study.problems`.

    Raises:
        StudyError: if qualcode.yaml or coding.sqlite can't be used.
        CodebookError: with every fault of every codebook.
    """
    study, ruleset = ruled(folder, progress=progress)
    return suggested(study, ruleset, Path(folder) / RESULTS, progress, anew=anew)


def ruled(folder: Path | str, *, progress: Progress = silent) -> tuple[Study, Ruleset]:
    """Return the study as its rules and its coders have it, before anything is learned; the rules.

    Raises:
        StudyError: if qualcode.yaml or coding.sqlite can't be used.
        CodebookError: with every fault of every codebook.
    """
    root = Path(folder)
    chosen = files.read_settings(root)
    books, book_problems = files.read_codebooks(root, chosen)
    if book_problems:
        raise CodebookError(book_problems)
    read = _read(root, chosen, books, progress)
    study = replace(read, decisions=store.read(root / STORE))
    noted = (*checks.of_settings(study), *_of_store(root, study))
    problems = (*_of_examples(books), *study.problems, *noted)
    return _recalled(root, replace(study, problems=problems), progress)


def _read(
    root: Path,
    chosen: Settings,
    books: Sequence[Codebook],
    progress: Progress,
    *,
    codes: bool = True,
) -> Study:
    """Return the study as its files have it, without its decisions, and what is wrong with them."""
    talks, problems = files.read_transcripts(root, chosen, progress)
    surveys, survey_problems = files.read_surveys(root, chosen, books if codes else None)
    chosen, missing = named_files.read(root, chosen)
    answers, answer_problems = survey.beside(surveys, talks)
    transcripts = (*talks, *answers)
    cases, case_problems = files.read_cases(root, transcripts, chosen)
    people, people_problems = files.read_people(root, talks, cases, chosen)
    respondents = (person for one in surveys for person in survey.people(one))
    told = (*survey_problems, *answer_problems, *case_problems, *people_problems)
    return Study(
        settings=chosen,
        codebooks=tuple(books),
        transcripts=transcripts,
        cases=cases,
        people=(*people, *respondents),
        surveys=surveys,
        problems=(*problems, *missing, *told),
    )


def _of_examples(books: Sequence[Codebook]) -> tuple[Problem, ...]:
    return tuple(problem for book in books for problem in book.problems)


def _of_store(root: Path, study: Study) -> list[Problem]:
    """Return what is amiss with the store as a file, and with whose word counts."""
    copies = checks.of_copies(conflict_copies(root))
    return [*checks.of_store(root / STORE), *copies, *checks.of_policy(study)]


def _recalled(root: Path, study: Study, progress: Progress) -> tuple[Study, Ruleset]:
    """Return the study coded by its rules, and these; what they found is kept for the next time."""
    path = root / RESULTS / recall.FILE
    before = recall.read(path)
    ruleset = compile_rules(study.codebooks, study.settings.variants)
    coded, after = _coded(study, ruleset, before, progress)
    if after != before:
        keep(path, recall.as_text(after))
    return coded, ruleset


def with_codings(
    study: Study, *, memory: Memory | None = None, progress: Progress = silent
) -> Study:
    """Return the study coded by its rules, with its decisions let over them.

    With a memory of what rules found before only what is new is sought.
    """
    ruleset = compile_rules(study.codebooks, study.settings.variants)
    return _coded(study, ruleset, memory or Memory(), progress)[0]


def _coded(
    study: Study, ruleset: Ruleset, memory: Memory, progress: Progress
) -> tuple[Study, Memory]:
    """Return the study coded, and the memory of what its rules found."""
    progress(CODING, 0, 1)
    pieces = {transcript.name: segments(transcript) for transcript in study.transcripts}
    found, memory = recall.find(study.transcripts, pieces, ruleset, memory)
    asked = {
        transcript.name: one.topics | _guide(study, transcript)
        for transcript, one in zip(study.transcripts, found, strict=True)
    }
    coded = replace(
        study,
        segments=tuple(segment for each in pieces.values() for segment in each),
        hits=tuple(hit for one in found for hit in one.hits),
        proposals=tuple(proposal for one in found for proposal in coding.code(one.hits)),
        asked=asked,
    )
    progress(CODING, 1, 1)
    return with_decisions(coded, study.decisions), memory


def results(study: Study) -> Results:
    """Return every table and quote that the deliverables show, of the codings that count."""
    from qualcode import matrix, quotes, triangulation

    counted = shares.counted(study)
    compared = {by: triangulation.compared(counted, by) for by in study.settings.compare}
    # Left out only here, since a quote's id counts the quotes before it.
    every = tuple(q for q in quotes.quotes(study) if shares.is_counted(study, q.coding))
    return Results(
        study=study,
        counts=matrix.code_matrix(counted),
        states=matrix.code_states(counted, study.asked),
        summary=matrix.code_summary(counted, study.asked),
        comparisons={by: triangulation.as_table(found) for by, found in compared.items()},
        thresholds=study.settings.thresholds.describe(),
        policy=policy.describe(study.settings.policy),
        quotes=every,
        best_quotes=quotes.best_quotes(every),
        cells={by: triangulation.as_cells(found) for by, found in compared.items()},
    )


def run(folder: Path | str, *, progress: Progress = silent) -> tuple[Study, tuple[Path, ...]]:
    """Code the study and write every deliverable; return the study and the files written.

    A file that can't be written is among the study's problems.
    """
    study = load(folder, progress=progress, anew=True)
    progress(WRITING, 0, 1)
    written, problems = exporters.write_all(results(study), Path(folder) / RESULTS)
    progress(WRITING, 1, 1)
    return replace(study, problems=(*study.problems, *problems)), written


def code(folder: Path | str, *, progress: Progress = silent) -> tuple[Study, tuple[Path, ...]]:
    """Code the study and write codings.csv only; return the study and the file, if written."""
    from qualcode import exporters
    from qualcode.exporters.table import write_codings

    study = load(folder, progress=progress, anew=True)
    path = Path(folder) / RESULTS / "codings.csv"
    written, problems = exporters.write_each({path: partial(write_codings, study)})
    return replace(study, problems=(*study.problems, *problems)), written


def record(
    folder: Path | str, study: Study, drafts: Sequence[Decision]
) -> tuple[Study, tuple[Decision, ...]]:
    """Record decisions in the study's store, all or none; return the study and what is new."""
    path = Path(folder) / STORE
    recorded = store.append(path, drafts)
    every = (*study.decisions, *recorded)
    # They are on disk now: whatever hinders reading others' must not say that they are not.
    with suppress(StudyError):
        if store.count(path) != len(every):
            every = _reread(path, study.decisions)
    return with_more(study, every), recorded


def _reread(path: Path, known: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return what the store has now, since somebody else has written to it.

    What was known and is there no more, since the file was deleted or replaced, is written back.
    """
    found = store.read(path)
    there = {decision.id for decision in found}
    gone = [decision for decision in known if decision.id not in there]
    if not gone:
        return found
    store.append(path, gone)
    return store.read(path)


@dataclass(frozen=True, slots=True)
class Merged:
    """What another store brought."""

    path: Path
    new: int
    known: int
    """Decisions that were here already."""
    different: int = 0
    """Of those, how many read otherwise there: ours were kept."""


def merge(folder: Path | str, other: Path) -> Merged:
    """Take another store's decisions into the study's own; what is here already stays as it is.

    Raises:
        StudyError: if either can't be used; nothing is taken then.
    """
    path = Path(folder) / STORE
    if not other.is_file():
        raise StudyError.at(
            str(other),
            "không có tệp này; hãy ghi đường dẫn tới tệp coding.sqlite của người kia",
            "there is no such file; give the path of the other coder's coding.sqlite",
        )
    theirs = store.read(other)
    ours = {decision.id: decision for decision in store.read(path)}
    recorded = store.append(path, theirs)
    return Merged(
        path=other,
        new=len(recorded),
        known=len(theirs) - len(recorded),
        different=sum(ours.get(decision.id, decision) != decision for decision in theirs),
    )


def codebooks(folder: Path | str) -> tuple[Codebook, ...]:
    """Return the study's codebooks.

    Raises:
        CodebookError: with every fault of every codebook.
    """
    root = Path(folder)
    books, problems = files.read_codebooks(root, files.read_settings(root))
    if problems:
        raise CodebookError(problems)
    return books


def with_codebook(folder: Path | str, study: Study, book: Codebook) -> Study:
    """Return the study coded with another version of one of its codebooks.

    What the codebook in force found before is taken from the study's folder.

    Raises:
        CodebookError: if the study has no codebook of this name.
    """
    names = [known.name for known in study.codebooks]
    if book.name not in names:
        listed = ", ".join(names)
        raise CodebookError.at(
            book.file,
            f"nghiên cứu không dùng sổ mã nào tên '{book.name}'; đang dùng: {listed}",
            f"the study has no codebook named '{book.name}'; it has: {listed}",
        )
    books = tuple(book if known.name == book.name else known for known in study.codebooks)
    memory = recall.read(Path(folder) / RESULTS / recall.FILE)
    return with_codings(replace(study, codebooks=books), memory=memory)


def respondents_words(folder: Path | str) -> tuple[str, ...]:
    """Return what respondents said, a segment each."""
    from qualcode.codebook_tools.usage import respondents_segments

    study = load(folder)
    texts = {transcript.name: transcript.text for transcript in study.transcripts}
    return tuple(one.span.of(texts[one.transcript]) for one in respondents_segments(study))


def check_codebooks(folder: Path | str) -> tuple[Problem, ...]:
    """Return every problem of the study's codebooks, alone and in use on its transcripts."""
    try:
        return _lint(load(folder))
    except CodebookError as error:
        return error.problems


def _lint(study: Study) -> tuple[Problem, ...]:
    from qualcode.codebook_tools.linting import lint
    from qualcode.codebook_tools.linting.in_use import lint_in_use

    return tuple(
        problem for book in study.codebooks for problem in (*lint(book), *lint_in_use(book, study))
    )


def check(folder: Path | str) -> tuple[Problem, ...]:
    """Return every problem of settings, codebooks, transcripts, cases and decisions at once."""
    root = Path(folder)
    try:
        chosen = files.read_settings(root)
    except StudyError as error:
        found, chosen = list(error.problems), Settings()
    else:
        found = []
    books, problems = files.read_codebooks(root, chosen)
    # A codebook that can't be read would seem to lack the codes that answers mean.
    read = _read(root, chosen, books, silent, codes=not problems)
    found += [*problems, *read.problems, *checks.of_settings(read)]
    try:
        decisions = store.read(root / STORE)
    except StudyError as error:
        return (*found, *error.problems)
    found += _of_store(root, Study(chosen, decisions=decisions))
    if problems:
        # Without all codebooks every decision on their codes would seem to have lost its code.
        return tuple(found)
    study = with_codings(replace(read, decisions=decisions, problems=()))
    if any(doubt.reason in NOWHERE.values() for doubt in study.doubts):
        # It may have been said of what was learned.
        rules = compile_rules(books, chosen.variants)
        study = suggested(study, rules, root / RESULTS, silent, anew=False)
    return (*found, *study.problems, *_lint(study))


def codings(study: Study, *, rejected: bool = False) -> DataFrame:
    """Return the codings as a table with the columns of codings.csv."""
    import pandas as pd

    from qualcode.exporters.table import COLUMNS, codings_table

    return pd.DataFrame(codings_table(study, rejected=rejected), columns=COLUMNS)


def _guide(study: Study, transcript: Transcript) -> frozenset[str]:
    """Return the codes that the interview guide of the transcript's source type asks about."""
    case = study.case(transcript.name)
    guides = {canonical_type(name): codes for name, codes in study.settings.guide.items()}
    asked = guides.get(case.get("type") if case else "", ())
    return frozenset(
        code.id for code in study.codes if any(is_within(code.id, part) for part in asked)
    )
