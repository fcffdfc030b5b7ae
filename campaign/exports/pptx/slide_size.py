"""The size of a slide and its margin, in points."""

from __future__ import annotations

WIDTH, HEIGHT = 960, 540
"""The slide in points: 16:9; a point is two pixels of a screen of 1,920 × 1,080."""

MARGIN = 40
"""The margin on the left and on the right."""
