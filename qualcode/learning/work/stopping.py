"""When enough is read: how much of each code is found, told by a check sample of unread turns.

To work by what a model suggests finds most with the least reading (G. V. Cormack, M. R. Grossman,
"Evaluation of machine-learning protocols for technology-assisted review in electronic discovery",
SIGIR 2014, doi:10.1145/2600428.2609601). What eludes it is told by a random sample of what nobody
has read: the "elusion test". It is fair if it is judged once; whoever looks again and again until
it fits will be told so by luck (D. D. Lewis, E. Yang, O. Frieder, "Certifying one-phase technology-
assisted reviews", CIKM 2021, doi:10.1145/3459637.3482415).
"""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qualcode.learning.work.drawing import bounds, without_any
from qualcode.learning.work.order import Turn, chance, done, turns
from qualcode.model import Bilingual, Study
from qualcode.shares import is_confirmed

ANY = ""
"""In place of a code: any code at all."""
Turns = frozenset[Turn]
TARGET = 0.95
"""The share that is to be found."""
NEARLY_ALL = 0.8
"""From this share of the unread turns on a check sample saves too little to be worth it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A check sample, and what was known when it was drawn."""

    size: int
    seed: int
    turns: tuple[Turn, ...]
    """In the order of the draw: the first of them are a sample too, if only those are read."""
    unread: Turns
    """All that nobody had read."""
    decided: Mapping[str, Turns]
    """Code → turns in which it was decided on; `ANY` → those in which anything was found."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of one code is found, counted in turns that have it."""

    code: str
    found: int
    """Turns to which a person gave it."""
    unread: int
    """Turns that nobody has read, or decided on as to this code."""
    sampled: int
    """Turns of the check sample that are read."""
    new: int
    """Of those, turns that have it, which wasn't known before."""
    remaining: float | None
    """Unread turns that have it, by the check sample; None without one."""
    least: int
    most: int
    """The interval of that."""
    needed: int
    """How many turns a check sample without anything new must have to say that TARGET is found."""
    guess: float
    """The model's own guess of how many unread turns have it: no estimate, for it may be wrong."""

    @property
    def recall(self) -> float | None:
        """Return the share found, as estimated; None without a check sample."""
        return None if self.remaining is None else _share(self.found, self.remaining)

    @property
    def recall_low(self) -> float:
        """Return the least that the share found may well be."""
        return _share(self.found, self.most)

    @property
    def recall_high(self) -> float:
        """Return the most that the share found may well be."""
        return _share(self.found, self.least)

    @property
    def enough(self) -> bool:
        """Say whether probably as much is found as is to be."""
        return self.recall_low >= TARGET


def draw(study: Study, size: int, seed: int = 1) -> Sample:
    """Return so many of the turns that nobody has read, at random.

    The same study and seed give the same turns, a larger size the same and some more; what becomes
    of other transcripts doesn't change a turn's place in the draw.
    """
    unread = [turn for turn in turns(study) if turn not in study.seen]
    lots = sorted(unread, key=lambda turn: _lot(seed, turn))
    return Sample(size, seed, tuple(lots[:size]), frozenset(unread), _decided(study))


def drawn(
    study: Study, size: int, seed: int, moments: Sequence[str], then: Callable[[str], Study]
) -> str | None:
    """Return the latest of these moments at which a sample was drawn that is wholly read now.

    `moments` are in order of time, `then` returns the study as it was. None: at none of them.
    """

    def isnt_read(moment: str) -> bool:
        return not frozenset(study.seen).issuperset(draw(then(moment), size, seed).turns)

    # What is left to read of a sample only grows with the moment: turns read before drop out of it.
    place = bisect_left(moments, True, key=isnt_read)  # noqa: FBT003 - what is sought
    return moments[place - 1] if place else None


def read(study: Study, sample: Sample) -> tuple[Turn, ...]:
    """Return the turns of the sample that a person has read, up to the first that nobody has."""
    end = next((n for n, turn in enumerate(sample.turns) if turn not in study.seen), None)
    return sample.turns[:end]


