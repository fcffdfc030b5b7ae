"""The four sizes that a chart is drawn at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Where a chart is drawn: width in px, how much larger than on a page everything in it is.

    `most_rows` is how many rows of bars or cells the place can show; None for all of them. `row`
    is the height of such a row in px. `height` is what a timeline or a map has to fit in px; None
    where it may be as high as it likes. `fit_width` is the width in px at which it is decided which
    words have room, where drawings of several widths have to agree on it; None for the width.
    """

    name: str
    width: int
    scale: float = 1.0
    most_rows: int | None = None
    row: float = 34
    height: float | None = None
    fit_width: int | None = None

    @property
    def narrow(self) -> bool:
        """True for a phone, which has names above the bars and fewer dates."""
        return self.width < 500

    @property
    def room_share(self) -> float:
        """How much of the width counts where it is decided which words have room."""
        return (self.fit_width or self.width) / self.width


WIDE_ROOM, NARROW_ROOM = 590, 270
"""Px in which the words of a page's wide column and of a phone's have to fit."""

SCREEN = Size("screen", 960)
PHONE = Size("phone", 344)
PROJECTOR = Size("projector", 1840, scale=2, most_rows=12)
A4 = Size("a4", 1020, row=25)
"""The width between the margins; two px are a point."""
