"""The projector style: colours with enough contrast for a dim projector."""

from __future__ import annotations

from dataclasses import dataclass, fields

from campaign.theme.style import LIGHT, Style, contrast, ramp_colour

LEAST_CONTRAST = 7.0
"""The contrast of text with its background, also of a value with the colour of its class."""

_STEPS = 200


@dataclass(frozen=True, eq=False)
class ProjectorStyle(Style):
    """A light style; on each map colour black or white text has a contrast of at least 7:1."""

    def ramp(self, family: str, count: int) -> list[str]:
        """Return `count` colours from low to high, without the middle: its contrast is too low."""
        points = [0.2 + 0.8 * step / _STEPS for step in range(_STEPS + 1)]
        sampled = (ramp_colour(family, point) for point in points)
        colours = [colour for colour in sampled if _is_readable(colour)]
        if count == 1:
            return [colours[len(colours) // 3]]
        return [colours[round((len(colours) - 1) * i / (count - 1))] for i in range(count)]


PROJECTOR_STYLE = ProjectorStyle(
    **{field.name: getattr(LIGHT, field.name) for field in fields(Style)}
    | {
        "text": "#101a24",
        "muted": "#3d4a57",
        "line": "#b4bfca",
        "accent": "#084a72",
        "first": "#084a72",
        "second": "#b85f00",
        "hatch": "#5d6873",
        "outline": "#84909c",
        "mark_text": "#6b3800",
    }
)


def _is_readable(colour: str) -> bool:
    return max(contrast(colour, "#000000"), contrast(colour, "#ffffff")) >= LEAST_CONTRAST
