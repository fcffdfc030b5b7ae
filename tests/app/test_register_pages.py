"""The list of activities has pages, and a new order opens the first one."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.register import RegisterAwayError
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.register import register
from tests.app.conftest import Open
from tests.campaigns import view_of, with_edition


def row_html(app: AppTest) -> list[str]:
    """The HTML of each row on the current page of the list."""
    (table,) = (
        part.value
        for part in app.get("html")
        if 'class="summary"' in part.value and "<tbody" in part.value
    )
    return re.findall(r"<tr.*?</tr>", table, re.S)[1:]


def turn(app: AppTest, button: str) -> list[str]:
    app.button(key=f"{button}:register-page:en").click().run()
    assert not app.exception
    return row_html(app)


def test_buttons_open_the_next_and_the_previous_page(open_page: Open) -> None:
    app = open_page("activities", lang="en")
    first = row_html(app)
    second = turn(app, "next")
    third = turn(app, "next")
    assert len({*first, *second, *third}) == len(first) + len(second) + len(third)
    assert turn(app, "previous") == second
    assert turn(app, "previous") == first
    turn(app, "next")
    app.toggle(key="falling:en").set_value(True).run()
    assert app.button(key="previous:register-page:en").disabled and row_html(app) != first


def test_a_list_whose_totals_are_away_is_a_notice(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> pd.DataFrame:
        raise RegisterAwayError

    current = with_edition(campaign)  # without cached totals of organizers
    monkeypatch.setattr(campaign_cache, "current", lambda: current)
    monkeypatch.setattr(FrameRegister, "totals", fail)
    app = AppTest.from_function(_list_of_an_organizer, default_timeout=600).run()
    assert not app.exception
    code = min(current.editions["2017"].organiser_codes)
    page = SitePage(
        "activities",
        view_of(current, organiser=code),
        LiveLinks(current),
        lambda view, build: build(view),
    )
    for words in (register(page), "".join(str(part.value) for part in app.get("html"))):
        assert "cannot be read at present" in words and "<tbody" not in words


def _list_of_an_organizer() -> None:
    from campaign.dataset import campaign_cache
    from campaign.ui.register_list import show_register
    from tests.campaigns import view_of

    campaign = campaign_cache.current()
    code = min(campaign.editions["2017"].organiser_codes)
    show_register(view_of(campaign, organiser=code))
