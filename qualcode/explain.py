"""Why a coding is there, and where words were said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode import decisions
from qualcode.concordance import occurrences
from qualcode.language import quoting
from qualcode.language.numbers import decimal
from qualcode.language.verdicts import label_of
from qualcode.model import Bilingual, Coding, Decision, Language, Rule, Study
from qualcode.review import Change, history
from qualcode.shares import suggester

FOUND = ("transcript", "turn", "words")

TERMS: Mapping[str, Bilingual] = {
    "add": Bilingual("thêm", "add"),
    "accept": Bilingual("chấp nhận", "accept"),
    "reject": Bilingual("bỏ", "reject"),
    "recode": Bilingual("đổi mã", "recode"),
    "respan": Bilingual("sửa đoạn", "respan"),
    "memo": Bilingual("ghi chú", "memo"),
    "translate": Bilingual("dịch", "translate"),
    "check": Bilingual("kiểm tra bản dịch", "check the translation"),
    "cite": Bilingual("chọn trích dẫn", "choose the quote"),
    "seen": Bilingual("đã đọc", "seen"),
    "adjudicate": Bilingual("phân xử", "adjudicate"),
    "summarise": Bilingual("tóm tắt", "summarise"),
    "conclude": Bilingual("kết luận", "conclude"),
    "assign": Bilingual("giao", "assign"),
    "rename": Bilingual("đổi tên mã", "rename"),
    "merge": Bilingual("gộp mã", "merge"),
    "retire": Bilingual("ngừng dùng mã", "retire"),
    "undo": Bilingual("rút lại", "undo"),
    "proposed": Bilingual("đề xuất", "proposed"),
    "accepted": Bilingual("đã chấp nhận", "accepted"),
    "added": Bilingual("do người thêm", "added"),
    "rejected": Bilingual("đã bỏ", "rejected"),
    "barrier": Bilingual("rào cản", "barrier"),
    "enabler": Bilingual("thuận lợi", "enabler"),
    "neutral": Bilingual("trung tính", "neutral"),
    "negated": Bilingual("phủ định", "negated"),
    "question": Bilingual("câu hỏi", "question"),
    "hypothetical": Bilingual("giả định", "hypothetical"),
    "reported": Bilingual("thuật lời người khác", "reported"),
    "past": Bilingual("chuyện đã qua", "past and gone"),
}
"""What an action, a status, a valence and a stance are called."""

RESTORE = Bilingual("khôi phục", "restore")
"""What it is called to take back an undo."""
NO_VERDICT = Bilingual("bỏ kết luận", "no verdict any more")
"""What it is called to take one's verdict on a theme away."""
LEARNED = Bilingual("máy học", "learned")
"""What a proposal of what was learned from the coders is called."""
LEADING = frozenset({"recode", "rename", "merge"})
"""Actions that lead from one code to another."""


def learned(model: str, probability: float | None) -> Bilingual:
    """Return what stands for a model's proposal where a rule's id would: "máy học 0,83".

    What another's suggester proposed has its name in place of our own learning.
    """
    name = suggester(model)
    term = Bilingual(name, name) if name else LEARNED
    if probability is None:
        return term
    number = chance(probability)
    return Bilingual(f"{term.vi} {number.vi}", f"{term.en} {number.en}")


def chance(probability: float) -> Bilingual:
    """Return a probability to be read: what is only likely never looks as if it were certain."""
    return decimal(min(probability, 0.99), 2)


def proposer(coding: Coding) -> Bilingual:
    """Return what proposed a coding: a rule's id or "learned 0.83"; nothing for a person's own."""
    if coding.origin == "model":
        return learned(coding.model, coding.probability)
    return Bilingual(coding.rule, coding.rule)


@dataclass(frozen=True, slots=True)
class Reason:
    """All that led to one coding."""

    coding: Coding
    code: str
    label_vi: str
    label_en: str
    speaker: str
    words: str
    question: str
    """What the interviewer had said last."""
    evidence: tuple[str, ...]
    rule: Rule | None
    codebook: str
    """Its name and version."""
    decisions: tuple[Decision, ...]
    """All that touched this code on these words, under whatever name and place it had then."""
    taken_back: tuple[str, ...] = ()
    """The ids of those that no longer stand."""


def why(study: Study, coding_id: str) -> Reason:
    """Return what fired, which rule of which codebook, and who decided what since.

    Raises:
        DecisionError: if no coding, or more than one, has an id that begins so.
    """
    coding = decisions.find(study, coding_id)
    transcript = study.transcript(coding.transcript)
    code = study.code(coding.code)
    text = transcript.text if transcript else ""
    turns = transcript.turns if transcript else ()
    asked = [t for t in turns if t.number < coding.turn and t.role == "interviewer"]
    turn = transcript.turn(coding.turn) if transcript else None
    book = next((b for b in study.codebooks if b.code(coding.code)), None)
    touched = _touched(study, coding)
    return Reason(
        coding=coding,
        code=coding.code,
        label_vi=code.label.vi if code else "",
        label_en=code.label.en if code else "",
        speaker=turn.speaker if turn else "",
        words=coding.span.of(text),
        question=asked[-1].span.of(text) if asked else "",
        evidence=tuple(span.of(text) for span in coding.evidence),
        rule=next((r for r in code.rules if r.id == coding.rule), None) if code else None,
        codebook=f"{book.name} {book.version}" if book else "",
        decisions=tuple(change.decision for change in touched),
        taken_back=tuple(change.decision.id for change in touched if not change.stands),
    )


