"""The list of activities is searched, sorted and has pages; a new order opens the first one."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.register import RegisterAwayError
from campaign.i18n.translator import NBSP
from tests.app.conftest import Open, visible_html
from tests.app.links import follow, press
from tests.campaigns import with_edition
from tests.html_tree import parse, text_of


def register(app: AppTest) -> str:
    """The HTML of the card of the list."""
    assert not app.exception
    html = visible_html(app).replace(NBSP, " ")
    return html.partition('data-card="register"')[2].partition("</section>")[0]


def row_html(app: AppTest) -> list[str]:
    """The HTML of each row on the current page of the list."""
    return re.findall(r"<tr.*?</tr>", register(app), re.S)[1:]


def disabled(app: AppTest) -> list[str]:
    """The buttons of the list that do nothing now."""
    buttons = parse(f"<section{register(app)}</section>").iter("button")
    return [button.attrib["data-chart"] for button in buttons if "disabled" in button.attrib]


def test_buttons_open_the_next_and_the_previous_page(open_page: Open) -> None:
    app = open_page("activities", lang="en")
    first = row_html(app)
    assert disabled(app) == ["former"] and "Page 1 of 4" in register(app)
    second, third = (row_html(press(app, "turn next")) for _ in range(2))
    assert len({*first, *second, *third}) == len(first) + len(second) + len(third)
    assert row_html(press(app, "turn former")) == second
    assert row_html(press(app, "turn former")) == first
    press(app, "turn next")
    assert row_html(press(app, "descending")) != first and disabled(app) == ["former"]
    for _ in range(5):
        press(app, "turn next")
    assert disabled(app) == ["next"] and "Page 4 of 4" in register(app)


def test_words_are_found_and_other_filters_keep_them(open_page: Open) -> None:
    app = open_page("activities", lang="en")
    press(app, "turn next")
    rows = row_html(press(app, "search register naryn \ud83d"))
    assert (
        len(rows) == 8 and all("Naryn" in row for row in rows) and 'value="naryn' in register(app)
    )
    reached = [text_of(parse(row)) for row in row_html(press(app, "sort reached"))]
    press(app, "descending")
    assert [text_of(parse(row)) for row in row_html(app)] == reached[::-1]
    follow(app, "Lecture or lesson", "dropdown")
    assert 0 < len(row_html(app)) < 8 and 'value="naryn' in register(app)
    assert len(row_html(press(app, "search register "))) > len(rows) / 2


@pytest.mark.parametrize("act", ["sort x", "turn view", "search x y", "sort", "turn"])
def test_unknown_requests_change_nothing(open_page: Open, act: str) -> None:
    app = open_page("activities", lang="en")
    before = visible_html(app)
    assert visible_html(press(app, act)) == before


def test_a_list_whose_totals_are_away_is_a_notice(
    open_page: Open, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RegisterAwayError

    current = with_edition(campaign)  # without cached totals of organizers
    monkeypatch.setattr(campaign_cache, "current", lambda: current)
    monkeypatch.setattr(FrameRegister, "line", fail)
    html = register(open_page("activities", lang="en"))
    assert "cannot be read at present" in html and "<tbody" not in html
