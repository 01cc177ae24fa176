"""Bars and curves as PowerPoint's own charts, whose numbers can be edited there."""

from __future__ import annotations

from typing import Any

from qualcode.exporters.cells import printable
from qualcode.exporters.office import FONT
from qualcode.pictures.figures.bars import heads_family
from qualcode.pictures.figures.style import PARTS
from qualcode.pictures.values import Bars, Curve
from qualcode.pictures.wording import SILENT

SIZE = 11
PATTERNS = {"...": "DOTTED_GRID", "///": "WIDE_UPWARD_DIAGONAL"}
"""Our hatches → PowerPoint's."""
LINES = (("000000", 2.5, None), ("0072B2", 2.0, "DASH"), ("767676", 1.0, "SYS_DOT"))
"""Colour, points and dashes: this order, the mean, the band's edges."""


def add(slide: Any, picture: Bars | Curve, place: tuple[Any, ...]) -> Any:
    """Add the chart and return its shape."""
    return (
        _bars(slide, picture, place) if isinstance(picture, Bars) else _curve(slide, picture, place)
    )


def _bars(slide: Any, picture: Bars, place: tuple[Any, ...]) -> Any:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION

    data: Any = CategoryChartData(number_format="0;;")  # type: ignore[no-untyped-call] # untyped there
    lines = _lines(picture)
    data.categories = [printable(words, "") for words, _ in lines]
    names = [*(part.words for part in picture.parts), SILENT.say(picture.about.language)]
    rows = zip(picture.counts, picture.of, strict=True)
    counts = [(*each, of - sum(each)) for each, of in rows]
    for part, name in enumerate(names):
        values = (None if at is None else counts[at][part] for _, at in lines)
        data.add_series(printable(name, ""), values)
    shape = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *place, data)
    chart = shape.chart
    _dress(chart)
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.maximum_scale, chart.value_axis.minimum_scale = max(picture.of), 0
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    looks = [*(PARTS[part.id] for part in picture.parts), ("#FFFFFF", "")]
    for series, (colour, hatch) in zip(plot.series, looks, strict=True):
        _fill(series.format.fill, colour, hatch)
        series.format.line.color.rgb = _colour("#767676")
    for series in list(plot.series)[:-1]:
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0;;", False
        labels.position = XL_LABEL_POSITION.CENTER
        _font(labels.font)
    return shape


def _lines(picture: Bars) -> list[tuple[str, int | None]]:
    """Return what the chart has from top to bottom, each with its row's place; heads have none."""
    found: list[tuple[str, int | None]] = []
    for at, row in enumerate(picture.rows):
        if heads_family(picture.rows, at):
            found.append((row.family.upper(), None))
        found.append((f"{row.words} ({sum(picture.counts[at])}/{picture.of[at]})", at))
    return found


def _curve(slide: Any, picture: Curve, place: tuple[Any, ...]) -> Any:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    data: Any = CategoryChartData(number_format="General")  # type: ignore[no-untyped-call] # untyped there
    data.categories = [str(at) for at in range(1, len(picture.steps) + 1)]
    data.add_series(picture.observed, [step.cumulative for step in picture.steps])
    data.add_series(picture.average, [round(step.mean, 2) for step in picture.steps])
    data.add_series(f"{picture.band} ↓", [round(step.low, 2) for step in picture.steps])
    data.add_series(f"{picture.band} ↑", [round(step.high, 2) for step in picture.steps])
    shape = slide.shapes.add_chart(XL_CHART_TYPE.LINE, *place, data)
    chart = shape.chart
    _dress(chart)
    for axis, title in ((chart.category_axis, picture.across), (chart.value_axis, picture.up)):
        axis.axis_title.text_frame.text = title
        _font(axis.axis_title.text_frame.paragraphs[0].runs[0].font)
    chart.value_axis.minimum_scale = 0
    chart.value_axis.major_gridlines.format.line.color.rgb = _colour("#E2E2E2")
    for series, (colour, points, dash) in zip(
        chart.plots[0].series, (*LINES, LINES[-1]), strict=True
    ):
        series.smooth = False
        line = series.format.line
        line.color.rgb, line.width = _colour(f"#{colour}"), Pt(points)
        if dash:
            line.dash_style = getattr(MSO_LINE, "DASH" if dash == "DASH" else "ROUND_DOT")
    return shape


def _dress(chart: Any) -> None:
    """Give a chart its font and its legend; it has no title, since the slide has one."""
    from pptx.enum.chart import XL_LEGEND_POSITION

    chart.has_title = False
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    _font(chart.font)


def _fill(fill: Any, colour: str, hatch: str) -> None:
    from pptx.enum.dml import MSO_PATTERN

    if not hatch:
        fill.solid()
        fill.fore_color.rgb = _colour(colour)
        return
    fill.patterned()
    fill.pattern = getattr(MSO_PATTERN, PATTERNS[hatch])
    fill.fore_color.rgb, fill.back_color.rgb = _colour("#555555"), _colour(colour)


def _font(font: Any) -> None:
    from pptx.util import Pt

    font.size, font.name = Pt(SIZE), FONT


def _colour(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.removeprefix("#"))  # type: ignore[no-untyped-call] # untyped there