def progress(study: Study, *, sample: Sample | None = None) -> tuple[Progress, ...]:
    """Return how much is found of any code at all (`ANY`), then of each code.

    Without a check sample all is possible that isn't known: what was found is never the whole.
    """
    sample = sample or draw(study, 0)
    checked, seen = frozenset(read(study, sample)), frozenset(study.seen)
    confirmed, decided = _confirmed(study), _decided(study)
    guesses = _guesses(study, confirmed[ANY])
    return tuple(
        _progress(
            code,
            sample,
            checked=checked,
            confirmed=frozenset(confirmed[code]),
            told=seen | decided.get(code, frozenset()),
            guess=guesses[code],
        )
        for code in (ANY, *(code.id for code in study.codes))
    )


def verdict(progress: Progress) -> Bilingual:
    """Return in words what can be said of a code: whether enough is found, else what to do."""
    if not progress.unread:
        return Bilingual("đã đọc hết, không còn lượt nào", "every turn is read, all is found")
    if progress.enough:
        return Bilingual("có lẽ đã tìm được ít nhất 95 %", "you have probably found at least 95 %")
    if progress.new:
        return Bilingual(
            "mẫu kiểm tra còn có lượt mới; hãy đọc tiếp rồi rút mẫu khác",
            "the check sample had new ones; go on reading, then draw another",
        )
    if progress.needed >= NEARLY_ALL * progress.unread:
        return Bilingual(
            "chưa nói được nếu chưa đọc gần hết các lượt còn lại",
            "can't be told before nearly all that is left is read",
        )
    size = progress.needed
    if progress.sampled:
        return Bilingual(
            f"chưa nói được; hãy đọc thêm cho mẫu kiểm tra đủ {size} lượt",
            f"can't be told yet; make the check sample {size} turns long",
        )
    return Bilingual(
        f"chưa nói được; hãy đọc mẫu kiểm tra {size} lượt",
        f"can't be told yet; read a check sample of {size} turns",
    )


def _lot(seed: int, turn: Turn) -> str:
    """Return a turn's place in the draw: at random, but the same whatever else is drawn from."""
    return hashlib.sha256(f"{seed}\t{turn[0]}\t{turn[1]}".encode()).hexdigest()


def _decided(study: Study) -> dict[str, Turns]:
    """Return the turns in which each code was decided on, and those in which any was found."""
    turns = defaultdict(set, {ANY: _confirmed(study)[ANY]})
    for transcript, turn, code in done(study).decided:
        turns[code].add((transcript, turn))
    return {code: frozenset(found) for code, found in turns.items()}


def _confirmed(study: Study) -> defaultdict[str, set[Turn]]:
    """Return the turns to which a person gave each code, and any."""
    found: defaultdict[str, set[Turn]] = defaultdict(set)
    for one in study.codings:
        if is_confirmed(one):
            found[one.code].add((one.transcript, one.turn))
            found[ANY].add((one.transcript, one.turn))
    return found


def _guesses(study: Study, having: set[Turn]) -> defaultdict[str, float]:
    """Return how many unread turns have each code, as the model has it."""
    known = done(study)
    most: defaultdict[str, dict[Turn, float]] = defaultdict(dict)
    for one in study.suggestions:
        turn = one.transcript, one.turn
        if not known.has(one):
            for code in (one.code, ANY) if turn not in having else (one.code,):
                most[code][turn] = max(chance(one), most[code].get(turn, 0.0))
    return defaultdict(float, {code: math.fsum(each.values()) for code, each in most.items()})


def _progress(
    code: str, sample: Sample, *, checked: Turns, confirmed: Turns, told: Turns, guess: float
) -> Progress:
    population = sample.unread - sample.decided.get(code, frozenset())
    checked &= population
    others = population - checked
    found, new, later = (len(confirmed & part) for part in (confirmed, checked, others))
    unread = len(others - told)
    low, high = bounds(new, len(checked), len(population))
    least, most = (min(unread, max(0, bound - new - later)) for bound in (low, high))
    share = new / len(checked) if checked else 0.0
    estimate = min(float(unread), max(0.0, share * len(population) - new - later))
    missable = math.floor(found * (1 - TARGET) / TARGET + 1e-9) + 1
    # A sample without anything new may be made longer; with something, it takes another.
    fresh = new or not checked
    needed = (missable, unread) if fresh else (missable + later, len(population))
    return Progress(
        code=code,
        found=found,
        unread=unread,
        sampled=len(checked),
        new=new,
        remaining=estimate if checked or not unread else None,
        least=least,
        most=most,
        needed=without_any(*needed),
        guess=guess,
    )


def _share(found: int, remaining: float) -> float:
    """Return the share found; of nothing, all."""
    return found / (found + remaining) if found + remaining else 1.0
