"""The presentation as PowerPoint: native charts, the map as shapes, and the notes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any
from xml.sax.saxutils import escape

from pptx.slide import Slide as PptxSlide

from campaign.analysis.kpi_words import Kpi
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.chart import Chart
from campaign.charts.spec import Heatmap, Timeline
from campaign.charts.two_languages import with_second_legend, with_second_names
from campaign.charts.wording import add_notes
from campaign.domain.campaign import Campaign
from campaign.exports.deterministic_zip import rezip_sorted
from campaign.exports.pptx.template import (
    BODY,
    BODY_SIZE,
    DETAILS,
    DETAILS_SIZE,
    DISCLAIMER,
    HEIGHT,
    MARGIN,
    NUMBER,
    SOURCE,
    TITLE,
    TITLE_SIZE,
    TOPIC,
    TOPIC_SIZE,
    WIDTH,
    create_template,
    set_theme,
)
from campaign.exports.progress import SLIDE, Parts, StepProgress, ignore_step
from campaign.i18n.number_format import NBSP
from campaign.i18n.translator import Text
from campaign.presentation.slide_words import SlideText, speaker_notes
from campaign.presentation.slides import Slide
from campaign.render.pptx import figure, pptx_compat
from campaign.render.pptx.shapes import LANGUAGE_TAGS, Box, Canvas, Look, Paragraph, solid, stroke
from campaign.render.pptx.tables import TABLE, Cell, SlideTable, draw_table
from campaign.render.typography import LINE, SMALLEST, clean, fit_text
from campaign.theme.style import STYLES

_FOOT = 14  # points below the last line
_NUMBER = 110  # width of the slide number, in points

_TOP = 18  # above the topic
_SECOND_SIZE = 0.75  # of the font size of a line: its second language
_BULLET = 24  # points: the indent of a line
_LEAST_TIMELINE = 270


def fill_slide(
    pptx_slide: PptxSlide, first: SlideText, number: int, second: SlideText | None
) -> None:
    """Draw one slide; `second` is the same slide in a second language, None if there is none."""
    canvas = Canvas.of(pptx_slide, first.view.text.lang)
    y = _draw_headline(canvas, first, second)
    foot = _draw_foot(canvas, first, second, number)
    spec = Box(MARGIN, y + 8, WIDTH - 2 * MARGIN, foot - 10 - y - 8)
    if first.absence:
        words = Paragraph(first.absence, 28, level=0)
        canvas.fit_words(first.absence, spec, words, 16, anchor="ctr", placeholder=BODY)
    elif first.chart is not None:
        # Below long titles a timeline has no room for a legend in a second language.
        is_low = isinstance(first.chart.spec, Timeline) and spec.h < _LEAST_TIMELINE
        also = None if second is None or is_low else second.chart
        chart = with_second_names(first.chart, None if second is None else second.chart)
        _draw_chart(canvas, spec, first.view, with_second_legend(chart, also))
    elif kpis := first.slide.kpis(first.view):
        others = second.slide.kpis(second.view) if second else ()
        draw_kpis(canvas, spec, first.view, kpis, others, second.view.text.lang if second else "")
    else:
        _draw_lines(canvas, spec, first, second)


def _draw_headline(canvas: Canvas, first: SlideText, second: SlideText | None) -> float:
    """Draw the topic, below it the finding as the title, and the other sentences."""
    text, room = first.view.text, WIDTH - 2 * MARGIN
    others = (second,) if second is not None else ()
    topics = list(dict.fromkeys(filter(None, (one.topic for one in (first, *others)))))
    y = _TOP + _draw_paragraphs(
        canvas, text("Topic"), _TOP, topics, (first, *others), 38, TOPIC_SIZE, TOPIC
    )
    high = 2 * TITLE_SIZE * LINE
    fit = fit_text(first.headline, room, high, TITLE_SIZE, 24, bold=True)
    if fit.cut:  # three lines are better than small letters
        fit = fit_text(first.headline, room, 1.3 * high, TITLE_SIZE, 14, bold=True)
    canvas.words(
        text("Main finding"),
        Box(MARGIN, y, room, fit.height),
        [Paragraph(fit.words, fit.size, bold=True, level=0)],
        placeholder=TITLE,
    )
    y += fit.height + 2
    details = [first.finding[1] if second is None else "", first.wide_line]
    if second is not None and second.headline != first.headline:
        details = [second.headline, first.wide_line]
    # Three lines of the smallest size: the caveat at the end must not be cut.
    most = 3.2 * 11 * LINE + (2 * SMALLEST * LINE if first.wide_line else 0)
    languages = (second or first, first)
    return y + _draw_paragraphs(
        canvas, text("Text"), y, details, languages, most, DETAILS_SIZE, DETAILS
    )


def _draw_paragraphs(
    canvas: Canvas,
    name: str,
    y: float,
    words: Sequence[str],
    languages: Sequence[SlideText],
    high: float,
    size: float,
    placeholder: str,
) -> float:
    """Fill a placeholder with paragraphs at the largest size that fits; return their height."""
    room, lines = WIDTH - 2 * MARGIN, [clean(line) for line in words]
    pairs = [(w, one.view.text.lang) for w, one in zip(lines, languages, strict=False) if w]
    if not pairs:
        return 0.0
    while size > SMALLEST and sum(fit_text(w, room, 1e6, size, size).height for w, _ in pairs) > (
        high + 0.01
    ):
        size -= 1
    each = max(high / len(pairs), SMALLEST * LINE) if size == SMALLEST else 1e6
    fits = [fit_text(w, room, each, size, size) for w, _ in pairs]
    height = sum(fit.height for fit in fits)
    canvas.words(
        name,
        Box(MARGIN, y, room, height),
        [
            Paragraph(fit.words, size, lang=lang, level=0)
            for fit, (_, lang) in zip(fits, pairs, strict=True)
        ],
        placeholder=placeholder,
    )
    return height


def _draw_chart(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the chart.

    If the boundaries of a map cannot be read, draw a sentence that says so and the regions as bars.

    The other texts of the slide stay those of the map.
    """
    if not chart.has_drawing:
        words = view.text("The map cannot be shown: the boundary file cannot be read.")
        room = Box(box.x, box.y, box.w, 22)
        canvas.fit_words(words, room, Paragraph(words, 14, view.style.text), SMALLEST)
        chart, box = replace(chart, spec=by_region.region_ranking(view).spec), box.below(28)
    figure.draw(canvas, box, view, chart)


