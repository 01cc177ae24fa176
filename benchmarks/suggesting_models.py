"""Models that were tried in place of the one in use: margins for passages that were not learned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from qualcode.learning.training import COST, FEWEST, SEED, train

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from qualcode.learning.training import Numbers

Model = Callable[["csr_matrix[Any]", "Numbers", "csr_matrix[Any]"], "Numbers"]
"""Vectors, what is known of them (1, -1; 0 unknown), new vectors → margins."""
NEIGHBOURS = 30
ALPHA = 0.3


def in_use(vectors: csr_matrix[Any], known: Numbers, new: csr_matrix[Any]) -> Numbers:
    """Return what the product says."""
    return train(vectors, known).margins(new)


def support_vectors(cost: float, balance: float) -> Model:
    """Return LinearSVC: balance 0 weighs each passage the same, 1 both answers the same."""

    def fitted(vectors: csr_matrix[Any], answers: Numbers, new: csr_matrix[Any]) -> Numbers:
        from sklearn.svm import LinearSVC

        yes = (answers > 0).sum()
        ratio = ((len(answers) - yes) / yes) ** balance
        unit = len(answers) / (len(answers) - yes + yes * ratio)
        weights = {1: ratio * unit, -1: unit}
        model = LinearSVC(C=cost, class_weight=weights, tol=0.01, random_state=SEED)
        margins: Numbers = model.fit(vectors, answers).decision_function(new)
        return margins

    return _each_code(fitted)


def logistic(vectors: csr_matrix[Any], answers: Numbers, new: csr_matrix[Any]) -> Numbers:
    """Return balanced logistic regression."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        class_weight="balanced", solver="liblinear", tol=0.01, random_state=SEED
    )
    margins: Numbers = model.fit(vectors, answers).decision_function(new)
    return margins


def bayes(vectors: csr_matrix[Any], answers: Numbers, new: csr_matrix[Any]) -> Numbers:
    """Return complement naive Bayes (Rennie et al. 2003)."""
    from sklearn.naive_bayes import ComplementNB

    log = ComplementNB(alpha=ALPHA).fit(vectors, answers).predict_joint_log_proba(new)
    margins: Numbers = log[:, 1] - log[:, 0]
    return margins


def neighbours(vectors: csr_matrix[Any], known: Numbers, new: csr_matrix[Any]) -> Numbers:
    """Return the share of the nearest passages that have a code, by cosine."""
    import numpy as np
    from sklearn.preprocessing import normalize

    near = (normalize(new) @ normalize(vectors).T).toarray()
    found: Numbers = np.zeros((new.shape[0], known.shape[1]), dtype=np.float32)
    for row, order in enumerate(np.argsort(-near, axis=1)[:, :NEIGHBOURS]):
        weights = near[row, order]
        found[row] = weights @ (known[order] > 0) / max(float(weights.sum()), 1e-9)
    return found


def together(*models: Model) -> Model:
    """Return several models' margins, each as wide as the others."""

    def said(vectors: csr_matrix[Any], known: Numbers, new: csr_matrix[Any]) -> Numbers:
        each = [model(vectors, known, new) for model in models]
        margins: Numbers = sum(one / one.std() for one in each)
        return margins

    return said


def _each_code(fitted: Model) -> Model:
    """Return a model that learns each code alone, from what is known of it."""

    def said(vectors: csr_matrix[Any], known: Numbers, new: csr_matrix[Any]) -> Numbers:
        import numpy as np

        margins: Numbers = np.full((new.shape[0], known.shape[1]), -1, dtype=np.float32)
        for code in range(known.shape[1]):
            rows = known[:, code].nonzero()[0]
            answers = known[rows, code]
            if (answers > 0).sum() >= FEWEST and (answers < 0).sum() >= FEWEST:
                margins[:, code] = fitted(vectors[rows], answers, new)
        return margins

    return said


MODELS: Mapping[str, Model] = {
    "in use: support vectors, balanced": in_use,
    "C = 0.1": support_vectors(0.1, 1),
    "C = 1": support_vectors(1, 1),
    "half balanced": support_vectors(COST, 0.5),
    "a quarter balanced": support_vectors(COST, 0.25),
    "not balanced": support_vectors(COST, 0),
    "complement naive Bayes": _each_code(bayes),
    "logistic regression": _each_code(logistic),
    f"{NEIGHBOURS} nearest neighbours": neighbours,
    "in use + naive Bayes": together(in_use, _each_code(bayes)),
    "in use + neighbours": together(in_use, neighbours),
}
