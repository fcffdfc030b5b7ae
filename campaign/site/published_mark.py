"""A published value drawn beside that of the register: a bound is open to the right."""

from __future__ import annotations

from campaign.analysis.reconciliation import ABOUT, ReconciliationLine
from campaign.analysis.uncertainty import TotalRange

_END = 0.82
"""The share of the width at the highest value: beyond it there is room for an open end."""


def published_mark(line: ReconciliationLine, total: TotalRange | None = None) -> str:
    """Return the register's value as a bar and the published one as a mark over it, as HTML.

    An exact value is a line, “about” a band of its tolerance, “more than” a line with an arrow to
    higher values. `total` is the range of the bar. "" if the register gives no value. The text
    beside it has both values, so it is hidden from screen readers.
    """
    if line.computed is None:
        return ""
    is_open = total is not None and total.is_open
    tolerance = 1 + ABOUT if line.qualifier == "about" else 1
    highest = max(
        line.computed,
        line.published * tolerance,
        total.high if total is not None and is_open else 0.0,
    )
    if not highest > 0:
        return ""

    def part(name: str, start: float, end: float | None = None) -> str:
        left = start / highest * _END
        right = 1.0 if end is None else end / highest * _END
        style = f"left:{left:.1%};width:{right - left:.1%}"
        return f'<span class="{name}" style="{style}"></span>'

    parts = [part("of-register", 0, line.computed)]
    if total is not None and is_open:
        parts.append(part("of-range", total.low, total.high))
    parts.append(part("of-published", line.published, line.published))
    if line.qualifier == "more_than":
        parts.append(part("of-bound", line.published))
    if line.qualifier == "about":
        ends = (line.published * (1 - ABOUT), line.published * (1 + ABOUT))
        parts.append(part("of-tolerance", *ends))
    return (
        f'<span class="published-mark" aria-hidden="true" data-qualifier="{line.qualifier}">'
        f"{''.join(parts)}</span>"
    )
