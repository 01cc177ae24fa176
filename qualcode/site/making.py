"""A study → the page's text: its parts made, and put into the template with style and script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from qualcode import shares
from qualcode.exporters.cells import printable
from qualcode.model import SIGNS, Bilingual, Study, Tongue
from qualcode.quotes import said as quoted
from qualcode.site import charts, compared, data, facts, grids
from qualcode.site.attributes import attributes
from qualcode.site.codes import Entry, entries
from qualcode.site.said import TOP, by_code, said
from qualcode.site.talks import Stretch, talks
from qualcode.site.voice import Voice
from qualcode.site.wording import LEGEND, STATUSES, VALENCES, WORDS

if TYPE_CHECKING:
    from jinja2 import Environment

POLICY = (
    "default-src 'none'; script-src '{script}'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
"""What the page may load: nothing but itself, and of scripts only ours."""
LINES = "bc"
"""Classes of the lines below the first, of families that overlap with it."""


def page(study: Study, tongue: Tongue = "vi") -> str:
    """Return the page; the study comes with all its codings, those that count are shown."""
    voice = Voice(tongue)
    script, style = _asset("page.js"), _asset("page.css")
    text: str = (
        _environment()
        .get_template("page.html")
        .render(
            **_parts(study, voice),
            voice=voice,
            t={name: voice.html(words) for name, words in WORDS.items()},
            p={name: voice.plain(words) for name, words in WORDS.items()},
            style=style,
            script=script,
            policy=POLICY.format(script=_named(script)),
        )
    )
    return text


def _parts(study: Study, voice: Voice) -> dict[str, Any]:
    """Return everything that the template shows of the study."""
    counted, known = shares.counted(study), attributes(study)
    found, tree = said(study), entries(counted)
    of_code = by_code(found)
    title = study.settings.title
    return {
        "title": title if title.vi or title.en else WORDS["untitled"],
        "facts": facts.facts(study),
        "legend": LEGEND,
        "statuses": [(name, SIGNS[name], words) for name, words in STATUSES.items()],
        "directions": [(name, sign, words) for name, (sign, words) in VALENCES.items()],
        "coders": sorted({one.coding.coder for one in found if one.coding.coder}),
        "charts": charts.charts(counted, voice.languages),
        "tree": tree,
        "families": [entry for entry in tree if entry.level == 1],
        "labels": {entry.id: entry for entry in tree},
        "looks": partial(_looks, {entry.id: entry for entry in tree}),
        "attributes": known,
        "talks": talks(study, found),
        "of_code": of_code,
        "top": TOP,
        "grid": grids.by_case(counted, tree, found),
        "groups": grids.by_groups(counted, tree, known),
        "tables": compared.tables(counted, known),
        "joint": compared.joint_display(counted, [one.quote for one in found]),
        "data": data.as_json(study, voice, tree, known, found),
    }


def _looks(labels: Mapping[str, Entry], piece: Stretch) -> str:
    """Return a piece's classes: its first family's colour, and a further line for each other."""
    looks = list(dict.fromkeys(labels[one.coding.code].look for one in piece.codings))
    return " ".join(
        [looks[0], *(f"{at}{look[1:]}" for at, look in zip(LINES, looks[1:], strict=False))]
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("qualcode.site", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"anchor": _anchor, "printable": printable, "quoted": quoted}
    made.globals |= {"signs": SIGNS, "valence_signs": {n: s for n, (s, _) in VALENCES.items()}}
    made.globals |= {"same": lambda words: Bilingual(words, words)}
    return made


def _anchor(id: str) -> str:
    """Return an id as it stands behind the # of a link."""
    return quote(printable(id), safe=":/.-_~")


@lru_cache
def _asset(name: str) -> str:
    return files("qualcode.site").joinpath(name).read_text(encoding="utf-8")


def _named(script: str) -> str:
    """Return the name by which the page allows its own script and no other."""
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"
