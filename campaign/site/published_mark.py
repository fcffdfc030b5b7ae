"""A published value drawn beside that of the register: a bound is open to the right."""

from __future__ import annotations

from collections.abc import Callable

from campaign.analysis.reconciliation import ABOUT, ReconciliationLine
from campaign.analysis.uncertainty import TotalRange

_WIDTH, _HEIGHT = 160, 26  # px
_END = 0.82
"""The share of the width at the highest value: beyond it there is room for an open end."""


def published_mark(line: ReconciliationLine, total: TotalRange | None = None) -> str:
    """Return the register's value as a bar and the published one as a mark above it, as SVG.

    An exact value is a line, “about” a band of its tolerance, “more than” a line with an arrow to
    higher values. `total` is the range of the bar. "" where the register gives no value. The words
    of both stand beside it, so that it is hidden from screen readers.
    """
    if line.computed is None:
        return ""
    ends = [line.computed, line.published * (1 + ABOUT if line.qualifier == "about" else 1)]
    is_open = total is not None and total.is_open
    if total is not None and is_open:
        ends.append(total.high)
    highest = max(ends)
    if not highest > 0:
        return ""

    def x(value: float) -> float:
        return round(value / highest * _WIDTH * _END, 1)

    bar = f'<rect y="13" width="{x(line.computed)}" height="9" fill="var(--accent)"/>'
    reach = ""
    if total is not None and is_open:
        reach = (
            f'<path d="M{x(total.low)} 17.5H{x(total.high)}M{x(total.middle)} 15v5'
            f'M{x(total.high)} 13v9" stroke="var(--text)" stroke-width="1.5" fill="none"/>'
        )
    return (
        f'<svg class="published-mark" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" aria-hidden="true" data-qualifier="{line.qualifier}">'
        f"{bar}{reach}{_published(line, x(line.published), x)}</svg>"
    )


def _published(line: ReconciliationLine, at: float, x: Callable[[float], float]) -> str:
    upright = f'<path d="M{at} 2v22" stroke="var(--text)" stroke-width="2" fill="none"/>'
    if line.qualifier == "about":
        low, high = x(line.published * (1 - ABOUT)), x(line.published * (1 + ABOUT))
        band = f'<rect x="{low}" y="2" width="{round(high - low, 1)}" height="8" '
        return f'{band}fill="var(--muted)" fill-opacity="0.5"/>{upright}'
    if line.qualifier != "more_than":
        return upright
    end = _WIDTH - 2
    arrow = f"M{at} 6H{end}M{end - 5} 2L{end} 6L{end - 5} 10"
    return f'{upright}<path d="{arrow}" stroke="var(--text)" stroke-width="1.5" fill="none"/>'
