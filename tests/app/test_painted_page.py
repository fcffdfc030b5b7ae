"""The first paint of every page has the same texts, numbers and choices as the live app."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import escape
from xml.etree.ElementTree import Element

import pytest
from streamlit.testing.v1 import AppTest

from campaign.analysis.class_breaks import FEWEST, METHODS, MOST
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.selection import parse_address
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.chart import Chart
from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from campaign.domain.text_entries import entry_code
from campaign.i18n.translator import LANGUAGES, Text
from campaign.render.size import SCREEN
from campaign.render.svg.figure import to_drawing
from campaign.site import card as site_card
from campaign.site import controls
from campaign.site.colour_pairs import PAIRED
from campaign.site.document import body
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.page_list import PAGES
from campaign.site.view_cache import cached_chart
from campaign.theme.style import LIGHT
from campaign.ui import chart_card
from tests.app.conftest import Open, visible_html
from tests.app.links import follow, link_texts
from tests.campaigns import CHARTS
from tests.examples import examples
from tests.html_tree import has_class, lines, parse, text_of

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

CONTROLS = {"nav", "noscript", "svg"}
CONTROL_CLASSES = (
    *("chips", "pills", "label", "labelled", "download", "action", "choice-row"),
    *("dropdown", "card-menu", "opener", "actions"),
)


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join([*case[:2], *case[2]]))
def case(request: pytest.FixtureRequest, open_page: Open) -> tuple[AppTest, SitePage]:
    """A page in the live app, and the first paint of the same page."""
    stem, lang, query = request.param
    return open_page(stem, lang=lang, **query), painted_page(stem, {**query, "lang": lang})


def painted_page(stem: str, query: dict[str, str]) -> SitePage:
    campaign = campaign_cache.current()
    selection, issues = parse_address(query.items(), campaign)
    selection = PAGES[stem].selection_shown(selection, campaign)
    view = View(campaign, selection, Text.of(selection.lang or "ky"), PAIRED)
    links = LiveLinks(campaign)
    return SitePage(stem, view, links, cached_chart, becomes_live=True, query_issues=issues)


# Texts of the page -----------------------------------------------------------------------------


def is_control(element: Element) -> bool:
    """Whether a painted element is a link that chooses, a menu, or a drawing."""
    return element.tag in CONTROLS or any(has_class(element, name) for name in CONTROL_CLASSES)


def is_hidden(element: Element) -> bool:
    """Whether a live element is a choice, is for scripts, or appears only in an animation."""
    return (
        element.tag in {"style", "nav"}
        or "hidden" in element.attrib
        or any(has_class(element, name) for name in ("of-day", "day-note", *CONTROL_CLASSES))
    )


def live_lines(html: str) -> list[str]:
    return list(lines(parse(html), is_hidden))


def painted_lines(html: str) -> list[str]:
    return list(lines(parse(html), is_control))


@pytest.mark.sample(5)
def test_texts_and_numbers_are_the_same(case: tuple[AppTest, SitePage]) -> None:
    app, page = case
    live, paint = live_lines(visible_html(app)), painted_lines(body(page))
    if page.stem in ("data", "present"):
        # On these pages the live app has more: uploads and an editor of slides.
        live = [line for line in live if line in paint]
    assert paint == live


def notice_of(html: str) -> str:
    (notice,) = re.findall(r'<div class="notice" role="status">.*?</div>', html)
    return str(notice)


@pytest.mark.parametrize(("stem", "lang", "query"), UNKNOWN)
def test_the_notice_on_an_address_is_the_same(
    open_page: Open, stem: str, lang: str, query: dict[str, str]
) -> None:
    app = open_page(stem, lang=lang, **query)
    page = painted_page(stem, {**query, "lang": lang})
    notice = notice_of(visible_html(app))
    assert notice == notice_of(body(page))
    written = [issue.part for issue in page.query_issues]
    assert written and all(escape(part) in notice for part in written)
    address = page.address(page.view.selection)
    assert f'href="{escape(str(address))}"' in notice and "XX" not in str(address)
    follow(app, page.view.text("Continue without them"), "notice")
    assert 'class="notice"' not in visible_html(app)
    assert app.query_params.get("oblast", "") == ("KG-N" if stem == "map" else "")


# Choices ---------------------------------------------------------------------------------------

Choice = tuple[tuple[str, ...], tuple[str, ...]]
"""The labels of the options, and those of the chosen options."""


def choices_in(html: str) -> set[Choice]:
    root = parse(html)
    groups = [e for e in root.iter("nav") if has_class(e, "choice")]
    groups += [e for e in root.iter("p") if has_class(e, "pills")]
    groups += [e for e in root.iter("details") if has_class(e, "dropdown")]
    return {
        (
            tuple(text_of(link) for link in group.iter("a")),
            tuple(text_of(link) for link in group.iter("a") if "aria-current" in link.attrib),
        )
        for group in groups
        if next(group.iter("a"), None) is not None
    }


@pytest.mark.sample(9)
def test_choices_are_the_same(case: tuple[AppTest, SitePage]) -> None:
    app, page = case
    live, paint = choices_in(visible_html(app)), choices_in(body(page))
    if page.stem == "plan":
        # The live app has a slider for the day.
        paint -= choices_in(controls.plan_day(page, page.view.plan_day))
    assert paint == live


@pytest.mark.sample(9)
def test_active_filters_are_the_same(case: tuple[AppTest, SitePage]) -> None:
    app, page = case
    root = parse(body(page))
    chips = [text_of(a) for p in root.iter("p") if has_class(p, "chips") for a in p.iter("a")]
    assert chips == link_texts(app, "chips")
    buttons = [
        b for b in app.button if (b.key or "").startswith(("reset:", f"back:{page.view.text.lang}"))
    ]
    live = [" ".join(b.label.split()) for b in buttons]
    actions = [text_of(p) for p in root.iter("p") if has_class(p, "action")]
    assert sorted(actions) == sorted(live)


@pytest.mark.sample(9)
def test_the_menu_leads_to_the_same_pages(case: tuple[AppTest, SitePage]) -> None:
    app, page = case
    (menu,) = (nav for nav in parse(body(page)).iter("nav") if has_class(nav, "menu"))
    assert [text_of(a) for a in menu] == link_texts(app, "menu")
    entry = PAGES[page.stem]
    current = [entry.label(page.view.text)] if entry.in_menu else []
    assert link_texts(app, "menu", chosen=True) == current


# Random selections -----------------------------------------------------------------------------


def random_query(chance: random.Random, campaign: Campaign) -> dict[str, str]:
    """A query with random values of every filter and setting."""
    edition = campaign.editions[campaign.default_edition]
    assert edition.first_day and edition.last_day
    days = (edition.last_day - edition.first_day).days

    def some(codes: list[str]) -> str:
        return ",".join(chance.sample(codes, chance.choice((0, 0, 1, 2, len(codes)))))

    def day() -> str:
        first: date = edition.first_day or date.min
        return (first + timedelta(chance.randint(0, days))).isoformat()

    return {
        "lang": chance.choice(LANGUAGES),
        "indicator": chance.choice([*INDICATORS]),
        "oblast": some(campaign.places.codes),
        "type": some(campaign.type_codes),
        "from": day() if chance.random() < 0.3 else "",
        "to": day() if chance.random() < 0.3 else "",
        "classes": str(chance.randint(FEWEST, MOST)),
        "method": chance.choice([*METHODS]),
    }


def random_pages() -> Iterator[tuple[SitePage, Callable[[View], Chart]]]:
    """Pages with random selections that have activities, and a chart for each."""
    chance, campaign = random.Random(13), campaign_cache.current()
    builds = [*CHARTS, by_region.overview_map]
    for number in range(examples(100).max_examples):
        page = painted_page("map", random_query(chance, campaign))
        while page.view.is_empty:
            page = painted_page("map", random_query(chance, campaign))
        yield page, builds[number % len(builds)]


@pytest.mark.long
def test_a_card_has_the_same_texts_for_any_selection() -> None:
    for page, build in random_pages():
        view = replace(page.view, style=PAIRED)
        live = chart_card._card(view, build)
        card = parse(site_card.card(page, build))
        query = page.view.selection
        assert live_lines(live.above + live.below) == list(lines(card, is_control)), query
        (table,) = (e for e in card.iter("div") if has_class(e, "table-scroll"))
        (live_table,) = parse(chart_card._table(view, build))
        assert list(lines(table, lambda _: False)) == list(lines(live_table, lambda _: False))
        figures = (e for e in card.iter("div") if has_class(e, "figure"))
        for drawing in (drawing for figure in figures for drawing in figure):
            assert sorted(titles_of(drawing)[1:]) == tooltips_of(page.chart(view, build))


def titles_of(drawing: Element) -> list[str]:
    """The title of a drawing, and the tooltips of its values."""
    return [text_of(title) for title in drawing.iter("title")]


def tooltips_of(chart: Chart) -> list[str]:
    return sorted(titles_of(to_drawing(chart, LIGHT, SCREEN).root))
