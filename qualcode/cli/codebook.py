"""`codebook show|check|test|explain|schema`: what a codebook holds and whether it works."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import (
    basis,
    codebook_changes,
    codebook_files,
    codebook_scores,
    codebook_use,
    columns,
    console,
)
from qualcode.cli.console import data, note, say
from qualcode.cli.options import JsonOption, ProjectOption, folder
from qualcode.errors import CodebookError
from qualcode.explain import TERMS
from qualcode.model import Bilingual, Code, Codebook, Problem, Rule, Settings, is_within
from qualcode.plain_yaml import nearest

if TYPE_CHECKING:
    from pandas import DataFrame

    from qualcode.codebook_tools.tree import Branch

_LIKE_AN_ID = re.compile(r"[\w-]+(\.[\w-]+)+|\S*#\S*")
FileArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="[FILE]",
        help=say(
            "Một tệp sổ mã; bỏ trống: mọi sổ của nghiên cứu.",
            "A codebook file; without one all of the study's.",
        ),
    ),
]
OBSTACLES = {
    "question": Bilingual("câu hỏi trước đó không khớp", "the question before does not match"),
    "unless": Bilingual("bị bỏ vì có", "struck by"),
    "unless_question": Bilingual("bị bỏ vì câu hỏi có", "struck, since the question has"),
    "unless_turn": Bilingual("bị bỏ vì trong lượt lời có", "struck, since the turn has"),
    "only_when": Bilingual("chỉ tính khi nói kiểu", "counts only when said as"),
    "not_when": Bilingual("không tính khi nói kiểu", "does not count when said as"),
    "speaker": Bilingual("chỉ tính với người nói", "counts only from speaker"),
    "other_words": Bilingual("là một phần của cụm từ khác", "is part of another phrase"),
}


def add_to(app: typer.Typer) -> None:
    """Add the `codebook` commands."""
    group = typer.Typer(
        no_args_is_help=True,
        help=say(
            "Chăm sóc sổ mã: xem, kiểm tra, thử, so sánh, thống kê, soạn, nhập, xuất.",
            "Tend the codebook: show, check, test, compare, count, draft, import, export.",
        ),
    )
    for name, command, help_text in _COMMANDS:
        group.command(name, help=help_text)(command)
    app.add_typer(group, name="codebook")


def show(project: ProjectOption = None, *, json: JsonOption = False) -> None:
    """Print each codebook as a tree."""
    from qualcode import project as projects
    from qualcode.codebook_tools.tree import tree

    with console.progress() as progress:
        study = projects.load(folder(project), progress=progress)
    trees = [(book, tree(book, study)) for book in study.codebooks]
    if json:
        listed = [
            {"codebook": book.name, "version": book.version, "codes": [asdict(b) for b in branches]}
            for book, branches in trees
        ]
        console.show_json({**basis.as_json(study), "codebooks": listed})
        return
    heads = (
        *(say("mã", "code"), say("nhãn", "label"), say("mẫu", "rules")),
        *(say("lượt", "codings"), say("xác nhận", "confirmed"), say("nguồn", "cases")),
    )
    for book, branches in trees:
        data(_title(book), *columns.side_by_side(heads, _table(heads, branches)), "")
    basis.tell(study)


def _table(heads: Sequence[str], branches: Iterable[Branch]) -> DataFrame:
    import pandas as pd

    rows = [
        (
            "  " * branch.depth + branch.code.rsplit(".", 1)[-1],
            say(branch.label_vi, branch.label_en),
            *(branch.rules, branch.codings, branch.confirmed, branch.cases),
        )
        for branch in branches
    ]
    return pd.DataFrame(rows, columns=list(heads))


def check(file: FileArgument = None, project: ProjectOption = None) -> None:
    """Name every fault of the codebooks, and every rule that can't do what it is there for."""
    from qualcode import project as projects

    problems = _faults_of(file) if file else projects.check_codebooks(folder(project))
    console.show_problems(problems)
    errors = sum(problem.severity == "error" for problem in problems)
    note(
        say(
            f"{errors} lỗi, {len(problems) - errors} lưu ý.",
            f"{errors} errors, {len(problems) - errors} notes.",
        )
    )
    raise typer.Exit(int(errors > 0))


