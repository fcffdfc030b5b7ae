"""The export dialog offers a file only while its options are those the file was made with."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from campaign.analysis import register_table
from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from tests.campaigns import with_register_away
from tests.plain_words import plain_spaces


def _page() -> None:
    import streamlit as st

    from campaign.dataset import campaign_cache
    from campaign.ui import export_dialog
    from tests.campaigns import view_of

    view = view_of(campaign_cache.current(), oblast="KG-N")
    st.session_state["selection"] = view.selection
    export_dialog._dialog(view)


def _download_labels(app: AppTest) -> list[str]:
    return [str(button.proto.label) for button in app.get("download_button")]


def test_adding_a_slide_removes_the_old_file() -> None:
    app = AppTest.from_function(_page, default_timeout=600).run()
    assert not app.exception and not _download_labels(app)
    make = app.button(key="export-make:en")
    make.click().run()
    assert not app.exception and len(_download_labels(app)) == 1

    app.button(key="offer:en:add").click().run()
    assert not app.exception and not _download_labels(app)

    app.button(key="export-make:en").click().run()
    assert len(_download_labels(app)) == 1


def test_another_option_removes_the_old_file_and_the_former_option_restores_it() -> None:
    app = AppTest.from_function(_page, default_timeout=600).run()
    app.radio(key="export-kind:en").set_value("csv").run()
    app.button(key="export-make:en").click().run()
    assert len(_download_labels(app)) == 1
    app.toggle(key="export-semicolon:en").set_value(True).run()
    assert not _download_labels(app)
    app.toggle(key="export-semicolon:en").set_value(False).run()
    assert len(_download_labels(app)) == 1


def test_a_file_of_too_many_activities_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_table, "MOST_ROWS", 1)
    app = AppTest.from_function(_page, default_timeout=600).run()
    assert [button.key for button in app.button if "make" in str(button.key)]
    app.radio(key="export-kind:en").set_value("csv").run()
    assert not app.exception
    assert not [button.key for button in app.button if "make" in str(button.key)]
    assert any(
        "at most 1 activities" in plain_spaces(str(html.proto.body)) for html in app.get("html")
    )


def test_a_file_of_activities_has_a_notice_while_the_register_is_away(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = with_register_away(campaign)
    monkeypatch.setattr(campaign_cache, "current", lambda: away)
    app = AppTest.from_function(_page_of_an_organizer, default_timeout=600).run()
    app.radio(key="export-kind:en").set_value("csv").run()
    assert not app.exception
    assert not [button.key for button in app.button if "make" in str(button.key)]
    assert any("cannot be read at present" in str(html.proto.body) for html in app.get("html"))


def _page_of_an_organizer() -> None:
    import streamlit as st

    from campaign.dataset import campaign_cache
    from campaign.ui import export_dialog
    from tests.campaigns import view_of

    campaign = campaign_cache.current()
    view = view_of(campaign, organiser=min(campaign.editions["2017"].organiser_codes))
    st.session_state["selection"] = view.selection
    export_dialog._dialog(view)
