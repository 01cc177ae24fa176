"""Who may import whom: stages are pure and know only the values; nothing heavy at start."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "qualcode"
VALUES = {"model", "errors", "language"}
MAY_IMPORT = {
    "model": set(),
    "errors": {"model"},
    "language": {"model"},
    "plain_yaml": {"model"},
    "patterns": {"model", "language"},
    "named_files": VALUES | {"files", "importers", "plain_yaml"},
    "settings": VALUES | {"coreq", "plain_yaml", "survey"},
    "token_patterns": VALUES | {"plain_yaml"},
    "rules": VALUES | {"plain_yaml", "patterns", "token_patterns"},
    "codebook": VALUES | {"plain_yaml", "rules"},
    "importers": VALUES,
    "turns": VALUES,
    "cases": VALUES,
    "talk": VALUES,
    "ruleset": VALUES | {"patterns", "token_patterns", "talk"},
    "postings": VALUES | {"patterns", "talk"},
    "places": VALUES | {"ruleset", "postings", "talk"},
    "matcher": VALUES | {"ruleset", "places", "postings", "talk"},
    "recall": VALUES | {"matcher", "ruleset", "talk"},
    "coding": VALUES,
    "csv_tables": VALUES,
    "progress": {"model"},
    "example_files": VALUES | {"csv_tables", "plain_yaml"},
    "learning": VALUES
    | {"coding", "example_files", "exporters", "matcher", "progress", "recall", "review"}
    | {"ruleset", "shares", "talk", "turns"},
    "shares": VALUES,
    "summaries": VALUES | {"basis", "review"},
    "spacy_component": VALUES
    | {"codebook", "coding", "importers", "matcher", "ruleset", "talk", "turns"},
    "codebook_tools": VALUES
    | {"codebook", "coding", "example_files", "importers", "exporters", "matcher", "patterns"}
    | {"places", "plain_yaml", "proportions", "rules", "ruleset", "talk", "turns"},
    "review": VALUES,
    "decisions": VALUES | {"joint", "quotes", "review", "shares", "summaries", "triangulation"},
    "undoing": VALUES | {"decisions", "review"},
    "decision_table": VALUES | {"decisions"},
    "assignment": VALUES,
    "checks": VALUES
    | {"attribution", "cases", "decisions", "explain", "summaries", "triangulation"},
    "decided": VALUES | {"checks", "review"},
    "audit": VALUES | {"decisions", "explain", "review"},
    "coding_sheets": VALUES
    | {"decisions", "exporters", "importers", "packing", "review", "shares"},
    "concordance": VALUES,
    "explain": VALUES | {"decisions", "concordance", "review", "shares"},
    "spoken_words": VALUES,
    "frequency": VALUES | {"spoken_words"},
    "counting": {"model"},
    "coreq": VALUES | {"attribution", "counting", "heard", "review", "saturation", "shares"},
    "disclosure": VALUES | {"attribution", "counting", "summaries"},
    "report": VALUES
    | {
        "attribution",
        "basis",
        "cases",
        "comparing",
        "cooccurrence",
        "coreq",
        "counting",
        "documents",
        "heard",
        "matrix",
        "pictures",
        "quotes",
        "review",
        "saturation",
        "selection",
        "shares",
        "survey",
        "triangulation",
    },
    "selection": VALUES | {"counting", "quotes", "shares"},
    "brief": VALUES
    | {"basis", "comparing", "counting", "coverage", "exporters", "heard", "importers", "joint"}
    | {"pictures", "quotes", "review", "saturation", "selection", "shares", "triangulation"},
    "documents": VALUES | {"exporters", "importers", "pictures"},
    "overview": {"model", "counting", "shares"},
    "people": VALUES | {"cases", "counting"},
    "heard": {"model", "counting", "proportions"},
    "joint": VALUES | {"answers", "basis", "counting", "heard", "quotes", "shares"},
    "comparing": VALUES | {"basis", "counting", "heard", "proportions", "quotes", "shares"},
    "basis": {"model", "shares"},
    "agreement": VALUES | {"basis", "counting", "exporters", "review"},
    "cooccurrence": VALUES | {"basis", "counting"},
    "coverage": VALUES | {"basis", "counting"},
    "saturation": VALUES | {"basis", "counting"},
    "pictures": VALUES
    | {"basis", "comparing", "cooccurrence", "counting", "exporters", "heard", "saturation"}
    | {"shares"},
    "matrix": VALUES | {"basis", "counting", "heard", "quotes", "review", "summaries"},
    "code_counts": VALUES | {"basis", "counting", "heard", "matrix", "proportions", "shares"},
    "site": VALUES
    | {"attribution", "basis", "counting", "explain", "exporters", "heard", "joint", "matrix"}
    | {"overview", "pictures", "quotes", "review", "saturation", "selection", "shares"}
    | {"triangulation"},
    "packing": set(),
    "proportions": set(),
    "answers": {"model"},
    "attribution": VALUES,
    "survey": VALUES
    | {"basis", "cases", "counting", "exporters", "importers", "plain_yaml", "proportions"},
    "triangulation": VALUES
    | {
        "answers",
        "basis",
        "cases",
        "counting",
        "heard",
        "matrix",
        "proportions",
        "quotes",
        "review",
    }
    | {"shares"},
    "quotes": VALUES | {"attribution", "counting"},
    "glossary": VALUES | {"quotes"},
    "exporters": VALUES
    | {"audit", "explain", "framework", "quotes", "shares", "summaries"}
    | {"agreement", "basis", "code_counts", "comparing", "counting", "documents", "heard", "joint"}
    | {"saturation", "selection"},
    "framework": VALUES
    | {"coding_sheets", "counting", "decisions", "exporters", "importers", "matrix", "packing"}
    | {"quotes", "review", "shares", "summaries"},
    "translations": VALUES
    | {"coding_sheets", "decisions", "exporters", "framework", "glossary", "importers", "quotes"}
    | {"selection", "shares", "survey"},
    "store": VALUES,
    "suggested": VALUES | {"coding", "decided", "exporters", "learning", "progress", "ruleset"},
    "starter": VALUES,
    "files": VALUES
    | {"cases", "codebook", "csv_tables", "example_files", "importers", "people", "progress"}
    | {"settings", "survey", "turns"},
}
JOINS_ALL = {"project", "cli", "tui", "__main__"}
HEAVY = {"spacy", "pandas", "sklearn", "underthesea", "docx", "lxml", "numpy", "textual"}


def part(module: str) -> str:
    """The first name below the package: `language` for `qualcode.language.words`."""
    names = module.split(".")
    return names[1] if len(names) > 1 else ""


def imported(path: Path) -> set[str]:
    """The parts of the package that a module imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {part(a.name) for a in node.names if a.name.startswith("qualcode")}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qualcode"):
            named = part(node.module or "")
            found |= {named} if named else {alias.name for alias in node.names}
    return found


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_what_its_stage_may(path: Path) -> None:
    own = path.relative_to(PACKAGE).with_suffix("").parts[0]
    if own in JOINS_ALL:
        assert own == "tui" or "tui" not in imported(path) or own == "cli"
        return
    allowed = MAY_IMPORT.get(own, set()) | {own, "__version__"}
    assert imported(path) <= allowed


def test_the_table_names_no_module_that_is_gone() -> None:
    there = {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in MODULES}
    assert MAY_IMPORT.keys() | JOINS_ALL | {"__init__"} == there


def test_help_and_version_import_nothing_heavy() -> None:
    for option in ("--help", "--version"):
        script = (
            "import sys\n"
            f"sys.argv = ['qualcode', '{option}']\n"
            "from qualcode.cli import main\n"
            "try: main()\n"
            "except SystemExit: pass\n"
            f"print(sorted(set(sys.modules) & {HEAVY!r}))\n"
        )
        shown = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
        assert shown.stdout.splitlines()[-1] == "[]"