def _draw_lines(canvas: Canvas, box: Box, first: SlideText, second: SlideText | None) -> None:
    """Draw the lines of a text slide as large as they fit, with the second language below each."""
    lines = first.slide.lines(first.view)
    also = second.slide.lines(second.view) if second else []
    if len(also) != len(lines):
        also = [""] * len(lines)
    other = second.view.text.lang if second else ""
    paragraphs = [
        Paragraph(clean(words), share, lang=lang, level=level)
        for pair in zip(lines, also, strict=True)
        for words, (share, lang, level) in zip(
            pair, ((1.0, "", 0), (_SECOND_SIZE, other, 1)), strict=True
        )
        if words
    ]
    size, wide = BODY_SIZE, box.w - _BULLET

    def fit(size: float) -> list[Paragraph]:
        return [replace(p, size=max(size * p.size, SMALLEST)) for p in paragraphs]

    def height(lines: Sequence[Paragraph]) -> float:
        heights = (fit_text(p.text, wide, 1e6, p.size, p.size).height for p in lines)
        return sum(heights) + sum(2 if p.level else 12 for p in lines)

    while size > SMALLEST and height(fit(size)) > box.h:
        size -= 1
    shown = fit(size)
    while len(shown) > 1 and height(shown) > box.h:
        shown.pop()
    room = box.h - height(shown[:-1]) - 12
    shown = [*shown[:-1], *(_cut(p, wide, room) for p in shown[-1:])]
    if shown:
        canvas.words(first.view.text("Text"), box, shown, placeholder=BODY)


def _cut(paragraph: Paragraph, wide: float, high: float) -> Paragraph:
    size = paragraph.size
    return replace(paragraph, text=fit_text(paragraph.text, wide, high, size, size).words)


def number_words(text: Text) -> tuple[str, str]:
    """Return the text before and after the number of a slide: “slide 3”, “3-слайд”."""
    before, _, after = text("slide {n}").partition("{n}")
    return before.replace(" ", NBSP), after.replace(" ", NBSP)


