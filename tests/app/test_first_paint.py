"""The first paint of every page is the page of the live app."""

from __future__ import annotations

import re
from html import escape

import pytest
from streamlit.testing.v1 import AppTest

from campaign.analysis.selection import parse_address
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.domain.text_entries import entry_code
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.colour_pairs import PAIRED
from campaign.site.document import body
from campaign.site.header import header
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.page_list import PAGES
from campaign.site.view_cache import cached_chart
from tests.app.conftest import Open, visible_html
from tests.app.links import follow, page_of_html
from tests.plain_words import without_marks

SCHOOLS = ",".join(sorted(map(entry_code, ("Школа", "Университет"))))
QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"oblast": "KG-N,KG-GO", "indicator": "youth"},
    {
        "type": "lecture,flash_mob",
        "from": "2017-08-05",
        "to": "2017-10-01",
        "indicator": "activities",
        "classes": "4",
        "method": "quantiles",
    },
)
UNKNOWN = [
    ("map", "ru", {"oblast": "KG-N,KG-XX"}),
    ("overview", "ky", {"from": "2018-13-01", "oblst": "KG-B", "utm_source": "mail"}),
    ("timeline", "en", {"edition": "2035", "type": "<b>"}),
    ("present", "en", {"slide": "x"}),
]
"""Pages with a notice on their address."""
CASES = [
    (page, lang, QUERIES[(column + row) % len(QUERIES)])
    for row, page in enumerate(PAGES)
    for column, lang in enumerate(LANGUAGES)
] + [
    ("map", "ru", {"edition": "2018"}),
    ("overview", "ky", {"edition": "2019"}),
    ("activities", "en", {"oblast": "KG-T", "type": "flash_mob"}),
    ("activities", "ky", {"organiser": SCHOOLS}),
    ("map", "ru", {"organiser": SCHOOLS, "oblast": "KG-O"}),
    ("region", "ru", {"oblast": "KG-O"}),
    ("region", "ky", {"oblast": "KG-T", "type": "flash_mob"}),
    ("region", "en", {"oblast": "KG-T", "from": "2017-08-02", "to": "2017-08-02"}),
    ("region", "en", {"edition": "2018", "oblast": "KG-T"}),
    *UNKNOWN,
]
"""Every page in each language and with each query, but not in every combination."""


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join([*case[:2], *case[2]]))
def case(request: pytest.FixtureRequest, open_page: Open) -> tuple[AppTest, SitePage]:
    """A page in the live app, and the first paint of the same page."""
    stem, lang, query = request.param
    return open_page(stem, lang=lang, **query), first_paint_of(stem, {**query, "lang": lang})


def first_paint_of(stem: str, query: dict[str, str]) -> SitePage:
    campaign = campaign_cache.current()
    selection, issues = parse_address(query.items(), campaign)
    selection = PAGES[stem].selection_shown(selection, campaign)
    view = View(campaign, selection, Text.of(selection.lang or "ky"), PAIRED)
    links = LiveLinks(campaign)
    return SitePage(stem, view, links, cached_chart, becomes_live=True, query_issues=issues)


@pytest.mark.sample(5)
def test_the_page_is_that_of_the_first_paint(case: tuple[AppTest, SitePage]) -> None:
    app, page = case
    html = visible_html(app)
    if PAGES[page.stem].has_widgets:
        assert without_marks(header(page)) in html
        title = re.search("<h1>.*?</h1>", without_marks(body(page)))
        assert title and title[0] in html
    else:
        assert page_of_html(app)[1] == body(page)


def notice_of(html: str) -> str:
    (notice,) = re.findall(r'<div class="notice" role="status">.*?</div>', html)
    return str(notice)


@pytest.mark.parametrize(("stem", "lang", "query"), UNKNOWN)
def test_the_notice_on_an_address_is_the_same(
    open_page: Open, stem: str, lang: str, query: dict[str, str]
) -> None:
    app = open_page(stem, lang=lang, **query)
    page = first_paint_of(stem, {**query, "lang": lang})
    notice = notice_of(visible_html(app))
    assert notice == notice_of(body(page))
    written = [issue.part for issue in page.query_issues]
    assert written and all(escape(part) in notice for part in written)
    address = page.address(page.view.selection)
    assert f'href="{escape(str(address))}"' in notice and "XX" not in str(address)
    follow(app, page.view.text("Continue without them"), "notice")
    assert 'class="notice"' not in visible_html(app)
    assert app.query_params.get("oblast", "") == ("KG-N" if stem == "map" else "")
