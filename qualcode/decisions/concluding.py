"""Drafts of what a person concludes of a theme where sources are set side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode import shares
from qualcode.decisions.checks import check_code_or_family, check_coder
from qualcode.errors import DecisionError
from qualcode.language.normalise import clean
from qualcode.language.verdicts import FIT_LABELS, JOINT, VERDICT_LABELS, verdict_named
from qualcode.model import Bilingual, Decision, Study

CONFIRM = "confirm"
"""In place of a verdict: the one that is computed."""


def conclude(
    study: Study, theme: str, by: str, verdict: str, *, reason: str, coder: str
) -> Decision:
    """Return the draft that confirms or overrides what is computed on a code or group.

    `by` is as in `triangulate`: `type`, `province@FGD`; or `joint`, how survey and talk fit.
    `verdict` is one of the six, or of the fits, by its key or as reports call it, or `confirm`;
    empty takes away what was concluded. The computed verdict and
    every source's figures are kept with it, so that it is seen when they are others later.

    Raises:
        DecisionError: if the theme or the verdict is none, or no reason is given.
        StudyError: if no case has the attribute, or none is of the type.
    """
    check_coder(coder)
    name = clean(theme).strip()
    check_code_or_family(study, name)
    computed = _of_joint(study, name) if by == JOINT else _of_sources(study, name, by)
    concluded = computed.verdict if verdict == CONFIRM else _known(verdict, computed.labels)
    _check(study, name, computed.by, concluded, reason)
    return Decision(
        "",
        "",
        0,
        coder,
        "conclude",
        code=name,
        exact=computed.by,
        prefix=computed.verdict,
        suffix=computed.cells,
        target=concluded,
        note=clean(reason).strip(),
    )


def _check(study: Study, theme: str, by: str, concluded: str, reason: str) -> None:
    """Raise an error if there is nothing to take away, or a verdict has no reason."""
    if not concluded and not _stands(study, theme, by):
        raise DecisionError.at(
            theme,
            f"chưa ai kết luận về mã này theo '{by}', nên không có gì để bỏ",
            f"nobody has concluded on it by '{by}': there is nothing to take away",
        )
    if concluded and not reason.strip():
        raise DecisionError.at(
            theme,
            "chưa ghi lý do; hãy ghi vì sao đồng ý hay không đồng ý với kết luận do máy tính ra",
            "no reason is given; write why you agree or disagree with the computed verdict",
        )


def _stands(study: Study, theme: str, by: str) -> bool:
    return any((one.theme, one.by) == (theme, by) for one in study.conclusions)


@dataclass(frozen=True, slots=True)
class _Computed:
    by: str
    verdict: str
    cells: str
    labels: Mapping[str, Bilingual]


def _of_sources(study: Study, theme: str, by: str) -> _Computed:
    from qualcode import triangulation

    told_apart, counted = triangulation.told_apart(study, by), shares.counted(study)
    [found] = triangulation.compared(counted, told_apart, only=[theme]).verdicts.values()
    cells = triangulation.looked_at(counted, found)
    return _Computed(told_apart, found.verdict, cells, VERDICT_LABELS)


def _of_joint(study: Study, theme: str) -> _Computed:
    from qualcode import joint

    [found] = joint.joined(shares.counted(study), [theme])
    return _Computed(JOINT, found.computed, found.cells, FIT_LABELS)


def _known(verdict: str, labels: Mapping[str, Bilingual]) -> str:
    """Return the verdict's key, or raise an error that names all there are."""
    found = verdict_named(verdict, labels)
    if verdict.strip() and not found:
        listed = ", ".join((CONFIRM, *labels))
        raise DecisionError.at(
            verdict,
            f"không có kết luận '{verdict}'; hãy ghi một trong: {listed}",
            f"there is no verdict '{verdict}'; write one of: {listed}",
        )
    return found