def _draw_foot(canvas: Canvas, first: SlideText, second: SlideText | None, number: int) -> float:
    """Draw the footer from the bottom of the slide; return its upper edge in points."""
    text, style = first.view.text, first.view.style
    provenance, sources = first.provenance, first.sources
    # On a slide of text, or without a register, no value is from a register.
    is_empty = first.slide.kind == "text" or not first.view.has_register
    data_line = "" if is_empty else provenance.data_line
    lines_of = (provenance.filters, data_line, provenance.version_line)
    facts = " · ".join(filter(None, lines_of))
    lines = [facts]
    if sources:
        line = text("Source: {source}", source="; ".join(sources))
        lines.append(add_notes(line, first.slide.method_notes(first.chart)))
    if first.has_map:
        lines.append(provenance.boundaries)
    room = WIDTH - 2 * MARGIN - _NUMBER
    y: float = HEIGHT - _FOOT
    written: list[Paragraph] = []
    links = [a.strip() for a in first.slide.source.split(";") if a.strip()]
    for line in reversed(lines):
        # Three lines: the longest note on boundaries must not be cut.
        fit = fit_text(line, room, 3 * SMALLEST * LINE, SMALLEST, SMALLEST)
        y -= fit.height
        link = links[0] if links and line.startswith(text("Source: {source}", source="")) else ""
        words = Paragraph(fit.words, fit.size, link=link, level=0)
        written.insert(0, words)
    box = Box(MARGIN, y, room, HEIGHT - _FOOT - y)
    canvas.words(text("Source"), box, written, placeholder=SOURCE)
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
            [Paragraph(fit.words, fit.size, bold=True, level=0)],
            anchor="ctr",
            placeholder=DISCLAIMER,
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
        placeholder=NUMBER,
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


_COLUMNS = (0.38, 0.24, 0.38)  # of the width: label, value, reference and note
_HIGHEST = 70  # points of a row
_SECOND = 0.75  # of the font size: the second language and the note
_INSIDE = 6  # points: the margins of a cell


def draw_kpis(
    canvas: Canvas, box: Box, view: View, kpis: Sequence[Kpi], also: Sequence[Kpi], lang: str
) -> None:
    """Draw the KPIs, each in a row with its reference and note, such as the published value.

    `also` are the same KPIs in a second language, `lang`; () and "" if there is none.
    """
    style, high = view.style, min(box.h / len(kpis), _HIGHEST)
    widths = [box.w * share for share in _COLUMNS]
    rows = []
    for kpi, other in zip_longest(kpis, also):
        labels = [(kpi.label, 1.0, style.text, "")]
        notes = [(kpi.reference, 1.0, style.text, ""), (kpi.note, _SECOND, style.text, "")]
        if other is not None:
            labels.append((other.label, _SECOND, style.muted, lang))
            words = " · ".join(filter(None, (kpi.reference, kpi.note)))
            second = " · ".join(filter(None, (other.reference, other.note)))
            notes = [(words, _SECOND, style.text, ""), (second, _SECOND, style.muted, lang)]
        value = fit_text(kpi.value, widths[1] - _INSIDE, high - 2, 36, 14, bold=True)
        number = Paragraph(value.words, value.size, style.accent, bold=True)
        rows.append(
            [
                Cell("", style.text, paragraphs=_fit(labels, widths[0], high)),
                Cell("", style.text, paragraphs=(number,)),
                Cell("", style.text, paragraphs=_fit(notes, widths[2], high)),
            ]
        )
    table = SlideTable(rows, widths, [high] * len(rows), 18, style.line, ("lnB",))
    names = "; ".join(f"{kpi.label}: {kpi.value}" for kpi in kpis)
    draw_table(canvas, view.text("Table"), names, (box.x, box.y), table, TABLE)


def _fit(
    lines: Sequence[tuple[str, float, str, str]], wide: float, high: float
) -> tuple[Paragraph, ...]:
    """Return the paragraphs (text, share of the size, colour, language) at the largest size."""
    lines = [line for line in lines if line[0]]
    fitted: list[Paragraph] = []
    for size in range(18, SMALLEST - 1, -1):
        fits = [
            fit_text(words, wide - _INSIDE, 1e6, max(size * share, SMALLEST), SMALLEST)
            for words, share, _, _ in lines
        ]
        fitted = [
            Paragraph(fit.words, fit.size, colour, lang=lang)
            for fit, (_, _, colour, lang) in zip(fits, lines, strict=True)
        ]
        if sum(fit.height for fit in fits) <= high - 2:
            break
    return tuple(fitted)


