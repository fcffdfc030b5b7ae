"""The files of a chart: its table as CSV, and its picture with its texts as SVG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from campaign.analysis.data_table import csv_bytes
from campaign.analysis.provenance import file_name
from campaign.analysis.register_table import (
    FIRST_LIST,
    ListQuery,
    query_activities,
    row_limit_words,
)
from campaign.analysis.view import View
from campaign.charts.chart import Build, Chart, subtitle
from campaign.charts.chart_list import CHARTS
from campaign.charts.wording import join_sentences
from campaign.exports.structured_data import to_script
from campaign.render.animation import days_of_page
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing
from campaign.render.typography import LINE, TextStyle, wrap_text
from campaign.site.card import NO_MAP, source_line
from campaign.site.figure import file_drawing
from campaign.site.notices import NO_FILE
from campaign.site.register import to_table

REGISTER = "register"
"""The key of the list of activities, which has a CSV file like a chart."""
_WIDTH, _EDGE, _GAP, _PAD, _BAND = 1000, 32, 10, 10, 6  # px; the texts of a chart stay readable
_FONT = "Arial,'Liberation Sans','DejaVu Sans',sans-serif"
"""Typefaces that every computer has: a file cannot load those of a page."""


class NoFileError(Exception):
    """There is no such file: `words` say why in the reader's language, `status` is that of HTTP."""

    def __init__(self, words: str, status: int = 404) -> None:
        super().__init__(words)
        self.words, self.status = words, status


def make_file(
    view: View,
    key: str,
    ending: str,
    chart_of: Callable[[View, Build], Chart],
    query: ListQuery = FIRST_LIST.query,
) -> tuple[str, bytes]:
    """Return the name and the content of the file of a chart, or of the register, by its key.

    `ending` is ".csv", ".svg" or ".days.json" for the days of a map; `chart_of` builds a chart of
    the view, or returns it from a cache; `query` searches and sorts the register. Raises
    NoFileError for an unknown key, for a selection without activities, for a register that is too
    long, and for a map that cannot be drawn.
    """
    if key not in CHARTS and (key, ending) != (REGISTER, ".csv"):
        raise NoFileError(view.text(NO_FILE))
    if not view.has_register or view.is_empty:
        raise NoFileError(view.absence)
    if key == REGISTER:
        if limit_words := row_limit_words(view):
            raise NoFileError(limit_words, 400)
        name, table = key, to_table(query_activities(view, query), view)
    else:
        chart = chart_of(view, CHARTS[key].build)
        name, table = chart.key, chart.table
        if ending == ".days.json":
            if not (days := days_of_page(chart, view)):
                raise NoFileError(view.text(NO_FILE))
            return file_name(view, name, ending), to_script(days).encode()
        if ending == ".svg":
            if not chart.has_drawing:
                raise NoFileError(view.text(NO_FILE if table.frame.empty else NO_MAP))
            return file_name(view, name, ending), _chart_svg(view, chart).encode()
    return file_name(view, name, ending), csv_bytes(table, view.text, view.disclaimer)


@dataclass(frozen=True)
class _Paragraph:
    """A text with its font size in px; `is_mark` puts it on the surface of a disclaimer."""

    words: str
    size: float
    bold: bool = False
    is_mark: bool = False

    @property
    def lines(self) -> list[str]:
        """The text in lines of the file's width; [] for ""."""
        room = _WIDTH - 2 * (_EDGE + (_PAD if self.is_mark else 0))
        return wrap_text(self.words, room, self.size, self.bold) if self.words else []

    @property
    def height(self) -> float:
        """The height of the lines with the gap below them in px; 0 for ""."""
        text = len(self.lines) * self.size * LINE
        return text + _GAP + (2 * _PAD if self.is_mark else 0) if text else 0.0

    def draw(self, drawing: Drawing, top: float) -> None:
        """Write the text into a drawing."""
        style, left = drawing.style, float(_EDGE)
        colour = style.text
        if self.is_mark and self.words:
            drawing.rect(_EDGE, top, _WIDTH - 2 * _EDGE, self.height - _GAP, style.mark_surface)
            drawing.rect(_EDGE, top, _BAND, self.height - _GAP, style.mark)
            colour, left, top = style.mark_text, left + _PAD + _BAND, top + _PAD
        looks = TextStyle(size=self.size, bold=self.bold, colour=colour)
        for row, line in enumerate(self.lines):
            drawing.words(line, (left, top + (row + 0.5) * self.size * LINE), looks)


def _chart_svg(view: View, chart: Chart) -> str:
    """Return an SVG document, 1,000 px wide, in the style of the view.

    It has the finding, the title, the campaign with the selection, the disclaimer, the chart, and
    the sources with the version of the data. Raises KeyError for a chart without a drawing.
    """
    picture = file_drawing(chart, view.style)
    picture.root.set("font-family", _FONT)
    title = " · ".join(filter(None, (chart.finding and chart.title, subtitle(view, chart))))
    above = (
        _Paragraph(chart.finding or chart.title, 26, bold=True),
        _Paragraph(title, 17),
        _Paragraph(view.disclaimer, 17, bold=True, is_mark=True),
    )
    source = _Paragraph(join_sentences(chart.wide_line, source_line(view, chart)), 14)
    top = _EDGE + sum(part.height for part in above)
    height = round(top + picture.height + _GAP + source.height + _EDGE - _GAP)
    drawing = Drawing("file", Size("file", _WIDTH), height, view.style)
    drawing.root.set("font-family", _FONT)
    drawing.describe(chart.heading, chart.description)
    drawing.rect(0, 0, _WIDTH, height, view.style.background)
    drawing.place(picture, (_EDGE, top))
    source.draw(drawing, top + picture.height + _GAP)
    top = _EDGE
    for part in above:
        part.draw(drawing, top)
        top += part.height
    return drawing.to_svg()
