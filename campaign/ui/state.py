"""The live selection of a session, and the address that carries it.

The address owns the selection at rest, the session the live one. Re-seeding whenever the two
differ would let two quick clicks undo each other on a slow line, so the session is seeded only on
the first run, on Back and Forward, and when a page is entered with a query not written here.
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
    """The selection of this run, taken from the address where the address is newer."""
    query = {str(name): str(value) for name, value in st.query_params.to_dict().items()}
    state = st.session_state
    entered = state.get("page") != page and query != state.get("written")
    stale = state.get("fingerprint") != campaign.fingerprint
    if "selection" not in state or came_through_history() or entered:
        state["selection"] = Selection.from_query(query, campaign)
    elif stale:
        # The files changed under this session: what no longer exists falls away.
        kept = state["selection"].to_query(campaign)
        state["selection"] = Selection.from_query(kept, campaign)
    state["page"], state["fingerprint"] = page, campaign.fingerprint
    chosen: Selection = state["selection"]
    return chosen


def write_address(
    chosen: Selection, campaign: Campaign, beside: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Put the selection into the address, one history entry where it differs; gives the query.

    `beside` are names of the page's own, which go with it into the address only.
    """
    query = chosen.to_query(campaign)
    written = query | dict(beside or {})
    st.query_params.from_dict(written)
    st.session_state["written"] = written
    return query


def change(changed: Change, value: Any = None) -> None:
    """Replace the live selection; for callbacks, before the next run."""
    if "selection" in st.session_state:
        st.session_state["selection"] = changed(st.session_state["selection"], value)
