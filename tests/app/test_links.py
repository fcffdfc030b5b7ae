"""The links of a page are sent in one message at the end of a run; later ones have changes only."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from campaign.ui import page_frame, session_memory
from campaign.ui.links import _Links
from tests.app.conftest import Open
from tests.app.links import address_and_html, blocks_by_placeholder, follow, link_blocks


def size(app: AppTest) -> int:
    (message,) = (
        component.proto.bytes
        for component in app.get("bidi_component")
        if component.proto.component_name == "campaign_links"
    )
    return len(message)


def test_a_choice_sends_only_changes(open_page: Open) -> None:
    app = open_page("map", lang="ky")
    before = size(app)
    follow(app, "Талас", "regions")
    assert size(app) < before / 8
    address, html = address_and_html(app)
    assert address == "/map?lang=ky&oblast=KG-T" and html.count("oblast=KG-T") > 40
    assert list(link_blocks(app)) == ["header", "map-choices", "choices:map", "regions"]


def test_a_browser_that_cannot_decompress_gets_whole_texts(open_page: Open) -> None:
    app = open_page("map", lang="ky")
    before = size(app)
    assert not app.session_state[session_memory.KEY][_Links].whole_texts
    # The session sets this value when the browser requests whole texts.
    app.session_state[session_memory.KEY][_Links].whole_texts = True
    follow(app, "Талас", "regions")
    assert size(app) > before


def test_the_header_works_beside_an_error(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_page("map", lang="ru")

    def fail(page: object) -> None:
        raise ValueError("an error")

    monkeypatch.setattr(page_frame, "run_page", fail)
    follow(app, "Таласская", "regions")
    address, html = address_and_html(app)
    assert address == "/map?lang=ru&oblast=KG-T" and 'aria-current="page">Карта' in html


def test_the_placeholder_of_a_block_is_unchanged_until_the_page_changes(open_page: Open) -> None:
    app = open_page("map", lang="ky")
    (before,) = (html for html in blocks_by_placeholder(app) if '"regions"' in html)
    assert "Талас" in before and "aria-current" not in before
    follow(app, "Талас", "regions")
    assert before in blocks_by_placeholder(app) and before in "".join(html_bodies(app))
    follow(app, "Русский")
    (after,) = (html for html in blocks_by_placeholder(app) if '"regions"' in html)
    assert 'aria-current="true">Таласская' in after and after in "".join(html_bodies(app))


def html_bodies(app: AppTest) -> list[str]:
    return [str(element.proto.body) for element in app.get("html")]
