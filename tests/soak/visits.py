"""One visit: a reader opens a link, changes filters, and leaves in one of several ways."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from bench.viewer import Viewer, viewing
from campaign.analysis.class_breaks import FEWEST, METHODS, MOST
from campaign.analysis.indicators import INDICATORS
from campaign.i18n.translator import LANGUAGES
from campaign.site.page_list import PAGES
from tests.campaigns import REGIONS
from tests.soak.process import TIMEOUT

PATHS = [page.path for page in PAGES.values()]
PAGE_WEIGHTS = (5, 5, 3, 3, 2, 1, 1, 1, 1, 1, 1)
"""The relative frequency of each page."""
UNITS = REGIONS
COMMON_UNITS = ("KG-GB", "KG-N", "KG-O")
OTHER_YEAR = "2018"
EXPLORER_SHARE = 0.1
"""The share of readers who follow any link; the others choose among the same few units."""
RECONNECT_SECONDS = 0.5
"""The minimum time after which Streamlit's page reconnects."""
OTHER_PAGE, LOST_CONNECTION, ABORT, ABORT_IN_RUN = 0.1, 0.3, 0.4, 0.2
"""Probabilities of a step to another page, of a reconnection, and of the ways to leave."""


async def visit(
    address: str, seed: int, reruns: int, on_rerun: Callable[[], None] = lambda: None
) -> None:
    """Open a page, run it `reruns` times with a call of `on_rerun` each time, and leave.

    Raises SessionLost.
    """
    dice = random.Random(seed)
    explores = dice.random() < EXPLORER_SHARE
    query, page = link(dice, explores), _random_page(dice)
    halves = (reruns // 2, reruns - reruns // 2)
    before: Viewer | None = None
    for stretch in halves if dice.random() < LOST_CONNECTION else (reruns,):
        session = before.session if before else None
        query_string = before.query if before else urlencode(query)
        if before:
            await asyncio.sleep(RECONNECT_SECONDS)
        async with viewing(
            address, page, query_string, lang=query["lang"], session=session, timeout=TIMEOUT
        ) as viewer:
            if before:
                viewer.remember(before)
            await viewer.arrive()
            on_rerun()
            for _ in range(stretch - 1):
                await _step(viewer, dice, explores)
                on_rerun()
            await _leave(viewer, dice)
            before = viewer


async def open_all_pages(address: str) -> None:
    """Open each page, another year, and the map by each indicator and method.

    Raises SessionLost.
    """
    lang = LANGUAGES[0]
    queries = [(page, {}) for page in PATHS]
    queries += [("", {"edition": OTHER_YEAR})]
    queries += [("map", {"indicator": indicator}) for indicator in INDICATORS]
    queries += [("map", {"method": method}) for method in METHODS]
    for page, query in queries:
        query_string = urlencode({"lang": lang, **query})
        async with viewing(address, page, query_string, lang=lang, timeout=TIMEOUT) as viewer:
            await viewer.arrive()


def link(dice: random.Random, explores: bool) -> dict[str, str]:
    """A random query, as in a copied link."""
    query = {"lang": dice.choice(LANGUAGES)}
    if not explores:
        return query | {"oblast": dice.choice(COMMON_UNITS)} if dice.random() < 0.5 else query
    some: Mapping[str, str] = {
        "oblast": ",".join(dice.sample(UNITS, dice.randint(1, 4))),
        "indicator": dice.choice(tuple(INDICATORS)),
        "from": f"2017-08-{dice.randint(2, 31):02}",
        "to": f"2017-10-{dice.randint(2, 31):02}",
        "classes": str(dice.randint(FEWEST, MOST)),
        "method": dice.choice(tuple(METHODS)),
    }
    return query | {name: value for name, value in some.items() if dice.random() < 0.4}


async def open_page(viewer: Viewer, page: str) -> None:
    """Open another page by the menu with the same query. Raises SessionLost."""
    viewer._page, viewer._script = page, ""
    await viewer.rerun()


def abort_connection(viewer: Viewer) -> None:
    """Disconnect without a closing message, as when a cable is pulled."""
    viewer._connection.transport.abort()


async def _step(viewer: Viewer, dice: random.Random, explores: bool) -> None:
    """One action of a reader: open another page, or follow a link of this one."""
    page = viewer.page
    if page is None or not page.html or dice.random() < OTHER_PAGE:
        await open_page(viewer, _random_page(dice))
        return
    addresses = page.addresses if explores else _common_addresses(page.address)
    await viewer.follow(dice.choice(addresses))


def _common_addresses(address: str) -> list[str]:
    """The addresses of a page in each language, and with one of the common units or all units."""
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    changes = [*({"lang": lang} for lang in LANGUAGES), *({"oblast": u} for u in COMMON_UNITS)]
    queries = [query | change for change in changes]
    queries.append({name: value for name, value in query.items() if name != "oblast"})
    return [f"{parts.path}?{urlencode(changed)}" for changed in queries]


async def _leave(viewer: Viewer, dice: random.Random) -> None:
    """Close the tab, or lose the connection during a run or between runs."""
    turn = dice.random()
    if turn < ABORT_IN_RUN:
        await viewer._connection.send(viewer._request())
    if turn < ABORT_IN_RUN + ABORT:
        abort_connection(viewer)


def _random_page(dice: random.Random) -> str:
    return dice.choices(PATHS, PAGE_WEIGHTS)[0]
