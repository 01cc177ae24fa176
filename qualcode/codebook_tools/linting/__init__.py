"""What in a codebook surely or most likely isn't meant so: for the person who tends it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping

from qualcode.codebook_tools.linting.alternatives import Idle, idle_alternatives, unused_lexicons
from qualcode.codebook_tools.linting.covering import always_struck, covers, same_words, words_matter
from qualcode.codebook_tools.linting.everyday import everyday
from qualcode.codebook_tools.linting.in_use import lint_in_use
from qualcode.codebook_tools.linting.sayings import Likely, Sayings
from qualcode.example_files import contradictions
from qualcode.model import Bilingual, Code, Codebook, Problem, Rule

__all__ = ["lint", "lint_in_use"]

FEW = 2
"""So many everyday syllables are too little for a rule."""


def lint(book: Codebook) -> tuple[Problem, ...]:
    """Return what is twice there, never reached, too broad or unused, in the file's order."""
    sayings = Sayings(book)
    words = {rule: same_words(rule, sayings) for _, rule in _rules(book)}
    twins = _twins(book, words)
    found = [
        *_same_in_one_code(twins),
        *_same_in_two_codes(book, words),
        *_covered(book, twins, sayings),
        *_never(book, sayings),
        *_too_broad(book, sayings),
        *_idle(idle_alternatives(book, sayings)),
        *_unused(book),
        *_empty(book),
        *_without_examples(book),
        *_contradictory(book),
        *book.problems,
    ]
    return tuple(sorted(dict.fromkeys(found), key=_place))


def _place(problem: Problem) -> tuple[tuple[int, ...], str]:
    numbers = problem.where.rsplit(":", 2)[1:]
    return tuple(int(n) for n in numbers if n.isdigit()), problem.message.en


def _problem(where: str, vi: str, en: str) -> Problem:
    return Problem(where, Bilingual(vi, en), "warning")


def _rules(book: Codebook) -> Iterator[tuple[Code, Rule]]:
    """Return the rules that have a pattern of this language."""
    yield from ((code, rule) for code in book.codes for rule in code.rules if not rule.tokens)


def _valence(rule: Rule, code: Code) -> str:
    return rule.valence or code.valence


def _twins(book: Codebook, words: Mapping[Rule, Hashable]) -> dict[Rule, Rule]:
    """Return rule → an earlier one of its code that finds the same."""
    first: dict[Hashable, Rule] = {}
    found = {
        rule: first.setdefault((code.id, _valence(rule, code), words[rule]), rule)
        for code, rule in _rules(book)
    }
    return {rule: other for rule, other in found.items() if rule is not other}


def _same_in_one_code(twins: Mapping[Rule, Rule]) -> Iterator[Problem]:
    for rule, other in twins.items():
        yield _problem(
            rule.where,
            f'mẫu "{rule.pattern}" viết khác nhưng tìm đúng những gì mẫu "{other.pattern}" '
            f"({other.where}) cùng mã đã tìm; hãy bỏ một",
            f'pattern "{rule.pattern}" is written differently and finds just what '
            f'"{other.pattern}" ({other.where}) of the same code finds; delete one',
        )


def _same_in_two_codes(book: Codebook, words: Mapping[Rule, Hashable]) -> Iterator[Problem]:
    first: dict[Hashable, tuple[Code, Rule]] = {}
    for code, rule in _rules(book):
        other_code, other = first.setdefault(words[rule], (code, rule))
        if other_code is not code:
            yield _problem(
                rule.where,
                f'mẫu "{rule.pattern}" của mã {code.id} cũng là mẫu của mã {other_code.id} '
                f"({other.where}): hai mã sẽ luôn đi cùng nhau; nếu không muốn vậy, hãy để mẫu ở "
                "một mã hoặc thêm điều kiện",
                f'pattern "{rule.pattern}" of code {code.id} is one of code {other_code.id} as '
                f"well ({other.where}): both codes will always come together; if that isn't "
                "meant, leave it to one code or add a condition",
            )


def _covered(book: Codebook, twins: Mapping[Rule, Rule], sayings: Sayings) -> Iterator[Problem]:
    for code in book.codes:
        rules = [rule for rule in code.rules if not rule.tokens and rule not in twins]
        exact = {rule: words_matter(rule, code, book, sayings) for rule in rules}
        likely = Likely(sayings.all_of(rule.pattern for rule in rules))
        gone: set[Rule] = set()
        for rule in reversed(rules):
            near = (rules[number] for number in likely.within(sayings.of(rule.pattern)))
            alike = (r for r in near if r is not rule and _valence(r, code) == _valence(rule, code))
            left = (r for r in alike if r not in gone)
            wide = next((w for w in left if covers(w, rule, sayings, exact=exact[w])), None)
            if wide:
                gone.add(rule)
                yield _problem(
                    rule.where,
                    f'mẫu "{rule.pattern}" của mã {code.id} không tìm thêm được câu nào: mẫu '
                    f'"{wide.pattern}" ({wide.where}) đã tìm hết; hãy bỏ mẫu này, hoặc thu hẹp '
                    "mẫu kia",
                    f'pattern "{rule.pattern}" of code {code.id} never adds a sentence: '
                    f'"{wide.pattern}" ({wide.where}) finds them all; delete this one or narrow '
                    "that one",
                )


