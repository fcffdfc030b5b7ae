"""The dialog “Explore”: it opens by its button and by an address, and its selection filters."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from campaign.charts.chart_list import CARDS
from campaign.i18n.translator import LANGUAGES, Text
from tests.app.conftest import Open


def figures(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


@pytest.mark.parametrize("key", ["map", "timeline", "schedule"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_address_opens_the_dialog_once(open_page: Open, lang: str, key: str) -> None:
    app = open_page(CARDS[key].stem, lang=lang, explore=key)
    text = Text.of(lang)
    (figure,) = figures(app)
    assert text("Illustrative (invented) data; not actual campaign results.").split(";")[0] in (
        figure["layout"]["title"]["text"].replace("<br>", " ")
    )
    config = json.loads(app.get("plotly_chart")[0].proto.config)
    assert config["locales"][lang]["dictionary"]["Box Select"] == text("Box Select")
    assert "explore" not in app.query_params
    app.run()
    assert not figures(app)
