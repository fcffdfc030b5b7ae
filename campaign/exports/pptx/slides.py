"""A slide in PowerPoint: title, finding, chart, and a footer with the provenance."""

from __future__ import annotations

from dataclasses import replace
from xml.sax.saxutils import escape

from pptx.slide import Slide as PptxSlide

from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.body import Timeline
from campaign.charts.chart import Chart
from campaign.charts.two_languages import with_second_legend, with_second_names
from campaign.charts.words.wording import add_notes
from campaign.domain.source_sites import sites
from campaign.exports.pptx.kpi_rows import draw_kpis
from campaign.exports.pptx.slide_size import HEIGHT, MARGIN, WIDTH
from campaign.exports.pptx.slide_text import SlideText
from campaign.i18n.number_format import NBSP
from campaign.i18n.translator import Text
from campaign.render.pptx import figure, pptx_compat
from campaign.render.pptx.box import Box
from campaign.render.pptx.looks import Look, solid, stroke
from campaign.render.pptx.shapes import Canvas, Paragraph
from campaign.render.text_width import LINE, SMALLEST, clean, fit_text

_FOOT = 14  # points below the last line
_NUMBER = 110  # width of the slide number, in points

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
    foot = _draw_foot(canvas, first, second, number)
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


def number_words(text: Text) -> tuple[str, str]:
    """Return the text before and after the number of a slide: “slide 3”, “3-слайд”."""
    before, _, after = text("slide {n}").partition("{n}")
    return before.replace(" ", NBSP), after.replace(" ", NBSP)


def _draw_foot(canvas: Canvas, first: SlideText, second: SlideText | None, number: int) -> float:
    """Draw the footer from the bottom of the slide; return its upper edge in points."""
    text, style = first.view.text, first.view.style
    provenance = first.build_provenance()
    facts = " · ".join(
        s for s in (provenance.filters, provenance.data_line, provenance.version_line) if s
    )
    sources = list(provenance.sources)
    if first.slide.kind == "text" or not first.view.has_register:
        # A slide of text, or an edition without a register: no value on it is from a register.
        sources = sites([first.slide.source]) or sites([first.view.edition.source])
        facts = " · ".join(s for s in (first.view.filters, provenance.version_line) if s)
    lines = [facts]
    if sources:
        line = text("Source: {source}", source="; ".join(sources))
        lines.append(add_notes(line, first.slide.method_notes(first.chart)))
    if first.has_map:
        lines.append(provenance.boundaries)
    room = WIDTH - 2 * MARGIN - _NUMBER
    y: float = HEIGHT - _FOOT
    links = [a.strip() for a in first.slide.source.split(";") if a.strip()]
    for line in reversed(lines):
        # Three lines: the longest note on boundaries must not be cut.
        fit = fit_text(line, room, 3 * SMALLEST * LINE, SMALLEST, SMALLEST)
        y -= fit.height
        link = links[0] if links and line.startswith(text("Source: {source}", source="")) else ""
        words = Paragraph(fit.words, fit.size, style.text, link=link)
        canvas.words(text("Source"), Box(MARGIN, y, room, fit.height), [words])
    before, after = number_words(text)
    _draw_slide_number(canvas, first, before, number, after)
    disclaimers = (provenance.disclaimer, second.view.disclaimer if second else "")
    mark = " · ".join(filter(None, disclaimers))
    if mark:
        fit = fit_text(mark, WIDTH - 2 * MARGIN - 16, 32, 12, SMALLEST, bold=True)
        y -= fit.height + 10
        canvas.words(
            provenance.disclaimer,
            Box(MARGIN, y, WIDTH - 2 * MARGIN, fit.height + 6),
            [Paragraph(fit.words, fit.size, style.text, bold=True, align="ctr")],
            anchor="ctr",
            look=Look(solid(style.mark_surface), stroke(style.mark, 1)),
        )
    return y


def _draw_slide_number(
    canvas: Canvas, first: SlideText, before: str, number: int, after: str
) -> None:
    """Draw the number as a field, so that it is still correct after slides are moved."""
    words = Paragraph("", 12, first.view.style.text, align="r")
    box = Box(WIDTH - MARGIN - _NUMBER, HEIGHT - _FOOT - 15, _NUMBER, 15)
    canvas.words(
        first.view.text("Slide number"),
        box,
        [words],
        anchor="b",
        placeholder='<p:ph type="sldNum" sz="quarter" idx="12"/>',
    )
    run = canvas.run(words)
    paragraph = canvas.tree[-1].find(".//{*}p")
    namespace = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    filled = pptx_compat.parse_element(
        f"<a:p {namespace}>"
        '<a:pPr marL="0" indent="0" algn="r"><a:buNone/></a:pPr>'
        + (f"<a:r>{run}<a:t>{escape(before)}</a:t></a:r>" if before else "")
        + '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
        + f"{run}<a:t>{number}</a:t></a:fld>"
        + (f"<a:r>{run}<a:t>{escape(after)}</a:t></a:r>" if after else "")
        + "</a:p>"
    )
    paragraph.getparent().replace(paragraph, filled)
