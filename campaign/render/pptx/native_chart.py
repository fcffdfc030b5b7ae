"""Native charts as DrawingML: columns, bars, lines and marks over the same categories."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast
from xml.sax.saxutils import escape, quoteattr

from campaign.i18n.translator import Text
from campaign.render.pptx.chart_space import PlotArea, chart_xml, letters, plot_layout
from campaign.render.pptx.data_sheet import DataSheet, day_pattern
from campaign.render.pptx.looks import solid, stroke
from campaign.theme.style import DAY_MARK, REGION_BORDER, SLIDE_POINT, TOTAL_WIDTH, Dash, Style

Kind = Literal["column", "bar", "line", "dot"]

_AXES = (101, 102)
_AXIS_IDS = "".join(f'<c:axId val="{axis}"/>' for axis in _AXES)


@dataclass(frozen=True)
class Series:
    """A series of values, None for a value that is not shown, with its kind and colour.

    Several series of the kind `column` are stacked; `dot` is marks without a line. `colours` are
    the colours of the points if not all are `colour`. `dash` is the pattern of a dashed line.
    `inks` are the colours of labels inside the ends of their bars, "" for a label beside its bar.
    """

    name: str
    values: tuple[float | None, ...]
    kind: Kind
    colour: str
    colours: tuple[str, ...] = ()
    dash: Dash | None = None
    inks: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class NativeChart:
    """A chart of one or more series over the same categories, dates or texts.

    `pattern` is the number format, `top` and `step` are the upper end and the step of the value
    axis. With `has_labels`, bars have value labels and there is no value axis. Every `every`-th
    category has a label, with `silent` none. `beside` are more columns of the data sheet, `notes`
    the lines beside its numbers. Bars of several series are side by side unless `is_stacked`.
    """

    categories: tuple[str, ...] | tuple[dt.date, ...]
    series: tuple[Series, ...]
    text: Text
    style: Style
    plot: PlotArea
    pattern: str
    size: float
    header: str
    beside: tuple[tuple[str, tuple[float | None, ...]], ...] = ()
    notes: tuple[str, ...] = ()
    top: float | None = None
    step: float | None = None
    has_labels: bool = False
    every: int = 1
    silent: bool = False
    gap: int = 40
    is_stacked: bool = True

    def xml_bytes(self, _: object = None) -> bytes:
        """Return the chart as DrawingML; python-pptx calls this method of a chart's data."""
        bars = [s for s in self.series if s.kind in ("column", "bar")]
        lines = [s for s in self.series if s not in bars]
        parts = [
            plot_layout(self.plot),
            self._bars(bars),
            self._lines(lines),
            self._categories(),
            self._values(),
        ]
        return chart_xml("".join(parts), self.text, self.style, self.size)

    @property
    def xlsx_blob(self) -> bytes:
        """The data sheet: categories, a column for each series, the columns `beside`, the notes."""
        data = DataSheet(self._sheet, self.pattern)
        data.write_categories(self.header, self.categories)
        columns = [*((s.name, s.values) for s in self.series), *self.beside]
        for column, (name, values) in enumerate(columns, start=1):
            data.write_column(column, name, values)
        data.write_notes(len(columns) + 2, self.notes)
        words = [str(category) for category in self.categories] or [""]
        data.sheet.set_column(0, 0, min(max(len(word) for word in [*words, self.header]) + 2, 60))
        data.sheet.set_column(1, len(columns), 18)
        data.sheet.freeze_panes(1, 1)
        return data.to_xlsx()

    @property
    def _sheet(self) -> str:
        return self.text("Data")

    def _bars(self, series: Sequence[Series]) -> str:
        if not series:
            return ""
        direction = "bar" if any(s.kind == "bar" for s in series) else "col"
        series_xml = "".join(
            self._series(
                s,
                f"<c:spPr>{solid(s.colour)}</c:spPr>"
                '<c:invertIfNegative val="0"/>' + self._points(s) + self._labels(s),
            )
            for s in series
        )
        is_stacked = self.is_stacked and len(series) > 1
        return (
            f'<c:barChart><c:barDir val="{direction}"/>'
            f'<c:grouping val="{"stacked" if is_stacked else "clustered"}"/>'
            f'<c:varyColors val="0"/>{series_xml}<c:gapWidth val="{self.gap}"/>'
            f"{'<c:overlap val=' + chr(34) + '100' + chr(34) + '/>' if is_stacked else ''}"
            f"{_AXIS_IDS}</c:barChart>"
        )

    def _lines(self, series: Sequence[Series]) -> str:
        if not series:
            return ""
        series_xml = "".join(
            self._series(s, f"<c:spPr>{self._line(s)}</c:spPr>{self._marker(s)}", smooth=True)
            for s in series
        )
        return (
            '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            f'{series_xml}<c:marker val="1"/>{_AXIS_IDS}</c:lineChart>'
        )

    def _line(self, series: Series) -> str:
        if series.kind == "line":
            return stroke(series.colour, TOTAL_WIDTH * SLIDE_POINT, series.dash)
        return "<a:ln><a:noFill/></a:ln>"

    def _marker(self, series: Series) -> str:
        if series.kind == "line":
            return '<c:marker><c:symbol val="none"/></c:marker>'
        looks = solid(series.colour) + stroke(series.colour, SLIDE_POINT)
        return (
            f'<c:marker><c:symbol val="circle"/><c:size val="{round(DAY_MARK * SLIDE_POINT)}"/>'
            f"<c:spPr>{looks}</c:spPr></c:marker>"
        )

    def _points(self, series: Series) -> str:
        line = stroke(self.style.outline, REGION_BORDER * SLIDE_POINT) if self.has_labels else ""
        return "".join(
            f'<c:dPt><c:idx val="{i}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
            f"<c:spPr>{solid(colour)}{line}"
            "</c:spPr></c:dPt>"
            for i, colour in enumerate(series.colours)
            if series.values[i] is not None
        )

    def _labels(self, series: Series) -> str:
        if not self.has_labels:
            return ""
        inside = "".join(
            f'<c:dLbl><c:idx val="{i}"/>{self._label("inEnd", ink)}</c:dLbl>'
            for i, ink in enumerate(series.inks)
            if ink and series.values[i] is not None
        )
        return f"<c:dLbls>{inside}{self._label('outEnd', self.style.text)}</c:dLbls>"

    def _label(self, position: str, ink: str) -> str:
        return (
            f'<c:numFmt formatCode={quoteattr(self.pattern)} sourceLinked="0"/>'
            "<c:spPr><a:noFill/></c:spPr>"
            f"{letters(self.text, self.style, self.size, bold=True, ink=ink)}"
            f'<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
            '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
            '<c:showBubbleSize val="0"/>'
        )

    def _series(self, series: Series, looks: str, smooth: bool = False) -> str:
        at = self.series.index(series)
        last = len(self.categories) + 1
        column = chr(ord("B") + at)
        ref = f"'{self._sheet}'!$"
        points = "".join(
            f'<c:pt idx="{i}"><c:v>{value!r}</c:v></c:pt>'
            for i, value in enumerate(series.values)
            if value is not None
        )
        return (
            f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef>'
            f'<c:f>{escape(ref)}{column}$1</c:f><c:strCache><c:ptCount val="1"/>'
            f'<c:pt idx="0"><c:v>{escape(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
            f"{looks}<c:cat>{self._category_ref(f'{ref}A$2:$A${last}')}</c:cat>"
            f"<c:val><c:numRef><c:f>{escape(ref)}{column}$2:${column}${last}</c:f><c:numCache>"
            f"<c:formatCode>{escape(self.pattern)}</c:formatCode>"
            f'<c:ptCount val="{len(series.values)}"/>{points}</c:numCache></c:numRef></c:val>'
            f"{'<c:smooth val=' + chr(34) + '0' + chr(34) + '/>' if smooth else ''}</c:ser>"
        )

    def _category_ref(self, ref: str) -> str:
        count = f'<c:ptCount val="{len(self.categories)}"/>'
        if self._dated:
            days = cast(tuple[dt.date, ...], self.categories)
            points = _points([str((day - dt.date(1899, 12, 30)).days) for day in days])
            return (
                f"<c:numRef><c:f>{escape(ref)}</c:f><c:numCache>"
                f"<c:formatCode>{escape(day_pattern(self.text))}</c:formatCode>"
                f"{count}{points}</c:numCache></c:numRef>"
            )
        points = _points([escape(str(category)) for category in self.categories])
        return (
            f"<c:strRef><c:f>{escape(ref)}</c:f><c:strCache>{count}{points}</c:strCache></c:strRef>"
        )

    def _categories(self) -> str:
        kind = "dateAx" if self._dated else "catAx"
        upright = self.series[0].kind != "bar"
        orientation = "minMax" if upright else "maxMin"
        pattern = day_pattern(self.text) if self._dated else "General"
        if self._dated:
            rest = (
                '<c:auto val="0"/><c:lblOffset val="100"/><c:baseTimeUnit val="days"/>'
                f'<c:majorUnit val="{self.every}"/><c:majorTimeUnit val="days"/>'
            )
        else:
            rest = (
                '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>'
                f'<c:tickLblSkip val="{self.every}"/><c:tickMarkSkip val="{self.every}"/>'
                '<c:noMultiLvlLbl val="1"/>'
            )
        tick = "out" if upright and not self.silent else "none"
        words = "none" if self.silent else "low"
        return (
            f'<c:{kind}><c:axId val="{_AXES[0]}"/><c:scaling><c:orientation val="{orientation}"/>'
            f'</c:scaling><c:delete val="0"/><c:axPos val="{"b" if upright else "l"}"/>'
            f'<c:numFmt formatCode={quoteattr(pattern)} sourceLinked="0"/>'
            f'<c:majorTickMark val="{tick}"/><c:minorTickMark val="none"/>'
            f'<c:tickLblPos val="{words}"/><c:spPr>{stroke(self.style.outline, 1)}</c:spPr>'
            f'{letters(self.text, self.style, self.size)}<c:crossAx val="{_AXES[1]}"/>'
            f'<c:crosses val="autoZero"/>{rest}</c:{kind}>'
        )

    def _values(self) -> str:
        limits = f'<c:max val="{self.top!r}"/><c:min val="0"/>' if self.top else '<c:min val="0"/>'
        upright = self.series[0].kind != "bar"
        position = "l" if upright else "t"
        lines = ""
        if not self.has_labels:
            grid = stroke(self.style.line, SLIDE_POINT)
            lines = f"<c:majorGridlines><c:spPr>{grid}</c:spPr></c:majorGridlines>"
        step = f'<c:majorUnit val="{self.step!r}"/>' if self.step else ""
        return (
            f'<c:valAx><c:axId val="{_AXES[1]}"/><c:scaling><c:orientation val="minMax"/>{limits}'
            f'</c:scaling><c:delete val="{int(self.has_labels)}"/>'
            f'<c:axPos val="{position}"/>{lines}'
            f'<c:numFmt formatCode={quoteattr(self.pattern)} sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
            "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
            f'{letters(self.text, self.style, self.size)}<c:crossAx val="{_AXES[0]}"/>'
            '<c:crosses val="autoZero"/>'
            f'<c:crossBetween val="between"/>{step}</c:valAx>'
        )

    @property
    def _dated(self) -> bool:
        return bool(self.categories) and isinstance(self.categories[0], dt.date)


def _points(values: Sequence[str]) -> str:
    return "".join(f'<c:pt idx="{i}"><c:v>{v}</c:v></c:pt>' for i, v in enumerate(values))
