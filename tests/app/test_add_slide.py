"""Adding the view of a page to the presentation."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.translator import LANGUAGES, Text

SHIPPED = 10
"""Slides of the presentation that comes with the data."""
PARTS = 8
"""The number of tests among which the charts are divided."""


def _page() -> None:
    import streamlit as st

    from campaign.dataset import campaign_cache
    from campaign.ui.present.page import show_add_slide
    from campaign.ui.present.slide_store import own_slides
    from tests.campaigns import view_of

    query = {"oblast": "KG-N", "indicator": "reach", "from": "2017-08-10"}
    view = view_of(campaign_cache.current(), "ru", **query)
    st.session_state["selection"] = view.selection
    show_add_slide(view)
    last = own_slides(view)[-1]
    st.session_state["result"] = (len(own_slides(view)), last, dict(last.query))


def test_the_live_selection_becomes_the_last_slide() -> None:
    app = AppTest.from_function(_page, default_timeout=600).run()
    assert not app.exception and app.session_state["result"][0] == SHIPPED
    app.button[0].click().run()
    count, slide, query = app.session_state["result"]
    assert not app.exception and count == SHIPPED + 1
    assert slide.kind == "map" and slide.play
    assert query == {
        "edition": "2017",
        "oblast": "KG-N",
        "indicator": "reach",
        "from": "2017-08-10",
    }
    for lang in LANGUAGES:
        assert Text.of(lang)("People reached") in slide.title[lang]


def _charts(part: int) -> None:
    import streamlit as st

    from campaign.charts.chart_list import SLIDE_CHARTS
    from campaign.dataset import campaign_cache
    from campaign.ui import card_requests
    from campaign.ui.present.slide_store import own_slides
    from tests.app.test_add_slide import PARTS
    from tests.campaigns import view_of

    view = view_of(campaign_cache.current(), "ru", oblast="KG-N,KG-B")
    added = []
    for key, entry in list(SLIDE_CHARTS.items())[part::PARTS]:
        chart = entry.build(view)
        message = card_requests.add_slide(view, key)["message"]
        slide = own_slides(view)[-1]
        on_slide = slide.chart(slide.view(view.campaign, "ru", view.style))
        assert on_slide is not None and on_slide.key == chart.key
        # The timeline of a slide has no running total.
        assert on_slide.title == chart.title or key == "timeline"
        assert slide.title["ru"] == on_slide.title
        added.append(message)
    st.session_state["added"] = added


@pytest.mark.sample(1)
@pytest.mark.parametrize("part", range(PARTS))
def test_the_menu_of_a_card_adds_its_own_chart_with_a_message(part: int) -> None:
    app = AppTest.from_function(_charts, default_timeout=600, args=(part,)).run()
    assert not app.exception
    for message in app.session_state["added"]:
        assert Text.of("ru")("Added to the presentation as its last slide.") in message


def test_an_entered_title_is_saved_in_the_language_of_the_page() -> None:
    app = AppTest.from_function(_page, default_timeout=600).run()
    app.text_input[0].set_value("Нарын <b>")
    app.button[0].click().run()
    slide = app.session_state["result"][1]
    assert slide.title == {"ky": "", "ru": "Нарын <b>", "en": ""}
    assert slide.title_in("en") == "Нарын <b>"
