"""Link pictures are cached, limited in number, and do not block other requests."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from starlette.applications import Starlette

from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Campaign
from campaign.exports.link.card import LINK_PAGES
from campaign.i18n.translator import LANGUAGES
from campaign.web import link_pictures, routes
from campaign.web.link_pictures import MOST_KEPT, MOST_WAITING, LinkPictures, address
from tests.web.client import get

TIMEOUT = 600.0  # seconds; reached only if the test fails


class Drawer:
    """A stand-in for `link_picture` that returns the key of the view and records the views."""

    def __init__(self) -> None:
        self.views: list[tuple[str, View]] = []
        self.may_draw = threading.Event()
        self.may_draw.set()

    def __call__(self, view: View, page: str) -> bytes:
        self.may_draw.wait(TIMEOUT)
        self.views.append((page, view))
        return f"{page} {view.key}".encode()


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch, campaign: Campaign) -> Iterator[Drawer]:
    drawer = Drawer()
    monkeypatch.setattr(link_pictures, "link_picture", drawer)
    monkeypatch.setattr(link_pictures, "_link_pictures", LinkPictures())
    monkeypatch.setattr(campaign_cache, "current", lambda: campaign)
    yield drawer
    drawer.may_draw.set()


def test_a_picture_is_a_png_with_a_cache_time() -> None:
    answer = get(address("activities", {"lang": "ru", "oblast": "KG-O,KG-T"}))
    assert answer.status_code == 200 and answer.content.startswith(b"\x89PNG")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "public, max-age=3600"


def test_a_picture_is_drawn_once_and_not_sent_again(drawer: Drawer) -> None:
    first = get("/assets/link/map.png?lang=ru&oblast=KG-O&fbclid=1")
    again = get("/assets/link/map.png?oblast=KG-O&lang=ru")
    assert first.content == again.content and len(drawer.views) == 1
    tag = first.headers["etag"]
    unchanged = get("/assets/link/map.png?oblast=KG-O&lang=ru", if_none_match=tag)
    assert unchanged.status_code == 304 and not unchanged.content
    other = get("/assets/link/map.png?oblast=KG-T&lang=ru", if_none_match=tag)
    assert other.status_code == 200 and other.headers["etag"] != first.headers["etag"]


def test_each_language_and_page_has_its_picture(drawer: Drawer) -> None:
    contents = {
        get(address(page, {"lang": lang})).content for page in LINK_PAGES for lang in LANGUAGES
    }
    assert len(contents) == len(LINK_PAGES) * len(LANGUAGES)
    assert get(address("map", {}), accept_language="en").content in contents
    assert drawer.views[-1][1].text.lang in LANGUAGES
    assert len(drawer.views) == len(contents), "a link without a language is in Kyrgyz"


def test_a_page_without_a_picture_is_not_found(drawer: Drawer) -> None:
    for path in ("about.png", "data.png", "present.png", "none.png", "map.svg", "..%2fmap.png"):
        assert get(f"/assets/link/{path}").status_code == 404
    assert not drawer.views


def test_new_data_have_new_pictures(
    drawer: Drawer, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = get(address("map", {}))
    fresh = replace(campaign, fingerprint="other")
    monkeypatch.setattr(campaign_cache, "current", lambda: fresh)
    assert get(address("map", {})).content != former.content
    pictures = link_pictures._link_pictures._pictures
    assert {key[1] for key in pictures} == {"other"}


def test_the_oldest_pictures_are_dropped(drawer: Drawer) -> None:
    for classes in ("3", "4", "5", "6", "7"):
        for method in ("rounded", "quantiles", "equal", "natural"):
            for page in LINK_PAGES:
                get(address(page, {"classes": classes, "method": method}))
    assert len(drawer.views) > MOST_KEPT
    assert len(link_pictures._link_pictures._pictures) == MOST_KEPT


def test_the_status_is_503_if_the_data_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Campaign:
        raise UnloadableDataError(())

    monkeypatch.setattr(campaign_cache, "current", fail)
    assert get(address("map", {})).status_code == 503


def test_too_many_requests_are_refused_and_other_addresses_answer(drawer: Drawer) -> None:
    first, answers, other = asyncio.run(_crowd(drawer))
    assert first.status_code == other.status_code == 200
    refused = [answer for answer in answers if answer.status_code == 503]
    assert len(answers) - len(refused) == MOST_WAITING
    assert all(answer.headers["retry-after"] for answer in refused)


async def _crowd(
    drawer: Drawer,
) -> tuple[httpx.Response, list[httpx.Response], httpx.Response]:
    """The responses of a cached picture, of too many new pictures, and of another address."""
    app = httpx.ASGITransport(Starlette(routes=routes.routes()))
    async with httpx.AsyncClient(transport=app, base_url="http://test") as client:
        await client.get(address("map", {}))
        drawer.may_draw.clear()
        days = [{"from": f"2017-{month:02}-{day:02}"} for month in (8, 9) for day in range(1, 29)]
        crowd = [asyncio.create_task(client.get(address("map", query))) for query in days]
        while sum(task.done() for task in crowd) < len(days) - MOST_WAITING:
            await asyncio.sleep(0.01)
        first = await client.get(address("map", {}))
        other = await client.get("/assets/style.css")
        drawer.may_draw.set()
        return first, list(await asyncio.gather(*crowd)), other
