"""A template's fields, read so that nothing in them can run: names, conditions, a few filters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.documents.places import mark

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

FILTERS = frozenset({"upper", "lower", "title", "capitalize", "trim", "default"})
MOST = 3000
"""Fields in one part of a template: a hostile one could keep the machine busy for long."""
_MAY_STAND = frozenset(
    {"Template", "Output", "TemplateData", "Name", "Const", "If", "Filter", "Not", "And", "Or"}
)
_STARTS = re.compile(r"\{[{%#]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What of a template can't be used: on which line, and what it is."""

    line: int
    name: str = ""
    """A field that there is none of; empty: the fault is another."""
    vi: str = ""
    en: str = ""


class Words(str):
    """What a field says, known to be untouched until it is written."""

    __slots__ = ("field",)
    field: str


def words(name: str, said: str) -> Words:
    """Return what a field says, with its name."""
    made = Words(said)
    made.field = name
    return made


def faults(source: str, names: frozenset[str]) -> Iterator[Fault]:
    """Yield all that a part of a template may not hold, and each field that there is none of."""
    from jinja2 import TemplateSyntaxError

    if len(_STARTS.findall(source)) > MOST:
        yield Fault(1, vi=f"có hơn {MOST} trường", en=f"it has more than {MOST} fields")
        return
    try:
        parsed = environment().parse(source)
    except TemplateSyntaxError as error:
        said = " ".join(str(error.message).split())[:200]
        yield Fault(error.lineno, vi=f"viết sai cú pháp: {said}", en=f"can't be read: {said}")
        return
    except RecursionError:
        yield Fault(1, vi="lồng nhau quá sâu", en="it is nested too deeply")
        return
    yield from _of(parsed, names)


def _of(parsed: Any, names: frozenset[str]) -> Iterator[Fault]:
    from jinja2 import nodes

    for node in parsed.find_all(nodes.Node):
        kind = type(node).__name__
        if kind == "Name" and node.name not in names:
            yield Fault(node.lineno, node.name)
        elif kind not in _MAY_STAND or (kind == "Filter" and node.name not in FILTERS):
            what = f"{kind} {getattr(node, 'name', '')}".strip()
            yield Fault(
                node.lineno,
                vi=f"mẫu chỉ được dùng tên trường, if và {', '.join(sorted(FILTERS))}; không dùng "
                f"được '{what}'",
                en=f"a template may hold field names, if and {', '.join(sorted(FILTERS))} only; "
                f"not '{what}'",
            )
            return


def rendered(source: str, said: Mapping[str, Words]) -> str:
    """Return the part with a mark in place of each field; see `places`."""
    return environment().from_string(source).render(dict(said))


def environment() -> SandboxedEnvironment:
    """Return what reads templates: no file, no code, markup in a field's words is no markup."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_marked)


def _marked(value: object) -> object:
    """Return the mark of a field that stands for itself; what a filter made of it is plain."""
    return mark(value.field) if isinstance(value, Words) else value
