"""How fast the coding screen is, through a real terminal: `python benchmarks/screen.py`.

It makes a study in a temporary folder: a transcript of 3,000 sentences (`--segments`), said by
nobody and taken from the codebook's examples, beside a short one; about as many proposals; 1,500
decisions (`--decisions`). It codes it once, as `qualcode run` would have. Then it opens
`qualcode tag` in a pseudo-terminal of 120×36 and presses keys as a hand does.

Start: from starting the process to the moment at which the words can be read, to that at which
codes can, and to that at which what is learned is there; the best and the median of several, beside
bare Python, an import of Textual and a Textual screen of one word, in the same run. Key: from
sending it to the first byte of the answer and to the last, after which nothing comes for 60 ms;
the screen learns anew from what these keys decide meanwhile. Backlog: how long after the last of
60 keys at 30 a second the screen still draws.

Learning: in a study of 5,000 sentences (`--learned`), from a decision to the study with what is
proposed now; the target is under 2 s. `--book` names another codebook, whose example files are
copied too; with them the first load learns from them once, which takes long. Unix only.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress, cycle, islice
from pathlib import Path
from statistics import median

from terminal import QUIET, Answer, Terminal

from qualcode import decisions, files, project, store, suggested
from qualcode.decided import with_more
from qualcode.model import Study

ROOT = Path(__file__).parent.parent
BOOK = ROOT / "codebooks/social_insurance.yaml"
LONG, SHORT = "pvs_dai", "pvs_ngan"
WORDS = re.compile(r"chuyện thứ \d")
"""In every answer of the study made."""
LEARNED = re.compile(r"Mẫu \(\d,\d\d\)")
"""Only what was learned says how likely a rule's proposal is."""
TARGET = 2.0
"""Seconds that learning anew may take."""
HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("chuyện thứ 0")
    def on_key(self, event):
        self.query_one(Static).update(f"{event.time}")
Hello().run()
"""
KEYS: Sequence[tuple[str, Sequence[str], str]] = (
    ("j, k: next, previous sentence", ["j"] * 40 + ["k"] * 10, "jk"),
    ("n: next proposal", ["n"] * 30, "n"),
    ("a, x: accept, reject", ["a", "n", "x", "n"] * 10, "ax"),
    ("u: undo", ["u"] * 15, "u"),
    ("r: turn read", ["r"] * 15, "r"),
    ("/thu: letters in the list of codes", ["/", "t", "h", "u", "\x1b"] * 5, "/thu"),
    ("G, g: end, start", ["G", "g"] * 5, "Gg"),
)
"""What is measured, the keys to press, and those of them that count."""


def talk(sentences: Iterator[str], count: int) -> str:
    """Return a conversation of so many sentences: a question, then five in answer."""
    turns = ["Loại: PVS", ""]
    for number in range(0, count, 6):
        answer = " ".join(
            f"{sentence.rstrip(' .!?…')}, chuyện thứ {number + place}."
            for place, sentence in enumerate(islice(sentences, 5), 1)
        )
        turns += ["PVV: Chị kể thêm được không ạ?", f"NTL: {answer}"]
    return "\n".join(turns) + "\n"


def make_study(folder: Path, path: Path, segments: int, decided: int) -> str:
    """Make the study on the disk; return what is in it."""
    book = files.read_codebook(path)
    for name in ("codebooks", "transcripts", project.RESULTS):
        (folder / name).mkdir()
    for name in (f"codebooks/{path.name}", *book.example_files):
        shutil.copy(path.parent.parent / name, folder / name)
    (folder / files.SETTINGS).write_text("coder: Lan\n", encoding="utf-8")
    examples = [" ".join(e.split()) for code in book.codes for e in code.examples]
    sentences = cycle(examples)
    for name, count in ((LONG, segments), (SHORT, 120)):
        path = folder / files.TRANSCRIPTS / f"{name}.txt"
        path.write_text(talk(sentences, count), encoding="utf-8")
    study = project.load(folder)
    proposed = [c for c in study.proposals if c.transcript == LONG]
    chosen = list(compress(proposed, cycle((1, 1, 1, 0, 0))))[:decided]
    for start in range(0, len(chosen), 50):
        coder = "Lan" if start % 100 else "Hoa"
        drafts = [
            (decisions.accept if number % 5 else decisions.reject)(study, one, coder=coder)
            for number, one in enumerate(chosen[start : start + 50])
        ]
        store.append(folder / project.STORE, drafts)
    sizes = (len(study.segments), len(study.proposals), len(chosen))
    return "{:,} sentences, {:,} proposals, {:,} decisions".format(*sizes)


def starts(command: Sequence[str], words: re.Pattern[str], times: int) -> list[float]:
    """Return how long a program takes to show words, that many times."""
    found = []
    for _ in range(times):
        terminal = Terminal(command)
        found.append(terminal.until(words))
        terminal.close()
    return sorted(found)


def ends(command: Sequence[str], times: int) -> list[float]:
    """Return how long a program takes from start to end, that many times."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        os.waitpid(os.posix_spawn(command[0], command, os.environ), 0)
        found.append(time.perf_counter() - start)
    return sorted(found)


