"""The preview picture of a link: text and numbers on the left, the chart on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from campaign.analysis.kpi_words import Kpi
from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.exports.link.card import LinkCard, card_of
from campaign.exports.link.chart import draw_chart
from campaign.i18n.translator import Text
from campaign.render import typeface
from campaign.render.png import to_small_png
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing
from campaign.render.svg.path_data import Point
from campaign.render.svg.text_style import TextStyle
from campaign.render.text_width import LINE, fit_text, wrap_text
from campaign.theme.style import LIGHT

WIDTH, HEIGHT = 1200, 630
"""In px, as Open Graph recommends; smaller previews have the same proportions."""

_EDGE = 48  # px of margin on the left and on the right
_BAND = 12  # px of colour along the top
_NUMBERS = 356  # px: the width of the numbers beside a chart
_GAP = 32
_MARK = 48
_FIRST, _OTHERS = (68, 26, 20), (40, 22, 18)
"""Font sizes in px of a number, of its label, and of its comparison and note."""
_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)


@dataclass(frozen=True)
class _Box:
    """A rectangle of the picture, in px."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class _Font:
    """The style of a text: the largest and the smallest size in px; colour None is the default."""

    size: float
    least: float
    colour: str | None = None
    bold: bool = False


def link_picture(view: View, page: str) -> bytes:
    """Return the picture of a page of this view as PNG, 1200 × 630 px, in light colours.

    The same view gives the same bytes. Raises KeyError for a page without a picture.
    """
    return to_small_png(draw_card(card_of(replace(view, style=LIGHT), page), view.text))


def draw_card(card: LinkCard, text: Text) -> str:
    """Return the picture as SVG; characters that the typeface lacks are replaced."""
    drawing = Drawing("link", Size("link", WIDTH), HEIGHT, LIGHT)
    drawing.rect(0, 0, WIDTH, HEIGHT, LIGHT.background)
    drawing.rect(0, 0, WIDTH, _BAND, LIGHT.accent)
    brand, middle = text("100 Days Against Human Trafficking"), 42
    drawing.words(brand, (_EDGE, middle), TextStyle(size=26, bold=True, colour=LIGHT.accent))
    place = (WIDTH - _EDGE, middle)
    drawing.words(text("Kyrgyzstan"), place, TextStyle(anchor="end", size=26, colour=LIGHT.muted))
    width = WIDTH - 2 * _EDGE
    _write(drawing, card.title, _Box(_EDGE, 62, width, 60), _Font(48, 30, bold=True))
    under = _Box(_EDGE, 122, width, 54)
    top = under.top + _write(drawing, card.subtitle, under, _Font(28, 20, LIGHT.muted)) + 20
    bottom = HEIGHT - _draw_foot(drawing, card) - 12
    body = _Box(_EDGE, top, width, bottom - top)
    if card.chart is None:
        _draw_words(drawing, card, body)
    else:
        _draw_numbers(drawing, card.numbers, replace(body, width=_NUMBERS))
        left = _EDGE + _NUMBERS + _GAP
        _draw_chart(drawing, card.chart, replace(body, left=left, width=WIDTH - _EDGE - left))
    return drawing.to_svg(typeface.legible)


def _draw_foot(drawing: Drawing, card: LinkCard) -> float:
    """Draw the sources, and the disclaimer on a band above them; return their height in px."""
    width, height = WIDTH - 2 * _EDGE, 0.0
    if card.source:
        fit = fit_text(card.source, width, 2 * 18 * LINE, 20, 16)
        height += fit.height + 14
        box = _Box(_EDGE, HEIGHT - height + 6, width, fit.height)
        _write(drawing, card.source, box, _Font(fit.size, fit.size, LIGHT.muted))
    if card.disclaimer:
        height += _MARK
        drawing.rect(0, HEIGHT - height, WIDTH, _MARK, LIGHT.mark_surface)
        drawing.rect(0, HEIGHT - height, _BAND, _MARK, LIGHT.mark)
        box = _Box(_EDGE, HEIGHT - height + 7, width, _MARK - 12)
        _write(drawing, card.disclaimer, box, _Font(27, 20, LIGHT.mark_text, bold=True))
    return height


def _draw_numbers(drawing: Drawing, kpis: Sequence[Kpi], box: _Box) -> float:
    """Draw the KPIs in a column, as large as the box allows; return their height in px."""
    for scale in _SCALES:
        sketch = Drawing("sketch", Size("link", WIDTH), HEIGHT, LIGHT)
        if _draw_list(sketch, kpis, box, scale) <= box.height:
            break
    return _draw_list(drawing, kpis, box, scale)


def _draw_list(drawing: Drawing, kpis: Sequence[Kpi], box: _Box, scale: float) -> float:
    """Draw the KPIs in a column, the first one in large type; return their height in px."""
    top = box.top
    for kpi in kpis:
        value, label, small = (size * scale for size in (_FIRST if kpi is kpis[0] else _OTHERS))
        top += 0 if kpi is kpis[0] else 16 * scale
        lines = [
            (kpi.value, _Font(value, value * 0.8, LIGHT.accent, bold=True)),
            (kpi.label, _Font(label, label * 0.8, LIGHT.text)),
            *(
                (words, _Font(small, small * 0.8, LIGHT.muted))
                for words in (kpi.reference, kpi.note)
            ),
        ]
        for words, font in lines:
            place = _Box(box.left, top, box.width, 3 * font.size * LINE)
            if words:
                top += _write(drawing, words, place, font)
    return top - box.top


def _draw_words(drawing: Drawing, card: LinkCard, box: _Box) -> None:
    """Draw the KPIs side by side, and the notes below them over the whole width."""
    top = box.top
    if card.numbers:
        column = (box.width + _GAP) / len(card.numbers)
        places = [
            replace(box, left=box.left + at * column, width=column - _GAP)
            for at in range(len(card.numbers))
        ]
        pairs = zip(card.numbers, places, strict=True)
        top += max(_draw_numbers(drawing, [kpi], place) for kpi, place in pairs) + _GAP
    for words in card.notes:
        room = box.top + box.height - top
        if room < 24 * LINE:
            break
        size = 28 if card.numbers else 34
        place = replace(box, top=top, height=min(room, 4 * size * LINE))
        top += _write(drawing, words, place, _Font(size, 22)) + 14


def _draw_chart(drawing: Drawing, chart: Chart, box: _Box) -> None:
    """Draw the chart below its finding and its title."""
    heading = 8.0
    if chart.finding:
        heading += (
            _write(drawing, chart.finding, replace(box, height=50), _Font(22, 17, bold=True)) + 2
        )
    under = replace(box, top=box.top + heading - 8, height=50)
    heading += _write(drawing, chart.title, under, _Font(22, 17, bold=not chart.finding))
    chart_drawing = draw_chart(chart, box.width, box.height - heading)
    middle = box.left + (box.width - chart_drawing.width) / 2
    drawing.place(chart_drawing, (middle, box.top + heading))


def _write(drawing: Drawing, words: str, box: _Box, font: _Font) -> float:
    """Write the text from the top of the box; return its height in px."""
    fit = fit_text(words, box.width, box.height, font.size, font.least, font.bold)
    step = fit.size * LINE
    for row, line in enumerate(wrap_text(fit.words, box.width, fit.size, font.bold)):
        at: Point = (box.left, box.top + (row + 0.5) * step)
        drawing.words(line, at, TextStyle(size=fit.size, bold=font.bold, colour=font.colour))
    return fit.height
