"""The state of the 2017 register in the dashboard while its server stops and starts again."""

from __future__ import annotations

import json

from starlette.requests import Request

from campaign.dataset import campaign_cache
from campaign.dataset.engines.sql.sql_register import SqlRegister
from campaign.domain.campaign import Edition
from campaign.domain.unreachable_register import UnreachableRegister
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.notices import away_words
from campaign.web.first_paint import render
from campaign.web.pages import Address
from campaign.web.routes import health as health_response
from tests.campaigns import view_of
from tests.engines.cluster import wait_until

CURRENT = ["current"]


def current_edition() -> Edition:
    return campaign_cache.current().editions["2017"]


def states() -> list[str]:
    """Return the rules of the issues of the register, or `CURRENT` without issues."""
    return [issue.rule for issue in current_edition().issues] or CURRENT


def wait_for(*reasons: str, seconds: float = 30) -> None:
    """Wait until the earlier data are shown for one of these reasons."""
    wait_until(
        lambda: states() in [["earlier_register_shown", reason] for reason in reasons], seconds
    )


def health() -> dict[str, object]:
    answer = health_response(Request({"type": "http"}))
    register = json.loads(bytes(answer.body))["registers"]["data/2017/register.toml"]
    assert isinstance(register, dict)
    return register


def pages(address: str) -> dict[str, str]:
    """Return the HTML of the page at an address in each language."""
    campaign = campaign_cache.current()
    return {
        lang: render(
            Address(
                campaign.fingerprint,
                address,
                view_of(campaign, lang).selection,
                lang,
                "http://x",
            ),
            campaign,
        ).decode()
        for lang in LANGUAGES
    }


def check_earlier_data_are_shown(before: Edition) -> None:
    """Check that the totals are unchanged, and that charts without rows give the reason."""
    edition = current_edition()
    assert edition.totals is before.totals and isinstance(edition.register, UnreachableRegister)
    assert health()["state"] == "earlier"
    for lang, page in pages("/activities").items():
        assert away_words(Text.of(lang)) in page and "Traceback" not in page
        assert 'data-card="breakdown"' in page


def check_server_is_read_again(seconds: float = 30) -> None:
    """Check that the rows of the server are shown within `seconds`."""
    wait_until(lambda: states() == CURRENT, seconds)
    register = current_edition().register
    assert isinstance(register, SqlRegister) and len(register.rows()) == 77
    assert health() == {"state": "current", "rejected_rows": 0}
