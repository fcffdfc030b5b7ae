"""The panels of small charts have one scale and do not overlap."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campaign.charts.body import Panels
from campaign.render.plotly import figure
from campaign.render.plotly.panels import (
    NARROW_COLUMNS,
    WIDE_COLUMNS,
    PanelPosition,
    in_columns,
    in_two_rows,
)
from campaign.render.size import PROJECTOR
from campaign.theme.style import FADED, LIGHT
from tests.charts.day_charts import panels_of
from tests.charts.small_register import UNITS, register
from tests.render.plotly.figure_checks import chart_of


def test_panels_share_one_scale() -> None:
    spec = figure.draw(chart_of(panels_of(register(), selected_regions=["KG-N"])), LIGHT)
    layout = spec["layout"]
    axes = [layout[key] for key in layout if key.startswith("yaxis")]
    assert len(axes) == len(UNITS) and len({tuple(axis["range"]) for axis in axes}) == 1
    assert len({tuple(layout[key]["range"]) for key in layout if key.startswith("xaxis")}) == 1
    bars = [t for t in spec["data"] if t["type"] == "bar" and t["hoverinfo"] == "skip"]
    assert [sum(trace["y"]) for trace in bars] == [140, 250, 12]
    assert [trace["marker"]["opacity"] for trace in bars] == [FADED, 1, FADED]
    areas = [trace for trace in spec["data"] if trace.get("meta", {}).get("walk")]
    assert [area["customdata"][0] for area in areas] == [f"oblast={code}" for code in UNITS]
    assert [area["meta"]["selected"] for area in areas] == [[], ["oblast=KG-N"], []]


def many(count: int) -> Panels:
    body = panels_of(register())
    return replace(body, panels=body.panels[:1] * count)


@pytest.mark.parametrize("count", range(1, 13))
def test_panels_never_overlap(count: int) -> None:
    body = many(count)
    for places in (
        in_columns(body, WIDE_COLUMNS),
        in_columns(body, NARROW_COLUMNS),
        in_two_rows(body),
    ):
        assert len({(place.left, place.bottom) for place in places}) == count
        for one in places:
            assert 0 <= one.bottom < one.top <= 1 and 0 <= one.left < one.right <= 1.0001
            for other in places:
                assert one is other or not _overlap(one, other)


def _overlap(one: PanelPosition, other: PanelPosition) -> bool:
    beside = one.right <= other.left or other.right <= one.left
    above = one.top <= other.bottom or other.top <= one.bottom
    return not (beside or above)


def test_a_projector_has_two_rows_and_the_dates_once() -> None:
    layout = figure.draw(chart_of(many(9)), LIGHT, PROJECTOR)["layout"]
    axes = {key: axis for key, axis in layout.items() if "axis" in key}
    assert len({tuple(a["domain"]) for key, a in axes.items() if key[0] == "y"}) == 2
    dated = [key for key, a in axes.items() if key[0] == "x" and a["showticklabels"]]
    assert dated == ["xaxis6"]
    assert len(axes["xaxis6"]["tickvals"]) == 2
