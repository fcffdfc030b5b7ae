"""One drawing for light and dark: each colour of a chart is a pair, written as a CSS variable."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from campaign.theme.style import DARK, LIGHT, Style

_COLOUR = re.compile("#[0-9a-f]{6}")
_VARIABLE = re.compile(r"\(--([0-9a-f]{6})\)")
Colours = tuple[str, str]
"""A colour in light and in dark, #rrggbb each."""

_pairs: dict[str, Colours] = {}


def _pair(light: str, dark: str) -> str:
    """Return the colour that represents both in a drawing: a digest of the two as #rrggbb."""
    name = f"#{hashlib.sha256(f'{light}{dark}'.encode()).hexdigest()[:6]}"
    if _pairs.setdefault(name, (light, dark)) != (light, dark):
        raise ValueError(f"two pairs of colours have the name {name}")
    return name


@dataclass(frozen=True, eq=False)
class PairedStyle(Style):
    """A style in which each colour represents a pair: one in light and one in dark."""

    def ramp(self, family: str, count: int) -> list[str]:
        """Return `count` colours from low to high."""
        both = zip(LIGHT.ramp(family, count), DARK.ramp(family, count), strict=True)
        return [_pair(light, dark) for light, dark in both]

    def on(self, fill: str) -> str:
        """Return the more readable of black and white on this fill, in light and in dark."""
        light, dark = _pairs[fill]
        return _pair(LIGHT.on(light), DARK.on(dark))


def _paired_style() -> PairedStyle:
    values: dict[str, Any] = {}
    for field in fields(Style):
        light, dark = getattr(LIGHT, field.name), getattr(DARK, field.name)
        if field.name == "groups":
            values["groups"] = {code: _pair(light[code], dark[code]) for code in light}
        else:
            is_colour = isinstance(light, str) and _COLOUR.fullmatch(light)
            values[field.name] = _pair(light, dark) if is_colour else light
    return PairedStyle(**values)


PAIRED = _paired_style()


def to_variables(svg: str) -> str:
    """Return a drawing of the style `PAIRED` with CSS variables in place of its colours."""
    return _COLOUR.sub(lambda match: f"var(--{match[0][1:]})", svg)


def declare(drawings: Iterable[str]) -> str:
    """Return the CSS that gives the variables of these drawings their colours."""
    names = {f"#{name}" for drawing in drawings for name in _VARIABLE.findall(drawing)}
    used = [(name, _pairs[name]) for name in sorted(names) if name in _pairs]
    light, dark = ("".join(f"--{name[1:]}:{pair[at]};" for name, pair in used) for at in (0, 1))
    return f":root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}" if used else ""
