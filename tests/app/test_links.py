"""The page is sent when it differs from the one in the browser; an error leaves its header."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from campaign.domain.register import RegisterAwayError
from campaign.site.document import page_digest
from campaign.ui import live_page
from tests.app.conftest import Open, visible_html
from tests.app.links import address_and_html, follow, page_of_html, press


def test_the_browser_gets_what_it_has_not_yet(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_page, "page_digest", page_digest)
    app = open_page("map", lang="ky")
    html = page_of_html(app)[1]
    assert "Талас" in html
    assert page_of_html(app.run()) == ("/map?lang=ky", "")
    # A browser that lacks the page asks for it.
    assert page_of_html(press(app, "whole")) == ("/map?lang=ky", html)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ValueError("Sabyrova"), "An error occurred. Reload the page."),
        (RegisterAwayError(), "The register cannot be read at present."),
    ],
)
def test_the_header_works_beside_an_error(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    app = open_page("map", lang="en")

    def fail(*_: object) -> str:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(live_page, "contents", fail)
        follow(app, "Talas", "regions")
        address, html = address_and_html(app)
        assert address == "/map?lang=en&oblast=KG-T" and 'aria-current="page">Map' in html
        assert words in html and "Sabyrova" not in html and "<svg" not in html
    follow(app, "Reset filters", "action")
    assert words not in visible_html(app) and not app.exception


def test_an_error_of_the_header_is_shown_by_streamlit(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise ValueError

    app = open_page("map")
    monkeypatch.setattr(live_page, "body", fail)
    assert page_of_html(app.run())[1] == "" and app.exception


def test_organizers_are_searched(open_page: Open) -> None:
    app = open_page("map", lang="en")
    names = organisers(press(app, "search organisers scho"))
    assert names == ["School"]
    assert len(organisers(press(app, "search organisers "))) == 21


def organisers(app: AppTest) -> list[str]:
    html = visible_html(app).partition('data-list="organisers"')[2].partition("</details>")[0]
    return [part.partition("</a>")[0].rpartition(">")[2] for part in html.split("<li>")[1:]]
