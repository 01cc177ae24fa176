"""What a study's talk shows of a codebook: rules that hit too much, or can't hit or never do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from qualcode.codebook_tools.linting.covering import speaker_fits
from qualcode.codebook_tools.linting.sayings import Sayings
from qualcode.codebook_tools.linting.spelling import Spelling
from qualcode.codebook_tools.usage import respondents_segments
from qualcode.language.phrases import typed_bare
from qualcode.language.syllables import syllables
from qualcode.model import Bilingual, Codebook, Problem, Rule, Segment, Study

SHARE = 0.1
LEAST = 50
"""A rule that hits more than this share of respondents' segments, and so many, is too broad."""


def lint_in_use(book: Codebook, study: Study) -> tuple[Problem, ...]:
    """Return which rules hit too much of the study's talk, and which can't or don't hit."""
    rules = [rule for code in book.codes for rule in code.rules]
    if not study.transcripts or not rules:
        return ()
    return (
        *_hit_too_much(rules, study),
        *_never_asked(book, rules, study),
        *_never_spoke(rules, study),
        *_never_fired(book, rules, study),
    )


def _problem(where: str, vi: str, en: str) -> Problem:
    return Problem(where, Bilingual(vi, en), "warning")


def _hit_too_much(rules: Sequence[Rule], study: Study) -> Iterator[Problem]:
    segments = respondents_segments(study)
    total = len(segments)
    said: dict[tuple[str, int], list[Segment]] = defaultdict(list)
    for segment in segments:
        said[segment.transcript, segment.turn].append(segment)
    hit: dict[str, set[Segment]] = defaultdict(set)
    for one in study.hits:
        beside = said.get((one.segment.transcript, one.segment.turn), ())
        hit[one.rule].update(s for s in beside if s.span.overlaps(one.segment.span))
    for rule in rules:
        count = len(hit[rule.id])
        if count >= LEAST and count > SHARE * total:
            yield _problem(
                rule.where,
                f'mẫu "{rule.pattern or rule.tokens}" khớp {count} trong {total} đoạn lời của '
                f"người trả lời ({count / total:.0%}): có lẽ quá rộng; hãy thêm từ hoặc điều kiện",
                f'pattern "{rule.pattern or rule.tokens}" hits {count} of respondents\' {total} '
                f"segments ({count / total:.0%}): it may be too broad; add words or a condition",
            )


def _never_asked(book: Codebook, rules: Sequence[Rule], study: Study) -> Iterator[Problem]:
    sayings = Sayings(book, study.settings.variants)
    put = _questions_put(study)
    waiting: dict[tuple[str, ...], list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.question:
            waiting[rule.question].append(rule)
    for lines, own in waiting.items():
        forms = [
            (said.finding(accents=a), a) for said in sayings.all_of(lines) for a in (True, False)
        ]
        if any(form.is_in(asked) for form, a in forms for asked in put[a]):
            continue
        shown = '", "'.join(lines)
        yield _problem(
            own[0].where,
            f'chưa người phỏng vấn nào hỏi như question "{shown}", nên {len(own)} mẫu chờ câu hỏi '
            "này chưa bao giờ khớp; nếu họ hỏi bằng lời khác, hãy thêm lời đó vào question",
            f'no interviewer ever asks what question "{shown}" wants, so {len(own)} pattern(s) '
            "wait for it in vain; if they put it in other words, add those to the question",
        )


def _questions_put(study: Study) -> dict[bool, list[Spelling]]:
    """Return what interviewers said, typed with accents (True) and without (False)."""
    found: dict[bool, list[Spelling]] = {True: [], False: []}
    for transcript in study.transcripts:
        for turn in transcript.turns:
            if turn.role == "interviewer":
                accents = not typed_bare(transcript.text, turn.span)
                keys = [
                    syllable.key
                    for syllable in syllables(
                        transcript.text,
                        turn.span,
                        accents=accents,
                        variants=study.settings.variants,
                    )
                ]
                text = "".join(key + " " for key in keys)
                found[accents].append(Spelling(text, frozenset(keys)))
    return found


def _never_spoke(rules: Sequence[Rule], study: Study) -> Iterator[Problem]:
    labels = {
        turn.speaker
        for transcript in study.transcripts
        for turn in transcript.turns
        if turn.role == "respondent"
    }
    wanted: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        wanted[rule.speaker].append(rule)
    for speaker, own in wanted.items():
        if not any(speaker_fits(speaker, label) for label in labels):
            shown = ", ".join(sorted(labels)[:8]) or "–"
            yield _problem(
                own[0].where,
                f"không bản gỡ băng nào có người trả lời '{speaker}' ({len(own)} mẫu cần); đã có: "
                f"{shown}",
                f"no transcript has a respondent '{speaker}' (which {len(own)} pattern(s) want); "
                f"there are: {shown}",
            )


def _never_fired(book: Codebook, rules: Sequence[Rule], study: Study) -> Iterator[Problem]:
    fired = {hit.rule for hit in study.hits}
    silent = sum(rule.id not in fired for rule in rules)
    if silent:
        number = len(study.transcripts)
        yield _problem(
            book.file,
            f"{silent} trong {len(rules)} mẫu chưa khớp lần nào trong {number} bản gỡ băng; với "
            "một nghiên cứu nhỏ thì đó là chuyện thường. Xem danh sách: "
            "qualcode codebook stats --unused",
            f"{silent} of {len(rules)} patterns never fire in {number} transcript(s), which is "
            "usual in a small study. To see them: qualcode codebook stats --unused",
        )
