"""Rules, a plain baseline and what is learned, on the gold labels of the sample transcripts."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from gold import Sets
from suggesting_data import Sample, sample
from suggesting_outcomes import each_of, left_out
from suggesting_scores import Likely, Score, hindsight, recall_at_3, score, size, table

SYLLABLE = r"\w+"
QUESTION = 0.5
"""How much the baseline's question counts beside the turn."""
HEAD = ("learned from", "F1", "in hindsight", "recall@3")
REMARK = (
    "The rules were written with the first sixteen in sight, so that there rules look better than "
    "they are;\nwhat they add is seen on the six alone. F1 is micro-F1 over turns × codes at the "
    "probability that\ncross-validation chose in what was learned from; in hindsight: at the best "
    "one. recall@3: how many of\nthe codes are among the three likeliest of their turn."
)


@dataclass(frozen=True)
class Turns:
    """Whole turns and the questions before them, for the baseline."""

    places: Sequence[tuple[str, int]]
    texts: Sequence[str]
    questions: Sequence[str]


def run(*, quick: bool) -> None:
    """Print the figures."""
    one, parts = sample(), left_out(quick)
    inside, outside = each_of(parts, arms=True)
    plain = baseline(parts)
    way = f"{len(parts) - 1} parts left out in turn" if quick else "one left out in turn"
    for title, names, found in (
        (f"In sight, {way}", one.in_sight, inside),
        ("Never looked at", one.unseen, outside),
    ):
        wanted = one.wanted(names)
        print(f"{title}: {size(wanted)}")
        rows: list[Sequence[object]] = [("rules alone", _rules(one, wanted), "", "")]
        rows.append(("plain baseline", "", hindsight(wanted, plain), _share(wanted, plain)))
        for arm, outcome in found.items():
            own = score(wanted, outcome.proposed)
            best = f"{hindsight(wanted, outcome.likely).f1:.3f}"
            rows.append((arm, own, best, _share(wanted, outcome.likely)))
        table(HEAD, rows)
    print(REMARK)


def baseline(parts: Sequence[Sequence[str]]) -> Likely:
    """Return what a plain model of whole turns and questions finds likely, each part left out."""
    likely: dict[tuple[str, int], Mapping[str, float]] = {}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(_without, parts):
            likely |= found
    return likely


def _without(names: Sequence[str]) -> Likely:
    one = sample()
    learned = [name for name in one.in_sight if name not in names]
    return _plain(_turns(one, learned), _turns(one, names), one.gold)


def _plain(known: Turns, asked: Turns, gold: Sets) -> Likely:
    """Learn TF-IDF of syllables and letters, a balanced logistic regression for each code."""
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    makers = (
        TfidfVectorizer(analyzer="word", ngram_range=(1, 3), token_pattern=SYLLABLE),
        TfidfVectorizer(analyzer="char", ngram_range=(2, 5)),
    )
    blocks, others = [], []
    for maker in makers:
        for weight, told, asks in (
            (1.0, known.texts, asked.texts),
            (QUESTION, known.questions, asked.questions),
        ):
            blocks.append(maker.fit_transform(told) * weight)
            others.append(maker.transform(asks) * weight)
    vectors, new = hstack(blocks).tocsr(), hstack(others).tocsr()
    likely: dict[tuple[str, int], dict[str, float]] = {place: {} for place in asked.places}
    for code in sorted({code for codes in gold.values() for code in codes}):
        answers = [code in gold[place] for place in known.places]
        if any(answers):
            model = LogisticRegression(class_weight="balanced", solver="liblinear")
            found = model.fit(vectors, answers).predict_proba(new)[:, 1]
            for place, chance in zip(asked.places, found, strict=True):
                likely[place][code] = float(chance)
    return likely


def _turns(one: Sample, names: Sequence[str]) -> Turns:
    said: dict[tuple[str, int], list[str]] = defaultdict(list)
    questions: dict[tuple[str, int], str] = {}
    for passage in one.passages:
        if passage.turn[0] in names:
            said[passage.turn].append(passage.text)
            questions[passage.turn] = passage.question
    texts = [" ".join(said[place]) for place in said]
    return Turns(tuple(said), texts, [questions[place] for place in said])


def _rules(one: Sample, wanted: Sets) -> Score:
    found: Sets = defaultdict(set)
    for each in one.study.proposals:
        found[each.transcript, each.turn].add(each.code)
    return score(wanted, found)


def _share(wanted: Sets, likely: Likely) -> str:
    return f"{recall_at_3(wanted, likely):.3f}"