def show_starts(folder: Path, times: int) -> None:
    """Print how long starting takes, beside the least that it can take."""
    python = sys.executable
    tag = [python, "-m", "qualcode", "tag", "--project", str(folder)]
    rows = {
        "Python alone": ends([python, "-c", "pass"], times),
        "importing textual.app": ends([python, "-c", "import textual.app"], times),
        "a Textual screen of one word": starts([python, "-c", HELLO], WORDS, times),
        "qualcode tag, short transcript": starts([*tag, SHORT], WORDS, times),
        "qualcode tag, long transcript": starts([*tag, LONG], WORDS, times),
    }
    floor = median(rows["a Textual screen of one word"])
    print(f"{'start → words, seconds':36} {'best':>7} {'median':>7} {'ratio':>7}")
    for name, found in rows.items():
        print(f"{name:36} {found[0]:7.2f} {median(found):7.2f} {median(found) / floor:7.1f}")


def show_keys(folder: Path) -> None:
    """Print how long each kind of key takes, and what the screen holds."""
    command = [sys.executable, "-m", "qualcode", "tag", LONG, "--project", str(folder)]
    (book,) = project.codebooks(folder)
    labels = "|".join(re.escape(code.label.vi[:12]) for code in book.codes)
    terminal = Terminal(command)
    print(f"{'start → codes, long transcript':36} {terminal.until(re.compile(labels)):15.2f} s")
    print(f"{'start → learned, long transcript':36} {terminal.until(LEARNED):15.2f} s")
    # What is slow the first time that it learns anew is done meanwhile.
    terminal.settle(5)
    print(f"{'key, milliseconds':36} {'first':>7} {'last':>7} {'worst':>7} {'keys':>5}")
    every: list[Answer] = []
    for name, keys, counted in KEYS:
        pressed = [(key, terminal.press(key)) for key in keys]
        answers = [answer for key, answer in pressed if answer and key in counted]
        every += answers
        show_answers(name, answers)
    show_answers("all of these", every)
    show_bare_keys()
    print(f"{'60 × j at 30 a second: backlog':36} {backlog(terminal) * 1000:15.0f} ms")
    print(f"{'most memory held':36} {terminal.memory():>18}")
    terminal.close()


def show_bare_keys() -> None:
    """Print how long a Textual screen of one word takes to show another."""
    terminal = Terminal([sys.executable, "-c", HELLO])
    terminal.until(WORDS)
    terminal.settle(0.5)
    answers = [answer for _ in range(40) if (answer := terminal.press("j"))]
    show_answers("a Textual screen of one word", answers)
    terminal.close()


def show_answers(name: str, answers: Sequence[Answer]) -> None:
    """Print the medians of some answers, and the slowest."""
    first = median(answer.first for answer in answers)
    last = median(answer.last for answer in answers)
    worst = max(answer.last for answer in answers)
    print(f"{name:36} {first * 1e3:7.1f} {last * 1e3:7.1f} {worst * 1e3:7.1f} {len(answers):5}")


def backlog(terminal: Terminal) -> float:
    """Return how long the screen goes on drawing after a key held down is let go."""
    for _ in range(60):
        os.write(terminal.end, b"j")
        until = time.perf_counter() + 1 / 30
        while (left := until - time.perf_counter()) > 0:
            terminal.read(left)
    released = last = time.perf_counter()
    while terminal.read(QUIET):
        last = time.perf_counter()
    return last - released


def decided(study: Study, number: int) -> Study:
    """Return the study after one more proposal was rejected, as the screen has it then."""
    waiting = [coding for coding in study.codings if coding.status == "proposed"]
    draft = decisions.reject(study, waiting[number * 7], coder="Lan")
    count = len(study.decisions)
    made = replace(draft, id=f"{count:032}", time="2026-12-01T00:00:00Z", sequence=count)
    return with_more(study, (*study.decisions, made))


def show_learning(folder: Path, times: int) -> None:
    """Print how long it takes to learn anew from one more decision."""
    study = project.load(folder)
    start = time.perf_counter()
    relearned = suggested.relearning(study, folder / project.RESULTS)
    study = relearned(study)
    first = time.perf_counter() - start
    found = []
    for number in range(times):
        study = decided(study, number)
        start = time.perf_counter()
        study = relearned(study)
        found.append(time.perf_counter() - start)
    start = time.perf_counter()
    suggested.with_suggestions(study)
    folded = time.perf_counter() - start
    print(f"{'learning anew, seconds':36} {'best':>7} {'median':>7} {'worst':>7} {'target':>7}")
    name = f"{len(study.segments):,} sentences, after a decision"
    print(f"{name:36} {min(found):7.2f} {median(found):7.2f} {max(found):7.2f} {TARGET:7.1f}")
    print(f"{'the first time':36} {first:7.2f}")
    print(f"{'letting it in again':36} {folded:7.2f}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=3000)
    parser.add_argument("--decisions", type=int, default=1500)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--learned", type=int, default=5000)
    parser.add_argument("--book", type=Path, default=BOOK)
    arguments = parser.parse_args()
    book = arguments.book
    with tempfile.TemporaryDirectory() as name:
        print(make_study(Path(name), book, arguments.segments, arguments.decisions))
        show_starts(Path(name), arguments.times)
        show_keys(Path(name))
    with tempfile.TemporaryDirectory() as name:
        print(make_study(Path(name), book, arguments.learned, arguments.decisions))
        show_learning(Path(name), arguments.times)


if __name__ == "__main__":
    main()