def _faults_of(file: Path) -> tuple[Problem, ...]:
    from qualcode import files
    from qualcode.codebook_tools.linting import lint

    return lint(files.read_codebook(file))


def try_examples(
    file: FileArgument = None,
    project: ProjectOption = None,
    *,
    files: Annotated[
        bool,
        typer.Option(
            "--files",
            help=say(
                "Thử cả tệp ví dụ: mẫu tìm đúng, sót bao nhiêu.",
                "Also try the example files: how much the rules find and miss.",
            ),
        ),
    ] = False,
) -> None:
    """Try each code's examples and counter-examples."""
    from qualcode.codebook_tools import trial

    books, chosen = _books(file, project)
    failed = 0
    for book in books:
        trials = trial.try_examples(book, chosen.variants)
        wrong = [one for one in trials if not one.passed]
        failed += len(wrong)
        for one in wrong:
            found = (
                say("không mẫu nào khớp", "no rule finds it")
                if one.wanted
                else f"{', '.join(one.rules)} (“{', '.join(one.words)}”)"
            )
            data(f"{one.code}: “{one.example}”", f"  {found}")
        data(
            say(
                f"{_title(book)}: {len(trials) - len(wrong)}/{len(trials)} câu đúng như mong đợi",
                f"{_title(book)}: {len(trials) - len(wrong)}/{len(trials)} examples as expected",
            )
        )
        if files:
            codebook_scores.show(book, trial.try_files(book, chosen.variants))
    raise typer.Exit(int(failed > 0))


