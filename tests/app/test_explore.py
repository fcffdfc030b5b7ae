"""The dialog “Explore”: it opens once, in three languages, and its selection is a filter."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from campaign.charts.chart_list import CARDS
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ui import explore, session_memory
from campaign.ui.explore import selection_of
from campaign.ui.state import _Written
from tests.app.conftest import Open, visible_html
from tests.app.test_own_campaigns import NARYN, go_to, upload
from tests.campaigns import view_of


def figures(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def request(app: AppTest, key: str) -> AppTest:
    """The page after a click on the button of a chart."""
    app.session_state[session_memory.KEY][_Written].chart = key
    app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize("key", ["map", "timeline", "schedule"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_address_opens_the_dialog_once(open_page: Open, lang: str, key: str) -> None:
    app = open_page(CARDS[key].stem, lang=lang, explore=key)
    text = Text.of(lang)
    (figure,) = figures(app)
    title = figure["layout"]["title"]["text"].replace("<br>", " ")
    # An image that the mode bar saves has all of these.
    assert text("Illustrative (invented) data; not actual campaign results.") in title
    assert text("illustrative (invented) register made for this dashboard") in title
    assert re.search(r"\b[0-9a-f]{12}\b", title)
    (chart,) = app.get("plotly_chart")
    config = json.loads(chart.proto.config)
    assert config["toImageButtonOptions"]["filename"] == f"{key}-2017-{lang}-2017-11-20"
    words = config["locales"][lang]["dictionary"]
    assert words["Box Select"] == text("Select with a rectangle")
    assert "explore" not in app.query_params
    assert text("Loading the chart. On a slow connection this takes up to a minute.") in (
        visible_html(app)
    )
    app.run()
    assert not figures(app)


@pytest.mark.parametrize("key", CARDS)
def test_every_chart_of_a_card_opens(open_page: Open, key: str) -> None:
    app = request(open_page(CARDS[key].stem, lang="en"), key)
    if key.startswith("compare_"):
        assert not figures(app)
        assert "Only one of the campaigns has a register." in visible_html(app)
        return
    (figure,) = figures(app)
    labels = [button.label for button in app.button]
    selects = any(code for trace in figure["data"] for code in trace.get("customdata", ()))
    assert ("Filter the page by this selection" in labels) == selects


def test_unknown_chart_is_named(open_page: Open) -> None:
    app = open_page("map", lang="en", explore="nonsense")
    assert not figures(app)
    assert "explore=nonsense" in visible_html(app)


def test_own_register_is_explored(open_page: Open) -> None:
    app = upload(open_page("data", lang="ru"), ("своё.csv", NARYN))
    app = request(go_to(app, "map"), "map")
    (figure,) = figures(app)
    (labels,) = [trace for trace in figure["data"] if trace.get("mode") == "text"]
    assert len(labels["text"]) == 9 and "Нарын" in " ".join(labels["text"])


def test_link_to_the_dialog_is_offered_unless_the_files_are_a_reader_s_own(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explore, "site_address", lambda: "https://example.org")
    address = "https://example.org/map?oblast=KG-O&amp;explore=map"
    assert address in visible_html(request(open_page("map", lang="ru", oblast="KG-O"), "map"))
    app = upload(open_page("data", lang="ru"), ("своё.csv", NARYN))
    assert "explore=map" not in visible_html(request(go_to(app, "map"), "map"))


def test_codes_of_marks_are_a_selection(campaign: Campaign) -> None:
    view = view_of(campaign, "en", type="lecture")
    selection = selection_of(view, ["oblast=KG-O", "oblast=KG-B", "oblast=KG-O", ""])
    assert selection is not None
    assert (selection.oblasts, selection.types) == (("KG-B", "KG-O"), ("lecture",))
    days = ["from=2017-08-07&to=2017-08-13", "oblast=KG-O&from=2017-08-01&to=2017-08-06"]
    selection = selection_of(view, days)
    assert selection is not None and selection.oblasts == ("KG-O",)
    assert (selection.start, selection.end) == (date(2017, 8, 1), date(2017, 8, 13))
    assert selection_of(view, ["oblast=KG-XX", "nonsense", "lang=ru"]) is None
    assert selection_of(view, ["type=lecture"]) is None
