"""The choice between people per 10,000 population, which is the default, and their number."""

from __future__ import annotations

import pytest

from campaign.i18n.translator import Text
from tests.app.conftest import Open, visible_html
from tests.app.links import follow, link_texts


@pytest.mark.sample(1)
@pytest.mark.parametrize(("page", "lang"), [("overview", "ky"), ("map", "ru"), ("overview", "en")])
def test_one_click_changes_to_the_number_and_another_back(
    open_page: Open, page: str, lang: str
) -> None:
    app, text = open_page(page, lang=lang), Text.of(lang)
    title = text("{indicator}, by region", indicator="{indicator}")
    rate, reach = (
        title.replace("{indicator}", text(name))
        for name in ("People reached per 10,000 population", "People reached")
    )
    assert rate in visible_html(app) and "indicator" not in app.query_params
    follow(app, text("people reached"), "choice-row")
    assert reach in visible_html(app) and rate not in visible_html(app)
    assert app.query_params["indicator"] == "reach"
    follow(app, text("per 10,000 population"), "choice-row")
    assert rate in visible_html(app) and "indicator" not in app.query_params


def test_one_click_changes_from_another_indicator_to_the_rate(open_page: Open) -> None:
    app = open_page("overview", lang="en", indicator="activities")
    assert link_texts(app, "choice-row", chosen=True) == []
    follow(app, "per 10,000 population", "choice-row")
    assert not app.exception and "indicator" not in app.query_params


def test_a_share_has_no_such_choice(open_page: Open) -> None:
    assert link_texts(open_page("map", indicator="youth"), "choice-row") == []


def test_people_chosen_after_activities_are_people_per_population(open_page: Open) -> None:
    app = open_page("activities", lang="en")
    assert link_texts(app, "labelled", chosen=True) == ["People"]
    follow(app, "Activities", "labelled")
    assert app.query_params["indicator"] == "activities"
    follow(app, "People", "labelled")
    assert not app.exception and "indicator" not in app.query_params
