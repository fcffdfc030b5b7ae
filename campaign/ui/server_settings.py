"""The server's settings, from Streamlit's options; `.streamlit/config.toml` has our values."""

from __future__ import annotations

import streamlit as st

from campaign.web.security import InvalidSettingError
from campaign.web.server import ServerSettings

_PING_SECONDS = 30


def server_settings() -> ServerSettings:
    """Return the current settings. Raises InvalidSettingError for a certificate without its key."""
    certificate, key = st.get_option("server.sslCertFile"), st.get_option("server.sslKeyFile")
    if bool(certificate) != bool(key):
        raise InvalidSettingError(
            "server.sslCertFile and server.sslKeyFile: set both of them, or none."
        )
    return ServerSettings(
        address=st.get_option("server.address") or None,
        port=int(st.get_option("server.port")),
        certificate=certificate,
        key=key,
        ping_seconds=int(st.get_option("server.websocketPingInterval") or _PING_SECONDS),
        most_bytes=int(st.get_option("server.maxMessageSize") * 1_000_000),
        compress=bool(st.get_option("server.enableWebsocketCompression")),
    )
