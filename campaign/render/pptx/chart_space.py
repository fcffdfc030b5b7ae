"""Common parts of all native charts: the position of the plot, the font, and the chart file."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.i18n.translator import Text
from campaign.render.pptx import pptx_compat
from campaign.render.pptx.box import Box, emu
from campaign.render.pptx.looks import solid
from campaign.render.pptx.shapes import LANGUAGE_TAGS, Canvas
from campaign.render.text_width import clean
from campaign.theme.style import Style

_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


CHART = (
    '<p:ph xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'type="chart" idx="15"/>'
)
"""The placeholder of the slide that a chart fills, as XML."""


@dataclass(frozen=True)
class PlotArea:
    """The area of the axes in a chart: left, top, width and height as shares of the chart."""

    x: float
    y: float
    w: float
    h: float

    @classmethod
    def within(cls, plot: Box, chart: Box) -> PlotArea:
        """Return a box on the slide as shares of the box of the chart."""
        return cls(
            (plot.x - chart.x) / chart.w,
            (plot.y - chart.y) / chart.h,
            plot.w / chart.w,
            plot.h / chart.h,
        )


def chart_xml(plot_area: str, text: Text, style: Style, size: float) -> bytes:
    """Return a chart as DrawingML with this content of its plot area."""
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/>'
        f'<c:lang val="{LANGUAGE_TAGS[text.lang]}"/><c:roundedCorners val="0"/>'
        '<c:chart><c:autoTitleDeleted val="1"/>'
        f"<c:plotArea>{plot_area}<c:spPr><a:noFill/></c:spPr></c:plotArea>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{letters(text, style, size)}</c:chartSpace>"
    )
    return xml.encode("utf-8")


def letters(text: Text, style: Style, size: float, bold: bool = False, ink: str = "") -> str:
    """Return the font of the text of a chart, as XML.

    Its colour is `ink`, or the text colour of the style for "".
    """
    wrap = ' wrap="none"' if bold else ""  # otherwise LibreOffice wraps the end of a number
    return (
        f'<c:txPr><a:bodyPr rot="0" vert="horz"{wrap}/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{solid(ink or style.text)}'
        f"</a:defRPr></a:pPr>"
        f'<a:endParaRPr lang="{LANGUAGE_TAGS[text.lang]}"/></a:p></c:txPr>'
    )


def add_chart(
    canvas: Canvas, name: str, descr: str, box: Box, chart: pptx_compat.ChartSource
) -> None:
    """Put the chart on the slide, with its data sheet inside the file."""
    corners = (emu(box.x), emu(box.y), emu(box.w), emu(box.h))
    frame = pptx_compat.add_chart(canvas.slide, corners, chart)
    pptx_compat.describe_shape(frame, clean(name), clean(descr))
    if not canvas.tree.findall("{*}graphicFrame/{*}nvGraphicFramePr/{*}nvPr/{*}ph"):
        # The first chart fills the placeholder of the layout.
        holder = frame.element.find("{*}nvGraphicFramePr/{*}nvPr")
        holder.append(pptx_compat.parse_element(CHART))


def plot_layout(plot: PlotArea) -> str:
    """Return the area of the axes in the chart, as XML."""
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/><c:x val="{plot.x:.4f}"/><c:y val="{plot.y:.4f}"/>'
        f'<c:w val="{plot.w:.4f}"/><c:h val="{plot.h:.4f}"/></c:manualLayout></c:layout>'
    )
