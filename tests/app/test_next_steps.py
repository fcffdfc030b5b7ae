"""The steps from uploaded files to the map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from campaign.i18n.translator import LANGUAGES, Text
from campaign.render.typography import label_room
from campaign.ui.upload import registers
from tests.app.upload_page import CORPUS, press

HEADER = "Область;Август;Сентябрь\n"
TABLES = (
    "Чуйская;10;20\nНарынская;7;8\nТаласская;1;2\n",
    "Чуйская;10;21\nБаткенская;3;4\nОшская область;5;6\n",
)
"""Two summary tables with one equal total: 48 people in the first, 49 in the second."""


def _page(paths: list[str], edition: str) -> None:
    from pathlib import Path

    from campaign.dataset import campaign_cache
    from campaign.ui.upload import registers, session_files, session_registers
    from tests.campaigns import view_of

    for path in paths:
        session_files.add(campaign_cache.current(), Path(path).name, Path(path).read_bytes())
    campaign = session_registers.campaign_with_files(campaign_cache.current())
    registers.show_next_steps(view_of(campaign, edition=edition, oblast="KG-B"))


@pytest.mark.sample(1)
@pytest.mark.parametrize(
    ("files", "edition", "linked"),
    [
        (["boundaries/nine_units.geojson"], "2017", ["2017"]),
        (["boundaries/nine_units.geojson"], "2019", ["2017"]),
        (["boundaries/nine_units.geojson", "values/about.csv"], "2017", ["own-2017"]),
        (["boundaries/another_country.geojson"], "2017", []),
        (["broken/photo.jpg"], "2017", []),
    ],
)
def test_uploaded_data_have_a_link_to_the_map(
    monkeypatch: pytest.MonkeyPatch, files: list[str], edition: str, linked: list[str]
) -> None:
    links: list[dict[str, Any]] = []
    monkeypatch.setattr(registers, "page_at", lambda stem: stem)
    monkeypatch.setattr(
        st, "page_link", lambda page, **options: links.append({"page": page} | options)
    )
    paths = [str(CORPUS / name) for name in files]
    app = AppTest.from_function(_page, default_timeout=600, args=(paths, edition)).run()
    assert not app.exception
    assert [link["page"] for link in links] == ["map"] * len(linked)
    # The address does not have the default edition, and no filters.
    queries = [link["query_params"] for link in links]
    assert [query.get("edition", "2017") for query in queries] == linked
    assert not any("oblast" in query for query in queries)


def _page_of_totals(lang: str, tables: list[str]) -> None:

    import streamlit as st

    from campaign.dataset import campaign_cache
    from campaign.ingest.replies import make_replies
    from campaign.ui.upload import registers, session_files, session_registers
    from tests.campaigns import view_of

    if not session_files.files():
        request = {"measure": "reached", "type": "lecture", "year": "2017"}
        for number, table in enumerate(tables):
            name = f"organization {number}.csv"
            file = session_files.add(campaign_cache.current(), name, table.encode())
            session_files.read_again(
                campaign_cache.current(),
                file.number,
                lambda replies: replies.add(make_replies(wide=request)),
            )
    if "version" in st.session_state:
        name, table = st.session_state.pop("version")
        session_files.add(campaign_cache.current(), name, table.encode())
    campaign = session_registers.campaign_with_files(campaign_cache.current())
    st.session_state["people"] = campaign.editions["own-2017"].register.totals()["reached"].sum()
    registers.show_next_steps(view_of(campaign, lang, edition="own-2017"))


@pytest.fixture
def run_page_of_totals(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], AppTest]:
    """Run the page of two tables with one equal total, in a language."""
    monkeypatch.setattr(registers, "page_at", lambda stem: stem)
    monkeypatch.setattr(st, "page_link", lambda page, **options: None)

    def run(lang: str) -> AppTest:
        arguments = (lang, [HEADER + rows for rows in TABLES])
        return AppTest.from_function(_page_of_totals, default_timeout=600, args=arguments).run()

    return run


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_click_counts_equal_totals_in_both_files(
    run_page_of_totals: Callable[[str], AppTest], lang: str
) -> None:
    text = Text.of(lang)
    app = run_page_of_totals(lang)
    assert not app.exception and app.session_state["people"] == 48 + 39
    app = press(app, text("Count equal totals in each file"))
    assert app.session_state["people"] == 48 + 49
    app = press(app, text("Count equal totals once"))
    assert app.session_state["people"] == 48 + 39


@pytest.mark.sample(1)
@pytest.mark.parametrize("number", [0, 1])
def test_a_new_version_of_a_file_keeps_the_answer_about_equal_totals(
    run_page_of_totals: Callable[[str], AppTest], number: int
) -> None:
    app = press(run_page_of_totals("en"), "Count equal totals in each file")
    version = HEADER + TABLES[number] + "Иссык-Кульская;100;200\n"
    app.session_state["version"] = (f"organization {number}.csv", version)
    app.run()
    assert not app.exception and app.session_state["people"] == 48 + 49 + 300
    app = press(app, "Count equal totals once")
    assert app.session_state["people"] == 48 + 39 + 300


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_choice_of_where_a_register_is_shown_fits_a_phone(lang: str) -> None:
    text = Text.of(lang)
    choices = [
        text("beside the campaigns shown"),
        text("in place of the {year} register", year="2017"),
    ]
    # Px of a list on a screen 360 px wide, without its arrow, and of its letters.
    assert label_room(choices, 14) < 285
