"""The page Plan: with a plan, on another day, without a plan, and with an uploaded plan."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from campaign.dataset import campaign_cache
from campaign.exports.data_check.templates import template_csv
from campaign.i18n.translator import LANGUAGES, NBSP, Text
from campaign.schema import tables
from tests.app.conftest import Open, visible_html
from tests.app.links import follow_address, links_of
from tests.campaigns import with_edition
from tests.html_tree import text_of

TARGETS = "Область;План;Срок\n;20000;20.11.2017\n"


def page_text(app: AppTest) -> str:
    return visible_html(app).replace(NBSP, " ")


def test_the_page_says_how_far_the_campaign_is_behind_its_plan(open_page: Open) -> None:
    html = page_text(open_page("plan", lang="en"))
    assert "Behind plan by 1,827 people (17 days)" in html
    assert "Furthest behind plan: Talas oblast – 12%" in html
    assert "Illustrative (invented) data; not actual campaign results." in html
    assert "illustrative (invented) targets made for this dashboard" in html


def test_another_day_can_be_chosen_and_is_in_the_address(open_page: Open) -> None:
    app = open_page("plan", lang="en")
    follow_address(app, "/plan?lang=en", "/plan?lang=en&day=2017-09-20")
    assert "Behind plan by 851 people (8 days)" in page_text(app)
    assert app.query_params["day"] in ("2017-09-20", ["2017-09-20"])
    assert "Forecast at the pace so far: 10,150 people" in page_text(app)
    again = page_text(open_page("plan", lang="en", day="2017-09-20"))
    assert "Behind plan by 851 people (8 days)" in again


def test_activities_have_a_separate_plan(open_page: Open) -> None:
    html = page_text(open_page("plan", lang="en", indicator="activities"))
    assert "Behind plan by 3 activities (4 days)" in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_offers_a_template_without_a_plan(
    open_page: Open, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = with_edition(campaign_cache.current(), targets=None)
    bare = replace(bare, fingerprint="without-plan")
    monkeypatch.setattr(campaign_cache, "current", lambda: bare)
    app = open_page("plan", lang=lang)
    text = Text.of(lang)
    assert text("This campaign has no plan") in visible_html(app)
    (link,) = [
        link for link in links_of(app, "action") if link.get("download", "").endswith(f"{lang}.csv")
    ]
    assert text_of(link) == text("Template for a plan (CSV)")
    content = b64decode(link.attrib["href"].removeprefix("data:text/csv;base64,"))
    assert content == template_csv(text, tables.TARGETS) and 'name="day"' not in visible_html(app)


def test_an_uploaded_plan_is_compared_and_removed(open_page: Open) -> None:
    app = open_page("data", lang="en")
    content = TARGETS.encode("cp1251")
    app.file_uploader[0].set_value(("план.csv", content, "text/csv")).run()
    assert not app.exception
    app.switch_page("pages/plan.py").run()
    assert "Behind plan by 9,827 people" in page_text(app)
    assert "plan: план.csv" in page_text(app)
    app.switch_page("pages/data.py").run()
    (button,) = [b for b in app.button if str(b.key).startswith("remove")]
    button.click().run()
    app.switch_page("pages/plan.py").run()
    assert "Behind plan by 1,827 people (17 days)" in page_text(app)