_STYLE = STYLES["light"]
_NOTES = 4_000  # characters


def deck(
    campaign: Campaign,
    slides: Sequence[Slide],
    lang: str,
    *,
    edition: str | None = None,
    second: str | None = None,
    progress: StepProgress = ignore_step,
) -> bytes:
    """Return the presentation as a .pptx of 16:9 slides in a language.

    With a language `second`, the texts of a slide, the names on its chart and its notes are in both
    languages. `edition` is for slides that name no edition. The same campaign, slides and languages
    give the same bytes. A slide with nothing to draw says why. Raises ValueError if there are no
    slides, or for an unknown language.
    """
    if not slides:
        raise ValueError("a presentation needs at least one slide")
    text = Text.of(lang)
    show, layouts = create_template(text)
    parts = Parts(slides, SLIDE, progress)
    texts: list[SlideText] = []
    views: dict[tuple[object, ...], View] = {}

    def write(slide: Slide, language: str) -> SlideText:
        view = slide.view(campaign, language, _STYLE, edition)
        # Slides with the same selection share one view and its cached values.
        return SlideText.of(slide, views.setdefault(view.key, view))

    for number, slide in enumerate(parts, start=1):
        first = write(slide, lang)
        other = write(slide, second) if second is not None and second != lang else None
        texts.append(first)
        pptx_slide = show.slides.add_slide(layouts[_layout_of(first)])
        # A placeholder is drawn again where it has text, at the size that fits.
        for shape in list(pptx_slide.shapes):
            pptx_compat.remove_shape(shape)
        fill_slide(pptx_slide, first, number, other)
        for texts_of in filter(None, (first, other)):
            notes = speaker_notes(slide, texts_of.view, texts_of.chart)
            _write_notes(pptx_slide, notes, texts_of.view.text.lang)
    _set_properties(show, texts[0], text)
    pptx_compat.change_themes(show, set_theme)  # at the end: notes have a theme of their own
    out = io.BytesIO()
    show.save(out)
    content = rezip_sorted(out.getvalue())
    parts.finish()
    return content


def _layout_of(content: SlideText) -> str:
    """Return the kind of the layout: for a chart, a table or text."""
    if content.chart is not None:
        return "table" if isinstance(content.chart.spec, Heatmap) else "chart"
    return "table" if content.slide.kpis(content.view) else "body"


def _write_notes(pptx_slide: Any, notes: str, lang: str) -> None:
    """Write the speaker's notes below those that the slide already has.

    If there are no notes, no notes page is created.
    """
    if not clean(notes):
        return
    body = pptx_compat.notes_body(pptx_slide)
    canvas = Canvas.of(pptx_slide, lang)
    for paragraph in list(body.findall("{*}p")):
        if not "".join(paragraph.itertext()).strip():
            body.remove(paragraph)
    namespace = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    for line in [line for line in notes[:_NOTES].splitlines() if clean(line)]:
        xml = canvas.paragraph(Paragraph(line, 12, _STYLE.text))
        body.append(pptx_compat.parse_element(xml.replace("<a:p>", f"<a:p {namespace}>", 1)))


def _set_properties(show: Any, first: SlideText, text: Text) -> None:
    """Set the title, the language and the dates of the file, which do not depend on the clock."""
    provenance = first.provenance
    properties = show.core_properties
    name = " · ".join(filter(None, (first.view.edition.name(text), first.view.scope.line)))
    properties.title = clean(name)[:255]
    subject = " · ".join(filter(None, (provenance.disclaimer, provenance.filters)))
    properties.subject = clean(subject)[:255]
    properties.keywords = clean(provenance.version_line)[:255]
    properties.author = properties.last_modified_by = text("Campaign dashboard")
    properties.comments = properties.category = ""
    properties.language = LANGUAGE_TAGS[text.lang]
    properties.revision = 1
    day = provenance.data_day or dt.date(1980, 1, 1)
    properties.created = properties.modified = dt.datetime.combine(day, dt.time())
