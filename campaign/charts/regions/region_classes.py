"""The class of a region on the map and in the ranking: its index, its role, its text."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.analysis.class_breaks import Classes
from campaign.analysis.indicators import Indicator
from campaign.i18n.translator import N_, Text
from campaign.theme.roles import class_role, state_role

UNCLASSED = ("no_activity", "not_reported", "zero")
"""States without a class. They have the first class indices; classes follow from low to high."""

STATE_NAMES: Mapping[str, str] = {
    "no_activity": N_("no activity"),
    "not_reported": N_("not reported"),
    "zero": N_("zero"),
}
STATE_SIGNS: Mapping[str, str] = {"no_activity": "—", "not_reported": "?"}
"""The signs on the map instead of a number."""


def class_index(state: str, value: float, classes: Classes) -> int:
    """Return the position of a region's class in `class_roles`."""
    if state in UNCLASSED:
        return UNCLASSED.index(state)
    return len(UNCLASSED) + classes.index(value)


def class_roles(family: str, classes: Classes) -> tuple[str, ...]:
    """Return the role of every class index: first the three states, then each class.

    `family` is the ramp of colours, as `Indicator.family`.
    """
    count = len(classes.classes)
    roles = (class_role(family, index, count) for index in range(count))
    return (*map(state_role, UNCLASSED), *roles)


def value_words(state: str, value: float, indicator: Indicator, text: Text) -> str:
    """Return the text on a region: its value, or the sign of its state."""
    return STATE_SIGNS.get(state) or indicator.format(value, text)


def count_words(reached: float, indicator: Indicator, text: Text) -> str:
    """Return the people reached, for use beside a rate; "" for others or if not reported."""
    if indicator.code != "rate" or reached != reached:
        return ""
    return f"({text.number(reached)})"
