"""Pictures → one HTML file that needs no other: drawings as SVG, their numbers as tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from qualcode.exporters.cells import printable
from qualcode.pictures.figures.style import FONT
from qualcode.pictures.numbers import in_words, numbers
from qualcode.pictures.values import Nothing, Picture
from qualcode.pictures.wording import say

STYLE = """
body { font: 16px/1.5 "DejaVu Sans", Verdana, "Segoe UI", Roboto, Arial, sans-serif;
  color: #1a1a1a; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
figure { margin: 0 0 4rem; break-inside: avoid; }
figure svg { display: block; max-width: 100%; height: auto; }
h2 { margin-bottom: 0; } .lead { margin-top: 0.25rem; }
figcaption p, .none { font-size: 0.85rem; color: #595959; margin: 0.25rem 0; }
summary { cursor: pointer; margin-top: 0.5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.85rem; margin-top: 0.5rem; }
th, td { border: 1px solid #b5b5b5; padding: 0.15rem 0.5rem; text-align: left; }
th { background: #f2f2f2; }
"""
_ID = re.compile(r'\bid="([^"]+)"')


def write_page(pictures: Sequence[Picture], title: str, path: Path) -> None:
    """Write the page."""
    language = pictures[0].about.language if pictures else "vi"
    figures = "\n".join(_figure(picture, at) for at, picture in enumerate(pictures, 1))
    shown = escape(printable(title))
    page = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{shown}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{shown}</h1>\n{figures}\n</body>\n</html>\n"
    )
    path.write_text(page, encoding="utf-8", newline="\n")


def inline(picture: Picture, prefix: str) -> str:
    """Return the drawing as an <svg> to stand in a page, with its name and its words."""
    from qualcode.pictures import figures

    drawn = figures.svg(picture, alone=False, writing="text")
    drawn = drawn[drawn.index("<svg") :].strip()
    head, rest = drawn.split(">", 1)
    head = re.sub(r' (role|aria-[a-z]+)="[^"]*"', "", head)
    # In one page no two things may have the same id.
    rest = _ID.sub(rf'id="{prefix}-\1"', rest)
    rest = rest.replace("url(#", f"url(#{prefix}-").replace('href="#', f'href="#{prefix}-')
    rest = rest.replace(f"'{FONT}'", f"'{FONT}', Verdana, Arial, sans-serif")
    return f'{head} role="img" aria-labelledby="{prefix}-title {prefix}-desc">{rest}'


def _figure(picture: Picture, at: int) -> str:
    about, prefix = picture.about, f"p{at}"
    lead = f'<p class="lead">{escape(about.headline)}</p>\n' if about.headline else ""
    told = "".join(f"<p>{escape(words)}</p>\n" for words in about.told)
    if isinstance(picture, Nothing):
        drawn = f"<p>{escape(picture.why)}</p>"
    else:
        drawn = f"{inline(picture, prefix)}\n{_table(picture)}"
    return (
        f'<figure id="{prefix}">\n<h2>{escape(about.title)}</h2>\n{lead}{drawn}\n'
        f"<figcaption>\n{told}</figcaption>\n</figure>"
    )


def _table(picture: Picture) -> str:
    heads, rows = numbers(picture)
    said = say(picture.about.language, "Số liệu của hình", "The picture's numbers")
    head = "".join(f'<th scope="col">{escape(words)}</th>' for words in heads)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{escape(words)}</td>" for words in row) + "</tr>" for row in rows
    )
    return (
        f'<details><summary>{said}</summary>\n<div class="scroll"><table>\n'
        f"<caption>{escape(in_words(picture))}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table></div></details>"
    )
