"""The page Coverage: languages, the rate to compare with, and a group of the population."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from campaign.i18n.translator import LANGUAGES, NBSP, Text
from tests.app.conftest import Open, visible_html
from tests.app.links import follow, follow_address, link_texts

POPULATION = "\n".join(
    ["iso_code,date,population,group"]
    + [
        f"{code},2017,{number},{group}"
        for code in ("KG-B", "KG-C", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y", "KG-GB", "KG-GO")
        for group, number in (("", 500_000), ("жаштар", 100_000))
    ]
)


def page_text(app: AppTest) -> str:
    return visible_html(app).replace(NBSP, " ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_its_charts_in_every_language(open_page: Open, lang: str) -> None:
    app, text = open_page("coverage", lang=lang), Text.of(lang)
    assert not app.exception
    for title in (
        text("Reach relative to population"),
        text("Rate of each region and the national average, with the gap in people"),
        text("Rank by people reached and per 10,000, by region: 1 is the highest"),
        text(
            "Share of the people reached and share of the population, by region, with the "
            "difference in percentage points"
        ),
        text("Share of the people reached and share of the labour migrants abroad, by region"),
    ):
        assert title.replace(NBSP, " ") in page_text(app)
    assert f'value="" required placeholder="{text("national average")}"' in page_text(app)
    assert link_texts(app, "select") == []


def test_another_rate_can_be_chosen_and_reset_to_the_national_rate(open_page: Open) -> None:
    app = open_page("coverage", lang="en")
    assert "Below half the national average: Talas oblast (4.2)" in page_text(app)
    follow_address(app, "/coverage?lang=en", "/coverage?lang=en&benchmark=25")
    assert "Most people missing to the chosen rate: Osh oblast – 1,781 people" in page_text(app)
    assert app.query_params["benchmark"] in ("25", ["25"])
    assert "Most people missing to the chosen rate: Osh oblast – 1,781 people" in page_text(
        open_page("coverage", lang="en", benchmark="25")
    )
    follow(app, "Compare with the national average", "action")
    assert "Below half the national average: Talas oblast (4.2)" in page_text(app)
    assert app.session_state["selection"].benchmark is None


def test_a_group_of_an_uploaded_population_is_offered(open_page: Open) -> None:
    app = open_page("data", lang="en")
    app.file_uploader[0].set_value(("калк.csv", POPULATION.encode(), "text/csv")).run()
    app.switch_page("pages/coverage.py").run()
    assert link_texts(app, "select") == ["Whole population", "Young people"]
    follow(app, "Young people", "select")
    assert not app.exception
    assert "National average: " in page_text(app) and "per 10,000 (Young people)" in page_text(app)
    assert app.query_params["denominator"] in ("youth", ["youth"])
