"""A brief of 10 to 15 slides: findings as sentences with their numbers, charts that can be edited.

`slides` makes them of a study as plain values; `write` puts them into a .pptx of our look or the
client's.
"""

from qualcode.brief.making import slides
from qualcode.brief.values import Chart, Lines, Quotes, Series, Slide, Spoken, Table
from qualcode.brief.writing import Written, write

__all__ = [
    "Chart",
    "Lines",
    "Quotes",
    "Series",
    "Slide",
    "Spoken",
    "Table",
    "Written",
    "slides",
    "write",
]
