"""What the menu of a card asks the server for is answered with the page, once."""

from __future__ import annotations

import csv
import io
import json
import re
from base64 import b64decode
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from campaign.analysis.data_table import csv_bytes
from campaign.analysis.region_profile import shown_region, view_of_region
from campaign.charts import by_type
from campaign.dataset import campaign_cache
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.page_list import PAGES
from campaign.ui import card_requests
from tests.campaigns import view_of


def _page(lang: str, stem: str, query: dict[str, str], acts: list[str], cause: str) -> None:
    from dataclasses import replace
    from unittest.mock import patch

    import streamlit as st

    from campaign.dataset import campaign_cache
    from campaign.ui import card_requests, live_page
    from campaign.ui.present.slide_store import own_slides
    from tests.campaigns import view_of, with_register_away

    campaign = replace(campaign_cache.current(), private=True, fingerprint="own")
    if cause == "away":
        campaign = with_register_away(campaign)
    view = view_of(campaign, lang, **query)
    st.session_state["selection"] = view.selection
    handlers = dict(card_requests._HANDLERS)
    if cause == "bug":
        handlers["csv"] = lambda view, key, query: {"text": str(1 // 0)}
    if not st.session_state.get("asked"):
        with patch.object(live_page, "new_choices", lambda *_: acts):
            live_page._report()
    st.session_state["asked"] = True
    with patch.object(card_requests, "_HANDLERS", handlers):
        live_page.send_page(view, stem, "")
    st.session_state["slides"] = [slide.kind for slide in own_slides(view)]


def open_page(
    stem: str, acts: list[str], lang: str = "ky", cause: str = "", **query: str
) -> AppTest:
    app = AppTest.from_function(
        _page, default_timeout=600, args=(lang, stem, query, acts, cause)
    ).run()
    assert not app.exception
    return app


def message(app: AppTest) -> tuple[list[dict[str, Any]], str]:
    """The answers and the HTML of the page."""
    (component,) = app.get("bidi_component")
    head, _, html = bytes(component.proto.bytes).decode().partition("\n")
    return json.loads(head)["answers"], html


def content_of(answer: dict[str, str]) -> str:
    """The content of the file in an answer."""
    return b64decode(answer["bytes"]).decode()


@pytest.mark.parametrize("stem", [stem for stem, page in PAGES.items() if page.has_filters])
def test_a_readers_own_charts_have_no_address(stem: str) -> None:
    _, html = message(open_page(stem, []))
    assert "/files/" not in html and "/embed/" not in html
    for name in ("csv", "png", "svg") if 'class="figure' in html else ():
        assert f'data-do="{name}" data-chart="' in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_files_have_the_numbers_of_the_chart(lang: str) -> None:
    app = open_page("map", ["csv map", "svg map", "png map"], lang, oblast="KG-N")
    table, picture, png = (answer["content"] for answer in message(app)[0])
    rows_of_file = csv.DictReader(io.StringIO(content_of(table).lstrip("\ufeff")))
    view = view_of(campaign_cache.current(), lang)
    reached = view.totals().groupby("oblast")["reached"].sum()
    rate = view.indicator.format(view.units.loc["KG-N", "value"], view.text)
    name, code = Text.of(lang)("People reached"), Text.of(lang)("Code")
    rows = {row[code]: row for row in rows_of_file}
    assert int(rows["KG-N"][name]) == reached["KG-N"]
    assert table["file"].startswith("map-2017-naryn") and table["file"].endswith(
        f"{lang}-2017-11-20.csv"
    )
    words = re.sub(r"\s", "", "".join(re.findall(r"<text[^>]*>([^<]*)", content_of(picture))))
    assert rate in words
    assert png == picture and picture["file"].endswith(".svg")


def test_page_of_a_region_answers_for_the_region() -> None:
    (answer,), _ = message(open_page("region", ["csv breakdown"], "en", oblast="KG-N,KG-B"))
    view = view_of(campaign_cache.current(), "en", oblast="KG-N,KG-B")
    region = shown_region(view)
    assert region is not None
    table = by_type.breakdown(view_of_region(view, region)).table
    expected = csv_bytes(table, view.text, view.disclaimer).decode()
    assert content_of(answer["content"]) == expected
    assert expected != csv_bytes(by_type.breakdown(view).table, view.text, view.disclaimer).decode()


def test_slide_is_added_once_with_a_note() -> None:
    app = open_page("map", ["slide map", "slide overview_map", "slide leading_types"], "ru")
    answers, _ = message(app)
    sentence = Text.of("ru")("Added to the presentation as its last slide.")
    assert [answer["content"]["message"] for answer in answers] == 3 * [sentence]
    numbers = [answer["number"] for answer in answers]
    assert numbers == sorted(set(numbers))
    assert app.session_state["slides"][-3:] == ["map", "map", "leading_types"]
    app.run()
    assert message(app)[0] == answers, "a run that replaces another repeats its answers"
    assert len(app.session_state["slides"]) == 10 + 3


def test_old_answers_are_not_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page("map", ["csv map"])
    monkeypatch.setattr(card_requests, "_KEPT_MS", -1)
    assert message(app.run())[0] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("act", "cause", "reason"),
    [
        ("svg register", "", "There is no file at this address."),
        ("csv map", "bug", "The file was not created. Try again later."),
        (
            "csv organisers",
            "away",
            "The register cannot be read at present. The totals shown are from the last successful "
            "reading. Try again later.",
        ),
    ],
)
def test_failure_is_answered_with_a_sentence(act: str, cause: str, reason: str, lang: str) -> None:
    (answer,), _ = message(open_page("map", [act], lang, cause))
    assert answer["content"] == {"message": Text.of(lang)(reason)}


def test_unknown_requests_are_ignored() -> None:
    acts = ["csv secret", "csv", "table map", "svg ../x", "slide register\n", ""]
    assert message(open_page("map", acts))[0] == []
