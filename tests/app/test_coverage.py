"""The page Coverage: the rate compared with, a group of the population, states and languages."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.translator import LANGUAGES, NBSP, Text
from tests.app.conftest import Open, shown
from tests.app.links import follow, words_of

POPULATION = "\n".join(
    ["iso_code,date,population,group"]
    + [
        f"{code},2017,{number},{group}"
        for code in ("KG-B", "KG-C", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y", "KG-GB", "KG-GO")
        for group, number in (("", 500_000), ("жаштар", 100_000))
    ]
)


def words(app: AppTest) -> str:
    return shown(app).replace(NBSP, " ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_answers_in_every_language(open_page: Open, lang: str) -> None:
    app, text = open_page("coverage", lang=lang), Text.of(lang)
    assert not app.exception
    for title in (
        text("Reach relative to population"),
        text("Rate of each region and the national average, with the gap in people"),
        text("Rank by number and by rate, by region: 1 is the highest"),
        text(
            "Share of the people reached and share of the population, by region, with the "
            "difference in percentage points"
        ),
        text("Share of the people reached and share of the labour migrants abroad, by region"),
    ):
        assert title.replace(NBSP, " ") in words(app)
    (field,) = app.number_input
    assert field.value is None and field.placeholder == text("national average")
    assert words_of(app, "select") == []


def test_another_rate_is_chosen_and_the_national_rate_comes_back(open_page: Open) -> None:
    app = open_page("coverage", lang="en")
    assert "Below half the national average: Talas oblast (4.2)" in words(app)
    app.number_input[0].set_value(25.0).run()
    assert "Largest gap: Osh oblast (−1,781 people)" in words(app)
    assert app.query_params["benchmark"] in ("25", ["25"])
    assert "Largest gap: Osh oblast (−1,781 people)" in words(
        open_page("coverage", lang="en", benchmark="25")
    )
    (button,) = [b for b in app.button if str(b.key).startswith("reset:benchmark")]
    button.click().run()
    assert "Below half the national average: Talas oblast (4.2)" in words(app)
    assert app.session_state["selection"].benchmark is None


def test_a_group_of_an_uploaded_population_is_offered(open_page: Open) -> None:
    app = open_page("data", lang="en")
    app.file_uploader[0].set_value(("калк.csv", POPULATION.encode(), "text/csv")).run()
    app.switch_page("pages/coverage.py").run()
    assert words_of(app, "select") == ["Whole population", "Young people"]
    follow(app, "Young people", "select")
    assert not app.exception
    assert "National average: " in words(app) and "per 10,000 (Young people)" in words(app)
    assert app.query_params["denominator"] in ("youth", ["youth"])
