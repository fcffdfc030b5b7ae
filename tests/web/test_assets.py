"""Link pictures: one a campaign and language, cached, of the data on the server."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.web import assets
from campaign.web.assets import picture_address
from tests.web.client import get


def test_a_picture_is_a_png_with_a_cache_time_and_a_tag() -> None:
    answer = get(picture_address("2017", "ru"))
    assert answer.status_code == 200 and answer.content.startswith(b"\x89PNG")
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "public, max-age=3600"
    again = get(picture_address("2017", "ru"), if_none_match=answer.headers["etag"])
    assert again.status_code == 304 and not again.content


def test_each_campaign_and_language_has_a_picture_that_is_drawn_once(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []

    def draw(view: object) -> bytes:
        drawn.append(view)
        return f"{len(drawn)}".encode()

    monkeypatch.setattr(assets, "link_picture", draw)
    campaign = replace(campaign, fingerprint="link pictures")
    monkeypatch.setattr(campaign_cache, "current", lambda: campaign)
    addresses = [
        picture_address(edition, lang) for edition in campaign.editions for lang in LANGUAGES
    ]
    first = [get(path).content for path in addresses]
    assert len(set(first)) == len(drawn) == len(addresses)
    assert [get(path).content for path in addresses] == first
    changed = replace(campaign, fingerprint="changed data")
    monkeypatch.setattr(campaign_cache, "current", lambda: changed)
    assert get(addresses[0]).content not in first


def test_an_unknown_campaign_or_language_is_not_found() -> None:
    for path in ("2017/de.png", "2035/ru.png", "2017/ru.svg", "map.png", "..%2f2017/ru.png"):
        assert get(f"/assets/link/{path}").status_code == 404


def test_the_status_is_503_if_the_data_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Campaign:
        raise UnloadableDataError(())

    monkeypatch.setattr(campaign_cache, "current", fail)
    assert get(picture_address("2017", "ky")).status_code == 503