def _touched(study: Study, coding: Coding) -> list[Change]:
    """Return what each decision did that found or left this code on some of these words."""
    place = (coding.transcript, coding.code)
    return [
        change
        for change in history(study.proposals, study.decisions, study.transcripts, study.valences)
        if any(
            (one.transcript, one.code) == place and one.span.overlaps(coding.span)
            for one in (*change.before, *change.after)
        )
    ]


def lines(reason: Reason, language: Language) -> list[str]:
    """Return the reason as lines for a person."""
    coding, english = reason.coding, language == "en"
    valence, status = (TERMS[word].say(language) for word in (coding.valence, coding.status))
    label = reason.label_en if english else reason.label_vi
    shown = [
        f"{coding.id}  {coding.transcript}:{coding.turn}  {reason.speaker}",
        f"  “{reason.words}”",
        f"  {'code' if english else 'mã'}: {reason.code} ({label}), {valence}",
        f"  {'status' if english else 'trạng thái'}: {status} {coding.coder}".rstrip(),
    ]
    shown += _of_model(coding, language)
    if reason.evidence:
        words = " … ".join(reason.evidence)
        fired = Bilingual("lời khớp", "words that fired")
        if coding.origin == "model":
            fired = Bilingual("lời gợi ra mã", "words that speak for it")
        shown.append(f"  {fired.say(language)}: {words}")
    if reason.rule:
        shown.append(f"  {'rule' if english else 'mẫu'}: {reason.rule.id}  {reason.rule.pattern}")
        shown.append(f"    {reason.rule.where}  ({reason.codebook})")
    if reason.rule and reason.rule.question:
        shown.append(f"  {'asked' if english else 'câu hỏi'}: “{reason.question}”")
    if coding.memo:
        shown.append(f"  {TERMS['memo'].say(language)}: {coding.memo}")
    if coding.translation:
        shown.append(f"  {'translation' if english else 'bản dịch'}: {coding.translation}")
        shown.append(f"    {quoting.translated_by(coding).say(language)}")
    if coding.cite:
        shown.append(f"  {quoting.CHOSEN[coding.cite].say(language)}")
    return [*shown, *(_told(one, reason, language) for one in reason.decisions)]


def _of_model(coding: Coding, language: Language) -> list[str]:
    """Return how likely the coding is held to be, and what had learned that."""
    if coding.origin == "model":
        by = Bilingual("đề xuất bởi", "proposed by").say(language)
        lines = [f"  {by}: {proposer(coding).say(language)}"]
        return [*lines, f"    {coding.model}"] if coding.model else lines
    if coding.probability is None:
        return []
    return [f"  {learned('', coding.probability).say(language)}"]


def _told(decision: Decision, reason: Reason, language: Language) -> str:
    """Return a decision as a line: when, who, what, why, and whether it was taken back."""
    when = decision.time[:19].replace("T", " ")
    gone = {"vi": "(đã rút lại)", "en": "(taken back)"}[language]
    parts = [
        f"  {when} {decision.coder}: {change(decision, language)}",
        decision.note,
        gone if decision.id in reason.taken_back else "",
    ]
    return " ".join(filter(None, parts))


def change(decision: Decision, language: Language) -> str:
    """Return what a decision does and where it leads: to which code, to whom, to which outcome."""
    action = named(decision).say(language)
    if decision.action in LEADING:
        return f"{action} {decision.code} → {decision.target}"
    if decision.action == "assign":
        return f"{action} {decision.transcript} → {decision.target}"
    if decision.action == "adjudicate":
        return f"{action}: {TERMS[decision.target].say(language)}"
    if decision.action == "conclude":
        return f"{action} {decision.code} ({decision.exact}): {concluded(decision).say(language)}"
    return action


def named(decision: Decision) -> Bilingual:
    """Return what a decision's action is called; of a quote's, what is wanted of it."""
    if decision.action == "cite":
        return quoting.choice(decision)
    unchecks = decision.action == "check" and not decision.note
    return quoting.UNCHECK if unchecks else TERMS[decision.action]


def concluded(decision: Decision) -> Bilingual:
    """Return the verdict that somebody concluded, or that they took theirs back."""
    return label_of(decision.target) if decision.target else NO_VERDICT


def find(study: Study, words: str) -> list[tuple[str, int, str]]:
    """Return transcript, turn and sentence wherever these words were said.

    Words typed without accents find them with accents too.
    """
    found = {
        (place.transcript.name, place.sentence): (
            place.transcript.name,
            place.turn.number,
            " ".join(place.sentence.of(place.transcript.text).split()),
        )
        for place in occurrences(study, words)
    }
    return list(found.values())
