"""Codebooks as a component of any spaCy pipeline: codings as spans of the `Doc`.

`nlp.add_pipe("qualcode_codebook", config={"codebooks": ["codebooks/social_insurance.yaml"]})`
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as Tokens

from qualcode import codebook, coding, matcher, turns
from qualcode.errors import CodebookError, ImportFileError
from qualcode.importers.text import decode
from qualcode.language.normalise import clean
from qualcode.language.sentences import segments
from qualcode.model import Coding, Problem, Span, Transcript, Turn
from qualcode.ruleset import Ruleset, compile_rules
from qualcode.talk import listen

CODINGS = "qualcode"
"""The span group of the codings: `label_` is the code, `id_` the rule."""
WORDS = "qualcode_words"
"""The span group of the words that fired, with the same `label_` and `id_`."""
SAVED = "codebooks.json"
_CHUNK = re.compile(r"\r\n|\s|\S+")
_CHARACTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


@Language.factory("qualcode_codebook", default_config={"codebooks": []})
def create_codebook(nlp: Language, name: str, codebooks: list[str]) -> CodebookComponent:
    """Return the component for these codebooks' files.

    The files are read when they are first needed, since a pipeline that was saved brings their
    text with it and runs where they are not.
    """
    del nlp, name  # spaCy passes them
    return CodebookComponent(codebooks)


@dataclass(frozen=True, slots=True)
class _Ready:
    """Codebooks ready to match, with the version of each."""

    rules: Ruleset
    versions: Mapping[str, str]


class CodebookComponent:
    """Puts what the codebooks' rules find into `doc.spans`."""

    def __init__(self, files: Iterable[str], texts: Mapping[str, str] | None = None) -> None:
        self.files = tuple(files)
        self._texts = texts
        self._ready: _Ready | None = None

    @property
    def texts(self) -> Mapping[str, str]:
        """Return the codebooks as written, by file.

        Raises:
            CodebookError: with every file that can't be read.
        """
        if self._texts is None:
            self._texts = _read(self.files)
        return self._texts

    def __call__(self, doc: Doc) -> Doc:
        """Return the `Doc` with the codings of respondents' talk; without labels all is theirs.

        Raises:
            CodebookError: with every fault of the codebooks.
        """
        if self._ready is None:
            self._ready = _prepared(self.texts)
        text, places = _cleaned(doc.text)
        codings = _codings(_transcript(text), self._ready.rules)
        spans = [_tokens(doc, places, one, one.span) for one in codings]
        words = [_tokens(doc, places, one, span) for one in codings for span in one.evidence]
        told = {"codebooks": dict(self._ready.versions)}
        doc.spans[CODINGS] = SpanGroup(doc, name=CODINGS, spans=spans, attrs=told)
        doc.spans[WORDS] = SpanGroup(doc, name=WORDS, spans=words, attrs=told)
        return doc

    def __reduce__(self) -> tuple[type[Self], tuple[tuple[str, ...], Mapping[str, str]]]:
        """Return what another process needs to have the same component."""
        return type(self), (self.files, self.texts)

    def to_bytes(self, **_: Any) -> bytes:
        """Return the codebooks' text."""
        return json.dumps(dict(self.texts), ensure_ascii=False).encode()

    def from_bytes(self, data: bytes, **_: Any) -> Self:
        """Return the component with the codebooks that `to_bytes` gave."""
        self._texts, self._ready = json.loads(data), None
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write the codebooks' text into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / SAVED).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> Self:
        """Return the component with the codebooks that `to_disk` wrote."""
        return self.from_bytes((Path(path) / SAVED).read_bytes())


def _read(files: Iterable[str]) -> dict[str, str]:
    """Return the files' text, whatever encoding each is in for certain."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for file in files:
        try:
            texts[file] = clean(decode(Path(file).read_bytes(), Path(file)))
        except OSError as error:
            problems += CodebookError.at(
                file,
                f"không đọc được tệp này ({error.strerror}); hãy xem lại đường dẫn trong codebooks",
                f"this file can't be read ({error.strerror}); see the path under codebooks",
            ).problems
        except ImportFileError as error:
            problems += error.problems
    if problems:
        raise CodebookError(problems)
    return texts


def _prepared(texts: Mapping[str, str]) -> _Ready:
    if not texts:
        raise CodebookError.at(
            "qualcode_codebook",
            'chưa có sổ mã; hãy ghi config={"codebooks": ["so_ma.yaml"]} trong add_pipe',
            'there is no codebook; give config={"codebooks": ["codebook.yaml"]} to add_pipe',
        )
    books = []
    problems: list[Problem] = []
    for file, text in texts.items():
        try:
            books.append(codebook.parse(text, file))
        except CodebookError as error:
            problems += error.problems
    if problems:
        raise CodebookError(problems)
    return _Ready(compile_rules(books), {book.name: book.version for book in books})


def _transcript(text: str) -> Transcript:
    """Return the text as a conversation, or as one respondent's turn if no one is labelled."""
    parsed = turns.parse("", text)
    if any(turn.role in {"interviewer", "respondent"} for turn in parsed.turns):
        return parsed
    return Transcript("", text, (Turn(1, "", "respondent", Span(0, len(text))),))


def _codings(transcript: Transcript, rules: Ruleset) -> tuple[Coding, ...]:
    heard = listen(transcript, segments(transcript), rules.variants)
    (hits,) = matcher.find([heard], rules)
    return coding.code(hits)


def _tokens(doc: Doc, places: list[Span], one: Coding, span: Span) -> Tokens:
    """Return the tokens that hold a stretch of the cleaned text, whole even if it cuts them."""
    start, end = places[span.start].start, places[span.end - 1].end
    found = doc.char_span(start, end, label=one.code, alignment_mode="expand", span_id=one.rule)
    assert found is not None  # noqa: S101 - tells the type checker: it lies in the text
    return found


def _cleaned(text: str) -> tuple[str, list[Span]]:
    """Return the text cleaned, and where each character of that stands in the text as given."""
    behind_mark = len(text) - len(text.lstrip("\ufeff"))
    cleaned: list[str] = []
    places: list[Span] = []
    for chunk in _CHUNK.finditer(text, behind_mark):
        for part, place in _parts(chunk[0], chunk.start()):
            cleaned.append(part)
            places += [place] * len(part)
    return "".join(cleaned), places


def _parts(chunk: str, start: int) -> Iterator[tuple[str, Span]]:
    """Return a chunk cleaned, character by character where that gives the same."""
    whole = _clean(chunk)
    if whole == chunk:
        yield from ((letter, Span(at, at + 1)) for at, letter in enumerate(chunk, start))
        return
    found = list(_CHARACTER.finditer(chunk))
    letters = [_clean(match[0]) for match in found]
    if "".join(letters) == whole:
        places = (Span(start + match.start(), start + match.end()) for match in found)
        yield from zip(letters, places, strict=True)
    else:
        yield whole, Span(start, start + len(chunk))


def _clean(part: str) -> str:
    """Return a part of a text as `clean` would give it within the whole."""
    return clean("\n" + part)[1:]
