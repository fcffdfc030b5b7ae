"""The size of a slide and its margin, in points."""

from __future__ import annotations

WIDTH, HEIGHT = 960, 540
"""The slide in points: 16:9, two pixels of a 1,080-line screen to a point."""

MARGIN = 40
"""At the left and at the right."""
