"""One visit: a reader opens a link, changes filters, and leaves in one of several ways."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.viewer import Viewer, viewing
from bench.widgets import Widget
from campaign.analysis.class_breaks import FEWEST, METHODS, MOST
from campaign.analysis.indicators import INDICATORS
from campaign.i18n.translator import LANGUAGES
from campaign.site.page_list import PAGES
from tests.campaigns import REGIONS
from tests.soak.process import PATIENCE

PATHS = [page.path for page in PAGES.values()]
OFTEN = (5, 5, 3, 3, 2, 1, 1, 1, 1, 1, 1)
"""How often each page is opened, compared with the others."""
UNITS = REGIONS
ASKED_OF_ALL = ("KG-GB", "KG-N", "KG-O")
OTHER_YEAR = "2018"
CURIOUS = 0.1
"""The share of readers who try everything; the others look at the same few places."""
COMES_BACK_AFTER = 0.5
"""Seconds: the least that Streamlit's page waits before it connects anew."""
TURN_THE_PAGE, LOSE_THE_LINE, GO_AT_ONCE, GO_IN_A_RUN = 0.1, 0.3, 0.4, 0.2


async def visit(
    address: str, seed: int, reruns: int, on_rerun: Callable[[], None] = lambda: None
) -> None:
    """Come, rerun the page so many times, calling `on_rerun` each time, and go.

    Raises SessionLost.
    """
    dice = random.Random(seed)
    curious = dice.random() < CURIOUS
    query, page = link(dice, curious), _page(dice)
    halves = (reruns // 2, reruns - reruns // 2)
    before: Viewer | None = None
    for stretch in halves if dice.random() < LOSE_THE_LINE else (reruns,):
        session = before.session if before else None
        query_string = before.query if before else urlencode(query)
        if before:
            await asyncio.sleep(COMES_BACK_AFTER)
        async with viewing(
            address, page, query_string, lang=query["lang"], session=session, patience=PATIENCE
        ) as viewer:
            if before:
                viewer.remember(before)
            await viewer.arrive()
            on_rerun()
            for _ in range(stretch - 1):
                await _step(viewer, dice, curious)
                on_rerun()
            await _go(viewer, dice)
            before = viewer


async def look_round(address: str) -> None:
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
        async with viewing(address, page, query_string, lang=lang, patience=PATIENCE) as viewer:
            await viewer.arrive()


def link(dice: random.Random, curious: bool) -> dict[str, str]:
    """A query as somebody might have copied it."""
    query = {"lang": dice.choice(LANGUAGES)}
    if not curious:
        return query | {"oblast": dice.choice(ASKED_OF_ALL)} if dice.random() < 0.5 else query
    some: Mapping[str, str] = {
        "oblast": ",".join(dice.sample(UNITS, dice.randint(1, 4))),
        "indicator": dice.choice(tuple(INDICATORS)),
        "from": f"2017-08-{dice.randint(2, 31):02}",
        "to": f"2017-10-{dice.randint(2, 31):02}",
        "classes": str(dice.randint(FEWEST, MOST)),
        "method": dice.choice(tuple(METHODS)),
    }
    return query | {name: value for name, value in some.items() if dice.random() < 0.4}


async def turn_to(viewer: Viewer, page: str) -> None:
    """Go to another page by the menu, with the query as it is. Raises SessionLost."""
    viewer._page, viewer._script = page, ""
    await viewer.rerun()


def break_off(viewer: Viewer) -> None:
    """Be gone without a word, as where a cable is pulled."""
    viewer._connection.transport.abort()


async def _step(viewer: Viewer, dice: random.Random, curious: bool) -> None:
    """One thing that a reader does: turns the page, or changes a filter, language or table."""
    touchable = [
        widget
        for widget in viewer.widgets.values()
        if widget.state is not None and (curious or _named(widget) in ("lang", "oblasts", "table"))
    ]
    if not touchable or dice.random() < TURN_THE_PAGE:
        await turn_to(viewer, _page(dice))
        return
    await viewer.touch(_changed(dice.choice(touchable), dice, curious))


def _changed(widget: Widget, dice: random.Random, curious: bool) -> WidgetState:
    state = WidgetState()
    assert widget.state is not None
    state.CopyFrom(widget.state)
    many = _named(widget) in ("oblasts", "types")
    match state.WhichOneof("value"):
        case "string_array_value" if many and not curious:
            places = [UNITS.index(code) for code in ASKED_OF_ALL]
            place = dice.choice((None, *places))
            state.string_array_value.data[:] = [] if place is None else [widget.options[place]]
        case "string_array_value":
            chosen = dice.sample(widget.options, dice.randint(1, 3) if many else 1)
            state.string_array_value.data[:] = chosen
        case "string_value":
            state.string_value = dice.choice(widget.options)
        case "bool_value":
            state.bool_value = not state.bool_value
    return state


def _named(widget: Widget) -> str:
    """The first word of the widget's key."""
    return widget.id.rsplit("-", 1)[-1].split(":")[0]


async def _go(viewer: Viewer, dice: random.Random) -> None:
    """Close the tab, or be cut off: at rest, or while the page is being made."""
    turn = dice.random()
    if turn < GO_IN_A_RUN:
        await viewer._connection.send(viewer._request())
    if turn < GO_IN_A_RUN + GO_AT_ONCE:
        break_off(viewer)


def _page(dice: random.Random) -> str:
    return dice.choices(PATHS, OFTEN)[0]
