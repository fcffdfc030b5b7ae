"""The undocumented parts of Streamlit that we use still exist."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit
from streamlit import config, runtime
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import RuntimeConfig, app_session, runtime_util
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.testing.v1 import AppTest
from streamlit.web import bootstrap

from campaign.i18n.streamlit_words import STREAMLIT_WORDS
from campaign.ui import streamlit_compat
from campaign.ui.server_settings import server_settings
from campaign.ui.sessions import Sessions
from campaign.web.security import InvalidSettingError

MOVED = "Streamlit has moved it: see docs/upgrading.md"
ROOT = Path(__file__).resolve().parent.parent.parent
INSTALLED = Path(streamlit.__file__).parent

# In Python ----------------------------------------------------------------------------------


def test_is_history_navigation() -> None:
    assert callable(get_script_run_ctx), MOVED
    assert "is_history_navigation" in {field.name for field in fields(ScriptRunContext)}, MOVED
    assert streamlit_compat.came_through_history() is False


def test_the_session_has_an_id() -> None:
    assert "session_id" in {field.name for field in fields(ScriptRunContext)}, MOVED
    assert streamlit_compat.session_id() == ""


def test_the_storage_of_files_has_their_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    manager = MemoryUploadedFileManager("/uploads")
    manager.add_file("me", UploadedFileRec("1", "a.csv", "text/csv", b"12345"))
    running = type("Running", (), {"uploaded_file_mgr": manager})()
    monkeypatch.setattr(runtime, "get_instance", lambda: running)
    assert streamlit_compat.uploaded_sizes() == {"me": [5]}, MOVED


def test_an_upload_is_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "uploaded_file_mgr" in {field.name for field in fields(ScriptRunContext)}, MOVED
    streamlit_compat.delete_upload("1")  # without a session nothing is deleted
    manager = MemoryUploadedFileManager("/uploads")
    for session, file_id in (("me", "1"), ("me", "2"), ("you", "1")):
        manager.add_file(session, UploadedFileRec(file_id, "a.csv", "text/csv", b"12345"))
    context = SimpleNamespace(uploaded_file_mgr=manager, session_id="me")
    monkeypatch.setattr(streamlit_compat, "get_script_run_ctx", lambda: context)
    streamlit_compat.delete_upload("1")
    remaining = {session: list(files) for session, files in manager.file_storage.items()}
    assert remaining == {"me": ["2"], "you": ["1"]}, MOVED


def _two_pages() -> None:
    import streamlit as st

    from campaign.ui.streamlit_compat import callable_copy

    page = st.Page(lambda: st.markdown("ran"), title="Title", url_path="title", default=True)
    copied = callable_copy(page)
    st.navigation([copied], position="hidden")
    copied.run()
    try:
        page.run()
    except st.errors.StreamlitAPIException:
        st.markdown("refused")


def test_a_copy_of_a_page_is_callable_by_itself() -> None:
    app = AppTest.from_function(_two_pages, default_timeout=600).run()
    assert [element.value for element in app.markdown] == ["ran", "refused"], MOVED


def test_runtime_config_takes_a_session_manager(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "session_manager_class" in {field.name for field in fields(RuntimeConfig)}, MOVED
    monkeypatch.setattr(runtime, "RuntimeConfig", RuntimeConfig)
    streamlit_compat.manage_sessions_by(Sessions)
    parts: dict[str, Any] = dict.fromkeys(
        ("script_path", "media_file_storage", "uploaded_file_manager", "component_registry")
    )
    # `st.App` looks the class up by this name when it creates its runtime.
    assert runtime.RuntimeConfig(**parts).session_manager_class is Sessions, MOVED
    source = inspect.getsource(streamlit.App._create_runtime)
    assert "from streamlit.runtime import Runtime, RuntimeConfig" in source, MOVED


def test_sessions_hold_a_script_runner_and_a_queue() -> None:
    assert "_active_session_info_by_id" in inspect.getsource(WebsocketSessionManager), MOVED
    assert "self._scriptrunner: ScriptRunner | None" in inspect.getsource(AppSession), MOVED
    for name in ("flush_browser_queue", "disconnect_file_watchers"):
        assert callable(getattr(AppSession, name)), MOVED
    parameters = inspect.signature(WebsocketSessionManager.connect_session).parameters
    assert "existing_session_id" in parameters, MOVED


def _theme() -> CustomThemeConfig:
    theme = CustomThemeConfig()
    for part, section in (
        (theme, "theme"),
        (theme.light, "theme.light"),
        (theme.light.sidebar, "theme.light.sidebar"),
    ):
        app_session._populate_theme_msg(part, section)
    return theme


def test_the_theme_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    source = inspect.getsource(AppSession._create_new_session_message)
    assert source.count("_populate_theme_msg(") == 6, MOVED
    monkeypatch.chdir(ROOT)
    bootstrap.load_config_options({})
    before = _theme()
    assert before.light.primary_color and not before.light.HasField("sidebar"), MOVED
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    streamlit_compat.build_theme_once()
    assert _theme() == before
    monkeypatch.setattr(config, "get_options_for_section", lambda section: {})
    assert _theme() == before


# Options ------------------------------------------------------------------------------------


@contextmanager
def options(monkeypatch: pytest.MonkeyPatch, **environment: str) -> Iterator[None]:
    """Options of Streamlit may be changed within the block; they are restored after it."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(runtime_util, "_max_message_size_bytes", None)
    for name in [name for name in os.environ if name.startswith("STREAMLIT_")]:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    try:
        yield
    finally:
        monkeypatch.undo()
        bootstrap.load_config_options({})


