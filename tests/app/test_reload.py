"""Uploaded files come back after a reload of the page, on the page that its address asks for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from campaign.ui import page_frame
from campaign.ui.upload import reload
from campaign.ui.upload.tab_files import TabFiles
from tests.app.conftest import Open, number, shown

ROWS = (
    "Дата;Область;Вид;Название;Охвачено\n"
    "01.08.2017;Нарынская область;лекция;Условное мероприятие 1;100\n"
    "02.08.2017;Ош;тренинг;Условное мероприятие 2;50\n"
)


class Tab:
    """What a browser tab remembers, in place of the script that does it there."""

    secret = ""

    def mount_page(
        self,
        lang: str,
        url: str,
        page: int,
        *,
        secret: str | None = None,
        on_claim: Callable[[str], None] | None = None,
        on_too_large: Callable[[list[str]], None] | None = None,
    ) -> None:
        if secret is not None:
            self.secret = secret
        elif self.secret and on_claim is not None:
            on_claim(self.secret)
            st.rerun()


@pytest.fixture
def tab(monkeypatch: pytest.MonkeyPatch) -> Tab:
    tab, tabs = Tab(), TabFiles()
    monkeypatch.setattr(page_frame, "mount_page", tab.mount_page)
    monkeypatch.setattr(reload, "tab_files", lambda: tabs)
    return tab


def upload(app: AppTest) -> AppTest:
    app.file_uploader[0].set_value(("reestr.csv", ROWS.encode("cp1251"), "text/csv")).run()
    assert not app.exception
    return app


def question(app: AppTest) -> list[str]:
    return [str(one.key) for one in app.button if ":KG-GO:answer:" in str(one.key)]


def test_files_and_answers_come_back_where_the_address_shows_them(
    open_page: Open, tab: Tab
) -> None:
    app = upload(open_page("data", lang="ru"))
    assert tab.secret and len(question(app)) == 1
    app.button(question(app)[0]).click().run()
    again = open_page("overview", lang="ru", edition="own", oblast="KG-GO")
    assert number(again, "reach") == "50"
    assert again.query_params["edition"] == "own" and again.query_params["oblast"] == "KG-GO"
    again.switch_page("pages/data.py").run()
    assert "reestr.csv" in shown(again) and not question(again)


def test_a_tab_without_files_asks_for_nothing(open_page: Open, tab: Tab) -> None:
    upload(open_page("data", lang="en"))
    tab.secret = ""
    assert "reestr.csv" not in shown(open_page("data", lang="en"))


def test_removed_files_do_not_come_back(open_page: Open, tab: Tab) -> None:
    app = upload(open_page("data", lang="en"))
    (button,) = [b for b in app.button if str(b.key).startswith("remove:1:")]
    button.click().run()
    assert tab.secret == ""
    assert "reestr.csv" not in shown(open_page("data", lang="en"))


def test_files_that_are_gone_are_named_as_gone(open_page: Open, tab: Tab) -> None:
    tab.secret = "of another day"
    app = open_page("data", lang="en", edition="own")
    assert "no longer on the server" in shown(app) and tab.secret == ""
    upload(app)
    assert "no longer on the server" not in shown(app)


def test_files_too_large_for_a_reload_are_told_so_before(
    open_page: Open, tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page("data", lang="en")
    assert "Your files are kept when you reload this page." in shown(app)
    monkeypatch.setattr(reload, "MOST_BYTES", 10)
    upload(app)
    assert "too large to be kept when this page is reloaded" in shown(app)
