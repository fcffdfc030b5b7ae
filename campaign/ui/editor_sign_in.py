"""The sign-in of editors: identity providers, the account, and who is an editor now."""

from __future__ import annotations

import time
from collections.abc import Mapping
from html import escape
from typing import Any

import streamlit as st

from campaign.dataset import editors
from campaign.dataset.editors import Editor
from campaign.i18n.translator import Text
from campaign.ui.markdown import escape_markdown

PROVIDER_SETTINGS = ("client_id", "client_secret", "server_metadata_url")


def show_sign_in(text: Text) -> None:
    """Show a button for each identity provider."""
    words = text(
        "Editors sign in to publish a register for everyone. Sign in before you upload the "
        "file, because signing in reloads the page."
    )
    st.html(f'<p class="summary">{escape(words)}</p>')
    providers = _providers()
    with st.container(horizontal=True):
        for provider in providers:
            label = text("Sign in")
            if len(providers) > 1:
                label = text("Sign in with {provider}", provider=escape_markdown(str(provider)))
            st.button(
                label,
                key=f"sign-in:{provider}:{text.lang}",
                icon=":material/login:",
                on_click=st.login,
                args=(provider,),
            )


def show_account(text: Text) -> None:
    """Show who is signed in, and the button that signs out."""
    claims = _claims()
    name = str(claims.get("email") or claims.get("name") or claims.get("sub") or "?")
    with st.container(horizontal=True, vertical_alignment="center"):
        account = text("Signed in as {name}", name=name)
        st.html(f'<p class="summary signed-in">{escape(account)}</p>')
        st.button(
            text("Sign out"),
            key=f"sign-out:{text.lang}",
            type="tertiary",
            icon=":material/logout:",
            on_click=st.logout,
        )


def signed_in_editor() -> Editor | None:
    """Return the editor who is signed in now; None for anyone else."""
    return editors.identify_editor(_claims(), editor_addresses(), time.time())


def _claims() -> Mapping[str, Any]:
    return st.user.to_dict()


def editor_addresses() -> frozenset[str]:
    """Return the editors' addresses; none where signing in is not configured."""
    if not _providers():
        return frozenset()
    section = st.secrets.get("editors")
    return editors.editor_addresses(section.get("emails") if isinstance(section, Mapping) else None)


def _providers() -> list[str | None]:
    """Return the identity providers with all settings; None is the one without a name."""
    if not st.secrets.load_if_toml_exists():
        return []
    section = st.secrets.get("auth")
    if not isinstance(section, Mapping) or not {"redirect_uri", "cookie_secret"} <= set(section):
        return []
    names: list[str | None] = [None] if set(PROVIDER_SETTINGS) <= set(section) else []
    for name, provider in section.items():
        if isinstance(provider, Mapping) and set(PROVIDER_SETTINGS) <= set(provider):
            names.append(str(name))
    return names


def sign_in_status() -> str:
    """Return the status of the reader as `editors.sign_in_status` does."""
    return editors.sign_in_status(_claims(), editor_addresses(), time.time())
