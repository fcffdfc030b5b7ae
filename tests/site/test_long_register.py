"""No page loads all rows of a register, which may be tens of millions in an engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import pytest

from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.register import EVERY_ROW, RegisterQuery, RowFilter
from campaign.site.contents import CONTENTS, contents
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from tests.campaigns import CHARTS, activities_of, view_of, with_edition, with_second_register


@dataclass(frozen=True, eq=False)
class LongRegister(FrameRegister):
    """A register whose rows are too many to be loaded."""

    def rows(
        self, where: RowFilter = EVERY_ROW, columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Raise an error."""
        raise MemoryError

    def list_rows(self, query: RegisterQuery) -> pd.DataFrame:
        """Raise an error."""
        raise MemoryError


@pytest.fixture(scope="module")
def long_campaign(campaign: Campaign) -> Campaign:
    """The campaign with long registers of 2017 and 2018, and with an activity of two regions."""
    rows = activities_of(campaign).copy()
    rows.loc[rows.index[0], "oblast"] = "KG-B;KG-O"
    both = with_second_register(with_edition(campaign, activities=rows))
    editions = {
        name: replace(edition, register=LongRegister(edition.activities))
        for name, edition in both.editions.items()
        if edition.activities is not None
    }
    return replace(both, editions={**both.editions, **editions})


@pytest.mark.parametrize("stem", CONTENTS)
@pytest.mark.parametrize("query", [{}, {"oblast": "KG-B"}, {"with": "2017"}])
def test_no_page_loads_all_rows(long_campaign: Campaign, stem: str, query: dict[str, str]) -> None:
    view = view_of(long_campaign, **query)
    assert contents(SitePage(stem, view, LiveLinks(long_campaign), lambda v, build: build(v)))


@pytest.mark.parametrize("build", CHARTS)
def test_no_chart_loads_all_rows(long_campaign: Campaign, build: Callable[[View], Chart]) -> None:
    assert build(view_of(long_campaign)).key
