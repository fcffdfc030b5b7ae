"""A frame: a part of a drawing whose shapes keep their share of its width."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """A part of a drawing in px, in which shapes have an even place at every width.

    `columns` are equal parts of its width, at whose edges and middles the steps of a path are.
    """

    left: float
    top: float
    right: float
    bottom: float
    columns: int

    def across(self, x: float) -> float:
        """Return the share of the width, from the left edge, at which a place is."""
        return (x - self.left) / (self.right - self.left)

    def down(self, y: float) -> float:
        """Return the share of the height, from the top, at which a place is."""
        return (y - self.top) / (self.bottom - self.top)
