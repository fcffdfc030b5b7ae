"""A drawing with colour variables is equal to that of either theme with the theme's colours."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.chart import Chart
from campaign.domain.campaign import Campaign
from campaign.render.size import SCREEN
from campaign.render.svg.figure import draw
from campaign.site.colour_pairs import PAIRED, declare, to_variables
from campaign.theme.style import DARK, LIGHT
from tests.campaigns import CHARTS, view_of, with_every_state

VARIABLE = re.compile(r"var\((--[0-9a-f]{6})\)")
DECLARED = re.compile(r"(--[0-9a-f]{6}):(#[0-9a-f]{6});")


@pytest.fixture(scope="module")
def every_state(campaign: Campaign) -> Campaign:
    return with_every_state(campaign)


@pytest.mark.sample(7)
@pytest.mark.parametrize(
    "build", [*CHARTS, by_region.overview_map], ids=lambda build: build.__name__
)
def test_each_chart_has_the_colours_of_both_themes(
    every_state: Campaign, build: Callable[[View], Chart]
) -> None:
    view = view_of(every_state, "en", oblast="KG-N,KG-B")
    drawing = to_variables(draw(build(replace(view, style=PAIRED)), PAIRED, SCREEN))
    light, dark = map(dict, map(DECLARED.findall, declare([drawing]).split("@media")))
    assert {*light} == {*dark} == {*VARIABLE.findall(drawing)}
    for style, colours in ((LIGHT, light), (DARK, dark)):
        coloured = VARIABLE.sub(lambda match: colours[match[1]], drawing)  # noqa: B023
        assert coloured == draw(build(replace(view, style=style)), style, SCREEN)


def test_a_page_without_drawings_declares_no_colours() -> None:
    assert declare([]) == declare(["<p>"]) == ""


def test_only_used_colours_are_declared() -> None:
    sheet = declare([to_variables(f'<rect fill="{PAIRED.accent}"/>')])
    assert DECLARED.findall(sheet) == [
        (f"--{PAIRED.accent[1:]}", style.accent) for style in (LIGHT, DARK)
    ]
