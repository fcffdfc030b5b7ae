"""People per 10,000 population by default, their number one click away, and back again."""

from __future__ import annotations

import pytest

from campaign.i18n.translator import Text
from tests.app.conftest import Open, shown
from tests.app.links import follow, words_of


@pytest.mark.sample(1)
@pytest.mark.parametrize(("page", "lang"), [("overview", "ky"), ("map", "ru"), ("overview", "en")])
def test_one_click_to_the_number_and_back(open_page: Open, page: str, lang: str) -> None:
    app, text = open_page(page, lang=lang), Text.of(lang)
    title = text("{indicator}, by region", indicator="{indicator}")
    rate, reach = (
        title.replace("{indicator}", text(name))
        for name in ("People reached per 10,000 population", "People reached")
    )
    assert rate in shown(app) and "indicator" not in app.query_params
    follow(app, text("number of people"), "choice-row")
    assert reach in shown(app) and rate not in shown(app)
    assert app.query_params["indicator"] == "reach"
    follow(app, text("per 10,000 population"), "choice-row")
    assert rate in shown(app) and "indicator" not in app.query_params


def test_from_another_count_it_is_one_click_too(open_page: Open) -> None:
    app = open_page("overview", lang="en", indicator="activities")
    assert words_of(app, "choice-row", chosen=True) == []
    follow(app, "per 10,000 population", "choice-row")
    assert not app.exception and "indicator" not in app.query_params


def test_a_share_has_no_such_choice(open_page: Open) -> None:
    assert words_of(open_page("map", indicator="youth"), "choice-row") == []


def test_people_again_are_people_per_population(open_page: Open) -> None:
    app = open_page("activities", lang="en")
    assert words_of(app, "labelled", chosen=True) == ["People"]
    follow(app, "Activities", "labelled")
    assert app.query_params["indicator"] == "activities"
    follow(app, "People", "labelled")
    assert not app.exception and "indicator" not in app.query_params
