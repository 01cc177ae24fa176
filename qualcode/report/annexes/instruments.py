"""What was asked: the instruments themselves, or the topics and questions that talk shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from qualcode import heard
from qualcode.documents.values import Block, Paragraph
from qualcode.language.source_types import source_type
from qualcode.model import Bilingual, Question, Survey, Transcript, joined
from qualcode.report.evidence import Evidence
from qualcode.report.tables import NOTHING, Written, rate, table

QUESTIONS = 3
LONGEST = 240
"""Characters of a question that is shown; a longer turn is more than a question."""
NONE = Bilingual(
    "Chưa có bảng hỏi nào: hãy ghi tệp vào report: instruments: trong qualcode.yaml.",
    "There are no instruments yet: name their files under report: instruments: in qualcode.yaml.",
)
FROM_TALK = Bilingual(
    "Chưa có tệp bảng hỏi (report: instruments: trong qualcode.yaml), nên dưới đây là chủ đề và "
    "câu hỏi lấy từ bản gỡ băng.",
    "No file with the instruments is named (report: instruments: in qualcode.yaml), so these are "
    "topics and questions as the transcripts have them.",
)
KINDS = {
    "single": Bilingual("chọn một", "one answer"),
    "multiple": Bilingual("chọn nhiều", "several answers"),
    "number": Bilingual("số", "a number"),
    "open": Bilingual("trả lời mở", "open answer"),
}


def parts(evidence: Evidence) -> Iterator[tuple[str, Iterable[Block]]]:
    """Yield the instruments, or what stands in for them; then each survey's questionnaire."""
    study, voice = evidence.study, evidence.voice
    given = study.settings.report.texts
    for place, (file, words) in enumerate(given.items(), 1):
        yield f"file-{place}", _text(evidence, PurePosixPath(file).stem, words)
    if not given:
        found = [*_guide(evidence), *_questions(evidence)]
        if found:
            yield "talk", (*voice.said(FROM_TALK, manner="small"), *found)
        elif not study.surveys:
            yield "talk", voice.said(NONE)
    for place, survey in enumerate(study.surveys, 1):
        yield f"survey-{place}", (_questionnaire(evidence, survey),)


def _text(evidence: Evidence, name: str, words: str) -> Iterator[Block]:
    yield from evidence.voice.said(Bilingual(name.replace("_", " "), ""), manner="label")
    for line in words.splitlines():
        if line.strip():
            yield Paragraph(" ".join(line.split()), "vi")


def _guide(evidence: Evidence) -> Iterator[Block]:
    study = evidence.study
    if not study.settings.guide:
        return
    yield table(
        evidence.voice,
        Bilingual("Chủ đề trong bảng hỏi, theo loại nguồn", "Topics of the guides, by source type"),
        (Bilingual("Loại nguồn", "Source type"), Bilingual("Chủ đề", "Topics")),
        [
            (source_type(kind).full, joined((heard.label(study, one) for one in codes), ", "))
            for kind, codes in study.settings.guide.items()
        ],
        widths=(0.35, 0.65),
    )


def _questions(evidence: Evidence) -> Iterator[Block]:
    """Yield the questions behind which respondents spoke on each family of codes."""
    study = evidence.study
    asked = _asked(evidence)
    rows: list[tuple[Written, ...]] = []
    for family in dict.fromkeys(code.family for code in study.codes):
        if questions := asked.get(family):
            sources = len({name for name, _ in questions})
            said = _typical([words for _, words in questions])
            lines = "\n".join(f"– {one}" for one in said)
            rows.append((heard.label(study, family), sources, lines or NOTHING))
    if rows:
        yield table(
            evidence.voice,
            Bilingual(
                "Câu hỏi người phỏng vấn đã dùng, theo chủ đề", "Questions interviewers asked"
            ),
            (
                Bilingual("Chủ đề", "Topic"),
                Bilingual("Nguồn", "Sources"),
                Bilingual("Câu hỏi tiêu biểu, nguyên văn", "Typical questions, as asked"),
            ),
            rows,
            widths=(0.22, 0.12, 0.66),
            centred=(1,),
        )


def _asked(evidence: Evidence) -> Mapping[str, list[tuple[str, str]]]:
    """Return family → the questions whose answers have its codes, each with its transcript."""
    families: dict[tuple[str, int], set[str]] = defaultdict(set)
    for coding in evidence.study.codings:
        families[coding.transcript, coding.turn].add(coding.code.split(".", 1)[0])
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    talks = {unit.name for unit in evidence.units.members}
    for transcript in evidence.study.transcripts:
        if transcript.name not in talks:
            continue
        for question, turns in _answered(transcript):
            on = {one for turn in turns for one in families.get((transcript.name, turn), ())}
            for family in sorted(on):
                found[family].append((transcript.name, question))
    return found


def _answered(transcript: Transcript) -> Iterator[tuple[str, list[int]]]:
    """Yield each question of an interviewer with the turns that answer it."""
    question, turns = "", list[int]()
    for turn in transcript.turns:
        if turn.role != "interviewer":
            turns.append(turn.number)
            continue
        if question and turns:
            yield question, turns
        question, turns = " ".join(transcript.words_of(turn).split()), []
    if question and turns:
        yield question, turns


def _typical(questions: Sequence[str]) -> list[str]:
    """Return those whose words most of the others have too; each way of asking once."""
    fitting = [one for one in dict.fromkeys(questions) if "?" in one and len(one) <= LONGEST]
    words = {one: set(one.casefold().strip("?").split()) for one in fitting}
    common = Counter(word for one in fitting for word in words[one])
    times = Counter(questions)

    def typical(question: str) -> tuple[float, str]:
        own = words[question]
        mean = sum(common[word] for word in own) / (len(own) + 4)
        return -(times[question] * mean), question

    chosen: list[str] = []
    for question in sorted(fitting, key=typical):
        if all(len(words[question] & words[one]) * 2 < len(words[question]) for one in chosen):
            chosen.append(question)
        if len(chosen) == QUESTIONS:
            break
    return chosen


def _questionnaire(evidence: Evidence, survey: Survey) -> Block:
    voice, every = evidence.voice, len(survey.respondents)
    named = voice.one(Bilingual("Bảng hỏi", "Questionnaire"))
    title = f"{named}: {survey.title or survey.name} (n = {every})"
    return table(
        voice,
        Bilingual(title, title),
        (
            Bilingual("Câu hỏi", "Question"),
            Bilingual("Lựa chọn (số người chọn)", "Options (how many chose it)"),
            Bilingual("Trả lời", "Answered"),
        ),
        [_row(evidence, survey, one) for one in survey.questions],
        widths=(0.42, 0.43, 0.15),
        centred=(2,),
    )


def _row(evidence: Evidence, survey: Survey, question: Question) -> tuple[Written, ...]:
    voice = evidence.voice
    given = [one.answers[question.id] for one in survey.respondents if one.answers.get(question.id)]
    counts = Counter(answer for answers in given for answer in dict.fromkeys(answers))
    options = "\n".join(f"– {option} ({counts[option]})" for option in question.options)
    kind = voice.one(KINDS[question.kind])
    share = rate(voice, len(given), len(survey.respondents))
    return f"{question.words} [{kind}]", options or NOTHING, f"{len(given)} ({share})"
