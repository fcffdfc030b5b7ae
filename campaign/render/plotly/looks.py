"""The theme in the format of Plotly: the common layout of all figures, hatches, dashes, tints."""

from __future__ import annotations

from typing import Any

from campaign.theme.style import DASHES, FONT, HATCH_STEP, HATCH_WIDTH, TINT, Dash, Style


def base_layout(style: Style) -> dict[str, Any]:
    """Return the common layout of all figures: font, background, tooltip, legend."""
    return {
        "font": {"family": FONT, "size": style.size, "color": style.text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "hoverlabel": {
            "bgcolor": style.surface,
            "bordercolor": style.line,
            "font": {"family": FONT, "size": style.size, "color": style.text},
            "align": "left",
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "yanchor": "top",
            "bgcolor": "rgba(0,0,0,0)",
            "itemclick": False,
            "itemdoubleclick": False,
        },
    }


def hatch_pattern(style: Style) -> dict[str, Any]:
    """Return Plotly's pattern for a value that was not reported.

    It is for a trace of one colour: if each bar has its own colour, Plotly draws the lines in it.
    """
    return {
        "shape": "/",
        "fgcolor": style.hatch,
        "bgcolor": style.not_reported,
        "size": HATCH_STEP,
        "solidity": round(HATCH_WIDTH / HATCH_STEP, 3),
    }


def dash_lengths(dash: Dash) -> str:
    """Return the lengths of a dashed line in the format of Plotly."""
    return ",".join(f"{length:g}px" for length in DASHES[dash])


def tint(colour: str) -> str:
    """Return the colour (#rrggbb) as a tint in the format of Plotly."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{TINT})"


def halo(ground: str) -> str:
    """Return a text shadow in the colour of the background, so that text is readable on lines."""
    return ", ".join(f"0px 0px {blur}px {ground}" for blur in (1, 1, 2, 3))
