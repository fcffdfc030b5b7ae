"""Text for Plotly, which interprets a few HTML tags in every label."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from typing import Any

from campaign.charts.ticks import Tick
from campaign.render.plotly.looks import base_layout
from campaign.theme.style import Style

LONG_LINE, TOOLTIP_LINE = 72, 36
"""Characters of a line, and of a line in a tooltip."""

SECOND_SIZE = 0.8
"""The font size of a second language, as a share of that of the first."""


def tooltip(lines: Sequence[str]) -> str:
    """Return the lines of a tooltip, the first in bold, wrapped to fit a figure on a phone."""
    first, *rest = (escape_lines(line, TOOLTIP_LINE) for line in lines)
    return "<br>".join([f"<b>{first}</b>", *rest])


def tick_words(tick: Tick[Any]) -> str:
    """Return the label of a tick with its line breaks, a second language in smaller type."""
    first = tick.words.split("\n")
    seconds = (second_words(line) for line in tick.lines[len(first) :])
    return "<br>".join([*map(escape, first), *seconds])


def tick_labels(ticks: Sequence[Tick[float]]) -> dict[str, Any]:
    """Return the positions and the labels of ticks as settings of an axis."""
    return {
        "tickvals": [tick.at for tick in ticks],
        "ticktext": [tick_words(tick) for tick in ticks],
    }


def date_words(tick: Tick[date]) -> str:
    """Return a date and its day on two lines; a second language is on one line below them."""
    lines = tick.words.split("\n")
    second = second_words(tick.second_words.replace("\n", ", "))
    return "<br>".join([*map(escape, lines), *([second] if tick.second_words else [])])


def draw_nothing(words: str, style: Style) -> dict[str, Any]:
    """Return a figure with only a message on why there is nothing to show."""
    layout = base_layout(style)
    layout |= {
        "dragmode": False,
        "xaxis": {"visible": False, "fixedrange": True},
        "yaxis": {"visible": False, "fixedrange": True},
        "annotations": [
            {
                "text": escape(words),
                "xref": "paper",
                "yref": "paper",
                "x": 0.5,
                "y": 0.5,
                "showarrow": False,
                "font": {"color": style.muted},
            }
        ],
    }
    return {"data": [], "layout": layout}


def second_words(words: str, most: int = LONG_LINE) -> str:
    """Return text in a second language on one line, in smaller type, cut to `most` characters."""
    return f'<span style="font-size:{SECOND_SIZE}em">{one_line(words, most)}</span>'


def one_line(words: str, most: int = 34) -> str:
    """Return the escaped text on one line, cut to `most` characters."""
    return escape(words if len(words) <= most else f"{words[: most - 1].rstrip()}…")


def escape(words: str) -> str:
    """Return the text with tags and entities escaped, so that Plotly shows it literally."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_lines(words: str, width: int) -> str:
    """Return the escaped text, wrapped between words into lines of about `width` characters."""
    lines = textwrap.wrap(words, width, break_long_words=False) or [""]
    return "<br>".join(escape(line) for line in lines)
