"""A native chart of lines over a numeric axis; its data sheet has two columns per line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from xlsxwriter.utility import xl_col_to_name

from campaign.i18n.translator import Text
from campaign.render.pptx.chart_space import PlotArea, chart_xml, letters, plot_layout
from campaign.render.pptx.data_sheet import DataSheet
from campaign.render.pptx.looks import stroke
from campaign.theme.style import SLIDE_POINT, TOTAL_WIDTH, Dash, Style

_AXES = (101, 102)


@dataclass(frozen=True)
class XYSeries:
    """A line: its corners from left to right, with the value None at a gap."""

    name: str
    points: tuple[tuple[float, float | None], ...]
    colour: str
    dash: Dash | None = None


@dataclass(frozen=True, eq=False)
class XYChart:
    """A chart of lines without labels on its horizontal axis.

    `pattern` is the number format of the data sheet, `up_pattern` that of the vertical axis, "" for
    the same. `across` is (lower end, upper end) of the horizontal axis, `up` is (lower end, upper
    end, step) of the vertical axis. `beside` are more columns of the data sheet, `notes` the lines
    beside its numbers.
    """

    series: tuple[XYSeries, ...]
    text: Text
    style: Style
    plot: PlotArea
    pattern: str
    size: float
    header: str
    across: tuple[float, float]
    up: tuple[float, float, float]
    beside: tuple[tuple[str, tuple[float | None, ...]], ...] = ()
    notes: tuple[str, ...] = ()
    up_pattern: str = ""

    def xml_bytes(self, _: object = None) -> bytes:
        """Return the chart as DrawingML; python-pptx calls this method of a chart's data."""
        series = "".join(self._series(at, one) for at, one in enumerate(self.series))
        axes = "".join(f'<c:axId val="{axis}"/>' for axis in _AXES)
        plot_area = (
            f"{plot_layout(self.plot)}"
            '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
            f"{series}{axes}</c:scatterChart>{self._across()}{self._up()}"
        )
        return chart_xml(plot_area, self.text, self.style, self.size)

    @property
    def xlsx_blob(self) -> bytes:
        """The data sheet: position and value of each line, the columns `beside`, and the notes."""
        data = DataSheet(self._sheet, self.pattern)
        for at, one in enumerate(self.series):
            data.write_name(2 * at, self.header)
            for row, (place, _) in enumerate(one.points, start=1):
                data.sheet.write_number(row, 2 * at, place)
            data.write_column(2 * at + 1, one.name, [value for _, value in one.points])
        first = 2 * len(self.series)
        for column, (name, beside) in enumerate(self.beside, start=first):
            data.write_column(column, name, beside)
        data.write_notes(first + len(self.beside) + 1, self.notes)
        data.sheet.set_column(0, first + len(self.beside), 18)
        data.sheet.freeze_panes(1, 0)
        return data.to_xlsx()

    @property
    def _sheet(self) -> str:
        return self.text("Data")

    def _series(self, at: int, series: XYSeries) -> str:
        look = stroke(series.colour, TOTAL_WIDTH * SLIDE_POINT, series.dash)
        name, places, values = (
            escape(f"'{self._sheet}'!{ref}")
            for ref in (
                f"${xl_col_to_name(2 * at + 1)}$1",
                self._column(2 * at),
                self._column(2 * at + 1),
            )
        )
        return (
            f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>{name}</c:f>'
            f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(series.name)}</c:v>'
            f"</c:pt></c:strCache></c:strRef></c:tx><c:spPr>{look}</c:spPr>"
            '<c:marker><c:symbol val="none"/></c:marker>'
            f"<c:xVal>{self._numbers(places, [place for place, _ in series.points])}</c:xVal>"
            f"<c:yVal>{self._numbers(values, [value for _, value in series.points])}</c:yVal>"
            '<c:smooth val="0"/></c:ser>'
        )

    @property
    def _rows(self) -> int:
        """The points of the longest line: with different counts LibreOffice omits shorter lines."""
        return max(len(one.points) for one in self.series)

    def _column(self, column: int) -> str:
        name = xl_col_to_name(column)
        return f"${name}$2:${name}${self._rows + 1}"

    def _numbers(self, ref: str, values: Sequence[float | None]) -> str:
        points = "".join(
            f'<c:pt idx="{at}"><c:v>{value!r}</c:v></c:pt>'
            for at, value in enumerate(values)
            if value is not None
        )
        return (
            f"<c:numRef><c:f>{ref}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
            f'<c:ptCount val="{self._rows}"/>{points}</c:numCache></c:numRef>'
        )

    def _across(self) -> str:
        first, last = self.across
        return (
            f'<c:valAx><c:axId val="{_AXES[0]}"/><c:scaling><c:orientation val="minMax"/>'
            f'<c:max val="{last!r}"/><c:min val="{first!r}"/></c:scaling><c:delete val="0"/>'
            '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
            f"<c:spPr>{stroke(self.style.outline, 1)}</c:spPr>"
            f'<c:crossAx val="{_AXES[1]}"/><c:crosses val="min"/>'
            '<c:crossBetween val="midCat"/></c:valAx>'
        )

    def _up(self) -> str:
        first, last, step = self.up
        grid = stroke(self.style.line, SLIDE_POINT)
        return (
            f'<c:valAx><c:axId val="{_AXES[1]}"/><c:scaling><c:orientation val="minMax"/>'
            f'<c:max val="{last!r}"/><c:min val="{first!r}"/></c:scaling><c:delete val="0"/>'
            f'<c:axPos val="l"/><c:majorGridlines><c:spPr>{grid}</c:spPr></c:majorGridlines>'
            f'<c:numFmt formatCode={quoteattr(self.up_pattern or self.pattern)} sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
            "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
            f'{letters(self.text, self.style, self.size)}<c:crossAx val="{_AXES[0]}"/>'
            f'<c:crosses val="min"/><c:crossBetween val="midCat"/><c:majorUnit val="{step!r}"/>'
            "</c:valAx>"
        )
