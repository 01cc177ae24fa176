"""How fast and how well words are found: ours, underthesea's, pyvi's and spaCy's own Vietnamese.

`python benchmarks/words.py [--text FILE] [--syllables 200000] [--processes 2] [--conllu FILE]`

All take the same lines in the same run, each in a process of its own, so that the ratios hold on
any machine. The text is the transcripts of the repository, again and again, or a file's lines. A
file in CoNLL-U with a `# text =` line for each sentence, such as the test part of
UD_Vietnamese-VTB, gives F1 of words: gold sentences, words as ranges of characters without blanks.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, cycle, pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from qualcode.language.words import words, words_of_many

TRANSCRIPTS = Path(__file__).parent.parent / "transcripts"
MEGABYTE = 1 << (20 if sys.platform == "darwin" else 10)
"""What `ru_maxrss` counts in."""

Split = Callable[[str], list[str]]
Ranges = set[tuple[int, int]]


def ours() -> Split:
    """Return our words."""
    return lambda text: [token.span.of(text) for token in words(text)]


def underthesea() -> Split:
    """Return underthesea's words."""
    from underthesea import word_tokenize

    return word_tokenize


def pyvi() -> Split:
    """Return pyvi's words."""
    from pyvi import ViTokenizer

    return lambda text: [w.replace("_", " ") for w in ViTokenizer.tokenize(text).split(" ")]


def spacy_s_own() -> Split:
    """Return the words of spaCy's own Vietnamese, which are pyvi's with places."""
    import spacy

    nlp = spacy.blank("vi")
    return lambda text: [token.text for token in nlp(text) if not token.is_space]


SYSTEMS = {
    "qualcode": (ours, "qualcode"),
    "underthesea": (underthesea, "underthesea"),
    "pyvi": (pyvi, "pyvi"),
    "spaCy vi": (spacy_s_own, "pyvi"),
}
"""Name → what gives its words, and the package that it needs."""


@dataclass(frozen=True)
class Figures:
    """What was measured of a system."""

    start: float
    """Seconds until the first word."""
    first: float
    """Syllables a second when the text is new to it."""
    again: float
    """Syllables a second when it reads the text once more."""
    memory: float
    """Megabytes of its process at the most."""


def measure(name: str, lines: list[str], new: int) -> Figures:
    """Return a system's figures; the first so many lines are those that don't come again."""
    begun = time.perf_counter()
    split = SYSTEMS[name][0]()
    split("bảo hiểm xã hội")
    start = time.perf_counter() - begun
    first = speed(split, lines[:new])
    again = speed(split, lines[new:] or lines)
    return Figures(start, first, again, peak_memory())


def speed(split: Split, lines: list[str]) -> float:
    """Return syllables for each second of this process's own time."""
    begun = time.process_time()
    for line in lines:
        split(line)
    return syllables(lines) / (time.process_time() - begun)


def peak_memory() -> float:
    """Return megabytes, where the system tells."""
    if importlib.util.find_spec("resource") is None:
        return float("nan")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def syllables(lines: list[str]) -> int:
    """Return the number of chunks between blanks."""
    return sum(len(line.split()) for line in lines)


def text_lines(path: Path | None, wanted: int) -> tuple[list[str], int]:
    """Return the lines, again and again until there are enough, and how many are new."""
    paths = [path] if path else sorted(TRANSCRIPTS.glob("*.txt"))
    new = [line for p in paths for line in p.read_text("utf-8").splitlines() if line.strip()]
    lines, count = list(new), syllables(new)
    for line in cycle(new):
        if count >= wanted:
            break
        lines.append(line)
        count += len(line.split())
    return lines, len(new)


def gold(path: Path) -> Iterator[tuple[str, Ranges]]:
    """Yield each sentence of a CoNLL-U file with its words."""
    text, forms = "", list[str]()
    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if line.startswith("# text ="):
            text = line.removeprefix("# text =").strip()
        elif line and line.split("\t")[0].isdigit():
            forms.append(line.split("\t")[1])
        elif not line and forms:
            yield text, ranges(forms)
            forms = []


def ranges(forms: list[str]) -> Ranges:
    """Return the words as ranges over the characters without blanks."""
    return set(pairwise(accumulate((len("".join(form.split())) for form in forms), initial=0)))


def f1(name: str, path: Path, change: Callable[[str], str]) -> float:
    """Return the harmonic mean of precision and recall of a system's words, in per cent."""
    split = SYSTEMS[name][0]()
    right = both = 0
    for text, wanted in gold(path):
        found = ranges(split(change(text)))
        right += len(found & wanted)
        both += len(found) + len(wanted)
    return 200 * right / both


def alone(task: Callable[..., Any], *arguments: object) -> Any:
    """Return what a task gives in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(task, *arguments).result()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--syllables", type=int, default=200_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--conllu", type=Path)
    arguments = parser.parse_args()
    lines, new = text_lines(arguments.text, arguments.syllables)
    print(f"{syllables(lines):,} syllables, {syllables(lines[:new]):,} of them new")
    here = [name for name, (_, package) in SYSTEMS.items() if importlib.util.find_spec(package)]
    print("not installed:", ", ".join(SYSTEMS.keys() - here) or "none")
    print_speed({name: alone(measure, name, lines, new) for name in here})
    print_processes(lines, arguments.processes)
    if arguments.conllu:
        print_f1(here, arguments.conllu)


def print_speed(figures: dict[str, Figures]) -> None:
    """Print speed and its ratio to underthesea's."""
    print("\n             start   new text, syl/s     once more, syl/s    memory")
    base = figures["underthesea"]
    for name, got in figures.items():
        first = f"{got.first:9,.0f} {got.first / base.first:5.1f} x"
        again = f"{got.again:9,.0f} {got.again / base.again:5.1f} x"
        print(f"{name:12} {got.start:4.1f} s   {first}   {again}   {got.memory:5.0f} MB")


def print_processes(lines: list[str], processes: int) -> None:
    """Print how much sooner several processes are done, their start included."""
    taken, found = [], []
    for count in (1, processes):
        begun = time.perf_counter()
        found.append(words_of_many(lines, count))
        taken.append(time.perf_counter() - begun)
    same = "the same words" if found[0] == found[1] else "OTHER WORDS"
    print(f"\n{processes} processes: {taken[0] / taken[1]:.2f} times as fast as one, {same}")


def print_f1(names: list[str], path: Path) -> None:
    """Print F1 of words on the text as it is and in other cases."""
    changes = {"as is": str, "small": str.lower, "CAPITALS": str.upper, "Titles": str.title}
    print("\nF1 of words ", *(f"{change:>9}" for change in changes))
    for name in names:
        row = [f"{alone(f1, name, path, change):9.2f}" for change in changes.values()]
        print(f"{name:12}", *row)


if __name__ == "__main__":
    main()
