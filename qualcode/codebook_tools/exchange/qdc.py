"""Codebooks of REFI-QDA (.qdc), as NVivo, ATLAS.ti, MAXQDA, Taguette and others exchange them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from qualcode.codebook import ID
from qualcode.codebook_tools.exchange import description
from qualcode.codebook_tools.exchange.decoding import decoded, refuse_binary
from qualcode.codebook_tools.exchange.imported import Imported, Notes, book_of
from qualcode.codebook_tools.ids import id_below, unique
from qualcode.codebook_tools.tree import in_tree_order, parent
from qualcode.errors import CodebookError, ImportFileError
from qualcode.exporters.cells import printable
from qualcode.importers.word_xml import attribute, child, local
from qualcode.model import Code, Codebook, Language, Problem

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "qualcode"
_DECLARATION = re.compile(r"\s*<\?xml[^>]*?(?:encoding\s*=\s*[\"']([\w.-]+)[\"'][^>]*)?\?>\s*")
_ENTITIES = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_GUID = re.compile(r"\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?")
_KNOWN = {"Code", "Description"}


@dataclass(slots=True)
class _Lost:
    """What of a file is not taken over, or is not as the standard has it."""

    colours: int = 0
    codable_parents: list[str] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    attributes: list[tuple[int, str]] = field(default_factory=list)
    nameless: list[tuple[int, str]] = field(default_factory=list)
    elements: dict[str, int] = field(default_factory=dict)
    renamed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)


def read(data: bytes, file: str) -> Imported:
    """Return the codes of a QDC file, whichever program wrote it.

    Raises:
        ImportFileError: if it is no XML, or XML that could do harm.
        CodebookError: if it holds no codes.
    """
    root = _parsed(_text(data, file), file)
    book = next((node for node in root.iter() if local(node) == "CodeBook"), None)
    if book is None:
        raise CodebookError.at(
            file,
            f"đây không phải sổ mã REFI-QDA (.qdc): không thấy phần CodeBook, chỉ thấy "
            f"{local(root)}",
            f"this is no REFI-QDA codebook (.qdc): it holds {local(root)}, not CodeBook",
        )
    holder = child(book, "Codes")
    notes, lost = Notes(file), _Lost()
    codes: dict[str, Code] = {}
    _add_codes(book if holder is None else holder, "", codes, lost)
    _note_form(root, book, notes)
    _note_lost(lost, notes)
    _note_sets(book, notes)
    return Imported(book_of(codes.values(), file), tuple(notes.found))


def write(book: Codebook, language: Language = "vi") -> bytes:
    """Return a codebook as QDC; the same codebook always gives the same bytes."""
    from lxml import etree

    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE}, origin=ORIGIN)
    holder = etree.SubElement(root, f"{{{NAMESPACE}}}Codes")
    listed = {code.id: code for code in in_tree_order(book)}
    groups = {group.id for group in book.groups}
    nodes: dict[str, Any] = {}
    for code_id, code in listed.items():
        node = etree.SubElement(nodes.get(parent(code_id, listed), holder), f"{{{NAMESPACE}}}Code")
        node.set("guid", str(uuid5(NAMESPACE_URL, f"qualcode:{book.name}:{code_id}")))
        node.set("name", printable(code.label.say(language), ""))
        node.set("isCodable", "false" if code_id in groups else "true")
        text = etree.Element(f"{{{NAMESPACE}}}Description")
        text.text = description.write(code, language)
        node.insert(0, text)
        nodes[code_id] = node
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def losses(book: Codebook) -> tuple[Problem, ...]:
    """Return what QDC can't hold of a codebook."""
    notes = Notes(book.file or book.name)
    rules = sum(len(code.rules) for code in (*book.groups, *book.codes))
    if rules:
        notes.add(
            f"QDC không chứa quy tắc: {rules} quy tắc không có trong tệp này",
            f"QDC holds no rules: {rules} rules are not in this file",
        )
    return tuple(notes.found)


def _text(data: bytes, file: str) -> str:
    """Return the XML without its declaration, which often names an encoding it is not in."""
    refuse_binary(data, file)
    declared = _DECLARATION.match(data[:200].decode("latin-1"))
    name = (declared[1] if declared else "") or "utf-8"
    try:
        text = decoded(data, file)
    except ImportFileError:
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            text = ""
        if not text:
            raise
    return _DECLARATION.sub("", text.lstrip("\ufeff \n\t"), count=1)


