"""Pages of a long list."""

from __future__ import annotations

import math


def count_pages(count: int, rows: int) -> int:
    """Return how many pages `count` items fill, `rows` a page; 1 if there are none."""
    return max(1, math.ceil(count / rows))
