"""Pictures of a study: plain values, drawn as .png and .svg, in Word, PowerPoint, HTML and text.

One function makes each kind; `write` puts them into files, `figures.figure` gives matplotlib's
figure for a notebook, and `text.lines` draws in a terminal.
"""

from qualcode.pictures.making.bars import bars
from qualcode.pictures.making.cooccurring import cooccurrence_map, network
from qualcode.pictures.making.curve import curve
from qualcode.pictures.making.heat_map import heat_map
from qualcode.pictures.making.tally import cases_by_theme
from qualcode.pictures.making.timeline import timeline
from qualcode.pictures.values import (
    Bars,
    Curve,
    HeatMap,
    Network,
    Nothing,
    Picture,
    Timeline,
)
from qualcode.pictures.writing import write

__all__ = [
    "Bars",
    "Curve",
    "HeatMap",
    "Network",
    "Nothing",
    "Picture",
    "Timeline",
    "bars",
    "cases_by_theme",
    "cooccurrence_map",
    "curve",
    "heat_map",
    "network",
    "timeline",
    "write",
]
