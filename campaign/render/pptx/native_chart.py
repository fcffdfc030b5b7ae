"""Native charts of python-pptx over categories, dates and numbers, with their data sheets."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import ColorFormat, RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE, MSO_THEME_COLOR
from pptx.util import Emu, Pt
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from campaign.analysis.view import View
from campaign.charts.spec import NumberFormat
from campaign.i18n.translator import N_, NBSP, Text
from campaign.render.pptx import pptx_compat
from campaign.render.pptx.shapes import Box, Canvas, emu, theme_name
from campaign.render.typography import clean
from campaign.theme.style import (
    DAY_MARK,
    REGION_BORDER,
    SLIDE_POINT,
    TOTAL_WIDTH,
    Dash,
    Style,
)

AXIS_LABELS = N_("Labels of the axis (not data)")
"""The name of a series whose labels are those of the axis: PowerPoint shows it to a reader."""
LOCALE_IDS = {"ky": "440", "ru": "419", "en": "809"}
"""The Windows locale id of each language, for number formats."""
_CREATED = dt.datetime(1980, 1, 1)
"""The creation date of every data sheet: it is fixed, so that equal numbers give equal bytes."""


class DataSheet:
    """Columns of numbers below their names, and notes beside them.

    All text is written as text, also a name that looks like a formula.
    """

    def __init__(self, name: str, pattern: str) -> None:
        self._out = io.BytesIO()
        self._book = Workbook(self._out, {"in_memory": True})
        self._book.set_properties({"created": _CREATED})
        self.sheet = self._book.add_worksheet(name)
        self._days = self._book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._numbers = self._book.add_format({"num_format": pattern})
        self._bold = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"})

    def write_categories(self, header: str, categories: Sequence[str | dt.date]) -> None:
        """Write the first column: its name, and the categories (text or dates) below."""
        self.write_name(0, header)
        for row, category in enumerate(categories, start=1):
            if isinstance(category, dt.date):
                day = dt.datetime.combine(category, dt.time())
                self.sheet.write_datetime(row, 0, day, self._days)
            else:
                self.sheet.write_string(row, 0, category)

    def write_name(self, column: int, name: str) -> None:
        """Write the name of a column."""
        self.sheet.write_string(0, column, name, self._bold)

    def write_column(self, column: int, name: str, values: Sequence[float | None]) -> None:
        """Write a column: its name, and its numbers below; None is an empty cell."""
        self.write_name(column, name)
        for row, value in enumerate(values, start=1):
            if value is not None:
                self.sheet.write_number(row, column, value, self._numbers)

    def write_notes(self, column: int, notes: Sequence[str]) -> None:
        """Write the notes in the rows of a column."""
        for row, note in enumerate(notes):
            self.sheet.write_string(row, column, note)

    def to_xlsx(self) -> bytes:
        """Return the workbook; nothing can be written after this."""
        self._book.close()
        return self._out.getvalue()


def sheet_notes(view: View) -> tuple[str, ...]:
    """Return the notes beside the numbers of a data sheet: disclaimer, filter, data version."""
    fingerprint = view.text("data version {fingerprint}", fingerprint=view.campaign.fingerprint)
    return tuple(line for line in (view.disclaimer, view.filters, fingerprint) if line)


def value_pattern(text: Text, numbers: NumberFormat, digits: int | None = None) -> str:
    """Return the number format of the values of a spec; `digits` replaces its decimals."""
    digits = numbers.digits if digits is None else digits
    return number_pattern(text, digits, percent=numbers.kind == "percent")


def number_pattern(text: Text, digits: int = 0, *, percent: bool = False) -> str:
    """Return the number format with the digit grouping of the language.

    LibreOffice takes the decimal separator from the locale in the format; PowerPoint takes it from
    the settings of the computer.
    """
    decimals = "." + "0" * digits if digits else ""
    locale = f"[$-{LOCALE_IDS[text.lang]}]" if digits else ""
    if percent:
        sign = text.percent(0.5, 0).removeprefix("50").replace(NBSP, f'"{NBSP}"')
        return f"{locale}0{decimals}{sign}"
    if digits:
        return f"{locale}#,##0{decimals}"
    mark = text.number(1000)[1:-3]
    group = f'"{mark}"000' if mark else "000"
    return f"[>=1000000]#{group}{group};[>=1000]#{group};0"


Kind = Literal["column", "bar", "dot"]

_DASHES = {"dash": MSO_LINE.DASH, "dot": MSO_LINE.ROUND_DOT}
Columns = tuple[tuple[str, tuple[float | None, ...]], ...]
"""More columns of a data sheet: the name of each, and its values."""


@dataclass(frozen=True)
class Series:
    """A series of values, None for a value that is not shown, with its kind and colour.

    Several series of the kind `column` are stacked; `dot` is marks without a line. `colours` are
    the colours of the points if not all are `colour`. `inks` are the colours of labels inside the
    ends of their bars, "" for a label beside its bar.
    """

    name: str
    values: tuple[float | None, ...]
    kind: Kind
    colour: str
    colours: tuple[str, ...] = ()
    inks: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class NativeChart:
    """A chart of one or more series over the same categories, dates or texts, in the box `plot`.

    `pattern` is the number format, `top` and `step` are the upper end and the step of the value
    axis. With `has_labels`, bars have value labels and there is no value axis. `beside` are more
    columns of the data sheet, `notes` the lines beside its numbers. Bars of several series are side
    by side unless `is_stacked`. Bars have labels of their categories; columns have those of
    `ticks`, (number of the category, label).
    """

    categories: tuple[str, ...] | tuple[dt.date, ...]
    series: tuple[Series, ...]
    text: Text
    style: Style
    plot: Box
    pattern: str
    size: float
    header: str
    beside: Columns = ()
    notes: tuple[str, ...] = ()
    top: float | None = None
    step: float | None = None
    has_labels: bool = False
    gap: int = 40
    is_stacked: bool = True
    ticks: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class XYSeries:
    """A line: its corners from left to right, with the value None at a gap."""

    name: str
    points: tuple[tuple[float, float | None], ...]
    colour: str
    dash: Dash | None = None


@dataclass(frozen=True, eq=False)
class XYChart:
    """A chart of lines over a horizontal axis of numbers, in the box `plot`.

    `pattern` is the number format of the data sheet, `up_pattern` that of the vertical axis.
    `across` is (lower end, upper end) of the horizontal axis, `up` is (lower end, upper end, step)
    of the vertical axis. `beside` and `notes` are more of the data sheet. `ticks` are the positions
    on the horizontal axis with their labels: the labels of the points of one more series.
    """

    series: tuple[XYSeries, ...]
    text: Text
    style: Style
    plot: Box
    pattern: str
    size: float
    header: str
    across: tuple[float, float]
    up: tuple[float, float, float]
    beside: Columns = ()
    notes: tuple[str, ...] = ()
    up_pattern: str = ""
    ticks: tuple[tuple[float, str], ...] = ()


def add_chart(canvas: Canvas, name: str, descr: str, box: Box, chart: NativeChart) -> None:
    """Put a chart over categories on the slide, with its data sheet."""
    bars = [s for s in chart.series if s.kind in ("column", "bar")]
    series = [*bars, *(s for s in chart.series if s not in bars)]
    data = CategoryChartData(number_format=chart.pattern)
    data.categories = list(chart.categories)
    for one in series:
        data.add_series(one.name, one.values)
    places = {at for at, _ in chart.ticks}
    marks = tuple(0.0 if at in places else None for at in range(len(chart.categories)))
    if chart.ticks:
        data.add_series(chart.text(AXIS_LABELS), marks)
    is_stacked = chart.is_stacked and len(bars) > 1
    kind = XL_CHART_TYPE.COLUMN_STACKED if is_stacked else XL_CHART_TYPE.COLUMN_CLUSTERED
    if bars and bars[0].kind == "bar":
        kind = XL_CHART_TYPE.BAR_CLUSTERED
    native = _add(canvas, name, descr, box, kind if bars else XL_CHART_TYPE.LINE, data, chart)
    lines = len(series) - len(bars) + bool(chart.ticks)
    if bars and lines:
        pptx_compat.move_to_lines(native, lines)
    if bars:
        native.plots[0].gap_width = chart.gap
        native.plots[0].vary_by_categories = False
    formatted = [one for plot in native.plots for one in plot.series]
    if chart.ticks:
        target = formatted.pop()
        target.format.line.fill.background()
        target.marker.style = XL_MARKER_STYLE.NONE
        _write_ticks(target, chart.ticks, chart)
    for one, target in zip(series, formatted, strict=True):
        _format_series(one, target, chart)
    pptx_compat.keep_labels_on_one_line(native)
    _format_axes(native, chart, is_bar=kind == XL_CHART_TYPE.BAR_CLUSTERED)
    sheet = DataSheet(chart.text("Data"), chart.pattern)
    sheet.write_categories(chart.header, chart.categories)
    own = [(s.name, s.values) for s in series]
    columns = [*own, *([(chart.text(AXIS_LABELS), marks)] if chart.ticks else []), *chart.beside]
    for column, (header, values) in enumerate(columns, start=1):
        sheet.write_column(column, header, values)
    sheet.write_notes(len(columns) + 2, chart.notes)
    words = [str(category) for category in chart.categories] or [""]
    sheet.sheet.set_column(0, 0, min(max(len(word) for word in [*words, chart.header]) + 2, 60))
    sheet.sheet.set_column(1, len(columns), 18)
    sheet.sheet.freeze_panes(1, 1)
    pptx_compat.set_data_sheet(native, chart.text("Data"), sheet.to_xlsx())


def add_xy_chart(canvas: Canvas, name: str, descr: str, box: Box, chart: XYChart) -> None:
    """Put lines over numbers on the slide; the data sheet has two columns for each line."""
    data = XyChartData(number_format=chart.pattern)
    ticks = XYSeries(chart.text(AXIS_LABELS), tuple((at, chart.up[0]) for at, _ in chart.ticks), "")
    series = (*chart.series, *([ticks] if chart.ticks else []))
    for one in series:
        points = data.add_series(one.name)
        for at, value in one.points:
            points.add_data_point(at, 0 if value is None else value)
    kind = XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS
    native = _add(canvas, name, descr, box, kind, data, chart)
    # With different numbers of points LibreOffice leaves out the shorter lines.
    rows = max(len(one.points) for one in series)
    sheet = DataSheet(chart.text("Data"), chart.pattern)
    for at, (one, target) in enumerate(zip(series, native.plots[0].series, strict=True)):
        if one.colour:
            _draw_line(target.format.line, one.colour, TOTAL_WIDTH * SLIDE_POINT, one.dash)
        else:
            target.format.line.fill.background()
        target.smooth = False
        across, up = xl_col_to_name(2 * at), xl_col_to_name(2 * at + 1)
        refs = [f"Sheet1!${up}$1", *(f"Sheet1!${c}$2:${c}${rows + 1}" for c in (across, up))]
        gaps = [n for n, (_, value) in enumerate(one.points) if value is None]
        pptx_compat.set_xy_points(native, at, refs, rows, gaps)
        sheet.write_name(2 * at, chart.header)
        for row, (place, _) in enumerate(one.points, start=1):
            sheet.sheet.write_number(row, 2 * at, place)
        sheet.write_column(2 * at + 1, one.name, [value for _, value in one.points])
    for column, (header, values) in enumerate(chart.beside, start=2 * len(series)):
        sheet.write_column(column, header, values)
    if chart.ticks:
        labelled = [(at, words) for at, (_, words) in enumerate(chart.ticks)]
        _write_ticks(native.plots[0].series[len(chart.series)], labelled, chart)
    last = 2 * len(series) + len(chart.beside)
    sheet.write_notes(last + 1, chart.notes)
    sheet.sheet.set_column(0, last, 18)
    sheet.sheet.freeze_panes(1, 0)
    pptx_compat.set_data_sheet(native, chart.text("Data"), sheet.to_xlsx())
    axis = native.category_axis
    axis.minimum_scale, axis.maximum_scale = chart.across
    axis.has_major_gridlines = False
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    _draw_line(axis.format.line, chart.style.outline, 1)
    _format_value_axis(native.value_axis, chart.up, chart.up_pattern or chart.pattern, chart.style)


def _add(
    canvas: Canvas,
    name: str,
    descr: str,
    box: Box,
    kind: XL_CHART_TYPE,
    data: Any,
    chart: NativeChart | XYChart,
) -> Any:
    """Return a new chart without title and legend; the first fills the slide's placeholder."""
    left, top, wide, high = (Emu(emu(value)) for value in (box.x, box.y, box.w, box.h))
    frame: Any = canvas.slide.shapes.add_chart(kind, left, top, wide, high, data)
    pptx_compat.describe_shape(frame, clean(name), clean(descr))
    pptx_compat.fill_chart_placeholder(canvas.slide, frame)
    native, plot = frame.chart, chart.plot
    native.has_title = native.has_legend = False
    native.font.size = Pt(chart.size)
    set_colour(native.font.color, chart.style.text)
    shares = ((plot.x - box.x) / box.w, (plot.y - box.y) / box.h, plot.w / box.w, plot.h / box.h)
    pptx_compat.place_plot(native, shares)
    return native


