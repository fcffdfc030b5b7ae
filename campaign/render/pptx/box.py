"""Rectangles on a slide, in points from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
