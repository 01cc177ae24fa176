"""A coded study with what was learned let in: suggestions, and what of them is proposed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode import coding, exporters, learning
from qualcode.decided import with_decisions
from qualcode.errors import StudyError
from qualcode.learning import kept
from qualcode.learning.features import Embed
from qualcode.model import Bilingual, Coding, Problem, Study
from qualcode.progress import Progress, silent
from qualcode.ruleset import Ruleset, compile_rules

if TYPE_CHECKING:
    from qualcode.learning.embedding import Vectors

LEARNING = Bilingual("Học từ ví dụ và quyết định", "Learning from examples and decisions")


def suggested(
    study: Study, ruleset: Ruleset, results: Path, progress: Progress = silent, *, anew: bool
) -> Study:
    """Return a coded study with what is suggested let in; what was learned is kept in `results`.

    With `anew` it is learned from all decisions; else it stays as it was last learned, as far as
    transcripts and codebooks are the same.
    """
    if not study.settings.suggest.on:
        return study
    path = results / kept.FILE
    before = kept.read(path)
    progress(LEARNING, 0, 1)
    embed, problems = _embedding(study, results, progress)
    study, after = learning.learn(study, ruleset, before, anew=anew, embed=embed)
    progress(LEARNING, 1, 1)
    # What had to do without the embeddings that it should have is learned again next time.
    if after != before and not (embed and problems):
        keep(path, kept.as_text(after))
    said, hindered = _asked(study, results, progress, anew=anew)
    study = replace(
        study,
        suggestions=(*study.suggestions, *said),
        problems=(*study.problems, *problems, *hindered),
    )
    return with_suggestions(study) if study.learned or study.suggestions else study


def _embedding(
    study: Study, results: Path, progress: Progress = silent
) -> tuple[Embed | None, list[Problem]]:
    """Return what tells texts' meanings, if qualcode.yaml wants it; and what hinders it.

    What hinders it when it is used is added to the list then.
    """
    where = study.settings.suggest.embed
    if not where:
        return None, []
    from qualcode.learning import embedding

    source = where if where == "wheel" else str(results.parent / where)
    cache = results / embedding.FILE
    problems = list(embedding.embed((), source, cache)[1])

    def embed(texts: Sequence[str]) -> Vectors | None:
        vectors, hindered = embedding.embed(texts, source, cache, progress)
        problems.extend(one for one in hindered if one not in problems)
        return vectors

    return None if problems else embed, problems


def _asked(
    study: Study, results: Path, progress: Progress, *, anew: bool
) -> tuple[tuple[Coding, ...], tuple[Problem, ...]]:
    """Return what the suggesters that qualcode.yaml names have said, and what hindered them."""
    if not study.settings.suggest.suggesters:
        return (), ()
    from qualcode.learning.suggesters import asked, asking

    path = results / asked.FILE
    return asking.ask(study, learning.passages(study), progress, path, anew=anew)


def relearning(study: Study, results: Path) -> Callable[[Study], Study]:
    """Return what learns anew from a loaded study's decisions, to be asked again and again."""
    if not study.settings.suggest.on:
        return lambda now: now
    embed, _ = _embedding(study, results)
    ruleset = compile_rules(study.codebooks, study.settings.variants)
    found = learning.learner(study, ruleset, kept.read(results / kept.FILE), embed)
    found.prepare()
    said, _ = _asked(study, results, silent, anew=False)

    def relearned(now: Study) -> Study:
        learned, suggestions = found.learn(now)
        return with_suggestions(replace(now, learned=learned, suggestions=(*suggestions, *said)))

    return relearned


def with_suggestions(study: Study) -> Study:
    """Return the study with those of its suggestions proposed that are likely enough."""
    found = learning.proposed(study, coding.code(study.hits))
    proposing = replace(study, proposals=found.proposals, left_out=found.left_out)
    return with_decisions(proposing, study.decisions)


def keep(path: Path, text: str) -> None:
    """Keep beside the results, if there are any, what only saves time: failing is no fault."""
    if path.parent.is_dir():
        with suppress(StudyError), exporters.replacing(path) as temporary:
            temporary.write_text(text, encoding="utf-8")
