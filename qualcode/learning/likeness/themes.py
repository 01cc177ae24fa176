"""What respondents talk about that no code holds: passages in groups that say alike.

Sentences of a turn that follow each other are one passage. Its words (of several syllables too,
function words left out) and, at half the weight, those of the question it answers make a vector,
in which a factorisation into parts that only add up (NMF: Lee and Seung 1999) finds the themes.
A passage that is like none of them is in none. On the sample study k-means and trees (Ward's, and
of average linkage) after latent semantic analysis drew every passage into some group: several were
held together by one common syllable such as "làm", "ngày" or "xem", and average linkage put half
of all into one. Without the question "nước lên" (the flood) and "uống nước" (a drink) were one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from qualcode.language.phrases import typed_bare
from qualcode.learning.coded import Codings
from qualcode.learning.likeness.theme_words import Corpus, Said, said
from qualcode.learning.passages import Passage, in_order, place
from qualcode.model import Segment, Span, Study

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

WORDS = 4
"""A passage with fewer words that say something is assent or small talk."""
LEAST = 24
"""Fewer passages are read more quickly than themes of them."""
SMALLEST = 3
FEW, MANY = 4, 14
"""How many themes are tried."""
EACH = 12
"""Passages there must be for each theme that is tried."""
ASKED = 0.5
"""What the question weighs beside the words."""
LIKE = 0.2
"""The cosine to a theme from which a passage belongs to it."""
COMMON = 0.03
"""A single syllable that more passages have says little of what they are about."""
CENTRAL = 5
"""Quotes that show a theme."""
OF_ONE_CASE = 2
"""Of these, at most so many are one case's, if there are others."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Passages that talk of one thing."""

    number: int
    """From 1, the largest first."""
    words: tuple[str, ...]
    """Those that set it apart from all other talk, the surest first."""
    passages: tuple[Segment, ...]
    """Sentences that follow each other in one turn; the most central first."""
    cases: tuple[str, ...]
    """The transcripts they are from."""

    @property
    def central(self) -> tuple[Segment, ...]:
        """Return the passages that show it best."""
        return self.passages[:CENTRAL]


@dataclass(frozen=True, slots=True)
class _Talk:
    """A passage with its words and those of the question."""

    segment: Segment
    words: Said
    question: Said


