"""`python -m campaign serve` prints its address and ends on a signal, or prints an error."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.request import urlopen

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from campaign.__main__ import main
from campaign.commands import serve
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, NBSP, Text
from campaign.web.server import ServerSettings
from tests.commands.error_output import sentence

ROOT = Path(__file__).resolve().parent.parent.parent
TIMEOUT = 600.0  # seconds, reached only by a failing test


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "campaign", "serve", *arguments]


def run_server(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The result of a server that cannot start."""
    return subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
    )


@contextmanager
def server_process(
    folder: Path, *arguments: str, **environment: str
) -> Iterator[tuple[subprocess.Popen[str], int, list[str]]]:
    """A server on a free port, run from another folder: its process, port and output lines."""
    process = subprocess.Popen(
        command("--port", "0", *arguments),
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    output_lines: list[str] = []
    try:
        while not output_lines or "Ctrl+C" not in output_lines[-1]:
            line = process.stdout.readline()
            assert line, output_lines
            output_lines.append(line.rstrip())
        port = re.search(r"^  http://localhost:(\d+)$", "\n".join(output_lines), re.MULTILINE)
        assert port, output_lines
        yield process, int(port[1]), output_lines
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.mark.long
def test_the_server_runs_from_any_folder_until_a_signal(campaign: Campaign, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "mine")
    register = tmp_path / "mine" / "2017" / "activities.csv"
    register.write_text("\n".join(register.read_text(encoding="utf-8").splitlines()[:-1]) + "\n")
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.bind(str(tmp_path / "notify"))
    manager.settimeout(TIMEOUT)
    notify = {"NOTIFY_SOCKET": manager.getsockname()}
    with (
        manager,
        server_process(tmp_path, "--data", "mine", **notify) as (process, port, output_lines),
    ):
        assert manager.recv(100) == b"READY=1"
        with urlopen(f"http://127.0.0.1:{port}/health", timeout=TIMEOUT) as answer:
            health = json.load(answer)
        assert health["status"] == "ok" and health["data"] != campaign.fingerprint
        with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=TIMEOUT) as answer:
            # The settings of .streamlit/config.toml are active.
            assert "SameSite=Strict" in answer.headers["Set-Cookie"]
        address = f"ws://127.0.0.1:{port}/_stcore/stream"
        with connect(
            address, origin=f"http://127.0.0.1:{port}", subprotocols=["streamlit"]
        ) as websocket:
            process.send_signal(signal.SIGTERM)
            with pytest.raises(ConnectionClosed) as closed:
                websocket.recv(timeout=TIMEOUT)
            assert closed.value.rcvd is not None and closed.value.rcvd.code == 1012
        assert process.wait(TIMEOUT) == 0
        assert process.stdout is not None
        assert process.stdout.read() == "", "it ends without further output"
        assert output_lines[0] == "The dashboard is open at"


@pytest.mark.long
def test_the_server_deletes_the_copy_of_a_killed_process_and_ctrl_c_stops_it(
    tmp_path: Path,
) -> None:
    copy = tmp_path / "campaign-register-1"
    copy.mkdir()
    (copy / "lock").touch()
    with server_process(tmp_path, TMPDIR=str(tmp_path)) as (process, _, _):
        assert not copy.exists()
        process.send_signal(signal.SIGINT)
        assert process.wait(TIMEOUT) == 0
        assert process.stdout is not None and process.stdout.read() == ""


def test_relative_paths_are_those_of_the_folder_in_which_the_command_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = {
        "CAMPAIGN_DATA": "mine",
        "CAMPAIGN_GEO": "regions",
        "CAMPAIGN_SERVICES": "services.ini",
        "PGSERVICEFILE": "../pg_service.conf",
        "PGPASSFILE": "/etc/campaign/pgpass",
    }
    for name, path in paths.items():
        monkeypatch.setenv(name, path)
    monkeypatch.chdir(tmp_path)
    serve._enter_root_folder(argparse.Namespace(data="theirs"))
    assert Path.cwd() == ROOT
    assert {name: os.environ[name] for name in paths} == {
        "CAMPAIGN_DATA": str(tmp_path / "theirs"),
        "CAMPAIGN_GEO": str(tmp_path / "regions"),
        "CAMPAIGN_SERVICES": str(tmp_path / "services.ini"),
        "PGSERVICEFILE": str(tmp_path.parent / "pg_service.conf"),
        "PGPASSFILE": "/etc/campaign/pgpass",
    }


