"""A code put at the end of a codebook that a person wrote; every other line stays as it is."""

from __future__ import annotations

from collections.abc import Iterator

from qualcode import codebook
from qualcode.codebook_tools.writing import to_yaml
from qualcode.errors import CodebookError
from qualcode.model import Code, Codebook, Study


def check_new(study: Study, code: str) -> None:
    """Raise an error unless this can be the id of a code that no codebook has."""
    if not codebook.ID.fullmatch(code):
        raise CodebookError.at(
            code or "--code",
            "id của mã gồm chữ, số, _ và -, các cấp cách nhau bằng dấu chấm, ví dụ policy.new_code",
            "a code's id has letters, digits, _ and -, with dots between levels: policy.new_code",
        )
    if study.code(code):
        book = next(book for book in study.codebooks if book.code(code))
        raise CodebookError.at(
            book.file,
            f"đã có mã '{code}'; hãy chọn id khác, hoặc gán mã này bằng qualcode add",
            f"the code '{code}' is there already; choose another id, or give it by qualcode add",
        )


def with_code(text: str, code: Code, file: str) -> str:
    """Return a codebook's text with one more code behind the others.

    Raises:
        CodebookError: if the file's form doesn't allow it; it says what to do.
    """
    before = codebook.parse(text, file)
    lines = text.split("\n")
    indent, end = _end_of_codes(text, lines, file)
    entry = to_yaml(Codebook(before.name, before.version, (code,))).split("\ncodes:\n", 1)[1]
    own = [f"{indent}{line[2:]}" if line else "" for line in entry.rstrip("\n").split("\n")]
    whole = "\n".join([*lines[:end], "", *own, *(lines[end:] or [""])])
    if not _is_only_more(before, codebook.parse(whole, file), code.id):
        raise _by_hand(file, "\n".join(own))
    return whole


def _end_of_codes(text: str, lines: list[str], file: str) -> tuple[str, int]:
    """Return how far the codes are indented, and the number of lines up to the last one's end."""
    import yaml

    top = yaml.compose(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    pairs = top.value if isinstance(top, yaml.MappingNode) else []
    codes = next((value for key, value in pairs if key.value == "codes"), None)
    if not isinstance(codes, yaml.SequenceNode) or codes.flow_style or not codes.value:
        raise _by_hand(file, "")
    dash = codes.start_mark.column
    # What is less indented than the codes, a remark or a blank line, belongs to what follows.
    end = codes.end_mark.line + bool(codes.end_mark.column)
    while end and _is_between(lines[end - 1], dash):
        end -= 1
    return " " * dash, end


def _is_between(line: str, dash: int) -> bool:
    said = line.lstrip(" ")
    return not said.strip() or (said.startswith("#") and len(line) - len(said) <= dash)


def _is_only_more(before: Codebook, after: Codebook, new: str) -> bool:
    """Say whether a codebook has all that it had before, and this one code."""
    said = [{one.id: one for one in _every(book)} for book in (before, after)]
    added = said[1].pop(new, None)
    return added is not None and said[0] == said[1] and before.lexicons == after.lexicons


def _every(book: Codebook) -> Iterator[Code]:
    yield from book.codes
    yield from book.groups


def _by_hand(file: str, entry: str) -> CodebookError:
    return CodebookError.at(
        file,
        f"không thêm được mã vào cuối tệp này; hãy tự chép vào dưới codes:\n{entry}".rstrip(),
        f"the code can't be put at the end of this file; copy it below codes:\n{entry}".rstrip(),
    )
