"""The sizes at which charts are drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """The size of a drawing: width in px, and the scale of everything in it relative to a page.

    `most_rows` is the most rows of bars or cells; None means all. `row` is the height of such a row
    in px. `height` is the height in px that the chart has to fit; None means no limit. `fit_width`
    is the width in px that decides which texts have room, so that drawings of several widths agree;
    None means `width`. `beside` is the width in px of the legend at the right of a map; 0 means
    that it is below the map. `most_label` is the largest share of the width for names of rows.
    """

    name: str
    width: int
    scale: float = 1.0
    most_rows: int | None = None
    row: float = 34
    height: float | None = None
    fit_width: int | None = None
    beside: int = 0
    most_label: float = 0.34

    @property
    def narrow(self) -> bool:
        """Whether the size is that of a phone, with names above the bars and fewer dates."""
        return self.width < 500

    @property
    def room_share(self) -> float:
        """`fit_width` as a share of the width."""
        return (self.fit_width or self.width) / self.width


WIDE_ROOM, NARROW_ROOM = 590, 270
"""The width in px in which texts have to fit, in a wide column of a page and on a phone."""

SCREEN = Size("screen", 960)
PHONE = Size("phone", 344)
HALL = Size("hall", 1760, scale=2.2, most_rows=12, height=690, beside=500, most_label=0.46)
"""The chart of a slide of 1,920 × 1,080 px; its words are 31 px high, or 22 px at the least."""
A4 = Size("a4", 1020, row=25)
"""The width between the margins; a point is two px."""
