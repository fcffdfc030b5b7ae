"""Colours, lengths and dashes of charts, for every output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Mode = Literal["light", "dark"]
FONT = '"Source Sans", "Source Sans 3", Arial, sans-serif'

# ColorBrewer sequential ramps of nine colours (Blues, BuGn, Purples, OrRd, RdPu): one hue each, and
# lightness distinguishes the classes, so that colour-blind readers can read them.
RAMPS: Mapping[str, str] = {
    "people": "f7fbff deebf7 c6dbef 9ecae1 6baed6 4292c6 2171b5 08519c 08306b",
    "rate": "f7fcfd e5f5f9 ccece6 99d8c9 66c2a4 41ae76 238b45 006d2c 00441b",
    "count": "fcfbfd efedf5 dadaeb bcbddc 9e9ac8 807dba 6a51a3 54278f 3f007d",
    "share": "fff7ec fee8c8 fdd49e fdbb84 fc8d59 ef6548 d7301f b30000 7f0000",
    "things": "fff7f3 fde0dd fcc5c0 fa9fb5 f768a1 dd3497 ae017e 7a0177 49006a",
}
GROUPS = ("awareness", "conference", "flash_mob", "media")

# All lengths, also for projector, slides, paper and workbooks, are in pixels of the screen. One
# pixel is `SLIDE_POINT` points on a slide.
SLIDE_POINT = 0.75
UNREPORTED_LENGTH = 0.03
"""Length of the hatched bar of a value that was not reported, as a share of the longest bar."""

FADED = 0.3
"""Opacity of marks that are not selected; their shapes can still be seen."""

TINT = 0.14
"""Opacity of the area under the running total, and behind days that are not selected."""

HATCH_STEP, HATCH_WIDTH = 6, 1.5
"""The distance between the lines of a hatch, perpendicular to them, and their thickness.

Each output has its own code for the angle of 45 degrees: `render/svg/drawing.py`,
`render/pptx/shapes.py` and `exports/xlsx/table.py`."""

REGION_BORDER, SELECTED_BORDER, RULE_WIDTH, TOTAL_WIDTH = 0.8, 3, 1.25, 2.5
"""Thickness of a region's border, a selected region's outline, a rule and the running total."""

RANGE_WIDTH, RANGE_TICK, RANGE_END = 1.5, 5, 9
"""Thickness of a range's line, height of its tick, height of its end."""

DAY_MARK, LANE_MARK = 7, 11
"""Diameter of a mark on the base line, and of an event above the days."""

SPAN_CORNER, NARROW_SPAN_CORNER = 5, 2
"""Corner radius in pixels of an activity of several days, on wide and narrow charts. On a phone,
two days with a radius of 5 would look like a dot."""

MILESTONE_MARK = 14
"""Size of a milestone's mark above the days, from corner to corner."""

PAIR_MARK, PAIR_RING, PAIR_LINE = 12, 3, 2
"""Diameter of a point of a pair, thickness of a ring, thickness of the line between two points."""

INSETS = (((0.0, 0.15), (0.72, 0.985)), ((0.80, 0.95), (0.03, 0.295)))
"""Positions of the enlarged first and second city: shares of the map's width and height, from
the left and from below, in the two corners that the country leaves empty."""

Dash = Literal["dot", "dash"]
DASHES: Mapping[Dash, tuple[float, float]] = {"dot": (3, 3), "dash": (9, 9)}
"""Lengths of dash and gap."""

LINE_DASHES: Mapping[str, Dash | None] = {"solid": None, "dashed": "dash", "dotted": "dot"}
"""The dash of each line style; None for an unbroken line."""

LINE_END = 7
"""Diameter of the mark at the end of a line."""

NOMINAL_END: Dash = "dot"
END: Dash = "dash"
NATIONAL: Dash = "dot"
"""The dash of the lines at the last nominal day (the hundredth), at the campaign's end, and at the
country's value."""


@dataclass(frozen=True, eq=False)
class Style:
    """Every colour and size of a chart. Colours are #rrggbb, `size` is the text in px.

    `first` and `second` are the colours of the two values of a pair. Two styles are equal only if
    they are the same object, so that a style can be the key of a cache.
    """

    mode: Mode
    background: str
    surface: str
    text: str
    muted: str
    line: str
    accent: str
    no_activity: str
    zero: str
    not_reported: str
    hatch: str
    outline: str
    mark: str
    mark_surface: str
    mark_text: str
    error: str
    groups: Mapping[str, str]
    first: str
    second: str
    size: int = 14

    def ramp(self, family: str, count: int) -> list[str]:
        """Return `count` colours from low to high; each differs more from the background."""
        light = self.mode == "light"
        start, end = (0.22, 1.0) if light else (0.94, 0.2)
        if count == 1:
            points = [(start + end) / 2]
        else:
            points = [start + (end - start) * i / (count - 1) for i in range(count)]
        return [ramp_colour(family, point) for point in points]

    def on(self, fill: str) -> str:
        """Return black or white, whichever is more readable on this fill."""
        # With pure black, one of the two always has a contrast of 4.5:1.
        dark, light = "#000000", "#ffffff"
        return dark if contrast(fill, dark) >= contrast(fill, light) else light


LIGHT = Style(
    mode="light",
    background="#ffffff",
    surface="#f4f7fa",
    text="#16222e",
    muted="#51606f",
    line="#d5dde5",
    accent="#0b5c8a",
    no_activity="#ffffff",
    zero="#e7e2d8",
    not_reported="#f3f4f6",
    hatch="#6b7885",
    outline="#6b7885",
    mark="#c77700",
    mark_surface="#fff5e0",
    mark_text="#8a4b00",
    error="#b3261e",
    groups={
        "awareness": "#0072b2",
        "conference": "#c65300",
        "flash_mob": "#00805c",
        "media": "#a2447a",
    },
    first="#0b5c8a",
    second="#cc6a00",
)

DARK = Style(
    mode="dark",
    background="#0f1822",
    surface="#182430",
    text="#e8eef4",
    muted="#a9b7c5",
    line="#31404f",
    accent="#6cbcec",
    no_activity="#0f1822",
    zero="#4a4740",
    not_reported="#1d2833",
    hatch="#93a1af",
    outline="#8b99a7",
    mark="#f0b04a",
    mark_surface="#2e2616",
    mark_text="#f3c069",
    error="#ff8f86",
    groups={
        "awareness": "#56b4e9",
        "conference": "#f0913f",
        "flash_mob": "#35c79a",
        "media": "#dd8fbb",
    },
    first="#6cbcec",
    second="#f5a54a",
)

STYLES: Mapping[Mode, Style] = {"light": LIGHT, "dark": DARK}


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two #rrggbb colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(512)
def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ramp_colour(family: str, point: float) -> str:
    """Return the colour (#rrggbb) of a ramp at a point from 0, the lightest, to 1."""
    colours = [bytes.fromhex(colour) for colour in RAMPS[family].split()]
    place = point * (len(colours) - 1)
    low = min(int(place), len(colours) - 2)
    pairs = zip(colours[low], colours[low + 1], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * (place - low)):02x}" for a, b in pairs)
