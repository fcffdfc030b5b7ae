"""The map of regions, each city enlarged beside it.

The regions are areas of ordinary axes in the projection of the other outputs: Plotly's own maps
request the world from another server.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from campaign.charts.outlines import COARSE, Rings, outlines
from campaign.charts.spec import Choropleth, Datum
from campaign.i18n.translator import Text
from campaign.render.explore.parts import Trace, escape, hatch, layout, marks, tooltip
from campaign.theme.roles import paint
from campaign.theme.style import REGION_BORDER, SELECTED_BORDER, Style

_HEIGHT = 560  # px


def choropleth(spec: Choropleth, style: Style, text: Text) -> Trace:
    """Draw an area for each region, then names and values, by which regions are selected."""
    shapes = outlines(spec.places, COARSE)
    insets = {inset.code: inset for inset in shapes.insets}
    regions = spec.by_code
    # Cities last, because some oblasts surround them.
    order = sorted(regions, key=lambda code: code in insets)
    areas = [_area(regions[code], shapes.rings[code], style) for code in order]
    areas += [_area(regions[code], inset.rings, style) for code, inset in insets.items()]
    labels = {code: shapes.labels[code][:2] for code in regions if code in shapes.labels}
    labels |= {code: inset.label[:2] for code, inset in insets.items()}
    ends = {"visible": False}
    return {
        "data": [
            *areas,
            *_labels(regions, labels, style),
            *marks(spec.legend_at_rest, style),
        ],
        "layout": layout(
            style,
            _HEIGHT,
            xaxis={**ends, "range": [-20, shapes.width + 20]},
            yaxis={
                **ends,
                "range": [shapes.height + 20, -20],
                "scaleanchor": "x",
                "constrain": "domain",
                "constraintoward": "top",
            },
            shapes=[_frame(inset.frame, style) for inset in insets.values()],
        ),
    }


def _area(datum: Datum, rings: Rings, style: Style) -> Trace:
    look = paint(datum.role, style, faded=datum.faded)
    border = {"color": style.outline, "width": REGION_BORDER}
    if datum.selected:
        border = {"color": style.text, "width": SELECTED_BORDER}
    points = [point for ring in rings for point in (*ring, ring[0], (None, None))]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "fill": "toself",
        "fillcolor": look.fill,
        **({"fillpattern": hatch(style)} if look.hatched else {}),
        "line": border,
        "hoveron": "fills",
        "hoverinfo": "text",
        "text": tooltip(datum.tooltip),
        "name": escape(datum.label),
        "legendgroup": datum.role,
        "showlegend": False,
        "meta": datum.code,
    }


def _labels(
    regions: Mapping[str, Datum], places: Mapping[str, tuple[int, int]], style: Style
) -> Iterable[Trace]:
    """Yield the names with the values; a point of each can be selected."""
    codes = list(places)
    data = [regions[code] for code in codes]
    looks = [paint(datum.role, style) for datum in data]
    yield {
        "type": "scatter",
        "mode": "text",
        "x": [places[code][0] for code in codes],
        "y": [places[code][1] for code in codes],
        "text": [f"{escape(datum.label)}<br><b>{escape(datum.words)}</b>" for datum in data],
        "textfont": {
            "color": [look.text_color for look in looks],
            # In the colour of the region: text beyond its border is readable too.
            "shadow": [f"0 0 2px {look.fill}, 0 0 3px {look.fill}" for look in looks],
        },
        "customdata": [datum.code for datum in data],
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _frame(frame: tuple[int, int, int, int], style: Style) -> Trace:
    left, top, width, height = frame
    line = {"color": style.line, "width": 1}
    ends = {"x0": left, "x1": left + width, "y0": top, "y1": top + height}
    return {"type": "rect", "layer": "below", **ends, "line": line}