def _parsed(text: str, file: str) -> Any:
    from lxml import etree

    if _ENTITIES.search(text):
        raise ImportFileError.at(
            file,
            "tệp có khai báo <!DOCTYPE> hoặc <!ENTITY>, không an toàn và sổ mã không bao giờ cần; "
            "hãy xuất lại sổ mã từ chương trình gốc",
            "the file holds a <!DOCTYPE> or <!ENTITY>, which is unsafe and never needed by a "
            "codebook; export it again from its program",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ImportFileError.at(
            f"{file}:{error.lineno or 1}",
            "XML không đọc được ở dòng này: tệp hỏng hoặc chưa tải hết; hãy xuất lại sổ mã",
            f"the XML can't be read here ({error.msg}): the file is broken or not whole; export "
            "the codebook again",
        ) from error


def _add_codes(holder: Any, above: str, codes: dict[str, Code], lost: _Lost) -> None:
    """Add the codes right below an element and, after each, those below it."""
    for node in holder:
        name = " ".join(attribute(node, "name").split())
        if local(node) != "Code":
            if above and local(node) not in _KNOWN:
                lost.elements[local(node)] = lost.elements.get(local(node), 0) + 1
            continue
        if not name:
            lost.nameless.append((node.sourceline or 0, attribute(node, "guid") or "?"))
            _add_codes(node, above, codes, lost)
            continue
        code = _code(node, name, above, codes, lost)
        codes[code.id] = code
        _add_codes(node, code.id, codes, lost)


def _code(node: Any, name: str, above: str, codes: dict[str, Code], lost: _Lost) -> Code:
    said = child(node, "Description")
    text = "" if said is None else "".join(said.itertext())
    code = description.read(text, name)
    wanted = _wanted_id(code.id, above, name)
    if code.id and wanted != code.id:
        lost.moved.append(f"{code.id} → {wanted}")
    code_id = unique(wanted, codes)
    if code_id != wanted:
        lost.renamed.append(f"{name} ({code_id})")
    has_below = any(local(each) == "Code" for each in node)
    is_codable = attribute(node, "isCodable").strip().lower() not in {"false", "0"}
    lost.codable_parents += [name] if has_below and is_codable else []
    lost.folders += [name] if not has_below and not is_codable else []
    lost.colours += bool(attribute(node, "color"))
    if not _GUID.fullmatch(attribute(node, "guid")) or not attribute(node, "isCodable"):
        lost.attributes.append((node.sourceline or 0, name))
    return replace(code, id=code_id)


def _wanted_id(own: str, above: str, name: str) -> str:
    """Return the id that a description says, if the code still stands where it says."""
    if not ID.fullmatch(own):
        return id_below(above, name)
    if not above or own.startswith(above + "."):
        return own
    return f"{above}.{own.rpartition('.')[2]}"


def _note_form(root: Any, book: Any, notes: Notes) -> None:
    found = book.tag.rpartition("}")[0].lstrip("{")
    if found != NAMESPACE:
        notes.add(
            f"không gian tên '{found}' không đúng chuẩn REFI-QDA, nhưng vẫn đọc được",
            f"the namespace '{found}' is not REFI-QDA's, but was read all the same",
        )
    origin = attribute(book, "origin") or attribute(root, "origin")
    if origin and origin != ORIGIN:
        notes.add(f"sổ mã do {origin} xuất ra", f"the codebook was exported by {origin}")


def _note_lost(lost: _Lost, notes: Notes) -> None:
    told = (
        (lost.attributes, "thiếu guid hoặc isCodable", "lack a guid or isCodable"),
        (lost.nameless, "không có tên nên bị bỏ ra", "have no name, so were left out"),
        (lost.folders, "là thư mục trống, được đọc như mã", "are empty folders, read as codes"),
        (
            lost.codable_parents,
            "có mã con và cũng được gán; ở đây là nhóm cho tới khi có mẫu của riêng nó",
            "have codes below them, so are groups until they have patterns",
        ),
        (lost.moved, "đã chuyển sang nhóm khác nên đổi id", "were moved, so their ids changed"),
        (lost.renamed, "trùng tên, nên id có thêm số", "share a name, so their ids got a number"),
    )
    for found, vi, en in told:
        if found:
            names = ", ".join(each[1] if isinstance(each, tuple) else each for each in found)
            line = found[0][0] if isinstance(found[0], tuple) else 0
            notes.add(f"{len(found)} mã {vi}: {names}", f"{len(found)} codes {en}: {names}", line)
    if lost.colours:
        notes.add(
            f"không giữ màu của {lost.colours} mã",
            f"the colours of {lost.colours} codes are not kept",
        )
    for name, number in lost.elements.items():
        notes.add(f"không giữ phần {name} ({number})", f"{name} ({number}) is not kept")


def _note_sets(book: Any, notes: Notes) -> None:
    names = list(_sets(book))
    if names:
        notes.add(
            f"không giữ bộ mã (set): {', '.join(names)}", f"sets are not kept: {', '.join(names)}"
        )


def _sets(book: Any) -> Iterator[str]:
    for holder in book:
        if local(holder) == "Sets":
            yield from (attribute(each, "name") or "?" for each in holder if local(each) == "Set")
