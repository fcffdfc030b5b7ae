"""A view is added to the talk from the page it stands on."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from campaign.i18n.translator import LANGUAGES, Text


def _page() -> None:
    import streamlit as st

    from campaign.dataset import campaign_cache
    from campaign.ui.present.page import offer
    from campaign.ui.present.slide_store import own_scenes
    from tests.campaigns import view_of

    query = {"oblast": "KG-N", "indicator": "reach", "from": "2017-08-10"}
    view = view_of(campaign_cache.current(), "ru", **query)
    st.session_state["selection"] = view.selection
    offer(view)
    last = own_scenes(view)[-1]
    st.session_state["seen"] = (len(own_scenes(view)), last, dict(last.query))


def test_the_live_selection_becomes_the_last_scene() -> None:
    app = AppTest.from_function(_page, default_timeout=600).run()
    assert not app.exception and app.session_state["seen"][0] == 7
    app.button[0].click().run()
    count, slide, query = app.session_state["seen"]
    assert not app.exception and count == 8
    assert slide.figure == "map" and slide.play
    assert query == {
        "edition": "2017",
        "oblast": "KG-N",
        "indicator": "reach",
        "from": "2017-08-10",
    }
    for lang in LANGUAGES:
        assert Text.of(lang)("People reached") in slide.title[lang]


def test_a_title_of_one_s_own_stands_in_its_language() -> None:
    app = AppTest.from_function(_page, default_timeout=600).run()
    app.text_input[0].set_value("Нарын <b>")
    app.button[0].click().run()
    slide = app.session_state["seen"][1]
    assert slide.title == {"ky": "", "ru": "Нарын <b>", "en": ""}
    assert slide.named("en") == "Нарын <b>"
