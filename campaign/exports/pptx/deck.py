"""The presentation as PowerPoint: native charts, the map as shapes, and the notes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from campaign.analysis.view import View
from campaign.charts.spec import Heatmap
from campaign.domain.campaign import Campaign
from campaign.exports.deterministic_zip import rezip_sorted
from campaign.exports.pptx.slides import fill_slide
from campaign.exports.pptx.template import create_template, set_theme
from campaign.exports.progress import SLIDE, Parts, StepProgress, ignore_step
from campaign.i18n.translator import Text
from campaign.presentation.slide_words import SlideText, speaker_notes
from campaign.presentation.slides import Slide
from campaign.render.pptx import pptx_compat
from campaign.render.pptx.shapes import LANGUAGE_TAGS, Canvas, Paragraph
from campaign.render.typography import clean
from campaign.theme.style import STYLES

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
