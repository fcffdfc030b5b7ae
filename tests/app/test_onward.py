"""The way onward from uploaded files to the map."""

from __future__ import annotations

from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from campaign.ui.upload import onward
from tests.app.upload_page import CORPUS


def _page(paths: list[str], edition: str) -> None:
    from pathlib import Path

    from campaign.dataset import campaign_cache
    from campaign.ui.upload import incoming_files, onward, own_campaign
    from tests.campaigns import view_of

    for path in paths:
        incoming_files.add(campaign_cache.current(), Path(path).name, Path(path).read_bytes())
    campaign = own_campaign.campaign_with_files(campaign_cache.current())
    onward.show_onward(view_of(campaign, edition=edition, oblast="KG-B"))


@pytest.mark.parametrize(
    ("files", "edition", "shown"),
    [
        (["boundaries/nine_units.geojson"], "2017", ["2017"]),
        (["boundaries/nine_units.geojson"], "2019", ["2017"]),
        (["boundaries/nine_units.geojson", "values/about.csv"], "2017", ["own"]),
        (["boundaries/another_country.geojson"], "2017", []),
        (["broken/photo.jpg"], "2017", []),
    ],
)
def test_what_is_on_the_map_has_a_link_to_it(
    monkeypatch: pytest.MonkeyPatch, files: list[str], edition: str, shown: list[str]
) -> None:
    links: list[dict[str, Any]] = []
    monkeypatch.setattr(onward, "page_at", lambda stem: stem)
    monkeypatch.setattr(
        st, "page_link", lambda page, **options: links.append({"page": page} | options)
    )
    paths = [str(CORPUS / name) for name in files]
    app = AppTest.from_function(_page, default_timeout=600, args=(paths, edition)).run()
    assert not app.exception
    assert [link["page"] for link in links] == ["map"] * len(shown)
    # The default edition has no name in an address; filters are not kept.
    queries = [link["query_params"] for link in links]
    assert [query.get("edition", "2017") for query in queries] == shown
    assert not any("oblast" in query for query in queries)
