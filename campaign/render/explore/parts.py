"""What all figures share: the marks of each role, tooltips, axes, the common layout."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from campaign.charts.spec import Datum, LegendKey, NumberFormat
from campaign.theme.roles import paint
from campaign.theme.style import FONT, HATCH_STEP, HATCH_WIDTH, LINE_DASHES, Style

Trace = dict[str, Any]
LINE, NAME_LINE = 36, 20
"""Characters of a line of text, and of a name beside an axis, that fit a phone."""
DAY_MS = 86_400_000
_SYMBOLS = {"hollow": "circle-open", "milestone": "diamond", "range": "line-ew-open"}


def escape(words: str) -> str:
    """Return the text with tags and entities escaped, so that Plotly shows it literally."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrap(words: str, width: int = LINE, most_lines: int | None = None) -> str:
    """Return the escaped text in lines of about `width` characters, cut after `most_lines`."""
    lines = textwrap.wrap(
        words, width, break_long_words=False, max_lines=most_lines, placeholder="…"
    )
    return "<br>".join(map(escape, lines))


def tooltip(lines: Sequence[str]) -> str:
    """Return the lines of a tooltip, the first one bold; "" without any."""
    if not lines:
        return ""
    first, *rest = map(wrap, lines)
    return "<br>".join([f"<b>{first}</b>", *rest])


def hover(tooltips: Iterable[Sequence[str]]) -> Trace:
    """Return the settings of a trace whose marks have these tooltips."""
    texts = [tooltip(lines) for lines in tooltips]
    return {"hovertext": texts, "hoverinfo": "text"}


def hatch(style: Style) -> Trace:
    """Return Plotly's pattern of a value that is not reported."""
    return {
        "shape": "/",
        "fgcolor": style.hatch,
        "bgcolor": style.not_reported,
        "fillmode": "overlay",
        "size": HATCH_STEP,
        "solidity": round(HATCH_WIDTH / HATCH_STEP, 2),
    }


def bar_marker(role: str, data: Sequence[Datum], style: Style) -> Trace:
    """Return the look of the bars of a role; those of others than the selected ones fade."""
    look = paint(role, style)
    marker: Trace = {"color": look.fill, "line": {"color": style.outline, "width": 0.5}}
    if look.hatched:
        marker["pattern"] = hatch(style)
    if any(datum.faded for datum in data):
        marker["opacity"] = [paint(role, style, faded=datum.faded).opacity for datum in data]
    if any(datum.selected for datum in data):
        widths = [3 if datum.selected else 0.5 for datum in data]
        marker["line"] = {"color": style.text, "width": widths}
    return marker


def marks(keys: Iterable[LegendKey], style: Style) -> list[Trace]:
    """Return an entry of the legend for each key, without any data."""
    return [_mark(key, style) for key in keys]


def _mark(key: LegendKey, style: Style) -> Trace:
    look = paint(key.role, style)
    # The font of an image is wider than that of the page, which Plotly measures: room for the last.
    name = f"{wrap(key.words)}\u00a0\u00a0\u00a0"
    common: Trace = {"type": "scatter", "x": [None], "y": [None], "name": name}
    common |= {"legendgroup": key.role, "hoverinfo": "skip", "showlegend": True}
    if key.mark in LINE_DASHES:
        line = {"color": look.fill, "dash": LINE_DASHES[key.mark] or "solid"}
        return {**common, "mode": "lines", "line": line}
    if key.mark == "area":
        shape = {"type": "bar", "marker": bar_marker(key.role, (), style)}
        return {**common, **shape}
    symbol = _SYMBOLS.get(key.mark, "circle")
    return {
        **common,
        "mode": "markers",
        "marker": {"symbol": symbol, "size": 10, "color": look.fill, "line": {"width": 2}},
    }


def range_error(ends: Sequence[tuple[float, float]], style: Style) -> Trace:
    """Return error bars from each value up to the value with missing attendance at the maxima.

    `ends` are (value, highest value), NaN for no range.
    """
    more = [high - value if high > value else 0 for value, high in ends]
    look = {"color": style.text, "thickness": 1.5, "width": 4}
    return {
        "type": "data",
        "symmetric": False,
        "array": more,
        "arrayminus": [0] * len(more),
        **look,
    }


def number(value: float) -> float | None:
    """Return a value for Plotly: None if it is missing."""
    return None if value != value else float(value)


def number_axis(format: NumberFormat, style: Style) -> Trace:
    """Return an axis of values, which Plotly labels anew when a reader zooms."""
    kind = "%" if format.kind == "percent" else "f"
    return {
        "tickformat": f",.{format.digits}{kind}" if kind == "%" else ",~f",
        "gridcolor": style.line,
        "zerolinecolor": style.outline,
        "automargin": True,
        "tickfont": {"color": style.muted},
    }


def name_axis(names: Sequence[str], style: Style) -> Trace:
    """Return an axis with a name beside each of the rows 0, 1, …, the first one on top."""
    return {
        "range": [len(names) - 0.4, -0.6],
        "tickvals": list(range(len(names))),
        "ticktext": [wrap(name, NAME_LINE, 2) for name in names],
        "automargin": True,
        "zeroline": False,
        "showgrid": False,
        "gridcolor": style.line,
    }


def note(words: str, style: Style, **place: Any) -> Trace:
    """Return a text in the plot."""
    font = {"size": style.size - 2, "color": style.muted}
    return {"text": wrap(words), "showarrow": False, "font": font, "align": "left", **place}


def rule(x: Any, style: Style, words: str, *, row: int = 0, is_late: bool = False) -> Trace:
    """Return a broken vertical line, with its name above the plot in a row of names.

    The name of a line that `is_late` ends at the line, others begin there.
    """
    return {
        "type": "line",
        "x0": x,
        "x1": x,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": style.muted, "width": 1.25, "dash": "dot"},
        "label": {
            "text": wrap(words),
            "textposition": "end",
            "textangle": 0,
            "xanchor": "right" if is_late else "left",
            "yanchor": "bottom",
            "padding": 2 + row * (style.size + 2),
            "font": {"size": style.size - 2, "color": style.muted},
        },
    }


def layout(style: Style, height: int, **more: Any) -> Trace:
    """Return the layout that all figures share, `height` px high, with `more` of its own."""
    font = {"family": FONT, "size": style.size - 1, "color": style.text}
    common: Mapping[str, Any] = {
        "height": height,
        "font": font,
        "paper_bgcolor": style.background,
        "plot_bgcolor": style.background,
        "margin": {"l": 8, "r": 44, "t": 40, "b": 8},
        "hoverlabel": {
            "bgcolor": style.surface,
            "bordercolor": style.line,
            "font": font,
            "align": "left",
        },
        "hovermode": "closest",
        "barmode": "overlay",
        "bargap": 0.25,
        "legend": {
            "orientation": "h",
            "traceorder": "normal",
            "x": 0,
            "xref": "container",
            "y": 0,
            "yref": "container",
            "yanchor": "bottom",
        },
        "modebar": {
            "orientation": "v",
            "bgcolor": "rgba(0,0,0,0)",
            "color": style.muted,
            "activecolor": style.accent,
        },
        "selections": [],
        "newselection": {"line": {"color": style.accent, "width": 2}},
        "activeselection": {"fillcolor": style.accent, "opacity": 0.12},
    }
    return {**common, **more}
