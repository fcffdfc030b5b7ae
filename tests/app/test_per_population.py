"""People per 10,000 population by default, their number one click away, and back again."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.translator import Text
from tests.app.conftest import Open, shown


def choice(app: AppTest, name: str) -> Any:
    """The group of buttons whose key begins so; None where it is not on the page."""
    groups = [g for g in app.get("button_group") if str(g.key).startswith(name)]
    return groups[0] if groups else None


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
    choice(app, f"per:{page}").set_value("reach").run()
    assert reach in shown(app) and rate not in shown(app)
    assert app.query_params["indicator"] == "reach"
    choice(app, f"per:{page}").set_value("rate").run()
    assert rate in shown(app) and "indicator" not in app.query_params


def test_from_another_count_it_is_one_click_too(open_page: Open) -> None:
    app = open_page("overview", indicator="activities")
    group = choice(app, "per:overview")
    assert group.value is None
    group.set_value("rate").run()
    assert not app.exception and "indicator" not in app.query_params


def test_a_share_has_no_such_choice(open_page: Open) -> None:
    assert choice(open_page("map", indicator="youth"), "per:map") is None


def test_people_again_are_people_per_population(open_page: Open) -> None:
    app = open_page("activities")
    assert choice(app, "unit:page").value == "reach"
    choice(app, "unit:page").set_value("activities").run()
    assert app.query_params["indicator"] == "activities"
    choice(app, "unit:page").set_value("reach").run()
    assert not app.exception and "indicator" not in app.query_params
