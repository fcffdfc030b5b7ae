"""Every page with uploaded boundaries that draw the two cities within their oblasts."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.number_format import NBSP
from campaign.site.page_list import PAGES
from tests.app.conftest import Open, headline_number, visible_html
from tests.app.upload_page import CORPUS

REGISTER = (
    "Дата;Область;Вид;Название;Охвачено\n"
    "01.08.2017;Нарынская область;лекция;Условное мероприятие 1;100\n"
    "02.08.2017;город Ош;тренинг;Условное мероприятие 2;50\n"
)


@pytest.fixture
def app(open_page: Open) -> AppTest:
    """The page Upload with boundaries of seven units and a register with an activity of a city."""
    app = open_page("data", lang="en")
    shapes = (CORPUS / "boundaries/seven_units.geojson").read_bytes()
    files = [
        ("seven.geojson", shapes, "application/geo+json"),
        ("reestr.csv", REGISTER.encode("cp1251"), "text/csv"),
    ]
    app.file_uploader[0].set_value(files).run()
    assert not app.exception
    return app


def show(app: AppTest, page: str, **query: str) -> str:
    app.query_params.clear()
    for name, value in {"lang": "en", **query, **PAGES[page].menu_query}.items():
        app.query_params[name] = value
    app.switch_page(PAGES[page].file).run()
    assert not app.exception, (page, query)
    return visible_html(app)


def test_every_page_opens_and_an_event_of_a_city_has_its_place(app: AppTest) -> None:
    html = {page: show(app, page) for page in PAGES}
    assert f"{NBSP}· Osh city" in html["timeline"]  # the reported event of 31 July 2017
    assert f"{NBSP}· Bishkek" in show(app, "overview", edition="2018")  # of 25 January 2019
    assert f"{NBSP}· Osh city" in show(app, "timeline", edition="own-2017")
    show(app, "overview")
    assert headline_number(app, "units") == "7 of 7"
    html = visible_html(app).replace(NBSP, " ")
    assert "7 oblasts" in html and "0 cities" not in html


def test_rows_of_a_file_name_the_city_as_the_file_does(app: AppTest) -> None:
    (rows,) = [one for one in app.segmented_control if str(one.key).startswith("row-state:2:")]
    rows.set_value("accepted").run()
    assert not app.exception and ">Osh city</td>" in visible_html(app)
