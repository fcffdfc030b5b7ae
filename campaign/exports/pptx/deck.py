"""A talk as PowerPoint: a slide a scene, with native charts, the map as shapes, and the notes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.util import Emu

from campaign.domain.campaign import Campaign
from campaign.exports.pptx.shapes import FONT, LANGUAGE_TAGS, Box, Canvas, Words, emu, solid
from campaign.exports.pptx.slides import HEIGHT, WIDTH, SlideText, fill_slide
from campaign.exports.pptx.text_width import clean
from campaign.exports.progress import SCENE, Parts, Progress, silent
from campaign.exports.repack_zip import repack
from campaign.i18n.translator import Text
from campaign.presentation.slides import Scene
from campaign.theme.style import STYLES

_STYLE = STYLES["light"]
_LAYOUT = "Title Only"
_KEPT = ("title", "sldNum")  # placeholders of a slide; date and footer are shapes of our own
_UNWANTED = ("/thumbnail", "/printerSettings", "/extended-properties")
_NOTES = 4_000  # characters


def deck(
    campaign: Campaign,
    scenes: Sequence[Scene],
    lang: str,
    *,
    edition: str | None = None,
    second: str | None = None,
    progress: Progress = silent,
) -> bytes:
    """The talk as a .pptx of 16:9 slides in a language.

    `second` is a language whose title and finding stand under the first; `edition` is shown where
    a scene names none. The same campaign, scenes and languages give the same bytes. A scene with
    nothing left to draw gives a slide that says so. Raises ValueError without scenes, or for a
    language that is not spoken.
    """
    if not scenes:
        raise ValueError("a talk needs at least one scene")
    text = Text.of(lang)
    show = _template(text)
    parts = Parts(scenes, SCENE, progress)
    told: list[SlideText] = []
    for number, scene in enumerate(parts, start=1):
        first, other = SlideText.of(scene, scene.view(campaign, lang, _STYLE, edition)), None
        if second is not None and second != lang:
            other = SlideText.of(scene, scene.view(campaign, second, _STYLE, edition))
        told.append(first)
        slide = show.slides.add_slide(show.slide_layouts[0])
        for shape in list(slide.shapes):
            shape._element.getparent().remove(shape._element)
        fill_slide(slide, first, number, other)
        _speak(slide, scene.noted(lang), lang)
    _describe(show, told[0], text)
    _set_font(show)
    out = io.BytesIO()
    show.save(out)
    content = repack(out.getvalue())
    parts.finished()
    return content


def _template(text: Text) -> Any:
    """An empty 16:9 presentation with one master and one layout, in the reader's language."""
    show: Any = Presentation()
    show.slide_width, show.slide_height = Emu(emu(WIDTH)), Emu(emu(HEIGHT))
    del show.element.find("{*}sldSz").attrib["type"]
    for layout in list(show.slide_layouts):
        if layout.name != _LAYOUT:
            show.slide_layouts.remove(layout)
    master, layout = show.slide_masters[0], show.slide_layouts[0]
    layout.name = text("Title")
    for holder in (master, layout):
        for shape in list(holder.placeholders):
            kind = shape._element.find(".//{*}ph").get("type")
            if kind not in _KEPT:
                shape._element.getparent().remove(shape._element)
                continue
            shape.name = text("Title") if kind == "title" else text("Slide number")
            if kind == "title":
                shape.text_frame.text = text("Title")
            for run in shape._element.iter("{*}rPr", "{*}endParaRPr"):
                run.set("lang", LANGUAGE_TAGS[text.lang])
            shape.left, shape.width = Emu(emu(40)), Emu(emu(880))
            shape.top, shape.height = Emu(emu(26)), Emu(emu(70))
            if kind == "sldNum":
                shape.left, shape.width = Emu(emu(810)), Emu(emu(110))
                shape.top, shape.height = Emu(emu(511)), Emu(emu(15))
    title = master.element.find(".//{*}titleStyle/{*}lvl1pPr")
    title.set("algn", "l")
    _stripe(master, text)
    for relations in (show.part.rels, show.part.package._rels):
        for key in [k for k, rel in relations.items() if rel.reltype.endswith(_UNWANTED)]:
            relations.pop(key)
    return show


def _stripe(master: Any, text: Text) -> None:
    """A line of colour along the upper edge, behind everything."""
    tree = master.shapes._spTree
    canvas = Canvas(master, tree, text.lang)
    canvas.shape(text("Title"), Box(0, 0, WIDTH, 8), solid(_STYLE.accent))
    tree.insert(2, tree[-1])


def _speak(slide: Any, notes: str, lang: str) -> None:
    """The speaker's notes; a scene without any has no page of notes."""
    if not clean(notes):
        return
    frame = slide.notes_slide.notes_text_frame
    body = frame._txBody
    canvas = Canvas.of(slide, lang)
    for paragraph in list(body.findall("{*}p")):
        body.remove(paragraph)
    namespace = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    for line in [line for line in notes[:_NOTES].splitlines() if clean(line)]:
        xml = canvas.paragraph(Words(line, 12, _STYLE.text))
        body.append(parse_xml(xml.replace("<a:p>", f"<a:p {namespace}>", 1)))


def _describe(show: Any, told: SlideText, text: Text) -> None:
    """Title, language and fixed dates of the file."""
    found = told.imprint()
    known = show.core_properties
    name = " · ".join(filter(None, (told.view.edition.name(text), told.view.scope.line)))
    known.title = clean(name)[:255]
    known.subject = clean(" · ".join(s for s in (found.mark, found.filters) if s))[:255]
    known.keywords = clean(found.version_line)[:255]
    known.author = known.last_modified_by = text("Campaign dashboard")
    known.comments = known.category = ""
    known.language = LANGUAGE_TAGS[text.lang]
    known.revision = 1
    day = found.dated or dt.date(1980, 1, 1)
    known.created = known.modified = dt.datetime.combine(day, dt.time())


def _set_font(show: Any) -> None:
    """Arial in every theme: slides, charts and notes take it from there."""
    for part in show.part.package.iter_parts():
        if not str(part.partname).startswith("/ppt/theme/"):
            continue
        theme = parse_xml(part.blob)
        theme.set("name", FONT)
        for latin in theme.iterfind(".//{*}fontScheme/*/{*}latin"):
            latin.set("typeface", FONT)
        # The theme of the notes is held as a tree, the other as bytes.
        if hasattr(part, "_element"):
            part._element = theme
        else:
            part._blob = serialize_part_xml(theme)
