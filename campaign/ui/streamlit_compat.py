"""The parts of Streamlit that are not public and that we use; `docs/upgrading.md` lists them.

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
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.session_manager import ActiveSessionInfo, SessionManager
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.web import bootstrap

__all__ = [
    "ActiveSessionInfo",
    "SessionManager",
    "StreamlitPage",
    "WebsocketSessionManager",
    "build_theme_once",
    "callable_copy",
    "came_through_history",
    "delete_upload",
    "drop_interrupted_run",
    "manage_sessions_by",
    "session_id",
    "set_options",
    "uploaded_sizes",
]


def set_options(options: Mapping[str, Any]) -> None:
    """Set Streamlit's options (`server.port`) as `streamlit run` does, before any is read.

    They override environment variables such as `STREAMLIT_SERVER_PORT`, and these override the
    files `.streamlit/config.toml`. Raises ValueError for a variable that has to be a number.
    """
    values = {
        name: _value(os.environ[option.env_var], option)
        for name, option in config._config_options_template.items()
        if option.env_var in os.environ and not option.sensitive
    }
    bootstrap.load_config_options({**values, **options})


def _value(value: str, option: Any) -> Any:
    """Return the value of an environment variable in the option's type."""
    if option.multiple:
        return value.split()
    if option.type is bool:
        return value.lower() in ("1", "true", "t", "yes", "y", "on")
    try:
        return option.type(value)
    except ValueError:
        raise ValueError(f"{option.env_var}: {value!r} is not a number.") from None


def came_through_history() -> bool:
    """Return whether Back or Forward caused this run."""
    context = get_script_run_ctx()
    return bool(context is not None and context.is_history_navigation)


def session_id() -> str:
    """Return the id of the session of this run; "" outside a run."""
    context = get_script_run_ctx()
    return "" if context is None else context.session_id


def callable_copy(page: StreamlitPage) -> StreamlitPage:
    """Return a copy of a page for one run: Streamlit stores on a page whether it may be run."""
    return copy(page)


def uploaded_sizes() -> dict[str, list[int]]:
    """Return {session: sizes in bytes of its files on the server}."""
    manager: Any = runtime.get_instance().uploaded_file_mgr
    return {
        session: [len(file.data) for file in list(files.values())]
        for session, files in list(manager.file_storage.items())
    }


def delete_upload(file_id: str) -> None:
    """Delete an uploaded file of this session from the server, before its session ends.

    Streamlit keeps the bytes of a file whose uploader is no longer on the page.
    """
    context = get_script_run_ctx()
    manager = None if context is None else context.uploaded_file_mgr
    if context is not None and isinstance(manager, MemoryUploadedFileManager):
        manager.remove_file(context.session_id, file_id)


def manage_sessions_by(kind: type[SessionManager]) -> None:
    """Let every new runtime manage its sessions by this class."""
    setattr(  # noqa: B010
        runtime, "RuntimeConfig", partial(runtime.RuntimeConfig, session_manager_class=kind)
    )


def drop_interrupted_run(manager: WebsocketSessionManager, session_id: str, watch: bool) -> None:
    """Drop the interrupted run of a resumed session and its queued messages.

    The run got a request to stop when the connection broke. `watch`: whether the session
    continues to look for changes of source files.
    """
    session = manager._active_session_info_by_id[session_id].session
    session._scriptrunner = None
    session.flush_browser_queue()
    if not watch:
        session.disconnect_file_watchers()


def build_theme_once() -> None:
    """Let each section of the theme be read from the options once, not six times in every run.

    A change of the theme's options takes effect after a restart.
    """
    build = app_session._populate_theme_msg
    sections: dict[str, CustomThemeConfig] = {}

    def copy_section(message: CustomThemeConfig, section: str = "theme") -> None:
        if section not in sections:
            built = CustomThemeConfig()
            build(built, section)
            sections[section] = built
        # Even an empty section that is merged would be sent.
        if sections[section].ByteSize():
            message.MergeFrom(sections[section])

    setattr(app_session, "_populate_theme_msg", copy_section)  # noqa: B010