def _never(book: Codebook, sayings: Sayings) -> Iterator[Problem]:
    """Return the rules that can't hit, whatever is said."""
    for code, rule in _rules(book):
        if always_struck(rule, sayings):
            yield _problem(
                rule.where,
                f'mẫu "{rule.pattern}" của mã {code.id} không bao giờ được tính: điều kiện unless '
                "luôn loại nó; hãy thu hẹp unless",
                f'pattern "{rule.pattern}" of code {code.id} never counts: its own unless always '
                "strikes it; narrow the unless",
            )
    for code in book.codes:
        for rule in code.rules:
            both = [stance for stance in rule.only_when if stance in rule.not_when]
            if both:
                names = ", ".join(both)
                yield _problem(
                    rule.where,
                    f"only_when và not_when của mã {code.id} cùng có {names}; hãy bỏ ở một bên",
                    f"only_when and not_when of code {code.id} both name {names}; take it out of "
                    "one",
                )


def _too_broad(book: Codebook, sayings: Sayings) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for code, rule in _rules(book):
        words = everyday(sayings.of(rule.pattern).node)
        if words and len(words) <= FEW and not rule.question:
            yield _broad_pattern(code, rule, " ".join(words))
        for line in rule.unless:
            said = everyday(sayings.of(line).node, as_unless=True)
            if said and len(said) == 1 and not rule.question and (code.id, line) not in seen:
                seen.add((code.id, line))
                yield _broad_unless(code, rule, line, said[0])


def _broad_pattern(code: Code, rule: Rule, words: str) -> Problem:
    return _problem(
        rule.where,
        f'mẫu "{rule.pattern}" của mã {code.id} quá rộng: chỉ cần "{words}", ai nói gì cũng có; '
        "hãy thêm từ, hoặc thêm question",
        f'pattern "{rule.pattern}" of code {code.id} is too broad: "{words}" is enough, which '
        "is in all kinds of talk; add words, or a question",
    )


def _broad_unless(code: Code, rule: Rule, line: str, word: str) -> Problem:
    return _problem(
        rule.where,
        f'unless "{line}" của mã {code.id} quá rộng: chỉ cần "{word}" là loại cả câu; hãy thêm '
        "từ đứng cạnh, hoặc dùng not_when nếu ý là lời phủ định",
        f'unless "{line}" of code {code.id} is too broad: "{word}" alone strikes the whole '
        "sentence; add the words beside it, or use not_when if a denial is meant",
    )


def _idle(found: Iterable[Idle]) -> Iterator[Problem]:
    grouped: dict[tuple[str, Bilingual], list[Idle]] = defaultdict(list)
    for one in found:
        grouped[one.where, _holder(one)].append(one)
    for (where, holder), group in grouped.items():
        shown = [f'"{one.option}"' + (f' ← "{one.other}"' if one.other else "") for one in group]
        listed = ", ".join(dict.fromkeys(shown))
        yield _problem(
            where,
            f"{holder.vi}: có lựa chọn không thêm gì, vì lựa chọn khác đã gồm nó ({listed}); "
            "hãy bỏ đi",
            f"{holder.en}: alternatives that add nothing, since another one has it already "
            f"({listed}); delete them",
        )


def _holder(one: Idle) -> Bilingual:
    """Return where an alternative stands."""
    if one.lexicon:
        return Bilingual(f"bộ từ {{{one.lexicon}}}", f"lexicon {{{one.lexicon}}}")
    return Bilingual(one.key or f'mẫu "{one.line}"', one.key or f'pattern "{one.line}"')


def _unused(book: Codebook) -> Iterator[Problem]:
    for name in unused_lexicons(book):
        yield _problem(
            book.file,
            f"không mẫu nào dùng bộ từ {{{name}}}; hãy bỏ đi, hoặc dùng nó trong một mẫu",
            f"no pattern uses lexicon {{{name}}}; delete it, or use it in a pattern",
        )


def _empty(book: Codebook) -> Iterator[Problem]:
    for code in book.codes:
        if not code.rules and not code.examples:
            yield _problem(
                book.file,
                f"mã {code.id} chưa có mẫu và chưa có ví dụ; hãy thêm mẫu để chương trình tìm "
                "được, hoặc thêm ví dụ để người mã hóa biết dùng khi nào",
                f"code {code.id} has neither patterns nor examples; add patterns for the program "
                "to find it by, or examples for coders to know it by",
            )


def _without_examples(book: Codebook) -> Iterator[Problem]:
    """Return the codes that nothing teaches, in a codebook that has example files."""
    shown = {code for example in book.experience for code in example.codes}
    for code in book.codes if book.example_files else ():
        if code.id not in shown and not code.examples:
            yield _problem(
                book.file,
                f"mã {code.id} chưa có ví dụ nào, cả trong tệp ví dụ; hãy thêm vài đoạn để chương "
                "trình học được mã này",
                f"code {code.id} has no example, in the example files neither; add a few passages "
                "for the program to learn it from",
            )


def _contradictory(book: Codebook) -> Iterator[Problem]:
    for one, other in contradictions(book.experience):
        said = " ".join(one.passage.split())
        yield _problem(
            one.where,
            f"“{said[:60]}” có mã khác với lần trước ({other.where}); hãy giữ một dòng, hoặc ghi "
            "source và turn cho mỗi dòng",
            f"“{said[:60]}” has other codes than before ({other.where}); keep one row, or give "
            "each its source and turn",
        )
