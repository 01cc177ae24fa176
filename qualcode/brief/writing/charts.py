"""Charts of PowerPoint's own, whose numbers can be edited there, in the deck's font and colours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualcode.brief.values import Chart, Series
from qualcode.brief.writing import measuring
from qualcode.brief.writing.text import POINT, Box, Style, joined
from qualcode.exporters.cells import printable

COLOURS = {
    "barrier": ("D55E00", ""),
    "enabler": ("7CC5EC", "PERCENT_10"),
    "mixed": ("F0D9A8", "WIDE_UPWARD_DIAGONAL"),
    "neutral": ("D9D9D9", ""),
}
"""Direction → its colour, the same in all pictures of a study, and its hatch."""
SHADES = {"first": -0.25, "second": 0.6, "third": 0.2, "fourth": 0.85}
"""Group → how much lighter than the template's first colour: they differ in grey too."""
LINE = "767676"
BAR, LEGEND = 62, 44
"""Points that a bar and the legend take, if there is room."""
SIZES = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
LABELLED = 0.36
"""The part of a chart's width that its categories' names have for certain."""


def add(slide: Any, chart: Chart, box: Box, style: Style) -> Any:
    """Add the chart and return its shape."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data: Any = CategoryChartData(number_format="General")  # type: ignore[no-untyped-call] # untyped there
    data.categories = [
        _cell(f"{joined(words, style.tongue)} {counted}".strip())
        for words, counted in zip(chart.categories, chart.counted, strict=True)
    ]
    for series in chart.series:
        data.add_series(_cell(joined(series.name, style.tongue)), series.values)
    kind = XL_CHART_TYPE.BAR_STACKED if chart.stacked else XL_CHART_TYPE.BAR_CLUSTERED
    bars = len(chart.categories) * (1 if chart.stacked else len(chart.series) * 0.6 + 0.4)
    high = min(box.height, int((bars * BAR + LEGEND + 10) * POINT))
    shape = slide.shapes.add_chart(kind, box.left, box.top, box.width, high, data)
    labels = [str(one.label) for one in data.categories]
    _dress(shape.chart, chart, _points(high, labels, box, style))
    return shape


def _points(high: int, labels: Sequence[str], box: Box, style: Style) -> float:
    """Return the size of a chart's letters: the largest in which all its labels have room."""
    each, room = (high / POINT - LEGEND) / max(len(labels), 1), box.width / POINT * LABELLED
    for points in SIZES:
        most = max((measuring.lines(one, points, room, style.font) for one in labels), default=1)
        if most * points * measuring.LINE + points / 4 <= each:
            return points
    return SIZES[-1]


def _dress(made: Any, chart: Chart, points: float) -> None:
    """Give the chart its letters, legend, axes and colours; its title is the slide's."""
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    made.has_title = False
    made.has_legend = True
    made.legend.position = XL_LEGEND_POSITION.BOTTOM
    made.legend.include_in_layout = False
    made.font.size = Pt(points)
    made.legend.font.size = Pt(min(points, 12))
    made.legend.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    made.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    made.category_axis.reverse_order = True
    made.category_axis.has_major_gridlines = False
    _every_label(made.category_axis)
    made.value_axis.visible = False
    made.value_axis.has_major_gridlines = False
    made.value_axis.minimum_scale = 0
    made.value_axis.maximum_scale = _longest(chart)
    plot = made.plots[0]
    plot.gap_width, plot.overlap = (40, 100) if chart.stacked else (45, 0)
    for drawn, series in zip(plot.series, chart.series, strict=True):
        _paint(drawn, series)
        if series.look != "silent":
            _label(drawn, chart, points)


def _every_label(axis: Any) -> None:
    """Keep viewers from leaving out each second label."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    element = axis._element  # noqa: SLF001 - the library has no words for it
    element.find("{*}noMultiLvlLbl").addprevious(skip)


def _longest(chart: Chart) -> float:
    """Return where the bars' axis ends."""
    if chart.percent:
        # Room for what is written behind the longest bar.
        return (
            1.15 * max((each or 0 for one in chart.series for each in one.values), default=1) or 1
        )
    rows = zip(*(series.values for series in chart.series), strict=True)
    return max([1, *(sum(each or 0 for each in row) for row in rows)])


def _paint(drawn: Any, series: Series) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR

    fill = drawn.format.fill
    drawn.format.line.color.rgb = RGBColor.from_string(LINE)  # type: ignore[no-untyped-call] # untyped there
    if series.look == "silent":
        fill.background()
    elif series.look in SHADES:
        fill.solid()
        fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
        fill.fore_color.brightness = SHADES[series.look]
    else:
        colour, hatch = COLOURS[series.look]
        if hatch:
            fill.patterned()
            fill.pattern = getattr(MSO_PATTERN, hatch)
            fill.fore_color.rgb = RGBColor.from_string("555555")  # type: ignore[no-untyped-call] # untyped there
            fill.back_color.rgb = RGBColor.from_string(colour)  # type: ignore[no-untyped-call] # untyped there
        else:
            fill.solid()
            fill.fore_color.rgb = RGBColor.from_string(colour)  # type: ignore[no-untyped-call] # untyped there


def _label(drawn: Any, chart: Chart, points: float) -> None:
    """Write the numbers into the bars, or behind them."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    labels = drawn.data_labels
    labels.show_value, labels.number_format_is_linked = True, False
    labels.number_format = '0"%"' if chart.percent else "0;;"
    labels.position = XL_LABEL_POSITION.CENTER if chart.stacked else XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size = Pt(points)
    if chart.stacked:
        labels.font.bold = True
        labels.font.color.rgb = RGBColor(0, 0, 0)  # type: ignore[no-untyped-call] # untyped there
    else:
        labels.font.color.theme_color = MSO_THEME_COLOR.TEXT_1


def _cell(words: str) -> str:
    """Return words that the chart's workbook doesn't take for a formula."""
    clean = printable(words, "")
    return f" {clean}" if clean.startswith(("=", "{=")) else clean
