"""What the Word document of quotes says beside the quotes, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode import basis
from qualcode.documents.values import Manner
from qualcode.documents.voice import Voice
from qualcode.exporters.notes import learned_from, words_changed
from qualcode.language.english import plural
from qualcode.language.numbers import whole
from qualcode.language.quoting import translated_by
from qualcode.model import SIGNS, Bilingual, Coding, Quote, Results
from qualcode.selection import Choice
from qualcode.shares import told

NAME = Bilingual("Trích dẫn theo mã", "Coded quotes")
CONTENTS = Bilingual("Mục lục", "Contents")
NOTHING = Bilingual("Chưa có trích dẫn nào.", "There are no quotes yet.")
SILENT = Bilingual("Mã chưa có trích dẫn", "Codes without quotes")
UNTRANSLATED = Bilingual("Trích dẫn chưa có bản dịch", "Quotes not yet translated")
NOT_TRANSLATED = Bilingual("chưa có bản dịch", "not yet translated")
ALL_TRANSLATED = Bilingual(
    "Mọi trích dẫn trong tệp này đều có bản dịch.", "Every quote in this file has a translation."
)
DISSENTING = Bilingual("Ý trái chiều", "Dissenting")
OVERVIEW = Bilingual("Mỗi mã có bao nhiêu lượt, ở bao nhiêu nguồn", "References and cases by code")
OVERVIEW_HEADS = (
    Bilingual("Mã", "Code"),
    Bilingual("Lượt", "References"),
    Bilingual("Nguồn / được hỏi", "Cases / asked"),
    Bilingual("Trích dẫn in ở đây", "Quotes shown"),
)
UNTRANSLATED_HEADS = (Bilingual("Trích dẫn", "Quote"), Bilingual("Bắt đầu bằng", "Begins with"))

LEAD = (
    Bilingual(
        "Trích dẫn xếp theo nhóm mã rồi theo mã, nguyên văn như trong bản gỡ băng, không ghi tên "
        "người trả lời.",
        "Quotes are grouped by code family and code, verbatim from the transcripts, without "
        "respondents' names.",
    ),
    Bilingual(
        "“9 lượt, 6/8 nguồn”: mã được gán 9 lần, ở 6 trong 8 nguồn được hỏi (kể cả nguồn tự nói "
        "tới). Số đếm cho biết ý được nhắc bao nhiêu lần, không phải tỷ lệ trong dân số.",
        "“9 references, 6 of 8 cases asked”: the code was given 9 times, in 6 of the 8 cases that "
        "were asked or brought it up themselves. Counts say how often something came up; they are "
        "not prevalence.",
    ),
)
READING = (
    Bilingual(
        "Trong ngoặc vuông là nguồn, lượt lời và thứ tự trong lượt lời, để tìm lại trong bản gỡ "
        "băng và ở trang Quotes của qualitative_matrix.xlsx; rồi ai đứng sau lượt mã hóa: "
        f"{SIGNS['proposed']} do quy tắc hoặc máy đề xuất, chưa có người xem (“máy học 0,83”: do "
        "máy học từ những đoạn người đã mã hóa, xác suất 0,83); "
        f"{SIGNS['accepted']} đã chấp nhận, {SIGNS['added']} người mã hóa thêm, kèm tên.",
        "Square brackets hold the case, the turn and the place in the turn, to find the words "
        "again in the transcript and on the sheet Quotes of qualitative_matrix.xlsx; then who "
        f"stands by the coding: {SIGNS['proposed']} proposed by a rule or a model, nobody has "
        "looked at it yet (“learned 0.83”: learned from passages that people coded, with a "
        f"probability of 0.83); {SIGNS['accepted']} accepted, {SIGNS['added']} added by a person, "
        "with the coder's name.",
    ),
)
CHOSEN = Bilingual(
    "Trích dẫn được chọn: người mã hóa ghim thì luôn có, loại thì không bao giờ; rồi lời tự nó nói "
    "lên điều gì, lời đã có người xác nhận, ý của số đông kèm ý trái chiều; trải đều các nguồn, "
    "tỉnh và nhóm; câu rõ, gọn; lời gần giống nhau chỉ in một lần.",
    "How quotes were chosen: those a coder pinned always, those banned never; then words that say "
    "something by themselves, confirmed before proposed, what most say together with dissent; "
    "spread over cases, provinces and groups; clear and of readable length; near duplicates once.",
)
EVERY = Bilingual(
    "Có mọi trích dẫn, trừ những câu bị loại; lời gần giống nhau chỉ in một lần.",
    "All quotes are here but banned ones; near duplicates are printed once.",
)


def front(results: Results, *, every: bool) -> Iterator[tuple[Bilingual, Manner]]:
    """Yield what a reader has to know first, each with its manner."""
    study = results.study
    yield from ((words, "body") for words in LEAD)
    yield (EVERY if every else CHOSEN), "body"
    made = [*READING, *told(study), *learned_from(q.coding.model for q in results.quotes)]
    if study.doubted:
        made.append(words_changed(len(study.doubted)))
    books = ", ".join(f"{book.name} {book.version}".strip() for book in study.codebooks) or "–"
    latest = basis.latest(study)
    made_of = Bilingual(
        f"Sổ mã: {books}; quyết định mới nhất: {latest or 'chưa có'}.",
        f"Codebook: {books}; latest decision: {latest or 'none yet'}.",
    )
    yield from ((words, "small") for words in (*made, made_of, results.policy))


def counted(references: int, cases: int, asked: int) -> Bilingual:
    """Return "9 lượt, 6/8 nguồn" and "9 references, 6 of 8 cases asked"."""
    number, some, of = whole(references), whole(cases), whole(asked)
    return Bilingual(
        f"{number.vi} lượt, {some.vi}/{of.vi} nguồn",
        f"{number.en} {plural(references, 'reference')}, "
        f"{some.en} of {of.en} {plural(asked, 'case')} asked",
    )


def left_out(choice: Choice) -> Bilingual | None:
    """Return how many of a code's quotes aren't shown, and where they are; None if all are."""
    shown = len(choice.chosen)
    if shown == choice.total:
        return None
    repeated = choice.total - choice.banned - choice.distinct
    vi = [f"{whole(repeated).vi} lời gần giống"] * (repeated > 0)
    en = [f"{whole(repeated).en} near {plural(repeated, 'duplicate')}"] * (repeated > 0)
    if choice.banned:
        vi.append(f"{whole(choice.banned).vi} bị loại")
        en.append(f"{whole(choice.banned).en} banned")
    some, of = whole(shown), whole(choice.total)
    return Bilingual(
        f"In {some.vi}/{of.vi} trích dẫn{_bracketed(vi)}; đủ cả ở trang Quotes",
        f"{some.en} of {of.en} shown{_bracketed(en)}; all in sheet Quotes",
    )


def _bracketed(parts: list[str]) -> str:
    return f" ({', '.join(parts)})" if parts else ""


def translated(coding: Coding) -> Bilingual:
    """Return who translated a quote, and whether somebody has checked it."""
    return translated_by(coding) if coding.translation else NOT_TRANSLATED


def mark(quote: Quote, proposed_by: Bilingual, voice: Voice) -> str:
    """Return who stands by a quote's coding, or what proposed it: "● Lan", "○ learned 0.83"."""
    coding = quote.coding
    by = coding.coder
    if coding.status == "proposed":
        learned = proposed_by if coding.origin == "model" else Bilingual("", "")
        by = learned.say(voice.language)
    return "\N{NO-BREAK SPACE}".join((SIGNS[coding.status], *by.split()))
