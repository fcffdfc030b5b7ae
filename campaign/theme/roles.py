"""The look of each role: its fill, its hatch, the colour of its text. Nothing else decides it.

A role is the meaning of a chart element: `group:media`, `class:people:2:5` (the third of five
classes of the ramp `people`), `state:not_reported`, `pair:first`, `line:plan`, `accent`, `track`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from campaign.theme.style import FADED, Style

ACCENT, TRACK = "accent", "track"
FIRST, SECOND = "pair:first", "pair:second"
"""The roles of the two values in a row of `Pairs`."""


@dataclass(frozen=True)
class Paint:
    """The look of a chart element: its fill (#rrggbb), whether it is hatched, its text colour.

    `opacity` is 1, or less if other elements are selected. `flat` is the fill blended with the
    background at that opacity, for formats without opacity.
    """

    fill: str
    hatched: bool
    text_color: str
    opacity: float
    flat: str


def group_role(group: str) -> str:
    """Return the role of a group of activity types."""
    return f"group:{group}"


def class_role(family: str, index: int, count: int) -> str:
    """Return the role of class `index` (0 is the lowest) of `count` on an indicator's ramp."""
    return f"class:{family}:{index}:{count}"


def state_role(state: str) -> str:
    """Return the role of a value with this state: zero, not reported or no activity."""
    return f"state:{state}"


def mark_role(kind: str) -> str:
    """Return the role of a mark: a `milestone` or a `reported` event, a `day` on the base line,
    a `range` of a value, or `any`, the legend's mark for all groups.
    """
    return f"mark:{kind}"


def line_role(line: str) -> str:
    """Return the role of a line: `actual` values, a `plan` or a `forecast`; the `first` or the
    `second` of two campaigns; `equality` for the line of equal rates.
    """
    return f"line:{line}"


@lru_cache(maxsize=1024)
def paint(role: str, style: Style, *, faded: bool = False) -> Paint:
    """Return the look of a role in a style; `faded` is for elements that are not selected.

    Raises ValueError for a role that the theme does not know.
    """
    fill = _fill(role, style)
    opacity = FADED if faded else 1.0
    flat = mix_colours(fill, style.background, opacity)
    text_color = style.text if faded else style.on(fill)
    return Paint(fill, role == state_role("not_reported"), text_color, opacity, flat)


def mix_colours(one: str, other: str, share: float) -> str:
    """Return a mixture: `share` of the first colour and the rest of the other (#rrggbb each)."""
    pairs = [(int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _fill(role: str, style: Style) -> str:
    match role.split(":"):
        case ["accent"]:
            return style.accent
        case ["track"]:
            return style.surface
        case ["group", group] if group in style.groups:
            return style.groups[group]
        case ["pair", "first"]:
            return style.first
        case ["pair", "second"]:
            return style.second
        case ["state", "not_reported"]:
            return style.not_reported
        case ["state", "zero"]:
            return style.zero
        case ["state", "no_activity"]:
            return style.no_activity
        case ["mark", "day" | "milestone" | "range"]:
            return style.text
        case ["mark", "reported"]:
            return style.accent
        case ["mark", "any"]:
            return style.muted
        case ["line", "actual" | "first"]:
            return style.accent
        case ["line", "plan" | "equality"]:
            return style.muted
        case ["line", "forecast" | "second"]:
            return style.mark
        case ["class", family, index, count]:
            return _ramp(style, family, int(count))[int(index)]
    raise ValueError(f"no such role: {role}")


@lru_cache(maxsize=256)
def _ramp(style: Style, family: str, count: int) -> tuple[str, ...]:
    return tuple(style.ramp(family, count))
