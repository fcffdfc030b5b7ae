"""A first visit and filter changes in a browser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from playwright.sync_api import Page

from bench.browser import LIVE, cold_page, hover
from bench.proxy import Counter, counting
from bench.served import Server, serving
from bench.spread import median_or_none
from bench.subject import SUBJECTS, Subject

VISITS = 5
UNTOUCHED = 3
"""Visits in which no pointer moves over a chart."""
ROUNDS = 2
CHANGES = ("Batken", "Chui", "Jalal-Abad", "Naryn", "Talas", "Issyk-Kul", "Bishkek", "Osh city")
"""Oblasts that are chosen one after the other, by their names on both pages."""
QUIET = 700
"""Milliseconds without a change of any chart after which the page counts as drawn."""


def measure() -> dict[str, Any]:
    """First visits by cold browsers to servers that have been visited, then filter changes.

    The subjects take turns, so that other programs on the machine affect both alike.
    """
    visits: dict[Subject, list[dict[str, Any]]] = {subject: [] for subject in SUBJECTS}
    untouched: dict[Subject, list[int]] = {subject: [] for subject in SUBJECTS}
    rounds: dict[Subject, list[list[dict[str, float]]]] = {subject: [] for subject in SUBJECTS}
    with ExitStack() as stack:
        servers = {subject: stack.enter_context(serving(subject)) for subject in SUBJECTS}
        for turn in range(VISITS + 1):
            for subject, server in servers.items():
                visit = _visit(server, subject, ())
                visits[subject] += [visit] if turn else []
        for _ in range(UNTOUCHED):
            for subject, server in servers.items():
                untouched[subject].append(_untouched_bytes(server, subject))
        for _ in range(ROUNDS):
            for subject, server in servers.items():
                rounds[subject].append(_visit(server, subject, CHANGES)["changes"])
    return {
        subject.name: _summary(visits[subject], rounds[subject])
        | {
            "untouched_bytes": untouched[subject],
            "untouched_bytes_median": median_or_none(untouched[subject]),
        }
        for subject in SUBJECTS
    }


def _summary(visits: list[dict[str, Any]], rounds: list[list[dict[str, float]]]) -> dict[str, Any]:
    first = [changes[0] for changes in rounds]
    later = [change for changes in rounds for change in changes[1:]]
    return {
        "bytes": [visit["bytes"] for visit in visits],
        "bytes_median": median_or_none([visit["bytes"] for visit in visits]),
        "map_s": [visit["map_s"] for visit in visits],
        "map_median_s": median_or_none([visit["map_s"] for visit in visits]),
        "changes": rounds,
        "change_first_bytes": median_or_none([change["down"] + change["up"] for change in first]),
        "change_bytes_median": median_or_none([change["down"] + change["up"] for change in later]),
        "repaint_first_s": median_or_none([change["first_s"] for change in later]),
        "repaint_last_s": median_or_none([change["last_s"] for change in later]),
    }


def _visit(server: Server, subject: Subject, changes: Sequence[str]) -> dict[str, Any]:
    with counting(server.port) as wire, cold_page() as page:
        page.goto(f"{wire.address}/{subject.page}")
        page.locator(subject.charts).first.wait_for()
        hover(page, subject.charts)
        page.wait_for_function(LIVE, arg=subject.end)
        page.wait_for_function("() => bench.drawn > 0")
        map_time = page.evaluate("() => bench.drawn")
        _wait_until_quiet(page, wire)
        visit = {"bytes": wire.total, "map_s": map_time / 1000}
        visit["changes"] = [_change(page, wire, subject, name) for name in changes]
    return visit


def _untouched_bytes(server: Server, subject: Subject) -> int:
    """Return the bytes in both directions, with those of the websocket, until the page is quiet."""
    with counting(server.port) as wire, cold_page() as page:
        page.goto(f"{wire.address}/{subject.page}")
        page.locator(subject.charts).first.wait_for()
        if not subject.awaits_touch:
            page.wait_for_function(LIVE, arg=subject.end)
        _wait_until_quiet(page, wire)
        return wire.total


def _change(page: Page, wire: Counter, subject: Subject, name: str) -> dict[str, float]:
    """Choose one more oblast with a click."""
    choice = page.locator(subject.option).filter(has_text=re.compile(f"^{name}$"))
    if subject.opener and not choice.is_visible():
        page.locator(subject.opener).first.click()
        choice.wait_for()
    _wait_until_quiet(page, wire)
    wire.reset()
    choice.click()
    page.wait_for_function("() => bench.first > bench.clicked")
    _wait_until_quiet(page, wire)
    times = page.evaluate("() => [bench.clicked, bench.first, bench.last]")
    clicked, first, last = (time / 1000 for time in times)
    return {
        "first_s": first - clicked,
        "last_s": last - clicked,
        "down": wire.down,
        "up": wire.up,
    }


def _wait_until_quiet(page: Page, wire: Counter) -> None:
    """Wait until no chart changes and no byte passes."""
    before = -1
    while before != wire.total:
        before = wire.total
        page.wait_for_timeout(QUIET)
        page.wait_for_function(f"() => performance.now() - bench.last > {QUIET}")