def _write_ticks(
    target: Any, ticks: Sequence[tuple[int, str]], chart: NativeChart | XYChart
) -> None:
    """Label the points of a series below the axis: (number of the point, label)."""
    for at, words in ticks:
        label = target.points[at].data_label
        label.text_frame.text = words
        label.text_frame.word_wrap = False
        label.position = XL_LABEL_POSITION.BELOW
        for paragraph in label.text_frame.paragraphs:
            paragraph.font.size = Pt(chart.size)
            set_colour(paragraph.font.color, chart.style.muted)


def set_colour(target: ColorFormat, colour: str) -> None:
    """Set a colour (#rrggbb): that of the theme, or a fixed one."""
    if name := theme_name(colour):
        target.theme_color = MSO_THEME_COLOR.from_xml(name)
    else:
        target.rgb = RGBColor.from_string(colour[1:].upper())


def _draw_line(line: Any, colour: str, weight: float, dash: Dash | None = None) -> None:
    set_colour(line.color, colour)
    line.width = Emu(emu(weight))
    if dash is not None:
        line.dash_style = _DASHES[dash]


def _format_series(series: Series, target: Any, chart: NativeChart) -> None:
    """Set the colours, the marks and the labels of a series."""
    if series.kind == "dot":
        target.format.line.fill.background()
        target.smooth = False
        target.marker.style, target.marker.size = (
            XL_MARKER_STYLE.CIRCLE,
            round(DAY_MARK * SLIDE_POINT),
        )
        target.marker.format.fill.solid()
        set_colour(target.marker.format.fill.fore_color, series.colour)
        _draw_line(target.marker.format.line, series.colour, SLIDE_POINT)
        return
    target.invert_if_negative = False
    target.format.fill.solid()
    set_colour(target.format.fill.fore_color, series.colour)
    for at, colour in enumerate(series.colours):
        if series.values[at] is not None:
            look = target.points[at].format
            look.fill.solid()
            set_colour(look.fill.fore_color, colour)
            if chart.has_labels:
                _draw_line(look.line, chart.style.outline, REGION_BORDER * SLIDE_POINT)
    if chart.has_labels:
        labels = target.data_labels
        labels.show_value, labels.number_format = True, chart.pattern
        labels.number_format_is_linked = False
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        _format_label(labels.font, chart.style.text, chart.size)
        for at, text_color in enumerate(series.inks):
            if text_color and series.values[at] is not None:
                label = target.points[at].data_label
                label.position = XL_LABEL_POSITION.INSIDE_END
                _format_label(label.font, text_color, chart.size)


