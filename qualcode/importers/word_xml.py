"""Small questions to an XML element of a Word file, whatever its namespace."""

from __future__ import annotations

from typing import Any

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
