"""The live selection of a session, and the address with the same selection.

Between runs the address has the selection, during a run the session. Reading the address whenever
the two differ would let two quick clicks undo each other on a slow connection, so it is read only
on the first run, on Back and Forward, and on a new page with a query not written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from campaign.analysis.selection import EXPLORE, QueryIssue, Selection, parse_address
from campaign.charts.chart_list import CHARTS
from campaign.domain.campaign import Campaign
from campaign.ui.session_memory import recall
from campaign.ui.streamlit_compat import came_through_history

Change = Callable[[Selection, Any], Selection]


@dataclass
class _Written:
    """The query that the last run wrote into the address, with its page and files.

    `issues` are the parts of the address that the session read last and did not understand; none
    after a change of the selection. `chart` is the key of the chart to be opened in a dialog with
    the next run, "" for none.
    """

    page: str | None = None
    fingerprint: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    issues: tuple[QueryIssue, ...] = ()
    chart: str = ""


def selection(campaign: Campaign, page: str) -> Selection:
    """Return the selection of this run, read from the address where the address is newer."""
    query = address_query()
    written = recall(_Written)
    is_new_page = written.page != page and dict(query) != written.query
    is_stale = written.fingerprint != campaign.fingerprint
    current: Selection | None = st.session_state.get("selection")
    if current is None or came_through_history() or is_new_page:
        current = read_address(query, campaign)
    elif is_stale or current.has_unknown_organiser(campaign):
        # The files have changed, or a register has replaced another: this drops codes
        # that no longer exist.
        query_of_selection = current.to_query(campaign)
        current = st.session_state["selection"] = Selection.from_query(query_of_selection, campaign)
    written.page, written.fingerprint = page, campaign.fingerprint
    return current


def address_query() -> list[tuple[str, str]]:
    """Return the keys of the address with each of their values."""
    query = st.query_params
    return [(str(key), str(value)) for key in query for value in query.get_all(key)]


def read_address(query: Iterable[tuple[str, str]], campaign: Campaign) -> Selection:
    """Return the selection in a query, and make it that of the session.

    A chart that the query names is opened with this run.
    """
    query = list(query)
    selection, issues = parse_address(query, campaign)
    chart = dict(query).get(EXPLORE, "")
    if chart and chart not in CHARTS:
        issues = (*issues, QueryIssue(EXPLORE, chart, tuple(CHARTS)))
    written = recall(_Written)
    written.issues, written.chart = issues, chart
    st.session_state["selection"] = selection
    return selection


def request_chart(key: str) -> None:
    """Note that a reader wants to explore the chart with this key; for callbacks."""
    recall(_Written).chart = key


def take_requested_chart() -> str:
    """Return the key of the chart to be explored, once for each request; "" for none."""
    written = recall(_Written)
    key, written.chart = written.chart, ""
    return key


def address_issues() -> tuple[QueryIssue, ...]:
    """Return the parts of the address that are not understood, until the selection changes."""
    return recall(_Written).issues


def write_address(
    selection: Selection, campaign: Campaign, page_query: Mapping[str, str] | None
) -> None:
    """Write the selection into the address; a different selection adds one history entry.

    `page_query` are parameters of the page, for the address only.
    """
    query = selection.to_query(campaign) | dict(page_query or {})
    st.query_params.from_dict(query)
    recall(_Written).query = query


def change(update: Change, value: Any = None) -> None:
    """Replace the live selection; for callbacks, before the next run."""
    recall(_Written).issues = ()
    if "selection" in st.session_state:
        st.session_state["selection"] = update(st.session_state["selection"], value)
