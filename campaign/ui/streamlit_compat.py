"""What we need of Streamlit that it does not promise; `docs/upgrading.md` lists it.

`tests/ui/test_streamlit_compat.py` fails where an upgrade moves one of the parts.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from copy import copy
from functools import partial
from typing import Any

from streamlit import config, runtime
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.session_manager import ActiveSessionInfo, SessionManager
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.web import bootstrap

__all__ = [
    "ActiveSessionInfo",
    "SessionManager",
    "StreamlitPage",
    "WebsocketSessionManager",
    "callable_copy",
    "came_through_history",
    "drop_interrupted_run",
    "manage_sessions_by",
    "set_options",
    "uploaded_sizes",
]


def set_options(options: Mapping[str, Any]) -> None:
    """Set Streamlit's options (`server.port`) as `streamlit run` does; before any is asked for.

    They stand above those of `STREAMLIT_SERVER_PORT` and its like, and these above the files
    `.streamlit/config.toml`. Raises ValueError for a variable that is no number where one is due.
    """
    found = {
        name: _value(os.environ[option.env_var], option)
        for name, option in config._config_options_template.items()
        if option.env_var in os.environ and not option.sensitive
    }
    bootstrap.load_config_options({**found, **options})


def _value(written: str, option: Any) -> Any:
    """What an environment variable says, of the option's type."""
    if option.multiple:
        return written.split()
    if option.type is bool:
        return written.lower() in ("1", "true", "t", "yes", "y", "on")
    try:
        return option.type(written)
    except ValueError:
        raise ValueError(f"{option.env_var}: {written!r} is not a number.") from None


def came_through_history() -> bool:
    """True where this run was asked for by Back or Forward."""
    context = get_script_run_ctx()
    return bool(context is not None and context.is_history_navigation)


def callable_copy(page: StreamlitPage) -> StreamlitPage:
    """A page of one run's own: Streamlit notes on a page whether it may be run."""
    return copy(page)


def uploaded_sizes() -> dict[str, list[int]]:
    """{session: sizes in bytes of its files that lie on the server}."""
    manager: Any = runtime.get_instance().uploaded_file_mgr
    return {
        session: [len(file.data) for file in list(files.values())]
        for session, files in list(manager.file_storage.items())
    }


def manage_sessions_by(kind: type[SessionManager]) -> None:
    """Let every runtime that is made from now on manage its sessions by this class."""
    setattr(  # noqa: B010
        runtime, "RuntimeConfig", partial(runtime.RuntimeConfig, session_manager_class=kind)
    )


def drop_interrupted_run(manager: WebsocketSessionManager, session_id: str, watch: bool) -> None:
    """Forget the run that a resumed session was in, and all that it still had to say.

    The run was asked to stop when its reader was gone. `watch`: whether the session goes on looking
    for changes of source files.
    """
    resumed = manager._active_session_info_by_id[session_id].session
    resumed._scriptrunner = None
    resumed.flush_browser_queue()
    if not watch:
        resumed.disconnect_file_watchers()