def _format_label(font: Any, colour: str, size: float) -> None:
    font.bold, font.size = True, Pt(size)
    set_colour(font.color, colour)


def _format_axes(native: Any, chart: NativeChart, *, is_bar: bool) -> None:
    axis, position = native.category_axis, XL_TICK_LABEL_POSITION
    axis.reverse_order = is_bar
    axis.has_major_gridlines = False
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = position.LOW if is_bar else position.NONE
    axis.tick_labels.font.size = Pt(chart.size)
    if is_bar:
        pptx_compat.label_every_category(native)
    _draw_line(axis.format.line, chart.style.outline, 1)
    up = (0.0, chart.top, chart.step)
    _format_value_axis(native.value_axis, up, chart.pattern, chart.style)
    if chart.has_labels:
        native.value_axis.visible = native.value_axis.has_major_gridlines = False


def _format_value_axis(axis: Any, up: Sequence[float | None], pattern: str, style: Style) -> None:
    """Set the lower end, the upper end and the step of an axis, None for those of the program."""
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = up
    axis.has_major_gridlines = True
    _draw_line(axis.major_gridlines.format.line, style.line, SLIDE_POINT)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.tick_labels.number_format = pattern
    axis.tick_labels.number_format_is_linked = False
    axis.format.line.fill.background()
