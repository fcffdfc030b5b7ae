"""Our routes answer while the data are loaded again, and have cache headers."""

from __future__ import annotations

import asyncio
import threading

import httpx
import pytest
from starlette.applications import Starlette

from campaign import __version__
from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from campaign.web import routes
from campaign.web.assets import asset_version
from tests.web.client import get

FAST_ADDRESS = "/assets/style.css"
TIMEOUT = 600.0  # seconds; reached only if the test fails


class SlowLoad:
    """A stand-in for `campaign_cache.current` that returns the campaign after `done` is set."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.begun, self.done = threading.Event(), threading.Event()

    def __call__(self) -> Campaign:
        self.begun.set()
        self.done.wait(TIMEOUT)
        return self.campaign


@pytest.mark.parametrize("address", ["/health"])
def test_other_addresses_answer_during_a_load(
    address: str, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = SlowLoad(campaign)
    monkeypatch.setattr(campaign_cache, "current", load)
    waited, other, last = asyncio.run(_ask(address, load))
    assert waited, "the other address answered only after the load"
    assert other.status_code == 200
    assert last.status_code == 200


async def _ask(address: str, load: SlowLoad) -> tuple[bool, httpx.Response, httpx.Response]:
    """Whether another address answered during the load, and both answers."""
    app = httpx.ASGITransport(Starlette(routes=routes.routes()))
    async with httpx.AsyncClient(transport=app, base_url="http://test") as client:
        slow = asyncio.create_task(client.get(address))
        await asyncio.to_thread(load.begun.wait, TIMEOUT)
        other = await client.get(FAST_ADDRESS)
        waited = not load.done.is_set() and not slow.done()
        load.done.set()
        return waited, other, await slow


@pytest.mark.parametrize(
    ("path", "version"),
    [
        ("/assets/style.css", asset_version("style.css")),
        ("/assets/words/ky.json", __version__),
    ],
)
def test_a_file_is_cached_only_at_the_address_of_its_version(
    path: str, version: str, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(campaign_cache, "current", lambda: campaign)
    first = get(f"{path}?v={version}")
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for address in (path, f"{path}?v=other", f"{path}?v={version}0"):
        other = get(address)
        assert other.content == first.content
        assert other.headers["Cache-Control"] == "private, no-store", address
