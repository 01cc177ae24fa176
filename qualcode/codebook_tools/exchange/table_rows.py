"""A codebook's groups and codes as the rows of a table, for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode.codebook_tools.exchange.headings import IN_TWO_LANGUAGES, TITLES
from qualcode.codebook_tools.exchange.imported import Notes
from qualcode.codebook_tools.tree import in_tree_order, parent
from qualcode.codebook_tools.writing import Shared, shared_conditions, without
from qualcode.model import Codebook, Language, Rule


def titles(language: Language) -> list[str]:
    """Return the headings that we write, those in two languages twice."""
    found = []
    for name, title in TITLES.items():
        if name in IN_TWO_LANGUAGES:
            names = ("tiếng Việt", "tiếng Anh") if language == "vi" else ("Vietnamese", "English")
            found += [f"{title.say(language)} ({each})" for each in names]
        else:
            found.append(title.say(language))
    return found


def rows_of(book: Codebook) -> Iterator[list[str]]:
    """Yield a row for each group and code, in the order of `titles`."""
    listed = [code.id for code in in_tree_order(book)]
    for code in in_tree_order(book):
        shared = shared_conditions(code, book)
        bilingual = [getattr(code, name) for name in IN_TWO_LANGUAGES]
        yield [
            code.id,
            parent(code.id, listed),
            *(words for each in bilingual for words in (each.vi, each.en)),
            "\n".join(f"“{' '.join(each.split())}”" for each in code.examples),
            "\n".join(f"“{' '.join(each.split())}”" for each in code.counter_examples),
            code.valence if code.rules or code.valence != "neutral" else "",
            "\n".join(rule.pattern for rule in code.rules if is_plain(rule, shared)),
            "\n".join(shared["unless"]),
        ]


def is_plain(rule: Rule, shared: Shared) -> bool:
    """Say whether a rule is no more than its pattern and the `unless` of all of its code."""
    others = any(words for key, words in shared.items() if key != "unless")
    own = without(rule, shared)
    return not others and own == Rule(rule.id, rule.pattern, where=rule.where)


def note_losses(book: Codebook, notes: Notes, *, holds_lexicons: bool) -> None:
    """Note the rules that a table can't hold."""
    codes = (*book.groups, *book.codes)
    rules = sum(len(code.rules) for code in codes)
    shared = {code.id: shared_conditions(code, book) for code in codes}
    lost = sum(not is_plain(rule, shared[code.id]) for code in codes for rule in code.rules)
    if lost:
        notes.add(
            f"{lost}/{rules} quy tắc có điều kiện riêng (câu hỏi, người nói …) không có trong bảng",
            f"{lost} of {rules} rules have conditions of their own (question, speaker …), so are "
            "not in the table",
        )
    asked = sum(bool(code.asked) for code in codes)
    if asked:
        notes.add(
            f"không ghi câu hỏi gợi chủ đề (asked) của {asked} mã",
            f"the questions that raise the topic (asked) of {asked} codes are not written",
        )
    if book.example_files:
        listed = ", ".join(book.example_files)
        notes.add(
            f"không ghi tên các tệp ví dụ (examples): {listed}",
            f"the names of the example files (examples) are not written: {listed}",
        )
    if book.other_words:
        notes.add(
            f"không ghi {len(book.other_words)} cụm từ mang nghĩa khác (other_words)",
            f"{len(book.other_words)} phrases that mean something else (other_words) are not "
            "written",
        )
    if book.lexicons and not holds_lexicons:
        notes.add(
            f"không ghi {len(book.lexicons)} bộ từ; hãy xuất ra .xlsx nếu cần đọc lại các mẫu",
            f"{len(book.lexicons)} lexicons are not written; export to .xlsx if the patterns are "
            "to be read again",
        )
