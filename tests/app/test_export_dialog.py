"""The export dialog offers a file only as long as it is the one that its controls ask for."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _page() -> None:
    import streamlit as st

    from campaign.dataset import campaign_cache
    from campaign.ui import export_dialog
    from tests.campaigns import view_of

    view = view_of(campaign_cache.current(), oblast="KG-N")
    st.session_state["selection"] = view.selection
    export_dialog._dialog(view)


def _offered(app: AppTest) -> list[str]:
    return [str(button.proto.label) for button in app.get("download_button")]


def test_a_slide_that_is_added_takes_the_old_file_away() -> None:
    app = AppTest.from_function(_page, default_timeout=600).run()
    assert not app.exception and not _offered(app)
    make = app.button(key="export-make:en")
    make.click().run()
    assert not app.exception and len(_offered(app)) == 1

    app.button(key="offer:en:add").click().run()
    assert not app.exception and not _offered(app)

    app.button(key="export-make:en").click().run()
    assert len(_offered(app)) == 1


def test_another_choice_takes_the_old_file_away_and_the_same_brings_it_back() -> None:
    app = AppTest.from_function(_page, default_timeout=600).run()
    app.radio(key="export-kind:en").set_value("csv").run()
    app.button(key="export-make:en").click().run()
    assert len(_offered(app)) == 1
    app.toggle(key="export-semicolon:en").set_value(True).run()
    assert not _offered(app)
    app.toggle(key="export-semicolon:en").set_value(False).run()
    assert len(_offered(app)) == 1