def test_a_port_in_use_is_an_error() -> None:
    with socket.create_server(("", 0)) as bound:
        port = bound.getsockname()[1]
        process = run_server("--port", str(port), "--address", "0.0.0.0")
    assert process.returncode == 2
    (line,) = process.stderr.splitlines()
    assert f"Port {port} is in use" in line.replace(NBSP, " ")
    assert f"--port {port + 1}, make run PORT={port + 1}." in line


def serve_while(at_import: Callable[[int], object], monkeypatch: pytest.MonkeyPatch) -> int:
    """Serve at a free port, and call `at_import` with it while the dashboard is imported."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port = bound.getsockname()[1]
    settings = ServerSettings("127.0.0.1", port, None, None, 1, 1, False)
    monkeypatch.setattr(serve, "server_settings", lambda: settings)
    monkeypatch.setattr(serve, "import_module", lambda name: at_import(port))
    for name in ("set_options", "remove_leftovers", "_enter_root_folder"):
        monkeypatch.setattr(serve, name, lambda *arguments: None)
    monkeypatch.setattr(signal, "signal", lambda *arguments: None)
    parser = argparse.ArgumentParser()
    serve.declare(parser, Text.of("en"))
    return serve.run(parser.parse_args([]))


def test_connections_are_refused_until_the_dashboard_is_imported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def connect_and_stop(port: int) -> None:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))
        raise KeyboardInterrupt

    assert serve_while(connect_and_stop, monkeypatch) == serve.DONE


def test_a_port_that_is_taken_during_the_import_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with ExitStack() as other_servers:

        def take(port: int) -> SimpleNamespace:
            other_servers.enter_context(socket.create_server(("127.0.0.1", port)))
            return SimpleNamespace(app=None)

        assert serve_while(take, monkeypatch) == serve.STOPPED
    assert "is in use" in capsys.readouterr().err


def test_an_invalid_setting_is_an_error() -> None:
    process = run_server(STREAMLIT_SERVER_PORT="many")
    assert (process.returncode, process.stderr) == (
        2,
        "STREAMLIT_SERVER_PORT: 'many' is not a number.\n",
    )


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            PermissionError(13, "Permission denied", "config.toml"),
            "Permission denied: 'config.toml'",
        ),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), "invalid start byte"),
    ],
)
def test_settings_that_cannot_be_read_are_an_error(
    error: Exception,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_: object) -> None:
        raise error

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(serve, "set_options", fail)
    parser = argparse.ArgumentParser()
    serve.declare(parser, Text.of("en"))
    assert serve.run(parser.parse_args([])) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("The server cannot start: ") and line.endswith(words)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("number", ["-1", "65536", "x", "٣", ""])
def test_a_number_that_is_no_port_is_rejected(
    number: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["serve", f"--port={number}", "--lang", lang])
    words = Text.of(lang)("A port is a number from 0 to 65535.")
    assert end.value.code == 2 and words in capsys.readouterr().err


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_folder_without_campaign_data_is_rejected(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in (tmp_path / "nowhere", tmp_path):
        assert main(["serve", "--data", str(folder), "--lang", lang]) == 2
        assert str(folder) in sentence(capsys)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (OSError(98, ""), "8501"),
        (PermissionError(13, ""), "1023"),
        (OSError(99, ""), "203.0.113.7"),
        (socket.gaierror(-2, ""), "203.0.113.7"),
        (UnicodeError("label too long"), "203.0.113.7"),
        (OSError(24, "Too many open files"), "Too many open files"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the numbers are Linux's")
def test_the_message_has_the_reason_why_the_server_cannot_listen(
    error: Exception, detail: str, lang: str
) -> None:
    settings = argparse.Namespace(address="203.0.113.7", port=8501)
    words = serve.reason(error, settings, Text.of(lang))
    assert detail in words and words.endswith((".", "files"))


def test_arguments_become_options_of_streamlit() -> None:
    parser = argparse.ArgumentParser()
    serve.declare(parser, Text.of("en"))
    arguments = parser.parse_args(["--port", "0", "--address", "127.0.0.1", "--dev"])
    assert serve.options(arguments) == {
        "server.port": 0,
        "server.address": "127.0.0.1",
        "server.fileWatcherType": "auto",
        "server.runOnSave": True,
    }
    assert serve.options(parser.parse_args([])) == {}