def test_load_config_options(monkeypatch: pytest.MonkeyPatch) -> None:
    with options(monkeypatch):
        streamlit_compat.set_options({"server.port": 7001, "server.runOnSave": True})
        assert streamlit.get_option("server.port") == 7001, MOVED
        assert streamlit.get_option("server.runOnSave") is True, MOVED
        # .streamlit/config.toml is still used.
        assert streamlit.get_option("server.xsrfCookieSameSite") == "strict", MOVED


def test_env_var_and_type_of_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {
        "STREAMLIT_SERVER_PORT": "7002",
        "STREAMLIT_SERVER_RUN_ON_SAVE": "true",
        "STREAMLIT_SERVER_ENABLE_WEBSOCKET_COMPRESSION": "false",
        "STREAMLIT_SECRETS_FILES": "a.toml b.toml",
    }
    with options(monkeypatch, **environment):
        streamlit_compat.set_options({"server.port": 7003})
        settings = server_settings()
        assert (settings.port, settings.compress) == (7003, False), MOVED
        assert streamlit.get_option("server.runOnSave") is True, MOVED
        assert streamlit.get_option("secrets.files") == ["a.toml", "b.toml"], MOVED


def test_a_variable_that_is_not_a_number_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        options(monkeypatch, STREAMLIT_SERVER_PORT="many"),
        pytest.raises(ValueError, match="STREAMLIT_SERVER_PORT: 'many'"),
    ):
        streamlit_compat.set_options({})


def test_the_server_is_set_by_streamlit_s_options(monkeypatch: pytest.MonkeyPatch) -> None:
    with options(monkeypatch):
        streamlit_compat.set_options({})
        settings = server_settings()
        assert (settings.address, settings.port, settings.scheme) == (None, 8501, "http")
        assert settings.most_bytes == runtime_util.get_max_message_size_bytes() == 50_000_000
        assert settings.compress is True and settings.ping_seconds == 30


def test_a_certificate_needs_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    with options(monkeypatch, STREAMLIT_SERVER_SSL_CERT_FILE="cert.pem"):
        streamlit_compat.set_options({})
        with pytest.raises(InvalidSettingError, match="server.sslKeyFile"):
            server_settings()
    assert config.get_option("server.sslCertFile") is None


# In the browser -----------------------------------------------------------------------------

# Texts that the bundle composes from pieces.
PIECES = {
    "The page that you have requested does not seem to exist. Running the app's main page.": (
        "The page that you have requested does not seem to exist",
        ". Running the app's main page.",
    ),
    "Press Enter to apply": ("`Press Enter to ${", "`apply`"),
    "Press Enter to submit form": ("`Press Enter to ${", "`submit form`"),
    "Press Ctrl+Enter to apply": ("`Press ${", "`Ctrl`", "}+Enter to ${", "`apply`"),
    "Press ⌘+Enter to apply": ("`Press ${", "`⌘`", "}+Enter to ${", "`apply`"),
    "Press Ctrl+Enter to submit form": ("`Ctrl`", "}+Enter to ${", "`submit form`"),
    "Press ⌘+Enter to submit form": ("`⌘`", "}+Enter to ${", "`submit form`"),
    "*… option available.": ("one:()=>`${t.number(e.optionCount)} option`",),
    "*… options available.": ("other:()=>`${t.number(e.optionCount)} options`",),
    "*… — start": (" — ${", "`start`"),
    "*… — end": (" — ${", "`end`"),
    "*…MB per file…*": (" per file`",),
    "Error: File must be …MB or smaller.": ("File must be ${", "} or smaller."),
    "File must be …MB or smaller.": ("File must be ${", "} or smaller."),
}


@pytest.fixture(scope="module")
def shipped() -> str:
    """All files of Streamlit for the browser, and its Python files with texts for it."""
    files = [path for ending in ("js", "css", "html") for path in _files("static", ending)]
    files += _files("runtime", "py")
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def _files(folder: str, ending: str) -> list[Path]:
    return sorted((INSTALLED / folder).rglob(f"*.{ending}"))


@pytest.mark.parametrize("words", STREAMLIT_WORDS)
def test_words_of_the_bundle(words: str, shipped: str) -> None:
    own_pieces = tuple(part for part in re.split("[…*]", words) if part.strip())
    missing = [part for part in PIECES.get(words, own_pieces) if part not in shipped]
    assert not missing, MOVED


def _names_in_our_scripts() -> set[str]:
    """The test ids and attributes by which our styles and scripts find Streamlit's elements."""
    sources = [
        *(ROOT / "campaign" / "browser").rglob("*.css"),
        *(ROOT / "campaign" / "browser").rglob("*.js"),
        *(ROOT / "campaign" / "ui").rglob("*.py"),
    ]
    mark = re.compile(r"\bst[A-Z]\w+|\bdata-test-[a-z-]+|\bdata-testid\b")
    return {name for path in sources for name in mark.findall(path.read_text(encoding="utf-8"))}


MARKS = sorted(_names_in_our_scripts())


@pytest.mark.parametrize("mark", MARKS)
def test_test_ids_and_attributes(mark: str, shipped: str) -> None:
    assert mark in shipped, MOVED


def test_names_in_our_scripts_are_found() -> None:
    assert {"stApp", "stRadioOption", "data-test-connection-state"} <= set(MARKS)


def test_the_page_has_a_root(shipped: str) -> None:
    assert 'id="root"' in shipped, MOVED
