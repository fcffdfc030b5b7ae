"""The texts of a map's legend as annotations: title, counts, limits, states and the average."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from campaign.charts.body import Choropleth, LegendKey
from campaign.render.map_legend import PlacedKey, StripLayout
from campaign.render.map_legend_marks import PlacedMark, PlacedWords
from campaign.render.plotly.words import escape
from campaign.theme.roles import paint
from campaign.theme.style import Style

Item = dict[str, Any]
_ANCHORS = {"start": "left", "middle": "center", "end": "right"}
_REACH = 3  # px that the line of the average extends below the strip
ON_STRIP: Mapping[str, Any] = {"xref": "x", "yref": "paper"}


def title_words(layout: StripLayout, style: Style) -> list[Item]:
    """Return the title above the strip; [] if there is none."""
    if not layout.title:
        return []
    return [
        {
            "name": "title",
            "text": f"<b>{'<br>'.join(map(escape, layout.title))}</b>",
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "yref": "paper",
            "y": 0,
            "yanchor": "top",
            "yshift": -0.2 * layout.line,
            "align": "left",
            "showarrow": False,
            "borderpad": 0,
            "font": {"size": style.size, "color": style.text},
        }
    ]


def count_words(body: Choropleth, layout: StripLayout, style: Style) -> Iterator[Item]:
    """Yield the number of regions in the swatch of each class."""
    keys = body.class_keys
    middle = (layout.top + layout.bottom) / 2
    for index, key in enumerate(keys):
        place = PlacedWords(str(key.count), (index + 0.5) / len(keys), middle, "middle")
        words = placed_words(place, layout, style)
        ink = {"size": layout.small, "color": paint(key.role, style).ink}
        yield words | {"name": _count_name(body, key), "font": ink}


def state_words(body: Choropleth, state: PlacedKey, layout: StripLayout, style: Style) -> Item:
    """Return the label of a state beside its swatch."""
    return _item("", state.middle, layout, style) | {
        "text": state_lines(state),
        "align": "left",
        "name": _count_name(body, state.key),
        "xref": "paper",
        "x": state.share,
        "xanchor": "left",
        "xshift": round(state.words_x, 1),
        "yref": "paper",
    }


def average_words_and_line(mark: PlacedMark, layout: StripLayout, style: Style) -> Item:
    """Return the label of the average with a line through the strip: an arrow without a head."""
    end = layout.bottom + _REACH
    # A space, because the line would touch the label at an end of the strip.
    before, after = ("\u00a0" * (mark.words.anchor == side) for side in ("start", "end"))
    middle = sum(line.y for line in mark.lines) / len(mark.lines)
    return placed_words(mark.words, layout, style) | {
        "name": "average",
        "text": f"{before}{average_words(mark)}{after}",
        "align": _ANCHORS[mark.words.anchor],
        "x": mark.mark.at,
        "yshift": round(-end, 1),
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 2,
        "arrowcolor": style.text,
        "ax": 0,
        "ay": round(middle - end, 1),
    }


def average_words(mark: PlacedMark) -> str:
    """Return the label of the average with its line breaks."""
    return "<br>".join(escape(line.words) for line in mark.lines)


def placed_words(words: PlacedWords, layout: StripLayout, style: Style) -> Item:
    return _item(words.words, words.y, layout, style) | {
        **ON_STRIP,
        "x": round(words.at, 4),
        "xanchor": _ANCHORS[words.anchor],
    }


def _item(words: str, middle: float, layout: StripLayout, style: Style) -> Item:
    """Return small text without an arrow; its vertical middle is `middle` px below the map."""
    return {
        "text": escape(words),
        "y": 0,
        "yanchor": "middle",
        "yshift": round(-middle, 1),
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": layout.small, "color": style.text},
    }


def _count_name(body: Choropleth, key: LegendKey) -> str:
    return f"count:{body.roles.index(key.role)}"


def state_lines(state: PlacedKey) -> str:
    """Return the label of a state with its line breaks."""
    return "<br>".join(map(escape, state.lines))
