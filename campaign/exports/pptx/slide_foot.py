"""The footer of a slide: filters, data, version, sources, disclaimer, and the slide number."""

from __future__ import annotations

from xml.sax.saxutils import escape

from campaign.charts.words.wording import add_notes
from campaign.domain.source_sites import sites
from campaign.exports.pptx.slide_size import HEIGHT, MARGIN, WIDTH
from campaign.exports.pptx.slide_text import SlideText
from campaign.i18n.number_format import NBSP
from campaign.i18n.translator import Text
from campaign.render.pptx import pptx_compat
from campaign.render.pptx.box import Box
from campaign.render.pptx.looks import Look, solid, stroke
from campaign.render.pptx.shapes import Canvas, Paragraph
from campaign.render.text_width import LINE, SMALLEST, fit_text

_FOOT = 14  # points below the last line
_NUMBER = 110  # width of the slide number, in points


def number_words(text: Text) -> tuple[str, str]:
    """Return the text before and after the number of a slide: “slide 3”, “3-слайд”."""
    before, _, after = text("slide {n}").partition("{n}")
    return before.replace(" ", NBSP), after.replace(" ", NBSP)


def draw_foot(canvas: Canvas, first: SlideText, second: SlideText | None, number: int) -> float:
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
