"""An administrator removes the campaign whose register the reader's file replaces."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from campaign.dataset import campaign_cache
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.page_list import PAGES
from tests.app.conftest import Open, headline_number, visible_html

ROWS = (
    "Дата;Область;Вид;Название;Охвачено\n"
    "01.08.2018;Нарынская область;лекция;Условное мероприятие 1;100\n"
    "02.08.2018;Таласская область;тренинг;Условное мероприятие 2;50\n"
)
REMOVED = "The {year} campaign was removed. Your register is shown beside the other campaigns."


@pytest.fixture
def app(open_page: Open, lang: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page Upload with a register in place of that of 2018, after the end of that year."""
    app = open_page("data", lang=lang)
    app.file_uploader[0].set_value(("reestr.csv", ROWS.encode("cp1251"), "text/csv")).run()
    app.selectbox(f"own-place:{lang}").set_value("2018").run()
    assert not app.exception and Text.of(lang)(REMOVED, year="2018") not in visible_html(app)
    campaign = campaign_cache.current()
    editions = {name: one for name, one in campaign.editions.items() if name != "2018"}
    rest = replace(campaign, editions=editions, fingerprint="without 2018")
    monkeypatch.setattr(campaign_cache, "current", lambda: rest)
    return app


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_register_is_shown_beside_the_other_campaigns(app: AppTest, lang: str) -> None:
    app.run()
    assert not app.exception and Text.of(lang)(REMOVED, year="2018") in visible_html(app)
    choice = app.selectbox(f"own-place:{lang}")
    assert choice.value == ""
    choice.set_value("2017").run()
    assert not app.exception and Text.of(lang)(REMOVED, year="2018") not in visible_html(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_opens(app: AppTest, lang: str) -> None:
    for page in PAGES:
        app.query_params["edition"] = "own-2018"
        app.switch_page(PAGES[page].file).run()
        assert not app.exception, page
    app.switch_page(PAGES["overview"].file).run()
    assert headline_number(app, "reach") == "150"
