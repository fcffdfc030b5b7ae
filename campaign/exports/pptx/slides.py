"""A slide in PowerPoint: title, finding, chart, and a footer with the provenance."""

from __future__ import annotations

from dataclasses import replace

from pptx.slide import Slide as PptxSlide

from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.body import Timeline
from campaign.charts.chart import Chart
from campaign.charts.two_languages import with_second_legend, with_second_names
from campaign.exports.pptx.kpi_rows import draw_kpis
from campaign.exports.pptx.slide_foot import (
    draw_foot,
)
from campaign.exports.pptx.slide_size import MARGIN, WIDTH
from campaign.exports.pptx.slide_text import SlideText
from campaign.render.pptx import figure
from campaign.render.pptx.box import Box
from campaign.render.pptx.looks import Look, solid
from campaign.render.pptx.shapes import Canvas, Paragraph
from campaign.render.text_width import LINE, SMALLEST, clean, fit_text

_TOP = 26  # above the title
_SECOND_SIZE = 0.75  # of the font size of a line: its second language
_BETWEEN_LINES = 14
_LEAST_TIMELINE = 270


def fill_slide(
    pptx_slide: PptxSlide, first: SlideText, number: int, second: SlideText | None
) -> None:
    """Draw one slide; `second` is the same slide in a second language, None if there is none."""
    canvas = Canvas.of(pptx_slide, first.view.text.lang)
    y = _draw_title(canvas, first, second)
    y = _draw_finding(canvas, first, second, y)
    foot = draw_foot(canvas, first, second, number)
    body = Box(MARGIN, y + 8, WIDTH - 2 * MARGIN, foot - 12 - y - 8)
    if first.blank:
        canvas.fit_words(
            first.blank,
            body,
            Paragraph(first.blank, 28, first.view.style.text, align="ctr"),
            16,
            anchor="ctr",
        )
    elif first.chart is not None:
        # Below long titles a timeline has no room for a legend in a second language.
        is_low = isinstance(first.chart.body, Timeline) and body.h < _LEAST_TIMELINE
        also = None if second is None or is_low else second.chart
        chart = with_second_names(first.chart, None if second is None else second.chart)
        _draw_chart(canvas, body, first.view, with_second_legend(chart, also))
    elif kpis := first.slide.kpis(first.view):
        others = second.slide.kpis(second.view) if second else ()
        draw_kpis(canvas, body, first.view, kpis, others, second.view.text.lang if second else "")
    else:
        _draw_lines(canvas, body, first, second)


def _draw_title(canvas: Canvas, first: SlideText, second: SlideText | None) -> float:
    style, room = first.view.style, WIDTH - 2 * MARGIN
    fit = fit_text(first.title, room, 44 if second else 70, 30, 14, bold=True)
    box = Box(MARGIN, _TOP, room, fit.height)
    canvas.words(
        first.title[:80],
        box,
        [Paragraph(fit.words, fit.size, style.text, bold=True)],
        placeholder='<p:ph type="title"/>',
    )
    y = box.bottom
    if second is not None and second.title != first.title:
        y += 2 + canvas.fit_words(
            second.title[:80],
            Box(MARGIN, y + 2, room, 40),
            Paragraph(second.title, 20, style.text, lang=second.view.text.lang),
            11,
        )
    for either, most in ((first, 15), (second, 12)):
        if either is not None and either.scope:
            box = Box(MARGIN, y + 2, room, 34)
            lang = either.view.text.lang
            name = first.view.text("Filter")
            y += 2 + canvas.fit_words(
                name, box, Paragraph(either.scope, most, style.muted, lang=lang), 11
            )
    return y


def _draw_finding(canvas: Canvas, first: SlideText, second: SlideText | None, y: float) -> float:
    style, text, room = first.view.style, first.view.text, WIDTH - 2 * MARGIN
    sentence, rest = first.finding
    name = text("Main finding")
    y += 6
    # A timeline has two panels and needs the height of the second line.
    is_timeline = first.chart is not None and isinstance(first.chart.body, Timeline)
    box = Box(MARGIN, y, room, 22 if is_timeline else 40)
    y += canvas.fit_words(name, box, Paragraph(sentence, 22, style.accent, bold=True), 13)
    if second is not None:
        also, _ = second.finding
        lang = second.view.text.lang
        y += canvas.fit_words(
            name, Box(MARGIN, y, room, 32), Paragraph(also, 15, style.accent, lang=lang), 11
        )
    elif rest:
        y += 2
        # Three lines of the smallest size: the caveat at the end must not be cut.
        y += canvas.fit_words(
            name, Box(MARGIN, y, room, 3 * 11 * LINE), Paragraph(rest, 15, style.text), 11
        )
    if first.wide_line:
        y += 2
        box = Box(MARGIN, y, room, 34)
        y += canvas.fit_words(name, box, Paragraph(first.wide_line, 13, style.text), SMALLEST)
    return y


def _draw_chart(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the chart.

    If the boundaries of a map cannot be read, draw a sentence that says so and the regions as bars.

    The other texts of the slide stay those of the map.
    """
    if not chart.has_drawing:
        words = view.text("The map cannot be shown: the boundary file cannot be read.")
        room = Box(box.x, box.y, box.w, 22)
        canvas.fit_words(words, room, Paragraph(words, 14, view.style.text), SMALLEST)
        chart, box = replace(chart, body=by_region.region_ranking(view).body), box.below(28)
    figure.draw(canvas, box, view, chart)


def _draw_lines(canvas: Canvas, box: Box, first: SlideText, second: SlideText | None) -> None:
    """Draw the lines of a text slide as large as they fit, with the second language below each."""
    lines = first.slide.lines(first.view)
    also = second.slide.lines(second.view) if second else []
    if len(also) != len(lines):
        also = [""] * len(lines)
    if not lines:
        return
    wide, bar = box.w - 24, 5
    size = 30.0

    def height(words: str, points: float) -> float:
        return fit_text(words, wide, 1e6, points, points).height if words else 0.0

    def height_of_lines() -> float:
        smaller = size * _SECOND_SIZE
        return sum(map(lambda a, b: height(a, size) + height(b, smaller), lines, also))

    while size > 12 and height_of_lines() + _BETWEEN_LINES * (len(lines) - 1) > box.h - 6:
        size -= 1
    colours = (first.view.style.text, first.view.style.muted)
    languages = ("", second.view.text.lang if second else "")
    y = box.y + 6
    for pair in zip(lines, also, strict=True):
        top = y
        for words, points, colour, lang in zip(
            pair, (size, max(size * _SECOND_SIZE, SMALLEST)), colours, languages, strict=True
        ):
            room = box.bottom - y
            if not words or room < points * LINE:
                continue
            paragraph = fit_text(words, wide, room, points, points)
            canvas.words(
                clean(words)[:80],
                Box(box.x + 20, y, wide, paragraph.height),
                [Paragraph(paragraph.words, paragraph.size, colour, lang=lang)],
            )
            y += paragraph.height
        if y == top:
            break
        bar_box = Box(box.x, top, bar, y - top)
        canvas.shape(first.title[:80], bar_box, Look(solid(first.view.style.accent)))
        y += _BETWEEN_LINES
