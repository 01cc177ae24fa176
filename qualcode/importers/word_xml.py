"""A Word file's parts as XML, and small questions to an element, whatever its namespace."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from qualcode.errors import ImportFileError

Element = Any
"""An lxml element; lxml brings no types."""


def local(node: Element) -> str:
    """Return an element's name without its namespace; empty for a comment."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def child(node: Element, name: str) -> Element | None:
    """Return the first child of this name."""
    return next((inner for inner in node if local(inner) == name), None)


def attribute(node: Element | None, name: str) -> str:
    """Return an attribute's value, or an empty string."""
    if node is None:
        return ""
    return next((str(v) for k, v in node.attrib.items() if k.rpartition("}")[2] == name), "")


def is_on(switch: Element | None) -> bool:
    """Say whether a switch such as `w:b` is there and not turned off."""
    return switch is not None and attribute(switch, "val") not in {"0", "false", "off", "none"}


def parse_part(archive: zipfile.ZipFile, part: str, path: Path) -> Element:
    """Return the root of one XML part; nothing outside the file is ever fetched."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(archive.read(part), parser)
    except (etree.XMLSyntaxError, KeyError) as cause:
        raise ImportFileError.at(
            str(path),
            f"phần {part} trong tệp bị hỏng; hãy mở bằng Word (Word sẽ đề nghị sửa) rồi lưu lại",
            f"its part {part} is broken; open it in Word (which offers to repair it) and save it",
        ) from cause
