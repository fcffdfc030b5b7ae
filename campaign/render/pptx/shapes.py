"""Boxes, colours of the theme, and native shapes on a slide: text, freeforms and groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal
from xml.sax.saxutils import escape, quoteattr

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.slide import Slide

from campaign.render.pptx import pptx_compat
from campaign.render.typography import LINE, clean, fit_text, width
from campaign.theme.roles import Paint, mix_colours
from campaign.theme.style import DASHES, LIGHT, SLIDE_POINT, Dash, Style

EMU = 12_700
"""English metric units in a point."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle on the slide, in points from its upper left corner."""

    x: float
    y: float
    w: float
    h: float

    @classmethod
    def around(cls, middle: Point, size: float) -> Box:
        """Return a square around a point."""
        return cls(middle[0] - size / 2, middle[1] - size / 2, size, size)

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    def below(self, used: float) -> Box:
        """Return the box without its upper `used` points."""
        return replace(self, y=self.y + used, h=max(self.h - used, 0))


def emu(points: float) -> int:
    """Return points as English metric units."""
    return round(points * EMU)


THEME = {
    "dk1": LIGHT.text,
    "lt1": LIGHT.background,
    "dk2": LIGHT.muted,
    "lt2": LIGHT.line,
    "accent1": LIGHT.accent,
    "accent2": LIGHT.second,
    **{f"accent{at}": colour for at, colour in enumerate(LIGHT.groups.values(), start=3)},
    "hlink": LIGHT.accent,
    "folHlink": LIGHT.muted,
}
"""The colours of the theme. Another template replaces them on slides, charts and tables."""

_MAPPED = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
_NAMES = {colour: _MAPPED.get(name, name) for name, colour in reversed(THEME.items())}

NO_FILL = "<a:noFill/>"
NO_LINE = "<a:ln><a:noFill/></a:ln>"


@dataclass(frozen=True)
class Look:
    """The fill and outline of a shape as XML, and its geometry: a preset shape of PowerPoint."""

    fill: str = NO_FILL
    line: str = NO_LINE
    preset: str = "rect"


UNPAINTED = Look()
"""A rectangle without fill and outline."""


def theme_name(colour: str) -> str:
    """Return the name of a colour (#rrggbb) in the theme; "" for a fixed colour."""
    return _NAMES.get(colour, "")


def colour_xml(colour: str, inside: str = "") -> str:
    """Return a colour (#rrggbb) as XML: the colour of the theme, or a fixed one."""
    kind, name = "schemeClr", theme_name(colour)
    if not name:
        kind, name = "srgbClr", colour[1:]
    return f'<a:{kind} val="{name}">{inside}</a:{kind}>'


def solid(colour: str, opacity: float = 1.0) -> str:
    """Return a fill of one colour (#rrggbb)."""
    alpha = "" if opacity >= 1 else f'<a:alpha val="{round(opacity * 100_000)}"/>'
    return f"<a:solidFill>{colour_xml(colour, alpha)}</a:solidFill>"


def hatch(lines: str, background: str) -> str:
    """Return a fill of diagonal lines on a background, both colours as #rrggbb.

    It is the pattern of PowerPoint with the distance `style.HATCH_STEP` between its lines.
    """
    return (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr>{colour_xml(lines)}</a:fgClr>'
        f"<a:bgClr>{colour_xml(background)}</a:bgClr></a:pattFill>"
    )


def fill_of(look: Paint, style: Style) -> str:
    """Return the fill of a mark as XML: a hatch, or its colour mixed with the background."""
    if look.hatched:
        return hatch(mix_colours(style.hatch, style.background, look.opacity), look.flat)
    return solid(look.flat)


def stroke(colour: str, weight: float, dash: Dash | Sequence[float] | None = None) -> str:
    """Return an outline with a width of `weight` points; `dash` is a name or two lengths."""
    pattern = '<a:prstDash val="solid"/>'
    if isinstance(dash, str):
        dash = [length * SLIDE_POINT for length in DASHES[dash]]
    if dash:
        # In thousandths of a per cent of the line width.
        on, off = (round(length / weight * 100_000) for length in dash)
        pattern = f'<a:custDash><a:ds d="{on}" sp="{off}"/></a:custDash>'
    return f'<a:ln w="{round(weight * EMU)}">{solid(colour)}{pattern}<a:round/></a:ln>'


