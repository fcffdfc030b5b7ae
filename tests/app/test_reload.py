"""Uploaded files are restored after a reload, on the page of the address."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from campaign.ui import page_frame
from campaign.ui.upload import tab_files
from campaign.ui.upload.tab_files import TabFiles
from tests.app.conftest import Open, headline_number, visible_html

ROWS = (
    "Дата;Область;Вид;Название;Охвачено\n"
    "01.08.2017;Нарынская область;лекция;Условное мероприятие 1;100\n"
    "02.08.2017;Ош;тренинг;Условное мероприятие 2;50\n"
)


class Tab:
    """A browser tab that stores the secret of its files, in place of the browser's script."""

    secret = ""

    def save_files(self) -> None:
        tab_files.save_files()
        secret = tab_files.secret_of_files()
        if secret is not None:
            self.secret = secret
        elif self.secret:
            tab_files.claim_files(self.secret)
            st.rerun()


@pytest.fixture
def tab(monkeypatch: pytest.MonkeyPatch) -> Tab:
    tab, tabs = Tab(), TabFiles()
    monkeypatch.setattr(page_frame, "save_files", tab.save_files)
    monkeypatch.setattr(tab_files, "tab_files", lambda: tabs)
    return tab


def upload(app: AppTest) -> AppTest:
    app.file_uploader[0].set_value(("reestr.csv", ROWS.encode("cp1251"), "text/csv")).run()
    assert not app.exception
    return app


def question_keys(app: AppTest) -> list[str]:
    return [str(one.key) for one in app.button if ":KG-GO:answer:" in str(one.key)]


def test_files_and_answers_are_restored_on_the_page_of_the_address(
    open_page: Open, tab: Tab
) -> None:
    app = upload(open_page("data", lang="ru"))
    assert tab.secret and len(question_keys(app)) == 1
    app.button(question_keys(app)[0]).click().run()
    again = open_page("overview", lang="ru", edition="own-2017", oblast="KG-GO")
    assert headline_number(again, "reach") == "50"
    assert again.query_params["edition"] == "own-2017" and again.query_params["oblast"] == "KG-GO"
    again.switch_page("pages/data.py").run()
    assert "reestr.csv" in visible_html(again) and not question_keys(again)


def test_nothing_is_restored_in_a_tab_without_files(open_page: Open, tab: Tab) -> None:
    upload(open_page("data", lang="en"))
    tab.secret = ""
    assert "reestr.csv" not in visible_html(open_page("data", lang="en"))


def test_removed_files_are_not_restored(open_page: Open, tab: Tab) -> None:
    app = upload(open_page("data", lang="en"))
    (button,) = [b for b in app.button if str(b.key).startswith("remove:1:")]
    button.click().run()
    assert tab.secret == ""
    assert "reestr.csv" not in visible_html(open_page("data", lang="en"))


def test_files_that_the_server_no_longer_has_are_reported(open_page: Open, tab: Tab) -> None:
    tab.secret = "of another day"
    app = open_page("data", lang="en", edition="own-2017")
    assert "no longer on the server" in visible_html(app) and tab.secret == ""
    upload(app)
    assert "no longer on the server" not in visible_html(app)


def test_files_too_large_for_a_reload_have_a_note(
    open_page: Open, tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page("data", lang="en")
    assert "Your files are kept when you reload this page." in visible_html(app)
    monkeypatch.setattr(tab_files, "MOST_BYTES", 10)
    upload(app)
    assert "too large to be kept when this page is reloaded" in visible_html(app)
