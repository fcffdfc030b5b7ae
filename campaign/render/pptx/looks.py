"""Fills and outlines of shapes on a slide, as XML."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.render.pptx.box import EMU
from campaign.theme.style import DASHES, LIGHT, SLIDE_POINT, Dash

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


def hatch(lines: str, ground: str) -> str:
    """Return a fill of diagonal lines on a background, both colours as #rrggbb.

    It is the pattern of PowerPoint with the distance `style.HATCH_STEP` between its lines.
    """
    return (
        f'<a:pattFill prst="wdUpDiag"><a:fgClr>{colour_xml(lines)}</a:fgClr>'
        f"<a:bgClr>{colour_xml(ground)}</a:bgClr></a:pattFill>"
    )


def stroke(colour: str, weight: float, dash: Dash | None = None) -> str:
    """Return an outline with a width of `weight` points."""
    pattern = '<a:prstDash val="solid"/>'
    if dash is not None:
        # In thousandths of a per cent of the line width.
        on, off = (round(length * SLIDE_POINT / weight * 100_000) for length in DASHES[dash])
        pattern = f'<a:custDash><a:ds d="{on}" sp="{off}"/></a:custDash>'
    return f'<a:ln w="{round(weight * EMU)}">{solid(colour)}{pattern}<a:round/></a:ln>'