Align = Literal["l", "ctr", "r"]
Anchor = Literal["t", "ctr", "b"]

FONT = "Arial"
LANGUAGE_TAGS = {"ky": "ky-KG", "ru": "ru-RU", "en": "en-GB"}

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_GRAIN = 20  # units per point in the outline of a freeform


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its text, font size in points, style, and the address of its link ("": none).

    `lang` is its language, "" for the language of the slide. In a placeholder a colour of "" is
    that of the layout, and `level` is the outline level, from 0.
    """

    text: str
    size: float
    colour: str = ""
    bold: bool = False
    link: str = ""
    lang: str = ""
    align: Align = "l"
    level: int | None = None


@dataclass(frozen=True, eq=False)
class Canvas:
    """A slide, or a group on it, to draw shapes on; `lang` is the language of its text."""

    slide: Slide
    tree: Any
    lang: str

    @classmethod
    def of(cls, slide: Slide, lang: str) -> Canvas:
        """Return a canvas for the whole slide."""
        return cls(slide, pptx_compat.shape_tree(slide), lang)

    def words(
        self,
        name: str,
        box: Box,
        paragraphs: Sequence[Paragraph],
        *,
        anchor: Anchor = "t",
        look: Look = UNPAINTED,
        placeholder: str = "",
    ) -> None:
        """Draw a text box without inner margins, whose box and font size are fixed.

        `placeholder` is the element of the placeholder that the text fills; "" for a text box.
        """
        kind = "" if placeholder else ' txBox="1"'
        locks = '<a:spLocks noGrp="1"/>' if placeholder else ""
        self.append(
            f"<p:sp {NAMESPACES}><p:nvSpPr>{self._name(name)}<p:cNvSpPr{kind}>{locks}"
            f"</p:cNvSpPr><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr>"
            f"{_properties(box, look)}"
            f'<p:txBody><a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
            f'anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>'
            f"{''.join(map(self.paragraph, paragraphs))}</p:txBody></p:sp>"
        )

    def fit_words(
        self,
        name: str,
        box: Box,
        words: Paragraph,
        least: float,
        *,
        anchor: Anchor = "t",
        placeholder: str = "",
    ) -> float:
        """Draw one paragraph at the largest size that fits the box; return its height in points.

        The font size is at most that of `words` and at least `least`.
        """
        fit = fit_text(words.text, box.w, box.h, words.size, least, words.bold)
        if not fit.words:
            return 0.0
        room = replace(box, h=fit.height) if anchor == "t" else box
        fitted = [replace(words, text=fit.words, size=fit.size)]
        self.words(name, room, fitted, anchor=anchor, placeholder=placeholder)
        return fit.height

    def chip(self, name: str, middle: Point, paragraphs: Sequence[Paragraph], fill: str) -> None:
        """Draw text centred on a point, on a background of the size of the text."""
        wide = max(width(clean(p.text), p.size, p.bold) for p in paragraphs) + 6
        tall = sum(p.size * LINE for p in paragraphs) + 2
        box = Box(middle[0] - wide / 2, middle[1] - tall / 2, wide, tall)
        centred = [replace(paragraph, align="ctr") for paragraph in paragraphs]
        self.words(name, box, centred, anchor="ctr", look=Look(fill, preset="roundRect"))

    def shape(self, name: str, box: Box, look: Look, descr: str = "") -> None:
        """Draw a preset shape without text."""
        self.append(
            f"<p:sp {NAMESPACES}><p:nvSpPr>{self._name(name, descr)}<p:cNvSpPr/><p:nvPr/>"
            f"</p:nvSpPr>{_properties(box, look)}</p:sp>"
        )

    def line(self, name: str, start: Point, end: Point, line: str, descr: str = "") -> None:
        """Draw a straight line from left to right, or downward."""
        top, high = min(start[1], end[1]), abs(end[1] - start[1])
        preset = "line" if start[1] <= end[1] else "lineInv"
        box = Box(start[0], top, end[0] - start[0], high)
        self.shape(name, box, Look(NO_FILL, line, preset), descr)

    def freeform(
        self, name: str, descr: str, rings: Sequence[Sequence[Point]], fill: str, line: str
    ) -> None:
        """Draw one shape of closed rings in points; a ring inside another is a hole."""
        xs = [x for ring in rings for x, _ in ring]
        ys = [y for ring in rings for _, y in ring]
        box = Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        path = "".join(_ring(ring, box) for ring in rings)
        wide, tall = round(box.w * _GRAIN), round(box.h * _GRAIN)
        self.append(
            f"<p:sp {NAMESPACES}><p:nvSpPr>{self._name(name, descr)}<p:cNvSpPr/><p:nvPr/>"
            f"</p:nvSpPr><p:spPr>{_frame(box)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
            '<a:rect l="0" t="0" r="r" b="b"/>'
            f'<a:pathLst><a:path w="{wide}" h="{tall}">{path}</a:path></a:pathLst></a:custGeom>'
            f"{fill}{line}</p:spPr></p:sp>"
        )

    def group(self, name: str, descr: str, box: Box) -> Canvas:
        """Add a group over the box; shapes drawn on the canvas it returns are inside it."""
        frame = _frame(box)
        inner = frame.replace("<a:xfrm>", "").replace("</a:xfrm>", "")
        child = inner.replace("a:off", "a:chOff").replace("a:ext ", "a:chExt ")
        element = self.append(
            f"<p:grpSp {NAMESPACES}><p:nvGrpSpPr>{self._name(name, descr)}<p:cNvGrpSpPr/><p:nvPr/>"
            f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm>{inner}{child}</a:xfrm></p:grpSpPr></p:grpSp>"
        )
        return replace(self, tree=element)

    def paragraph(self, words: Paragraph) -> str:
        """Return the paragraph as XML, with its language on the run."""
        link = ""
        if words.link.startswith(("http://", "https://")):
            rel = self.slide.part.relate_to(
                words.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link = f"<a:hlinkClick r:id={quoteattr(rel)}/>"
        layout = (
            f'<a:pPr marL="0" indent="0" algn="{words.align}">'
            '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/></a:pPr>'
        )
        if words.level is not None:
            layout = f'<a:pPr lvl="{words.level}"/>'
        return (
            f"<a:p>{layout}<a:r>{self.run(words, link)}"
            f"<a:t>{escape(clean(words.text))}</a:t></a:r></a:p>"
        )

    def run(self, words: Paragraph, inside: str = "") -> str:
        """Return the properties of a run: language, size and colour; the font is the theme's."""
        tag = LANGUAGE_TAGS[words.lang or self.lang]
        fill = solid(words.colour) if words.colour else ""
        return (
            f'<a:rPr lang="{tag}" sz="{round(words.size * 100)}" b="{int(words.bold)}">'
            f"{fill}{inside}</a:rPr>"
        )

    def next_id(self) -> int:
        """Return an id that no shape of the slide has."""
        return pptx_compat.next_shape_id(self.slide)

    def _name(self, name: str, descr: str = "") -> str:
        """Return id, name and description of a shape, as XML."""
        words = f" descr={quoteattr(clean(descr))}" if descr else ""
        return f'<p:cNvPr id="{self.next_id()}" name={quoteattr(clean(name))}{words}/>'

    def append(self, xml: str) -> Any:
        """Add an element whose namespaces are declared by `NAMESPACES`; return it."""
        element = pptx_compat.parse_element(xml)
        self.tree.append(element)
        return element


def _properties(box: Box, look: Look) -> str:
    """Return position and look of a preset shape, as XML."""
    return (
        f'<p:spPr>{_frame(box)}<a:prstGeom prst="{look.preset}"><a:avLst/></a:prstGeom>'
        f"{look.fill}{look.line}</p:spPr>"
    )


def _frame(box: Box) -> str:
    return (
        f'<a:xfrm><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{emu(box.w)}" cy="{emu(box.h)}"/></a:xfrm>'
    )


def _ring(ring: Sequence[Point], box: Box) -> str:
    grains = [(round((x - box.x) * _GRAIN), round((y - box.y) * _GRAIN)) for x, y in ring]
    corners = [p for p, before in zip(grains, [None, *grains[:-1]], strict=True) if p != before]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    if len(corners) < 3:
        return ""
    points = [f'<a:pt x="{x}" y="{y}"/>' for x, y in corners]
    lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    return f"<a:moveTo>{points[0]}</a:moveTo>{lines}<a:close/>"
