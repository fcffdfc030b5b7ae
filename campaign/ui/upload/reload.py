"""The files of a session through a reload of its tab: saved after each run, claimed by the next."""

from __future__ import annotations

import streamlit as st

from campaign.dataset import campaign_cache
from campaign.ui.state import address_query, read_address
from campaign.ui.streamlit_compat import session_id
from campaign.ui.upload import own_campaign, session_files
from campaign.ui.upload.tab_files import MOST_BYTES, TabFiles

SECRET = "tab-secret"
ARRIVAL = "arrival-query"
LOST = "files-lost"


@st.cache_resource(show_spinner=False)
def tab_files() -> TabFiles:
    """Return the files of all tabs of this server."""
    return TabFiles()


def save_files() -> str | None:
    """Save the files of this session for its tab; return the secret that the tab keeps.

    "" means no files, None that this is not known yet: the tab may have the secret of its former
    session, with which it claims files (`claim_files`).
    """
    state = st.session_state
    state.setdefault(ARRIVAL, address_query())
    secret: str | None = state.get(SECRET)
    if session_files.files():
        secret = tab_files().save(
            secret or "", session_id(), _user(), session_files.snapshot(), session_files.size()
        )
    elif secret:
        tab_files().remove(secret, session_id())
        secret = ""
    state[SECRET] = secret
    return secret


def claim_files(secret: str) -> None:
    """Take over the files of this tab's former session, and show the selection in its address."""
    state = st.session_state
    if session_files.files():
        return
    claim = tab_files().claim(secret, session_id(), _user())
    state[SECRET], state[LOST] = ("", True) if claim is None else (claim[1], False)
    if claim is None:
        return
    session_files.restore(claim[0])
    campaign = own_campaign.campaign_with_files(campaign_cache.current())
    read_address(state.get(ARRIVAL, []), campaign)


def are_lost() -> bool:
    """Return whether the files of this tab's former session are no longer on the server."""
    return bool(st.session_state.get(LOST)) and not session_files.files()


def are_too_large() -> bool:
    """Return whether the files together are too large to be kept through a reload."""
    return session_files.size() > MOST_BYTES


def _user() -> str:
    """Return who is signed in; "" for nobody."""
    claims = st.user.to_dict()
    return str(claims.get("sub") or claims.get("email") or "")
