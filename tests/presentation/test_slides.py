"""Slides: charts of their own data, each with a name in the list."""

from __future__ import annotations

import pytest

from campaign.domain.campaign import Campaign
from campaign.presentation.slides import FIGURES, Slide
from campaign.theme.style import LIGHT
from campaign.ui.present.slide_editor import FIGURE_NAMES


@pytest.mark.sample(30)
@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("edition", ["2017", "2018"])
def test_every_figure_on_every_kind_of_edition(
    campaign: Campaign, figure: str, edition: str
) -> None:
    view = Slide(figure, {"en": "x"}, query={"edition": edition}).view(campaign, "ru", LIGHT)
    chart = Slide(figure, {"en": "x"}).chart(view)
    has_no_chart = FIGURES[figure] is None
    assert (chart is None) == (has_no_chart or edition == "2018")
    if chart is not None:
        assert chart.summary and not getattr(chart.body, "animation", {})


def test_every_figure_has_a_name_in_the_list_of_slides() -> None:
    assert set(FIGURE_NAMES) == set(FIGURES)
