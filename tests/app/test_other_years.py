"""Years without a register share one page with the published figures and sources of each year."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from campaign.dataset.folders import Folders
from campaign.dataset.publish import replace_status
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.elements import keep_together
from campaign.site.page_list import PAGES
from tests.app.conftest import Open, visible_html
from tests.app.links import address_and_html, follow
from tests.html_tree import parse, text_of
from tests.pairs import with_languages
from tests.plain_words import without_marks

OTHERS = ["2018", "2019", "2020", "2021"]
FILTERED = [stem for stem, page in PAGES.items() if page.has_filters]
UNFILTERED = [stem for stem, page in PAGES.items() if not page.has_filters]
TITLE = "Other years"
ILLUSTRATIVE = "Illustrative (invented) data; not actual campaign results."


def choices(app: AppTest) -> list[str]:
    """The labels of the links to editions."""
    (choice,) = [
        nav
        for nav in parse(address_and_html(app)[1]).iter("nav")
        if nav.get("aria-label") in {Text.of(lang)("Campaign year") for lang in LANGUAGES}
    ]
    return [text_of(link) for link in choice]


def years(app: AppTest) -> list[str]:
    """The years on the page, in their order."""
    return re.findall(r'data-year="(\d+)"', visible_html(app))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_years_without_a_register_have_one_link_and_one_page(open_page: Open, lang: str) -> None:
    app = open_page("map", lang=lang, **{"from": "2017-08-10"})
    other = Text.of(lang)(TITLE)
    assert choices(app) == ["2017", other]
    follow(app, other)
    assert not app.exception
    assert dict(app.query_params.items()) == {"lang": lang, "edition": "2018"}
    assert f"<h1>{other}</h1>" in visible_html(app)
    assert years(app) == OTHERS


@pytest.mark.sample(2)
@pytest.mark.parametrize(("page", "edition", "lang"), with_languages(FILTERED, OTHERS))
def test_a_link_to_a_year_opens_the_page_with_this_year_first(
    open_page: Open, page: str, edition: str, lang: str
) -> None:
    app, text = open_page(page, lang=lang, edition=edition, oblast="KG-N"), Text.of(lang)
    title = text(TITLE)
    assert years(app) == [edition, *(year for year in OTHERS if year != edition)]
    assert f"<h1>{title}</h1>" in visible_html(app)
    assert Text.of(lang)(ILLUSTRATIVE) not in visible_html(app)
    assert "<svg" not in visible_html(app) and 'data-list="regions' not in visible_html(app)
    follow(app, text("Show the {year:raw} campaign", year="2017"), "action")
    assert dict(app.query_params.items()) == {"lang": lang, "oblast": "KG-N"}
    assert f"<h1>{title}</h1>" not in visible_html(app)


@pytest.mark.parametrize(("page", "edition", "lang"), with_languages(UNFILTERED, OTHERS))
def test_a_page_without_filters_opens_under_its_own_title(
    open_page: Open, page: str, edition: str, lang: str
) -> None:
    app, text = open_page(page, lang=lang, edition=edition), Text.of(lang)
    assert text(ILLUSTRATIVE) not in visible_html(app)
    assert f"<h1>{text(TITLE)}</h1>" not in visible_html(app)
    if page == "present":
        assert text("No register of activities was published for this campaign.") in visible_html(
            app
        )
        follow(app, text("Show the {year:raw} campaign", year="2017"), "action")
        assert "edition" not in app.query_params


@pytest.fixture(scope="module")
def listings(open_page: Open) -> dict[str, str]:
    """{language: HTML of the page that lists the years}."""
    return {lang: visible_html(open_page(lang=lang, edition="2018")) for lang in LANGUAGES}


def sections(html: str) -> dict[str, str]:
    """{year: HTML of its section}."""
    return dict(re.findall(r'data-year="(\d+)">(.*?)</section>', html, re.DOTALL))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_year_has_its_published_figures_and_sources(
    listings: dict[str, str], campaign: Campaign, lang: str
) -> None:
    text, section = Text.of(lang), sections(listings[lang])
    for year in OTHERS:
        edition = campaign.editions[year]
        assert edition.name(text) in section[year]
        note = edition.notes[lang]
        assert note and without_marks(keep_together(note)) in section[year]
        for source in edition.source.split(";"):
            assert f'href="{source}"' in section[year]
    days = text.date_range_short(date(2018, 9, 10), date(2018, 12, 10))
    assert without_marks(keep_together(days)) in section["2018"]
    assert text("No published figure was found.") in section["2020"]
    assert text("more than {value}", value=5000.0) in section["2019"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_2019_has_a_warning_that_it_was_related_work(
    listings: dict[str, str], campaign: Campaign, lang: str
) -> None:
    text = Text.of(lang)
    warning = text(
        "This was not the “100 Days” campaign but related work. Its numbers were counted "
        "differently and cannot be compared with those of the campaign."
    )
    assert listings[lang].count(warning) == 1
    assert warning in sections(listings[lang])["2019"]
    edition = campaign.editions["2019"]
    assert edition.related and edition.title(text) == f"{edition.names[lang]}, 2019"


def test_each_event_is_listed_once(listings: dict[str, str]) -> None:
    events = sections(listings["en"])["2018"].split("Dates and events")[1]
    days = re.findall(r'class="when">(.*?)<', events.replace("\u00a0", " "))
    assert days == ["2 Jul 2018", "10 Sept 2018", "10 Dec 2018", "25 Jan 2019"]


def test_a_year_with_a_new_register_has_its_own_link(
    open_page: Open, tmp_path: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    shutil.copytree(folders.data, data)
    campaign_list = data / "campaigns.csv"
    campaign_list.write_bytes(replace_status(campaign_list.read_bytes(), "2018", "register"))
    (data / "2018").mkdir()
    (data / "2018/activities.csv").write_text(
        "activity_id,date,oblast,type,reached\n1,2018-10-01,KG-N,lecture,12\n", encoding="utf-8"
    )
    monkeypatch.setenv("CAMPAIGN_DATA", str(data))
    app = open_page(lang="en", edition="2018")
    assert choices(app) == ["2017", "2018", "Other years"]
    assert not years(app)
    assert years(open_page(lang="en", edition="2019")) == ["2019", "2020", "2021"]
