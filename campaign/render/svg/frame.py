"""A frame: a part of a drawing in which positions are shares of its width and height."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """A part of a drawing in px, whose shapes have the same relative positions at every width.

    Its width has `columns` equal parts; the points of a path are at their edges and middles.
    """

    left: float
    top: float
    right: float
    bottom: float
    columns: int

    def across(self, x: float) -> float:
        """Return an x as a share of the width, from the left edge."""
        return (x - self.left) / (self.right - self.left)

    def down(self, y: float) -> float:
        """Return a y as a share of the height, from the top."""
        return (y - self.top) / (self.bottom - self.top)
