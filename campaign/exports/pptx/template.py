"""The template of the presentation: theme colours and fonts, one master, a layout for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu

from campaign.i18n.translator import Text
from campaign.render.pptx import pptx_compat
from campaign.render.pptx.shapes import FONT, THEME, Box, Canvas, Look, Paragraph, emu, solid
from campaign.theme.style import LIGHT

WIDTH, HEIGHT = 960, 540
"""The slide in points: 16:9; a point is two pixels of a screen of 1,920 × 1,080."""

MARGIN = 40
"""The margin on the left and on the right."""


TOPIC, TITLE, DETAILS, BODY, DISCLAIMER, SOURCE, NUMBER = (
    '<p:ph type="body" sz="quarter" idx="13"/>',
    '<p:ph type="title"/>',
    '<p:ph type="body" sz="quarter" idx="14"/>',
    '<p:ph type="body" idx="15"/>',
    '<p:ph type="body" sz="quarter" idx="16"/>',
    '<p:ph type="body" sz="quarter" idx="17"/>',
    '<p:ph type="sldNum" sz="quarter" idx="12"/>',
)
"""The placeholders of a slide, as XML: each has its look from the layout."""

TOPIC_SIZE, TITLE_SIZE, DETAILS_SIZE, BODY_SIZE = 16, 28, 16, 28

_LAYOUTS = {"chart": "Title Only", "table": "Title and Content", "body": "Two Content"}
"""The layouts: the kind of their placeholder for content, and the name in the library's file."""
_UNWANTED = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.PRINTER_SETTINGS,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
)


def create_template(text: Text) -> tuple[Any, Mapping[str, Any]]:
    """Return an empty 16:9 presentation, and its layouts by the kind of their content."""
    show: Any = Presentation()
    show.slide_width, show.slide_height = Emu(emu(WIDTH)), Emu(emu(HEIGHT))
    del show.element.find("{*}sldSz").attrib["type"]
    for layout in list(show.slide_layouts):
        if layout.name not in _LAYOUTS.values():
            show.slide_layouts.remove(layout)
    layouts = {kind: show.slide_layouts.get_by_name(name) for kind, name in _LAYOUTS.items()}
    names = {"chart": text("Chart"), "table": text("Table"), "body": text("Text")}
    for holder in (show.slide_masters[0], *layouts.values()):
        for shape in list(holder.placeholders):
            pptx_compat.remove_shape(shape)
    master = show.slide_masters[0]
    canvas = Canvas(master, pptx_compat.shape_tree(master), text.lang)
    canvas.shape(text("Title"), Box(0, 0, WIDTH, 8), Look(solid(LIGHT.accent)))
    _add_placeholders(master, text)
    for kind, layout in layouts.items():
        layout.name = names[kind]
        layout.element.attrib.pop("type", None)
        _add_placeholders(layout, text, kind)
    title = master.element.find(".//{*}titleStyle/{*}lvl1pPr")
    title.set("algn", "l")
    title.find("{*}defRPr").set("sz", str(TITLE_SIZE * 100))
    title.find("{*}defRPr").set("b", "1")
    pptx_compat.drop_related(show, _UNWANTED)
    return show, layouts


def _add_placeholders(holder: Any, text: Text, kind: str = "") -> None:
    """Add the placeholders of a layout, or those of the master for a `kind` of ""."""
    canvas = Canvas(holder, pptx_compat.shape_tree(holder), text.lang)
    wide = WIDTH - 2 * MARGIN
    canvas.words(
        text("Title"),
        Box(MARGIN, 40, wide, 68),
        [Paragraph(text("Title"), TITLE_SIZE, bold=True, level=0)],
        placeholder=TITLE,
    )
    canvas.words(
        text("Slide number"),
        Box(WIDTH - MARGIN - 110, HEIGHT - 29, 110, 15),
        [Paragraph("‹#›", 12, LIGHT.muted, align="r")],
        placeholder=NUMBER.replace('idx="12"', 'idx="4"' if not kind else 'idx="12"'),
        anchor="b",
    )
    content = Box(MARGIN, 170, wide, 270)
    if not kind:
        words = [Paragraph(text("Text"), BODY_SIZE, level=0)]
        canvas.words(text("Text"), content, words, placeholder='<p:ph type="body" idx="1"/>')
        return
    for name, box, size, look, placeholder in (
        (text("Topic"), Box(MARGIN, 18, wide, 20), TOPIC_SIZE, _plain("tx2"), TOPIC),
        (text("Text"), Box(MARGIN, 110, wide, 50), DETAILS_SIZE, _plain("tx1"), DETAILS),
        (text("Disclaimer"), Box(MARGIN, 455, wide, 21), 12, _plain("tx1", "ctr"), DISCLAIMER),
        (text("Source"), Box(MARGIN, 480, wide - 110, 46), 10, _plain("tx1"), SOURCE),
    ):
        canvas.words(name, box, [Paragraph(name, size, level=0)], placeholder=placeholder)
        _set_list_style(canvas, look)
    if kind == "body":
        canvas.words(
            text("Text"), content, [Paragraph(text("Text"), BODY_SIZE, level=0)], placeholder=BODY
        )
        _set_list_style(canvas, _BULLETS)
    else:
        ph = f'<p:ph type="{"tbl" if kind == "table" else kind}" idx="15"/>'
        canvas.words(text("Chart"), content, [Paragraph("", 14)], placeholder=ph)
        _set_list_style(canvas, _plain("tx1"))


def _plain(colour: str, align: str = "l") -> str:
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{align}"><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f'<a:buNone/><a:defRPr><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr>'
        "</a:lvl1pPr>"
    )


_BULLETS = (
    '<a:lvl1pPr marL="304800" indent="-304800"><a:spcBef><a:spcPts val="1200"/></a:spcBef>'
    '<a:buClr><a:schemeClr val="accent1"/></a:buClr><a:buFont typeface="Arial"/>'
    '<a:buChar char="■"/><a:defRPr/></a:lvl1pPr>'
    '<a:lvl2pPr marL="304800" indent="0"><a:spcBef><a:spcPts val="200"/></a:spcBef><a:buNone/>'
    '<a:defRPr><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:defRPr></a:lvl2pPr>'
)
"""The text of a slide: the second level is the second language."""


def _set_list_style(canvas: Canvas, levels: str) -> None:
    """Set the look of the levels of the placeholder that was drawn last."""
    style = canvas.tree[-1].find(".//{*}lstStyle")
    namespace = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    filled = pptx_compat.parse_element(f"<a:lstStyle {namespace}>{levels}</a:lstStyle>")
    style.getparent().replace(style, filled)


def set_theme(theme: Any) -> None:
    """Set the fonts and the colours of a theme: slides, charts and notes take them from it."""
    theme.set("name", FONT)
    for latin in theme.iterfind(".//{*}fontScheme/*/{*}latin"):
        latin.set("typeface", FONT)
    for name, colour in THEME.items():
        old = theme.find(f".//{{*}}clrScheme/{{*}}{name}")
        namespace = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        xml = f'<a:{name} {namespace}><a:srgbClr val="{colour[1:]}"/></a:{name}>'
        old.getparent().replace(old, pptx_compat.parse_element(xml))