def explain(
    what: Annotated[
        str,
        typer.Argument(
            metavar="WHAT",
            help=say("Một mã, một mẫu (mã#…) hay một câu nói.", "A code, a rule or a saying."),
        ),
    ],
    question: Annotated[
        str,
        typer.Option(
            "--question",
            metavar="WORDS",
            help=say("Câu người phỏng vấn vừa hỏi.", "What the interviewer had just asked."),
        ),
    ] = "",
    file: Annotated[
        Path | None,
        typer.Option("--codebook", metavar="FILE", help=say("Sổ mã khác.", "Another codebook.")),
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Explain a code or rule, or what the rules make of a saying."""
    books, chosen = _books(file, project)
    entries = [c for book in books for c in (*book.groups, *book.codes)]
    rules = [rule for code in entries for rule in code.rules if rule.id == what]
    codes = [code for code in entries if is_within(code.id, what)]
    if rules:
        data(*(line for rule in rules for line in _rule(rule)))
    elif codes:
        data("\n\n".join("\n".join(_code(code)) for code in codes))
    elif not what.strip() or _LIKE_AN_ID.fullmatch(what):
        near = nearest(what, [code.id for code in entries])
        raise CodebookError.at(
            what or "WHAT",
            "không có mã hay mẫu này" + (f"; ý bạn là '{near}'?" if near else ""),
            "there is no such code or rule" + (f"; did you mean '{near}'?" if near else ""),
        )
    else:
        _explain_saying(what, question, books, chosen)


def _explain_saying(
    saying: str, question: str, books: tuple[Codebook, ...], chosen: Settings
) -> None:
    from qualcode.codebook_tools.explaining import explain as explain_saying

    readings = explain_saying(saying, books, question, chosen.variants)
    for reading in readings:
        sign = "○" if reading.obstacles else "●"
        data(f"{sign} {reading.code}  “{' … '.join(reading.words)}”")
        rule = reading.rule
        if reading.obstacles:
            data(
                *columns.wrapped(rule.pattern or rule.tokens, indent="    "), f"      {rule.where}"
            )
        else:
            data(*_rule(rule))
        for name, by in reading.obstacles:
            words = TERMS[by].say(console.language()) if by in TERMS else by
            told = f"→ {OBSTACLES[name].say(console.language())}: {words}"
            data(*columns.wrapped(told, indent="      "))
    given = sorted({reading.code for reading in readings if not reading.obstacles})
    note(say(f"Mã được gán: {', '.join(given) or '–'}", f"Codes given: {', '.join(given) or '–'}"))


def schema() -> None:
    """Print the JSON Schema of codebooks."""
    from qualcode.codebook_tools.schema import as_text

    data(as_text().rstrip())


def _code(code: Code) -> list[str]:
    language = console.language()
    told = [f"{code.id}  {code.label.say(language)}  ({TERMS[code.valence].say(language)})"]
    for head, part in (
        (say("Gán khi", "Give it when"), code.definition),
        (say("Kể cả", "Also when"), code.include),
        (say("Không gán khi", "Not when"), code.exclude),
    ):
        if part.say(language):
            told += columns.wrapped(f"{head}: {part.say(language)}", indent="  ")
    told += [f"  + “{' '.join(example.split())}”" for example in code.examples]
    told += [f"  − “{' '.join(example.split())}”" for example in code.counter_examples]
    return told + [line for rule in code.rules for line in _rule(rule)]


def _rule(rule: Rule) -> list[str]:
    """Return a rule's lines: its pattern, where it stands, and what narrows it."""
    heads = {
        "question": say("khi hỏi", "when asked"),
        "unless": say("trừ khi có", "unless"),
        "unless_question": say("trừ khi hỏi", "unless asked"),
        "unless_turn": say("trừ khi lượt lời có", "unless the turn has"),
        "only_when": say("chỉ khi", "only when"),
        "not_when": say("không khi", "not when"),
    }
    language = console.language()
    lines = [*_pattern(rule), f"      {rule.id}  {rule.where}"]
    for name, head in heads.items():
        said = [TERMS[one].say(language) if one in TERMS else one for one in getattr(rule, name)]
        if said:
            lines += columns.wrapped(f"{head}: {' ; '.join(said)}", indent="      ")
    if rule.speaker:
        lines.append(f"      {say('người nói', 'speaker')}: {rule.speaker}")
    return lines


def _pattern(rule: Rule) -> list[str]:
    return columns.wrapped(rule.pattern or rule.tokens, indent="    ")


def _title(book: Codebook) -> str:
    title = book.title.say(console.language())
    return f"{book.name} {book.version}" + (f" – {title}" if title else "")


def _books(file: Path | None, project: Path | None) -> tuple[tuple[Codebook, ...], Settings]:
    """Return the codebook of a file, or those of the study, and the study's settings."""
    from qualcode import files
    from qualcode import project as projects

    if file:
        return (files.read_codebook(file),), Settings()
    root = folder(project)
    return projects.codebooks(root), files.read_settings(root)


_COMMANDS = (
    ("show", show, say("Cây mã với nhãn và số lượt.", "The tree of codes with labels and counts.")),
    (
        "check",
        check,
        say(
            "Mọi lỗi của sổ mã, mẫu thừa, trùng, quá rộng; không có FILE: cả mẫu chưa khớp ở đâu.",
            "Every fault, rules unreachable, double, too broad; without FILE also never firing.",
        ),
    ),
    (
        "test",
        try_examples,
        say("Thử các câu ví dụ và phản ví dụ.", "Try the examples and counter-examples."),
    ),
    (
        "explain",
        explain,
        say(
            "Giải thích một mã, một mẫu, hay vì sao một câu được gán mã hoặc không.",
            "Explain a code, a rule, or why a saying gets its codes or doesn't.",
        ),
    ),
    (
        "diff",
        codebook_use.diff,
        say(
            "Một phiên bản khác của sổ mã đổi những gì, trước khi dùng nó.",
            "What another version of a codebook changes, before it is taken.",
        ),
    ),
    (
        "stats",
        codebook_use.stats,
        say(
            "Từng mã, từng mẫu khớp bao nhiêu, người mã hóa nhận hay bỏ.",
            "How often codes and rules match, and coders accept or reject them.",
        ),
    ),
    (
        "new",
        codebook_files.new,
        say("Đề xuất mẫu từ những đoạn đã gán mã.", "Propose patterns from coded passages."),
    ),
    (
        "import",
        codebook_files.import_,
        say("Tạo sổ mã từ tệp của chương trình khác.", "Make a codebook of another program's."),
    ),
    (
        "export",
        codebook_files.export,
        say(
            "Ghi sổ mã ra Word (phụ lục), Excel, CSV, QDC, quanteda, LIWC.",
            "Write a codebook as Word (annex), Excel, CSV, QDC, quanteda, LIWC.",
        ),
    ),
    *codebook_changes.COMMANDS,
    ("schema", schema, say("In JSON Schema cho trình soạn thảo.", "The JSON Schema for editors.")),
)
