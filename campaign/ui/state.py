"""The live selection of a session, and the address with the same selection.

Between runs the address has the selection, during a run the session. Reading the address whenever
the two differ would let two quick clicks undo each other on a slow connection, so it is read only
on the first run, on Back and Forward, and on a new page with a query not written here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from campaign.analysis.selection import Selection
from campaign.domain.campaign import Campaign
from campaign.ui.streamlit_compat import came_through_history

Change = Callable[[Selection, Any], Selection]


def selection(campaign: Campaign, page: str) -> Selection:
    """Return the selection of this run, read from the address where the address is newer."""
    query = {str(name): str(value) for name, value in st.query_params.to_dict().items()}
    state = st.session_state
    is_new_page = state.get("page") != page and query != state.get("address-query")
    is_stale = state.get("fingerprint") != campaign.fingerprint
    if "selection" not in state or came_through_history() or is_new_page:
        state["selection"] = Selection.from_query(query, campaign)
    elif is_stale or state["selection"].has_unknown_organiser(campaign):
        # The files have changed, or a register has taken the place of another: this drops codes
        # that no longer exist.
        query_of_selection = state["selection"].to_query(campaign)
        state["selection"] = Selection.from_query(query_of_selection, campaign)
    state["page"], state["fingerprint"] = page, campaign.fingerprint
    current: Selection = state["selection"]
    return current


def write_address(
    selection: Selection, campaign: Campaign, page_query: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Write the selection into the address, one history entry where it differs.

    `page_query` are parameters of the page, for the address only. Returns the query without them.
    """
    query = selection.to_query(campaign)
    full_query = query | dict(page_query or {})
    st.query_params.from_dict(full_query)
    st.session_state["address-query"] = full_query
    return query


def change(update: Change, value: Any = None) -> None:
    """Replace the live selection; for callbacks, before the next run."""
    if "selection" in st.session_state:
        st.session_state["selection"] = update(st.session_state["selection"], value)