def themes(
    study: Study, *, count: int | None = None, code_free: bool = True, seed: int = 0
) -> tuple[Theme, ...]:
    """Return the themes of respondents' talk, the largest first; none of too little talk.

    With `code_free` only of what no code in force lies on. How many there are is chosen by the
    mean silhouette (Rousseeuw 1987) among 4 to 14, unless `count` says it. Talk typed without
    accents, in which words can't be told, is left out.
    """
    talk, corpus = _talk(study, code_free=code_free)
    if len(talk) < LEAST:
        return ()
    vectors = _vectors(talk, corpus)
    if count is None:
        tried = range(FEW, max(FEW, min(MANY, len(talk) // EACH)) + 1)
        parted = [_parted(vectors, number, seed) for number in tried]
        owners = max(parted, key=lambda one: _silhouette(vectors, one))
    else:
        owners = _parted(vectors, min(count, len(talk) - 1, vectors.shape[1]), seed)
    members: dict[int, list[tuple[float, _Talk]]] = {}
    for one, (owner, likeness) in zip(talk, owners, strict=True):
        if owner >= 0:
            members.setdefault(owner, []).append((likeness, one))
    groups = [each for each in members.values() if len(each) >= SMALLEST]
    groups.sort(key=lambda each: (-len(each), place(each[0][1].segment)))
    return tuple(_theme(number, each, corpus) for number, each in enumerate(groups, 1))


def passages_left(study: Study, *, code_free: bool = True) -> int:
    """Return how many passages `themes` has to do with."""
    return len(_talk(study, code_free=code_free)[0])


def _talk(study: Study, *, code_free: bool) -> tuple[list[_Talk], Corpus]:
    """Return the passages that say something, and all talk that they are compared with."""
    texts = {transcript.name: transcript.text for transcript in study.transcripts}
    passages = [
        one
        for one in in_order(study)
        if not typed_bare(texts[one.segment.transcript], _turn(study, one))
    ]
    words = {one.segment: said(texts[one.segment.transcript], one.segment.span) for one in passages}
    corpus = Corpus((one.segment.transcript, words[one.segment]) for one in passages)
    questions = {text: said(text, Span(0, len(text))) for text in {p.question for p in passages}}
    codings = Codings(study.codings)
    found = []
    for run in _runs(passages, codings, code_free=code_free):
        joined = _joined([words[one.segment] for one in run])
        if len(set(filter(None, joined.keys))) >= WORDS:
            first, last = run[0].segment, run[-1].segment
            segment = Segment(first.transcript, first.turn, Span(first.span.start, last.span.end))
            found.append(_Talk(segment, joined, questions[run[0].question]))
    return found, corpus


def _runs(
    passages: Sequence[Passage], codings: Codings, *, code_free: bool
) -> Iterator[list[Passage]]:
    """Yield the passages of each turn that follow each other, those with codes left out."""
    for _, turn in groupby(passages, lambda one: one.turn):
        for is_left_out, run in groupby(
            turn, lambda one: code_free and bool(codings.on(one.segment))
        ):
            if not is_left_out:
                yield list(run)


def _joined(parts: Sequence[Said]) -> Said:
    """Return several sentences' words as one; no pair goes across their borders."""
    keys = tuple(key for part in parts for key in (*part.keys, None))
    return Said(keys, tuple(spelling for part in parts for spelling in part.spellings))


def _vectors(talk: Sequence[_Talk], corpus: Corpus) -> csr_matrix[Any]:
    """Return the passages' vectors of length 1: rare words weigh more, a word said again little."""
    import numpy as np
    from scipy.sparse import diags
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.preprocessing import normalize

    known = _telling(talk, corpus)
    count = CountVectorizer(analyzer=list, vocabulary=known)
    having = np.array([corpus.passages[feature] for feature in known])
    weights = diags(np.log((1 + corpus.size) / (1 + having)) + 1)

    def weigh(features: list[list[str]]) -> csr_matrix[Any]:
        counts = count.transform(features).astype(np.float64)
        counts.data = 1 + np.log(counts.data)
        weighed: csr_matrix[Any] = counts @ weights
        return weighed

    own = normalize(weigh([one.words.features for one in talk]))
    asked = normalize(weigh([one.question.features for one in talk]))
    whole: csr_matrix[Any] = normalize(own + ASKED * asked)
    return whole


def _telling(talk: Sequence[_Talk], corpus: Corpus) -> list[str]:
    """Return the words and pairs that more than one case says, and not everybody."""
    least = min(2, len({one.segment.transcript for one in talk}))
    most = max(LEAST, COMMON * corpus.size)
    return sorted(
        feature
        for feature, cases in corpus.cases.items()
        if cases >= least
        and corpus.passages[feature] > 1
        and (corpus.passages[feature] <= most or "_" in feature)
    )


Owners = list[tuple[int, float]]
"""Of each passage: its theme, below zero for none, and how like it is."""


def _parted(vectors: csr_matrix[Any], number: int, seed: int) -> Owners:
    import numpy as np
    from sklearn.decomposition import NMF
    from sklearn.preprocessing import normalize

    model = NMF(number, init="nndsvda", random_state=seed, max_iter=1000, tol=1e-3)
    model.fit(vectors)
    likeness = np.round(vectors @ normalize(model.components_).T, 9)
    owners, best = likeness.argmax(axis=1), likeness.max(axis=1)
    return [(int(o) if b >= LIKE else -1, float(b)) for o, b in zip(owners, best, strict=True)]


def _silhouette(vectors: csr_matrix[Any], owners: Owners) -> float:
    from sklearn.metrics import silhouette_score

    kept = [at for at, (owner, _) in enumerate(owners) if owner >= 0]
    labels = [owners[at][0] for at in kept]
    if not 1 < len(set(labels)) < len(labels):
        return -1.0
    return round(float(silhouette_score(vectors[kept], labels, metric="cosine")), 9)


def _theme(number: int, members: Sequence[tuple[float, _Talk]], corpus: Corpus) -> Theme:
    ordered = sorted(members, key=lambda each: (-each[0], place(each[1].segment)))
    own = [(one.segment.transcript, one.words) for _, one in members]
    return Theme(
        number,
        corpus.distinctive(own),
        tuple(_spread([one for _, one in ordered])),
        tuple(sorted({case for case, _ in own})),
    )


def _spread(ordered: Sequence[_Talk]) -> list[Segment]:
    """Return the passages in order, but the first say each something else, of several cases."""
    times: dict[str, int] = {}
    heard: set[tuple[str | None, ...]] = set()
    first: list[Segment] = []
    for one in ordered:
        case = one.segment.transcript
        is_new = one.words.keys not in heard and times.get(case, 0) < OF_ONE_CASE
        if len(first) < CENTRAL and is_new:
            heard.add(one.words.keys)
            times[case] = times.get(case, 0) + 1
            first.append(one.segment)
    return [*first, *(one.segment for one in ordered if one.segment not in first)]


def _turn(study: Study, passage: Passage) -> Span:
    transcript = study.transcript(passage.segment.transcript)
    turn = transcript.turn(passage.segment.turn) if transcript else None
    return turn.span if turn else passage.segment.span
